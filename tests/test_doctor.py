"""The doctor: every ailment has a line that names it and says what to do."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import stance
from stance import doctor
from stance.cli import main
from stance.models import DEFAULT_STANCE, DEFAULT_TAGGER, TORCH_FILE, read_folder, write_manifest
from stance.schema import Analysis, Entity, Evidence, Span, Stance, StancePrediction


def model_folder(root: Path, name: str, kind: str) -> Path:
    folder = root / name
    (folder / "onnx").mkdir(parents=True)
    for file in ("config.json", "tokenizer.json", TORCH_FILE, "onnx/model_int8.onnx"):
        (folder / file).write_text("{}")
    write_manifest(folder, name, "1.0", kind)
    return folder


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with both default models, whose answer on any text is a fixed one."""
    root = tmp_path / "models"
    model_folder(root, DEFAULT_STANCE, "stance")
    model_folder(root, DEFAULT_TAGGER, "tagger")
    monkeypatch.setenv("STANCE_MODELS", str(root))
    monkeypatch.setattr(stance, "load", lambda: answer)
    monkeypatch.delenv("STANCE_DATA", raising=False)
    return root


def answer(text: str) -> Analysis:
    hostile = StancePrediction.of((0.9, 0.06, 0.04))
    found = Evidence(Span(0, 9), Span(0, 4), Span(5, 9), hostile)
    return Analysis(
        text,
        entities=(Entity("a", "Ana Lund", "PERSON"), Entity("b", "Russia", "LOCATION")),
        stances=(Stance("a", "b", hostile, (found,)),),
    )


def found(data_dir: str | None = None) -> dict[str, doctor.Check]:
    return {check.name: check for check in doctor.checks(data_dir)}


def test_a_sound_installation(models: Path) -> None:
    checks = found()
    for name in ("python", "numpy", "onnxruntime", "tokenizers", "rich", "end to end"):
        assert (checks[name].state, checks[name].core) == ("ok", True)
    assert checks["model stance-small"].detail == f"1.0, verified, in {models / DEFAULT_STANCE}"
    assert checks["end to end"].detail.startswith("Ana Lund is hostile toward Russia (0.90), in ")
    assert checks["data sets"].state == "missing" and "STANCE_DATA" in checks["data sets"].detail


def test_the_command_prints_a_line_a_check(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(found())
    assert all(re.match(r"(ok|missing|broken) +\S", line) for line in lines)


def test_a_damaged_model_is_broken(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (models / DEFAULT_TAGGER / "tokenizer.json").write_text("other")
    checks = found()
    assert checks["model tagger-small"].state == "broken"
    assert "tokenizer.json is damaged" in checks["model tagger-small"].detail
    assert "not run" in checks["end to end"].detail
    assert main(["doctor"]) == 1
    assert "broken  model tagger-small" in capsys.readouterr().out


def test_a_manifest_that_cannot_be_read(models: Path) -> None:
    (models / DEFAULT_TAGGER / "manifest.json").write_text("{oops")
    assert any(
        check.state == "broken" and check.core and "tagger-small" in check.detail
        for check in doctor.checks()
    )


def test_a_missing_model_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "installed", list)
    check = found()["model stance-small"]
    assert check.state == "missing" and check.core
    assert "install stance anew from your copy of it" in check.detail


def test_a_damaged_further_model_is_not_core(models: Path) -> None:
    folder = model_folder(models, "mine", "stance")
    (folder / "config.json").write_text('{"x": 1}')
    checks = found()
    assert (checks["model mine"].state, checks["model mine"].core) == ("broken", False)
    assert checks["end to end"].state == "ok"
    assert main(["doctor"]) == 0


def test_the_pytorch_weights_may_be_left_out(models: Path) -> None:
    folder = models / DEFAULT_STANCE
    (folder / TORCH_FILE).unlink()
    assert doctor.faults(read_folder(folder)) == []
    (folder / "onnx" / "model_int8.onnx").unlink()
    assert len(doctor.faults(read_folder(folder))) == 1


def test_a_model_that_fails_is_broken(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise RuntimeError("no memory")

    monkeypatch.setattr(stance, "load", fail)
    check = found()["end to end"]
    assert (check.state, check.detail) == ("broken", "RuntimeError: no memory")
    monkeypatch.setattr(stance, "load", lambda: Analysis)
    assert "no hostile stance was found" in found()["end to end"].detail


def test_missing_extras_come_with_their_command(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: None if name == "torch" else version(name))
    check = found()["extra torch"]
    assert (check.state, check.core) == ("missing", False)
    assert check.detail == "torch not installed: pip install 'stance-toolkit[torch]'"


def test_a_missing_core_package_is_named(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = doctor._version
    monkeypatch.setattr(doctor, "_version", lambda name: None if name == "numpy" else version(name))
    checks = found()
    assert (checks["numpy"].state, checks["numpy"].core) == ("missing", True)
    assert checks["numpy"].detail == "not installed: pip install numpy"
    assert "not run" in checks["end to end"].detail


def test_a_package_that_cannot_be_imported_is_broken(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str) -> Any:
        raise ImportError(f"{name}.so is damaged")

    monkeypatch.setattr("stance.doctor.importlib.import_module", fail)
    check = doctor._core_package("numpy")
    assert check.state == "broken" and "pip install --force-reinstall numpy" in check.detail


def test_the_data_sets_that_are_there(models: Path, tmp_path: Path) -> None:
    (tmp_path / "sst2").mkdir()
    (tmp_path / "sst2" / "dev.tsv").write_text("good\t1\n")
    lines = [check for check in doctor.checks(str(tmp_path)) if check.name == "data sets"]
    assert [line.state for line in lines] == ["ok", "missing"]
    assert lines[0].detail == f"sst2 in {tmp_path}"
    assert "dse" in lines[1].detail and "stance datasets" in lines[1].detail


def test_the_requirements_are_those_of_the_project() -> None:
    path = Path(__file__).parent.parent / "pyproject.toml"
    project = tomllib.loads(path.read_text())["project"]
    found = doctor.requirements()
    assert len(found[""]) == len(project["dependencies"]) and "numpy" in found[""]
    assert "torch" in found["torch"] and "stance-toolkit" not in found["train"]
    assert set(found) - {""} <= set(project["optional-dependencies"])
