"""Figures of an order rather than of decisions: average precision, Spearman's rho."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def average_precision(relevant: npt.NDArray[np.bool_], scores: npt.NDArray[np.floating]) -> float:
    """Average precision of ranking the relevant first, by falling score; (n,) each.

    The sum over the distinct scores of precision at that score times the gain in recall, as
    scikit-learn's `average_precision_score` has it; 0 where nothing is relevant.
    """
    total = int(relevant.sum())
    if not total:
        return 0.0
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(relevant[order])
    # Equal scores are one step: the last of each run counts.
    ends = np.append(np.nonzero(np.diff(scores[order]))[0], len(scores) - 1)
    precision = hits[ends] / (ends + 1)
    gained = np.diff(hits[ends], prepend=0) / total
    return float((precision * gained).sum())


def spearman(one: npt.NDArray[np.floating], other: npt.NDArray[np.floating]) -> float:
    """Spearman's rank correlation, equal values sharing their mean rank; (n,) each.

    0 where one of the two is the same throughout, or has fewer than two values.
    """
    left, right = (_ranks(values) for values in (one, other))
    if len(one) < 2 or left.std() == 0 or right.std() == 0:
        return 0.0
    return float(np.corrcoef(left, right)[0, 1])


def _ranks(values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)
