"""News with other names: what a tagger learns a name to be should not hang on whose it is.

PolNeAR's articles are of one American campaign, and a tagger that has read only their names
takes whatever it does not know for a person. In a renamed article every name is another one,
from anywhere in the world, the same in all its places; all spans move with the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.places import gazetteer
from stance.schema import Span

FILES = {
    "PERSON": "persons.txt",
    "ORGANIZATION": "organisations.txt",
    "LOCATION": "locations.txt",
}
NAMES = Path(__file__).parent / "data" / "names"

KEPT = 0.2
"""Share of the names of a renamed article that stay as they are."""

_LONGEST_ACRONYM = 6

Names = Mapping[str, Sequence[str]]
"""Names to draw from, by entity type."""


@lru_cache(maxsize=1)
def world_names() -> Names:
    """The names that lie beside this module."""
    return {
        kind: (NAMES / name).read_text(encoding="utf-8").split("\n")[:-1]
        for kind, name in FILES.items()
    }


def rename(document: AttributionDocument, names: Names, rng: Random) -> AttributionDocument:
    """The article with other names. Countries, which a gazetteer finds by name, keep theirs.

    A surname goes with the full name it belongs to. Coreference is dropped.
    """
    if not document.entities:
        return document
    text = document.text
    chosen = _choose([(span.of(text), kind) for span, kind in document.entities], names, rng)
    swaps = [
        (span, chosen[span.of(text), kind])
        for span, kind in sorted(document.entities)
        if (span.of(text), kind) in chosen
    ]
    swaps = [pair for i, pair in enumerate(swaps) if i == 0 or swaps[i - 1][0].end <= pair[0].start]
    moved = _Moved(swaps)
    pieces, position = [], 0
    for span, new in swaps:
        pieces += [text[position : span.start], new]
        position = span.end
    return replace(
        document,
        text="".join([*pieces, text[position:]]),
        attributions=tuple(
            GoldAttribution(moved.all(a.source), moved.all(a.cue), moved.all(a.content))
            for a in document.attributions
        ),
        sentences=None if document.sentences is None else moved.all(document.sentences),
        entities=tuple((moved.span(span), kind) for span, kind in document.entities),
        chains=None,
    )


def _choose(
    mentions: Iterable[tuple[str, str]], names: Names, rng: Random
) -> dict[tuple[str, str], str]:
    """A new name for each (name, type) that gets one."""
    chosen: dict[tuple[str, str], str] = {}
    surnames: dict[str, str] = {}
    # Longer names first, so that a surname finds the full name that it is of.
    for words, kind in sorted(set(mentions), key=lambda item: (-len(item[0].split()), item)):
        last = words.split()[-1]
        known = surnames.get(last) if kind == "PERSON" and " " not in words else None
        drawn = rng.random(), _draw(words, kind, names, rng)
        if kind not in names or drawn[0] < KEPT or gazetteer().kind(words) is not None:
            continue
        new = known or drawn[1]
        if kind == "PERSON" and " " in words:
            surnames.setdefault(last, _surname(new))
        chosen[words, kind] = new.upper() if _is_shouted(words) else new
    return chosen


def _draw(words: str, kind: str, names: Names, rng: Random) -> str:
    """A name of the same sort: a single one of a person for a single one, an acronym for one."""
    new = rng.choice(names.get(kind, [words]))
    if kind == "PERSON" and " " not in words:
        return _surname(new)
    if kind == "ORGANIZATION":
        for _ in range(50):
            if _is_acronym(new) == _is_acronym(words):
                break
            new = rng.choice(names[kind])
    return new


def _surname(name: str) -> str:
    """What a person is called for short: the family name, which comes first where a hyphen
    joins what comes last ("Seo Min-ho")."""
    words = name.split()
    first = len(words) == 2 and "-" in words[1] and words[1].partition("-")[2].islower()
    return words[0] if first else words[-1]


def _is_acronym(words: str) -> bool:
    return words.isupper() and " " not in words and len(words) <= _LONGEST_ACRONYM


def _is_shouted(words: str) -> bool:
    """Whether a name stands in a headline of capitals."""
    return words.isupper() and not _is_acronym(words)


class _Moved:
    """Where spans of a text lie after some stretches of it were replaced."""

    def __init__(self, swaps: Sequence[tuple[Span, str]]) -> None:
        self._spans = [span for span, _ in swaps]
        self._ends = [span.end for span in self._spans]
        self._shifts = [0]
        for span, new in swaps:
            self._shifts.append(self._shifts[-1] + len(new) - (span.end - span.start))

    def all(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(self.span, spans))

    def span(self, span: Span) -> Span:
        """The span as it lies now; one that cuts a name holds the whole of it."""
        return Span(self._place(span.start, end=False), self._place(span.end, end=True))

    def _place(self, position: int, *, end: bool) -> int:
        at = bisect_right(self._ends, position)
        inside = at < len(self._spans) and self._spans[at].start < position
        if not inside:
            return position + self._shifts[at]
        span = self._spans[at]
        return span.end + self._shifts[at + 1] if end else span.start + self._shifts[at]
