"""What an output folder was made of: a run goes on only with the same input, model, settings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stance.corpus.files import replacing
from stance.corpus.inputs import Fingerprint

FILE = "manifest.json"
FORMAT = "stance-corpus/1"
LOCK = ".lock"


class Refused(ValueError):
    """A folder holds something else than what the command would go on with."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`settings` and `inputs` are what must not change.

    `chunks` is how many there are in all, None until the whole input is analysed; `tables`
    says that the tables are those of the chunks.
    """

    settings: dict[str, Any]
    inputs: tuple[Fingerprint, ...]
    chunks: int | None = None
    tables: bool = False
    articles: int = 0
    faults: int = 0
    format: str = field(default=FORMAT)

    def differences(self, other: Manifest) -> list[str]:
        """What `other` has otherwise, a clause each."""
        return [*_settings(self.settings, other.settings), *_inputs(self.inputs, other.inputs)]

    def write(self, folder: Path) -> None:
        """Writes `manifest.json`, whole or not at all."""
        data = {
            "format": self.format,
            "chunks": self.chunks,
            "tables": self.tables,
            "articles": self.articles,
            "faults": self.faults,
            "settings": self.settings,
            "inputs": [item.to_dict() for item in self.inputs],
        }
        with replacing(folder / FILE) as file:
            file.write(json.dumps(data, indent=2, ensure_ascii=True) + "\n")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none. Refused when it cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.pop("format") != FORMAT:
            raise ValueError("it is of another version of stance")
        inputs = tuple(Fingerprint(**item) for item in data.pop("inputs"))
        return Manifest(inputs=inputs, **data)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path} cannot be read: {error}") from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder for this process; Refused while another one does.

    The operating system lets go when the process ends, however it ends. Where it has no such
    locks (Windows), nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(f"{folder}: another process is writing it") from None
        yield
    finally:
        os.close(handle)


def _settings(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"{name} was {_shown(old.get(name))} and is {_shown(new.get(name))}"


def _inputs(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> Iterator[str]:
    if [item.input for item in old] != [item.input for item in new]:
        names = [", ".join(item.input for item in items) for items in (old, new)]
        yield f"the input was {names[0]} and is {names[1]}"
        return
    for before, after in zip(old, new, strict=True):
        if before == after:
            continue
        sizes = [f"{item.files:,} files, {item.bytes:,} bytes" for item in (before, after)]
        how = f"{sizes[0]} then, {sizes[1]} now" if sizes[0] != sizes[1] else "its content"
        yield f"{after.input} has changed ({how})"


def _shown(value: Any) -> str:
    if value is None or value is True:
        return "given" if value else "not given"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return " ".join(f"{name}={_shown(part)}" for name, part in value.items())
    if isinstance(value, str) and len(value) == 64:  # a digest: its beginning tells it apart
        return value[:8]
    return str(value)
