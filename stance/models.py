"""Finds, verifies and lists model folders.

A model folder is the Hugging Face layout (`config.json`, `tokenizer.json`,
`model.safetensors`) with `onnx/model_int8.onnx` beside it, and a `manifest.json` of ours:
version, kind and the SHA-256 of every file, so that a damaged file is named, not run.
A large graph keeps its weights in `onnx/weights-0000X-of-0000N.bin`, and a model may ship
its int8 graph alone, without `model.safetensors`.
"""

from __future__ import annotations

import hashlib
import json
import os
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
ONNX_FILE = "onnx/model_int8.onnx"
ONNX_WEIGHTS = "onnx/weights-*.bin"
"""Pattern of the files with the weights of a graph that is too large for one file."""

TORCH_FILE = "model.safetensors"
TORCH_FILES = "model*.safetensors"
"""Pattern of the files of PyTorch's weights, of which a large model has several."""

KINDS = {"stance": "stance", "stance-tagger": "tagger"}
"""Kinds of models by the `model_type` of their config."""

SHOWN = 160
"""Characters of the Hub's answer that are told, at most."""

DEFAULT_STANCE = "stance-small"
DEFAULT_TAGGER = "tagger-small"

TAGGERS = {"stance-base": "tagger-base"}
"""The taggers that shipped stance models are measured with, where it is not the default one."""


class ModelError(OSError):
    """A model cannot be used: not found, incomplete, or a file is damaged."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on disk. `files` maps relative paths to SHA-256 digests."""

    path: Path
    name: str
    version: str
    kind: str
    files: dict[str, str]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def file(self, name: str) -> Path:
        """The path of one file, after checking its digest; ModelError when it is off."""
        path = self.path / name
        if not path.is_file():
            raise ModelError(f"model {self.name}: {path} is missing")
        expected = self.files.get(name)
        if expected is not None and sha256(path) != expected:
            raise ModelError(
                f"model {self.name}: {path} is damaged (its SHA-256 is not the one in {MANIFEST})"
            )
        return path

    def graph(self) -> Path:
        """The path of the ONNX graph, after checking it and the files with its weights."""
        for name in self.files:
            if fnmatch(name, ONNX_WEIGHTS):
                self.file(name)
        return self.file(ONNX_FILE)

    def weights(self, backend: str) -> list[str]:
        """Names of the files with the weights that a backend ("onnx" or "torch") reads."""
        if backend == "torch" and self.has_torch_file:
            return sorted(path.name for path in self.path.glob(TORCH_FILES))
        more = sorted(self.path.glob(ONNX_WEIGHTS))
        return [ONNX_FILE, *(path.relative_to(self.path).as_posix() for path in more)]

    def digests(self) -> dict[str, str]:
        """The SHA-256 of its files by name: those of the manifest, without one of what is there."""
        if self.files:
            return dict(self.files)
        names = [*self.weights("torch"), "config.json", "tokenizer.json"]
        return {name: sha256(self.file(name)) for name in sorted(names)}

    @property
    def has_torch_file(self) -> bool:
        """Whether the model comes with PyTorch's weights, and not only with its int8 graph."""
        return TORCH_FILE in self.files or any(self.path.glob(TORCH_FILES))

    def config(self) -> dict[str, Any]:
        """The parsed `config.json`."""
        data: dict[str, Any] = json.loads(self.file("config.json").read_text(encoding="utf-8"))
        return data


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tagger_for(stance: str | Path) -> str:
    """The tagger that goes with a stance model, as `find` takes it: the one of `TAGGERS` beside its
    folder or among the models that are installed, else the default one."""
    folder = find(stance, kind="stance")
    name = TAGGERS.get(folder.name, DEFAULT_TAGGER)
    beside = folder.path.parent / name
    if name != DEFAULT_TAGGER and (beside / "config.json").is_file():
        return str(beside)
    return name if any(model.name == name for model in installed()) else DEFAULT_TAGGER


def find(name: str | Path, kind: str | None = None) -> ModelFolder:
    """The model folder of this name, path or Hub id.

    Tried in this order: a folder of that path, `$STANCE_MODELS`, the models that came with
    the installation, and, for an id with a slash, the Hub. ModelError lists what was tried,
    or says that the model is of another `kind` ("stance" or "tagger").
    """
    tried = []
    for folder in _places(str(name)):
        if isinstance(folder, str):
            tried.append(folder)
            continue
        if (folder / "config.json").is_file():
            model = read_folder(folder)
            if kind is not None and model.kind != kind:
                raise ModelError(f"{folder} is a {model.kind} model, not a {kind} model")
            return model
        tried.append(str(folder))
    places = ", ".join(dict.fromkeys(tried))
    raise ModelError(
        f"model {str(name)!r} not found (`stance models` lists what is there); looked at {places}"
    )


def read_folder(folder: Path) -> ModelFolder:
    """The description of one model folder; a folder without a manifest has no digests."""
    manifest = folder / MANIFEST
    try:
        if manifest.is_file():
            data = json.loads(manifest.read_text(encoding="utf-8"))
            return ModelFolder(folder, data["name"], data["version"], data["kind"], data["files"])
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        kind = KINDS[config["model_type"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"model folder {folder} cannot be read: {error!r}") from None
    return ModelFolder(folder, folder.name, "unversioned", kind, {})


def installed() -> list[ModelFolder]:
    """The models found in `$STANCE_MODELS` and in the installation, by name.

    A folder whose manifest cannot be read is listed with the version "damaged".
    """
    found: dict[str, ModelFolder] = {}
    for root in _roots():
        for config in sorted(root.glob("*/config.json")):
            name = config.parent.name
            if name not in found:
                try:
                    found[name] = read_folder(config.parent)
                except ModelError:
                    found[name] = ModelFolder(config.parent, name, "damaged", "unknown", {})
    return [found[name] for name in sorted(found)]


def write_manifest(folder: Path, name: str, version: str, kind: str) -> None:
    """Writes `manifest.json` with the digests of the files that inference reads."""
    weights = sorted(
        path.relative_to(folder).as_posix()
        for pattern in (TORCH_FILES, ONNX_FILE, ONNX_WEIGHTS)
        for path in folder.glob(pattern)
    )
    names = ["config.json", "tokenizer.json", *weights]
    files = {name: sha256(folder / name) for name in names if (folder / name).is_file()}
    data = {"name": name, "version": version, "kind": kind, "files": files}
    (folder / MANIFEST).write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def _roots() -> Iterator[Path]:
    if os.environ.get("STANCE_MODELS"):
        yield Path(os.environ["STANCE_MODELS"])
    package = Path(__file__).resolve().parent
    yield package / "_models"  # inside an installed wheel
    yield package.parent / "models"  # in a checkout


def _places(name: str) -> Iterator[Path | str]:
    """Folders that may hold the model, and in words a place where there is none."""
    yield Path(name)
    for root in _roots():
        yield root / name
    if name.count("/") == 1 and not name.startswith((".", "/")):
        yield from _hub(name)


def _hub(name: str) -> Iterator[Path | str]:
    from huggingface_hub import snapshot_download

    for cached in (True, False):
        try:
            yield Path(snapshot_download(name, local_files_only=cached))
        except (OSError, ValueError) as error:  # not cached, offline, no such repository
            if not cached:
                said = _first_line(error)
                yield f"the Hub ({said})" if said else "the Hub"


def _first_line(error: Exception) -> str:
    """The first line of an error's message, cut to `SHOWN` characters."""
    line = next(iter(str(error).splitlines()), "")
    return textwrap.shorten(line, SHOWN, placeholder=" …")
