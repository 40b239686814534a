"""The command as a whole: models, data sets, errors, as a process, and with the real models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_support import (
    SAYS,
    Captured,
    FakePipeline,
    objects,
    one_error,
    rows,
    run,
    write,
)

import stance
from stance.cli import main
from stance.models import DEFAULT_STANCE, DEFAULT_TAGGER, installed, write_manifest
from stance.schema import Analysis

with_models = pytest.mark.skipif(
    not {DEFAULT_STANCE, DEFAULT_TAGGER} <= {model.path.name for model in installed()},
    reason="the shipped models are not there",
)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setattr(stance, "load", fake.load)
    return fake


def model_folder(root: Path, name: str = DEFAULT_STANCE) -> Path:
    folder = root / name
    (folder / "onnx").mkdir(parents=True)
    (folder / "config.json").write_text('{"max_tokens": 256}')
    (folder / "tokenizer.json").write_text("{}")
    (folder / "onnx" / "model_int8.onnx").write_bytes(b"not a model")
    write_manifest(folder, name, "1.0", "stance")
    return folder


def test_models_are_listed_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("STANCE_MODELS", str(tmp_path))
    folder = model_folder(tmp_path, "mine")
    assert main(["models"]) == 0
    out = capsys.readouterr().out
    assert "mine" in out and "1.0" in out and "verified" in out
    (folder / "tokenizer.json").write_text("damaged")
    assert main(["models", "--format", "json"]) == 1
    found = {model["name"]: model for model in json.loads(capsys.readouterr().out)}
    assert (
        not found["mine"]["verified"] and "tokenizer.json is damaged" in found["mine"]["faults"][0]
    )


@pytest.mark.parametrize("damage", ["tokenizer.json", "onnx/model_int8.onnx", "config.json"])
def test_a_damaged_model_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, damage: str
) -> None:
    monkeypatch.setenv("STANCE_MODELS", str(tmp_path))
    folder = model_folder(tmp_path)
    with (folder / damage).open("ab") as file:
        file.write(b" ")
    if damage == "onnx/model_int8.onnx":
        monkeypatch.setattr("stance.classifier.load_encoder", lambda _: None)
    assert main(["predict", "--text", SAYS]) == 2
    error = one_error(capsys)
    assert damage in error and "is damaged" in error


def test_a_missing_model_or_file_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("STANCE_MODELS", str(tmp_path))
    assert main(["predict", "--text", SAYS, "--model", "nope"]) == 2
    assert "model 'nope' not found" in one_error(capsys)
    assert main(["analyze", write(tmp_path / "a.txt", SAYS), "--tagger", "nope"]) == 2
    assert "model 'nope' not found" in one_error(capsys)
    (model_folder(tmp_path) / "tokenizer.json").unlink()
    assert main(["predict", "--text", SAYS]) == 2
    assert "tokenizer.json is missing" in one_error(capsys)


def test_data_sets_are_listed_with_what_is_found(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "sst2").mkdir()
    (tmp_path / "sst2" / "dev.tsv").write_text("good\t1\n")
    assert main(["datasets", "--data-dir", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "sst2  found: dev" in out and "dse  not found" in out
    assert "https://github.com/bywords/" in out and "Park, Pan and Joo" in out
    assert main(["datasets", "--data-dir", str(tmp_path), "--format", "json"]) == 0
    found = {item["name"]: item["found"] for item in json.loads(capsys.readouterr().out)}
    assert found["sst2"] == ["dev"] and found["dse"] == []


def test_data_sets_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.delenv("STANCE_DATA", raising=False)
    assert main(["datasets"]) == 0
    assert "STANCE_DATA" in capsys.readouterr().out
    assert main(["datasets", "--data-dir", str(tmp_path / "gone")]) == 2
    assert "no such folder" in one_error(capsys)


def test_wrong_options_are_one_line(capsys: Captured) -> None:
    for argv in (
        [],
        ["nope"],
        ["analyze"],
        ["analyze", "x", "--threads", "0"],
        ["analyze", "x", "--threads", "two"],
        ["analyze", "x", "--format", "xml"],
        ["predict", "--actor", "x"],
        ["predict", "--text", "x", "--jsonl", "y"],
        ["predict", "--text", "x", "--devise", "cpu"],
        ["predict", "--text", SAYS, "--device", "cuda", "--model", "/nope"],
    ):
        assert main(argv) == 2
        one_error(capsys)


def test_unforeseen_errors_are_one_line_too(
    tmp_path: Path, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("line one\nline \x1b[31mtwo")

    monkeypatch.setattr(stance, "load", fail)
    monkeypatch.delenv("STANCE_DEBUG", raising=False)
    argv = ["analyze", write(tmp_path / "a.txt", SAYS)]
    assert main(argv) == 2
    assert one_error(capsys) == (
        "stance: error: RuntimeError: line one line \ufffd[31mtwo (STANCE_DEBUG=1 shows where)\n"
    )
    monkeypatch.setenv("STANCE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(argv)


def test_help_has_an_example_for_every_command(capsys: Captured) -> None:
    for command in ("analyze", "predict", "models", "datasets", "doctor"):
        assert main([command, "--help"]) == 0
        out = capsys.readouterr().out
        assert f"\n  stance {command}" in out.split("example", 1)[1]


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = run("-m", "stance", "--version")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("stance ")
    done = run("-m", "stance", "analyze", str(tmp_path / "gone.txt"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"stance: error: {tmp_path / 'gone.txt'}: no such file\n"


def test_help_and_parsing_import_nothing_heavy() -> None:
    code = (
        "import sys; from stance.cli import main; main(['--help']); "
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'rich', 'torch'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = run("-c", code)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_pipe_is_no_error() -> None:
    code = "import sys; from stance.cli import main; sys.exit(main(['datasets']))"
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=closed,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(stance.__file__).parent.parent)},
            timeout=120,
        )
    assert (done.returncode, done.stderr) == (1, b"")


@with_models
def test_an_article_is_analysed_for_real(tmp_path: Path) -> None:
    words = "“Russia has broken its word,” Prime Minister Ana Lund said. She condemned Moscow."
    name = write(tmp_path / "a.txt", words)
    done = run("-m", "stance", "analyze", name, env={"COLUMNS": "80"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Lund" in done.stdout and "hostile" in done.stdout and "Russia" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@with_models
def test_odd_texts_are_analysed_for_real(tmp_path: Path, capsys: Captured) -> None:
    items = ["", " ", "\x00\x1b[31m", "word " * 3000, "👍🏽" * 50, "\ud800", SAYS]
    name = rows(tmp_path / "a.jsonl", *({"text": text} for text in items))
    assert main(["analyze", name, "--format", "jsonl"]) == 0
    found = [Analysis.from_dict(item) for item in objects(capsys.readouterr().out)]
    assert [item.text for item in found] == items
    assert [len(item) for item in found[:3]] == [0, 0, 0]


@with_models
def test_rows_are_predicted_for_real(tmp_path: Path, capsys: Captured) -> None:
    name = rows(
        tmp_path / "a.jsonl",
        {"text": SAYS, "actor": "Lund", "target": [15, 21]},
        {"text": SAYS, "actor": "Lund", "target": [15, 99]},
        {"text": "Lund praised Russia.", "actor": "Lund", "target": "Russia"},
    )
    assert main(["predict", "--jsonl", name]) == 1
    found = objects(capsys.readouterr().out)
    assert [row.get("label") for row in found] == ["hostile", None, "supportive"]
