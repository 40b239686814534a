"""The figures of the labelled sets, on examples small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.evaluation import harness, metrics
from stance.evaluation.joint import FIVE_CLASSES, five_class_probabilities
from stance.schema import LABELS, Span

H, N, S = range(3)

pytest.importorskip("sklearn")


def vectors(*labels: int) -> np.ndarray:
    """Probabilities (n, 3) in which these labels are the likeliest."""
    return np.full((len(labels), 3), 0.1) + 0.7 * np.eye(3)[list(labels)]


def test_newsmtsc_by_hand() -> None:
    found = metrics.newsmtsc(np.array([H, H, N, S]), vectors(H, N, N, S))
    # F1: hostile 2*1/(1+2), neutral 2*1/(2+1), supportive 1. Recall: 1/2, 1, 1.
    assert found == pytest.approx(
        {"f1m": 7 / 9, "f1_pn": 5 / 6, "accuracy": 3 / 4, "average_recall": 5 / 6}
    )
    assert next(iter(found)) == "f1m"


def test_semeval_leaves_the_f1_of_none_out() -> None:
    found = metrics.semeval2016(np.array([H, S, N, H, N]), vectors(H, S, S, N, N))
    # Against: 2*1/(1+2). Favor: 2*1/(2+1). The two neutral ones count as errors only.
    assert found == pytest.approx({"f_avg": 2 / 3, "accuracy": 3 / 5})


def test_semeval_pools_over_topics() -> None:
    one, other = (np.array([H, H]), vectors(H, N)), (np.array([S, H]), vectors(S, H))
    pooled = metrics.semeval2016(
        np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]])
    )
    # Against, pooled: 2 of 3 found, none false: 4/5. A mean over topics would be (2/3 + 1) / 2.
    assert pooled["f_avg"] == pytest.approx((4 / 5 + 1) / 2)


def test_sst2_has_no_neutral() -> None:
    probabilities = np.array([[0.2, 0.7, 0.1], [0.05, 0.9, 0.05], [0.1, 0.1, 0.8]])
    assert metrics.sst2(np.array([H, S, S]), probabilities) == pytest.approx({"accuracy": 2 / 3})


def test_three_classes_by_hand() -> None:
    found = metrics.three_class(np.array([H, N, N, S]), vectors(H, N, S, S))
    f1 = {"f1_hostile": 1.0, "f1_neutral": 2 / 3, "f1_supportive": 2 / 3}
    assert found == pytest.approx({"macro_f1": 7 / 9, "accuracy": 3 / 4, **f1})


def test_a_label_nobody_has_counts_as_nothing_found() -> None:
    found = metrics.three_class(np.array([N, N]), vectors(N, N))
    assert found["macro_f1"] == pytest.approx(1 / 3) and found["accuracy"] == 1


DSE_LABELS = np.array([[N, N], [S, N], [H, N], [N, N]])  # classes 0, 1, 3, 0
DSE_PROBABILITIES = np.array(
    [
        [[0.05, 0.9, 0.05], [0.05, 0.9, 0.05]],  # predicted 0
        [[0.35, 0.05, 0.6], [0.05, 0.9, 0.05]],  # predicted 1
        [[0.3, 0.6, 0.1], [0.1, 0.8, 0.1]],  # predicted 0
        [[0.1, 0.8, 0.1], [0.6, 0.3, 0.1]],  # predicted 4
    ]
)


def test_dse_by_hand() -> None:
    found = metrics.dse(DSE_LABELS, DSE_PROBABILITIES)
    # F1 of classes 0 to 4: 2*1/(2+2), 1, none, none found of 1, 1 false.
    assert [found[f"f1_class_{c}"] for c in range(5)] == pytest.approx([0.5, 1, 0, 0, 0])
    assert found["micro_f1"] == pytest.approx(2 / 4)
    assert found["macro_f1"] == pytest.approx(1.5 / 5)
    # Classes that are there. 0: ranks 1 and 3 of its two. 1: rank 1. 3: the second item has
    # more of it (0.35 * 0.9 against 0.3 * 0.8 before normalising), rank 2.
    expected = np.mean([(1 / 1 + 2 / 3) / 2, 1, 1 / 2])
    assert found["mAP"] == pytest.approx(expected)
    assert next(iter(found)) == "micro_f1"


def test_score_finds_the_protocol_of_a_set() -> None:
    both = np.stack([vectors(H, N, N, S), vectors(N, N, N, N)], axis=1)
    labels = np.array([[H, N], [H, N], [N, N], [S, N]])
    assert metrics.score("newsmtsc", labels, both) == metrics.newsmtsc(labels[:, 0], both[:, 0])
    assert metrics.score("dse", labels, both) == metrics.dse(labels, both)
    assert set(metrics.score("sst2", labels, both)) == {"accuracy"}
    assert next(iter(metrics.score("quoted_stance", labels, both))) == "macro_f1"
    assert metrics.score("my.csv", labels, both) == metrics.three_class(labels[:, 0], both[:, 0])


@given(st.lists(st.tuples(*[st.floats(0.01, 1)] * 6), min_size=1, max_size=5))
def test_joint_probabilities_are_the_products_that_dse_allows(
    weights: list[tuple[float, ...]],
) -> None:
    raw = np.array(weights).reshape(-1, 2, 3)
    forward, backward = np.moveaxis(raw / raw.sum(axis=2, keepdims=True), 1, 0)
    found = five_class_probabilities(forward, backward)
    assert found.shape == (len(weights), 5)
    assert found.sum(axis=1) == pytest.approx(1)
    for one, other, five in zip(forward, backward, found, strict=True):
        # All nine combinations of two labels; at most one direction carries a stance.
        allowed = {(a, b): one[a] * other[b] for a in range(3) for b in range(3) if N in (a, b)}
        expected = [allowed[pair] / sum(allowed.values()) for pair in FIVE_CLASSES]
        assert five == pytest.approx(expected)


def test_the_five_classes_are_those_of_the_set() -> None:
    named = [(LABELS[a], LABELS[b]) for a, b in FIVE_CLASSES]
    assert named == [
        ("neutral", "neutral"),
        ("supportive", "neutral"),
        ("neutral", "supportive"),
        ("hostile", "neutral"),
        ("neutral", "hostile"),
    ]


TEXT = "Okoro praised Diaz on Monday."
EXAMPLES = [
    StanceExample("1", TEXT, "supportive", Span(0, 5), Span(14, 18), reverse="neutral"),
    StanceExample("2", TEXT, "neutral"),
    StanceExample("3", TEXT, "hostile", None, "taxes"),
    StanceExample("4", TEXT, "neutral", Span(14, 18), Span(0, 5)),
]


def test_the_harness_asks_both_directions_where_both_are_labelled(tiny_stance: Path) -> None:
    classifier = StanceClassifier.from_pretrained(tiny_stance, backend="torch")
    found = harness.predict(classifier, EXAMPLES)
    assert found.shape == (4, 2, 3)
    asked = classifier.predict(
        [
            (TEXT, "Okoro", "Diaz"),
            (TEXT, "Diaz", "Okoro"),
            (TEXT, None, None),
            (TEXT, None, "taxes"),
        ]
    )
    values = np.array([list(answer.probabilities.values()) for answer in asked])
    assert found[0] == pytest.approx(values[:2], abs=1e-5)
    assert found[1, 0] == pytest.approx(values[2], abs=1e-5)
    assert found[2, 0] == pytest.approx(values[3], abs=1e-5)
    assert found[3, 0] == pytest.approx(values[1], abs=1e-5)
    assert not found[1:, 1].any()
    labels = harness.label_ids(EXAMPLES)
    assert labels.tolist() == [[S, N], [N, -1], [H, -1], [N, -1]]
    figures = harness.evaluate(classifier, "anything", EXAMPLES)
    assert next(iter(figures)) == "macro_f1" and figures["items"] == 4
    assert figures["accuracy"] == (found[:, 0].argmax(axis=1) == labels[:, 0]).mean()


def test_the_harness_takes_no_examples() -> None:
    assert harness.label_ids([]).shape == (0, 2)
