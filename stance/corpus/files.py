"""Files of an output folder: written beside their name and renamed when they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def make_folder(path: Path) -> None:
    """Makes a folder, and those above it; ValueError when that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{path}: the folder cannot be made: {error.strerror}") from None


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 text stream whose content stands at `path` once the block ends well."""
    with (
        replacing_path(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as file,
    ):
        yield file


@contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """A path to write to that is renamed to `path` once the block ends well.

    It is the same for every run, so that what a kill leaves of it is overwritten by the next.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        os.replace(temporary, path)
    except BaseException:  # Ctrl-C too must leave nothing behind
        temporary.unlink(missing_ok=True)
        raise
