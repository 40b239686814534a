"""Which persons phrases mean, through the resolver."""

from __future__ import annotations

import pytest
from resolving import names, pronouns, resolve, speakers

PERSON, BODY = "PERSON", "ORGANIZATION"
OFFICES = {"Ada Okoro": PERSON, "Okoro": PERSON, "Ben Diaz": PERSON, "Diaz": PERSON}


def test_a_word_for_a_person_just_named_varies_the_name() -> None:
    text = "Ann Lee said it was late. The Vermont senator said so."
    found = resolve(
        text, {"Ann Lee": PERSON, "Vermont": "LOCATION"}, "Ann Lee", "The Vermont senator"
    )
    assert speakers(found) == ["ann-lee", "ann-lee"]


def test_a_prime_minister_is_not_the_minister_where_there_is_another() -> None:
    kinds = {"Liisa Tamberg": PERSON, "Jaanus Kull": PERSON}
    text = "Energy Minister Liisa Tamberg left. Prime Minister Jaanus Kull thanked the minister."
    assert names(resolve(text, kinds))["liisa-tamberg"] == {"Liisa Tamberg", "the minister"}
    alone = "Prime Minister Jaanus Kull left. They thanked the minister."
    assert names(resolve(alone, kinds))["jaanus-kull"] == {"Jaanus Kull", "the minister"}


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


def test_a_miner_may_be_a_person() -> None:
    kinds = {"Bo Okoro": PERSON, "Orbix": BODY}
    text = "Orbix has closed. Miner Bo Okoro wept. The miner said it was late."
    assert speakers(resolve(text, kinds, "The miner")) == ["bo-okoro"]
    text = "Orbix has closed. The miner said it was late."
    assert speakers(resolve(text, kinds, "The miner")) == ["orbix"]


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


def test_a_first_minister_is_no_prime_minister() -> None:
    text = "Ann Lee, the Welsh first minister, wept. The prime minister said it was late."
    assert speakers(resolve(text, {"Ann Lee": PERSON}, "The prime minister")) == ["prime-minister"]


def test_an_office_may_be_in_capitals() -> None:
    text = "Prime Minister Ann Lee wept. Bo Diaz blamed the Prime Minister for it."
    found = names(resolve(text, {"Ann Lee": PERSON, "Bo Diaz": PERSON}))
    assert "the Prime Minister" in found["ann-lee"]
    deputy = text.replace("Prime Minister Ann", "Deputy Prime Minister Ann")
    found = names(resolve(deputy, {"Ann Lee": PERSON, "Bo Diaz": PERSON}))
    assert "the Prime Minister" not in found["ann-lee"]
    other = text.replace("for it", "of Oman")
    found = names(resolve(other, {"Ann Lee": PERSON, "Bo Diaz": PERSON}))
    assert "the Prime Minister" not in found["ann-lee"]


def test_a_general_secretary_is_no_environment_secretary() -> None:
    text = "The environment secretary said it was late. Ann Lee, general secretary of it, wept."
    found = speakers(resolve(text, {"Ann Lee": PERSON}, "The environment secretary"))
    assert found == ["environment-secretary"]
