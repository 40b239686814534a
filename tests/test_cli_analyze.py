"""`stance analyze`: formats, streams and bad input, on the answers of a fake pipeline."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from cli_support import (
    SAYS,
    Captured,
    FakePipeline,
    objects,
    one_error,
    rows,
    stdin,
    write,
)

import stance
from stance.cli import main
from stance.schema import ROW_COLUMNS, Analysis


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setattr(stance, "load", fake.load)
    return fake


def test_a_text_gives_a_table(tmp_path: Path, pipeline: FakePipeline, capsys: Captured) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", SAYS)]) == 0
    out, err = capsys.readouterr()
    assert "Lund" in out and "hostile" in out and "Russia" in out and "0.95" in out
    assert "1 neutral pair not shown (--all shows them)." in out
    assert "a.txt" not in out and "\x1b" not in out and err == ""
    assert pipeline.loaded == [
        ("stance-small", None, {"backend": "onnx", "threads": None, "device": None})
    ]


def test_all_shows_the_neutral_pairs(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", SAYS), "--all"]) == 0
    assert "not shown" not in capsys.readouterr().out


def test_standard_input_is_a_text(
    monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, capsys: Captured
) -> None:
    stdin(monkeypatch, SAYS)
    assert main(["analyze", "-", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["text"] == SAYS and "id" not in data


def test_json_is_the_analysis_indented(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = write(tmp_path / "a.txt", "Zoë Lund denounced Russia.\r\n")
    assert main(["analyze", name, "--format", "json", "--target", "Peru"]) == 0
    out = capsys.readouterr().out
    assert out.startswith('{\n  "id"') and "Zoë" in out
    read = Analysis.from_dict(json.loads(out))
    assert (read.id, read.text) == (name, "Zoë Lund denounced Russia.\r\n")
    assert read.missing_targets == ("Peru",)


def test_json_lines_come_back_in_order_with_their_ids(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    items = [{"id": f"n{i}", "text": f"Lund denounced Russia {i} times."} for i in range(100)]
    name = rows(tmp_path / "a.jsonl", *items, {"text": SAYS})
    assert main(["analyze", name, "--format", "jsonl"]) == 0
    found = objects(capsys.readouterr().out)
    assert [(item["id"], item["text"]) for item in found[:-1]] == [
        (item["id"], item["text"]) for item in items
    ]
    assert found[-1]["id"] == 101  # a line without an id has its number
    assert len(pipeline.loaded) == 1


def test_texts_are_read_as_they_are_needed(
    monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline
) -> None:
    """Endless input ends with the reader of the output, not with the memory."""

    class Endless:
        def readline(self) -> bytes:
            return b'{"text": "Lund denounced Russia."}\n'

    class Full(io.StringIO):
        def write(self, words: str) -> int:
            if self.tell() > 20_000:
                raise BrokenPipeError
            return super().write(words)

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    assert main(["analyze", "-", "--jsonl", "--format", "jsonl"]) == 1


def test_csv_has_a_header_once_and_a_row_a_stance(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    files = [write(tmp_path / f"{n}.txt", '=1+1, "Lund"\ndenounced Russia.') for n in "ab"]
    assert main(["analyze", *files, "--format", "csv"]) == 0
    found = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in found] == [files[0], files[0], files[1], files[1]]
    assert found[0]["label"] == "hostile" and found[0]["p_hostile"] == "0.95"
    assert found[0]["evidence"] == '=1+1, "Lund"\ndenounced Russia.'  # untouched


def test_the_csv_header_is_that_of_the_rows(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", "It rained."), "--format", "csv"]) == 0
    assert capsys.readouterr().out == ",".join(ROW_COLUMNS) + "\n"


def test_several_texts_have_headings(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    files = [write(tmp_path / f"{n}.txt", SAYS) for n in "ab"]
    files.append(rows(tmp_path / "c.jsonl", {"id": "\x1b[2Jnews-7", "text": SAYS}))
    assert main(["analyze", *files]) == 0
    out = capsys.readouterr().out
    assert "a.txt" in out and "b.txt" in out and "\ufffd[2Jnews-7" in out and "\x1b" not in out


@pytest.mark.parametrize(
    ("output", "start"),
    [
        ("o.json", "{\n"),
        ("o.jsonl", '{"id"'),
        ("o.ndjson", '{"id"'),
        ("o.csv", "id,actor"),
        ("o.TXT", "A"),
        ("o", "A"),
    ],
)
def test_the_name_of_the_output_says_the_format(
    tmp_path: Path, pipeline: FakePipeline, output: str, start: str
) -> None:
    name = write(tmp_path / "a.txt", SAYS)
    assert main(["analyze", name, "--output", str(tmp_path / output)]) == 0
    assert (tmp_path / output).read_text().startswith(start)


def test_an_unknown_end_of_the_output_lists_the_known_ones(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name, output = write(tmp_path / "a.txt", SAYS), tmp_path / "o.docx"
    assert main(["analyze", name, "--output", str(output)]) == 2
    error = one_error(capsys)
    assert "o.docx: no format ends in .docx, only .txt, .json, .jsonl," in error
    assert not output.exists()
    assert main(["analyze", name, "--output", str(output), "--format", "csv"]) == 0


def test_json_for_several_texts_names_jsonl(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = write(tmp_path / "a.txt", SAYS)
    assert main(["analyze", name, name, "--format", "json"]) == 2
    assert "use --format jsonl" in one_error(capsys)


@pytest.mark.parametrize("words", ["", "  \n\t\r\n"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_an_empty_text_gives_an_empty_valid_answer(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured, words: str, form: str
) -> None:
    assert main(["analyze", write(tmp_path / "a.txt", words), "--format", form]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    if form == "table":
        assert out == "There is nothing to read: the text has no words.\n" + (
            f"Read {len(words)} of {len(words)} characters in 0 windows.\n" if words else ""
        )
    elif form != "csv":
        assert json.loads(out)["stances"] == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("Zoë".encode("latin-1"), "not UTF-8 at byte 2"),
        (b"\x7fELF\x00\x01", "not a text"),
        (b"%PDF-1.4", "a PDF"),
        (None, "no such file"),
    ],
)
def test_a_file_that_is_no_text_is_one_line(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured, data: bytes | None, what: str
) -> None:
    name = write(tmp_path / "a.txt", data) if data else str(tmp_path / "gone")
    assert main(["analyze", name, "--format", "csv"]) == 2
    one_error(capsys)
    assert main(["analyze", name, "--output", str(tmp_path / "o.json")]) == 2
    error = one_error(capsys)
    assert name in error and what in error
    assert not (tmp_path / "o.json").exists()
    assert pipeline.loaded == []  # nothing is loaded for a file that is not there


def test_a_folder_is_no_file(tmp_path: Path, pipeline: FakePipeline, capsys: Captured) -> None:
    assert main(["analyze", str(tmp_path)]) == 2
    assert "a folder, not a file" in one_error(capsys)


def test_one_bad_file_does_not_stop_the_others(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    files = [str(tmp_path / "gone"), write(tmp_path / "a.txt", SAYS)]
    assert main(["analyze", *files, "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [item["id"] for item in objects(out)] == [files[1]]
    assert err == f"{files[0]}: no such file\n"


def test_a_line_of_five_million_characters(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    words = "word " * 500_000 + SAYS + " word" * 500_000
    assert main(["analyze", write(tmp_path / "a.txt", words)]) == 0
    out = capsys.readouterr().out
    assert pipeline.longest == len(words)
    assert "Lund denounced Russia" in out and len(out) < 2000
    assert main(["analyze", rows(tmp_path / "a.jsonl", {"text": words})]) == 0


def test_control_characters_are_read_but_not_shown(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    words = "Lund \x1b[31m\x07denounced\x08 Russia.\x1b]0;title\x07"
    name = write(tmp_path / "a.txt", words)
    assert main(["analyze", name]) == 0
    assert not set("\x1b\x07\x08") & set(capsys.readouterr().out)
    assert main(["analyze", name, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == words


def test_lone_surrogates_survive_in_json(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": SAYS + "\ud800"})
    for form in ("jsonl", "csv", "table"):
        output = tmp_path / f"out.{form}"
        assert main(["analyze", name, "--format", form, "--output", str(output)]) == 0
    assert objects((tmp_path / "out.jsonl").read_text())[0]["text"] == SAYS + "\ud800"


def test_a_target_that_is_not_in_the_text_is_said(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = write(tmp_path / "a.txt", SAYS)
    assert main(["analyze", name, "--target", "NATO", "--target", "Russia"]) == 0
    assert "Not in the text: NATO.\n" in capsys.readouterr().out
    assert main(["analyze", name, "--target", " "]) == 2
    assert "--target needs a name" in one_error(capsys)


def test_what_the_writer_reports_can_be_left_out(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = write(tmp_path / "a.txt", SAYS)
    for options, count in (((), 2), (("--quoted-only",), 1)):
        assert main(["analyze", name, "--format", "json", *options]) == 0
        assert len(json.loads(capsys.readouterr().out)["stances"]) == count


def test_the_risk_is_passed_on(tmp_path: Path, pipeline: FakePipeline) -> None:
    name = write(tmp_path / "a.txt", SAYS)
    assert main(["analyze", name, "--max-risk", "0.1"]) == 0
    assert pipeline.max_risk == 0.1


def test_how_sure_a_stance_must_be_is_passed_on_and_said_once(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = write(tmp_path / "a.txt", SAYS)
    assert main(["analyze", name, "--min-confidence", "0.2"]) == 0
    assert (pipeline.min_confidence, pipeline.max_risk) == (0.2, None)
    capsys.readouterr()
    assert main(["analyze", name, "--min-confidence", "0.2", "--max-risk", "0.1"]) == 2
    assert "--max-risk: not allowed with argument --min-confidence" in one_error(capsys)


def test_a_risk_that_cannot_be_is_one_error_however_many_texts_there_are(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = rows(tmp_path / "a.jsonl", *[{"text": SAYS}] * 3)
    output = write(tmp_path / "o.jsonl", "as it was")
    assert main(["analyze", name, "--max-risk", "0.001", "--output", output]) == 2
    assert "no answer is that sure" in one_error(capsys)
    assert Path(output).read_text() == "as it was"


@pytest.mark.parametrize("risk", ["0", "1", "5", "nan", "few"])
def test_a_risk_is_a_share(risk: str, capsys: Captured) -> None:
    assert main(["analyze", "a.txt", "--max-risk", risk]) == 2
    assert f"--max-risk: '{risk}' is no number above 0 and below 1" in one_error(capsys)


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.html", "<p>Lund denounced Russia.</p>"), ("a", "<!DOCTYPE html><p>Lund left.</p>")],
)
def test_a_web_page_is_read_as_one_unless_it_is_said_to_be_text(
    name: str, words: str, tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    pytest.importorskip("trafilatura")
    page = write(tmp_path / name, words)
    assert main(["analyze", page, "--format", "json"]) == 0
    assert "<" not in json.loads(capsys.readouterr().out)["text"]
    assert main(["analyze", page, "--format", "json", "--input-format", "text"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == words


def test_a_web_page_without_the_extra_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pipeline: FakePipeline, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert main(["analyze", write(tmp_path / "a.html", "<p>Lund left.</p>")]) == 2
    error = one_error(capsys)
    assert "a.html: a web page; this needs trafilatura: pip install" in error and "[html]" in error


@pytest.mark.parametrize("name", ["a.csv", "a.TSV", "a.parquet", "a.csv.gz"])
def test_a_table_is_for_stance_corpus(
    name: str, tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    assert main(["analyze", write(tmp_path / name, "id,text\n1,Lund left.\n")]) == 2
    assert f"{name}: a table; `stance corpus` reads" in one_error(capsys)


def test_malformed_lines_are_named_and_the_rest_is_analysed(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": SAYS}, "{oops", {"txt": ""}, {"text": SAYS, "id": 9})
    assert main(["analyze", name, "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [item["id"] for item in objects(out)] == [1, 9]
    assert [line.removeprefix(name)[:3] for line in err.splitlines()] == [":2:", ":3:"]


def test_a_long_text_can_be_an_error(
    tmp_path: Path, pipeline: FakePipeline, capsys: Captured
) -> None:
    name = write(tmp_path / "a.txt", "word " * 300)
    assert main(["analyze", name, "--long-text", "error"]) == 2
    assert "9,999 tokens" in one_error(capsys)
    items = [{"text": SAYS}] * 40
    items[7] = {"text": "word " * 300}
    name = rows(tmp_path / "a.jsonl", *items)
    assert main(["analyze", name, "--long-text", "error", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [item["id"] for item in objects(out)] == [n for n in range(1, 41) if n != 8]
    assert err.startswith(f"{name}:8: the text has 9,999 tokens")


def test_standard_input_is_read_once(pipeline: FakePipeline, capsys: Captured) -> None:
    assert main(["analyze", "-", "-"]) == 2
    assert "only once" in one_error(capsys)
