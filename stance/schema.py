"""The nouns: everything `stance` reads or answers is made of these.

Offsets are characters of the original text, counted from 0, end excluded, so that
``text[span.start:span.end]`` is always the words themselves. All classes are plain,
frozen data: `to_dict` gives JSON-able values and `from_dict` reads them back.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from stance.jsontext import dump

if TYPE_CHECKING:
    import pandas

LABELS = ("hostile", "neutral", "supportive")
"""The labels, in the order of every probability vector of shape (3,)."""

ENTITY_TYPES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")
"""Types the tagger names. An unnamed speaker ("officials") is an entity of type GROUP."""

GROUP = "GROUP"

ROW_COLUMNS = (
    "id",
    "actor",
    "target",
    "label",
    "score",
    "p_hostile",
    "p_neutral",
    "p_supportive",
    "contested",
    "evidences",
    "kind",
    "start",
    "end",
    "evidence",
)
"""The keys of a row of `Analysis.to_rows`, for a header even where there is no row."""


class Span(NamedTuple):
    """A stretch of the original text: characters `start` (included) to `end` (excluded)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def check(self, text: str, name: str = "span") -> Span:
        """The span itself, or ValueError when it is empty or lies outside `text`."""
        if not 0 <= self.start < self.end <= len(text):
            raise ValueError(
                f"{name} [{self.start}, {self.end}] is empty or outside the text "
                f"(0 to {len(text)} characters)"
            )
        return self


def as_span(value: Sequence[int]) -> Span:
    """A Span from a pair of integers (as JSON has it); ValueError for anything else."""
    parts = value.tolist() if hasattr(value, "tolist") else value  # a NumPy array
    pair = isinstance(parts, Sequence) and not isinstance(parts, str) and len(parts) == 2
    # bool is an int, but no offset; NumPy's integers are none, but offsets.
    if not pair or any(isinstance(part, bool) or not hasattr(part, "__index__") for part in parts):
        raise ValueError(f"a span is two integers [start, end], not {value!r}")
    return Span(*map(operator.index, parts))


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or a target after resolution: one person, organisation, place or group.

    `mentions` are the spans that name or point to it, pronouns included, in text order.
    `member_of` are the ids of those a person speaks or acts for: a minister's country, a
    spokesman's company. They stay entities of their own.
    """

    id: str
    name: str
    type: str
    mentions: tuple[Span, ...] = ()
    member_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: a source, the cue that announces it, and the content.

    `speaker` is the id of the entity behind the source, None when nobody is named.
    `kind` is "direct" (all of the content in quotation marks), "indirect" or "mixed".
    """

    source: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None
    kind: str = "indirect"


@dataclass(frozen=True, slots=True)
class StancePrediction:
    """One answer of the classifier.

    `probabilities` has one value a label and sums to 1; `score` is
    ``p(supportive) - p(hostile)``, in [-1, 1].
    """

    label: str
    score: float
    probabilities: dict[str, float]

    @classmethod
    def of(cls, probabilities: Sequence[float]) -> StancePrediction:
        """The prediction for a probability vector in the order of `LABELS`."""
        hostile, neutral, supportive = (float(p) for p in probabilities)
        values = {"hostile": hostile, "neutral": neutral, "supportive": supportive}
        return cls(max(LABELS, key=lambda label: values[label]), supportive - hostile, values)

    def to_dict(self) -> dict[str, Any]:
        return {
            "label": self.label,
            "score": round(self.score, 4),
            "probabilities": {name: round(p, 4) for name, p in self.probabilities.items()},
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> StancePrediction:
        return cls(data["label"], data["score"], dict(data["probabilities"]))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in the text that carries a stance of an actor toward a target.

    `span` is the passage, `actor` and `target` the mentions that were asked about.
    `attribution` is the index of the attribution it rests on; `kind` is "quoted" when
    the actor says it and "stated" when the writer reports a deed or a relation.
    """

    span: Span
    actor: Span
    target: Span
    prediction: StancePrediction
    attribution: int | None = None

    @property
    def kind(self) -> str:
        return "stated" if self.attribution is None else "quoted"

    def to_dict(self) -> dict[str, Any]:
        return {
            "span": list(self.span),
            "actor": list(self.actor),
            "target": list(self.target),
            **self.prediction.to_dict(),
            "kind": self.kind,
            "attribution": self.attribution,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Evidence:
        return cls(
            as_span(data["span"]),
            as_span(data["actor"]),
            as_span(data["target"]),
            StancePrediction.from_dict(data),
            data["attribution"],
        )


@dataclass(frozen=True, slots=True)
class Stance:
    """The document's answer for one (actor, target) pair of entity ids.

    `contested` is true when both a hostile and a supportive evidence are found:
    the label then follows the stronger one and both stay in `evidence`.
    """

    actor: str
    target: str
    prediction: StancePrediction
    evidence: tuple[Evidence, ...]
    contested: bool = False

    @property
    def label(self) -> str:
        return self.prediction.label

    @property
    def score(self) -> float:
        return self.prediction.score

    @property
    def strongest(self) -> Evidence:
        """The evidence that says most surely what the answer says; where none says so, the
        clearest of all."""
        clearest = max(self.evidence, key=lambda item: abs(item.prediction.score))
        return self.surest(self.label) or clearest

    def surest(self, label: str) -> Evidence | None:
        """The evidence that is read as `label` with the highest probability, None without any."""
        same = [item for item in self.evidence if item.prediction.label == label]
        return max(same, key=lambda item: item.prediction.probabilities[label], default=None)

    def to_dict(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "target": self.target,
            **self.prediction.to_dict(),
            "contested": self.contested,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Stance:
        return cls(
            data["actor"],
            data["target"],
            StancePrediction.from_dict(data),
            tuple(Evidence.from_dict(item) for item in data["evidence"]),
            data["contested"],
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """A stretch of text that was not read, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text was read: `read` of `characters`, in `windows` model inputs.

    `skipped` names what was left out; it is empty when all of the text was read.
    """

    characters: int
    read: int
    windows: int
    skipped: tuple[Skipped, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "characters": self.characters,
            "read": self.read,
            "windows": self.windows,
            "skipped": [{"span": list(s.span), "reason": s.reason} for s in self.skipped],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Coverage:
        skipped = tuple(Skipped(as_span(s["span"]), s["reason"]) for s in data["skipped"])
        return cls(data["characters"], data["read"], data["windows"], skipped)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one document.

    `stances` are sorted: clear stances first, then by strength. `sentiment` is the
    writer's tone, None for a text without words. `missing_targets` are the names a user asked
    for that the text does not mention. `id` is the caller's own name for the document.
    """

    text: str
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    stances: tuple[Stance, ...] = ()
    sentiment: StancePrediction | None = None
    coverage: Coverage = Coverage(0, 0, 0)
    model: dict[str, str] = field(default_factory=dict)
    missing_targets: tuple[str, ...] = ()
    id: str | int | None = None

    def __iter__(self) -> Iterator[Stance]:
        return iter(self.stances)

    def __len__(self) -> int:
        return len(self.stances)

    def entity(self, id: str) -> Entity:
        """The entity with this id; KeyError when there is none."""
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)

    def stance(self, actor: str, target: str) -> Stance | None:
        """The stance of one entity toward another, by id; None when none was found."""
        for stance in self.stances:
            if (stance.actor, stance.target) == (actor, target):
                return stance
        return None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able values; `from_dict` reads them back."""
        data: dict[str, Any] = {} if self.id is None else {"id": self.id}
        data |= {
            "text": self.text,
            "sentences": [list(span) for span in self.sentences],
            "entities": [
                {
                    "id": entity.id,
                    "name": entity.name,
                    "type": entity.type,
                    "mentions": [list(span) for span in entity.mentions],
                    "member_of": list(entity.member_of),
                }
                for entity in self.entities
            ],
            "attributions": [
                {
                    "source": None if item.source is None else list(item.source),
                    "cue": [list(span) for span in item.cue],
                    "content": [list(span) for span in item.content],
                    "speaker": item.speaker,
                    "kind": item.kind,
                }
                for item in self.attributions
            ],
            "stances": [stance.to_dict() for stance in self.stances],
            "sentiment": None if self.sentiment is None else self.sentiment.to_dict(),
            "coverage": self.coverage.to_dict(),
            "model": dict(self.model),
            "missing_targets": list(self.missing_targets),
        }
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Analysis:
        def spans(values: Sequence[Sequence[int]]) -> tuple[Span, ...]:
            return tuple(as_span(value) for value in values)

        return cls(
            text=data["text"],
            sentences=spans(data["sentences"]),
            entities=tuple(
                Entity(
                    item["id"],
                    item["name"],
                    item["type"],
                    spans(item["mentions"]),
                    tuple(item.get("member_of", ())),
                )
                for item in data["entities"]
            ),
            attributions=tuple(
                Attribution(
                    None if item["source"] is None else as_span(item["source"]),
                    spans(item["cue"]),
                    spans(item["content"]),
                    item["speaker"],
                    item["kind"],
                )
                for item in data["attributions"]
            ),
            stances=tuple(Stance.from_dict(item) for item in data["stances"]),
            sentiment=(
                None if data["sentiment"] is None else StancePrediction.from_dict(data["sentiment"])
            ),
            coverage=Coverage.from_dict(data["coverage"]),
            model=dict(data["model"]),
            missing_targets=tuple(data["missing_targets"]),
            id=data.get("id"),
        )

    def to_json(self, indent: int | None = None) -> str:
        """The JSON of `to_dict`, which UTF-8 holds whatever the text has in it."""
        return dump(self.to_dict(), indent)

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row a stance, as the CSV and the DataFrame have it."""
        rows = []
        for stance in self.stances:
            best = stance.strongest
            rows.append(
                {
                    "id": self.id,
                    "actor": self.entity(stance.actor).name,
                    "target": self.entity(stance.target).name,
                    "label": stance.label,
                    "score": round(stance.score, 4),
                    **{
                        f"p_{label}": round(p, 4)
                        for label, p in stance.prediction.probabilities.items()
                    },
                    "contested": stance.contested,
                    "evidences": len(stance.evidence),
                    "kind": best.kind,
                    "start": best.span.start,
                    "end": best.span.end,
                    "evidence": best.span.of(self.text),
                }
            )
        return rows

    def to_dataframe(self) -> pandas.DataFrame:
        """`to_rows` as a pandas DataFrame; needs pandas, which the core does not install."""
        from stance.extras import require

        return require("pandas", extra="pandas").DataFrame(self.to_rows())

    def explain(self, stance: Stance) -> str:
        """Why it says so, in one sentence of plain language: the words, and how sure they are.

        ValueError for a stance of another analysis.
        """
        from stance.explain import explain

        if stance not in self.stances:
            pair = f"{stance.actor!r} toward {stance.target!r}"
            raise ValueError(f"the stance of {pair} is none of this analysis")
        return explain(self, stance)

    def to_html(self, title: str | None = None) -> str:
        """A report: one HTML page that needs no network. Write it to a file and open that."""
        from stance.report import to_html

        return to_html(self, title)

    def __str__(self) -> str:
        from stance.render import table

        return table(self)

    def _repr_html_(self) -> str:
        from stance.render import html_table

        return html_table(self)
