"""What a report shows of an analysis, with everything numbered: the stances and their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from stance.explain import explain, name
from stance.report.tensions import Tension, tensions
from stance.schema import Analysis, Evidence, Span, Stance


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that carries a stance: all of a stance's evidence with the same span.

    `number` counts all places of the report from 0, `stance` all stances from 0. `label` is
    that of the surest evidence of the passage, which need not be the label of the stance.
    """

    number: int
    stance: int
    span: Span
    label: str
    kind: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A stance with its names, the sentence that explains it, and its places in text order."""

    number: int
    stance: Stance
    actor: str
    target: str
    why: str
    places: tuple[Place, ...]

    @property
    def label(self) -> str:
        return self.stance.label

    @property
    def clear(self) -> bool:
        """Whether it is hostile or supportive."""
        return self.stance.label != "neutral"

    @property
    def first(self) -> Place | None:
        """The place to go to: the first that carries the label of the stance, else any."""
        return next(
            (p for p in self.places if p.label == self.label), next(iter(self.places), None)
        )


@dataclass(frozen=True)
class View:
    """An analysis, ready to be shown."""

    analysis: Analysis

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The stances in the order of the analysis."""
        items: list[Item] = []
        count = 0
        for number, stance in enumerate(self.analysis):
            places = _places(stance, number, count)
            count += len(places)
            actor, target = (name(self.analysis, id) for id in (stance.actor, stance.target))
            why = explain(self.analysis, stance)
            items.append(Item(number, stance, actor, target, why, places))
        return tuple(items)

    @cached_property
    def clear(self) -> tuple[Item, ...]:
        """The hostile and the supportive ones."""
        return tuple(item for item in self.items if item.clear)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for item in self.items for place in item.places)

    @cached_property
    def tensions(self) -> tuple[Tension, ...]:
        return tensions(self.analysis)

    @cached_property
    def parties(self) -> dict[str, int]:
        """A number for each entity id that has or receives a stance."""
        ids = [id for item in self.items for id in (item.stance.actor, item.stance.target)]
        return {id: number for number, id in enumerate(dict.fromkeys(ids))}

    def item(self, actor: str, target: str) -> Item | None:
        """The stance of one entity toward another, by id."""
        return self._by_pair.get((actor, target))

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], Item]:
        return {(item.stance.actor, item.stance.target): item for item in self.items}


def _places(stance: Stance, number: int, count: int) -> tuple[Place, ...]:
    ordered = sorted(stance.evidence, key=lambda item: item.span)
    places: list[Place] = []
    for span, group in groupby(ordered, key=lambda item: item.span):
        evidence = tuple(group)
        surest = max(evidence, key=lambda item: abs(item.prediction.score))
        places.append(
            Place(count + len(places), number, span, surest.prediction.label, surest.kind, evidence)
        )
    return tuple(places)
