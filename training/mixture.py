"""The training mix of `train_stance`: labelled sets to rows of token ids and labels.

Each set is passed over a stated number of times. A pass of 1.5 is one full pass and one
over a random half. All passes are drawn before training begins, so that the mix depends
on the config and the seed alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from stance.datasets import load_dataset
from stance.datasets.base import StanceExample
from stance.encoding import StanceEncoder
from stance.query import Query, locate
from stance.schema import LABELS, Span

IGNORE = -100
"""Label id of what is not labelled, as PyTorch's cross-entropy has it."""

FIT = {
    "dse": "train",
    "newsmtsc": "train-fit",
    "quoted_stance": "train",
    "semeval2016": "train",
    "sst2": "train",
    "directed_news": "train",
}
"""Sets a stance model is fitted on, and the split of each."""

DEV = {
    "dse": "valid",
    "newsmtsc": "train-dev",
    "quoted_stance": "dev",
    "semeval2016": "val",
    "sst2": "dev",
    "directed_news": "dev",
}
"""The splits that training is watched on and that checkpoints are chosen by."""

SETS = tuple(FIT)

UNLABELLED = len(SETS)
"""Index, in a row's labels, of questions that only a teacher answers."""

SHORT_TOPICS = 0.25
"""Share of topics that are given by their short name."""


@dataclass(frozen=True, slots=True)
class Mix:
    """What to draw: passes over each set, and the share of rows with swapped names.

    A set is named as in `FIT`; ``name/split`` is another split of it than the one in `FIT`.
    """

    passes: dict[str, float]
    swap_names: float = 0.0


def training_examples(mix: Mix, data_dir: Path | None, seed: int) -> dict[str, list[StanceExample]]:
    """All examples of all passes, by set. ValueError for a set that is not in `FIT`, and for
    a split that is none of train's."""
    found = {}
    for name, passes in mix.passes.items():
        base, split = set_of(name), name.partition("/")[2]
        if base not in FIT:
            raise ValueError(f"no training set is called {base!r}; known: {', '.join(FIT)}")
        if split == DEV[base] or (split and not split.startswith("train")):
            raise ValueError(f"{name!r} is no split to train on")
        examples = load(base, split or FIT[base], data_dir)
        rng = random.Random(f"{seed}-{name}")
        drawn = [_vary_topic(example, rng) for example in _draw(examples, passes, rng)]
        if mix.swap_names:
            names = _names(examples)
            drawn = [
                swap_names(example, names, rng) if rng.random() < mix.swap_names else example
                for example in drawn
            ]
        found[name] = list(drawn)
    return found


def set_of(name: str) -> str:
    """The set of a key of `Mix.passes`, which may name one of its splits."""
    return name.partition("/")[0]


def load(name: str, split: str, data_dir: Path | None) -> list[StanceExample]:
    """The stance examples of one split."""
    return cast(list[StanceExample], load_dataset(name, split, data_dir))


def encode(
    encoder: StanceEncoder, examples: Sequence[StanceExample], name: str | None
) -> list[dict[str, Any]]:
    """One row an example: `labels` are (label, reverse label, index of the set).

    Without the name of a set the examples' labels say nothing, and both directions of a pair
    are asked.
    """
    rows = []
    which = UNLABELLED if name is None else SETS.index(set_of(name))
    encodings = encoder.tokenize([example.text for example in examples])
    for example, encoding in zip(examples, encodings, strict=True):
        # As in prediction, a topic that occurs in the text is a mention of it.
        located = locate(Query(example.text, example.actor, example.target))
        row = encoder.rows(encoding, located.actor, located.target)[0][0]
        label = IGNORE if name is None else LABELS.index(example.label)
        reverse = IGNORE if example.reverse is None else LABELS.index(example.reverse)
        rows.append(
            {
                "input_ids": list(row.ids),
                "actor": row.actor,
                "target": row.target,
                "labels": [label, reverse, which],
                "length": len(row.ids),
            }
        )
    return rows


def _draw(
    examples: Sequence[StanceExample], passes: float, rng: random.Random
) -> Iterator[StanceExample]:
    for _ in range(int(passes)):
        yield from examples
    yield from rng.sample(examples, round(len(examples) * (passes % 1)))


def _vary_topic(example: StanceExample, rng: random.Random) -> StanceExample:
    """Every fourth topic under its short name ("abortion"), so that wording matters less."""
    if isinstance(example.target, str) and rng.random() < SHORT_TOPICS:
        return replace(example, target=example.meta["topic"])
    return example


def _names(examples: Iterable[StanceExample]) -> list[str]:
    """Mentions that are names: every marked mention whose words are all capitalised."""
    return [
        words
        for example in examples
        for span in (example.actor, example.target)
        if isinstance(span, Span) and _is_name(words := span.of(example.text))
    ]


def _is_name(words: str) -> bool:
    return len(words) > 2 and all(word[:1].isupper() for word in words.split())


def swap_names(example: StanceExample, names: Sequence[str], rng: random.Random) -> StanceExample:
    """The example with actor and target renamed, so that its label must come from its words.

    Only names are replaced (no pronouns, no descriptions), each by a name drawn from the
    same set.
    """
    text = example.text
    spans = {"actor": example.actor, "target": example.target}
    marked = {
        name: span
        for name, span in spans.items()
        if isinstance(span, Span) and _is_name(span.of(text))
    }
    if len(marked) == 2 and marked["actor"].overlaps(marked["target"]):
        return example
    for name in list(marked):
        span = cast(Span, spans[name])
        new = rng.choice(names)
        text = text[: span.start] + new + text[span.end :]
        shift = len(new) - (span.end - span.start)
        for other, value in spans.items():
            if other == name:
                spans[other] = Span(span.start, span.start + len(new))
            elif isinstance(value, Span) and value.start >= span.end:
                spans[other] = Span(value.start + shift, value.end + shift)
            elif isinstance(value, Span) and value.overlaps(span):
                return example  # one mention inside the other: leave it as it is
    actor = cast(Span | None, spans["actor"])
    return replace(example, text=text, actor=actor, target=spans["target"])
