"""Which questions a text raises: (actor mention, target mention, passage) worth classifying.

Two kinds. Quoted: the speaker of an attribution toward every entity its content or cue
names, the innermost attribution counting where they nest. Stated: every pair of entities
that one sentence names, for deeds and relations that nobody says ("Russia blocked ...").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.resolve import Resolved
from stance.schema import Attribution, Span

# What may stand between two who speak together: "Russia and China", "Mr. Ho, Mr. Li".
_JOINED = re.compile(r"\s*(?:,|,? and|,? as well as)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){0,3}")

MAX_ENTITIES = 8
"""Entities of one sentence that are paired with one another: lists of names say little."""

CONTEXT = 2
"""Sentences before a quotation that the classifier reads with it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question to the classifier. Spans are of the whole text.

    `passage` is the evidence that is shown, `context` what the classifier reads.
    """

    actor: str
    target: str
    passage: Span
    context: Span
    actor_span: Span
    target_span: Span
    attribution: int | None = None


def candidates(resolved: Resolved, quoted_only: bool = False) -> list[Candidate]:
    """The questions a resolved text raises, those of its asked-for targets if there are any."""
    found = list(_quoted(resolved))
    if not quoted_only:
        asked = {(c.actor, c.target, c.target_span) for c in found}
        found += [c for c in _stated(resolved) if (c.actor, c.target, c.target_span) not in asked]
    if resolved.targets is not None:
        found = [candidate for candidate in found if candidate.target in resolved.targets]
    return found


def _quoted(resolved: Resolved) -> Iterator[Candidate]:
    for index, item in enumerate(resolved.attributions):
        if item.source is None or item.speaker is None:
            continue
        said = [
            mention
            for mention in _inside(resolved, (*item.content, *item.cue))
            if _is_innermost(resolved.attributions, index, mention[0])
        ]
        for actor, actor_span in _actors(resolved, item.source, item.speaker):
            asked = set()
            for span, entity in said:
                key = (entity, _sentence(resolved, span))
                if entity != actor and key not in asked and not actor_span.overlaps(span):
                    asked.add(key)
                    passage, context = _passage(resolved, item, span)
                    yield Candidate(actor, entity, passage, context, actor_span, span, index)


def _actors(resolved: Resolved, source: Span, speaker: str) -> list[tuple[str, Span]]:
    """Who speaks: the speaker, and those the source joins to it ("Russia and China")."""
    named = _inside(resolved, [source])
    actors = [(speaker, source)]
    for (before, first), (span, entity) in pairwise(named):
        joined = _JOINED.fullmatch(resolved.text, before.end, span.start)
        if joined and entity != speaker and first in {actor for actor, _ in actors}:
            actors.append((entity, span))
    return actors


def _stated(resolved: Resolved) -> Iterator[Candidate]:
    for sentence in resolved.sentences:
        first: dict[str, Span] = {}
        for span, entity in _inside(resolved, [sentence]):
            if span not in resolved.idle:
                first.setdefault(entity, span)
        if len(first) > MAX_ENTITIES:
            first = dict(list(first.items())[:MAX_ENTITIES])
        for actor, actor_span in first.items():
            for target, target_span in first.items():
                if actor != target and not actor_span.overlaps(target_span):
                    yield Candidate(actor, target, sentence, sentence, actor_span, target_span)


def _is_innermost(items: Sequence[Attribution], index: int, span: Span) -> bool:
    """Whether no other attribution inside this one's content holds the mention as content."""
    item = items[index]
    return not any(
        other is not item
        and any(part.covers(span) for part in other.content)
        and any(
            outer.covers(part) and outer != part for part in other.content for outer in item.content
        )
        for other in items
    )


def _passage(resolved: Resolved, item: Attribution, target: Span) -> tuple[Span, Span]:
    """The sentences from the source and the cue to the target, and those with what precedes
    them: quotations were labelled, and are learned, in their context."""
    spans = [target, *item.cue, *([item.source] if item.source else [])]
    bounds = Span(min(s.start for s in spans), max(s.end for s in spans))
    first = _sentence(resolved, bounds)
    last = max(first, bisect_left(resolved.sentences, bounds.end, key=lambda s: s.start) - 1)
    end = max(bounds.end, resolved.sentences[last].end)
    start = min(bounds.start, resolved.sentences[first].start)
    before = max(0, first - CONTEXT)
    return Span(start, end), Span(min(start, resolved.sentences[before].start), end)


def _sentence(resolved: Resolved, span: Span) -> int:
    """Index of the sentence that a span begins in."""
    index = bisect_right(resolved.sentences, span.start, key=lambda s: s.end)
    return min(index, len(resolved.sentences) - 1)


def _inside(resolved: Resolved, parts: Iterable[Span]) -> list[tuple[Span, str]]:
    """The mentions that lie in one of the parts, in text order."""
    found = set()
    for part in parts:
        at = bisect_left(resolved.mentions, part.start, key=lambda mention: mention[0].start)
        while at < len(resolved.mentions) and resolved.mentions[at][0].start < part.end:
            if part.covers(resolved.mentions[at][0]):
                found.add(resolved.mentions[at])
            at += 1
    return sorted(found)
