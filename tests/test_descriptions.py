"""Whom phrases mean, through the resolver."""

from __future__ import annotations

import pytest
from resolving import names, resolve, speakers

PERSON, BODY = "PERSON", "ORGANIZATION"


@pytest.mark.parametrize(
    ("text", "kinds", "phrase", "entity"),
    [
        (
            "The Land Council met. They backed the land council.",
            {"Land Council": BODY},
            "the land council",
            "land-council",
        ),
        (
            "The Safe Networks Act passed. Diaz hates the law.",
            {"Safe Networks Act": "MISC"},
            "the law",
            "safe-networks-act",
        ),
        (
            "The Safe Networks Act passed. He said the Act gags.",
            {"Safe Networks Act": "MISC"},
            "the Act",
            "safe-networks-act",
        ),
        (
            "The Safe Networks Act passed. This statute is a sword.",
            {"Safe Networks Act": "MISC"},
            "This statute",
            "safe-networks-act",
        ),
        (
            "Owners turned on Corvane Resources. They sued the miner.",
            {"Corvane Resources": BODY},
            "the miner",
            "corvane-resources",
        ),
        (
            "The Serendib Post won. They praised the paper.",
            {"Serendib Post": BODY},
            "the paper",
            "serendib-post",
        ),
        (
            "Baobab Mobile, a phone company, paid. They sued the company.",
            {"Baobab Mobile": BODY},
            "the company",
            "baobab-mobile",
        ),
        (
            "Labour Minister Ann Lee left. They booed the minister.",
            {"Ann Lee": PERSON},
            "the minister",
            "ann-lee",
        ),
        (
            "Sen. Ann Lee left. They booed the senator.",
            {"Ann Lee": PERSON},
            "the senator",
            "ann-lee",
        ),
        (
            "Justice Ann Lee ruled. They booed the judge.",
            {"Ann Lee": PERSON},
            "the judge",
            "ann-lee",
        ),
        (
            "Ann Lee, a businessman, left. They booed the businessman.",
            {"Ann Lee": PERSON},
            "the businessman",
            "ann-lee",
        ),
        (
            "The federal mediator, Ann Lee, left. They booed the mediator.",
            {"Ann Lee": PERSON},
            "the mediator",
            "ann-lee",
        ),
        (
            "The council sat. Kilbrennan Council met. They accused the council of lying.",
            {"Kilbrennan Council": BODY},
            "the council",
            "kilbrennan-council",
        ),
        (
            "The Tenants' Forum sued. They thanked the forum.",
            {"Tenants' Forum": BODY},
            "the forum",
            "tenants-forum",
        ),
        (
            "Corvane Resources applied. Palau backed the motion against the company.",
            {"Corvane Resources": BODY},
            "the company",
            "corvane-resources",
        ),
        (
            "Prime Minister Ann Lee left. They say the prime minister lied.",
            {"Ann Lee": PERSON},
            "the prime minister",
            "ann-lee",
        ),
        (
            "Corvane Resources applied. Palau sued the Vancouver company.",
            {"Corvane Resources": BODY, "Vancouver": "LOCATION"},
            "company",
            "corvane-resources",
        ),
        (
            "The Paddle Federation paid. They accused the federation of “hiding” it.",
            {"Paddle Federation": BODY},
            "the federation",
            "paddle-federation",
        ),
    ],
)
def test_a_phrase_means_the_one_it_describes(
    text: str, kinds: dict[str, str], phrase: str, entity: str
) -> None:
    assert phrase in names(resolve(text, kinds))[entity]


@pytest.mark.parametrize(
    "text",
    [
        "The Land Council met. They backed the council of elders.",
        "The Land Council met. They backed the council chair.",
        "Harzkraft met. They backed the party.",
        "The ministry rushed to help. Harzkraft sued the company.",
    ],
)
def test_a_phrase_about_something_else_means_nobody(text: str) -> None:
    found = names(resolve(text, {"Land Council": BODY, "Harzkraft": BODY}))
    assert all(words in ("Land Council", "Harzkraft") for words in set().union(*found.values()))


@pytest.mark.parametrize(
    ("text", "source", "kinds", "expected"),
    [
        (
            "Vice President Al Roe met President Ann Lee. The president said so.",
            "The president",
            {"Al Roe": PERSON, "Ann Lee": PERSON},
            "ann-lee",
        ),
        (
            "Republican Ann Lee met Democrat Al Roe. The Republican said so.",
            "The Republican",
            {"Ann Lee": PERSON, "Al Roe": PERSON},
            "ann-lee",
        ),
        (
            "Republican Ann Lee met Democrat Al Roe. The GOP nominee said so.",
            "The GOP nominee",
            {"Ann Lee": PERSON, "Al Roe": PERSON, "GOP": "MISC"},
            "ann-lee",
        ),
        (
            "Veldhuis is sold. The Dutch company said so.",
            "The Dutch company",
            {"Veldhuis": BODY},
            "veldhuis",
        ),
        (
            "Workers left after their union said so. The Grain Union met.",
            "their union",
            {"Grain Union": BODY},
            "grain-union",
        ),
        (
            "They met Ann Lee, a high school senior who said so.",
            "a high school senior",
            {"Ann Lee": PERSON},
            "ann-lee",
        ),
        (
            "Jim Coe met Ann Lee. The FBI director said so.",
            "The FBI director",
            {"FBI": BODY, "Ann Lee": PERSON, "Jim Coe": PERSON},
            "fbi-director",
        ),
        (
            "That pleased Ann Lee. “It is over,” said the chair of the tenants on Monday.",
            "the chair of the tenants",
            {"Ann Lee": PERSON},
            "ann-lee",
        ),
        (
            "Its lawyer, Ann Lee, said so.",
            "Its lawyer,",
            {"Ann Lee": PERSON},
            "ann-lee",
        ),
        (
            "In Oslo, the government said so. Norway left.",
            "the government",
            {},
            "norway",
        ),
        (
            "All 31 members of the Justice Bloc said so.",
            "All 31 members of the Justice Bloc",
            {"Justice Bloc": BODY},
            "justice-bloc",
        ),
        (
            "The opposition Sahel Democrats said so.",
            "The opposition Sahel Democrats",
            {},
            "sahel-democrats",
        ),
        (
            "The Steel Guild, which speaks for mills, said so.",
            "which speaks for mills,",
            {"Steel Guild": BODY},
            "steel-guild",
        ),
        (
            "The Museum Union on Monday said so.",
            "The Museum Union on Monday",
            {"Museum Union": BODY},
            "museum-union",
        ),
    ],
)
def test_a_description_speaks(text: str, source: str, kinds: dict[str, str], expected: str) -> None:
    assert speakers(resolve(text, kinds, source)) == [expected]


def test_a_name_that_was_missed_speaks_as_an_organisation() -> None:
    found = resolve("The Guardian said so. The paper left.", {}, "The Guardian")
    assert {entity.id: entity.type for entity in found.entities} == {"guardian": BODY}


def test_the_best_law_is_not_the_one_just_named() -> None:
    found = names(resolve("The Harbor Act passed. It is the best law.", {"Harbor Act": "MISC"}))
    assert found == {"harbor-act": {"Harbor Act"}}


def test_what_somebody_says_after_a_name_is_no_apposition() -> None:
    text = "The Press Council met. Asked about Corvane, the council said it was over."
    kinds = {"Press Council": BODY, "Corvane": BODY}
    assert speakers(resolve(text, kinds, "the council")) == ["press-council"]


def test_a_description_may_have_a_possessive_in_it_or_be_one() -> None:
    text = (
        "The Association of Teachers met. They backed the teachers' association. They saluted the "
        "association's courage."
    )
    found = names(resolve(text, {"Association of Teachers": BODY}))
    assert found["association-of-teachers"] == {
        "Association of Teachers",
        "the teachers' association",
        "the association",
    }


def test_a_phrase_before_a_name_is_that_name() -> None:
    text = "Okoro Media lost. The insurer Tryg sued the insurer."
    found = resolve(text, {"Okoro Media": BODY, "Tryg": BODY})
    assert names(found) == {"okoro-media": {"Okoro Media"}, "tryg": {"Tryg", "the insurer"}}


def test_a_daily_is_no_person() -> None:
    text = "Magyar Vaszon, a pro-government daily, lost. Ann Roe, a magazine editor, left."
    found = resolve(text, {"Magyar Vaszon": PERSON, "Ann Roe": PERSON})
    assert [entity.type for entity in found.entities] == [BODY, PERSON]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Okoro Media, and we do not trust the police, won. They left the police.", "the police"),
        ("Okoro Media has the firm support of many.", "the firm"),
    ],
)
def test_words_near_a_name_are_not_all_said_of_it(text: str, phrase: str) -> None:
    assert phrase not in names(resolve(text, {"Okoro Media": BODY}))["okoro-media"]


@pytest.mark.parametrize(
    ("text", "kinds", "source", "expected"),
    [
        (
            "Okoro Media lost. The firm supports it.",
            {"Okoro Media": BODY},
            "The firm",
            "okoro-media",
        ),
        (
            "The Sierra Club lost. The group said no.",
            {"Sierra Club": BODY},
            "The group",
            "sierra-club",
        ),
        (
            "The court said Lee must pay. He may appeal to the Supreme Court.",
            {"Lee": PERSON, "Supreme Court": BODY},
            "The court",
            "court",
        ),
        (
            "The Metropolitan Police failed. An MP said it must act.",
            {"Metropolitan Police": BODY},
            "An MP",
            "mp",
        ),
    ],
)
def test_who_a_source_is(text: str, kinds: dict[str, str], source: str, expected: str) -> None:
    assert speakers(resolve(text, kinds, source)) == [expected]


def test_who_is_told_something_is_not_who_comes_next() -> None:
    text = "The Mill Union met. Diaz told the union Ann Lee had lied."
    found = resolve(text, {"Mill Union": BODY, "Diaz": PERSON, "Ann Lee": PERSON})
    assert "the union" in names(found)["mill-union"]


def test_the_source_of_nobody_is_nobody() -> None:
    assert speakers(resolve("So, to judge by it, would Diaz.", {"Diaz": PERSON}, "by")) == [None]
    assert names(resolve("Her ministry said so.", {}, "Her ministry")) == {}


def test_an_acronym_that_was_not_tagged_is_the_body() -> None:
    found = resolve(
        "Lee asked the Football Association to act. The FA said it would.",
        {"Lee": PERSON, "Football Association": BODY},
        "The FA",
    )
    assert speakers(found) == ["football-association"]
