"""What is asked about what the writer reports, on hand-made resolutions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import pairs, raised, resolved, said

from stance.candidates import candidates
from stance.schema import Span
from stance.stated import MAX_ENTITIES

PERSONS = {"Ann Lee": "PERSON", "Bo Diaz": "PERSON"}


def test_who_is_backed_by_a_joined_word_is_asked_about_once() -> None:
    text = "On Monday the Chad-backed party Okoro lost, and so did the pro-Chad party Diaz."
    asked = pairs(candidates(resolved(text, "Okoro Diaz Chad")))
    assert asked.count(("chad", "okoro")) == 1
    assert asked.count(("diaz", "chad")) == 1
    assert pairs(candidates(resolved(text, "Okoro Diaz Chad"), quoted_only=True)) == []


def test_who_did_likewise_is_asked_about_what_was_done_and_not_of_each_other() -> None:
    text = "Okoro thanked Diaz, as did Lagos and Ade."
    item = said(text, "Okoro", "thanked", ["Diaz, as did Lagos and Ade"], "okoro")
    for attributions in ([], [item]):
        found = pairs(candidates(resolved(text, "Okoro Diaz Lagos Ade", attributions)))
        assert set(found) >= {("okoro", "diaz"), ("lagos", "diaz"), ("ade", "diaz")}
        assert not {pair for pair in found if pair[1] in ("lagos", "ade")}
        assert not {("lagos", "okoro"), ("ade", "okoro")} & set(found)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Okoro renewed its defence pact with Diaz.", True),
        ("Okoro will tax steel from Diaz in answer to a ban.", True),
        ("Okoro will tax steel from Diaz.", False),
    ],
)
def test_what_two_share_or_return_is_asked_both_ways(text: str, back: bool) -> None:
    found = pairs(candidates(resolved(text, "Okoro Diaz")))
    assert ("okoro", "diaz") in found
    assert (("diaz", "okoro") in found) is back


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("It was called by the Okoro union.", [("okoro", "diaz")]),
        ("The protest on Monday had been organised by Okoro.", [("okoro", "diaz")]),
        ("It was called off by noon, and Okoro left.", []),
        ("The union was called by Okoro and met Lagos.", []),
    ],
)
def test_who_is_behind_what_the_sentence_before_tells_of(
    second: str, expected: list[tuple[str, str]]
) -> None:
    text = f"They had walked out of Diaz in protest. {second}"
    found = pairs(candidates(resolved(text, "Okoro Diaz Lagos")))
    assert [pair for pair in found if pair[1] == "diaz"] == expected


def test_only_what_one_sentence_names_is_paired() -> None:
    found = candidates(resolved("Okoro met Diaz. Ade met nobody. Diaz left.", "Okoro Diaz Ade"))
    assert pairs(found) == [("okoro", "diaz")]
    assert {item.passage for item in found} == {Span(0, 15)}


def test_long_lists_of_names_are_not_paired_to_the_end() -> None:
    names = [f"N{number}" for number in range(12)]
    text = f"N0 met {', '.join(names[1:])}."
    assert len(candidates(resolved(text, " ".join(names)))) == MAX_ENTITIES - 1


def test_what_another_source_says_is_not_done_by_who_is_named_before_it() -> None:
    text = "Okoro slept, but Diaz praised Lagos."
    item = said(text, "Diaz", "praised", ["Lagos"], "diaz")
    found = candidates(resolved(text, "Okoro Diaz Lagos", [item]))
    assert ("okoro", "lagos") not in pairs(found)
    assert {("okoro", "diaz"), ("diaz", "lagos")} <= set(pairs(found))


def test_members_act_for_their_body() -> None:
    text = "Members of the Zenlig set fire to a straw Diaz."
    assert ("zenlig", "diaz") in pairs(candidates(resolved(text, "Zenlig Diaz")))


def test_a_relative_clause_has_a_subject_of_its_own() -> None:
    text = "The motion was brought by Zenlig, which charges Diaz with theft."
    found = resolved(text, "Zenlig Diaz")
    which = Span(text.index("which"), text.index("which") + 5)
    found = replace(found, pronouns=((which, "zenlig"),))
    assert ("zenlig", "diaz") in pairs(candidates(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Okoro took gold from Diaz, a lender that Lagos banned.", False),
        ("Okoro took gold from a lender, which Lagos banned.", True),
        ("Okoro heard the claim that Lagos lied.", True),
    ],
)
def test_a_clause_that_tells_of_one_says_nothing_of_another(text: str, expected: bool) -> None:
    found = pairs(candidates(resolved(text, "Okoro Diaz Lagos")))
    assert (("lagos", "okoro") in found) is expected
    assert "Diaz" not in text or ("lagos", "diaz") in found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Okoro was hurt by Lagos and Diaz last week.", False),
        ("Lagos and Diaz have blocked sanctions against Okoro.", False),
        ("Lagos and Diaz clashed over Okoro.", True),
    ],
)
def test_who_act_together_are_asked_about_each_other_only_where_they_may_differ(
    text: str, asked: bool
) -> None:
    found = pairs(candidates(resolved(text, "Okoro Lagos Diaz")))
    assert ("lagos", "okoro") in found
    assert (("lagos", "diaz") in found) is asked


def test_what_only_says_who_speaks_does_nothing() -> None:
    text = "The Mali bishops denounced Diaz. Oman as well as Kenya thanked Diaz."
    items = [
        said(text, "The Mali bishops", "denounced", ["Diaz"], "bishops"),
        said(text, "Oman as well as Kenya", "thanked", ["Diaz."], "kenya"),
    ]
    found = pairs(candidates(resolved(text, "Mali Oman Kenya Diaz", items)))
    assert {actor for actor, _ in found} & {"mali", "oman", "kenya"} == {"kenya", "oman"}


def test_where_a_speaker_is_from_does_nothing_to_him() -> None:
    text = "Ann Lee, the Brooklyn socialist, sneered that Bo Diaz fled."
    kinds = {**PERSONS, "Brooklyn": "LOCATION"}
    found = raised(text, kinds, ("Ann Lee, the Brooklyn socialist", "sneered", "Bo Diaz fled"))
    assert "ann-lee > bo-diaz" in found
    assert not [pair for pair in found if pair.startswith("brooklyn")]


def test_who_only_calls_something_so_is_not_meant_by_it() -> None:
    text = "Kenya attacked Oman for what director general Ann Lee called “a lie”."
    found = raised(
        text, PERSONS, ("Kenya", "attacked", "Oman for what director general Ann Lee called")
    )
    assert "kenya > oman" in found and "kenya > ann-lee" not in found


def test_a_place_that_somebody_is_from_takes_no_part() -> None:
    text = "A Brooklyn nurse called Ann Lee thanked Bo Diaz."
    found = raised(text, {**PERSONS, "Brooklyn": "LOCATION"})
    assert not [pair for pair in found if "brooklyn" in pair]


def test_a_place_whose_law_is_fought_is_fought_too() -> None:
    found = raised("Ann Lee attacked an Ontario law.", {**PERSONS, "Ontario": "LOCATION"})
    assert "ann-lee > ontario" in found


def test_who_is_named_again_in_the_sentence_is_meant_there() -> None:
    text = "Citing what Bo Diaz called a gift, Ann Lee sued Diaz."
    assert "ann-lee > bo-diaz" in raised(text, {**PERSONS, "Diaz": "PERSON"})


def test_who_leads_a_body_does_nothing_to_it_by_that() -> None:
    kinds = {**PERSONS, "People's League": "ORGANIZATION"}
    text = "It was welcomed by Ann Lee, who {} the opposition People's League."
    assert not [p for p in raised(text.format("leads"), kinds) if p.endswith("peoples-league")]
    assert "ann-lee > peoples-league" in raised(text.format("has attacked"), kinds)


def test_what_somebody_is_said_to_be_he_takes_no_side_on() -> None:
    kinds = {**PERSONS, "Republican": "ORGANIZATION"}
    found = raised("Ann Lee, a moderate Republican, kept away. Bo Diaz met her.", kinds)
    assert "ann-lee > republican-party" not in found
    found = raised("Ann Lee, a foe of the Republican party, kept away.", kinds)
    assert "ann-lee > republican-party" in found


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, a fierce critic of Bo Diaz, left.",
        "Ann Lee leads Bo Diaz in the polls.",
        "Ann Lee leads protests against Bo Diaz.",
        "Ann Lee speaks for Bo Diaz.",
    ],
)
def test_who_is_against_another_is_asked_about_him(text: str) -> None:
    assert "ann-lee > bo-diaz" in raised(text, PERSONS)


def test_who_is_said_to_lead_a_body_is_not_asked_about_it_though_he_is_not_of_it() -> None:
    kinds = {**PERSONS, "Reform Caucus": "ORGANIZATION"}
    found = raised("Bo Diaz met Ann Lee. She leads the small Reform Caucus.", kinds)
    assert not [pair for pair in found if pair.endswith("reform-caucus")]
