"""The layout and the picture of a graph of stances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.report.layout import Tie, layout

WIDTH = 340.0
SIZE = (110.0, 34.0)


def placed(count: int, ties: list[Tie]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return layout([SIZE] * count, ties, WIDTH)


graphs = st.integers(1, 10).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(
            st.builds(
                Tie,
                st.integers(0, count - 1),
                st.integers(0, count - 1),
                st.sampled_from(["hostile", "supportive"]),
            ),
            max_size=14,
        ),
    )
)


@given(graphs)
@settings(max_examples=12, deadline=None)
def test_no_boxes_touch_and_none_leaves_the_picture(graph: tuple[int, list[Tie]]) -> None:
    count, ties = graph
    centres = placed(count, ties)
    assert centres.shape == (count, 2) and np.isfinite(centres).all()
    assert (centres[:, 0] >= SIZE[0] / 2 - 1e-6).all()
    assert (centres[:, 0] <= WIDTH - SIZE[0] / 2 + 1e-6).all()
    assert (centres[:, 1] >= SIZE[1] / 2 - 1e-6).all()
    for one in range(count):
        for other in range(one):
            apart = np.abs(centres[one] - centres[other])
            assert apart[0] >= SIZE[0] or apart[1] >= SIZE[1]


def test_equal_graphs_look_equal() -> None:
    ties = [Tie(0, 1, "hostile"), Tie(1, 2, "supportive"), Tie(3, 0, "supportive")]
    assert (placed(4, ties) == placed(4, ties)).all()


def test_camps_stand_apart() -> None:
    """Two camps of three: friends are nearer to each other, on average, than opponents."""
    friends = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]
    opponents = [(0, 3), (1, 4), (2, 5)]
    ties = [Tie(a, b, "supportive") for a, b in friends]
    ties += [Tie(a, b, "hostile") for a, b in opponents]
    centres = layout([(20.0, 20.0)] * 6, ties, 900.0)

    def mean(pairs: list[tuple[int, int]]) -> float:
        return float(np.mean([np.linalg.norm(centres[a] - centres[b]) for a, b in pairs]))

    assert mean(friends) < mean(opponents)


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_and_one(count: int) -> None:
    assert placed(count, []).shape == (count, 2)
