"""The figures of each labelled set, by its authors' protocol, on scikit-learn.

Every protocol takes labels and probabilities and gives a flat dict whose first entry is
the set's headline figure. Label ids follow `stance.schema.LABELS`; figures are in [0, 1].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.evaluation.joint import FIVE_CLASSES, five_class_probabilities
from stance.extras import require

HOSTILE, NEUTRAL, SUPPORTIVE = 0, 1, 2

Labels = npt.NDArray[np.integer[Any]]
Probabilities = npt.NDArray[np.floating[Any]]
Protocol = Callable[[Labels, Probabilities], dict[str, float]]


def score(name: str, labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """The figures of one set, by the set's protocol (three-class for unknown names).

    `labels`: (n, 2), the label and, where the set has it, that of the other direction.
    `probabilities`: (n, 2, 3), for both directions.
    """
    if name in DIRECTED:
        return DIRECTED[name](labels, probabilities)
    protocol = PROTOCOLS.get(name, three_class)
    return protocol(labels[:, 0], probabilities[:, 0])


def dse(labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """DSE: micro-F1 over five classes, macro-F1, mAP (mean one-vs-rest average precision)."""
    sk = require("sklearn.metrics", extra="eval")
    classes = np.array([FIVE_CLASSES.index((int(a), int(b))) for a, b in labels])
    five = five_class_probabilities(probabilities[:, 0], probabilities[:, 1])
    predicted = five.argmax(axis=1)
    present = [c for c in range(5) if (classes == c).any()]
    per_class = sk.f1_score(classes, predicted, labels=range(5), average=None, zero_division=0)
    return {
        "micro_f1": float((classes == predicted).mean()),
        "macro_f1": float(per_class.mean()),
        "mAP": float(
            np.mean([sk.average_precision_score(classes == c, five[:, c]) for c in present])
        ),
        **{f"f1_class_{c}": float(value) for c, value in enumerate(per_class)},
    }


def newsmtsc(labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """NewsMTSC: F1m (macro), mean F1 of negative and positive, accuracy, average recall."""
    sk = require("sklearn.metrics", extra="eval")
    predicted = probabilities.argmax(axis=1)
    f1 = sk.f1_score(labels, predicted, labels=range(3), average=None, zero_division=0)
    recall = sk.recall_score(labels, predicted, labels=range(3), average="macro", zero_division=0)
    return {
        "f1m": float(f1.mean()),
        "f1_pn": float((f1[HOSTILE] + f1[SUPPORTIVE]) / 2),
        "accuracy": float((labels == predicted).mean()),
        "average_recall": float(recall),
    }


def semeval2016(labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """SemEval-2016 Task 6: F_avg, the mean F1 of favor and against, pooled over targets."""
    sk = require("sklearn.metrics", extra="eval")
    predicted = probabilities.argmax(axis=1)
    f_avg = sk.f1_score(
        labels,
        predicted,
        labels=[HOSTILE, SUPPORTIVE],
        average="macro",
        zero_division=0,
    )
    return {"f_avg": float(f_avg), "accuracy": float((labels == predicted).mean())}


def sst2(labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """SST-2: accuracy, positive against negative; neutral is not an answer here."""
    positive = probabilities[:, SUPPORTIVE] > probabilities[:, HOSTILE]
    return {"accuracy": float((positive == (labels == SUPPORTIVE)).mean())}


def three_class(labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """Macro-F1 over the three labels, accuracy, and F1 of each label."""
    sk = require("sklearn.metrics", extra="eval")
    predicted = probabilities.argmax(axis=1)
    f1 = sk.f1_score(labels, predicted, labels=range(3), average=None, zero_division=0)
    return {
        "macro_f1": float(f1.mean()),
        "accuracy": float((labels == predicted).mean()),
        "f1_hostile": float(f1[HOSTILE]),
        "f1_neutral": float(f1[NEUTRAL]),
        "f1_supportive": float(f1[SUPPORTIVE]),
    }


def directed_news(labels: Labels, probabilities: Probabilities) -> dict[str, float]:
    """directed-news: the three-class figures over both directions of every pair, pooled."""
    labelled = labels >= 0
    return three_class(labels[labelled], probabilities[labelled])


DIRECTED: dict[str, Protocol] = {"dse": dse, "directed_news": directed_news}
"""Protocols that take both directions: labels (n, 2) and probabilities (n, 2, 3)."""

PROTOCOLS: dict[str, Protocol] = {
    "newsmtsc": newsmtsc,
    "semeval2016": semeval2016,
    "sst2": sst2,
}
"""Protocols of one direction: labels (n,) and probabilities (n, 3)."""
