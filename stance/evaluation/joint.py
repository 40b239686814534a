"""DSE's five classes out of the two directions of a pair.

Class 0 is neutral; 1 and 2 are support of the second by the first and the other way
round; 3 and 4 are hostility in the same order (Park, Pan, Joo 2021). At most one
direction carries a stance, so of the nine combinations of two directed labels five are
left; the probability of a class is the product of its two directed probabilities,
normalised over those five. Training uses the same formula as a loss, which is what makes
the product a good estimate.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FIVE_CLASSES = ((1, 1), (2, 1), (1, 2), (0, 1), (1, 0))
"""For each class the label indices (first toward second, second toward first)."""


def five_class_probabilities(
    forward: npt.NDArray[np.floating], backward: npt.NDArray[np.floating]
) -> npt.NDArray[np.float64]:
    """Probabilities (n, 5) from directed probabilities of shape (n, 3) each."""
    joint = np.stack([forward[:, a] * backward[:, b] for a, b in FIVE_CLASSES], axis=1)
    return np.asarray(joint / joint.sum(axis=1, keepdims=True), dtype=np.float64)
