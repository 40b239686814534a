"""The figures of each labelled set, by its authors' protocol.

A protocol turns labels and probabilities into decisions and decisions into a flat dict whose
first entry is the set's headline figure. Label ids follow `stance.schema.LABELS`; figures are
in [0, 1]. F1 of a class that nobody has and nobody predicts is 0, as in scikit-learn with
``zero_division=0``; a macro average is over all classes of the protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.datasets.base import StanceExample
from stance.evaluation.decisions import Decisions
from stance.evaluation.joint import (
    FIVE_CLASSES,
    five_class_probabilities,
    gated,
    strongest_direction,
)
from stance.evaluation.ranking import average_precision, spearman
from stance.schema import LABELS

HOSTILE, NEUTRAL, SUPPORTIVE = 0, 1, 2

DSE_CLASSES = ("0 neutral", "1 p for q", "2 q for p", "3 p against q", "4 q against p")

Labels = npt.NDArray[np.integer[Any]]
Probabilities = npt.NDArray[np.floating[Any]]
Figures = dict[str, float]
Examples = Sequence[StanceExample] | None
Decide = Callable[[Labels, Probabilities, Examples], Decisions]


@dataclass(frozen=True, slots=True)
class Protocol:
    """How a set is scored.

    `decide` takes labels (n, 2) and probabilities (n, 2, 3), of the example and of its other
    direction, and the examples, where figures need more of them than the labels. `figures`
    gives the headline first; `headline` is it alone, for tests that need it many times. `says`
    is the protocol in a sentence.
    """

    says: str
    decide: Decide
    figures: Callable[[Decisions], Figures]
    headline: Callable[[Decisions], float]


def score(
    name: str, labels: Labels, probabilities: Probabilities, examples: Examples = None
) -> Figures:
    """The figures of one set, by the set's protocol (three-class for unknown names).

    `labels`: (n, 2), the label and, where the set has it, that of the other direction.
    `probabilities`: (n, 2, 3), for both directions. Figures that need the examples (by
    target, against grades) are left out without them.
    """
    protocol = protocol_of(name)
    return protocol.figures(protocol.decide(labels, probabilities, examples))


def protocol_of(name: str) -> Protocol:
    """The protocol of a set, the three-class one for an unknown name."""
    return PROTOCOLS.get(name, THREE_CLASS)


# Decisions


def one_direction(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """Three classes, each example as asked."""
    return Decisions.of(LABELS, labels[:, 0], probabilities[:, 0])


def both_directions(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """Three classes, both directions of every pair pooled, where they are labelled.

    The column `reverse` says which decisions are of the other direction.
    """
    items, directions = np.nonzero(labels >= 0)
    return Decisions.of(
        LABELS,
        labels[items, directions],
        probabilities[items, directions],
        items=items,
        reverse=directions == 1,
    )


def with_topics(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """`one_direction`, with the topic of each tweet where the examples are given."""
    found = one_direction(labels, probabilities, examples)
    if examples is not None:
        found.columns["topic"] = np.array([str(example.meta["topic"]) for example in examples])
    return found


def with_grades(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """`one_direction`, with the grade (-2 to 2) of each pair where the examples are given."""
    found = one_direction(labels, probabilities, examples)
    if examples is not None:
        found.columns["grade"] = np.array([float(example.meta["grade"]) for example in examples])
    return found


def with_phenomena(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """`one_direction`, with the phenomenon that each item tests where the examples are given."""
    found = one_direction(labels, probabilities, examples)
    if examples is not None:
        names = [str(example.meta["phenomenon"]) for example in examples]
        found.columns["phenomenon"] = np.array(names)
    return found


def two_sided(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """Hostile or supportive: neutral is no answer, its probability is left out."""
    sides = probabilities[:, 0][:, [HOSTILE, SUPPORTIVE]]
    total = sides.sum(axis=1, keepdims=True)
    shares = np.divide(sides, total, out=np.full(sides.shape, 0.5), where=total > 0)
    names = (LABELS[HOSTILE], LABELS[SUPPORTIVE])
    says_neutral = probabilities[:, 0].argmax(axis=1) == NEUTRAL
    gold = (labels[:, 0] == SUPPORTIVE).astype(np.int64)
    return Decisions.of(names, gold, shares, says_neutral=says_neutral)


def five_classes(labels: Labels, probabilities: Probabilities, examples: Examples) -> Decisions:
    """DSE's five classes, with the answers of the other two ways (`stance.evaluation.joint`)."""
    forward, backward = probabilities[:, 0], probabilities[:, 1]
    gold = np.array([FIVE_CLASSES.index((int(a), int(b))) for a, b in labels], dtype=np.int64)
    return Decisions.of(
        DSE_CLASSES,
        gold,
        five_class_probabilities(forward, backward),
        strongest=strongest_direction(forward, backward),
        gate=gated(forward, backward),
    )


# Figures


def f1_by_class(confusion: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """F1 (classes,) of each class out of counts (classes, classes), gold in rows."""
    sums = confusion.sum(axis=0) + confusion.sum(axis=1)
    return _shares(2 * np.diagonal(confusion), sums)


def recall_by_class(confusion: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Recall (classes,) of each class out of counts (classes, classes), gold in rows."""
    return _shares(np.diagonal(confusion), confusion.sum(axis=1))


def accuracy(decisions: Decisions) -> float:
    """Share of right decisions, 0 of none; with one label an item this is micro-F1."""
    return float(decisions.right.mean()) if len(decisions) else 0.0


def macro_f1(decisions: Decisions) -> float:
    """Unweighted mean of the classes' F1."""
    return float(f1_by_class(decisions.confusion()).mean())


def f_avg(decisions: Decisions) -> float:
    """Mean F1 of hostile (against) and supportive (favor)."""
    f1 = f1_by_class(decisions.confusion())
    return float((f1[HOSTILE] + f1[SUPPORTIVE]) / 2)


def dse(decisions: Decisions) -> Figures:
    """DSE: micro-F1 over five classes, macro-F1, mAP, and F1 of each class.

    Park, Pan and Joo 2021 with the `metrics.py` of their repository: scikit-learn's micro-
    and macro-F1 over the classes 0 to 4, and the plain mean of one-vs-rest average precisions
    (here of the classes that occur). What follows for the other ways of deriving the five
    classes carries the way's name.
    """
    per_class = f1_by_class(decisions.confusion())
    figures = {
        "micro_f1": accuracy(decisions),
        "macro_f1": float(per_class.mean()),
        "mAP": _mean_average_precision(decisions.gold, decisions.probabilities),
        **{f"f1_class_{c}": float(value) for c, value in enumerate(per_class)},
    }
    for way, scores in decisions.columns.items():
        other = Decisions.of(decisions.labels, decisions.gold, scores)  # type: ignore[arg-type]
        figures[f"micro_f1_{way}"] = accuracy(other)
        figures[f"macro_f1_{way}"] = macro_f1(other)
        figures[f"mAP_{way}"] = _mean_average_precision(other.gold, other.probabilities)
    return figures


def newsmtsc(decisions: Decisions) -> Figures:
    """NewsMTSC: F1m (macro), mean F1 of negative and positive, accuracy, average recall.

    Hamborg and Donnay 2021; an item is a target mention, and the two test sets (rw, mt) are
    splits of their own, reported apart.
    """
    confusion = decisions.confusion()
    f1 = f1_by_class(confusion)
    return {
        "f1m": float(f1.mean()),
        "f1_pn": float((f1[HOSTILE] + f1[SUPPORTIVE]) / 2),
        "accuracy": accuracy(decisions),
        "average_recall": float(recall_by_class(confusion).mean()),
    }


def semeval2016(decisions: Decisions) -> Figures:
    """SemEval-2016 Task 6: F_avg, the mean F1 of favor and against, pooled over targets.

    Mohammad et al. 2016: `f_avg` is the task's micro-average over the targets, to which
    neutral tweets count as errors only; `f_avg_macro` is the mean over the targets of
    their own F_avg, which follow one by one.
    """
    figures = {"f_avg": f_avg(decisions)}
    if "topic" in decisions.columns:
        topics = decisions.columns["topic"]
        by_topic = {
            str(topic): f_avg(decisions.take(topics == topic)) for topic in np.unique(topics)
        }
        figures["f_avg_macro"] = float(np.mean(list(by_topic.values()))) if by_topic else 0.0
        figures |= {f"f_avg_{topic}": value for topic, value in by_topic.items()}
    return {**figures, "accuracy": accuracy(decisions)}


def sst2(decisions: Decisions) -> Figures:
    """SST-2 (Socher et al. 2013): accuracy, positive against negative."""
    return {"accuracy": accuracy(decisions)}


def seesaw_pairs(decisions: Decisions) -> Figures:
    """SEESAW, pair and direction given: micro-F1 of positive against negative.

    The setting of Wen, Hovy and Hauptmann (Transitive Consistency Constrained Learning for
    Entity-to-Entity Stance Detection). `says_neutral` is how often the system would have
    answered neutral, which the setting does not allow.
    """
    neutral = decisions.columns["says_neutral"]
    return {
        "micro_f1": accuracy(decisions),
        "macro_f1": macro_f1(decisions),
        "says_neutral": float(np.mean(neutral.astype(float))) if len(decisions) else 0.0,
    }


def three_class(decisions: Decisions) -> Figures:
    """Macro-F1 over the three labels, accuracy, and F1 of each label."""
    f1 = f1_by_class(decisions.confusion())
    return {
        "macro_f1": float(f1.mean()),
        "accuracy": accuracy(decisions),
        **{f"f1_{label}": float(value) for label, value in zip(LABELS, f1, strict=True)},
    }


def quoted_stance(decisions: Decisions) -> Figures:
    """`three_class`, and Spearman's rank correlation of score and grade.

    The grade is the mean of the annotators' (-2 to 2), the score p(supportive) - p(hostile).
    """
    figures = three_class(decisions)
    if "grade" in decisions.columns:
        scores = decisions.probabilities[:, SUPPORTIVE] - decisions.probabilities[:, HOSTILE]
        grades = decisions.columns["grade"].astype(np.float64)
        figures["spearman"] = spearman(grades, scores)
    return figures


def contrast(decisions: Decisions) -> Figures:
    """Accuracy, macro-F1, and accuracy by phenomenon where the examples are given."""
    figures = {
        "accuracy": accuracy(decisions),
        "macro_f1": macro_f1(decisions),
    }
    if "phenomenon" in decisions.columns:
        phenomena = decisions.columns["phenomenon"]
        for name in np.unique(phenomena):
            figures[f"accuracy_{name}"] = accuracy(decisions.take(phenomena == name))
    return figures


def _mean_average_precision(gold: npt.NDArray[np.int64], scores: npt.NDArray[np.float64]) -> float:
    found = [average_precision(gold == c, scores[:, c]) for c in np.unique(gold)]
    return float(np.mean(found)) if found else 0.0


def _shares(
    parts: npt.NDArray[np.integer], wholes: npt.NDArray[np.integer]
) -> npt.NDArray[np.float64]:
    shares = np.zeros(len(parts))
    np.divide(parts, wholes, out=shares, where=wholes > 0)
    return shares


THREE_CLASS = Protocol(
    "Macro-F1 over hostile, neutral and supportive.", one_direction, three_class, macro_f1
)

PROTOCOLS: dict[str, Protocol] = {
    "dse": Protocol(
        "Micro-F1 over the five classes of Park et al. 2021, derived from both directions.",
        five_classes,
        dse,
        accuracy,
    ),
    "newsmtsc": Protocol(
        "F1m of Hamborg and Donnay 2021: macro-F1 over three classes, an item a mention.",
        one_direction,
        newsmtsc,
        macro_f1,
    ),
    "semeval2016": Protocol(
        "F_avg of Mohammad et al. 2016: mean F1 of favor and against, pooled over targets.",
        with_topics,
        semeval2016,
        f_avg,
    ),
    "sst2": Protocol(
        "Accuracy, positive against negative (Socher et al. 2013).", two_sided, sst2, accuracy
    ),
    "quoted_stance": Protocol(
        "Macro-F1 over hostile, neutral and supportive; Spearman's rho of score and grade.",
        with_grades,
        quoted_stance,
        macro_f1,
    ),
    "directed_news": Protocol(
        "Macro-F1 over hostile, neutral and supportive, both directions of every pair pooled.",
        both_directions,
        three_class,
        macro_f1,
    ),
    "contrast": Protocol(
        "Accuracy over hostile, neutral and supportive, each label a third of the items.",
        with_phenomena,
        contrast,
        accuracy,
    ),
    "seesaw_pairs": Protocol(
        "Micro-F1 of positive against negative, pair and direction given (Wen et al.).",
        two_sided,
        seesaw_pairs,
        accuracy,
    ),
}
"""The protocol of each set that has one of its own."""
