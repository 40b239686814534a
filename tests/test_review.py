"""`stance review`: tasks out, a person's answers in, and the data set that they make."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cli_support import Captured, FakePipeline, objects, one_error, rows, write
from hypothesis import given, settings
from hypothesis import strategies as st

import stance
from stance.cli import main
from stance.datasets import StanceExample, load_dataset
from stance.review import LABELLING_CONFIG, read_answers, tasks_of, to_label_studio, to_prodigy
from stance.schema import Analysis, Entity, Evidence, Span, Stance, StancePrediction

HOSTILE = StancePrediction.of((0.9, 0.06, 0.04))
TEXT = "It rained. 🌧 fell all day. Then talks began. “Russia lied,” said Lund 🙂 to Diaz."
RUSSIA, LUND, DIAZ = (
    Span(TEXT.index(name), TEXT.index(name) + len(name)) for name in ("Russia", "Lund", "Diaz")
)
LAST = Span(TEXT.index("“"), len(TEXT))


def made() -> Analysis:
    """Lund against Russia and, later in the same sentence, against Diaz."""
    bounds = [0, TEXT.index("🌧"), TEXT.index("Then"), LAST.start, len(TEXT) + 1]
    return Analysis(
        TEXT,
        sentences=tuple(Span(a, b - 1) for a, b in pairwise(bounds)),
        entities=tuple(
            Entity(name.lower(), name, "PERSON", (span,))
            for name, span in (("Russia", RUSSIA), ("Lund", LUND), ("Diaz", DIAZ))
        ),
        stances=tuple(
            Stance("lund", target, HOSTILE, (Evidence(LAST, LUND, span, HOSTILE, 0),))
            for target, span in (("diaz", DIAZ), ("russia", RUSSIA))
        ),
        model={"stance": "tiny 0.1"},
    )


def label_studio(*labels: str | None) -> list[dict[str, Any]]:
    """The tasks as they come back: accepted with a label, None for one that was skipped."""
    tasks = []
    for task, label in zip(tasks_of(made(), "a"), labels, strict=True):
        out = to_label_studio(task)
        result = json.loads(json.dumps(out["predictions"][0]["result"]))
        result[-1]["value"]["choices"] = [label]
        annotation = {"result": result, "was_cancelled": label is None}
        tasks.append({**out, "id": 7, "annotations": [annotation]})
    return tasks


def prodigy(*labels: str | None) -> list[dict[str, Any]]:
    return [
        {**to_prodigy(task), "accept": [label], "answer": "accept" if label else "ignore"}
        for task, label in zip(tasks_of(made(), "a"), labels, strict=True)
    ]


def answers(tasks: list[dict[str, Any]], lines: bool) -> list[Any]:
    content = "\n".join(map(json.dumps, tasks)) if lines else json.dumps(tasks)
    return [answer for _, answer in read_answers(content)]


def test_a_task_has_the_sentences_that_the_classifier_reads() -> None:
    first, second = tasks_of(made(), "a")
    assert (first.id, second.id) == ("a#1", "a#2")
    assert first.text == TEXT[TEXT.index("🌧") :] and first.offset == TEXT.index("🌧")
    assert first.actor.of(first.text) == "Lund" and first.target.of(first.text) == "Russia"
    assert (second.actor_name, second.target_name, second.label) == ("Lund", "Diaz", "hostile")


def test_the_interface_names_what_the_tasks_use() -> None:
    (task, _) = label_studio("hostile", "hostile")
    for item in task["predictions"][0]["result"]:
        assert f'name="{item["from_name"]}" toName="{item["to_name"]}"' in LABELLING_CONFIG


@pytest.mark.parametrize("tool", ["labelstudio", "prodigy"])
def test_answers_become_a_data_set(tool: str, tmp_path: Path, capsys: Captured) -> None:
    if tool == "prodigy":
        name = rows(tmp_path / "done.jsonl", *prodigy("supportive", None))
    else:
        name = write(tmp_path / "done.json", json.dumps(label_studio("supportive", None)))
    output = tmp_path / "labels.jsonl"
    assert main(["review", "import", name, "--output", str(output)]) == 0
    assert "1 rows, 1 tasks left out or rejected" in capsys.readouterr().err
    (example,) = load_dataset(output)
    assert isinstance(example, StanceExample) and isinstance(example.target, Span)
    assert (example.id, example.label, example.group) == ("a#1", "supportive", "a")
    assert example.actor is not None and example.actor.of(example.text) == "Lund"
    assert example.target.of(example.text) == "Russia"


def test_two_spans_of_one_role_are_no_answer() -> None:
    task, other = prodigy("supportive", "hostile")
    task["spans"].append({"start": 0, "end": 3, "label": "ACTOR"})
    first, second = answers([task, other], lines=True)
    assert str(first) == "two spans are the ACTOR" and second["label"] == "hostile"


def test_a_region_that_a_person_moved_is_taken_and_one_without_an_actor_is_the_writers() -> None:
    moved, writers = label_studio("neutral", "neutral")
    value = moved["annotations"][0]["result"][0]["value"]
    start = moved["data"]["text"].index("Then")
    value.update(start=start, end=start + 4, text="Then")
    del writers["annotations"][0]["result"][0]
    first, second = answers([moved, writers], lines=False)
    assert first["actor"] == [start, start + 4] and second["actor"] is None


def test_what_is_neither_a_region_nor_a_choice_is_passed_over() -> None:
    task, other = label_studio("hostile", "neutral")
    (before, _) = answers([task, other], lines=False)
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right"}
    task["annotations"][0]["result"].insert(0, relation)
    (after, _) = answers([task, other], lines=False)
    assert after == before and after["label"] == "hostile"


def test_of_several_annotations_the_last_counts() -> None:
    task, _ = label_studio("hostile", "hostile")
    later = json.loads(json.dumps(task["annotations"][0]))
    later["result"][-1]["value"]["choices"] = ["neutral"]
    task["annotations"].append(later)
    (row,) = answers([task], lines=False)
    assert row["label"] == "neutral"


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("ab 🙂𝒳é\n"), min_size=1), st.data())
def test_offsets_of_a_browser_are_understood(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    def units(at: int) -> int:
        return len(text[:at].encode("utf-16-le")) // 2

    region = {"start": units(start), "end": units(end), "text": text[start:end]}
    result = [
        {"type": "labels", "value": {**region, "labels": ["target"]}},
        {"type": "choices", "value": {"choices": ["neutral"]}},
    ]
    task = {"data": {"text": text, "id": "1", "article": "a"}, "annotations": [{"result": result}]}
    (row,) = answers([task], lines=False)
    assert text[slice(*row["target"])] == text[start:end]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda result: result.pop(1), "no target is marked"),
        (lambda result: result.pop(2), "no label is chosen"),
        (lambda result: result[2]["value"].update(choices=[]), "no label is chosen"),
        (
            lambda result: result[2]["value"].update(choices=["hostile", "neutral"]),
            "several labels are chosen: hostile, neutral",
        ),
        (
            lambda result: result[1]["value"].update(labels=["actor", "target"]),
            "several roles are chosen: actor, target",
        ),
        (lambda result: result[1]["value"].update(labels=[]), "no target is marked"),
        (lambda result: result.append(result[0]), "two regions are the actor"),
        (lambda result: result[2]["value"].update(choices=["angry"]), "unknown label 'angry'"),
        (lambda result: result[0]["value"].update(text="Peru"), "'Peru' is not at"),
        (lambda result: result[0]["value"].update(text=None, end=999), "outside the text"),
        (lambda result: result[0].pop("type"), "not a task that"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_kept(
    change: Any, what: str, tmp_path: Path, capsys: Captured
) -> None:
    bad, good = label_studio("hostile", "hostile")
    change(bad["annotations"][0]["result"])
    name = write(tmp_path / "done.json", json.dumps([bad, good]))
    assert main(["review", "import", name]) == 1
    out, err = capsys.readouterr()
    assert [row["id"] for row in objects(out)] == ["a#2"]
    assert err.startswith(f"{name}: task 1: ") and what in err


def test_a_file_of_another_kind(tmp_path: Path, capsys: Captured) -> None:
    for content in ("[1, 2", "hello"):
        name = write(tmp_path / "done.json", content)
        output = tmp_path / "labels.jsonl"
        assert main(["review", "import", name, "--output", str(output)]) == 2
        assert "not JSON" in one_error(capsys) and not output.exists()


def test_export_writes_a_task_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(stance, "load", FakePipeline().load, raising=False)
    text = "Lund denounced Russia."
    name = rows(tmp_path / "a.jsonl", {"id": "x", "text": text}, {"id": "x", "text": text})
    output = tmp_path / "tasks.json"
    assert main(["review", "export", name, "--output", str(output)]) == 0
    assert capsys.readouterr().err == "4 tasks\n"
    tasks = json.loads(output.read_text())
    assert [task["data"]["id"] for task in tasks] == ["x#1", "x#2", "x-2#1", "x-2#2"]
    assert main(["review", "export", name, "--format", "prodigy"]) == 0
    lines = objects(capsys.readouterr().out)
    assert [line["meta"]["id"] for line in lines] == ["x#1", "x#2", "x-2#1", "x-2#2"]
    assert main(["review", "export", rows(tmp_path / "b.jsonl", {"text": "Rain."})]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["review", "export", str(tmp_path / "none.txt")]) == 2
    assert "no such file" in one_error(capsys)


def test_articles_are_read_and_asked_as_by_analyze(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(stance, "load", FakePipeline().load, raising=False)
    page = "<html><body><p>Lund <b>denounced</b> Russia.</p></body></html>"
    name = write(tmp_path / "a.txt", page)
    read = ["review", "export", name, "--format", "prodigy", "--quoted-only"]
    assert main([*read, "--input-format", "html"]) == 0
    (task,) = objects(capsys.readouterr().out)
    assert "Lund denounced Russia." in task["text"] and "<" not in task["text"]
    assert main([*read, "--input-format", "text"]) == 0
    (task,) = objects(capsys.readouterr().out)
    assert task["text"] == page


def test_no_two_articles_have_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(stance, "load", FakePipeline().load, raising=False)
    items = [{"id": name, "text": "Lund denounced Russia."} for name in ("a", "a", "a-2")]
    name = rows(tmp_path / "a.jsonl", *items)
    assert main(["review", "export", name, "--format", "prodigy"]) == 0
    articles = [line["meta"]["article"] for line in objects(capsys.readouterr().out)]
    assert list(dict.fromkeys(articles)) == ["a", "a-2", "a-2-2"]


def test_a_target_without_a_name_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    pipeline = FakePipeline()
    monkeypatch.setattr(stance, "load", pipeline.load, raising=False)
    name = write(tmp_path / "a.txt", "Lund denounced Russia.")
    assert main(["review", "export", name, "--target", "Russia", "--target", " "]) == 2
    assert "--target needs a name" in one_error(capsys) and not pipeline.loaded


def test_the_interface_is_printed(capsys: Captured) -> None:
    assert main(["review", "config"]) == 0
    assert capsys.readouterr().out == LABELLING_CONFIG
