"""What a corpus says as figures: pairs, pairs over time, and which pairs changed most.

The unit is the article: of every pair an article has one score in [-1, 1], p(supportive) -
p(hostile), and a figure is their mean. Intervals are percentile bootstrap intervals (Efron and
Tibshirani 1993) that draw articles with replacement, and are left out below `ENOUGH` articles.
Changes are tested by permutation of the articles over the two times, and the p-values of all
pairs tested together become q-values (Benjamini and Hochberg 1995): among the pairs with a
q-value up to 0.05, some 5 % are expected to have changed by chance alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

import numpy as np

from stance.corpus.answers import UNDATED, Answers, Floats, Ints
from stance.corpus.identities import Identity
from stance.corpus.periods import as_date, label_of, start_of
from stance.evaluation.statistics import Resampling
from stance.schema import LABELS

ENOUGH = 5
"""Articles from which on a mean has an interval, and a change is tested on either side."""

_DRAWN = 1 << 20
"""Values drawn at once: bounds the memory of a resampling."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean score of `articles` articles, in [-1, 1], with its interval where there is one."""

    articles: int
    score: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """An actor's stance toward a target in the whole corpus.

    `counts` are articles by label, in the order of `LABELS`, `p` their mean probabilities.
    `rows` are those of the pair in the answers.
    """

    actor: Identity
    target: Identity
    mean: Mean
    counts: tuple[int, int, int]
    p: tuple[float, float, float]
    first: date | None
    last: date | None
    rows: slice

    @property
    def sided(self) -> int:
        """Articles whose label is hostile or supportive."""
        return sum(self.counts) - self.counts[LABELS.index("neutral")]

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of actor and target."""
        return self.actor.id, self.target.id


@dataclass(frozen=True, slots=True)
class Point:
    """A pair in one period."""

    period: str
    start: date
    mean: Mean


@dataclass(frozen=True, slots=True)
class Change:
    """A pair before a day and from it on; `difference` is after minus before."""

    pair: Pair
    before: Mean
    after: Mean
    difference: float
    low: float
    high: float
    p: float
    q: float


def pairs(answers: Answers, least: int, resampling: Resampling) -> list[Pair]:
    """The pairs that at least `least` articles have, first those with most of them on a side."""
    found = []
    for rows in _groups(answers.actor, answers.target):
        if rows.stop - rows.start >= least:
            found.append(_pair(answers, rows, resampling))
    return sorted(found, key=_rank)


def series(answers: Answers, pair: Pair, period: str, resampling: Resampling) -> list[Point]:
    """The pair period by period; periods without an article are left out."""
    days, scores = answers.day[pair.rows], answers.scores(pair.rows)
    dated = days != UNDATED
    days, scores = days[dated], scores[dated]
    order = np.argsort(days, kind="stable")
    starts = [start_of(as_date(day), period) for day in days[order].tolist()]
    points = []
    for start, group in groupby(range(len(starts)), key=starts.__getitem__):
        mean = mean_of(scores[order][list(group)], resampling)
        points.append(Point(label_of(start, period), start, mean))
    return points


def middle_day(answers: Answers) -> date | None:
    """The day that halves the dated articles; None where all are of one day, or of none."""
    _, at = np.unique(answers.article, return_index=True)
    days = np.sort(answers.day[at])
    days = days[days != UNDATED]
    if not len(days) or days[0] == days[-1]:
        return None
    middle = days[len(days) // 2]
    # What begins the second half must leave something before it.
    return as_date(int(middle if middle > days[0] else days[days > middle][0]))


def changes(
    answers: Answers, found: Sequence[Pair], split: date, resampling: Resampling
) -> list[Change]:
    """The pairs with enough articles before and after the day, the surest change first."""
    tested = []
    for pair in found:
        days, scores = answers.day[pair.rows], answers.scores(pair.rows)
        later = days >= (split - as_date(0)).days
        before, after = scores[~later & (days != UNDATED)], scores[later]
        if min(len(before), len(after)) >= ENOUGH:
            tested.append((pair, before, after, _test(before, after, resampling)))
    qs = _q_values([p for *_, (_, _, p) in tested])
    result = [
        Change(
            pair,
            mean_of(before, resampling),
            mean_of(after, resampling),
            float(after.mean() - before.mean()),
            low,
            high,
            p,
            q,
        )
        for (pair, before, after, (low, high, p)), q in zip(tested, qs, strict=True)
    ]
    return sorted(result, key=lambda change: (change.p, -abs(change.difference), change.pair.ids))


def mean_of(scores: Floats, resampling: Resampling) -> Mean:
    """The mean of scores, shape (n,), with n at least 1."""
    value = float(scores.mean())
    if len(scores) < ENOUGH:
        return Mean(len(scores), value)
    low, high = resampling.bounds(_means(scores, resampling).tolist())
    return Mean(len(scores), value, low, high)


def _rank(pair: Pair) -> tuple[int, int, float, tuple[str, str]]:
    return -pair.sided, -pair.mean.articles, -abs(pair.mean.score), pair.ids


def _pair(answers: Answers, rows: slice, resampling: Resampling) -> Pair:
    days = answers.day[rows]
    counts = np.bincount(answers.label[rows], minlength=len(LABELS)).tolist()
    dated = days[days != UNDATED]
    hostile, neutral, supportive = answers.p[rows].mean(axis=0).tolist()
    return Pair(
        answers.entities[int(answers.actor[rows.start])],
        answers.entities[int(answers.target[rows.start])],
        mean_of(answers.scores(rows), resampling),
        (counts[0], counts[1], counts[2]),
        (hostile, neutral, supportive),
        as_date(int(dated.min())) if len(dated) else None,
        as_date(int(dated.max())) if len(dated) else None,
        rows,
    )


def _groups(actor: Ints, target: Ints) -> Iterator[slice]:
    """The rows of each pair: the answers are in the order of actor and target."""
    if not len(actor):
        return
    edges = np.flatnonzero((actor[1:] != actor[:-1]) | (target[1:] != target[:-1])) + 1
    bounds = [0, *edges.tolist(), len(actor)]
    for start, end in pairwise(bounds):
        yield slice(start, end)


def _means(scores: Floats, resampling: Resampling) -> Floats:
    """Means of resamples of the scores, shape (resamples,)."""
    rng = np.random.default_rng(resampling.seed)
    size = len(scores)
    step = max(1, _DRAWN // size)
    means = np.empty(resampling.resamples)
    for start in range(0, resampling.resamples, step):
        rows = min(step, resampling.resamples - start)
        means[start : start + rows] = scores[rng.integers(size, size=(rows, size))].mean(axis=1)
    return means


def _test(before: Floats, after: Floats, resampling: Resampling) -> tuple[float, float, float]:
    """(low, high, p) of the difference of two means: bootstrap interval, permutation test."""
    apart = Resampling(resampling.resamples, resampling.level, resampling.seed + 1)
    low, high = resampling.bounds((_means(after, resampling) - _means(before, apart)).tolist())
    gap = abs(after.mean() - before.mean())
    both = np.concatenate([before, after])
    rng = np.random.default_rng(resampling.seed)
    extreme = 0
    for _ in range(resampling.resamples):
        drawn = rng.permutation(both)
        # Room for rounding: the order of a sum must not decide.
        extreme += abs(drawn[len(before) :].mean() - drawn[: len(before)].mean()) >= gap - 1e-12
    assert low is not None and high is not None
    return low, high, (extreme + 1) / (resampling.resamples + 1)


def _q_values(ps: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p-values, in the order given."""
    order = np.argsort(ps)[::-1]
    qs = np.empty(len(ps))
    least = 1.0
    for rank, index in zip(range(len(ps), 0, -1), order, strict=True):
        least = min(least, ps[index] * len(ps) / rank)
        qs[index] = least
    return [float(q) for q in qs]
