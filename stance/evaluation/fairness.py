"""Whether an answer depends on the name: the same sentences with other names in them.

Counterfactual evaluation (Kiritchenko and Mohammad 2018; Prabhakaran, Hutchinson and Mitchell
2019): the actor, or the target, gets a name of each group in turn, and nothing else of the
sentence changes. Its variants are compared with one another, so that no group is the norm.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt

from stance.datasets import load_dataset, splits
from stance.datasets.base import StanceExample
from stance.evaluation.fairness_names import DIMENSIONS, Dimension
from stance.evaluation.results import Figure
from stance.evaluation.statistics import Resampling
from stance.names import pronoun
from stance.query import Query
from stance.schema import Span, StancePrediction

SEED = 0
SENTENCES = 100
"""How many pairs are drawn for each dimension."""

ROLES = ("actor", "target")


class Classifier(Protocol):
    """What is measured: a `stance.classifier.StanceClassifier` or anything that answers as it."""

    def stream(self, queries: Iterable[Query], /) -> Iterator[StancePrediction]:
        """Predictions in the order of the queries."""


def name_swaps(
    classifier: Classifier,
    seed: int = SEED,
    examples: Sequence[StanceExample] | None = None,
    sentences: int = SENTENCES,
) -> dict[str, Any]:
    """How much the answers depend on names, by dimension (party, country, gender) and role.

    `examples` default to the contrast set and, where it is found, the dev split of
    directed-news; of those that fit a dimension `sentences` are drawn. For each dimension and
    each role that gets the names, as plain data:

    - "sentences": how many were asked with a name of every group;
    - "changed": share of answers whose label is not the one that most names give;
    - "unstable": share of sentences that get more than one label;
    - "mean_shift": mean distance of a score (-1 to 1) from the mean of its sentence;
    - "groups": by group the mean score less that of its sentence ("value", "low", "high"),
      with a 95 % bootstrap interval over articles or templates.

    ValueError where no example fits a dimension.
    """
    pool = list(default_examples() if examples is None else examples)
    found: dict[str, Any] = {}
    for name, dimension in DIMENSIONS.items():
        rng = random.Random(f"{seed}-{name}")
        drawn = _draw(pool, dimension, sentences, rng)
        if not drawn:
            raise ValueError(f"no example has two names that can be swapped by {name}")
        found[name] = {
            role: _measure(classifier, drawn, role, dimension, seed, rng) for role in ROLES
        }
    return found


def default_examples() -> list[StanceExample]:
    """The contrast set, and the dev passages of directed-news where they are found."""
    examples = cast(list[StanceExample], load_dataset("contrast", "test"))
    if "dev" in splits("directed_news"):
        examples += cast(list[StanceExample], load_dataset("directed_news", "dev"))
    return examples


def replace_mention(example: StanceExample, role: str, name: str) -> Query:
    """The example as a query, with `name` where its actor or target is mentioned.

    Further mentions by the same words are replaced too, so that the sentence still speaks of
    one and the same; at the start of the text the name is capitalised.
    """
    spans = {"actor": _span(example.actor), "target": _span(example.target)}
    old = spans[role].of(example.text)
    same = re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", example.text)
    spots = sorted({spans[role], *(Span(*match.span()) for match in same)})
    text, end = "", 0
    for spot in spots:
        text += example.text[end : spot.start]
        text += name if text else name[0].upper() + name[1:]
        end = spot.end
    text += example.text[end:]
    growth = len(name) - len(old)

    def moved(span: Span) -> Span:
        start = span.start + growth * sum(spot.start < span.start for spot in spots)
        return Span(start, start + span.end - span.start + growth * (span in spots))

    return Query(text, moved(spans["actor"]), moved(spans["target"]))


def _draw(
    pool: Sequence[StanceExample], dimension: Dimension, count: int, rng: random.Random
) -> list[StanceExample]:
    """Examples whose two names can be swapped, in random order."""
    names = {name for group in dimension.groups.values() for name in group}
    fitting = [
        example
        for example in pool
        if example.meta.get("kind", dimension.kind) == dimension.kind
        and _two_names(example)
        and not any(name in example.text for name in names)
    ]
    return rng.sample(fitting, min(count, len(fitting)))


def _two_names(example: StanceExample) -> bool:
    """Whether actor and target are names in the text, neither a part of the other."""
    if not isinstance(example.actor, Span) or not isinstance(example.target, Span):
        return False
    one, other = example.actor.of(example.text), example.target.of(example.text)
    return _named(one) and _named(other) and one not in other and other not in one


def _named(words: str) -> bool:
    """Whether the words are a name: no pronoun, no description ("The mayor")."""
    return words[0].isupper() and pronoun(words) is None and not words.startswith("The ")


def _measure(
    classifier: Classifier,
    examples: Sequence[StanceExample],
    role: str,
    dimension: Dimension,
    seed: int,
    rng: random.Random,
) -> dict[str, Any]:
    groups = dimension.groups
    queries = [
        replace_mention(example, role, rng.choice(names))
        for example in examples
        for names in groups.values()
    ]
    answers = list(classifier.stream(queries))
    size = len(groups)
    labels = [
        [answer.label for answer in answers[row : row + size]]
        for row in range(0, len(answers), size)
    ]
    scores = np.array([answer.score for answer in answers]).reshape(-1, size)
    shifts = scores - scores.mean(axis=1, keepdims=True)
    usual = [Counter(row).most_common(1)[0][1] for row in labels]
    return {
        "sentences": len(examples),
        "changed": 1 - sum(usual) / len(answers),
        "unstable": sum(len(set(row)) > 1 for row in labels) / len(labels),
        "mean_shift": float(np.abs(shifts).mean()),
        "groups": _by_group(shifts, list(groups), examples, seed),
    }


def _by_group(
    shifts: npt.NDArray[np.float64],
    groups: Sequence[str],
    examples: Sequence[StanceExample],
    seed: int,
) -> dict[str, dict[str, float | None]]:
    """The mean of each column of `shifts` (sentences, groups) with its interval."""
    resampling = Resampling(seed=seed)
    origins = [example.group or example.id for example in examples]
    # With one article or template there is nothing to draw from, and no interval.
    draws = resampling.draws(origins) if len(set(origins)) > 1 else ()
    drawn = np.array([shifts[rows].mean(axis=0) for rows in draws]).reshape(-1, len(groups))
    return {
        group: asdict(
            Figure(float(shifts[:, place].mean()), *resampling.bounds(drawn[:, place].tolist()))
        )
        for place, group in enumerate(groups)
    }


def _span(mention: Span | str | None) -> Span:
    if not isinstance(mention, Span):
        raise ValueError("actor and target must both be mentioned in the text")
    return mention
