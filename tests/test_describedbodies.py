"""Which bodies phrases mean, through the resolver."""

from __future__ import annotations

import pytest
from resolving import names, resolve, speakers

PERSON, BODY = "PERSON", "ORGANIZATION"


def test_a_union_of_states_is_a_bloc() -> None:
    text = "Brussels objected. The Dockers' Union struck. The union said so. The bloc fell."
    found = names(resolve(text, {"Dockers' Union": BODY, "Brussels": "LOCATION"}))
    assert found["european-union"] == {"Brussels", "The bloc"}
    assert found["dockers-union"] == {"Dockers' Union", "The union"}
    alone = names(resolve("The African Union met. They left the union.", {"African Union": BODY}))
    assert alone["african-union"] == {"African Union", "the union"}


@pytest.mark.parametrize("source", ["The Chinese delegation", "China's embassy"])
def test_a_delegation_speaks_for_its_country(source: str) -> None:
    found = resolve(f"China left. {source} said it was late.", {"China": "LOCATION"}, source)
    assert speakers(found) == ["china"]


def test_a_phrase_that_says_another_country_means_another_body() -> None:
    kinds = {"Macedonian Canoe Federation": BODY}
    text = "The Macedonian Canoe Federation met. The {} federation left."
    assert "federation" in names(resolve(text.format("Macedonian"), kinds)).get(
        "macedonian-canoe-federation", set()
    )
    found = names(resolve(text.format("Czech"), kinds))
    assert found["macedonian-canoe-federation"] == {"Macedonian Canoe Federation"}


def test_a_party_is_no_front_door() -> None:
    kinds = {"Ulcinj Party": BODY}
    text = "The Ulcinj Party met. They sold {}."
    assert "the movement" in names(resolve(text.format("the movement"), kinds))["ulcinj-party"]
    assert names(resolve(text.format("the front door"), kinds))["ulcinj-party"] == {"Ulcinj Party"}


def test_a_place_is_no_company() -> None:
    text = "Trenchline mines the Clipper Zone. They fought the company."
    found = names(resolve(text, {"Trenchline": BODY, "Clipper Zone": BODY}))
    assert "the company" in found["trenchline"]


def test_a_body_may_be_described_before_it_is_named() -> None:
    text = "They accused the electoral commission. The Electoral Commission of Zambia met."
    found = names(resolve(text, {"Electoral Commission of Zambia": BODY}))
    assert "the electoral commission" in found["electoral-commission-of-zambia"]


def test_the_army_is_no_militia_that_was_named() -> None:
    text = "The Salvation Forces fired. They accused the army."
    assert "the army" not in names(resolve(text, {"Salvation Forces": BODY}))["salvation-forces"]


def test_a_club_is_no_association() -> None:
    found = resolve(
        "Barclay FC lost. The Football Association fined Ann Lee. Fans of the club protested.",
        {"Barclay FC": BODY, "Football Association": BODY, "Ann Lee": PERSON},
    )
    assert "the club" in names(found)["barclay-fc"]


def test_a_body_may_speak_before_it_is_named() -> None:
    text = "Ann Lee left hours after the trust said it had lost faith. The Barclay Trust is old."
    found = resolve(text, {"Ann Lee": PERSON, "Barclay Trust": BODY}, "the trust")
    assert speakers(found) == ["barclay-trust"]
    two = f"{text} So is the Mill Trust."
    found = resolve(two, {"Barclay Trust": BODY, "Mill Trust": BODY}, "the trust")
    assert speakers(found) == ["trust"]


def test_a_body_that_is_said_to_be_one_behind_its_acronym_speaks() -> None:
    text = "The Rivers Forum (RF), a regional body that watches, praised Diaz."
    source = "The Rivers Forum (RF), a regional body that watches,"
    found = resolve(text, {"Rivers Forum": BODY, "Diaz": PERSON}, source)
    assert speakers(found) == ["rivers-forum"]


def test_a_body_that_is_told_more_of_is_the_speaker() -> None:
    text = "The Lake Mission (LM), headed by former judge Ann Lee, praised Diaz."
    found = resolve(
        text,
        {"Lake Mission": BODY, "Ann Lee": PERSON, "Diaz": PERSON},
        "The Lake Mission (LM), headed by former judge Ann Lee,",
    )
    assert speakers(found) == ["lake-mission"]


def test_the_company_is_the_one_that_acted() -> None:
    kinds = {"Lee Foods": BODY, "Diaz Brands": BODY}
    text = "Lee Foods has refused a bid by Diaz Brands. The company said it was low."
    assert speakers(resolve(text, kinds, "The company")) == ["lee-foods"]


def test_a_body_that_is_told_by_its_name_goes_first() -> None:
    kinds = {"Orbix": BODY, "Oversight Committee": BODY}
    text = "Orbix has spoken to the Oversight Committee. The panel said it was late."
    assert speakers(resolve(text, kinds, "The panel")) == ["oversight-committee"]


def test_whom_a_body_acts_on_is_the_company() -> None:
    text = "Greenpeace has accused Orbix of lying. The company said it was late."
    assert speakers(resolve(text, {"Greenpeace": BODY, "Orbix": BODY}, "The company")) == ["orbix"]


def test_a_press_agency_is_no_ministry_and_not_the_agency() -> None:
    kinds = {"Mehr News Agency": BODY, "Atomic Energy Agency": BODY}
    text = "The Atomic Energy Agency met. The Mehr News Agency reported. The agency said no."
    assert speakers(resolve(text, kinds, "The agency")) == ["atomic-energy-agency"]
    text = "The Mehr News Agency reported. The ministry said no."
    assert speakers(resolve(text, kinds, "The ministry")) == ["ministry"]


def test_the_company_is_not_one_that_was_mentioned_in_passing() -> None:
    kinds = {"Veral Corp": BODY, "Quill": BODY}
    text = (
        "Veral Corp grew. Veral Corp won. Veral Corp sold. Veral Corp wrote that a smaller rival "
        "like Quill should bleed. The company said it was late."
    )
    assert speakers(resolve(text, kinds, "The company")) == ["veral-corp"]


def test_a_body_that_is_named_much_later_is_not_meant() -> None:
    text = "The coast guard said no. " + "It rained. " * 200 + "The Oman Coast Guard left."
    assert speakers(resolve(text, {"Oman Coast Guard": BODY}, "The coast guard")) == ["coast-guard"]


def test_a_company_with_a_name_of_its_kind_was_not_mentioned_in_passing() -> None:
    kinds = {"Orbix Motors": BODY, "Lee Motors": BODY}
    text = (
        "Orbix Motors grew. " * 4 + "A court ordered the sale of Lee Motors. The company said no."
    )
    assert speakers(resolve(text, kinds, "The company")) == ["lee-motors"]


LEVY = {"Transfers Levy Act": "MISC", "Ann Lee": PERSON}


@pytest.mark.parametrize(
    ("text", "kinds", "phrase", "entity"),
    [
        # A law by what it brings, or by its own head.
        (
            "The Transfers Levy Act passed. The levy is late.",
            LEVY,
            "The levy",
            "transfers-levy-act",
        ),
        (
            "The Transfers Levy Act passed. Ann Lee hates the levy law.",
            LEVY,
            "the levy law",
            "transfers-levy-act",
        ),
        (
            "They threw out the People's Charter. The charter is dead.",
            {"People's Charter": "MISC"},
            "The charter",
            "peoples-charter",
        ),
        # What is said of a body does not make it a law.
        (
            "The Rents Act is pushed by the law's author, Civic Union. The Act is late.",
            {"Rents Act": "MISC", "Civic Union": BODY},
            "The Act",
            "rents-act",
        ),
        # Whoever has a trade in his name may be a union.
        (
            "Nurses United Otago met. The union struck.",
            {"Nurses United Otago": BODY},
            "The union",
            "nurses-united-otago",
        ),
        (
            "“The union left,” she said. The Amalgamated Miners denied it.",
            {"Amalgamated Miners": BODY},
            "The union",
            "amalgamated-miners",
        ),
        (
            "The Bank of Ghana met. Ann Lee blamed the central bank.",
            {"Bank of Ghana": BODY, "Ann Lee": PERSON},
            "the central bank",
            "bank-of-ghana",
        ),
        (
            "The Kent Treasury met. The Treasury is broke.",
            {"Kent Treasury": BODY},
            "The Treasury",
            "kent-treasury",
        ),
        (
            "They blacklisted the fuel trader Boreas Petrol. Ann Lee praised the trader.",
            {"Boreas Petrol": BODY, "Ann Lee": PERSON},
            "the trader",
            "boreas-petrol",
        ),
        (
            "The Nile Salvation Front walked out. Ann Lee mocked the rebels.",
            {"Nile Salvation Front": BODY, "Ann Lee": PERSON},
            "the rebels",
            "nile-salvation-front",
        ),
        # Before a preposition that begins as "of" does.
        (
            "Kopano Media lost. They kept the company off the coast.",
            {"Kopano Media": BODY},
            "the company",
            "kopano-media",
        ),
        # Neither a group of people nor a union nor a law is a company.
        (
            "Kopano Media met Fair Fens, a group of homeowners in Ely. Ann Lee blamed the company.",
            {"Kopano Media": BODY, "Fair Fens": BODY, "Ann Lee": PERSON},
            "the company",
            "kopano-media",
        ),
        (
            "Kopano Media met the Allied Utility Workers. Ann Lee blamed the company.",
            {"Kopano Media": BODY, "Allied Utility Workers": BODY, "Ann Lee": PERSON},
            "the company",
            "kopano-media",
        ),
        (
            "Kopano Media broke the Fair Rents Law. Ann Lee blamed the company.",
            {"Kopano Media": BODY, "Fair Rents Law": BODY, "Ann Lee": PERSON},
            "the company",
            "kopano-media",
        ),
        (
            "Kopano Media lost. “That company lied,” said Ann Lee.",
            {"Kopano Media": BODY, "Ann Lee": PERSON},
            "That company",
            "kopano-media",
        ),
    ],
)
def test_what_bodies_and_laws_are_called(
    text: str, kinds: dict[str, str], phrase: str, entity: str
) -> None:
    assert phrase in names(resolve(text, kinds))[entity]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The Free Men Militia met the Front of Ennedi. Ann Lee mocked the rebels.", "the rebels"),
        ("The Ennedi Army killed ten. Ann Lee mocked the rebels.", "the rebels"),
        (
            "The Nile Salvation Front met. Ann Lee mocked the backbench rebels.",
            "the backbench rebels",
        ),
        ("The Bank of America met. Ann Lee blamed the central bank.", "the central bank"),
        ("The Sugar Tax Act passed. Ann Lee hates the tax on pensions.", "the tax"),
        ("The site was shut. Boreas Petrol met Ann Lee.", "The site"),
        ("The Daily Sun met. Ann Lee told this newspaper so.", "this newspaper"),
    ],
)
def test_what_no_body_is_called(text: str, phrase: str) -> None:
    kinds = {
        "Free Men Militia": BODY,
        "Front of Ennedi": BODY,
        "Nile Salvation Front": BODY,
        "Bank of America": BODY,
        "Sugar Tax Act": "MISC",
        "Ennedi Army": BODY,
        "Boreas Petrol": BODY,
        "Daily Sun": BODY,
        "Ann Lee": PERSON,
    }
    assert all(phrase not in found for found in names(resolve(text, kinds)).values())
