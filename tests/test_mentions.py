"""What a name is: its type, its country, its side, on hand-made tags."""

from __future__ import annotations

import pytest
from resolving import names, resolve

from stance.mentions import bylines

BODY, PERSON, PLACE = "ORGANIZATION", "PERSON", "LOCATION"


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("The Okoro administration met.", {"Okoro": PERSON}, "okoro-administration"),
        ("Ada Okoro's re-election campaign met.", {"Ada Okoro": PERSON}, "okoro-campaign"),
        ("The Queensland government met.", {"Queensland": PLACE}, "queensland-government"),
    ],
)
def test_an_administration_is_not_its_head(text: str, kinds: dict[str, str], expected: str) -> None:
    assert set(names(resolve(text, kinds))) == {expected}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("She is a critic of Ankara.", True),
        ("She backed critics of Ankara's mayor.", False),
        ("She met in the heart of Ankara.", False),
    ],
)
def test_whoever_is_a_critic_of_a_capital_is_one_of_its_state(text: str, country: bool) -> None:
    found = names(resolve(text, {"Ankara": PERSON}))
    assert ("turkey" in found) is country


@pytest.mark.parametrize(
    "text",
    [
        "The group Harzkraft met Diaz. Harzkraft paid.",
        "Shares in Harzkraft fell. Harzkraft paid.",
        "Harzkraft's chief executive left. Harzkraft paid.",
    ],
)
def test_the_words_beside_a_name_say_what_it_is(text: str) -> None:
    found = resolve(text, {"Harzkraft": PERSON, "Diaz": PERSON})
    kinds = {entity.id: entity.type for entity in found.entities}
    assert kinds["harzkraft"] == BODY
    assert kinds.get("diaz", PERSON) == PERSON


@pytest.mark.parametrize(
    "line", ["MUSCAT, Oman — ", "MUSCAT, Oman (AP) -- ", "MUSCAT: ", "Muscat, Oman (Reuters) - "]
)
def test_a_dateline_names_nobody(line: str) -> None:
    assert names(resolve(line + "Talks were held.", {"Oman": PLACE, "MUSCAT": PLACE})) == {}


def test_a_body_before_a_colon_says_what_follows() -> None:
    text = "NATO: Oman is a threat"
    (item,) = resolve(text, {}, said=[("NATO", ":", "Oman is a threat")]).attributions
    assert item.speaker == "nato"


def test_a_dateline_says_nothing() -> None:
    text = "MUSCAT, Oman — Both sides agreed on a swap."
    found = resolve(text, {}, said=[("MUSCAT, Oman", "agreed", "a swap")])
    assert [item.source for item in found.attributions] == [None]


def test_a_half_is_the_country_that_is_named() -> None:
    text = "North Korea fired. China shielded the North. Trains left for the north."
    assert names(resolve(text, {"North": "MISC"}))["north-korea"] == {"North Korea", "North"}
    assert "north" in names(resolve("China shielded the North.", {"North": "MISC"}))


def test_parties_are_one_under_all_their_names() -> None:
    text = "Republicans won. The GOP and the Republican Party spoke. A Tory left. LibDems voted."
    text += " Lib Dems sang."
    kinds = {"Republicans": "MISC", "GOP": BODY, "Republican Party": BODY, "Tory": PERSON}
    kinds |= {"LibDems": "MISC", "Lib Dems": "MISC"}
    found = names(resolve(text, kinds))
    assert found["republican-party"] == {"Republicans", "GOP", "Republican Party"}
    assert found["conservative-party"] == {"Tory"}
    assert found["liberal-democrats"] == {"LibDems", "Lib Dems"}


def test_a_title_tells_namesakes_apart() -> None:
    text = "Mr. Obama spoke. Michelle Obama left. Mr. Obama won. Obama said so."
    found = names(resolve(text, {"Obama": PERSON, "Michelle Obama": PERSON}))
    assert found == {"obama": {"Obama"}, "michelle-obama": {"Michelle Obama"}}


def test_a_surname_is_the_one_who_is_named_most() -> None:
    text = "Ted Cruz won. Ted Cruz met Heidi Cruz.\nCruz said so."
    kinds = {"Ted Cruz": PERSON, "Heidi Cruz": PERSON, "Cruz": PERSON}
    assert names(resolve(text, kinds))["ted-cruz"] == {"Ted Cruz", "Cruz"}


def test_a_speaker_line_is_no_dateline() -> None:
    assert names(resolve("Okoro: I won.", {"Okoro": PERSON})) == {"okoro": {"Okoro"}}


def test_a_country_that_owns_a_body_is_named_too() -> None:
    found = names(resolve("It angered Turkey's Press Society.", {"Press Society": BODY}))
    assert found == {"turkey": {"Turkey"}, "press-society": {"Press Society"}}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It was a swipe at Canberra.", {"australia": {"Canberra"}}),
        ("They met at Canberra.", {}),
    ],
)
def test_what_is_aimed_at_a_capital_is_at_its_government(
    text: str, named: dict[str, set[str]]
) -> None:
    assert names(resolve(text, {})) == named


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("They flew with airline Orbix.", "Orbix", BODY),
        ("They flew with airline Pan Orbix.", "Pan Orbix", BODY),
        ("The Chinese tech giant Orbix fell.", "Orbix", BODY),
        ("The pollster Ann Lee left.", "Ann Lee", PERSON),
        ("Then Pan Orbix, a Swedish company, fell.", "Pan Orbix", BODY),
        ("Then Ann Lee, a union leader, left.", "Ann Lee", PERSON),
    ],
)
def test_the_nouns_beside_a_name_say_what_it_is(text: str, name: str, type: str) -> None:
    found = {entity.name: entity.type for entity in resolve(text, {name: PERSON}).entities}
    assert found[name] == type


def test_a_place_whose_name_goes_on_like_a_company_is_one_and_so_is_its_first_word() -> None:
    text = "Altamar Copper fell. Then Altamar rose. They left Boston Harbour. Then Boston rose."
    kinds = dict.fromkeys(("Altamar Copper", "Altamar", "Boston Harbour", "Boston"), PLACE)
    found = resolve(text, kinds)
    assert names(found)["altamar-copper"] == {"Altamar Copper", "Altamar"}
    types = {entity.name: entity.type for entity in found.entities}
    assert (types["Altamar Copper"], types["Boston"]) == (BODY, PLACE)


def test_a_word_without_a_capital_is_no_person() -> None:
    assert names(resolve("They held “frank” talks.", {"frank": PERSON})) == {}
    assert names(resolve("then okoro left.", {"okoro": PERSON})) == {"okoro": {"okoro"}}


def test_a_government_in_a_capital_is_a_country() -> None:
    found = names(resolve("China gave the government in Oslo a dozen lorries.", {}))
    assert found["norway"] == {"Oslo"}


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("Ada Okoro, an independent from Karak, left. Karak voted.", "Karak", PLACE),
        ("They met in Karak. Karak voted.", "Karak", PLACE),
        ("They camped on the Treska. Treska rose.", "Treska", PLACE),
        ("They lost confidence in Merkel.", "Merkel", PERSON),
        ("In Okoro's view it was late.", "Okoro", PERSON),
        ("The regulator Anvisa asked for more.", "Anvisa", BODY),
        ("It told its bank, Luma Lerin, to pay.", "Luma Lerin", BODY),
        ("Then Banca Lerin paid.", "Banca Lerin", BODY),
        ("Then Fjellvik, a clothing chain based in Bergen, paid.", "Fjellvik", BODY),
        ("Then Mithaq, a centrist party, split.", "Mithaq", BODY),
        ("Then Lungevit, which sells inhalers, paid.", "Lungevit", BODY),
        ("The Dubai-based Nahda Care paid.", "Nahda Care", BODY),
        ("Then Huaxin Foods paid.", "Huaxin Foods", BODY),
        ("Then Rask & Lund paid.", "Rask & Lund", BODY),
        ("They met near Thoma Shoal.", "Thoma Shoal", PLACE),
        ("They drove up to Lubo.", "Lubo", PLACE),
        ("Then Ann Power left.", "Ann Power", PERSON),
        ("A member of the company, Ann Lee, left.", "Ann Lee", PERSON),
        ("Then Ann Lee, a party activist, left.", "Ann Lee", PERSON),
        ("Then Ann Lee, a film maker, left.", "Ann Lee", PERSON),
    ],
)
def test_the_words_around_a_name_tell_bodies_and_places_from_persons(
    text: str, name: str, type: str
) -> None:
    found = {entity.name: entity.type for entity in resolve(text, {name: PERSON}).entities}
    assert found[name] == type


def test_the_side_of_several_is_of_the_type_of_them_all() -> None:
    found = resolve(
        "The Houthis met the Houthi envoy. The Houthis left.", {"Houthis": PLACE, "Houthi": "MISC"}
    )
    assert names(found) == {"houthis": {"Houthis", "Houthi"}}


def test_a_body_is_one_under_the_beginning_of_its_name() -> None:
    text = (
        "Golden Heron Bank paid. It is known that Golden Heron lent and that Northern Ridge Hydro "
        "paid Northern Ridge."
    )
    kinds = {"Golden Heron Bank": BODY, "Golden Heron": PERSON}
    found = names(resolve(text, {**kinds, "Northern Ridge Hydro": BODY, "Northern Ridge": PLACE}))
    assert found == {
        "golden-heron-bank": {"Golden Heron Bank", "Golden Heron"},
        "northern-ridge-hydro": {"Northern Ridge Hydro", "Northern Ridge"},
    }


def test_a_full_name_is_a_body_where_its_short_form_is() -> None:
    text = "The builder Luma Aroeira paid. Aroeira, which is based in Lagos, fell."
    kinds = {"Luma Aroeira": PERSON, "Aroeira": PERSON}
    found = resolve(text, kinds)
    assert [(e.name, e.type) for e in found.entities if "Aroeira" in e.name] == [
        ("Luma Aroeira", BODY)
    ]


@pytest.mark.parametrize(
    ("line", "writes"),
    [
        ("Ann Lee in Oslo and Bo Diaz", True),
        ("Ann Lee, Political correspondent", True),
        ("Ann Lee / Bo Diaz", True),
        ("Saudi Arabia and South Korea", False),
        ("Omar Haddad in Kyiv", False),  # who is named again
        ("Ann Lee attacks a reporter", False),
    ],
)
def test_a_line_of_names_is_a_byline(line: str, writes: bool) -> None:
    text = f"Talks\n\n{line}\n\nOmar Haddad met them."
    assert bool(bylines(text)) is writes


def test_an_acronym_means_what_the_text_says_it_does() -> None:
    text = "The People's Reform Congress (PRC) left. PRC members wept."
    found = resolve(text, {"People's Reform Congress": BODY, "PRC": BODY})
    assert set(names(found)) == {"peoples-reform-congress"}


def test_a_long_title_tells_namesakes_apart() -> None:
    text = "Ben Diaz left. Ana Diaz stayed. Congresswoman Diaz slept."
    found = names(resolve(text, {"Ben Diaz": PERSON, "Ana Diaz": PERSON, "Diaz": PERSON}))
    assert found == {"ben-diaz": {"Ben Diaz"}, "ana-diaz": {"Ana Diaz", "Diaz"}}


def test_a_capital_where_somebody_is_is_a_place_everywhere() -> None:
    text = "They met here in Lima. Lima has always hated us."
    found = {entity.name: entity.type for entity in resolve(text, {"Lima": PERSON}).entities}
    assert PERSON not in found.values()


def test_letters_in_brackets_that_are_no_acronym_change_no_country() -> None:
    text = "The Royal Society (UK) agreed. The UK left."
    found = resolve(text, {"Royal Society": BODY})
    assert "united-kingdom" in names(found)


def test_a_prince_is_no_king() -> None:
    text = "Mohammed bin Salman met Diaz. King Salman is ill. Salman spoke."
    kinds = {"Mohammed bin Salman": PERSON, "Salman": PERSON, "Diaz": PERSON}
    assert "Mohammed bin Salman" in set().union(*names(resolve(text, kinds)).values())


def test_a_child_called_like_a_capital_is_a_child() -> None:
    text = "Sofia Marin, 6, wept. The parents of Sofia slept."
    found = resolve(text, {"Sofia Marin": PERSON, "Sofia": PERSON})
    assert names(found) == {"sofia-marin": {"Sofia Marin", "Sofia"}}


@pytest.mark.parametrize(
    ("text", "kinds", "name", "type"),
    [
        ("Lee, whose Justice Dal has ruled, left.", {"Justice Dal": PERSON}, "justice-dal", BODY),
        ("Quill founder Ann Lee left Quill. Quill grew.", {"Quill": PERSON}, "quill", BODY),
        ("Swiss drugmaker Helvax. Helvax, Helvax, Helvax.", {"Helvax": PERSON}, "helvax", BODY),
        (
            "The charity Mare Orla sails. He blames Mare Orla. Mare Orla sails.",
            {"Mare Orla": PERSON},
            "mare-orla",
            BODY,
        ),
        ("Its convener, N. Gowda, left.", {"N. Gowda": BODY}, "n-gowda", PERSON),
        (
            "Nomsa Radeb left. Ms Radeb wept.",
            {"Nomsa Radeb": BODY, "Radeb": PERSON},
            "nomsa-radeb",
            PERSON,
        ),
        (
            "Solveig Nord Aase won. Now Nord Aase leads Nord.",
            {"Solveig Nord Aase": PERSON, "Nord Aase": BODY, "Nord": BODY},
            "solveig-nord-aase",
            PERSON,
        ),
        (
            "The delegate to the UN Bo Orlov left. Orlov wept.",
            {"UN Bo Orlov": BODY, "Orlov": PERSON},
            "bo-orlov",
            PERSON,
        ),
    ],
)
def test_what_a_name_is_is_said_elsewhere(
    text: str, kinds: dict[str, str], name: str, type: str
) -> None:
    found = {entity.id: entity.type for entity in resolve(text, kinds).entities}
    assert found.get(name) == type and "nord-aase" not in found


def test_a_person_from_a_country_is_not_the_country() -> None:
    kinds = {"Norwegian": "MISC", "Norway": "LOCATION"}
    assert "norway" not in names(resolve("Lee lashed out at the Norwegian, saying no.", kinds))
    for text in ("The Norwegian envoy left.", "The Norwegians left.", "Norway left."):
        assert "norway" in names(resolve(text, {**kinds, "Norwegians": "MISC"}))


def test_a_name_is_read_from_its_acronym() -> None:
    text = "The Tehreek-e-Taliban Pakistan (TTP) left. The TTP wept."
    found = names(resolve(text, {"TTP": BODY, "Taliban": BODY}))
    assert found["tehreek-e-taliban-pakistan"] == {"Tehreek-e-Taliban Pakistan", "TTP"}


def test_a_bloc_is_not_its_commission() -> None:
    kinds = {"Ecowas": BODY, "Ecowas Commission": BODY}
    found = names(resolve("Ecowas met. Ecowas Commission chief Bo Diaz left.", kinds))
    assert found.keys() == {"ecowas", "ecowas-commission"}


def test_number_ten_is_a_government() -> None:
    assert "united-kingdom" in names(resolve("No 10 said it was late.", {}))


@pytest.mark.parametrize(
    ("text", "kinds", "name", "type"),
    [
        ("The U.S. Treasury met.", {"U.S. Treasury": BODY}, "us-treasury", BODY),
        ("J.P. Morgan met.", {"J.P. Morgan": BODY}, "jp-morgan", BODY),
        (
            "Voters left the party Erdol founded. Erdol, Erdol and Erdol spoke of Erdol.",
            {"Erdol": PERSON},
            "erdol",
            PERSON,
        ),
        (
            "The company Taylor Swist founded paid Taylor Swist. Taylor Swist left Taylor Swist.",
            {"Taylor Swist": PERSON},
            "taylor-swist",
            PERSON,
        ),
        (
            "Team Trumpf attacked it. Mr Trumpf wept.",
            {"Team Trumpf": BODY, "Trumpf": PERSON},
            "team-trumpf",
            BODY,
        ),
    ],
)
def test_what_a_name_is_stays(text: str, kinds: dict[str, str], name: str, type: str) -> None:
    found = {entity.id: entity.type for entity in resolve(text, kinds).entities}
    assert found.get(name) == type


def test_adjectives_in_a_row_are_of_countries() -> None:
    text = "Lee criticised the Russian, Chinese and Iranian governments."
    kinds = dict.fromkeys(("Russian", "Chinese", "Iranian"), "MISC")
    assert {"russia", "china", "iran"} <= names(resolve(text, kinds)).keys()


def test_a_regulator_that_has_done_something_is_one() -> None:
    text = "The regulator Anvis has asked for samples. Anvis will wait."
    found = {entity.id: entity.type for entity in resolve(text, {"Anvis": PERSON}).entities}
    assert found == {"anvis": BODY}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("FIFA froze US$2m of it.", set()),
        ("The US froze it.", {"united-states"}),
        # Those who rule in a capital are the state.
        ("They sanctioned the regime in Tehran.", {"iran"}),
        ("They met in Tehran.", set()),
        ("They blamed the Centre for it.", set()),
    ],
)
def test_what_is_named_is_a_country_or_is_not(text: str, countries: set[str]) -> None:
    assert set(names(resolve(text, {}))) == countries


def test_the_papers_of_india_call_its_government_the_centre() -> None:
    found = names(resolve("India waited. Traders blamed the Centre for it.", {}))
    assert found == {"india": {"India", "Centre"}}
    found = names(resolve("India lost at the Rogers Centre. Fans left the Centre.", {}))
    assert found["india"] == {"India"}
    found = names(resolve("India waited. They met at the Centre for Policy Research.", {}))
    assert found["india"] == {"India"}


def test_what_a_minister_is_for_is_nobody() -> None:
    kinds = {"Ann Lee": PERSON, "Agriculture": BODY, "Foreign Affairs": BODY}
    text = "Diaz accused Agriculture Cabinet Secretary Ann Lee of it."
    assert set(names(resolve(text, kinds))) == {"ann-lee"}
    assert "foreign-affairs" in names(resolve("They blamed Foreign Affairs for it.", kinds))


def test_the_founder_of_a_group_is_a_person() -> None:
    text = "“No,” said Rola Nassar, a founder of the group."
    (entity,) = resolve(text, {"Rola Nassar": PERSON}).entities
    assert entity.type == PERSON
