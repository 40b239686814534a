"""The figures of the labelled sets, on examples small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.evaluation import harness, metrics
from stance.evaluation.decisions import Decisions
from stance.evaluation.joint import (
    FIVE_CLASSES,
    five_class_probabilities,
    gated,
    strongest_direction,
)
from stance.evaluation.ranking import average_precision, spearman
from stance.schema import LABELS, Span

H, N, S = range(3)


def vectors(*labels: int) -> np.ndarray:
    """Probabilities (n, 3) in which these labels are the likeliest."""
    return np.full((len(labels), 3), 0.1) + 0.7 * np.eye(3)[list(labels)]


def score(
    name: str,
    gold: list[int],
    answers: np.ndarray | list[int],
    examples: list[StanceExample] | None = None,
) -> dict[str, float]:
    """Figures where one direction is labelled."""
    given = answers if isinstance(answers, np.ndarray) else vectors(*answers)
    labels = np.array([[label, -1] for label in gold])
    return metrics.score(name, labels, np.stack([given, 0 * given], axis=1), examples)


def test_newsmtsc_by_hand() -> None:
    found = score("newsmtsc", [H, H, N, S], [H, N, N, S])
    # F1: hostile 2*1/(1+2), neutral 2*1/(2+1), supportive 1. Recall: 1/2, 1, 1.
    assert found == pytest.approx(
        {"f1m": 7 / 9, "f1_pn": 5 / 6, "accuracy": 3 / 4, "average_recall": 5 / 6}
    )
    assert next(iter(found)) == "f1m"


def test_semeval_leaves_the_f1_of_none_out() -> None:
    found = score("semeval2016", [H, S, N, H, N], [H, S, S, N, N])
    # Against: 2*1/(1+2). Favor: 2*1/(2+1). The two neutral ones count as errors only.
    assert found == pytest.approx({"f_avg": 2 / 3, "accuracy": 3 / 5})


def test_semeval_pools_over_topics_and_averages_them() -> None:
    tweets = [
        StanceExample(str(number), "a tweet", "neutral", meta={"topic": topic})
        for number, topic in enumerate(["climate", "climate", "atheism", "atheism"])
    ]
    found = score("semeval2016", [H, H, S, H], [H, N, S, H], tweets)
    # Against, pooled: 2 of 3 found, none false: 4/5. Climate: against 2/3, favor 0.
    assert found["f_avg"] == pytest.approx((4 / 5 + 1) / 2)
    assert found["f_avg_climate"] == pytest.approx((2 / 3 + 0) / 2)
    assert found["f_avg_atheism"] == 1
    assert found["f_avg_macro"] == pytest.approx((1 / 3 + 1) / 2)
    assert next(iter(found)) == "f_avg"


def test_sst2_has_no_neutral() -> None:
    probabilities = np.array([[0.2, 0.7, 0.1], [0.05, 0.9, 0.05], [0.1, 0.1, 0.8]])
    assert score("sst2", [H, S, S], probabilities) == pytest.approx({"accuracy": 2 / 3})


def test_seesaw_pairs_have_no_neutral_and_say_how_often_it_was_meant() -> None:
    probabilities = np.array([[0.2, 0.7, 0.1], [0.05, 0.8, 0.15], [0.5, 0.1, 0.4]])
    found = score("seesaw_pairs", [H, S, S], probabilities)
    # Hostile: 1 right, 1 false. Supportive: 1 of 2.
    assert found == pytest.approx({"micro_f1": 2 / 3, "macro_f1": 2 / 3, "says_neutral": 2 / 3})


def test_three_classes_by_hand() -> None:
    found = score("my.csv", [H, N, N, S], [H, N, S, S])
    f1 = {"f1_hostile": 1.0, "f1_neutral": 2 / 3, "f1_supportive": 2 / 3}
    assert found == pytest.approx({"macro_f1": 7 / 9, "accuracy": 3 / 4, **f1})
    assert next(iter(found)) == "macro_f1"


def test_quoted_stance_ranks_scores_against_grades() -> None:
    pairs = [
        StanceExample(str(number), "a quote", "neutral", meta={"grade": grade})
        for number, grade in enumerate([-2.0, 0.0, 1.0, 2.0])
    ]
    scores = np.array([[0.8, 0.1, 0.1], [0.2, 0.6, 0.2], [0.1, 0.1, 0.8], [0.1, 0.3, 0.6]])
    found = score("quoted_stance", [H, N, S, S], scores, pairs)
    # Ranks of the grades 1 2 3 4, of the scores 1 2 4 3: 1 - 6 * 2 / (4 * 15).
    assert found["spearman"] == pytest.approx(1 - 12 / 60)
    assert found["macro_f1"] == 1 and next(iter(found)) == "macro_f1"


def test_a_label_nobody_has_counts_as_nothing_found() -> None:
    found = score("my.csv", [N, N], [N, N])
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
    found = metrics.score("dse", DSE_LABELS, DSE_PROBABILITIES)
    # F1 of classes 0 to 4: 2*1/(2+2), 1, none, none found of 1, 1 false.
    assert [found[f"f1_class_{c}"] for c in range(5)] == pytest.approx([0.5, 1, 0, 0, 0])
    assert found["micro_f1"] == pytest.approx(2 / 4)
    assert found["macro_f1"] == pytest.approx(1.5 / 5)
    # Classes that are there. 0: ranks 1 and 3 of its two. 1: rank 1. 3: the second item has
    # more of it (0.35 * 0.9 against 0.3 * 0.8 before normalising), rank 2.
    expected = np.mean([(1 / 1 + 2 / 3) / 2, 1, 1 / 2])
    assert found["mAP"] == pytest.approx(expected)
    assert next(iter(found)) == "micro_f1"
    other = {f"{name}_{way}" for name in ("micro_f1", "mAP") for way in ("gate", "strongest")}
    assert other <= found.keys()


def test_the_other_ways_to_five_classes_by_hand() -> None:
    forward, backward = np.array([[0.1, 0.6, 0.3]]), np.array([[0.35, 0.55, 0.1]])
    product = five_class_probabilities(forward, backward)[0]
    strongest = strongest_direction(forward, backward)[0]
    gate = gated(forward, backward)[0]
    raw = np.array([0.6 * 0.55, 0.3 * 0.55, 0.6 * 0.1, 0.1 * 0.55, 0.6 * 0.35])
    assert product == pytest.approx(raw / raw.sum())
    raw = np.array([0.55, 0.3, 0.1, 0.1, 0.35])
    assert strongest == pytest.approx(raw / raw.sum())
    assert gate == pytest.approx([0.33, *(0.67 * raw[1:] / raw[1:].sum())])


def test_two_certain_answers_that_exclude_each_other_leave_no_division_by_zero() -> None:
    both = np.array([[1.0, 0.0, 0.0]])
    assert five_class_probabilities(both, both)[0] == pytest.approx([0.2] * 5)
    calm = np.array([[0.0, 1.0, 0.0]])
    assert gated(calm, calm)[0] == pytest.approx([1, 0, 0, 0, 0])


def test_score_finds_the_protocol_of_a_set() -> None:
    assert set(score("sst2", [H], [H])) == {"accuracy"}
    assert next(iter(score("quoted_stance", [H], [H]))) == "macro_f1"
    assert metrics.protocol_of("my.csv") is metrics.THREE_CLASS
    for protocol in metrics.PROTOCOLS.values():
        assert protocol.says.endswith(".")


LABEL_LISTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30)


@settings(deadline=None)  # the first example pays for an import
@given(LABEL_LISTS)
def test_class_figures_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    sk = pytest.importorskip("sklearn.metrics")
    gold, predicted = (np.array(side) for side in zip(*pairs, strict=True))
    decisions = Decisions.of(LABELS, gold, vectors(*predicted))
    counts = decisions.confusion()
    assert counts.tolist() == sk.confusion_matrix(gold, predicted, labels=range(3)).tolist()
    options = {"labels": range(3), "average": None, "zero_division": 0}
    assert metrics.f1_by_class(counts) == pytest.approx(sk.f1_score(gold, predicted, **options))
    assert metrics.recall_by_class(counts) == pytest.approx(
        sk.recall_score(gold, predicted, **options)
    )


SCORED = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.25, 0.5, 1.0])), min_size=2)


@settings(deadline=None)  # the first example pays for an import
@given(SCORED)
def test_average_precision_is_that_of_scikit_learn(items: list[tuple[bool, float]]) -> None:
    sk = pytest.importorskip("sklearn.metrics")
    relevant, scores = (np.array(side) for side in zip(*items, strict=True))
    expected = sk.average_precision_score(relevant, scores) if relevant.any() else 0
    assert average_precision(relevant, scores) == pytest.approx(expected)


@settings(deadline=None)  # the first example pays for an import
@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 4)), min_size=2, max_size=20))
def test_spearman_is_that_of_scipy(items: list[tuple[int, int]]) -> None:
    stats = pytest.importorskip("scipy.stats")
    one, other = (np.array(side, dtype=float) for side in zip(*items, strict=True))
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert spearman(one, other) == 0
    else:
        assert spearman(one, other) == pytest.approx(stats.spearmanr(one, other).statistic)


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


def test_an_unknown_label_names_its_item() -> None:
    wrong = StanceExample("item-7", TEXT, "angry")
    with pytest.raises(ValueError, match=r"item 'item-7' has the label 'angry', none of hostile"):
        harness.label_ids([EXAMPLES[0], wrong])
