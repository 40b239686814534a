"""Which body, or law, a phrase means: "the union", "the Dutch company", "this statute"."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import takewhile

from stance.entities import Cluster, EntityIndex
from stance.grammar import role
from stance.lexicon import (
    BUSINESSES,
    COMPANY_WORDS,
    DOCUMENTS,
    LAW_MATTERS,
    LAWS,
    NAME_HEADS,
    NAME_KINDS,
    ORGANISATION_KINDS,
    ORGANISATION_NOUNS,
    PARTY_NAMES,
    PLACE_HEADS,
    WILDCARDS,
    word_set,
)
from stance.places import fold, gazetteer
from stance.roles import Role, Roles
from stance.schema import Span
from stance.segment import sentence_at

_BASED = ("-based", "-listed", "-owned", "-run")
# "The front" of something, where no name has the word.
_ONLY_NAMED = word_set("army front house militia navy police service")
_NAMED_SOON = 600
"""Characters from a word for a body to its name, at most."""
# Kinds of body that are spoken of before they are named.
_NAMED_LATER = word_set("airline charity union")
ARMED = word_set("guerrillas insurgents jihadists militants rebels")
"""What an armed group is called: "the rebels"."""
_FORCES = word_set(
    """
    al-qaeda al-shabaab al-shabab farc fighters hamas hezbollah houthis insurgents isis jihadist
    liberation militant militants militia rebel rebels resistance salvation taliban
    """
)
_ARMY_OF_REBELS = re.compile(
    r"(?:.* )?(?:army|brigades?|forces?|front) (?:for|of) .*"
    r"|.*\b(?:liberation|people's|resistance|salvation) (?:army|front|forces?)"
)
_GROUP_OF = re.compile(r", an? (?:[a-z-]+ ){0,2}group of [a-z]+s\b")
_PARTIES = word_set("caucus movement party")
_OFTEN = 4
_CENTRAL_BANK = re.compile(
    r"(?:central|federal reserve|people's|reserve) bank(?: of .+)?|state bank of pakistan"
    r"|(?:.* )?(?:central|national) bank|(?:national bank|bank) of (?P<country>.+)"
    r"|bundesbank|federal reserve|norges bank|riksbank"
)
_COMMERCIAL = word_set("america baroda china india ireland montreal nova scotia")
_REACH = 1500
"""Characters that a general word ("the company") looks back."""


class BodyDescriptions:
    """The bodies and laws of one text, by the nouns of their names and those beside them."""

    def __init__(
        self, text: str, sentences: Sequence[Span], index: EntityIndex, roles: Roles
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._index = index
        self._roles = roles
        self._by_noun: dict[str, list[Role]] = defaultdict(list)  # of the name, or beside it
        self._kinds: dict[str, frozenset[int]] = {}
        for span, cluster in index.named():
            if cluster.type not in ("ORGANIZATION", "MISC") or cluster.country:
                continue  # "the union" is a trade union where there is one
            self._learn(span, cluster)

    def __contains__(self, noun: str) -> bool:
        """Whether some name, or the words beside one, has this noun."""
        return noun in self._by_noun

    def only(self, noun: str) -> Cluster | None:
        """The one body of the text with this noun."""
        known = {item.cluster.id: item.cluster for item in self._by_noun.get(noun, ())}
        return next(iter(known.values())) if len(known) == 1 else None

    def armed(self) -> Cluster | None:
        """The only armed group that the text names."""
        found = {
            cluster.id: cluster
            for _, cluster in self._index.named()
            if cluster.type in ("ORGANIZATION", "MISC")
            and not cluster.country
            and self._is_armed(cluster)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_armed(self, cluster: Cluster) -> bool:
        """Whether a body fights a state, by its name or what is said of it: no country's army."""
        name = fold(cluster.name).lower()
        if name == "salvation army":
            return False
        return bool(self._words_of(cluster) & _FORCES or _ARMY_OF_REBELS.fullmatch(name))

    def is_called(self, cluster: Cluster, noun: str) -> bool:
        """Whether a body may be called so: by its name or kind, or, where that tells nothing, by a
        word that tells little."""
        kinds = self._kinds_of_body(cluster)
        if noun in self._words_of(cluster):
            return True
        if noun in _PARTIES:
            return not kinds & _NO_PARTIES
        if not kinds:
            return noun in WILDCARDS
        return bool(_kinds_of(frozenset((noun,))) & kinds)

    def learn(self, cluster: Cluster) -> None:
        """Knows a body that was found while the text was read by its nouns, too."""
        self._learn(cluster.mentions[0].span, cluster)

    def _learn(self, span: Span, cluster: Cluster) -> None:
        words = self._words_of(cluster)
        nouns = words & (ORGANISATION_NOUNS | NAME_HEADS)
        if cluster.is_law or (cluster.type == "MISC" and words & LAWS):
            nouns |= DOCUMENTS | words & (LAWS | LAW_MATTERS)
        elif cluster.type == "ORGANIZATION":  # "the fuel *trader* Boreas"
            nouns |= self._roles.of(cluster) & BUSINESSES
        for noun in nouns:
            insort(self._by_noun[noun], Role(span.start, cluster, words), key=lambda r: r.start)

    def _words_of(self, cluster: Cluster) -> frozenset[str]:
        """The words of an organisation's name and the nouns beside it."""
        name = fold(cluster.name).lower()
        if name in PARTY_NAMES:
            # "Oversight Committee Republicans" are no committee.
            beside = self._roles.of(cluster) - ORGANISATION_NOUNS - NAME_HEADS
            return frozenset(name.split()) | beside
        central = {"central"} if _is_central_bank(name) else frozenset()
        return frozenset(name.split()) | central | self._roles.of(cluster)

    def _kinds_of_body(self, cluster: Cluster) -> frozenset[int]:
        """What kinds of organisation a name tells, none where it tells nothing."""
        if cluster.id not in self._kinds:
            words = self._words_of(cluster)
            if {"news", "agency"} <= words:
                words -= {"agency"}  # a press agency is no ministry
            hints = frozenset(NAME_KINDS[word] for word in words if word in NAME_KINDS)
            if "without" in words:  # "Doctors Without Borders"
                hints -= {"union"}
            if self._is_people(cluster):
                words = words - {"group"} | {"association"}
            # "The Association of Flight Attendants" is a union, too.
            named = frozenset(fold(cluster.name).lower().split())
            trades = frozenset() if named & COMPANY_WORDS else hints & {"union"}
            if trades:
                words -= ORGANISATION_KINDS[0]  # "Utility Workers" are no utility
            kinds = _kinds_of(words)
            if trades and kinds <= _kinds_of(frozenset(("association", "union"))):
                kinds |= _kinds_of(trades)
            self._kinds[cluster.id] = kinds or _kinds_of(hints)
        return self._kinds[cluster.id]

    def _is_people(self, cluster: Cluster) -> bool:
        """Whether a body is "a group of homeowners", which nobody calls a company."""
        ends = (mention.span.end for mention in cluster.mentions)
        return any(_GROUP_OF.match(self._text, end) for end in ends)

    def acting_before(self, position: int) -> Cluster | None:
        """The body or country that acts in the sentence before one, of the same paragraph, where
        it is the only one that does."""
        at = sentence_at(self._sentences, position)
        if at < 1 or "\n" in self._text[self._sentences[at - 1].end : position]:
            return None
        before = self._sentences[at - 1]
        acting = {
            cluster.id: cluster
            for span, cluster in self._index.inside(before)
            if (cluster.type == "ORGANIZATION" or cluster.country is not None)
            and span not in self._index.adjectives
            and role(self._text, before, span) == "subject"
        }
        return next(iter(acting.values())) if len(acting) == 1 else None

    def organisation(
        self, wanted: frozenset[str], noun: str, position: int, origin: str | None = None
    ) -> Cluster | None:
        """The body that the words mean. "The Dutch company" says where it is from (`origin`),
        which its name need not; where its name says so it must be from there."""
        places = {word for word in wanted if gazetteer().country(word.capitalize())}
        if origin is None:
            found = self._called(wanted, noun, position)
            if found is not None:
                return found
        plain = frozenset(word for word in wanted - places if not word.endswith(_BASED))
        found = self._called(plain, noun, position) if origin or places else None
        found = found or (self._general(noun, position) if plain == {noun} else None)
        countries = {gazetteer().country(word.capitalize()) for word in {*places, origin or ""}}
        countries.discard(None)
        if found is None or not countries:
            return found
        return found if self._origins_of(found) <= countries else None

    def _origins_of(self, cluster: Cluster) -> set[str | None]:
        """The countries that a body's name, or the words beside it, say it is of."""
        return {gazetteer().country(word.capitalize()) for word in self._words_of(cluster)} - {None}

    def _called(self, wanted: frozenset[str], noun: str, position: int) -> Cluster | None:
        """The organisation or law with the noun in its name that was named last before."""
        known = self._by_noun.get(noun, [])
        at = bisect_left(known, position, key=lambda item: item.start)
        fits = [item for item in reversed(known[:at]) if wanted <= item.words | {noun}]
        # "The agency" is the press agency that a text cites only where it knows no other.
        plain = [item for item in fits if "news" in wanted or "news" not in item.words]
        found = next(iter(plain or fits), None)
        if found is None and len(wanted) > 1:  # "the electoral commission", named later
            soon = [item for item in known[at:] if item.start < position + _REACH]
            later = {item.cluster.id: item for item in soon if wanted <= item.words}
            found = next(iter(later.values())) if len(later) == 1 else None
        return found and found.cluster

    def named_next(self, wanted: frozenset[str], noun: str, position: int) -> Cluster | None:
        """The body that is named soon after it spoke, the only one of the text that is called so:
        "the trust said", and then "the Barclay Supporters' Trust"."""
        known = self._by_noun.get(noun, [])
        at = bisect_left(known, position, key=lambda item: item.start)
        if at == len(known) or known[at].start > position + _NAMED_SOON:
            return None
        item = known[at]
        sentence = self._sentences[sentence_at(self._sentences, item.start)]
        named = next((span for span, _ in self._index.inside(Span(item.start, sentence.end))), None)
        # Who acts as a body of that name is it; what it is only appealed to need not be.
        acts = named is not None and role(self._text, sentence, named) == "subject"
        only = len({other.cluster.id for other in known}) == 1
        return item.cluster if acts and only and wanted <= item.words | {noun} else None

    def _general(self, noun: str, position: int) -> Cluster | None:
        """The nearest organisation before the phrase that may be called so, and does not do
        something in the same sentence: it would not be both."""
        if noun in _ONLY_NAMED:
            return None
        rows = _kinds_of(frozenset((noun,)))
        sentence = self._sentences[sentence_at(self._sentences, position)]
        for span, cluster in self._index.seen_before(position):
            if position - span.end > _REACH:
                break
            if cluster.type != "ORGANIZATION" or cluster.is_law:
                continue
            kinds = self._kinds_of_body(cluster)
            place = cluster.name.rpartition(" ")[2].lower() in PLACE_HEADS
            if not kinds and (place or self._words_of(cluster) & NAME_HEADS):
                continue  # a festival is no company, but Reef Air may be
            bloc = noun == "bloc" and cluster.country is not None  # the European Union
            if not bloc and not (rows & kinds if kinds else noun in WILDCARDS):
                continue
            if span.start < sentence.start or role(self._text, sentence, span) != "subject":
                if leading := self._leading(span, cluster, rows):
                    return leading
                beside = None if rows & kinds else self._acting_beside(span, rows)
                return beside or cluster
        return self._only_later(rows, position) if noun in _NAMED_LATER else None

    def _only_later(self, rows: frozenset[int], position: int) -> Cluster | None:
        """The one body of its kind, where it is named only later: "*The union* walked out", and
        then "the Mine Workers"."""
        later = {
            cluster.id: cluster
            for span, cluster in self._index.named()
            if cluster.type == "ORGANIZATION" and rows & self._kinds_of_body(cluster)
        }
        found = next(iter(later.values())) if len(later) == 1 else None
        return found if found is not None and found.first < position + _REACH else None

    def _leading(self, span: Span, cluster: Cluster, rows: frozenset[int]) -> Cluster | None:
        """The company that the text is about, where another one was only mentioned in passing:
        once, and not as one who acts."""
        near = takewhile(lambda pair: span.end - pair[0].end < _REACH, self._index.before(span.end))
        before = Counter(other.id for _, other in near if other.type == "ORGANIZATION")
        sentence = self._sentences[sentence_at(self._sentences, span.start)]
        acts = role(self._text, sentence, span) == "subject"
        if 0 not in rows or before[cluster.id] > 1 or acts or self._kinds_of_body(cluster):
            return None
        most = [other for other in self._index.clusters if before[other.id] >= _OFTEN]
        fits = [other for other in most if rows & self._kinds_of_body(other)]
        return fits[0] if len(fits) == 1 else None

    def _acting_beside(self, span: Span, rows: frozenset[int]) -> Cluster | None:
        """The body that acts in the sentence where another one is only mentioned, and whose name
        tells more surely that it is meant: "*Lee Foods* has refused Diaz. The company ..."."""
        sentence = self._sentences[sentence_at(self._sentences, span.start)]
        if role(self._text, sentence, span) == "subject":
            return None
        for other, cluster in self._index.inside(Span(sentence.start, span.start)):
            if cluster.type != "ORGANIZATION" or not rows & self._kinds_of_body(cluster):
                continue
            if role(self._text, sentence, other) == "subject":
                return cluster
        return None


def _is_central_bank(name: str) -> bool:
    """Whether a bank is a country's own: the Bank of Ghana, but not that of America."""
    bank = _CENTRAL_BANK.fullmatch(name)
    if bank is None or bank["country"] is None:
        return bank is not None
    country = bank["country"]
    return country not in _COMMERCIAL and gazetteer().country(country.title()) is not None


def _kinds_of(words: frozenset[str]) -> frozenset[int]:
    """The rows of `ORGANISATION_KINDS` that hold one of the words."""
    return frozenset(i for i, row in enumerate(ORGANISATION_KINDS) if row & words)


_NO_PARTIES = _kinds_of(frozenset(("bank", "club", "court", "ministry", "newspaper", "union")))
"""Kinds of body that are no party."""
