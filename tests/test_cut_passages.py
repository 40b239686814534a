"""Passages for annotators: what the classifier reads, with those marked whom it is asked about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from resolving import resolve

from stance.datasets.marks import remove_marks
from training.cut_passages import LONGEST, main, passages

TEXT = (
    "Ann Lee arrived in Oslo on Monday. The Harbour Board had sued her in May. "
    "Ms Lee said the Harbour Board was “a club of the deaf”."
)
NAMES = {"Ann Lee": "PERSON", "Lee": "PERSON", "Harbour Board": "ORGANIZATION", "Oslo": "LOCATION"}
SAID = [("Ms Lee", "said", "the Harbour Board was “a club of the deaf”")]


def test_a_quotation_comes_with_the_sentences_before_it() -> None:
    quoted = next(passages(resolve(TEXT, NAMES, said=SAID)))
    assert quoted.startswith("Ann Lee arrived in Oslo on Monday. The Harbour Board had sued her")
    assert quoted.endswith("[Ms Lee](a) said the [Harbour Board](b) was “a club of the deaf”.")


def test_the_marks_are_all_that_is_added() -> None:
    for marked in passages(resolve(TEXT, NAMES, said=SAID)):
        plain, spans = remove_marks(marked)
        assert plain in TEXT
        assert len(spans) > 1


def test_brackets_of_its_own_leave_a_passage_out() -> None:
    spoilt = TEXT.replace("of the deaf", "of the [sic] deaf")
    said = [("Ms Lee", "said", "the Harbour Board was “a club of the [sic] deaf”")]
    found = list(passages(resolve(spoilt, NAMES, said=said)))
    assert found
    assert not any("sic" in marked for marked in found)


def test_what_is_too_long_is_left_out() -> None:
    text = f"Ann Lee sued the Harbour Board{' again' * LONGEST}."
    assert not list(passages(resolve(text, NAMES)))


def test_files_become_numbered_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text("Peru expelled the envoy of Chile.", encoding="utf-8")
    (tmp_path / "two.txt").write_text("Norway sued Denmark on Friday.", encoding="utf-8")
    assert main(["cut", str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == [f"cut-{n:03d}" for n in range(1, len(lines) + 1)]
    assert "[Norway](a) sued [Denmark](b) on Friday." in [line["text"] for line in lines]
    assert all(line["stances"] == {} for line in lines)
