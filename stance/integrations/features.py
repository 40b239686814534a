"""Frozen stance models: questions to vectors that a linear model is fitted on in seconds."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from stance.backends import OnnxBackend
from stance.extras import require
from stance.models import ModelFolder, find
from stance.query import Located
from stance.rows import Inputs, Rows, Values, load_encoder
from stance.schema import Span

FEATURES = ("answers", "states")
"""`answers`: the logits of the int8 graph for four questions, 12 numbers. `states`: the pooled
state below the head with the logits of the question itself, the encoder's width plus 3."""

ANSWERS = 3
QUESTIONS = 4


class Network(Protocol):
    """Runs a frozen model: inputs of n pairs to (n, width)."""

    def run(self, inputs: Inputs) -> Values:
        """The outputs that are features."""


class Frozen:
    """A stance model whose outputs are features."""

    def __init__(self, folder: ModelFolder, features: str, device: str | None = None) -> None:
        self.folder = folder
        self.features = features
        self._encoder = load_encoder(folder)
        self._network: Network = (
            _Answers(folder) if features == "answers" else _States(folder, device)
        )

    def __call__(self, queries: Sequence[Located]) -> Values:
        """Features of shape (queries, width)."""
        if self.features == "states":
            return self._read(queries)
        # A table of questions, empty where a text without actor or target has none to ask.
        asked = [(row, column, q) for row, query in enumerate(queries) for column, q in ask(query)]
        found = np.zeros((len(queries), QUESTIONS, ANSWERS), dtype=np.float32)
        rows, columns, located = zip(*asked, strict=True)
        logits = self._read(located)
        found[rows, columns] = logits - logits.mean(axis=1, keepdims=True)
        return found.reshape(len(queries), -1)

    def _read(self, queries: Sequence[Located]) -> Values:
        rows = Rows.of(self._encoder, queries)
        outputs: list[Values] = [np.empty(0, dtype=np.float32)] * len(rows.pairs)
        for chosen, inputs in rows.batches():
            for pair, output in zip(chosen, self._network.run(inputs), strict=True):
                outputs[pair] = output
        return rows.mean(np.stack(outputs))


def ask(query: Located) -> list[tuple[int, Located]]:
    """The question itself, and those beside it whose answers tell something about it:
    the same pair turned round, the writer's stance toward the target, the tone of the text."""
    text, actor, target = query
    found = [(0, query)]
    if actor is not None and isinstance(target, Span):
        found.append((1, Located(text, target, actor)))
    if actor is not None and target is not None:
        found.append((2, Located(text, None, target)))
    if actor is not None or target is not None:
        found.append((3, Located(text, None, None)))
    return found


def choose(features: str) -> str:
    """The kind of features: "auto" means states where PyTorch is installed, else answers."""
    if features == "auto":
        torch = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))
        return "states" if torch else "answers"
    if features not in FEATURES:
        raise ValueError(f"features must be one of auto, {', '.join(FEATURES)}, not {features!r}")
    return features


@lru_cache(maxsize=2)
def frozen(model: str, features: str, device: str | None = None) -> Frozen:
    """A frozen model, loaded once for all the folds of a cross-validation."""
    return Frozen(find(model, kind="stance"), features, device)


class _Answers:
    def __init__(self, folder: ModelFolder) -> None:
        self._backend = OnnxBackend(folder)

    def run(self, inputs: Inputs) -> Values:
        return self._backend.run(inputs)[0]


class _States:
    def __init__(self, folder: ModelFolder, device: str | None) -> None:
        self._torch: Any = require("torch", extra="torch")
        require("transformers", extra="torch")
        from stance.modeling import StanceModel

        self._device = device or ("cuda" if self._torch.cuda.is_available() else "cpu")
        model: Any = StanceModel.from_pretrained(folder.path, dtype=self._torch.float32)
        self._model = model.to(self._device).eval()
        self._pooled: Any = None
        # `frozen` gives the same model to all threads, and each reads what its own call left.
        self._lock = threading.Lock()
        # What the classifier is given is the pooled state.
        self._model.classifier.register_forward_pre_hook(self._keep)

    def _keep(self, _: Any, given: tuple[Any, ...]) -> None:
        self._pooled = given[0]

    def run(self, inputs: Inputs) -> Values:
        tensors = {
            name: self._torch.from_numpy(array).to(self._device) for name, array in inputs.items()
        }
        with self._lock, self._torch.inference_mode():
            logits = self._model(**tensors)
            values: Values = self._torch.cat([logits, self._pooled], dim=1).cpu().numpy()
        return values
