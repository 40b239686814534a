"""Files and standard input to texts: UTF-8 only, every fault named with file and place.

A text comes through untouched (line ends included), so that offsets in an answer are
offsets in the file's characters; only a byte order mark at the very start is dropped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from stance.extras import MissingExtra
from stance.formats import is_page, to_text

T = TypeVar("T")

STDIN = "-"
JSONL_SUFFIXES = (".jsonl", ".ndjson")
TABLE_SUFFIXES = (".csv", ".tsv", ".parquet")

_BOM = b"\xef\xbb\xbf"
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive (or .docx, .odt, .epub)",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "rich text; save it as plain text",
    b"\xff\xfe": "UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "UTF-16 text; save it as UTF-8",
}


class InputError(ValueError):
    """An input cannot be read: `where` it is, and `what` is wrong with it."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.where, self.what)  # from one process to another


@dataclass(frozen=True, slots=True)
class Document:
    """A text to analyse. `where` names its place for messages, `size` is in bytes."""

    text: str
    id: Any
    where: str
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a JSONL file: its object, or `error` and no object. `size` is in bytes."""

    number: int
    row: dict[str, Any]
    error: str
    size: int


def is_jsonl(name: str) -> bool:
    """Whether a file is read as JSON lines because of its name."""
    return Path(name).suffix.lower() in JSONL_SUFFIXES


def read_text(name: str) -> tuple[str, int]:
    """The text of a file, or of standard input for "-", and its size in bytes."""
    with _open(name) as file:
        data = _guarded(name, file.read)
    return decode_text(_shown(name), data), len(data)


def decode_text(where: str, data: bytes) -> str:
    """The text that the bytes of a file are; InputError, naming `where`, when they are none."""
    check_kind(where, data[:8])
    # Before UTF-8: only binary data has a NUL, and saving it as UTF-8 would not help.
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(where, f"not a text, there is a NUL at byte {nul:,}")
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if data.startswith(_BOM) else 0)
        what = f"not UTF-8 at byte {offset:,} (0x{data[offset]:02x}); save it as UTF-8"
        raise InputError(where, what) from None


def read_jsonl(name: str) -> Iterator[Line]:
    """The lines of a JSONL file that are not blank, one at a time; bad ones carry `error`."""
    number = 0
    with _open(name) as file:
        while data := _guarded(name, file.readline):
            number += 1
            if number == 1:
                check_kind(_shown(name), data[:8])
                data = data.removeprefix(_BOM)
            if data.strip():
                yield json_line(number, data)


def read_documents(
    names: Sequence[str],
    jsonl: bool,
    report: Callable[[str, str], None],
    input_format: str | None = None,
) -> Iterator[Document]:
    """The texts of all files, in order; `jsonl` reads every file as JSON lines.

    Texts in another `input_format` than "text" (see `stance.formats`) are made plain first.
    Without one, web pages are known by their names and how they begin, and a table is refused.

    A bad line is given to `report(where, what)` and left out. So is a bad file, unless it
    is the only one: then it raises InputError.
    """
    for name in names:
        try:
            if jsonl or is_jsonl(name):
                yield from _rows(name, report, input_format)
            else:
                if input_format is None:
                    _check_no_table(name)
                text, size = read_text(name)
                text = _plain(text, input_format, _shown(name), name)
                yield Document(text, None if name == STDIN else name, _shown(name), size)
        except InputError as error:
            if len(names) == 1:
                raise
            report(error.where, error.what)


def text_of(row: dict[str, Any]) -> str:
    """The field `text` of a row; ValueError when it is not a string."""
    if "text" not in row:
        raise ValueError('the field "text" is missing')
    text = row["text"]
    if not isinstance(text, str):
        raise ValueError(f'the field "text" must be a string, not {json_type(text)}')
    return text


def json_type(value: object) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")


def total_size(names: Sequence[str]) -> int | None:
    """Bytes in all the files together; None when that cannot be known before reading."""
    paths = [Path(name) for name in names]
    if STDIN in names or any(path.exists() and not path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths if path.exists())


def _rows(
    name: str, report: Callable[[str, str], None], input_format: str | None
) -> Iterator[Document]:
    for line in read_jsonl(name):
        where = f"{_shown(name)}:{line.number}"
        try:
            if line.error:
                raise ValueError(line.error)
            given = line.row.get("id")
            text = _plain(text_of(line.row), input_format, where)
            yield Document(text, line.number if given is None else given, where, line.size)
        except InputError as error:
            report(error.where, error.what)
        except ValueError as error:
            report(where, str(error))


def json_line(number: int, data: bytes) -> Line:
    """The object of line `number`, or what is wrong with it."""
    try:
        row = json.loads(data.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        return Line(number, {}, f"not UTF-8 at byte {error.start:,} of the line", len(data))
    except json.JSONDecodeError as error:
        return Line(number, {}, f"not JSON: {error.msg} (column {error.pos + 1})", len(data))
    except (ValueError, RecursionError):  # a number or a nesting beyond what Python reads
        return Line(number, {}, "not JSON that can be read", len(data))
    if not isinstance(row, dict):
        return Line(number, {}, f"a JSON object is expected, not {json_type(row)}", len(data))
    return Line(number, row, "", len(data))


def _check_no_table(name: str) -> None:
    """InputError for a file of many articles, which would be read as one."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    if suffix in TABLE_SUFFIXES and Path(name).is_file():
        raise InputError(name, "a table; `stance corpus` reads the articles in its rows")


def _plain(text: str, input_format: str | None, where: str, name: str = "") -> str:
    """The plain text of what is in a format; None: a web page, if it is one, else a text."""
    form = input_format or ("html" if is_page(text, name) else "text")
    try:
        return to_text(text, form)
    except MissingExtra as error:
        raise InputError(where, f"a web page; {error}") from None
    except ValueError as error:
        raise InputError(where, str(error)) from None


def _open(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == STDIN:
        return nullcontext(sys.stdin.buffer)
    path = Path(name)
    if path.is_dir():
        raise InputError(name, "a folder, not a file")
    return _guarded(name, lambda: path.open("rb"))


def _guarded(name: str, action: Callable[[], T]) -> T:
    try:
        return action()
    except FileNotFoundError:
        raise InputError(name, "no such file") from None
    except OSError as error:
        raise InputError(_shown(name), error.strerror or str(error)) from None


def check_kind(where: str, head: bytes) -> None:
    """InputError when the first bytes of a file are those of something else than text."""
    for magic, kind in _BINARY.items():
        if head.startswith(magic):
            raise InputError(where, f"not a text but {kind}")


def _shown(name: str) -> str:
    return "standard input" if name == STDIN else name
