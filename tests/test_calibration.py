"""Calibration error and temperature."""

from __future__ import annotations

import numpy as np
import pytest

from stance.evaluation.calibration import (
    brier,
    calibration,
    claim_risk,
    error_by_chance,
    expected_calibration_error,
    fit_temperature,
    reliability,
    risk_coverage,
)

PROBABILITIES = np.array(
    [
        [0.9, 0.05, 0.05],  # right
        [0.92, 0.08, 0.0],  # wrong
        [0.2, 0.6, 0.2],  # right
        [0.3, 0.1, 0.6],  # right
    ]
)
LABELS = np.array([0, 1, 1, 2])


def test_calibration_error_by_hand() -> None:
    # Two bins are in use: around 0.9 half is right, at 0.6 all are.
    expected = 0.5 * abs(0.5 - 0.91) + 0.5 * abs(1 - 0.6)
    assert expected_calibration_error(LABELS, PROBABILITIES, bins=10) == pytest.approx(expected)


def test_the_reliability_table_by_hand() -> None:
    middle, top = reliability(LABELS, PROBABILITIES, bins=10)
    assert (middle.low, middle.high, middle.count) == (0.6, 0.7, 2)
    assert (middle.confidence, middle.accuracy) == pytest.approx((0.6, 1))
    assert (top.low, top.high, top.count) == (0.9, 1, 2)
    assert (top.confidence, top.accuracy) == pytest.approx((0.91, 0.5))
    (last,) = reliability(np.array([0]), np.array([[1.0, 0.0, 0.0]]))
    assert last.high == 1 and last.count == 1


def test_brier_by_hand() -> None:
    expected = [
        0.1**2 + 2 * 0.05**2,
        0.92**2 + 0.92**2,
        2 * 0.2**2 + 0.4**2,
        0.3**2 + 0.1**2 + 0.4**2,
    ]
    assert brier(LABELS, PROBABILITIES) == pytest.approx(np.mean(expected))


def test_risk_falls_where_confidence_means_something() -> None:
    labels = np.zeros(10, dtype=int)
    confidence = np.linspace(0.95, 0.5, 10)
    probabilities = np.column_stack([confidence, 1 - confidence])
    labels[[8, 9]] = 1  # the two least sure are wrong
    found = risk_coverage(labels, probabilities)
    assert found is not None
    errors = dict(zip(found.coverage, found.errors, strict=True))
    assert errors[0.8] == 0 and errors[0.05] == 0
    assert errors[0.9] == pytest.approx(1 / 9) and errors[1.0] == pytest.approx(2 / 10)
    assert found.area == pytest.approx((1 / 9 + 2 / 10) / 10)


def test_the_risk_of_a_claim_by_hand() -> None:
    sure, unsure, neutral = [0.9, 0.1, 0.0], [0.1, 0.3, 0.6], [0.2, 0.7, 0.1]
    probabilities = np.array([sure] * 40 + [unsure] * 60 + [neutral] * 50)
    labels = np.array([0] * 38 + [1] * 2 + [2] * 42 + [1] * 18 + [1] * 50)
    risk = dict(claim_risk(labels, probabilities))
    assert risk[0.5] == risk[0.6] == pytest.approx(20 / 100)
    assert risk[0.61] == risk[0.9] == pytest.approx(2 / 40)
    assert max(risk) == 0.9  # beyond it no claim is left
    assert claim_risk(labels[:29], probabilities[:29]) == []  # too few to say anything


def test_nothing_decided_is_nothing_to_calibrate() -> None:
    nothing = np.zeros(0, dtype=int), np.zeros((0, 3))
    found = calibration(*nothing)
    assert (found.ece, found.ece_chance, found.brier, found.bins) == (0, 0, 0, ())
    assert risk_coverage(*nothing) is None


def test_sure_and_right_is_calibrated() -> None:
    assert expected_calibration_error(np.array([0, 2]), np.eye(3)[[0, 2]]) == 0
    assert expected_calibration_error(np.array([1, 1]), np.eye(3)[[0, 2]]) == 1


def sample(temperature: float, size: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Labels drawn at a temperature, and the probabilities of the same logits without it."""
    rng = np.random.default_rng(7)
    logits = rng.normal(size=(size, 3)) * 2

    def softmax(values: np.ndarray) -> np.ndarray:
        shifted = np.exp(values - values.max(axis=1, keepdims=True))
        return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))

    drawn = [rng.choice(3, p=row) for row in softmax(logits / temperature)]
    return np.array(drawn), softmax(logits)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_a_known_temperature_is_found(temperature: float) -> None:
    pytest.importorskip("scipy")
    labels, probabilities = sample(temperature)
    assert fit_temperature(labels, probabilities) == pytest.approx(temperature, rel=0.1)


def test_the_temperature_lowers_the_calibration_error() -> None:
    pytest.importorskip("scipy")
    labels, probabilities = sample(3.0)
    scaled = probabilities ** (1 / fit_temperature(labels, probabilities))
    scaled /= scaled.sum(axis=1, keepdims=True)
    before = expected_calibration_error(labels, probabilities)
    assert expected_calibration_error(labels, scaled) < before / 5


def test_probabilities_of_nothing_are_no_obstacle() -> None:
    pytest.importorskip("scipy")
    certain = np.eye(3)[[0, 1, 2, 0]]
    assert np.isfinite(fit_temperature(np.array([0, 1, 2, 1]), certain))


def test_decisions_of_equal_confidence_share_their_error_whatever_their_order() -> None:
    labels = np.array([0, 0, 0, 1, 2, 0])
    same = np.tile([0.6, 0.3, 0.1], (6, 1))
    for order in (slice(None), slice(None, None, -1)):
        found = risk_coverage(labels[order], same)
        assert found is not None
        assert found.area == pytest.approx(1 / 3)
        assert found.errors == pytest.approx((1 / 3,) * len(found.errors))


def test_the_error_by_chance_is_that_of_exact_confidences() -> None:
    rng = np.random.default_rng(7)
    confidence = rng.uniform(0.5, 1.0, 400)
    probabilities = np.column_stack([confidence, 1 - confidence])
    drawn = [
        expected_calibration_error((rng.random(400) > confidence).astype(int), probabilities)
        for _ in range(300)
    ]
    assert error_by_chance(probabilities) == pytest.approx(np.mean(drawn), abs=0.002)
    assert 0.03 < error_by_chance(probabilities) < 0.05
    # It falls with the root of the number of items, and is nothing where all is certain.
    many = np.tile(probabilities, (25, 1))
    assert error_by_chance(many) == pytest.approx(error_by_chance(probabilities) / 5, rel=0.05)
    assert error_by_chance(np.eye(3)) == 0
