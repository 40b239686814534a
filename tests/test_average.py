"""Averages of two models."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch

from stance.modeling import StanceModel
from training.average import average
from training.runs import RECORD


def weights(folder: Path) -> dict[str, torch.Tensor]:
    model = StanceModel.from_pretrained(folder, dtype=torch.float32)
    return {name: value.float() for name, value in model.state_dict().items()}


@pytest.fixture
def pair(tiny_stance: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A model and what it became."""
    after = tmp_path / "after"
    shutil.copytree(tiny_stance, after)
    model = StanceModel.from_pretrained(tiny_stance, dtype=torch.float32)
    with torch.no_grad():
        model.classifier.bias += 1.0
    model.save_pretrained(after)
    (after / RECORD).write_text('{"config": {}}')
    return tiny_stance, after


def test_the_mean_lies_between(pair: tuple[Path, Path], tmp_path: Path) -> None:
    average(*pair, tmp_path / "mean", 0.25)
    before, mean = weights(pair[0]), weights(tmp_path / "mean")
    shift = mean["classifier.bias"] - before["classifier.bias"]
    assert torch.allclose(shift, torch.full_like(shift, 0.25), atol=1e-3)
    assert torch.allclose(mean["dense.weight"], before["dense.weight"], atol=1e-3)
    record = json.loads((tmp_path / "mean" / RECORD).read_text())
    assert record["averaged"] == {"share": 0.25, "with": str(pair[0])}


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_is_a_share(pair: tuple[Path, Path], tmp_path: Path, share: float) -> None:
    with pytest.raises(ValueError, match="share must be between 0 and 1"):
        average(*pair, tmp_path / "mean", share)
    assert not (tmp_path / "mean").exists()
