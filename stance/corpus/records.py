"""Files to records: one article each, or the reason why there is none.

Nothing is dropped: whatever cannot be read becomes a `Fault` in its place, so that articles
and faults together are the whole input, in order.
"""

from __future__ import annotations

import csv
import io
import itertools
import sqlite3
import tempfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import date
from typing import IO, Any

from stance.corpus.columns import Columns
from stance.corpus.dates import as_day
from stance.corpus.inputs import InputFile, find_files
from stance.delimited import delimiter_of
from stance.extras import require
from stance.formats import is_page
from stance.reading import InputError, Line, check_kind, decode_text, json_line, json_type

LINE_LIMIT = 1 << 26
"""Bytes of a line, or of a cell of a CSV file, that are read: 64 MiB keep memory flat."""
PEEK = 100
"""JSON lines whose fields are looked at to find the columns."""
ROWS = 256
"""Rows of a Parquet file held at once."""

_BOM = b"\xef\xbb\xbf"
_WEB_PAGE = "a web page; make it plain text first"
_DAMAGED = (OSError, EOFError, zlib.error)
# A text that is not UTF-8, a date that Python does not have, a time zone that is none.
_BAD_CELL = (ValueError, OverflowError, LookupError)


@dataclass(frozen=True, slots=True)
class Record:
    """An article. `line` is None where the file is the article; `size` is in bytes of input.

    `note` says what of the record was not understood although the article is analysed.
    """

    id: str
    text: str
    date: date | None
    source: str | None
    file: str
    line: int | None
    size: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that is set aside, and why; `line` is None for a whole file."""

    file: str
    line: int | None
    id: str | None
    reason: str
    size: int


def read_records(inputs: Sequence[str], columns: Columns) -> Iterator[Record | Fault]:
    """All records of all inputs, in order. An id that was given before makes a fault."""
    with closing(_Ids()) as ids:
        for file in find_files(inputs):
            for item in read_file(file, columns):
                yield ids.check(item) if isinstance(item, Record) else item


def read_file(file: InputFile, columns: Columns) -> Iterator[Record | Fault]:
    """The records of one file, their ids not compared."""
    try:
        if file.kind == "text":
            yield _text(file)
            return
        found = columns_of(file, columns)
        for line in _lines(file, found):
            yield _record(whole(file.name), line, found)
    except InputError as error:
        yield Fault(whole(file.name), None, None, error.what, 0)
    except _DAMAGED as error:
        yield Fault(whole(file.name), None, None, _damage(error), 0)


def columns_of(file: InputFile, columns: Columns) -> Columns:
    """The columns that a file of rows has for the roles; InputError when it has no text."""
    try:
        names = _parquet_names(file) if file.kind == "parquet" else _names(file)
    except _DAMAGED as error:
        raise InputError(file.name, _damage(error)) from None
    return columns.resolve(names, file.name)


def _names(file: InputFile) -> list[str]:
    with closing(_lines(file, Columns())) as lines:
        first = list(itertools.islice(lines, PEEK if file.kind == "jsonl" else 1))
    if not first:
        raise InputError(file.name, "no rows")
    names = dict.fromkeys(name for line in first for name in line.row)
    if not names and first[0].error:
        raise InputError(f"{file.name}:{first[0].number}", first[0].error)
    return list(names)


def _damage(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"damaged or cut short: {error}"


def _text(file: InputFile) -> Record | Fault:
    with file.open() as (stream, raw):
        text = decode_text(file.name, stream.read())
        size = raw.tell()
    name = whole(file.name)
    if not text.strip():
        return Fault(name, None, name, "the text is empty", size)
    if is_page(text, name):
        return Fault(name, None, name, _WEB_PAGE, size)
    return Record(name, text, None, None, name, None, size)


def _record(file: str, line: Line, columns: Columns) -> Record | Fault:
    """The record of a row, or what is wrong with it."""
    row = line.row
    given = _words(row.get(columns.id)) if columns.id else ""
    if line.error:
        return Fault(file, line.number, given or None, line.error, line.size)
    text = row.get(columns.text or "")
    if not isinstance(text, str) or not text.strip():
        empty = text is None or isinstance(text, str)
        what = "is empty" if empty else f"is {json_type(text)}, not a string"
        return Fault(
            file, line.number, given or None, f"the text ({columns.text!r}) {what}", line.size
        )
    if is_page(text):
        return Fault(file, line.number, given or None, _WEB_PAGE, line.size)
    day, note = None, ""
    try:
        day = as_day(row.get(columns.date)) if columns.date else None
    except ValueError as error:
        note = str(error)
    source = _words(row.get(columns.source)) if columns.source else ""
    name = given or f"{file}:{line.number}"
    return Record(name, whole(text), day, source or None, file, line.number, line.size, note)


def _words(value: Any) -> str:
    return "" if value is None else whole(str(value)).strip()


def whole(words: str) -> str:
    """`words` with "?" for each half of a character, which JSON can escape and no table hold.

    The length stays, so that offsets do.
    """
    return words if words.isascii() else words.encode("utf-8", "replace").decode()


def _lines(file: InputFile, columns: Columns) -> Generator[Line]:
    """The rows of a file, bad ones with `error`; at least the cells of `columns`."""
    if file.kind == "parquet":
        return _parquet(file, columns)
    return _csv(file) if file.kind == "csv" else _jsonl(file)


def _jsonl(file: InputFile) -> Generator[Line]:
    with file.open() as (stream, raw):
        before = 0
        for number, data in _raw_lines(file.name, stream):
            size, before = raw.tell() - before, raw.tell()
            if data is None:
                yield Line(number, {}, f"the line is longer than {LINE_LIMIT:,} bytes", size)
            elif data.strip():
                line = json_line(number, data)
                yield Line(number, line.row, line.error, size)


def _csv(file: InputFile) -> Generator[Line]:
    # A limit of the process, not of a reader: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), LINE_LIMIT))
    with file.open() as (stream, raw):
        lines = _csv_lines(file.name, stream)
        first = next(lines, "")
        parts = itertools.chain([first], lines)
        rows = csv.reader(parts, delimiter=delimiter_of(first), strict=True)
        header = _header(file.name, rows)
        before, number = raw.tell(), rows.line_num
        while True:
            number = rows.line_num + 1
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                cells, what = [], f"not CSV: {error}"
            else:
                what = _cell_fault(cells, header)
                if not cells:  # a blank line
                    continue
            size, before = raw.tell() - before, raw.tell()
            # Every column has a place, in a broken row too.
            row = dict.fromkeys(header) | dict(zip(header, cells, strict=False))
            yield Line(number, row, what, size)


def _header(file: str, rows: Iterator[list[str]]) -> list[str]:
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise InputError(file, f"not CSV: {error}") from None
    twice = sorted({name for name in header if header.count(name) > 1 and name})
    if twice:
        raise InputError(file, f"two columns are called {twice[0]!r}")
    return header


def _cell_fault(cells: list[str], header: list[str]) -> str:
    if len(cells) != len(header):
        return f"{len(cells)} cells where the header has {len(header)}"
    for name, cell in zip(header, cells, strict=True):
        if not cell.isascii() and any("\udc80" <= character <= "\udcff" for character in cell):
            return f"not UTF-8 in {name!r}; save the file as UTF-8"
    return ""


def _csv_lines(file: str, stream: IO[bytes]) -> Iterator[str]:
    for number, data in _raw_lines(file, stream):
        if data is None:
            raise InputError(
                file,
                f"line {number:,} has more than {LINE_LIMIT:,} bytes; nothing after it is read",
            )
        # What is not UTF-8 is found cell by cell, so that it costs one record and not the file.
        yield data.decode("utf-8", "surrogateescape")


def _raw_lines(file: str, stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """(number, bytes) of every line; None for one beyond `LINE_LIMIT`, which is passed over."""
    number = 0
    while data := stream.readline(LINE_LIMIT + 1):
        number += 1
        if number == 1:
            check_kind(file, data[:8])
            data = data.removeprefix(_BOM)
        if len(data) > LINE_LIMIT:
            while data and not data.endswith(b"\n"):
                data = stream.readline(LINE_LIMIT)
            yield number, None
        else:
            yield number, data


def _parquet(file: InputFile, columns: Columns) -> Generator[Line]:
    wanted = [name for name in astuple(columns) if name is not None]
    with _opened(file) as (table, total):
        share = total / max(1, table.metadata.num_rows)
        number = 0
        for batch in table.iter_batches(batch_size=ROWS, columns=wanted):
            for row, what in _batch_rows(batch):
                number += 1
                size = round(number * share) - round((number - 1) * share)
                yield Line(number, row, what, size)


def _parquet_names(file: InputFile) -> list[str]:
    """The columns as the file lists them: what they hold is not read."""
    with _opened(file) as (table, _):
        names: list[str] = table.schema_arrow.names
        rows = table.metadata.num_rows
    if not rows:
        raise InputError(file.name, "no rows")
    return names


@contextmanager
def _opened(file: InputFile) -> Iterator[tuple[Any, int]]:
    """A Parquet file and its bytes; InputError for what pyarrow cannot make out in it."""
    parquet = require("pyarrow.parquet", extra="corpus")
    broken = require("pyarrow", extra="corpus").ArrowException
    with file.open() as (stream, raw), tempfile.TemporaryFile() as unpacked:
        source = stream
        if file.gz:  # Parquet is read from its end
            for block in iter(lambda: stream.read(io.DEFAULT_BUFFER_SIZE), b""):
                unpacked.write(block)
            source = unpacked
        total = raw.seek(0, io.SEEK_END)
        try:
            yield parquet.ParquetFile(source, pre_buffer=False), total
        except (broken, ValueError, OverflowError) as error:
            raise InputError(file.name, f"not Parquet that can be read: {error}") from None


def _batch_rows(batch: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """(row, what is wrong with it) of each row."""
    try:
        rows = batch.to_pylist()
    except _BAD_CELL:  # cell by cell, so that it costs one record and not the file
        yield from (_cells(batch, number) for number in range(batch.num_rows))
    else:
        yield from ((row, "") for row in rows)


def _cells(batch: Any, number: int) -> tuple[dict[str, Any], str]:
    row: dict[str, Any] = {}
    what = ""
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            row[name] = column[number].as_py()
        except _BAD_CELL as error:
            row[name] = None
            what = what or f"{name!r} cannot be read: {error}"
    return row, what


class _Ids:
    """The ids met so far, and where; in a file of SQLite's own, so that memory stays flat."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")
        self._table.execute("CREATE TABLE met (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")

    def check(self, record: Record) -> Record | Fault:
        """The record, or the fault that its id was given before."""
        place = record.file if record.line is None else f"{record.file}:{record.line}"
        added = self._table.execute(
            "INSERT OR IGNORE INTO met VALUES (?, ?)", (record.id, place)
        ).rowcount
        if added:
            return record
        query = self._table.execute("SELECT place FROM met WHERE id = ?", (record.id,))
        reason = f"the id {record.id!r} was given before, in {query.fetchone()[0]}"
        return Fault(record.file, record.line, record.id, reason, record.size)

    def close(self) -> None:
        self._table.close()
