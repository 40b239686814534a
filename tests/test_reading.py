"""Files and standard input to texts, and every way in which they can be unreadable."""

from __future__ import annotations

import io
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from stance.datasets import DataError
from stance.reading import (
    Document,
    InputError,
    read_documents,
    read_jsonl,
    read_text,
    text_of,
    total_size,
)


class Reports(list[tuple[str, str]]):
    def __call__(self, where: str, what: str) -> None:
        self.append((where, what))


def write(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_a_text_comes_through_untouched(tmp_path: Path) -> None:
    words = "Kim\r\nsaid:\n\t“no”\x0b\x1b[2J\u2028 end\r"
    assert read_text(write(tmp_path / "a.txt", words.encode())) == (words, len(words.encode()))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read_text(write(tmp_path / "a.txt", b"\xef\xbb\xbfKim"))[0] == "Kim"


def test_standard_input_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, "Zoë".encode())
    assert read_text("-") == ("Zoë", 4)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("Zoë said".encode("latin-1"), "not UTF-8 at byte 2 (0xeb); save it as UTF-8"),
        (b"\xef\xbb\xbfab\xff", "not UTF-8 at byte 5 (0xff); save it as UTF-8"),
        (b"a" * 2000 + b"\xc3", "not UTF-8 at byte 2,000 (0xc3); save it as UTF-8"),
        (b"ab\x00\xff", "not a text, there is a NUL at byte 2"),
        (b"%PDF-1.7\n", "not a text but a PDF"),
        (b"{\\rtf1\\ansi", "not a text but rich text; save it as plain text"),
        (b"PK\x03\x04....", "not a text but a zip archive (or .docx, .odt, .epub)"),
        (b"\x1f\x8b\x08", "not a text but gzip data"),
        ("Kim".encode("utf-16"), "not a text but UTF-16 text; save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_told_in_one_line(tmp_path: Path, data: bytes, what: str) -> None:
    name = write(tmp_path / "a.txt", data)
    with pytest.raises(InputError) as caught:
        read_text(name)
    assert str(caught.value) == f"{name}: {what}"


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file$"):
        read_text(str(tmp_path / "gone.txt"))
    with pytest.raises(InputError, match=r"a folder, not a file$"):
        read_text(str(tmp_path))
    with pytest.raises(InputError, match=r"no such file$"):
        list(read_jsonl(str(tmp_path / "gone.jsonl")))


def test_json_lines_keep_their_numbers(tmp_path: Path) -> None:
    data = (
        b'\xef\xbb\xbf{"text": "a"}\r\n\n  \n{"text": "b\\u0000"}\n{"text": \n[1]\n"x"\n\xff\n'
        b'{"n": ' + b"9" * 5000 + b"}\n" + b"[" * 100_000 + b'\n{"text": "last"}'
    )
    lines = list(read_jsonl(write(tmp_path / "a.jsonl", data)))
    assert [(line.number, line.row) for line in lines if not line.error] == [
        (1, {"text": "a"}),
        (4, {"text": "b\x00"}),
        (11, {"text": "last"}),
    ]
    assert {line.number: line.error for line in lines if line.error} == {
        5: "not JSON: Expecting value (column 10)",
        6: "a JSON object is expected, not a list",
        7: "a JSON object is expected, not a string",
        8: "not UTF-8 at byte 0 of the line",
        9: "not JSON that can be read",
        10: "not JSON that can be read",
    }
    assert sum(line.size for line in lines) == len(data) - len(b"\n  \n") - 3


def test_json_lines_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def readline(self) -> bytes:
            return b'{"text": "again"}\n'

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    lines = read_jsonl("-")
    assert [next(lines).number for _ in range(3)] == [1, 2, 3]


def test_a_packed_file_is_one_error_not_thousands(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gzip data"):
        list(read_jsonl(write(tmp_path / "a.jsonl", b"\x1f\x8b\n\n\n")))


def test_documents_of_texts_and_json_lines(tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", b"one")
    rows = write(tmp_path / "b.jsonl", b'{"text": "two", "id": "x"}\n{"text": "three"}\n')
    reports = Reports()
    assert list(read_documents([text, rows], False, reports)) == [
        Document("one", text, text, 3),
        Document("two", "x", f"{rows}:1", 27),
        Document("three", 2, f"{rows}:2", 18),
    ]
    assert reports == []


def test_any_file_can_be_read_as_json_lines(tmp_path: Path) -> None:
    name = write(tmp_path / "a.txt", b'{"text": "one", "id": 0}')
    assert [d.id for d in read_documents([name], True, Reports())] == [0]


def test_bad_lines_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    name = write(tmp_path / "a.jsonl", b'{"text": 5}\n{"text": "ok"}\n{}\nnonsense\n')
    reports = Reports()
    assert [d.text for d in read_documents([name], False, reports)] == ["ok"]
    assert reports == [
        (f"{name}:1", 'the field "text" must be a string, not a number'),
        (f"{name}:3", 'the field "text" is missing'),
        (f"{name}:4", "not JSON: Expecting value (column 1)"),
    ]


def test_one_bad_file_among_several_is_reported_and_a_single_one_raises(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "a.txt", b"ok"), write(tmp_path / "b: c.txt", b"\xff")
    reports = Reports()
    assert [d.text for d in read_documents([bad, good], False, reports)] == ["ok"]
    assert reports == [(bad, "not UTF-8 at byte 0 (0xff); save it as UTF-8")]
    with pytest.raises(InputError):
        list(read_documents([bad], False, reports))


@pytest.mark.parametrize(
    ("value", "name"),
    [(None, "null"), (True, "a boolean"), (1.5, "a number"), ([], "a list"), ({}, "an object")],
)
def test_a_text_is_a_string(value: object, name: str) -> None:
    with pytest.raises(ValueError, match=f"must be a string, not {name}$"):
        text_of({"text": value})


def test_the_size_of_the_input_is_known_for_files_only(tmp_path: Path) -> None:
    name = write(tmp_path / "a.txt", b"four")
    assert total_size([name, name, str(tmp_path / "gone")]) == 8
    assert total_size([name, "-"]) is None
    assert total_size(["/dev/null"]) is None


def test_other_formats_are_made_plain(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Okoro *wins*\n\nShe left.\n", encoding="utf-8")
    rows = tmp_path / "pages.jsonl"
    rows.write_text('{"id": "a", "text": "*Diaz* left."}\n', encoding="utf-8")
    found = read_documents([str(page), str(rows)], False, Reports(), "markdown")
    assert [document.text for document in found] == ["Okoro wins\n\nShe left.", "Diaz left."]


def test_a_page_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plain(text: str, form: str) -> str:
        if "odd" in text:
            raise ValueError("not HTML that can be read: odd")
        return text

    monkeypatch.setattr("stance.reading.to_text", plain)
    bad, good = write(tmp_path / "a.html", b"odd"), write(tmp_path / "b.html", b"fine")
    reports = Reports()
    assert [d.text for d in read_documents([bad, good], False, reports, "html")] == ["fine"]
    assert reports == [(bad, "not HTML that can be read: odd")]
    with pytest.raises(InputError, match=r"a\.html: not HTML that can be read: odd$"):
        list(read_documents([bad], False, reports, "html"))


def test_a_page_without_the_extra_for_it_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    rows = write(tmp_path / "a.jsonl", b'{"text": "<html><p>A"}\n{"text": "Diaz left."}\n')
    reports = Reports()
    found = [document.text for document in read_documents([rows], True, reports)]
    assert found == ["Diaz left."]
    ((where, what),) = reports
    assert where == f"{rows}:1" and "a web page; this needs trafilatura: pip install" in what


def test_pages_with_control_characters_are_read(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    names = [
        write(tmp_path / f"{number}.html", b"<p>Ann" + odd + b" Lee spoke.</p>")
        for number, odd in enumerate((b"\x0c", b"\x08", b"&#8;"))
    ]
    reports = Reports()
    found = list(read_documents(names, False, reports, "html"))
    assert [document.text.split() for document in found] == [["Ann", "Lee", "spoke."]] * 3
    assert reports == []


def test_what_is_wrong_with_an_input_goes_from_one_process_to_another() -> None:
    error = pickle.loads(pickle.dumps(InputError("a.txt", "not a text")))
    assert (str(error), error.where, error.what) == ("a.txt: not a text", "a.txt", "not a text")
    fault = pickle.loads(pickle.dumps(DataError("a.jsonl", 3, "no text")))
    assert (str(fault), fault.message) == ("a.jsonl:3: no text", "no text")
