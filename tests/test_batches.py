"""Batches in parts: like length in a part, every row once, the order the seed's alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training.batches import PartSampler


@given(
    st.lists(st.integers(1, 256), min_size=1, max_size=200),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_every_row_comes_once_in_an_order_of_the_seed(
    lengths: list[int], size: int, parts: int, seed: int
) -> None:
    sampler = PartSampler(lengths, size, parts, seed)
    order = list(sampler)
    assert sorted(order) == list(range(len(lengths)))
    assert len(sampler) == len(lengths)
    assert order == list(sampler)


def test_a_part_is_of_like_length_and_the_next_one_of_another() -> None:
    lengths = [10, 50, 100, 200] * 40
    order = list(PartSampler(lengths, 8, 4, seed=1))
    parts = [{lengths[row] for row in order[at : at + 8]} for at in range(0, len(order), 8)]
    assert all(len(part) == 1 for part in parts)
    batches = [set.union(*parts[at : at + 4]) for at in range(0, len(parts), 4)]
    assert sum(len(batch) > 1 for batch in batches) >= len(batches) - 1


def test_a_part_that_is_not_full_comes_last() -> None:
    lengths = [1] * 8 + [9] * 3
    for seed in range(5):
        assert sorted(list(PartSampler(lengths, 4, 2, seed))[-3:]) == [8, 9, 10]
    assert list(PartSampler([3, 1, 2], 8, 1, seed=0)) == [1, 2, 0]


def test_another_seed_is_another_order() -> None:
    lengths = list(range(64))
    assert list(PartSampler(lengths, 8, 2, seed=0)) != list(PartSampler(lengths, 8, 2, seed=1))
