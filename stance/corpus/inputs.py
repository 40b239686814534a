"""The files of a corpus: found in a stable order, opened, and told apart by their contents."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from stance.reading import STDIN, InputError

KINDS = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
"""How a file is read, by the end of its name; each may be followed by ".gz"."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read. `name` is how a user knows it, `kind` a value of `KINDS`."""

    name: str
    kind: str
    gz: bool

    @contextmanager
    def open(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        """The bytes of the file, unpacked; and the file itself, whose position is progress."""
        with open(self.name, "rb") as raw:
            if self.gz:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield unpacked, raw  # type: ignore[misc]
            else:
                yield raw, raw


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an input held: number of files, bytes, and a digest of all names and contents."""

    input: str
    files: int
    bytes: int
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def find_files(inputs: Sequence[str]) -> Iterator[InputFile]:
    """The files of all inputs in order; those of a folder, and below it, by name.

    In a folder only files of the `KINDS` are taken; a file that is named itself is a text
    when its name says nothing else. Hidden files and folders are left out.
    """
    for name in inputs:
        if os.path.isdir(name):
            for path in _walk(name):
                if (found := _input_file(path)) is not None:
                    yield found
        else:
            yield _input_file(name) or InputFile(name, "text", _is_gz(name))


def left_out(inputs: Sequence[str]) -> Counter[str]:
    """How many files of folders are of no known kind, by the end of their names."""
    return Counter(
        Path(path).suffix.lower() or "no suffix"
        for name in inputs
        if os.path.isdir(name)
        for path in _walk(name)
        if _input_file(path) is None
    )


def check_inputs(inputs: Sequence[str]) -> None:
    """InputError for inputs that are not there or that cannot be read twice."""
    if not inputs:
        raise ValueError("no input is given")
    for name in inputs:
        if name == STDIN:
            raise InputError("standard input", "a corpus is read from files, so that it can go on")
        if not os.path.exists(name):
            raise InputError(name, "no such file or folder")
        if os.path.isdir(name) and next(find_files([name]), None) is None:
            kinds = ", ".join(KINDS)
            raise InputError(name, f"the folder holds no file that ends in {kinds} (or .gz)")


def fingerprint(name: str) -> Fingerprint:
    """The fingerprint of one input. A file that cannot be read counts by its name."""
    total, size, digest = 0, 0, hashlib.sha256()
    for file in find_files([name]):
        total += 1
        digest.update(os.path.relpath(file.name, name).encode("utf-8", "surrogateescape") + b"\0")
        try:
            with open(file.name, "rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
                size += stream.tell()
        except OSError:
            digest.update(b"unreadable")
    return Fingerprint(name, total, size, digest.hexdigest())


def _input_file(name: str) -> InputFile | None:
    gz = _is_gz(name)
    suffix = Path(name[: -len(".gz")] if gz else name).suffix.lower()
    return InputFile(name, KINDS[suffix], gz) if suffix in KINDS else None


def _is_gz(name: str) -> bool:
    return name.lower().endswith(".gz")


def _walk(folder: str) -> Iterator[str]:
    """The files below a folder, links to folders followed; each folder is read once.

    InputError for a folder that cannot be read: its articles would be missing without a word.
    """

    def refuse(error: OSError) -> None:
        raise InputError(str(error.filename), f"the folder cannot be read ({error.strerror})")

    read = set()
    for parent, folders, names in os.walk(folder, followlinks=True, onerror=refuse):
        if (real := os.path.realpath(parent)) in read:
            folders.clear()
            continue
        read.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(parent, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield path
