"""`stance analyze --format html` and `--why`, and `stance labels`."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_support import SAYS, Captured, FakePipeline, one_error, rows, write

import stance
from stance.cli import main
from stance.report.guide import text as guide_text


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setattr(stance, "load", fake.load)
    return fake


@pytest.mark.parametrize("name", ["report.html", "report.HTM"])
def test_the_name_of_the_output_asks_for_a_page(
    name: str, tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    target = tmp_path / name
    source = write(tmp_path / "a.txt", SAYS)
    assert main(["analyze", source, "--output", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and page.endswith("</html>\n")
    assert "Lund is extremely likely hostile toward Russia" in page
    assert capsys.readouterr().out == ""


def test_a_page_goes_to_standard_output_too(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", SAYS), "--format", "html"]) == 0
    assert "<title>Lund denounced Russia.</title>" in capsys.readouterr().out


def test_a_page_is_for_one_text(tmp_path: Path, pipeline: FakePipeline, capsys: Captured) -> None:
    several = rows(tmp_path / "a.jsonl", {"text": SAYS}, {"text": SAYS})
    target = tmp_path / "report.html"
    assert main(["analyze", several, "--output", str(target)]) == 2
    assert "--format html is for one text" in one_error(capsys)
    assert not target.exists()


def test_why_explains_each_stance(tmp_path: Path, pipeline: FakePipeline, capsys: Captured) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", SAYS), "--why"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Lund is extremely likely hostile toward Russia (0.95), quoted:" in out


def test_why_goes_with_a_table(tmp_path: Path, pipeline: FakePipeline, capsys: Captured) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", SAYS), "--why", "--format", "csv"]) == 2
    assert "--why goes with --format table, not csv" in one_error(capsys)


def test_labels_prints_the_guide(capsys: Captured) -> None:
    assert main(["labels", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == guide_text()
    assert main(["labels"]) == 0
    out = capsys.readouterr().out
    assert "Border cases" in out and "##" not in out and "\x1b" not in out
