"""Names of organisations: acronyms, keys and matches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.organisations import acronyms, organisation_key, organisation_match


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Korean Central News Agency", "KCNA"),
        ("the Organization of American States", "OAS"),
        ("Federal Bureau of Investigation", "FBI"),
        ("Asia-Pacific Economic Cooperation", "APEC"),
        ("Department of Justice", "DOJ"),
        ("British Broadcasting Corporation", "BBC"),
        ("Islamic State in Iraq and Syria", "ISIS"),
    ],
)
def test_acronyms(name: str, expected: str) -> None:
    assert expected in acronyms(name)


def test_one_word_has_no_acronym() -> None:
    assert acronyms("Hamas") == acronyms("") == frozenset()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("KCNA", "Korean Central News Agency", 0.9),
        ("F.B.I.", "the Federal Bureau of Investigation", 0.9),
        ("MoD", "Ministry of Defence", 0.9),
        ("State Department", "Department of State", 0.9),
        ("Defence Ministry", "Ministry of Defense", 0.9),
        ("the Workers' Party", "ruling Workers’ Party", 1.0),
        ("Acme Inc.", "ACME", 1.0),
        ("World Health Organisation", "World Health Organization", 1.0),
        ("Workers' Party", "Workers' Party of Korea", 0.6),
        ("Foreign Ministry", "Russian Foreign Ministry", 0.6),
        ("the Commission", "European Commission", 0.4),
        ("the Bank", "Bank of Japan", 0.4),
        ("United Nations", "United Nations Security Council", 0.0),
        ("who", "World Health Organization", 0.0),
        ("Reuters", "Associated Press", 0.0),
        ("", "Acme", 0.0),
    ],
)
def test_organisation_match(a: str, b: str, expected: float) -> None:
    assert organisation_match(a, b) == organisation_match(b, a) == expected


def test_organisation_key() -> None:
    assert organisation_key("the Acme Co., Ltd.'s") == "acme"
    assert organisation_key("ruling Workers’ Party") == "workers party"


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    assert organisation_match(a, b) == organisation_match(b, a)
    assert 0.0 <= organisation_match(a, b) <= 1.0
