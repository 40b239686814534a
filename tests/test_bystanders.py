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
    ],
)
def test_a_place_in_a_list_of_places_is_where_the_others_are(text: str, expected: set[str]) -> None:
    kinds = dict.fromkeys(("Alicante", "Murcia", "Narok"), "LOCATION") | {"Lee": "PERSON"}
    found = resolve(text, kinds)
    assert {span.of(text) for span in found.aside} == expected
