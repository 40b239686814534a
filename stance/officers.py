"""Who speaks for a body without a name of his own: "its general secretary", "a spokesman"."""

from __future__ import annotations

import re
from typing import NamedTuple

from stance.descriptions import DescriptionReader
from stance.entities import Cluster, EntityIndex
from stance.lexicon import (
    ENVOYS,
    MOUTHPIECES,
    NAME_HEADS,
    OFFICIAL,
    ORGANISATION_NOUNS,
    TITLES,
    word_set,
)
from stance.members import Members
from stance.names import PRONOUNS
from stance.pronouns import Place, PronounReader
from stance.roles import word_list
from stance.schema import Span
from stance.sourcenames import SourceNames

_OFFICERS = (TITLES | MOUTHPIECES) - word_set(
    "author captain critic former nominee opponent owner rebel rival star"
)
_SPOKESMAN = re.compile(
    r"(?:[Aa]|[Oo]ne|[Tt]he) spokes(?:man|woman|person)"
    r"(?: (?:for|of) (?P<whom>the(?: [a-z-]+){1,3}))?"
)
_ITS_OFFICER = re.compile(
    r"[Ii]ts (?:[a-z-]+ ){1,4}?(?:[a-z]+, )?(?=[A-Z])|[Ii]ts (?:[a-z-]+ ?){1,4}, "
)
_BODYS_OFFICER = re.compile(
    r"(?P<body>[Tt]he [a-z-]+(?: [a-z-]+)?)['’]s? (?:[a-z-]+ ){0,3}[a-z-]+, (?=[A-Z])"
)
_OWN_BODY = re.compile(r"(?:[Hh]is|[Hh]er) (?:own )?(?P<noun>[a-z-]+)")
_ITS_PEOPLE = word_set("councillors deputies lawmakers legislators members mps senators")
_FIELDS_OF_STATE = word_set(
    """
    armed defence defense economy education energy environment federal finance foreign health
    interior justice labor labour military national security state trade transport
    """
)
_OF_ITSELF = re.compile(
    r" (?:declined|did not|does not|ha[ds] not?|is aware|regrets|was aware|will not|would not)\b"
)


class Speech(NamedTuple):
    """A source and what helps to tell whom its pronoun means: what it says, the speaker around it,
    and who spoke last."""

    source: Span
    content: tuple[Span, ...]
    enclosing: Cluster | None
    last: Cluster | None


class Officers:
    """Finds, for one text, the body for which somebody speaks."""

    def __init__(
        self,
        text: str,
        index: EntityIndex,
        pronouns: PronounReader,
        descriptions: DescriptionReader,
        members: Members,
        names: SourceNames,
    ) -> None:
        self._text = text
        self._index = index
        self._pronouns = pronouns
        self._descriptions = descriptions
        self._members = members
        self._names = names

    def join(self, speaker: Cluster, source: Span, content: tuple[Span, ...]) -> None:
        """Links a named speaker to the body that is only a pronoun or a phrase: "*Its* leader, Ann
        Lee", "*The forum's* convener, Ann Lee"."""
        if speaker.type != "PERSON":
            return
        if owned := _BODYS_OFFICER.match(self._text, *source):
            body = self._descriptions.read(Span(*owned.span("body")))
            if body is not None and body.is_body:
                self._members.join(speaker, body, source)
        if not _ITS_OFFICER.match(self._text, *source):
            return
        its = Span(source.start, source.start + 3)
        place = Place(its, PRONOUNS["its"], None, False, content=content)
        body = self._pronouns.read(place, None)
        if body is not None and body is not speaker:
            self._members.join(speaker, body, source)

    def is_envoy(self, source: Span) -> bool:
        """Whether a source is a country's unnamed envoy: "its labour attaché"."""
        first, *rest = word_list(source.of(self._text))
        unnamed = not self._index.inside(source) and self._names.following(source) is None
        return first == "its" and rest[-1:] != [] and rest[-1] in ENVOYS and unnamed

    def owner(self, speech: Speech) -> Cluster | None:
        """Whom the possessive means that a source begins with: "*its* general secretary"."""
        start = speech.source.start
        first = speech.source.of(self._text).split()[0]
        place = Place(
            Span(start, start + len(first)),
            PRONOUNS[first.lower()],
            speech.enclosing,
            False,
            content=speech.content,
        )
        return self._pronouns.read(place, speech.last)

    def read(self, speech: Speech) -> Cluster | None:
        """Who speaks for a body without a name: "its general secretary" is of its own, "its
        spokesman" the body itself."""
        source = speech.source
        first, *rest = word_list(source.of(self._text))
        organ = rest[-1:] != [] and rest[-1] in OFFICIAL - MOUTHPIECES
        if first == "its" and len(rest) == 1 and rest[0] in _ITS_PEOPLE:
            body = self.owner(speech)
            return body if body is not None and body.type == "ORGANIZATION" else None
        if first != "its" or not rest or "former" in rest or not (organ or rest[-1] in _OFFICERS):
            return None
        if self._index.inside(source) or self._names.following(source) is not None:
            return None
        body = self.owner(speech)
        if organ:  # "its foreign ministry" is the country, "its opposition leaders" are not
            own = not set(rest[:-1]) - _FIELDS_OF_STATE
            return body if own and body is not None and body.country else None
        if body is None or rest[-1] in MOUTHPIECES:
            return body
        possessive = "'" if body.name.endswith("s") else "'s"
        found = self._index.unnamed(f"{body.name}{possessive} {' '.join(rest)}")
        self._index.add_pointer(found, source)
        self._members.link(found, body)
        return found

    def own_body(self, speech: Speech) -> Cluster | None:
        """The only body that the person is of who "his party", "her union" are of."""
        own = _OWN_BODY.fullmatch(self._text, *speech.source)
        if own is None or own["noun"] not in ORGANISATION_NOUNS | NAME_HEADS:
            return None
        person = self.owner(speech)
        sides = () if person is None else self._members.of(person)
        may_be = self._descriptions.bodies.is_called
        bodies = [
            side for side in sides if side.type == "ORGANIZATION" and may_be(side, own["noun"])
        ]
        return bodies[0] if len(bodies) == 1 else None

    def spoken_for(self, source: Span, content: tuple[Span, ...]) -> Cluster | None:
        """The body behind "a spokesman for the airline", or behind "a spokesman" alone: what begins
        what he says, "*Orbix* has no view, a spokesman said", or acts in the sentence before."""
        found = _SPOKESMAN.fullmatch(self._text, *source)
        if found is None:
            return None
        if not found["whom"]:
            said = content[0] if content else source
            first = next(iter(self._index.inside(Span(said.start, source.start))), None)
            if first is not None and first[1].is_body and first[0].start <= said.start + 4:
                return first[1] if _OF_ITSELF.match(self._text, first[0].end) else None
            return self._descriptions.bodies.acting_before(source.start)
        body = self._descriptions.read(Span(*found.span("whom")))
        return body if body is not None and body.is_body else None
