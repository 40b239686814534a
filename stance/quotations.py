"""Where a text quotes: stretches between quotation marks, with the marks.

Marks are paired inside a paragraph, and of pairs inside one another only the outermost counts.
Known are curly and straight marks, double and single, ''doubled apostrophes'' and ``TeX's'',
German „low“ ones, «guillemets» either way round and 「corner brackets」. A mark that reads both
ways is judged by what stands around it: one after a space and before a word opens, one after a
word or a stop closes. Apostrophes ("don't", "the boys' turn", "the '90s") are none of them.

On PolNeAR a quotation is all content of one attribution or none: of 967 on dev, 899 belong to
one as a whole, 68 to none, and none is shared or cut. That makes them hard evidence.

What is odd stays harmless. An opening mark that nothing closes before its paragraph ends, or
before another one opens, is no quotation, nor is a stretch of more than `LONGEST` characters.
One case is regular: a quotation that runs over several paragraphs opens each of them and closes
in the last, and is a single one here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from stance.schema import Span

LONGEST = 4000
"""Characters of a quotation, at most; whatever is longer is two marks that do not belong
together."""

# Each opening mark with those that may close it. “ also closes „, and » opens »so«.
_CLOSERS = {
    "“": '”"″〞',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«",
    '"': '"”“',
    "''": "''",
    "``": "''",
    "‘": "’'",
    "‚": "‘’'",
    "‹": "›",
    "›": "‹",
    "'": "'’",
    "「": "」",
    "『": "』",
}
_SINGLE = frozenset("‘‚'")
_EITHER_WAY = frozenset(('"', "''", "'", "’", "“", "»", "«", "›", "‹", "‘"))
_MARK = re.compile(r"''|``|[“”„‟\"″〞«»‹›「」『』‘’‚']")
_BEFORE_OPENING = frozenset("([{-–—―/:*_>")
_ELIDED = re.compile(r"\d0s|\d\ds?\b|(?:em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)


class _Mark(NamedTuple):
    """A quotation mark: its characters and whether it can open and close."""

    span: Span
    sign: str
    opens: bool
    closes: bool


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The quotations of `text` in order, marks included; `paragraphs` are those of the text.

    They never overlap. One of several paragraphs is one span. Never raises.
    """
    return tuple(
        span
        for span in _joined([_of_paragraph(text, part) for part in paragraphs])
        if span.end - span.start <= LONGEST
    )


def in_one(spans: Sequence[Span], position: int) -> bool:
    """Whether a position lies in one of the spans, which are in order and apart."""
    at = bisect_right(spans, position, key=lambda span: span.start) - 1
    return at >= 0 and position < spans[at].end


class _Found(NamedTuple):
    """A paragraph's quotations, and the opening mark that its end does not close.

    `begins` is the opening mark that the paragraph begins with. Both are None where there is none.
    """

    closed: list[Span]
    unclosed: _Mark | None
    begins: _Mark | None


def _joined(found: Sequence[_Found]) -> Iterator[Span]:
    """Quotations of all paragraphs, those over several paragraphs as one."""
    start: int | None = None
    for one, following in pairwise([*found, _Found([], None, None)]):
        for span in one.closed:
            if start is not None and one.begins is not None and span.start == one.begins.span.start:
                span = Span(start, span.end)
            start = None
            yield span
        unclosed, begins = one.unclosed, following.begins
        if unclosed is None or begins is None or unclosed.sign != begins.sign:
            start = None
        elif start is None or unclosed != one.begins:
            start = unclosed.span.start


def _of_paragraph(text: str, part: Span) -> _Found:
    """The quotations that open and close in one paragraph, and the last that does not close."""
    pairs: list[Span] = []
    opened: list[_Mark] = []
    marks = list(_marks(text, part))
    for mark in marks:
        at = _closed_by(mark, opened)
        if at is not None:
            pairs.append(Span(opened[at].span.start, mark.span.end))
            del opened[at:]
        elif mark.opens:
            # A second one of its sign: nothing has closed the first.
            while any(other.sign == mark.sign for other in opened):
                opened.pop()
            opened.append(mark)
    closed = _outermost(pairs)
    unclosed = [m for m in opened if m.sign not in _SINGLE and not _inside(m.span, closed)]
    begins = bool(marks) and marks[0].opens and marks[0].span.start == part.start
    return _Found(closed, unclosed[0] if unclosed else None, marks[0] if begins else None)


def _closed_by(mark: _Mark, opened: Sequence[_Mark]) -> int | None:
    """Index of the innermost of the opened marks that this one closes."""
    if not mark.closes:
        return None
    fitting = (at for at, other in enumerate(opened) if mark.sign in _CLOSERS[other.sign])
    return max(fitting, default=None)


def _outermost(pairs: Sequence[Span]) -> list[Span]:
    """The pairs that lie in no other, in text order; pairs nest or are apart."""
    result: list[Span] = []
    for pair in sorted(pairs):
        if not result or pair.start >= result[-1].end:
            result.append(pair)
    return result


def _inside(span: Span, closed: Sequence[Span]) -> bool:
    return bool(closed) and span.start < closed[-1].end


def _marks(text: str, part: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, part.start, part.end):
        sign = match.group()
        before = text[max(part.start, match.start() - 1) : match.start()]
        after = text[match.end() : min(part.end, match.end() + 1)]
        opens, closes = sign in _CLOSERS, True
        if sign in _EITHER_WAY:
            opens = opens and _may_open(before, after)
            closes = _may_close(before, after, single=sign in "'’‘")
            if opens and sign in "'‘" and _ELIDED.match(text, match.end(), part.end):
                opens = False
        if opens or closes:
            yield _Mark(Span(*match.span()), sign, opens, closes)


def _may_open(before: str, after: str) -> bool:
    """Whether a mark between these characters can open: after a gap and before a word."""
    gap = not before or before.isspace() or before in _BEFORE_OPENING or _MARK.match(before)
    return bool(gap and after and not after.isspace())


def _may_close(before: str, after: str, *, single: bool) -> bool:
    """Whether a mark between these characters can close: after a word or a stop. A single one
    within a word is an apostrophe."""
    if not before or before.isspace():
        return False
    return not (single and after.isalnum())
