"""CSV that every version of Python writes alike."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from stance.delimited import CsvWriter

CELLS = st.text(st.one_of(st.sampled_from('\r\n",; a'), st.characters(codec="utf-8")), max_size=8)


@given(st.lists(st.lists(CELLS.filter(bool), min_size=1, max_size=4), max_size=4))
def test_rows_are_read_back_as_they_were(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    writer = CsvWriter(out)
    for row in rows:
        writer.row(row)
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == rows


def test_a_line_break_of_an_old_mac_stands_in_quotes() -> None:
    out = io.StringIO(newline="")
    CsvWriter(out).records(("b", "a"), [{"a": "one\rtwo", "b": 1}])
    assert out.getvalue() == '1,"one\rtwo"\n'
