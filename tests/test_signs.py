"""Whose words are on a sign, in an ad or in a letter."""

from __future__ import annotations

import pytest
from resolving import resolve, speakers

KINDS = {
    "Ann Lee": "PERSON",
    "Bo Diaz": "PERSON",
    "Harzkraft": "ORGANIZATION",
    "Lee campaign": "ORGANIZATION",
}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Harzkraft paid for ads that said no.", "ads", "harzkraft"),
        ("Harzkraft paid for ads that said no.", "that", "harzkraft"),
        ("An ad by Harzkraft said no.", "An ad by Harzkraft", "harzkraft"),
        # Those who carry it have no name, or nobody is said to.
        ("The crowd carried placards that said no.", "placards", None),
        ("Ann Lee was hanged in effigy as posters said no.", "posters", "posters"),
        # No sign.
        ("The ad watchdog said no.", "The ad watchdog", "ad-watchdog"),
        ("Ann Lee wrote to owners on Monday. The letter said no.", "The letter", "ann-lee"),
        ("Ann Lee, who owns it, wrote to Bo Diaz. The letter said no.", "The letter", "ann-lee"),
        (
            "Bo Diaz was blamed by clerics, who wrote it. The letter said no.",
            "The letter",
            "letter",
        ),
    ],
)
def test_whose_sign_it_is(text: str, source: str, expected: str | None) -> None:
    assert speakers(resolve(text, KINDS, said=[(source, "said", "no")])) == [expected]


def test_an_ad_goes_on_as_the_ad() -> None:
    text = "An ad by Harzkraft said no. Bo Diaz left. The ad said yes."
    found = resolve(text, KINDS, "An ad by Harzkraft", "The ad")
    assert speakers(found) == ["harzkraft", "harzkraft"]
