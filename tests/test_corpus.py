"""A corpus from its files to its tables: the same after any kill, on any number of workers."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_support import rows, write
from corpus_support import StubModels, StubPipeline, articles, contents, job

import stance
from stance.corpus import (
    Asked,
    Columns,
    Job,
    Models,
    Refused,
    Summary,
    analyse_corpus,
    rebuild_tables,
)
from stance.corpus.engines import WorkerDied, physical_cores
from stance.models import DEFAULT_STANCE, DEFAULT_TAGGER, installed
from stance.schema import Analysis

pytest.importorskip("pyarrow")

TABLES = ("articles", "stances", "evidence", "attributions")


def analyse(job: Job, **options: Any) -> Summary:
    return analyse_corpus(job, **{"workers": 1, **options})


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def errors(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "errors.jsonl").read_text().splitlines()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(articles(tmp_path / "news.jsonl", 10))


def test_a_corpus_becomes_tables(tmp_path: Path, corpus: Path) -> None:
    out = tmp_path / "out"
    summary = analyse(job(out, corpus))
    assert (summary.analysed, summary.built.articles, summary.built.faults) == (10, 10, 1)
    found = table(out, "stances")
    assert [row["article"] for row in found] == [f"a{number}" for number in range(10)]
    assert found[1] | {"score": ""} == {
        "article": "a1",
        "date": "2024-02-01",
        "source": "Post",
        "stance": "0",
        "actor": "ann-lund",
        "actor_name": "Ann Lund",
        "actor_type": "PERSON",
        "target": "russia",
        "target_name": "Russia",
        "target_type": "LOCATION",
        "label": "hostile",
        "score": "",
        "p_hostile": "0.95",
        "p_neutral": "0.03",
        "p_supportive": "0.02",
        "contested": "False",
        "evidences": "1",
    }
    evidence = table(out, "evidence")[1]
    assert (evidence["words"], evidence["actor_words"]) == (
        "Ann Lund denounced Russia.",
        "Ann Lund",
    )
    assert (evidence["attribution"], evidence["kind"]) == ("0", "quoted")
    attribution = table(out, "attributions")[1]
    assert (attribution["speaker"], attribution["cue"]) == ("ann-lund", "denounced")
    assert json.loads(attribution["content_spans"]) == [[19, 25]]
    assert errors(out) == [
        {
            "file": str(corpus),
            "line": 6,
            "id": None,
            "reason": "not JSON: Expecting value (column 1)",
            "analysed": False,
        }
    ]


def test_parquet_and_csv_say_the_same(tmp_path: Path, corpus: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    analyse(job(tmp_path / "out", corpus))
    for name in TABLES:
        parquet = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        words = [
            {key: "" if value is None else str(value) for key, value in row.items()}
            for row in parquet.to_pylist()
        ]
        assert words == table(tmp_path / "out", name)
        assert parquet.schema.field("date").type == pyarrow.date32()


def test_a_second_run_has_nothing_to_do(tmp_path: Path, corpus: Path) -> None:
    work = job(tmp_path / "out", corpus)
    analyse(work)
    before = contents(work.output)
    summary = analyse(work)
    assert (summary.analysed, summary.rate, contents(work.output)) == (0, 0.0, before)


def test_processes_give_the_same_to_the_last_byte(tmp_path: Path, corpus: Path) -> None:
    alone, several = tmp_path / "alone", tmp_path / "several"
    analyse(job(alone, corpus))
    analyse(job(several, corpus), workers=2)
    assert contents(several) == contents(alone)


class Killed(BaseException):
    """What a killed process does from then on: nothing."""


class Killer:
    """Lets `left` renames happen; from then on nothing on the disk changes any more."""

    def __init__(self, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = left
        replace, unlink = os.replace, Path.unlink
        monkeypatch.setattr(os, "replace", lambda *a: self._do(replace, *a, cost=1))
        monkeypatch.setattr(Path, "unlink", lambda *a, **k: self._do(unlink, *a, cost=0, **k))

    def _do(self, action: Any, *args: Any, cost: int, **options: Any) -> None:
        if self.left <= 0:
            raise Killed
        self.left -= cost
        action(*args, **options)


def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    corpus = articles(tmp_path / "news.jsonl", 6)
    analyse(job(tmp_path / "whole", corpus))
    whole = contents(tmp_path / "whole")
    renames = 0
    finished = False
    while not finished:
        work = job(tmp_path / f"killed-{renames}", corpus)
        with pytest.MonkeyPatch.context() as patch:
            Killer(renames, patch)
            try:
                analyse(work)
                finished = True
            except Killed:
                pass
        analyse(work)
        assert contents(work.output) == whole, f"killed after {renames} renames"
        assert not list(work.output.rglob(".*.part"))
        shutil.rmtree(work.output)
        renames += 1
    assert renames > 3 + 2 * len(TABLES)  # chunks, tables and the rest


def test_what_is_done_is_not_done_again(tmp_path: Path, corpus: Path) -> None:
    work = job(tmp_path / "out", corpus)
    analyse(work)
    whole = contents(work.output)
    (work.output / "chunks" / "00000001.jsonl.gz").unlink()
    summary = analyse(work)
    assert summary.analysed == 4 and contents(work.output) == whole


def test_a_changed_input_is_refused(tmp_path: Path, corpus: Path) -> None:
    work = job(tmp_path / "out", corpus)
    analyse(work)
    before = contents(work.output)
    rows(corpus, {"id": "new", "text": "Ann Lund praised NATO."})
    with pytest.raises(Refused, match=r"news\.jsonl has changed .*--restart") as error:
        analyse(work)
    assert "\n" not in str(error.value) and contents(work.output) == before
    assert analyse(work, restart=True).built.articles == 1
    assert len(list((work.output / "chunks").iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"models": StubModels("2.0")}, "stance model was stub 1.0 and is stub 2.0"),
        ({"asked": Asked(("NATO",))}, "targets was not given and is NATO"),
        ({"columns": Columns("Story")}, "text column was not given and is Story"),
        ({"chunk": 5}, "articles a chunk was 4 and is 5"),
        ({"asked": Asked(long_text="error")}, "long text was window"),
        ({"asked": Asked(quoted_only=True)}, "quoted only was not given and is given"),
        ({"asked": Asked(max_risk=0.1)}, r"max risk was not given and is 0\.1"),
        ({"asked": Asked(min_confidence=0.2)}, r"min confidence was not given and is 0\.2"),
    ],
)
def test_another_setting_is_refused(
    tmp_path: Path, corpus: Path, change: dict[str, Any], what: str
) -> None:
    work = job(tmp_path / "out", corpus)
    analyse(work)
    with pytest.raises(Refused, match=what):
        analyse(replace(work, **change))


def test_another_input_is_refused(tmp_path: Path, corpus: Path) -> None:
    work = job(tmp_path / "out", corpus)
    analyse(work)
    other = rows(tmp_path / "other.jsonl", {"text": "x"})
    with pytest.raises(Refused, match=r"the input was .*news\.jsonl and is .*other\.jsonl"):
        analyse(replace(work, inputs=(other,)))


def test_the_models_are_named_in_the_manifest(tmp_path: Path, shipped: Any) -> None:
    shipped(DEFAULT_STANCE), shipped(DEFAULT_TAGGER)
    described = Models().describe()
    assert described["stance model"].startswith(f"{DEFAULT_STANCE} ")
    torch = Models(backend="torch").describe()  # reads the graph where that is all there is
    assert torch["stance model"] == described["stance model"]
    with pytest.raises(OSError, match="not found"):
        Models(stance="nope").describe()
    with pytest.raises(OSError, match="is a tagger model"):
        Models(stance=DEFAULT_TAGGER).describe()


def test_an_article_that_fails_costs_nobody_else_the_answer(tmp_path: Path) -> None:
    items = [{"id": str(n), "text": "Ann Lund praised NATO."} for n in range(6)]
    items[2]["text"] = "This fails."
    out = tmp_path / "out"
    summary = analyse(job(out, rows(tmp_path / "a.jsonl", *items)))
    assert (summary.built.articles, summary.built.faults) == (5, 1)
    assert [(row["id"], row["reason"]) for row in errors(out)] == [
        ("2", "RuntimeError: out of luck")
    ]
    assert [row["article"] for row in table(out, "articles")] == ["0", "1", "3", "4", "5"]


def test_an_unread_date_is_noted_and_the_article_kept(tmp_path: Path) -> None:
    item = {"id": "a", "text": "Ann Lund praised NATO.", "date": "01/02/2024"}
    out = tmp_path / "out"
    summary = analyse(job(out, rows(tmp_path / "a.jsonl", item)))
    assert (summary.built.articles, summary.built.faults, summary.built.noted) == (1, 0, 1)
    assert errors(out)[0]["analysed"] and table(out, "stances")[0]["date"] == ""


def test_half_a_character_is_no_reason_to_stop(tmp_path: Path) -> None:
    item = {"id": "a\ud800", "text": "Ann \ud800Lund praised NATO.", "source": "\udfff"}
    out = tmp_path / "out"
    analyse(job(out, rows(tmp_path / "a.jsonl", item)))
    assert table(out, "stances")[0]["actor_name"] == "Ann ?Lund"


def test_the_tables_of_a_corpus_without_an_article_have_headers(tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = analyse(job(out, write(tmp_path / "a.txt", " ")))
    assert (summary.built.articles, summary.built.faults) == (0, 1)
    assert [table(out, name) for name in TABLES] == [[], [], [], []]
    assert (out / "stances.csv").read_text().startswith("article,date,source,stance,actor,")


def test_targets_that_an_article_lacks_are_listed(tmp_path: Path, corpus: Path) -> None:
    out = tmp_path / "out"
    analyse(job(out, corpus, asked=Asked(("NATO", "Russia"))))
    assert {row["missing_targets"] for row in table(out, "articles")} == {"NATO"}


def test_a_risk_that_is_none_is_said_once(tmp_path: Path, corpus: Path) -> None:
    work = job(tmp_path / "out", corpus, asked=Asked(max_risk=2))
    with pytest.raises(ValueError, match="max_risk must be above 0 and below 1, not 2"):
        analyse(work)
    assert not work.output.exists()


def test_a_worker_that_dies_is_one_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    items = [{"id": str(n), "text": "Ann Lund praised NATO."} for n in range(12)]
    items[9]["text"] = "This kills."
    work = job(tmp_path / "out", rows(tmp_path / "a.jsonl", *items))
    with pytest.raises(WorkerDied, match="a worker process died"):
        analyse(work, workers=2)
    assert json.loads((work.output / "manifest.json").read_text())["chunks"] is None


def test_only_one_process_writes_a_folder(tmp_path: Path, corpus: Path) -> None:
    pytest.importorskip("fcntl")
    work = job(tmp_path / "out", corpus)

    class Meanwhile(StubPipeline):
        def pipe(self, *args: Any, **options: Any) -> Iterator[Analysis]:
            with pytest.raises(Refused, match="another process is writing it"):
                analyse(work)
            return super().pipe(*args, **options)

    class Loader(StubModels):
        def load(self) -> StubPipeline:
            return Meanwhile()

    assert analyse(replace(work, models=Loader())).built.articles == 10


def test_folders_that_hold_something_else_are_left_alone(tmp_path: Path, corpus: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    write(folder / "thesis.doc", "years of work")
    for restart in (False, True):
        with pytest.raises(ValueError, match="not empty, and no corpus"):
            analyse(job(folder, corpus), restart=restart)
    with pytest.raises(ValueError, match="a file, not a folder"):
        analyse(job(corpus, corpus))
    with pytest.raises(ValueError, match="lies in the input folder"):
        analyse(job(tmp_path / "out", tmp_path))
    assert contents(folder) == {"thesis.doc": b"years of work"}


def test_a_folder_without_a_finished_corpus_has_no_tables(tmp_path: Path, corpus: Path) -> None:
    with pytest.raises(Refused, match="no corpus is there"):
        rebuild_tables(tmp_path)
    work = job(tmp_path / "out", corpus)
    analyse(work)
    (work.output / "chunks" / "00000001.jsonl.gz").unlink()
    with pytest.raises(Refused, match="not finished"):
        rebuild_tables(work.output)


def test_a_damaged_chunk_is_named(tmp_path: Path, corpus: Path) -> None:
    work = job(tmp_path / "out", corpus)
    analyse(work)
    chunk = work.output / "chunks" / "00000001.jsonl.gz"
    chunk.write_bytes(chunk.read_bytes()[:-20])
    with pytest.raises(ValueError, match=r"00000001\.jsonl\.gz is damaged"):
        analyse(work)


def test_progress_counts_articles_and_bytes(tmp_path: Path, corpus: Path) -> None:
    seen: list[Any] = []
    work = job(tmp_path / "out", corpus)
    analyse(work, progress=seen.append)
    assert [item.articles for item in seen] == [4, 8, 10] and seen[-1].faults == 1
    assert seen[-1].bytes == seen[-1].total == corpus.stat().st_size
    assert seen[0].rate > 0 and seen[0].left > 0 and seen[-1].left == 0
    (work.output / "chunks" / "00000001.jsonl.gz").unlink()
    seen.clear()
    analyse(work, progress=seen.append)
    assert [(item.before, item.articles) for item in seen] == [(6, 10)]


def test_a_machine_has_cores() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)


REAL = """
import sys
from pathlib import Path
from stance.corpus import Job, analyse_corpus
if __name__ == "__main__":
    job = Job((sys.argv[1],), Path(sys.argv[2]), chunk=2)
    analyse_corpus(job, workers=int(sys.argv[3]))
"""


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


@pytest.mark.skipif(
    not {DEFAULT_STANCE, DEFAULT_TAGGER} <= {model.path.name for model in installed()},
    reason="the shipped models are not there",
)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL")
def test_a_run_with_the_real_models_goes_on_after_sigkill(tmp_path: Path) -> None:
    texts = (
        "“Russia has broken its word,” Prime Minister Ana Lund said.",
        "NATO praised Ukraine on Monday, and Ana Lund condemned Moscow.",
    )
    items = [{"id": n, "text": texts[n % 2] + " It rained." * n} for n in range(16)]
    name = rows(tmp_path / "a.jsonl", *items)
    script = write(tmp_path / "job.py", REAL)
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    path = os.pathsep.join([str(Path(stance.__file__).parent.parent), *sys.path])
    running = subprocess.Popen(
        [sys.executable, script, name, str(killed), "2"], env={**os.environ, "PYTHONPATH": path}
    )
    until(lambda: len(list((killed / "chunks").glob("0*.gz"))) >= 2)
    workers = children(running.pid)
    running.kill()
    running.wait()
    until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in workers))
    assert not (killed / "stances.csv").exists()
    before = len(list((killed / "chunks").glob("0*.gz")))
    summary = analyse_corpus(Job((name,), killed, chunk=2), workers=1)
    assert summary.analysed == 16 - 2 * before and summary.built.articles == 16
    analyse_corpus(Job((name,), whole, chunk=2), workers=1)
    assert contents(killed) == contents(whole)
    assert any(row["label"] == "hostile" for row in table(whole, "stances"))


def until(done: Any, seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)
