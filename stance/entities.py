"""Which mentions are of one entity: names, short names, acronyms, countries under all names.

Mentions come from the tagger and from the gazetteer of countries. They are merged by what
they are: countries by `stance.places`, persons and organisations by `stance.names`,
everything else by the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stance.grammar import role
from stance.lexicon import PARTY_NAMES, is_law_name
from stance.mentions import Named, find_mentions
from stance.names import (
    given_name_gender,
    person,
    person_match,
    slug,
    title_gender,
)
from stance.organisations import organisation_match
from stance.places import Gazetteer, fold
from stance.schema import GROUP, Entity, Span
from stance.segment import sentence_at
from stance.tagger import Tagged

_UNIONS = frozenset(
    ("African Union", "Arab League", "ASEAN", "European Union", "NATO", "United Nations")
)
"""What the gazetteer knows beside countries."""
_SURNAME, _GIVEN_NAME, _INNER_NAME = 0.8, 0.5, 0.4
"""`person_match` of a surname; of a given name, enough only where no other person fits."""
_SAME_ORGANISATION, _CUT_SHORT, _SHORT_FORM = 0.9, 0.6, 0.4
"""`organisation_match` of the same name or an acronym; of a part of it; of its head word."""
_TITLE_REACH = 20
_OF_SOME = re.compile(r" [A-Z]\w+s['’] ")
_ORGANS = frozenset(("assembly", "commission", "court", "parliament", "secretariat", "tribunal"))
_PARTIES = {
    form: name
    for name, forms in PARTY_NAMES.items()
    for word in (name, *forms.split())
    for form in (word, word.replace("-", " "))  # "Lib-Dems", "Lib Dems"
}


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity, in text order, and the pronouns and phrases for it."""

    name: str
    type: str
    country: str | None = None
    mentions: list[Named] = field(default_factory=list)
    pointers: list[Span] = field(default_factory=list)
    id: str = ""

    @property
    def first(self) -> int:
        """Where the entity is first mentioned."""
        return min(span.start for span in self.spans())

    @property
    def is_law(self) -> bool:
        """Whether the head of its name is a law's or a treaty's, as whatever it was tagged."""
        return self.country is None and self.type != "PERSON" and is_law_name(self.name)

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation or a country."""
        body = self.type == "ORGANIZATION" and not self.is_law
        return body or self.country is not None

    def spans(self) -> list[Span]:
        """All mentions, pronouns and phrases included, in text order."""
        return sorted({*(mention.span for mention in self.mentions), *self.pointers})

    def entity(self, sides: Sequence[Cluster] = ()) -> Entity:
        """The entity as the analysis has it, a member of `sides`."""
        members = tuple(side.id for side in sides)
        return Entity(self.id, self.name, self.type, tuple(self.spans()), members)


class _Places:
    """Who is mentioned where: (span, entity) pairs in text order."""

    def __init__(self, items: Sequence[tuple[Span, Cluster]]) -> None:
        self.items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self.items]

    def add(self, item: tuple[Span, Cluster]) -> None:
        at = bisect_right(self._starts, item[0].start)
        self.items.insert(at, item)
        self._starts.insert(at, item[0].start)

    def inside(self, span: Span) -> list[tuple[Span, Cluster]]:
        at = bisect_left(self._starts, span.start)
        found = []
        while at < len(self.items) and self._starts[at] < span.end:
            if span.covers(self.items[at][0]):
                found.append(self.items[at])
            at += 1
        return found

    def touching(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.start) - 1
        return any(found.overlaps(span) for found, _ in self.items[max(0, at) : at + 2])

    def before(self, position: int) -> Iterator[tuple[Span, Cluster]]:
        at = bisect_right(self._starts, position) - 1
        while at >= 0:
            if self.items[at][0].end <= position:
                yield self.items[at]
            at -= 1


class EntityIndex:
    """The entities of one text: clusters, and what is mentioned where."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.clusters = list(clusters)
        self._taken: set[str] = set()
        self._unnamed: dict[str, Cluster] = {}
        for cluster in self.clusters:
            self._give_id(cluster)
        self.adjectives = frozenset(
            mention.span
            for cluster in self.clusters
            for mention in cluster.mentions
            if mention.kind == "adjective"
        )
        """Where a country is named by its adjective, which no pronoun points to."""
        self._sort()

    def add_named(self, cluster: Cluster) -> Cluster:
        """Adds an entity with mentions of its own."""
        self._give_id(cluster)
        self.clusters.append(cluster)
        self._sort()
        return cluster

    def add_mention(self, cluster: Cluster, mention: Named) -> None:
        """Adds a phrase to the mentions of an entity ("the union")."""
        cluster.mentions.append(mention)
        self._named.add((mention.span, cluster))
        self._seen.add((mention.span, cluster))

    def add_pointer(self, cluster: Cluster, span: Span) -> None:
        """Adds a pronoun, or the words of a source, for an entity."""
        if span not in cluster.pointers:
            cluster.pointers.append(span)
            self._seen.add((span, cluster))

    def unnamed(self, name: str) -> Cluster:
        """The unnamed entity of this name ("two officials"); a new one if there is none."""
        cluster = self._unnamed.get(name.lower())
        if cluster is None:
            cluster = self._unnamed[name.lower()] = Cluster(name, GROUP)
            self._give_id(cluster)
            self.clusters.append(cluster)
        return cluster

    def named(self) -> list[tuple[Span, Cluster]]:
        """Named mentions in text order."""
        return self._named.items

    def inside(self, span: Span) -> list[tuple[Span, Cluster]]:
        """Named mentions that lie in `span`, in text order."""
        return self._named.inside(span)

    def touching(self, span: Span) -> bool:
        """Whether a named mention shares a character with the span."""
        return self._named.touching(span)

    def before(self, position: int) -> Iterator[tuple[Span, Cluster]]:
        """Named mentions that end at or before `position`, the nearest first."""
        return self._named.before(position)

    def seen_before(self, position: int) -> Iterator[tuple[Span, Cluster]]:
        """`before`, with the pronouns and phrases that are understood so far."""
        return self._seen.before(position)

    def _sort(self) -> None:
        named = [(m.span, cluster) for cluster in self.clusters for m in cluster.mentions]
        points = [(span, cluster) for cluster in self.clusters for span in cluster.pointers]
        self._named = _Places(named)
        self._seen = _Places([*named, *points])

    def _give_id(self, cluster: Cluster) -> None:
        base = slug(cluster.name)
        number = 1
        cluster.id = base
        while cluster.id in self._taken:
            number += 1
            cluster.id = f"{base}-{number}"
        self._taken.add(cluster.id)


def index_entities(tagged: Tagged, gazetteer: Gazetteer) -> EntityIndex:
    """The entities that a text names."""
    found = find_mentions(tagged, gazetteer)
    plain = [mention for mention in found.named if not mention.country]

    def of(*types: str) -> list[Named]:
        return [mention for mention in plain if mention.type in types and not _party(mention)]

    clusters = [
        *_countries(found.named),
        *_parties([mention for mention in plain if _party(mention)]),
        *_persons(tagged.text, tagged.sentences, of("PERSON")),
        *_organisations(of("ORGANIZATION"), found.aliases),
        *_by_words(of("LOCATION", "MISC")),
    ]
    return EntityIndex(sorted(clusters, key=lambda cluster: cluster.first))


def _countries(mentions: Iterable[Named]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in mentions:
        if mention.country:
            cluster = clusters.setdefault(
                mention.country,
                Cluster(
                    mention.country,
                    "ORGANIZATION" if mention.country in _UNIONS else "LOCATION",
                    mention.country,
                ),
            )
            cluster.mentions.append(mention)
    return list(clusters.values())


def _party(mention: Named) -> str | None:
    """The name of the party that a mention is of, in lower case: "GOP", "Republicans"."""
    if mention.type == "PERSON":
        return None
    return _PARTIES.get(fold(mention.words).lower()) if mention.words[0].isupper() else None


def _parties(mentions: Iterable[Named]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in mentions:
        name = _party(mention)
        assert name is not None
        cluster = clusters.setdefault(name, Cluster(name.title(), "ORGANIZATION"))
        cluster.mentions.append(mention)
    return list(clusters.values())


def _persons(text: str, sentences: Sequence[Span], mentions: Sequence[Named]) -> list[Cluster]:
    """Full names first, so that a headline's surname finds the name that comes later."""
    clusters: list[Cluster] = []
    full: dict[str, Cluster] = {}
    for mention in mentions:
        name = person(mention.words)
        if name.is_surname:
            continue
        if mention.words not in full:
            fits = [c for c in clusters if person_match(c.name, mention.words) >= 1.0]
            full[mention.words] = fits[0] if fits else _new(clusters, mention, name.name)
        cluster = full[mention.words]
        cluster.mentions.append(mention)
        if len(name.words) > len(person(cluster.name).words):
            cluster.name = name.name
    _add_surnames(text, sentences, clusters, [m for m in mentions if m.words not in full])
    for cluster in clusters:
        cluster.mentions.sort(key=lambda mention: mention.span)
    return clusters


def _add_surnames(
    text: str, sentences: Sequence[Span], clusters: list[Cluster], mentions: Sequence[Named]
) -> None:
    """Gives single names to those they may mean, those with a title ("Mr. Okoro") first.

    A title of the other gender than all who are named in full makes a person of its own:
    "Mr. Obama" beside Michelle Obama. The text then names both, and either may be meant.
    """
    named = {id(cluster): list(cluster.mentions) for cluster in clusters}
    genders = {mention.span: _title_before(text, mention) for mention in mentions}
    called: dict[str, list[Cluster]] = {}
    for mention in sorted(mentions, key=lambda m: genders[m.span] is None):
        if mention.words not in called:
            called[mention.words] = _persons_called(clusters, mention.words)
        namesakes = called[mention.words]
        gender = genders[mention.span]
        fits = [c for c in namesakes if gender is None or _gender(c, genders) in (None, gender)]
        if not fits:
            fits = [_new(clusters, mention, person(mention.words).name or mention.words)]
            namesakes += fits
        chosen = _likeliest(text, sentences, fits, named, mention)
        chosen.mentions.append(mention)
        if gender is not None:
            named.setdefault(id(chosen), []).append(mention)


def _gender(cluster: Cluster, genders: Mapping[Span, str | None]) -> str | None:
    shown = (genders.get(mention.span) for mention in cluster.mentions)
    return given_name_gender(cluster.name) or next(filter(None, shown), None)


def _persons_called(clusters: Sequence[Cluster], words: str) -> list[Cluster]:
    """The persons that a single name may mean: by surname, else the only one by given name."""
    strengths = [(person_match(cluster.name, words), cluster) for cluster in clusters]
    best = max((strength for strength, _ in strengths), default=0.0)
    fits = [cluster for strength, cluster in strengths if strength == best]
    sure = best >= _SURNAME or (best >= _INNER_NAME and len(fits) == 1)
    return fits if sure else []


def _title_before(text: str, mention: Named) -> str | None:
    """The gender that a title in the mention or right before it shows."""
    before = text[max(0, mention.span.start - _TITLE_REACH) : mention.span.start].split()
    return person(mention.words).gender or (title_gender(before[-1]) if before else None)


def _likeliest(
    text: str,
    sentences: Sequence[Span],
    clusters: Sequence[Cluster],
    named: Mapping[int, Sequence[Named]],
    mention: Named,
) -> Cluster:
    """Which of several namesakes a surname alone means.

    The one surely named (in full, or with a title) last before it in the same paragraph, else
    the one who is so named most often; of equals who did something last, else the first.
    """
    if len(clusters) == 1:
        return clusters[0]
    before = [
        (known.span, index)
        for index, cluster in enumerate(clusters)
        for known in named.get(id(cluster), ())
        if known.span.start < mention.span.start
    ]
    line = text.rfind("\n", 0, mention.span.start)
    if near := [pair for pair in before if pair[0].start > line]:
        return clusters[max(near)[1]]
    counts = [len(named.get(id(cluster), ())) for cluster in clusters]
    equals = [index for index, count in enumerate(counts) if count == max(counts)]
    for span, index in sorted(before, reverse=True):
        sentence = sentences[sentence_at(sentences, span.start)]
        if index in equals and role(text, sentence, span) == "subject":
            return clusters[index]
    return clusters[equals[0]]


def _organisations(mentions: Sequence[Named], aliases: Mapping[str, str]) -> list[Cluster]:
    """Longer names first: acronyms and short forms then find what they stand for."""
    clusters: list[Cluster] = []
    known: dict[str, Cluster] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.words), m.span)):
        if mention.words not in known:
            stands_for = known.get(aliases.get(mention.words, ""))
            known[mention.words] = stands_for or _organisation_called(clusters, mention)
        known[mention.words].mentions.append(mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda mention: mention.span)
    return clusters


def _organisation_called(clusters: list[Cluster], mention: Named) -> Cluster:
    """The organisation of this name, a new one where none is surely it."""
    strengths = [(organisation_match(c.name, mention.words), c) for c in clusters]
    best = max((strength for strength, _ in strengths), default=0.0)
    fits = [c for strength, c in strengths if strength == best]
    # A short form stands for the one organisation that it fits, never for one of several.
    if best == 0.0:
        fits = [c for c in clusters if _is_short_for(mention.words, c.name)]
        best = _SHORT_FORM if fits else best
    sure = best >= _SAME_ORGANISATION or (best >= _SHORT_FORM and len(fits) == 1)
    return fits[0] if sure else _new(clusters, mention, mention.words)


def _is_short_for(words: str, name: str) -> bool:
    """Whether words are the beginning of a name ("Golden Heron" Bank, but not "Visayan Air" of its
    Pilots' Guild), or its other number: "Houthi", "Houthis"."""
    if name.startswith(f"{words} "):
        if name[len(words) + 1 :].lower() in _ORGANS:
            return False  # Ecowas is not its commission
        return _OF_SOME.search(name, len(words)) is None
    return name.removesuffix("s") == words.removesuffix("s")


def _by_words(mentions: Iterable[Named]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in mentions:
        key = fold(mention.words).lower()
        if " " not in key:  # "Republicans" are the Republican side
            key = key.removesuffix("s")
        cluster = clusters.setdefault(key, Cluster(mention.words, mention.type))
        cluster.mentions.append(mention)
    return list(clusters.values())


def _new(clusters: list[Cluster], mention: Named, name: str) -> Cluster:
    clusters.append(Cluster(name, mention.type))
    return clusters[-1]


def match_target(index: EntityIndex, target: str, gazetteer: Gazetteer) -> Cluster | None:
    """The entity that a user's target names, by any of its aliases; None when there is none."""
    wanted = " ".join(target.split())
    country = gazetteer.country(wanted)
    tests: tuple[Callable[[Cluster], bool], ...] = (
        lambda c: country is not None and c.country == country,
        lambda c: _alias(wanted) in {_alias(name) for name in _names(c)},
        lambda c: c.type == "PERSON" and person_match(c.name, wanted) >= _SURNAME,
        lambda c: c.type == "ORGANIZATION" and organisation_match(c.name, wanted) >= _CUT_SHORT,
        lambda c: c.type == "PERSON" and person_match(c.name, wanted) >= _GIVEN_NAME,
        lambda c: c.type == "PERSON" and person_match(c.name, wanted) >= _INNER_NAME,
    )
    for test in tests:
        for cluster in index.clusters:
            if cluster.type != GROUP and test(cluster):
                return cluster
    return None


def _names(cluster: Cluster) -> Iterator[str]:
    yield cluster.name
    yield from (mention.words for mention in cluster.mentions)


def _alias(name: str) -> str:
    """A name as names are compared: "the Lee Act" and "Lee Act" are one."""
    return fold(name).lower().removeprefix("the ")
