"""Who speaks for a body without a name of his own."""

from __future__ import annotations

import pytest
from resolving import resolve, speakers

PERSON, BODY = "PERSON", "ORGANIZATION"
KINDS = {
    "Ann Lee": PERSON,
    "Bo Diaz": PERSON,
    "Harzkraft": BODY,
    "Karachi Chamber": BODY,
    "Aula Libre": BODY,
}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Oman went on. Its foreign ministry said no.", "Its foreign ministry", "oman"),
        ("Oman went on. Its labour attaché said no.", "Its labour attaché", "oman"),
        ("Aula Libre met. Its councillors said no.", "Its councillors", "aula-libre"),
        ("Harzkraft sued. Its spokesman said no.", "Its spokesman", "harzkraft"),
        ("Harzkraft sued. Its director said no.", "Its director", "harzkrafts-director"),
    ],
)
def test_who_speaks_for_it(text: str, source: str, expected: str) -> None:
    assert speakers(resolve(text, KINDS, source)) == [expected]


def test_whose_officer_somebody_is_who_is_named_behind_its() -> None:
    text = "Harzkraft denied it. Its chief negotiator, Bo Diaz, said no."
    resolved = resolve(text, KINDS, "Its chief negotiator, Bo Diaz,")
    assert {e.id: e.member_of for e in resolved.entities}["bo-diaz"] == ("harzkraft",)


def test_his_party_is_the_one_that_he_is_of() -> None:
    text = "Bo Diaz, co-leader of Aula Libre, wept. His party said no. The Forward Party met."
    kinds = {**KINDS, "Forward Party": BODY}
    assert speakers(resolve(text, kinds, said=[("His party", "said", "no")])) == ["aula-libre"]


def test_a_spokesman_behind_what_he_says_is_of_whom_it_is_about() -> None:
    text = "Bo Diaz met Harzkraft. The Karachi Chamber has no view, a spokesman said."
    said = [("a spokesman", "said", "The Karachi Chamber has no view")]
    assert speakers(resolve(text, KINDS, said=said)) == ["karachi-chamber"]


def test_a_spokesman_of_nobody_does_not_speak_for_whom_he_blames() -> None:
    text = "Harzkraft sued. Russia is behind the attack, a spokesman said."
    said = [("a spokesman", "said", "Russia is behind the attack")]
    assert speakers(resolve(text, KINDS, said=said)) == ["spokesman"]


def test_her_union_is_not_whom_she_works_for() -> None:
    text = "Ann Lee, chief executive of Harzkraft, was held. Her union said no."
    assert speakers(resolve(text, KINDS, said=[("Her union", "said", "no")])) == ["her-union"]
