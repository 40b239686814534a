"""Quotation marks paired: every kind of mark, apostrophes, several paragraphs, odd marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import grows_linearly

from stance.quotations import LONGEST, quotations
from stance.segment import paragraphs


def quoted(text: str) -> list[str]:
    return [span.of(text) for span in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is over,” he said.", ["“It is over,”"]),
        ('"It is over," he said, "for us."', ['"It is over,"', '"for us."']),
        ("''It is over,'' he said.", ["''It is over,''"]),
        ("``It is over,'' he said.", ["``It is over,''"]),
        ("„Es ist aus“, sagte er.", ["„Es ist aus“"]),
        ("„Es ist aus”, he said.", ["„Es ist aus”"]),
        ("«C’est fini», dit-il.", ["«C’est fini»"]),
        ("»Es ist aus«, sagte er.", ["»Es ist aus«"]),
        ("‚Es ist aus‘, sagte er.", ["‚Es ist aus‘"]),
        ("He said ‘it is over’ twice.", ["‘it is over’"]),
        ("He said 'it is over', then left.", ["'it is over'"]),
        ("「終わりだ」と言った。", ["「終わりだ」"]),
        ("“It is over.” — Ann Lee", ["“It is over.”"]),
        ("(“It is over,” he said.)", ["“It is over,”"]),
        ("the—“so-called”—peace", ["“so-called”"]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He didn't say it's the boys' turn.",
        "He didn’t say it’s the boys’ turn.",
        "Music of the '90s and of '68 isn't rock 'n' roll, 'cause that's that.",
        "Ms. Lee is 5'2\" tall.",
        "No marks at all.",
        "",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_in_a_quotation_does_not_close_it() -> None:
    assert quoted("He said 'it isn't over' today.") == ["'it isn't over'"]
    assert quoted("He said ‘it isn’t over’ today.") == ["‘it isn’t over’"]


@pytest.mark.parametrize(
    "text",
    [
        "“He told me ‘no’ again,” she said.",
        "\"He told me 'no' again,\" she said.",
        '“He told me "no" again,” she said.',
        "‘He told me “no” again,’ she said.",
        "„Er sagte ‚nein‘ dazu“, she said.",
    ],
)
def test_only_the_outermost_marks_count(text: str) -> None:
    assert quoted(text) == [text[: text.index(" she said.")].rstrip(",")]


def test_a_mark_that_nothing_closes_is_no_quotation() -> None:
    assert quoted("“It is over, he said. Then he left.\n\nNobody “really” knew.") == ["“really”"]
    assert quoted('"It is over, he said. "So be it," she said.') == ['"So be it,"']
    assert quoted("It is over,” he said. “So be it,” she said.") == ["“So be it,”"]
    assert quoted("He said 'never. “So be it,” she said.") == ["“So be it,”"]


def test_a_quotation_runs_over_paragraphs_that_open_again() -> None:
    text = "Lee said: “It is over.\n\n“We go home.\n\n“All of us.”\n\nNobody moved. “No,” he said."
    assert quoted(text) == ["“It is over.\n\n“We go home.\n\n“All of us.”", "“No,”"]
    straight = text.replace("“", '"').replace("”", '"')
    assert quoted(straight) == ['"It is over.\n\n"We go home.\n\n"All of us."', '"No,"']


def test_a_run_of_paragraphs_that_never_closes_is_none() -> None:
    assert quoted("“It is over.\n\n“We go home.\n\nNobody moved.") == []
    assert quoted("“It is over.\n\nNobody moved.\n\n“We go home.”") == ["“We go home.”"]


def test_a_run_of_paragraphs_keeps_to_one_mark() -> None:
    assert quoted('"Nobody knew.\n\n“It is over,” he said.') == ["“It is over,”"]


def test_two_quotations_over_paragraphs_in_a_row() -> None:
    text = "“One,” he said. “Two.\n\n“Three,” he said. “Four.\n\n“Five.”"
    assert quoted(text) == ["“One,”", "“Two.\n\n“Three,”", "“Four.\n\n“Five.”"]


def test_too_long_is_no_quotation() -> None:
    assert quoted("“" + "word " * LONGEST + "over.”") == []
    assert len(quoted(("“" + "word " * 20 + "over.” ") * 500)) == 500


@pytest.mark.parametrize("unit", ['"', "“", "”", "'", "''", '" a', "a' ", "“a\n\n", '"a" '])
def test_a_huge_line_of_marks_takes_linear_time(unit: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        parts = paragraphs(text)
        return lambda: quotations(text, parts)

    assert grows_linearly(prepare, 20_000)


PIECES = st.sampled_from([*"a'\"“”‘’„«»‚ .,\n", "''", "\n\n", "it's ", "“So,” ", "word "])


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=60))
def test_quotations_are_in_the_text_and_apart(text: str) -> None:
    end = 0
    for span in quotations(text, paragraphs(text)):
        assert end <= span.start < span.end <= len(text)
        assert span.end - span.start >= 2
        end = span.end
