"""Whom pronouns mean, through the resolver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from resolving import pronouns, resolve, span_of, speakers, tagged
from timing import grows_linearly

from stance.resolve import Resolver
from stance.schema import Attribution, Span

PERSON, BODY = "PERSON", "ORGANIZATION"
BOTH = {"Ada Okoro": PERSON, "Okoro": PERSON, "Ben Diaz": PERSON, "Diaz": PERSON}


def test_gender_is_read_off_given_names_titles_and_earlier_pronouns() -> None:
    found = resolve(
        "Maria Silva met Jorge Costa. He said it went well.",
        {"Maria Silva": PERSON, "Jorge Costa": PERSON},
        "He",
    )
    assert speakers(found) == ["jorge-costa"]
    titled = resolve(
        "Mr. Xu met Ms. Yun. She said it went well.", {"Xu": PERSON, "Yun": PERSON}, "She"
    )
    assert speakers(titled) == ["yun"]


def test_the_last_source_goes_on_speaking() -> None:
    text = "Ada Okoro said it was late. The vote on Diaz was close. “I won,” she added."
    found = resolve(
        text, BOTH, said=[("Ada Okoro", "said", "it was late"), ("she", "added", "“I won,”")]
    )
    assert speakers(found)[-1] == "ada-okoro"


def test_a_pronoun_beside_a_name_is_not_that_name() -> None:
    text = "Ada Okoro spoke. Diaz, she said, had lied."
    found = resolve(text, {"Ada Okoro": PERSON, "Diaz": PERSON}, said=[("she", "said", "Diaz")])
    assert speakers(found) == ["ada-okoro"]


def test_an_object_is_not_its_own_subject() -> None:
    found = resolve(
        "Ben Diaz left. Omar Haddad called him a liar.", {"Ben Diaz": PERSON, "Omar Haddad": PERSON}
    )
    assert ("him", "ben-diaz") in pronouns(found)


def test_in_a_quotation_the_speaker_is_no_third_person() -> None:
    text = "Ben Diaz met Omar Haddad. “He lied to us,” Haddad said."
    kinds = {"Ben Diaz": PERSON, "Omar Haddad": PERSON, "Haddad": PERSON}
    found = resolve(
        text, kinds, said=[("Haddad said"[:6], "said", "“He lied to us,”")], kind="direct"
    )
    assert ("He", "ben-diaz") in pronouns(found)


def test_relatives_are_new_people() -> None:
    found = resolve("Ben Diaz left. His lawyer said it was over.", BOTH, "His lawyer")
    assert speakers(found) == ["his-lawyer"]
    apposed = resolve(
        "Ben Diaz left. His lawyer, Ada Okoro, said it was over.", BOTH, "His lawyer, Ada Okoro,"
    )
    assert speakers(apposed) == ["ada-okoro"]


def test_what_belongs_to_somebody_speaks_for_him() -> None:
    found = resolve("Ben Diaz left. His remarks said it was over.", BOTH, "His remarks")
    assert speakers(found) == ["ben-diaz"]


def test_a_bare_possessive_source_is_the_one_it_belongs_to_no_more() -> None:
    text = "The firm stopped, said its managing director, Ada Okoro, on Monday."
    found = resolve(text, {"Ada Okoro": PERSON}, said=[("its", "said", "The firm stopped")])
    assert speakers(found) == ["ada-okoro"]


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_who_means_the_name_before_it(gap: str) -> None:
    text = f"They met Ada Okoro, who{gap}said it was over."
    assert speakers(resolve(text, BOTH, "who")) == ["ada-okoro"]
    assert speakers(resolve("They voted and left, who said nothing. ", {}, "who")) == [None]


def test_an_apposition_stands_between_a_name_and_its_pronoun() -> None:
    text = "They joined Future45, a fund that said it would pay."
    assert speakers(resolve(text, {"Future45": BODY}, "that")) == ["future45"]


def test_it_may_report_its_own_news() -> None:
    text = "Japan met Vietnam. Vietnam had been informed, it said."
    found = resolve(text, {}, said=[("it", "said", "Vietnam had been informed")])
    assert speakers(found) == ["vietnam"]


def test_nobody_says_it_of_his_own_company_but_a_spokesman_does_in_other_words() -> None:
    text = "A spokesman for Harzkraft said it regretted the loss."
    found = resolve(text, {"Harzkraft": BODY}, "A spokesman for Harzkraft")
    assert ("it", "harzkraft") in pronouns(found)


def test_we_and_you_in_the_writers_voice_are_nobody() -> None:
    for source in ("We", "You", "I"):
        found = resolve(f"Ada Okoro left. {source} think it was over.", BOTH, source)
        assert speakers(found) == [None]


def test_i_in_a_quotation_is_its_speaker() -> None:
    text = "“I think Diaz lied,” said Ada Okoro."
    found = resolve(
        text,
        BOTH,
        said=[("Ada Okoro", "said", "“I think Diaz lied,”"), ("I", "think", "Diaz lied")],
    )
    assert set(speakers(found)) == {"ada-okoro"}


def test_a_pronoun_may_come_before_its_name() -> None:
    text = "Before he wrote it, Ben Diaz said nothing."
    found = resolve(text, BOTH, said=[("he", "wrote", "it")])
    assert speakers(found) == ["ben-diaz"]


def test_what_is_far_away_is_not_meant() -> None:
    text = "Ben Diaz left. " + "Rain fell. " * 9 + "He said so."
    assert speakers(resolve(text, BOTH, "He")) == [None]


def test_an_adjective_is_not_meant() -> None:
    assert speakers(resolve("The French minister wept. It said so.", {}, "It")) == [None]
    assert speakers(resolve("The French wept. France left. It said so.", {}, "It")) == ["france"]


def test_pronouns_of_a_long_text_take_linear_time() -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = "Ada Okoro met Ben Diaz. She said he lied to her. " * count
        return lambda: resolve(text, BOTH)

    assert grows_linearly(prepare, 20)


def test_pronouns_of_a_long_sentence_take_linear_time() -> None:
    def prepare(count: int) -> Callable[[], object]:
        item = tagged("Okoro met Diaz and he said they like it " * count, BOTH)
        return lambda: Resolver().resolve(item)

    assert grows_linearly(prepare, 50)


def test_me_in_a_quotation_is_its_speaker() -> None:
    text = "“Diaz attacked me,” said Ada Okoro."
    said = [("Ada Okoro", "said", "“Diaz attacked me,”")]
    found = resolve(text, BOTH, said=said, kind="direct")
    assert ("me", "ada-okoro") in pronouns(found)


def test_several_people_are_no_he() -> None:
    text = "Analysts at Banco Horizonte said so. They feared him."
    found = resolve(text, {"Banco Horizonte": BODY}, "Analysts at Banco Horizonte")
    assert "him" not in dict(pronouns(found))


def test_a_possessive_in_a_clause_is_its_subject() -> None:
    text = "Ben Diaz won. Mr. Diaz slept. Mr. Diaz lost. Omar Haddad praised Mr. Diaz in his talk."
    found = resolve(text, {**BOTH, "Omar Haddad": PERSON})
    assert ("his", "omar-haddad") in pronouns(found)


def test_who_is_told_is_not_who_tells() -> None:
    text = "Ada Okoro left. “It is over,” Ben Diaz, who leads the party, told her."
    found = resolve(text, BOTH, said=[("Ben Diaz", "told", "“It is over,”")])
    assert ("her", "ada-okoro") in pronouns(found)
    accused = resolve(
        "Maria Silva left. Ada Okoro accused her of it.",
        {**BOTH, "Maria Silva": PERSON},
        said=[("Ada Okoro", "accused", "of it")],
    )
    assert ("her", "maria-silva") in pronouns(accused)


def test_who_is_a_person_and_not_the_body_named_between() -> None:
    text = "Ada Okoro, a deputy for the Land Alliance, who spoke, left."
    found = resolve(text, {**BOTH, "Land Alliance": BODY})
    assert ("who", "ada-okoro") in pronouns(found)


def test_an_office_speaks_for_the_one_just_named() -> None:
    text = "Ben Diaz sat down. Ada Okoro had called and would call again, her office said."
    said = [("her office", "said", "Ada Okoro had called and would call again")]
    assert speakers(resolve(text, BOTH, said=said)) == ["ada-okoro"]


def test_a_study_is_no_she() -> None:
    text = "Ada Okoro left. The study said it was over. She wept."
    found = resolve(text, BOTH, "The study")
    assert ("She", "ada-okoro") in pronouns(found)


def test_who_did_something_since_is_more_likely_meant() -> None:
    text = (
        "Ben Diaz said it was late. He was sharp, he said. Omar Haddad brushed it aside. "
        "The port, he said, was closed."
    )
    names = {"Ben Diaz": PERSON, "Omar Haddad": PERSON}
    given = tagged(text, names, said=[("Ben Diaz", "said", "it was late")])
    he = text.index("he said, was closed")
    later = Attribution(Span(he, he + 2), (Span(he + 3, he + 7),), (span_of(text, "The port"),))
    found = Resolver().resolve(replace(given, attributions=(*given.attributions, later)))
    assert speakers(found)[-1] == "omar-haddad"


def test_an_object_is_not_the_subject_of_its_second_verb() -> None:
    text = (
        "Ben Diaz left. Omar Haddad described the conduct of the whole and newly chosen board as "
        "odd, and cancelled a joint walk with him."
    )
    found = resolve(text, {"Ben Diaz": PERSON, "Omar Haddad": PERSON})
    assert pronouns(found) == [("him", "ben-diaz")]


def test_an_office_reports_the_news_of_its_own() -> None:
    text = (
        "Ada Okoro scolded them, she said. The president, Ana Bolano, had spoken and would do so "
        "again, her office said."
    )
    found = resolve(
        text,
        {"Ada Okoro": PERSON, "Ana Bolano": PERSON},
        said=[
            ("she", "said", "Ada Okoro scolded them"),
            ("her office", "said. "[:4], "The president, Ana Bolano, had spoken"),
        ],
    )
    assert speakers(found)[-1] == "ana-bolano"


def test_a_subject_is_one_after_its_possessive_too() -> None:
    text = "Japan wrote. Peru, which has claims of its own, did not; all had been told, it said."
    at = text.index("it said")
    told = Attribution(Span(at, at + 2), (Span(at + 3, at + 7),), (span_of(text, "all had"),))
    found = Resolver().resolve(replace(tagged(text, {}), attributions=(told,)))
    assert speakers(found) == ["peru"]


def test_who_reports_in_a_clause_is_the_subject_of_the_sentence() -> None:
    text = "Ben Diaz said it was late. Omar Haddad backed Peru, which he said had won."
    kinds = {"Ben Diaz": PERSON, "Omar Haddad": PERSON}
    found = resolve(text, kinds, said=[("Ben Diaz", "said", "it was late")])
    assert pronouns(found)[-1] == ("he", "omar-haddad")


def test_an_opening_possessive_is_the_subject_that_follows() -> None:
    text = "Ben Diaz has days to file his petition. In his victory speech, Omar Haddad wept."
    found = resolve(text, {"Ben Diaz": PERSON, "Omar Haddad": PERSON})
    assert pronouns(found)[-1] == ("his", "omar-haddad")


def test_who_is_told_that_it_would_is_it() -> None:
    text = (
        "Harzkraft spokesman Omar Haddad warned Peru that it would pay. He told the board that it "
        "lied."
    )
    kinds = {"Harzkraft": BODY, "Omar Haddad": PERSON}
    found = resolve(
        text,
        kinds,
        said=[("Omar Haddad", "warned", "that it would pay"), ("He", "told", "it lied")],
    )
    assert [pair for pair in pronouns(found) if pair[0] == "it"] == [("it", "peru")]


def test_what_somebody_calls_something_is_not_about_himself() -> None:
    text = "Harzkraft called the ruling a gift and said it would hurt trade."
    said = [("Harzkraft", "called", "the ruling"), ("Harzkraft", "said", "it would hurt trade")]
    assert ("it", "harzkraft") not in pronouns(resolve(text, {"Harzkraft": BODY}, said=said))


def test_a_title_rules_the_other_gender_out_for_the_whole_text() -> None:
    text = "Ida Holm attacked Bo Lang, saying he had lied. Ms Holm slept."
    found = resolve(
        text,
        {"Ida Holm": PERSON, "Holm": PERSON, "Bo Lang": PERSON},
        said=[("Ida Holm", "attacked", "Bo Lang"), ("Ida Holm", "saying", "he had lied")],
    )
    assert pronouns(found) == [("he", "bo-lang")]


def test_a_title_is_of_the_one_it_stands_before() -> None:
    text = "Ms Okoro told Diaz the truth. The board praised Diaz because he was kind."
    found = resolve(text, BOTH, said=[("The board", "praised", "Diaz because he was kind")])
    assert pronouns(found) == [("he", "diaz")]


def test_who_is_accused_is_meant_where_the_accuser_cannot_be() -> None:
    text = "Ben Diaz left. Mr. Diaz slept. Eva Strand accused Omar Haddad because he lied."
    names = {**BOTH, "Eva Strand": PERSON, "Omar Haddad": PERSON}
    said = [("Eva Strand", "accused", "Omar Haddad because he lied")]
    assert pronouns(resolve(text, names, said=said)) == [("he", "omar-haddad")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada Okoro of the Liberals, who spoke, left.", "ada-okoro"),
        ("Ada Okoro from the ruling Liberals, who spoke, left.", "ada-okoro"),
        ("Ada Okoro left the Liberals, who wept.", "liberals"),
    ],
)
def test_who_is_the_person_of_a_party(text: str, who: str) -> None:
    assert pronouns(resolve(text, {**BOTH, "Liberals": BODY})) == [("who", who)]


def test_nobody_calls_himself_by_his_name_in_his_own_words() -> None:
    text = (
        "Gareth Pell, who had been against it, said all was well. Pell has a small majority. "
        "Pell drew fire from Brian Okoro. 'Mr Pell told me it was a shambles. Well?' he asked."
    )
    found = resolve(
        text,
        {"Gareth Pell": "PERSON", "Brian Okoro": "PERSON", "Pell": "PERSON"},
        said=[
            ("Gareth Pell", "said", "all was well"),
            ("he", "asked", "'Mr Pell told me it was a shambles. Well?'"),
        ],
        kind="direct",
    )
    assert speakers(found) == ["gareth-pell", "brian-okoro"]


def test_a_gender_once_misread_does_not_bind_a_person_for_good() -> None:
    # Her group is the one before's, whose "he" the next sentence is.
    kinds = {"Maria Silva": PERSON, "Tjarv Lindo": PERSON, "Paul Reyes": PERSON}
    text = (
        "Paul Reyes apologised. Maria Silva blamed the Greens.\n\n"
        "Tjarv Lindo shot back that it was her group that lost. He thanked the judges."
    )
    said = [("Tjarv Lindo", "shot", "it was her group that lost"), ("He", "thanked", "the judges")]
    assert speakers(resolve(text, kinds, said=said))[-1] == "tjarv-lindo"


def test_what_pronouns_show_again_and_again_binds() -> None:
    kinds = {"Tjarv Lindo": PERSON}
    text = "Tjarv Lindo left. He wept. He sang. He slept. The choir sang, and she said so."
    found = resolve(text, kinds, said=[("she", "said", "so")])
    assert speakers(found) == [None]


def test_only_one_person_may_be_meant_however_far_away() -> None:
    kinds = {"Dan Ito": PERSON, "Tjarv Lindo": PERSON}
    text = (
        "Mr. Dan Ito met his guest, Tjarv Lindo.\n\nIt was cold. It rained. Nobody stayed.\n\n"
        "“We are friends,” she said."
    )
    found = resolve(text, kinds, said=[("she", "said", "“We are friends,”")], kind="direct")
    assert speakers(found) == ["tjarv-lindo"]


def test_who_wrote_the_article_is_nobody_s_pronoun() -> None:
    kinds = {"Ann Lee": PERSON}
    text = "Panel rebels\n\nBy Ann Lee | OSLO\n\nFive members broke with the chief, accusing her."
    assert pronouns(resolve(text, kinds)) == []
    assert pronouns(resolve(text.replace("By Ann Lee | OSLO", "Ann Lee left."), kinds))


@pytest.mark.parametrize("line", ["Ann Lee in Oslo and Bo Diaz in Rome", "Ann Lee and Bo Diaz"])
def test_a_line_of_names_says_who_wrote(line: str) -> None:
    kinds = {"Ann Lee": PERSON, "Bo Diaz": PERSON}
    text = f"Panel rebels\n\n{line}\n\nFive members broke with the chief, accusing him."
    assert pronouns(resolve(text, kinds)) == []


def test_for_her_part_is_of_whom_the_clause_names() -> None:
    kinds = {"Ms. Ann Lee": PERSON, "Ms. Eva Ito": PERSON}
    found = resolve("Ms. Ann Lee bowed. For her part, Ms. Eva Ito smiled.", kinds)
    assert ("her", "eva-ito") in pronouns(found)


def test_she_is_a_woman_who_is_known_before_one_who_is_not() -> None:
    kinds = {"Ms. Maria Silva": PERSON, "Xyl Lindo": PERSON}
    text = (
        "Ms. Maria Silva blamed the Greens.\n\nXyl Lindo shot back that it was her group that lost."
    )
    assert ("her", "maria-silva") in pronouns(resolve(text, kinds, "Xyl Lindo"))


def test_whom_a_pronoun_does_not_fit_is_not_meant_for_want_of_others() -> None:
    text = "Police held Vladimir Petrov. His wife was out. She said later that it was late."
    assert speakers(resolve(text, {"Vladimir Petrov": PERSON}, "She")) == [None]


def test_of_two_whom_pronouns_have_told_apart_the_one_that_fits_is_meant() -> None:
    text = (
        "Okoro spoke. He said yes. Then Bello spoke. She said no. Okoro met Bello. He said fine. "
        "She said bad."
    )
    found = resolve(text, {"Okoro": PERSON, "Bello": PERSON}, "He", "She", "He", "She")
    assert speakers(found) == ["okoro", "bello", "okoro", "bello"]


def test_this_man_is_not_who_says_so() -> None:
    text = "Ben Diaz won. “I fought this man,” said Omar Okoro."
    kinds = {"Ben Diaz": "PERSON", "Omar Okoro": "PERSON"}
    found = resolve(text, kinds, said=[("Omar Okoro", "said", "I fought this man")], kind="direct")
    assert ("this man", "ben-diaz") in pronouns(found)


def test_what_a_body_says_of_itself_is_the_body() -> None:
    text = "Harzkraft's spokesman, Ben Diaz, said it on Monday filed an appeal."
    kinds = {"Harzkraft": "ORGANIZATION", "Ben Diaz": "PERSON"}
    said = [("Harzkraft's spokesman, Ben Diaz", "said", "it on Monday filed an appeal")]
    assert ("it", "harzkraft") in pronouns(resolve(text, kinds, said=said))


def test_what_a_bodys_spokesman_disputes_is_not_the_body() -> None:
    text = "A report came. Harzkraft's spokesman, Ben Diaz, disputes it as well."
    kinds = {"Harzkraft": "ORGANIZATION", "Ben Diaz": "PERSON"}
    said = [("Harzkraft's spokesman, Ben Diaz", "disputes", "it as well")]
    found = resolve(text, kinds, said=said)
    assert ("it", "harzkraft") not in pronouns(found)


def test_a_representative_may_be_a_woman() -> None:
    text = "Rep. Darlaw Whitcombe left. “No,” she said."
    found = resolve(text, {"Darlaw Whitcombe": PERSON}, said=[("she", "said", "“No,”")])
    assert speakers(found) == ["darlaw-whitcombe"]


def test_a_wife_is_no_businessman() -> None:
    text = "Bo Diaz waited. The businessman's wife, Natalia Diaz, wept. “No,” she said."
    kinds = {"Bo Diaz": PERSON, "Natalia Diaz": PERSON}
    assert speakers(resolve(text, kinds, said=[("she", "said", "“No,”")])) == ["natalia-diaz"]


def test_the_only_person_of_a_sentence_is_meant_in_its_clause() -> None:
    text = "Ben Diaz said it was late.\n\nThe court fined Bo Okoro over a speech in which he lied."
    found = resolve(text, {"Ben Diaz": PERSON, "Bo Okoro": PERSON, "court": BODY}, "Ben Diaz")
    assert pronouns(found) == [("he", "bo-okoro")]
    both = text.replace("Bo Okoro", "Bo Okoro and Li Wu")
    kinds = {"Ben Diaz": PERSON, "Bo Okoro": PERSON, "Li Wu": PERSON}
    assert pronouns(resolve(both, kinds, "Ben Diaz")) == [("he", "ben-diaz")]


def test_an_unnamed_speaker_is_told_of_in_his_own_source() -> None:
    text = "Ada Okoro left. A resident who gave only her first name said no. “No,” she added."
    source = "A resident who gave only her first name"
    said = [(source, "said", "no"), ("she", "added", "“No,”")]
    found = resolve(text, {"Ada Okoro": PERSON}, said=said)
    assert ("her", "resident") in pronouns(found)
    assert speakers(found)[1] == speakers(found)[0]


def test_whom_somebody_accuses_is_not_he() -> None:
    text = "Bo Okoro arrived. Ben Diaz, whom he accused of fraud, did not."
    found = resolve(text, {"Bo Okoro": PERSON, "Ben Diaz": PERSON})
    assert ("he", "bo-okoro") in pronouns(found)


def test_it_is_who_was_attacked() -> None:
    kinds = {"Ann Lee": PERSON, "Kenya": "LOCATION", "Oman": "LOCATION"}
    text = "Kenyan envoy Ann Lee lashed out at Oman, saying that it stands alone."
    assert pronouns(resolve(text, {**kinds, "Kenyan": "MISC"}, "Kenyan envoy Ann Lee")) == [
        ("it", "oman")
    ]


def test_the_owner_in_an_apposition_is_not_the_next_he() -> None:
    text = (
        "Bo Okoro, the minister, has made a plan of his own. "
        "The mayor, Salvo Migli, a member of the minister's party, left. He said no."
    )
    found = resolve(text, {"Bo Okoro": PERSON, "Salvo Migli": PERSON}, "He")
    assert speakers(found)[-1] == "salvo-migli"


def test_what_one_is_going_to_do_one_says_of_oneself() -> None:
    kinds = {"Kenya": "LOCATION", "Oman": "LOCATION"}
    text = "Kenya condemned Oman, saying it would answer."
    assert ("it", "kenya") in pronouns(resolve(text, kinds, "Kenya"))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("About 400 farmers packed the Rex Theatre. They booed Diaz.", "They", "400-farmers"),
        ("Several hundred farmers packed the Rex Theatre. They booed Diaz.", "They", "farmers"),
        ("About 400 farmers packed the Rex Theatre. They were late for Diaz.", "They", None),
        # What somebody takes a side on is the law that was named.
        ("The Fair Rents Act is late. Ada Okoro called it a gift.", "it", "fair-rents-act"),
        ("The Fair Rents Act is late. The Tenants met. Okoro called it a gift.", "it", None),
        (
            "The Fair Rents Act is late. Okoro, in the Tenants hall, called it a gift.",
            "it",
            "fair-rents-act",
        ),
        (
            "The Fair Rents Act is late. Okoro, of the Tenants, wept. It was a bad law.",
            "It",
            "fair-rents-act",
        ),
        # It does something, so that it is somebody.
        ("The Tenants did not wait. It ended the talks with Diaz.", "It", "tenants"),
        ("The Tenants did not wait. It was late for Diaz.", "It", None),
        ("The Tenants hosted it. It ended with Diaz in tears.", "It", None),
        ("The Tenants sued Okoro. It has been a bad week for Diaz.", "It", None),
        ("Farmers packed the hall.\n\nThey booed Diaz.", "They", None),
        ("Diaz was held under the Fair Rents Act. Okoro condemned it.", "it", None),
    ],
)
def test_whom_a_pronoun_means_by_where_it_stands(
    text: str, word: str, expected: str | None
) -> None:
    kinds = {**BOTH, "Fair Rents Act": "MISC", "Tenants": BODY, "Rex Theatre": BODY}
    found = dict(pronouns(resolve(text, kinds)))
    assert found.get(word) == expected


def test_a_law_is_called_something_whoever_its_critic_is_of() -> None:
    text = "The Fair Rents Act is late. Ada Okoro of the Tenants called it a gift."
    kinds = {**BOTH, "Fair Rents Act": "MISC", "Tenants": BODY}
    said = [("Ada Okoro of the Tenants", "called", "it a gift")]
    assert ("it", "fair-rents-act") in pronouns(resolve(text, kinds, said=said))
