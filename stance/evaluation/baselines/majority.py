"""The floor: every question gets the labels as often as the train split has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.datasets.base import StanceExample
from stance.evaluation.baselines.questions import answer_array, questions
from stance.schema import LABELS


class Majority:
    """Answers the label distribution of the train split, whatever is asked.

    The distribution is taken over the questions of both directions, plus one for each label,
    so that no label has the probability zero.
    """

    name = "majority"

    def __init__(self) -> None:
        self.distribution: npt.NDArray[np.float64] | None = None

    def fit(self, examples: Sequence[StanceExample]) -> None:
        """Counts the labels."""
        counts = Counter(question.label for question in questions(examples))
        frequencies = np.array([counts[label] + 1 for label in LABELS], dtype=np.float64)
        self.distribution = frequencies / frequencies.sum()

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`; ValueError before `fit`."""
        if self.distribution is None:
            raise ValueError("baseline:majority has to be fitted on a train split first")
        asked = questions(examples)
        return answer_array(asked, np.tile(self.distribution, (len(asked), 1)), len(examples))

    def describe(self) -> dict[str, Any]:
        distribution = self.distribution
        return {
            "kind": "baseline",
            "name": self.name,
            "distribution": None
            if distribution is None
            else dict(zip(LABELS, map(float, distribution), strict=True)),
        }
