"""How likely a stance is before anything is read: less where nobody says anything.

The classifier's probabilities are true of the questions that people chose to label. The pipeline
asks about everybody who does something in a sentence toward everybody else in it, and most of
these pairs have no stance. A class's probability is then multiplied by the ratio of its
frequencies there and here, and all are scaled to a sum of 1: Saerens, Latinne and Decaestecker,
"Adjusting the outputs of a classifier to new a priori probabilities" (2002).
"""

from __future__ import annotations

from stance.schema import LABELS, StancePrediction

STATED = 2.0
"""How many times likelier neutral is, against either side, where the writer reports a deed or a
relation (`training.fit_prior`)."""


def stated(answer: StancePrediction, neutral: float = STATED) -> StancePrediction:
    """The answer to a question about what nobody says; `neutral` times likelier to be neutral."""
    weights = [
        answer.probabilities[label] * (neutral if label == "neutral" else 1.0) for label in LABELS
    ]
    return StancePrediction.of([weight / sum(weights) for weight in weights])
