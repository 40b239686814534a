"""Batches by length, and padding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.batching import PADDED_TOKENS, by_length, pad


@given(st.lists(st.integers(0, 300)), st.integers(1, 500))
def test_every_row_is_in_one_batch_within_the_limit(lengths: list[int], limit: int) -> None:
    batches = list(by_length(lengths, limit))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[index] for index in batch)
        assert len(batch) == 1 or longest * len(batch) <= limit
    in_order = [lengths[index] for batch in batches for index in batch]
    assert in_order == sorted(lengths, reverse=True)


def test_rows_of_one_length_keep_their_order() -> None:
    assert list(by_length([5, 9, 5, 5], limit=15)) == [[1], [0, 2, 3]]


def test_a_row_above_the_limit_is_a_batch_of_its_own() -> None:
    assert list(by_length([3, PADDED_TOKENS + 1])) == [[1], [0]]


def test_padding_is_masked() -> None:
    ids, mask = pad([[7, 8, 9], [5], []])
    assert ids.tolist() == [[7, 8, 9], [5, 0, 0], [0, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0], [0, 0, 0]]
    assert ids.dtype == mask.dtype == np.int64


@pytest.mark.parametrize("rows", [[[1]], [[1, 2]] * 3])
def test_rows_of_one_length_need_no_padding(rows: list[list[int]]) -> None:
    ids, mask = pad(rows)
    assert ids.tolist() == rows and mask.all()
