"""Model folders: found by name or path, verified, and Hugging Face models as well."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from make_data import copy_model

from stance import models
from stance.classifier import StanceClassifier
from stance.models import MANIFEST, ONNX_FILE, TORCH_FILE, ModelError, find, write_manifest

TEXT = "Okoro praised Diaz."


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and no model but those a test puts somewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STANCE_MODELS", raising=False)
    monkeypatch.setattr(models, "__file__", str(tmp_path / "site" / "stance" / "models.py"))
    return tmp_path


def put(folder: Path, name: str, version: str = "1.0", kind: str = "stance") -> Path:
    """A folder that looks like a model."""
    folder.mkdir(parents=True)
    model_type = "stance-tagger" if kind == "tagger" else "stance"
    (folder / "config.json").write_text(json.dumps({"model_type": model_type}))
    write_manifest(folder, name, version, kind)
    return folder


def test_a_model_is_found_by_path_then_variable_then_installation(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(alone / "site" / "models" / "small", "small", "checkout")
    assert find("small").version == "checkout"
    put(alone / "site" / "stance" / "_models" / "small", "small", "wheel")
    assert find("small").version == "wheel"
    put(alone / "mine" / "small", "small", "variable")
    monkeypatch.setenv("STANCE_MODELS", str(alone / "mine"))
    assert find("small").version == "variable"
    put(alone / "small", "small", "path")
    assert find("small").version == "path"
    assert find(alone / "site" / "models" / "small").version == "checkout"
    assert str(find("small")) == "small path"


def test_an_unknown_model_says_where_it_was_looked_for(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANCE_MODELS", str(alone / "mine"))
    with pytest.raises(ModelError) as caught:
        find("stance-huge")
    message = str(caught.value)
    assert "'stance-huge' not found (`stance models` lists" in message and "\n" not in message
    for place in (alone / "mine", alone / "site" / "stance" / "_models", alone / "site" / "models"):
        assert str(place / "stance-huge") in message


def test_a_missing_path_is_named_once(alone: Path) -> None:
    with pytest.raises(ModelError) as caught:
        find(alone / "nowhere")
    assert str(caught.value).count(str(alone / "nowhere")) <= 2  # as asked for, as looked at


def test_a_hub_id_is_asked_of_the_hub_only(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def hub(name: str) -> list[Path]:
        asked.append(name)
        return []

    monkeypatch.setattr(models, "_hub", hub)
    for name in ("someone/model", "model", "./a", str(alone / "a"), "a/b/c"):
        with pytest.raises(ModelError):
            find(name)
    assert asked == ["someone/model"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FileNotFoundError("Connection refused\nTry again."), "Connection refused"),
        (ValueError("no such id"), "no such id"),
        (OSError("word " * 100), "word word"),
        (OSError(), ""),
    ],
)
def test_what_the_hub_said_is_told_in_one_line(
    alone: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def download(name: str, local_files_only: bool) -> str:
        raise OSError("not cached") if local_files_only else error

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    with pytest.raises(ModelError) as caught:
        find("someone/model")
    message = str(caught.value)
    assert str(alone / "site" / "models" / "someone" / "model") in message
    said = message.split(", the Hub")[1]
    assert said == "" if not told else said.startswith(f" ({told}") and said.endswith(")")
    assert "\n" not in said and len(said) <= models.SHOWN + 3 and "not cached" not in message
    assert type(error).__name__ not in message


def test_a_model_of_the_other_kind_is_refused(alone: Path) -> None:
    put(alone / "tagger", "tagger", kind="tagger")
    assert find("tagger").kind == find("tagger", kind="tagger").kind == "tagger"
    with pytest.raises(ModelError, match="is a tagger model, not a stance model"):
        find("tagger", kind="stance")


def test_a_folder_without_a_manifest_is_a_model_of_its_config(
    alone: Path, tiny_tagger: Path
) -> None:
    folder = find(copy_model(tiny_tagger, alone / "bare"))
    assert (folder.name, folder.version, folder.kind) == ("bare", "unversioned", "tagger")
    assert folder.file("config.json") == alone / "bare" / "config.json"


def test_a_plain_encoder_is_no_stance_model(tiny_encoder: Path) -> None:
    with pytest.raises(ModelError):
        StanceClassifier.from_pretrained(tiny_encoder)


@pytest.mark.parametrize("content", ["{", '{"name": "x"}', "[]", "\xff"])
def test_a_manifest_that_cannot_be_read_is_named(alone: Path, content: str) -> None:
    (put(alone / "small", "small") / MANIFEST).write_bytes(content.encode("latin-1"))
    with pytest.raises(ModelError, match=r"small cannot be read"):
        find("small")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "\xff",
        "[]",
    ],
)
def test_a_config_that_cannot_be_read_is_named(alone: Path, content: str) -> None:
    folder = put(alone / "small", "small")
    (folder / MANIFEST).unlink()
    (folder / "config.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(ModelError, match=r"small cannot be read"):
        find("small")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", ONNX_FILE])
def test_a_damaged_file_is_named_and_not_run(tmp_path: Path, tiny_stance: Path, name: str) -> None:
    folder = copy_model(tiny_stance, tmp_path / "damaged", manifest=True)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=rf"{name} is damaged"):
        StanceClassifier.from_pretrained(folder)


def test_a_missing_file_is_named(tmp_path: Path, tiny_stance: Path) -> None:
    folder = copy_model(tiny_stance, tmp_path / "short", manifest=True)
    (folder / ONNX_FILE).unlink()
    with pytest.raises(ModelError, match=rf"{ONNX_FILE} is missing"):
        StanceClassifier.from_pretrained(folder)


def test_only_what_is_needed_must_be_whole(tmp_path: Path, tiny_stance: Path) -> None:
    folder = copy_model(tiny_stance, tmp_path / "onnx-only", manifest=True)
    (folder / TORCH_FILE).unlink()
    assert StanceClassifier.from_pretrained(folder).predict(TEXT)
    with pytest.raises(ModelError, match=rf"{TORCH_FILE} is missing"):
        StanceClassifier.from_pretrained(folder, backend="torch")


def test_the_manifest_covers_what_inference_reads(tiny_stance: Path) -> None:
    data = json.loads((tiny_stance / MANIFEST).read_text())
    assert set(data["files"]) == {"config.json", "tokenizer.json", TORCH_FILE, ONNX_FILE}
    for name, digest in data["files"].items():
        assert models.sha256(tiny_stance / name) == digest


def test_installed_models_by_name_the_first_place_wins(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(alone / "site" / "models" / "b-model", "b-model", "checkout")
    put(alone / "site" / "models" / "a-model", "a-model", "checkout")
    put(alone / "mine" / "b-model", "b-model", "variable")
    (alone / "mine" / "notes").mkdir()
    monkeypatch.setenv("STANCE_MODELS", str(alone / "mine"))
    assert [str(model) for model in models.installed()] == ["a-model checkout", "b-model variable"]


def test_a_model_is_a_hugging_face_model(tmp_path: Path, tiny_stance: Path) -> None:
    transformers = pytest.importorskip("transformers")
    from stance.modeling import StanceModel

    model = transformers.AutoModel.from_pretrained(tiny_stance)
    assert isinstance(model, StanceModel)
    assert model.config.id2label == {0: "hostile", 1: "neutral", 2: "supportive"}
    model.save_pretrained(tmp_path / "saved")
    shutil.copy(tiny_stance / "tokenizer.json", tmp_path / "saved")
    one, other = (
        StanceClassifier.from_pretrained(folder, backend="torch").predict(TEXT, "Okoro", "Diaz")
        for folder in (tiny_stance, tmp_path / "saved")
    )
    assert one == other


def test_a_tagger_is_a_hugging_face_model(tiny_tagger: Path) -> None:
    transformers = pytest.importorskip("transformers")
    from stance.modeling import TaggerModel

    model = transformers.AutoModel.from_pretrained(tiny_tagger)
    assert isinstance(model, TaggerModel) and model.config.link_size == 16


def test_a_stance_model_has_its_tagger_beside_it(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(alone / "a" / "stance-base", "stance-base")
    put(alone / "a" / "stance-own", "stance-own")
    assert models.tagger_for(alone / "a" / "stance-own") == "tagger-small"
    assert models.tagger_for(alone / "a" / "stance-base") == "tagger-small"  # there is no other
    put(alone / "mine" / "tagger-base", "tagger-base", kind="tagger")
    monkeypatch.setenv("STANCE_MODELS", str(alone / "mine"))
    assert models.tagger_for(alone / "a" / "stance-base") == "tagger-base"
    put(alone / "a" / "tagger-base", "tagger-base", kind="tagger")
    assert models.tagger_for(alone / "a" / "stance-base") == str(alone / "a" / "tagger-base")
