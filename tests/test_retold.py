"""Words told at second hand, and who said them first."""

from __future__ import annotations

import pytest
from resolving import span_of

from stance.retold import with_retold
from stance.schema import Attribution


def first_hand(text: str, content: str, source: str, cue: str = "according to") -> list[str]:
    """(source, cue, content) of the attribution found inside, by their words."""
    item = Attribution(span_of(text, source), (span_of(text, cue),), (span_of(text, content),))
    *inner, last = with_retold(text, [item])
    assert last is item
    return [
        words
        for found in inner
        for words in (
            found.source and found.source.of(text),
            found.cue[0].of(text),
            found.content[0].of(text),
        )
        if words
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('"It is late," she said', ["she", "said", '"It is late,"']),
        (
            'Lee told the court that "it is late and cold"',
            ["Lee", "told the court", '"it is late and cold"'],
        ),
        (
            "The minister had privately warned that it was late",
            ["The minister", "had privately warned", "it was late"],
        ),
        (
            'He hailed Diaz as "the bravest of them"',
            ["He", "hailed", 'Diaz as "the bravest of them"'],
        ),
    ],
)
def test_who_said_it_first(said: str, expected: list[str]) -> None:
    assert first_hand(f"{said}, according to the agency.", said, "the agency") == expected


@pytest.mark.parametrize(
    "said",
    [
        "the ship was late and had no crew",
        "Lee met Diaz in Oslo",
        "Lee, who said that it was late, has left",
    ],
)
def test_what_nobody_said_has_no_first_speaker(said: str) -> None:
    assert first_hand(f"{said}, according to the agency.", said, "the agency") == []


def test_words_at_first_hand_stay_alone() -> None:
    text = 'Ann Lee said "It is late," she said.'
    assert first_hand(text, '"It is late," she said', "Ann Lee", "said") == []


def test_a_long_run_of_capitals_takes_no_time() -> None:
    text = "A" * 5000 + ", according to the agency."
    assert first_hand(text, "A" * 5000, "the agency") == []


@pytest.mark.parametrize(
    "said", ["Lee was warned that it would fail", "Nobody told Lee that it was late"]
)
def test_who_is_told_says_nothing(said: str) -> None:
    assert first_hand(f"{said}, according to the agency.", said, "the agency") == []
