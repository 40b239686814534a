"""Names made whole: what is beside them cut off, pieces put together, missed mentions added.

The tagger reads one window at a time and cuts or loses a name here and there; the text as a
whole knows better. What is tagged once is found everywhere, pieces of a name are put
together, and a name and its bracketed acronym are tied.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, islice

from stance.bodies import named_by_possessive, with_offices
from stance.lexicon import word_set
from stance.namecuts import POSSESSIVE, cut_names, trim, without_link
from stance.namejoins import CAPITALISED, extended, spelled_out, whole_names
from stance.names import is_title, person
from stance.nametypes import types_by_words
from stance.organisations import BRACKETED
from stance.overlaps import apart
from stance.places import Gazetteer
from stance.schema import Span
from stance.tagger import Mention, Tagged

_OPENING = re.compile(r"[—–:“\"‘(]\s*(?=[A-Z])")
# Surnames that begin sentences as words, too.
_ALSO_WORDS = word_set(
    "will may mark rice bush young long white black green brown rich grant price"
)
# Banco de la República (BanRep)
_BRACKETED_SHORT = re.compile(r"\s*\((?:the\s+)?([A-Z][a-z]+[A-Z][A-Za-z]*)\)")
_LONGEST_NAME = 6
_WORD = re.compile(r"\S+")
_MOST_NAMES = 50
"""Names with the same word that one mention is compared with, at most."""
_SHORTEST_HEADLINE = 12


def whole_mentions(tagged: Tagged, gazetteer: Gazetteer) -> tuple[list[Mention], dict[str, str]]:
    """The mentions of a tagged text, made whole, in text order and apart; and what brackets
    tie to names: {"KCNA": "Korean Central News Agency"}."""
    text = tagged.text
    starts = {sentence.start for sentence in tagged.sentences}
    starts |= {match.end() for match in _OPENING.finditer(text)}
    cut = cut_names(text, tagged.mentions, starts, gazetteer)
    cut = named_by_possessive(text, cut, gazetteer)
    whole = extended(text, whole_names(text, cut, gazetteer), starts, gazetteer)
    whole = [without_link(text, m) for m in apart(with_offices(text, whole, gazetteer))]
    whole = apart([*whole, *spelled_out(text, whole)])
    aliases = _aliases(text, whole)
    missed = _with_missed(text, apart(_completed(text, whole)), aliases, starts)
    return apart(whole_names(text, missed, gazetteer)), aliases


def _aliases(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """What brackets after a name tie to it: {"KCNA": "Korean Central News Agency"}."""
    aliases: dict[str, str] = {}
    for mention in mentions:
        if mention.type in ("ORGANIZATION", "MISC") and (
            found := BRACKETED.match(text, mention.span.end) or _shortened(text, mention.span)
        ):
            aliases.setdefault(found[1], mention.span.of(text))
    return aliases


def _shortened(text: str, name: Span) -> re.Match[str] | None:
    """A short form in brackets, each of whose capitals begins a word of the name before it."""
    found = _BRACKETED_SHORT.match(text, name.end)
    firsts = {word[0] for word in name.of(text).split()}
    return found if found and set(filter(str.isupper, found[1])) <= firsts else None


def _completed(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, and for a part of a body's name the whole of it where the whole stands there:
    "Aotearoa" of "Cycle Aotearoa", which is named elsewhere."""
    parts: dict[str, dict[str, int]] = defaultdict(dict)  # of names: where in them
    for mention in mentions:
        name = mention.span.of(text)
        words = [match.span() for match in _WORD.finditer(name)]
        if mention.type == "ORGANIZATION" and 1 < len(words) <= _LONGEST_NAME:
            for first, last in combinations_with_replacement(words, 2):
                parts[name[first[0] : last[1]]].setdefault(name, first[0])
    for mention in mentions:
        part, start = mention.span.of(text), mention.span.start
        wholes = (
            (len(name), Span(start - at, start - at + len(name)))
            for name, at in islice(parts.get(part, {}).items(), _MOST_NAMES)
            if name != part and at <= start and text.startswith(name, start - at)
        )
        _, longest = max(wholes, default=(0, mention.span))
        goes_on = text[longest.end : longest.end + 1].isalnum()
        whole = longest != mention.span and not goes_on
        yield Mention(longest, "ORGANIZATION") if whole else mention


def _with_missed(
    text: str, mentions: list[Mention], aliases: Mapping[str, str], starts: set[int]
) -> list[Mention]:
    """Mentions, and the places where the same names stand without being tagged."""
    types = types_by_words(text, mentions)
    known = {words: kind for words, kind in types.items() if _is_findable(words)}
    for words, kind in types.items():
        if kind == "PERSON" and (surname := person(words).surname) and " " in words:
            known.setdefault(surname, "PERSON")
    known |= dict.fromkeys(aliases, "ORGANIZATION")
    upper = {words.upper(): kind for words, kind in known.items()}
    spans = [mention.span for mention in mentions]
    found = list(mentions)
    for line in _headlines(text):
        found += _occurrences(text, line, upper, spans, starts)
    found += _occurrences(text, Span(0, len(text)), known, spans, starts)
    return sorted(found, key=lambda mention: mention.span)


def _is_findable(words: str) -> bool:
    """Whether the words are a name wherever they stand: with a capital, and no title."""
    return len(words) > 2 and words[0].isupper() and not is_title(words.lower())


def _headlines(text: str) -> Iterator[Span]:
    """The lines that are all in capitals."""
    start = 0
    for line in text.splitlines(keepends=True):
        if len(line) >= _SHORTEST_HEADLINE and line.isupper():
            yield Span(start, start + len(line))
        start += len(line)


def _occurrences(
    text: str, part: Span, known: Mapping[str, str], taken: list[Span], starts: set[int]
) -> Iterator[Mention]:
    """Where the known names stand in a part of the text and nothing is tagged.

    `taken` are the tagged spans in order; what is found is added to them.
    """
    firsts = {name.split()[0] for name in known}
    words = [match.span() for match in CAPITALISED.finditer(text, part.start, part.end)]
    for index, (start, end) in enumerate(words):
        first = text[start:end]
        bare = POSSESSIVE.sub("", first).rstrip(".,")
        if first not in firsts and bare not in firsts:
            continue
        for last in range(min(index + _LONGEST_NAME, len(words)) - 1, index - 1, -1):
            span = trim(text, Span(start, words[last][1]))
            if span is None or span.start != start or (name := span.of(text)) not in known:
                continue
            begins = start in starts and name.lower() in _ALSO_WORDS
            at = bisect_right(taken, span)
            if not begins and not any(t.overlaps(span) for t in taken[max(0, at - 1) : at + 1]):
                insort(taken, span)
                yield Mention(span, known[name])
            break
