"""Names of persons and organisations: their parts, and whether two may be the same.

Nothing here looks at a text or a model; whoever resolves mentions asks these questions and
decides. A match is a strength from 0.0 (different) to 1.0 (the same name), so that a caller
can take "Hillary" for Hillary Clinton only where nobody else fits. Nicknames come from the
`nicknames` package, countries in titles ("North Korean leader") from `stance.places`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stance.places import bare, fold, gazetteer

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
    return {word: pronoun for words, pronoun in forms.items() for word in words.split()}


PRONOUNS: dict[str, Pronoun] = _pronouns()
"""Personal pronouns in lower case, possessive and reflexive ones included."""

_POSSESSIVE = frozenset(("his", "her", "its", "their", "my", "our", "your"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A title after any words that belong to it: "Microsoft Chief Executive", "State Secretary".
_OFFICES = _words(
    """
    adm admiral adviser advisor amb ambassador analyst assemblyman assemblywoman attorney ayatollah
    brig brigadier capt captain ceo cfo chair chairman chairperson chairwoman chancellor chief
    cmdr col colonel commander commissioner congressman congresswoman coo coordinator
    councillor councilman councilwoman cpl delegate deputy det detective director dr envoy
    executive gen general gov governor head inspector judge justice lawmaker leader lt lieutenant
    maj major mayor minister mp mep officer official premier pres president prof professor
    rep representative rev reverend secretary secretary-general sen senator sgt sergeant
    sheriff speaker spokesman spokesperson spokeswoman strategist superintendent supt taoiseach
    tsar undersecretary vice-president whip
    """
)
# A title only at the very front: these are surnames as well ("Larry King").
_HONORIFICS = _words(
    """
    archbishop baron baroness bishop brother cardinal comrade count countess dame don dona duchess
    duke earl emir emperor empress father frau herr hon imam king lady lord madam madame mademoiselle
    marshal messrs miss mlle mme monsieur mr mrs ms mullah mx pastor pope prince princess queen rabbi
    rabbi saint senor senora sheik sheikh shaikh sir sister st sultan
    """
)
# Words before or inside a title, never one by themselves.
_MODIFIERS = _words(
    """
    acting affairs agriculture assistant associate cabinet commerce communications crown culture
    defence defense democratic economy education energy environment ex external federal finance
    first foreign former grand health high home homeland honorable honourable house housing
    human incoming interior intelligence internal interim joint junior justice labor labour lady
    late majority minority national opposition outgoing parliament parliamentary permanent police
    presidential press prime public republican resources right security senate senior services
    shadow special state supreme the then trade transport transportation treasury under union vice
    veterans war white
    """
)
_PARTICLES = _words(
    """
    a abu al af ap av bin bint da das de del della den der des di do dos du e el ibn la las le los
    ten ter van vande vander vom von y zu zum zur
    """
)
_GENERATIONS = _words("jr sr ii iii iv v")
_DEGREES = _words("phd md mp mep esq kbe obe cbe qc kc jd dds ret")
_MALE = _words(
    """
    mr messrs sir king prince lord father brother pope duke baron earl emperor herr monsieur senor
    don spokesman congressman councilman assemblyman chairman businessman anchorman archbishop
    bishop cardinal imam sheikh sheik ayatollah mullah sultan emir count
    """
)
_FEMALE = _words(
    """
    mrs ms miss mme mlle madam madame mademoiselle dame lady queen princess sister duchess baroness
    empress frau senora dona countess spokeswoman congresswoman councilwoman assemblywoman
    chairwoman businesswoman anchorwoman
    """
)
# Family names that stand first. The second set is also of given names elsewhere, and counts
# only before a two-part given name: "Kim Jong Un", not "Kim Novak".
_FAMILY_FIRST = _words(
    """
    cai cao chen cheng choe deng ding dong du fan feng gao gu guo he hu huang jia jiang jin
    kong lai li liang lin liu lu luo ma mao meng nguyen pan peng pham qian qin ri shen shi song sun
    tang tian tran tsai wang wei wen wu xi xia xiao xie xu xue yan yang yao ye yi yin yoon yu yuan
    zeng zhang zhao zheng zhong zhou zhu
    """
)
_FAMILY_FIRST_LONG = _words(
    """
    ahn an bae baek ban chang cho choi chung han hong hwang im jang jeon jeong jo jung kang kim ko
    kwon lee lim min moon nam no noh oh paik pak park ro roh ryu seo shin sim so son suh suk yoo
    yu yun
    """
)
_SINGLE_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}")
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts: `titles` ("prime minister"), `words`, `suffix` ("jr").

    `titles` and `suffix` are in lower case. `words` is the name as written, empty when there
    are titles alone ("the prime minister").
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    suffix: str = ""

    @property
    def name(self) -> str:
        """The name as written, without titles."""
        return " ".join(self.words)

    @property
    def family_first(self) -> bool:
        """Whether the family name stands first ("Kim Jong Un"), as far as the name shows."""
        if len(self.words) < 2:
            return False
        first = fold(self.words[0]).lower()
        long = len(self.words) == 3 or (len(self.words) == 2 and "-" in self.words[1])
        if any(len(word) <= 2 and word.endswith(".") for word in self.words):
            return False
        return (first in _FAMILY_FIRST and len(self.words) <= 3) or (
            long and first in _FAMILY_FIRST_LONG
        )

    @property
    def surname(self) -> str:
        """The family name with its particles ("von der Leyen"), "" without a name."""
        if not self.words:
            return ""
        if self.family_first:
            return self.words[0]
        start = len(self.words) - 1
        while start > 1 and self.words[start - 1].lower() in _PARTICLES:
            start -= 1
        # "von der Leyen" alone: the particles lead.
        if start == 1 and self.words[0].islower() and self.words[0] in _PARTICLES:
            start = 0
        return " ".join(self.words[start:])

    @property
    def gender(self) -> str | None:
        """The gender that the titles show, "male" or "female", None where they do not."""
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
    head, *rest = _PARENTHESES.sub(" ", _dispossess(name)).split(",")
    words = head.split()
    suffix = ""
    for part in (*rest[:1], words[-1] if len(words) > 1 else ""):
        mark = part.strip().lower().replace(".", "")
        if mark in _GENERATIONS:
            suffix = mark
        if words and part == words[-1] and mark in _GENERATIONS | _DEGREES:
            words.pop()
    start = _title_end(words)
    return PersonName(
        _titles(words[:start]), tuple(word.strip("\"'“”") for word in words[start:]), suffix
    )


def surname(name: str) -> str:
    """The family name in `name` without titles ("" when there is none): see `PersonName`."""
    return person(name).surname


def person_key(name: str) -> str:
    """`name` without titles, folded: equal for spellings of one name. See `PersonName.key`."""
    return person(name).key


def title_gender(titles: Iterable[str]) -> str | None:
    """ "male" or "female" for titles that show it ("mr", "queen", "spokeswoman"), else None."""
    words = {word.strip(".").lower() for title in titles for word in title.split()}
    male, female = bool(words & _MALE), bool(words & _FEMALE)
    return None if male == female else "male" if male else "female"


@lru_cache(maxsize=65536)
def person_match(a: str, b: str) -> float:
    """How well two names fit one person; symmetric.

    1.0: the same name, or one with more of it (titles, middle names, initials, nicknames,
    diacritics, hyphens, order of the parts). 0.8: one is the surname of the other. 0.5: one
    is a given name of the other. 0.0: different persons, or no name to compare.
    """
    one, two = person(a), person(b)
    if not one.words or not two.words:
        return 0.0
    if one.gender and two.gender and one.gender != two.gender:
        return 0.0
    if one.suffix and two.suffix and one.suffix != two.suffix:
        return 0.0
    left, right = _name_key(one.words), _name_key(two.words)
    if left == right:
        return 1.0
    if len(left) > len(right):
        one, two, left, right = two, one, right, left
    if _fold_words(one.words) == _fold_words((two.surname,)):
        return 0.8
    if len(left) == 1:
        if left[0] == right[-1] and not two.family_first:
            return 0.8
        return 0.5 if _same_given(left[0], right[0]) and len(left[0]) > 1 else 0.0
    if _inside(left, right) or sorted(left) == sorted(right):
        return 1.0
    return 1.0 if _same_full_name(one, two) else 0.0


def same_person(a: str, b: str) -> bool:
    """Whether one name may stand for the other: `person_match` above 0."""
    return person_match(a, b) > 0.0


def _dispossess(name: str) -> str:
    name = " ".join(name.split()).strip("\"'“”‘’")
    return name[:-2] if name.endswith(("'s", "’s", "'S", "’S")) else name


def _is_lower(word: str) -> bool:
    """Whether a word is in lower case and no part of a name: "leader", not "bin", "el-Sisi"."""
    return word.islower() and word.strip(".") not in _PARTICLES


def _title_end(words: Sequence[str]) -> int:
    """How many words at the front are title."""
    if not any(character.isupper() for word in words for character in word):
        return _lower_title_end(words)
    start = 0
    for i, word in enumerate(words):
        if _is_lower(word):
            # After "of" and "for" comes the office's field: "Secretary of State Ann Lee".
            start = i + 2 if word in ("of", "for", "to") and i + 2 < len(words) else i + 1
    while start < len(words) and (words[start] in _PARTICLES and start == len(words) - 1):
        start += 1
    keys = [fold(word).lower().strip(".,") for word in words]
    if 0 < start < len(words):
        while start < len(words) - 1 and keys[start] in _MODIFIERS:
            start += 1
    while start < len(words):
        if keys[start] in ("the", "a", "an"):
            start += 1
            continue
        more = _office_end(words, keys, start)
        if more == start and keys[start] in _HONORIFICS and start + 1 < len(words):
            more = start + 1
        if more == start:
            break
        start = more
    if start == len(words) - 1 and keys[start] in _OFFICES and start:
        return len(words)  # "the Prime Minister"
    return start


def _lower_title_end(words: Sequence[str]) -> int:
    """`_title_end` of a name without any capital: typed so by a user, or no name at all."""
    if words and (words[0] in ("the", "a", "an") or words[-1].strip(".") in _OFFICES):
        return len(words)
    start = 0
    while start < len(words) - 1 and words[start].strip(".") in _OFFICES | _HONORIFICS | _MODIFIERS:
        start += 1
    return start


def _office_end(words: Sequence[str], keys: Sequence[str], start: int) -> int:
    """Where an office ends that begins at `start`, `start` itself when none does."""
    at = start
    while at < len(words) and keys[at] in _MODIFIERS:
        at += 1
    at = _place_end(words, at) or at
    while at < len(words) and keys[at] in _MODIFIERS:
        at += 1
    if at >= len(words) - (0 if at > start else 1):
        # Nothing would be left for a name, unless all of it is title: "U.S. President".
        return start
    if keys[at] in _OFFICES or (at > start and keys[at] in _HONORIFICS):
        return at + 1
    return _company_office_end(keys, start)


def _company_office_end(keys: Sequence[str], start: int) -> int:
    """Where "Acme Chief Executive" ends: at most three words of a body, then an office."""
    for at in range(start + 1, min(start + 4, len(keys) - 1)):
        if keys[at] in _OFFICES and keys[at] not in ("major", "justice", "judge", "head", "whip"):
            return at + 1
    return start


def _place_end(words: Sequence[str], start: int) -> int:
    """Where a country's name ends that begins at `start`, 0 when none does."""
    for count in (3, 2, 1):
        if start + count < len(words):
            if gazetteer().lookup(" ".join(words[start : start + count])) is not None:
                return start + count
    return 0


def _titles(words: Sequence[str]) -> tuple[str, ...]:
    return (" ".join(word.strip(".").lower() for word in words),) if words else ()


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


def _inside(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether two words or more stand in a row in a longer name."""
    size = len(short)
    return any(tuple(long[i : i + size]) == tuple(short) for i in range(len(long) - size + 1))


def _same_full_name(one: PersonName, two: PersonName) -> bool:
    """Whether two names of a given and a family name agree in both."""
    left, right = _name_key(one.words), _name_key(two.words)
    if left[-1] != right[-1]:
        return False
    given, other = left[:-1], right[:-1]
    while given and given[-1] in _PARTICLES:
        given = given[:-1]
    while other and other[-1] in _PARTICLES:
        other = other[:-1]
    if not given or not other:
        return False
    if len(given) > 1 and len(other) > 1 and not _same_given(given[1], other[1]):
        return False
    return _same_given(given[0], other[0]) or (len(given) == 1 and given[0] in other)


def _same_given(a: str, b: str) -> bool:
    """Whether two folded given names, initials among them, may be of one person."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1 or not (_has_vowel(a) and _has_vowel(b)):
        return a[:1] == b[:1] and (len(a) == 1 or len(b) == 1 or not _has_vowel(min(a, b, key=len)))
    namer = _nicknames()
    return b in namer.nicknames_of(a) or a in namer.nicknames_of(b)


def _has_vowel(word: str) -> bool:
    return any(character in "aeiouy" or character > "\x7f" for character in word)


@lru_cache(maxsize=1)
def _nicknames() -> NickNamer:
    # Imported on first use: it reads a table that only resolution needs.
    from nicknames import NickNamer

    return NickNamer()


# Organisations

_MINOR = _words("a an and at de del des du et for in la le of on the to und von y")
_COMPANY = _words(
    """
    ag bv co company corp corporation gmbh group holding holdings inc incorporated limited llc llp
    lp ltd nv oy plc pty sa sarl sas se spa
    """
)
_SPELLINGS = {
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "organisation": "organization",
    "programme": "program",
    "&": "and",
}


@lru_cache(maxsize=8192)
def organisation_key(name: str) -> str:
    """`name` folded, without "the", what comes before in lower case ("ruling") and "Inc."."""
    return " ".join(_organisation_words(name))


def acronyms(name: str) -> frozenset[str]:
    """The acronyms a name may have, in capitals: of its main words, and of all of them.

    "Organization of American States" has OAS and OOAS; "Asia-Pacific Economic Cooperation" has
    AEC and APEC. Empty for a name of one word.
    """
    result: set[str] = set()
    cleaned = fold(_dispossess(name)).replace("&", " and ")
    for text in (cleaned, cleaned.replace("-", " ")):
        words = [word.strip(".,'\"()") for word in text.split()]
        words = [word for word in words if word and word.lower() != "the"]
        while len(words) > 1 and words[-1].lower() in _COMPANY:
            words.pop()
        main = [word for word in words if word.lower() not in _MINOR]
        without_and = [word for word in words if word.lower() != "and"]
        for chosen in (main, words, without_and):
            if len(chosen) > 1:
                result.add("".join(word[0] for word in chosen).upper())
    return frozenset(acronym for acronym in result if len(acronym) > 1)


@lru_cache(maxsize=65536)
def organisation_match(a: str, b: str) -> float:
    """How well two names fit one organisation; symmetric.

    1.0: the same name but for "the", case, spelling, "Inc.". 0.9: one is the acronym of the
    other, or both have the same main words ("State Department", "Department of State").
    0.6: one is the other cut short by one end of two words or more ("Workers' Party" for
    "Workers' Party of Korea", "Foreign Ministry" for "Russian Foreign Ministry"). 0.4: one is
    the other's head word ("the Commission" for "European Commission"). 0.0 otherwise.
    """
    left, right = _organisation_words(a), _organisation_words(b)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if _is_acronym(a, b) or _is_acronym(b, a):
        return 0.9
    if sorted(_main(left)) == sorted(_main(right)):
        return 0.9
    if len(left) > len(right):
        left, right = right, left
    if len(left) == 1:
        return 0.4 if left == _head(right)[-1:] else 0.0
    size = len(left)
    return 0.6 if left in (right[:size], right[-size:], _head(right)[-size:]) else 0.0


def same_organisation(a: str, b: str) -> bool:
    """Whether two names are surely of one organisation: `organisation_match` of 0.9 or more."""
    return organisation_match(a, b) >= 0.9


def _organisation_words(name: str) -> tuple[str, ...]:
    words = [word.strip('.,"()') for word in fold(_dispossess(name)).replace("&", " & ").split()]
    words = [word for word in words if word]
    if any(word[0].isupper() for word in words):
        while words[0].islower():
            words.pop(0)
    keys = [_SPELLINGS.get(key, key) for key in (_organisation_word(word) for word in words)]
    while len(keys) > 1 and keys[0] == "the":
        keys.pop(0)
    while len(keys) > 1 and keys[-1] in _COMPANY:
        keys.pop()
    return tuple(key for key in keys if key)


def _organisation_word(word: str) -> str:
    return word.lower().replace(".", "").replace("'", "")


def _main(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _MINOR]


def _head(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before the first "of", "for" ...: "bank" of "bank of japan"."""
    for i, word in enumerate(words):
        if i and word in _MINOR and word != "and":
            return words[:i]
    return words


def _is_acronym(short: str, name: str) -> bool:
    letters = bare(short).replace(".", "").removeprefix("the ").removeprefix("The ")
    if not 2 <= len(letters) <= 8 or " " in letters or not letters[:1].isupper():
        return False
    if sum(map(str.isupper, letters)) < 2:
        return False
    return letters.upper() in acronyms(name)


# Both


def pronoun(phrase: str) -> Pronoun | None:
    """The pronoun `phrase` is or begins with as a possessive ("his remarks"), else None.

    "US" and "IT" are no pronouns; "I" is one.
    """
    words = fold(phrase).split(None, 1)
    if not words or (len(words[0]) > 1 and words[0].isupper()):
        return None
    word = words[0].lower()
    return PRONOUNS.get(word) if len(words) == 1 or word in _POSSESSIVE else None


def slug(name: str) -> str:
    """An id for `name`: lower case, words joined by hyphens: "Kim Jong Un" is "kim-jong-un".

    Latin letters lose their marks, other scripts stay readable as they are. Never empty:
    "unnamed" for a name without letters and digits.
    """
    folded = fold(unicodedata.normalize("NFKC", name)).casefold().replace("&", " and ")
    folded = re.sub(r"(?<=\w)['’.](?=\w|\s|$)", "", folded)
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded)
    return "-".join(kept.split()) or "unnamed"
