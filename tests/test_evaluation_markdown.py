"""Reports in Markdown, and whether `BENCHMARKS.md` is of the models that are here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation_support import report, result

from stance.evaluation.markdown import benchmarks, model_digests, outdated, render
from stance.evaluation.results import Figure
from stance.evaluation.rows import probability, shown, summaries
from stance.evaluation.speed_tables import escape
from stance.models import MANIFEST, installed

BENCHMARKS = Path(__file__).parent.parent / "BENCHMARKS.md"


def test_markdown_has_all_that_was_measured() -> None:
    text = render(report())
    for part in (
        "| **dse** valid | 1,461 | micro_f1 | 0.812 [0.750, 0.875] |",
        "|  |  | macro_f1 | 0.500 |",
        "| **0 neutral** | 5 | 1 |",
        "ECE 0.031 (0.020 by chance), Brier score 0.250; error rate 0.125 of the surest 50%",
        "| negation | with a \\| negation | 30 | 0.700 [0.600, 0.800] |",
        "Shared with train: 3 of 1461 items",
        "stance-small against baseline:majority, micro_f1 +0.300 [+0.250, +0.350], "
        "bootstrap p = 0.002; right alone 40 and 8, McNemar p < 0.001.",
        "micro_f1 of 2 systems 0.810 +- 0.014",
        "skipped sst2: not found",
        "FAILED newsmtsc train-dev baseline:majority: no answer",
        "stance benchmark --data-dir DATA",
        "A processor, 2 cores, 25.3 GB",
    ):
        assert part in text
    assert text.endswith("\n") and "\n\n\n" not in text


def test_no_text_of_a_set_is_passed_on() -> None:
    assert "Secret words" not in benchmarks(report())


def test_losses_are_a_table() -> None:
    lost = result(losses={"right": 3, "said neutral": 1}, confusion=None, calibration=None)
    text = render(report(lost))
    assert "| said neutral | 1 | 25.0% |" in text and "ECE" not in text


def test_taggers_have_a_table_of_their_own() -> None:
    tagger = result(set="polnear", system="tagger-small", task="attribution")
    first, second = summaries(report(result(), tagger))
    assert (first.systems, second.systems) == (("stance-small",), ("tagger-small",))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(0.81254), "0.813"),
        (Figure(0.5, 0.25, 0.75), "0.500 [0.250, 0.750]"),
        (Figure(12.0), "12"),
        (Figure(1.0), "1.000"),
        (Figure(0.0, 0.0, 0.0), "0.000"),
        (None, ""),
    ],
)
def test_figures_as_they_are_shown(figure: Figure | None, expected: str) -> None:
    assert shown(figure) == expected


def test_a_cell_of_a_table_is_one_line() -> None:
    assert escape(" a | b\nc ") == "a \\| b c"


def test_p_values_as_they_are_shown() -> None:
    assert probability(0.0004) == "p < 0.001"
    assert probability(0.0432) == "p = 0.043"


def model(root: Path, digest: str) -> Path:
    folder = root / "stance-small"
    folder.mkdir(exist_ok=True)
    data = {
        "name": "stance-small",
        "version": "1.0",
        "kind": "stance",
        "files": {"onnx/model_int8.onnx": digest},
    }
    (folder / MANIFEST).write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_digests_are_read_back_and_compared(tmp_path: Path) -> None:
    text = benchmarks(report())
    assert model_digests(text) == {("stance-small", "onnx/model_int8.onnx"): "a" * 64}
    assert outdated(text, [model(tmp_path, "a" * 64)]) == []
    assert outdated(text, [model(tmp_path, "b" * 64)]) == [
        "stance-small: onnx/model_int8.onnx was aaaaaaaaaaaa, is bbbbbbbbbbbb"
    ]
    without = benchmarks(replace(report(), systems={}))
    assert outdated(without, [model(tmp_path, "a" * 64)]) == ["stance-small is not in it"]


def test_the_benchmarks_are_of_the_models_that_are_here() -> None:
    if not BENCHMARKS.is_file():
        pytest.skip("no BENCHMARKS.md yet: stance benchmark --write-benchmarks")
    here = [m.path for m in installed() if m.path.parent == BENCHMARKS.parent / "models"]
    wrong = outdated(BENCHMARKS.read_text(encoding="utf-8"), here)
    assert not wrong, f"stance benchmark --write-benchmarks again: {'; '.join(wrong)}"
