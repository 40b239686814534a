"""The model inputs of some questions: distinct rows, and who asks what of which row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from stance.batching import PADDED_TOKENS, by_length, pad
from stance.encoding import StanceEncoder, load_tokenizer
from stance.models import ModelFolder
from stance.query import Located, question

Inputs = dict[str, npt.NDArray[np.int64]]
"""`input_ids`, `attention_mask` (rows, tokens) and `pairs` (pairs, 3): see `StanceModel`."""

Values = npt.NDArray[np.float32]
Number = TypeVar("Number", np.float32, np.float64)


def load_encoder(folder: ModelFolder) -> StanceEncoder:
    """The encoder of texts that goes with the model in a folder."""
    config = folder.config()
    return StanceEncoder(
        load_tokenizer(str(folder.file("tokenizer.json"))),
        config["max_tokens"],
    )


def temperatures(known: Mapping[str, float], queries: Sequence[Located]) -> Values:
    """What each question's logits are divided by, shape (queries, 1); `known` by question."""
    values = [[known.get(question(query), 1.0)] for query in queries]
    return np.array(values, dtype=np.float32).reshape(-1, 1)


@dataclass(frozen=True, slots=True)
class Rows:
    """Inputs for `queries` questions in the form of pairs, one or, in a long text, several each.

    Pair i asks at `pairs[i]` (row, actor position, target position) for question `owners[i]`
    and counts `weights[i]` tokens; `ids` are the rows. `cut` are the questions of which no row
    has the whole text.
    """

    queries: int
    ids: tuple[tuple[int, ...], ...]
    pairs: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    weights: Values
    cut: frozenset[int]

    @classmethod
    def of(cls, encoder: StanceEncoder, queries: Sequence[Located]) -> Rows:
        """The rows of some questions. ValueError for a span that holds no token."""
        texts = list(dict.fromkeys(query.text for query in queries))
        encodings = dict(zip(texts, encoder.tokenize(texts), strict=True))
        ids: dict[tuple[int, ...], int] = {}
        pairs, owners, weights, cut = [], [], [], set()
        for owner, query in enumerate(queries):
            made, whole = encoder.rows(encodings[query.text], query.actor, query.target)
            if not whole or len(made) > 1:
                cut.add(owner)
            for row in made:
                pairs.append((ids.setdefault(row.ids, len(ids)), row.actor, row.target))
                owners.append(owner)
                weights.append(max(row.weight, 1))
        return cls(
            len(queries),
            tuple(ids),
            np.array(pairs, dtype=np.int64).reshape(-1, 3),
            np.array(owners, dtype=np.int64),
            np.array(weights, dtype=np.float32),
            frozenset(cut),
        )

    def batches(self, limit: int = PADDED_TOKENS) -> Iterator[tuple[npt.NDArray[np.int64], Inputs]]:
        """(indices of pairs, their inputs) in batches of like length, each pair once, and in a
        batch at most `limit` padded tokens (one row at least)."""
        wanted: list[list[int]] = [[] for _ in self.ids]
        for pair, (row, _, _) in enumerate(self.pairs):
            wanted[row].append(pair)
        for batch in by_length([len(row) for row in self.ids], limit):
            chosen = np.array([pair for row in batch for pair in wanted[row]], dtype=np.int64)
            yield chosen, self.inputs(chosen)

    def inputs(self, chosen: npt.NDArray[np.int64]) -> Inputs:
        """The inputs of some pairs, with the rows that these need."""
        needed, place = np.unique(self.pairs[chosen, 0], return_inverse=True)
        input_ids, attention_mask = pad([self.ids[row] for row in needed])
        pairs = np.column_stack([place.reshape(-1), self.pairs[chosen, 1:]])
        return {"input_ids": input_ids, "attention_mask": attention_mask, "pairs": pairs}

    def mean(self, values: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """From (pairs, width) to (queries, width): the mean over pairs by their weight."""
        total = np.zeros((self.queries, values.shape[1]), dtype=values.dtype)
        np.add.at(total, self.owners, values * self.weights[:, None])
        weight = np.zeros(self.queries, dtype=np.float32)
        np.add.at(weight, self.owners, self.weights)
        return (total / np.maximum(weight, 1)[:, None]).astype(values.dtype)
