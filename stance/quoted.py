"""What a text raises by what somebody says: the speaker of an attribution toward everybody whom its
content or cue mentions, the innermost attribution counting where they nest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from stance.grammar import echo
from stance.lexicon import DEEDS
from stance.mentions import BODIES_OF_PERSONS
from stance.names import surname
from stance.nesting import Nesting
from stance.places import country
from stance.questions import (
    JOINED,
    Candidate,
    Mention,
    a_mention_a_sentence,
    calls_it_so,
    inside,
    is_of_apposition,
    put_in,
    sentence_of,
)
from stance.resolve import Resolved
from stance.schema import Attribution, Span
from stance.standins import stand_ins

# "You have sold the port," Lee told *Diaz*.
_YOU = re.compile(r"\b[Yy]ou(?:rs?)?\b")

_ADDRESSEE_REACH = 30

# "Which have", not "which has".
_WHICH_DO = re.compile(r"which (?!(?:does|has|is|was|[a-z]+[^s]s) )")

CONTEXT = 2
"""Sentences before a quotation that the classifier reads with it."""

_AND = re.compile(r" (?:and|or) ")


def quoted_questions(resolved: Resolved) -> Iterator[Candidate]:
    """The questions that the attributions of a text raise."""
    nesting = Nesting(resolved.attributions)
    for index, item in enumerate(resolved.attributions):
        if item.source is None or item.speaker is None:
            continue
        said = [
            mention
            for mention in inside(resolved, _words_about(resolved, item))
            if not item.source.overlaps(mention.span)
            and not _did_likewise(resolved, mention.span)
            and not calls_it_so(resolved, mention.span)
            and (
                nesting.innermost(mention.span.start) in (None, index)
                or index not in nesting.around(mention.span.start)
            )
        ]
        about = (
            a_mention_a_sentence(resolved, said)
            or _stand_ins(resolved, item)
            or _countries_aside(resolved, item)
            or _before(resolved, item)
        )
        said_in = None if _is_deed(resolved.text, item) else index
        actors = _actors(resolved, item.source, item.speaker)
        together = {actor for actor, _ in actors}
        for actor, actor_span in actors:
            for mention in about:
                if mention.pronoun and mention.entity in together:
                    continue  # "Samoa and Fiji support *it*"
                if mention.entity != actor and not actor_span.overlaps(mention.span):
                    passage, context = _passage(resolved, item, mention.span)
                    yield Candidate(
                        actor, mention.entity, passage, context, actor_span, mention.span, said_in
                    )


def _is_deed(text: str, item: Attribution) -> bool:
    """Whether what reads like somebody's words is what they did: "the court *banned* ..."."""
    words = {word for cue in item.cue for word in cue.of(text).lower().split()}
    return item.kind == "indirect" and not words.isdisjoint(DEEDS)


def _words_about(resolved: Resolved, item: Attribution) -> list[Span]:
    """Where an attribution may name its targets: in the content, in the cue, and between them
    ("accused *Diaz* of lying")."""
    parts = [*item.content, *item.cue]
    for cue in item.cue:
        after = min((part.start for part in item.content if part.start >= cue.end), default=cue.end)
        end = resolved.sentences[sentence_of(resolved, cue)].end
        if cue.end < after <= end:
            parts.append(Span(cue.end, after))
        if any(_YOU.search(resolved.text, *part) for part in item.content):
            parts.append(Span(cue.end, min(end, cue.end + _ADDRESSEE_REACH)))
    return parts + _fronted(resolved, item) + _led_in(resolved, item)


def _did_likewise(resolved: Resolved, span: Span) -> bool:
    sentence = resolved.sentences[sentence_of(resolved, span)]
    return echo(resolved.text, sentence, span) is not None


def _stand_ins(resolved: Resolved, item: Attribution) -> list[Mention]:
    """Whom words that name nobody are about by what stands for them: "welcomed *the ruling*"."""
    return [
        Mention(span, entity, False)
        for part in item.content
        for span, entity in stand_ins(resolved.text, resolved.sentences, resolved.mentions, part)
        if entity != item.speaker
    ]


def _countries_aside(resolved: Resolved, item: Attribution) -> list[Mention]:
    """The countries that words about nobody else tell of in passing: "a *Russian* signature"."""
    return [
        mention
        for mention in inside(resolved, item.content, aside=True)
        if not mention.pronoun
        and mention.entity != item.speaker
        and country(mention.span.of(resolved.text)) is not None
    ]


def _before(resolved: Resolved, item: Attribution) -> list[Mention]:
    """Who was named last before a quotation that mentions nobody: it is about something."""
    assert item.source is not None
    if item.kind == "indirect":
        return []
    start = min(span.start for span in (item.source, *item.cue, *item.content))
    first = sentence_of(resolved, Span(start, start + 1))
    reach = Span(resolved.sentences[max(0, first - CONTEXT)].start, start)
    names = {entity.id: entity.name for entity in resolved.entities}
    sides = {side for e in resolved.entities if e.id == item.speaker for side in e.member_of}
    named = [
        mention
        for mention in inside(resolved, [reach])
        if not mention.pronoun
        and mention.entity != item.speaker
        and mention.span not in resolved.idle
        and mention.entity not in sides
        and not _is_of(names.get(item.speaker or "", ""), names.get(mention.entity, ""))
    ]
    return named[-1:]


def _is_of(speaker: str, entity: str) -> bool:
    """Whether a speaker is somebody's campaign or government: it is not about him."""
    name, _, noun = speaker.rpartition(" ")
    return noun in BODIES_OF_PERSONS and name == surname(entity)


def _fronted(resolved: Resolved, item: Attribution) -> list[Span]:
    """What a sentence begins with before "X said" is put into it: "*Diaz*, he said, lied"."""
    source = put_in(resolved, item)
    if source is None:
        return []
    start = resolved.sentences[sentence_of(resolved, source)].start
    return [Span(start, min(source.start, item.cue[0].start))]


def _led_in(resolved: Resolved, item: Attribution) -> list[Span]:
    """What leads up to the rest of a quotation in a later sentence: *The bank*, by contrast,
    "paid on the day"."""
    told = [*item.cue, *([item.source] if item.source else [])]
    begun = {sentence_of(resolved, span) for span in told}
    found = []
    for part in item.content[1:]:
        sentence = resolved.sentences[sentence_of(resolved, part)]
        if sentence_of(resolved, part) not in begun and sentence.start < part.start:
            found.append(Span(sentence.start, part.start))
    return found


def _actors(resolved: Resolved, source: Span, speaker: str) -> list[tuple[str, Span]]:
    """Who speaks: the speaker, and those the source joins to it ("Russia and China")."""
    persons = {entity.id for entity in resolved.entities if entity.type == "PERSON"}
    several = _AND.search(resolved.text, *source) is not None
    named = [
        mention
        for mention in inside(resolved, [source])
        if not mention.pronoun
        # Ann Lee, the "Brooklyn" socialist, speaks alone.
        and not (
            (speaker in persons or not several) and is_of_apposition(resolved, source, mention.span)
        )
    ]
    actors = [(speaker, source)]
    actors += _joined_antecedents(resolved, source, speaker)
    for before, mention in pairwise(named):
        joined = JOINED.fullmatch(resolved.text, before.span.end, mention.span.start)
        known = {actor for actor, _ in actors}
        if joined and mention.entity not in known and before.entity in known:
            actors.append((mention.entity, mention.span))
    return actors


def _joined_antecedents(resolved: Resolved, source: Span, speaker: str) -> list[tuple[str, Span]]:
    """Those joined to whom a relative pronoun means, where they begin their sentence: "*Italy*
    and Greece, which welcomed it"."""
    if not _WHICH_DO.match(resolved.text, source.start):
        return []
    sentence = resolved.sentences[sentence_of(resolved, source)]
    before = [m for m in inside(resolved, [Span(sentence.start, source.start)]) if not m.pronoun]
    joined = [
        JOINED.fullmatch(resolved.text, one.span.end, other.span.start) is not None
        for one, other in pairwise(before)
    ]
    begins = before and before[0].span.start - sentence.start <= len("The ")
    if not begins or not joined or not all(joined) or before[-1].entity != speaker:
        return []
    return [(mention.entity, mention.span) for mention in before[:-1]]


def _passage(resolved: Resolved, item: Attribution, target: Span) -> tuple[Span, Span]:
    """The sentences from the source and the cue to the target, and those with what precedes
    them: quotations were labelled, and are learned, in their context."""
    spans = [target, *item.cue, *([item.source] if item.source else [])]
    bounds = Span(min(s.start for s in spans), max(s.end for s in spans))
    first = sentence_of(resolved, bounds)
    last = max(first, bisect_left(resolved.sentences, bounds.end, key=lambda s: s.start) - 1)
    end = max(bounds.end, resolved.sentences[last].end)
    start = min(bounds.start, resolved.sentences[first].start)
    before = max(0, first - CONTEXT)
    return Span(start, end), Span(min(start, resolved.sentences[before].start), end)
