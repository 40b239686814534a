"""Mentions that share characters, and mentions that do not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from stance.schema import Span
from stance.tagger import Mention


def overlapping(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions that share a character with the span; mentions do not overlap one another."""
    at = bisect_right(mentions, span.start, key=lambda mention: mention.span.end)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        found.append(mentions[at])
        at += 1
    return found


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in text order, without those that begin inside the one before."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.span.start, -item.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return kept
