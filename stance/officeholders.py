"""Persons called by an office before, or without, a name: "Italy's interior minister".

News often says what somebody is in the headline and the first sentence, and who it is in the
second: "IAEA chief: Iran is stalling", then "Ann Lee, director general of the IAEA, said".
"""

from __future__ import annotations

from stance.entities import Cluster, EntityIndex
from stance.lexicon import DETERMINERS, PREPOSITIONS, QUALIFIERS, TITLES, word_set
from stance.members import Members
from stance.roles import Roles, word_list
from stance.schema import Span

_HEADS = word_set(
    "boss chair chairman chairperson chairwoman commissioner governor head leader president"
    " secretary-general"
)
"""Who leads a body is called by one of these and, the next time, by another: "IAEA chief"."""
_HEADS_OF_TWO = tuple(map(word_set, ("chief executive", "director executive", "director general")))
_ENVOYS = word_set("ambassador diplomat envoy representative")
_LEADING = word_set("boss chief head leader")
_OFFICES = TITLES | _HEADS | _ENVOYS
_FIELDS = word_set(
    """
    agriculture commerce culture defence defense economy education energy environment finance
    foreign health home housing immigration industry information interior justice labor labour
    opposition security tourism trade transport treasury
    """
)
_NO_OFFICES = word_set("critic opponent rebel rival star then")
_ANY = word_set("a an another any one some")
_LONGEST = 7


class OfficeHolders:
    """The named persons of one text who hold the offices that sources name."""

    def __init__(self, text: str, index: EntityIndex, roles: Roles, members: Members) -> None:
        self._text = text
        self._index = index
        self._roles = roles
        self._members = members

    def of(self, source: Span) -> Cluster | None:
        """The only person whom the text names elsewhere with the office of a source that names a
        body or a country and no person; None where there is none or are several."""
        inside = self._index.inside(source)
        if len(inside) != 1 or inside[0][1].type == "PERSON":
            return None
        place, body = inside[0]
        before = word_list(self._text[source.start : place.start])
        if before[:1] != [] and before[0] in _ANY:
            return None  # "an Egyptian diplomat"
        after = word_list(self._text[place.end : source.end])
        office = _office(before, after)
        if office is None:
            return None
        *told, head = office
        fits = [
            cluster
            for cluster in self._index.clusters
            if cluster.type == "PERSON"
            and self._holds(cluster, frozenset(told), head)
            and self._is_of(cluster, place, body, office)
        ]
        return fits[0] if len(fits) == 1 else None

    def _holds(self, person: Cluster, told: frozenset[str], head: str) -> bool:
        known = self._roles.of(person)
        told = told & (_OFFICES | QUALIFIERS | _FIELDS)
        return _is_called(known, head) and told <= known and known & QUALIFIERS <= told

    def _is_of(self, person: Cluster, place: Span, body: Cluster, office: list[str]) -> bool:
        """Whether a person's office is that of the body: he is said to be of it, its name stands
        beside his, or he has the same field in the government of nothing else."""
        sides = self._members.of(person)
        if body in sides:
            return True
        if set(word_list(place.of(self._text))) <= self._roles.of(person):
            return True
        field = office[-1] == "minister" and bool(set(office) & _FIELDS)
        return body.country is not None and not sides and field


def _office(before: list[str], after: list[str]) -> list[str] | None:
    """The words of an office whose body stands between those before and after it: "Italy's
    *interior minister*", "the *head* of the IAEA"; None where it is none."""
    plain = [word for word in before if word not in DETERMINERS]
    if after and not plain:
        end = next((n for n, word in enumerate(after) if word in PREPOSITIONS), len(after))
        office = after[:end]
    elif plain[-1:] in (["of"], ["to"], ["for"]) and not after:
        office = plain[:-1]
    else:
        return None
    if not office or len(office) > _LONGEST or set(office) & PREPOSITIONS:
        return None
    return office if office[-1] in _OFFICES - _NO_OFFICES else None


def _is_called(known: frozenset[str], head: str) -> bool:
    """Whether the holder of an office has the nouns that somebody is described with."""
    if head in _LEADING:
        of_two = any(words <= known for words in _HEADS_OF_TWO)
        only = head in known and not known & TITLES - {head}  # "Orbix chief", no chief negotiator
        return bool(known & _HEADS) or of_two or only
    return bool(known & (_ENVOYS if head in _ENVOYS else {head}))
