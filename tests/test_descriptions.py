"""Whom phrases mean, through the resolver."""

from __future__ import annotations

import pytest
from resolving import names, pronouns, resolve, speakers

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


def test_a_word_for_a_person_just_named_varies_the_name() -> None:
    text = "Ann Lee said it was late. The Vermont senator said so."
    found = resolve(
        text, {"Ann Lee": PERSON, "Vermont": "LOCATION"}, "Ann Lee", "The Vermont senator"
    )
    assert speakers(found) == ["ann-lee", "ann-lee"]


def test_a_name_that_was_missed_speaks_as_an_organisation() -> None:
    found = resolve("The Guardian said so. The paper left.", {}, "The Guardian")
    assert {entity.id: entity.type for entity in found.entities} == {"guardian": BODY}


def test_the_best_law_is_not_the_one_just_named() -> None:
    found = names(resolve("The Harbor Act passed. It is the best law.", {"Harbor Act": "MISC"}))
    assert found == {"harbor-act": {"Harbor Act"}}


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


def test_a_prime_minister_is_not_the_minister_where_there_is_another() -> None:
    kinds = {"Liisa Tamberg": PERSON, "Jaanus Kull": PERSON}
    text = "Energy Minister Liisa Tamberg left. Prime Minister Jaanus Kull thanked the minister."
    assert names(resolve(text, kinds))["liisa-tamberg"] == {"Liisa Tamberg", "the minister"}
    alone = "Prime Minister Jaanus Kull left. They thanked the minister."
    assert names(resolve(alone, kinds))["jaanus-kull"] == {"Jaanus Kull", "the minister"}


def test_a_phrase_that_says_another_country_means_another_body() -> None:
    kinds = {"Macedonian Canoe Federation": BODY}
    text = "The Macedonian Canoe Federation met. The {} federation left."
    assert "federation" in names(resolve(text.format("Macedonian"), kinds)).get(
        "macedonian-canoe-federation", set()
    )
    found = names(resolve(text.format("Czech"), kinds))
    assert found["macedonian-canoe-federation"] == {"Macedonian Canoe Federation"}


def test_what_somebody_says_after_a_name_is_no_apposition() -> None:
    text = "The Press Council met. Asked about Corvane, the council said it was over."
    kinds = {"Press Council": BODY, "Corvane": BODY}
    assert speakers(resolve(text, kinds, "the council")) == ["press-council"]


def test_a_party_is_no_front_door() -> None:
    kinds = {"Ulcinj Party": BODY}
    text = "The Ulcinj Party met. They sold {}."
    assert "the movement" in names(resolve(text.format("the movement"), kinds))["ulcinj-party"]
    assert names(resolve(text.format("the front door"), kinds))["ulcinj-party"] == {"Ulcinj Party"}


OFFICES = {"Ada Okoro": PERSON, "Okoro": PERSON, "Ben Diaz": PERSON, "Diaz": PERSON}


def test_of_two_ministers_the_one_last_named_is_meant() -> None:
    text = (
        "Trade Minister Ada Okoro met Foreign Minister Ben Diaz. Okoro has critics. "
        "The minister lied, they say."
    )
    assert "The minister" in names(resolve(text, OFFICES))["ada-okoro"]


def test_a_counterpart_has_the_same_office() -> None:
    text = (
        "Foreign Minister Ada Okoro wept. Her counterpart, Ben Diaz, laughed. Diaz has critics. "
        "The minister lied, they say."
    )
    assert "The minister" in names(resolve(text, OFFICES))["ben-diaz"]


def test_a_place_is_no_company() -> None:
    text = "Trenchline mines the Clipper Zone. They fought the company."
    found = names(resolve(text, {"Trenchline": BODY, "Clipper Zone": BODY}))
    assert "the company" in found["trenchline"]


def test_a_body_may_be_described_before_it_is_named() -> None:
    text = "They accused the electoral commission. The Electoral Commission of Zambia met."
    found = names(resolve(text, {"Electoral Commission of Zambia": BODY}))
    assert "the electoral commission" in found["electoral-commission-of-zambia"]


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


def test_a_phrase_before_a_name_is_that_name() -> None:
    text = "Okoro Media lost. The insurer Tryg sued the insurer."
    found = resolve(text, {"Okoro Media": BODY, "Tryg": BODY})
    assert names(found) == {"okoro-media": {"Okoro Media"}, "tryg": {"Tryg", "the insurer"}}


def test_a_body_that_is_said_to_be_one_behind_its_acronym_speaks() -> None:
    text = "The Rivers Forum (RF), a regional body that watches, praised Diaz."
    source = "The Rivers Forum (RF), a regional body that watches,"
    found = resolve(text, {"Rivers Forum": BODY, "Diaz": PERSON}, source)
    assert speakers(found) == ["rivers-forum"]


def test_a_daily_is_no_person() -> None:
    text = "Magyar Vaszon, a pro-government daily, lost. Ann Roe, a magazine editor, left."
    found = resolve(text, {"Magyar Vaszon": PERSON, "Ann Roe": PERSON})
    assert [entity.type for entity in found.entities] == [BODY, PERSON]


def test_a_body_that_is_told_more_of_is_the_speaker() -> None:
    text = "The Lake Mission (LM), headed by former judge Ann Lee, praised Diaz."
    found = resolve(
        text,
        {"Lake Mission": BODY, "Ann Lee": PERSON, "Diaz": PERSON},
        "The Lake Mission (LM), headed by former judge Ann Lee,",
    )
    assert speakers(found) == ["lake-mission"]


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


def test_an_office_is_not_who_spoke_last_and_is_known_for_another() -> None:
    text = "The owner, Ann Lee, said the vineyard burnt. The mayor said it would grow back."
    found = resolve(text, {"Ann Lee": PERSON}, "The owner, Ann Lee,", "The mayor")
    assert speakers(found) == ["ann-lee", "mayor"]


def test_herself_behind_a_name_is_that_person() -> None:
    text = "Ann Lee said it was fair. Kay Roe herself told a paper so."
    found = resolve(text, {"Ann Lee": PERSON, "Kay Roe": PERSON}, "Ann Lee")
    assert ("herself", "kay-roe") in pronouns(found)
    text = "Mary Diaz said it was so. She wrote to Mr. John Lee herself."
    found = resolve(text, {"Mary Diaz": PERSON, "John Lee": PERSON}, "Mary Diaz")
    assert ("herself", "john-lee") not in pronouns(found)


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


def test_who_opens_a_text_without_a_word_on_her_is_what_comes_next() -> None:
    kinds = {"Ann Lee": PERSON, "Tony Ito": PERSON}
    text = "Ann Lee arrives late. The former judge blames the rain. Judge Tony Ito rules."
    assert speakers(resolve(text, kinds, "The former judge")) == ["ann-lee"]
    known = text.replace("Ann Lee arrives", "The baker Ann Lee arrives")
    assert speakers(resolve(known, kinds, "The former judge")) == ["former-judge"]


@pytest.mark.parametrize(
    "phrase",
    [
        "The Lagos-born engineer",
        "The 41-year-old rancher",
        "The Tory peer",
        "The Nationals MP",
        "The Wichita Republican",
    ],
)
def test_a_description_that_tells_more_is_of_who_has_just_acted(phrase: str) -> None:
    kinds = {"Ann Lee": PERSON, "Bo Diaz": PERSON, "Tory": BODY, "Nationals": BODY}
    text = f"Bo Diaz slept. Ann Lee dismissed it. {phrase} said it was late."
    assert speakers(resolve(text, kinds, phrase)) == ["ann-lee"]


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("The Indiana governor", "indiana-governor"),
        ("The opposition Sahel Democrats", "sahel-democrats"),
    ],
)
def test_an_office_and_several_people_tell_nothing_more_of_anybody(
    phrase: str, speaker: str
) -> None:
    text = f"Bo Diaz slept. Ann Lee dismissed it. {phrase} said it was late."
    found = resolve(text, {"Ann Lee": PERSON, "Bo Diaz": PERSON}, phrase)
    assert speakers(found) == [speaker]


def test_a_justice_minister_is_no_judge() -> None:
    kinds = {"Ann Lee": PERSON, "Bo Diaz": PERSON}
    text = "Bo Diaz fled. The justice minister, Ann Lee, wept. The judge said it was late."
    assert speakers(resolve(text, kinds, "The judge")) == ["judge"]


def test_the_capital_of_a_place_gives_nobody_an_office() -> None:
    kinds = {"Ron Silva": PERSON, "Queen": "LOCATION"}
    text = "In Queen's Park, Labour Minister Ron Silva wept. He said it was late."
    assert speakers(resolve(text, kinds, "He")) == ["ron-silva"]


def test_the_company_is_the_one_that_acted() -> None:
    kinds = {"Lee Foods": BODY, "Diaz Brands": BODY}
    text = "Lee Foods has refused a bid by Diaz Brands. The company said it was low."
    assert speakers(resolve(text, kinds, "The company")) == ["lee-foods"]


def test_a_body_that_is_told_by_its_name_goes_first() -> None:
    kinds = {"Orbix": BODY, "Oversight Committee": BODY}
    text = "Orbix has spoken to the Oversight Committee. The panel said it was late."
    assert speakers(resolve(text, kinds, "The panel")) == ["oversight-committee"]


def test_the_leader_of_a_party_is_nobody_who_is_first_named_much_later() -> None:
    kinds = {"Ann Lee": PERSON}
    text = (
        "The Tory leader laughed. " + "It rained. " * 60 + "The former Tory minister Ann Lee wept."
    )
    assert speakers(resolve(text, kinds, "The Tory leader")) == ["tory-leader"]


@pytest.mark.parametrize("noun", ["doctor", "judge", "president"])
def test_an_office_alone_is_not_the_only_person_so_far(noun: str) -> None:
    text = f"Ann Lee arrives late. The {noun} said it was late."
    assert speakers(resolve(text, {"Ann Lee": PERSON}, f"The {noun}")) == [noun]


def test_a_member_of_one_party_is_not_the_leader_of_another() -> None:
    kinds = {"Ann Lee": PERSON, "Labour": BODY, "Conservative": BODY}
    text = "Conservative leader Ann Lee defended it. The Labour MP said it was late."
    assert speakers(resolve(text, kinds, "The Labour MP")) == ["labour-mp"]


def test_an_office_before_a_comma_and_a_title_is_the_name_s() -> None:
    kinds = {"Osa Eha": PERSON, "Musa Bello": PERSON}
    text = "Health Minister, Dr Osa Eha, spoke. Musa Bello spoke. The minister said it was late."
    assert speakers(resolve(text, kinds, "The minister")) == ["osa-eha"]


def test_whom_a_body_acts_on_is_the_company() -> None:
    text = "Greenpeace has accused Orbix of lying. The company said it was late."
    assert speakers(resolve(text, {"Greenpeace": BODY, "Orbix": BODY}, "The company")) == ["orbix"]


def test_another_s_office_is_not_that_of_his_kin() -> None:
    kinds = {"Bo Okoro": PERSON, "Ida Okoro": PERSON}
    text = (
        "Bo Okoro, the minister, left. Ida Okoro, a lawyer and the minister's niece, stayed. "
        "The minister said it was late."
    )
    assert speakers(resolve(text, kinds, "The minister")) == ["bo-okoro"]
    text = text.replace("a lawyer and the minister's niece", "a cousin of the minister")
    assert speakers(resolve(text, kinds, "The minister")) == ["bo-okoro"]


def test_an_office_without_an_article_is_an_office() -> None:
    text = "Ann Lee, director general of Harz, left. The director general said it was late."
    assert speakers(resolve(text, {"Ann Lee": PERSON, "Harz": BODY}, "The director general")) == [
        "ann-lee"
    ]


def test_a_press_agency_is_no_ministry_and_not_the_agency() -> None:
    kinds = {"Mehr News Agency": BODY, "Atomic Energy Agency": BODY}
    text = "The Atomic Energy Agency met. The Mehr News Agency reported. The agency said no."
    assert speakers(resolve(text, kinds, "The agency")) == ["atomic-energy-agency"]
    text = "The Mehr News Agency reported. The ministry said no."
    assert speakers(resolve(text, kinds, "The ministry")) == ["ministry"]


def test_a_miner_may_be_a_person() -> None:
    kinds = {"Bo Okoro": PERSON, "Orbix": BODY}
    text = "Orbix has closed. Miner Bo Okoro wept. The miner said it was late."
    assert speakers(resolve(text, kinds, "The miner")) == ["bo-okoro"]
    text = "Orbix has closed. The miner said it was late."
    assert speakers(resolve(text, kinds, "The miner")) == ["orbix"]


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


def test_who_acted_last_is_the_professor_behind_an_unnamed_speaker() -> None:
    text = "Ann Lee has sold it, his publisher said. She left. The professor said no."
    found = resolve(text, {"Ann Lee": PERSON}, "his publisher", "The professor")
    assert speakers(found)[-1] == "ann-lee"


def test_the_lawyer_is_the_one_who_has_just_spoken_without_a_name() -> None:
    text = "Ann Lee acted. A lawyer for the men said no. The lawyer said it was late."
    first, second = speakers(
        resolve(text, {"Ann Lee": PERSON}, "A lawyer for the men", "The lawyer")
    )
    assert first == second != "ann-lee"


def test_who_works_for_a_lender_is_no_lender() -> None:
    kinds = {"Ann Lee": PERSON, "Harzbank": BODY}
    text = "Ann Lee, the chief executive of the lender Harzbank, wept. The lender said it was late."
    assert speakers(resolve(text, kinds, "The lender")) == ["harzbank"]


def test_a_company_with_a_name_of_its_kind_was_not_mentioned_in_passing() -> None:
    kinds = {"Orbix Motors": BODY, "Lee Motors": BODY}
    text = (
        "Orbix Motors grew. " * 4 + "A court ordered the sale of Lee Motors. The company said no."
    )
    assert speakers(resolve(text, kinds, "The company")) == ["lee-motors"]
