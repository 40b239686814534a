"""Whom the source of an attribution means."""

from __future__ import annotations

import pytest
from resolving import resolve, speakers

PERSON, BODY, PLACE = "PERSON", "ORGANIZATION", "LOCATION"
KINDS = {
    "Ann Lee": PERSON,
    "Bo Diaz": PERSON,
    "Omar Haddad": PERSON,
    "Harzkraft": BODY,
    "Karachi Chamber": BODY,
    "Banca Lerin": BODY,
    "Aula Libre": BODY,
    "European Union": BODY,
    "Seimas": BODY,
}


def speaker(text: str, source: str, cue: str = "said") -> str | None:
    """Who speaks in "source said no"."""
    (found,) = speakers(resolve(text, KINDS, said=[(source, cue, "no")]))
    return found


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        # Who holds an office is named behind it.
        (
            "Haddad was held. His defence counsel, Prof. Bo Diaz, said no.",
            "His defence counsel, Prof. Bo Diaz",
            "bo-diaz",
        ),
        (
            "Member of the Seimas Ann Lee said no.",
            "Member of the Seimas Ann Lee",
            "ann-lee",
        ),
        (
            "Prime Minister of Oman Aila Karu said no.",
            "Prime Minister of Oman Aila Karu",
            "aila-karu",
        ),
        (
            "Bo Diaz said while in Oslo that it was late, then said no.",
            "Bo Diaz said while in Oslo",
            "bo-diaz",
        ),
        ("Ann Lee, however, said no.", "Ann Lee, however", "ann-lee"),
        # Who leads a body is that body, and a chamber is no apposition of whom it follows.
        ("The board of Banca Lerin said no.", "The board of Banca Lerin", "banca-lerin"),
        (
            "Aula Libre's present leadership said no.",
            "Aula Libre's present leadership",
            "aula-libre",
        ),
        (
            "The Aula Libre (AL) mission said no.",
            "The Aula Libre (AL) mission",
            "aula-libre",
        ),
        (
            "Sir, thank you, Bo Diaz, the Karachi Chamber said no.",
            "the Karachi Chamber",
            "karachi-chamber",
        ),
        # States, by their capitals, their ministries and who sits for them.
        ("Then Oman left. In Muscat, the sports ministry said no.", "the sports ministry", "oman"),
        (
            "Oman left. The foreign ministry in Muscat said no.",
            "The foreign ministry in Muscat",
            "oman",
        ),
        (
            "The European Union's delegate said no.",
            "The European Union's delegate",
            "european-union",
        ),
        (
            "Oman, one of the driest countries, said no.",
            "Oman, one of the driest countries",
            "oman",
        ),
        ("After Oman shelled Chad, the government said no.", "the government", "government"),
        # Clauses of somebody.
        ("Then Oman, whose premier is ill, said no.", "whose premier is ill", "oman"),
        ("It was Ann Lee, an economist whose book said no.", "whose book", "ann-lee"),
        # Somebody told anew.
        (
            "Bo Diaz took the stage. “I lost to Ann Lee,” he wept. The 71-year-old leader said no.",
            "The 71-year-old leader",
            "bo-diaz",
        ),
    ],
)
def test_a_source_is_who_it_means(text: str, source: str, expected: str) -> None:
    assert speaker(text, source) == expected


def test_a_title_that_begins_a_name_means_its_bearer() -> None:
    text = "The guest was Fon Ngwa Tadzong, at last. The fon said no."
    (found,) = speakers(
        resolve(text, {"Fon Ngwa Tadzong": PERSON}, said=[("The fon", "said", "no")])
    )
    assert found == "fon-ngwa-tadzong"


def test_nobody_calls_himself_he_in_his_own_words() -> None:
    text = "LEE: Bo Diaz came. He said no."
    found = resolve(
        text,
        {"LEE": PERSON, "Bo Diaz": PERSON},
        said=[("He", "said", "no")],
    )
    assert speakers(found)[-1] == "bo-diaz"


def test_two_who_speak_as_well_as_one_another_both_speak() -> None:
    text = "Oman as well as Kenya said no."
    assert speaker(text, "Oman as well as Kenya") == "oman"


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Oman's envoy to the talks said no.", "Oman's envoy to the talks", "oman"),
        ("Banca Lerin's chief executive said no.", "Banca Lerin's chief executive", None),
        ("An executive of Banca Lerin said no.", "An executive of Banca Lerin", None),
        ("Banca Lerin's oversight board said no.", "Banca Lerin's oversight board", None),
        ("Banca Lerin denied it. Its officials said no.", "Its officials", "banca-lerin"),
        ("Oman voted. Its opposition leaders said no.", "Its opposition leaders", None),
        ("Ann Lee saw it. The 19-year-old victim said no.", "The 19-year-old victim", None),
        ("Ann Lee left. The 120-year-old bank said no.", "The 120-year-old bank", None),
        ("Bo Diaz, whose defence lawyer said no.", "whose defence lawyer", None),
        ("In Muscat, the city government said no.", "the city government", None),
        ("Ann Lee, an American, said no.", "an American", "ann-lee"),
        ("The Mayor of New York City said no.", "The Mayor of New York City", None),
        (
            "Ann Lee, a fellow at the Seimas, whose book said no.",
            "whose book",
            "ann-lee",
        ),
    ],
)
def test_a_source_is_not_more_than_it_says(text: str, source: str, expected: str | None) -> None:
    named = {"oman", "banca-lerin", "ann-lee", "bo-diaz", "seimas", "york-city"}
    found = speaker(text, source)
    assert found == expected if expected else found not in named


def test_who_is_called_like_a_thing_is_not_it() -> None:
    text = "Bill de Blasio signed it. The bill said no."
    (found,) = speakers(
        resolve(text, {"Bill de Blasio": PERSON}, said=[("The bill", "said", "no")])
    )
    assert found != "bill-de-blasio"


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        # a title that the tagger left alone
        ("In Oslo, Rear Adm. Bo Diaz said no.", "Rear Adm.", "said", "bo-diaz"),
        # who is sent somewhere
        (
            "Deputy Representative to the European Union Ann Lee said no.",
            "Deputy Representative to the European Union Ann Lee",
            "said",
            "ann-lee",
        ),
        # a rare word behind a name
        (
            "Ann Lee, 61, cacique of the valley, waited. Then the cacique said no.",
            "the cacique",
            "said",
            "ann-lee",
        ),
        # bodies whose names the tagger missed
        (
            "Then Doctors Without Maps said no.",
            "Doctors Without Maps",
            "said",
            "doctors-without-maps",
        ),
        ("Then Frontux, the EU agency, said no.", "Frontux, the EU agency,", "said", "frontux"),
    ],
)
def test_who_a_source_is(text: str, source: str, cue: str, expected: str) -> None:
    assert speakers(resolve(text, KINDS, said=[(source, cue, "no")])) == [expected]


def test_it_goes_on_with_a_complaint() -> None:
    text = "Ann Lee left Harzkraft. Her complaint alleges fraud. It says Harzkraft lied."
    said = [("Her complaint", "alleges", "fraud"), ("It", "says", "Harzkraft lied")]
    assert speakers(resolve(text, KINDS, said=said)) == ["ann-lee", "ann-lee"]
    later = text.replace("It says", "Harzkraft declined. It says")
    assert speakers(resolve(later, KINDS, said=said)) == ["ann-lee", "harzkraft"]


def test_who_goes_on_is_who_spoke_under_another_description() -> None:
    text = "Ann Lee said no. The former lawmaker from Bern added it was late. Bo Diaz wept."
    said = [("Ann Lee", "said", "no"), ("The former lawmaker from Bern", "added", "it was late")]
    assert speakers(resolve(text, KINDS, said=said)) == ["ann-lee", "ann-lee"]
    said = [("A nurse", "said", "yes"), ("Ann Lee", "said", "no"), ("the nurse", "added", "it was")]
    text = "A nurse said yes. Ann Lee said no. Then the nurse added it was late."
    assert speakers(resolve(text, KINDS, said=said)) == ["nurse", "ann-lee", "nurse"]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [("“I am tired,”", "direct", "bo-diaz"), ("“It is late,”", "direct", "portugal")],
)
def test_who_says_i_is_a_person(words: str, kind: str, expected: str) -> None:
    text = f"Bo Diaz swerved the row. {words} smiled the Portuguese."
    said = [("the Portuguese", "smiled", words)]
    kinds = {**KINDS, "Portuguese": "MISC"}
    assert speakers(resolve(text, kinds, said=said, kind=kind)) == [expected]


UNNAMED = "A taxi driver in the queue disagreed."


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (f"It rained. {UNNAMED}", "taxi-driver"),
        (f"Ann Lee left. {UNNAMED}", "ann-lee"),  # who is there answers
        ("It rained. A judge set bail.", None),
        ("It rained. A petition disagreed.", None),
        (f"{UNNAMED} It rained.", None),
    ],
)
def test_an_unnamed_person_is_whom_the_next_quotation_is_of(
    before: str, expected: str | None
) -> None:
    text = f"{before} “I am late,” she said."
    said = [("she", "said", "“I am late,”")]
    assert speakers(resolve(text, KINDS, said=said, kind="direct")) == [expected]


def test_a_relative_follows_what_kind_of_body_it_is() -> None:
    text = "He faces the far-right Aula Libre party, which said no."
    assert speakers(resolve(text, KINDS, said=[("which", "said", "no")])) == ["aula-libre"]
    text = "Senator Ann Lee, of the rightwing Aula Libre, who said no."
    assert speakers(resolve(text, KINDS, said=[("who", "said", "no")])) == ["ann-lee"]


def test_a_book_speaks_for_whose_it_is() -> None:
    text = "Ann Lee, whose book “The Borders We Need” argues no."
    source = "whose book “The Borders We Need”"
    assert speakers(resolve(text, KINDS, said=[(source, "argues", "no")])) == ["ann-lee"]


def test_a_person_from_somewhere_is_the_only_one_of_his_paragraph() -> None:
    said = [("the Portuguese", "smiled", "“I am tired,”")]
    text = "Ann Lee beat Bo Diaz. “I am tired,” smiled the Portuguese."
    kinds = {**KINDS, "Portuguese": "MISC"}
    (found,) = speakers(resolve(text, kinds, said=said, kind="direct"))
    assert found not in ("ann-lee", "bo-diaz")


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        # The tagger took too much.
        (
            "Members of the Karachi Chamber kept and said no.",
            "Members of the Karachi Chamber kept",
            "karachi-chamber",
        ),
        (
            "Several protesters marched and said no.",
            "Several protesters marched",
            "several-protesters",
        ),
        (
            "That did not impress Ann Lee, a Leeds MP of the opposition Aula Libre, who said no.",
            "who",
            "ann-lee",
        ),
    ],
)
def test_whose_words_they_are(text: str, source: str, expected: str | None) -> None:
    assert speaker(text, source) == expected


def test_an_opinion_that_is_put_in_is_of_who_spoke_before() -> None:
    text = "Ann Lee said it was late. Mary Cole, in her opinion, was right."
    kinds = {**KINDS, "Mary Cole": PERSON}
    said = [("Ann Lee", "said", "it was late"), ("her", "opinion", ", was right")]
    assert speakers(resolve(text, kinds, said=said)) == ["ann-lee", "ann-lee"]


def test_an_acronym_that_is_a_word_is_no_preposition() -> None:
    text = "They met at the Union for Prosperity, UP. The UP on Tuesday said no."
    found = resolve(
        text, {"Union for Prosperity": BODY}, said=[("The UP on Tuesday", "said", "no")]
    )
    assert speakers(found) == ["union-for-prosperity"]


def test_another_is_another_of_those_who_spoke() -> None:
    text = "Ann Lee's friends said no. Another said no."
    found = resolve(text, KINDS, "Ann Lee's friends", "Another")
    assert speakers(found) == ["ann-lees-friends", "one-of-the-ann-lees-friends"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        # Who is urged says nothing.
        ("Ministers urged to say no.", "Ministers", "urged", None),
        ("Ann Lee urged them to say no.", "Ann Lee", "urged", "ann-lee"),
    ],
)
def test_who_says_it(text: str, source: str, cue: str, expected: str | None) -> None:
    assert speaker(text, source, cue) == expected


def test_lawmakers_of_somebody_s_party_are_the_party() -> None:
    source = "Lawmakers of Ms Lee's Aula Libre"
    found = resolve(f"{source} said no.", {**KINDS, "Lee": PERSON}, said=[(source, "said", "no")])
    assert speakers(found) == ["aula-libre"]
