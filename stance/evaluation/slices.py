"""Where a system is good and where it is not: the headline figure of parts of a set.

A dimension gives each example a value, or None where it does not apply. What needs more than
the example is used where it is there: the train split (seen and unseen targets), the tagger's
mentions (how many are named in the text, and of which types actor and target are).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np

from stance.attributions import quotation_kind
from stance.datasets.base import StanceExample
from stance.evaluation.decisions import Decisions
from stance.evaluation.results import Slice
from stance.evaluation.statistics import Resampling, intervals
from stance.names import pronoun
from stance.places import fold
from stance.schema import Span, as_span
from stance.tagger import Mention

FEWEST = 20
"""Items that a slice must have to be told."""

Values = dict[str, list[str | None]]
"""For each dimension one value an example."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“”«»„]")
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|cannot|without|hardly|barely|"
    r"den(?:y|ies|ied)|refus(?:e|es|ed)|reject(?:s|ed)?|fail(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)


def dimensions(
    examples: Sequence[StanceExample],
    train: Iterable[StanceExample] | None = None,
    mentions: Sequence[Sequence[Mention]] | None = None,
) -> Values:
    """The values of every dimension that can be told of these examples.

    `mentions` are the tagger's for each example. A dimension that has one value, or none, is
    left out.
    """
    values: Values = {name: [value(example) for example in examples] for name, value in _PLAIN}
    if train is not None:
        seen = {name for example in train if (name := _target(example)) is not None}
        values["target in train"] = [_seen(_target(example), seen) for example in examples]
    if mentions is not None:
        pairs = list(zip(examples, mentions, strict=True))
        values["names in the text"] = [_count(example, found) for example, found in pairs]
        values["actor type"] = [_type(example, example.actor, found) for example, found in pairs]
        if values["target type"] == [None] * len(examples):
            values["target type"] = [
                _type(example, example.target, found) for example, found in pairs
            ]
    return {name: column for name, column in values.items() if len({*column} - {None}) > 1}


def slices(
    decisions: Decisions,
    headline: Callable[[Decisions], float],
    values: Values,
    groups: Sequence[Hashable],
    resampling: Resampling,
) -> tuple[Slice, ...]:
    """The headline figure of each value of each dimension, values in alphabetical order.

    `values` are by example, `groups` by decision. Values that fewer than `FEWEST` examples
    have are left out.
    """
    found = []
    for name, column in values.items():
        for value in sorted({*column} - {None}, key=str):
            chosen = np.array([column[item] == value for item in decisions.items], dtype=bool)
            items = column.count(value)
            if items < FEWEST:
                continue
            part = decisions.take(chosen)
            inside = [group for group, kept in zip(groups, chosen, strict=True) if kept]
            figure = intervals(part, lambda d: {"": headline(d)}, inside, resampling)[""]
            found.append(Slice(name, str(value), items, figure))
    return tuple(found)


def _length(example: StanceExample) -> str:
    words = len(_WORD.findall(example.text))
    return "1-20" if words <= 20 else "21-40" if words <= 40 else "41 and more"


def _quotation(example: StanceExample) -> str:
    content = example.meta.get("content")
    if isinstance(content, list) and content:  # quoted-stance's; a user's file may call texts so
        return quotation_kind(example.text, [as_span(piece) for piece in content])
    return "with quotation marks" if _QUOTED.search(example.text) else "without"


def _negation(example: StanceExample) -> str:
    return "with a negation" if _NEGATION.search(example.text) else "without"


def _disputed(example: StanceExample) -> str | None:
    disputed = example.meta.get("disputed")
    return None if not isinstance(disputed, bool) else "disputed" if disputed else "agreed"


def _given_type(example: StanceExample) -> str | None:
    value = example.meta.get("target_type")
    return None if value is None else str(value)


def _topic(example: StanceExample) -> str | None:
    value = example.meta.get("topic")
    return None if value is None else str(value)


_PLAIN: tuple[tuple[str, Callable[[StanceExample], str | None]], ...] = (
    ("words", _length),
    ("quotation", _quotation),
    ("negation", _negation),
    ("annotators", _disputed),
    ("target type", _given_type),
    ("topic", _topic),
)


def _target(example: StanceExample) -> str | None:
    """The target's words, folded."""
    if example.target is None:
        return None
    words = example.target
    return fold(words.of(example.text) if isinstance(words, Span) else words).lower()


def _seen(target: str | None, seen: set[str]) -> str | None:
    return None if target is None else "seen" if target in seen else "unseen"


def _count(example: StanceExample, mentions: Sequence[Mention]) -> str:
    names = {fold(mention.span.of(example.text)).lower() for mention in mentions}
    return f"{len(names)}" if len(names) < 3 else "3 or more"


def _type(
    example: StanceExample, span: Span | str | None, mentions: Sequence[Mention]
) -> str | None:
    """The type of the mention that the span overlaps most; a pronoun and what is none."""
    if not isinstance(span, Span):
        return None
    best = max(
        (mention for mention in mentions if mention.span.overlaps(span)),
        key=lambda mention: min(mention.span.end, span.end) - max(mention.span.start, span.start),
        default=None,
    )
    if best is not None:
        return best.type
    return "pronoun" if pronoun(span.of(example.text)) is not None else "no name"
