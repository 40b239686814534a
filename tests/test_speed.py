"""Speed: systems in processes of their own, ratios, what fails, the tables and the command."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Shipped
from datasets_fixtures import write
from rich.console import Console

from stance.cli.speed import add_parser
from stance.cli.speed import run as run_command
from stance.datasets.base import StanceExample
from stance.evaluation.baselines.reference import RandomClassifier
from stance.evaluation.documents import read_articles
from stance.evaluation.speed import Speed, compared, items_of, measure_speed
from stance.evaluation.speed_tables import markdown, notes, print_speed, rows
from stance.evaluation.speed_worker import model_size
from stance.evaluation.systems import load_system
from stance.schema import Span

TEXT = "The union denounced Okoro. Nobody else came.\n\nOkoro thanked the mayor of Lind.\n"


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one article of two sentences that name two entities."""
    folder = tmp_path_factory.mktemp("articles")
    write(folder / "a.txt", TEXT)
    entities = [
        {"id": "union", "aliases": ["The union"]},
        {"id": "okoro", "aliases": ["Okoro"]},
        {"id": "lind", "aliases": ["Lind", "mayor of Lind"]},
    ]
    stances = [{"actor": "union", "target": "okoro", "label": "hostile"}]
    article = {"split": "dev", "entities": entities, "stances": stances}
    write(folder / "a.json", json.dumps(article))
    return folder


def measure(specs: list[str], articles: Path, **options: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"reference": "baseline:majority", "threads": 1, "rounds": 1}
    return measure_speed(specs, articles=articles, items=6, singles=3, **made | options)


@pytest.fixture(scope="module")
def measured(articles: Path, tiny_stance: Path, tiny_tagger: Path) -> dict[str, Any]:
    """A model, a baseline that learns, and one that cannot be loaded."""
    pytest.importorskip("sklearn")
    specs = [str(tiny_stance), "baseline:tfidf", "baseline:nothing"]
    return measure(specs, articles, tagger=str(tiny_tagger))


def test_every_system_is_measured_beside_the_reference(measured: dict[str, Any]) -> None:
    assert json.loads(json.dumps(measured))["systems"][1]["items_range"]
    majority, model, tfidf, _ = measured["systems"]
    assert measured["reference"] == "majority"
    assert (measured["threads"], measured["articles"]) == (1, 1)
    assert measured["characters"] == len(TEXT)
    for system in (majority, model, tfidf):
        assert system["items_per_second"] > 0 and system["error"] is None
        assert 0 < system["latency_p50"] <= system["latency_p95"]
        assert system["first_answer"] > 0 and not system["time_only"]
    assert majority["ratios"]["items_per_second"] == 1
    assert model["ratios"]["latency_p50"] == pytest.approx(
        majority["latency_p50"] / model["latency_p50"]
    )
    assert model["articles_per_second"] > 0 and model["analyze"] > 0
    assert tfidf["articles_per_second"] is None


def test_a_process_of_its_own_has_memory_of_its_own(measured: dict[str, Any]) -> None:
    majority, model, *_ = measured["systems"]
    if majority["peak_memory"] is None:
        pytest.skip("this system does not count memory")
    # This process has PyTorch loaded; one that only counts labels must not be told so.
    assert 5e6 < majority["peak_memory"] < 120e6
    assert model["peak_memory"] > majority["peak_memory"]


def test_the_size_of_a_model_is_that_of_the_files_it_reads(
    measured: dict[str, Any], tiny_stance: Path
) -> None:
    names = ("config.json", "tokenizer.json", "onnx/model_int8.onnx")
    size = sum((tiny_stance / name).stat().st_size for name in names)
    assert measured["systems"][1]["size"] == size


@pytest.mark.parametrize("backend", ["onnx", "torch"])
def test_weights_in_several_files_count(shipped: Shipped, backend: str) -> None:
    model = shipped("stance-base")
    files = sum(path.stat().st_size for path in (model.path / "onnx").iterdir())
    assert files < model_size(model, backend) < files + 2**20


def test_a_system_that_fails_does_not_stop_the_others(measured: dict[str, Any]) -> None:
    failed = measured["systems"][-1]
    assert failed["error"].startswith("no baseline 'nothing'")
    assert failed["items_per_second"] is None
    assert any("baseline:nothing failed" in note for note in notes(measured))


def test_ratios_above_one_are_better_than_the_reference() -> None:
    base = Speed("base", "base", items_per_second=10.0, latency_p50=0.2, peak_memory=100, size=8)
    fast = Speed("fast", "fast", items_per_second=40.0, latency_p50=0.1, peak_memory=200)
    assert compared(fast, base).ratios == {
        "items_per_second": 4.0,
        "latency_p50": 2.0,
        "peak_memory": 0.5,
    }


def test_items_are_sentences_that_name_two_entities(articles: Path) -> None:
    (article,) = read_articles(articles)
    found = [(text, Span(*a).of(text), Span(*t).of(text)) for text, a, t in items_of(article)]
    assert found == [
        ("The union denounced Okoro.", "The union", "Okoro"),
        ("Okoro thanked the mayor of Lind.", "Okoro", "mayor of Lind"),
    ]


def test_tables_show_values_with_their_ratios(measured: dict[str, Any]) -> None:
    head, *lines = rows(measured)
    assert head[1] == "majority (reference)" and len(head) == 5
    assert lines[0][0] == "items/s" and lines[0][1].endswith("(×1.0)")
    out = io.StringIO()
    print_speed(measured, Console(file=out, width=140))
    assert "articles/s" in out.getvalue() and "(×1.0)" in out.getvalue()
    text = markdown(measured)
    assert text.startswith("## Speed\n\n|  | majority (reference) |")
    assert "1 thread, onnx on cpu; median of 1 rounds" in text


def test_a_busy_machine_and_random_weights_are_said() -> None:
    system = {"system": "r", "time_only": True, "error": None}
    speed = {
        **dict.fromkeys(("backend", "device"), "x"),
        **dict.fromkeys(("threads", "rounds", "items", "singles", "articles", "characters"), 1),
        "reference": "r",
        "busy": True,
        "load": 3.5,
        "systems": [system],
    }
    told = " ".join(notes(speed))
    assert "busy (load 3.5 a core)" in told and "time only" in told


@pytest.mark.parametrize("spec", ["predictions:x.jsonl", "llm:http://localhost/v1#m"])
def test_answers_from_elsewhere_have_no_speed(spec: str, articles: Path) -> None:
    with pytest.raises(ValueError, match="it has no speed"):
        measure([spec], articles)


def test_articles_without_two_names_are_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Nobody came.")
    article: dict[str, Any] = {"split": "dev", "entities": [], "stances": []}
    write(tmp_path / "a.json", json.dumps(article))
    with pytest.raises(ValueError, match="no sentence with two named entities"):
        measure(["baseline:majority"], tmp_path)


def test_the_reference_runs_and_is_never_scored(shipped: Shipped) -> None:
    pytest.importorskip("transformers")
    shipped("stance-small")
    system = RandomClassifier(
        num_hidden_layers=1, hidden_size=16, num_attention_heads=2, intermediate_size=16
    )
    example = StanceExample("a", TEXT, "neutral", Span(0, 9), Span(20, 25))
    long = StanceExample("b", "the city " * 600, "neutral")
    assert np.allclose(system.predict([example, long])[:, 0].sum(axis=1), 1)
    assert system.describe()["kind"] == "time only"
    with pytest.raises((ValueError, OSError)):
        load_system("reference:roberta-base")


def test_the_command_writes_what_it_prints(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from stance.cli.options import Parser

    root = Parser(prog="stance")
    add_parser(root.add_subparsers())
    words = ["speed", "--models", "baseline:majority", "--reference", "baseline:majority"]
    words += ["--articles", str(articles), "--rounds", "1", "--items", "2", "--threads", "1"]
    words += ["--json", str(tmp_path / "s.json"), "--markdown", str(tmp_path / "s.md")]
    assert run_command(root.parse_args(words)) == 0
    out, err = capsys.readouterr()
    assert "items/s" in out and "[1/1] speed of baseline:majority" in err
    told = json.loads((tmp_path / "s.json").read_text())
    assert told["environment"]["python"] and len(told["systems"]) == 1
    assert (tmp_path / "s.md").read_text().startswith("## Speed")
