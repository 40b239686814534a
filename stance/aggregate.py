"""The aggregate step: the evidences for a pair into the document's one answer.

Mentions without a stance do not water a stance down: the answer follows the strongest
evidence on either side. Independent evidence for the same side raises its probability
(noisy-or); when both sides have evidence of their own, the pair is contested, the label
follows the stronger side, and all evidence stays visible. A side that is not likely enough is
not claimed: the answer is then neutral, with the probabilities as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from stance.schema import Evidence, Stance, StancePrediction

SIDES = ("hostile", "supportive")

MIN_CONFIDENCE = 0.5
"""The least probability of a side that is called a document's stance, if no other is asked."""

EVEN = 0.5
"""From here on a side is more likely than not."""

DEPENDENCE = 0.5
"""Share of its weight that each further evidence of a side keeps: one text, one writer."""


def aggregate(
    found: Iterable[tuple[str, str, Evidence]], min_confidence: float = MIN_CONFIDENCE
) -> tuple[Stance, ...]:
    """Stances from (actor id, target id, evidence); clear stances first, then by strength.

    `min_confidence` is the least probability of a side that is called a stance. Below 0.5 a side is
    called one where neutral is likelier, in the answer and in its evidence.
    """
    ordered = sorted(found, key=lambda item: (item[0], item[1], item[2].span, item[2].target))
    stances = [
        combine(actor, target, [evidence for _, _, evidence in group], min_confidence)
        for (actor, target), group in groupby(ordered, key=lambda item: item[:2])
    ]
    return tuple(
        sorted(stances, key=lambda s: (s.label == "neutral", -abs(s.score), s.actor, s.target))
    )


def combine(
    actor: str, target: str, evidence: Sequence[Evidence], min_confidence: float = MIN_CONFIDENCE
) -> Stance:
    """The answer for one pair out of all its evidence (one at least)."""
    least = min(min_confidence, EVEN)
    evidence = [replace(item, prediction=_leaning(item.prediction, least)) for item in evidence]
    # Where a side is taken, mentions that take none say nothing of how surely it is.
    clear = [item for item in evidence if item.prediction.label != "neutral"] or evidence
    hostile = _side([item.prediction.probabilities["hostile"] for item in clear], least)
    supportive = _side([item.prediction.probabilities["supportive"] for item in clear], least)
    # What the two sides claim together may not pass 1; what is left is neutral.
    total = hostile + supportive
    if total > 1:
        hostile, supportive = hostile / total, supportive / total
    neutral = max(0.0, 1 - hostile - supportive)
    prediction = _leaning(StancePrediction.of((hostile, neutral, supportive)), least)
    if prediction.label not in {item.prediction.label for item in evidence}:
        # Many doubtful hints are no stance as long as none of them is one by itself.
        prediction = max(clear, key=lambda item: abs(item.prediction.score)).prediction
    # Where more was asked for than the likelier side, less sure words contest nothing.
    least = min_confidence if min_confidence > EVEN else 0.0
    called = {_claimed(item.prediction, least).label for item in evidence}
    return Stance(
        actor,
        target,
        _claimed(prediction, min_confidence),
        tuple(evidence),
        contested=set(SIDES) <= called,
    )


def _leaning(prediction: StancePrediction, least: float) -> StancePrediction:
    """The prediction, called by its likelier side from `least` on, whatever neutral has."""
    side = max(SIDES, key=lambda label: prediction.probabilities[label])
    likely = prediction.probabilities[side] >= least
    return replace(prediction, label=side) if likely else prediction


def _claimed(prediction: StancePrediction, least: float) -> StancePrediction:
    """The prediction, neutral where its side is less likely than `least`."""
    if prediction.probabilities[prediction.label] >= least or prediction.label == "neutral":
        return prediction
    return replace(prediction, label="neutral")


def _side(probabilities: Sequence[float], least: float) -> float:
    """Noisy-or of one side's probabilities, each further one at half the weight before; of
    those below `least`, the first alone."""
    against = 1.0
    weight = 1.0
    for probability in sorted(probabilities, reverse=True):
        if probability < least and against < 1.0:
            break  # only evidence that says so itself adds to what is there
        against *= 1 - weight * probability
        weight *= DEPENDENCE
    return 1 - against
