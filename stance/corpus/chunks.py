"""Chunks: the unit of work. One is analysed as a whole and kept as one file, or not at all.

Where a chunk begins and ends hangs on the input alone, so that a run that goes on after a
kill, or runs on other machines, asks the models the same questions in the same batches and
gets the same answers to the last digit.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.corpus.records import Fault, Record

ARTICLES = 64
"""Articles of a chunk: what a kill may cost every worker, some ten seconds."""
CHARACTERS = 400_000
"""Characters of a chunk from which on it takes no further article."""
ITEMS = 4096
"""Articles and faults of a chunk at most."""

_NAME = re.compile(r"(\d{8})\.jsonl\.gz")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbours in the input; `number` counts from 0."""

    number: int
    items: tuple[Record | Fault, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a kept chunk: what is in it; `size` is in bytes of input."""

    articles: int
    faults: int
    size: int


def cut(items: Iterable[Record | Fault], most: int = ARTICLES) -> Iterator[Chunk]:
    """The items in chunks, in order, each of at most `most` articles."""
    number, held, articles, characters = 0, [], 0, 0
    for item in items:
        held.append(item)
        if isinstance(item, Record):
            articles += 1
            characters += len(item.text)
        if articles >= most or characters >= CHARACTERS or len(held) >= ITEMS:
            yield Chunk(number, tuple(held))
            number, held, articles, characters = number + 1, [], 0, 0
    if held:
        yield Chunk(number, tuple(held))


def pack(head: Head, lines: Iterable[dict[str, Any]]) -> bytes:
    """The bytes of a kept chunk: gzip of JSON lines, the same for the same content."""
    parts = [json.dumps(line) for line in ({"head": _fields(head)}, *lines)]
    # mtime: no time of writing in the bytes.
    return gzip.compress(("\n".join(parts) + "\n").encode(), compresslevel=4, mtime=0)


class ChunkStore:
    """The kept chunks of a corpus, a file each. A file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __len__(self) -> int:
        return len(self._numbers())

    def heads(self) -> dict[int, Head]:
        """The chunks that are there, by number, in order."""
        return {number: self._head(number) for number in self._numbers()}

    def write(self, number: int, data: bytes) -> Head:
        """Keeps what `pack` gave for a chunk."""
        self.folder.mkdir(exist_ok=True)
        path = self._path(number)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        return self._head(number)

    def read(self) -> Iterator[dict[str, Any]]:
        """The lines of all chunks in the order of the input, their heads left out."""
        for number in self._numbers():
            path = self._path(number)
            try:
                with gzip.open(path, "rt", encoding="utf-8") as file:
                    next(file)
                    for line in file:
                        yield json.loads(line)
            except (OSError, EOFError, ValueError) as error:
                raise _damaged(path, error) from None

    def clear(self) -> None:
        """Takes away all chunks, and what a kill has left of one."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if _NAME.search(path.name):
                    path.unlink()

    def _head(self, number: int) -> Head:
        path = self._path(number)
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                return Head(**json.loads(next(file))["head"])
        except (OSError, EOFError, ValueError, KeyError, TypeError, StopIteration) as error:
            raise _damaged(path, error) from None

    def _numbers(self) -> list[int]:
        if not self.folder.is_dir():
            return []
        found = (_NAME.fullmatch(name) for name in os.listdir(self.folder))
        return sorted(int(match[1]) for match in found if match)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08}.jsonl.gz"


def _fields(head: Head) -> dict[str, int]:
    return {"articles": head.articles, "faults": head.faults, "size": head.size}


def _damaged(path: Path, error: Exception) -> ValueError:
    return ValueError(f"{path} is damaged ({error}); delete it and run the same command again")
