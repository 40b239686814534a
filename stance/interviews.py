"""Interviews in questions and answers: whom "A:" and a question's "you" mean.

    Q: The union says you broke your word.
    A: We kept it.

Whoever answers is the person that the text names most often before the first question; whoever
asks is nobody, for what a question says is not what the paper holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from stance.entities import Cluster, EntityIndex
from stance.mentions import bylines
from stance.quotations import in_one
from stance.schema import Span
from stance.transcripts import is_answer, is_question, turns

_YOU = re.compile(r"\b[Yy]ou(?:rs?|rself)?\b")


def interviewee(text: str, index: EntityIndex) -> Cluster | None:
    """Who answers: of the persons who are named before the first question, and in no byline, the
    one who is named most often.

    None where the text is no such interview, or names nobody there or two as often.
    """
    found = turns(text)
    labels = [turn.name.of(text) for turn in found]
    if not any(map(is_answer, labels)) or not all(is_answer(n) or is_question(n) for n in labels):
        return None
    writers = bylines(text)
    introduced = Counter(
        cluster.id
        for span, cluster in index.inside(Span(0, found[0].name.start))
        if cluster.type == "PERSON" and not in_one(writers, span.start)
    )
    first, *others = introduced.most_common(2) or [("", 0)]
    if others and others[0][1] == first[1]:
        return None
    return next((cluster for cluster in index.clusters if cluster.id == first[0]), None)


def addressed(text: str) -> Iterator[Span]:
    """Every "you" of the questions, in order."""
    for turn in turns(text):
        if is_question(turn.name.of(text)):
            for match in _YOU.finditer(text, *turn.content):
                yield Span(*match.span())
