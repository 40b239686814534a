"""`stance evaluate` and `stance benchmark`, on files of one's own and answers made elsewhere."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_support import Captured, objects, one_error, rows
from datasets_fixtures import write_polnear

from stance.cli import main
from stance.cli.measuring import command_line
from stance.evaluation import benchmark
from stance.schema import Coverage
from stance.tagger import Tagged

LABELS = ("hostile", "neutral", "supportive")
EMPTY = Coverage(0, 0, 0)
GOLD = [{"id": f"i{n}", "text": f"text {n}", "label": LABELS[n % 3]} for n in range(30)]


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices by name would run the tagger: it is not what is tested here."""
    monkeypatch.setattr(benchmark.Bench, "_tagged", lambda self, job, examples: None)


@pytest.fixture
def gold(tmp_path: Path) -> str:
    return rows(tmp_path / "gold.jsonl", *GOLD)


def answers(folder: Path, name: str, wrong: int = 0) -> str:
    """A system that gets the first items wrong."""
    items = [
        {"id": row["id"], "label": "neutral" if n < wrong else row["label"]}
        for n, row in enumerate(GOLD)
    ]
    return f"predictions:{rows(folder / name, *items)}"


def evaluate(*argv: str) -> int:
    return main(["evaluate", "--resamples", "50", *argv])


def test_figures_of_a_file_with_answers(tmp_path: Path, gold: str, capsys: Captured) -> None:
    assert evaluate(answers(tmp_path, "a.jsonl", wrong=3), gold) == 0
    out, err = capsys.readouterr()
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert next(iter(lines)) == "macro_f1"
    assert lines["accuracy"].startswith("0.933 [") and lines["items"] == "30"
    assert {"ece", "brier"} <= lines.keys() and err.startswith("[1/1] ")


def test_figures_as_json_have_no_frills(tmp_path: Path, gold: str, capsys: Captured) -> None:
    assert evaluate(answers(tmp_path, "a.jsonl"), gold, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["macro_f1"] == 1 and found["items"] == 30


def test_reports_and_answers_are_written(tmp_path: Path, gold: str, capsys: Captured) -> None:
    system = answers(tmp_path, "a.jsonl", wrong=3)
    paths = {kind: tmp_path / f"out.{kind}" for kind in ("json", "markdown", "predictions")}
    argv = [word for kind, path in paths.items() for word in (f"--{kind}", str(path))]
    assert evaluate(system, gold, "--errors", *argv) == 0
    report = json.loads(paths["json"].read_text())
    assert report["results"][0]["figures"]["accuracy"]["value"] == pytest.approx(28 / 30)
    assert report["results"][0]["data"]["files"] == 1
    assert "## Summary" in paths["markdown"].read_text()
    items = objects(paths["predictions"].read_text())
    assert len(items) == 30 and items[0]["gold"] == "hostile" and items[0]["label"] == "neutral"
    wrong = [line for line in capsys.readouterr().out.splitlines() if "predicted" in line]
    assert wrong == [
        "i0: the tone of the text is hostile, predicted neutral (1.00): text 0",
        "i2: the tone of the text is supportive, predicted neutral (1.00): text 2",
    ]
    again = f"predictions:{paths['predictions']}"
    assert evaluate(again, gold, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] == pytest.approx(28 / 30)


def test_two_systems_are_compared(tmp_path: Path, gold: str, capsys: Captured) -> None:
    better, worse = answers(tmp_path, "a.jsonl"), answers(tmp_path, "b.jsonl", wrong=15)
    assert evaluate(better, gold, "--against", worse) == 0
    out = capsys.readouterr().out
    assert "right alone 10 and 0, McNemar p = 0.002." in out and "macro_f1" in out


def test_runs_have_a_mean_and_a_deviation(tmp_path: Path, gold: str, capsys: Captured) -> None:
    runs = [answers(tmp_path, f"{n}.jsonl", wrong=n) for n in (0, 3)]
    assert evaluate("--runs", *runs, gold) == 0
    out = capsys.readouterr().out
    assert "macro_f1 of 2 systems 0.9" in out and " +- 0.0" in out
    assert evaluate("--runs", runs[0], gold) == 2


def test_what_runs_are_compared_with_is_none_of_them(
    tmp_path: Path, gold: str, capsys: Captured
) -> None:
    pytest.importorskip("vaderSentiment")
    runs = [answers(tmp_path, f"{n}.jsonl", wrong=n) for n in (0, 3)]
    for reference in (answers(tmp_path, "other.jsonl", wrong=15), "baseline:lexicon"):
        assert evaluate("--runs", *runs, gold, "--against", reference) == 0
        out = capsys.readouterr().out
        assert "macro_f1 of 2 systems 0.9" in out and "McNemar" in out


def test_runs_on_attributions_are_those_of_one_tagger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    write_polnear(tmp_path)
    model = SimpleNamespace(name="tagger-x", version="1", digests=dict)
    tagger = SimpleNamespace(
        model=model, stream=lambda texts: [Tagged(text, (), (), (), EMPTY) for text in texts]
    )
    monkeypatch.setattr(benchmark.Bench, "tagger", lambda self, system=None: tagger)
    runs = [answers(tmp_path, f"{n}.jsonl") for n in range(2)]
    argv = ("polnear", "--split", "dev", "--data-dir", str(tmp_path))
    assert evaluate("--runs", *runs, *argv) == 0
    out = capsys.readouterr().out
    assert "attribution_f1" in out and "systems" not in out


def test_each_tagger_of_the_systems_is_measured_on_attributions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    write_polnear(tmp_path)
    made: dict[str, Any] = {}

    def stream(texts: list[str]) -> list[Tagged]:
        return [Tagged(text, (), (), (), EMPTY) for text in texts]

    def tagger(bench: benchmark.Bench, system: Any = None) -> Any:
        name = "tagger-y" if system is not None and "2" in system.name else "tagger-x"
        model = SimpleNamespace(name=name, version="1", digests=dict)
        return made.setdefault(name, SimpleNamespace(model=model, stream=stream))

    monkeypatch.setattr(benchmark.Bench, "tagger", tagger)
    systems = [answers(tmp_path, f"{n}.jsonl") for n in range(3)]
    argv = ("polnear", "--split", "dev", "--data-dir", str(tmp_path))
    assert evaluate(*systems, *argv) == 0
    out = capsys.readouterr().out
    assert out.count("tagger-x") == out.count("tagger-y") == 1


def test_a_system_that_reads_no_articles_is_an_error_on_them(
    tmp_path: Path, capsys: Captured
) -> None:
    pytest.importorskip("vaderSentiment")
    assert evaluate("baseline:lexicon", str(tmp_path)) == 2
    out, err = capsys.readouterr()
    error = f"stance: error: {tmp_path} has whole articles, which only a stance model reads"
    assert out == "" and err.splitlines()[-1] == error


@pytest.mark.parametrize("kinds", [("json", "markdown"), ("html", "predictions")])
def test_two_outputs_to_one_file_are_an_error(
    tmp_path: Path, gold: str, capsys: Captured, kinds: tuple[str, str]
) -> None:
    path = tmp_path / "out"
    same = tmp_path / "link"
    same.symlink_to(path)
    argv = (f"--{kinds[0]}", str(path), f"--{kinds[1]}", str(same))
    assert evaluate(answers(tmp_path, "a.jsonl"), gold, *argv) == 2
    assert f"{same}: two outputs to one file" in one_error(capsys) and not path.exists()


def test_a_report_has_the_command_without_the_users_folders(tmp_path: Path, gold: str) -> None:
    runs = [answers(tmp_path, name) for name in ("one run.jsonl", "b.jsonl")]
    report = tmp_path / "out.json"
    assert evaluate("--runs", *runs, gold, "--seed", "3", "--json", str(report)) == 0
    written = report.read_text()
    assert json.loads(written)["command"] == (
        "stance evaluate 'predictions:one run.jsonl' predictions:b.jsonl gold.jsonl "
        "--resamples 50 --seed 3 --runs"
    )
    assert str(tmp_path) not in written


def test_confidence_is_asked_of_whole_articles_alone(
    tmp_path: Path, gold: str, capsys: Captured
) -> None:
    path = answers(tmp_path, "a.jsonl")
    assert evaluate(path, gold, "--min-confidence", "0.9") == 2
    assert "--min-confidence is for whole articles" in one_error(capsys)


def test_mistakes_are_no_part_of_json(tmp_path: Path, gold: str, capsys: Captured) -> None:
    path = answers(tmp_path, "a.jsonl")
    assert evaluate(path, gold, "--format", "json", "--errors") == 2
    assert "--errors are lines of text" in one_error(capsys)


def test_a_closed_pipe_takes_no_report_away(
    tmp_path: Path, gold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    path, report = answers(tmp_path, "a.jsonl"), tmp_path / "report.json"
    monkeypatch.setattr("sys.stdout", Closed())
    evaluate(path, gold, "--json", str(report))
    assert json.loads(report.read_text())["results"]


@pytest.mark.parametrize(
    ("system", "written"),
    [
        ("/home/me/stance-mine", "stance-mine"),
        ("hf:/home/me/tone#POS=supportive", "'hf:tone#POS=supportive'"),
        ("baseline:similarity#/home/me/encoder", "'baseline:similarity#encoder'"),
        ("hf:me/tone", "hf:me/tone"),
        ("llm:http://localhost:1/v1#m", "'llm:http://localhost:1/v1#m'"),
    ],
)
def test_a_command_names_a_system_without_its_folder(system: str, written: str) -> None:
    args = Namespace(against=system, data_dir=None)
    command = command_line("evaluate", args, system, "dse")
    assert command == f"stance evaluate {written} dse --against {written}"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": None}, "gold.jsonl:2: label must be a string, missing (id 'i1')"),
        ({"label": "angry"}, "gold.jsonl:2: unknown label 'angry'"),
        ({"id": "i0"}, "gold.jsonl:2: id 'i0' is there twice, first in line 1"),
        ({"text": " "}, "gold.jsonl:2: empty text (id 'i1')"),
    ],
)
def test_what_is_wrong_with_an_item_is_said(
    tmp_path: Path, capsys: Captured, changes: dict[str, Any], message: str
) -> None:
    path = rows(tmp_path / "gold.jsonl", GOLD[0], GOLD[1] | changes)
    report = tmp_path / "out.json"
    assert evaluate(answers(tmp_path, "a.jsonl"), path, "--json", str(report)) == 2
    capsys_err = capsys.readouterr().err.splitlines()[-1]
    assert message in capsys_err and not report.exists()


def test_answers_that_are_not_those_of_the_set(tmp_path: Path, gold: str, capsys: Captured) -> None:
    few = rows(tmp_path / "few.jsonl", {"id": "i0", "label": "neutral"})
    assert evaluate(f"predictions:{few}", gold) == 2
    assert "no answer for the item 'i1' (and 28 more)" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_told_before_the_work(
    gold: str, capsys: Captured
) -> None:
    assert evaluate("baseline:majority", gold, "--json", "/no/such/folder/out.json") == 2
    assert "no folder" in one_error(capsys)


def test_one_file_holds_the_answers_of_one_system(
    tmp_path: Path, gold: str, capsys: Captured
) -> None:
    systems = [answers(tmp_path, f"{n}.jsonl") for n in range(2)]
    assert evaluate(*systems, gold, "--predictions", str(tmp_path / "out.jsonl")) == 2
    assert "of one system" in one_error(capsys)


def bench(*argv: str) -> int:
    return main(["benchmark", "--resamples", "50", *argv])


def data(root: Path) -> Path:
    """SST-2 and one DSE sentence, as published."""
    for split, lines in (("train", 8), ("dev", 6)):
        (root / "sst2").mkdir(parents=True, exist_ok=True)
        text = "".join(f"sentence {split} {n}\t{int(n % 4 > 0)}\n" for n in range(lines))
        (root / "sst2" / f"{split}.tsv").write_text(text)
    (root / "dse").mkdir()
    (root / "dse" / "valid.txt").write_text("[Okoro] met [Diaz] .\tOkoro\tDiaz\t0\n")
    return root


def test_many_systems_on_many_sets(tmp_path: Path, capsys: Captured) -> None:
    root, report = data(tmp_path / "data"), tmp_path / "out.json"
    page = tmp_path / "BENCHMARKS.md"
    code = bench(
        *("--data-dir", str(root), "--sets", "sst2", "dse", "newsmtsc"),
        *("--models", "baseline:majority", "--json", str(report)),
        *("--write-benchmarks", str(page)),
    )
    out, err = capsys.readouterr()
    assert code == 0
    found = json.loads(report.read_text())
    assert [(r["set"], r["split"]) for r in found["results"]] == [("sst2", "dev")]
    assert found["results"][0]["figures"]["accuracy"]["value"] == pytest.approx(4 / 6)
    assert {item["set"] for item in found["skipped"]} == {"dse", "newsmtsc"}
    assert "learns from train" in out and "skipped newsmtsc" in out and "[1/2] sst2 dev" in err
    assert str(tmp_path) not in page.read_text() and "--data-dir DATA" in page.read_text()


def test_nothing_measured_is_not_well(tmp_path: Path, capsys: Captured) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    argv = ("--data-dir", str(empty), "--models", "baseline:majority", "--sets", "dse")
    assert bench(*argv) == 1
    assert "skipped dse: not found" in capsys.readouterr().out
    assert bench("--data-dir", str(tmp_path / "none"), "--models", "baseline:majority") == 2


def test_the_page_is_no_other_report(tmp_path: Path, capsys: Captured) -> None:
    root, page = data(tmp_path / "data"), str(tmp_path / "out.md")
    argv = ("--data-dir", str(root), "--sets", "sst2", "--models", "baseline:majority")
    assert bench(*argv, "--markdown", page, "--write-benchmarks", page) == 2
    assert "two outputs to one file" in one_error(capsys)


def test_an_unknown_system_is_an_error(tmp_path: Path, capsys: Captured) -> None:
    root = data(tmp_path / "data")
    assert bench("--data-dir", str(root), "--sets", "dse", "--models", "baseline:magic") == 2
    assert "no baseline 'magic'" in one_error(capsys)
