"""Whether probabilities mean what they say: calibration error, Brier score, risk-coverage."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stance.evaluation.results import Bin, Calibration, Risk
from stance.extras import require
from stance.schema import LABELS

BINS = 15

DRAWS = 300
"""Draws that the error by chance is averaged over: its third digit is good then."""

COVERAGES = tuple(round(0.05 * step, 2) for step in range(1, 21))
"""Shares of the surest decisions at which the error rate is told."""

FEWEST_CLAIMS = 30
"""Claims that a share of wrong ones is counted over, at least."""

Labels = npt.NDArray[np.integer]
Probabilities = npt.NDArray[np.floating]


def expected_calibration_error(
    labels: Labels, probabilities: Probabilities, bins: int = BINS
) -> float:
    """ECE of the predicted label: mean |accuracy - confidence| over equal-width bins,
    weighted by the bins' sizes (Guo et al. 2017). `labels` (n,), `probabilities` (n, classes).
    """
    table = reliability(labels, probabilities, bins)
    total = sum(row.count for row in table)
    return sum(abs(row.accuracy - row.confidence) * row.count / total for row in table)


def error_by_chance(probabilities: Probabilities, bins: int = BINS) -> float:
    """The calibration error to expect of as many decisions whose confidences are exactly true.

    Few decisions a bin never meet its confidence quite, so that no calibration comes below this:
    the mean over draws in which every decision is right with its own probability.
    """
    if not len(probabilities):
        return 0.0
    confidence = probabilities.max(axis=1)
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    rng = np.random.default_rng(0)
    errors = [
        np.abs(np.bincount(which, (rng.random(len(which)) < confidence) - confidence)).sum()
        for _ in range(DRAWS)
    ]
    return float(np.mean(errors) / len(which))


def reliability(labels: Labels, probabilities: Probabilities, bins: int = BINS) -> tuple[Bin, ...]:
    """The bins of equal width over [0, 1] that hold decisions, by rising confidence.

    The confidence of a decision is the probability of its class, the greatest of its row;
    1 belongs to the last bin.
    """
    if not len(labels):
        return ()
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    table = []
    for index in np.unique(which):
        inside = which == index
        table.append(
            Bin(
                index / bins,
                (index + 1) / bins,
                int(inside.sum()),
                float(confidence[inside].mean()),
                float(right[inside].mean()),
            )
        )
    return tuple(table)


def brier(labels: Labels, probabilities: Probabilities) -> float:
    """Brier score over all classes: mean squared distance from the one-hot label, in [0, 2].

    Brier 1950, as scikit-learn's `brier_score_loss` has it unscaled; 0 without decisions.
    """
    if not len(labels):
        return 0.0
    wanted = np.eye(probabilities.shape[1])[labels]
    return float(((probabilities - wanted) ** 2).sum(axis=1).mean())


def calibration(labels: Labels, probabilities: Probabilities, bins: int = BINS) -> Calibration:
    """ECE, as measured and by chance, Brier score, and the reliability table they go with."""
    return Calibration(
        expected_calibration_error(labels, probabilities, bins),
        error_by_chance(probabilities, bins),
        brier(labels, probabilities),
        reliability(labels, probabilities, bins),
    )


def risk_coverage(labels: Labels, probabilities: Probabilities) -> Risk | None:
    """Error rates when only the surest decisions are kept (Geifman and El-Yaniv 2017).

    Decisions of equal confidence share their mean error, so that the order of a file, which
    may follow its classes, says nothing. None without decisions.
    """
    if not len(labels):
        return None
    wrong = probabilities.argmax(axis=1) != labels
    _, tied, counts = np.unique(-probabilities.max(axis=1), return_inverse=True, return_counts=True)
    wrong = np.repeat(np.bincount(tied, weights=wrong) / counts, counts)
    kept = np.arange(1, len(labels) + 1)
    rates = np.cumsum(wrong) / kept
    ends = [max(1, round(coverage * len(labels))) for coverage in COVERAGES]
    return Risk(COVERAGES, tuple(float(rates[end - 1]) for end in ends), float(rates.mean()))


def claim_risk(labels: Labels, probabilities: Probabilities) -> list[tuple[float, float]]:
    """What it costs to trust a claim: (least probability, share of wrong claims) from there on.

    A claim is a decision for a side, hostile or supportive. The rows rise in probability, by a
    hundredth, as long as `FEWEST_CLAIMS` are left; a share is never above that of a lower
    probability's. `labels` (n,), `probabilities` (n, 3) in the order of `stance.schema.LABELS`.
    """
    claims = probabilities.argmax(axis=1) != LABELS.index("neutral")
    sure = probabilities.max(axis=1)[claims]
    wrong = (probabilities.argmax(axis=1) != labels)[claims]
    rows: list[tuple[float, float]] = []
    for least in (step / 100 for step in range(50, 100)):
        kept = sure >= least
        if kept.sum() < FEWEST_CLAIMS:
            break
        highest = rows[-1][1] if rows else 1.0
        rows.append((least, min(highest, round(float(wrong[kept].mean()), 4))))
    return rows


def fit_temperature(labels: Labels, probabilities: Probabilities) -> float:
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
