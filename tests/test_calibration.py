"""Calibration error and temperature."""

from __future__ import annotations

import numpy as np
import pytest

from stance.evaluation.calibration import expected_calibration_error, fit_temperature


def test_calibration_error_by_hand() -> None:
    probabilities = np.array(
        [
            [0.9, 0.05, 0.05],  # right
            [0.92, 0.08, 0.0],  # wrong
            [0.2, 0.6, 0.2],  # right
            [0.3, 0.1, 0.6],  # right
        ]
    )
    labels = np.array([0, 1, 1, 2])
    # Two bins are in use: around 0.9 half is right, at 0.6 all are.
    expected = 0.5 * abs(0.5 - 0.91) + 0.5 * abs(1 - 0.6)
    assert expected_calibration_error(labels, probabilities, bins=10) == pytest.approx(expected)


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
