"""Training of the stance model: the loss by hand, and real runs on a tiny encoder."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_data import write_stance_sets

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("datasets")

import torch
from safetensors.numpy import load_file
from transformers.trainer_utils import EvalPrediction

from stance.classifier import StanceClassifier
from stance.encoders import EncoderNotFound, locate
from stance.models import find
from training import train_stance
from training.average import average
from training.mixture import IGNORE, SETS
from training.runs import RECORD
from training.scores import softmax
from training.train_stance import StanceLoss, collate, dev_metrics

H, N, S = range(3)


def loss(logits: Any, labels: Any, joint: float = 0.0, smoothing: float = 0.0) -> float:
    return float(StanceLoss(joint, smoothing)(torch.tensor(logits), torch.tensor(labels)))


def test_the_loss_of_knowing_nothing() -> None:
    zeros = [[[0.0] * 3] * 2]
    assert loss(zeros, [[H, IGNORE, 1]]) == pytest.approx(math.log(3))
    assert loss(zeros, [[H, N, 0]]) == pytest.approx(math.log(3))
    assert loss(zeros, [[H, N, 0]], joint=1.0) == pytest.approx(math.log(5))
    mixed = 0.25 * math.log(5) + 0.75 * math.log(3)
    assert loss(zeros, [[H, N, 0]], joint=0.25) == pytest.approx(mixed)
    assert loss(zeros, [[H, IGNORE, 1]], joint=0.25) == pytest.approx(math.log(3))


def test_the_loss_by_hand() -> None:
    logits = np.array([[[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]], [[0.0, 0.0, 3.0], [9.0, 9.0, 9.0]]])
    p = softmax(logits)
    # Row 0 is labelled both ways: hostile, neutral. Row 1 one way: supportive.
    directed = [-(math.log(p[0, 0, H]) + math.log(p[0, 1, N])) / 2, -math.log(p[1, 0, S])]
    pairs = [(N, N), (S, N), (N, S), (H, N), (N, H)]
    joint = -math.log(p[0, 0, H] * p[0, 1, N] / sum(p[0, 0, a] * p[0, 1, b] for a, b in pairs))
    labels = [[H, N, 0], [S, IGNORE, 4]]
    assert loss(logits, labels) == pytest.approx(np.mean(directed))
    expected = [0.6 * directed[0] + 0.4 * joint, directed[1]]
    assert loss(logits, labels, joint=0.4) == pytest.approx(np.mean(expected))


def test_both_directions_may_carry_a_stance_outside_dse() -> None:
    logits = np.array([[[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]])
    p = softmax(logits)
    labels = [[H, H, SETS.index("directed_news")]]
    expected = -(math.log(p[0, 0, H]) + math.log(p[0, 1, H])) / 2
    assert loss(logits, labels, joint=0.5) == pytest.approx(expected)


def test_a_teacher_is_learned_from_beside_and_without_labels() -> None:
    logits = np.array([[[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]] * 3)
    logs = np.log(softmax(logits)[0])
    taught = [[[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]], [[0.7, 0.2, 0.1], [0.0] * 3], [[0.0] * 3] * 2]
    labels = [[IGNORE, IGNORE, len(SETS)], [H, IGNORE, 1], [H, IGNORE, 1]]
    learned = [-float(np.dot(answer, log)) for answer, log in zip(taught[0], logs, strict=True)]
    expected = [
        (learned[0] + learned[1]) / 2,  # nobody labelled it: the teacher alone
        0.25 * learned[0] - 0.75 * logs[0, H],
        -logs[0, H],  # the teacher was not asked: the label alone
    ]
    given = StanceLoss(teacher=0.25)(
        torch.tensor(logits), torch.tensor(labels), torch.tensor(taught)
    )
    assert float(given) == pytest.approx(np.mean(expected))


def test_smoothing_asks_for_some_doubt() -> None:
    sure = [[[20.0, 0.0, 0.0]] * 2]
    assert loss(sure, [[H, IGNORE, 1]]) < 1e-6
    # A tenth of the target is spread over the three labels.
    assert loss(sure, [[H, IGNORE, 1]], smoothing=0.1) == pytest.approx(0.1 * 2 / 3 * 20, rel=1e-3)


def test_a_batch_asks_both_directions_of_every_row() -> None:
    rows = [
        {"input_ids": [4, 1, 9, 2, 5], "actor": 1, "target": 0},
        {"input_ids": [4, 1, 9, 5], "actor": 1, "target": 2},
    ]
    labels = [[H, IGNORE, 1], [S, N, 0]]
    batch = collate([{**row, "labels": label} for row, label in zip(rows, labels, strict=True)])
    assert batch["input_ids"].tolist() == [[4, 1, 9, 2, 5], [4, 1, 9, 5, 0]]
    assert batch["attention_mask"].tolist() == [[1] * 5, [1] * 4 + [0]]
    assert batch["pairs"].tolist() == [[0, 1, 0], [0, 0, 1], [1, 1, 2], [1, 2, 1]]
    assert batch["labels"].tolist() == labels


def test_dev_figures_are_those_of_each_set_and_their_mean() -> None:
    logits = np.zeros((4, 2, 3))
    logits[:, 1, N] = 5
    logits[[0, 1, 2, 3], 0, [S, N, H, S]] = 5
    labels = np.array([[S, N, 0], [H, N, 0], [H, IGNORE, 4], [H, IGNORE, 4]])
    found = dev_metrics(EvalPrediction(predictions=logits, label_ids=labels))
    assert found["dse_micro_f1"] == pytest.approx(1 / 2)
    assert found["sst2_accuracy"] == pytest.approx(1 / 2)
    assert found["mean"] == pytest.approx(1 / 2)
    assert not any(key.startswith("newsmtsc") for key in found)
    assert SETS[0] == "dse" and SETS[4] == "sst2"


def run(folder: Path, data: Path, encoder: Path, name: str = "tiny", **changes: Any) -> Path:
    """A run of the script over all five sets, 8 steps long; the model folder it writes."""
    values = {
        "encoder": str(encoder),
        "output": str(folder / name),
        "passes": {"dse": 3, "newsmtsc": 1, "quoted_stance": 1, "semeval2016": 1, "sst2": 1},
        "batch_size": 4,
        "learning_rate": 1e-3,
        "max_tokens": 48,
        "evaluations": 2,
    } | changes
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(values))  # JSON is YAML
    arguments = [str(path), "--data-dir", str(data), "--work", str(folder / "runs")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["train_stance", *arguments])
        train_stance.main()
    return folder / name


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stance_sets(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def trained(data: Path, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model folder of a finished run; its work folder is `runs/tiny` beside it."""
    return run(tmp_path_factory.mktemp("trained"), data, tiny_encoder)


def weights(folder: Path) -> Mapping[str, np.ndarray]:
    found: Mapping[str, np.ndarray] = load_file(folder / "model.safetensors")
    return found


def same(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[k], other[k]) for k in one)


def test_a_run_writes_a_model_that_answers(trained: Path) -> None:
    folder = find(trained, kind="stance")
    assert folder.config()["max_tokens"] == 48
    classifier = StanceClassifier.from_pretrained(trained, backend="torch")
    prediction = classifier.predict("Okoro praised Diaz.", actor="Okoro", target="Diaz")
    assert sum(prediction.probabilities.values()) == pytest.approx(1)
    assert {value.dtype for value in weights(trained).values()} == {np.dtype(np.float16)}


def test_a_run_is_on_record(trained: Path) -> None:
    record = json.loads((trained / RECORD).read_text())
    assert (record["rows"], record["steps"]) == (31, 8)
    assert record["config"]["seed"] == 13 and record["config"]["passes"]["dse"] == 3
    assert record["config"]["joint_loss"] == 0.5  # defaults are part of the record
    assert {"mean", "dse_micro_f1", "sst2_accuracy", "loss"} <= record["dev"].keys()
    assert record["device"] and record["hours"] >= 0


def test_training_changes_the_encoder_and_the_head(trained: Path, tiny_encoder: Path) -> None:
    before, after = weights(tiny_encoder), weights(trained)
    name = "encoder.layer.0.attention.self.query.weight"
    assert np.abs(before[name] - after[f"encoder.{name}"].astype(np.float32)).max() > 1e-4


def test_frozen_layers_stay_as_they_are(data: Path, tiny_encoder: Path, tmp_path: Path) -> None:
    before = weights(tiny_encoder)
    after = weights(run(tmp_path, data, tiny_encoder, frozen_layers=1))
    moved = {
        name
        for name in before
        if np.abs(before[name] - after[f"encoder.{name}"].astype(np.float32)).max() > 1e-3
    }
    assert moved and all(name.startswith("encoder.layer.1.") for name in moved)
    (tmp_path / "other").mkdir()
    with pytest.raises(ValueError, match="frozen_layers must be 0 to 1, not 2"):
        run(tmp_path / "other", data, tiny_encoder, frozen_layers=2)


def test_a_run_in_parts_has_as_many_steps_and_leaves_no_graph_of_before(
    data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    (tmp_path / "tiny" / "onnx").mkdir(parents=True)
    (tmp_path / "tiny" / "manifest.json").write_text("{}")
    folder = run(tmp_path, data, tiny_encoder, parts=2)
    assert json.loads((folder / RECORD).read_text())["steps"] == 8
    assert not (folder / "onnx").exists() and not (folder / "manifest.json").exists()


def test_the_same_seed_gives_the_same_weights(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    again = run(tmp_path, data, tiny_encoder)
    assert same(weights(trained), weights(again))
    other = run(tmp_path, data, tiny_encoder, name="other", seed=14)
    assert not same(weights(trained), weights(other))


def test_a_broken_off_run_goes_on_to_the_same_end(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    shutil.copytree(trained.parent / "runs", tmp_path / "runs")
    work = tmp_path / "runs" / "tiny"
    last = weights(work / "checkpoint-8")
    shutil.rmtree(work / "checkpoint-8")
    kept = work / "checkpoint-4" / "trainer_state.json"
    before = kept.stat().st_mtime_ns
    again = run(tmp_path, data, tiny_encoder)
    assert kept.stat().st_mtime_ns == before  # not run once more from the start
    assert same(weights(work / "checkpoint-8"), last)
    assert same(weights(again), weights(trained))
    assert json.loads((again / RECORD).read_text())["steps"] == 8


def test_a_broken_off_run_knows_the_hours_of_all_its_parts(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    shutil.copytree(trained.parent / "runs", tmp_path / "runs")
    work = tmp_path / "runs" / "tiny"
    shutil.rmtree(work / "checkpoint-8")
    kept = work / "checkpoint-4" / "trainer_state.json"
    state = json.loads(kept.read_text())
    noted = [entry for entry in state["log_history"] if "seconds_trained" in entry]
    assert [entry["step"] for entry in noted] == [4]
    noted[0]["seconds_trained"] = 7200
    kept.write_text(json.dumps(state))
    record = json.loads((run(tmp_path, data, tiny_encoder) / RECORD).read_text())
    assert 2 <= record["hours"] < 2.1


def test_a_finished_run_started_again_ends_as_it_was(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    shutil.copytree(trained.parent / "runs", tmp_path / "runs")
    assert same(weights(run(tmp_path, data, tiny_encoder)), weights(trained))


def test_an_encoder_that_is_nowhere_says_what_was_tried(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderNotFound, match="a local folder, the Hub's cache, the Hub"):
        run(tmp_path, data, Path("nobody/no-encoder"))
    assert not (tmp_path / "tiny").exists()


def test_a_damaged_known_encoder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stance import encoders

    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(encoders, "_from_hub", lambda *_, **__: tmp_path)
    with pytest.raises(ValueError, match="the published weights have 53aa"):
        locate("sentence-transformers/all-MiniLM-L6-v2")


def test_an_average_lies_between_two_models(
    trained: Path, data: Path, tiny_encoder: Path, tiny_mpnet: Path, tmp_path: Path
) -> None:
    after = run(tmp_path, data, tiny_encoder, "later", start=str(trained), seed=3)
    average(trained, after, 0.25, tmp_path / "mixed")
    old, new, mixed = weights(trained), weights(after), weights(tmp_path / "mixed")
    for name, weight in mixed.items():
        expected = 0.75 * old[name].astype(np.float32) + 0.25 * new[name].astype(np.float32)
        np.testing.assert_allclose(weight.astype(np.float32), expected, atol=2e-3)
    record = json.loads((tmp_path / "mixed" / RECORD).read_text())
    assert record["averaged"] == [{"with": str(trained), "share": 0.25}]
    assert record["before"]["rows"] == 31
    classifier = StanceClassifier.from_pretrained(tmp_path / "mixed", backend="torch")
    assert classifier.predict("Okoro praised Diaz.", actor="Okoro", target="Diaz").label
    with pytest.raises(ValueError, match="between 0 and 1"):
        average(trained, after, 1.5, tmp_path / "mixed")
    with pytest.raises(ValueError, match="do not fit"):
        average(tiny_mpnet, trained, 0.5, tmp_path / "mixed")
