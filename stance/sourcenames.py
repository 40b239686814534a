"""Whom a source names: "Ann Lee", "a spokesman for NATO", "the opposition Reform Congress".

A source that only tells of a name ("critics of Ann Lee") names nobody.
"""

from __future__ import annotations

import re
from itertools import pairwise

from stance.entities import Cluster, EntityIndex
from stance.lexicon import (
    COLLECTIVES,
    DAYS,
    DELEGATES,
    DETERMINERS,
    MEMBERS,
    MOUTHPIECES,
    OFFICIAL,
    ORGANISATION_NOUNS,
    PARTIES,
    PREPOSITIONS,
    RELATIVES_OF,
    SPEAKS_FOR_OWNER,
    SPEECH,
    TITLES,
    UTTERANCES,
    word_set,
)
from stance.missednames import is_named_body
from stance.names import is_title
from stance.roles import word_list
from stance.schema import Span
from stance.sourcespans import LONGEST_NAME, OUTER

_BEFORE_STATES = word_set("in senior top of from foreign both")
_AFTER_NAMES = word_set("and or who himself herself also both jr sr ii iii iv then of from in")
_AFTER_BODIES = word_set("and or of in from at itself")
SEVERAL = word_set("conservatives democrats liberals libertarians republicans tories gop labour")
NUMBERS = word_set(
    """
    any anybody anyone everybody everyone few five four many more most neither nobody none one ones
    other others several six some somebody someone ten three two
    """
)
# "All members of the league" are the league; "a number of members" are not.
_WHOLE = MEMBERS | word_set("all of the its")
_BRACKETS = re.compile(r"\([^()]*\)")
_TIMES = DAYS | word_set("on in last late early this next week month year evening morning night")
# "Minister of Fisheries ", "Industry Minister ".
_OFFICE = re.compile(r"(?:[A-Z][\w’'-]* (?:(?:of|for) (?:the )?|and )?)+")
_FIELD = re.compile(r" (?:of|for) ")
# "The *minister of state* Ann Lee", "*Patriots for Europe* member Ann Lee".
_NAMED_OFFICE = re.compile(
    r"\b(?:chief|director|head|minister|secretary)\s(?:of|for)\s[a-z]+(?:\s(?:and\s)?[a-z]+)?\s\Z"
    r"|\b[A-Z][\w’'-]+\s(?:of|for)\s(?:the\s)?[A-Z][\w’'-]+(?=(?:\s[A-Z][\w’'-]*)*\s[a-z]+\s\Z)"
    r"|\b(?:Ambassador|Delegate|Envoy|Representative)\sto\s(?:the\s)?(?:[A-Z][\w-]*\s)+\Z"
    r"|\A(?:[Tt]he\s)?[A-Z][\w’'-]*(?:\s(?:and|for|of|the|[A-Z][\w’'-]*))*['’]s\s\Z"
)
_APPOSED_NAME = re.compile(r",\s")
_OF = re.compile(r" (?:of|for) (?:the )?\Z")
# "The opposition ", "rival gang ", after a country's name or not.
_DESCRIBED = re.compile(r"\s?(?:(?:[Tt]he|[Aa]n?|[Ii]ts) )?(?:[A-Z]?[a-z][a-z-]*['’]? ){1,3}")
# What a part of a body or somebody else is called, not the body: "many Democrats".
_PEOPLE = (
    TITLES
    | MOUTHPIECES
    | MEMBERS
    | COLLECTIVES
    | UTTERANCES
    | PREPOSITIONS
    | RELATIVES_OF
    | NUMBERS
    | {"fellow", "member", "people"}
)
_BETWEEN_NAMES = re.compile(
    r",(?: and| or| as well as)?(?: the)? |(?: and| or| as well as)(?: the)? "
)
_OWNER = re.compile(r"^(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*['’]s?\s\Z")
_OWNER_BEHIND = re.compile(
    r"(?<=\bof )(?:(?:Dr|Mr|Mrs|Ms)\.? )?(?:[A-Z][\w.-]*\s){0,2}[A-Z][\w.-]*['’]s?\s\Z"
)
_SORTS_OF_BODY = word_set("alliance bloc coalition group movement network party")
# "France, a member of the committee, said".
_IS_MEMBER = re.compile(
    r", (?:an?|the|one of the) (?:[\w-]+ ){0,3}(?:ally|co-sponsor|guarantor|holder|host|mediator"
    r"|member|neighbou?r|partner|power|signatory|supporter)\b"
)
_IS_ONE_OF = re.compile(r", (?:one of|home to|host (?:of|to)) [^,;:“”\"]{3,80},?")
# "Her counterpart from Oman".
_COLLEAGUES = frozenset(("colleague", "counterpart"))
_OTHER_PEOPLE = word_set("families fans followers victims")
_IN_PLACE = re.compile(r" in [A-Z][\w-]+,?\Z")
_SENT = word_set("for from of permanent")
# "A WTO panel", "the European Union mission".
_PARTS = word_set("board delegation mission observers panel secretariat")
_PRESENT = word_set("central current executive national new present")
_LEADS = word_set("board commission executive leadership management secretariat")


class SourceNames:
    """The names in one text's sources, and which of them speak there."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text = text
        self._index = index

    def entity(self, source: Span) -> Cluster | None:
        """The entity a source names, if the source is that entity and not just about it."""
        mentions = self._index.inside(source)
        if len(mentions) > 1 and self._are_all(mentions, source):
            return mentions[0][1]  # "Kyiv, Moscow"; `candidates` adds the others
        for span, cluster in mentions:
            before = _OWNER.sub("", self._text[source.start : span.start])
            rest = before + self._text[span.end : source.end]
            if set(word_list(_BRACKETS.sub(" ", rest))) <= DETERMINERS | _TIMES:
                return cluster
        for span, cluster in mentions:
            if self._is_titled(span, cluster, source):
                cluster.type = "PERSON"
                return cluster
            if cluster.type == "PERSON" and self._is_head(span, source):
                return cluster
        for span, cluster in mentions:
            if self._speaks_through(span, cluster, source):
                return cluster
        return self._apposed_body(source)

    def is_of_person(self, source: Span) -> bool:
        """Whether a person's name is what the source is about."""
        mentions = self._index.inside(source)
        return any(c.type == "PERSON" and self._is_head(span, source) for span, c in mentions)

    def following(self, source: Span) -> Cluster | None:
        """The person whose name follows in apposition, where the tagger cut the source short:
        "Its lawyer," Ann Lee, "said"."""
        comma = _APPOSED_NAME.match(self._text, source.end)
        if comma is None or self._words(source)[:1] == []:
            return None
        reach = Span(comma.end(), comma.end() + LONGEST_NAME)
        for span, cluster in self._index.inside(reach):
            closed = self._text[span.end : span.end + 1] in (",", ":", ";", ".", "")
            titles = self._text[comma.end() : span.start].split()
            starts = not titles or (is_title(titles[-1].lower()) and titles[0][0].isupper())
            return cluster if cluster.type == "PERSON" and starts and closed else None
        return None

    def _are_all(self, mentions: list[tuple[Span, Cluster]], source: Span) -> bool:
        """Whether a source is names alone, joined to each other."""
        gaps = [
            self._text[before.end : after.start] for (before, _), (after, _) in pairwise(mentions)
        ]
        outer = source.start == mentions[0][0].start and source.end == mentions[-1][0].end
        return outer and all(_BETWEEN_NAMES.fullmatch(gap) for gap in gaps)

    def _apposed_body(self, source: Span) -> Cluster | None:
        """The body that an apposition names: "the nurses' union, Sindicato Norte"."""
        for span, cluster in self._index.inside(source):
            before = self._text[source.start : span.start]
            noun = word_list(before)[-1:]
            apposed = before.endswith(", ") and before.count(",") == 1
            if apposed and cluster.type == "ORGANIZATION" and set(noun) & ORGANISATION_NOUNS:
                return cluster
        return None

    def _is_titled(self, span: Span, cluster: Cluster, source: Span) -> bool:
        """Whether a source is an office in capitals and who holds it: "Minister of Fisheries Ann
        Lee". What stands behind an office is a person, as whatever it was tagged."""
        name = span.of(self._text)
        office = _OFFICE.fullmatch(self._text, source.start, span.start)
        if office is None or cluster.type == "LOCATION" or " " not in name or is_named_body(name):
            return False
        holder = word_list(_FIELD.split(office[0])[0])
        held = any(is_title(word) for word in holder) or holder == ["member"]
        # "Speaker of the House Ann Lee", but no list of names.
        fields = all(
            other.type == "LOCATION" or _OF.search(self._text, source.start, place.start)
            for place, other in self._index.inside(Span(source.start, span.start))
        )
        return held and fields and span.end == source.end

    def _speaks_through(self, span: Span, cluster: Cluster, source: Span) -> bool:
        """Whether the source is words or a mouthpiece of what it names: "Kim's remarks",
        "the U.S. and allies", "a spokesman for NATO"."""
        told = _OWNER_BEHIND.sub("", self._text[source.start : span.start])
        before = word_list(told)  # "lawmakers of" Ms Lee's Reform Party
        after = self._words(Span(span.end, source.end))
        owns = self._owns(span, source)
        if owns and after and after[0] in ("s", "'s", "’s"):
            after = after[1:]
        if owns and any(word in UTTERANCES | SPEAKS_FOR_OWNER for word in after[:3]):
            return True
        delegate = owns and len(after) == 1 and after[0] in DELEGATES
        if cluster.country and delegate:
            return True  # "the EU's delegate"
        if cluster.country and cluster.type == "LOCATION":
            apposed = _IS_MEMBER.match(self._text, span.end) or _IS_ONE_OF.fullmatch(
                self._text, span.end, source.end
            )
            if apposed and set(before) <= DETERMINERS:
                return True
            ends = self._text[span.end : span.end + 1] in (",", "") or span.end == source.end
            return _country_speaks(before, after, owns, ends)
        if cluster.type == "ORGANIZATION" and _is_led(before, after, owns):
            return True
        if cluster.type not in ("ORGANIZATION", "MISC") or owns:
            return False
        if span.of(self._text).lower() in PARTIES - SEVERAL and not after:
            return False  # "a spokesman for the Maine Republican" is for a person
        rest = _BRACKETS.sub("", self._text[span.end : source.end]).lstrip()
        ends = not after or after[0] in _AFTER_BODIES or rest[:1] == ","
        members = bool(set(before) & MEMBERS) and set(before) <= _WHOLE
        mouth = members or bool(set(before) & MOUTHPIECES)
        through = self._text[span.end : _before_place(self._text, source)]
        spoken = ends or set(word_list(_BRACKETS.sub("", through))) <= MOUTHPIECES | _PARTS
        if (set(before) <= DETERMINERS or mouth) and spoken:
            return True
        # "The union Harzkraft", but "the chair of the union Harzkraft" is a person.
        if ends and before[-1:] != [] and before[-1] in ORGANISATION_NOUNS and "of" not in before:
            return True
        return self._is_only_described(span, cluster, source)

    def _is_only_described(self, span: Span, cluster: Cluster, source: Span) -> bool:
        """Whether nothing but what kind of body it is stands beside a name in a source: "the
        opposition Reform Congress", "U.S. hedge fund Pinegrove Capital", "the liberal Renew
        group"."""
        start = source.start
        for place, other in self._index.inside(Span(source.start, span.start)):
            if other.country is None or set(self._words(Span(start, place.start))) - {"the"}:
                return False
            start = place.end
        before = Span(start, span.start)
        plain = start > source.start and before.of(self._text) == " "  # "The U.S. Chamber"
        described = plain or _DESCRIBED.fullmatch(before.of(self._text)) is not None
        rest = _BRACKETS.sub("", self._text[span.end : source.end]).strip(OUTER)
        people = set(self._words(before)) & _PEOPLE or set(self._words(span)) & PARTIES
        sort = rest in _SORTS_OF_BODY and cluster.type == "ORGANIZATION"
        return described and (not rest or sort) and not people

    def _is_head(self, span: Span, source: Span) -> bool:
        """Whether a person's name is what the source is about, not an owner or an object.

        "Prime Minister Ann Lee" and "the head of the union, Ann Lee" are Ann Lee; "an adviser
        to Ann Lee", "critics like Ann Lee", "the Lee campaign" and "Ann Lee's lawyer" are not.
        """
        after = self._text[span.end : source.end].lstrip()
        if after[:1].isalpha() and word_list(after)[0] not in _AFTER_NAMES | SPEECH:
            return False
        if self._owns(span, source):
            return False
        phrase = self._text[source.start : span.start].rpartition(",")[2]
        clause = word_list(_NAMED_OFFICE.sub(_without_name, phrase))
        if len(clause) == 2 and clause[0] == "the" and clause[1] in ORGANISATION_NOUNS:
            return False  # "Andean Force, the party Lee" founded
        return not set(clause) & PREPOSITIONS

    def _owns(self, span: Span, source: Span) -> bool:
        """Whether the mention has a possessive and something after it in the source."""
        following = self._text[span.end : span.end + 2]
        return following[:1] in ("'", "’") and bool(
            self._words(Span(min(span.end + 2, source.end), source.end))
        )

    def _words(self, span: Span) -> list[str]:
        return word_list(span.of(self._text))


def _without_name(office: re.Match[str]) -> str:
    """Nothing in place of a name, but people as they are: "*Supporters of Labour* leader Lee"."""
    people = set(word_list(office[0])[:1]) & (RELATIVES_OF | COLLECTIVES | MEMBERS | _OTHER_PEOPLE)
    return office[0] if people else " "


def _before_place(text: str, source: Span) -> int:
    """Where a source ends without the place where somebody is: "the EU delegation *in Jakarta*"."""
    place = _IN_PLACE.search(source.of(text))
    return source.end if place is None else source.start + place.start()


def _is_led(before: list[str], after: list[str], owns: bool) -> bool:
    """Whether a source is those who lead what it names: "the board of the bank", "the party's
    present leadership"."""
    lead = {word for word in before if word not in DETERMINERS}
    if owns:
        # Not its chief executive, nor its oversight board, nor those who led it.
        plain = not set(after[:-1]) - _PRESENT
        return after[-1:] != [] and after[-1] in _LEADS and plain and not lead
    if set(before[:1]) & {"a", "an"}:
        return False
    leaders = lead - {"of"}
    return not after and "of" in lead and bool(leaders) and leaders <= _LEADS


def _country_speaks(before: list[str], after: list[str], owns: bool, ends: bool) -> bool:
    """Whether "the U.S. and allies", "Ukrainian officials", "China's ministry" is the state, and
    "the representative of Oman", "Chad's delegate"."""
    sent = [word for word in before if word not in DETERMINERS]
    colleague = bool(set(sent) & _COLLEAGUES) and before[0] in ("his", "her", "its")
    delegate = bool(set(sent) & DELEGATES) and sent[-1:] != ["from"]
    sends = set(sent) <= DELEGATES | _COLLEAGUES | _SENT and sent[-1:] != [] and sent[-1] in _SENT
    if (colleague or delegate) and sends:
        return ends or after[:1] in (["to"], ["at"], ["in"])
    if set(before) & MOUTHPIECES and set(before) <= MOUTHPIECES | DETERMINERS | {"for"}:
        return bool(set(after[:3]) & OFFICIAL)  # "a spokesman for the German economy ministry"
    if set(before) - DETERMINERS - OFFICIAL - _BEFORE_STATES:
        return False
    if not after or after[0] in ("and", "or", "with"):
        return not owns
    plain = [word for word in after if word not in ("s", "foreign", "defence", "defense")]
    if plain[:1] != [] and plain[0] in DELEGATES:
        # Not "the Oman representative of UNICEF", "a U.S. representative from Texas".
        return plain[1:2] not in (["of"], ["for"], ["from"])
    return plain[:1] != [] and plain[0] in OFFICIAL | _PARTS
