"""Interviews in questions and answers: whom "A:" and a question's "you" mean.

    Q: The union says you broke your word.
    A: We kept it.

Whoever answers is the person that the text names first before the first question; whoever asks
is nobody, for what a question says is not what the paper holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stance.entities import Cluster, EntityIndex
from stance.schema import Span
from stance.transcripts import is_answer, is_question, turns

_YOU = re.compile(r"\b[Yy]ou(?:rs?|rself)?\b")


def interviewee(text: str, index: EntityIndex) -> Cluster | None:
    """Who answers; None where the text is no such interview, or names nobody before it."""
    found = turns(text)
    if not any(is_answer(turn.name.of(text)) for turn in found):
        return None
    introduced = index.inside(Span(0, found[0].name.start))
    return next((cluster for _, cluster in introduced if cluster.type == "PERSON"), None)


def addressed(text: str) -> Iterator[Span]:
    """Every "you" of the questions, in order."""
    for turn in turns(text):
        if is_question(turn.name.of(text)):
            for match in _YOU.finditer(text, *turn.content):
                yield Span(*match.span())
