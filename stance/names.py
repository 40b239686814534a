"""Names of persons: their parts, and whether two may be the same; pronouns, and ids.

Nothing here looks at a text or a model; whoever resolves mentions asks these questions and
decides. A match is a strength from 0.0 (different) to 1.0 (the same name), so that a caller
can take "Hillary" for Hillary Clinton only where nobody else fits. Nicknames come from the
`nicknames` package, countries in titles ("North Korean leader") from `stance.places`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from stance.lexicon import word_set
from stance.places import fold, gazetteer

if TYPE_CHECKING:
    from nicknames import NickNamer


class Pronoun(NamedTuple):
    """`gender` is "male", "female", "neuter" or None (any), `number` "singular" or "plural"."""

    gender: str | None
    number: str
    person: int


def _pronouns() -> dict[str, Pronoun]:
    forms = {
        "he him his himself": Pronoun("male", "singular", 3),
        "she her hers herself": Pronoun("female", "singular", 3),
        "it its itself": Pronoun("neuter", "singular", 3),
        "they them their theirs themselves": Pronoun(None, "plural", 3),
        "i me my mine myself": Pronoun(None, "singular", 1),
        "we us our ours ourselves": Pronoun(None, "plural", 1),
        "you your yours yourself yourselves": Pronoun(None, "plural", 2),
    }
    found = {word: pronoun for words, pronoun in forms.items() for word in words.split()}
    for word in ("this", "that"):
        found[f"{word} man"], found[f"{word} woman"] = found["him"], found["her"]
    return found


PRONOUNS: dict[str, Pronoun] = _pronouns()
"""Personal pronouns in lower case, possessive and reflexive ones included, and "this man"."""

_POSSESSIVE = frozenset(("his", "her", "its", "their", "my", "our", "your"))


# Titles after any words that belong to them: "Microsoft Chief Executive", "New York Mayor".
_OFFICES = word_set(
    """
    admiral adviser advisor ald alderman alderwoman amb ambassador analyst assemblyman
    assemblymember assemblywoman attorney ayatollah
    ceo cfo chair chairman chairperson chairwoman chancellor cmdr commander commissioner
    cllr congressman congresswoman coo coordinator coun councillor councilman councilwoman delegate
    deputy
    detective director envoy executive gov gov-elect governor inspector lawmaker leader lieutenant
    mayor minister mp mep officer official premier president prof professor rep rep-elect
    representative reverend secretary secretary-general sen sen-elect senator sergeant sheriff
    spokesman spokesperson spokeswoman strategist superintendent taoiseach undersecretary
    vice-president
    """
)
# Titles only at the front or after other titles: they are surnames too ("Larry King").
_HONORIFICS = word_set(
    """
    adm adv advocate alhaja alhaji archbishop avv baron baroness barrister bishop brig brigadier
    brother capt captain cardinal
    chief col colonel commodore comrade count countess cpl dame det don dona dr duchess duke earl
    emir emperor empress father frau gen general head herr hon imam insp judge justice king lady
    lord lt madam
    madame mademoiselle maj major marshal messrs miss mlle mme monsieur mr mrs ms mullah mx pastor
    engr fr hadji haji hajj maharaja mallam maulana maulvi monsignor msgr
    pope pres prince princess queen rabbi rear rev saint senor senora sgt sheik sheikh shaikh sir
    sister speaker st sultan supt tsar whip
    """
)
# Words before or inside a title, never one by themselves.
_MODIFIERS = word_set(
    """
    acting affairs agriculture an assistant associate cabinet commerce communications crown
    culture defence defense democratic economy education energy environment ex external federal
    finance first foreign former grand health high home homeland honorable honourable house
    housing human incoming interior intelligence internal interim joint junior labor labour late
    majority minority national opposition outgoing parliament parliamentary permanent police
    presidential press prime public republican resources right security senate senior services
    shadow special state supreme the then trade transport transportation treasury under union
    veterans vice war white
    """
)
_PARTICLES = word_set(
    """
    abu ag al af ap av bin bint da das de del della den der des di do dos du e el i ibn la las le
    los ould ten ter van vande vander vom von y zu zum
    zur
    """
)
_GENERATIONS = word_set("jr sr ii iii iv")
_DEGREES = word_set("phd md mp mep esq kbe obe cbe mbe qc kc sc jd dds ret")
_AFTER_NAME = _GENERATIONS | _DEGREES
_MALE = word_set(
    """
    mr messrs sir king prince lord father brother pope duke baron earl emperor herr monsieur senor
    don spokesman congressman councilman assemblyman chairman businessman anchorman archbishop
    bishop cardinal imam sheikh sheik ayatollah mullah sultan emir count
    """
)
_FEMALE = word_set(
    """
    mrs ms miss mme mlle madam madame mademoiselle dame lady queen princess sister duchess baroness
    empress frau senora dona countess spokeswoman congresswoman councilwoman assemblywoman
    chairwoman businesswoman anchorwoman
    """
)
# Family names that stand first. The second set is also of given names elsewhere, and counts
# only before a two-part given name: "Kim Jong Un", not "Kim Novak".
_FAMILY_FIRST = word_set(
    """
    cai cao chen cheng choe deng ding dong du fan feng gao gu guo he hu huang jia jiang jin
    kong lai li liang lin liu lu luo ma mao meng nguyen pan peng pham qian qin ri shen shi song sun
    tang tian tran tsai wang wei wen wu xi xia xiao xie xu xue yan yang yao ye yi yin yoon yu yuan
    zeng zhang zhao zheng zhong zhou zhu
    """
)
_FAMILY_FIRST_LONG = word_set(
    """
    ahn an bae baek ban chang cho choi chung han hong hwang im jang jeon jeong jo jung kang kim ko
    kwon lee lim min moon nam no noh oh paik pak park ro roh ryu seo shin sim so son suh suk yoo
    yu yun
    """
)
# "Republican Ann Lee": before a full name they say whose side somebody is on.
_SIDES = word_set(
    """
    challenger christian-democrat conservative democrat democratic green independent incumbent
    labour liberal libertarian progressive republican rival socialist tory
    """
)
_LONGEST_TITLE = 10
"""Words looked at for one title: longer than any, and a bound on odd input."""

_ABBREVIATED_ELECT = re.compile(r"\.-(?=elect\b)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts: the words of the `titles` before it, its `words`, a `suffix`.

    `titles` ("prime", "minister") and `suffix` ("jr") are in lower case. `words` are as
    written, and none are left where all is title ("the prime minister").
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    suffix: str = ""

    @property
    def title(self) -> str:
        """The titles as one phrase in lower case, "" without any: "prime minister"."""
        return " ".join(self.titles)

    @property
    def name(self) -> str:
        """The name as written, without title and suffix."""
        return " ".join(self.words)

    @property
    def family_first(self) -> bool:
        """Whether the family name stands first ("Kim Jong Un"), as far as the name shows."""
        if not 2 <= len(self.words) <= 3 or "." in self.name:
            return False
        first = fold(self.words[0]).lower()
        two_part = len(self.words) == 3 or "-" in self.words[1]
        return first in _FAMILY_FIRST or (two_part and first in _FAMILY_FIRST_LONG)

    @property
    def surname(self) -> str:
        """The family name with its particles ("von der Leyen"), "" without a name."""
        if self.family_first:
            return self.words[0]
        start = max(len(self.words) - 1, 0)
        while start > 0 and is_particle(self.words[start - 1]):
            start -= 1
        if start == 0 and self.words and not self.words[0].islower():
            start = len(self.words) - 1  # "Al Gore": what leads with a capital is no particle
        return " ".join(self.words[start:])

    @property
    def is_surname(self) -> bool:
        """Whether there is no more than a family name with its particles: "Van der Sluis"."""
        return all(map(is_particle, self.words[:-1])) and not self.family_first

    @property
    def gender(self) -> str | None:
        """The gender that the title shows, "male" or "female", None where it shows none."""
        return title_gender(self.titles)

    @property
    def key(self) -> str:
        """The name folded, in lower case and without punctuation: equal for equal names."""
        return " ".join(_name_key(self.words))


@lru_cache(maxsize=8192)
def person(name: str) -> PersonName:
    """The parts of a person's name as news has it: "North Korean leader Kim Jong Un".

    What stands before the last word in lower case is title ("envoy to Syria Ann Lee"), and so
    are offices and honorifics; what follows a comma and what stands in brackets is dropped.
    """
    head, _, after = _PARENTHESES.sub(" ", dispossessed(name)).partition(",")
    words = [stripped for word in head.split() if (stripped := word.strip("\"'“”‘’"))]
    suffix = after.strip().lower().rstrip(".")
    suffix = suffix if suffix in _GENERATIONS else ""
    while len(words) > 1 and (mark := words[-1].lower().replace(".", "")) in _AFTER_NAME:
        words.pop()
        suffix = mark if mark in _GENERATIONS else suffix
    end = _title_end(words)
    titles = tuple(_without_stop(word).lower() for word in words[:end])
    return PersonName(titles, tuple(words[end:]), suffix)


def surname(name: str) -> str:
    """The family name in `name` without titles ("" when there is none): see `PersonName`."""
    return person(name).surname


def title_gender(titles: str | Iterable[str]) -> str | None:
    """The gender that titles show ("mr", "queen", "white house spokeswoman"), else None."""
    phrase = titles if isinstance(titles, str) else " ".join(titles)
    words = {word.strip(".") for word in fold(phrase).lower().split()}
    male, female = bool(words & _MALE), bool(words & _FEMALE)
    return None if male == female else "male" if male else "female"


@lru_cache(maxsize=65536)
def person_match(a: str, b: str) -> float:
    """How well two names fit one person; symmetric.

    1.0: the same name, or one with more of it (title, middle names, initials, nicknames,
    diacritics, hyphens, order of the parts). 0.8: one is the surname of the other. 0.5: one is
    a given name of the other or its initials, or only one is a "Jr.". 0.4: one is a family name
    inside the other ("Ancasi" of Rodolfo Ancasi Villca). 0.0: different persons (two given
    names, two genders of titles), or no name to compare.
    """
    one, two = person(a), person(b)
    if not one.words or not two.words:
        return 0.0
    if one.gender and two.gender and one.gender != two.gender:
        return 0.0
    if len(_name_key(one.words)) > len(_name_key(two.words)):
        one, two = two, one
    strength = _match(one, two)
    if one.suffix == two.suffix:
        return strength
    if one.suffix and two.suffix:
        return 0.0
    return strength if len(one.words) == 1 else min(strength, 0.5)


def given_name_gender(name: str) -> str | None:
    """The gender that a person's given name hints at, None where it hints at none.

    A hint of how news will refer to him or her, from `data/given_names.json`; what a text
    says itself (a title, a pronoun) is better.
    """
    parts = person(name)
    if len(parts.words) < 2:
        return None
    given = _name_key(parts.words[-1:] if parts.family_first else parts.words[:1])
    known = _given_names().get(given[0]) if given else None
    if known is None and not parts.family_first:
        family = "".join(_name_key(parts.words[-1:]))
        return "female" if _OF_A_WOMAN.fullmatch(family) else None
    return known


# Slavic family names of women: "Tomova", "Kováčová", but "Villanueva", "Casanova".
_OF_A_WOMAN = re.compile(
    r"(?!(?:ayeva|beersheva|canova|casanova|cordova|genova|moldova|sheva|terranova|villanova"
    r"|(?:maha|sach|vasu)?deva)\Z).*(?:(?<!u)eva|[^aeiou]ova|skaya)"
)


@lru_cache(maxsize=1)
def _given_names() -> dict[str, str]:
    text = resources.files("stance").joinpath("data/given_names.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return {name: kind for kind in ("female", "male") for name in data[kind].split()}


def dispossessed(name: str) -> str:
    """A name without the marks around it and without "'s" after it."""
    name = " ".join(name.split()).strip("\"'“”‘’")
    return name[:-2] if name.endswith(("'s", "’s", "'S", "’S")) else name


def _without_stop(word: str) -> str:
    """A word without the full stop of an abbreviation: "Sen", "Rep-elect", but "U.S."."""
    word = _ABBREVIATED_ELECT.sub("-", word)
    return word if "." in word[:-1] else word.rstrip(".")


def _title_end(words: Sequence[str]) -> int:
    """How many words at the front are title, all of them where no name follows."""
    keys = [_ABBREVIATED_ELECT.sub("-", fold(word).lower()).strip(".") for word in words]
    sides = 0
    while sides < len(words) - 2 and keys[sides] in _SIDES:
        sides += 1
    return sides + _title_end_after_sides(words[sides:], keys[sides:])


def _title_end_after_sides(words: Sequence[str], keys: Sequence[str]) -> int:
    """`_title_end` of words that begin with no side; `keys` are they as the tables have them."""
    if not any(map(_has_capital, words)):
        return _title_end_in_lower_case(keys)
    end = 0
    for i, word in enumerate(words):
        if word.islower() and keys[i] not in _PARTICLES:
            # After "of" comes the field of an office: "Secretary of State Ann Lee".
            end = min(i + 1 + (keys[i] in ("of", "for", "to")), len(words))
    while 0 < end < len(words) - 1 and keys[end] in _MODIFIERS:
        end += 1  # "Secretary of Homeland Security Ann Lee"
    last = len(words) - 1
    for i in range(end, min(end + _LONGEST_TITLE, len(words))):
        before = _is_title(words, keys, end, i)
        if i < last and (keys[i] in _OFFICES or (before and keys[i] in _HONORIFICS)):
            end = i + 1
        elif i == last and before and keys[i] in _OFFICES:
            end = i + 1  # "the Prime Minister", "U.S. President"
        elif i == last and i and keys[i - 1] == "the" and keys[i] in _HONORIFICS:
            end = i + 1  # "the Queen"
        elif i == last == end and keys[i] in _HONORIFICS and words[i].endswith("."):
            end = i + 1  # "Mr."
    return end


def _title_end_in_lower_case(keys: Sequence[str]) -> int:
    """`_title_end` without capitals: "the minister", or a name as a user may type it."""
    if keys and (keys[0] in ("the", "a", "an") or keys[-1] in _OFFICES):
        return len(keys)
    end = 0
    while end < len(keys) - 1 and keys[end] in _OFFICES | _HONORIFICS | _MODIFIERS:
        end += 1
    return end


def _is_title(words: Sequence[str], keys: Sequence[str], start: int, end: int) -> bool:
    """Whether words `start` to `end` are all of a title: offices, their fields, countries."""
    while start < end:
        if keys[start] in _OFFICES | _HONORIFICS | _MODIFIERS:
            start += 1
            continue
        for stop in range(min(end, start + 3), start, -1):
            if gazetteer().lookup(" ".join(words[start:stop])) is not None:
                start = stop
                break
        else:
            return False
    return True


def is_title(word: str) -> bool:
    """Whether a word in lower case, full stop or not, is an office, an honorific or of one."""
    return _ABBREVIATED_ELECT.sub("-", word).rstrip(".") in _OFFICES | _HONORIFICS | _MODIFIERS


def is_particle(word: str) -> bool:
    """Whether a word is of a family name but begins none: "de", "bin". One letter is one in lower
    case alone: "Puigdomènech i Sarrà", but "John E. Smith"."""
    return fold(word).lower() in _PARTICLES and (len(word) > 1 or word.islower())


def is_after_name(word: str) -> bool:
    """Whether a word is letters that follow a name: "Jr.", "K.C.", "Ph.D."."""
    return word.lower().replace(".", "") in _AFTER_NAME


def _has_capital(word: str) -> bool:
    return not word.islower() and any(map(str.isalpha, word))


def _fold_words(words: Iterable[str]) -> list[str]:
    folded = fold(" ".join(words)).lower().replace("-", " ").replace("'", "")
    return [word.strip('."') for word in folded.split() if word.strip('."')]


@lru_cache(maxsize=8192)
def _name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words, hyphens taken apart and initials in a row put together ("J. K." is "jk")."""
    result: list[str] = []
    initials = False
    for word in _fold_words(words):
        letters = word.replace(".", "")
        short = len(letters) == 1 or "." in word
        if short and initials:
            result[-1] += letters
        else:
            result.append(letters)
        initials = short
    return tuple(result)


def _match(one: PersonName, two: PersonName) -> float:
    """`person_match` by the words alone, of a name and one with as many words or more."""
    short, long = _name_key(one.words), _name_key(two.words)
    if not short or not long:  # marks alone
        return 0.0
    if short == long:
        return 1.0
    if short == _name_key(tuple(two.surname.split())):
        return 0.8
    if len(short) == 1:
        if short[0] == long[-1]:
            return 0.5 if two.family_first else 0.8
        if len(short[0]) == 1 or not _has_vowel(short[0]):
            return 0.5 if short[0] == "".join(word[0] for word in long) else 0.0  # "MBS"
        if len(long[0]) == 1 or not _has_vowel(long[0]):
            return 0.0  # "Maigida" is no "M. Lowe"
        if _same_given(short[0], long[0]):
            return 0.5
        # "Ancasi" of Rodolfo Ancasi Villca: family names stand inside of names, too.
        given = short[0] in _PARTICLES or short[0] in _given_names()
        return 0.4 if short[0] in long[1:-1] and not given else 0.0
    rows = (long[i : i + len(short)] for i in range(len(long) - len(short) + 1))
    if short in rows or sorted(short) == sorted(long):
        return 1.0
    return 1.0 if short[-1] == long[-1] and _same_givens(short[:-1], long[:-1]) else 0.0


def _same_givens(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether what stands before two equal family names may be of one person."""
    given = [word for word in short if len(word) == 1 or word not in _PARTICLES]
    others = [word for word in long if len(word) == 1 or word not in _PARTICLES]
    if not given or not others:
        return False
    if len(given) == 1 and given[0] in others:
        return True
    return all(_same_given(a, b) for a, b in zip(given[:2], others[:2], strict=False))


def _same_given(a: str, b: str) -> bool:
    """Whether two folded given names, initials among them, may be of one person."""
    short, long = sorted((a, b), key=len)
    if len(short) == 1 or not _has_vowel(short):
        return short[0] == long[0]
    return a == b or b in _nicknames_of(a) or a in _nicknames_of(b)


def _has_vowel(word: str) -> bool:
    return any(character in "aeiouy" or character > "\x7f" for character in word)


@lru_cache(maxsize=4096)
def _nicknames_of(name: str) -> frozenset[str]:
    return frozenset(_nicknamer().nicknames_of(name))


@lru_cache(maxsize=1)
def _nicknamer() -> NickNamer:
    # Imported on first use: it reads a table that only resolution needs.
    from nicknames import NickNamer

    return NickNamer()


def pronoun(phrase: str) -> Pronoun | None:
    """The pronoun `phrase` is or begins with as a possessive ("his remarks"), else None.

    "US" and "IT" are no pronouns; "I" is one.
    """
    words = fold(phrase).split(None, 1)
    if not words or (len(words[0]) > 1 and words[0].isupper()):
        return None
    word = words[0].lower()
    if len(words) == 1 or word in _POSSESSIVE:
        return PRONOUNS.get(word)
    return PRONOUNS.get(" ".join(phrase.lower().split()))


def slug(name: str) -> str:
    """An id for `name`: lower case, words joined by hyphens: "Kim Jong Un" is "kim-jong-un".

    Latin letters lose their marks, other scripts stay readable as they are. Never empty:
    "unnamed" for a name without letters and digits.
    """
    folded = fold(unicodedata.normalize("NFKC", name)).casefold().replace("&", " and ")
    folded = re.sub(r"(?<=\w)['’.](?=\w|\s|$)", "", folded)
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded)
    words = [word for word in kept.split() if any(map(str.isalnum, word))]
    return "-".join(words) or "unnamed"
