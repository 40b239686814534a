"""Whether what is tested was trained on: texts that two splits share.

Texts are compared as folded words, without case, marks and blanks. Two are the same when all
their words are; they are nearly the same when at least `NEAR` of the runs of `RUN` words of
the tested one stand in one that was trained on: a sentence quoted anew, a text cut at its end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stance.datasets.base import AttributionDocument, StanceDocument, StanceExample
from stance.evaluation.results import Overlap
from stance.places import fold

RUN = 5
NEAR = 0.8

_WORD = re.compile(r"\w+")
Words = tuple[str, ...]


class Shared(NamedTuple):
    """For each item of a split: whether the other has its text, nearly its text, its article."""

    same: list[bool]
    near: list[bool]
    group: list[bool]

    def overlap(self, split: str) -> Overlap:
        """How many items there are of each, and in all."""
        return Overlap(split, len(self.same), sum(self.same), sum(self.near), sum(self.group))


Item = StanceExample | AttributionDocument | StanceDocument


def shared(items: Sequence[Item], others: Iterable[Item]) -> Shared:
    """What of `items` is in `others` as well. An item with the same text is not nearly so."""
    known: set[Words] = set()
    groups: set[str] = set()
    runs: dict[Words, set[int]] = defaultdict(set)
    for other in others:
        groups.add(_group(other))
        words = _words(other.text)
        if words not in known:
            known.add(words)
            for run in _runs(words):
                runs[run].add(len(known))
    found = Shared([], [], [])
    answers: dict[Words, bool] = {}
    for item in items:
        words = _words(item.text)
        if words not in answers:
            answers[words] = _is_near(words, runs)
        found.same.append(words in known)
        found.near.append(words not in known and answers[words])
        found.group.append(_group(item) in groups)
    return found


def _is_near(words: Words, runs: dict[Words, set[int]]) -> bool:
    mine = _runs(words)
    if not mine:
        return False
    votes = Counter(text for run in mine for text in runs.get(run, ()))
    return max(votes.values(), default=0) >= NEAR * len(mine)


def _runs(words: Words) -> set[Words]:
    return {words[start : start + RUN] for start in range(len(words) - RUN + 1)}


def _words(text: str) -> Words:
    return tuple(_WORD.findall(fold(text).lower()))


def _group(item: Item) -> str:
    """The article of an item; an item without one stands for itself."""
    return (item.group or item.id) if isinstance(item, StanceExample) else item.id
