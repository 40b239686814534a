"""The weights of a model that ships only its int8 graph, as PyTorch parameters.

The graph says itself where each parameter lies: its metadata holds, under `METADATA_KEY`, a
JSON object of a `Place` a parameter. Reading needs the `torch` extra, as running them does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.extras import require
from stance.models import ModelError, ModelFolder

METADATA_KEY = "stance.weights"

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one parameter lies in a graph, by the names of its initializers.

    The parameter is `tensor`, times `scale` (broadcast) where it is int8, with the rows
    `channels` replaced by `exact` where some input channels were kept in float32, and at
    last transposed where the graph multiplies by the transpose.
    """

    tensor: str
    scale: str | None = None
    channels: str | None = None
    exact: str | None = None
    transposed: bool = False

    def read(self, tensors: Arrays) -> npt.NDArray[np.float32]:
        """The parameter in float32; KeyError for an initializer that is not there."""
        weight = tensors[self.tensor].astype(np.float32)
        if self.scale is not None:
            weight *= tensors[self.scale]
        if self.channels is not None and self.exact is not None:
            weight[tensors[self.channels]] = tensors[self.exact]
        return np.ascontiguousarray(weight.T) if self.transposed else weight


def dump_places(places: Mapping[str, Place]) -> str:
    """The JSON that goes into a graph's metadata; fields at their defaults are left out."""
    return json.dumps(
        {
            name: {field: value for field, value in asdict(place).items() if value}
            for name, place in places.items()
        }
    )


def read_weights(folder: ModelFolder) -> dict[str, npt.NDArray[np.float32]]:
    """Parameters by name, in float32, out of the folder's int8 graph.

    ModelError when a file is missing or damaged, or when the graph does not say where its
    parameters lie.
    """
    onnx: Any = require("onnx", extra="torch")
    path = folder.graph()
    try:
        model = onnx.load(path)
        metadata = {entry.key: entry.value for entry in model.metadata_props}
        places = json.loads(metadata[METADATA_KEY])
        tensors = {
            tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer
        }
        return {name: Place(**place).read(tensors) for name, place in places.items()}
    except Exception as error:  # protobuf's, onnx's and those of a mapping that does not fit
        raise ModelError(
            f"model {folder.name}: no weights can be read out of {path}: {error!r}"
        ) from None
