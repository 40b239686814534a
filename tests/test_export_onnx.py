"""Export to int8 ONNX, calibration, and the whole of the script on mini data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from make_data import VOCABULARY, copy_model, write_stance_sets

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
pytest.importorskip("scipy")
pytest.importorskip("sklearn")

from stance.backends import load_backend
from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.doctor import faults
from stance.models import MANIFEST, ONNX_FILE, TORCH_FILE, ModelError, find, write_manifest
from stance.schema import Span
from training import dev_scores, export_onnx
from training.mixture import DEV
from training.runs import RECORD

# The exporter's own: names of axes, and what of torch it will have to change.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")


SHAPES = [(1, 3), (5, 11), (2, 300)]


def some_inputs(kind: str, rows: int, tokens: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    inputs = {
        "input_ids": rng.integers(6, VOCABULARY, (rows, tokens)),
        "attention_mask": np.ones((rows, tokens), dtype=np.int64),
    }
    if kind == "tagger":
        inputs["features"] = rng.integers(0, 10, (rows, tokens))
    else:
        inputs["pairs"] = np.array([[rows - 1, 1, 2], [0, 0, 0]], dtype=np.int64)
    return inputs


@pytest.mark.parametrize(("rows", "tokens"), SHAPES)
@pytest.mark.parametrize("kind", ["stance", "tagger", "mpnet"])
def test_the_graph_takes_any_shape(
    request: pytest.FixtureRequest, kind: str, rows: int, tokens: int
) -> None:
    folder = find(request.getfixturevalue(f"tiny_{kind}"))
    inputs = some_inputs(folder.kind, rows, tokens)
    exact, graph = (load_backend(folder, name).run(inputs) for name in ("torch", "onnx"))
    for one, other in zip(exact, graph, strict=True):
        assert one.shape == other.shape
        assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.99


def test_the_graph_is_a_quarter_of_the_weights(tiny_stance: Path) -> None:
    sizes = [(tiny_stance / name).stat().st_size for name in (ONNX_FILE, TORCH_FILE)]
    assert sizes[0] < sizes[1] / 3


@pytest.mark.parametrize("kind", ["stance", "tagger", "mpnet"])
def test_attention_and_gelu_are_one_operation_each(
    request: pytest.FixtureRequest, kind: str
) -> None:
    import onnx

    folder = request.getfixturevalue(f"tiny_{kind}")
    operations = [node.op_type for node in onnx.load(folder / ONNX_FILE).graph.node]
    layers = find(folder).config()["encoder"]["num_hidden_layers"]
    assert operations.count("Attention") == operations.count("Gelu") == layers
    assert not {"Softmax", "Erf"} & set(operations)


def test_the_graph_says_nothing_of_the_code_it_was_made_from(tiny_stance: Path) -> None:
    content = (tiny_stance / ONNX_FILE).read_bytes()
    for trace in (b".py", b"site-packages", b"stack_trace", str(Path.cwd()).encode()):
        assert trace not in content


def test_a_graph_that_differs_from_pytorch_is_not_written(
    tiny_stance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_model(tiny_stance, tmp_path / "other")
    (folder / ONNX_FILE).unlink()
    monkeypatch.setattr(export_onnx, "_export_exact", lambda *_: None)
    monkeypatch.setattr(export_onnx, "_largest_difference", lambda *_: 0.5)
    with pytest.raises(ValueError, match=r"differs from PyTorch by 0\.5"):
        export_onnx.export(folder, None)
    assert [path.name for path in (folder / "onnx").iterdir()] == []


def test_a_graph_that_answers_no_numbers_is_not_written(
    tiny_stance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_model(tiny_stance, tmp_path / "other")
    exact = export_onnx._export_exact

    def spoiled(network: Any, path: Path) -> None:
        exact(network, path)
        for parameter in network.parameters():
            parameter.data.fill_(float("nan"))

    monkeypatch.setattr(export_onnx, "_export_exact", spoiled)
    with pytest.raises(ValueError, match="not all answers are numbers"):
        export_onnx.export(folder, export_onnx.load_network(find(folder)))


@pytest.fixture(scope="module")
def sharded(tiny_stance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with its weights in files of at most 700 kB."""
    folder = copy_model(tiny_stance, tmp_path_factory.mktemp("sharded") / "tiny")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export_onnx, "LARGEST_FILE", SHARD)
        export_onnx.export(folder, export_onnx.load_network(find(folder)))
    write_manifest(folder, "tiny", "0.1", "stance")
    return folder


SHARD = 700_000
"""Bytes: a little more than the largest tensor of the tiny model."""


def test_weights_too_large_for_one_file_go_to_several(sharded: Path, tiny_stance: Path) -> None:
    files = sorted(path.name for path in (sharded / "onnx").iterdir())
    count = len(files) - 1
    shards = [f"weights-{n:05}-of-{count:05}.bin" for n in range(1, count + 1)]
    assert count > 1 and files == ["model_int8.onnx", *shards]
    assert all(path.stat().st_size <= SHARD for path in (sharded / "onnx").iterdir())
    assert {f"onnx/{name}" for name in files} <= find(sharded).files.keys()
    inputs = some_inputs("stance", 3, 7)
    one, other = (load_backend(find(f), "onnx").run(inputs) for f in (sharded, tiny_stance))
    assert np.array_equal(one[0], other[0])


@pytest.mark.parametrize("damage", ["is missing", "is damaged"])
def test_a_file_of_weights_that_is_off_is_named(sharded: Path, tmp_path: Path, damage: str) -> None:
    folder = copy_model(sharded, tmp_path / "off", manifest=True)
    shard = max((folder / "onnx").glob("weights-*.bin"))
    shard.unlink() if "missing" in damage else shard.write_bytes(b"other")
    with pytest.raises(ModelError, match=rf"{shard.name} {damage}"):
        load_backend(find(folder), "onnx")
    assert [fault for fault in faults(find(folder)) if f"{shard.name} {damage}" in fault]


TEXT = "Okoro praised Diaz on Monday."
EXAMPLES = {
    "dse": [StanceExample("1", TEXT, "supportive", Span(0, 5), Span(14, 18), reverse="neutral")],
    "newsmtsc": [StanceExample("2", TEXT, "neutral", None, Span(0, 5))],
    "quoted_stance": [StanceExample("3", TEXT, "hostile", Span(0, 5), Span(14, 18))],
    "semeval2016": [
        StanceExample("4", TEXT, "hostile", None, "taxes"),
        StanceExample("5", TEXT, "hostile", None, "Diaz"),  # a topic in the text is a mention
    ],
    "sst2": [StanceExample("6", TEXT, "supportive")],
    "directed_news": [
        StanceExample("7", TEXT, "supportive", Span(0, 5), Span(14, 18), reverse="hostile")
    ],
}


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_scores, "load", lambda name, split, data_dir: EXAMPLES[name])


@pytest.mark.usefixtures("examples")
def test_temperatures_are_fitted_a_question(
    tiny_stance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted: list[list[int]] = []

    def fit(labels: np.ndarray, probabilities: np.ndarray) -> float:
        assert probabilities.shape == (len(labels), 3)
        assert probabilities.sum(axis=1) == pytest.approx(1)
        fitted.append(labels.tolist())
        return 2.0 + len(fitted)

    monkeypatch.setattr(dev_scores, "fit_temperature", fit)
    folder = copy_model(tiny_stance, tmp_path / "warm", {"temperatures": {"stance": 9.0}})
    before = json.loads((folder / "config.json").read_text())
    found = dev_scores.calibrate(folder, None)
    # In the order of their names: sentiment, stance (DSE and directed-news both ways), tone,
    # topic.
    assert found == {"sentiment": 3.0, "stance": 4.0, "tone": 5.0, "topic": 6.0}
    assert fitted == [[1, 0], [2, 1, 0, 2, 0], [2], [0]]
    after = json.loads((folder / "config.json").read_text())
    # So few claims say nothing of their risk.
    assert after == before | {"temperatures": found, "risk": {name: [] for name in found}}


@pytest.mark.usefixtures("examples")
def test_temperatures_do_not_depend_on_earlier_ones(tiny_stance: Path, tmp_path: Path) -> None:
    found = [
        dev_scores.calibrate(
            copy_model(tiny_stance, tmp_path / str(stance), {"temperatures": {"stance": stance}}),
            None,
        )
        for stance in (1.0, 5.0)
    ]
    assert found[0] == found[1]
    assert all(value > 0 for value in found[0].values())


def record(folder: Path, **config: Any) -> None:
    """A record of training such as a run leaves it."""
    values = {
        "config": {
            "encoder": "someone/tiny-encoder",
            "output": f"models/{folder.name}",
            "passes": {"dse": 1.5},
            "learning_rate": 1e-4,
            **config,
        },
        "rows": 1234,
        "steps": 56,
        "hours": 0.1,
        "device": "2 CPU cores",
        "dev": {},
    }
    (folder / RECORD).write_text(json.dumps(values))


def script(folder: Path, data: Path, version: str = "0.2") -> None:
    arguments = [str(folder), "--version", version, "--data-dir", str(data)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["export_onnx", *arguments])
        export_onnx.main()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stance_sets(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def exported(tiny_stance: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stance model after the whole script."""
    folder = copy_model(tiny_stance, tmp_path_factory.mktemp("exported") / "stance-tiny")
    (folder / ONNX_FILE).unlink()
    record(folder)
    script(folder, data)
    return folder


def test_the_script_leaves_a_complete_model(exported: Path) -> None:
    model = find(exported, kind="stance")
    assert str(model) == "stance-tiny 0.2"
    for name in ("config.json", "tokenizer.json", TORCH_FILE, ONNX_FILE):
        assert model.file(name).is_file()  # with the digest of the manifest
    assert set(model.config()["temperatures"]) == {"sentiment", "stance", "tone", "topic"}
    assert StanceClassifier(model).predict(TEXT).label


def test_both_backends_are_scored_on_every_dev_split(exported: Path) -> None:
    scores = json.loads((exported / RECORD).read_text())["scores"]
    for backend in ("torch", "onnx"):
        assert set(scores[backend]) == {f"{name} {split}" for name, split in DEV.items()}
        assert {"micro_f1", "ece", "items"} <= scores[backend]["dse valid"].keys()
        assert scores[backend]["sst2 dev"]["items"] == 3


def test_the_card_says_how_the_model_was_made_and_what_it_measured(exported: Path) -> None:
    yaml = pytest.importorskip("yaml")
    card = (exported / "README.md").read_text(encoding="utf-8")
    front, body = card.removeprefix("---\n").split("---\n", 1)
    data = yaml.safe_load(front)
    assert data["base_model"] == "someone/tiny-encoder"
    results = data["model-index"][0]["results"]
    assert {item["dataset"]["name"] for item in results} == {f"{n} {s}" for n, s in DEV.items()}
    assert all(len(item["metrics"]) == 2 for item in results)  # one a backend
    assert body.lstrip().startswith("# stance-tiny 0.2")
    assert "1,234 rows" in body and "dse 1.5" in body
    scores = json.loads((exported / RECORD).read_text())["scores"]
    shown = scores["onnx"]["newsmtsc train-dev"]["f1m"]
    assert f"{shown:.3f}" in body


def test_a_model_can_be_exported_again(exported: Path, data: Path, tmp_path: Path) -> None:
    folder = copy_model(exported, tmp_path / "again", manifest=True)
    assert (folder / MANIFEST).is_file()
    (folder / "onnx" / "weights-00001-of-00002.bin").write_bytes(b"of a larger graph")
    script(folder, data, version="0.3")
    assert find(folder).version == "0.3"
    assert [path.name for path in (folder / "onnx").iterdir()] == ["model_int8.onnx"]


def test_the_script_exports_taggers_too(tiny_tagger: Path, data: Path, tmp_path: Path) -> None:
    folder = copy_model(tiny_tagger, tmp_path / "tagger-tiny")
    record(folder, passes=4)
    script(folder, data)
    model = find(folder, kind="tagger")
    assert str(model) == "tagger-tiny 0.2" and model.file(ONNX_FILE).is_file()
    scores = json.loads((folder / RECORD).read_text())["scores"]["onnx"]["polnear dev"]
    assert scores["articles"] == 2 and "attribution_f1" in scores
    assert "4 epochs" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_record_names_models_and_no_folders_of_a_machine() -> None:
    before = {"config": {"output": "/home/ann/first"}, "averaged": [{"with": "/home/ann/old"}]}
    config = {"output": "/home/ann/tiny", "start": "first", "teachers": {"/home/ann/big": 1}}
    record = {"config": config, "before": before}
    export_onnx.without_places(record)
    assert record["config"] == {
        "output": "models/tiny",
        "start": "models/first",
        "teachers": {"models/big": 1},
    }
    assert "/home" not in str(record)
