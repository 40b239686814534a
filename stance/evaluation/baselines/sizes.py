"""What a model folder weighs on disk, and what its weights are."""

from __future__ import annotations

from pathlib import Path

from stance.models import sha256

WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_READ_WITH_THEM = ("*.json", "*.txt", "*.model")


def weight_files(folder: Path) -> list[Path]:
    """The files that `transformers` reads the weights from: safetensors where there are some."""
    for pattern in WEIGHTS:
        if found := sorted(folder.glob(pattern)):
            return found
    return []


def folder_size(folder: Path) -> int:
    """Bytes of the weights, the configuration and the vocabulary."""
    others = {path for pattern in _READ_WITH_THEM for path in folder.glob(pattern)}
    return sum(path.stat().st_size for path in {*weight_files(folder), *others})


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of the files with the weights."""
    return {path.name: sha256(path) for path in weight_files(folder)}
