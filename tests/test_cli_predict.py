"""`stance predict`: one text, and rows that keep their place, on the answers of a fake model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_support import (
    HOSTILE,
    SAYS,
    Captured,
    FakeClassifier,
    objects,
    one_error,
    rows,
    stdin,
    write,
)

from stance.classifier import StanceClassifier
from stance.cli import main
from stance.query import Query
from stance.schema import Span


@pytest.fixture
def classifier(monkeypatch: pytest.MonkeyPatch) -> FakeClassifier:
    fake = FakeClassifier()
    monkeypatch.setattr(StanceClassifier, "from_pretrained", fake.load)
    return fake


def test_one_text_is_answered(classifier: FakeClassifier, capsys: Captured) -> None:
    asked = ["predict", "--text", SAYS, "--actor", "Lund", "--target", "Russia"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert out == "hostile (0.95)  score -0.93\nhostile 0.95  neutral 0.03  supportive 0.02\n"
    assert classifier.asked == [[Query(SAYS, Span(0, 4), Span(15, 21))]]
    assert main([*asked, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == HOSTILE.to_dict()


def test_a_topic_is_said_to_be_one(classifier: FakeClassifier, capsys: Captured) -> None:
    assert main(["predict", "--text", SAYS, "--target", "free trade"]) == 0
    assert "taken for a topic" in capsys.readouterr().out
    asked = ["predict", "--text", SAYS, "--target", "free trade", "--format", "json"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out) == {**HOSTILE.to_dict(), "target_is_topic": True}


def test_a_row_whose_target_is_a_topic_says_so(
    tmp_path: Path, classifier: FakeClassifier, capsys: Captured
) -> None:
    items = [{"text": SAYS, "target": target} for target in ("Russia", "free trade", None)]
    assert main(["predict", "--jsonl", rows(tmp_path / "a.jsonl", *items)]) == 0
    found = objects(capsys.readouterr().out)
    assert [row.get("target_is_topic") for row in found] == [None, True, None]


def test_one_text_that_cannot_be_answered(classifier: FakeClassifier, capsys: Captured) -> None:
    for options, what in (
        (["--text", SAYS, "--actor", "Kim"], "actor 'Kim' does not occur in the text"),
        (["--text", SAYS, "--actor", "Lund"], "an actor needs a target"),
        (["--text", " "], "the text is empty"),
        (["--text", "no token"], "covers no word"),
        (["--text", SAYS, "--target", ""], "target is an empty string"),
        (["--jsonl", "x.jsonl", "--actor", "Lund"], "--actor goes with --text"),
    ):
        assert main(["predict", *options]) == 2
        assert what in one_error(capsys)


def test_rows_keep_their_fields_and_their_order(
    tmp_path: Path, classifier: FakeClassifier, capsys: Captured
) -> None:
    items = [
        {"n": i, "text": f"{SAYS} {i}", "actor": [0, 4], "target": "Russia", "ü": [None, 1.5]}
        for i in range(1100)
    ]
    name = rows(tmp_path / "a.jsonl", *items)
    assert main(["predict", "--jsonl", name, "--output", str(tmp_path / "o.jsonl")]) == 0
    found = objects((tmp_path / "o.jsonl").read_text())
    assert found == [{**item, **HOSTILE.to_dict()} for item in items]
    assert [len(chunk) for chunk in classifier.asked] == [512, 512, 76]
    assert capsys.readouterr() == ("", "")


def test_rows_that_cannot_be_answered_carry_the_error(
    tmp_path: Path, classifier: FakeClassifier, capsys: Captured
) -> None:
    good = {"text": SAYS, "actor": None, "target": "Russia"}
    bad: list[tuple[dict[str, Any], str]] = [
        ({"text": SAYS, "actor": [0, 99]}, "actor [0, 99] is empty or outside the text"),
        ({"text": SAYS, "target": [4, 4]}, "target [4, 4] is empty or outside the text"),
        ({"text": SAYS, "target": [-3, 4]}, "target [-3, 4] is empty or outside the text"),
        ({"text": SAYS, "target": [0, 4, 5]}, "a span is two integers"),
        ({"text": SAYS, "actor": [0.0, 4.0]}, "a span is two integers"),
        (
            {"text": SAYS, "actor": 7},
            "must be a string, [start, end] or null, not a number",
        ),
        ({"text": SAYS, "actor": {"a": 0, "b": 4}}, "not an object"),
        ({"text": SAYS, "actor": "Lund"}, "an actor needs a target"),
        ({"text": SAYS, "actor": "Kim"}, "actor 'Kim' does not occur in the text"),
        ({"text": "no token here"}, "covers no word of the text"),
        ({"text": ""}, "the text is empty"),
        ({"text": None}, 'the field "text" must be a string, not null'),
        ({"id": 4}, 'the field "text" is missing'),
    ]
    items: list[Any] = [good]
    for row, _ in bad:
        items += [row, good]
    name = rows(tmp_path / "a.jsonl", *items)
    assert main(["predict", "--jsonl", name]) == 1
    out, err = capsys.readouterr()
    found = objects(out)
    assert len(found) == len(items)
    assert all(row == {**good, **HOSTILE.to_dict()} for row in found[::2])
    for (row, what), answer, line in zip(bad, found[1::2], err.splitlines(), strict=True):
        assert answer == {**row, "error": answer["error"]} and what in answer["error"]
        assert line.startswith(f"{name}:{items.index(row) + 1}: ") and what in line


def test_malformed_lines_keep_their_place(
    tmp_path: Path, classifier: FakeClassifier, capsys: Captured
) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": SAYS}, "{oops", "", "[1]", {"text": SAYS})
    assert main(["predict", "--jsonl", name]) == 1
    out, err = capsys.readouterr()
    found = objects(out)
    assert [row.get("label") for row in found] == ["hostile", None, None, "hostile"]
    assert found[1]["error"].startswith("line 2: not JSON: ")
    assert found[2] == {"error": "line 4: a JSON object is expected, not a list"}
    assert [line.removeprefix(name)[:3] for line in err.splitlines()] == [":2:", ":4:"]


def test_a_row_of_long_text_fails_alone(
    tmp_path: Path, classifier: FakeClassifier, capsys: Captured
) -> None:
    items = [{"text": SAYS + " word" * (300 if i == 5 else 0)} for i in range(20)]
    name = rows(tmp_path / "a.jsonl", *items)
    assert main(["predict", "--jsonl", name, "--long-text", "error"]) == 1
    found = objects(capsys.readouterr().out)
    assert [index for index, row in enumerate(found) if "error" in row] == [5]


def test_fields_that_an_answer_would_overwrite_are_kept(
    tmp_path: Path, classifier: FakeClassifier, capsys: Captured
) -> None:
    name = rows(
        tmp_path / "a.jsonl",
        {"text": SAYS, "label": "gold", "score": 1, "input_score": 2},
        {"text": "", "label": "gold", "error": "old"},
    )
    assert main(["predict", "--jsonl", name]) == 1
    first, second = objects(capsys.readouterr().out)
    assert first["label"] == "hostile" and first["input_label"] == "gold"
    assert first["input_input_score"] == 1 and first["input_score"] == 2
    assert second == {
        "text": "",
        "input_label": "gold",
        "input_error": "old",
        "error": "the text is empty",
    }


def test_rows_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, classifier: FakeClassifier, capsys: Captured
) -> None:
    stdin(monkeypatch, '{"text": "a"}\noops\n')
    assert main(["predict", "--jsonl", "-"]) == 1
    out, err = capsys.readouterr()
    assert len(objects(out)) == 2 and err.startswith("standard input:2: not JSON")


def test_an_empty_file_gives_an_empty_file(tmp_path: Path, classifier: FakeClassifier) -> None:
    name = write(tmp_path / "a.jsonl", b"")
    assert main(["predict", "--jsonl", name, "--output", str(tmp_path / "o")]) == 0
    assert (tmp_path / "o").read_bytes() == b""


def test_options_reach_the_model(classifier: FakeClassifier) -> None:
    options = ["--model", "m", "--backend", "torch", "--device", "cpu", "--threads", "2"]
    assert main(["predict", "--text", "a", *options]) == 0
    assert classifier.options == {"name": "m", "backend": "torch", "device": "cpu", "threads": 2}
