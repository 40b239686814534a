"""Resolution on hand-made tags: who is one entity, who speaks, what a user's target means."""

from __future__ import annotations

import pytest
from resolving import names, pronouns, resolve, speakers, tagged

from stance.places import Gazetteer
from stance.resolve import Resolver
from stance.schema import Span


def test_a_surname_is_the_person_named_in_full() -> None:
    found = resolve(
        "Kim Jong Un spoke. Kim said no more.", {"Kim Jong Un": "PERSON", "Kim": "PERSON"}
    )
    assert names(found) == {"kim-jong-un": {"Kim Jong Un", "Kim"}}


def test_a_headline_surname_finds_the_full_name_below() -> None:
    found = resolve(
        "Okoro wins the vote\nAda Okoro thanked her party.",
        {"Okoro": "PERSON", "Ada Okoro": "PERSON"},
    )
    assert names(found) == {"ada-okoro": {"Okoro", "Ada Okoro"}}


def test_a_single_name_is_a_person_of_its_own() -> None:
    found = resolve("Okoro met Diaz. Okoro left.", {"Okoro": "PERSON", "Diaz": "PERSON"})
    assert set(names(found)) == {"okoro", "diaz"}


def test_two_persons_of_one_surname_stay_apart() -> None:
    found = resolve("Ada Okoro met Ben Okoro.", {"Ada Okoro": "PERSON", "Ben Okoro": "PERSON"})
    assert set(names(found)) == {"ada-okoro", "ben-okoro"}


@pytest.mark.parametrize(
    "words", ["U.S.", "US", "America", "United States", "American", "anti-American", "U.S.-led"]
)
def test_a_country_under_any_name_is_one_entity(words: str) -> None:
    found = resolve(f"The United States was named. It was the {words} plan.", {})
    assert list(names(found)) == ["united-states"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow rejected the plan.", {"russia"}),
        ("The talks were held in Moscow.", set()),
        ("MOSCOW (Reuters) — The plan was rejected.", set()),
        ("A Moscow-based firm was named.", set()),
        ("They lost the trust of us and the turkey was cold.", set()),
    ],
)
def test_a_capital_is_a_government_only_where_it_can_act(text: str, expected: set[str]) -> None:
    assert set(names(resolve(text, {}))) == expected


def test_a_country_inside_another_name_is_no_mention_of_it() -> None:
    found = resolve(
        "The Bank of England met Jordan Smith.",
        {"Bank of England": "ORGANIZATION", "Jordan Smith": "PERSON"},
    )
    assert set(names(found)) == {"bank-of-england", "jordan-smith"}


def test_an_acronym_is_the_organisation_it_abbreviates() -> None:
    found = resolve(
        "The Korean Central News Agency (KCNA) spoke. KCNA said so.",
        {"Korean Central News Agency": "ORGANIZATION", "KCNA": "ORGANIZATION"},
    )
    assert list(names(found)) == ["korean-central-news-agency"]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Prime Minister Ada Okoro said it was over.", "Prime Minister Ada Okoro", "ada-okoro"),
        ("Okoro's remarks said it was over. Ada Okoro left.", "Okoro's remarks", "ada-okoro"),
        (
            "An adviser to Ada Okoro said it was over.",
            "An adviser to Ada Okoro",
            "adviser-to-ada-okoro",
        ),
        (
            "The Okoro campaign said it was over. Ada Okoro left.",
            "The Okoro campaign",
            "okoro-campaign",
        ),
        ("Ukrainian officials said it was over.", "Ukrainian officials", "ukraine"),
        ("The U.S. and allies said it was over.", "The U.S. and allies", "united-states"),
        ("Two police officers said it was over.", "Two police officers", "two-police-officers"),
    ],
)
def test_the_speaker_behind_a_source(text: str, source: str, expected: str) -> None:
    kinds = {"Ada Okoro": "PERSON", "Okoro": "PERSON"}
    assert speakers(resolve(text, kinds, source)) == [expected]


def test_pronouns_go_to_the_nearest_fitting_person() -> None:
    found = resolve(
        "Mr. Ben Diaz met Ms. Ada Okoro. She said it went well. He said little.",
        {"Ben Diaz": "PERSON", "Ada Okoro": "PERSON"},
        "She",
        "He",
    )
    assert speakers(found) == ["ada-okoro", "ben-diaz"]


def test_a_description_goes_to_the_one_it_describes() -> None:
    found = resolve(
        "Foreign Minister Ada Okoro met Ben Diaz. The foreign minister said it went well.",
        {"Ada Okoro": "PERSON", "Ben Diaz": "PERSON"},
        "The foreign minister",
    )
    assert speakers(found) == ["ada-okoro"]


@pytest.mark.parametrize("target", ["United States", "US", "the U.S.", "America", "american"])
def test_a_target_is_found_under_other_names(target: str) -> None:
    found = Resolver().resolve(tagged("Kim denounced Washington.", {}), [target])
    if target == "american":  # lower case is no name: case matters for countries
        assert found.missing == ("american",)
    else:
        assert found.targets == frozenset({"united-states"})


@pytest.mark.parametrize("target", ["Lee Act", "the Lee Act", "THE LEE ACT"])
def test_an_article_before_a_target_makes_no_difference(target: str) -> None:
    text = "Bo attacked the Lee Act. Lee Act supporters wept. Kim called Lee Act reckless."
    found = Resolver().resolve(tagged(text, {"Lee Act": "MISC"}), [target])
    assert found.targets == frozenset({"lee-act"})
    assert [len(e.mentions) for e in found.entities if e.id == "lee-act"] == [3]


def test_a_target_that_is_no_name_is_found_by_its_words() -> None:
    found = Resolver().resolve(tagged("They opposed the sugar tax.", {}), ["sugar tax", "coal"])
    assert found.targets == frozenset({"sugar-tax"})
    assert found.missing == ("coal",)


def test_metonyms_can_be_switched_off_and_names_added() -> None:
    text = "The Kremlin and Foggy Bottom differ."
    plain = Resolver(Gazetteer(metonyms=False)).resolve(tagged(text, {}))
    assert names(plain) == {}
    own = Resolver(Gazetteer({"Foggy Bottom": "United States"})).resolve(tagged(text, {}))
    assert set(names(own)) == {"russia", "united-states"}


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("The U.S.-South Korea-Japan pact is a threat.", {"U.S.", "South Korea", "Japan"}),
        ("An anti-American march. Anti-U.S. words. A Sino-led plan.", {"American", "U.S."}),
        ("German cars pleased Ukrainian officials.", {"German"}),
    ],
)
def test_a_country_that_only_qualifies_is_idle(text: str, idle: set[str]) -> None:
    assert {span.of(text) for span in resolve(text, {}).idle} == idle


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("The chair of the union Harzkraft said no.", "The chair of the union Harzkraft", None),
        ("The union Harzkraft said no.", "The union Harzkraft", "harzkraft"),
        ("Larkmoor, a fund in Lagos that said no, left.", "that", "larkmoor"),
        (
            "Her Kenyan counterpart, Cabinet Secretary Ben Diaz, said no.",
            "Her Kenyan counterpart",
            "ben-diaz",
        ),
    ],
)
def test_who_a_source_in_several_words_is(text: str, source: str, expected: str | None) -> None:
    kinds = {"Harzkraft": "ORGANIZATION", "Larkmoor": "ORGANIZATION", "Lagos": "LOCATION"}
    found = resolve(text, {**kinds, "Ben Diaz": "PERSON"}, said=[(source, "said", "no")])
    (speaker,) = speakers(found)
    assert speaker == expected if expected else speaker not in names(found)


def test_those_a_clause_is_about_do_nothing_in_it() -> None:
    text = "Okoro betrayed the very workers she wanted to help. Then the workers met Okoro."
    found = resolve(text, {"Okoro": "PERSON"})
    assert [span.of(text) for span, _ in found.groups] == ["workers"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A WTO panel", "wto"),
        ("The European Union mission", "european-union"),
        ("a spokesman for the German economy ministry", "germany"),
        ("The nurses' union, Sindicato Norte,", "sindicato-norte"),
        ("Its leader, Odd-Inge Forsland,", "odd-inge-forsland"),
        ("Ada Okoro on Saturday", "ada-okoro"),
        ("Harzkraft, the firm Ada Okoro", "harzkraft"),
        ("Minister of Fisheries Ada Okoro", "ada-okoro"),
        ("Former Secretary of State Ada Okoro", "ada-okoro"),
        ("Speaker of the WTO Ada Okoro", "ada-okoro"),
        ("Friends of Ada Okoro", "friends-of-ada-okoro"),
        ("Industry Minister Inês Lund Sá", "ines-lund-sa"),
        ("The opposition Reform Congress (NRC)", "reform-congress"),
        ("U.S. hedge fund Reform Congress", "reform-congress"),
        ("The founder of Reform Congress", "founder-of-reform-congress"),
    ],
)
def test_who_speaks_behind_titles_parts_and_appositions(source: str, expected: str) -> None:
    kinds = {"WTO": "ORGANIZATION", "Sindicato Norte": "ORGANIZATION", "Ada Okoro": "PERSON"}
    # An office says of whatever it was tagged that it is a person.
    kinds |= {"Reform Congress": "ORGANIZATION", "Inês Lund Sá": "ORGANIZATION", "U.S.": "LOCATION"}
    text = f"It is late. {source} said no."
    found = resolve(text, {**kinds, "Harzkraft": "ORGANIZATION"}, said=[(source, "said", "no")])
    assert speakers(found) == [expected]


def test_what_stands_in_brackets_before_which_is_who_speaks() -> None:
    text = "The Milk Federation (MF), which said no, left."
    found = resolve(
        text,
        {"Milk Federation": "ORGANIZATION", "MF": "ORGANIZATION"},
        said=[("which", "said", "no")],
    )
    assert speakers(found) == ["milk-federation"]


def test_a_source_that_cuts_a_name_is_all_of_it() -> None:
    found = resolve("It is late. Sierra Leone said no.", {}, said=[("Sierra", "said", "no")])
    assert speakers(found) == ["sierra-leone"]


ORG, PERSON = "ORGANIZATION", "PERSON"


@pytest.mark.parametrize(
    ("text", "kinds", "source", "expected"),
    [
        # Names alone: the first of them.
        ("Kyiv, Moscow trade blame over a truce.", {}, "Kyiv, Moscow", "ukraine"),
        # What was published, by whom.
        (
            "Okoro Watch said so. The study found more.",
            {"Okoro Watch": ORG},
            "The study",
            "okoro-watch",
        ),
        # The office first, the name next.
        (
            "The security minister in Lagos said so. The minister, Ada Diaz, left.",
            {"Ada Diaz": PERSON},
            "The security minister in Lagos",
            "ada-diaz",
        ),
        # Those who speak for a body are its own, or it.
        (
            "Okoro Watch said so. Its general secretary thanked Lagos.",
            {"Okoro Watch": ORG},
            "Its general secretary",
            "okoro-watchs-general-secretary",
        ),
        (
            "Okoro Watch said so. Its spokesman thanked Lagos.",
            {"Okoro Watch": ORG},
            "Its spokesman",
            "okoro-watch",
        ),
        (
            "Reef Air shut the route. It rained. A spokeswoman for the airline said no.",
            {"Reef Air": ORG},
            "A spokeswoman for the airline",
            "reef-air",
        ),
        (
            "The Dutch chain Okoro Watch shut a shop. A spokesman said no.",
            {"Okoro Watch": ORG},
            "A spokesman",
            "okoro-watch",
        ),
        (
            "Okoro Watch shut a shop.\n\nA spokesman said no.",
            {"Okoro Watch": ORG},
            "A spokesman",
            "spokesman",
        ),
        (
            "Okoro Watch cut fares. Its rival said it would sue.",
            {"Okoro Watch": ORG},
            "Its rival",
            "its-rival",
        ),
        # What the tagger took too much of, or what only stresses who it is.
        ("Okoro Watch fell. It did not want to.", {"Okoro Watch": ORG}, "It did", "okoro-watch"),
        (
            "Senator Ada Diaz met Bo Chen. The senator himself said no.",
            {"Ada Diaz": PERSON, "Bo Chen": PERSON},
            "The senator himself",
            "ada-diaz",
        ),
        # A sort of body behind its name.
        ("The liberal Renew group said no.", {"Renew": ORG}, "The liberal Renew group", "renew"),
        ("A Tory spokesman said no.", {"Tory": ORG}, "A Tory spokesman", "conservative-party"),
        (
            "The main Orbish party said no.",
            {"Orbish": "MISC"},
            "The main Orbish party",
            "main-orbish-party",
        ),
        # A body's noun with a name before it.
        (
            "The Lakehead school board said no.",
            {},
            "The Lakehead school board",
            "lakehead-school-board",
        ),
    ],
)
def test_a_source_that_is_read_with_the_rest_of_the_text(
    text: str, kinds: dict[str, str], source: str, expected: str
) -> None:
    sources = ("Okoro Watch", source) if "Okoro Watch said" in text else (source,)
    assert speakers(resolve(text, kinds, *sources))[-1] == expected


@pytest.mark.parametrize("words", ["it was wrong to leave", "it is clear that Lagos sank"])
def test_what_is_wrong_or_clear_is_nobody(words: str) -> None:
    text = f"Okoro Watch said {words}."
    said = [("Okoro Watch", "said", words)]
    assert pronouns(resolve(text, {"Okoro Watch": ORG}, said=said)) == []


def test_a_ruling_party_is_the_one_that_is_said_to_rule() -> None:
    text = "The ruling Conservative Party lost. It rained. The ruling party attacked Lagos."
    found = names(resolve(text, {"Conservative Party": ORG}))
    assert found["conservative-party"] == {"Conservative Party", "The ruling party"}


def test_an_ex_minister_is_who_is_called_so() -> None:
    text = "Ex-minister Ada Diaz was fined. Bo Chen sat. The ex-minister attacked Lagos."
    found = names(resolve(text, {"Ada Diaz": PERSON, "Bo Chen": PERSON}))
    assert "The ex-minister" in found["ada-diaz"]


def test_whoever_is_told_that_a_country_is_a_threat_owns_nothing() -> None:
    text = "Ms Bea Okoro sat. Ms Ada Diaz told her Pakistan was a threat."
    found = resolve(text, {"Ada Diaz": PERSON, "Bea Okoro": PERSON})
    assert pronouns(found) == [("her", "bea-okoro")]


def test_her_counterpart_from_elsewhere_is_hers() -> None:
    text = "Ms Ada Diaz met Ms Bea Okoro in May. Ms Diaz called her Kenyan counterpart a clerk."
    said = [("Ms Diaz", "called", "her Kenyan counterpart a clerk")]
    found = resolve(text, {"Ada Diaz": PERSON, "Bea Okoro": PERSON, "Diaz": PERSON}, said=said)
    assert pronouns(found) == [("her", "ada-diaz")]


def test_what_says_what_a_line_is_does_not_speak() -> None:
    text = "Explainer: why Okoro left."
    assert speakers(resolve(text, {}, said=[("Explainer", ":", "why Okoro left")])) == [None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("it is unfair", []),
        ("it is suing", [("it", "okoro-watch")]),
        ("it is innocent", [("it", "okoro-watch")]),
    ],
)
def test_it_is_what_a_body_appeals_against_or_the_body(
    words: str, expected: list[tuple[str, str]]
) -> None:
    text = f"Okoro Watch appealed against the order, arguing that {words}."
    said = [("Okoro Watch", "appealed against", "the order"), ("Okoro Watch", "arguing", words)]
    assert pronouns(resolve(text, {"Okoro Watch": ORG}, said=said)) == expected


def test_a_body_that_first_speaks_is_found_by_its_noun_later() -> None:
    text = "The Lakehead school board said no. It rained. The board needed time."
    found = names(resolve(text, {}, "The Lakehead school board"))
    assert found["lakehead-school-board"] == {"The Lakehead school board", "The board"}


def test_who_vows_to_stand_by_him_does_not_mean_himself() -> None:
    text = "Ben Okoro was sentenced. Wil Diaz vowed to stand by him."
    kinds = {"Ben Okoro": PERSON, "Wil Diaz": PERSON}
    found = resolve(text, kinds, said=[("Wil Diaz", "vowed", "to stand by him")])
    assert pronouns(found) == [("him", "ben-okoro")]


def test_a_source_that_runs_into_its_own_words_is_its_relative() -> None:
    text = "It went to Sanja Ort, who had praise only for Oslo."
    said = [("who had praise only for Oslo", "had praise only for", "Oslo")]
    found = resolve(text, {"Sanja Ort": PERSON}, said=said)
    assert speakers(found) == ["sanja-ort"]
    assert found.attributions[0].source == Span(text.index("who"), text.index(" had"))


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("They imposed duties on Indonesian footwear.", set()),
        ("They found that the Indonesian measures were lawful.", set()),
        ("They sold Indonesian footwear.", {"Indonesian"}),
    ],
)
def test_whose_goods_an_act_is_against_is_not_aside(text: str, aside: set[str]) -> None:
    assert {span.of(text) for span in resolve(text, {}).aside} == aside


def test_this_man_is_a_pronoun() -> None:
    text = "Ben Okoro was sentenced. Wil Diaz said: “This man has put fear into courtrooms.”"
    said = [("Wil Diaz", "said", "This man has put fear into courtrooms")]
    kinds = {"Ben Okoro": PERSON, "Wil Diaz": PERSON}
    assert pronouns(resolve(text, kinds, said=said, kind="direct")) == [("This man", "ben-okoro")]


@pytest.mark.parametrize(
    "source", ["The representative of Pakistan", "Pakistan's delegate", "The Pakistani envoy"]
)
def test_who_speaks_for_a_country_at_a_table_is_the_country(source: str) -> None:
    kinds = {"Pakistan": "LOCATION", "Pakistani": "LOCATION"}
    found = resolve(f"{source} thanked the chair. He said it was late.", kinds, source, "He")
    assert speakers(found) == ["pakistan", "pakistan"]


def test_a_country_that_is_said_to_be_a_member_speaks() -> None:
    source = "Pakistan, a member of the council,"
    found = resolve(f"{source} said it was late.", {"Pakistan": "LOCATION"}, source)
    assert speakers(found) == ["pakistan"]


def test_a_named_delegate_speaks_for_himself() -> None:
    kinds = {"Pakistan": "LOCATION", "Omar Haddad": "PERSON"}
    text = "Pakistan's delegate, Omar Haddad, thanked the chair. He said it was late."
    found = resolve(text, kinds, "Pakistan's delegate, Omar Haddad,", "He")
    assert set(speakers(found)) == {"omar-haddad"}


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Iran's affirmation that it pays is welcome.", "Iran's", "iran"),
        (
            "The minister of state Omar Haddad said it pays.",
            "The minister of state Omar Haddad",
            "omar-haddad",
        ),
        (
            "Patriots for Peace member Omar Haddad said it pays.",
            "Patriots for Peace member Omar Haddad",
            "omar-haddad",
        ),
        ("Iran and Oman, which both sent ships, said it pays.", "both sent ships,", "oman"),
        ("Iran and the bakers quarrelled, the former saying it pays.", "the former", "iran"),
        (
            "Bread for All, a group that bakes, said it pays.",
            "Bread for All, a group that bakes,",
            "bread-for-all",
        ),
        ("The PMK, an ally of Iran, said it pays.", "The PMK, an ally of Iran,", "pmk"),
    ],
)
def test_sources_that_are_cut_or_described(text: str, source: str, speaker: str) -> None:
    kinds = {"Iran": "LOCATION", "Oman": "LOCATION", "Omar Haddad": "PERSON"}
    assert speakers(resolve(text, kinds, source)) == [speaker]


def test_who_is_the_officer_of_a_body_and_not_the_body() -> None:
    kinds = {"Omar Haddad": "PERSON", "Nyala Network": "ORGANIZATION"}
    text = "Also there was Omar Haddad, director of the Nyala Network, who said it was late."
    assert speakers(resolve(text, kinds, "who")) == ["omar-haddad"]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        (
            "Kenya met Oman. The foreign ministry in Muscat said it pays.",
            "The foreign ministry in Muscat",
            "oman",
        ),
        ("The NATO delegation in Oslo said it pays.", "The NATO delegation in Oslo", "nato"),
        (
            "House of Deputies Commission IV member Omar Haddad said it pays.",
            "House of Deputies Commission IV member Omar Haddad",
            "omar-haddad",
        ),
        (
            "The Party of Bread’s Omar Haddad said it pays.",
            "The Party of Bread’s Omar Haddad",
            "omar-haddad",
        ),
        (
            "A critic of the mayor Omar Haddad said it pays.",
            "A critic of the mayor Omar Haddad",
            "critic-of-the-mayor-omar-haddad",
        ),
    ],
)
def test_sources_with_a_place_or_an_office_before_a_name(
    text: str, source: str, speaker: str
) -> None:
    kinds = {
        "Kenya": "LOCATION",
        "Oman": "LOCATION",
        "NATO": "ORGANIZATION",
        "Oslo": "LOCATION",
        "Omar Haddad": "PERSON",
    }
    assert speakers(resolve(text, kinds, source)) == [speaker]


@pytest.mark.parametrize("name", ["Kisan Ekta Sabha", "Walhi"])
def test_bodies_that_are_tagged_as_persons(name: str) -> None:
    text = f"Environmental group {name} met. It said it was late."
    assert speakers(resolve(text, {name: "PERSON"}, "It")) == [name.lower().replace(" ", "-")]


@pytest.mark.parametrize("name", ["Hezbollah", "Servel"])
def test_what_is_known_or_said_to_be_a_body_is_no_person(name: str) -> None:
    text = f"The electoral service, {name}, met. It said it was late."
    assert speakers(resolve(text, {name: "PERSON"}, "It")) == [name.lower()]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        (
            "The Oman representative of UNICEF said it pays.",
            "The Oman representative of UNICEF",
            "oman-representative-of-unicef",
        ),
        ("A colleague from Oman said it pays.", "A colleague from Oman", "colleague-from-oman"),
        (
            "Oman met. The Houthi authorities in Oman said it pays.",
            "The Houthi authorities in Oman",
            "houthi-authorities-in-oman",
        ),
        (
            "Lawyers for Orbix boss Ann Lee said it pays.",
            "Lawyers for Orbix boss Ann Lee",
            "lawyers-for-orbix-boss-ann-lee",
        ),
        (
            "Men backed Ann Lee, despite the attacks from Republicans, who said it pays.",
            "who",
            "republican-party",
        ),
        ("The NGO said it pays.", "The NGO", "ngo"),
        ("The MEP said it pays.", "The MEP", "mep"),
        (
            "On Monday in Oman, Ann Lee met Orbix and UNICEF. The former said it pays.",
            "The former",
            None,
        ),
        ("Sen. Ann Lee of Texas won. The Texan said it pays.", "The Texan", "texan"),
    ],
)
def test_sources_that_are_somebody_else(text: str, source: str, speaker: str | None) -> None:
    kinds = {
        "Oman": "LOCATION",
        "UNICEF": "ORGANIZATION",
        "Republicans": "ORGANIZATION",
        "Orbix": "ORGANIZATION",
        "Ann Lee": "PERSON",
        "Texan": "ORGANIZATION",
    }
    assert speakers(resolve(text, kinds, source)) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Every network Diaz bought grew. He said it was luck.",
        "Mayor Diaz opened the road. He said it was luck.",
        "After the speech to the party, Diaz, who won, slept. He said it was luck.",
    ],
)
def test_persons_beside_bodies_stay_persons(text: str) -> None:
    assert speakers(resolve(text, {"Diaz": "PERSON"}, "He")) == ["diaz"]
