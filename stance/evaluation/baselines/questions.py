"""What every baseline asks of an example: one question a labelled direction, as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stance.datasets.base import StanceExample
from stance.schema import LABELS, Span

WORD = re.compile(r"\w+(?:['’]\w+)*")

PASSAGE = 30
"""Words around the mentions that a simple system reads: about a sentence on each side."""

_TOKEN = re.compile(r"\S+")


class Question(NamedTuple):
    """One direction of an example: the stance of `actor` (None: the writer) toward `target`.

    `row` is the index of the example, `direction` 0 for the question as asked and 1 for the
    other way round; `label` is what the set says.
    """

    row: int
    direction: int
    id: str
    text: str
    actor: Span | None
    target: Span | str | None
    label: str

    @property
    def actor_words(self) -> str | None:
        """The actor as the text names it."""
        return None if self.actor is None else self.actor.of(self.text)

    @property
    def target_words(self) -> str | None:
        """The target as the text names it, or the topic."""
        return self.target.of(self.text) if isinstance(self.target, Span) else self.target


def questions(examples: Iterable[StanceExample]) -> list[Question]:
    """The questions of all examples in order: as asked, then the other way round if labelled."""
    asked = []
    for row, item in enumerate(examples):
        text, actor, target = item.text, item.actor, item.target
        asked.append(Question(row, 0, item.id, text, actor, target, item.label))
        if item.reverse is not None and isinstance(target, Span):
            asked.append(Question(row, 1, item.id, text, target, actor, item.reverse))
    return asked


def cropped(question: Question, words: int = PASSAGE) -> Question:
    """The question with a text that ends `words` words before and after its mentions.

    What a mention in a long article is about stands near it. A question without mentions, and
    a text that is short enough, stay as they are.
    """
    mentions = [span for span in (question.actor, question.target) if isinstance(span, Span)]
    if not mentions:
        return question
    text = question.text
    first, last = min(mentions).start, max(span.end for span in mentions)
    before = [match.start() for match in _TOKEN.finditer(text, 0, first)][-words:]
    after = [match.end() for match in islice(_TOKEN.finditer(text, last), words)]
    start, end = min([first, *before]), max([last, *after])

    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start - start, span.end - start)

    target = question.target
    return question._replace(
        text=text[start:end],
        actor=moved(question.actor),
        target=moved(target) if isinstance(target, Span) else target,
    )


def answer_array(
    asked: Sequence[Question], answers: npt.ArrayLike, rows: int
) -> npt.NDArray[np.float64]:
    """Probabilities (rows, 2, 3) from one answer (3,) a question; zero where nothing is asked."""
    probabilities = np.zeros((rows, 2, len(LABELS)))
    if asked:
        at = np.array([(question.row, question.direction) for question in asked])
        probabilities[at[:, 0], at[:, 1]] = answers
    return probabilities


def marked(question: Question, actor: str, target: str) -> str:
    """The text with stand-ins in the places of the two mentions.

    Of mentions that overlap the actor's is replaced alone.
    """
    places = []
    if question.actor is not None:
        places.append((question.actor, actor))
    if isinstance(question.target, Span) and not (
        question.actor is not None and question.actor.overlaps(question.target)
    ):
        places.append((question.target, target))
    text = question.text
    for span, words in sorted(places, reverse=True):
        text = f"{text[: span.start]}{words}{text[span.end :]}"
    return text


def between(question: Question) -> str:
    """The text between the two mentions; "" where there are not two of them apart."""
    if question.actor is None or not isinstance(question.target, Span):
        return ""
    first, second = sorted((question.actor, question.target))
    return question.text[first.end : second.start]


def actor_first(question: Question) -> bool | None:
    """Whether the actor is named before the target; None where there are not two mentions."""
    if question.actor is None or not isinstance(question.target, Span):
        return None
    return question.actor < question.target
