"""Unnamed people who do something: "traditional owners turned on Corvane".

They are actors where they are the subject of a clause; nobody takes a stance toward them, as
a target is always named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from stance.entities import EntityIndex
from stance.grammar import role
from stance.lexicon import (
    BEGINS_CLAUSE,
    COLLECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    SPEECH,
    word_set,
)
from stance.schema import Span

_NOUN = re.compile(rf"\b(?:{'|'.join(sorted(COLLECTIVES))})\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(\d{1,3}(?:,\d{3})+|[\w’'-]+)\s\Z")
_CONTACT = re.compile(r" (?:he|I|it|she|they|we|you)\b")
COUNTS = word_set(
    """
    another dozen dozens few five four fewer hundred hundreds many most several six some ten
    thousand thousands three two
    """
)
_HEAD_ENDS = re.compile(r" (?:of|by|for|in|at|from|on|with|who|that) ")
_LONGEST = 2
"""Words before the noun that are part of the name: "evangelical pastors"."""


def groups(
    text: str, sentences: Sequence[Span], index: EntityIndex, sources: Collection[Span]
) -> Iterator[tuple[str, Span]]:
    """(name, span) of the unnamed groups that do something where somebody is named, in order.

    Those that are part of a name ("Republican lawmakers") or a source are none of them.
    """
    spoken = sorted(sources)
    for sentence in sentences:
        if not index.inside(sentence):
            continue
        for match in _NOUN.finditer(text, sentence.start, sentence.end):
            noun = Span(*match.span())
            span = Span(_begin(text, sentence, noun), noun.end)
            if index.touching(span) or any(source.overlaps(span) for source in spoken):
                continue
            before = _WORD_BEFORE.search(text, max(sentence.start, span.start - 30), span.start)
            told = text[span.start :].partition(" ")[0].lower() in SPEECH
            if told or (before is not None and before[1].lower() in SPEECH):
                continue  # "told reporters"
            if _CONTACT.match(text, noun.end):
                continue  # "the workers it claimed to protect"
            if role(text, sentence, noun) == "subject":
                yield span.of(text), span


def _begin(text: str, sentence: Span, noun: Span) -> int:
    """Where the name of a group begins: with the adjectives that stand between its noun and
    an article, a number or the beginning of the clause; without these with the noun."""
    start = noun.start
    for _ in range(_LONGEST + 1):
        found = _WORD_BEFORE.search(text, max(sentence.start, start - 30), start)
        if found is None:
            return start  # the sentence begins here, or a mark stands before
        word = found[1].lower()
        if word in DETERMINERS | COUNTS | PREPOSITIONS | BEGINS_CLAUSE:
            return start
        start = found.start()
    return noun.start


def is_several(name: str) -> bool:
    """Whether an unnamed speaker is several people: "two officials", "critics of the plan"."""
    head = head_of(name).split()
    return bool(head) and head[-1].endswith("s") and not head[-1].endswith("ss")


def head_of(name: str) -> str:
    """An unnamed speaker without what tells of whom, where or for whom: "critics" of the plan."""
    return _HEAD_ENDS.split(name)[0]
