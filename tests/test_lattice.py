"""Best paths, against every path tried out, and by hand."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.lattice import Run, Unit, bio_runs, deal
from stance.tagging import TAGS
from stance.wordscores import Floats

CUE = TAGS["cue"]
SCORE = st.floats(-6, 0, width=32)


def given_tags(tags: list[str], names: tuple[str, ...], sure: float = 5.0) -> Floats:
    values = np.zeros((len(tags), len(names)), dtype=np.float32)
    for word, tag in enumerate(tags):
        values[word, names.index(tag)] = sure
    return values


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("OO", []),
        ("BIIO", [(0, 3)]),
        ("BBI", [(0, 1), (1, 3)]),
        ("OII", [(1, 3)]),  # an I that continues nothing becomes a B
        ("B", [(0, 1)]),
        ("BIOBI", [(0, 2), (3, 5)]),
    ],
)
def test_tags_to_spans(tags: str, expected: list[tuple[int, int]]) -> None:
    scores = given_tags([tag if tag == "O" else f"{tag}-cue" for tag in tags], CUE)
    assert bio_runs(scores, CUE) == [Run("cue", *words) for words in expected]


def test_a_span_of_another_kind_is_another_span() -> None:
    names = ["B-PERSON", "I-PERSON", "B-MISC", "B-MISC", "O", "B-PERSON"]
    assert bio_runs(given_tags(names, TAGS["entity"]), TAGS["entity"]) == [
        Run("PERSON", 0, 2),
        Run("MISC", 2, 3),
        Run("MISC", 3, 4),
        Run("PERSON", 5, 6),
    ]


def test_a_kind_does_not_change_within_a_span() -> None:
    names = ["B-PERSON", "I-MISC", "I-PERSON"]
    scores = given_tags(names, TAGS["entity"], 2.0)
    scores[0, TAGS["entity"].index("B-PERSON")] = 5
    scores[1, TAGS["entity"].index("I-PERSON")] = 1
    assert bio_runs(scores, TAGS["entity"]) == [Run("PERSON", 0, 3)]


def test_more_or_fewer_spans_can_be_asked_for() -> None:
    scores = given_tags(["O", "B-cue", "O"], CUE, 1.0)
    assert bio_runs(scores, CUE) == [Run("cue", 1, 2)]
    assert bio_runs(scores, CUE, outside=1.5) == []
    assert sum(run.last - run.first for run in bio_runs(scores, CUE, outside=-1.5)) == 3


def path_of(runs: list[Run], size: int) -> list[int]:
    """Tag ids: 0 O, 1 B, 2 I."""
    tags = [0] * size
    for _, first, last in runs:
        tags[first:last] = [1, *[2] * (last - first - 1)]
    return tags


@given(st.lists(st.tuples(SCORE, SCORE, SCORE), min_size=1, max_size=6))
def test_no_allowed_sequence_of_tags_is_better(rows: list[tuple[float, float, float]]) -> None:
    scores = np.array(rows, dtype=np.float32)

    def total(path: tuple[int, ...] | list[int]) -> float:
        return float(sum(scores[word, tag] for word, tag in enumerate(path)))

    allowed = [
        path
        for path in product((0, 1, 2), repeat=len(rows))
        if not any(after == 2 and before == 0 for before, after in pairwise((0, *path)))
    ]
    found = path_of(bio_runs(scores, CUE), len(rows))
    assert total(found) == pytest.approx(max(map(total, allowed)), abs=1e-4)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    owners = draw(st.dictionaries(st.integers(0, 2), SCORE, max_size=3))
    return Unit(draw(SCORE), owners, draw(SCORE), draw(SCORE))


@given(st.lists(units(), max_size=5), st.floats(0, 3), st.floats(0, 6))
@settings(deadline=None)
def test_no_assignment_is_better(given_units: list[Unit], change: float, exchange: float) -> None:
    def total(owners: tuple[int | None, ...] | list[int | None]) -> float:
        result = 0.0
        for before, after, unit in zip((None, *owners), owners, given_units, strict=False):
            if after is None:
                result += unit.none - (change if before is not None else 0)
            elif before == after:
                # A new stretch of the same owner may begin as well.
                stay = unit.go_on
                result += unit.owners[after] + max(stay, unit.begin - exchange)
            else:
                cost = change if before is None else exchange
                result += unit.owners[after] + unit.begin - cost
        return result

    every = product(*([None, *unit.owners] for unit in given_units))
    found = deal(given_units, change, exchange)
    assert len(found) == len(given_units)
    assert total(found) == pytest.approx(max(map(total, every)), abs=1e-6)


def test_fragments_are_joined_and_strays_dropped() -> None:
    def word(odds: float) -> Unit:
        return Unit(0.0, {7: odds})

    owners = deal([word(odds) for odds in (2, 2, -1, 2, -4, -4, 1, -4)], 1.5, 3.0)
    assert owners == [7, 7, 7, 7, None, None, None, None]


def test_nothing_to_deal() -> None:
    assert deal([], 1.0, 1.0) == []
    assert deal([Unit(0.0, {})] * 3, 1.0, 1.0) == [None] * 3
