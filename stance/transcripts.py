"""Transcripts: "NAME: text" lines as attributions of the text to the name.

A line opens a turn when it begins with a name or an office and a colon; the turn runs to the
next one. A text is read as a transcript when at least `LEAST` lines open turns and one name
comes back or two names alternate, so that "Note: ..." or a dateline makes none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from stance.lexicon import TITLES, word_set
from stance.names import person
from stance.quotations import in_one
from stance.schema import Attribution, Span
from stance.tagger import Mention, Tagged

LEAST = 3
"""Turns that make a transcript."""

# "ANN LUND (D), MAYOR OF AUSTIN (voice-over): Good evening."
_BRACKETS = r"(?:[ \t]?[(\[][^)\]\n]{1,60}[)\]]){0,2}"
_OPENS = re.compile(
    r"^[ \t>*]*(?P<name>[^\W\d_a-zß-ÿ][\w.'’-]*(?:[ \t][\w.'’-]+){0,5}?)"
    rf"{_BRACKETS}(?:,[^:\n]{{2,60}})?{_BRACKETS}"
    r"[ \t]?(?P<colon>:)[*]{0,2}[ \t]+(?=\S)",
    re.MULTILINE,
)
# What opens a line with a colon and does not speak.
_NOT_NAMES = word_set(
    """
    abstract abstracts analysis brief briefing byline caption comment copyright correction cost
    credit date details editorial email example exclusive explainer fact factbox facts feature
    figure headline image interview issue live method name note notes obituary opinion photo
    picture pictured place price profile rating reading related report result results review see
    source sources subject summary tags time timeline tip title topic transcript update updated
    verdict video warning watch when where who why
    """
)
_QUESTIONS, _ANSWERS = word_set("q question"), word_set("a answer")
_SMALL = word_set("and de der di du la of the van von al bin for to")


class Turn(NamedTuple):
    """One speaker's turn: the name, the colon after it, and what is said."""

    name: Span
    colon: Span
    content: Span


@lru_cache(maxsize=4)
def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript in order; empty for a text that is none."""
    opened = [match for match in _OPENS.finditer(text) if _may_speak(match["name"])]
    names = Counter(match["name"].lower() for match in opened)
    if len(opened) < LEAST or len(names) == len(opened):
        return ()
    ends = [match.start() for match in opened[1:]] + [_end(text, opened[-1])]
    return tuple(
        Turn(
            Span(*match.span("name")),
            Span(*match.span("colon")),
            Span(match.end(), match.end() + len(text[match.end() : end].rstrip())),
        )
        for match, end in zip(opened, ends, strict=True)
    )


def is_label(name: str) -> bool:
    """Whether what stands before a colon says what follows, and is nobody: "Explainer"."""
    return name.lower() in _NOT_NAMES


def is_question(name: str) -> bool:
    """Whether a turn under this name is an interviewer's: "Q"."""
    return name.lower() in _QUESTIONS


def is_answer(name: str) -> bool:
    """Whether a turn under this name is that of whoever is interviewed: "A"."""
    return name.lower() in _ANSWERS


def _end(text: str, last: re.Match[str]) -> int:
    """Where the last turn ends: that of an interview with its paragraph."""
    end = text.find("\n\n", last.end()) if is_answer(last["name"]) else -1
    return len(text) if end < 0 else end


def beside_names(text: str) -> tuple[Span, ...]:
    """What stands between a speaker's name and the colon: ", CNN HOST"."""
    return tuple(Span(turn.name.end, turn.colon.start) for turn in turns(text))


def with_turns(tagged: Tagged, found: Sequence[Turn]) -> Tagged:
    """A tagged text whose turns are attributions too, around those the tagger found in them,
    and whose speakers under a full name and under its surname are persons."""
    if not found:
        return tagged
    sources = {turn.name.start for turn in found}
    inner = [
        item
        for item in tagged.attributions
        if item.source is None or item.source.start not in sources
    ]
    spoken = [
        Attribution(turn.name, (turn.colon,), (turn.content,), kind="direct")
        for turn in found
        if not is_question(turn.name.of(tagged.text))
    ]
    return replace(tagged, attributions=(*spoken, *inner), mentions=_with_persons(tagged, found))


def _with_persons(tagged: Tagged, found: Sequence[Turn]) -> tuple[Mention, ...]:
    """The mentions, and the speakers who are called by a full name and by its surname:
    "ANDERSON LAKE, HOST:" and later "LAKE:", "LOLOHEA:" of whom the text calls Ana Lolohea."""
    speakers = {turn.name: person(turn.name.of(tagged.text)) for turn in found}
    alone = {name.name.lower() for name in speakers.values() if len(name.words) == 1} - TITLES
    tagged_names = (
        person(mention.span.of(tagged.text))
        for mention in tagged.mentions
        if mention.type == "PERSON"
    )
    known = (*speakers.values(), *tagged_names)
    both = alone & {name.surname.lower() for name in known if len(name.words) > 1}
    heads = {span for span, name in speakers.items() if name.surname.lower() in both}
    if not heads:
        return tagged.mentions
    named = sorted(heads)
    kept = [mention for mention in tagged.mentions if not in_one(named, mention.span.start)]
    return tuple(
        sorted([*kept, *(Mention(head, "PERSON") for head in named)], key=lambda m: m.span)
    )


def _may_speak(name: str) -> bool:
    """Whether the words before a colon look like a name: capitals, and no label."""
    words = name.split()
    if is_label(name) or len(name) > 60:
        return False
    return all(word[0].isupper() or word.lower() in _SMALL for word in words)
