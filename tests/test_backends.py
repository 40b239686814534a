"""The two ways to run a model, and that they agree."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_data import copy_model, made_up_sentences

from stance.backends import load_backend
from stance.classifier import StanceClassifier
from stance.extras import MissingExtra
from stance.models import ONNX_FILE, ModelError, find

TINY_TOLERANCE = 0.03
"""Largest mean difference of a probability between int8 and PyTorch on a random tiny model,
whose states of 32 numbers quantise worse than those of a real one."""


def test_an_unknown_backend_is_refused(tiny_stance: Path) -> None:
    with pytest.raises(ValueError, match="unknown backend 'tensorflow'; known: 'onnx', 'torch'"):
        load_backend(find(tiny_stance), "tensorflow")


def test_less_than_one_thread_is_refused(tiny_stance: Path) -> None:
    with pytest.raises(ValueError, match="threads must be 1 or more, not 0"):
        load_backend(find(tiny_stance), "onnx", threads=0)


def test_the_onnx_backend_refuses_a_gpu(tiny_stance: Path) -> None:
    assert load_backend(find(tiny_stance), "onnx", device="cpu")
    with pytest.raises(ValueError, match="runs on the CPU; for 'cuda' use backend='torch'"):
        load_backend(find(tiny_stance), "onnx", device="cuda")


def test_without_torch_the_pip_command_is_named(
    tiny_stance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match=r"pip install 'stance-toolkit\[torch\]'"):
        load_backend(find(tiny_stance), "torch")


def test_a_file_that_is_no_graph_is_named(tmp_path: Path, tiny_stance: Path) -> None:
    folder = copy_model(tiny_stance, tmp_path / "broken")
    (folder / ONNX_FILE).write_bytes(b"not a graph")
    with pytest.raises(ModelError, match=rf"{ONNX_FILE} cannot be loaded"):
        load_backend(find(folder), "onnx")


@pytest.mark.parametrize(
    ("flags", "setting"),
    [("flags: sse4_2 avx2", "1"), (None, "1"), ("flags: avx2 avx512_vnni", "")],
)
def test_products_are_exact_on_processors_without_vnni(
    flags: str | None,
    setting: str,
    tiny_stance: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []

    def session(path: str, options: Any, **_: Any) -> None:
        try:
            seen.append(options.get_session_config_entry("session.x64quantprecision"))
        except RuntimeError:  # it was not set
            seen.append("")

    monkeypatch.setattr("onnxruntime.InferenceSession", session)
    monkeypatch.setattr("stance.backends.CPU_FLAGS", tmp_path / "cpuinfo")
    if flags is not None:
        (tmp_path / "cpuinfo").write_text(flags)
    load_backend(find(tiny_stance), "onnx")
    assert seen == [setting]


def test_outputs_have_the_documented_shapes(tiny_stance: Path, tiny_tagger: Path) -> None:
    ids = np.array([[4, 10, 11, 5], [4, 10, 5, 0]], dtype=np.int64)
    mask = (ids > 0).astype(np.int64)
    pairs = np.array([[0, 1, 0], [1, 0, 1], [1, 0, 0]], dtype=np.int64)
    for name in ("onnx", "torch"):
        stance = load_backend(find(tiny_stance), name)
        (logits,) = stance.run({"input_ids": ids, "attention_mask": mask, "pairs": pairs})
        assert logits.shape == (3, 3) and logits.dtype == np.float32
        tagger = load_backend(find(tiny_tagger), name)
        tags, links = tagger.run(
            {"input_ids": ids, "attention_mask": mask, "features": np.zeros_like(ids)}
        )
        assert tags.shape == (2, 4, 4 * 3 + 9) and links.shape == (2, 3, 4, 4)
        assert (links[1, :, :, 3] < -1e3).all()  # nothing links to padding


def test_backends_agree_on_the_tiny_model(tiny_stance: Path) -> None:
    one, other = (
        StanceClassifier.from_pretrained(tiny_stance, backend=name).predict(made_up_sentences())
        for name in ("onnx", "torch")
    )
    differences = [
        abs(p.probabilities[label] - q.probabilities[label])
        for p, q in zip(one, other, strict=True)
        for label in p.probabilities
    ]
    assert len({p.label for p in other}) > 1
    assert np.mean(differences) < TINY_TOLERANCE
