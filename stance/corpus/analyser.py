"""What a worker does: the models, loaded once, over one chunk after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from stance.corpus.chunks import Chunk, Head, pack
from stance.corpus.records import Fault, Record
from stance.names import pronoun
from stance.schema import Analysis, Entity, Evidence

ALIASES = 20
"""Names of an entity in one article that are kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every article, as `stance.Pipeline.pipe` takes it."""

    targets: tuple[str, ...] | None = None
    quoted_only: bool = False
    min_confidence: float | None = None
    max_risk: float | None = None
    long_text: str = "window"


class Pipe(Protocol):
    """What of `stance.Pipeline` is needed."""

    def pipe(
        self,
        texts: Sequence[str],
        targets: Sequence[str] | None = None,
        *,
        quoted_only: bool,
        min_confidence: float | None,
        max_risk: float | None,
        long_text: str,
    ) -> Iterator[Analysis]:
        """Analyses in the order of the texts."""


class Analyser:
    """Chunks to the bytes that are kept of them.

    `load` makes the pipeline, once. An article that cannot be analysed becomes a fault;
    the others of its chunk do not suffer. ValueError where nothing can be `asked` like this.
    """

    def __init__(self, load: Callable[[], Pipe], asked: Asked) -> None:
        self._pipeline = load()
        self._asked = asked
        list(self._pipe([]))  # a wrong question is said once, not by every article

    def __call__(self, chunk: Chunk) -> bytes:
        """The chunk's analyses and faults, in order, as `stance.corpus.chunks.pack` has them."""
        records = [item for item in chunk.items if isinstance(item, Record)]
        answers = iter(self._answers([record.text for record in records]))
        lines = []
        for item in chunk.items:
            if isinstance(item, Record):
                answer = next(answers)
                if isinstance(answer, Analysis):
                    lines.append(article_line(item, answer))
                    continue
                item = Fault(item.file, item.line, item.id, _reason(answer), item.size)
            lines.append({"fault": asdict(item)})
        faults = sum("fault" in line for line in lines)
        size = sum(item.size for item in chunk.items)
        return pack(Head(len(lines) - faults, faults, size), lines)

    def _answers(self, texts: Sequence[str]) -> list[Analysis | Exception]:
        try:
            return list(self._pipe(texts))
        except OSError:  # a model or a disk, not a text
            raise
        except Exception:
            return [self._alone(text) for text in texts]

    def _alone(self, text: str) -> Analysis | Exception:
        """One text's analysis. Whatever it raises, a million others are waiting."""
        try:
            return next(iter(self._pipe([text])))
        except OSError:
            raise
        except Exception as error:
            return error

    def _pipe(self, texts: Sequence[str]) -> Iterator[Analysis]:
        return self._pipeline.pipe(
            texts,
            self._asked.targets,
            quoted_only=self._asked.quoted_only,
            min_confidence=self._asked.min_confidence,
            max_risk=self._asked.max_risk,
            long_text=self._asked.long_text,
        )


def article_line(record: Record, analysis: Analysis) -> dict[str, Any]:
    """All of an analysis that the tables need, its words and not its text, JSON-able."""
    text = analysis.text
    tone = analysis.sentiment
    return {
        "article": {
            "id": record.id,
            "date": record.date.isoformat() if record.date else None,
            "source": record.source,
            "file": record.file,
            "line": record.line,
            "note": record.note,
            "characters": analysis.coverage.characters,
            "read": analysis.coverage.read,
            "skipped": "; ".join(dict.fromkeys(item.reason for item in analysis.coverage.skipped)),
            "tone": tone.to_dict() if tone else None,
            "missing_targets": list(analysis.missing_targets),
        },
        "entities": [
            {
                "id": entity.id,
                "name": entity.name,
                "type": entity.type,
                "mentions": len(entity.mentions),
                "aliases": _aliases(text, entity),
            }
            for entity in analysis.entities
        ],
        "stances": [
            {
                "actor": stance.actor,
                "target": stance.target,
                **stance.prediction.to_dict(),
                "contested": stance.contested,
                "evidence": [_evidence(text, evidence) for evidence in stance.evidence],
            }
            for stance in analysis.stances
        ],
        "attributions": [
            {
                "speaker": item.speaker,
                "kind": item.kind,
                "source": None if item.source is None else [*item.source, item.source.of(text)],
                "cue": [[*span, span.of(text)] for span in item.cue],
                "content": [[*span, span.of(text)] for span in item.content],
            }
            for item in analysis.attributions
        ],
    }


def _evidence(text: str, evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        **evidence.prediction.to_dict(),
        "span": [*evidence.span, evidence.span.of(text)],
        "actor": [*evidence.actor, evidence.actor.of(text)],
        "target": [*evidence.target, evidence.target.of(text)],
        "attribution": evidence.attribution,
    }


def _aliases(text: str, entity: Entity) -> list[str]:
    """The names, not pronouns and descriptions, under which the article has the entity."""
    words = dict.fromkeys(span.of(text) for span in entity.mentions)
    named = (name for name in words if not name.islower() and pronoun(name) is None)
    return [name for name in named if not name.lower().startswith("the ")][:ALIASES]


def _reason(error: Exception) -> str:
    """One line for whatever the pipeline raised."""
    message = " ".join(str(error).split())
    if isinstance(error, ValueError) and message:
        return message
    return f"{type(error).__name__}: {message}"
