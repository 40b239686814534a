"""Which mentions are of one entity: names, short names, acronyms, countries under all names.

Mentions come from the tagger and from the gazetteer of countries. They are merged by what
they are: countries by `stance.places`, persons and organisations by `stance.names`,
everything else by the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stance.names import acronyms, organisation_match, person, person_match, slug
from stance.places import Gazetteer, Kind, fold
from stance.places import Mention as PlaceMention
from stance.schema import GROUP, Entity, Span
from stance.tagger import Mention, Tagged


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that are easier to read as running text."""
    return frozenset(text.split())


# A capital after one of these is where something is, not a government.
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|through|throughout|into|of|downtown|central"
    r"|northern|southern|eastern|western|visit(?:ed|s|ing)?|left|leave|reached)\s+\Z",
    re.IGNORECASE,
)
_LOCATIVE_REACH = 24
_DATELINE_REACH = 40
_DATELINE = re.compile(r"\s*(?:,[^—–\n]{0,40})?(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--|:)")
# What an organisation may be called after its first mention: "the union", "the paper".
ORGANISATION_NOUNS = word_set(
    """
    agency alliance association bank body bloc board broadcaster campaign chamber charity
    church club coalition commission committee company confederation corporation council
    court federation firm foundation government group guild institute journal league
    magazine ministry movement network newspaper office operator organisation organization
    panel paper party regulator site station team think-tank tribunal union university
    watchdog website
    """
)
# A country's people in office stand for it: "Ukrainian officials", "the Chinese foreign ministry".
OFFICIAL = word_set(
    """
    administration army authorities cabinet diplomats forces government governments
    leaders leadership military ministry officials parliament regime state media
    """
)
# And a law or a treaty: "the law" may be an Act, "the deal" an Accord.
_DOCUMENTS = word_set("accord act agreement bill code convention deal law pact statute treaty")
_DESCRIPTION = re.compile(r"\b[Tt]he ([a-z]{4,})(?=\W)(?! of\b)")
_INSIDE_NAMES = frozenset((" ", "' ", "’ ", "-", " & "))
_ORIGINS = frozenset(("based", "born", "made", "style", "educated"))
_UNIONS = frozenset(
    ("African Union", "Arab League", "ASEAN", "European Union", "NATO", "United Nations")
)
"""What the gazetteer knows beside countries."""
_EDGES = " \t\r\n\"'“”‘’.,;:()[]-–—"
_POSSESSIVE = re.compile(r"(?:'s|’s|'|’)\Z")
_SURNAME, _GIVEN_NAME = 0.8, 0.5
"""`person_match` of a surname; of a given name, enough only where no other person fits."""
_SAME_ORGANISATION, _CUT_SHORT, _SHORT_FORM = 0.9, 0.6, 0.4
"""`organisation_match` of the same name or an acronym; of a part of it; of its head word."""


@dataclass(slots=True)
class Named:
    """A mention on its way to an entity. `country` is set for a country under any name."""

    span: Span
    words: str
    type: str
    country: str | None = None
    kind: Kind | None = None


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

    def spans(self) -> list[Span]:
        """All mentions, pronouns and phrases included, in text order."""
        return sorted({*(mention.span for mention in self.mentions), *self.pointers})

    def entity(self) -> Entity:
        return Entity(self.id, self.name, self.type, tuple(self.spans()))


class EntityIndex:
    """The entities of one text: clusters, and what is mentioned where."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.clusters = list(clusters)
        self._taken: set[str] = set()
        self._unnamed: dict[str, Cluster] = {}
        for cluster in self.clusters:
            self._give_id(cluster)
        self.sort()

    def add_named(self, cluster: Cluster) -> Cluster:
        """Adds an entity with mentions of its own."""
        self._give_id(cluster)
        self.clusters.append(cluster)
        self.sort()
        return cluster

    def sort(self) -> None:
        """To be called when clusters have got new mentions."""
        pairs = [(m.span, cluster) for cluster in self.clusters for m in cluster.mentions]
        self._pairs = sorted(pairs, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._pairs]

    def add(self, cluster: Cluster) -> Cluster:
        """Adds an unnamed speaker, or gives the one of the same name that is there."""
        known = self._unnamed.setdefault(cluster.name.lower(), cluster)
        if known is not cluster:
            known.pointers += cluster.pointers
            return known
        self._give_id(cluster)
        self.clusters.append(cluster)
        return cluster

    def named(self) -> list[tuple[Span, Cluster]]:
        """Named mentions in text order."""
        return self._pairs

    def inside(self, span: Span) -> list[tuple[Span, Cluster]]:
        """Named mentions that lie in `span`, in text order."""
        at = bisect_right(self._starts, span.start - 1)
        found = []
        while at < len(self._pairs) and self._pairs[at][0].start < span.end:
            if span.covers(self._pairs[at][0]):
                found.append(self._pairs[at])
            at += 1
        return found

    def touching(self, span: Span) -> bool:
        """Whether a named mention shares a character with the span."""
        at = bisect_right(self._starts, span.start) - 1
        return any(found.overlaps(span) for found, _ in self._pairs[max(0, at) : at + 2])

    def before(self, position: int) -> Iterator[tuple[Span, Cluster]]:
        """Named mentions that end at or before `position`, the nearest first."""
        at = bisect_right(self._starts, position) - 1
        while at >= 0:
            if self._pairs[at][0].end <= position:
                yield self._pairs[at]
            at -= 1

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
    mentions = list(named_mentions(tagged, gazetteer))
    clusters = [
        *_countries(mentions),
        *_persons([m for m in mentions if m.type == "PERSON" and not m.country]),
        *_organisations([m for m in mentions if m.type == "ORGANIZATION" and not m.country]),
        *_by_words([m for m in mentions if m.type in ("LOCATION", "MISC") and not m.country]),
    ]
    index = EntityIndex(sorted(clusters, key=lambda cluster: cluster.first))
    _add_descriptions(tagged.text, index)
    return index


def _add_descriptions(text: str, index: EntityIndex) -> None:
    """Adds "the union" to the mentions of the union that was named last before it."""
    named: dict[str, list[tuple[int, Cluster]]] = defaultdict(list)
    for span, cluster in index.named():
        if cluster.type in ("ORGANIZATION", "MISC"):
            words = set(fold(cluster.name).lower().split())
            nouns = words & ORGANISATION_NOUNS | (_DOCUMENTS if words & _DOCUMENTS else set())
            for noun in nouns:
                named[noun].append((span.start, cluster))
    added = False
    for match in _DESCRIPTION.finditer(text):
        span = Span(*match.span())
        at = bisect_left(named[match[1]], span.start, key=lambda pair: pair[0])
        if at and not index.touching(span):
            cluster = named[match[1]][at - 1][1]
            cluster.mentions.append(Named(span, match[0], cluster.type, cluster.country))
            added = True
    if added:
        index.sort()


def named_mentions(tagged: Tagged, gazetteer: Gazetteer) -> Iterator[Named]:
    """The tagger's mentions, trimmed and typed alike, with countries found by name."""
    text = tagged.text
    places = [
        (Span(place.start, place.end), place)
        for place in gazetteer.find(text)
        if _is_actor(text, place)
    ]
    trimmed = [
        Mention(span, mention.type)
        for mention in _whole_names(text, tagged.mentions, gazetteer)
        if (span := trim(text, mention.span)) is not None
    ]
    types = _types_by_words(text, trimmed)
    full = [words for words, kind in types.items() if kind == "PERSON" and " " in words]
    persons = frozenset(word for words in full for word in words.split())
    countries = []
    for span, place in places:
        around = _overlapping(trimmed, span)
        # "Bank of England" and "Jordan Smith" are no countries; "U.S.-led" and "the U.S." are.
        if all(_stands_for(text, mention, span, persons) for mention in around):
            countries.append(span)
            yield Named(span, span.of(text), "LOCATION", place.country, place.kind)
    taken = {position for span in countries for position in range(*span)}
    for mention in trimmed:
        datelined = mention.span.of(text).isupper() and _is_dateline(text, mention.span)
        if taken.isdisjoint(range(*mention.span)) and not datelined:
            words = mention.span.of(text)
            yield Named(mention.span, words, types[words])


def _overlapping(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions that share a character with the span; mentions do not overlap one another."""
    at = bisect_right(mentions, span.start, key=lambda mention: mention.span.end)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        found.append(mentions[at])
        at += 1
    return found


def _whole_names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Mentions with the pieces of a name that the tagger cut in two put together.

    "Workers" and "Party" with nothing but an apostrophe between them are one name, of the
    type of the last piece. A country's name stays apart unless an organisation's follows, and
    so does what comes before a person ("Republican Ann Lee").
    """
    held: Mention | None = None
    for mention in mentions:
        if held is not None and _continues(text, held, mention, gazetteer):
            held = Mention(Span(held.span.start, mention.span.end), mention.type)
            continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _continues(text: str, one: Mention, other: Mention, gazetteer: Gazetteer) -> bool:
    if text[one.span.end : other.span.start] not in _INSIDE_NAMES:
        return False
    if other.type == "PERSON" and one.type != "PERSON":
        return False
    words = (one.span.of(text), other.span.of(text))
    return all(word[:1].isupper() and gazetteer.kind(word) in (None, "capital") for word in words)


def trim(text: str, span: Span) -> Span | None:
    """The span without outer punctuation, "the" before and "'s" after it; None if none is left."""
    start, end = span
    while start < end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    if text[start : start + 4].lower() == "the " and end > start + 4:
        start += 4
    if possessive := _POSSESSIVE.search(text, start, end):
        end = possessive.start()
    # A full stop stays where it belongs to the name: "U.S.", "Warner Bros."
    edges = _EDGES.replace(".", "") if "." in text[start : end - 1] else _EDGES
    while end > start and (text[end - 1] in edges or text[end - 1].isspace()):
        end -= 1
    if not any(character.isalpha() for character in text[start:end]):
        return None
    return Span(start, end)


def _is_actor(text: str, place: PlaceMention) -> bool:
    """Whether a place's name may stand for a state: "Moscow" may, not "in Moscow" nor
    "Moscow-based" nor "MOSCOW (AP) —"."""
    if place.suffix in _ORIGINS:
        return False
    if _is_dateline(text, Span(place.start, place.end)):
        return False
    before = text[max(0, place.start - _LOCATIVE_REACH) : place.start]
    return place.kind not in ("capital", "metonym") or not _LOCATIVE.search(before)


def _is_dateline(text: str, span: Span) -> bool:
    """Whether the words open a line that says where the news comes from: "MOSCOW (AP) —".

    What stands before them on the line is a city in capitals ("SAN JOSÉ, Costa Rica —").
    """
    reach = text[max(0, span.start - _DATELINE_REACH) : span.start]
    before = reach.rpartition("\n")[2]
    whole = "\n" in reach or span.start <= _DATELINE_REACH
    return (
        whole
        and (not before or before.isupper())
        and _DATELINE.match(text, span.end) is not None
        and (text[span.start : span.end].isupper() or before.isupper() or _is_dashed(text, span))
    )


def _is_dashed(text: str, span: Span) -> bool:
    return text[span.end : span.end + 3].strip()[:1] in ("—", "–", "(")


def _stands_for(text: str, mention: Mention, place: Span, persons: frozenset[str]) -> bool:
    """Whether a tagged mention around a country's name is that country.

    `persons` are the words of the text's full names of persons: where there is a Jordan
    Smith, "Jordan" is taken for him.
    """
    if mention.span == place:
        return place.of(text) not in persons
    if not mention.span.covers(place):
        return True
    rest = text[mention.span.start : place.start] + text[place.end : mention.span.end]
    return not any(c.isupper() for c in rest) or "-" in rest[:1] + rest[-1:]


def _types_by_words(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """One type for the same words everywhere: what most of their mentions have."""
    votes: dict[str, Counter[str]] = {}
    for mention in mentions:
        votes.setdefault(mention.span.of(text), Counter())[mention.type] += 1
    types = {words: counter.most_common(1)[0][0] for words, counter in votes.items()}
    # A single word that is part of a person's full name is that person.
    parts = {
        word
        for words, kind in types.items()
        if kind == "PERSON" and len(names := person(words).words) > 1
        for word in (names[-1], names[0] if person(words).family_first else names[-1])
    }
    firsts = {
        words.split()[0] for words, kind in types.items() if kind == "ORGANIZATION" and " " in words
    }
    bodies = [w for w, kind in types.items() if kind == "ORGANIZATION" and " " in w]
    short = {acronym for words in bodies for acronym in acronyms(words)}
    for words, kind in types.items():
        if words in parts:
            types[words] = "PERSON"
        elif words in short or (kind == "PERSON" and words in firsts):
            types[words] = "ORGANIZATION"
    return types


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


def _persons(mentions: Sequence[Named]) -> list[Cluster]:
    """Full names first, so that a headline's surname finds the name that comes later."""
    clusters: list[Cluster] = []
    full: dict[str, Cluster] = {}
    for mention in mentions:
        name = person(mention.words)
        if len(name.words) < 2:
            continue
        if mention.words not in full:
            fits = [c for c in clusters if person_match(c.name, mention.words) >= 1.0]
            full[mention.words] = fits[0] if fits else _new(clusters, mention, name.name)
        cluster = full[mention.words]
        cluster.mentions.append(mention)
        if len(name.words) > len(person(cluster.name).words):
            cluster.name = name.name
    short: dict[str, list[Cluster]] = {}
    for mention in mentions:
        if mention.words in full:
            continue
        if mention.words not in short:
            short[mention.words] = _persons_called(clusters, mention.words) or [
                _new(clusters, mention, person(mention.words).name or mention.words)
            ]
        _nearest(short[mention.words], mention).mentions.append(mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda mention: mention.span)
    return clusters


def _persons_called(clusters: Sequence[Cluster], words: str) -> list[Cluster]:
    """The persons that a single name may mean: by surname, else the only one by given name."""
    strengths = [(person_match(cluster.name, words), cluster) for cluster in clusters]
    best = max((strength for strength, _ in strengths), default=0.0)
    fits = [cluster for strength, cluster in strengths if strength == best]
    sure = best >= _SURNAME or (best >= _GIVEN_NAME and len(fits) == 1)
    return fits if sure else []


def _organisations(mentions: Sequence[Named]) -> list[Cluster]:
    """Longer names first: acronyms and short forms then find what they stand for."""
    clusters: list[Cluster] = []
    known: dict[str, Cluster] = {}
    for mention in sorted(mentions, key=lambda m: (-len(m.words), m.span)):
        if mention.words not in known:
            strengths = [(organisation_match(c.name, mention.words), c) for c in clusters]
            best = max((strength for strength, _ in strengths), default=0.0)
            fits = [c for strength, c in strengths if strength == best]
            # A short form stands for the one organisation that it fits, never for one of several.
            if best == 0.0:
                fits = [c for c in clusters if c.name.split()[0] == mention.words]
                best = _SHORT_FORM if fits else best
            sure = best >= _SAME_ORGANISATION or (best >= _SHORT_FORM and len(fits) == 1)
            known[mention.words] = fits[0] if sure else _new(clusters, mention, mention.words)
        known[mention.words].mentions.append(mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda mention: mention.span)
    return clusters


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


def _nearest(clusters: Sequence[Cluster], mention: Named) -> Cluster:
    """The cluster mentioned last before `mention`, else the one mentioned first after it."""

    if len(clusters) == 1:
        return clusters[0]

    def distance(cluster: Cluster) -> tuple[bool, int]:
        gaps = [mention.span.start - known.span.start for known in cluster.mentions]
        before = [gap for gap in gaps if gap >= 0]
        return (not before, min(before) if before else -max(gaps))

    return min(clusters, key=distance)


def match_target(index: EntityIndex, target: str, gazetteer: Gazetteer) -> Cluster | None:
    """The entity that a user's target names, by any of its aliases; None when there is none."""
    wanted = " ".join(target.split())
    country = gazetteer.country(wanted)
    tests: tuple[Callable[[Cluster], bool], ...] = (
        lambda c: country is not None and c.country == country,
        lambda c: fold(wanted).lower() in _aliases(c),
        lambda c: c.type == "PERSON" and person_match(c.name, wanted) >= _SURNAME,
        lambda c: c.type == "ORGANIZATION" and organisation_match(c.name, wanted) >= _CUT_SHORT,
        lambda c: c.type == "PERSON" and person_match(c.name, wanted) >= _GIVEN_NAME,
    )
    for test in tests:
        for cluster in index.clusters:
            if cluster.type != GROUP and test(cluster):
                return cluster
    return None


def _aliases(cluster: Cluster) -> set[str]:
    names = [cluster.name, *(mention.words for mention in cluster.mentions)]
    return {fold(name).lower().removeprefix("the ") for name in names}
