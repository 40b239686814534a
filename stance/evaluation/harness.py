"""One evaluator for training, cards and command line: a classifier on labelled examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from stance.classifier import Query, StanceClassifier
from stance.datasets.base import StanceExample
from stance.evaluation import metrics
from stance.schema import LABELS

UNLABELLED = -1


def evaluate(
    classifier: StanceClassifier, name: str, examples: Sequence[StanceExample]
) -> dict[str, float]:
    """The figures of the set `name` for these examples, headline first, and their number."""
    probabilities, labels = predict(classifier, examples), label_ids(examples)
    return {**metrics.score(name, labels, probabilities), "items": len(examples)}


def predict(
    classifier: StanceClassifier, examples: Sequence[StanceExample]
) -> npt.NDArray[np.float64]:
    """Probabilities (n, 2, 3): each example as asked, and its other direction if labelled."""
    answers = classifier.stream(_queries(examples))
    probabilities = np.zeros((len(examples), 2, len(LABELS)))
    for index, example in enumerate(examples):
        for direction in range(1 if example.reverse is None else 2):
            values = next(answers).probabilities
            probabilities[index, direction] = [values[label] for label in LABELS]
    return probabilities


def label_ids(examples: Sequence[StanceExample]) -> npt.NDArray[np.int64]:
    """Label ids (n, 2) of each example and of its other direction (UNLABELLED if not)."""
    return np.array(
        [
            (
                LABELS.index(example.label),
                UNLABELLED if example.reverse is None else LABELS.index(example.reverse),
            )
            for example in examples
        ],
        dtype=np.int64,
    ).reshape(-1, 2)


def _queries(examples: Iterable[StanceExample]) -> Iterable[Query]:
    for example in examples:
        yield Query(example.text, example.actor, example.target)
        if example.reverse is not None and not isinstance(example.target, str):
            yield Query(example.text, example.target, example.actor)
