"""Sources that are names which the tagger missed: "The Guardian", "Its leader, Odd-Inge Forsland".

What is found becomes an entity of its own, unless the text names it elsewhere.
"""

from __future__ import annotations

import re

from stance.describedbodies import BodyDescriptions
from stance.entities import Cluster, EntityIndex
from stance.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    MOUTHPIECES,
    ORGANISATION_NOUNS,
    RELATIVES_OF,
    TITLES,
    word_set,
)
from stance.mentions import Named
from stance.names import given_name_gender, is_title, person_match
from stance.organisations import acronyms
from stance.places import country
from stance.roles import word_list
from stance.schema import Span

# "Families for Choice, a group that ran ads", "The PMK, an ally of the BJP".
_NAMED_GROUP = re.compile(
    r"(?P<name>[A-Z][\w’'-]*(?: (?:(?:and|for|of|the) )*[A-Z][\w’'-]*){1,5}), an? "
    r"(?:[a-z][\w’'-]* ){0,3}(?:alliance|association|campaign|charity|coalition|collective"
    r"|company|firm|foundation|group"
    r"|lobby|movement|network|ngo|non-?profit|organi[sz]ation|party|think-tank|union)"
    r"(?=,|\Z|\s(?:backed|based|for|in|led|of|representing|that|which)\b)"
)
# "Doctors Without Borders"
_FOUR_WORDS = re.compile(
    r"[A-Z][\w’'-]*[a-z](?: (?:(?:and|for|of|the|[Ww]ithout) )?[A-Z][\w’'-]*[a-z]){1,4}"
)
_AGENCY = re.compile(
    r"(?P<name>[A-Z][\w-]{2,}), the (?:[\w-]+ ){0,3}(?:agency|authority|body|regulator)\b"
)
_THE_ACRONYM = re.compile(r"[Tt]he (?P<name>[A-Z]{3,6})(?:, (?:an?|the|which)\b|\Z)")
_THE_NAME = re.compile(
    r"(?:[Tt]he |[Tt]he (?:governing|main|opposition|ruling) |(?:[A-Z]?[a-z]+ ){2,4}?[a-z]+, the )"
    r"(?P<name>[A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z]){0,3})"
)
# "Its leader, Odd-Inge Forsland": a person whom the tagger missed.
_MISSED_PERSON = re.compile(
    r"(?P<office>(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s[^,“”\"]{3,60}), "
    r"(?:(?:Dr|Justice|Mr|Mrs|Ms|Prof|Rev|Sir)\.? )?"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3})"
)
# "Prime Minister of Lithuania Ieva Stonkutė"
_MISSED_HOLDER = re.compile(
    r"(?P<office>(?:[A-Z][a-z]+ ){1,3}of (?:the )?(?P<state>[A-Z][a-z]+)) "
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3})"
)
# Letters in capitals that are an office or a form, and no body's; `is_title` knows more of them.
_NO_ACRONYMS = word_set(
    """
    AG CJI CTO DA DGP DIG DJ DPP FIR GP IGP MLA MSP NGO PIL PM RTI SHO SSP TD VP
    """
)
_SURNAME = 0.8
"""`person_match` of a surname with a full name."""
_LONGEST_BODY = 4
_NOT_BODIES = word_set("government police")


class MissedNames:
    """The names among one text's sources that the tagger missed."""

    def __init__(self, text: str, index: EntityIndex, bodies: BodyDescriptions) -> None:
        self._text = text
        self._index = index
        self._bodies = bodies

    def read(self, source: Span, words: str, name: str) -> Cluster | None:
        """The person or body that a source names, None for one that names nobody.

        `words` are those of the source, `name` they without an article and what goes on behind.
        """
        first = words.split()[0].strip('“"')
        plain = name[0].isupper() and name.count(" ") < 3
        if plain and not set(word_list(name)) & RELATIVES_OF:
            for cluster in self._index.clusters:
                if cluster.type == "PERSON" and person_match(cluster.name, name) >= _SURNAME:
                    return cluster
        if first.lower() in ("the", name.lower()) and (known := self._by_acronym(name)):
            return known
        if (body := _FOUR_WORDS.fullmatch(words.strip(" ,"))) and not self._index.inside(source):
            kind = "PERSON" if given_name_gender(body[0]) else "ORGANIZATION"
            titled = any(is_title(word) for word in word_list(body[0]))
            if not titled and not set(word_list(body[0])) & COLLECTIVES - {"doctors"}:
                return self._add(source.start, body[0], kind)
        held = _MISSED_HOLDER.fullmatch(words)
        if held is None or country(held["state"]) is None:  # "the Mayor of New York City"
            held = _MISSED_PERSON.fullmatch(words.strip(" ,"))
        if held and set(word_list(held["office"])) & (TITLES | MOUTHPIECES):
            return self._add(self._text.index(held["name"], source.start), held["name"], "PERSON")
        told = _NAMED_GROUP.match(words) or _AGENCY.match(words) or _THE_ACRONYM.match(words)
        office = told and (is_title(told["name"].lower()) or told["name"] in _NO_ACRONYMS)
        missed = None if office else told
        if missed is None and (the := _THE_NAME.fullmatch(words.strip())):
            missed = None if set(word_list(the["name"])) & COLLECTIVES else the
        if missed is None:
            return None
        return self._add(source.start + missed.start("name"), missed["name"], "ORGANIZATION")

    def body(self, source: Span, name: str) -> Cluster:
        """The body that a source is, under the words of it: "Lakehead school board"."""
        mention = Named(source, name, "ORGANIZATION")
        found = self._index.add_named(Cluster(name, "ORGANIZATION", mentions=[mention]))
        self._bodies.learn(found)
        return found

    def _add(self, start: int, name: str, type: str) -> Cluster:
        whole = Span(start, start + len(name))
        for span, cluster in self._index.inside(whole):
            rest = name[: span.start - start]
            cut = span.end == whole.end and cluster.name == name[len(rest) :]
            if rest and cut and self._always_behind(cluster, rest):
                cluster.name, cluster.type = name, type  # "Feeding" Heartland
                return cluster
        mention = Named(Span(start, start + len(name)), name, type)
        return self._index.add_named(Cluster(name, type, mentions=[mention]))

    def _always_behind(self, cluster: Cluster, rest: str) -> bool:
        """Whether what stands before a name does so wherever it is named."""
        return all(self._text.endswith(rest, 0, m.span.start) for m in cluster.mentions)

    def _by_acronym(self, name: str) -> Cluster | None:
        """The body of which an acronym is that was not tagged: "the FA"."""
        plain = name.isupper() and name.isalpha() and name not in _NO_ACRONYMS
        if not plain or is_title(name.lower()):
            return None
        bodies = (c for c in self._index.clusters if c.type == "ORGANIZATION")
        return next((c for c in bodies if name in acronyms(c.name)), None)


def is_named_body(name: str) -> bool:
    """Whether a source that is no name has one in it, and a body's noun at its end: "Lakehead
    school board"."""
    *before, noun = name.split()
    named = [word for word in before if word.lower() not in DETERMINERS]
    proper = any(word[0].isupper() and "-" not in word for word in named)
    plain = all(word.replace("-", "").isalpha() for word in before) and len(before) < _LONGEST_BODY
    return proper and plain and noun in ORGANISATION_NOUNS - _NOT_BODIES and noun.islower()
