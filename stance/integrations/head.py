"""The linear head of the few-shot path: a logistic regression as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.extras import require

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearHead:
    """Standardised features to probabilities of `classes` classes.

    `mean`, `scale`: (features,). `coef`: (classes, features), `intercept`: (classes,), one row
    only where there are two classes, as scikit-learn has it.
    """

    mean: Array
    scale: Array
    coef: Array
    intercept: Array

    @classmethod
    def fit(
        cls, features: npt.ArrayLike, y: npt.ArrayLike, C: float, class_weight: Any
    ) -> LinearHead:
        """Fits on features (examples, features) and class numbers (examples,)."""
        linear: Any = require("sklearn.linear_model", extra="sklearn")
        matrix = np.asarray(features, dtype=np.float64)
        mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
        # A feature that never varies says nothing: 1 keeps it at 0.
        scale = np.where(scale < 1e-8, 1.0, scale)
        regression = linear.LogisticRegression(C=C, class_weight=class_weight, max_iter=2000)
        regression.fit((matrix - mean) / scale, y)
        return cls(mean, scale, regression.coef_, regression.intercept_)

    def probabilities(self, features: npt.ArrayLike) -> Array:
        """Probabilities of shape (examples, classes)."""
        matrix = (np.asarray(features, dtype=np.float64) - self.mean) / self.scale
        scores = matrix @ self.coef.T + self.intercept
        if scores.shape[1] == 1:  # two classes: the score of the second against the first
            scores = np.hstack([np.zeros_like(scores), scores])
        exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: Array = exponents / exponents.sum(axis=1, keepdims=True)
        return result

    def save(self, path: Path) -> None:
        """Writes the arrays as safetensors."""
        arrays = {name: np.ascontiguousarray(getattr(self, name)) for name in self.__slots__}
        require("safetensors.numpy", extra="sklearn").save_file(arrays, path)

    @classmethod
    def load(cls, path: Path) -> LinearHead:
        """Reads what `save` wrote; ValueError for another file."""
        safetensors: Any = require("safetensors.numpy", extra="sklearn")
        try:
            return cls(**safetensors.load_file(path))
        except Exception as error:  # safetensors' own, and those of arrays that are not ours
            raise ValueError(f"{path}: not the head of a StanceEstimator: {error}") from None
