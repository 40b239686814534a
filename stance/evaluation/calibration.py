"""Whether probabilities mean what they say: expected calibration error and temperature."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stance.extras import require

BINS = 15


def expected_calibration_error(
    labels: npt.NDArray[np.integer], probabilities: npt.NDArray[np.floating], bins: int = BINS
) -> float:
    """ECE of the predicted label: mean |accuracy - confidence| over equal-width bins,
    weighted by the bins' sizes (Guo et al. 2017). `labels` (n,), `probabilities` (n, classes).
    """
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for index in range(bins):
        inside = which == index
        if inside.any():
            gap = abs(right[inside].mean() - confidence[inside].mean())
            error += float(inside.mean() * gap)
    return error


def fit_temperature(
    labels: npt.NDArray[np.integer], probabilities: npt.NDArray[np.floating]
) -> float:
    """The temperature that makes the labels likeliest, by which logits are to be divided.

    Log-probabilities serve as logits: they differ from them by a constant a row.
    """
    optimize = require("scipy.optimize", extra="train")
    logits = np.log(np.clip(probabilities, 1e-12, 1.0))

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        shifted = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(shifted).sum(axis=1))
        return float((log_sum - shifted[np.arange(len(labels)), labels]).mean())

    found = optimize.minimize_scalar(loss, bounds=(-1.5, 2.5), method="bounded")
    return float(np.exp(found.x))
