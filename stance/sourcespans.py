"""Where a source begins and ends: with all of a name that the tagger cut, without what goes on."""

from __future__ import annotations

import re

from stance.entities import EntityIndex
from stance.lexicon import (
    COLLECTIVES,
    PREPOSITIONS,
    WEEKDAY,
)
from stance.names import is_title
from stance.schema import Span

_ON_DAY = re.compile(rf",? (?:on |late |early )*{WEEKDAY}\Z")
_ADVERB = re.compile(r",? (?:again|also|however|meanwhile|though|too)\Z")
# "The senator himself"; "she didn't want", of which the tagger took too much.
_EMPHATIC = re.compile(r"(?<=\w) (?:him|her|it)self\Z")
_PRONOUN_AND_VERB = re.compile(
    r"(?P<pronoun>I|[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e) (?:(?:did|had|has|have|is|was|were|would"
    r"|could|will|does|do)(?:n['’]t)?|won['’]t|can['’]t)\b"
)
# "Protesters marched", of which the tagger took the verb.
_DID = re.compile(r"[a-z]{3,}ed|came|held|kept|left|met|ran|rose|sat|stood|went")
OUTER = " \t\r\n,;:"
_MORE = re.compile(
    r",\s(?:which|whose|where|who|whom|(?:[a-z]+ed|known|led|run) (?:as|at|by|from|in))\s"
)
LONGEST_NAME = 60


class SourceSpans:
    """The whole sources of one text."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text = text
        self._index = index

    def whole(self, source: Span) -> Span:
        """A source with all of a name in it or behind its title, and without what ends it."""
        return self._without_end(self._with_name(self._with_whole_names(source)))

    def _with_whole_names(self, source: Span) -> Span:
        """The source with all of a name that the tagger cut: "Sierra" of Sierra Leone."""
        near = Span(max(0, source.start - LONGEST_NAME), source.end + LONGEST_NAME)
        for span, _ in self._index.inside(near):
            if span.overlaps(source) and not source.covers(span):
                source = Span(min(span.start, source.start), max(span.end, source.end))
        return source

    def _with_name(self, source: Span) -> Span:
        """The source with the name that follows where the tagger kept the title alone: "Rear Adm."
        Bo Li."""
        if not all(is_title(word.lower().rstrip(".")) for word in source.of(self._text).split()):
            return source
        for span, cluster in self._index.inside(Span(source.end, source.end + LONGEST_NAME)):
            title = source.of(self._text).endswith(".") or self._text[source.start].isupper()
            next_to = span.start == source.end + 1 and cluster.type == "PERSON" and title
            return Span(source.start, span.end) if next_to else source
        return source

    def _without_end(self, source: Span) -> Span:
        """The source without a clause that only tells more of it ("Nauru, which sponsors the
        bid", "NATO, led by Lee"), and without a mark or a preposition at its end."""
        words = _MORE.split(source.of(self._text))[0].rstrip(OUTER)
        words = _EMPHATIC.sub("", _ON_DAY.sub("", _ADVERB.sub("", words)))
        if verb := _PRONOUN_AND_VERB.match(words):
            words = verb["pronoun"]
        head, _, last = words.rpartition(" ")
        people = head.rpartition(" ")[2]
        if _DID.fullmatch(last) and (
            people in COLLECTIVES or self._ends_name(source.start + len(head))
        ):
            words, (head, _, last) = head, head.rpartition(" ")
        if head and last in PREPOSITIONS:
            words = head.rstrip(OUTER)
        elif words.endswith(("'s", "’s")) and self._ends_name(source.start + len(words) - 2):
            words = words[:-2]  # "Iran's" affirmation
        return Span(source.start, source.start + max(1, len(words)))

    def _ends_name(self, position: int) -> bool:
        near = Span(max(0, position - LONGEST_NAME), position + 1)
        return any(span.end == position for span, _ in self._index.inside(near))
