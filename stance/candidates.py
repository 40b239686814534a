"""Which questions a text raises: (actor mention, target mention, passage) worth classifying.

Two kinds. Quoted: the speaker of an attribution toward everybody whom its content or cue
mentions, the innermost attribution counting where they nest. Stated: within one sentence, those
who do something there toward everybody else, for deeds and relations that nobody says
("Russia blocked ..."); an attribution by such a verb is asked about as one, and called a deed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stance.places import country
from stance.questions import Candidate
from stance.quoted import quoted_questions
from stance.resolve import Resolved
from stance.schema import GROUP, Span
from stance.stated import brought_questions, joined_questions, stated_questions
from stance.states import NAMINGS, state_of, states_served


def candidates(resolved: Resolved, quoted_only: bool = False) -> list[Candidate]:
    """The questions a resolved text raises, those of its asked-for targets if there are any."""
    found = list(quoted_questions(resolved))
    if quoted_only:
        found = [candidate for candidate in found if candidate.attribution is not None]
    else:
        found += _not_asked(found, stated_questions(resolved))
        found += _not_asked(found, joined_questions(resolved))
        found += _not_asked(found, brought_questions(resolved))
    unnamed = {entity.id for entity in resolved.entities if entity.type == GROUP}
    found = [candidate for candidate in found if candidate.target not in unnamed]
    same = _of_one_state(resolved) | _of_mouthpieces(resolved)
    found = [c for c in found if (c.actor, c.target) not in same]
    if resolved.targets is not None:
        found = [candidate for candidate in found if candidate.target in resolved.targets]
    return [_whole(candidate) for candidate in found]


def _of_one_state(resolved: Resolved) -> set[tuple[str, str]]:
    """Pairs, either way round, of a country and who speaks or acts for it: its minister, its air
    force. What one says of the other is its own part, and no stance."""
    countries = {e.id: country(e.name) for e in resolved.entities if e.type == "LOCATION"}
    states = {name: id for id, name in countries.items() if name}
    found = set()
    for entity in resolved.entities:
        sides = set()
        if entity.type == "PERSON":
            served = states_served(resolved.text, entity.mentions[:NAMINGS])
            sides = {side for side in entity.member_of if countries.get(side) in served}
        elif entity.type in ("ORGANIZATION", GROUP) and (state := state_of(entity.name)):
            sides = {states[state]} if state in states else set()
        found |= {(entity.id, side) for side in sides} | {(side, entity.id) for side in sides}
    return found


def _of_mouthpieces(resolved: Resolved) -> set[tuple[str, str]]:
    """Pairs, either way round, of a spokesman and whom he speaks for: he says it for them."""
    pairs = resolved.mouthpieces
    return {*pairs, *((side, person) for person, side in pairs)}


def _whole(candidate: Candidate) -> Candidate:
    """The candidate; its passages reach further where a sentence was split inside a name."""
    spans = (candidate.actor_span, candidate.target_span)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    context = candidate.context
    if context.start <= start and end <= context.end:
        return candidate
    return replace(
        candidate,
        passage=_covering(candidate.passage, start, end),
        context=_covering(context, start, end),
    )


def _covering(span: Span, start: int, end: int) -> Span:
    return Span(min(span.start, start), max(span.end, end))


def _not_asked(asked: Iterable[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    known = {(c.actor, c.target, c.target_span) for c in asked}
    return [c for c in more if (c.actor, c.target, c.target_span) not in known]
