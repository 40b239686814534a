"""Evidences of a pair into one answer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from stance.aggregate import MIN_CONFIDENCE, aggregate, combine
from stance.schema import Evidence, Span, Stance, StancePrediction

Vector = tuple[float, float, float]


def evidence(probabilities: Vector, at: int = 0) -> Evidence:
    prediction = StancePrediction.of(probabilities)
    return Evidence(Span(at, at + 9), Span(at, at + 3), Span(at + 4, at + 9), prediction)


def answer(*probabilities: Vector) -> Stance:
    return combine("okoro", "diaz", [evidence(p, 10 * i) for i, p in enumerate(probabilities)])


VECTORS = (
    st.tuples(*[st.floats(0.01, 1)] * 3)
    .map(lambda w: (w[0] / sum(w), w[1] / sum(w), w[2] / sum(w)))
    .filter(lambda p: sorted(p)[2] - sorted(p)[1] > 1e-6)  # no draw between two labels
)


@given(VECTORS)
def test_one_evidence_speaks_for_itself(probabilities: Vector) -> None:
    found = answer(probabilities).prediction
    assert list(found.probabilities.values()) == pytest.approx(probabilities)
    likeliest = StancePrediction.of(probabilities).label
    claimed = found.probabilities[likeliest] >= MIN_CONFIDENCE
    assert found.label == (likeliest if claimed else "neutral")


def test_more_of_the_same_makes_surer_but_less_each_time() -> None:
    one = answer((0.8, 0.2, 0.0)).prediction.probabilities["hostile"]
    two = answer((0.8, 0.2, 0.0), (0.8, 0.2, 0.0)).prediction.probabilities["hostile"]
    three = answer(*[(0.8, 0.2, 0.0)] * 3).prediction.probabilities["hostile"]
    # Noisy-or: the second keeps half its weight, the third a quarter.
    assert one == pytest.approx(0.8)
    assert two == pytest.approx(1 - 0.2 * (1 - 0.5 * 0.8))
    assert three == pytest.approx(1 - 0.2 * 0.6 * (1 - 0.25 * 0.8))


def test_neutral_mentions_do_not_water_a_stance_down() -> None:
    alone = answer((0.9, 0.08, 0.02))
    among = answer(*[(0.02, 0.96, 0.02)] * 20, (0.9, 0.08, 0.02), *[(0.1, 0.85, 0.05)] * 20)
    assert among.label == "hostile" and not among.contested
    assert among.score == pytest.approx(alone.score, abs=0.06)
    assert len(among.evidence) == 41


def test_many_doubtful_hints_are_no_stance() -> None:
    found = answer(*[(0.4, 0.45, 0.15)] * 12, *[(0.15, 0.45, 0.4)] * 12)
    assert found.label == "neutral" and not found.contested


def test_both_sides_are_shown_and_the_stronger_one_decides() -> None:
    found = answer((0.9, 0.05, 0.05), (0.05, 0.25, 0.7))
    assert found.contested and found.label == "hostile"
    assert sum(found.prediction.probabilities.values()) == pytest.approx(1)
    assert {item.prediction.label for item in found.evidence} == {"hostile", "supportive"}
    other = answer((0.6, 0.3, 0.1), (0.05, 0.05, 0.9))
    assert other.contested and other.label == "supportive"


def test_words_less_sure_than_asked_for_contest_nothing() -> None:
    sides = [(0.7, 0.2, 0.1), (0.1, 0.2, 0.7)]
    assert answer(*sides).contested
    evidence = answer(*sides).evidence
    assert not combine("a", "b", evidence, 0.9).contested
    assert combine("a", "b", evidence, 0.7).contested


def test_a_mention_that_leans_the_other_way_takes_nothing_from_a_stance() -> None:
    alone = answer((0.75, 0.2, 0.05))
    beside = answer((0.75, 0.2, 0.05), (0.05, 0.53, 0.42))
    assert beside.prediction.probabilities == alone.prediction.probabilities


@given(st.integers(1, 9), st.integers(1, 9), st.floats(0.7, 0.99), st.floats(0.7, 0.99))
@example(2, 4, 0.9, 0.9)  # 1.1e-16 less than nothing was left
def test_two_strong_sides_leave_nothing_and_not_less(
    against: int, for_it: int, hostile: float, supportive: float
) -> None:
    found = answer(
        *[(hostile, 1 - hostile, 0.0)] * against, *[(0.0, 1 - supportive, supportive)] * for_it
    )
    assert found.prediction.probabilities["neutral"] == pytest.approx(0)
    assert min(found.prediction.probabilities.values()) >= 0


@given(st.lists(VECTORS, min_size=1, max_size=6))
def test_the_answer_is_a_distribution_and_order_does_not_matter(vectors: list[Vector]) -> None:
    scores = sorted(abs(hostile - supportive) for hostile, _, supportive in vectors)
    assume(all(b - a > 1e-6 for a, b in pairwise(scores)))
    found, back = answer(*vectors), answer(*vectors[::-1])
    values = list(found.prediction.probabilities.values())
    assert sum(values) == pytest.approx(1) and min(values) >= 0
    assert list(back.prediction.probabilities.values()) == pytest.approx(values)
    labels = [item.prediction.label for item in found.evidence]
    assert found.contested == ("hostile" in labels and "supportive" in labels)
    if set(labels) == {"neutral"}:
        assert found.label == "neutral"
    if found.label != "neutral":
        assert found.label in labels
        assert found.prediction.probabilities[found.label] >= MIN_CONFIDENCE


def test_the_label_is_one_that_an_evidence_has() -> None:
    found = answer((0.4, 0.45, 0.15), (0.45, 0.5, 0.05), (0.49, 0.5, 0.01))
    assert {item.prediction.label for item in found.evidence} == {"neutral"}
    assert found.label == "neutral"


def test_a_claim_can_be_asked_to_be_surer() -> None:
    found = [("okoro", "diaz", evidence((0.7, 0.3, 0.0)))]
    assert [aggregate(found, claim)[0].label for claim in (0.6, 0.8)] == ["hostile", "neutral"]


def test_less_is_enough_where_less_is_asked_in_the_answer_and_in_its_evidence() -> None:
    found = [
        ("okoro", "diaz", evidence((0.3, 0.6, 0.1))),
        ("okoro", "diaz", evidence((0.15, 0.84, 0.01), 10)),
    ]
    cautious, eager = aggregate(found)[0], aggregate(found, 0.2)[0]
    assert cautious.label == "neutral" and eager.label == "hostile"
    assert [item.prediction.label for item in eager.evidence] == ["hostile", "neutral"]
    assert eager.prediction.probabilities == cautious.prediction.probabilities
    assert aggregate(found, 0.31)[0].label == "neutral"


@given(st.lists(VECTORS, min_size=1, max_size=4), st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_asking_for_more_never_finds_more(vectors: list[Vector], one: float, other: float) -> None:
    found = [("okoro", "diaz", evidence(vector, 10 * i)) for i, vector in enumerate(vectors)]
    least, most = sorted((one, other))
    if aggregate(found, most)[0].label != "neutral":
        assert aggregate(found, least)[0].label != "neutral"


def test_both_sides_are_not_sure_enough_for_one_however_sure_each_is() -> None:
    both = [
        ("okoro", "diaz", evidence((0.97, 0.02, 0.01))),
        ("okoro", "diaz", evidence((0.0, 0.05, 0.95), 10)),
    ]
    undecided, sure = aggregate(both)[0], aggregate(both, 0.9)[0]
    assert undecided.contested and undecided.label == "hostile"
    assert (
        sure.label == "neutral"
        and sure.prediction.probabilities == undecided.prediction.probabilities
    )


def test_what_is_less_likely_than_not_is_not_claimed() -> None:
    found = answer((0.48, 0.3, 0.22))
    assert found.label == "neutral" and not found.contested
    assert found.evidence[0].prediction.label == "hostile"
    assert found.score == pytest.approx(-0.26)
    assert answer((0.5, 0.3, 0.2)).label == "hostile"


@given(VECTORS, st.lists(VECTORS, max_size=4))
def test_further_evidence_of_a_side_never_weakens_it(vector: Vector, more: list[Vector]) -> None:
    assume(StancePrediction.of(vector).label == "hostile" and vector[0] >= 0.5)
    quiet = [(h, n + s, 0.0) for h, n, s in more]
    before = answer((vector[0], 1 - vector[0], 0.0))
    after = answer((vector[0], 1 - vector[0], 0.0), *quiet)
    assert after.label == "hostile"
    gained = after.prediction.probabilities["hostile"] - before.prediction.probabilities["hostile"]
    assert gained >= -1e-9


def test_pairs_are_kept_apart_and_clear_stances_come_first() -> None:
    found = aggregate(
        [
            ("a", "b", evidence((0.1, 0.8, 0.1), 40)),
            ("b", "a", evidence((0.1, 0.2, 0.7), 30)),
            ("a", "c", evidence((0.95, 0.05, 0.0), 20)),
            ("b", "a", evidence((0.2, 0.2, 0.6), 10)),
            ("c", "d", evidence((0.3, 0.65, 0.05), 50)),
        ]
    )
    assert [(s.actor, s.target, s.label) for s in found] == [
        ("a", "c", "hostile"),
        ("b", "a", "supportive"),
        ("c", "d", "neutral"),
        ("a", "b", "neutral"),
    ]
    assert [item.span.start for item in found[1].evidence] == [10, 30]  # in text order


def test_equal_stances_are_ordered_by_name() -> None:
    one = evidence((0.9, 0.1, 0.0))
    found = aggregate([("b", "x", one), ("a", "y", one), ("a", "x", one)])
    assert [(s.actor, s.target) for s in found] == [("a", "x"), ("a", "y"), ("b", "x")]


def test_no_evidence_no_stance() -> None:
    assert aggregate([]) == ()
