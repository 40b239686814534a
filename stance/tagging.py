"""The tag scheme of the tagger: which layers there are, and how tokens see letter case.

A layer is a BIO tag sequence over the tokens of a window. Quoted contents nest
("A said that B had denied it"), so `content` holds the outer ones and `inner` those that
lie inside another content.
"""

from __future__ import annotations

from collections.abc import Sequence

from stance.schema import ENTITY_TYPES

LAYERS = ("source", "cue", "content", "inner", "entity")

TAGS: dict[str, tuple[str, ...]] = {
    layer: ("O", f"B-{layer}", f"I-{layer}") for layer in LAYERS if layer != "entity"
}
TAGS["entity"] = ("O", *(f"{bio}-{kind}" for kind in ENTITY_TYPES for bio in "BI"))

LINKED_LAYERS = ("source", "content", "inner")
"""Links: from a cue to its source, from a content token to its cue, from an inner one to its."""

LINK_ROWS = {"source": "cue", "content": "content", "inner": "inner"}
LINK_GOALS = {"source": "source", "content": "cue", "inner": "cue"}
"""The layer of the words that each kind of link leaves from, and of those it leads to."""

CASES = 5
FEATURES = 2 * CASES
"""Feature ids: five kinds of letter case, each without and with a line break before."""


def case_of(word: str) -> int:
    """0 no letters, 1 lower, 2 Capitalised, 3 UPPER (two letters or more), 4 mixed."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if upper == len(letters) and upper > 1:
        return 3
    return 2 if upper == 1 and letters[0].isupper() else 4


def token_features(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """One feature id a token: letter case, and whether a new line begins before it."""
    features = []
    previous = 0
    for start, end in offsets:
        broken = "\n" in text[previous:start]
        features.append(case_of(text[start:end]) + (CASES if broken else 0))
        previous = end
    return features
