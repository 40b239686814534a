"""Names made whole and found again, on hand-made tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import names, resolve, tagged
from timing import grows_linearly

from stance.mentions import find_mentions
from stance.namecuts import trim
from stance.namespans import whole_mentions
from stance.places import gazetteer
from stance.resolve import Resolver
from stance.schema import Span
from stance.tagger import Mention

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
        ("Luka Đ. Radonjić left.", {"Luka Đ": PERSON, "Radonjić": PERSON}, "Luka Đ. Radonjić"),
        ("They heard S. Letchumanan.", {"S": PERSON, "Letchumanan": PERSON}, "S. Letchumanan"),
        ("They heard Tomasi Kaitu'u.", {"Tomasi Kaitu": PERSON}, "Tomasi Kaitu'u"),
        (
            "They heard Winston 'Pappy' Lindo.",
            {"Winston": PERSON, "Lindo": PERSON},
            "Winston 'Pappy' Lindo",
        ),
        (
            "They heard Winston 'Pappy' Lindo.",
            {"Winston": PERSON, "Pappy' Lindo": PERSON},
            "Winston 'Pappy' Lindo",
        ),
        (
            "The United Nurses and Midwives Union of Kenya (UNMUK) met.",
            {"United Nurses and": BODY, "Midwives Union of Kenya": BODY, "UNMUK": BODY},
            "United Nurses and Midwives Union of Kenya",
        ),
        (
            "The Superintendency of the Environment (SMA) met.",
            {"Environment": BODY, "SMA": BODY},
            "Superintendency of the Environment",
        ),
        (
            "Inspector Neil Arkwright of Wexley and District Police left.",
            {"Neil Arkwright": PERSON, "Wexley": PLACE, "District Police": BODY},
            "Wexley and District Police",
        ),
        ("Then Praca i Ziemia met.", {"Praca i": BODY, "Ziemia": PERSON}, "Praca i Ziemia"),
        ("They read Ortega y Gasset.", {"Ortega": PERSON, "Gasset": PERSON}, "Ortega y Gasset"),
        (
            "They heard Freddy “El Zorro” Huanca.",
            {"Freddy": PERSON, "El Zorro": PERSON, "Huanca": PERSON},
            "Freddy “El Zorro” Huanca",
        ),
        (
            "The Guild of Film Directors and Editors met.",
            {"Guild of Film Directors": BODY, "Editors": BODY},
            "Guild of Film Directors and Editors",
        ),
        (
            "The Guild of Film Directors and Editors met.",
            {"Guild of Film Directors": BODY},
            "Guild of Film Directors and Editors",
        ),
    ],
)
def test_a_name_that_was_cut_is_put_together(
    text: str, kinds: dict[str, str], expected: str
) -> None:
    assert {expected} <= set().union(*names(resolve(text, kinds)).values())


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        (
            "She said Google and Apple slept. Google rose. Opera and Apple fell.",
            {"Google and Apple": BODY, "Google": BODY, "Opera": BODY, "Apple": BODY},
            {"Google", "Apple", "Opera"},
        ),
        (
            "Politics and Pies met. Then Politics and Pies slept.",
            {"Politics and Pies met": "MISC", "Politics": BODY, "Pies": BODY},
            {"Politics", "Pies", "Politics and Pies met"},
        ),
        (
            "They buried Supreme Court Justice Ann Lee. Ann Lee was old.",
            {"Supreme Court Justice Ann Lee": BODY, "Ann Lee": PERSON},
            {"Supreme Court", "Ann Lee"},
        ),
        (
            "The Kisii-born economist Ruth Bao paid R11.2 million and FJ$22 of it.",
            {"Kisii": PERSON, "Ruth Bao": PERSON, "R11": PERSON, "FJ": BODY},
            {"Ruth Bao"},
        ),
        ("21:58 And DUS hits back.", {"DUS": BODY}, {"DUS"}),
        (
            "Johnson and Johnson said no. Johnson left.",
            {"Johnson and Johnson": BODY, "Johnson": PERSON},
            {"Johnson and Johnson", "Johnson"},
        ),
        (
            "Kensington and Chelsea council refused. Kensington wept and Chelsea sued.",
            {"Kensington and Chelsea": BODY, "Kensington": PLACE, "Chelsea": PLACE},
            {"Kensington and Chelsea", "Kensington", "Chelsea"},
        ),
        (
            "The Office of Governor Ann Lee sued. Ann Lee spoke.",
            {"Office of Governor Ann Lee": BODY, "Ann Lee": PERSON},
            {"Office of Governor Ann Lee", "Ann Lee"},
        ),
        (
            "Mayor Ann Lee and District Council members clashed.",
            {"Ann Lee": PERSON, "District Council": BODY},
            {"Ann Lee", "District Council"},
        ),
        ("Then SPD und CDU met.", {"SPD": BODY, "CDU": BODY}, {"SPD", "CDU"}),
        (
            "The U.N. General Assembly on Orania condemned Togo.",
            {"General Assembly": BODY, "Orania": PLACE},
            {"U.N.", "General Assembly", "Orania", "Togo"},
        ),
        ("The G7 million-dollar plan.", {"G7": BODY}, {"G7"}),
        ("It broke Article 5 of it.", {"Article": BODY}, set()),
        ("The group Article 19 left.", {"Article 19": BODY}, {"Article 19"}),
        (
            "A concurrence by Justice Ann Lee came.",
            {"Justice": BODY, "Ann Lee": PERSON},
            {"Ann Lee"},
        ),
        ("They met on Labor Day in May.", {"Labor Day": BODY}, set()),
        ("They saw M23 and the G20 million times.", {"M23": BODY}, {"M23"}),
    ],
)
def test_what_is_beside_a_name_is_cut_off(
    text: str, kinds: dict[str, str], expected: set[str]
) -> None:
    assert set().union(*names(resolve(text, kinds)).values()) == expected


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("The rival collective Aula Libre met.", {"Aula Libre": PERSON}, BODY),
        ("The land rights group Nodi o Jomi met.", {"Nodi o Jomi": PERSON}, BODY),
        ("It was near Sabina Shoal.", {"Sabina Shoal": PERSON}, PLACE),
        ("They told the group Ann Lee had lied.", {"Ann Lee": PERSON}, PERSON),
        ("The religious movement Bo Chuan founded is old.", {"Bo Chuan": PERSON}, PERSON),
        ("The head of the coalition Moaz Katib said no.", {"Moaz Katib": PERSON}, PERSON),
        ("The Bank of Orania sued.", {"Bank of Orania": PLACE}, BODY),
        ("They heard Orbex executive Bo Chuan.", {"Orbex": PERSON}, BODY),
        ("They heard Saga Norrvik analyst Bo Chuan.", {"Saga Norrvik": PERSON}, BODY),
        ("The drugmaker Helva Norrvik paid.", {"Helva Norrvik": PERSON}, BODY),
        ("Then KazNADC paid.", {"KazNADC": PERSON}, BODY),
        ("Then McBride paid.", {"McBride": PERSON}, PERSON),
        ("Then MrBeast paid.", {"MrBeast": PERSON}, PERSON),
        ("Then Rep. GoNorrvik paid.", {"GoNorrvik": PERSON}, PERSON),
        ("Oxton councillors voted.", {"Oxton": PLACE}, PLACE),
        ("Then Norrvik, with 1,204 votes, won.", {"Norrvik": PERSON}, PERSON),
        ("To Anna Reyes, the nurses' union said no.", {"Anna Reyes": PERSON}, PERSON),
        ("Then Hon Hai paid.", {"Hon Hai": BODY}, BODY),
        ("They sold arms to the Houthis.", {"Houthis": PLACE}, BODY),
        ("Three Raiza lawmakers left.", {"Raiza": PERSON}, BODY),
        ("Then Fuerza Anda, with 19 seats, left.", {"Fuerza Anda": PERSON}, BODY),
        ("Then Aula y Patria bloc left.", {"Aula y Patria bloc": PERSON}, BODY),
        ("Then Andia, the bakers' association, left.", {"Andia": PERSON}, BODY),
        ("He is Ivan Norrvik, which is no secret.", {"Ivan Norrvik": PERSON}, PERSON),
        ("Then Hon Aroha TE WHATA left.", {"Hon Aroha TE WHATA": BODY}, PERSON),
        ("The war in the Balkans ended.", {"Balkans": PLACE}, PLACE),
    ],
)
def test_words_beside_a_name_say_what_it_is(
    text: str, kinds: dict[str, str], expected: str
) -> None:
    assert [entity.type for entity in resolve(text, kinds).entities] == [expected]


def test_the_last_word_of_a_body_is_the_body() -> None:
    text = "The Quebec-based consortium Chantiers Boréal met. Boréal is late."
    found = resolve(text, {"Chantiers Boréal": PERSON, "Boréal": PERSON})
    assert names(found) == {"chantiers-boreal": {"Chantiers Boréal", "Boréal"}}


@pytest.mark.parametrize(
    ("text", "kinds", "name"),
    [
        ("Alma Reyes left. “I like Alma,” he said.", {"Alma Reyes": PERSON, "Alma": PLACE}, "Alma"),
        ("TERRENCE BOYD left. Boyd slept.", {"TERRENCE BOYD": BODY, "Boyd": PERSON}, "Boyd"),
        ("Anna Reyes left. “Proud of Anna.”", {"Anna Reyes": PERSON, "Anna": BODY}, "Anna"),
    ],
)
def test_a_part_of_a_persons_name_is_the_person(
    text: str, kinds: dict[str, str], name: str
) -> None:
    (entity,) = resolve(text, kinds).entities
    assert entity.type == PERSON
    assert name in {span.of(text) for span in entity.mentions}


def test_who_a_body_is_named_after_stays_a_person() -> None:
    text = "Students for Lorin, a group of activists, met. Lorin left."
    found = resolve(text, {"Students for Lorin": BODY, "Lorin": PERSON})
    assert {entity.id: entity.type for entity in found.entities} == {
        "students-for-lorin": BODY,
        "lorin": PERSON,
    }


def test_a_part_of_a_body_is_the_whole_where_the_whole_stands() -> None:
    text = "She runs Cycle Orbe.\n\nCycle Orbe said no."
    cut = tagged(text, {"Cycle Orbe": BODY})
    last = cut.mentions[-1].span
    end = Mention(Span(last.start + len("Cycle "), last.end), PERSON)
    found = Resolver().resolve(replace(cut, mentions=(cut.mentions[0], end)))
    assert names(found) == {"cycle-orbe": {"Cycle Orbe"}}


def test_a_persons_name_with_its_acronym_is_a_body() -> None:
    text = "The Kalinga Praja Dal (KPD) won. The KPD rejoiced."
    found = resolve(text, {"Kalinga Praja Dal": PERSON, "KPD": BODY})
    assert names(found) == {"kalinga-praja-dal": {"Kalinga Praja Dal", "KPD"}}
    assert found.entities[0].type == BODY


def test_the_end_of_a_name_is_the_person_whatever_it_was_tagged() -> None:
    text = "Maria del Valle Quiroga left. Del Valle Quiroga was tired."
    found = resolve(text, {"Maria del Valle Quiroga": PERSON, "Del Valle Quiroga": BODY})
    assert set(names(found)) == {"maria-del-valle-quiroga"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee “betrayed” Kim Roe in May.", {"Ann Lee", "Kim Roe"}),
        ("She told Ann Lee 'Kim Roe' was a fake.", {"Ann Lee", "Kim Roe"}),
        ("They quoted Malcolm X. Obama disagreed.", {"Malcolm X", "Obama"}),
    ],
)
def test_marks_between_two_persons_keep_them_apart(text: str, people: set[str]) -> None:
    found = names(resolve(text, dict.fromkeys(people, PERSON)))
    assert set().union(*found.values()) == people


def test_who_follows_a_body_is_none_of_its_people() -> None:
    text = "The House of Representatives and Sanders clashed with the Guild of Writers and Sanders."
    kinds = {"House of Representatives": BODY, "Guild of Writers": BODY, "Sanders": PERSON}
    found = names(resolve(text, kinds))
    assert found["sanders"] == {"Sanders"} and found["guild-of-writers"] == {"Guild of Writers"}


def test_a_place_is_not_the_end_of_a_persons_name() -> None:
    text = "Maria de los Angeles left. She flew to Los Angeles."
    found = names(resolve(text, {"Maria de los Angeles": PERSON, "Los Angeles": PLACE}))
    assert found["los-angeles"] == {"Los Angeles"}


def test_a_committee_on_a_country_is_one_body() -> None:
    text = "The House Select Committee on China met."
    found = resolve(text, {"House Select Committee": BODY, "China": PLACE})
    assert set(names(found)) == {"house-select-committee-on-china"}


def test_a_union_behind_on_is_another_body() -> None:
    text = "Talks at the World Trade Organization on the European Union's levy failed."
    kinds = {"World Trade Organization": BODY, "European Union": BODY}
    assert set(names(resolve(text, kinds))) == {"world-trade-organization", "european-union"}


def test_an_owner_and_a_quotation_are_no_part_of_a_name() -> None:
    kinds = {"Ann Lee": PERSON, "Diaz": PERSON, "Kim": PERSON}
    found = names(resolve("Ann Lee's 'Diaz', Kim'll see, 'as Ann Lee' says.", kinds))
    assert found == {"ann-lee": {"Ann Lee"}, "diaz": {"Diaz"}, "kim": {"Kim"}}


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


def test_a_capital_that_only_begins_a_sentence_names_nothing() -> None:
    found = resolve("Grain is dear. Nobody buys grain.", {"Grain": BODY})
    assert names(found) == {}


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
        (
            "Ann Lodhi left. Lodhi sahib slept.",
            {"Ann Lodhi": PERSON, "Lodhi sahib": PLACE},
            "Ann Lodhi",
        ),
        (
            "Ann Lodhi left. Lodhi-sensei slept.",
            {"Ann Lodhi": PERSON, "Lodhi-sensei": PERSON},
            "Ann Lodhi",
        ),
        (
            "In Krivi Do they met at the Krivi Do health post.",
            {"Krivi Do": PLACE, "Krivi Do health": BODY},
            "Krivi Do",
        ),
        ("Then MRU paid. The rival bloc MRU left.", {"MRU": BODY, "rival bloc MRU": BODY}, "MRU"),
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


def test_a_body_of_some_of_anothers_people_is_another() -> None:
    text = "Norrvik Air paid. The Norrvik Air Pilots' Guild refused."
    found = resolve(text, {"Norrvik Air": BODY, "Norrvik Air Pilots' Guild": BODY})
    assert set(names(found)) == {"norrvik-air", "norrvik-air-pilots-guild"}


def test_a_bracket_ties_a_short_name_to_a_longer_one() -> None:
    text = "The Banco del Norte (BanNor) paid. BanNor refused."
    found = resolve(text, {"Banco del Norte": BODY, "BanNor": BODY})
    assert names(found) == {"banco-del-norte": {"Banco del Norte", "BanNor"}}


def test_a_family_name_with_two_particles_is_its_bearers() -> None:
    found = resolve(
        "Mia van der Sluis left. Van der Sluis slept.",
        {"Mia van der Sluis": PERSON, "Van der Sluis": PERSON},
    )
    assert names(found) == {"mia-van-der-sluis": {"Mia van der Sluis", "Van der Sluis"}}
