"""Sentences, paragraphs and windows: made-up news, odd input, and properties."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import grows_linearly

from stance.schema import Span
from stance.segment import is_blank, paragraphs, sentences, windows

ONE = [
    "The U.S. envoy left Geneva on Monday.",
    "The rapper T. I. has left Geneva.",
    "Talks with the U.N. Security Council ended early.",
    "Mr. Lund, Mrs. Vega and Sen. J. K. Moreno met Gov. R.T. Hale.",
    '"I trust Dr. Okafor," Gen. Petrov told Prof. Ng.',
    "The vote is set for Jan. 6 at 9 a.m. Eastern time.",
    "It closes at 5 p.m. Thursday.",
    "Bill No. 12 cost 3.5 million euros, or 0.2 percent.",
    "He was born in St. Louis and lives at 10 Main St. in Ft. Worth.",
    "SEOUL — The ministry denied the report.",
    "NEWPORT, Va. - In a letter, the mayor apologised.",
    "Robert C. “Bobby” Marsh won in Va. Beach.",
    "Acme Corp. Chief Executive Ann Lee resigned.",
    '"Are you mad?" he asked.',
    "“Are you mad?” the minister asked, laughing.",
    "“Will it hold?” Ms. Vega asked.",
    "'Never!' shouted one of them.",
    "Well... maybe, he wrote.",
    "Rep. Ann Lee (D-N.C.), who chairs the panel, objected.",
    "Sens. Ann Lee (R-Ky.) and Bo Dahl (D-Vt.) agreed.",
    "The firm (est. 1990) and its rivals, e.g. Borex, i.e. Boreal, lost.",
    "Lee vs. Dahl was settled.",
    "1. Trade will grow.",
    "KING: You said it was over.",
]

MANY = [
    ["The envoy left.", "Talks failed."],
    ["He left the U.S.", "He never came back."],
    ["They met in Washington, D.C.", "The talks went well."],
    ["The shop belongs to Acme Inc.", "It opens at 9 a.m.", "Kim will be there."],
    ["“We won.", "They lost.”", "She left."],
    ["“We won.”", "“They lost.”"],
    ['He said: "It is over.', 'We go home."', "Nobody moved."],
    ["''We won,'' she said.", "''They did not.''"],
    ["He left (too late.)", "Then it rained."],
    ["Is it true?", "No.", "They denied it.", "All 12 of them!"],
    ["“Is it true?”", "They said nothing."],
    ["“Is it true?”", "Lund shrugged."],
    ["He waited…", "Nobody came."],
    ["He waited . . .", "Nobody came."],
    ["“He had no proof.", "... He would not stop.”"],
    ["He was ill.", "Kim was not."],
    ["Prices fell 3.5 percent.", "2019 was worse."],
    ["She said yes.", "iPhone sales rose."],
    ["KING: It is over.", "LEE: It is not!", "KING: Fine."],
    ["他说了。", "我们走吧！"],
    ["हम जाएंगे।", "वे नहीं।"],
    ["He spoke to Gov. Hale.", "@annlee replied.", "#vote"],
]


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("parts", MANY, ids=lambda parts: parts[0])
@pytest.mark.parametrize("gap", [" ", "  ", "\u00a0"], ids=["space", "two spaces", "nbsp"])
def test_sentences_are_found(parts: list[str], gap: str) -> None:
    assert split(gap.join(parts)) == parts


def test_missing_space_after_a_closing_quote() -> None:
    assert split("“We won.”The crowd roared. See ann.lee@example.org or v2.0.") == [
        "“We won.”",
        "The crowd roared.",
        "See ann.lee@example.org or v2.0.",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n\n", "\r\n \r\n", "\u2029"])
def test_a_headline_is_a_sentence_of_its_own(end: str) -> None:
    text = f"  Talks fail in Geneva{end}SEOUL — Envoys left. They were tired.{end}"
    assert split(text) == ["Talks fail in Geneva", "SEOUL — Envoys left.", "They were tired."]
    assert len(paragraphs(text)) == 2


def test_a_line_that_goes_on_in_lower_case_is_one_sentence() -> None:
    assert split("The ministry regularly\ndenies\nsuch reports.") == [
        "The ministry regularly\ndenies\nsuch reports."
    ]
    assert split("It is over.\nhe said nothing more") == ["It is over.", "he said nothing more"]
    assert split("The ministry\n\ndenies it.") == ["The ministry", "denies it."]


def test_what_the_next_paragraph_says_ends_no_sentence_of_this_one() -> None:
    assert split("He left. \u2014") == ["He left. \u2014"]
    assert split("He left. \u2014\n\nThe end") == ["He left. \u2014", "The end"]


WRAPPED = """TALKS FAIL IN GENEVA

GENEVA - The envoys of Norland left the conference on Monday, and Prime
Minister Ann Lee said that nobody in her government would ever return to
Geneva. "They lied to us," she told reporters in the capital, where the
U.S. Embassy was closed.

The other side, which had asked for another week, was said to be
Angry with the decision.

Signed
The Editors"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_hard_wrapped_text(newline: str) -> None:
    text = WRAPPED.replace("\n", newline)
    assert [" ".join(part.split()) for part in split(text)] == [
        "TALKS FAIL IN GENEVA",
        "GENEVA - The envoys of Norland left the conference on Monday, and Prime Minister Ann Lee "
        "said that nobody in her government would ever return to Geneva.",
        '"They lied to us," she told reporters in the capital, where the U.S. Embassy was closed.',
        "The other side, which had asked for another week, was said to be Angry with the decision.",
        "Signed",
        "The Editors",
    ]
    assert len(paragraphs(text)) == 5


def test_a_list_is_not_hard_wrapped() -> None:
    lines = [
        "Sell the plan to the voters of the whole country at last",
        "Be brief",
        "Show some humility when the other side has been heard",
        "Win",
    ]
    assert split("\n".join(lines)) == lines


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t\u2028\u2029\u00a0\x1f"])
def test_nothing_to_read(text: str) -> None:
    assert sentences(text) == () == paragraphs(text)
    assert is_blank(text)


def test_is_blank() -> None:
    assert is_blank("... — \x00!")
    assert not is_blank(" 7 ")
    assert not is_blank("我")


@pytest.mark.parametrize(
    "unit",
    ["The U.S. envoy left. ", "a", ".", "! ", ". ", "A. ", '."', "\n", "Mr.", "-\n", "( ", ". . "],
)
def test_a_huge_line_takes_linear_time(unit: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        return lambda: sentences(text)

    assert grows_linearly(prepare, 50_000)


ALPHABET = st.sampled_from(
    [
        *"aB1 .!?…\n\r\"'“”()-,。\t\x00\u2028\u2029\u00a0\ud800é",
        "U.S. ",
        "Mr. ",
        "said ",
        "?” ",
        "\r\n",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(ALPHABET, max_size=80).map("".join))


@given(TEXTS)
def test_every_character_lies_in_one_sentence(text: str) -> None:
    end = 0
    for span in sentences(text):
        assert span.check(text).start >= end
        assert text[end : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip()
        end = span.end
    assert text[end:].strip() == ""


@given(TEXTS)
def test_sentences_lie_in_paragraphs_and_blank_lines_end_them(text: str) -> None:
    parts = paragraphs(text)
    assert all(any(p.covers(s) for p in parts) for s in sentences(text))
    for part in parts:
        assert "\n\n" not in part.of(text)
        assert "\u2029" not in part.of(text)


@given(TEXTS)
def test_a_sentence_alone_starts_like_the_sentence_in_the_text(text: str) -> None:
    for span in sentences(text):
        assert sentences(span.of(text))[0].start == 0


@given(st.lists(st.integers(0, 60), max_size=60), st.integers(1, 50), st.integers(0, 25))
def test_windows_cover_bound_and_advance(lengths: list[int], limit: int, overlap: int) -> None:
    overlap = min(overlap, limit // 2)
    result = windows(lengths, limit, overlap)
    assert [i for first, last in result for i in range(first, last)] or not lengths
    assert {i for first, last in result for i in range(first, last)} == set(range(len(lengths)))
    for first, last in result:
        assert sum(lengths[first:last]) <= limit or last == first + 1
    for (first, last), (start, end) in pairwise(result):
        assert first < start <= last < end
        assert sum(lengths[start:last]) <= overlap


def test_windows_share_whole_sentences() -> None:
    assert windows([], 10) == []
    assert windows([4, 4, 4, 4], 12, 4) == [(0, 3), (2, 4)]
    assert windows([4, 4, 4, 4], 12) == [(0, 3), (3, 4)]
    assert windows([5, 99, 5, 5], 10, 5) == [(0, 1), (1, 2), (2, 4)]
    assert windows([2, 3, 9, 1], 10, 5) == [(0, 2), (2, 4)]


@pytest.mark.parametrize(("limit", "overlap"), [(0, 0), (10, -1), (10, 6)])
def test_windows_refuse_what_cannot_advance(limit: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        windows([1], limit, overlap)


def test_spans_are_spans() -> None:
    assert sentences("Hi. There.") == (Span(0, 3), Span(4, 10))
