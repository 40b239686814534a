"""Unnamed speakers who come again."""

from __future__ import annotations

import pytest
from resolving import resolve, speakers

KINDS = {"Ann Lee": "PERSON", "Kenya": "LOCATION"}


@pytest.mark.parametrize(
    ("first", "again", "same"),
    [
        ("A senior European diplomat", "The diplomat", True),
        ("An official of the bank", "The official", True),
        ("A nurse in Kenya", "The source", True),
        ("Two doctors", "The doctors", True),
        ("A new poll by students", "The poll", True),
        ("A European diplomat", "A diplomat", False),
        ("A European diplomat", "The Kenyan diplomat", False),
        ("A European diplomat", "The young diplomat", False),
        ("Two doctors", "The source", False),
        ("A report by students", "The students", False),
    ],
)
def test_who_has_spoken_speaks_again(first: str, again: str, same: bool) -> None:
    text = f"{first} said it was late. {again} said it was cold."
    one, other = speakers(resolve(text, KINDS, first, again))
    assert (one == other) is same


def test_one_is_of_those_who_spoke_just_before() -> None:
    text = "Several professors said it was late. One, who asked for anonymity, said it was cold."
    resolved = resolve(text, KINDS, "Several professors", "One, who asked for anonymity,")
    assert speakers(resolved) == ["several-professors", "one-of-several-professors"]
    far = text.replace(" One,", " It rained." * 80 + " One,")
    resolved = resolve(far, KINDS, "Several professors", "One, who asked for anonymity,")
    assert speakers(resolved)[-1] is None


def test_one_is_who_it_says() -> None:
    text = "Residents said it was late. One, a retired nurse, said it was cold."
    resolved = resolve(text, KINDS, "Residents", "One, a retired nurse,")
    assert speakers(resolved)[-1] == "retired-nurse"


def test_the_source_is_no_airline() -> None:
    text = "A nurse said it was late. The airline said it was cold. The source said it was far."
    first, _, last = speakers(resolve(text, KINDS, "A nurse", "The airline", "The source"))
    assert first == last
