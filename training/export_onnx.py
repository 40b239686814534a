"""Exports a trained model to int8 ONNX, checks it against PyTorch, and calibrates it.

    python -m training.export_onnx models/stance-small --version 1.0 --data-dir DATA

1. The model goes through `torch.onnx.export` with free shapes, and the fp32 graph must give
   PyTorch's numbers at several batch sizes and lengths.
2. Weights are quantised to int8 (dynamic, per channel).
3. A stance model's temperatures are fitted on the dev splits, one a question.
4. PyTorch and int8 are scored on the dev splits; `training.json` and the card get both.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from stance.modeling import StanceModel, TaggerModel
from stance.models import MANIFEST, ONNX_FILE, find, write_manifest
from training.card import write_card
from training.dev_scores import calibrate, score_stance, score_tagger
from training.runs import RECORD

SHAPES = ((1, 7), (3, 48), (16, 33), (2, 256))
"""(rows, tokens) at which the exported graph is compared with PyTorch."""

TOLERANCE = 1e-3
"""Largest difference of a logit between PyTorch and the fp32 graph."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path, help="model folder with model.safetensors")
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--data-dir", type=Path, help="folder of the labelled sets")
    arguments = parser.parse_args()
    folder: Path = arguments.model
    kind = find(folder).kind
    (folder / MANIFEST).unlink(missing_ok=True)  # its digests are those of the files before

    difference = export(folder, kind)
    print(f"fp32 graph against PyTorch: largest difference {difference:.2e}")
    if kind == "stance":
        print("temperatures:", calibrate(folder, arguments.data_dir))
    write_manifest(folder, folder.name, arguments.version, kind)

    score = score_tagger if kind == "tagger" else score_stance
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record["version"] = arguments.version
    record["scores"] = {
        backend: score(folder, backend, arguments.data_dir) for backend in ("torch", "onnx")
    }
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    write_card(folder)
    print(json.dumps(record["scores"], indent=2))


def export(folder: Path, kind: str) -> float:
    """Writes the int8 graph; returns the largest difference of the fp32 one to PyTorch.

    ValueError when that difference is above `TOLERANCE`.
    """
    model_class = TaggerModel if kind == "tagger" else StanceModel
    model = model_class.from_pretrained(folder, dtype=torch.float32).eval()
    with tempfile.TemporaryDirectory() as temporary:
        exact, prepared = Path(temporary) / "fp32.onnx", Path(temporary) / "prepared.onnx"
        _export_exact(model, kind, exact)
        difference = _largest_difference(model, kind, exact)
        if difference > TOLERANCE:
            raise ValueError(f"{folder}: the exported graph differs from PyTorch by {difference}")
        quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
        target = folder / ONNX_FILE
        target.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            prepared,
            target,
            per_channel=True,
            # Unsigned: signed weights overflow 16 bits on processors without VNNI, and with
            # seven bits, which would avoid that, lost a point of DSE's macro-F1.
            weight_type=QuantType.QUInt8,
        )
    return difference


def _export_exact(model: torch.nn.Module, kind: str, path: Path) -> None:
    rows, tokens = torch.export.Dim("rows"), torch.export.Dim("tokens")
    shapes: dict[str, Any] = {
        "input_ids": {0: rows, 1: tokens},
        "attention_mask": {0: rows, 1: tokens},
    }
    if kind == "tagger":
        shapes["features"] = {0: rows, 1: tokens}
    else:
        shapes["pairs"] = {0: torch.export.Dim("questions")}
    program = torch.onnx.export(
        model,
        kwargs=_inputs(kind, _vocabulary(model), rows=3, tokens=19),
        dynamo=True,
        dynamic_shapes=shapes,
        output_names=["tags", "links"] if kind == "tagger" else ["logits"],
        opset_version=18,
        verbose=False,
    )
    assert program is not None
    program.save(str(path))


def _vocabulary(model: Any) -> int:
    return int(model.config.encoder.vocab_size)


def _inputs(kind: str, vocabulary: int, rows: int, tokens: int) -> dict[str, torch.Tensor]:
    """Random ids of the right shapes; the last row is padded from its middle on."""
    generator = torch.Generator().manual_seed(rows * 1000 + tokens)

    def integers(high: int, *shape: int) -> torch.Tensor:
        return torch.randint(0, high, shape, generator=generator)

    mask = torch.ones(rows, tokens, dtype=torch.long)
    if rows > 1:
        mask[-1, tokens // 2 :] = 0
    inputs = {"input_ids": integers(vocabulary, rows, tokens), "attention_mask": mask}
    if kind == "tagger":
        return {**inputs, "features": integers(10, rows, tokens)}
    count = 2 * rows + 1
    pairs = [integers(rows, count), integers(tokens // 2, count), integers(tokens // 2, count)]
    return {**inputs, "pairs": torch.stack(pairs, dim=1)}


def _largest_difference(model: torch.nn.Module, kind: str, path: Path) -> float:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    largest = 0.0
    for rows, tokens in SHAPES:
        inputs = _inputs(kind, _vocabulary(model), rows, tokens)
        with torch.inference_mode():
            expected = model(**inputs)
        expected = expected if isinstance(expected, tuple) else (expected,)
        given = session.run(None, {name: value.numpy() for name, value in inputs.items()})
        for one, other in zip(expected, given, strict=True):
            # Blocked links are at -1e4 in both; only what can be chosen matters.
            seen = one.numpy() > -1e3
            largest = max(largest, float(np.abs(one.numpy() - other)[seen].max()))
    return largest


if __name__ == "__main__":
    main()
