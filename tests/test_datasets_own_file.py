"""A user's own labelled CSV or JSONL: what its columns mean, every fault told by line and id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from datasets_fixtures import fault, stances, words, write, write_json_lines

from stance.datasets import splits


def test_own_csv(tmp_path: Path) -> None:
    path = write(
        tmp_path / "mine.csv",
        "\ufefftext,label,actor,target,outlet\r\n"
        '"Oro, they say, hates Peru.\r\nOro denies it.",Against,Oro,Peru,Gazette\r\n'
        "Build it!,FAVOR,,the new bridge,\r\n"
        "\r\n"
        "Rain again.,none,,,Post\r\n",
    )
    first, topic, tone = stances(path, None)
    assert first.text == "Oro, they say, hates Peru.\r\nOro denies it."
    assert (words(first, "actor"), words(first, "target")) == ("Oro", "Peru")
    assert (first.actor, first.target) == ((0, 3), (21, 25))
    assert (first.label, first.id, first.meta) == ("hostile", "mine-2", {"outlet": "Gazette"})
    assert (topic.label, topic.target, topic.actor) == ("supportive", "the new bridge", None)
    assert (tone.label, tone.target, tone.id) == ("neutral", None, "mine-6")


def test_own_csv_with_offsets_beside_or_instead_of_words(tmp_path: Path) -> None:
    path = write(
        tmp_path / "mine.csv",
        "id,text,label,actor_start,actor_end,target,target_start,target_end,group\n"
        "a,Oro and Oro met.,positive,8,11,Oro,0,3,g1\n"
        "b,Oro and Oro met.,negative,,,,8,11,\n",
    )
    both, target = stances(path, None)
    assert (both.actor, both.target, both.group) == ((8, 11), (0, 3), "g1")
    assert (target.actor, target.target, target.group) == (None, (8, 11), None)


def test_words_stand_for_whole_words_before_parts(tmp_path: Path) -> None:
    text = "Russians and Iranian envoys met; Iran praised them."
    path = write(
        tmp_path / "mine.csv",
        f"text,label,actor,target\n{text},positive,Iran,Russia\n{text},none,,Iran\n",
    )
    both, target = stances(path, None)
    whole = text.index("Iran ")
    assert (both.actor, both.target) == ((whole, whole + 4), (0, 6))
    assert target.target == (whole, whole + 4)


def test_own_jsonl(tmp_path: Path) -> None:
    text = "Oro sued Peru."
    rows = [
        {"id": 7, "text": text, "label": "hostile", "actor": [0, 3], "target": "Peru"},
        {"text": text, "label": "Neutral", "target": "trade", "split": "b", "year": 2020},
        {"text": text, "label": "positive", "actor": None, "target": None, "split": "a"},
    ]
    path = write_json_lines(tmp_path / "mine.jsonl", rows)
    first, second, third = stances(path, None)
    assert (first.id, words(first, "actor"), words(first, "target")) == ("7", "Oro", "Peru")
    assert (second.id, second.target, second.meta) == ("mine-2", "trade", {"year": 2020})
    assert (third.actor, third.target) == (None, None)
    assert splits(path) == ["b", "a"]
    assert [e.id for e in stances(str(path), "a")] == ["mine-3"]
    assert fault(path, "c").endswith("mine.jsonl: no split 'c' in the column split: a, b")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": None}, "label must be a string, missing"),
        ({"label": "furious"}, "unknown label 'furious', expected one of hostile, against"),
        ({"text": ""}, "text must be a string, missing"),
        ({"text": "  "}, "empty text"),
        ({"text": 3}, "text must be a string, not 3"),
        ({"actor": "Bolivia"}, "actor 'Bolivia' does not occur in the text"),
        ({"actor": [0, 99]}, "actor [0, 99] is empty or outside the text"),
        ({"actor": [0, 1, 2]}, "a span is two integers [start, end], not [0, 1, 2]"),
        ({"actor": {"name": "Oro"}}, "actor must be a string, not {'name': 'Oro'}"),
        ({"target": None}, "an actor needs a target that occurs in the text"),
        ({"target": "trade"}, "an actor needs a target that occurs in the text"),
        ({"target_start": 0}, "a span is two integers [start, end], not [0, None]"),
        ({"target_start": 0, "target_end": "x"}, "target_end must be an integer, not 'x'"),
        ({"target_start": 0, "target_end": 4}, "target [0, 4] covers 'Oro ', not 'Peru'"),
        ({"actor": [0, 3], "actor_start": 0, "actor_end": 3}, "actor has offsets twice"),
    ],
)
def test_own_file_faults_name_line_and_id(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    row = {"id": "a", "text": "Oro sued Peru.", "label": "against"}
    row |= {"actor": "Oro", "target": "Peru"}
    path = write_json_lines(tmp_path / "mine.jsonl", [row, {**row, "id": "b", **change}])
    problem = fault(path, None, tmp_path)
    assert problem.startswith(f"mine.jsonl:2: {message}")
    assert problem.endswith("(id 'b')")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,text,label\na,x,none\n\na,y,none\n", "4: id 'a' is there twice, first in line 2"),
        ("text,label\nx,none,1\n", "2: 2 columns expected, not 3"),
        ("text,label,targte\nx,none,1\n", "2: unknown column 'targte', did you mean 'target'?"),
        ("Text,label\nx,none\n", "2: unknown column 'Text', did you mean 'text'?"),
        ("text,label,label\nx,none,1\n", "1: a column is named twice"),
        ('text,label\nx,none\n"two\nlines,none\n', "3: not CSV: "),
    ],
)
def test_own_csv_faults_name_the_line(tmp_path: Path, content: str, message: str) -> None:
    path = write(tmp_path / "mine.csv", content)
    assert fault(path, None, tmp_path).startswith(f"mine.csv:{message}")


def test_a_column_of_the_users_own_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.csv", "text,label,target_id,actor_id\nx,none,1,2\n")
    assert stances(path, None)[0].meta == {"target_id": "1", "actor_id": "2"}
