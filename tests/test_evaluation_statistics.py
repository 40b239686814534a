"""Intervals, paired tests and spreads, against numbers known otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.evaluation.statistics import (
    Indices,
    Resampling,
    difference,
    intervals,
    mcnemar,
    spread,
)


@dataclass(frozen=True)
class Values:
    """A sample of numbers, to take means of."""

    values: np.ndarray

    def __len__(self) -> int:
        return len(self.values)

    def take(self, indices: Indices) -> Values:
        return Values(self.values[indices])


def figures(sample: Values) -> dict[str, float]:
    return {"mean": mean(sample)}


def mean(sample: Values) -> float:
    return float(sample.values.mean())


def width(values: np.ndarray, groups: Sequence[int]) -> float:
    found = intervals(Values(values), figures, groups, Resampling())["mean"]
    assert found.low is not None and found.high is not None
    assert found.low <= found.value <= found.high
    return found.high - found.low


def test_the_interval_of_a_mean_is_that_of_the_normal_distribution() -> None:
    values = np.random.default_rng(1).normal(size=400)
    expected = 2 * 1.96 * values.std() / 20
    assert width(values, range(400)) == pytest.approx(expected, rel=0.1)


def test_items_of_one_article_are_drawn_together() -> None:
    articles = np.random.default_rng(2).normal(size=40)
    values, groups = np.repeat(articles, 10), [index // 10 for index in range(400)]
    expected = 2 * 1.96 * articles.std() / 40**0.5
    assert width(values, groups) == pytest.approx(expected, rel=0.1)
    assert width(values, range(400)) < width(values, groups) / 2
    for indices in Resampling(resamples=3).draws(groups):
        drawn = np.bincount(indices, minlength=400).reshape(40, 10)
        assert (drawn == drawn[:, :1]).all() and drawn.sum() == 400


def test_a_seed_repeats_its_draws_and_another_does_not() -> None:
    first, again, other = (
        next(Resampling(seed=seed).draws(range(50))).tolist() for seed in (0, 0, 1)
    )
    assert first == again != other


def test_one_group_or_no_resample_gives_no_interval() -> None:
    sample = Values(np.array([1.0, 2.0]))
    for groups, resampling in (([7, 7], Resampling()), ([1, 2], Resampling(resamples=0))):
        found = intervals(sample, figures, groups, resampling)["mean"]
        assert (found.value, found.low, found.high) == (1.5, None, None)
    assert intervals(Values(np.zeros(0)), lambda _: {"f": 0.0}, [], Resampling())["f"].low is None


def test_two_systems_are_compared_on_the_same_draws() -> None:
    noise = np.random.default_rng(3).normal(size=200) * 10
    better, worse = Values(noise + 0.5), Values(noise)
    gap, p = difference(better, worse, mean, range(200), Resampling())
    # The noise is shared: apart, either mean is known to some +- 1.4 only.
    assert gap.value == pytest.approx(0.5)
    assert gap.low == pytest.approx(0.5) and gap.high == pytest.approx(0.5)
    assert p == pytest.approx(2 / 1001)


def test_no_difference_has_a_p_value_of_one() -> None:
    sample = Values(np.arange(10.0))
    gap, p = difference(sample, sample, mean, range(10), Resampling())
    assert gap.value == gap.low == gap.high == 0 and p == 1
    assert difference(sample, sample, mean, [0] * 10, Resampling())[1] == 1


def test_the_paired_p_value_is_near_that_of_the_t_test() -> None:
    stats = pytest.importorskip("scipy.stats")
    gaps = np.random.default_rng(4).normal(0.15, 1, size=300)
    one, other = Values(gaps), Values(np.zeros(300))
    p = difference(one, other, mean, range(300), Resampling(resamples=4000))[1]
    assert p == pytest.approx(stats.ttest_1samp(gaps, 0).pvalue, abs=0.01)


def test_mcnemar_by_hand() -> None:
    one = np.array([True] * 8 + [False] * 1 + [True] * 5 + [False] * 3)
    other = np.array([False] * 8 + [True] * 1 + [True] * 5 + [False] * 3)
    # 8 against 1: both tails of a fair coin thrown 9 times, (1 + 9) / 512 each.
    assert mcnemar(one, other) == pytest.approx((8, 1, 2 * 10 / 512))
    assert mcnemar(one, one) == (0, 0, 1.0)


@settings(deadline=None)  # the first example pays for an import
@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_binomial_test_of_scipy(only_one: int, only_other: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    one = np.array([True] * only_one + [False] * only_other, dtype=bool)
    expected = 1.0
    if only_one + only_other:
        expected = stats.binomtest(only_one, only_one + only_other).pvalue
    assert mcnemar(one, ~one)[2] == pytest.approx(expected)


def test_spread_by_hand() -> None:
    assert spread([0.7, 0.8, 0.9]) == pytest.approx((0.8, 0.1))
    with pytest.raises(ValueError, match="two runs"):
        spread([0.7])
