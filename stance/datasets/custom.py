"""A user's own labelled CSV or JSONL file.

Columns of a CSV file (the first line names them), keys of a JSONL object:

=========================  ======================================================================
``text``                   required
``label``                  required: hostile, neutral or supportive; against, none, favor and
                           negative, neutral, positive mean the same; case does not matter
``id``                     unique; ``<file name>-<line>`` if left out
``actor``                  whose stance it is: words of the text (where they first stand as
                           whole words, else as part of one), in JSONL also [start, end]
``target``                 toward what: likewise; words that do not occur are a topic
``actor_start`` ...        ``actor_start, actor_end, target_start, target_end``: character
                           offsets in the text, instead of or beside the words
``group``                  the article, for splits and intervals
``split``                  the part of the file a row belongs to
=========================  ======================================================================

Without an actor the row holds the writer's stance toward the target, without both the tone of
the text. Any other column is kept in `meta`.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stance.datasets.base import DataError, StanceExample
from stance.datasets.reading import (
    check_text,
    check_words,
    label_of,
    read_json_lines,
    read_text,
    shorten,
    span_of,
)
from stance.delimited import delimiter_of
from stance.schema import Span
from stance.words import find_words

SUFFIXES = (".csv", ".jsonl")

LABELS = {
    "hostile": "hostile",
    "against": "hostile",
    "negative": "hostile",
    "neutral": "neutral",
    "none": "neutral",
    "supportive": "supportive",
    "favor": "supportive",
    "positive": "supportive",
}
"""Every spelling of a label and what it means."""

_WORDS = ("id", "text", "label", "actor", "target", "group", "split")
COLUMNS = (*_WORDS, "actor_start", "actor_end", "target_start", "target_end")


def splits(path: Path) -> list[str]:
    """The values of the file's column ``split`` in order of appearance, maybe none."""
    values = (_text(path, line, row, "split") for line, row in _rows(path))
    return list(dict.fromkeys(value for value in values if value))


def load(path: Path, split: str | None = None) -> list[StanceExample]:
    """The examples of a file, of all of it or of the rows whose column ``split`` says so.

    Raises DataError, with the line and the row's id, for a file that is neither CSV nor JSONL,
    a missing or unknown label, an id that is there twice, an actor that does not occur in the
    text or has no target, offsets outside the text or beside the words, a column whose name
    looks misspelt, and a split that no row has.
    """
    examples = []
    lines: dict[str, int] = {}
    found = set()
    for line, row in _rows(path):
        name = _text(path, line, row, "id") or f"{path.stem}-{line}"
        if name in lines:
            raise DataError(path, line, f"id {name!r} is there twice, first in line {lines[name]}")
        lines[name] = line
        example = _example(path, line, row, name)
        part = _text(path, line, row, "split")
        found.add(part)
        if split in (None, part):
            examples.append(example)
    if split is not None and split not in found:
        known = ", ".join(sorted(filter(None, found))) or "none, the column is empty or missing"
        raise DataError(path, None, f"no split {split!r} in the column split: {known}")
    return examples


def _example(path: Path, line: int, row: dict[str, Any], name: str) -> StanceExample:
    try:
        text = _required(path, line, row, "text")
        check_text(path, line, text)
        label = _required(path, line, row, "label").strip().lower()
        actor = _party(path, line, row, "actor", text)
        target = _party(path, line, row, "target", text)
        if isinstance(actor, str):
            raise DataError(path, line, f"actor {shorten(actor)!r} does not occur in the text")
        if actor is not None and not isinstance(target, Span):
            raise DataError(path, line, "an actor needs a target that occurs in the text")
        return StanceExample(
            id=name,
            text=text,
            label=label_of(path, line, label, LABELS),
            actor=actor,
            target=target,
            group=_text(path, line, row, "group"),
            meta={key: value for key, value in row.items() if key not in COLUMNS},
        )
    except DataError as error:
        if "id" not in row:
            raise
        raise DataError(path, line, f"{error.message} (id {name!r})") from None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, row) of either kind of file."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise DataError(path, None, f"a file ending in {' or '.join(SUFFIXES)} expected")
    checked: set[frozenset[str]] = set()
    for line, row in _csv_rows(path) if suffix == ".csv" else read_json_lines(path):
        names = frozenset(row)
        if names not in checked:
            _check_columns(path, line, names)
            checked.add(names)
        yield line, row


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(first line, row) of a CSV file with a header, its cells parted by commas, semicolons or
    tabs; a field in quotes may hold newlines."""
    content = read_text(path).removeprefix("\ufeff")
    delimiter = delimiter_of(content.partition("\n")[0])
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    # newline="" keeps the newlines of a quoted text, and with them its offsets.
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for fields in reader:
            start, line = line, reader.line_num + 1
            if not fields:
                continue
            if header is None:
                header = [name.strip() for name in fields]
                if len(set(header)) < len(header):
                    raise DataError(path, start, "a column is named twice")
            elif len(fields) != len(header):
                raise DataError(path, start, f"{len(header)} columns expected, not {len(fields)}")
            else:
                yield start, dict(zip(header, fields, strict=True))
    except csv.Error as error:
        raise DataError(path, line, f"not CSV: {error}") from None


def _check_columns(path: Path, line: int, names: frozenset[str]) -> None:
    """DataError for a name that is almost one of ours: read as it is, it would say nothing."""
    for name in sorted(names.difference(COLUMNS)):
        # 0.82 lets "target_id" be a column of the user's own, and finds "targte".
        near = difflib.get_close_matches(name.strip().lower(), _WORDS, n=1, cutoff=0.82)
        if near and near[0] not in names:
            raise DataError(path, line, f"unknown column {name!r}, did you mean {near[0]!r}?")


def _required(path: Path, line: int, row: dict[str, Any], name: str) -> str:
    # Not stripped: offsets count in the text as it is.
    value = row.get(name)
    if not isinstance(value, str) or not value:
        found = "missing" if value in (None, "") else f"not {value!r}"
        raise DataError(path, line, f"{name} must be a string, {found}")
    return value


def _text(path: Path, line: int, row: dict[str, Any], name: str) -> str | None:
    """An optional string; a number, as JSON may have for an id, is written out."""
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise DataError(path, line, f"{name} must be a string, not {value!r}")
    return str(value)


def _party(path: Path, line: int, row: dict[str, Any], name: str, text: str) -> Span | str | None:
    """Actor or target: a span where it is in the text, the words where they are not, or None."""
    value = row.get(name)
    bounds = [_offset(path, line, row, f"{name}_{end}") for end in ("start", "end")]
    if isinstance(value, list):
        if bounds != [None, None]:
            raise DataError(path, line, f"{name} has offsets twice")
        return span_of(path, line, value, text, name)
    words = (_text(path, line, row, name) or "").strip()
    if bounds != [None, None]:
        span = span_of(path, line, bounds, text, name)
        if words:
            check_words(path, line, span, text, words, name)
        return span
    if not words:
        return None
    return find_words(text, words) or words


def _offset(path: Path, line: int, row: dict[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        if type(value) in (int, str):  # bool is an int, but no offset
            return int(value)
    except ValueError:
        pass
    raise DataError(path, line, f"{name} must be an integer, not {value!r}")
