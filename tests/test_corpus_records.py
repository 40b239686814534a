"""Files of a corpus to records: every kind of file, and everything that can be wrong with one."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_support import rows, write
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.corpus.chunks import Chunk, cut
from stance.corpus.columns import Columns
from stance.corpus.dates import as_day
from stance.corpus.inputs import check_inputs, find_files, fingerprint, left_out
from stance.corpus.records import Fault, Record, read_records
from stance.reading import InputError


def read(*inputs: Path | str, **columns: str) -> list[Record | Fault]:
    return list(read_records([str(name) for name in inputs], Columns(**columns)))


def records(*inputs: Path | str, **columns: str) -> list[Record]:
    found = read(*inputs, **columns)
    assert all(isinstance(item, Record) for item in found), found
    return [item for item in found if isinstance(item, Record)]


def faults(*inputs: Path | str, **columns: str) -> list[tuple[int | None, str]]:
    return [
        (item.line, item.reason) for item in read(*inputs, **columns) if isinstance(item, Fault)
    ]


ROWS: list[dict[str, Any]] = [
    {"uid": "a", "Body": 'One, "two"\r\nthree.', "published": "2024-03-05", "outlet": "Post"},
    {"uid": "b", "Body": "Zoë; fünf.", "published": None, "outlet": None},
]


def test_a_web_page_is_set_aside(tmp_path: Path) -> None:
    page = " <!doctype HTML>\n<p>Ann Lund left.</p>"
    name = rows(tmp_path / "a.jsonl", {"text": page}, {"text": "Ann Lund wrote <html>."})
    assert faults(name, write(tmp_path / "a.txt", page)) == [
        (1, "a web page; make it plain text first"),
        (None, "a web page; make it plain text first"),
    ]


def as_jsonl(path: Path) -> str:
    return rows(path / "n.jsonl", *ROWS)


def as_csv(path: Path, delimiter: str = ",", name: str = "n.csv") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return write(path / name, "\ufeff" + out.getvalue())


def as_semicolons(path: Path) -> str:
    return as_csv(path, ";")


def as_tabs(path: Path) -> str:
    return as_csv(path, "\t", "n.tsv")


def as_parquet(path: Path) -> str:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.Table.from_pylist(ROWS), path / "n.parquet")
    return str(path / "n.parquet")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("make", [as_jsonl, as_csv, as_semicolons, as_tabs, as_parquet])
def test_rows_are_read_alike_from_every_kind_of_file(
    tmp_path: Path, make: Any, packed: bool
) -> None:
    name = make(tmp_path)
    if packed:
        name = write(Path(f"{name}.gz"), gzip.compress(Path(name).read_bytes()))
    first, second = records(name)
    assert (first.id, first.text, first.date, first.source) == (
        "a",
        ROWS[0]["Body"],
        date(2024, 3, 5),
        "Post",
    )
    assert (second.id, second.text, second.date, second.source) == ("b", "Zoë; fünf.", None, None)
    assert first.file == name and first.size + second.size <= Path(name).stat().st_size


def test_a_folder_is_read_in_order_and_what_is_left_out_is_known(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.txt", "b/c.TXT", ".git/x.txt", ".x.txt", "photo.png", "b/noise"):
        write(tmp_path / name, f"Text of {name}.")
    write(tmp_path / "b" / "d.txt.gz", gzip.compress(b"packed"))
    found = records(tmp_path)
    assert [Path(item.id).relative_to(tmp_path).as_posix() for item in found] == [
        "a.txt",
        "z.txt",
        "b/c.TXT",
        "b/d.txt.gz",
    ]
    assert [(item.line, item.date) for item in found] == [(None, None)] * 4
    assert found[3].text == "packed"
    assert left_out([str(tmp_path)]) == {".png": 1, "no suffix": 1}


def test_a_named_file_without_a_known_kind_is_a_text(tmp_path: Path) -> None:
    assert records(write(tmp_path / "story", "Words.\r\n"))[0].text == "Words.\r\n"


def test_columns_are_guessed_by_their_names_and_named_ones_win(tmp_path: Path) -> None:
    item = {"TEXT": "t", "body": "b", "url": "u", "id": 7, "timestamp": 1709600000, "site": "s"}
    found = records(rows(tmp_path / "a.jsonl", item))[0]
    assert (found.text, found.id, found.date, found.source) == ("t", "7", date(2024, 3, 5), "s")
    found = records(tmp_path / "a.jsonl", text="body", id="url")[0]
    assert (found.text, found.id) == ("b", "u")


def test_fields_that_the_first_lines_lack_are_found(tmp_path: Path) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": "a"}, {"text": "b", "date": "2024-03-05"})
    assert [item.date for item in records(name)] == [None, date(2024, 3, 5)]


def test_a_record_without_an_id_has_its_place(tmp_path: Path) -> None:
    name = rows(tmp_path / "a.jsonl", {"text": "a", "id": ""}, "", {"text": "b"})
    assert [item.id for item in records(name)] == [f"{name}:1", f"{name}:3"]


@pytest.mark.parametrize("columns", [{"text": "nope"}, {"date": "nope"}, {}])
def test_a_column_that_is_not_there_is_named(tmp_path: Path, columns: dict[str, str]) -> None:
    name = rows(tmp_path / "a.jsonl", {"a": "x", "b": "y"})
    ((line, reason),) = faults(name, **columns)
    assert line is None and "'a', 'b'" in reason
    assert ("--text-column" if not columns else "'nope'") in reason


def test_broken_json_lines_are_set_aside_one_by_one(tmp_path: Path) -> None:
    name = write(
        tmp_path / "a.jsonl",
        b'{"id": 1, "text": "a"}\n[]\n{"text": "\xff"}\nno\n\n'
        b'{"id": 2, "text": 5}\n{"id": 3, "text": " "}\n{"id": 1, "text": "again"}\n'
        b'{"id": 4, "text": "d", "date": "03/04/2024"}',
    )
    assert faults(name) == [
        (2, "a JSON object is expected, not a list"),
        (3, "not UTF-8 at byte 10 of the line"),
        (4, "not JSON: Expecting value (column 1)"),
        (6, "the text ('text') is a number, not a string"),
        (7, "the text ('text') is empty"),
        (8, f"the id '1' was given before, in {name}:1"),
    ]
    kept = [item for item in read(name) if isinstance(item, Record)]
    assert [(item.id, item.note) for item in kept] == [
        ("1", ""),
        ("4", "the date '03/04/2024' is not understood; write it as 2024-03-05"),
    ]


def test_broken_rows_of_a_csv_are_set_aside_one_by_one(tmp_path: Path) -> None:
    name = write(
        tmp_path / "a.csv",
        b'id,text\n1,"a\nb"\n\n2\n3,c,d\n4,"never closed\n5,"e"\n6,\xe9\n7,"f ""g"""\n',
    )
    assert faults(name) == [
        (5, "1 cells where the header has 2"),
        (6, "3 cells where the header has 2"),
        (7, "not CSV: ',' expected after '\"'"),
        (9, "not UTF-8 in 'text'; save the file as UTF-8"),
    ]
    kept = [item for item in read(name) if isinstance(item, Record)]
    assert [(item.line, item.text) for item in kept] == [(2, "a\nb"), (10, 'f "g"')]


def cells(*values: bytes) -> Any:
    """A column of texts whose bytes need not be UTF-8."""
    arrow = pytest.importorskip("pyarrow")
    return arrow.array(values, arrow.binary()).view(arrow.string())


def as_bad_parquet(path: Path, **columns: Any) -> str:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = {"id": ["a", "b", "c"], "text": ["One.", "Two.", "Three."], **columns}
    parquet.write_table(arrow.table(table), path / "n.parquet")
    return str(path / "n.parquet")


def test_broken_rows_of_a_parquet_file_are_set_aside_one_by_one(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    days = arrow.array([1709600000 * 10**6, 0, 2**62], arrow.timestamp("us"))
    name = as_bad_parquet(tmp_path, text=cells(b"Ann.", b"Ann\xff", b"Lee."), date=days)
    (first, second, third) = read(name)
    assert isinstance(first, Record) and (first.id, first.text) == ("a", "Ann.")
    assert first.date == date(2024, 3, 5)
    assert isinstance(second, Fault) and (second.file, second.line, second.id) == (name, 2, "b")
    assert "'text' cannot be read: 'utf-8' codec can't decode byte 0xff" in second.reason
    assert isinstance(third, Fault) and (third.file, third.line, third.id) == (name, 3, "c")
    assert "'date' cannot be read: date value out of range" in third.reason


def test_a_time_zone_that_is_none_costs_no_file(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    days = arrow.array([0, 0, None], arrow.timestamp("us", tz="Nowhere/Else"))
    name = as_bad_parquet(tmp_path, date=days)
    assert [line for line, reason in faults(name) if "Nowhere" in reason] == [1, 2]
    assert [item.id for item in read(name) if isinstance(item, Record)] == ["c"]


def test_a_column_that_is_not_used_is_not_read(tmp_path: Path) -> None:
    name = as_bad_parquet(tmp_path, notes=cells(b"\xff", b"", b""))
    assert [item.text for item in records(name)] == ["One.", "Two.", "Three."]


def test_a_parquet_file_without_rows_is_one_fault(tmp_path: Path) -> None:
    assert faults(as_bad_parquet(tmp_path, id=[], text=cells())) == [(None, "no rows")]


def test_an_id_is_given_once_in_all_files(tmp_path: Path) -> None:
    one = rows(tmp_path / "a.jsonl", {"id": "x", "text": "a"})
    other = rows(tmp_path / "b.jsonl", {"id": "x", "text": "b"})
    assert faults(one, other) == [(1, f"the id 'x' was given before, in {one}:1")]
    assert len(records(one)) == 1  # nothing is remembered of another reading


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", "Zoë".encode("latin-1"), "not UTF-8 at byte 2"),
        ("a.txt", b"", "the text is empty"),
        ("a.jsonl", b"", "no rows"),
        ("a.csv", b"id,text\n", "no rows"),
        ("a.csv", b"text,text\na,b\n", "two columns are called 'text'"),
        ("a.csv", "text\nä".encode("utf-16"), "UTF-16"),
        ("a.csv", b"PK\x03\x04", "a zip archive"),
        ("a.txt.gz", b"plain", "Not a gzipped file"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "a"}\n')[:20], "damaged or cut short"),
        ("a.parquet", b"PAR1", "not Parquet"),
    ],
)
def test_a_broken_file_is_one_fault(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    write(tmp_path / name, data)
    write(tmp_path / "z.txt", "fine")
    *broken, fine = read(tmp_path)
    assert isinstance(fine, Record) and len(broken) == 1
    assert isinstance(broken[0], Fault) and what in broken[0].reason
    assert broken[0].file == str(tmp_path / name)


def test_a_line_beyond_all_bounds_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stance.corpus.records.LINE_LIMIT", 100)
    name = rows(tmp_path / "a.jsonl", {"text": "a"}, {"text": "b" * 500}, {"text": "c"})
    assert [getattr(item, "text", None) for item in read(name)] == ["a", None, "c"]
    assert faults(name) == [(2, "the line is longer than 100 bytes")]
    name = write(tmp_path / "a.csv", "text\na\n" + "b" * 500 + "\nc\n")
    assert "line 3 has more than 100 bytes" in faults(name)[0][1]


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (["gone"], "gone: no such file"),
        (["-"], "standard input"),
        ([], "no input"),
        (["."], "no f"),
    ],
)
def test_inputs_that_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=what):
        check_inputs(names)


def test_a_fingerprint_sees_names_and_contents(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "one")
    before = fingerprint(str(tmp_path))
    assert (before.files, before.bytes) == (1, 3) and before == fingerprint(str(tmp_path))
    write(tmp_path / "a.txt", "two")
    assert fingerprint(str(tmp_path)).sha256 != before.sha256
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    write(tmp_path / "b.txt", "one")
    assert fingerprint(str(tmp_path)).sha256 != before.sha256


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-05",
        "2024-03-05T23:59:59Z",
        "2024-03-05 10:00:00.123456789+00",
        "2024/3/5",
        "20240305",
        20240305,
        1709600000,
        1709600000123,
        1709600000.0,
        "5 March 2024",
        "Mar. 5th, 2024",
        "Tuesday, March 5, 2024",
        "Tue, 05 Mar 2024 10:00:00 +0200",
        date(2024, 3, 5),
        datetime(2024, 3, 5, 12),
    ],
)
def test_dates_are_days(value: Any) -> None:
    assert as_day(value) == date(2024, 3, 5)


def test_months_and_years_are_their_first_day() -> None:
    assert as_day("2024-03") == date(2024, 3, 1) and as_day(2024) == date(2024, 1, 1)


@pytest.mark.parametrize("value", ["03/04/2024", "2024-13-01", "soon", "5 Mars 24", True, "9" * 14])
def test_dates_that_nobody_can_tell_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="is not understood"):
        as_day(value)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(words: str) -> None:
    try:
        found = as_day(words)
    except ValueError:
        return
    assert found is None or isinstance(found, date)


@settings(deadline=None)
@given(st.dates())
def test_every_iso_day_is_read(day: date) -> None:
    assert as_day(day.isoformat()) == day


def test_chunks_hold_the_input_in_order() -> None:
    def article(number: int, size: int = 1) -> Record:
        return Record(str(number), "x" * size, None, None, "f", number, 1)

    items: list[Record | Fault] = [
        article(0),
        Fault("f", 1, None, "bad", 1),
        *(article(n) for n in range(2, 9)),
    ]
    chunks = list(cut(items, 3))
    assert [chunk.number for chunk in chunks] == [0, 1, 2]
    assert [item for chunk in chunks for item in chunk.items] == items
    assert [len(chunk.items) for chunk in chunks] == [4, 3, 2]
    assert len(list(cut([article(0, 10**6), article(1)], 3))) == 2  # long texts fill a chunk
    assert list(cut([])) == []
    assert isinstance(chunks[0], Chunk)


def test_json_that_csv_and_find_files_agree_on(tmp_path: Path) -> None:
    write(tmp_path / "a.ndjson", json.dumps({"text": "a"}))
    assert [file.kind for file in find_files([str(tmp_path)])] == ["jsonl"]


def test_an_input_error_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone"):
        check_inputs([str(tmp_path / "gone")])
