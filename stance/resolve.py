"""The resolve step: mentions to entities, sources to speakers, a user's targets to entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from stance.bystanders import bystanders
from stance.discourse import Discourse
from stance.entities import Cluster, EntityIndex, index_entities, match_target
from stance.groups import groups
from stance.headlines import as_sentences
from stance.lexicon import RELATIVES
from stance.mentions import Named, datelines
from stance.names import pronoun
from stance.places import Gazetteer
from stance.quotations import in_one
from stance.schema import Attribution, Entity, Span
from stance.segment import is_blank
from stance.tagger import Tagged
from stance.transcripts import turns, with_turns
from stance.words import find_topic


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text whose attributions have speakers and whose mentions have entities.

    `text` is as it was read: headlines in title case as sentences write them (`stance.headlines`);
    `mentions` are (span, entity id) of every named mention, in text order; `idle` the spans of
    those that do not act by themselves (a city) and `aside` of those that nothing is said about
    either ("German" in "German cars"); `targets` the ids
    of the entities a user asked for, None when nothing was asked for; `missing` the asked-for
    names that the text does not mention; `pronouns` are (span, entity id) like `mentions`, and so
    are `groups`, unnamed people who do something in their sentence. `mouthpieces` are (person,
    whom he speaks for) of spokesmen, by their ids.
    """

    text: str
    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[tuple[Span, str], ...]
    targets: frozenset[str] | None = None
    missing: tuple[str, ...] = ()
    idle: frozenset[Span] = frozenset()
    aside: frozenset[Span] = frozenset()
    pronouns: tuple[tuple[Span, str], ...] = ()
    groups: tuple[tuple[Span, str], ...] = ()
    mouthpieces: frozenset[tuple[str, str]] = frozenset()


# The White House speaks for a president, in domestic news against others of his country.
NOT_COUNTRIES = {"White House": None}


@lru_cache(maxsize=1)
def default_places() -> Gazetteer:
    """The gazetteer a Resolver uses when it is given none."""
    return Gazetteer(NOT_COUNTRIES)


class Resolver:
    """Merges the names of a text into entities and finds out who speaks.

    `places` is the gazetteer of countries; give one of your own to add names to it or to
    switch metonyms ("the Kremlin" for Russia) off.
    """

    def __init__(self, places: Gazetteer | None = None) -> None:
        self._places = places

    def resolve(self, tagged: Tagged, targets: Sequence[str] | None = None) -> Resolved:
        """The entities and speakers of a tagged text.

        A target that the tagger did not find as a name is looked for by its words.
        """
        places = self._places or default_places()
        tagged = replace(tagged, text=as_sentences(tagged.text))
        tagged = _without_datelines(with_turns(tagged, turns(tagged.text)))
        index = index_entities(tagged, places)
        asked, missing = self._targets(tagged.text, index, targets, places)
        discourse = Discourse(tagged, index)
        attributions = tuple(
            replace(item, speaker=None if speaker is None else speaker.id)
            for item, speaker in discourse.read()
        )
        acting = _groups(tagged, index)
        idle, aside = bystanders(tagged.text, tagged.sentences, index, discourse.members)
        return Resolved(
            text=tagged.text,
            sentences=tagged.sentences,
            entities=tuple(
                cluster.entity(discourse.members.of(cluster)) for cluster in index.clusters
            ),
            attributions=attributions,
            mentions=tuple(
                sorted((m.span, cluster.id) for cluster in index.clusters for m in cluster.mentions)
            ),
            pronouns=tuple(
                sorted(
                    (span, cluster.id)
                    for cluster in index.clusters
                    for span in cluster.pointers
                    if _is_pronoun(span.of(tagged.text))
                )
            ),
            groups=acting,
            mouthpieces=frozenset(discourse.members.mouthpieces),
            idle=idle,
            aside=aside,
            targets=asked,
            missing=missing,
        )

    def _targets(
        self, text: str, index: EntityIndex, targets: Sequence[str] | None, places: Gazetteer
    ) -> tuple[frozenset[str] | None, tuple[str, ...]]:
        if targets is None:
            return None, ()
        asked, missing = set(), []
        for target in targets:
            found = match_target(index, target, places) or _by_words(text, index, target)
            if found is None:
                missing.append(target)
            else:
                asked.add(found.id)
        return frozenset(asked), tuple(missing)


def _is_pronoun(words: str) -> bool:
    return pronoun(words) is not None or words.lower() in RELATIVES


def _without_datelines(tagged: Tagged) -> Tagged:
    """A tagged text in which no city that only opens a line speaks ("MUSCAT, Oman —")."""
    lines = datelines(tagged.text)
    return replace(
        tagged,
        attributions=tuple(
            replace(item, source=None)
            if item.source is not None and in_one(lines, item.source.start)
            else item
            for item in tagged.attributions
        ),
    )


def _groups(tagged: Tagged, index: EntityIndex) -> tuple[tuple[Span, str], ...]:
    """The unnamed groups that do something, as entities."""
    sources = {item.source for item in tagged.attributions if item.source is not None}
    found = []
    for name, span in list(groups(tagged.text, tagged.sentences, index, sources)):
        cluster = index.unnamed(name)
        index.add_pointer(cluster, span)
        found.append((span, cluster.id))
    return tuple(found)


def _by_words(text: str, index: EntityIndex, target: str) -> Cluster | None:
    """A new entity for a target that stands in the text without being tagged as a name."""
    spans = [] if is_blank(target) else find_topic(text, target)
    if not spans:
        return None
    named = [Named(span, span.of(text), "MISC") for span in spans]
    return index.add_named(Cluster(target, "MISC", mentions=named))
