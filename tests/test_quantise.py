"""Rounding a graph's weights to int8."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("onnx")

from onnx import TensorProto, helper, numpy_helper

from stance.weights import Place
from training.quantise import LARGEST, quantise


def rounded(weight: np.ndarray) -> np.ndarray:
    """The int8 weights (inputs, outputs) of a graph that multiplies by `weight`."""
    rows, columns = weight.shape
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, rows])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, columns])],
        [numpy_helper.from_array(weight, "w")],
    )
    model = helper.make_model(graph)
    quantise(model, {"w": Place("w")}, {})
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found: np.ndarray = tensors["w.int8"]
    return found


def on_grid(seed: int = 0) -> np.ndarray:
    """Whole steps (400, 50) whose scale is one hundredth in every column."""
    steps = np.random.default_rng(seed).integers(-90, 90, (400, 50))
    steps[0] = LARGEST
    return steps


def test_weights_on_the_grid_stay_also_in_half_precision() -> None:
    steps = on_grid()
    weight = (steps * 0.01).astype(np.float16).astype(np.float32)
    assert (rounded(weight) == steps).all()


def test_small_changes_are_kept_on_average() -> None:
    steps = on_grid()
    moved = steps + 0.3
    moved[0] = LARGEST
    change = rounded((moved * 0.01).astype(np.float32)) - steps
    assert set(np.unique(change)) == {0, 1}
    assert change[1:].mean() == pytest.approx(0.3, abs=0.02)
    assert (rounded((moved * 0.01).astype(np.float32)) - steps == change).all()  # every time


def test_nothing_leaves_the_range() -> None:
    weight = np.random.default_rng(1).normal(size=(300, 20)).astype(np.float32)
    assert np.abs(rounded(weight).astype(int)).max() == LARGEST
