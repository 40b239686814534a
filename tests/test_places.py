"""Countries under all their names, alone and in text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance import places
from stance.places import Gazetteer, Mention, Place, country, fold, gazetteer, kind

NAMES = {
    "United States": "U.S.|US|USA|U.S.A.|America|the States|the United States|United States'|"
    "American|Americans|Washington|WASHINGTON|the White House|America’s|United States of America",
    "United Kingdom": "UK|U.K.|Britain|Great Britain|British|Briton|Britons|London|Downing Street|"
    "Whitehall|Westminster|Britain's",
    "Russia": "Russian|Russians|the Russian Federation|Moscow|the Kremlin|RUSSIA",
    "China": "Chinese|Beijing|PRC|People's Republic of China|People’s Republic of China",
    "North Korea": "DPRK|North Korean|North Koreans|Pyongyang|NORTH KOREA|"
    "Democratic People's Republic of Korea|N. Korea",
    "South Korea": "ROK|South Korean|Seoul|Republic of Korea|the Blue House",
    "European Union": "EU|E.U.|the EU|Brussels",
    "United Nations": "UN|U.N.|the United Nations",
    "United Arab Emirates": "UAE|Emirati|Emiratis|Abu Dhabi|the Emirates",
    "Democratic Republic of the Congo": "DRC|Congo|Congolese|Kinshasa",
    "Ivory Coast": "Côte d'Ivoire|Cote d’Ivoire|Ivorian",
    "Czech Republic": "Czechia|Czech|Czechs|Prague",
    "Myanmar": "Burma|Burmese|Naypyidaw",
    "Turkey": "Türkiye|Turkish|Turk|Turks|Ankara|Turkey's",
    "Netherlands": "the Netherlands|The Netherlands|Holland|Dutch|Dutchman",
    "France": "French|Frenchmen|Paris|the Élysée|Elysee Palace",
    "Philippines": "the Philippines|Filipino|Filipinos|Philippine|Manila",
    "Switzerland": "Swiss|Bern",
    "Argentina": "Argentine|Argentinian|Argentines|Buenos Aires",
    "Israel": "Israeli|Israelis",
    "Saudi Arabia": "Saudi|Saudis|Riyadh",
    "Palestine": "Palestinian|Palestinians|Palestinian Authority|State of Palestine",
    "Taiwan": "Taiwanese|Taipei",
    "Poland": "Polish|Poles|Warsaw",
    "Sweden": "Swedish|Swedes",
    "Kosovo": "Kosovar|Pristina",
    "Ukraine": "Ukrainian|Kyiv|Kiev|the Ukraine",
    "Kenya": "Kenyan|Kenyans|Nairobi",
    "Brazil": "Brasília|Brasilia|Brazilian",
    "India": "Indian|Indians|New Delhi|Delhi",
    "Dominican Republic": "Dominican|Santo Domingo",
    "Jamaica": "Kingston|Jamaican",
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [(form, name) for name, forms in NAMES.items() for form in (name, *forms.split("|"))],
)
def test_names_of_a_country(name: str, expected: str) -> None:
    assert country(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        *("us", "Us", "turkey", "polish", "china", "the", "The", "States", "", "  ", "'s"),
        *("Male", "Malé", "Korean", "Jerusalem", "Victoria", "Hamilton", "Kim", "FRA", "Wallis"),
        *("New Mexico", "Latin America", "African-American", "Native American"),
    ],
)
def test_what_is_no_country(name: str) -> None:
    assert country(name) is None
    assert kind(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russia", "name"),
        ("Russian", "adjective"),
        ("Russians", "people"),
        ("Moscow", "capital"),
        ("the Kremlin", "metonym"),
        ("Brussels", "metonym"),
        ("the U.S.", "name"),
        ("Britons", "people"),
    ],
)
def test_kinds(name: str, expected: str) -> None:
    assert kind(name) == expected


def found(text: str) -> list[tuple[str, str, str, str]]:
    return [(text[m.start : m.end], m.country, m.prefix, m.suffix) for m in gazetteer().find(text)]


US, CHINA, RUSSIA = "United States", "China", "Russia"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anti-U.S.", [("U.S.", US, "anti", "")]),
        ("Anti-American", [("American", US, "anti", "")]),
        ("pro-Kremlin", [("Kremlin", RUSSIA, "pro", "")]),
        ("U.S.-led", [("U.S.", US, "", "led")]),
        ("Moscow-based", [("Moscow", RUSSIA, "", "based")]),
        (
            "U.S.-South Korea-Japan",
            [("U.S.", US, "", ""), ("South Korea",) * 2 + ("", ""), ("Japan",) * 2 + ("", "")],
        ),
        ("US–China talks", [("US", US, "", ""), ("China", CHINA, "", "")]),
        ("Sino-Russian", [("Sino", CHINA, "", ""), ("Russian", RUSSIA, "", "")]),
        ("Franco-American", [("Franco", "France", "", ""), ("American", US, "", "")]),
        ("Indo-Pacific", []),
        ("an African-American and a Mexican-American", []),
        ("in New Mexico and Mexico.", [("Mexico", "Mexico", "", "")]),
        (
            "He left Russia. The U.S. said the U.S.’s ally, China's,",
            [
                ("Russia", RUSSIA, "", ""),
                *[("U.S.", US, "", "")] * 2,
                ("China", CHINA, "", ""),
            ],
        ),
        ("Guinea-Bissau", [("Guinea-Bissau", "Guinea-Bissau", "", "")]),
        ("“Iran”, ‘Iraq’", [("Iran", "Iran", "", ""), ("Iraq", "Iraq", "", "")]),
        ("North\nKorea", [("North\nKorea", "North Korea", "", "")]),
        ("North, Korea", []),
        ("the States’ way", [("the States", US, "", "")]),
        ("let us go", []),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert found(text) == expected


def test_a_user_adds_moves_and_removes_names() -> None:
    own = Gazetteer({"Foggy Bottom Boys": US, "Georgia": None, "Beijing": "Beijing city"})
    assert own.lookup("the Foggy Bottom Boys") == Place(US, "name")
    assert own.country("Georgia") is None
    assert own.country("Beijing's") == "Beijing city"
    assert own.find("pro-Foggy Bottom Boys") == (Mention(4, 21, US, "name", "pro", ""),)
    assert gazetteer().country("Georgia") == "Georgia"


def test_metonyms_and_capitals_can_be_switched_off() -> None:
    plain = Gazetteer(metonyms=False, capitals=False)
    assert plain.country("the Kremlin") is None
    assert plain.country("Moscow") is None
    assert plain.country("MOSCOW") is None
    assert plain.country("Russian") == RUSSIA
    assert Gazetteer(metonyms=False).country("Moscow") == RUSSIA


def test_names_lists_what_leads_to_a_country() -> None:
    names = gazetteer().names(RUSSIA)
    assert {"Russia", "Russian", "Moscow", "Kremlin"} <= set(names)
    assert gazetteer().names(RUSSIA, "metonym") == ("Kremlin",)
    assert gazetteer().names("Atlantis") == ()


def test_every_hand_written_name_leads_to_its_country() -> None:
    for name, entry in places._data()["countries"].items():
        for forms in entry.values():
            for form in forms:
                assert country(form) == name, form


def test_fold() -> None:
    assert fold("Erdoğan, Łódź, Ørsted, São, İzmir, ’") == "Erdogan, Lodz, Orsted, Sao, Izmir, '"
    assert fold("Йосип नरेन्द्र 习近平") == "Йосип नरेन्द्र 习近平"


PIECES = st.sampled_from(
    ["anti-", "U.S.", "-", "South Korea", "Sino-", "American", "’s", " ", "led", ".", "the ", "é"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for mention in gazetteer().find(text):
        assert end <= mention.start < mention.end <= len(text)
        word = text[mention.start : mention.end]
        assert country(word) == mention.country or word.lower() in places._data()["combining"]
        if mention.prefix:
            assert text[: mention.start - 1].lower().endswith(mention.prefix)
        if mention.suffix:
            assert text[mention.end + 1 :].startswith(mention.suffix)
        end = mention.end


@given(st.text())
def test_lookup_takes_any_text(text: str) -> None:
    place = gazetteer().lookup(text)
    assert place is None or place.country


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_name_may_begin_with_a_possessive(mark: str) -> None:
    (found,) = gazetteer().find(f"the People{mark}s Republic of China")
    assert found.country == "China"
