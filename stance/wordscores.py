"""What the tagger says of a text, word by word: how likely each tag and each link is.

A text is read in overlapping windows. Every token takes its scores from the window in which it
stands furthest from an edge, and every word from its first token. Of the links only those
between words that may be what they link are kept, so that the memory for a text grows with its
length and not with the square of a window.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.lattice import Run
from stance.schema import Span
from stance.tagging import LAYERS, LINK_GOALS, LINK_ROWS, LINKED_LAYERS, TAGS

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

POSSIBLE = 0.02
"""Probability of being in a span of a layer, from which on a token's links are looked at."""

_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOUBLE_NAME = re.compile(r"(?<=[a-z])-(?=[A-Z][a-z])[A-Z]")
_COLUMNS = {
    layer: slice(start, start + len(TAGS[layer]))
    for layer, start in zip(
        LAYERS, np.cumsum([0, *(len(TAGS[layer]) for layer in LAYERS)]).tolist(), strict=False
    )
}


@dataclass(frozen=True, slots=True)
class LinkBlock:
    """Links out of some words as one window sees them.

    `rows` (rows,) and `goals` (goals,) are ascending indices of words, `scores` (rows, goals)
    the log-probability that a row's word is linked to a goal's, `none` (rows,) that it is
    linked to nothing.
    """

    rows: Indices
    goals: Indices
    scores: Floats
    none: Floats

    def to_runs(self, runs: Sequence[Run]) -> tuple[list[int], Floats]:
        """Indices of the runs that the window sees any word of, and how likely each row's word
        is linked to one of the run: log-probabilities (rows, runs seen).

        `runs` are in text order and do not overlap.
        """
        if not self.goals.size:
            return [], self.scores
        low = bisect_right(runs, self.goals[0], key=lambda run: run.last)
        high = bisect_right(runs, self.goals[-1], key=lambda run: run.first)
        seen, columns = [], [np.zeros((self.rows.size, 0), dtype=np.float32)]
        for index in range(low, high):
            first, last = np.searchsorted(self.goals, runs[index][1:])
            if first < last:
                seen.append(index)
                columns.append(np.logaddexp.reduce(self.scores[:, first:last], axis=1)[:, None])
        return seen, np.concatenate(columns, axis=1)


@dataclass(frozen=True, slots=True)
class WordScores:
    """The scores of a text's words.

    `spans` are the words' characters, `tags` for each layer the log-probabilities (words, tags
    of the layer), `links` for each linked layer its blocks; a word is a row of one at most.
    """

    spans: tuple[Span, ...]
    tags: dict[str, Floats]
    links: dict[str, tuple[LinkBlock, ...]]

    def span(self, first: int, last: int) -> Span:
        """The characters of words `first` to `last` (excluded)."""
        return Span(self.spans[first].start, self.spans[last - 1].end)

    def span_of(self, run: Run) -> Span:
        """The characters of a run of words."""
        return self.span(run.first, run.last)


class WindowMerger:
    """Collects the windows of one text, in any order, and merges them into `WordScores`."""

    def __init__(self, text: str, offsets: Sequence[tuple[int, int]]) -> None:
        self._offsets = offsets
        starts = word_starts(text, offsets)
        if starts:
            starts[0] = True
        self._firsts = np.flatnonzero(starts)
        size = len(offsets)
        self._tags = np.zeros((size, sum(map(len, TAGS.values()))), dtype=np.float32)
        self._depth = np.full(size, -1)
        self._window = np.full(size, -1)
        self._links: list[dict[str, LinkBlock]] = []

    def add(self, start: int, end: int, tags: Floats, links: Floats) -> None:
        """Takes over a window's scores where it sees a token better than earlier windows.

        The window covers the tokens `start` to `end`. `tags` (tokens, tags of all layers) and
        `links` (linked layers, tokens, tokens) are one row of the model's output, first token
        and padding included.
        """
        size = end - start
        position = np.arange(size)
        # The ends of the text are no edges: nothing lies beyond them.
        left = position if start > 0 else np.full(size, size)
        right = size - 1 - position if end < self._depth.size else np.full(size, size)
        depth = np.minimum(left, right)
        better = position[depth > self._depth[start:end]]
        self._depth[start + better] = depth[better]
        self._window[start + better] = len(self._links)
        window = tags[1 : size + 1]
        self._tags[start + better] = window[better]
        self._links.append(self._window_links(start, end, better, window, links))

    def scores(self) -> WordScores:
        """The scores of all words, once every window is added."""
        firsts = self._firsts
        lasts = [*firsts[1:], len(self._offsets)]
        tags = self._tags[firsts]
        return WordScores(
            tuple(
                Span(self._offsets[int(first)][0], self._offsets[int(last) - 1][1])
                for first, last in zip(firsts, lasts, strict=False)
            ),
            {layer: log_softmax(tags[:, columns]) for layer, columns in _COLUMNS.items()},
            {
                layer: tuple(
                    block
                    for index, window in enumerate(self._links)
                    if (block := self._kept(index, window[layer])) is not None
                )
                for layer in LINKED_LAYERS
            },
        )

    def _window_links(
        self, start: int, end: int, better: Indices, tags: Floats, links: Floats
    ) -> dict[str, LinkBlock]:
        """The links of a window: from the tokens it sees best, first ones of words, to words."""
        inside = {
            layer: 1 - np.exp(log_softmax(tags[:, columns])[:, 0])
            for layer, columns in _COLUMNS.items()
        }
        begins = np.isin(start + better, self._firsts, assume_unique=True)
        words = np.searchsorted(self._firsts, np.arange(start, end), side="right") - 1
        blocks = {}
        for index, layer in enumerate(LINKED_LAYERS):
            rows = better[begins & (inside[LINK_ROWS[layer]][better] > POSSIBLE)]
            goals = np.flatnonzero(inside[LINK_GOALS[layer]] > POSSIBLE)
            scores = log_softmax(links[index, 1 + rows, : end - start + 1])
            blocks[layer] = _by_word(words[rows], words[goals], scores[:, 1 + goals], scores[:, 0])
        return blocks

    def _kept(self, window: int, block: LinkBlock) -> LinkBlock | None:
        """The rows of a window's block that no other window sees better; None without any."""
        kept = self._window[self._firsts[block.rows]] == window
        if not kept.any():
            return None
        return LinkBlock(block.rows[kept], block.goals, block.scores[kept], block.none[kept])


def _by_word(rows: Indices, goals: Indices, scores: Floats, none: Floats) -> LinkBlock:
    """A block whose goals are words: the probabilities of their tokens, added up."""
    words, first = np.unique(goals, return_index=True)
    if words.size < goals.size:
        scores = np.logaddexp.reduceat(scores, first, axis=1)
    return LinkBlock(rows, words, scores, none)


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    shifted: Floats = logits - logits.max(axis=-1, keepdims=True)
    total: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return total


def word_starts(text: str, offsets: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each token begins a word: pieces of one word take the tag of its first.

    An abbreviation ("U.S.") and a double name ("Hale-Whitby") are one word.
    """
    inner = {
        position
        for match in _ABBREVIATION.finditer(text)
        for position in range(match.start() + 1, match.end())
    }
    joined = {at for match in _DOUBLE_NAME.finditer(text) for at in range(*match.span())}
    starts = []
    previous = -1
    for start, end in offsets:
        inside = start == previous and text[start].isalnum() and text[start - 1].isalnum()
        starts.append(not inside and start not in inner and start not in joined)
        previous = end
    return starts
