"""One walk over a text that finds out whom sources, pronouns and phrases mean.

What is said first explains what is said next, so everything that points to somebody is read
in text order and each answer is there for the next question. A pronoun in a quotation whose
speaker comes after it ("...," he said) waits for its speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from stance.antecedents import Antecedents
from stance.descriptions import DescriptionReader
from stance.entities import Cluster, EntityIndex
from stance.grammar import LOCATIVE, LOCATIVE_REACH, role
from stance.groups import groups, is_several
from stance.interviews import addressed
from stance.lexicon import RELATIVES, SPEECH, WEEKDAY, word_set
from stance.members import Members
from stance.mentions import Named
from stance.names import PRONOUNS
from stance.nesting import Nesting
from stance.personwords import is_person_noun
from stance.pronouns import Place, PronounReader
from stance.quotations import quotations
from stance.roles import Roles
from stance.schema import GROUP, Attribution, Span
from stance.segment import paragraphs, sentence_at
from stance.speakers import SpeakerReader
from stance.tagger import Tagged

_PRONOUN = re.compile(
    r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself|[Ss]he|[Hh]er|[Hh]erself|[Ii]t|[Ii]ts|[Tt]hey"
    r"|[Tt]hem|[Tt]heir|who|whom|which|I|[Mm]e|[Mm]y|[Mm]yself|[Tt](?:his|hat) (?:wo)?man)\b"
)


_TOLD_THAT = re.compile(
    r"\b(?:assured|cautioned|informed|promised|reminded|told|warned) "
    r"(?P<who>(?:the )?[^,.;:“”\"\n]{2,40}?)"
    rf"(?: (?:on )?{WEEKDAY})? that \Z"
)
_TOLD_REACH = 80
_SAYING_OF = re.compile(
    r"\b(?:attacked|blasted|condemned|criticised|criticized|denounced|hailed|lashed out at|praised"
    r"|rebuked|slammed|thanked) (?:the )?(?P<who>[^,.;:“”\"\n]{2,40})"
    r", (?:arguing|saying)(?: that)? \Z"
)
_VOWED_TO = re.compile(
    r"\b(?:agreed|declined|offered|pledged|promised|refused|threatened|vowed) (?:not )?to "
    r"(?:[a-z]+ ){1,3}\Z"
)
_TELLING = word_set("asked assured cautioned informed promised reminded told warned")
_TOLD_MORE = re.compile(r",? who ")
# "Condemned it, saying it would answer": what one is going to do, one says of oneself.
_OF_ONESELF = re.compile(
    r" (?:also |still )?(?:could|hope[ds]|intend(?:s|ed)|may|might|plan(?:s|ned)|regret(?:s|ted)"
    r"|remain(?:s|ed)|reserve[ds]|support(?:s|ed)|want(?:s|ed)|will|would)\b"
)
_WORD_REACH = 20
_LONGEST_NAME = 80
_AROUND = 4
"""Sources that begin before a pronoun and are looked at as one that may hold it."""
_RELATIVE = re.compile(r"(?:who|which)\b")
# "It is unfair" is no judgement of oneself.
_IS_SO = re.compile(
    r" (?:is|was|would be) (?:baseless|dangerous|discriminatory|disproportionate|excessive|flawed"
    r"|illegal|premature|reckless|too [a-z]+|unconstitutional|unfair|unjust|unlawful|unnecessary"
    r"|wrong)\b"
)
_PHRASE_ENDS = re.compile(r"(?:^|[.“\"\n]\s?)The (?:[a-z-]+ ){1,2}\Z")
# "It is wrong to", "it was clear that".
_PLEONASTIC = re.compile(
    r"(?: (?:is|was|would be|will be|may be|might be|became|seems|seemed|remains)|['’]s)"
    r"(?: (?:also|not|still|now|too|very|more|less|deeply|simply|just))*"
    r" (?:absurd|better|clear|critical|crucial|dangerous|difficult|easier|easy|essential|foolish"
    r"|hard|important|impossible|naive|necessary|obvious|outrageous|possible|premature|ridiculous"
    r"|right|sad|shameful|time|true|unacceptable|unclear|vital|wrong|(?:early|late|soon))"
    r" (?:for|how|if|that|to|when|whether|why)\b"
)
# "He disputed it, too", but not "said it would".
_IS_OBJECT = re.compile(r"[.,;:!?”\"]|\s(?:again|and|as|at|but|by|for|in|on|over|too|when|while)\b")
_JUDGES = re.compile(
    r"\b(?:(?:adopt|amend|approv|attack|back|call|condemn|criticis|criticiz|decri|defend|denounc"
    r"|describ|dismiss|draft|enact|endors|hail|oppos|pass|prais|reject|repeal|sponsor|support|veto"
    r"|welcom)(?:e|ed|es|ing|s)?|vot(?:e|ed|es|ing) (?:against|for))\s\Z"
)
_IS_LAW = re.compile(
    r"(?: (?:is|was|would be)|['’]s) (?:an?|no|not an?) (?:[\w-]+ ){0,2}"
    r"(?:accord|agreement|bill|charter|deal|law|pact|statute|treaty)\b"
)
_UNDER = re.compile(r"\b(?:by|of|under|with) (?:the )?(?:[a-z]+ )?\Z")
_LAW_REACH = 3
"""Sentences that a pronoun looks back for a law."""
_DOES = re.compile(
    r" (?:(?:also|later|then) )?(?:(?:has|had) (?:(?:also|already|since|twice) )?)?"
    r"(?:accused|agreed|announced|appealed|asked|blamed|called|cancelled|collected|condemned|cut"
    r"|declined|denied|dismissed|ended (?:all|its|the)|fired|hired|joined|kept|launched|objected"
    r"|offered|paid|pledged|promised|refused|rejected|sent|sued|suspended|threatened|told|urged"
    r"|voted|vowed|warned|withdrew)\b"
)
_CALLED = re.compile(r"\b(?:called|condemned|denounced|described|dismissed|hailed|welcomed)\Z")


class _Event(NamedTuple):
    """Something to be read. `turn` is the position at which its turn comes."""

    turn: int
    order: int
    span: Span
    kind: str  # "source", "pronoun" or "phrase"
    index: int | None  # type: ignore[assignment]  # of the source's attribution, else of the one around it


class Discourse:
    """Reads one tagged text; adds to `index` whom its pronouns and phrases mean."""

    def __init__(self, tagged: Tagged, index: EntityIndex) -> None:
        self._text = tagged.text
        self._sentences = tagged.sentences
        self._items = sorted(map(self._with_relative, tagged.attributions), key=start_of)
        self._nesting = Nesting(self._items)
        self._index = index
        self.roles = Roles(tagged.text, tagged.sentences, index)
        self.members = Members(tagged.text, index)
        blocks = paragraphs(tagged.text)
        quotes = quotations(tagged.text, blocks)
        self._told = {cue.end: n for n, item in enumerate(self._items) for cue in item.cue[-1:]}
        self._sources = sorted(
            (item.source.start, n) for n, item in enumerate(self._items) if item.source is not None
        )
        self._cues: dict[Span | None, list[Span]] = defaultdict(list)
        for item in self._items:
            self._cues[item.source].extend(item.cue)
        spoken = {item.source for item in self._items if item.source is not None}
        crowds = {
            sentence_at(tagged.sentences, span.start): (name, span)
            for name, span in groups(tagged.text, tagged.sentences, index, spoken)
        }
        self._pronouns = PronounReader(
            tagged.text, tagged.sentences, blocks, quotes, index, self.roles, crowds
        )
        self._descriptions = DescriptionReader(
            tagged.text, tagged.sentences, index, self.roles, quotes
        )
        self._antecedents = Antecedents(tagged.text, index)
        self._speakers = SpeakerReader(
            tagged.text,
            index,
            self._pronouns,
            self._descriptions,
            self.members,
            self._antecedents,
            self.roles,
        )

    def read(self) -> list[tuple[Attribution, Cluster | None]]:
        """Every attribution in text order with its speaker."""
        if self._speakers.interviewee is not None:
            for span in addressed(self._text):
                self._index.add_pointer(self._speakers.interviewee, span)
        speakers: list[Cluster | None] = [None] * len(self._items)
        for event in sorted(self._events()):
            if event.kind == "source":
                assert event.index is not None
                item = self._items[event.index]
                around = self._around(item)
                enclosing = None if around is None else speakers[around]
                direct = around is not None and self._items[around].kind == "direct"
                speaker = self._speakers.read(item, enclosing, direct)
                speakers[event.index] = speaker
                if speaker is not None and speaker.type == GROUP:
                    self.members.add(speaker, event.span)
            elif event.kind == "phrase":
                self._read_phrase(event.span)
            else:
                self._read_pronoun(event, speakers)
        return list(zip(self._items, speakers, strict=True))

    def _with_relative(self, item: Attribution) -> Attribution:
        """A source that runs into its own words is the relative it begins with: "*who* had praise
        only for Oslo"."""
        if item.source is None:
            return item
        words = _RELATIVE.match(self._text, *item.source)
        inside = any(item.source.overlaps(part) for part in (*item.cue, *item.content))
        return replace(item, source=Span(*words.span())) if words and inside else item

    def _events(self) -> Iterator[_Event]:
        sources: set[Span] = set()
        for number, item in enumerate(self._items):
            if item.source is not None:
                sources.add(item.source)
                around = self._around(item)
                turn = self._turn(item.source, around)
                yield _Event(turn, 0 if around is None else 1, item.source, "source", number)
        starts = {span.start for span in sources}
        for match in _PRONOUN.finditer(self._text):
            span = Span(*match.span())
            if span.start not in starts and not self._index.touching(span):
                around = self._nesting.innermost(span.start)
                yield _Event(self._turn(span, around), 1, span, "pronoun", around)
        for span in self._descriptions.phrases():
            if span.start not in starts and not self._index.touching(span):
                yield _Event(span.start, 1, span, "phrase", None)

    def _turn(self, span: Span, around: int | None) -> int:
        source = None if around is None else self._items[around].source
        return span.start if source is None else max(span.start, source.start)

    def _around(self, item: Attribution) -> int | None:
        """The attribution in whose content the source of another stands."""
        assert item.source is not None
        around = self._nesting.around(item.source.start)
        return next((n for n in reversed(around) if self._items[n] is not item), None)

    def _read_phrase(self, span: Span) -> None:
        if self._index.touching(span):
            return  # part of a body that has spoken meanwhile: the Lakehead "school board"
        if self._is_of_next_name(span):
            return  # "The Swedish insurer Trygg" is Trygg
        found = self._descriptions.read(span)
        if found is not None:
            words = span.of(self._text)
            self._index.add_mention(found, Named(span, words, found.type, found.country))

    def _read_pronoun(self, event: _Event, speakers: Sequence[Cluster | None]) -> None:
        speaker = None if event.index is None else speakers[event.index]
        quoted = self._pronouns.is_quoted(event.span)
        direct = event.index is not None and (quoted or self._items[event.index].kind == "direct")
        word = event.span.of(self._text).lower()
        if word in ("himself", "herself", "itself") and self._follows_phrase(event.span):
            found = None  # "the senator himself"
        elif word == "it" and _PLEONASTIC.match(self._text, event.span.end):
            found = None
        elif word in RELATIVES:
            found = self._antecedents.of(event.span)
        elif own_name := self._named_right_before(event.span):
            found = own_name
        elif (own_clause := self._in_own_source(event.span, speakers)) is not None:
            found = own_clause
        elif PRONOUNS[word].person == 1:
            found = speaker if direct else None
        else:
            own = () if speaker is None else self.members.named(speaker) or (speaker,)
            told = self._told.get(event.span.start - 1)  # "told her": not herself
            by = None if told is None else speakers[told]
            if _VOWED_TO.search(
                self._text[max(0, event.span.start - _TOLD_REACH) : event.span.start]
            ):
                by = speaker  # "vowed to stand by him"
            place = Place(event.span, PRONOUNS[word], speaker, direct, (), own, by)
            told_that = _TOLD_THAT.search(
                self._text, max(0, event.span.start - _TOLD_REACH), event.span.start
            )
            if told_that and word in ("it", "they") and not direct:
                found = self._addressee(told_that, speaker)  # "He warned Armenia that it"
            elif word == "it" and (attacked := self._attacked(event.span)) is not None:
                found = attacked
            elif word == "it" and (law := self._judged_law(event)) is not None:
                found = law
            elif word == "it" and _IS_LAW.match(self._text, event.span.end):
                found = self._last_law(event.span)
            elif word == "it" and not direct and self._goes_on(event.span):
                found = self._descriptions.bodies.acting_before(event.span.start)
            elif own and word == "it" and not direct and self._is_judged(event):
                found = None
            elif own and word == "it" and not direct and self._means_himself(event, own[0]):
                found = own[0]  # "The agency said it regretted", or its spokesman did
            else:
                found = self._pronouns.read(place, self._speakers.last)
        if found is not None:
            self._index.add_pointer(found, event.span)

    def _in_own_source(self, span: Span, speakers: Sequence[Cluster | None]) -> Cluster | None:
        """The unnamed speaker of whom his source tells more: "A resident who gave only *her* first
        name"."""
        gender = PRONOUNS[span.of(self._text).lower()].gender
        at = bisect_right(self._sources, (span.start, len(self._items)))
        for _, number in self._sources[max(0, at - _AROUND) : at]:
            item = self._items[number]
            if item.source is None or not item.source.covers(span):
                continue
            speaker = speakers[number]
            told = _TOLD_MORE.search(self._text, item.source.start, span.start)
            if speaker is None or speaker.type != GROUP or is_several(speaker.name) or not told:
                continue
            between = self._index.inside(Span(told.end(), span.start))
            if gender in ("male", "female") and all(c.type != "PERSON" for _, c in between):
                self.roles.learn(speaker, gender)
                return speaker
        return None

    def _is_of_next_name(self, span: Span) -> bool:
        """Whether a phrase says what kind of body or person the name right behind it is; it does
        not in "told *the union* Ann Lee had lied"."""
        told = self._text[max(0, span.start - _WORD_REACH) : span.start].split()[-1:]
        if self._text[span.end : span.end + 1] != " " or set(told) & _TELLING:
            return False
        start = span.end + 1
        for named, cluster in self._index.inside(Span(start, start + _LONGEST_NAME)):
            kind = "PERSON" if is_person_noun(span.of(self._text).split()[-1]) else "ORGANIZATION"
            return named.start == start and cluster.type == kind
        return False

    def _named_right_before(self, span: Span) -> Cluster | None:
        """The person of "Ann Lee herself"."""
        gender = {"himself": "male", "herself": "female"}.get(span.of(self._text).lower())
        if gender is None:
            return None
        for named, cluster in self._index.before(span.start):
            known = self.roles.gender(cluster) or self.roles.hint(cluster)
            fits = cluster.type == "PERSON" and known in (None, gender)
            return cluster if fits and named.end + 1 == span.start else None
        return None

    def _follows_phrase(self, span: Span) -> bool:
        """Whether a pronoun stands right behind a phrase that nothing else follows."""
        reach = self._text[max(0, span.start - _LONGEST_NAME) : span.start]
        return _PHRASE_ENDS.search(reach) is not None

    def _means_himself(self, event: _Event, side: Cluster) -> bool:
        """Whether an "it" in somebody's words is his own side; it is not in "He called the ruling
        a gift and said *it* would" and in "He disputed *it*, too"."""
        assert event.index is not None
        cues = self._cues[self._items[event.index].source]
        called = any(_CALLED.search(cue.of(self._text)) for cue in cues)
        told = _IS_OBJECT.match(self._text, event.span.end) is not None
        right_before = [cue for cue in cues if cue.end == event.span.start - 1]
        words = {word for cue in right_before for word in cue.of(self._text).lower().split()}
        disputed = told and bool(right_before) and not words & SPEECH
        return side.is_body and not called and not disputed

    def _attacked(self, span: Span) -> Cluster | None:
        """The body of which something is said right after it was attacked or praised: "lashed out
        at *Moscow*, saying that it"."""
        start = max(0, span.start - _TOLD_REACH)
        said = _SAYING_OF.search(self._text, start, span.start)
        if said is None or _OF_ONESELF.match(self._text, span.end):
            return None
        for named, cluster in self._index.before(said.end("who")):
            whole = named.start == said.start("who") and named.end == said.end("who")
            return cluster if whole and cluster.is_body else None
        return None

    def _judged_law(self, event: _Event) -> Cluster | None:
        """The law that somebody takes a side on right before the pronoun, where no body has been
        named since: "The *Fair Rents Act* is late. Lee of the tenants called it"."""
        span = event.span
        if _JUDGES.search(self._text, max(0, span.start - _WORD_REACH), span.start) is None:
            return None
        at = sentence_at(self._sentences, span.start)
        source = None if event.index is None else self._items[event.index].source
        for named, cluster in self._index.seen_before(span.start):
            if named.start < self._sentences[max(0, at - 1)].start:
                return None
            if cluster.is_law and not _UNDER.search(
                self._text[max(0, named.start - _WORD_REACH) : named.start]
            ):
                return cluster
            own = source is not None and source.covers(named)
            if cluster.is_body and not own and self._is_in_the_way(named, at):
                return None
        return None

    def _last_law(self, span: Span) -> Cluster | None:
        """The law that was named last, for a pronoun that is said to be one: "*It* is a law"."""
        at = sentence_at(self._sentences, span.start)
        reach = self._sentences[max(0, at - _LAW_REACH)].start
        for named, cluster in self._index.before(span.start):
            if named.start < reach:
                return None
            if cluster.is_law:
                return cluster
        return None

    def _is_in_the_way(self, named: Span, at: int) -> bool:
        """Whether a body may be meant in sentence number `at`: one that acted in a sentence before,
        or is acted on in this one."""
        if named in self._index.adjectives:
            return False  # "the French envoy"
        number = sentence_at(self._sentences, named.start)
        before = self._text[max(0, named.start - LOCATIVE_REACH) : named.start]
        if LOCATIVE.search(before.removesuffix("the ")):
            return False  # "met Lee at the Treasury"
        does = role(self._text, self._sentences[number], named)
        return does == ("object" if number == at else "subject")

    def _goes_on(self, span: Span) -> bool:
        """Whether an "It" that begins a sentence does something, and so is somebody: "It ended the
        contract", but not "It was late"."""
        at = sentence_at(self._sentences, span.start)
        begins = self._sentences[at].start == span.start
        return begins and _DOES.match(self._text, span.end) is not None

    def _is_judged(self, event: _Event) -> bool:
        """Whether an "it" is what its speaker has just been said to act on: "appealed against the
        order, arguing that *it* is unfair"."""
        assert event.index is not None
        item = self._items[event.index]
        cues = self._cues[item.source]
        second = cues[:1] != [*item.cue[:1]]
        return second and _IS_SO.match(self._text, event.span.end) is not None

    def _addressee(self, told: re.Match[str], speaker: Cluster | None) -> Cluster | None:
        """The body that is told something: "Lee warned *Armenia* that it"; None for one that
        has no name."""
        for span, cluster in self._index.inside(Span(told.start("who"), told.end("who"))):
            if cluster is not speaker and span.end == told.end("who"):
                return cluster if cluster.is_body else None
        return None


def start_of(item: Attribution) -> int:
    """Where an attribution begins."""
    spans = [*item.cue, *item.content, *([] if item.source is None else [item.source])]
    return min(span.start for span in spans)
