"""Where US politicians are from, and who "the Maine moderate" is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolving import names, resolve, span_of, speakers

from stance.homes import STATES, from_home, home

PERSON = "PERSON"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Ann Lee of Maine said no.", "Maine"),
        ("Sen. Ann Lee (R-Okla.) said no.", "Oklahoma"),
        ("Sen. Ann Lee, D-N.Y., said no.", "New York"),
        ("Sen. Ann Lee, D-West Virginia, said no.", "West Virginia"),
        ("Arizona Democrat Ann Lee said no.", "Arizona"),
        ("New York Gov. Ann Lee said no.", "New York"),
        ("Texas Attorney General Ann Lee said no.", "Texas"),
        ("In Ohio they told Ann Lee no.", None),
        ("They sat in Ohio Tuesday. Sen. Ann Lee left.", None),
        ("Ann Lee of Oslo said no.", None),
        ("Ann Lee said no.", None),
    ],
)
def test_where_somebody_is_said_to_be_from(text: str, expected: str | None) -> None:
    assert home(text, span_of(text, "Ann Lee")) == expected


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_state_has_its_republican(state: str) -> None:
    assert from_home(f"the {state} Republican") == (state, "republican")


PIECES = (
    "Sen. ",
    "Maine ",
    "New York ",
    "West ",
    "Ohio Tuesday. ",
    " of ",
    " (R-",
    ", D-",
    "Okla.)",
)


@given(*[st.lists(st.sampled_from(PIECES), max_size=4).map("".join)] * 2)
def test_a_home_is_a_state_that_stands_in_the_text_or_is_shortened_there(a: str, b: str) -> None:
    text = f"{a}Ann Lee{b}"
    found = home(text, span_of(text, "Ann Lee"))
    assert found is None or found in text or (found == "Oklahoma" and "Okla." in b)


@pytest.mark.parametrize(
    "words", ["the Maine coast", "Maine Republican", "the Oslo Republican", ""]
)
def test_other_words_are_no_home(words: str) -> None:
    assert from_home(words) is None


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Sen. Ann Lee of Maine met Sen. Bo Chen of Ohio. The Maine Republican said no.",
            "The Maine Republican",
            "ann-lee",
        ),
        (
            "House Speaker Ann Lee fired back. The Ohio Republican said no.",
            "The Ohio Republican",
            "ann-lee",
        ),
        (
            "Sen. Ann Lee of Maine met reporter Bo Chen. The Ohio Republican said no.",
            "The Ohio Republican",
            "ohio-republican",
        ),
        (
            "Democratic Gov. Ann Lee of Ohio sat. Sen. Bo Chen of Ohio, a Republican, left. "
            "The Ohio Republican said no.",
            "The Ohio Republican",
            "bo-chen",
        ),
        ("Sen. Ann Lee spoke. The Maine moderate said no.", "The Maine moderate", "ann-lee"),
    ],
)
def test_who_is_from_there(text: str, source: str, expected: str) -> None:
    kinds = {"Ann Lee": PERSON, "Bo Chen": PERSON, "Republican": "MISC", "Democratic": "MISC"}
    assert speakers(resolve(text, kinds, source))[-1] == expected


def test_who_spoke_is_from_there_and_not_whom_he_attacked() -> None:
    text = "Rand Paul blasted Speaker Chuck Bao. “A disgrace,” the Kentucky Republican said."
    said = [
        ("Rand Paul", "blasted", "Speaker Chuck Bao"),
        ("the Kentucky Republican", "said", "A disgrace"),
    ]
    kinds = {"Rand Paul": PERSON, "Chuck Bao": PERSON, "Kentucky": "LOCATION"}
    assert speakers(resolve(text, kinds, said=said)) == ["rand-paul", "rand-paul"]


def test_a_state_and_a_party_are_no_name() -> None:
    kinds = {"Kentucky": "LOCATION", "Republican": "MISC", "Ann Lee": PERSON}
    found = names(resolve("It was then that Kentucky Republican Ann Lee left.", kinds))
    assert found == {
        "kentucky": {"Kentucky"},
        "republican-party": {"Republican"},
        "ann-lee": {"Ann Lee"},
    }


def test_a_state_stays_a_place_beside_a_body_that_has_its_name() -> None:
    text = "The Texas Right to Life Group sued. They love Texas."
    kinds = {"Texas Right to Life Group": "ORGANIZATION", "Texas": "LOCATION"}
    types = {e.id: e.type for e in resolve(text, kinds).entities}
    assert types == {"texas-right-to-life-group": "ORGANIZATION", "texas": "LOCATION"}


def test_the_people_of_a_state_are_who_is_from_it() -> None:
    text = "Sen. Ann Lee, R-Tex., met Bo Diaz. The Texan said it was late."
    kinds = {"Ann Lee": "PERSON", "Bo Diaz": "PERSON", "Texan": "LOCATION"}
    assert speakers(resolve(text, kinds, "The Texan")) == ["ann-lee"]
