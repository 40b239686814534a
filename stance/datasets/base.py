"""What a labelled set gives: typed examples whose spans are checked against their text.

Loaders yield examples in file order. A fault in a file is a `DataError` that says which
file and which line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stance.schema import Span


class DataError(ValueError):
    """A labelled file is not what it should be: ``path:line: what is wrong``."""

    def __init__(self, path: Path | str, line: int | None, message: str) -> None:
        super().__init__(f"{path}: {message}" if line is None else f"{path}:{line}: {message}")
        self.message = message
        self._given = path, line, message

    def __reduce__(self) -> tuple[type[DataError], tuple[Path | str, int | None, str]]:
        return type(self), self._given  # from one process to another


@dataclass(frozen=True, slots=True)
class StanceExample:
    """A text and the stance in it.

    - actor and target given: the actor's stance toward the target;
    - target alone: the writer's stance toward it; a string is a topic, a span a mention;
    - neither: the tone of the text.

    `label` is one of `stance.schema.LABELS`. `reverse` is the target's stance toward the
    actor, for sets that label both directions (DSE), else None. `group` names the article
    the text comes from, where that is known: splits and intervals are made by group.
    `meta` keeps what is particular to the set (graded label, original class).
    """

    id: str
    text: str
    label: str
    actor: Span | None = None
    target: Span | str | None = None
    reverse: str | None = None
    group: str | None = None
    meta: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """A labelled attribution: spans of its source, cue and content, each maybe in pieces."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AttributionDocument:
    """An article with its attributions, silver sentences, entity mentions and coreference.

    `entities` are (span, type) with types of `stance.schema.ENTITY_TYPES`; `sentences`,
    `entities` and `chains` are None where the set has none for this article.
    """

    id: str
    text: str
    annotator: str
    attributions: tuple[GoldAttribution, ...]
    sentences: tuple[Span, ...] | None = None
    entities: tuple[tuple[Span, str], ...] | None = None
    chains: tuple[tuple[Span, ...], ...] | None = None


def first_annotations(documents: Iterable[AttributionDocument]) -> list[AttributionDocument]:
    """One document an article: of several annotators' the first by name."""
    first: dict[str, AttributionDocument] = {}
    for document in documents:
        first.setdefault(document.id, document)
    return list(first.values())


@dataclass(frozen=True, slots=True)
class NamedStance:
    """Actor and target by canonical name; `sentence` is an index, None for the document.

    `actor` is None for the writer.
    """

    actor: str | None
    target: str
    label: str
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class StanceDocument:
    """An article and the stances in it, by name (SEESAW).

    `names` maps each entity's name to its names; they need not occur in the text.
    """

    id: str
    text: str
    sentences: tuple[Span, ...]
    names: dict[str, tuple[str, ...]]
    stances: tuple[NamedStance, ...]
    meta: dict[str, Any] = field(default_factory=dict)
