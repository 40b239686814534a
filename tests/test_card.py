"""Model cards: everything in them comes out of the records of a model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("yaml")

import yaml

from stance.models import ONNX_FILE, TORCH_FILE
from training.card import write_card, write_readme

MODELS = Path(__file__).parents[1] / "models"

RUN: dict[str, Any] = {
    "config": {
        "encoder": "someone/tiny-encoder",
        "output": "models/tiny",
        "passes": {"dse": 1.5, "directed_news": 3},
        "learning_rate": 1e-4,
    },
    "rows": 1234,
    "steps": 56,
    "hours": 0.75,
    "device": "2 CPU cores",
}
SCORES = {
    backend: {"dse valid": {"micro_f1": f1, "items": 40, "ece": ece}}
    for backend, f1, ece in (("torch", 0.8122, 0.031), ("onnx", 0.8111, 0.042))
}


def card(folder: Path, *, torch_file: bool = True, **record: Any) -> tuple[dict[str, Any], str]:
    """The front matter and the body of the card of a model with this record."""
    (folder / "onnx").mkdir(parents=True)
    (folder / ONNX_FILE).write_bytes(bytes(1_200_000))
    if torch_file:
        (folder / TORCH_FILE).write_bytes(bytes(4_500_000))
    config = {
        "model_type": "stance",
        "max_tokens": 256,
        "temperatures": {"stance": 1.25},
    }
    (folder / "config.json").write_text(json.dumps(config))
    whole = {**RUN, "version": "1.0", "scores": SCORES, **record}
    (folder / "training.json").write_text(json.dumps(whole))
    write_card(folder)
    front, body = (folder / "README.md").read_text().removeprefix("---\n").split("---\n", 1)
    return yaml.safe_load(front), body


def test_figures_of_both_backends(tmp_path: Path) -> None:
    front, body = card(tmp_path / "tiny")
    assert "| DSE valid | micro_f1 | **0.812** | **0.811** |" in body
    assert "| DSE valid | 0.031 | 0.042 |" in body and "stance 1.25" in body
    (result,) = front["model-index"][0]["results"]
    assert [metric["value"] for metric in result["metrics"]] == [0.8122, 0.8111]
    assert front["base_model"] == "someone/tiny-encoder"


def test_training_data_comes_with_licences(tmp_path: Path) -> None:
    _, body = card(tmp_path / "tiny")
    data = body.split("## Training data")[1].split("##")[0]
    assert "Directed Sentiment Extraction" in data and "use with citation" in data
    assert "directed-news" in data and "licence: CC-BY 4.0" in data
    assert "NewsMTSC" not in data


def test_files_and_what_the_columns_mean(tmp_path: Path) -> None:
    _, both = card(tmp_path / "both")
    assert "1.2 MB" in both and f"`{TORCH_FILE}` 4.5 MB" in both
    assert "before they were rounded" not in both and "--int8-only" not in both
    _, rounded = card(tmp_path / "rounded", torch_file=False)
    assert TORCH_FILE not in rounded
    assert "before they were rounded" in rounded and "--int8-only" in rounded


def test_every_run_that_made_the_model_is_told(tmp_path: Path) -> None:
    later = {**RUN["config"], "start": "models/tiny-mixed", "teachers": {"models/huge": 1.0}}
    first = {**RUN, "config": {**RUN["config"], "output": "models/tiny-mixed"}}
    _, body = card(tmp_path / "tiny", config={**later, "unlabelled": 8000}, before=first)
    assert "Going on from `tiny-mixed`" in body and "Hours of these runs: 1.5" in body
    configs = [line.split()[3] for line in body.splitlines() if "training.train_stance" in line]
    assert configs == [f"training/configs/{name}.yaml" for name in ("tiny-mixed", "tiny")]
    assert "it learned the answers of `huge`: to its rows, and to 8,000 questions" in body


def test_the_teachers_of_the_runs_before_are_told(tmp_path: Path) -> None:
    taught = {**RUN, "config": {**RUN["config"], "teachers": {"models/huge": 1.0}}}
    _, part = card(tmp_path / "part", before=taught)
    assert "a first part of it learned the answers of `huge`: to its rows." in part
    taught["config"]["teachers"] = {"models/huge": 0.6, "models/tiny": 0.4}
    _, older = card(tmp_path / "older", before={**taught, "version": "1.0"})
    assert "version 1.0 learned the answers of the mean of 0.6 of `huge` and 0.4 of `tiny`" in older


def test_a_tagger_tells_the_articles_it_read(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "tagger-small", tmp_path / "tagger-small")
    write_card(tmp_path / "tagger-small")
    body = (tmp_path / "tagger-small" / "README.md").read_text(encoding="utf-8")
    assert "- **PolNeAR 1.0**" in body and "- **news-articles**, all of it" in body


def test_an_average_is_told(tmp_path: Path) -> None:
    later = {**RUN["config"], "start": "models/tiny"}
    _, body = card(
        tmp_path / "tiny", config=later, averaged=[{"with": "models/tiny", "share": 0.35}]
    )
    assert "average of those it began with and those it ended with, 0.35 of the latter" in body
    assert "tiny.yaml --data-dir DATA output=RUN" in body
    assert "training.average models/tiny RUN --share 0.35 --output models/tiny" in body


def test_an_average_of_an_average_is_told(tmp_path: Path) -> None:
    later = {**RUN["config"], "start": "runs/first"}
    averaged = [{"with": "runs/first", "share": 0.5}, {"with": "models/tiny", "share": 0.75}]
    _, body = card(tmp_path / "tiny", config=later, averaged=averaged)
    assert "those it began with and those it ended with, 0.5 of the latter" in body
    assert "those of `models/tiny` and these, 0.75 of the latter" in body
    assert "training.average runs/first RUN --share 0.5 --output RUN\n" in body
    assert "training.average models/tiny RUN --share 0.75 --output models/tiny\n" in body


def test_an_earlier_version_is_in_the_history(tmp_path: Path) -> None:
    later = {**RUN["config"], "start": "models/tiny"}
    first = {**RUN, "version": "1.0", "before": RUN}
    _, body = card(tmp_path / "tiny", config=later, before=first)
    assert "goes on from version 1.0" in body and "`git log -- models/tiny`" in body
    assert body.count("training.train_stance") == 1


def test_biases_are_told_where_they_were_measured(tmp_path: Path) -> None:
    assert "Biases" not in card(tmp_path / "unmeasured")[1]
    groups = {name: {"value": value} for name, value in (("A", -0.02), ("B", 0.005), ("C", 0.015))}
    found = {"sentences": 100, "changed": 0.0125, "mean_shift": 0.0191, "groups": groups}
    _, body = card(tmp_path / "tiny", fairness={"party": {"actor": found}})
    assert "| party | actor | 100 | 1.2% | 0.019 | A -0.020 | C +0.015 |" in body


def test_the_readme_gets_a_line_a_headline(tmp_path: Path) -> None:
    card(tmp_path / "models" / "tiny")
    readme = tmp_path / "README.md"
    readme.write_text("# x\n<!-- figures -->\nold\n<!-- end of figures -->\nrest\n")
    write_readme(readme, tmp_path / "models")
    lines = readme.read_text().splitlines()
    assert lines[-1] == "rest" and "old" not in lines
    assert (
        lines[4] == "| [tiny](models/tiny) | DSE valid, five classes | micro-F1 | 0.812 | 0.811 |"
    )
    (tmp_path / "BENCHMARKS.md").write_text(
        "| set | items | figure | tiny | other |\n|---|---|---|---|---|\n"
        "| **sst2** dev | 872 | accuracy | 0.9 [0.8, 1.0] | 0.8 |\n"
        "| **seeds** dev | 69 | triple_f1 | 0.588 [0.5, 0.6] | 0.739 [0.7, 0.8] |\n"
        "|  |  | pair_f1 | 0.625 | 0.767 |\n"
        "\n| set | items | figure | tagger |\n|---|---|---|---|\n"
        "| **polnear** dev | 84 | pair_f1 | 0.751 |\n"
    )
    write_readme(readme, tmp_path / "models")
    lines = [line for line in readme.read_text().splitlines() if "seed articles" in line]
    assert lines == [
        "| [tiny](models/tiny) | 69 seed articles of dev, whole | F1 of triples | | 0.588 |",
        "| [other](models/other) | 69 seed articles of dev, whole | F1 of triples | | 0.739 |",
        "| [tiny](models/tiny) | 69 seed articles of dev, whole | F1 of pairs | | 0.625 |",
        "| [other](models/other) | 69 seed articles of dev, whole | F1 of pairs | | 0.767 |",
    ]
    readme.write_text("no marks")
    with pytest.raises(ValueError, match="the marks for the figures are missing"):
        write_readme(readme, tmp_path / "models")
