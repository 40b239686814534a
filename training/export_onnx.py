"""Exports a trained model to int8 ONNX, checks it against PyTorch, and calibrates it.

    python -m training.export_onnx models/stance-small --version 1.0 --data-dir DATA

1. The model goes through `torch.onnx.export` with free shapes, and the fp32 graph must give
   PyTorch's numbers at several batch sizes and lengths.
2. Weights are rounded to int8, but for the outlier channels that training texts show
   (`training.outliers`, `training.quantise`). A graph too large for one file keeps its
   weights in several.
3. A stance model's temperatures are fitted on the dev splits, one a question.
4. PyTorch and int8 are scored on the dev splits, and the answers of a stance model are asked
   for again with other names; `training.json` and the card get the figures.

With `--int8-only`, `model.safetensors` is removed at the end: the folder ships the int8
graph alone, and PyTorch reads its weights out of that (`stance.weights`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import onnx
import onnx_ir
import onnxruntime
import torch

from stance.modeling import StanceModel, TaggerModel
from stance.models import (
    MANIFEST,
    ONNX_FILE,
    ONNX_WEIGHTS,
    TORCH_FILE,
    ModelFolder,
    find,
    write_manifest,
)
from stance.weights import Place
from training.card import write_card
from training.dev_scores import calibrate, score_names, score_stance, score_tagger
from training.fused_attention import fused_attention
from training.outliers import find_outliers, training_batches
from training.quantise import Outliers, quantise
from training.runs import RECORD

SHAPES = ((1, 7), (3, 48), (16, 33), (2, 256))
"""(rows, tokens) at which the exported graph is compared with PyTorch."""

TOLERANCE = 1e-3
"""Largest difference of a logit between PyTorch and the fp32 graph."""

OPSET = 23
"""The first ONNX version with attention as one operation, after 20's GELU: a third of the small
model's time. ONNX Runtime runs it on the CPU from 1.23 on."""

LARGEST_FILE = 48 * 2**20
"""Bytes of the largest file: below the 50 MiB at which code hosts begin to complain."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path, help="model folder with model.safetensors")
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--data-dir", type=Path, help="folder of the labelled sets")
    parser.add_argument("--int8-only", action="store_true", help="remove model.safetensors")
    arguments = parser.parse_args()
    folder: Path = arguments.model
    if not (folder / TORCH_FILE).is_file():
        raise SystemExit(f"{folder}: {TORCH_FILE} is missing; what is left is rounded already")
    (folder / MANIFEST).unlink(missing_ok=True)  # its digests are those of the files before
    model = find(folder)

    network = load_network(model)
    outliers = find_outliers(network, training_batches(model, arguments.data_dir))
    difference = export(folder, network, outliers)
    print(f"fp32 graph against PyTorch: largest difference {difference:.2e}")
    if model.kind == "stance":
        print("temperatures:", calibrate(folder, arguments.data_dir))

    score = score_tagger if model.kind == "tagger" else score_stance
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record["version"] = arguments.version
    without_places(record)
    record["scores"] = {
        backend: score(folder, backend, arguments.data_dir) for backend in ("torch", "onnx")
    }
    if model.kind == "stance":
        record["fairness"] = score_names(folder)
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    if arguments.int8_only:
        (folder / TORCH_FILE).unlink()
    name = Path(record["config"]["output"]).name  # the folder may be a copy made for this
    write_manifest(folder, name, arguments.version, model.kind)
    write_card(folder)
    print(json.dumps(record["scores"], indent=2))


def without_places(record: dict[str, Any]) -> None:
    """Names the models of a run's record, and of those before, as if they lay in `models/`: where
    a machine kept them is nobody's business."""

    def named(path: str) -> str:
        return f"models/{Path(path).name}"

    config = record["config"]
    for field in ("output", "start"):
        if config.get(field):
            config[field] = named(config[field])
    if config.get("teachers"):
        config["teachers"] = {named(path): share for path, share in config["teachers"].items()}
    for averaged in record.get("averaged", ()):
        averaged["with"] = named(averaged["with"])
    if "before" in record:
        without_places(record["before"])


def load_network(model: ModelFolder) -> Any:
    """The network in PyTorch, in float32, as it predicts."""
    model_class = TaggerModel if model.kind == "tagger" else StanceModel
    network = model_class.from_pretrained(model.path, dtype=torch.float32)
    return network.eval().requires_grad_(False)


def export(folder: Path, network: Any, outliers: Outliers = MappingProxyType({})) -> float:
    """Writes the int8 graph, with its outlier channels in float32.

    Returns the largest difference of the exact graph to PyTorch. ValueError when it is above
    `TOLERANCE`: then nothing is written.
    """
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        exact = Path(temporary) / "fp32.onnx"
        _export_exact(network, exact)
        difference = _largest_difference(network, exact)
        if difference > TOLERANCE:
            raise ValueError(f"{folder}: the exported graph differs from PyTorch by {difference}")
        graph = onnx.load(exact)
        exact.unlink()
        _strip(graph)
        quantise(graph, _places(graph, network.state_dict()), outliers)
        made = Path(temporary) / "made"
        made.mkdir()
        _save(graph, made / Path(ONNX_FILE).name)
        target = (folder / ONNX_FILE).parent
        target.mkdir(exist_ok=True)
        names = {path.name for path in made.iterdir()}
        for name in names:
            (made / name).replace(target / name)
        for old in folder.glob(ONNX_WEIGHTS):
            if old.name not in names:
                old.unlink()
    return difference


def _export_exact(network: Any, path: Path) -> None:
    is_tagger = isinstance(network, TaggerModel)
    rows, tokens = torch.export.Dim("rows"), torch.export.Dim("tokens")
    shapes: dict[str, Any] = {
        "input_ids": {0: rows, 1: tokens},
        "attention_mask": {0: rows, 1: tokens},
    }
    if is_tagger:
        shapes["features"] = {0: rows, 1: tokens}
    else:
        shapes["pairs"] = {0: torch.export.Dim("questions")}
    with fused_attention(network):
        program = torch.onnx.export(
            network,
            kwargs=_inputs(network, rows=3, tokens=19),
            dynamo=True,
            dynamic_shapes=shapes,
            output_names=["tags", "links"] if is_tagger else ["logits"],
            opset_version=OPSET,
            verbose=False,
        )
    assert program is not None
    program.save(str(path))


def _strip(model: onnx.ModelProto) -> None:
    """Removes what the exporter says of the code it read: stack traces with paths."""
    graph = model.graph
    for part in (graph, *graph.node, *graph.input, *graph.output, *graph.initializer):
        part.ClearField("doc_string")
        part.ClearField("metadata_props")
    graph.ClearField("value_info")


def _places(model: onnx.ModelProto, parameters: Mapping[str, torch.Tensor]) -> dict[str, Place]:
    """Where each parameter lies in the exported graph.

    The exporter folds transposes into new constants and merges equal ones, so what is not
    there under its own name is found by its content. It drops vectors that change nothing (a
    bias of zeros): they are added to the graph, unused. ValueError for a matrix that is nowhere.
    """
    graph = model.graph
    own = {tensor.name for tensor in graph.initializer}
    names = {(*tensor.dims, tensor.raw_data): tensor.name for tensor in graph.initializer}
    places = {}
    for name, parameter in parameters.items():
        array = parameter.numpy()
        same = names.get((*array.shape, array.tobytes()))
        transposed = names.get((*array.T.shape, array.T.tobytes()))
        if name in own or same:
            places[name] = Place(name if name in own else str(same))
        elif transposed:
            places[name] = Place(transposed, transposed=True)
        elif array.ndim == 1:
            graph.initializer.append(onnx.numpy_helper.from_array(array, name))
            places[name] = Place(name)
        else:
            raise ValueError(f"the exported graph has no initializer for {name}")
    return places


def _save(model: onnx.ModelProto, path: Path) -> None:
    """Writes the graph, with its weights in files of their own where one is too large."""
    if model.ByteSize() <= LARGEST_FILE:
        onnx.save(model, path)
        return
    onnx_ir.save(
        onnx_ir.from_proto(model),
        path,
        external_data=Path(ONNX_WEIGHTS).name.replace("-*", ""),
        max_shard_size_bytes=LARGEST_FILE,
    )


def _inputs(network: Any, rows: int, tokens: int) -> dict[str, torch.Tensor]:
    """Random ids of the right shapes; the last row is padded from its middle on."""
    generator = torch.Generator().manual_seed(rows * 1000 + tokens)

    def integers(high: int, *shape: int) -> torch.Tensor:
        return torch.randint(0, high, shape, generator=generator)

    mask = torch.ones(rows, tokens, dtype=torch.long)
    if rows > 1:
        mask[-1, tokens // 2 :] = 0
    ids = integers(network.config.encoder.vocab_size, rows, tokens)
    inputs = {"input_ids": ids, "attention_mask": mask}
    if isinstance(network, TaggerModel):
        return {**inputs, "features": integers(10, rows, tokens)}
    count = 2 * rows + 1
    pairs = [integers(rows, count), integers(tokens // 2, count), integers(tokens // 2, count)]
    return {**inputs, "pairs": torch.stack(pairs, dim=1)}


def _largest_difference(network: Any, path: Path) -> float:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    largest = 0.0
    for rows, tokens in SHAPES:
        inputs = _inputs(network, rows, tokens)
        with torch.inference_mode():
            expected = network(**inputs)
        expected = expected if isinstance(expected, tuple) else (expected,)
        given = session.run(None, {name: value.numpy() for name, value in inputs.items()})
        for one, other in zip(expected, given, strict=True):
            # Blocked links are at -1e4 in both; only what can be chosen matters.
            seen = one.numpy() > -1e3
            if not (np.isfinite(one.numpy()).all() and np.isfinite(other).all()):
                raise ValueError(f"not all answers are numbers for {rows} rows of {tokens} tokens")
            largest = max(largest, float(np.abs(one.numpy() - other)[seen].max()))
    return largest


if __name__ == "__main__":
    main()
