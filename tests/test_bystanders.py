"""Places that only say where."""

from __future__ import annotations

import pytest
from resolving import resolve

from stance.candidates import candidates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee struck in Alicante and Murcia.", {"Alicante", "Murcia"}),
        ("Lee blocked the highway to Narok.", {"Narok"}),
        ("Lee struck in Alicante and attacked Murcia.", {"Alicante"}),
        ("Lee praised Alicante and Murcia.", set()),
        ("In Alicante, Murcia accused Lee of theft.", {"Alicante"}),
        # Of what is there, not of the place.
        ("Lee blames a Murcia fuel trader.", {"Murcia"}),
        ("Lee praised the Narok reservoir.", {"Narok"}),
        ("Lee blames Murcia law.", set()),
    ],
)
def test_places_that_only_say_where(text: str, expected: set[str]) -> None:
    kinds = dict.fromkeys(("Alicante", "Murcia", "Narok"), "LOCATION") | {"Lee": "PERSON"}
    found = resolve(text, kinds)
    assert {span.of(text) for span in found.aside} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran seized a Greek tanker.", {("iran", "greece")}),
        ("Iran kept its ports closed to Greek ships.", {("iran", "greece")}),
        ("Iran seized a Greek tanker on Monday.", {("iran", "greece")}),
        ("Iran bought a Greek tanker.", set()),
        # Named, or no ship of its country.
        ("Iran seized the Greek tanker Aegeus.", set()),
        ("Iran attacked the British press.", set()),
    ],
)
def test_what_is_done_to_a_ship_is_done_to_its_country(
    text: str, expected: set[tuple[str, str]]
) -> None:
    assert {(item.actor, item.target) for item in candidates(resolve(text, {}))} == expected
