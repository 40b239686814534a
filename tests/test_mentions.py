"""Names made whole, found again and typed alike, on hand-made tags."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import names, resolve, tagged
from timing import grows_linearly

from stance.mentions import find_mentions
from stance.namespans import trim, whole_mentions
from stance.places import gazetteer
from stance.schema import Span

BODY, PERSON, PLACE = "ORGANIZATION", "PERSON", "LOCATION"


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        (
            "The Union of Grain Workers met.",
            {"Union of": BODY, "Grain Workers": BODY},
            "Union of Grain Workers",
        ),
        (
            "It was then that Transport Scotland paid.",
            {"Transport": BODY, "Scotland": PLACE},
            "Transport Scotland",
        ),
        (
            "It was then that the Ghana Hoops Federation paid.",
            {"Hoops Federation": BODY},
            "Ghana Hoops Federation",
        ),
        ("It was then that Brannoch Consulting paid.", {"Brannoch": BODY}, "Brannoch Consulting"),
        (
            "It was only then that the Second Lee Report came.",
            {"Lee Report": "MISC"},
            "Second Lee Report",
        ),
        (
            "Then the Commission on Fair Play met.",
            {"Play": "MISC"},
            "Commission on Fair Play",
        ),
        (
            "Then the pro-'Land and 'Sea Farm Council on Fair Play' met.",
            {"Play": "MISC"},
            "Sea Farm Council on Fair Play",
        ),
        (
            "It was then that the Police Officers' League met.",
            {"Police Officers": BODY},
            "Police Officers' League",
        ),
        ("Kilbrennan Council would pay half.", {"Kilbrennan": PERSON}, "Kilbrennan Council"),
        ("Then the Transport Workers Union met.", {"Transport": BODY}, "Transport Workers Union"),
        ("Then Reef Witness, a small group, met.", {"Reef": PERSON}, "Reef Witness"),
        ("They signed the Tarawa Convention.", {"Tarawa": PERSON}, "Tarawa Convention"),
        ("It angered Turkey's Press Society.", {"Turkey's Press Society": BODY}, "Press Society"),
        ("It angered Sri Lanka’s Press Society.", {"Press Society": BODY}, "Press Society"),
        (
            "The Longshore and Grain Union (LGU) met.",
            {"Grain Union": BODY},
            "Longshore and Grain Union",
        ),
        (
            "Dalal al-Rashdan left.",
            {"Dalal": PERSON, "al-Rashdan": PERSON},
            "Dalal al-Rashdan",
        ),
    ],
)
def test_a_name_that_was_cut_is_put_together(
    text: str, kinds: dict[str, str], expected: str
) -> None:
    assert {expected} <= set().union(*names(resolve(text, kinds)).values())


def test_days_titles_and_headlines_are_no_part_of_a_name() -> None:
    kinds = {"Brannoch": BODY, "Ada Okoro": PERSON}
    text = "Then Brannoch Monday told Brannoch Chairman Ada Okoro so.\nBrannoch Wins Big Contract"
    assert names(resolve(text, kinds))["brannoch"] == {"Brannoch"}


def test_what_is_tagged_once_is_found_everywhere() -> None:
    text = (
        "OKORO WINS LAGOS VOTE\nAda Okoro thanked voters. Then Okoro left with the Serendib Post."
    )
    found = names(resolve(text + " The Serendib Post is read.", {"Ada Okoro": PERSON}))
    assert found["ada-okoro"] == {"OKORO", "Ada Okoro", "Okoro"}


def test_words_that_begin_a_sentence_are_no_surname() -> None:
    found = names(resolve("Jo May left. May comes before June.", {"Jo May": PERSON}))
    assert found == {"jo-may": {"Jo May"}}


def test_a_bracket_ties_an_acronym_to_any_name() -> None:
    text = "The Movement for Change (MDC-T) met. The MDC-T won."
    assert names(resolve(text, {"Movement for Change": BODY})) == {
        "movement-for-change": {"Movement for Change", "MDC-T"}
    }


def test_a_mention_with_its_acronym_is_two() -> None:
    found = names(resolve("The Land Board (LB) met.", {"Land Board (LB)": BODY}))
    assert found == {"land-board": {"Land Board", "LB"}}


def test_a_bracket_in_a_dateline_is_no_part_of_the_name_after_it() -> None:
    text = "MUSCAT (AP) — Ann Lee met the Land Board."
    item = tagged(text, {"MUSCAT (AP) — Ann Lee": PERSON})
    assert [m.span.of(text) for m in whole_mentions(item, gazetteer())[0]] == ["Ann Lee"]


def test_a_long_hyphenated_run_takes_linear_time() -> None:
    def prepare(count: int) -> Callable[[], object]:
        item = tagged("A-" * count, {})
        return lambda: whole_mentions(item, gazetteer())

    assert grows_linearly(prepare, 2000)


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        (
            "The Bureau of Alcohol, Tobacco, Firearms and Explosives met.",
            {"Bureau of Alcohol": BODY, "Tobacco": BODY, "Firearms and Explosives": BODY},
            "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        ),
        (
            "The Department for Environment, Food and Rural Affairs met.",
            {"Department for Environment": BODY},
            "Department for Environment, Food and Rural Affairs",
        ),
        (
            "The Ministry of Defence, Trade and Ann Lee met.",
            {"Ministry of Defence": BODY},
            "Ministry of Defence",
        ),
        (
            "The Ministry of Defence, Boeing and Airbus met.",
            {"Ministry of Defence": BODY, "Boeing": BODY, "Airbus": BODY},
            "Ministry of Defence",
        ),
        (
            "The Ministry of Trade, Tobacco and Sports met.",
            {"Ministry of Trade": BODY, "Sports": PERSON},
            "Ministry of Trade",
        ),
    ],
)
def test_a_body_goes_on_over_a_list_of_fields(
    text: str, kinds: dict[str, str], expected: str
) -> None:
    found = set().union(*names(resolve(text, kinds)).values())
    assert {name for name in found if name.startswith(("Bureau", "Dep", "Min"))} == {expected}
    assert not any(expected != name and name in expected for name in found)


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("Dunlow's sued Ann Lee.", {"Dunlow": PERSON}, "Dunlow's"),
        ("Dunlow's closed the shop. All blame Dunlow's.", {"Dunlow": PERSON}, "Dunlow's"),
        ("Then Lloyd's of London fell.", {"Lloyd": PERSON}, "Lloyd's of London"),
        ("St. John's Hospital fell.", {"St.": PLACE, "John": PERSON}, "St. John's Hospital"),
        ("Then St. John fell.", {"St.": PLACE, "John": PERSON}, "St. John"),
        # An owner, and what "has" is cut short in.
        ("Dunlow's closed shop fell.", {"Dunlow": PERSON}, "Dunlow"),
        ("Dunlow's sued us. Dunlow won.", {"Dunlow": PERSON}, "Dunlow"),
        ("Karl's sued us.", {"Karl": PERSON}, "Karl"),
    ],
)
def test_a_possessive_may_be_of_the_name(text: str, kinds: dict[str, str], expected: str) -> None:
    assert list(names(resolve(text, kinds)).values()) == [{expected}]


def test_a_possessive_is_not_of_a_persons_surname() -> None:
    text = "Ann Dunlow's house fell. Dunlow's sued us."
    found = names(resolve(text, {"Ann Dunlow": PERSON, "Dunlow": PERSON}))
    assert found == {"ann-dunlow": {"Ann Dunlow", "Dunlow"}}


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Sir John Hale, K.C., defended it.", {"K.C.": PERSON}),
        ("John Hale, M.P., Q.C., spoke.", {"M.P.": PERSON, "Q.C.": PERSON}),
        ("John Hale, Ph.D., spoke.", {"Ph.D": "MISC"}),
        ("John Hale, D-Texas, spoke.", {"D-Texas": "MISC"}),
        ("John Hale (R-Ohio) spoke.", {"Ohio": PLACE}),
    ],
)
def test_letters_after_a_name_name_nobody(text: str, letters: dict[str, str]) -> None:
    assert names(resolve(text, {"John Hale": PERSON, **letters})) == {"john-hale": {"John Hale"}}


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


def test_a_capital_that_only_begins_a_sentence_names_nothing() -> None:
    found = resolve("Grain is dear. Nobody buys grain.", {"Grain": BODY})
    assert names(found) == {}


@pytest.mark.parametrize(
    "line", ["MUSCAT, Oman — ", "MUSCAT, Oman (AP) -- ", "MUSCAT: ", "Muscat, Oman (Reuters) - "]
)
def test_a_dateline_names_nobody(line: str) -> None:
    assert names(resolve(line + "Talks were held.", {"Oman": PLACE, "MUSCAT": PLACE})) == {}


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


def test_titles_alone_are_no_names() -> None:
    assert names(resolve("Mr. McGinley left.", {"Mr": PERSON, "McGinley": PERSON})) == {
        "mcginley": {"McGinley"}
    }


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["Okoro", "the", "of", "Ghana", "(GHF)", ".", "\n", "Board", "X"])))
def test_mentions_lie_in_the_text_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    kinds = {"Okoro": PERSON, "Board": BODY, "X": "MISC"}
    found = sorted(m.span for m in find_mentions(tagged(text, kinds), gazetteer()).named)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_trim_keeps_what_belongs_to_a_name() -> None:
    text = "the “Warner Bros.” and U.S.’s"
    assert trim(text, Span(0, 18)) == Span(5, 17)
    assert trim(text, Span(23, 29)) == Span(23, 27)
    assert trim(text, Span(3, 5)) is None


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


def test_what_goes_before_a_name_or_a_title_is_no_name() -> None:
    kinds = {"anti-IBAMA": "MISC", "Energy": "MISC", "Ms": BODY, "Paris-based": BODY}
    text = "The anti-IBAMA rally met Energy Minister Ada Okoro. Ms Roe is at a Paris-based firm."
    found = names(resolve(text, {**kinds, "Ada Okoro": PERSON, "Roe": PERSON}))
    assert found == {"ibama": {"IBAMA"}, "ada-okoro": {"Ada Okoro"}, "roe": {"Roe"}}


def test_a_country_for_or_against_which_a_name_is_is_no_part_of_it() -> None:
    kinds = {"Kremlin Unity": BODY, "Kremlin Theatre": BODY}
    text = "The pro-Kremlin Unity party met. The Kremlin Theatre closed."
    assert names(resolve(text, kinds)) == {
        "russia": {"Kremlin"},
        "unity": {"Unity"},
        "kremlin-theatre": {"Kremlin Theatre"},
    }


def test_a_name_begins_with_what_is_elided_before_it() -> None:
    text = "Hubert d'Entremont spoke. He met d'Entremont and O’Dea at 'Orinda'."
    kinds = {"Hubert d'Entremont": PERSON, "Entremont": PERSON, "Dea": PERSON, "Orinda": BODY}
    assert names(resolve(text, kinds)) == {
        "hubert-dentremont": {"Hubert d'Entremont", "d'Entremont"},
        "odea": {"O’Dea"},
        "orinda": {"Orinda"},
    }


def test_a_name_ends_before_what_links_it_to_the_rest() -> None:
    kinds = {"Terminals Association of": BODY}
    found = names(resolve("They accused the Terminals Association of “theft”.", kinds))
    assert set().union(*found.values()) == {"Terminals Association"}


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


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("They met Dubai-based Nahda Care.", {"Nahda Care": BODY}, "Nahda Care"),
        ("They met Dubai-based Nahda Care.", {"Dubai-based Nahda Care": BODY}, "Nahda Care"),
        ("Then N’Garo rose.", {"N": PLACE, "Garo": PLACE}, "N’Garo"),
        ("Reporters Without Limits wrote.", {"Without Limits": BODY}, "Reporters Without Limits"),
        (
            "All of the Justice and Reform bloc left.",
            {"Justice": BODY, "Reform bloc": BODY},
            "Justice and Reform bloc",
        ),
    ],
)
def test_a_name_is_whole(text: str, kinds: dict[str, str], expected: str) -> None:
    assert [entity.name for entity in resolve(text, kinds).entities] == [expected]


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


def test_holidays_and_words_without_a_capital_name_nobody() -> None:
    kinds = {"Easter": "MISC", "aflatoxin": BODY, "Diaz": PERSON}
    assert set(names(resolve("At Easter Diaz found aflatoxin.", kinds))) == {"diaz"}


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        (
            "They fear the East Bay\nSEOUL, Feb. 9 - Diaz left.",
            {"East Bay\nSEOUL": PLACE},
            "East Bay",
        ),
        ("They met Seo Min-ho on Monday.", {"Seo Min": PERSON}, "Seo Min-ho"),
        ("Then Lindqvist & Falk paid.", {"Lindqvist": PERSON}, "Lindqvist & Falk"),
        ("Then Union No. 2 marched.", {"Union No": BODY}, "Union No. 2"),
        ("The Nigeria Employers' Assembly met.", {"Nigeria": PLACE}, "Nigeria Employers' Assembly"),
        ("It met Gases (Pvt) Ltd in May.", {"Gases": BODY, "Pvt": BODY}, "Gases"),
        (
            "The Minister for Youth, Ada Okoro, left.",
            {"Youth": BODY, "Ada Okoro": PERSON},
            "Ada Okoro",
        ),
        (
            "National Security Adviser Ada Okoro left.",
            {"National Security": BODY, "Ada Okoro": PERSON},
            "Ada Okoro",
        ),
    ],
)
def test_what_the_tagger_cut_or_ran_on_is_mended(
    text: str, kinds: dict[str, str], expected: str
) -> None:
    assert [entity.name for entity in resolve(text, kinds).entities] == [expected]


def test_a_full_name_is_a_body_where_its_short_form_is() -> None:
    text = "The builder Luma Aroeira paid. Aroeira, which is based in Lagos, fell."
    kinds = {"Luma Aroeira": PERSON, "Aroeira": PERSON}
    found = resolve(text, kinds)
    assert [(e.name, e.type) for e in found.entities if "Aroeira" in e.name] == [
        ("Luma Aroeira", BODY)
    ]
