"""Best paths over the words of a text: spans out of BIO scores, contents dealt out to cues.

Both are exact dynamic programs (Viterbi 1967) over log-probabilities, linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SURE = 8.0
"""Log-odds at which a word is taken to lie in no span without a search."""

_IMPOSSIBLE = -1e9


class Run(NamedTuple):
    """Words `first` to `last` (excluded) of one kind."""

    kind: str
    first: int
    last: int


def bio_runs(
    scores: npt.NDArray[np.float32], tags: Sequence[str], outside: float = 0.0
) -> list[Run]:
    """The spans of the best sequence of BIO tags, in order.

    `scores` (words, tags) are log-probabilities in the order of `tags`: "O", then "B-kind" and
    "I-kind" of each kind. No I follows anything but a B or an I of its kind. `outside` is
    added to every O: above 0 it takes more to be a span, below 0 less.
    """
    kinds = [tag[2:] for tag in tags[1::2]]
    inside = scores[:, 1:].max(axis=1) if len(scores) else np.zeros(0)
    active = np.flatnonzero(inside > scores[:, 0] + outside - SURE)
    runs: list[Run] = []
    for stretch in np.split(active, np.flatnonzero(np.diff(active) > 1) + 1):
        if stretch.size:
            rows = scores[stretch].astype(float)
            rows[:, 0] += outside
            runs += _spans(_best_bio(rows.tolist(), len(kinds)), kinds, int(stretch[0]))
    return runs


def _best_bio(rows: Sequence[Sequence[float]], kinds: int) -> list[int]:
    """The best tag of each word. Tags are 0 for O, then B and I of each kind in turn."""
    begins = range(1, 2 * kinds, 2)
    total = [*rows[0]]
    for begin in begins:
        total[begin + 1] = _IMPOSSIBLE
    back: list[list[int]] = []
    for row in rows[1:]:
        best = max(range(len(total)), key=total.__getitem__)
        came = [best] * len(total)
        reached = [total[best] + score for score in row]
        for begin in begins:
            inner = begin if total[begin] >= total[begin + 1] else begin + 1
            came[begin + 1] = inner
            reached[begin + 1] = total[inner] + row[begin + 1]
        back.append(came)
        total = reached
    path = [max(range(len(total)), key=total.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _spans(path: Sequence[int], kinds: Sequence[str], first: int) -> Iterator[Run]:
    start = 0
    for at, (tag, following) in enumerate(pairwise([*path, 0])):
        if tag % 2:
            start = at
        if tag and following != tag + tag % 2:
            yield Run(kinds[(tag - 1) // 2], first + start, first + at + 1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of words that belongs to one owner or to none, as a whole.

    `none` is the log-probability of the latter, `owners` those of each possible owner.
    `begin` is added where an owner's stretch begins with this unit, `go_on` where it goes on.
    """

    none: float
    owners: Mapping[int, float]
    begin: float = 0.0
    go_on: float = 0.0


def deal(units: Sequence[Unit], change: float, exchange: float) -> list[int | None]:
    """The owner of each unit, in the best assignment.

    `change` is the cost of every place where an owner's stretch begins or ends, `exchange`
    that of one owner's ending where another's begins (a Potts model on a chain).
    """
    totals: dict[int | None, float] = {None: 0.0}
    back: list[dict[int | None, int | None]] = []
    for unit in units:
        owner = max(filter(_is_owner, totals), key=totals.__getitem__, default=None)
        outside = totals[None]
        leaving = totals[owner] - change if owner is not None else _IMPOSSIBLE
        came: dict[int | None, int | None] = {None: None if outside >= leaving else owner}
        reached: dict[int | None, float] = {None: max(outside, leaving) + unit.none}
        for key, score in unit.owners.items():
            best, origin = outside - change + unit.begin, None
            if owner is not None and totals[owner] - exchange + unit.begin > best:
                best, origin = totals[owner] - exchange + unit.begin, owner
            if key in totals and totals[key] + unit.go_on >= best:
                best, origin = totals[key] + unit.go_on, key
            came[key], reached[key] = origin, best + score
        back.append(came)
        totals = reached
    path: list[int | None] = [max(totals, key=totals.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[-2::-1]


def _is_owner(key: int | None) -> bool:
    return key is not None
