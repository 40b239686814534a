"""The two ways to run a model: ONNX Runtime (default) and PyTorch. Both take and give numpy."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from stance.extras import require
from stance.models import TORCH_FILE, ModelError, ModelFolder

Arrays = dict[str, npt.NDArray[np.int64]]

CPU_FLAGS = Path("/proc/cpuinfo")


class Backend(Protocol):
    """Runs a model on a batch."""

    def run(self, inputs: Arrays) -> list[npt.NDArray[np.float32]]:
        """The model's outputs for named inputs of the shapes its `forward` documents."""


class OnnxBackend:
    """An int8 model in ONNX Runtime, on the CPU. `threads` None leaves the choice to it."""

    def __init__(self, folder: ModelFolder, threads: int | None = None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        if not has_exact_int8():
            # Twice the time of a product, and right.
            options.add_session_config_entry("session.x64quantprecision", "1")
        if threads is not None:
            options.intra_op_num_threads = threads
        path = folder.graph()
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime has no exception class of its own to catch
            raise ModelError(f"model {folder.name}: {path} cannot be loaded: {error}") from None

    def run(self, inputs: Arrays) -> list[npt.NDArray[np.float32]]:
        outputs: list[npt.NDArray[np.float32]] = self._session.run(None, inputs)
        return outputs


def has_exact_int8() -> bool:
    """Whether the processor is known to add products of int8 in 32 bits (VNNI).

    Others (Intel before 2019, AMD before 2022) add pairs in 16 bits and cut them off. Where the
    system does not say, as on Windows, the answer is no.
    """
    try:
        flags = CPU_FLAGS.read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return False
    return not {"avx512_vnni", "avx_vnni", "amx_int8"}.isdisjoint(flags)


class TorchBackend:
    """The model in PyTorch, on a GPU when there is one.

    The weights are those of `model*.safetensors`, in float32; of a model that ships only its
    int8 graph, they are that graph's.
    """

    def __init__(self, folder: ModelFolder, device: str | None = None) -> None:
        self._torch: Any = require("torch", extra="torch")
        require("transformers", extra="torch")
        from stance.modeling import StanceModel, TaggerModel

        if folder.has_torch_file:
            for name in folder.weights("torch") or [TORCH_FILE]:
                folder.file(name)  # checked against its digest
        kind = TaggerModel if folder.kind == "tagger" else StanceModel
        self._device = device or ("cuda" if self._torch.cuda.is_available() else "cpu")
        model: Any = kind.from_pretrained(folder.path, dtype=self._torch.float32)
        self._model = model.to(self._device).eval()

    def run(self, inputs: Arrays) -> list[npt.NDArray[np.float32]]:
        tensors = {
            name: self._torch.from_numpy(array).to(self._device) for name, array in inputs.items()
        }
        with self._torch.inference_mode():
            outputs = self._model(**tensors)
        if not isinstance(outputs, tuple):
            outputs = (outputs,)
        return [output.float().cpu().numpy() for output in outputs]


def load_backend(
    folder: ModelFolder,
    backend: str,
    threads: int | None = None,
    device: str | None = None,
) -> Backend:
    """The backend called "onnx" or "torch"; ValueError for another name or less than a thread."""
    if threads is not None and threads < 1:
        raise ValueError(f"threads must be 1 or more, not {threads}")
    if backend == "onnx":
        if device not in (None, "cpu"):
            raise ValueError(f"backend 'onnx' runs on the CPU; for {device!r} use backend='torch'")
        return OnnxBackend(folder, threads)
    if backend == "torch":
        return TorchBackend(folder, device)
    raise ValueError(f"unknown backend {backend!r}; known: 'onnx', 'torch'")
