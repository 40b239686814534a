"""Systems that need no model, for tests of measuring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from stance.datasets.base import StanceExample
from stance.evaluation.results import (
    Bin,
    Calibration,
    Comparison,
    Confusion,
    Figure,
    Left,
    Mistake,
    Overlap,
    Report,
    Result,
    Risk,
    Slice,
    Spread,
)
from stance.evaluation.systems import Probabilities
from stance.schema import LABELS


class Oracle:
    """Says what is right, but for the items it is told to get wrong; the surest of all."""

    def __init__(
        self, name: str = "oracle", wrong: Mapping[str, str] | None = None, sure: float = 0.8
    ) -> None:
        self.name = name
        self._wrong = wrong or {}
        self._sure = sure

    def predict(self, examples: Sequence[StanceExample]) -> Probabilities:
        answers = np.full((len(examples), 2, 3), (1 - self._sure) / 2)
        for row, example in enumerate(examples):
            said = self._wrong.get(example.id, example.label)
            answers[row, 0, LABELS.index(said)] = self._sure
            answers[row, 1, LABELS.index(example.reverse or "neutral")] = self._sure
        return answers

    def describe(self) -> dict[str, Any]:
        return {"kind": "oracle", "name": self.name, "sha256": {"none": "0" * 64}}


class Learner(Oracle):
    """Learns how many examples there are in train."""

    learned = 0

    def fit(self, examples: Sequence[StanceExample]) -> None:
        self.learned = len(examples)


def result(**changes: Any) -> Result:
    """A result with all its parts."""
    made = Result(
        set="dse",
        split="valid",
        task="stance",
        system="stance-small",
        protocol="Micro-F1 over five classes.",
        headline="micro_f1",
        figures={"micro_f1": Figure(0.8125, 0.75, 0.875), "macro_f1": Figure(0.5)},
        items=1461,
        groups=None,
        seconds=12.5,
        data={"files": 1, "sha256": "d" * 64},
        confusion=Confusion(("0 neutral", "1 p for q"), ((5, 1), (2, 4))),
        calibration=Calibration(0.0312, 0.02, 0.25, (Bin(0.9, 1.0, 12, 0.95, 0.75),)),
        risk=Risk(tuple(step / 20 for step in range(1, 21)), (0.125,) * 20, 0.125),
        slices=(Slice("negation", "with a | negation", 30, Figure(0.7, 0.6, 0.8)),),
        mistakes=(
            Mistake("dse-valid-7", "Secret words.", "A toward B", "neutral", "hostile", 0.9),
        ),
        overlaps=(Overlap("train", 1461, 3, 2, 0),),
    )
    return replace(made, **changes)


def report(*results: Result, **changes: Any) -> Report:
    """A report with all its parts."""
    made = Report(
        created="2026-01-02T03:04:05+00:00",
        command="stance benchmark --data-dir DATA",
        seconds=61.2,
        environment={
            "stance": "1.0",
            "python": "3.11.7",
            "system": "Linux x86_64",
            "processor": "A processor",
            "cores": 2,
            "memory_gb": 25.3,
            "packages": {"numpy": "2.4.6"},
        },
        settings={"resamples": 1000, "level": 0.95, "seed": 0, "tagger": "tagger-small"},
        systems={
            "stance-small": {"version": "1.0", "sha256": {"onnx/model_int8.onnx": "a" * 64}},
            "baseline:majority": {"name": "majority"},
        },
        results=results or (result(),),
        comparisons=(
            Comparison(
                "dse",
                "valid",
                "stance-small",
                "baseline:majority",
                "micro_f1",
                Figure(0.3, 0.25, 0.35),
                0.002,
                40,
                8,
                0.00001,
            ),
        ),
        spreads=(Spread("dse", "valid", ("a", "b"), "micro_f1", (0.8, 0.82), 0.81, 0.0141),),
        skipped=(Left("sst2", "not found"),),
        failed=(Left("newsmtsc", "no answer", "train-dev", "baseline:majority"),),
    )
    return replace(made, **changes)
