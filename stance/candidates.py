"""Which questions a text raises: (actor mention, target mention, passage) worth classifying.

Two kinds. Quoted: the speaker of an attribution toward everybody whom its content or cue
mentions, the innermost attribution counting where they nest. Stated: within one sentence, those
who do something there toward everybody else, for deeds and relations that nobody says
("Russia blocked ..."); an attribution by such a verb is asked about as one, and called a deed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from stance.affixes import joined_stance
from stance.grammar import Role, echo, is_acted_on_by, role
from stance.lexicon import DEEDS, PREPOSITIONS, RELATIVES, word_set
from stance.mentions import BODIES_OF_PERSONS
from stance.names import surname
from stance.nesting import Nesting
from stance.places import country
from stance.resolve import Resolved
from stance.schema import GROUP, Attribution, Span
from stance.standins import stand_ins
from stance.states import NAMINGS, state_of, states_served

# What may stand between two who speak together: "Russia and China", "Mr. Ho, Mr. Li".
_JOINED = re.compile(
    r"\s*(?:,|,? and|,? as well as|,? or)\s+(?:the\s+|former\s+)?(?:[A-Z][\w.]*\s+){0,3}"
)

# "You have sold the port," Lee told *Diaz*.
_YOU = re.compile(r"\b[Yy]ou(?:rs?)?\b")
_ADDRESSEE_REACH = 30

# "A lender that" Britain banned, but not "a claim that" Britain lied.
_RELATIVE = re.compile(r"\b(?P<which>(?:which|whom)|(?<=\w\s)that)\s(?:the\s)?\Z")
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

# "For what director general *Lee* called hypocrisy", "what its president, *Lee*, called courage".
_WHAT = re.compile(r"\bwhat (?:[\w’'-]+ ){0,3}(?:[\w’'-]+, )?\Z")
_CALLS = re.compile(
    r",?\s(?:has |had )?(?:call(?:ed|s)|consider(?:ed|s)|describe[ds](?: as)?|dubbed|label+ed"
    r"|s(?:aw|ees) as|term(?:ed|s))\b"
)
_APPOSED = re.compile(r", (?:the|an?) \Z")  # Ann Lee, the "Brooklyn" socialist
_WORD_NEXT = re.compile(r" ([a-z][\w-]*|MEPs?|MLAs?|MPs?|MSPs?|TDs?)")
_NO_NOUNS = PREPOSITIONS | word_set("along and but nor or that then together which who whom whose")

MAX_ENTITIES = 8
"""Entities of one sentence that are paired with one another: lists of names say little."""

CONTEXT = 2
"""Sentences before a quotation that the classifier reads with it."""

_AND = re.compile(r" (?:and|or) ")
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
    if quoted_only:
        found = [candidate for candidate in found if candidate.attribution is not None]
    else:
        found += _not_asked(found, _stated(resolved))
        found += _not_asked(found, _joined(resolved))
        found += _not_asked(found, _brought(resolved))
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


def _quoted(resolved: Resolved) -> Iterator[Candidate]:
    nesting = Nesting(resolved.attributions)
    for index, item in enumerate(resolved.attributions):
        if item.source is None or item.speaker is None:
            continue
        said = [
            mention
            for mention in _inside(resolved, _words_about(resolved, item))
            if not item.source.overlaps(mention.span)
            and not _did_likewise(resolved, mention.span)
            and not _calls_it_so(resolved, mention.span)
            and (
                nesting.innermost(mention.span.start) in (None, index)
                or index not in nesting.around(mention.span.start)
            )
        ]
        about = (
            _a_mention_a_sentence(resolved, said)
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
        end = resolved.sentences[_sentence(resolved, cue)].end
        if cue.end < after <= end:
            parts.append(Span(cue.end, after))
        if any(_YOU.search(resolved.text, *part) for part in item.content):
            parts.append(Span(cue.end, min(end, cue.end + _ADDRESSEE_REACH)))
    return parts + _fronted(resolved, item) + _led_in(resolved, item)


def _did_likewise(resolved: Resolved, span: Span) -> bool:
    sentence = resolved.sentences[_sentence(resolved, span)]
    return echo(resolved.text, sentence, span) is not None


def _calls_it_so(resolved: Resolved, span: Span) -> bool:
    """Whether a mention only tells whose word for something it is: "attacked what *Lee* called
    hypocrisy"."""
    start = resolved.sentences[_sentence(resolved, span)].start
    what = _WHAT.search(resolved.text, start, span.start)
    return what is not None and _CALLS.match(resolved.text, span.end) is not None


def _stand_ins(resolved: Resolved, item: Attribution) -> list[_Mention]:
    """Whom words that name nobody are about by what stands for them: "welcomed *the ruling*"."""
    return [
        _Mention(span, entity, False)
        for part in item.content
        for span, entity in stand_ins(resolved.text, resolved.sentences, resolved.mentions, part)
        if entity != item.speaker
    ]


def _countries_aside(resolved: Resolved, item: Attribution) -> list[_Mention]:
    """The countries that words about nobody else tell of in passing: "a *Russian* signature"."""
    return [
        mention
        for mention in _inside(resolved, item.content, aside=True)
        if not mention.pronoun
        and mention.entity != item.speaker
        and country(mention.span.of(resolved.text)) is not None
    ]


def _before(resolved: Resolved, item: Attribution) -> list[_Mention]:
    """Who was named last before a quotation that mentions nobody: it is about something."""
    assert item.source is not None
    if item.kind == "indirect":
        return []
    start = min(span.start for span in (item.source, *item.cue, *item.content))
    first = _sentence(resolved, Span(start, start + 1))
    reach = Span(resolved.sentences[max(0, first - CONTEXT)].start, start)
    names = {entity.id: entity.name for entity in resolved.entities}
    named = [
        mention
        for mention in _inside(resolved, [reach])
        if not mention.pronoun
        and mention.entity != item.speaker
        and mention.span not in resolved.idle
        and not _is_of(names.get(item.speaker or "", ""), names.get(mention.entity, ""))
    ]
    return named[-1:]


def _is_of(speaker: str, entity: str) -> bool:
    """Whether a speaker is somebody's campaign or government: it is not about him."""
    name, _, noun = speaker.rpartition(" ")
    return noun in BODIES_OF_PERSONS and name == surname(entity)


def _fronted(resolved: Resolved, item: Attribution) -> list[Span]:
    """What a sentence begins with before "X said" is put into it: "*Diaz*, he said, lied"."""
    source = _put_in(resolved, item)
    if source is None:
        return []
    start = resolved.sentences[_sentence(resolved, source)].start
    return [Span(start, min(source.start, item.cue[0].start))]


def _led_in(resolved: Resolved, item: Attribution) -> list[Span]:
    """What leads up to the rest of a quotation in a later sentence: *The bank*, by contrast,
    "paid on the day"."""
    told = [*item.cue, *([item.source] if item.source else [])]
    begun = {_sentence(resolved, span) for span in told}
    found = []
    for part in item.content[1:]:
        sentence = resolved.sentences[_sentence(resolved, part)]
        if _sentence(resolved, part) not in begun and sentence.start < part.start:
            found.append(Span(sentence.start, part.start))
    return found


def _put_in(resolved: Resolved, item: Attribution) -> Span | None:
    """The source of an attribution that is put between commas into what is said."""
    if item.source is None or not item.cue:
        return None
    said = Span(min(item.source.start, item.cue[0].start), max(item.source.end, item.cue[0].end))
    sentence = resolved.sentences[_sentence(resolved, said)]
    before = resolved.text[sentence.start : said.start].rstrip()
    after = resolved.text[said.end : said.end + 1]
    goes_on = any(said.end <= part.start < sentence.end for part in item.content)
    return item.source if before.endswith(",") and after == "," and goes_on else None


def _a_mention_a_sentence(resolved: Resolved, said: Sequence[_Mention]) -> list[_Mention]:
    """Of each entity one mention a sentence: by name if there is one, else the first."""
    best: dict[tuple[str, int], _Mention] = {}
    for mention in said:
        key = (mention.entity, _sentence(resolved, mention.span))
        if key not in best or (best[key].pronoun and not mention.pronoun):
            best[key] = mention
    return sorted(best.values(), key=lambda mention: mention.span)


def _actors(resolved: Resolved, source: Span, speaker: str) -> list[tuple[str, Span]]:
    """Who speaks: the speaker, and those the source joins to it ("Russia and China")."""
    persons = {entity.id for entity in resolved.entities if entity.type == "PERSON"}
    several = _AND.search(resolved.text, *source) is not None
    named = [
        mention
        for mention in _inside(resolved, [source])
        if not mention.pronoun
        # Ann Lee, the "Brooklyn" socialist, speaks alone.
        and not (
            (speaker in persons or not several)
            and _is_of_apposition(resolved, source, mention.span)
        )
    ]
    actors = [(speaker, source)]
    for before, mention in pairwise(named):
        joined = _JOINED.fullmatch(resolved.text, before.span.end, mention.span.start)
        known = {actor for actor, _ in actors}
        if joined and mention.entity not in known and before.entity in known:
            actors.append((mention.entity, mention.span))
    return actors


def _stated(resolved: Resolved) -> Iterator[Candidate]:
    asides = set(filter(None, (_put_in(resolved, item) for item in resolved.attributions)))
    nesting = Nesting(resolved.attributions)
    groups = iter(resolved.groups)
    group = next(groups, None)
    modifiers = _modifiers_of_speakers(resolved)
    for sentence in resolved.sentences:
        mentions = _inside(resolved, [sentence])
        acting = _acting(resolved, sentence, [m for m in mentions if m.span not in modifiers])
        while group is not None and group[0].start < sentence.end:
            acting.append((group[1], group[0], "subject"))
            group = next(groups, None)
        # "Kenya attacked what *Diaz* called peace"
        meant = [m for m in mentions if not _calls_it_so(resolved, m.span)]
        named = _a_mention_a_sentence(resolved, meant)[:MAX_ENTITIES]
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
                for mention in _inside(resolved, [item.source])
                if mention.entity != item.speaker
                and (
                    _is_of_apposition(resolved, item.source, mention.span)
                    or (
                        (word := _WORD_NEXT.match(resolved.text, mention.span.end, head.end))
                        and word[1] not in _NO_NOUNS
                    )
                )
            }
    return found


def _is_of_apposition(resolved: Resolved, source: Span, mention: Span) -> bool:
    """Whether a mention only qualifies the noun of an apposition: "Lee, the *Oslo* socialist"."""
    apposed = _APPOSED.search(resolved.text, source.start, mention.start)
    word = _WORD_NEXT.match(resolved.text, mention.end, source.end)
    return apposed is not None and word is not None and word[1] not in _NO_NOUNS


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


def _brought(resolved: Resolved) -> Iterator[Candidate]:
    """Who is behind what the sentence before tells of: "... a walkout at *Orinda*. It was called
    by *the union*"."""
    for before, sentence in pairwise(resolved.sentences):
        found = _BROUGHT.match(resolved.text, *sentence)
        if found is None:
            continue
        by = [m for m in _inside(resolved, [Span(found.end(), sentence.end)]) if not m.pronoun]
        inside = [m for m in _inside(resolved, [sentence]) if m not in by[:1]]
        if not by or inside or resolved.text[found.end() : by[0].span.start].count(","):
            continue
        passage = Span(before.start, sentence.end)
        for target in _a_mention_a_sentence(resolved, _inside(resolved, [before])):
            if target.entity != by[0].entity and target.span not in resolved.idle:
                yield Candidate(
                    by[0].entity, target.entity, passage, passage, by[0].span, target.span
                )


def _joined(resolved: Resolved) -> Iterator[Candidate]:
    """Who is for or against whom by a word joined to a name: "the U.S.-backed Free Army"."""
    for sentence in resolved.sentences:
        for one, other in pairwise(_inside(resolved, [sentence])):
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


def _is_in_clause(clause: Span, target: _Mention, named: Sequence[_Mention]) -> bool:
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
    if item.source is None or _put_in(resolved, item) is not None:
        return False  # "Kenya, its envoy said, thanked *Oman*" is said of Kenya
    if item.source.of(resolved.text).lower() == "they":
        return False  # "Oslo and Bonn froze what they say is *Ruritania*'s"
    return actor.end <= item.source.start and item.source.end <= target.start


def _acting(
    resolved: Resolved, sentence: Span, mentions: Sequence[_Mention]
) -> list[tuple[str, Span, Role]]:
    """(entity, span, role) of those who do something in the sentence, where each first does it
    as its subject and where otherwise: by its role, or joined to one that acts ("endorsed by
    Lee and Diaz")."""
    acting: dict[tuple[str, bool], tuple[Span, Role]] = {}
    before: tuple[_Mention, Role] | None = None
    for mention in mentions:
        does = role(resolved.text, sentence, mention.span)
        relative = mention.span.of(resolved.text).lower() in RELATIVES
        if (before is not None and not relative) and _JOINED.fullmatch(
            resolved.text, before[0].span.end, mention.span.start
        ):
            does = before[1] if before[1] in ACTING else does
        if mention.span not in resolved.idle and does in ACTING:
            acting.setdefault((mention.entity, does == "subject"), (mention.span, does))
        before = (mention, does)
    return [(entity, *where) for (entity, _), where in acting.items()]


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


@dataclass(frozen=True, slots=True, order=True)
class _Mention:
    span: Span
    entity: str
    pronoun: bool


def _inside(resolved: Resolved, parts: Iterable[Span], aside: bool = False) -> list[_Mention]:
    """The mentions, pronouns included, that lie in one of the parts, in text order; without
    those that are aside, or these alone."""
    found = set()
    for part in parts:
        for mentions, pronoun in ((resolved.mentions, False), (resolved.pronouns, True)):
            # "the coast guard" lies in a part that begins behind its article.
            start = part.start - len("the ")
            at = bisect_left(mentions, start, key=lambda mention: mention[0].start)
            while at < len(mentions) and mentions[at][0].end <= part.start:
                at += 1
            while at < len(mentions) and mentions[at][0].start < part.end:
                if mentions[at][0].end <= part.end and (mentions[at][0] in resolved.aside) is aside:
                    found.add(_Mention(*mentions[at], pronoun))
                at += 1
    return sorted(found)
