"""Models that ship only their int8 graph: PyTorch reads its weights out of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from make_data import copy_model, made_up_sentences

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
pytest.importorskip("datasets")

import onnx
import torch
import transformers

from stance.classifier import StanceClassifier
from stance.extras import MissingExtra
from stance.modeling import StanceModel, TaggerModel
from stance.models import ONNX_FILE, TORCH_FILE, ModelError, find, write_manifest
from stance.weights import METADATA_KEY, read_weights
from training.restore import restore

PARITY = 0.03
"""Largest mean difference of a probability between the int8 graph and PyTorch with that
graph's weights, on a tiny random model: what rounding the activations costs. Its states of 32
numbers round worse than those of a real one."""

KINDS = ("stance", "tagger", "mpnet")


@pytest.fixture(scope="session", params=KINDS)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A tiny model with all its files, and the same with its int8 graph alone."""
    full: Path = request.getfixturevalue(f"tiny_{request.param}")
    return [full, int8_only(full, tmp_path_factory.mktemp("int8") / request.param)]


def int8_only(full: Path, to: Path) -> Path:
    folder = copy_model(full, to)
    (folder / TORCH_FILE).unlink()
    write_manifest(folder, "tiny", "0.1", find(full).kind)
    return folder


def test_every_parameter_is_there_within_a_step(pair: list[Path]) -> None:
    full, rounded = pair
    model_class = TaggerModel if find(full).kind == "tagger" else StanceModel
    expected = model_class.from_pretrained(full, dtype=torch.float32).state_dict()
    given = model_class.from_pretrained(rounded).state_dict()
    assert given.keys() == expected.keys()
    for name, weight in given.items():
        assert weight.dtype == torch.float32
        step = float(expected[name].abs().max()) / 127
        assert (weight - expected[name]).abs().max() <= step + 1e-6, name
    exact = "encoder.embeddings.LayerNorm.weight"
    assert torch.equal(given[exact], expected[exact])


def test_auto_model_reads_it_too(pair: list[Path]) -> None:
    rounded = pair[1]
    model = transformers.AutoModel.from_pretrained(rounded)
    assert type(model) is (TaggerModel if find(rounded).kind == "tagger" else StanceModel)
    assert not model.training
    half = type(model).from_pretrained(rounded, dtype=torch.float16)
    assert half.dtype == torch.float16


@pytest.mark.parametrize("kind", ["stance", "mpnet"])
def test_pytorch_agrees_with_the_graph_it_read(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    rounded = int8_only(request.getfixturevalue(f"tiny_{kind}"), tmp_path / kind)
    one, other = (
        StanceClassifier.from_pretrained(rounded, backend=name).predict(made_up_sentences())
        for name in ("onnx", "torch")
    )
    differences = [
        abs(p.probabilities[label] - q.probabilities[label])
        for p, q in zip(one, other, strict=True)
        for label in p.probabilities
    ]
    assert np.mean(differences) < PARITY


def test_a_shipped_name_is_enough(
    tiny_stance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    int8_only(tiny_stance, tmp_path / "tiny-int8")
    monkeypatch.setenv("STANCE_MODELS", str(tmp_path))
    monkeypatch.chdir(tmp_path.parent)
    assert StanceModel.from_pretrained("tiny-int8").config.id2label[0] == "hostile"


def test_missing_weights_of_a_model_that_has_them_are_not_made_up_for(
    tiny_stance: Path, tmp_path: Path
) -> None:
    folder = copy_model(tiny_stance, tmp_path / "short", manifest=True)
    (folder / TORCH_FILE).unlink()
    with pytest.raises(ModelError, match=f"{TORCH_FILE} is missing"):
        StanceClassifier.from_pretrained(folder, backend="torch")


def test_a_damaged_graph_is_not_read(tiny_stance: Path, tmp_path: Path) -> None:
    rounded = int8_only(tiny_stance, tmp_path / "damaged")
    with (rounded / ONNX_FILE).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=f"{ONNX_FILE} is damaged"):
        StanceModel.from_pretrained(rounded)


@pytest.mark.parametrize("places", [None, "{", '{"dense.weight": {"tensor": "nowhere"}}'])
def test_a_graph_that_does_not_say_where_its_weights_are_is_named(
    tiny_stance: Path, tmp_path: Path, places: str | None
) -> None:
    rounded = int8_only(tiny_stance, tmp_path / "old")
    graph = onnx.load(rounded / ONNX_FILE)
    onnx.helper.set_model_props(graph, {METADATA_KEY: places} if places else {})
    onnx.save(graph, rounded / ONNX_FILE)
    write_manifest(rounded, "old", "0.1", "stance")
    with pytest.raises(ModelError, match=r"model old: no weights can be read out of .*model_int8"):
        read_weights(find(rounded))


def test_without_onnx_the_pip_command_is_named(
    tiny_stance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounded = int8_only(tiny_stance, tmp_path / "int8")
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(MissingExtra, match=r"needs onnx: pip install 'stance-toolkit\[torch\]'"):
        StanceClassifier.from_pretrained(rounded, backend="torch")


def test_a_restored_folder_is_a_normal_one(pair: list[Path], tmp_path: Path) -> None:
    rounded = pair[1]
    output = tmp_path / "some" / "folder"
    restore(rounded, output)
    assert {path.name for path in output.iterdir()} >= {"config.json", "tokenizer.json", TORCH_FILE}
    assert not (output / "onnx").exists() and not (output / "manifest.json").exists()
    model, again = (transformers.AutoModel.from_pretrained(f) for f in (rounded, output))
    assert type(model) is type(again)
    for name, weight in model.state_dict().items():
        assert torch.equal(weight, again.state_dict()[name])
    assert json.loads((output / "config.json").read_text())["dtype"] == "float32"
    with pytest.raises(FileExistsError, match="is there already"):
        restore(rounded, output)
    assert [path.name for path in output.parent.iterdir()] == ["folder"]  # nothing half-written
