"""Rounds an exported graph to int8, so that ONNX Runtime multiplies in integers.

- A product with a weight becomes `MatMulInteger`: the weight is int8, symmetric, with a
  scale for every output; the other factor is rounded to uint8 as it comes ("dynamic").
- The few input channels of such a product that `training.outliers` names stay in float32:
  they are multiplied apart, so that their size does not coarsen the grid of the others
  (LLM.int8(): Dettmers et al. 2022, arXiv 2208.07339, section 3.2).
- A large embedding table is int8 with a scale for every row.
- Weights are rounded up or down at random, so that what a run changed by less than half a step
  is not rounded away where it began on the grid.

The graph keeps in its metadata where each parameter went (see `stance.weights`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from stance.weights import METADATA_KEY, Place, dump_places

LARGE_TABLE = 500_000
"""Weights above which an embedding table is rounded: that of words, not that of positions."""

LARGEST = 127
"""Largest int8 weight; without -128 the grid is symmetric."""

HALF_PRECISION = LARGEST * 2**-11
"""Steps by which a weight on the grid may be off because it was kept in half precision."""

SEED = 0

Outliers = Mapping[str, Sequence[int]]
"""Input channels that stay in float32, by the name of the parameter they are multiplied by."""


def quantise(model: onnx.ModelProto, places: Mapping[str, Place], outliers: Outliers) -> None:
    """Rounds the products and tables of an exact graph, in place, and writes its metadata.

    `places`: where each parameter lies in the exact graph.
    """
    rounding = _Rounding(model.graph, places, outliers)
    nodes = [made for node in model.graph.node for made in rounding.replacements(node)]
    for field in ("node", "initializer", "value_info"):  # the last: shapes of values now gone
        model.graph.ClearField(field)
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(rounding.tensors.values())
    helper.set_model_props(model, {METADATA_KEY: dump_places(rounding.places)})


class _Rounding:
    """One graph on its way: its tensors by name, and where each parameter lies by now."""

    def __init__(
        self, graph: onnx.GraphProto, places: Mapping[str, Place], outliers: Outliers
    ) -> None:
        self.tensors = {tensor.name: tensor for tensor in graph.initializer}
        self.places = dict(places)
        self._outliers = outliers
        self._parameters: dict[str, list[str]] = {}  # by tensor; the same one may serve several
        for parameter, place in places.items():
            self._parameters.setdefault(place.tensor, []).append(parameter)
        self._rounded: set[str] = set()

    def replacements(self, node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
        """The nodes that stand for this one, which may be itself."""
        if node.op_type == "MatMul" and node.input[1] in self._parameters:
            yield from self._product(node.input[0], node.input[1], node.output[0])
        elif node.op_type == "Gather" and self._is_large_table(node.input[0]):
            yield from self._lookup(node.input[0], node.input[1], node.output[0])
        else:
            yield node

    def _is_large_table(self, name: str) -> bool:
        return name in self._parameters and np.prod(self.tensors[name].dims) > LARGE_TABLE

    def _product(self, x: str, name: str, out: str) -> Iterator[onnx.NodeProto]:
        """out = x @ weight, where the weight is (inputs, outputs)."""
        weight = self._take(name)
        parameters = self._parameters[name]
        channels = sorted({channel for p in parameters for channel in self._outliers.get(p, ())})
        if not channels:
            self._put_int8(name, weight, axis=0)
            yield from self._integer_product(x, name, out)
            return
        kept = np.ones(len(weight), dtype=np.float32)
        kept[channels] = 0
        self._put_int8(name, weight * kept[:, None], axis=0)
        self._put_exact(name, channels, weight[channels])
        self._put(f"{name}.kept", kept)
        yield _node("Mul", [x, f"{name}.kept"], f"{out}.regular")
        yield from self._integer_product(f"{out}.regular", name, f"{out}.rounded")
        yield _node("Gather", [x, f"{name}.channels"], f"{out}.outliers", axis=-1)
        yield _node("MatMul", [f"{out}.outliers", f"{name}.exact"], f"{out}.exact")
        yield _node("Add", [f"{out}.rounded", f"{out}.exact"], out)

    def _integer_product(self, x: str, name: str, out: str) -> Iterator[onnx.NodeProto]:
        """out = x @ weight, in the pattern that ONNX Runtime fuses into one operation."""
        parts = [f"{x}.uint8", f"{x}.scale", f"{x}.zero"]
        if x not in self._rounded:  # queries, keys and values are made of the same states
            self._rounded.add(x)
            yield helper.make_node("DynamicQuantizeLinear", [x], parts, name=f"{x}.round")
        yield _node("MatMulInteger", [parts[0], f"{name}.int8", parts[2]], f"{out}.int32")
        yield _node("Cast", [f"{out}.int32"], f"{out}.float", to=TensorProto.FLOAT)
        yield _node("Mul", [parts[1], f"{name}.scale"], f"{out}.scale")
        yield _node("Mul", [f"{out}.float", f"{out}.scale"], out)

    def _lookup(self, name: str, ids: str, out: str) -> Iterator[onnx.NodeProto]:
        """out = rows `ids` of the table (rows, width)."""
        self._put_int8(name, self._take(name), axis=1)
        yield _node("Gather", [f"{name}.int8", ids], f"{out}.int8")
        yield _node("Cast", [f"{out}.int8"], f"{out}.float", to=TensorProto.FLOAT)
        yield _node("Gather", [f"{name}.scale", ids], f"{out}.scale")
        yield _node("Mul", [f"{out}.float", f"{out}.scale"], out)

    def _take(self, name: str) -> npt.NDArray[np.float32]:
        return numpy_helper.to_array(self.tensors.pop(name))

    def _put(self, name: str, array: npt.NDArray[Any]) -> None:
        self.tensors[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)

    def _put_int8(self, name: str, weight: npt.NDArray[np.float32], axis: int) -> None:
        """Rounds with one scale for everything along `axis`."""
        largest = np.abs(weight).max(axis=axis, keepdims=axis == 1)
        scale = np.where(largest > 0, largest, 1).astype(np.float32) / LARGEST
        self._put(f"{name}.int8", _dither(weight / scale).astype(np.int8))
        self._put(f"{name}.scale", scale)
        self._move(name, tensor=f"{name}.int8", scale=f"{name}.scale")

    def _put_exact(
        self, name: str, channels: Sequence[int], weight: npt.NDArray[np.float32]
    ) -> None:
        self._put(f"{name}.channels", np.array(channels, dtype=np.int64))
        self._put(f"{name}.exact", weight)
        self._move(name, channels=f"{name}.channels", exact=f"{name}.exact")

    def _move(self, name: str, **fields: Any) -> None:
        for parameter in self._parameters[name]:
            self.places[parameter] = replace(self.places[parameter], **fields)


def _dither(steps: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Rounds up or down at random, with the chance that keeps the mean.

    A model that goes on from another one's int8 weights starts on the grid: most of what it
    learned is less than half a step, and rounding to the nearest would take just that away.
    """
    nearest = np.rint(steps)
    chance = np.random.default_rng(SEED).random(steps.shape, dtype=np.float32)
    random = np.clip(np.floor(steps + chance), -LARGEST, LARGEST)
    result: npt.NDArray[np.floating] = np.where(
        np.abs(steps - nearest) < HALF_PRECISION, nearest, random
    )
    return result


def _node(operation: str, inputs: Sequence[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(operation, inputs, [output], name=output, **attributes)
