"""Whom a relative pronoun means: "Ann Lee, a deputy for the Alliance, *who*"."""

from __future__ import annotations

import re

from stance.entities import Cluster, EntityIndex
from stance.schema import GROUP, Span

_APPOSITION = re.compile(
    r"\)?(?:\s(?:alliance|bloc|coalition|movement|party)(?=,))?(?:,|\s[—–-]{1,2})?\s*"
    r"(?:,\s(?:a|an|the|one)\s[^,.;:“”\"]{2,80}\s?)?"
)
_PERSON_APPOSITION = re.compile(
    r"(?:,|\s[—–-]{1,2})?\s*(?:,\s(?:a|an|the|one)\s[^.;:“”\"\n]{2,100}?,?\s)?"
)
# "Ann Lee of the Liberals, who", "Ann Lee, director of the Liberals, who".
_MEMBER_OF = re.compile(
    r"(?:,?\s|,\s(?:[\w’'-]+\s){0,4}?(?:analyst|chair\w*|chief|coach|[Dd]irector|editor|executive|fellow"
    r"|founder|head|leader|manager|member|minister|officer|president|professor|secretary|spokes\w+)\s)"
    r"(?:at|from|for|of)\s(?:the\s(?:[a-z-]+\s)?)?"
)
_SEATED = re.compile(r"[\w)], (?:an?|the) [^,.;:]{2,40}? (?:at|from|in|near|of) (?:the )?\Z")
_LONGEST_APPOSITION = 100  # characters from a name to the pronoun behind all that is said of it
_REACH = 60
"""Characters before a place in which an apposition that it is in is looked for."""


class Antecedents:
    """The antecedents of one text's relative pronouns."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text = text
        self._index = index

    def of(self, pronoun: Span) -> Cluster | None:
        """Whom a relative pronoun means: the one right before it, or what an apposition is of
        ("Future45, a fund that")."""
        person = pronoun.of(self._text).lower() in ("who", "whom")
        for span, cluster in self._index.seen_before(pronoun.start):
            between = self._text[span.end : pronoun.start]
            whose = pronoun.of(self._text).lower() == "whose" and between.strip() in ("", ",")
            named = (whose or (person and between.strip() == ",")) and cluster.type not in (
                "PERSON",
                GROUP,
            )
            if named and (member := self._member(span)):
                return member
            if person and cluster.type == "PERSON" and _PERSON_APPOSITION.fullmatch(between):
                return cluster  # "Ann Lee, a deputy for the Alliance, who"
            apposed = _APPOSITION.fullmatch(between) is not None
            if apposed and cluster.type == "LOCATION" and self._is_seat(span):
                continue  # "Larkmoor Capital, a fund in New York that"
            several = span.of(self._text).endswith("s")  # "Germans, who"
            near = apposed or pronoun.start - span.end < _LONGEST_APPOSITION
            if person and near and not several and cluster.type not in ("PERSON", GROUP):
                continue
            return cluster if apposed else None
        return None

    def _member(self, body: Span) -> Cluster | None:
        """The person who is "of" what is named: "*Ann Lee* of the Liberals"."""
        for span, cluster in self._index.before(body.start):
            of = _MEMBER_OF.fullmatch(self._text, span.end, body.start)
            return cluster if of and cluster.type == "PERSON" else None
        return None

    def _is_seat(self, place: Span) -> bool:
        """Whether a place only says where an apposed body is: ", a fund in New York"."""
        before = self._text[max(0, place.start - _REACH) : place.start]
        return _SEATED.search(before) is not None
