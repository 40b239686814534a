"""scikit-learn: a classifier of one's own labels on top of a stance model.

>>> estimator = stance.StanceEstimator().fit(examples, labels)
>>> estimator.predict([("Kim denounced the U.S.", "Kim", "U.S.")])
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.extras import require
from stance.integrations.features import choose, frozen
from stance.integrations.finetune import FineTuning, fine_tune
from stance.integrations.head import LinearHead
from stance.integrations.queries import as_queries
from stance.integrations.torch_classifier import TorchClassifier
from stance.models import DEFAULT_STANCE, ModelFolder, find, read_folder
from stance.query import Located
from stance.schema import LABELS

require("sklearn", extra="sklearn")
from sklearn.base import BaseEstimator, ClassifierMixin  # noqa: E402
from sklearn.utils.class_weight import compute_class_weight  # noqa: E402
from sklearn.utils.validation import check_is_fitted  # noqa: E402

METHODS = ("few-shot", "fine-tune")
RECORD = "estimator.json"
HEAD = "head.safetensors"
FORMAT = 1


class StanceEstimator(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Learns labels of one's own, with scikit-learn's verbs.

    ``method="few-shot"`` fits a logistic regression on what a frozen model says: seconds on a
    CPU, any set of two or more labels, sensible from a few dozen examples on. `features` is
    "answers" (the light install), "states" (PyTorch; the encoder's own view of the pair) or
    "auto", states where PyTorch is installed; `features_` says what it was. `C` is the inverse
    strength of the regularisation.

    ``method="fine-tune"`` goes on training a copy of the model with PyTorch: minutes on a CPU
    for a few hundred examples; the labels are hostile, neutral and supportive. `epochs`,
    `learning_rate`, `batch_size` and `device` are for it alone.

    `X` is a list of texts or of (text, actor, target), of dicts with these keys, of
    `StanceExample`s as `load_dataset` gives them, or a DataFrame with these columns. An actor
    or target is a string of the text or [start, end]; a target that is not in the text is a
    topic. `class_weight` is scikit-learn's: None, "balanced" or weights by label.
    """

    def __init__(
        self,
        model: str | Path = DEFAULT_STANCE,
        method: str = "few-shot",
        *,
        features: str = "auto",
        C: float = 0.1,
        class_weight: str | dict[Any, float] | None = None,
        epochs: int = 4,
        learning_rate: float = 5e-5,
        batch_size: int = 16,
        device: str | None = None,
        random_state: int = 0,
    ) -> None:
        self.model = model
        self.method = method
        self.features = features
        self.C = C
        self.class_weight = class_weight
        self.epochs = epochs
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.device = device
        self.random_state = random_state

    def fit(self, X: Iterable[Any], y: Iterable[Any]) -> StanceEstimator:
        """Learns the labels `y` of the questions `X`.

        ValueError names the item of `X` that is no question, and says when there are not as
        many labels as items, or fewer than two different ones.
        """
        if self.method not in METHODS:
            raise ValueError(f"method must be one of {', '.join(METHODS)}, not {self.method!r}")
        queries, labels = as_queries(X), np.asarray(list(y))
        if len(queries) != len(labels):
            raise ValueError(f"{len(queries)} items and {len(labels)} labels")
        classes, numbers = np.unique(labels, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(f"two labels or more are needed, there is {classes.tolist()}")
        if self.method == "few-shot":
            self._fit_head(queries, labels)
        else:
            self._fine_tune(queries, classes, numbers)
        self.classes_ = classes
        return self

    def predict_proba(self, X: Iterable[Any]) -> npt.NDArray[np.float64]:
        """Probabilities of shape (items, classes), in the order of `classes_`."""
        check_is_fitted(self, "classes_")
        queries = as_queries(X)
        if not queries:
            return np.empty((0, len(self.classes_)))
        if self.method == "few-shot":
            read = frozen(str(self.model), self.features_, self.device)
            return self.head_.probabilities(read(queries))
        columns = [LABELS.index(label) for label in self.classes_]
        chosen = self.network_.probabilities(queries)[:, columns].astype(np.float64)
        shares: npt.NDArray[np.float64] = chosen / chosen.sum(axis=1, keepdims=True)
        return shares

    def predict(self, X: Iterable[Any]) -> npt.NDArray[Any]:
        """The most probable label of each item."""
        probabilities = self.predict_proba(X)
        labels: npt.NDArray[Any] = self.classes_[probabilities.argmax(axis=1)]
        return labels

    def save(self, folder: str | Path) -> None:
        """Writes the fitted estimator to a new folder, as JSON and safetensors.

        A fine-tuned one is also a model folder: `stance.load(folder, backend="torch")`. A
        few-shot one needs the model that it was fitted on when it is loaded. ValueError when
        the folder is there already and not empty.
        """
        check_is_fitted(self, "classes_")
        goal = Path(folder)
        if goal.exists() and (not goal.is_dir() or any(goal.iterdir())):
            raise ValueError(f"{goal} is there already: choose a new folder")
        goal.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=goal.parent, prefix=f".{goal.name}."))
        try:
            self._write(temporary)
            temporary.chmod(0o755)  # as any other folder; a temporary one is private
            os.replace(temporary, goal)
        except BaseException:
            shutil.rmtree(temporary)
            raise

    @classmethod
    def load(cls, folder: str | Path, *, device: str | None = None) -> StanceEstimator:
        """Reads what `save` wrote. ValueError when it is none, or when the model that a
        few-shot estimator was fitted on is another one by now."""
        path = Path(folder)
        try:
            record = json.loads((path / RECORD).read_text(encoding="utf-8"))
            if record["format"] != FORMAT:
                raise ValueError(f"format {record['format']} is not known to this version")
            estimator = cls(**{**record["params"], "device": device})
            classes, features, base = record["classes"], record["features"], record["base"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: no saved StanceEstimator: {error}") from None
        estimator.classes_ = np.array(classes)
        if estimator.method == "fine-tune":
            estimator.network_ = TorchClassifier.load(read_folder(path), device)
            return estimator
        estimator.features_ = features
        estimator.head_ = LinearHead.load(path / HEAD)
        found = _identity(find(str(estimator.model), kind="stance"))
        if found != base:
            raise ValueError(
                f"{path}: fitted on {base['model']}, and {estimator.model} is another "
                f"({found['model']}) by now: fit it again"
            )
        return estimator

    def _fit_head(self, queries: list[Located], labels: npt.NDArray[Any]) -> None:
        self.features_ = choose(self.features)
        read = frozen(str(self.model), self.features_, self.device)
        self.head_ = LinearHead.fit(read(queries), labels, self.C, self.class_weight)

    def _fine_tune(
        self, queries: list[Located], classes: npt.NDArray[Any], numbers: npt.NDArray[Any]
    ) -> None:
        unknown = [label for label in classes.tolist() if label not in LABELS]
        if unknown:
            raise ValueError(
                f"method='fine-tune' knows the labels {', '.join(LABELS)}, not {unknown[0]!r}; "
                "method='few-shot' takes any"
            )
        places = np.array([LABELS.index(label) for label in classes], dtype=np.int64)
        settings = FineTuning(
            self.epochs, self.learning_rate, self.batch_size, self.random_state, self.device
        )
        weights = None
        if self.class_weight is not None:
            weights = [1.0] * len(LABELS)
            found = compute_class_weight(self.class_weight, classes=classes, y=classes[numbers])
            for place, weight in zip(places, found, strict=True):
                weights[place] = float(weight)
        folder = find(str(self.model), kind="stance")
        self.network_ = fine_tune(folder, queries, places[numbers], settings, weights)

    def _write(self, folder: Path) -> None:
        base = find(str(self.model), kind="stance")
        record = {
            "format": FORMAT,
            "params": {**self.get_params(), "model": str(self.model)},
            "classes": self.classes_.tolist(),
            "features": getattr(self, "features_", None),
            "base": _identity(base),
        }
        # A grid search sets NumPy's numbers.
        content = json.dumps(record, indent=2, ensure_ascii=False, default=_plain) + "\n"
        (folder / RECORD).write_text(content, encoding="utf-8")
        if self.method == "few-shot":
            self.head_.save(folder / HEAD)
        else:
            self.network_.save(folder)


def _plain(value: Any) -> Any:
    return value.item()


def _identity(folder: ModelFolder) -> dict[str, str]:
    """Which model it is: its name and version, and a digest of the digests of its files."""
    files = json.dumps(sorted(folder.digests().items())).encode()
    return {"model": str(folder), "files": hashlib.sha256(files).hexdigest()}
