"""Hand-made scores of a text's words, as the tagger would give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from stance.schema import Span
from stance.tagging import LINKED_LAYERS, TAGS
from stance.wordscores import LinkBlock, WordScores, log_softmax


def word_scores(
    text: str,
    words: Mapping[str, Sequence[str]],
    links: Mapping[str, Mapping[str, str]],
    sure: float = 6.0,
    everywhere: int | None = None,
) -> WordScores:
    """Scores in which a word is what white space parts.

    `words` gives the spans of each layer by their words, `links` for each linked layer which of
    them leads to which. A stretch means its first place in the text, or, `everywhere` being the
    length of a unit that the text repeats, its place in each unit. `sure` is the log-odds of
    what is given against what is not.
    """
    spans = tuple(Span(*match.span()) for match in re.finditer(r"\S+", text))
    starts = np.array([span.start for span in spans])

    def places(stretch: str) -> Iterator[range]:
        first = text.index(stretch)
        for at in range(first, len(text), everywhere or len(text)):
            yield range(
                int(np.searchsorted(starts, at)), int(np.searchsorted(starts, at + len(stretch)))
            )

    tags = {}
    for layer, names in TAGS.items():
        logits = np.zeros((len(spans), len(names)), dtype=np.float32)
        logits[:, 0] = sure
        for stretch in words.get(layer, ()):
            for place in places(stretch):
                for word in place:
                    logits[word] = 0
                    logits[word, 1 if word == place[0] else 2] = sure
        tags[layer] = log_softmax(logits)
    blocks = {}
    for layer in LINKED_LAYERS:
        pairs = [
            (child, goal[0])
            for one, other in links.get(layer, {}).items()
            for origin, goal in zip(places(one), places(other), strict=True)
            for child in origin
        ]
        blocks[layer] = tuple(_blocks(pairs, sure, everywhere is not None))
    return WordScores(spans, tags, blocks)


def _blocks(pairs: Sequence[tuple[int, int]], sure: float, apart: bool) -> Iterator[LinkBlock]:
    """One block of all links, or, for a long text, one a link."""
    groups = [[pair] for pair in sorted(pairs)] if apart else [sorted(pairs)]
    for group in groups:
        rows, goals = (
            np.array(sorted({pair[side] for pair in group}), dtype=np.int64) for side in (0, 1)
        )
        logits = np.zeros((rows.size, goals.size + 1), dtype=np.float32)
        for child, goal in group:
            logits[np.searchsorted(rows, child), 1 + np.searchsorted(goals, goal)] = sure
        scores = log_softmax(logits)
        yield LinkBlock(rows, goals, scores[:, 1:], scores[:, 0])
