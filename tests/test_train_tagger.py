"""Training of the tagger: loss and figures by hand, and real runs on a tiny encoder."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_data import write_polnear

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("datasets")

import torch
from safetensors.numpy import load_file
from transformers.trainer_utils import EvalPrediction

from stance.encoding import load_tokenizer
from stance.models import find
from stance.tagger import Tagger
from stance.tagging import LAYERS, LINKED_LAYERS, TAGS
from training import train_tagger
from training.runs import RECORD
from training.tagging_data import IGNORE, unlabelled_windows
from training.tagging_teacher import Tagging
from training.train_tagger import (
    TaggerTraining,
    choose,
    collate,
    dev_metrics,
    labels_loss,
    load_articles,
    training_windows,
)

WIDTH = sum(len(TAGS[layer]) for layer in LAYERS)
PARTS = len(LAYERS) + len(LINKED_LAYERS)


def labels(tokens: int = 4) -> Any:
    """Labels (1, tokens, layers and links) in which nothing is known."""
    return torch.full((1, tokens, PARTS), IGNORE)


def test_the_loss_of_knowing_nothing() -> None:
    tags, links = torch.zeros(1, 4, WIDTH), torch.zeros(1, len(LINKED_LAYERS), 4, 4)
    known = labels()
    assert float(labels_loss(Tagging(tags, links), known, 0.5)) == 0  # nothing is labelled
    known[0, 1:3, : len(LAYERS)] = 0
    tagging = sum(math.log(len(TAGS[layer])) for layer in LAYERS)
    assert float(labels_loss(Tagging(tags, links), known, 0.5)) == pytest.approx(tagging, rel=1e-5)
    known[0, 1, len(LAYERS)] = 2  # one link of the first kind, among four places
    expected = tagging + 0.5 * math.log(4)
    assert float(labels_loss(Tagging(tags, links), known, 0.5)) == pytest.approx(expected, rel=1e-5)
    assert float(labels_loss(Tagging(tags, links), known, 0.0)) == pytest.approx(tagging, rel=1e-5)


def test_the_loss_is_a_mean_a_layer() -> None:
    tags, links = torch.zeros(1, 4, WIDTH), torch.zeros(1, len(LINKED_LAYERS), 4, 4)
    tags[0, 1, 1] = 5.0  # sure of B-source at one token, of nothing at the other
    known = labels()
    known[0, 1, 0], known[0, 2, 0] = 1, 2
    sure = -math.log(math.exp(5) / (math.exp(5) + 2))
    expected = (sure + math.log(3)) / 2
    assert float(labels_loss(Tagging(tags, links), known, 1.0)) == pytest.approx(expected, rel=1e-5)


def test_batches_are_padded_and_stacked() -> None:
    rows = [
        {
            "input_ids": [4, 9, 5],
            "features": [0, 2, 0],
            "tags": [[IGNORE, layer, IGNORE] for layer in range(len(LAYERS))],
            "links": [[IGNORE, 10 + link, IGNORE] for link in range(len(LINKED_LAYERS))],
        },
        {
            "input_ids": [4, 5],
            "features": [0, 0],
            "tags": [[IGNORE] * 2] * len(LAYERS),
            "links": [[IGNORE] * 2] * len(LINKED_LAYERS),
        },
    ]
    batch = collate(rows)
    assert batch["input_ids"].tolist() == [[4, 9, 5], [4, 5, 0]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1], [1, 1, 0]]
    assert batch["features"].tolist() == [[0, 2, 0], [0, 0, 0]]
    assert batch["labels"].shape == (2, 3, PARTS)
    assert batch["labels"][0, 1].tolist() == [0, 1, 2, 3, 4, 10, 11, 12]
    assert (batch["labels"][1] == IGNORE).all()


def test_the_best_tags_and_goals_are_chosen() -> None:
    tags, links = torch.zeros(1, 3, WIDTH), torch.zeros(1, len(LINKED_LAYERS), 3, 3)
    tags[0, 1, 2] = 1  # I-source
    tags[0, 1, WIDTH - 1] = 1  # the last tag of the last layer
    links[0, 1, 1, 2] = 1  # content
    found = choose((tags, links), torch.zeros(1))
    assert found.shape == (1, 3, PARTS)
    assert found[0, 1].tolist() == [2, 0, 0, 0, len(TAGS["entity"]) - 1, 0, 2, 0]


def test_figures_count_tokens_inside_spans_whatever_their_bio() -> None:
    gold, chosen = np.full((1, 5, PARTS), IGNORE), np.zeros((1, 5, PARTS), dtype=int)
    source, entity = LAYERS.index("source"), LAYERS.index("entity")
    gold[0, :4, source] = [1, 2, 0, 1]
    chosen[0, :, source] = [2, 1, 1, 0, 1]  # B and I count alike; the last is not labelled
    gold[0, :4, entity] = [1, 2, 3, 0]
    chosen[0, :, entity] = [2, 3, 3, 0, 0]  # the type counts
    link = len(LAYERS) + LINKED_LAYERS.index("content")
    gold[0, :2, link], chosen[0, :2, link] = [3, 0], [3, 1]
    found = dev_metrics(EvalPrediction(predictions=chosen, label_ids=gold))
    assert found["source_token_f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert found["entity_token_f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert found["content_link_accuracy"] == pytest.approx(1 / 2)
    assert found["cue_token_f1"] == 0 and found["inner_link_accuracy"] == 0
    headline = [found[f"{layer}_token_f1"] for layer in ("source", "cue", "content", "entity")]
    headline += [found["source_link_accuracy"], found["content_link_accuracy"]]
    assert found["mean"] == pytest.approx(np.mean(headline))


def test_one_annotation_of_each_article_is_used(tmp_path: Path) -> None:
    write_polnear(tmp_path, ["dev"])
    folder = tmp_path / "polnear" / "data" / "dev" / "attributions"
    (folder / "paper_1_zz99.ann").write_text("")
    documents = load_articles("dev", tmp_path)
    assert [(item.id, item.annotator) for item in documents] == [
        ("paper_1", "ab12"),
        ("paper_2", "ab12"),
    ]
    assert all(len(item.attributions) == 3 for item in documents)


def run(folder: Path, data: Path, encoder: Path, **changes: Any) -> Path:
    values = {
        "encoder": str(encoder),
        "output": str(folder / "tiny"),
        "passes": 2,
        "batch_size": 2,
        "link_size": 8,
        "max_tokens": 136,
        "learning_rate": 1e-3,
        "evaluations": 1,
    } | changes
    path = folder / "tiny.yaml"
    path.write_text(json.dumps(values))  # JSON is YAML
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("STANCE_DATA", str(data))  # instead of --data-dir
        patch.setattr(sys, "argv", ["train_tagger", str(path)])
        train_tagger.main()
    return folder / "tiny"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    write_polnear(root)
    return root


@pytest.fixture(scope="module")
def trained(data: Path, tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("trained"), data, tiny_encoder)


def test_a_run_writes_a_tagger_that_reads(trained: Path) -> None:
    folder = find(trained, kind="tagger")
    assert folder.config()["link_size"] == 8
    tagged = Tagger.from_pretrained(trained, backend="torch").tag("Okoro said it. The mayor left.")
    assert tagged.coverage.windows == 1 and len(tagged.sentences) == 2


def test_a_run_is_on_record(trained: Path) -> None:
    record = json.loads((trained / RECORD).read_text())
    assert record["rows"] == 4 and record["steps"] == 2  # two passes
    assert record["config"]["passes"] == 2 and record["config"]["link_loss"] == 0.5
    assert {"mean", "source_token_f1", "content_link_accuracy"} <= record["dev"].keys()
    assert (trained.parent / "runs" / "tiny" / "checkpoint-2").is_dir()


def test_a_run_goes_on_from_a_tagger(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    further = run(tmp_path, data, tiny_encoder, start=str(trained), learning_rate=0.0)
    before, after = (load_file(path / "model.safetensors") for path in (trained, further))
    assert all(np.array_equal(before[name], after[name]) for name in before)
    assert json.loads((further / RECORD).read_text())["before"]["rows"] == 4


def test_the_heads_have_a_rate_of_their_own(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    rates = {"learning_rate": 0.0, "head_learning_rate": 1e-3, "weight_decay": 0.0}
    further = run(tmp_path, data, tiny_encoder, start=str(trained), **rates)
    before, after = (load_file(path / "model.safetensors") for path in (trained, further))
    moved = {name for name in before if not np.array_equal(before[name], after[name])}
    assert moved and not any(name.startswith("encoder.") for name in moved)


def test_a_run_learns_from_a_teacher(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    taught, alone = tmp_path / "taught", tmp_path / "alone"
    for folder, changes in ((taught, {"teacher": str(trained)}), (alone, {})):
        folder.mkdir()
        run(folder, data, tiny_encoder, start=str(trained), **changes)
    other, same = (load_file(path / "tiny" / "model.safetensors") for path in (taught, alone))
    assert any(not np.array_equal(other[name], same[name]) for name in same)


def test_a_part_that_nothing_teaches_is_an_error(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="taught: unknown part 'cues'; known: source, cue"):
        run(tmp_path, data, tiny_encoder, teacher=str(trained), taught="cues")


def test_sentences_need_a_teacher(data: Path, tiny_encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sentences are tagged by a teacher"):
        run(tmp_path, data, tiny_encoder, sentences=1)


def test_a_text_without_labels_has_none() -> None:
    tokenizer = load_tokenizer(str(find("tagger-small").file("tokenizer.json")))
    (row,) = unlabelled_windows("Okoro said it. The mayor left.", tokenizer, 64)
    assert row["length"] == len(row["input_ids"])
    assert len(row["tags"]) == len(LAYERS) and len(row["links"]) == len(LINKED_LAYERS)
    assert all(set(part) == {IGNORE} for part in row["tags"] + row["links"])
    assert all(len(part) == row["length"] for part in row["tags"] + row["links"])


def test_every_pass_has_windows_of_its_own(data: Path, tiny_encoder: Path) -> None:
    config = TaggerTraining(encoder="", output="", passes=12, max_tokens=24)
    tokenizer = load_tokenizer(str(tiny_encoder / "tokenizer.json"))
    rows = training_windows(load_articles("train", data), tokenizer, config)
    assert rows == training_windows(load_articles("train", data), tokenizer, config)
    assert len({row["length"] for row in rows}) > 2
    assert all(row["length"] <= config.max_tokens for row in rows)


def test_a_second_start_changes_nothing(
    trained: Path, data: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    first = load_file(trained / "model.safetensors")
    run(trained.parent, data, tiny_encoder)  # finished: goes on from its end
    second = load_file(trained / "model.safetensors")
    fresh = load_file(run(tmp_path, data, tiny_encoder) / "model.safetensors")
    for other in (second, fresh):
        assert first.keys() == other.keys()
        assert all(np.array_equal(first[name], other[name]) for name in first)
