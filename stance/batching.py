"""Batches of like length, so that little of a batch is padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

PADDED_TOKENS = 4096
"""Size of a batch, in tokens with padding: keeps memory flat whatever the texts' lengths."""

CPU_TOKENS = 1024
"""The same for ONNX Runtime: on a CPU more is no faster, and takes more memory."""


def by_length(lengths: Sequence[int], limit: int = PADDED_TOKENS) -> Iterator[list[int]]:
    """Indices in batches, longest first, each at most `limit` padded tokens (one row at least)."""
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    start = 0
    while start < len(order):
        count = max(1, limit // max(1, lengths[order[start]]))
        yield order[start : start + count]
        start += count


def pad(
    rows: Sequence[Sequence[int]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Padded ids and their attention mask, both (rows, longest row)."""
    longest = max(len(row) for row in rows)
    ids = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return ids, mask
