"""Persons whom an office names before, or without, a name."""

from __future__ import annotations

import pytest
from resolving import resolve, speakers

PERSON, BODY, PLACE = "PERSON", "ORGANIZATION", "LOCATION"
KINDS = {
    "Ann Lee": PERSON,
    "Bo Chen": PERSON,
    "Kenyan": "MISC",
    "Kenya": PLACE,
    "Oman": PLACE,
    "Orbix": BODY,
}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Kenya's interior minister has sued. Ann Lee, the interior minister, wept.",
            "Kenya's interior minister",
            "ann-lee",
        ),
        (
            "Orbix chief laughed. Ann Lee, director general of Orbix, wept.",
            "Orbix chief",
            "ann-lee",
        ),
        (
            "The head of Orbix laughed. Orbix president Ann Lee wept.",
            "The head of Orbix",
            "ann-lee",
        ),
        (
            "Kenyan ambassador Ann Lee spoke. The Kenyan envoy added it was late.",
            "The Kenyan envoy",
            "ann-lee",
        ),
    ],
)
def test_the_holder_of_an_office_is_named_elsewhere(text: str, source: str, expected: str) -> None:
    assert speakers(resolve(text, KINDS, source)) == [expected]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # of two nobody knows which
        (
            "Kenyan ambassador Ann Lee met Kenyan envoy Bo Chen. The Kenyan diplomat said no.",
            "The Kenyan diplomat",
        ),
        ("Oman's minister said no. Kenyan minister Ann Lee wept.", "Oman's minister"),
        ("Kenya's governor said no. Kenyan deputy governor Ann Lee wept.", "Kenya's governor"),
        ("A Kenyan diplomat said no. Kenyan ambassador Ann Lee wept.", "A Kenyan diplomat"),
        ("The former head of Orbix said no. Orbix head Ann Lee wept.", "The former head of Orbix"),
        ("Orbix chief said no. Ann Lee, Orbix's communications director, wept.", "Orbix chief"),
        ("Oman's president said no. President Ann Lee wept.", "Oman's president"),
        (
            "Oman's health minister said no. Oman's Prime Minister Ann Lee wept.",
            "Oman's health minister",
        ),
        ("A critic of Orbix said no. Orbix president Ann Lee wept.", "A critic of Orbix"),
    ],
)
def test_another_s_office_is_not_his(text: str, source: str) -> None:
    (speaker,) = speakers(resolve(text, KINDS, source))
    assert speaker is not None and speaker not in ("ann-lee", "bo-chen")
