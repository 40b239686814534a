"""Words as a user types them, found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.schema import Span
from stance.words import find_all, find_topic, find_words

TEXT = "Iranians left. Iran and the U.S. met; Iran-backed units, the U.S.-led side, Iran's."


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Iran", 15),  # the whole word, not the part of the first one
        (" Iran ", 15),
        ("Iranian", 0),  # nowhere a whole word: its first part
        ("U.S.", 28),
        ("Iran-backed", 38),
        ("met;", 33),
    ],
)
def test_the_first_whole_word_is_meant(words: str, start: int) -> None:
    assert find_words(TEXT, words) == Span(start, start + len(words.strip()))


@pytest.mark.parametrize("words", ["iran", "Iraq", "Iran  and", "U.S.S."])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert find_words(TEXT, words) is None
    assert find_all(TEXT, words) == []


def test_every_whole_word_is_found_possessives_and_compounds_included() -> None:
    assert [span.start for span in find_all(TEXT, "Iran")] == [15, 38, 76]
    assert find_all("aa aa aaa", "aa") == [Span(0, 2), Span(3, 5)]


def test_words_are_no_pattern() -> None:
    assert find_words("a+b (c) [d]", "(c)") == Span(4, 7)
    assert find_all("abc", "a.c") == []


@pytest.mark.parametrize(
    ("topic", "starts"),
    [
        ("gun control", [0, 17, 46]),
        ("Gun control", [0, 17, 46]),
        ("may", [30, 35]),
        ("May", [30]),
        ("gun controls", []),
    ],
)
def test_an_issue_is_found_in_any_case_and_a_name_in_its_own(topic: str, starts: list[int]) -> None:
    text = "Gun control? The GUN CONTROL, May, may want: \ngun control."
    assert [span.start for span in find_topic(text, topic)] == starts


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_blank_words_stand_nowhere(blank: str) -> None:
    assert find_all(TEXT, blank) == []


@given(st.text(max_size=30), st.text(min_size=1, max_size=4))
def test_what_is_found_are_the_words(text: str, words: str) -> None:
    if words.strip():
        found = find_words(text, words)
        assert (found is not None) == (words.strip() in text)
        for span in find_all(text, words):
            assert span.of(text) == words.strip()
