"""Names of persons, ids and pronouns."""

from __future__ import annotations

import json
import unicodedata
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.names import (
    PRONOUNS,
    given_name_gender,
    is_title,
    person,
    person_match,
    pronoun,
    slug,
    surname,
    title_gender,
)


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("President Ann Lee", "president", "Ann Lee"),
        ("North Korean leader Kim Jong Un", "north korean leader", "Kim Jong Un"),
        ("the Prime Minister", "the prime minister", ""),
        ("Foreign Minister", "foreign minister", ""),
        ("President", "president", ""),
        ("the minister", "the minister", ""),
        ("the Queen", "the queen", ""),
        ("Mr.", "mr", ""),
        ("U.S. Secretary of State Ann Lee", "u.s. secretary of state", "Ann Lee"),
        ("Secretary of Homeland Security Bo Dahl", "secretary of homeland security", "Bo Dahl"),
        ("White House Press Secretary Bo Dahl", "white house press secretary", "Bo Dahl"),
        ("Microsoft CEO Ann Lee", "microsoft ceo", "Ann Lee"),
        ("New York Mayor Ann Lee", "new york mayor", "Ann Lee"),
        ("Russian Foreign Minister Bo Dahl's", "russian foreign minister", "Bo Dahl"),
        ("First Lady Ann Lee", "first lady", "Ann Lee"),
        ("Crown Prince Omar bin Said", "crown prince", "Omar bin Said"),
        ("Rep. Ann Lee (D-N.C.)", "rep", "Ann Lee"),
        ("Rep.-elect Ann Lee", "rep-elect", "Ann Lee"),
        ("Rep-elect Ann Lee", "rep-elect", "Ann Lee"),
        ("Sen.-elect Lee", "sen-elect", "Lee"),
        ("Republican Gov.-Elect Ann Lee", "republican gov-elect", "Ann Lee"),
        ("the Rep.-elect", "the rep-elect", ""),
        ("U.S.-backed President Ann Lee", "u.s.-backed president", "Ann Lee"),
        ("Chief Justice Bo Dahl", "chief justice", "Bo Dahl"),
        ("U.S. envoy to Syria Ann Lee", "u.s. envoy to syria", "Ann Lee"),
        ("Ann Lee, the Norwegian leader", "", "Ann Lee"),
        ("Larry King", "", "Larry King"),
        ("King", "", "King"),
        ("ann lee", "", "ann lee"),
        ("president lee", "president", "lee"),
        ("Bill de Blasio", "", "Bill de Blasio"),
        ("“Ann Lee”", "", "Ann Lee"),
        ("", "", ""),
    ],
)
def test_titles_are_told_from_names(text: str, title: str, name: str) -> None:
    assert (person(text).title, person(text).name) == (title, name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. J. K. Moreno", "Moreno"),
        ("Kim Jong Un", "Kim"),
        ("Moon Jae-in", "Moon"),
        ("Xi Jinping", "Xi"),
        ("Kim Kardashian", "Kardashian"),
        ("Martin Luther King Jr.", "King"),
        ("Donald Trump, Jr.", "Trump"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("von der Leyen", "von der Leyen"),
        ("Al Gore", "Gore"),
        ("Bashar al-Assad", "al-Assad"),
        ("the prime minister", ""),
    ],
)
def test_surname(text: str, expected: str) -> None:
    assert surname(text) == expected


def test_abbreviated_councillors() -> None:
    assert person("Coun. Lee").titles == ("coun",) and person("Cllr Lee").titles == ("cllr",)


def test_suffixes() -> None:
    assert person("Donald Trump, Jr.").suffix == "jr"
    assert person("King Carl III").suffix == "iii"
    assert person("Ann Lee, M.D.").suffix == person("Ann Lee PhD").suffix == ""
    assert person("Ann Lee PhD").name == "Ann Lee"


def test_sides_without_end_are_title() -> None:
    parts = person("Republican " * 1500 + "Ann Lee")
    assert (len(parts.titles), parts.name) == (1500, "Ann Lee")


def test_a_key_is_equal_for_spellings() -> None:
    assert person("President Erdoğan").key == person("ERDOGAN'S").key == "erdogan"
    assert person("Kim Jong-un").key == person("Kim Jong Un").key
    assert person("J.D. Vance").key == person("J. D. Vance").key == person("JD Vance").key
    assert person("the minister").key == ""


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Trump", "Donald Trump", 0.8),
        ("President Trump's", "Trump", 1.0),
        ("Donald J. Trump", "Donald Trump", 1.0),
        ("TRUMP", "Trump", 1.0),
        ("Kim", "Kim Jong Un", 0.8),
        ("Kim Jong Un", "Kim Jong-un", 1.0),
        ("Kim Jong Un", "Kim Jong Il", 0.0),
        ("Kim Jong Un", "Kim Yo Jong", 0.0),
        ("Shinzo Abe", "Abe Shinzo", 1.0),
        ("Xi", "Xi Jinping", 0.8),
        ("Erdoğan", "Recep Tayyip Erdogan", 0.8),
        ("Hillary Clinton", "Bill Clinton", 0.0),
        ("Hillary", "Hillary Clinton", 0.5),
        ("Clinton", "Hillary Clinton", 0.8),
        ("Mrs. Clinton", "Mr. Clinton", 0.0),
        ("Joe Biden", "Joseph R. Biden", 1.0),
        ("Bernie Sanders", "Bernard Sanders", 1.0),
        ("A. Lee", "Ann Lee", 1.0),
        ("B. Lee", "Ann Lee", 0.0),
        ("JD Vance", "James Vance", 1.0),
        ("George W. Bush", "George H. W. Bush", 0.0),
        ("George Bush", "George W. Bush", 1.0),
        ("Donald Trump", "Donald Trump Jr.", 0.5),
        ("Carl II", "Carl III", 0.0),
        ("von der Leyen", "Ursula von der Leyen", 0.8),
        ("Leyen", "Ursula von der Leyen", 0.8),
        ("Le Pen", "Marine Le Pen", 0.8),
        ("Marine Le Pen", "Jean-Marie Le Pen", 0.0),
        ("Assad", "Bashar al-Assad", 0.8),
        ("López Obrador", "Andrés Manuel López Obrador", 1.0),
        ("Boris Johnson", "Alexander Boris de Pfeffel Johnson", 1.0),
        ("Cortez", "Alexandria Ocasio-Cortez", 0.8),
        ("MBS", "Mohammed bin Salman", 0.5),
        ("Ancasi", "Rodolfo Ancasi Villca", 0.4),
        ("Pálffy", "Gergely Pálffy-Nagy", 0.4),
        ("Jane", "Mary Jane Clark", 0.0),
        ("John A. Smith", "John E. Smith", 0.0),
        ("E. Smith", "Elizabeth Smith", 1.0),
        ("Lee", "Robert E Lee", 0.8),
        ("bin", "Mohammed bin Salman", 0.0),
        ("Jordi Puig i Sarrà", "Jordi Puig", 1.0),
        ("Maigida", "M. Lowe", 0.0),
        ("the minister", "Ann Lee", 0.0),
        ("", "Ann Lee", 0.0),
        ("-", "Ann Lee", 0.0),
        ("...", "Ann Lee", 0.0),
        ("-", "...", 0.0),
    ],
)
def test_person_match(a: str, b: str, expected: float) -> None:
    assert person_match(a, b) == person_match(b, a) == expected


@pytest.mark.parametrize("word", ["senator", "rep.", "rep.-elect", "gov-elect", "mr"])
def test_words_of_titles(word: str) -> None:
    assert is_title(word) and not is_title("u.s.-backed")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("mr", "male"),
        ("Mr.", "male"),
        ("Mrs.", "female"),
        ("white house spokeswoman", "female"),
        ("the queen", "female"),
        ("crown prince", "male"),
        ("first lady", "female"),
        ("prime minister", None),
        ("", None),
    ],
)
def test_title_gender(title: str, expected: str | None) -> None:
    assert title_gender(title) == title_gender(title.split()) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kim Jong Un", "kim-jong-un"),
        ("U.S.", "us"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Workers' Party", "workers-party"),
        ("J.K. O’Brien-Ruiz", "jk-obrien-ruiz"),
        ("AT&T", "at-and-t"),
        ("习近平", "习近平"),
        ("नरेन्द्र मोदी", "नरेन्द्र-मोदी"),
        ("", "unnamed"),
        ("!?\u0301", "unnamed"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_slug_is_a_word_of_letters_digits_and_single_hyphens(name: str) -> None:
    result = slug(name)
    assert result
    assert all(part for part in result.split("-"))
    assert all(c == "-" or c.isalnum() or unicodedata.category(c)[0] == "M" for c in result)
    assert slug(result) == result


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    assert person_match(a, b) == person_match(b, a)
    assert 0.0 <= person_match(a, b) <= 1.0
    assert person_match(a, a) == (1.0 if person(a).key else 0.0)


WORDS = st.sampled_from(
    [
        *("Kim", "Jong", "Un", "the", "of", "President", "U.S.", "North", "Korean", "J.", "K."),
        *("de", "von", "Jr.", "III", "leader,", "(R)", "Mr.", "'s", "É"),
    ]
)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_title_and_name_are_words_of_the_text_in_order(text: str) -> None:
    parts = person(text)
    rest = text
    for word in parts.words:
        assert word in rest
        rest = rest[rest.index(word) + len(word) :]
    assert person_match(text, text) in (0.0, 1.0)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("he", ("male", "singular", 3)),
        ("She", ("female", "singular", 3)),
        ("it", ("neuter", "singular", 3)),
        ("They", (None, "plural", 3)),
        ("I", (None, "singular", 1)),
        ("us", (None, "plural", 1)),
        ("his remarks", ("male", "singular", 3)),
        ("Their own plan", (None, "plural", 3)),
        ("US", None),
        ("IT", None),
        ("it is", None),
        ("Ann", None),
        ("", None),
    ],
)
def test_pronoun(phrase: str, expected: tuple[str | None, str, int] | None) -> None:
    assert pronoun(phrase) == expected


def test_pronouns_are_in_lower_case() -> None:
    assert all(word == word.lower() for word in PRONOUNS)
    assert PRONOUNS["hers"].gender == "female"


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Xyla Tomova", "female"),
        ("Xyla Kováčová", "female"),
        ("Xyl Volkonskaya", "female"),
        ("Xyl Villanueva", None),
        ("Xyl Casanova", None),
        ("Xyl Tomov", None),
        ("Arjun Mehta", "male"),
        ("Tomova", None),
    ],
)
def test_names_hint_at_a_gender(name: str, gender: str | None) -> None:
    assert given_name_gender(name) == gender


def test_no_given_name_hints_at_both_genders() -> None:
    path = resources.files("stance").joinpath("data/given_names.json")
    names = json.loads(path.read_text(encoding="utf-8"))
    female, male = names["female"].split(), names["male"].split()
    assert not set(female) & set(male)
    for listed in (female, male):
        assert listed == sorted(set(listed)) and all(name.isascii() for name in listed)
