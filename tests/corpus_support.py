"""What the tests of corpora share: a pipeline without models that other processes can load."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli_support import rows

from stance.corpus import Job
from stance.schema import (
    Analysis,
    Attribution,
    Coverage,
    Entity,
    Evidence,
    Span,
    Stance,
    StancePrediction,
)

ANSWERS = {
    "denounced": StancePrediction.of((0.95, 0.03, 0.02)),
    "praised": StancePrediction.of((0.02, 0.03, 0.95)),
    # Less sure than was asked for: neutral, with the probabilities as they were.
    "doubted": StancePrediction(
        "neutral", -0.3, {"hostile": 0.45, "neutral": 0.4, "supportive": 0.15}
    ),
}
NEUTRAL = StancePrediction.of((0.1, 0.8, 0.1))


class StubPipeline:
    """Reads "Ann Lund denounced Russia." or "... praised ...": who, what, toward whom.

    The word "fails" in a text makes it fail, "kills" ends the process.
    """

    def pipe(
        self,
        texts: Sequence[str],
        targets: Sequence[str] | None = None,
        *,
        min_confidence: float | None = None,
        max_risk: float | None = None,
        **_: Any,
    ) -> Iterator[Analysis]:
        if max_risk is not None and not 0 < max_risk < 1:
            raise ValueError(f"max_risk must be above 0 and below 1, not {max_risk}")
        for text in texts:
            if "kills" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "fails" in text:
                raise RuntimeError("out of\nluck")
            yield read(text, targets or ())


def read(text: str, targets: Sequence[str]) -> Analysis:
    """What the stub finds in a text."""
    verb = next((verb for verb in ANSWERS if f" {verb} " in text), None)
    if verb is None:
        return Analysis(text, sentiment=NEUTRAL, coverage=Coverage(len(text), len(text), 1))
    at = text.index(f" {verb} ")
    actor = Span(0, at)
    target = Span(at + len(verb) + 2, len(text.rstrip().rstrip(".")))
    kinds = {"Russia": "LOCATION", "NATO": "ORGANIZATION", "WHO": "ORGANIZATION"}
    evidence = Evidence(Span(0, len(text)), actor, target, ANSWERS[verb], 0)
    return Analysis(
        text,
        entities=(
            Entity("actor", actor.of(text), "PERSON", (actor,)),
            Entity("target", target.of(text), kinds.get(target.of(text), "PERSON"), (target,)),
        ),
        attributions=(Attribution(actor, (Span(at + 1, at + 1 + len(verb)),), (target,), "actor"),),
        stances=(Stance("actor", "target", ANSWERS[verb], (evidence,)),),
        sentiment=NEUTRAL,
        coverage=Coverage(len(text), len(text), 1),
        missing_targets=tuple(name for name in targets if name not in text),
    )


@dataclass(frozen=True)
class StubModels:
    """Stands in for `stance.corpus.Models`."""

    version: str = "1.0"

    def load(self) -> StubPipeline:
        return StubPipeline()

    def describe(self) -> dict[str, Any]:
        return {"stance model": f"stub {self.version}"}


def job(output: Path, *inputs: str | Path, **options: Any) -> Job:
    """A job of the stub with chunks of four articles."""
    options = {"models": StubModels(), "chunk": 4, **options}
    return Job(tuple(map(str, inputs)), output, **options)


def articles(path: Path, count: int = 10) -> str:
    """A JSONL file of articles, a faulty line in its middle."""
    verbs = ("denounced", "praised")
    items: list[Any] = [
        {
            "id": f"a{number}",
            "text": f"Ann Lund {verbs[number % 3 == 0]} Russia.",
            "date": f"2024-{1 + number % 12:02}-01",
            "source": "Post",
        }
        for number in range(count)
    ]
    return rows(path, *items[: count // 2], "not JSON", *items[count // 2 :])


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder but hidden ones, by their names."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
