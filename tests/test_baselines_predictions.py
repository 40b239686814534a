"""A predictions file as a system: what it may hold, and what is said of one that is off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from datasets_fixtures import write, write_json_lines

from stance.datasets.base import DataError, StanceExample
from stance.evaluation.baselines import load_baseline
from stance.schema import Span

BOTH = StanceExample("a", "Okoro met Diaz.", "neutral", Span(0, 5), Span(10, 14), "hostile")
TONE = StanceExample("b", "A dull film.", "hostile")

THIRDS = {"hostile": 0.2, "neutral": 0.5, "supportive": 0.3}
GOOD = [
    {"id": "b", "label": "negative", "text": "anything else"},
    {"id": "a", "probabilities": THIRDS, "label": "hostile", "reverse": {"label": "Hostile "}},
]


def fault(tmp_path: Path, *rows: Any, examples: tuple[StanceExample, ...] = (BOTH, TONE)) -> str:
    path = write_json_lines(tmp_path / "p.jsonl", rows)
    with pytest.raises(DataError) as caught:
        load_baseline(f"predictions:{path}").predict(examples)
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(f"{path}:").strip()


def test_labels_and_probabilities_of_both_directions_in_any_order(tmp_path: Path) -> None:
    path = write_json_lines(tmp_path / "p.jsonl", GOOD)
    system = load_baseline(f"predictions:{path}")
    probabilities = system.predict([BOTH, TONE])
    assert np.allclose(probabilities[0], np.array([[0.2, 0.5, 0.3], [1, 0, 0]]))
    assert np.allclose(probabilities[1], [[1, 0, 0], [0, 0, 0]])
    described = system.describe()
    assert described["items"] == 2 and len(described["sha256"]["p.jsonl"]) == 64


def test_rounded_probabilities_are_scaled_to_sum_to_one(tmp_path: Path) -> None:
    row = {"id": "b", "probabilities": {"hostile": 0.333, "neutral": 0.333, "supportive": 0.333}}
    path = write_json_lines(tmp_path / "p.jsonl", [row])
    assert np.allclose(load_baseline(f"predictions:{path}").predict([TONE])[0, 0], 1 / 3)


def test_a_number_may_be_an_id(tmp_path: Path) -> None:
    path = write_json_lines(tmp_path / "p.jsonl", [{"id": 7, "label": "favor"}])
    item = StanceExample("7", "Well done.", "supportive")
    assert load_baseline(f"predictions:{path}").predict([item])[0, 0, 2] == 1


def test_items_are_the_sets_items_and_no_others(tmp_path: Path) -> None:
    assert fault(tmp_path, GOOD[0]) == "no answer for the item 'a'"
    assert fault(tmp_path, *GOOD, {"id": "x", "label": "none"}) == "the set has no item 'x'"
    more = [{"id": f"x{n}", "label": "none"} for n in range(3)]
    assert fault(tmp_path, *GOOD, *more) == "the set has no item 'x0' (and 2 more)"
    assert fault(tmp_path, *GOOD, GOOD[1]) == "3: id 'a' is there twice, first in line 2"
    twice = (TONE, BOTH, TONE)
    assert fault(tmp_path, *GOOD, examples=twice) == "the set has the item 'b' twice"


def test_a_direction_that_is_labelled_must_be_answered(tmp_path: Path) -> None:
    message = fault(tmp_path, GOOD[0], {"id": "a", "label": "neutral"})
    assert message.startswith("item 'a': the set labels both directions")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"label": "hostile"}, "1: id is missing"),
        ({"id": "", "label": "hostile"}, "1: id is missing"),
        ({"id": [1], "label": "hostile"}, "1: id must be a string, not [1]"),
        ({"id": "b"}, "1: item 'b': a label or probabilities are missing"),
        ({"id": "b", "label": 2}, "1: item 'b': a label or probabilities are missing"),
        ({"id": "b", "label": "angry"}, "1: item 'b': unknown label 'angry', expected one of"),
        (
            {"id": "b", "probabilities": [0.2, 0.5, 0.3]},
            "1: item 'b': probabilities must be an object of hostile, neutral, supportive",
        ),
        (
            {"id": "b", "probabilities": {"hostile": 1}},
            "1: item 'b': probabilities must be an object of hostile, neutral, supportive",
        ),
        (
            {"id": "b", "probabilities": THIRDS | {"hostile": "0.2"}},
            "1: item 'b': probabilities must be numbers",
        ),
        (
            {"id": "b", "probabilities": THIRDS | {"hostile": 0.4}},
            "1: item 'b': probabilities must lie in [0, 1] and sum to 1",
        ),
        (
            {"id": "b", "probabilities": THIRDS | {"hostile": float("nan")}},
            "1: item 'b': probabilities must lie in [0, 1] and sum to 1",
        ),
        (
            {"id": "b", "probabilities": THIRDS | {"hostile": -0.2, "neutral": 0.9}},
            "1: item 'b': probabilities must lie in [0, 1] and sum to 1",
        ),
        (
            {"id": "b", "label": "hostile", "reverse": "hostile"},
            "1: item 'b': reverse must be an object, not 'hostile'",
        ),
        (
            {"id": "b", "label": "hostile", "reverse": {"label": "x"}},
            "1: item 'b (reverse)': unknown label 'x'",
        ),
    ],
)
def test_a_row_that_is_off_is_named(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    assert fault(tmp_path, row, examples=(TONE,)).startswith(message)


def test_a_file_that_is_not_there_or_no_json_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.jsonl: no such file"):
        load_baseline(f"predictions:{tmp_path / 'none.jsonl'}")
    path = write(tmp_path / "bad.jsonl", "{oops\n")
    with pytest.raises(DataError, match=r"bad\.jsonl:1: not JSON"):
        load_baseline(f"predictions:{path}")
