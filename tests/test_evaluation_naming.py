"""Entities of a text and names of a list that has no offsets."""

from __future__ import annotations

import pytest

from stance.evaluation.naming import (
    OTHER_NAMES,
    best_name,
    entity_names,
    match_names,
    name_key,
    name_match,
    surface_forms,
)
from stance.schema import Analysis, Entity, Span


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("voters", "voter", "GROUP"),
        ("The White House", "white_house", "ORGANIZATION"),
        ("Obama's", "Barack Obama", "PERSON"),
        ("President Barack Obama", "Barack Obama", "PERSON"),
        ("American", "United States", "MISC"),
        ("the U.S.", "United States", "LOCATION"),
        ("Justice Department", "United States Department of Justice", "ORGANIZATION"),
        ("Congress", "United States Congress", "ORGANIZATION"),
        ("Supreme Court", "Supreme Court of the United States", "ORGANIZATION"),
        ("FBI", "Federal Bureau of Investigation", "ORGANIZATION"),
        ("Republicans", "Republican Party", "MISC"),
        ("GOP", "Republican Party", "ORGANIZATION"),
        ("ISIS", "Islamic State", "ORGANIZATION"),
    ],
)
def test_names_of_one(one: str, other: str, type: str) -> None:
    assert name_match(one, other, type) >= 0.5


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("Michelle Obama", "Barack Obama", "PERSON"),
        ("Congress", "Republican Party", "ORGANIZATION"),
        ("Russia", "United States", "LOCATION"),
        ("American", "American Civil Liberties Union", "MISC"),
        ("State Department", "United States Department of Justice", "ORGANIZATION"),
        ("", "Republican Party", "MISC"),
    ],
)
def test_names_of_two(one: str, other: str, type: str) -> None:
    assert name_match(one, other, type) < 0.5


def test_a_name_that_fits_two_fits_neither() -> None:
    both = ["Hillary Clinton", "Bill Clinton"]
    assert best_name(["Clinton"], both, "PERSON") is None
    assert best_name(["Clinton", "Hillary Clinton"], both, "PERSON") == "Hillary Clinton"
    assert best_name(["Clinton"], both[:1], "PERSON") == "Hillary Clinton"
    assert best_name(["Okoro"], both, "PERSON") is None
    assert best_name(["Okoro"], [], "PERSON") is None


TEXT = "Ms. Okoro waited. She said the GOP, as Republicans are called, had lost Clinton."


def entity(id: str, name: str, type: str, *words: str) -> Entity:
    spans = [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]
    return Entity(id, name, type, tuple(spans))


def test_entities_find_their_names_and_pronouns_are_none() -> None:
    okoro = entity("okoro", "Okoro", "PERSON", "Ms. Okoro", "She")
    found = Analysis(
        TEXT,
        entities=(
            okoro,
            entity("gop", "GOP", "ORGANIZATION", "GOP", "Republicans"),
            entity("clinton", "Clinton", "PERSON", "Clinton"),
        ),
    )
    assert entity_names(found, okoro) == ["Okoro", "Ms. Okoro"]
    names = ["Republican Party", "Bill Clinton", "Hillary Clinton", "Ada Okoro"]
    assert match_names(found, names) == {"okoro": "Ada Okoro", "gop": "Republican Party"}


def test_forms_that_a_text_may_have() -> None:
    forms = surface_forms("United States Department of Justice", person=False)
    assert forms[:3] == [
        "United States Department of Justice",
        "Department of Justice",
        "Justice Department",
    ]
    assert "Pelosi" in surface_forms("Nancy Pelosi", person=True)
    assert "Pelosi" not in surface_forms("Nancy Pelosi", person=False)
    assert {"Russia", "Russian"} <= set(surface_forms("Russia", person=False))
    assert "GOP" in surface_forms("Republican Party", person=False)


def test_every_form_is_a_name_of_its_own() -> None:
    for name, others in OTHER_NAMES.items():
        assert all(name_match(other, name) == 1 for other in others)
    assert name_key("the_Dock Unions") == name_key("Dock Union")
