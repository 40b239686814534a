"""A teacher's answers on training rows: knowledge distillation.

Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015; here without
a temperature, since the teacher's probabilities are calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stance.classifier import Query, StanceClassifier, locate
from stance.datasets.base import StanceExample
from stance.schema import LABELS, Span


def teach(
    teacher: str, examples: Sequence[StanceExample], rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of these examples with `taught`: the teacher's probabilities (2, 3), as asked
    and, where actor and target are both marked, of the other direction (else zeros)."""
    classifier = StanceClassifier.from_pretrained(teacher)
    asked: dict[Query, int] = {}
    places = []
    for example in examples:
        forward, backward = _queries(example)
        places.append(
            [
                None if query is None else asked.setdefault(query, len(asked))
                for query in (forward, backward)
            ]
        )
    answers = [
        [prediction.probabilities[label] for label in LABELS]
        for prediction in classifier.stream(asked)
    ]
    nothing = [0.0] * len(LABELS)
    return [
        {**row, "taught": [nothing if at is None else answers[at] for at in place]}
        for row, place in zip(rows, places, strict=True)
    ]


def _queries(example: StanceExample) -> tuple[Query, Query | None]:
    located = locate(Query(example.text, example.actor, example.target))
    forward = Query(*located)
    if located.actor is None or not isinstance(located.target, Span):
        return forward, None
    return forward, Query(located.text, located.target, located.actor)
