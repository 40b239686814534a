"""Which source a cue has: a logistic regression over what the tagger and the text say of a pair.

The tagger's own link is the strongest of the signs, not the only one: a source that stands
next to the cue, is a name and has no rival is the likelier. The weights are fitted by
`training.fit_linking` on PolNeAR's train articles and lie in `stance/data/linking.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stance.lattice import Run
from stance.wordscores import LinkBlock, WordScores

FEATURES = ("link", "none", "margin", "source", "distance", "before", "nearest", "named")
"""What is known of a cue and a source: the log-probabilities that the cue is linked to it and to
none, the difference to the best other source; the log-odds, a word, of being a source; log of
one plus the words between; whether it stands before the cue, is the nearest, is a name."""

UNLINKED = -9.0
"""Log-probability of a link below which a source is none of the cue's."""

Floats = npt.NDArray[np.float64]


class Rivals(NamedTuple):
    """The sources that a cue may have: their indices, and the features (sources, features)."""

    cue: int
    sources: list[int]
    features: Floats


@dataclass(frozen=True, slots=True)
class SourceLinker:
    """Weights of the features, by name, and the probability from which on a pair is one."""

    weights: dict[str, float]
    bias: float
    threshold: float

    @classmethod
    def from_json(cls, text: str) -> SourceLinker:
        """A linker as `to_json` writes it; ValueError for weights of other features."""
        linker = cls(**json.loads(text))
        if set(linker.weights) != set(FEATURES):
            raise ValueError(f"weights of {sorted(linker.weights)} instead of {sorted(FEATURES)}")
        return linker

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"

    def probabilities(self, features: Floats) -> Floats:
        """(pairs,) how likely each of the pairs (pairs, features) is one."""
        logits = features @ np.array([self.weights[name] for name in FEATURES]) + self.bias
        result: Floats = 1 / (1 + np.exp(-logits))
        return result

    def choose(self, rivals: Rivals) -> int | None:
        """Index of the source that the cue has; None when it more likely has none of them."""
        if not rivals.sources:
            return None
        probabilities = self.probabilities(rivals.features)
        best = int(probabilities.argmax())
        return rivals.sources[best] if probabilities[best] > self.threshold else None


@lru_cache(maxsize=1)
def default_linker() -> SourceLinker:
    """The linker that comes with the package."""
    return SourceLinker.from_json(
        (files("stance") / "data" / "linking.json").read_text(encoding="utf-8")
    )


def rivals(
    words: WordScores,
    cues: Sequence[Run],
    sources: Sequence[Run],
    sentence: npt.NDArray[np.int64],
) -> Iterator[Rivals]:
    """For each cue that the tagger gives links the sources of its sentence that it may have.

    `sentence` (words,) is the index of each word's sentence; cues and sources are in text order.
    """
    known = _Sources.of(words, sources)
    index = {cue.first: at for at, cue in enumerate(cues)}
    for block in words.links["source"]:
        seen, links = block.to_runs(sources)
        same = sentence[known.first[seen]]
        for row, word in enumerate(block.rows.tolist()):
            if word in index:
                cue = index[word]
                near = np.flatnonzero((same == sentence[word]) & (links[row] > UNLINKED))
                chosen = [seen[column] for column in near]
                features = _features(links[row, near], block, row, cues[cue], known, chosen)
                yield Rivals(cue, chosen, features)


@dataclass(frozen=True, slots=True)
class _Sources:
    """Of every source: first and last-plus-one word, log-odds a word, whether it is a name."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    odds: Floats
    named: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, words: WordScores, sources: Sequence[Run]) -> _Sources:
        scores = words.tags["source"].astype(np.float64)
        odds = np.logaddexp(scores[:, 1], scores[:, 2]) - scores[:, 0]
        name = words.tags["entity"].argmax(axis=1) > 0
        return cls(
            np.array([run.first for run in sources], dtype=np.int64),
            np.array([run.last for run in sources], dtype=np.int64),
            np.array([odds[run.first : run.last].mean() for run in sources]),
            np.array([name[run.first : run.last].any() for run in sources], dtype=bool),
        )


def _features(
    links: npt.NDArray[np.float32],
    block: LinkBlock,
    row: int,
    cue: Run,
    known: _Sources,
    chosen: Sequence[int],
) -> Floats:
    first, last = known.first[chosen], known.last[chosen]
    distance = np.maximum(0, np.maximum(first - cue.last, cue.first - last))
    columns = (
        links,
        np.full(len(chosen), block.none[row]),
        links - _best_others(links),
        known.odds[chosen],
        np.log1p(distance),
        first < cue.first,
        distance == distance.min(initial=distance.max(initial=0)),
        known.named[chosen],
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _best_others(links: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """For each link the best of the others, `UNLINKED` where there is no other."""
    padded = np.sort(np.append(links, [UNLINKED, UNLINKED]))
    best, second = padded[-1], padded[-2]
    others: npt.NDArray[np.float32] = np.where(links == best, second, best).astype(np.float32)
    return others
