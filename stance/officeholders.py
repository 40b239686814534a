"""Persons called by an office before, or without, a name: "Italy's interior minister".

News often says what somebody is in the headline and the first sentence, and who it is in the
second: "IAEA chief: Iran is stalling", then "Ann Lee, director general of the IAEA, said".
"""

from __future__ import annotations

from stance.entities import Cluster, EntityIndex
from stance.lexicon import DELEGATES, DETERMINERS, PREPOSITIONS, TITLES, word_set
from stance.members import Members
from stance.roles import Roles, word_list
from stance.schema import Span

_HEADS = word_set(
    """
    boss chair chairman chairperson chairwoman chief commissioner director executive governor head
    leader president secretary-general
    """
)
"""Who leads a body is called by one of these and, the next time, by another: "IAEA chief"."""
_ENVOYS = frozenset(word for word in DELEGATES if not word.endswith("s")) | {"diplomat"}
_LEADING = word_set("boss chief head leader")
_OFFICES = TITLES | _HEADS | _ENVOYS
# What changes who is meant: "the deputy governor" is not the governor.
_QUALIFIED = word_set("acting assistant deputy ex ex-president former incoming outgoing vice")
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
            and self._is_of(cluster, place, body, head)
        ]
        return fits[0] if len(fits) == 1 else None

    def _holds(self, person: Cluster, told: frozenset[str], head: str) -> bool:
        known = self._roles.of(person)
        called = known & _likes(head)
        told = told & (_OFFICES | _QUALIFIED | _fields(known))
        return bool(called) and told <= known and known & _QUALIFIED <= told

    def _is_of(self, person: Cluster, place: Span, body: Cluster, head: str) -> bool:
        """Whether a person's office is that of the body: he is said to be of it, or its name
        stands beside his; a country's minister need not be where nothing else says whose he is."""
        sides = self._members.of(person)
        if body in sides:
            return True
        if set(word_list(place.of(self._text))) <= self._roles.of(person):
            return True
        return body.country is not None and not sides and head in ("minister", "president")


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


def _likes(head: str) -> frozenset[str]:
    """What else the holder of an office is called."""
    if head in _LEADING:
        return _HEADS
    return _ENVOYS if head in _ENVOYS else frozenset((head,))


def _fields(known: frozenset[str]) -> frozenset[str]:
    """The words of an office that say of what: "*foreign* minister", where any is known."""
    return _FIELDS if known & _FIELDS else frozenset()


_FIELDS = word_set(
    """
    agriculture commerce culture defence defense economy education energy environment finance
    foreign health home housing immigration industry information interior justice labor labour
    opposition security tourism trade transport treasury
    """
)
