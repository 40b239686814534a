"""Output that is there whole or not at all, and batches in which one item is bad."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_support import (
    SAYS,
    Captured,
    FakeClassifier,
    FakePipeline,
    one_error,
    rows,
)

import stance
from stance.classifier import StanceClassifier
from stance.cli import main
from stance.cli.batches import answer_each, batches
from stance.cli.output import open_output
from stance.cli.progress import progress
from stance.jsontext import dump
from stance.query import Query
from stance.schema import StancePrediction


@pytest.fixture
def classifier(monkeypatch: pytest.MonkeyPatch) -> FakeClassifier:
    fake = FakeClassifier()
    monkeypatch.setattr(StanceClassifier, "from_pretrained", fake.load)
    return fake


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setattr(stance, "load", fake.load)
    return fake


def test_an_error_leaves_the_old_output_as_it_was(
    tmp_path: Path, classifier: FakeClassifier, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    name, output = rows(tmp_path / "a.jsonl", *[{"text": "a"}] * 600), tmp_path / "o.jsonl"
    output.write_text("old")
    predict = classifier.predict

    for error, code in ((OSError("disk full"), 2), (KeyboardInterrupt(), 130)):

        def fail(
            queries: Sequence[Query], *, long_text: str, error: BaseException = error
        ) -> list[StancePrediction]:
            if len(queries) < 512:  # the first chunk is written already
                raise error
            return predict(queries, long_text=long_text)

        monkeypatch.setattr(classifier, "predict", fail)
        assert main(["predict", "--jsonl", name, "--output", str(output)]) == code
        assert output.read_text() == "old"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "o.jsonl"]
    assert capsys.readouterr().err == "stance: error: disk full\nstance: interrupted\n"


def test_the_input_is_never_overwritten(
    tmp_path: Path, classifier: FakeClassifier, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": SAYS})
    link = tmp_path / "link.jsonl"
    link.symlink_to(name)
    before = Path(name).read_bytes()
    for command in (["predict", "--jsonl", name], ["analyze", name]):
        assert main([*command, "--output", str(link)]) == 2
        assert "would overwrite the input" in one_error(capsys)
    assert Path(name).read_bytes() == before


def test_outputs_that_cannot_be_written(tmp_path: Path, capsys: Captured) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": SAYS})
    for output, what in ((tmp_path, "a folder"), (tmp_path / "no" / "o", "there is no folder")):
        assert main(["predict", "--jsonl", name, "--output", str(output)]) == 2
        assert what in one_error(capsys)


def test_an_output_is_an_ordinary_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("old")
    kept.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(kept)
    new = tmp_path / "new"
    for path in (link, new):
        with open_output(str(path)) as out:
            out.write("Zoë\ud800\n")
    assert link.is_symlink() and kept.read_bytes() == "Zoë?\n".encode()
    assert kept.stat().st_mode & 0o777 == 0o640
    plain = tmp_path / "plain"
    plain.touch()
    assert new.stat().st_mode == plain.stat().st_mode


def test_a_device_is_written_to_and_stays_one() -> None:
    with open_output("/dev/null") as out:
        out.write("x")
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/stdout")
def test_a_pipe_is_written_to_by_any_name() -> None:
    script = "from stance.cli.output import open_output\n"
    script += "with open_output('/dev/stdout') as out: out.write('x')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"x"


def test_json_escapes_only_what_utf8_cannot_hold() -> None:
    assert dump({"a": "Zoë \x1b"}) == '{"a": "Zoë \\u001b"}'
    assert json.loads(dump(["ë\ud800"])) == ["ë\ud800"]


def test_batches_keep_the_order() -> None:
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]


def test_a_bad_item_costs_only_itself() -> None:
    calls = 0

    def ask(items: Sequence[int]) -> list[int]:
        nonlocal calls
        calls += 1
        if {3, 500} & set(items):
            raise ValueError("bad")
        return [item * 2 for item in items]

    answers = answer_each(ask, range(512))
    assert [i for i, answer in enumerate(answers) if isinstance(answer, ValueError)] == [3, 500]
    assert [a for a in answers if not isinstance(a, ValueError)][:4] == [0, 2, 4, 8]
    assert calls < 50


def test_progress_is_for_terminals_and_long_input(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    for stderr, total, seen in (
        (Terminal(), 1_000_000, True),
        (Terminal(), None, True),
        (Terminal(), 5_000, False),
        (io.StringIO(), 1_000_000, False),
    ):
        monkeypatch.setattr(sys, "stderr", stderr)
        with progress(total) as bar:
            bar.advance(1000)
            sys.stdout.write("result")
            bar.hide()
            bar.hide()
        assert ("reading" in stderr.getvalue()) == seen
    assert capsys.readouterr().out == "result" * 4  # the bar leaves stdout alone


def test_a_dash_is_standard_output(capsys: Captured) -> None:
    with open_output("-") as out:
        out.write("x")
    assert capsys.readouterr().out == "x"
