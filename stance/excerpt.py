"""An article's words as a reader is shown them: cut to size, and nothing unprintable in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.schema import Evidence, Span

LIMIT = 160
"""Characters of a passage that are shown, about."""

_SPACE = re.compile(r"\s+")
# Control characters drive a terminal, bidirectional overrides hide what a line says, and
# lone surrogates cannot be encoded.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Piece(NamedTuple):
    """Words of a passage; `role` is "actor" or "target" for a mention, else empty."""

    words: str
    role: str = ""


def clean(words: str) -> str:
    """`words` on one line, with a replacement character for everything unprintable."""
    return printable(_SPACE.sub(" ", words))


def printable(words: str) -> str:
    """`words` as long as they are, with a replacement character for everything unprintable
    but line breaks, page breaks and tabs."""
    return _UNPRINTABLE.sub("\ufffd", words)


def excerpt(text: str, evidence: Evidence, limit: int = LIMIT) -> list[Piece]:
    """The evidence's passage in some `limit` characters, its two mentions kept and marked."""
    marks = {"actor": evidence.actor, "target": evidence.target}
    pieces: list[Piece] = []
    end = evidence.span.start
    for part in _kept(text, evidence.span, list(marks.values()), limit):
        if part.start > end:
            pieces.append(Piece(" … " if pieces else "… "))
        pieces += _split(text, part, marks)
        end = part.end
    if end < evidence.span.end:
        pieces.append(Piece(" …"))
    return pieces


def _kept(text: str, passage: Span, mentions: Sequence[Span], limit: int) -> list[Span]:
    """The parts of the passage that are shown, in text order."""
    inside = sorted(mention for mention in mentions if passage.covers(mention))
    if passage.end - passage.start <= limit:
        return [passage]
    if not inside:
        return [_around(text, passage, Span(passage.start, passage.start), limit)]
    both = Span(inside[0].start, max(mention.end for mention in inside))
    if both.end - both.start <= limit:
        return [_around(text, passage, both, limit)]
    parts = [_around(text, passage, mention, limit // len(inside)) for mention in inside]
    first, last = parts[0], parts[-1]
    if last.start <= first.end:
        return [Span(first.start, max(first.end, last.end))]
    return [first, last]


def _around(text: str, passage: Span, core: Span, limit: int) -> Span:
    """`limit` characters of the passage around `core`, cut between words where there are any."""
    core = Span(core.start, min(core.end, core.start + limit))
    start = core.start - (limit - (core.end - core.start)) // 2
    start = max(passage.start, min(start, passage.end - limit))
    end = min(passage.end, start + limit)
    if start > passage.start:
        start = text.find(" ", start - 1, core.start) + 1 or start
    if end < passage.end:
        space = text.rfind(" ", core.end, end + 1)
        end = end if space < 0 else space
    return Span(start, end)


def _split(text: str, part: Span, marks: dict[str, Span]) -> list[Piece]:
    """The words of one part, cut where a mention begins or ends."""
    bounds = {part.start, part.end}
    bounds |= {bound for mark in marks.values() for bound in mark}
    cuts = sorted(bound for bound in bounds if part.start <= bound <= part.end)
    return [
        Piece(
            clean(text[start:end]),
            next((role for role, mark in marks.items() if mark.covers(Span(start, end))), ""),
        )
        for start, end in pairwise(cuts)
    ]
