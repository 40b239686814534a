"""Contents dealt out to cues, in one search over the words of a text.

Contents are not tagged first and linked then: every word goes to one of the cues around it or to
none, by how likely it is content, how likely it is linked to that cue, and what it costs to
change hands between two words. A quotation is dealt as a whole, because all of it is said by
one speaker: what the tagger misses in it is not lost, and nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
import numpy.typing as npt

from stance.lattice import Run, Unit, deal
from stance.schema import Span
from stance.wordscores import Floats, Indices, LinkBlock, WordScores

CONTENT_OUTSIDE = -0.5
"""Added to the log-probability that a word lies outside any content."""

CHANGE = 1.5
"""Cost of each end of a stretch of content, in log-probability: what joins fragments."""

EXCHANGE = 3.0
"""Cost of a content's end where that of another cue begins."""

UNLINKED = -6.0
"""Log-probability of a link below which differences are noise."""

Bools = npt.NDArray[np.bool_]

FURTHEST = 2
"""Sentences from a cue to its content, at most: on PolNeAR dev all but 1 in 200 keep to it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a text stand.

    `sentence` (words,) is the index of each word's sentence. A unit is a quotation, or a word
    outside one: `unit` (words,) is the index of each word's, `bounds` (units + 1,) the first
    word of each, and the number of words.
    """

    sentence: Indices
    unit: Indices
    bounds: Indices

    @classmethod
    def of(cls, words: WordScores, sentences: Sequence[Span], quoted: Sequence[Span]) -> Places:
        """Of words in a text with these sentences and quotations."""
        starts = np.array([span.start for span in words.spans], dtype=np.int64)
        sentence = np.searchsorted([span.end for span in sentences], starts, side="right")
        quotation = np.searchsorted([span.end for span in quoted], starts, side="right")
        begins = np.array([*(span.start for span in quoted), np.iinfo(np.int64).max])
        inside = starts >= begins[quotation]
        first = np.ones(starts.size, dtype=bool)
        first[1:] = ~(inside[1:] & inside[:-1] & (quotation[1:] == quotation[:-1]))
        return cls(sentence, np.cumsum(first) - 1, np.append(np.flatnonzero(first), starts.size))


def find_contents(
    words: WordScores, layer: str, cues: Sequence[Run], places: Places
) -> Iterator[tuple[int, int, int]]:
    """The stretches of content of a layer, in order: index of the cue, first word, last-plus-one.

    `cues` are in text order.
    """
    scores = words.tags[layer].astype(np.float64)
    inside = np.logaddexp(scores[:, 1], scores[:, 2])
    owners = _owners(words.links[layer], inside, cues, places)
    if not any(owners):
        return
    firsts = places.bounds[:-1]
    units = map(
        Unit,
        np.add.reduceat(scores[:, 0] + CONTENT_OUTSIDE, firsts).tolist(),
        owners,
        (scores[firsts, 1] - inside[firsts]).tolist(),
        (scores[firsts, 2] - inside[firsts]).tolist(),
    )
    dealt = deal(list(units), CHANGE, EXCHANGE)
    unit = 0
    for cue, stretch in groupby(dealt):
        size = sum(1 for _ in stretch)
        if cue is not None:
            yield cue, int(places.bounds[unit]), int(places.bounds[unit + size])
        unit += size


def _owners(
    blocks: Sequence[LinkBlock],
    inside: npt.NDArray[np.float64],
    cues: Sequence[Run],
    places: Places,
) -> list[dict[int, float]]:
    """For each unit the cues it may belong to, with the log-probability of its words and links.

    `inside` (words,) is the log-probability of being content.
    """
    owners: list[dict[int, float]] = [{} for _ in range(places.bounds.size - 1)]
    quotations: dict[int, _Linked] = {}
    single = np.diff(places.bounds) == 1
    for block in blocks:
        seen, links = block.to_runs(cues)
        links = np.maximum(links, UNLINKED)
        units = places.unit[block.rows]
        near = _near(units, [cues[index] for index in seen], places)
        totals = inside[block.rows, None] + links
        for row, column in np.argwhere(near & single[units, None]).tolist():
            owners[units[row]][seen[column]] = float(totals[row, column])
        for unit in set(units[~single[units]].tolist()):
            rows = units == unit
            quotation = quotations.setdefault(unit, _Linked())
            quotation.add(seen, links[rows].sum(axis=0), near[rows][0], int(rows.sum()))
    for unit, quotation in quotations.items():
        words = slice(*places.bounds[unit : unit + 2])
        owners[unit] = quotation.totals(float(inside[words].sum()))
    return owners


@dataclass(slots=True)
class _Linked:
    """The links of a quotation's words: how many words have any, and for each cue the sum of
    theirs to it and how many have it in their window."""

    words: int = 0
    sums: dict[int, tuple[float, int]] = field(default_factory=dict)

    def add(self, seen: Sequence[int], links: Floats, near: Bools, words: int) -> None:
        """Adds words of one window, with their sums of links (cues seen,)."""
        self.words += words
        for index, link, allowed in zip(seen, links.tolist(), near.tolist(), strict=True):
            if allowed:
                total, count = self.sums.get(index, (0.0, 0))
                self.sums[index] = (total + link, count + words)

    def totals(self, inside: float) -> dict[int, float]:
        """Log-probability for each cue, `inside` being that of the words to be content. Words
        that do not see a cue are taken to be linked to it as the others are, on average."""
        return {
            index: inside + total * self.words / count
            for index, (total, count) in self.sums.items()
        }


def _near(units: Indices, cues: Sequence[Run], places: Places) -> Bools:
    """(units, cues) whether a cue is near enough to a unit to have it, and not in it."""
    first, last = places.bounds[units], places.bounds[units + 1]
    begin, end = (np.array([cue[at] for cue in cues], dtype=np.int64) for at in (1, 2))
    sentence = places.sentence[begin]
    low, high = places.sentence[first] - FURTHEST, places.sentence[last - 1] + FURTHEST
    close = (sentence >= low[:, None]) & (sentence <= high[:, None])
    apart = (begin >= last[:, None]) | (end <= first[:, None])
    return close & apart
