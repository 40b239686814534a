"""Headlines in title case ("Ann Lee Slams Orbix Chief"), where a capital is no sign of a name.

They are read as a sentence would write them ("Ann Lee slams Orbix chief"): a word keeps its
capital if the text below writes it so, or if it is no common word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from stance.lexicon import word_set

COMMON_WORDS = Path(__file__).parent / "data" / "common_words.txt"
"""Words that news writes in lower case, one a line (`training.common_words`)."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:;“\"‘'(\[—–-]\s?)\Z")
_INFLECTED = re.compile(r"(?:['’]s|s['’]|ing|ed|es|s|d)\Z")
_SMALL = word_set(
    """
    a an and as at but by d for from if in into is it its ll nor of off on onto or over per re s so
    t than that the their this to up upon ve via vs when with without yet
    """
)
_FEWEST, _MOSTLY = 4, 0.86
_LONGEST_HEADING = 80
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Cases:
    """How often a text writes each word, in lower case here, without and with a capital.

    Headlines in title case, and words that begin a sentence, are not counted.
    """

    lower: Counter[str]
    capital: Counter[str]

    @classmethod
    def of(cls, text: str) -> Cases:
        found = cls(Counter(), Counter())
        for line in text.splitlines():
            if is_title_case(line):
                continue
            for match in _WORD.finditer(line):
                word = match[0]
                if word.islower():
                    found.lower[word] += 1
                elif not _begins(line, match.start()):
                    found.capital[word.lower()] += 1
        return found


def is_title_case(line: str) -> bool:
    """Whether the words of a line have capitals, but for small ones that styles differ in, and not
    all their letters."""
    words: list[str] = [word for word in _WORD.findall(line) if word.lower() not in _SMALL]
    if len(words) < _FEWEST or line.isupper():
        return False
    return sum(word[0].isupper() for word in words) > _MOSTLY * len(words)


def with_stops(text: str) -> str:
    """The text, of the same length, with a full stop after each heading in capitals ("SOUTH KOREA")
    that the next line follows, which would else be read as one sentence with it."""
    lines = text.split("\n")
    ends = ["." if _is_heading(line, below) else "\n" for line, below in pairwise(lines)]
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _is_heading(line: str, below: str) -> bool:
    heading = len(line) <= _LONGEST_HEADING and line.isupper() and _LETTERS.search(line) is not None
    written = any(character.islower() for character in below)
    return heading and written and line.rstrip()[-1] not in ".!?:;,"


def as_sentences(text: str) -> str:
    """The text, of the same length, its headlines in title case as a sentence writes them."""
    if not any(is_title_case(line) for line in text.splitlines()):
        return text
    cases = Cases.of(text)
    return "".join(
        _WORD.sub(lambda match: _written(match, cases), line) if is_title_case(line) else line
        for line in text.splitlines(keepends=True)
    )


def _written(match: re.Match[str], cases: Cases) -> str:
    """A word of a headline as a sentence writes it; the first one keeps its capital."""
    word = match[0]
    lower = word.lower()
    if (not word[1:].islower() and len(word) > 1) or len(lower) != len(word):
        return word  # "FBI", "McCain"
    if _begins(match.string, match.start()):
        return word
    seen = [form for form in _forms(lower) if cases.lower[form] or cases.capital[form]]
    if seen:
        return lower if cases.lower[seen[0]] > cases.capital[seen[0]] else word
    return lower if is_common(word) else word


def is_common(word: str) -> bool:
    """Whether news writes a word in lower case as a rule."""
    return any(form in _common_words() for form in _forms(word.lower()))


def _begins(line: str, position: int) -> bool:
    """Whether a sentence or a quotation begins there, by the two characters before it."""
    return _BEGINS.search(line, max(0, position - 2), position) is not None


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be a form of: "hammers", "hammer"."""
    yield word
    if end := _INFLECTED.search(word):
        yield word[: end.start()]
        yield word[: end.start()] + "e"


@cache
def _common_words() -> frozenset[str]:
    return frozenset(COMMON_WORDS.read_text(encoding="utf-8").split())
