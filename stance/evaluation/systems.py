"""What can be measured: anything that answers labelled examples with probabilities.

A system is named by a string:

=======================  ========================================================================
``stance-small``         a stance model: a shipped name, a folder, a Hub id
``baseline:NAME``        majority, lexicon, tfidf or similarity
``hf:NAME``              a Hugging Face text-classification model, by Hub id or folder
``predictions:FILE``     answers that were made elsewhere, a JSONL file
``llm:URL#MODEL``        a language model behind an OpenAI-compatible URL
=======================  ========================================================================

A predictions file has a JSON object a line, one for each item of the set, in any order: ``id``
and ``label``, or ``probabilities`` (``{"hostile": ..., "neutral": ..., "supportive": ...}``,
which win over the label), and under ``reverse`` an object with the same keys for the other
direction where the set labels both. Other keys do not matter: `stance evaluate --predictions`
writes such a file with more in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.query import Query
from stance.schema import LABELS

Probabilities = npt.NDArray[np.float64]

PREFIXES = ("baseline", "hf", "predictions", "llm")
"""What comes before the colon in the names of systems that are not stance models."""


@runtime_checkable
class System(Protocol):
    """Answers labelled examples; never looks at their labels."""

    name: str

    def predict(self, examples: Sequence[StanceExample]) -> Probabilities:
        """Probabilities (n, 2, 3) of hostile, neutral, supportive.

        `[:, 0]` answers each example as asked, `[:, 1]` its other direction (the target's
        stance toward the actor) where `reverse` is labelled; elsewhere `[:, 1]` is zero.
        ValueError names the example that cannot be answered.
        """

    def describe(self) -> dict[str, Any]:
        """What is needed to redo it, as plain data: name, version, digests, settings."""


@runtime_checkable
class Fitted(Protocol):
    """A system that learns from the train split of the set before it predicts."""

    def fit(self, examples: Sequence[StanceExample]) -> None:
        """Learns from labelled examples, from nothing but these."""


class ModelSystem:
    """A stance classifier as a system."""

    def __init__(self, classifier: StanceClassifier, name: str | None = None) -> None:
        self.classifier = classifier
        self.name = name or classifier.model.name

    def predict(self, examples: Sequence[StanceExample]) -> Probabilities:
        """Probabilities (n, 2, 3), see `System.predict`."""
        answers = self.classifier.stream(_queries(examples))
        probabilities = np.zeros((len(examples), 2, len(LABELS)))
        for index, example in enumerate(examples):
            for direction in range(1 if example.reverse is None else 2):
                values = next(answers).probabilities
                probabilities[index, direction] = [values[label] for label in LABELS]
        return probabilities

    def describe(self) -> dict[str, Any]:
        """Name, version and the SHA-256 of every file that the model reads."""
        model = self.classifier.model
        return {
            "kind": "model",
            "name": model.name,
            "version": model.version,
            "sha256": model.digests(),
        }


def load_system(
    spec: str, *, backend: str = "onnx", threads: int | None = None, device: str | None = None
) -> System:
    """The system of this name (see the module); the options are those of a stance model.

    ModelError for a model that is not found, ValueError for a name that cannot be read,
    MissingExtra for a baseline whose package is not installed.
    """
    if spec.partition(":")[0] in PREFIXES:
        from stance.evaluation.baselines import load_baseline

        system: System = load_baseline(spec, device=device)
        return system
    classifier = StanceClassifier.from_pretrained(
        spec, backend=backend, threads=threads, device=device
    )
    return ModelSystem(classifier)


def _queries(examples: Iterable[StanceExample]) -> Iterable[Query]:
    for example in examples:
        yield Query(example.text, example.actor, example.target)
        if example.reverse is not None and not isinstance(example.target, str):
            yield Query(example.text, example.target, example.actor)
