"""Counts of articles, out of which precision, recall and F1 are made.

An article gives a row of counts; figures are computed from the sums over articles, so that
intervals come from resampling the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Tally:
    """`rows` (articles, counts) with one column for each of `names`."""

    names: tuple[str, ...]
    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, articles: Iterable[Mapping[str, int]]) -> Tally:
        """The counts of each article; one that lacks a count has none of it."""
        counted = list(articles)
        names = tuple(dict.fromkeys(name for article in counted for name in article))
        rows = [[article.get(name, 0) for name in names] for article in counted]
        return cls(names, np.array(rows, dtype=np.int64).reshape(len(counted), len(names)))

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, indices: npt.NDArray[np.integer]) -> Tally:
        """The rows at these indices, repeated as often as they are named."""
        return Tally(self.names, self.rows[indices])

    def sums(self) -> Counter[str]:
        """Each count summed over the articles; 0 for a name that no article has."""
        totals = self.rows.sum(axis=0).tolist()
        return Counter(dict(zip(self.names, totals, strict=True)))


def ratio(part: int, whole: int) -> float:
    """`part` of `whole`, 0 of nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean, 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
