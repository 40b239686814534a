"""Dev figures of a finished model folder, through the same objects that users have."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.evaluation import harness, metrics
from stance.evaluation.attribution import score_attributions
from stance.evaluation.calibration import (
    claim_risk,
    expected_calibration_error,
    fit_temperature,
)
from stance.evaluation.fairness import name_swaps
from stance.query import Query, locate, question
from stance.tagger import Tagger
from training.mixture import DEV, load
from training.train_tagger import load_articles

Scores = dict[str, dict[str, float]]


def score_stance(folder: Path, backend: str, data_dir: Path | None) -> Scores:
    """Figures of every dev split, by set, with the calibration error."""
    classifier = StanceClassifier.from_pretrained(folder, backend=backend)
    scores = {}
    for name, split in DEV.items():
        examples = load(name, split, data_dir)
        labels, probabilities = harness.label_ids(examples), harness.predict(classifier, examples)
        figures = {
            **metrics.score(name, labels, probabilities, examples),
            "items": len(examples),
            "ece": expected_calibration_error(*_labelled(labels, probabilities)),
        }
        scores[f"{name} {split}"] = {key: round(value, 4) for key, value in figures.items()}
    return scores


def score_tagger(folder: Path, backend: str, data_dir: Path | None) -> Scores:
    """Figures on PolNeAR's dev articles."""
    tagger = Tagger.from_pretrained(folder, backend=backend)
    documents = load_articles("dev", data_dir)
    tagged = tagger.stream(document.text for document in documents)
    figures = score_attributions(zip(documents, tagged, strict=True))
    figures["articles"] = len(documents)
    return {"polnear dev": {key: round(value, 4) for key, value in figures.items()}}


def score_names(folder: Path) -> dict[str, Any]:
    """How much the answers depend on names, as `stance.evaluation.fairness` has it."""
    found: dict[str, Any] = _rounded(name_swaps(StanceClassifier.from_pretrained(folder)))
    return found


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def calibrate(folder: Path, data_dir: Path | None) -> dict[str, float]:
    """Fits one temperature a question on the dev splits and writes them to `config.json`,
    with the risk of a claim by its probability (`stance.evaluation.calibration.claim_risk`).

    The probabilities are those of the int8 graph, which is what runs if nothing else is asked.
    """
    before = _calibration(folder)
    _write_config(folder, temperatures={}, risk={})
    try:
        temperatures, risk = _fitted(folder, data_dir)
    except BaseException:  # an interrupted run must not leave a model that seems calibrated anew
        _write_config(folder, **before)
        raise
    _write_config(folder, temperatures=temperatures, risk=risk)
    return temperatures


def _calibration(folder: Path) -> dict[str, Any]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return {key: config.get(key, {}) for key in ("temperatures", "risk")}


def _fitted(folder: Path, data_dir: Path | None) -> tuple[dict[str, float], dict[str, Any]]:
    """Temperatures and risks by question, of a model whose probabilities are not calibrated."""
    classifier = StanceClassifier.from_pretrained(folder)
    by_question: dict[str, list[StanceExample]] = defaultdict(list)
    for name, split in DEV.items():
        for example in load(name, split, data_dir):
            query = Query(example.text, example.actor, example.target)
            by_question[question(locate(query))].append(example)
    temperatures, risk = {}, {}
    for name, examples in sorted(by_question.items()):
        labels, probabilities = harness.label_ids(examples), harness.predict(classifier, examples)
        known = _labelled(labels, probabilities)
        temperatures[name] = round(fit_temperature(*known), 4)
        risk[name] = claim_risk(known[0], _divided(known[1], temperatures[name]))
    return temperatures, risk


def _labelled(
    labels: npt.NDArray[np.int64], probabilities: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Labels (n,) and probabilities (n, 3) of all that is labelled, both directions in turn."""
    known = labels != harness.UNLABELLED
    return labels[known], probabilities[known]


def _divided(probabilities: npt.NDArray[np.float64], temperature: float) -> npt.NDArray[np.float64]:
    """Probabilities (n, 3) after their logits are divided by a temperature."""
    powers = np.clip(probabilities, 1e-12, 1.0) ** (1 / temperature)
    result: npt.NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return result


def _write_config(folder: Path, **values: Any) -> None:
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config |= values
    path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
