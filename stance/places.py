"""Countries, and unions of countries, under all their names.

Where the names come from: country names, alternative spellings, demonyms and capitals from
the `countryinfo` package; what it lacks or has otherwise (short forms, plural and irregular
demonyms, metonyms such as the Kremlin, combining forms such as Sino-) from the hand-written
`data/places.json`, which wins where both have a name. Both are read on first use, in some
60 ms, and never on import.

A name is matched with its case: "US" is a country and "us" is not, nor is "turkey". What a
name means also hangs on what it is part of. "Jordan", "Georgia", "Chad", "Washington",
"Sofia" are persons and states too, "Bank of America" is no country, and a capital
("Beijing", kind "capital") or a seat of power ("the Kremlin", kind "metonym") stands for its
government only sometimes. This module knows names alone: callers decide with entity types,
`Place.kind`, and what surrounds the name.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, NamedTuple

Kind = Literal["name", "adjective", "people", "capital", "metonym"]
"""What a name of a country is: "Russia", "Russian", "Russians", "Moscow", "the Kremlin"."""

_FIELDS: tuple[tuple[str, Kind], ...] = (
    ("names", "name"),
    ("adjectives", "adjective"),
    ("people", "people"),
    ("capitals", "capital"),
    ("metonyms", "metonym"),
)
_HYPHENS = "-‐‑‒–—/"
_WORD = re.compile(r"\w[\w.'’\u0300-\u036f]*")
_GAPS = frozenset((" ", "\u00a0", "-", "‑", "\n", "\r\n", " & "))
_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ß": "ss",
        "ı": "i",
        "ʻ": "'",
        "ʼ": "'",
        "’": "'",
        "‘": "'",
    }
)


class Place(NamedTuple):
    """What a name stands for: the country's own name and the kind of name that it is."""

    country: str
    kind: Kind


class Mention(NamedTuple):
    """A country named in a text, at characters `start` to `end`.

    `prefix` and `suffix` are what a hyphen joins to the name, in lower case: "anti" and ""
    in "anti-U.S.", "" and "led" in "U.S.-led", both empty for a name by itself.
    """

    start: int
    end: int
    country: str
    kind: Kind
    prefix: str = ""
    suffix: str = ""


def fold(text: str) -> str:
    """`text` with Latin letters and apostrophes in plain form: "Erdoğan" is "Erdogan".

    Letters of other scripts stay as they are, with their marks.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    latin = False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            if latin:
                continue
        else:
            latin = character < "\u0250" or "\u1e00" <= character < "\u1f00"
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_UNDECOMPOSED)


def bare(name: str) -> str:
    """`name` folded, with single spaces and without a possessive ending or outer quotes."""
    name = " ".join(fold(name).split()).strip("\"'“”")
    return name.removesuffix("'s").removesuffix("'S")


class Gazetteer:
    """An index of the names of countries.

    `extra` adds names (or moves them to another country): ``{"Foggy Bottom": "United
    States"}``; a name given None is taken out. Without `metonyms` seats of power are unknown,
    without `capitals` capitals are. Not changed once made; lookups are dictionary reads.
    """

    def __init__(
        self,
        extra: Mapping[str, str | None] | None = None,
        *,
        metonyms: bool = True,
        capitals: bool = True,
    ) -> None:
        unwanted = {kind for kind, on in (("metonym", metonyms), ("capital", capitals)) if not on}
        index = {
            key: place for key, place in _package_index().items() if place.kind not in unwanted
        }
        for name, country in (extra or {}).items():
            index.pop(bare(name), None)
            if country is not None:
                index[bare(name)] = Place(country, "name")
        self._index = index
        self._capitals = {
            key.upper(): place for key, place in index.items() if len(key) > 3 and "." not in key
        }
        self._longest = _longest([*index, *_data()["not_places"]])
        self._longest_capitals = _longest(self._capitals)
        self._shadows = frozenset(_data()["not_places"])

    def lookup(self, name: str) -> Place | None:
        """The country behind a whole name, None when it names none.

        "the" before it and "'s" after it make no difference. A text in capitals is read as a
        headline ("NORTH KOREA"), except for words of three letters and less.
        """
        key = bare(name)
        place = self._read(key)
        if place is None and key[:4].lower() == "the ":
            place = self._read(key[4:])
        return place

    def country(self, name: str) -> str | None:
        """The country's own name ("United States") for any of its names; None for others."""
        place = self.lookup(name)
        return place.country if place else None

    def kind(self, name: str) -> Kind | None:
        """What kind of name of a country `name` is; None when it is none."""
        place = self.lookup(name)
        return place.kind if place else None

    def names(self, country: str, *kinds: Kind) -> tuple[str, ...]:
        """All names of a country (of the kinds asked for), folded, in a fixed order."""
        return tuple(
            key
            for key, place in self._index.items()
            if place.country == country and (not kinds or place.kind in kinds)
        )

    def find(self, text: str) -> tuple[Mention, ...]:
        """The countries named in `text` in order, the longest name first where they overlap.

        Takes a text, a phrase or a single word, and is the way to read compounds: "anti-U.S.",
        "U.S.-led", "U.S.-South Korea-Japan", "Sino-Russian". "African-American" and
        "Mexican-American" speak of people in the United States and name no country. Names
        inside larger ones ("Georgia Tech", a person called Jordan) are found as well, save
        for a few frequent ones ("New Mexico"): drop what lies inside another entity.
        """
        words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention, used = self._mention_at(text, words, at)
            if mention is not None:
                found.append(mention)
            at += used
        return tuple(_without_hyphenated_americans(text, found))

    def _read(self, key: str) -> Place | None:
        place = self._index.get(key)
        if place is None and key.isupper():
            place = self._capitals.get(key)
        return place

    def _mention_at(
        self, text: str, words: list[tuple[int, int]], at: int
    ) -> tuple[Mention | None, int]:
        """The mention that begins with word `at`, if one does, and how many words it takes."""
        combined = self._combining(text, words, at)
        return (combined, 1) if combined is not None else self._name_at(text, words, at)

    def _name_at(
        self, text: str, words: list[tuple[int, int]], at: int
    ) -> tuple[Mention | None, int]:
        """The longest name that begins with word `at`, and how many words it takes."""
        start = words[at][0]
        first = bare(text[start : words[at][1]].rstrip(".")).rstrip(".")
        most = max(self._longest.get(first, 0), self._longest_capitals.get(first, 0))
        for count in range(min(most, len(words) - at), 0, -1):
            if any(
                text[words[i][1] : words[i + 1][0]] not in _GAPS for i in range(at, at + count - 1)
            ):
                continue
            for end in _ends(text, start, words[at + count - 1][1]):
                key = bare(text[start:end])
                if key in self._shadows:
                    return None, count
                place = self._read(key)
                if place is not None:
                    prefix = self._prefix(text, words, at)
                    suffix = _suffix(text, words, at + count, end)
                    return Mention(start, end, *place, prefix, suffix), count
        return None, 1

    def _combining(self, text: str, words: list[tuple[int, int]], at: int) -> Mention | None:
        """Sino-, Russo- and their like, where a country follows the hyphen."""
        start, end = words[at]
        country = _data()["combining"].get(text[start:end].lower())
        if country is None or at + 1 == len(words) or text[end : words[at + 1][0]] not in _HYPHENS:
            return None
        following, _ = self._name_at(text, words, at + 1)
        return following and Mention(start, end, country, "adjective")

    def _prefix(self, text: str, words: list[tuple[int, int]], at: int) -> str:
        if not at:
            return ""
        start, end = words[at - 1]
        joined = text[end : words[at][0]]
        word = text[start:end].lower()
        return word if joined and joined in _HYPHENS and word in _data()["prefixes"] else ""


def country(name: str) -> str | None:
    """`Gazetteer.country` of the standard gazetteer."""
    return gazetteer().country(name)


def kind(name: str) -> Kind | None:
    """`Gazetteer.kind` of the standard gazetteer."""
    return gazetteer().kind(name)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The standard gazetteer: all names, metonyms and capitals included; made once."""
    return Gazetteer()


def _suffix(text: str, words: list[tuple[int, int]], following: int, end: int) -> str:
    """The lower-case word that a hyphen joins to a name that ends at `end`."""
    if following == len(words):
        return ""
    start, stop = words[following]
    joined = text[end:start]
    word = text[start:stop].rstrip(".'’")
    return word if joined and joined in _HYPHENS and word.islower() else ""


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a name may end whose last word ends at `end`: with and without a full stop."""
    word = text[start:end].rstrip("'’")
    if word.endswith(("'s", "’s", "'S", "’S")):
        word = word[:-2]
    yield start + len(word)
    yield start + len(word.rstrip(".'’"))


def _without_hyphenated_americans(text: str, found: Iterable[Mention]) -> list[Mention]:
    """Mentions without the parts of words like "Mexican-American" and "African-American"."""
    kept: list[Mention] = []
    for mention in found:
        words = text[mention.start : mention.end]
        joined = mention.start > 1 and text[mention.start - 1] in _HYPHENS[:3]
        if words in ("American", "Americans") and joined and not mention.prefix:
            before = kept[-1] if kept and kept[-1].end == mention.start - 1 else None
            combining = before is not None and text[before.start : before.end].endswith("o")
            if before is not None and not combining:
                kept.pop()
            if not combining:
                continue
        kept.append(mention)
    return kept


def _longest(keys: Iterable[str]) -> dict[str, int]:
    """How many words the longest name has that begins with a word."""
    result: dict[str, int] = {}
    for key in keys:
        words = _WORD.findall(key)
        if words:
            first = bare(words[0].rstrip("."))  # "People's Republic of China"
            result[first] = max(result.get(first, 0), len(words))
    return result


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = resources.files("stance").joinpath("data/places.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@lru_cache(maxsize=1)
def _package_index() -> dict[str, Place]:
    """Every name there is, folded; of two countries with a name the first keeps it."""
    index: dict[str, Place] = {}
    for name, entry in _data()["countries"].items():
        index.setdefault(bare(name), Place(name, "name"))
        for field, kind_ in _FIELDS:
            for form in entry.get(field, ()):
                index.setdefault(bare(form), Place(name, kind_))
    for name, kind_, form in _from_countryinfo():
        index.setdefault(bare(form), Place(name, kind_))
    return index


def _from_countryinfo() -> Iterator[tuple[str, Kind, str]]:
    """(country, kind, form) for what of the package's data is a name in English news."""
    # Imported here: the package reads some 250 files, which only resolution needs.
    from countryinfo import all_countries

    data = _data()
    drop = {*data["drop"]}
    infos = [info for info in all_countries() if info.name() not in drop]
    for info in infos:
        yield from (
            (name, "name", form) for name, form in _spellings(info.name(), info.alt_spellings())
        )
    for info in infos:
        name = data["rename"].get(info.name(), info.name())
        for demonym in re.split(r"[,/]", info.demonym() or ""):
            if demonym and demonym not in data["no_adjective"]:
                yield name, "adjective", demonym
                if demonym.endswith(("n", "i", "er")):  # "Kenyans"; but "the Maltese"
                    yield name, "people", demonym + "s"
        capital = info.capital()
        if isinstance(capital, str) and capital and capital not in data["no_capital"]:
            yield name, "capital", capital


def _spellings(package_name: str, alternatives: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(country, form) pairs, without codes ("FRA") and inverted forms ("Korea, Republic of")."""
    data = _data()
    name = data["rename"].get(package_name, package_name)
    for form in (name, package_name, *alternatives):
        code = len(form) <= 3 and form.isupper()
        if form.strip() and not code and "," not in form and form not in data["drop_names"]:
            yield name, form.strip()
