"""Which questions a text raises: (actor mention, target mention, passage) worth classifying.

Two kinds. Quoted: the speaker of an attribution toward every entity its content or cue
names, the innermost attribution counting where they nest. Stated: every pair of entities
that one sentence names, for deeds and relations that nobody says ("Russia blocked ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.resolve import Resolved
from stance.schema import Attribution, Span

# What may stand between two who speak together: "Russia and China", "Mr. Ho, Mr. Li".
_JOINED = re.compile(r"\s*(?:,|,? and|,? as well as)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){0,3}")

MAX_ENTITIES = 8
"""Entities of one sentence that are paired with one another: lists of names say little."""

CONTEXT = 1
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
        for actor, actor_span in _actors(resolved, item.source, item.speaker):
            asked = set()
            for span, entity in resolved.mentions:
                key = (entity, _sentence(resolved, span))
                if entity == actor or key in asked or actor_span.overlaps(span):
                    continue
                if any(part.covers(span) for part in (*item.content, *item.cue)) and _is_innermost(
                    resolved.attributions, index, span
                ):
                    asked.add(key)
                    passage, context = _passage(resolved, item, span)
                    yield Candidate(actor, entity, passage, context, actor_span, span, index)


def _actors(resolved: Resolved, source: Span, speaker: str) -> list[tuple[str, Span]]:
    """Who speaks: the speaker, and those the source joins to it ("Russia and China")."""
    named = [(span, entity) for span, entity in resolved.mentions if source.covers(span)]
    actors = [(speaker, source)]
    for (before, first), (span, entity) in pairwise(named):
        joined = _JOINED.fullmatch(resolved.text, before.end, span.start)
        if joined and entity != speaker and first in {actor for actor, _ in actors}:
            actors.append((entity, span))
    return actors


def _stated(resolved: Resolved) -> Iterator[Candidate]:
    for sentence in resolved.sentences:
        first: dict[str, Span] = {}
        for span, entity in resolved.mentions:
            if sentence.covers(span):
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
    touched = [i for i, s in enumerate(resolved.sentences) if s.overlaps(bounds)]
    first, last = touched[0], touched[-1]
    end = resolved.sentences[last].end
    before = max(0, first - CONTEXT)
    return (
        Span(resolved.sentences[first].start, end),
        Span(resolved.sentences[before].start, end),
    )


def _sentence(resolved: Resolved, span: Span) -> int:
    for index, sentence in enumerate(resolved.sentences):
        if span.start < sentence.end:
            return index
    return -1
