"""How sure a figure is, and whether two systems differ: bootstrap, McNemar, spread over seeds.

Intervals are percentile bootstrap intervals (Efron and Tibshirani 1993): the items are drawn
with replacement, whole groups (articles) at a time where groups are known, because sentences
of one article are not independent. Two systems are compared on the same draws (Koehn 2004;
Berg-Kirkpatrick, Burkett and Klein 2012), and by McNemar's exact test on the decisions that
only one of them gets right.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from typing import Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt

from stance.evaluation.results import Figure

RESAMPLES = 1000
LEVEL = 0.95
SEED = 0

Indices = npt.NDArray[np.int64]


class Sample(Protocol):
    """Anything that can be resampled: decisions, counts by article."""

    def __len__(self) -> int: ...

    def take(self, indices: Indices, /) -> Self: ...


S = TypeVar("S", bound=Sample)


@dataclass(frozen=True, slots=True)
class Resampling:
    """How often to draw, at which confidence level the interval, and from which seed."""

    resamples: int = RESAMPLES
    level: float = LEVEL
    seed: int = SEED

    def draws(self, groups: Sequence[Hashable]) -> Iterator[Indices]:
        """Indices of each resample of len(groups) rows, rows of one group drawn together."""
        numbers: dict[Hashable, list[int]] = {}
        for index, group in enumerate(groups):
            numbers.setdefault(group, []).append(index)
        members = [np.array(rows, dtype=np.int64) for rows in numbers.values()]
        alone = len(members) == len(groups)
        rng = np.random.default_rng(self.seed)
        for _ in range(self.resamples if members else 0):
            drawn = rng.integers(len(members), size=len(members))
            yield drawn if alone else np.concatenate([members[group] for group in drawn])

    def bounds(self, values: Sequence[float]) -> tuple[float | None, float | None]:
        """The interval that leaves out as many of the values at either end, of none None."""
        if not len(values):
            return None, None
        tail = (1 - self.level) / 2
        low, high = np.quantile(values, [tail, 1 - tail])
        return float(low), float(high)


def intervals(
    sample: S,
    figures: Callable[[S], dict[str, float]],
    groups: Sequence[Hashable],
    resampling: Resampling,
) -> dict[str, Figure]:
    """Each figure of the sample with its interval; `groups` names the group of each row.

    Without rows, or with one group, there is nothing to draw from and no interval. A figure
    that a resample lacks (of a topic it drew nothing of) is left out of that resample.
    """
    values = figures(sample)
    if len(set(groups)) < 2:
        return {name: Figure(value) for name, value in values.items()}
    drawn: dict[str, list[float]] = {name: [] for name in values}
    for indices in resampling.draws(groups):
        for name, value in figures(sample.take(indices)).items():
            drawn[name].append(value)
    return {name: Figure(value, *resampling.bounds(drawn[name])) for name, value in values.items()}


def difference(
    one: S,
    other: S,
    figure: Callable[[S], float],
    groups: Sequence[Hashable],
    resampling: Resampling,
) -> tuple[Figure, float]:
    """(figure of `one` minus that of `other` with its interval, two-sided p-value).

    The rows of both are those of the same items in the same order. The p-value is twice the
    share of resamples in which the difference is not on the side it is found on, one added to
    both counts so that it is never 0.
    """
    value = figure(one) - figure(other)
    if len(set(groups)) < 2:
        return Figure(value), 1.0
    drawn = [
        figure(one.take(indices)) - figure(other.take(indices))
        for indices in resampling.draws(groups)
    ]
    tail = min(sum(gap <= 0 for gap in drawn), sum(gap >= 0 for gap in drawn))
    p = min(1.0, 2 * (tail + 1) / (len(drawn) + 1))
    return Figure(value, *resampling.bounds(drawn)), p


def mcnemar(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> tuple[int, int, float]:
    """(right only for `one`, right only for `other`, exact two-sided p-value).

    Under no difference either is as likely (McNemar 1947): the p-value is that of a binomial
    test with probability 1/2, 1 where the two are never right alone.
    """
    only_one, only_other = int((one & ~other).sum()), int((other & ~one).sum())
    total, less = only_one + only_other, min(only_one, only_other)
    tail = sum(comb(total, k) for k in range(less + 1))
    return only_one, only_other, min(1.0, tail / 2 ** (total - 1)) if total else 1.0


def spread(values: Sequence[float]) -> tuple[float, float]:
    """(mean, standard deviation with n - 1) of the figures of several runs, two at least."""
    if len(values) < 2:
        raise ValueError("a spread needs two runs at least")
    return float(np.mean(values)), float(np.std(values, ddof=1))
