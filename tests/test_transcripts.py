"""Transcripts as attributions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import names, resolve, speakers

from stance.candidates import candidates
from stance.schema import Span
from stance.transcripts import turns

INTERVIEW = """MODERATOR: Good evening. Senator, your view of Diaz?
SEN. OKORO: Diaz betrayed Kenya.

He lied to us all.
BEN DIAZ (via video): I did not. Okoro is a great friend.
MODERATOR: Thank you."""


def test_turns_run_to_the_next_name() -> None:
    found = turns(INTERVIEW)
    assert [turn.name.of(INTERVIEW) for turn in found] == [
        "MODERATOR",
        "SEN. OKORO",
        "BEN DIAZ",
        "MODERATOR",
    ]
    assert found[1].content.of(INTERVIEW).startswith("Diaz betrayed")
    assert found[1].content.of(INTERVIEW).endswith("us all.")
    assert all(turn.colon.of(INTERVIEW) == ":" for turn in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Note: this is late.\nOkoro left.",
        "MOSCOW: Talks began.\nOkoro left.\nDiaz stayed.",
        "Who: Okoro\nWhere: Nairobi\nWhen: Monday\nWho: Diaz",
        "Okoro said this: it is late. Diaz said: no.",
        "Rating: 5\nOkoro: yes\nDiaz: no",
    ],
)
def test_other_colons_open_no_turns(text: str) -> None:
    assert turns(text) == ()


def test_who_speaks_a_turn_is_asked_about_those_in_it() -> None:
    kinds = {"Diaz": "PERSON", "OKORO": "PERSON", "Okoro": "PERSON", "BEN DIAZ": "PERSON"}
    found = resolve(INTERVIEW, kinds)
    assert speakers(found) == ["moderator", "okoro", "ben-diaz", "moderator"]
    pairs = {(item.actor, item.target) for item in candidates(found, quoted_only=True)}
    assert {("okoro", "ben-diaz"), ("okoro", "kenya"), ("ben-diaz", "okoro")} <= pairs


def test_names_in_mixed_case_speak_too() -> None:
    text = "Ann Lee: I left.\nBo Chen: Lee lied.\nAnn Lee: No.\n"
    found = resolve(text, {"Ann Lee": "PERSON", "Bo Chen": "PERSON", "Lee": "PERSON"})
    assert speakers(found) == ["ann-lee", "bo-chen", "ann-lee"]


@pytest.mark.parametrize(
    "head",
    [
        "ANN LUND (voice-over)",
        "ANN LUND (D) (voice-over)",
        "ANN LUND (D), MAYOR OF AUSTIN",
        "ANN LUND (D), MAYOR OF AUSTIN (voice-over)",
        "ANN LUND, MAYOR (D) [on camera]",
    ],
)
def test_a_head_has_brackets_and_a_role(head: str) -> None:
    text = f"HOST: Mayor?\n{head}: Quill is a liar.\nHOST: Thank you."
    assert [turn.name.of(text) for turn in turns(text)] == ["HOST", "ANN LUND", "HOST"]


def test_a_surname_is_the_speaker_of_the_full_name() -> None:
    text = "ANDERSON LAKE, CNN HOST: Mayor?\nLUND: No.\nLAKE: Yes.\nLUND: No."
    found = resolve(text, {"ANDERSON": "LOCATION", "CNN": "ORGANIZATION"})
    assert speakers(found) == ["anderson-lake", "lund", "anderson-lake", "lund"]
    assert names(found) == {"anderson-lake": {"ANDERSON LAKE", "LAKE"}, "cnn": {"CNN"}}
    assert found.entities[0].type == "PERSON"
    assert all(item.target != "cnn" for item in candidates(found))


def test_a_speaker_in_capitals_is_who_the_text_names_in_full() -> None:
    text = "HOST: Dr. Ana Lolohea is here.\nLOLOHEA: Yes.\nHOST: Well?\nLOLOHEA: No."
    found = resolve(text, {"Ana Lolohea": "PERSON", "LOLOHEA": "ORGANIZATION"})
    assert speakers(found) == ["host", "ana-lolohea", "host", "ana-lolohea"]


@settings(deadline=None)
@given(st.text(alphabet="AB: \nab*,()", max_size=80))
def test_turns_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for turn in turns(text):
        assert last <= turn.name.start < turn.name.end <= turn.colon.start < turn.colon.end
        assert turn.colon.end <= turn.content.start <= turn.content.end <= len(text)
        assert Span(turn.name.start, turn.content.end).of(text).count(":") >= 1
        last = turn.content.end
