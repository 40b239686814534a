"""`entities.csv`: the merged entities as a table that a user corrects, and what it decides."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from stance.corpus.files import replacing
from stance.corpus.merge import Key, Merged, key_of

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
    """What a user changed in a table: `merged_id` by `id`; `unknown` ids have no row any more."""

    merged: dict[str, str]
    unknown: int = 0


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
    for row in _table(path):
        id, merged = row["id"].strip(), row["merged_id"].strip()
        if merged != row["automatic_id"]:
            found[id] = merged
    merges = {id: into for id, into in found.items() if id in known}
    return Edits(merges, len(found) - len(merges))


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
                yield dict(zip(header, cells, strict=False))
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


def write_rows(path: Path, rows: Iterable[Merged]) -> None:
    """Writes the table, whole or not at all."""
    with replacing(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(astuple(row) for row in rows)


def _delimiter(path: Path) -> str:
    """What a spreadsheet program has put between the cells on saving the table."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return max(",;\t", key=file.readline().count)
