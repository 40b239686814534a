"""At which step of the pipeline a stance of the gold standard is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping

STEPS = ("right", "entity not found", "pair not proposed", "said neutral", "wrong side")
"""`lost_at`'s answers: the tagger and the resolver answer for the second, the choice of
candidates for the third, the classifier and the aggregation for the last two."""


def lost_at(
    pair: tuple[str, str],
    label: str,
    found: Collection[str],
    answers: Mapping[tuple[str, str], Collection[str]],
) -> str:
    """The step at which the stance `label` of a pair (actor, target) is lost, or "right".

    `found` are the entities that the pipeline found, `answers` its labels for the pairs it
    asked about.
    """
    if not set(pair) <= set(found):
        return "entity not found"
    given = answers.get(pair, ())
    if label in given:
        return "right"
    if not given:
        return "pair not proposed"
    return "said neutral" if set(given) == {"neutral"} else "wrong side"
