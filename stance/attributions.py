"""The link step: cues, sources and contents joined into attributions.

The tagger says for each token what it is and what it belongs to: a cue points to its
source, a content token to its cue. Where a pointer leads nowhere, the nearest fitting
span of the same sentence is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.schema import Attribution, Span

FURTHEST_CONTENT = 2
"""Sentences from a cue to its content, at most: on PolNeAR dev all but 1 in 200 keep to it.
Cue and source share a sentence there in 99 of 100."""

OPENING = '“"«„‘'
CLOSING = '”"»“’'


@dataclass(frozen=True, slots=True)
class Pieces:
    """A tagged stretch: tokens `first` to `last` (excluded) and its characters."""

    first: int
    last: int
    span: Span


def join(
    text: str,
    sentences: Sequence[Span],
    layers: Mapping[str, Sequence[Pieces]],
    links: Mapping[str, npt.NDArray[np.int64]],
) -> tuple[Attribution, ...]:
    """Attributions in text order.

    `layers` holds the spans of source, cue, content and inner; `links` the goal token of
    each token (-1 for none) for source, content and inner.
    """
    sources, cues = layers["source"], layers["cue"]
    source_of, cue_of = _by_token(sources), _by_token(cues)
    contents: dict[int, list[Span]] = defaultdict(list)  # by index of the cue
    sourced: dict[int, list[Span]] = defaultdict(list)  # contents without a cue, by source
    for layer in ("content", "inner"):
        for piece in layers[layer]:
            goal = _vote(links[layer][piece.first : piece.last])
            cue = cue_of.get(goal)
            if cue is None and (source := source_of.get(goal)) is not None:
                sourced[source].append(piece.span)
                continue
            if cue is None or _apart(cues[cue].span, piece.span, sentences) > FURTHEST_CONTENT:
                cue = _nearest(cues, piece.span, sentences)
            if cue is not None:
                contents[cue].append(piece.span)
    found = []
    for index, spans in contents.items():
        source = source_of.get(int(links["source"][cues[index].first]))
        if source is None or _apart(sources[source].span, cues[index].span, sentences):
            source = _nearest(sources, cues[index].span, sentences)
        found.append(
            Attribution(
                None if source is None else sources[source].span,
                (cues[index].span,),
                _in_order(spans),
                kind=quotation_kind(text, spans),
            )
        )
    for index, spans in sourced.items():
        found.append(
            Attribution(
                sources[index].span,
                (),
                _in_order(spans),
                kind=quotation_kind(text, spans),
            )
        )
    return tuple(sorted(found, key=lambda item: (item.content[0], item.content[-1])))


def quotation_kind(text: str, content: Sequence[Span]) -> str:
    """ "direct" when all of the content is quoted, "mixed" when a part is, else "indirect"."""
    kinds = set()
    for span in content:
        words = span.of(text).strip(" ,.;:")
        before = text[max(0, span.start - 1) : span.start]
        if (before and before in OPENING) or (words and words[0] in OPENING and _closed(words)):
            kinds.add("direct")
        elif any(mark in words for mark in '“"«„'):
            kinds.add("mixed")
        else:
            kinds.add("indirect")
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _closed(words: str) -> bool:
    """Whether words that open with a quotation mark stay quoted to their end."""
    at = [index for index, mark in enumerate(words[1:], 1) if mark in CLOSING[:4]]
    return not at or at[0] == len(words) - 1


def _vote(goals: npt.NDArray[np.int64]) -> int:
    """The goal most tokens of a span point to; -1 when most point nowhere."""
    return Counter(goals.tolist()).most_common(1)[0][0] if goals.size else -1


def _by_token(pieces: Sequence[Pieces]) -> dict[int, int]:
    """Index of the piece that holds each token."""
    return {
        token: index
        for index, piece in enumerate(pieces)
        for token in range(piece.first, piece.last)
    }


def _apart(one: Span, other: Span, sentences: Sequence[Span]) -> int:
    """How many sentences lie between two spans, 0 when they share one."""
    first, second = sorted((one, other))
    return max(0, _at(sentences, second.start) - _at(sentences, first.end - 1))


def _at(sentences: Sequence[Span], position: int) -> int:
    """Index of the first sentence that ends after the position."""
    return bisect_right(sentences, position, key=lambda sentence: sentence.end)


def _nearest(pieces: Sequence[Pieces], span: Span, sentences: Sequence[Span]) -> int | None:
    """Index of the nearest piece in the sentences that `span` touches, outside it if possible."""
    first = _at(sentences, span.start)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start)
    if first >= last:
        return None
    room = Span(sentences[first].start, sentences[last - 1].end)
    begin = bisect_left(pieces, room.start, key=lambda piece: piece.span.start)
    end = bisect_left(pieces, room.end, key=lambda piece: piece.span.start)
    near = [index for index in range(begin, end) if room.covers(pieces[index].span)]
    outside = [index for index in near if not pieces[index].span.overlaps(span)]

    def distance(index: int) -> int:
        piece = pieces[index].span
        return max(piece.start - span.end, span.start - piece.end)

    return min(outside or near, key=distance, default=None)


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in text order, without those that lie inside another."""
    outer = [a for a in set(spans) if not any(b != a and b.covers(a) for b in spans)]
    return tuple(sorted(outer))
