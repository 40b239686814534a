"""`entities.csv`: the merged entities as a table that a user corrects, and what it decides."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from stance.corpus.files import replacing
from stance.corpus.merge import Key, Merged, key_of
from stance.delimited import CsvWriter, delimiter_of

COLUMNS = tuple(field.name for field in fields(Merged))
BY_HAND = "by hand"

# What "surrogateescape" makes of a byte that is not UTF-8.
_UNDECODED = re.compile("[\udc80-\udcff]")


class Identity(NamedTuple):
    """An entity as the tables have it."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What a user changed in a table: `merged_id` by `id`; `unknown` ids have no row any more.

    `columns` are those that the user added, `cells` what stands in them, by `id`.
    """

    merged: dict[str, str]
    unknown: int = 0
    columns: tuple[str, ...] = ()
    cells: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Identities:
    """From an article's entity to the corpus's. `rows` begin with the most frequent.

    ValueError for merges that run in a circle.
    """

    def __init__(self, rows: Mapping[Key, Merged]) -> None:
        self._rows = rows
        self._by_id = {row.id: row for row in rows.values()}
        self._ends = {row.id: self._end(row) for row in rows.values()}
        # An id that a user made up has the name and the type of its most frequent member.
        self._shown = dict(self._by_id)
        for row in rows.values():
            self._shown.setdefault(self._ends[row.id][0], row)

    def of(self, entity: Mapping[str, Any], article: str) -> Identity:
        """The identity of an entity of an article, as `article_line` has it."""
        row = self._rows[key_of(entity["name"], entity["type"])]
        end, apart = self._ends[row.id]
        shown = self._shown[end]
        return Identity(f"{end}@{article}" if apart else end, shown.name, shown.type)

    def _end(self, row: Merged) -> tuple[str, bool]:
        """Where a row's merges lead, and whether each article has its own of that."""
        path = [row.id]
        while (known := self._by_id.get(path[-1])) and known.merged_id not in ("", path[-1]):
            if known.merged_id in path:
                way = " -> ".join([*path, known.merged_id])
                raise ValueError(f"entities.csv: the merges run in a circle: {way}")
            path.append(known.merged_id)
        return path[-1], known is not None and not known.merged_id


def apply_edits(rows: Mapping[Key, Merged], edits: Edits) -> dict[Key, Merged]:
    """The rows with a user's changes in them."""
    return {
        key: replace(row, merged_id=edits.merged[row.id], rule=BY_HAND)
        if row.id in edits.merged
        else row
        for key, row in rows.items()
    }


def read_edits(path: Path, rows: Iterable[Merged]) -> Edits:
    """The changes in the table at `path`; none where there is no table.

    A changed cell is one whose `merged_id` is not its `automatic_id`. ValueError names the
    line of a table that cannot be read.
    """
    if not path.is_file():
        return Edits({})
    known = {row.id for row in rows}
    found: dict[str, str] = {}
    added: tuple[str, ...] = ()
    cells: dict[str, tuple[str, ...]] = {}
    for row in _table(path):
        id, merged = row["id"].strip(), row["merged_id"].strip()
        if merged != row["automatic_id"]:
            found[id] = merged
        added = added or tuple(name for name in row if name and name not in COLUMNS)
        if any(notes := tuple(row[name] for name in added)):
            cells[id] = notes
    merges = {id: into for id, into in found.items() if id in known}
    return Edits(merges, len(found) - len(merges), added, cells)


def read_names(path: Path) -> dict[str, set[str]]:
    """The ids that an id, or a name in lower case, leads to by the merges of the table."""
    rows = list(_table(path)) if path.is_file() else []
    merged = {row["id"]: row["merged_id"] for row in rows}
    found: dict[str, set[str]] = {}
    for row in rows:
        way = [row["id"]]
        while (into := merged.get(way[-1])) and into not in way:
            way.append(into)
        for called in (row["id"], row.get("name", "").casefold()):
            found.setdefault(called, set()).add(way[-1])
    return found


def _table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of the table; ValueError names the line of one that cannot be read."""
    rows = csv.reader(_lines(path), delimiter=_delimiter(path))
    number = 1
    try:
        header = next(rows, [])
        if missing := {"id", "merged_id", "automatic_id"} - set(header):
            raise ValueError(f"{path}: the column {min(missing)!r} is missing")
        # Spreadsheets leave out empty cells at the end, of columns that a user has added.
        least = max(place for place, name in enumerate(header, 1) if name in COLUMNS)
        number = rows.line_num + 1
        for cells in rows:
            if cells and len(cells) < least:
                raise ValueError(
                    f"{path}:{number}: {len(cells)} cells where the header has {len(header)}"
                )
            if cells:
                yield dict(zip_longest(header, cells[: len(header)], fillvalue=""))
            number = rows.line_num + 1
    except csv.Error as error:
        raise ValueError(f"{path}:{number}: {error}") from None


def _lines(path: Path) -> Iterator[str]:
    """The lines as they stand in the file; ValueError names the first that is not UTF-8."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        for number, line in enumerate(file, 1):
            if not line.isascii() and (bad := _UNDECODED.search(line)):
                byte = ord(bad[0]) - 0xDC00
                raise ValueError(
                    f"{path}:{number}: not UTF-8 (0x{byte:02x}); save the file as UTF-8"
                )
            yield line


def write_rows(path: Path, rows: Iterable[Merged], edits: Edits = Edits({})) -> None:
    """Writes the table, whole or not at all, with the columns that a user added."""
    none = ("",) * len(edits.columns)
    with replacing(path) as file:
        writer = CsvWriter(file)
        writer.row((*COLUMNS, *edits.columns))
        for row in rows:
            writer.row((*astuple(row), *edits.cells.get(row.id, none)))


def _delimiter(path: Path) -> str:
    """What a spreadsheet program has put between the cells on saving the table."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return delimiter_of(file.readline())
