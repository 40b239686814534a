"""What a text raises by what the writer reports: within a sentence, those who do something there
toward everybody else, for deeds and relations that nobody says ("Russia blocked ...")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.affixes import joined_stance
from stance.grammar import Role, echo, is_acted_on_by, role
from stance.lexicon import RELATIVES, word_set
from stance.nesting import Nesting
from stance.questions import (
    JOINED,
    NO_NOUNS,
    WORD_NEXT,
    Candidate,
    Mention,
    a_mention_a_sentence,
    calls_it_so,
    inside,
    is_of_apposition,
    put_in,
)
from stance.resolve import Resolved
from stance.schema import Span

# "A lender that" Britain banned, but not "a claim that" Britain lied.
_RELATIVE = re.compile(r"\b(?P<which>(?:which|whom)|(?<=\w\s)that)\s(?:the\s)?\Z")

_LEADS = re.compile(
    r",? (?:who )?(?:now )?(?:belongs to|chairs|(?:co-)?founded|heads|leads|runs|sits for) "
    r"(?:the )?"
    r"(?:(?!against|of|over|to|with)[a-z-]+ ){0,2}"
)
_ONE_OF = re.compile(r", (?:an?|the) (?:(?!of |to |with )[a-z-]+ ){0,3}")
_AFTER_NAME = re.compile(r"[A-Z][\w.’'-]*, \Z")

_NOUN_THAT = re.compile(
    r"\b(?:an?|any|every|one|the)\s(?:[\w-]+\s){0,2}?(?P<noun>[a-z-]+)\sthat\s(?:the\s)?\Z"
)

_CLAIMS = word_set(
    """
    accusation allegation argument assertion assurance belief charge claim complaint conclusion
    condition danger demand evidence expectation fact fear feeling ground hint hope idea impression
    indication insistence message news notion perception pledge point possibility proof proposal
    report requirement risk rumour rumor sense sign signal statement suggestion suspicion theory
    threat view warning word worry
    """
)

MAX_ENTITIES = 8
"""Entities of one sentence that are paired with one another: lists of names say little."""

_ALLIED = re.compile(r" (?:and|as well as) (?:the )?")

# Words of what is done between two, not by two to a third.
_MUTUAL = re.compile(
    r"\b(?:accus|agre|alli|blam|between|both|clash|cooperat|deal|each|exchang|fight|me?et|mutual"
    r"|one another|other|pact|partner|quarrel|relation|rift|row|sign|tension|ties|together|trade"
    r"|treaty|truce|war)",
    re.IGNORECASE,
)

_BROUGHT = re.compile(
    r"\s*(?:It|The|This)\b[^.;:“”\"]{0,60}?\b(?:brought|called|drafted|filed|lodged|organi[sz]ed"
    r"|proposed|sponsored|tabled|written) by (?:the )?"
)

_PACT_WITH = re.compile(
    r"\b(?:accord|alliance|friendship|pact|partnership|treaty) with (?:the )?\Z"
)

_PACT_REACH = 40

_RETURN_REACH = 160

_IN_RETURN = re.compile(r"\bin (?:answer|reprisal|response|retaliation) (?:for|to)\b")

ACTING = frozenset(("subject", "agent", "owner"))
"""Roles of those who do something in their sentence."""


def stated_questions(resolved: Resolved) -> Iterator[Candidate]:
    """Those who do something in a sentence, toward the others in it."""
    asides = set(filter(None, (put_in(resolved, item) for item in resolved.attributions)))
    nesting = Nesting(resolved.attributions)
    groups = iter(resolved.groups)
    group = next(groups, None)
    modifiers = _modifiers_of_speakers(resolved)
    persons = {entity.id for entity in resolved.entities if entity.type == "PERSON"}
    for sentence in resolved.sentences:
        mentions = inside(resolved, [sentence])
        acting = _acting(resolved, sentence, [m for m in mentions if m.span not in modifiers])
        while group is not None and group[0].start < sentence.end:
            acting.append((group[1], group[0], "subject"))
            group = next(groups, None)
        # "Kenya attacked what *Diaz* called peace"
        meant = [m for m in mentions if not calls_it_so(resolved, m.span)]
        named = a_mention_a_sentence(resolved, meant)[:MAX_ENTITIES]
        about = {span: _relative_clause(resolved.text, sentence, span) for _, span, _ in acting}
        for target in named:
            for actor, actor_span, does in acting:
                clause = about[actor_span]
                if clause is not None and not _is_in_clause(clause, target, named):
                    continue  # "Oslo pays a lender that *Bonn* banned"
                if does == "owner" and target.span.start < actor_span.end:
                    continue  # whose plan is attacked does nothing by that
                if does == "agent" and not is_acted_on_by(resolved.text, sentence, target.span):
                    continue  # criticism from Nairobi is of what drew it
                if target.entity not in persons and _leads(resolved.text, actor_span, target.span):
                    continue  # "Lee, who leads *Labour*"
                if _echoes(resolved.text, sentence, actor_span, target.span):
                    continue  # "Kenya thanked Oman, as did *Chad*"
                if _act_together(resolved.text, sentence, actor_span, target.span):
                    continue  # "drills held by Seoul and *Washington*"
                if _is_said_by_another(resolved, nesting, actor_span, target.span):
                    continue
                if actor_span in asides and target.span.start < actor_span.start:
                    continue  # "Diaz, she recalled," does nothing to Diaz
                if actor != target.entity and not actor_span.overlaps(target.span):
                    yield Candidate(
                        actor, target.entity, sentence, sentence, actor_span, target.span
                    )
                    if does == "subject" and _in_return(resolved.text, sentence, target.span):
                        yield Candidate(
                            target.entity, actor, sentence, sentence, target.span, actor_span
                        )


def _modifiers_of_speakers(resolved: Resolved) -> set[Span]:
    """Mentions that only say what kind of speaker somebody is, and do nothing themselves:
    "*Catholic* bishops", "the *New York* businessman"."""
    found: set[Span] = set()
    for item in resolved.attributions:
        if item.source is not None and item.speaker is not None:
            end = resolved.text.find(",", *item.source)
            head = item.source if end < 0 else Span(item.source.start, end)
            found |= {
                mention.span
                for mention in inside(resolved, [item.source])
                if mention.entity != item.speaker
                and (
                    is_of_apposition(resolved, item.source, mention.span)
                    or (
                        (word := WORD_NEXT.match(resolved.text, mention.span.end, head.end))
                        and word[1] not in NO_NOUNS
                    )
                )
            }
    return found


def _leads(text: str, actor: Span, target: Span) -> bool:
    """Whether what is told of the actor is only that he leads the target, or is one of it: "Lee, a
    moderate *Republican*,"."""
    if target.start < actor.end:
        return False
    if _LEADS.fullmatch(text, actor.end, target.start):
        return True
    closed = text[target.end : target.end + 1] in (",", ".")
    return closed and _ONE_OF.fullmatch(text, actor.end, target.start) is not None


def _echoes(text: str, sentence: Span, actor: Span, target: Span) -> bool:
    """Whether one of two only did what the other did ("as did Chad"), and not to the other."""
    start = echo(text, sentence, actor)
    if start is None:
        return echo(text, sentence, target) is not None
    return target.end > start or role(text, sentence, target) == "subject"


def _in_return(text: str, sentence: Span, target: Span) -> bool:
    """Whether what a subject does tells of what was done to it, or of what both share."""
    start = max(sentence.start, target.start - _PACT_REACH)
    end = min(sentence.end, target.end + _RETURN_REACH)
    pact = _PACT_WITH.search(text[start : target.start])
    return pact is not None or _IN_RETURN.search(text, target.end, end) is not None


def brought_questions(resolved: Resolved) -> Iterator[Candidate]:
    """Who is behind what the sentence before tells of: "... a walkout at *Orinda*. It was called
    by *the union*"."""
    for before, sentence in pairwise(resolved.sentences):
        found = _BROUGHT.match(resolved.text, *sentence)
        if found is None:
            continue
        by = [m for m in inside(resolved, [Span(found.end(), sentence.end)]) if not m.pronoun]
        others = [m for m in inside(resolved, [sentence]) if m not in by[:1]]
        if not by or others or resolved.text[found.end() : by[0].span.start].count(","):
            continue
        passage = Span(before.start, sentence.end)
        for target in a_mention_a_sentence(resolved, inside(resolved, [before])):
            if target.entity != by[0].entity and target.span not in resolved.idle:
                yield Candidate(
                    by[0].entity, target.entity, passage, passage, by[0].span, target.span
                )


def joined_questions(resolved: Resolved) -> Iterator[Candidate]:
    """Who is for or against whom by a word joined to a name: "the U.S.-backed Free Army"."""
    for sentence in resolved.sentences:
        for one, other in pairwise(inside(resolved, [sentence])):
            for actor, target in ((one, other), (other, one)):
                if actor.entity != target.entity and joined_stance(
                    resolved.text, actor.span, target.span
                ):
                    yield Candidate(
                        actor.entity, target.entity, sentence, sentence, actor.span, target.span
                    )


def _act_together(text: str, sentence: Span, one: Span, other: Span) -> bool:
    """Whether two are joined and do something to a third: "Seoul and Washington". What two do to
    each other ("Kyiv and Moscow trade blame") is for the classifier."""
    first, second = sorted((one, other))
    joined = _ALLIED.fullmatch(text, first.end, second.start)
    return joined is not None and not _MUTUAL.search(text, *sentence)


def _relative_clause(text: str, sentence: Span, actor: Span) -> Span | None:
    """From its relative pronoun to its end, the clause that an actor is the subject of and that
    tells of somebody named before it: "a lender *that Britain has banned*"."""
    found = _RELATIVE.search(text, sentence.start, actor.start)
    if found is None:
        return None
    if found["which"] == "which" and not _AFTER_NAME.search(
        text, sentence.start, found.start("which")
    ):
        return None  # "exercises, which Pyongyang denounces" tells of those who hold them
    if found["which"] == "that":
        noun = _NOUN_THAT.search(text, sentence.start, actor.start)
        if noun is None or noun["noun"] in _CLAIMS:
            return None
    comma = text.find(",", actor.end, sentence.end)
    return Span(found.start("which"), sentence.end if comma < 0 else comma)


def _is_in_clause(clause: Span, target: Mention, named: Sequence[Mention]) -> bool:
    """Whether a mention lies in a relative clause, or is what the clause tells of."""
    before = [mention for mention in named if mention.span.end <= clause.start]
    return clause.start <= target.span.start < clause.end or target in before[-1:]


def _is_said_by_another(resolved: Resolved, nesting: Nesting, actor: Span, target: Span) -> bool:
    """Whether a source stands between actor and target and the target is in its words: "Tully
    said nothing, but Nair praised *the watchdog*"."""
    around = nesting.innermost(target.start)
    if around is None:
        return False
    item = resolved.attributions[around]
    if item.source is None or put_in(resolved, item) is not None:
        return False  # "Kenya, its envoy said, thanked *Oman*" is said of Kenya
    if item.source.of(resolved.text).lower() == "they":
        return False  # "Oslo and Bonn froze what they say is *Ruritania*'s"
    return actor.end <= item.source.start and item.source.end <= target.start


def _acting(
    resolved: Resolved, sentence: Span, mentions: Sequence[Mention]
) -> list[tuple[str, Span, Role]]:
    """(entity, span, role) of those who do something in the sentence, where each first does it
    as its subject and where otherwise: by its role, or joined to one that acts ("endorsed by
    Lee and Diaz")."""
    acting: dict[tuple[str, bool], tuple[Span, Role]] = {}
    before: tuple[Mention, Role] | None = None
    for mention in mentions:
        does = role(resolved.text, sentence, mention.span)
        relative = mention.span.of(resolved.text).lower() in RELATIVES
        if (before is not None and not relative) and JOINED.fullmatch(
            resolved.text, before[0].span.end, mention.span.start
        ):
            does = before[1] if before[1] in ACTING else does
        if mention.span not in resolved.idle and does in ACTING:
            acting.setdefault((mention.entity, does == "subject"), (mention.span, does))
        before = (mention, does)
    return [(entity, *where) for (entity, _), where in acting.items()]
