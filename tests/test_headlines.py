"""Headlines in title case are read as a sentence writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import grows_linearly

import stance
from stance.headlines import COMMON_WORDS, as_sentences, is_title_case, with_stops
from stance.tagger import Tagger
from training.common_words import common_words

BODY = (
    "\n\nMassachusetts Sen. Elizabeth Warren grilled the chief of Wells Fargo on Tuesday. The bank "
    "had no answer.\n"
)


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        (
            "Elizabeth Warren Hammers Wells Fargo Chief: ‘You Should Resign’",
            "Elizabeth Warren hammers Wells Fargo chief: ‘You should resign’",
        ),
        ("Warren Blasts the Bank Over Its Record", "Warren blasts the bank over its record"),
        (
            "FBI Rejects McCain’s Claims About Wells Fargo",
            "FBI rejects McCain’s claims about Wells Fargo",
        ),
    ],
)
def test_words_keep_the_capitals_that_the_text_gives_them(headline: str, read: str) -> None:
    assert as_sentences(headline + BODY) == read + BODY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Warren grilled the chief of Wells Fargo.",
        "WARREN GRILLS THE CHIEF OF WELLS FARGO" + BODY,
        "Ann Lee, Bob Ray" + BODY,
    ],
)
def test_what_is_no_headline_in_title_case_stays(text: str) -> None:
    assert as_sentences(text) == text


@given(st.text(max_size=80), st.booleans())
def test_every_character_keeps_its_place(text: str, title: bool) -> None:
    text = text.title() if title else text
    read = as_sentences(text)
    assert len(read) == len(text) and read.casefold() == text.casefold()


def test_a_title_is_told_from_a_sentence() -> None:
    assert is_title_case("Obama Says He Will Not Sign the Bill")
    assert not is_title_case("Obama says he will not sign the bill")
    assert not is_title_case("OBAMA WILL NOT SIGN THE BILL")


def test_common_words_are_those_that_texts_write_in_lower_case() -> None:
    texts = ["She will blame Will Mills, and she will blame him.", "They will blame Mills."]
    assert common_words(texts) == ["blame"]  # "will" has a capital once in four


def test_the_words_that_ship_are_no_names() -> None:
    words = COMMON_WORDS.read_text(encoding="utf-8").split()
    assert words == sorted(set(words)) and all(word.islower() for word in words)
    assert {"slams", "policies", "voters"} <= set(words)
    assert not {"obama", "clinton", "russia", "london"} & set(words)


def test_a_headline_in_title_case_has_its_actors() -> None:
    text = "Elizabeth Warren Denounces Wells Fargo Over Fake Accounts" + BODY
    found = stance.load()(text)
    names = {entity.id: entity.name for entity in found.entities}
    assert found.text == text
    assert {"Elizabeth Warren", "Wells Fargo"} <= set(names.values())
    assert any(
        (names[item.actor], names[item.target], item.label)
        == ("Elizabeth Warren", "Wells Fargo", "hostile")
        for item in found
    )


def test_a_text_in_one_long_line_takes_no_longer_a_word() -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = "Warren Blasts the Bank Over Its Record\n" + "Then Warren met a bank chief " * size
        return lambda: as_sentences(text)

    assert grows_linearly(prepare, 1_000)


def test_a_heading_in_capitals_ends_before_the_line_below_it() -> None:
    text = "SOUTH KOREA\nThe president spoke.\n\nUN\n\nIt rained."
    assert with_stops(text) == "SOUTH KOREA.The president spoke.\n\nUN\n\nIt rained."


@pytest.mark.parametrize("line", ["Asia", "SOUTH KOREA:", "SEOUL (AP)—It", "12 1/2", "A"])
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert with_stops(f"{line}\nThe president spoke.") == f"{line}\nThe president spoke."


@given(st.text(alphabet="AB a.\n", max_size=60))
def test_stops_change_no_length(text: str) -> None:
    assert len(with_stops(text)) == len(text)


def test_who_speaks_under_a_heading_in_capitals_is_found() -> None:
    text = (
        "World reacts to the test\n\nJAPAN\nForeign Minister Hiro Tanaka called the test an act of "
        "madness.\n\nKENYA\nPresident Grace Otieno called the test a crime.\n"
    )
    found = [
        item.source.of(text)
        for item in Tagger.from_pretrained().tag(text).attributions
        if item.source
    ]
    assert any("Tanaka" in source for source in found)
    assert any("Otieno" in source for source in found)


def test_stops_take_linear_time_and_leave_texts_in_capitals() -> None:
    assert (
        with_stops("THE COURT SAID THAT HE\nWOULD NOT SIGN")
        == "THE COURT SAID THAT HE\nWOULD NOT SIGN"
    )

    def prepare(count: int) -> Callable[[], object]:
        text = "A " * count
        return lambda: with_stops(text)

    assert grows_linearly(prepare, 2000)
