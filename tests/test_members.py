"""Members are linked to their side, and bystanders take no part."""

from __future__ import annotations

import pytest
from resolving import resolve, tagged

from stance.candidates import candidates
from stance.discourse import Discourse
from stance.entities import index_entities
from stance.places import gazetteer

PERSON, BODY = "PERSON", "ORGANIZATION"


@pytest.mark.parametrize(
    "text",
    [
        "UWAB president Ann Lee spoke.",
        "Ann Lee, a spokesman for the UWAB, spoke.",
        "Ann Lee, the UWAB's president, spoke.",
        "The UWAB's managing director, Ann Lee, spoke.",
        "Ann Lee of the UWAB spoke.",
    ],
)
def test_a_person_belongs_to_the_body_named_beside(text: str) -> None:
    item = tagged(text, {"Ann Lee": PERSON, "UWAB": BODY})
    index = index_entities(item, gazetteer())
    (lee,) = [cluster for cluster in index.clusters if cluster.type == PERSON]
    members = Discourse(item, index).members
    assert [side.id for side in members.of(lee)] == ["uwab"]


def test_a_minister_is_linked_to_his_country() -> None:
    found = resolve("The French minister, Ann Lee, spoke.", {"Ann Lee": PERSON})
    assert {entity.id: entity.member_of for entity in found.entities} == {
        "france": (),
        "ann-lee": ("france",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee attacked the UWAB.",
        "The UWAB on Monday barred former governor Ann Lee.",
        "Ann Lee met the head of the UWAB.",
        "Ann Lee, a longtime critic of the UWAB, spoke.",
        "UWAB critic Ann Lee spoke.",
    ],
)
def test_an_opponent_is_no_member(text: str) -> None:
    found = resolve(text, {"Ann Lee": PERSON, "UWAB": BODY})
    assert all(not entity.member_of for entity in found.entities)


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("German cars pleased Diaz.", {"Diaz": PERSON}, set()),
        (
            "UWAB president Ann Lee attacked Diaz.",
            {"UWAB": BODY, "Ann Lee": PERSON, "Diaz": PERSON},
            {("ann-lee", "diaz")},
        ),
        ("Diaz met rivals in Brisbane.", {"Diaz": PERSON, "Brisbane": "LOCATION"}, set()),
        (
            "Brisbane attacked Diaz.",
            {"Diaz": PERSON, "Brisbane": "LOCATION"},
            {("brisbane", "diaz")},
        ),
        ("Diaz attacked Okoro's party.", {"Diaz": PERSON, "Okoro": PERSON}, set()),
        (
            "Diaz attacked Okoro's reckless plan.",
            {"Diaz": PERSON, "Okoro": PERSON},
            {("diaz", "okoro")},
        ),
        ("The award went to Diaz and Okoro.", {"Diaz": PERSON, "Okoro": PERSON}, set()),
        (
            "Diaz was endorsed by Ann Lee and Bo Chen.",
            {"Diaz": PERSON, "Ann Lee": PERSON, "Bo Chen": PERSON},
            {("ann-lee", "diaz"), ("bo-chen", "diaz")},
        ),
        (
            "Uganda and Kenya met, drawing criticism from Diaz, with Chad in the room.",
            {"Diaz": PERSON},
            {
                ("uganda", "kenya"),
                ("kenya", "uganda"),
                ("uganda", "diaz"),
                ("kenya", "diaz"),
                ("uganda", "chad"),
                ("kenya", "chad"),
                ("diaz", "uganda"),
                ("diaz", "kenya"),
            },
        ),
        (
            "Diaz praised the union, but its leader, Ann Lee, was late.",
            {"Diaz": PERSON, "Ann Lee": PERSON},
            {("diaz", "ann-lee"), ("ann-lee", "diaz")},
        ),
    ],
)
def test_only_those_who_do_something_are_asked_about_those_it_is_done_to(
    text: str, kinds: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    found = candidates(resolve(text, kinds))
    assert {(item.actor, item.target) for item in found} == expected


@pytest.mark.parametrize("words", ["anti-American", "U.S.-led", "pro-American"])
def test_a_compound_is_about_its_country(words: str) -> None:
    found = candidates(resolve(f"Diaz attacked the {words} plan.", {"Diaz": PERSON}))
    assert [(item.actor, item.target) for item in found] == [("diaz", "united-states")]


def test_who_is_charged_by_a_body_is_none_of_it() -> None:
    text = "The editor, Ada Okoro, has been charged by the Prosecutor's Office."
    found = candidates(resolve(text, {"Ada Okoro": PERSON, "Prosecutor's Office": BODY}))
    assert [(item.actor, item.target) for item in found] == [("prosecutors-office", "ada-okoro")]


def test_where_something_is_takes_no_part() -> None:
    text = "At Veldhuis's plant Ada Okoro praised Ben Diaz."
    kinds = {"Veldhuis": BODY, "Ada Okoro": PERSON, "Ben Diaz": PERSON}
    assert "veldhuis" not in {item.target for item in candidates(resolve(text, kinds))}


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Ada Okoro attacked the Canadian decision.", "canada", True),
        ("Ada Okoro drove Canadian cars.", "canada", False),
        ("Ada Okoro met Omar Haddad of Canada.", "canada", False),
        ("Ada Okoro attacked Harzkraft's board.", "harzkraft", True),
    ],
)
def test_acts_and_boards_stand_for_theirs_and_origins_do_not(
    text: str, target: str, expected: bool
) -> None:
    kinds = {"Harzkraft": BODY, "Ada Okoro": PERSON, "Omar Haddad": PERSON}
    found = {item.target for item in candidates(resolve(text, kinds)) if item.actor == "ada-okoro"}
    assert (target in found) is expected


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("A spokeswoman for the Kenyan government, Ann Lee, left.", {"kenya"}),
        ("Kenyan Ambassador to the United Nations Ann Lee left.", {"kenya"}),
        ("A lawyer against the Kenyan government, Ann Lee, left.", set()),
    ],
)
def test_whom_somebody_speaks_for(text: str, sides: set[str]) -> None:
    kinds = {"Ann Lee": "PERSON", "Kenyan": "MISC", "United Nations": "ORGANIZATION"}
    (lee,) = (e for e in resolve(text, kinds).entities if e.id == "ann-lee")
    assert set(lee.member_of) == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Ann Lee, who chairs the Reform Caucus, wept.", ("reform-caucus",)),
        ("A minister, Ann Lee, summoned the envoy of the Reform Caucus.", ()),
        ("Ann Lee, who served as director of the Reform Caucus, wept.", ("reform-caucus",)),
    ],
)
def test_a_relative_clause_tells_of_what_somebody_is(text: str, sides: tuple[str, ...]) -> None:
    found = resolve(text, {"Ann Lee": "PERSON", "Reform Caucus": "ORGANIZATION"})
    assert next(e.member_of for e in found.entities if e.id == "ann-lee") == sides


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, 103, died.",
        "Ann Lee, 6-4 6-3, beat Bo Diaz.",
        "Ann Lee, who heads a campaign against the Reform Caucus, wept.",
        "Bo Diaz, summoned the leader of the Reform Caucus.",
    ],
)
def test_what_follows_a_name_need_not_tell_an_office(text: str) -> None:
    kinds = {"Ann Lee": "PERSON", "Bo Diaz": "PERSON", "Reform Caucus": "ORGANIZATION"}
    assert all(not entity.member_of for entity in resolve(text, kinds).entities)


def test_a_participle_may_be_part_of_an_office() -> None:
    kinds = {"Bo Diaz": "PERSON", "Orbix": "ORGANIZATION"}
    found = resolve("Bo Diaz, jailed leader of Orbix, wept.", kinds)
    assert next(e.member_of for e in found.entities if e.id == "bo-diaz") == ("orbix",)
