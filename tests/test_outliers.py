"""Outlier channels: found in a network where they were planted, and what keeping them saves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_data import VOCABULARY, copy_model, write_stance_sets

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
pytest.importorskip("datasets")

import torch

from stance.backends import load_backend
from stance.models import find
from stance.weights import read_weights
from training.export_onnx import export, load_network
from training.outliers import CHANNELS, find_outliers, training_batches

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")

PLANTED = {0: [7], 1: [3, 40]}
"""By layer, the channels of the feed-forward block that are made a hundred times as large."""

FACTOR = 100.0


def output_weight(layer: int) -> str:
    return f"encoder.encoder.layer.{layer}.output.dense.weight"


@pytest.fixture(scope="module")
def planted(tiny_stance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with outlier channels: large for every token on their way in (the bias
    keeps the activation function open), and divided again on their way out."""
    folder = copy_model(tiny_stance, tmp_path_factory.mktemp("planted") / "tiny")
    network = load_network(find(folder))
    with torch.no_grad():
        for layer, channels in PLANTED.items():
            block = network.encoder.encoder.layer[layer]
            block.intermediate.dense.weight[channels] *= FACTOR
            block.intermediate.dense.bias[channels] = FACTOR
            block.output.dense.weight[:, channels] /= FACTOR
    network.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def batches() -> list[dict[str, Any]]:
    generator = torch.Generator().manual_seed(1)
    ids = torch.randint(8, VOCABULARY, (4, 12), generator=generator)
    mask = torch.ones_like(ids)
    mask[:, 9:] = 0
    return [{"input_ids": ids, "attention_mask": mask, "pairs": torch.tensor([[0, 1, 2]])}]


def test_planted_channels_are_found(planted: Path, batches: list[dict[str, Any]]) -> None:
    found = find_outliers(load_network(find(planted)), batches)
    for layer, channels in PLANTED.items():
        assert set(channels) <= set(found[output_weight(layer)])
    assert all(len(channels) <= CHANNELS for channels in found.values())
    assert all(".intermediate." in name or ".output." in name for name in found)


def test_padding_does_not_count(planted: Path, batches: list[dict[str, Any]]) -> None:
    network = load_network(find(planted))
    before = find_outliers(network, batches)
    ids = batches[0]["input_ids"].clone()
    ids[:, 9:] = 9
    assert find_outliers(network, [{**batches[0], "input_ids": ids}]) == before
    assert not any(module._forward_pre_hooks for module in network.modules())


def test_a_network_of_like_channels_has_none(
    tiny_stance: Path, batches: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.outliers.RATIO", 1000.0)
    assert find_outliers(load_network(find(tiny_stance)), batches) == {}


@pytest.fixture(scope="module")
def kept(
    planted: Path, batches: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The planted model, exported with its outlier channels in float32."""
    folder = copy_of_files(planted, tmp_path_factory.mktemp("kept") / "tiny")
    network = load_network(find(planted))
    export(folder, network, find_outliers(network, batches))
    return folder


def test_outliers_in_float32_mend_the_int8_graph(
    planted: Path, kept: Path, batches: list[dict[str, Any]], tmp_path: Path
) -> None:
    network = load_network(find(planted))
    rounded = copy_of_files(planted, tmp_path / "rounded")
    export(rounded, network)
    with torch.inference_mode():
        exact = network(**batches[0]).numpy()
    inputs = {name: tensor.numpy() for name, tensor in batches[0].items()}
    error, mended = (
        float(np.abs(load_backend(find(folder), "onnx").run(inputs)[0] - exact).max())
        for folder in (rounded, kept)
    )
    assert mended < error / 2


def test_outlier_channels_are_read_back_exactly(
    planted: Path, kept: Path, batches: list[dict[str, Any]]
) -> None:
    network = load_network(find(planted))
    weights = read_weights(find(kept))
    for name, channels in find_outliers(network, batches).items():
        original = network.state_dict()[name].numpy()
        assert np.array_equal(weights[name][:, channels], original[:, channels])


@pytest.mark.parametrize("kind", ["stance", "tagger"])
def test_batches_come_from_training_texts(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    folder = find(request.getfixturevalue(f"tiny_{kind}"))
    batches = list(training_batches(folder, write_stance_sets(tmp_path)))
    assert batches and "labels" not in batches[0]
    assert find_outliers(load_network(folder), batches) is not None


def copy_of_files(folder: Path, to: Path) -> Path:
    """A copy of a folder that has no manifest."""
    to.mkdir()
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        (to / name).write_bytes((folder / name).read_bytes())
    return to
