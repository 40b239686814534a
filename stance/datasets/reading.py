"""Reading the files of a labelled set: lines, JSON lines and spans, faults told by line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from stance.datasets.base import DataError
from stance.schema import Span, as_span

T = TypeVar("T")

_JSON_NAMES = {
    str: "a string",
    int: "an integer",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def read_text(path: Path) -> str:
    """The whole file as UTF-8, newlines untouched, so that character offsets hold."""
    try:
        return _read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataError(path, line, "not UTF-8") from None


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number from 1, line without its ending) for every line, blank ones included.

    Only a line feed ends a line: news text holds other separators inside a sentence. A
    carriage return before it and a byte order mark at the start are dropped.
    """
    lines = read_text(path).removeprefix("\ufeff").split("\n")
    if lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, 1):
        yield number, line.removesuffix("\r")


def read_rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """(line number, fields) of a tab-separated file; DataError where a count is off."""
    for number, line in read_lines(path):
        fields = line.split("\t")
        if len(fields) != columns:
            raise DataError(
                path, number, f"{columns} tab-separated columns expected, not {len(fields)}"
            )
        yield number, fields


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) for every line that is not blank."""
    for number, line in read_lines(path):
        if line.strip():
            yield number, _object(path, number, line)


def read_json(path: Path) -> Any:
    """The value of a file that is one JSON document."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DataError(path, error.lineno, f"not JSON: {error.msg}") from None


def field(path: Path, line: int | None, item: Any, name: str, *kinds: type) -> Any:
    """`item[name]`, which must be there and of one of the kinds."""
    value = item.get(name) if isinstance(item, dict) else None
    # bool is an int to Python, but no number in a data file.
    if not isinstance(value, kinds) or isinstance(value, bool):
        expected = " or ".join(_JSON_NAMES.get(kind, kind.__name__) for kind in kinds)
        found = "missing" if value is None else f"not {shorten(repr(value))}"
        raise DataError(path, line, f'"{name}" must be {expected}, {found}')
    return value


def span_of(path: Path, line: int | None, value: Any, text: str, name: str) -> Span:
    """The span `value` ([start, end]) of `text`, checked."""
    try:
        return as_span(value).check(text, name)
    except (TypeError, ValueError) as error:
        raise DataError(path, line, str(error)) from None


def check_words(path: Path, line: int | None, span: Span, text: str, words: str, name: str) -> None:
    """DataError unless the span covers exactly the words the file says it does."""
    found = span.of(text)
    if found != words:
        raise DataError(
            path,
            line,
            f"{name} [{span.start}, {span.end}] covers {shorten(found)!r}, not {shorten(words)!r}",
        )


def check_text(path: Path, line: int | None, text: str) -> None:
    """DataError for an empty or blank text."""
    if not text.strip():
        raise DataError(path, line, "empty text")


def shorten(words: str, width: int = 60) -> str:
    """The words, cut to `width` characters for an error message."""
    return words if len(words) <= width else words[: width - 3] + "..."


def label_of(path: Path, line: int | None, code: Any, codes: Mapping[Any, T]) -> T:
    """What the code book of a set says of `code`, which must be in it."""
    try:
        return codes[code]
    except (KeyError, TypeError):
        known = ", ".join(map(str, codes))
        raise DataError(path, line, f"unknown label {code!r}, expected one of {known}") from None


def existing(folder: Path, pattern: str, names: tuple[str, ...]) -> list[str]:
    """Those of `names` whose file `pattern.format(name)` is in the folder."""
    return [name for name in names if (folder / pattern.format(name)).exists()]


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(path, number, f"not JSON: {error.msg}, column {error.colno}") from None
    if not isinstance(value, dict):
        raise DataError(path, number, f"a JSON object expected, not {type(value).__name__}")
    return value


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(path, None, "no such file") from None
    except OSError as error:
        raise DataError(path, None, error.strerror or str(error)) from None
