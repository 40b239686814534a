"""The aggregate step: the evidences for a pair into the document's one answer.

Mentions without a stance do not water a stance down: the answer follows the strongest
evidence on either side. Independent evidence for the same side raises its probability
(noisy-or); when both sides have evidence of their own, the pair is contested, the label
follows the stronger side, and all evidence stays visible. A side that is less likely than not
is not claimed: the answer is then neutral, with the probabilities as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from stance.schema import Evidence, Stance, StancePrediction

CLAIM = 0.5
"""The least probability of a side that is called a document's stance, if no other is asked."""

DEPENDENCE = 0.5
"""Share of its weight that each further evidence of a side keeps: one text, one writer."""


def aggregate(
    found: Iterable[tuple[str, str, Evidence]], claim: float = CLAIM
) -> tuple[Stance, ...]:
    """Stances from (actor id, target id, evidence); clear stances first, then by strength.

    `claim` is the least probability of a side that is called a stance.
    """
    ordered = sorted(found, key=lambda item: (item[0], item[1], item[2].span, item[2].target))
    stances = [
        combine(actor, target, [evidence for _, _, evidence in group], claim)
        for (actor, target), group in groupby(ordered, key=lambda item: item[:2])
    ]
    return tuple(
        sorted(stances, key=lambda s: (s.label == "neutral", -abs(s.score), s.actor, s.target))
    )


def combine(actor: str, target: str, evidence: Sequence[Evidence], claim: float = CLAIM) -> Stance:
    """The answer for one pair out of all its evidence (one at least)."""
    labels = {item.prediction.label for item in evidence}
    hostile = _side([item.prediction.probabilities["hostile"] for item in evidence])
    supportive = _side([item.prediction.probabilities["supportive"] for item in evidence])
    # What the two sides claim together may not pass 1; what is left is neutral.
    total = hostile + supportive
    if total > 1:
        hostile, supportive = hostile / total, supportive / total
    neutral = max(0.0, 1 - hostile - supportive)
    prediction = StancePrediction.of((hostile, neutral, supportive))
    if prediction.label not in labels:
        # Many doubtful hints are no stance as long as none of them is one by itself.
        clear = [item for item in evidence if item.prediction.label != "neutral"]
        prediction = max(clear or evidence, key=lambda item: abs(item.prediction.score)).prediction
    return Stance(
        actor,
        target,
        _claimed(prediction, claim),
        tuple(evidence),
        contested={"hostile", "supportive"} <= labels,
    )


def _claimed(prediction: StancePrediction, claim: float) -> StancePrediction:
    """The prediction, neutral where its side is less likely than `claim`."""
    if prediction.probabilities[prediction.label] >= claim or prediction.label == "neutral":
        return prediction
    return replace(prediction, label="neutral")


def _side(probabilities: Sequence[float]) -> float:
    """Noisy-or of one side's probabilities, each further one at half the weight before."""
    against = 1.0
    weight = 1.0
    for probability in sorted(probabilities, reverse=True):
        if probability < 0.5 and against < 1.0:
            break  # only evidence that says so itself adds to what is there
        against *= 1 - weight * probability
        weight *= DEPENDENCE
    return 1 - against
