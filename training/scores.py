"""Probabilities out of raw logits, and the dev figures of one set from them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stance.evaluation import metrics


def softmax(logits: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float64)


def dev_scores(
    name: str, logits: npt.NDArray[np.floating], labels: npt.NDArray[np.integer]
) -> dict[str, float]:
    """Figures of one set, headline first. `logits` (n, 2, 3), `labels` (n, 3)."""
    return metrics.score(name, labels[:, :2], softmax(logits))
