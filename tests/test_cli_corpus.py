"""`stance corpus` and `stance report`: what they say, and their exit codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_support import Captured, one_error, rows, write
from corpus_support import StubModels, articles

import stance.corpus
from stance.cli import main
from stance.cli.corpus import _duration, _Lines
from stance.corpus import Asked, Progress

pytest.importorskip("pyarrow")


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The jobs that are run, their models replaced by a stub."""
    jobs: list[Any] = []
    analyse = stance.corpus.analyse_corpus

    def with_stub(job: Any, **options: Any) -> Any:
        jobs.append((job, options))
        return analyse(replace(job, models=StubModels()), **options)

    monkeypatch.setattr(stance.corpus, "analyse_corpus", with_stub)
    return jobs


def corpus(tmp_path: Path, *argv: str) -> int:
    name = articles(tmp_path / "news.jsonl", 10)
    return main(["corpus", name, "--output", str(tmp_path / "out"), "--workers", "1", *argv])


def test_a_corpus_is_analysed_and_said_so(tmp_path: Path, capsys: Captured) -> None:
    assert corpus(tmp_path) == 1  # a line of it is broken
    out, err = capsys.readouterr()
    assert out.startswith("10 articles in ") and " articles/s)\n" in out
    assert f"1 set aside: {tmp_path / 'out' / 'errors.jsonl'}\n" in out
    assert f"2 names: {tmp_path / 'out' / 'entities.csv'}\n" in out
    assert err == (
        f"{tmp_path / 'news.jsonl'}: text from 'text', id from 'id', date from 'date', "
        "source from 'source'\n"
    )
    assert corpus(tmp_path) == 1
    assert capsys.readouterr().out.startswith("10 articles: all were analysed before\n")


def test_a_corpus_without_a_fault_ends_with_0(tmp_path: Path) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": "Ann Lund praised NATO."})
    assert main(["corpus", name, "--output", str(tmp_path / "out"), "--workers", "1"]) == 0
    assert not (tmp_path / "out" / "errors.jsonl").exists()


def test_a_corpus_of_nothing_says_so(tmp_path: Path, capsys: Captured) -> None:
    names = [write(tmp_path / name, words) for name, words in (("a.txt", " "), ("b.html", "x"))]
    assert main(["corpus", *names, "--output", str(tmp_path / "out"), "--workers", "1"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("there is nothing to analyse: no article could be read\n2 set aside")


def test_options_reach_the_job(tmp_path: Path, stub: list[Any]) -> None:
    argv = ["--text-column", "text", "--date-column", "date", "--target", "NATO", "--target", "UN"]
    argv += ["--quoted-only", "--max-risk", "0.1"]
    corpus(tmp_path, *argv, "--model", "mine", "--backend", "torch", "--long-text", "error")
    job, options = stub[0]
    assert (job.columns.text, job.columns.id, job.columns.date) == ("text", None, "date")
    assert job.asked == Asked(("NATO", "UN"), quoted_only=True, max_risk=0.1, long_text="error")
    assert (job.models.stance, job.models.backend, job.models.threads) == ("mine", "torch", 1)
    assert (options["workers"], options["on"], options["restart"]) == (1, "local", False)


def test_what_a_folder_holds_beside_articles_is_said(tmp_path: Path, capsys: Captured) -> None:
    write(tmp_path / "in.txt", "")
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.txt", "b.pdf", "c.pdf", "README"):
        write(folder / name, "Ann Lund praised NATO.")
    argv = ["corpus", str(folder), "--output", str(tmp_path / "out"), "--workers", "1"]
    assert main(argv) == 0
    assert capsys.readouterr().err == "left out, of no known kind: 2 .pdf, 1 no suffix\n"


def test_tables_are_written_anew_without_input(tmp_path: Path, capsys: Captured) -> None:
    corpus(tmp_path)
    path = tmp_path / "out" / "entities.csv"
    path.write_text(path.read_text().replace("ann-lund,ann-lund", "lund,ann-lund"))
    capsys.readouterr()
    assert main(["corpus", "--output", str(tmp_path / "out")]) == 1
    out = capsys.readouterr().out
    assert out.startswith("10 articles: tables written anew\n") and "1 merge by hand" in out
    assert ",lund,Ann Lund," in (tmp_path / "out" / "stances.csv").read_text()


def test_options_without_input_are_refused(tmp_path: Path, capsys: Captured) -> None:
    corpus(tmp_path)
    capsys.readouterr()
    for option in (["--min-confidence", "0.9"], ["--target", "NATO"], ["--restart"]):
        assert main(["corpus", "--output", str(tmp_path / "out"), *option]) == 2
        assert f"{option[0]} needs the input again" in one_error(capsys)


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (["gone.jsonl"], "gone.jsonl: no such file"),
        (["-"], "standard input: a corpus is read from files"),
        (["a.csv"], "no column holds the text; it has 'a', 'b'. Name it: --text-column"),
        (["a.csv", "--text-column", "c"], "no column 'c'; it has 'a', 'b'"),
        (["a.txt", "--target", " "], "--target needs a name"),
        (["a.txt", "--workers", "0"], "no whole number"),
        (["a.html"], "a.html: a web page; make it plain text first"),
        (["page"], "page: a web page; make it plain text first"),
        (["a.txt", "--output", "a.csv/t"], "a.csv/t: the folder cannot be made: Not a directory"),
        (["--restart"], "--restart needs the input again"),
        ([], "out: no corpus is there"),
    ],
)
def test_wrong_input_is_one_line_and_writes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    argv: list[str],
    what: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.csv", "a,b\n1,2\n")
    write(tmp_path / "a.txt", "words")
    write(tmp_path / "a.html", "<p>words</p>")
    write(tmp_path / "page", "\ufeff\n<html><p>words</p>")
    assert main(["corpus", "--output", "out", *argv]) == 2
    assert what in one_error(capsys)
    assert not (tmp_path / "out").exists()


def test_a_changed_input_is_one_line(tmp_path: Path, capsys: Captured) -> None:
    corpus(tmp_path)
    capsys.readouterr()
    name = articles(tmp_path / "news.jsonl", 11)
    assert main(["corpus", name, "--output", str(tmp_path / "out"), "--workers", "1"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "news.jsonl has changed (1 files, " in err and "--restart" in err
    argv = ["corpus", name, "--output", str(tmp_path / "out"), "--workers", "1", "--restart"]
    assert main(argv) == 1
    assert capsys.readouterr().out.startswith("11 articles in ")


def test_progress_is_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("stance.cli.corpus.EVERY", 0.0)
    _Lines()(Progress(1_200, 3, 200, 500, 100, 1_000, 100.0))
    assert capsys.readouterr().err == (
        "1,200 articles, 10.0/s, 3 set aside, 50.0%, 2 min 5 s left\n"
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (59.9, "59.9 s"), (245, "4 min 5 s"), (90_000, "25 h 0 min")],
)
def test_durations_have_two_units(seconds: float, words: str) -> None:
    assert _duration(seconds) == words


@pytest.mark.parametrize("command", ["corpus", "report"])
def test_help_has_examples(capsys: Captured, command: str) -> None:
    assert main([command, "--help"]) == 0
    assert f"\n  stance {command}" in capsys.readouterr().out.split("examples:", 1)[1]


def test_a_report_is_written_beside_the_tables(tmp_path: Path, capsys: Captured) -> None:
    corpus(tmp_path)
    capsys.readouterr()
    assert main(["report", str(tmp_path / "out"), "--resamples", "20"]) == 0
    folder = tmp_path / "out" / "report"
    assert capsys.readouterr().out == f"{folder / 'report.html'}\ntables: {folder}\n"
    assert {path.name for path in folder.iterdir()} == {
        "report.html",
        "pairs.csv",
        "series.csv",
        "changes.csv",
        "network.csv",
        "matrix.csv",
        "evidence.csv",
    }


def test_a_report_is_found_by_any_name_and_never_replaces_a_corpus(
    tmp_path: Path, capsys: Captured
) -> None:
    texts = ("Ann Lund denounced WHO.", "Ann Lund denounced World Health Organization.")
    name = rows(tmp_path / "a.jsonl", *({"text": text} for text in texts))
    out = tmp_path / "out"
    main(["corpus", name, "--output", str(out), "--workers", "1"])
    for called in ("WHO", "who", "world health organization"):
        assert main(["report", str(out), "--target", called, "--resamples", "9"]) == 0
        assert (out / "report" / "pairs.csv").read_text().count("ann-lund") == 1
    before = (out / "evidence.csv").read_text()
    capsys.readouterr()
    assert main(["report", str(out), "--output", str(out)]) == 2
    assert "holds a corpus" in one_error(capsys)
    assert (out / "evidence.csv").read_text() == before


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (["gone"], "gone: no such folder"),
        (["."], "no corpus is there"),
        (["out", "--actor", "Nobody"], "no actor is called 'Nobody'"),
        (["out", "--split", "June"], "'June' is no day such as 2024-06-09"),
        (["out", "--by", "decade"], "decade"),
    ],
)
def test_a_wrong_report_is_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    argv: list[str],
    what: str,
) -> None:
    corpus(tmp_path)
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main(["report", *argv]) == 2
    assert what in one_error(capsys)
    assert not (tmp_path / "out" / "report").exists()
