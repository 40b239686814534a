"""Laws and treaties that the tagger missed: "the Shared Borders Regulation"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from stance.lexicon import LAWS, word_set
from stance.schema import Span

_NO_HEADS = word_set("code convention deal measure resolution rule")  # of too much else
_HEADS = "|".join(sorted(word.capitalize() for word in LAWS - _NO_HEADS))
_LAW = re.compile(
    r"\b[Tt]he (?P<name>[A-Z][\w’'-]+"
    r"(?: (?:(?:and|for|of|on|the|to) ){0,2}[A-Z][\w’'-]+){0,6}?"
    rf" (?:{_HEADS}))\b(?! (?:[A-Z]|party\b))"
)


def missed_laws(text: str, taken: Collection[int]) -> Iterator[Span]:
    """Names with a law's head that share no character of `taken`, in text order."""
    for match in _LAW.finditer(text):
        span = Span(*match.span("name"))
        if not any(position in taken for position in range(*span)):
            yield span
