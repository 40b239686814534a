"""directed-news: marks come off, pairs are labelled in both directions, faults name the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from datasets_fixtures import fault, stances, words, write_json_lines

from stance.datasets import load_dataset, splits
from stance.evaluation import metrics
from stance.schema import Span

NAME = "directed_news"


def passage(**changes: Any) -> dict[str, Any]:
    return {
        "id": "x-1",
        "text": "[Peru](p) thanked [Ms. Ode](o), whom [the Dock Union](d) and [she](s) avoid.",
        "stances": {"p>o": "supportive", "d>o": "hostile", "o>d": "hostile"},
        **changes,
    }


def write_passages(root: Path, *items: dict[str, Any], name: str = "dev") -> Path:
    return write_json_lines(root / NAME / f"{name}.jsonl", items)


def test_every_pair_is_one_example_with_both_directions(tmp_path: Path) -> None:
    write_passages(tmp_path, passage())
    examples = stances(NAME, "dev", tmp_path)
    assert [(e.id, e.label, e.reverse) for e in examples] == [
        ("x-1:p>o", "supportive", "neutral"),
        ("x-1:p>d", "neutral", "neutral"),
        ("x-1:p>s", "neutral", "neutral"),
        ("x-1:o>d", "hostile", "hostile"),
        ("x-1:o>s", "neutral", "neutral"),
        ("x-1:d>s", "neutral", "neutral"),
    ]
    assert {e.text for e in examples} == {
        "Peru thanked Ms. Ode, whom the Dock Union and she avoid."
    }
    assert [words(e, "actor") for e in examples[2:5]] == ["Peru", "Ms. Ode", "Ms. Ode"]
    assert [words(e, "target") for e in examples[:3]] == ["Ms. Ode", "the Dock Union", "she"]
    assert {e.group for e in examples} == {"x-1"}


def test_marks_of_one_key_are_mentions_of_one_entity(tmp_path: Path) -> None:
    text = "[Ode](o) left. [She](o) and [the mayor](m) of [Oro](r) fear [Ode](o)'s rival."
    write_passages(tmp_path, passage(text=text, stances={"m>r": "hostile"}))
    examples = stances(NAME, "dev", tmp_path)
    assert [e.id for e in examples] == ["x-1:o>m", "x-1:o>r", "x-1:m>r"]
    assert [e.actor for e in examples[:2]] == [Span(0, 3)] * 2
    assert examples[0].text == "Ode left. She and the mayor of Oro fear Ode's rival."
    assert words(examples[2], "target") == "Oro"


def test_the_train_files_are_one_split(tmp_path: Path) -> None:
    write_passages(tmp_path, passage(id="b"), name="train-b")
    assert splits(NAME, tmp_path) == ["train"]
    write_passages(tmp_path, passage(id="a"), name="train-a")
    write_passages(tmp_path, passage(id="c"))
    assert splits(NAME, tmp_path) == ["train", "dev"]
    assert [e.group for e in stances(NAME, "train", tmp_path)] == ["a"] * 6 + ["b"] * 6
    assert [e.group for e in stances(NAME, "dev", tmp_path)] == ["c"] * 6


def test_the_copy_of_the_checkout_is_read_where_the_data_folder_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STANCE_DATA", raising=False)
    here = stances(NAME, "dev")
    assert len({e.group for e in here}) >= 80
    assert stances(NAME, "dev", tmp_path) == here
    write_passages(tmp_path, passage())
    assert len(stances(NAME, "dev", tmp_path)) == 6


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "first"}, "the id 'first' was there before"),
        ({"id": 7}, '"id" must be a string, not 7'),
        ({"text": "[Oro](o) sued [Peru]."}, "a bracket that is no [words](key), or inside"),
        ({"text": "[Oro](o) sued [Peru] (p)."}, "a bracket that is no [words](key), or inside"),
        ({"text": "[Oro](o) sued [Peru](p."}, "a bracket that is no [words](key), or inside"),
        ({"text": "[Oro](o) sued Peru](p)."}, "a bracket that is no [words](key), or inside"),
        ({"text": "[Oro](o) sued [the [Peru](p)ans](q)."}, "a bracket that is no [words](key)"),
        ({"text": "[Oro](o) sued [](p)."}, "the mark [](p) has no words, or blanks"),
        ({"text": "[Oro](o) sued [Peru ](p)."}, "the mark [Peru ](p) has no words, or blanks"),
        ({"text": "[Oro](o) sued, [it](o) said."}, "two marked entities expected, not 1"),
        ({"stances": {"o>x": "hostile"}}, "'o>x' is no pair of two entities out of p, o, d, s"),
        ({"stances": {"o>o": "hostile"}}, "'o>o' is no pair of two entities out of p, o, d, s"),
        ({"stances": {"o": "hostile"}}, "'o' is no pair of two entities out of p, o, d, s"),
        ({"stances": {"o>p": "neutral"}}, "unknown label 'neutral', expected one of hostile, s"),
        ({"stances": None}, '"stances" must be an object, missing'),
    ],
)
def test_faults_name_the_file_and_the_line(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    item = {**passage(), "stances": {}, **changes}
    write_passages(tmp_path, passage(id="first"), item, name="train-a")
    assert fault(NAME, "train", tmp_path).startswith(f"{NAME}/train-a.jsonl:2: {message}")


def test_an_id_is_used_once_in_all_files_of_a_split(tmp_path: Path) -> None:
    write_passages(tmp_path, passage(), name="train-a")
    write_passages(tmp_path, passage(), name="train-b")
    assert fault(NAME, "train", tmp_path) == (
        f"{NAME}/train-b.jsonl:1: the id 'x-1' was there before"
    )


def test_the_protocol_pools_both_directions_and_leaves_out_what_is_not_labelled() -> None:
    labels = np.array([[0, 1], [2, -1], [1, 1]])
    answers = np.eye(3)[[[0, 1], [2, 0], [1, 0]]]
    found = metrics.score(NAME, labels, answers)
    assert found["f1_hostile"] == 2 / 3 and found["f1_supportive"] == 1
    assert found["accuracy"] == 4 / 5 and next(iter(found)) == "macro_f1"


def test_a_split_that_is_not_there(tmp_path: Path) -> None:
    write_passages(tmp_path, passage())
    assert fault(NAME, "test", tmp_path) == f"{NAME}: no split 'test' here: dev"
    assert len(load_dataset(NAME, "dev", tmp_path)) == 6
