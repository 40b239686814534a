"""CSV as every program reads it: a cell with a line break of any kind stands in quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any


def delimiter_of(header: str) -> str:
    """What parts the cells of a table by its first line: programs that write a comma in numbers
    part them by semicolons."""
    return max(",;\t", key=header.count)


class CsvWriter:
    r"""Writes rows to a text stream, each ended by "\n".

    Before Python 3.13 `csv.writer` leaves a lone "\r" without quotes unless it ends its own rows
    by one, and what reads the file then ends a row there.
    """

    def __init__(self, out: IO[str]) -> None:
        self._out = out
        self._rows = csv.writer(self, lineterminator="\r\n")

    def write(self, row: str) -> None:
        """Takes a row from `csv.writer`."""
        self._out.write(row.removesuffix("\r\n") + "\n")

    def row(self, cells: Iterable[Any]) -> None:
        """Writes one row."""
        self._rows.writerow(cells)

    def records(self, columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
        """Writes a row for each record, which has all of the columns."""
        self._rows.writerows([record[column] for column in columns] for record in records)
