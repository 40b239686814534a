"""Speakers without a name who come again: "a European diplomat", then "the diplomat"."""

from __future__ import annotations

import re

from stance.entities import Cluster, EntityIndex
from stance.groups import COUNTS, head_of, is_several
from stance.headlines import is_common
from stance.lexicon import DETERMINERS, word_set
from stance.personwords import is_somebody
from stance.roles import word_list
from stance.schema import Span

_AGAIN = re.compile(r"[Tt]h(?:at|e|ese|ose)\s(?P<words>(?:[a-z][\w-]*\s){0,2}[a-z][\w-]*)\Z")
# Whom "the source" may mean, whatever he was called.
_ANYBODY = word_set("person source")
_JUST_BEFORE = 600  # characters


class UnnamedSpeakers:
    """The unnamed speakers of one text, in the order in which they spoke."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text = text
        self._index = index
        self._spoke: list[tuple[int, Cluster]] = []  # with where

    def add(self, source: Span, name: str) -> Cluster:
        """The speaker under this name, one who has spoken before if the source says so."""
        found = self.again(source) or self._index.unnamed(name)
        self._index.add_pointer(found, source)
        self._spoke.append((source.start, found))
        return found

    def one_of_them(self, position: int) -> str | None:
        """What "one" is of the unnamed people who spoke just before a position."""
        for spoke, group in reversed(self._spoke):
            if position - spoke > _JUST_BEFORE:
                return None
            if is_several(group.name):
                first, _, rest = group.name.partition(" ")
                plain = first.lower() if is_common(first) else first
                article = "" if first.lower() in COUNTS else "the "
                return f"one of {article}{plain} {rest}".rstrip()
        return None

    def again(self, source: Span) -> Cluster | None:
        """Whom "the diplomat" means who was "a European diplomat": the last one so called."""
        again = _AGAIN.match(source.of(self._text))
        if again is None:
            return None
        *more, noun = again["words"].split()
        for _, spoke in reversed(self._spoke):
            words = [word for word in word_list(head_of(spoke.name)) if word not in DETERMINERS]
            if not words:
                continue
            person = not is_several(spoke.name) and is_somebody(words[-1])
            called = words[-1] == noun or (noun in _ANYBODY and person)
            if called and set(more) <= {*words, noun}:
                return spoke
        return None
