"""The contrast set: who stands where toward whom when only the wording or the names differ.

Filled templates in the spirit of contrast sets and behavioural tests (Gardner et al. 2020;
Ribeiro et al. 2020). Each template is filled twice with the same names, once with hostile and
once with supportive words, and once more for every turn of the names through its slots: x
praises y, y praises x. Whoever answers by the names or by the mere presence of a word is right
one time in three.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from string import Formatter
from types import SimpleNamespace
from typing import NamedTuple

from stance.datasets.base import StanceExample
from stance.evaluation.contrast_templates import (
    HOSTILE,
    NAMES,
    SUPPORTIVE,
    TEMPLATES,
    Template,
    Words,
)
from stance.schema import Span

SEED = 20
FEWEST_DRAWS = 2
"""Each template is filled with this many sets of names, or as many as its neutral pairs need."""

POLARITIES = {"hostile": HOSTILE, "supportive": SUPPORTIVE}
OPPOSITE = {"hostile": "supportive", "supportive": "hostile"}

RELATIVES = {
    "person": ("who", "whom"),
    "country": ("which", "which"),
    "organisation": ("which", "which"),
}
"""The relative pronouns (subject, object) of each kind of names."""


class Filled(NamedTuple):
    """A sentence and the first mention of each name slot in it."""

    text: str
    spans: dict[str, Span]


class Question(NamedTuple):
    """A pair of slots, and the label of the first's stance toward the second."""

    actor: str
    target: str
    label: str


def build(seed: int = SEED) -> list[StanceExample]:
    """The contrast set, the same for the same seed.

    Each label is that of a third of the items, and of a third of those in which a given name
    is the actor, and of those in which it is the target. `group` is the template, `meta` has
    "phenomenon", "pattern" and "kind" (of the names).
    """
    rng = random.Random(seed)
    decks = {kind: cycle(rng.sample(names, len(names))) for kind, names in NAMES.items()}
    kinds = cycle(NAMES)
    examples: list[StanceExample] = []
    for number, template in enumerate(TEMPLATES, 1):
        for draw in range(draws(template)):
            kind = next(kinds)
            names = list(islice(decks[kind], len(template.slots)))
            for question, filled in _items(template, draw, kind, names, rng):
                examples.append(
                    StanceExample(
                        id=f"contrast-{len(examples) + 1:04}",
                        text=filled.text,
                        label=question.label,
                        actor=filled.spans[question.actor],
                        target=filled.spans[question.target],
                        group=f"template-{number:02}",
                        meta={
                            "phenomenon": template.phenomenon,
                            "pattern": template.pattern,
                            "kind": kind,
                        },
                    )
                )
    return examples


def draws(template: Template) -> int:
    """How many sets of names fill the template, so that every neutral pair is asked."""
    return max(FEWEST_DRAWS, -(-len(template.neutral) // len(template.stances)))


def fill(pattern: str, values: Mapping[str, object], slots: tuple[str, ...]) -> Filled:
    """The pattern with its values, as by `str.format`, and where the slots came to stand."""
    formatter = Formatter()
    text = ""
    spans: dict[str, Span] = {}
    for literal, name, _, _ in formatter.parse(pattern):
        text += literal
        if name is not None:
            value = str(formatter.get_field(name, (), values)[0])
            if name in slots:
                spans.setdefault(name, Span(len(text), len(text) + len(value)))
            text += value
    return Filled(text, spans)


def _items(
    template: Template, draw: int, kind: str, names: list[str], rng: random.Random
) -> Iterator[tuple[Question, Filled]]:
    """The questions of one set of names: both polarities, every turn of the names."""
    words = {polarity: _choose(lists, rng) for polarity, lists in POLARITIES.items()}
    who, whom = RELATIVES[kind]
    for polarity, questions in _questions(template, draw).items():
        for turn in range(len(names)):
            turned = names[turn:] + names[:turn]
            values = {
                **dict(zip(template.slots, turned, strict=True)),
                "p": words[polarity],
                "q": words[OPPOSITE[polarity]],
                "who": who,
                "whom": whom,
            }
            filled = fill(template.pattern, values, template.slots)
            for question in questions:
                yield question, filled


def _questions(template: Template, draw: int) -> dict[str, list[Question]]:
    """What is asked with each polarity.

    A stance is asked with both polarities: one hostile and one supportive item. There are as
    many neutral questions, dealt in turn to the polarities and over the draws.
    """
    asked = {
        polarity: [
            Question(actor, target, polarity if words == "p" else OPPOSITE[polarity])
            for actor, target, words in template.stances
        ]
        for polarity in POLARITIES
    }
    polarities = list(POLARITIES)
    count = len(template.stances)
    for place in range(draw * count, (draw + 1) * count):
        pair = template.neutral[place % len(template.neutral)]
        # After one round of the pairs the other polarity has its turn.
        polarity = polarities[(place + place // len(template.neutral)) % 2]
        asked[polarity].append(Question(*pair, "neutral"))
    return asked


def _choose(words: Words, rng: random.Random) -> SimpleNamespace:
    """One word for every kind of slot."""
    act = rng.choice(words.acts)
    did, doing = rng.choice(words.deeds)
    return SimpleNamespace(
        **act._asdict(),
        did=did,
        doing=doing,
        verdict=rng.choice(words.verdicts),
        feeling=rng.choice(words.feelings),
    )
