"""What a system decided, beside what is right: the table all figures are computed from.

A decision is one choice among the classes of a set's protocol. Most sets make one decision
an item; where both directions of a pair are scored apart, an item makes two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decisions:
    """`gold` and `predicted` class ids (m,), `probabilities` (m, classes), `items` (m,).

    `items` are the indices of the examples. `columns` holds, by name, whatever else a
    protocol needs of each decision: arrays whose first axis is m.
    """

    labels: tuple[str, ...]
    gold: Ids
    predicted: Ids
    probabilities: npt.NDArray[np.float64]
    items: Ids
    columns: dict[str, npt.NDArray[np.generic]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        labels: Sequence[str],
        gold: npt.NDArray[np.integer],
        probabilities: npt.NDArray[np.floating],
        items: npt.NDArray[np.integer] | None = None,
        **columns: npt.NDArray[np.generic],
    ) -> Decisions:
        """The likeliest class of each row is decided for, the first of equals."""
        given: npt.NDArray[np.float64] = np.asarray(probabilities, dtype=np.float64)
        chosen = given.argmax(axis=1) if len(given) else np.zeros(0, np.int64)
        where = np.arange(len(gold)) if items is None else items
        return cls(
            tuple(labels),
            np.asarray(gold, dtype=np.int64),
            chosen.astype(np.int64),
            given,
            np.asarray(where, dtype=np.int64),
            dict(columns),
        )

    def __len__(self) -> int:
        return len(self.gold)

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """Which decisions are right (m,)."""
        return np.asarray(self.gold == self.predicted)

    def take(self, indices: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> Decisions:
        """The decisions at these indices, repeated as often as they are named."""
        return Decisions(
            self.labels,
            self.gold[indices],
            self.predicted[indices],
            self.probabilities[indices],
            self.items[indices],
            {name: column[indices] for name, column in self.columns.items()},
        )

    def confusion(self) -> Ids:
        """Counts (classes, classes), gold in rows and predicted in columns."""
        size = len(self.labels)
        counts = np.bincount(self.gold * size + self.predicted, minlength=size * size)
        return counts.reshape(size, size).astype(np.int64)
