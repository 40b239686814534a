"""Whom a person speaks or acts for: "UWAB president Ann Lee", "Lee, a spokesman for NATO".

Members are linked to their side and stay entities of their own: what a minister says is not
thereby said by the country.
"""

from __future__ import annotations

import re
from collections import defaultdict

from stance.entities import Cluster, EntityIndex
from stance.lexicon import DAYS, PREPOSITIONS, SPEECH, TITLES, word_set
from stance.names import is_title
from stance.roles import word_list
from stance.schema import Span

_OFFICES = TITLES | word_set(
    """
    adviser advisers aide analyst attorney co-chair co-chairman co-chairwoman co-founder co-leader
    convener economist fellow lobbyist member organizer partner researcher scholar
    secretary-general trustee vice-president
    """
)
# "A critic of Ankara" is not of it.
_AGAINST = word_set("critic opponent rival")
_SIDES = _AGAINST | word_set("rebel star")
_APPOSITION = re.compile(r"\s*,\s(?P<who>who\s)?(?P<told>[^,.;:\n“”\"]{3,120})")
_DID = re.compile(r"[a-z]{3,}ed (?:a|an|her|his|its|the|their|[A-Z][\w-]*)\b")
_LEADS = re.compile(r"(?:now )?(?:chairs|heads|leads) (?:the )?(?:[a-z0-9-]+ ){0,2}")
_OF_BODY = re.compile(r"\s+(?:of|at|from|with)\s+(?:the\s+)?\Z")
# "Russian Ambassador to the UN Ann Lee" is Russia's.
_SENT_TO = re.compile(r"(?i:ambassador|delegate|envoy|representative) (?:at|to) (?:the )?\Z")
# "Orbix *spokesman* Ann Lee", "Ann Lee, *a spokesman for* Orbix", and "*a spokeswoman for the*
# Spanish government, Ann Lee,".
_SPOKESMAN = re.compile(r"(?<![Ff]ormer )\b[Ss]pokes(?:man|person|woman)\b")
_SPOKESMAN_FOR = re.compile(r", (?:an?|the) spokes(?:man|person|woman) (?:for|of) (?:the )?")
_SPEAKS_FOR = re.compile(rf"{_SPOKESMAN.pattern} (?:for|of) (?:the )?\Z")
_OF_IT = re.compile(r"(?: [a-z]+){0,3}, ")
_VERBS = SPEECH | word_set("are did does had has is may might was were will would")
_PLACE = re.compile(r"\b(?:in|near|outside|across|around)\s(?:the\s)?\Z")
_BEFORE_REACH = 80
_LONGEST_OFFICE = 6


class Members:
    """The sides of one text's persons, by what stands beside their names."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text = text
        self._index = index
        self._sides: dict[str, dict[str, Cluster]] = defaultdict(dict)
        self._joined: dict[str, dict[str, Cluster]] = defaultdict(dict)
        self.spans: set[Span] = set()
        """Where sides are named beside their members."""
        self.mouthpieces: set[tuple[str, str]] = set()
        """(person, side) where the person speaks for the side: "NATO spokesman Ann Lee"."""
        for span, cluster in index.named():
            if cluster.type == "PERSON":
                for named, side in (*self._before(span), *self._after(span)):
                    self._sides[cluster.id][side.id] = side
                    self.spans.add(named)
                    if self._speaks_for(span, named):
                        self.mouthpieces.add((cluster.id, side.id))

    def add(self, cluster: Cluster, source: Span) -> None:
        """Links an unnamed speaker to the organisations that his source names."""
        for span, side in self._index.inside(source):
            place = _PLACE.search(self._text, source.start, span.start) is not None
            if side.is_body and not place:
                self._sides[cluster.id][side.id] = side
                self.spans.add(span)

    def link(self, cluster: Cluster, side: Cluster) -> None:
        """Links an unnamed speaker to whom he belongs to."""
        if side.is_body:
            self._sides[cluster.id][side.id] = side

    def join(self, cluster: Cluster, side: Cluster, source: Span) -> None:
        """Links a person to the body of whom only a pronoun tells: "*Its* leader, Ann Lee"."""
        if side.is_body and side.id not in self._sides.get(cluster.id, {}):
            self._joined[cluster.id][side.id] = side
            if _SPOKESMAN.search(source.of(self._text)):
                self.mouthpieces.add((cluster.id, side.id))

    def of(self, cluster: Cluster) -> tuple[Cluster, ...]:
        """The organisations and countries a person belongs to, in the order of the text."""
        joined = self._joined.get(cluster.id, {})
        return (*self.named(cluster), *joined.values())

    def named(self, cluster: Cluster) -> tuple[Cluster, ...]:
        """Those of them that are named beside the person."""
        return tuple(self._sides[cluster.id].values()) if cluster.id in self._sides else ()

    def _before(self, span: Span) -> list[tuple[Span, Cluster]]:
        """ "UWAB president", "Harzkraft's chief executive," right before the name."""
        reach = Span(max(0, span.start - _BEFORE_REACH), span.start)
        found = [pair for pair in self._index.inside(reach) if pair[1].is_body]
        if not found:
            return []
        last = found[-1][0]
        if len(found) > 1 and self._text[last.end : span.start] == " ":
            sent = self._text[found[-2][0].end : last.start]
            return found[-2:-1] if _SENT_TO.search(sent) else []
        between = self._text[last.end : span.start]
        words = word_list(between)
        closed = self._text[span.end : span.end + 1] == ","
        speaks = _SPEAKS_FOR.search(self._text, reach.start, last.start)
        if closed and speaks and _OF_IT.fullmatch(between):
            return [found[-1]]
        offices = [word for word in words if word in _OFFICES - _AGAINST or is_title(word)]
        plain = not set(between) & set('.;:\n“”"') and between.count(",") <= 1
        name = len(words) <= _LONGEST_OFFICE and not any(map(_is_no_office, words))
        return [found[-1]] if offices and words[-1] == offices[-1] and plain and name else []

    def _speaks_for(self, person: Span, side: Span) -> bool:
        """Whether the words between a person and his side, or before it, make him its spokesman."""
        if person.end <= side.start:
            return _SPOKESMAN_FOR.fullmatch(self._text, person.end, side.start) is not None
        between = self._text[side.end : person.start]
        before = self._text[max(0, side.start - _BEFORE_REACH) : side.start]
        if before.lower().endswith("former "):
            return False
        told = _SPEAKS_FOR.search(before) and _OF_IT.fullmatch(between)
        return bool(told or _SPOKESMAN.search(between))

    def _after(self, span: Span) -> list[tuple[Span, Cluster]]:
        """ ", a spokesman for NATO,", ", the union's president," and "of the Sierra Club"."""
        following = self._index.inside(Span(span.end, span.end + _BEFORE_REACH))
        direct = [
            (inner, side)
            for inner, side in following[:1]
            if side.is_body
            and side.type == "ORGANIZATION"
            and _OF_BODY.fullmatch(self._text[span.end : inner.start])
        ]
        found = _APPOSITION.match(self._text, span.end)
        if found is None or not self._tells_office(found):
            return direct
        inside = self._index.inside(Span(*found.span("told")))
        return direct + [pair for pair in inside if pair[1].is_body]

    def _tells_office(self, apposed: re.Match[str]) -> bool:
        """Whether what follows a name says what somebody is, not what he did: not "Lee, has been
        charged by", nor "Lee, summoned the French ambassador"."""
        words = word_list(apposed["told"])
        if not words or words[0] in _VERBS or (not apposed["who"] and _DID.match(apposed["told"])):
            return False
        return bool(set(words) & _OFFICES - _SIDES or self._leads(apposed))

    def _leads(self, apposed: re.Match[str]) -> bool:
        """Whether a relative clause says that somebody leads the body it names: "who chairs the
        *Reform Caucus*", but not "who leads a campaign against Oman"."""
        leads = _LEADS.match(apposed["told"]) if apposed["who"] else None
        if leads is None:
            return False
        start = apposed.start("told") + leads.end()
        near = self._index.inside(Span(start, apposed.end("told")))
        return any(span.start == start for span, _ in near)


def _is_no_office(word: str) -> bool:
    """Whether a word shows that what stands before a name is more than an office."""
    return word in PREPOSITIONS - {"of", "for"} or word in DAYS or word.endswith("ed")
