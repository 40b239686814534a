"""One evaluator for training, cards and command line: a system on labelled examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.evaluation import metrics
from stance.evaluation.systems import ModelSystem
from stance.schema import LABELS

UNLABELLED = -1


def evaluate(
    classifier: StanceClassifier, name: str, examples: Sequence[StanceExample]
) -> dict[str, float]:
    """The figures of the set `name` for these examples, headline first, and their number."""
    probabilities, labels = predict(classifier, examples), label_ids(examples)
    return {**metrics.score(name, labels, probabilities, examples), "items": len(examples)}


def predict(
    classifier: StanceClassifier, examples: Sequence[StanceExample]
) -> npt.NDArray[np.float64]:
    """Probabilities (n, 2, 3): each example as asked, and its other direction if labelled."""
    return ModelSystem(classifier).predict(examples)


def label_ids(examples: Sequence[StanceExample]) -> npt.NDArray[np.int64]:
    """Label ids (n, 2) of each example and of its other direction (UNLABELLED if not).

    ValueError names an example whose label is none of `stance.schema.LABELS`.
    """
    ids = {label: number for number, label in enumerate(LABELS)}
    rows = []
    for example in examples:
        try:
            reverse = UNLABELLED if example.reverse is None else ids[example.reverse]
            rows.append((ids[example.label], reverse))
        except KeyError as error:
            raise ValueError(
                f"item {example.id!r} has the label {error.args[0]!r}, none of {', '.join(LABELS)}"
            ) from None
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
