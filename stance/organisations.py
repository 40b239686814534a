"""Names of organisations: their acronyms, and whether two may be of the same one.

As in `stance.names`, a match is a strength from 0.0 (different) to 1.0 (the same name).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from stance.lexicon import word_set
from stance.names import dispossessed
from stance.places import bare, fold

_MINOR = word_set("a an and at de del des du et for in la le of on the to und von y")
_COMPANY = word_set(
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


BRACKETED = re.compile(r"\s*\((?:the\s+)?([A-Z][\w.&-]{0,8}[A-Z])\)")
"""An acronym in brackets, where a name has just ended."""


@lru_cache(maxsize=4096)
def acronyms(name: str) -> frozenset[str]:
    """The acronyms a name may have, in capitals: of its main words, and of all of them.

    "Organization of American States" has OAS and OOAS; "Asia-Pacific Economic Cooperation" has
    AEC and APEC. Empty for a name of one word.
    """
    result: set[str] = set()
    cleaned = fold(dispossessed(name)).replace("&", " and ")
    for text in (cleaned, cleaned.replace("-", " ")):
        words = [word.strip(".,'\"()") for word in text.split()]
        words = [word for word in words if word and word.lower() != "the"]
        main = [word for word in words if word.lower() not in _MINOR]
        bare_main = [word for word in main if word.lower() not in _COMPANY]
        without_and = [word for word in words if word.lower() != "and"]
        for chosen in (main, bare_main, words, without_and):
            result.add("".join(word[0] for word in chosen).upper())
    return frozenset(acronym for acronym in result if len(acronym) > 1)


@lru_cache(maxsize=65536)
def organisation_match(a: str, b: str) -> float:
    """How well two names fit one organisation; symmetric.

    1.0: the same name but for "the", case, spelling, "Inc.". 0.9: one is the acronym of the
    other, or both have the same main words ("State Department", "Department of State").
    0.6: one is the end of the other, or of what stands before its "of" ("Workers' Party" for
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
    return 0.6 if left in (right[-size:], _head(right)[-size:]) else 0.0


def _organisation_words(name: str) -> tuple[str, ...]:
    words = [word.strip('.,"()') for word in fold(dispossessed(name)).replace("&", " & ").split()]
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
