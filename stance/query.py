"""Questions to the classifier: who, toward whom, in which text."""

from __future__ import annotations

from typing import NamedTuple

from stance.schema import Span, as_span
from stance.words import find_words

Mention = Span | tuple[int, int] | list[int] | str | None
"""How a caller names an actor or a target: a span, a string of the text, or nobody."""


class Query(NamedTuple):
    """One question: the stance of `actor` toward `target` in `text`.

    A string names the first place in the text that has it, as whole words or else as part of one;
    a target that does not occur is a topic.
    Without an actor it is the writer's stance, without a target the tone of the text.
    """

    text: str
    actor: Mention = None
    target: Mention = None


class Located(NamedTuple):
    """A query whose mentions are spans, or a topic."""

    text: str
    actor: Span | None
    target: Span | str | None


def locate(query: Query) -> Located:
    """Spans for the mentions of a query; ValueError for one that is not in the text, for an
    empty text, and for an actor without a target, which asks nothing.
    """
    text = query.text
    if not isinstance(text, str):
        raise ValueError(f"text must be a string, not {type(text).__name__}")
    if not text.strip():
        raise ValueError("the text is empty")
    actor = _mention(text, query.actor, "actor")
    if isinstance(actor, str):
        raise ValueError(f"actor {actor!r} does not occur in the text")
    target = _mention(text, query.target, "target")
    if actor is not None and target is None:
        raise ValueError("an actor needs a target")
    return Located(text, actor, target)


def _mention(text: str, mention: Mention, name: str) -> Span | str | None:
    if mention is None:
        return None
    if isinstance(mention, str):
        if not mention.strip():
            raise ValueError(f"{name} is an empty string")
        return find_words(text, mention) or mention
    span = as_span(mention).check(text, name)
    if not span.of(text).strip():
        raise ValueError(f"{name} [{span.start}, {span.end}] covers no word of the text")
    return span


def question(query: Located) -> str:
    """Which of the model's questions a query is; temperatures are fitted one a question."""
    if query.actor is not None:
        return "stance"
    if query.target is None:
        return "tone"
    return "topic" if isinstance(query.target, str) else "sentiment"
