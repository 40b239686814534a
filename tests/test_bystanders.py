"""Places that only say where."""

from __future__ import annotations

import pytest
from resolving import resolve


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee struck in Alicante and Murcia.", {"Alicante", "Murcia"}),
        ("Lee blocked the highway to Narok.", {"Narok"}),
        ("Lee struck in Alicante and attacked Murcia.", {"Alicante"}),
        ("Lee praised Alicante and Murcia.", set()),
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
