"""Batches that are mixed though little of them is padding.

Rows of like length are mostly of one set: a step on a batch of them follows that set alone. A
batch in parts has rows of like length in each part, and its parts are drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch.utils.data import Sampler
from transformers import Trainer

POOL = 50
"""Batches whose rows are sorted by length together, as transformers' LengthGroupedSampler does."""


class PartSampler(Sampler[int]):
    """Row numbers, `size` after `size` of like length, these parts in random order.

    `lengths`: the length of every row. A part that is not full comes last. The order is decided
    by `seed` alone, so that a run that is resumed finds its rows again.
    """

    def __init__(self, lengths: Sequence[int], size: int, parts: int, seed: int) -> None:
        self.lengths = lengths
        self.size = size
        self.pool = POOL * size * parts
        self.seed = seed

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(self.seed)
        rows = torch.randperm(len(self.lengths), generator=generator).tolist()
        parts = []
        for start in range(0, len(rows), self.pool):
            pool = sorted(rows[start : start + self.pool], key=lambda row: self.lengths[row])
            parts += [pool[at : at + self.size] for at in range(0, len(pool), self.size)]
        full = [part for part in parts if len(part) == self.size]
        for number in torch.randperm(len(full), generator=generator).tolist():
            yield from full[number]
        for part in parts:
            if len(part) < self.size:
                yield from part


class PartsTrainer(Trainer):
    """Trainer that draws the parts of a batch, where there are several, by `PartSampler`."""

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        size, parts = self.args.per_device_train_batch_size, self.args.gradient_accumulation_steps
        if parts == 1:
            return super()._get_train_sampler(train_dataset)
        rows: Any = self.train_dataset if train_dataset is None else train_dataset
        return PartSampler(rows[self.args.length_column_name], size, parts, self.args.seed)
