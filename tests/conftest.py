"""Fixtures of more than one test module: tiny models made offline, and the shipped ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from browser_support import chromium
from make_data import make_encoder_folder, make_model_folder

from stance.models import MANIFEST, ModelError, ModelFolder, find

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# The same examples in every run, and none too slow for a busy machine. For others:
# pytest --hypothesis-profile default
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")

Shipped = Callable[[str], ModelFolder]


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a pretrained encoder: BERT of 2 layers, 32 wide, with seeded random weights."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    return make_encoder_folder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def tiny_stance(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a stance model on the tiny encoder, with its int8 graph."""
    pytest.importorskip("onnx")
    pytest.importorskip("onnxscript")
    return make_model_folder(tmp_path_factory.mktemp("tiny-stance"), "stance", tiny_encoder)


@pytest.fixture(scope="session")
def tiny_tagger(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a tagger on the tiny encoder, with its int8 graph."""
    pytest.importorskip("onnx")
    pytest.importorskip("onnxscript")
    return make_model_folder(tmp_path_factory.mktemp("tiny-tagger"), "tagger", tiny_encoder)


@pytest.fixture(scope="session")
def tiny_mpnet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a stance model on a tiny MPNet, with its int8 graph."""
    for module in ("torch", "transformers", "onnx", "onnxscript"):
        pytest.importorskip(module)
    encoder = make_encoder_folder(tmp_path_factory.mktemp("mpnet"), "mpnet")
    return make_model_folder(tmp_path_factory.mktemp("tiny-mpnet"), "stance", encoder)


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    """Finds a model that comes with the checkout; skips where it is not there yet."""

    def model(name: str) -> ModelFolder:
        try:
            folder = find(name)
        except ModelError as error:
            pytest.skip(str(error))
        if not (folder.path / MANIFEST).is_file():
            pytest.skip(f"{folder.path} has no {MANIFEST} yet: the model is not exported")
        return folder

    return model


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started
