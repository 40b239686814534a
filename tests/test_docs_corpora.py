"""The recipes of docs/corpora.md: what they give, with a stub in place of the models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_support import StubPipeline

import stance
from stance.corpus.tables import TABLES
from stance.schema import Analysis

DOCS = (Path(__file__).parent.parent / "docs" / "corpora.md").read_text(encoding="utf-8")
TEXTS = {"a": "Ann Lund praised NATO.", "b": "It rained.", "c": "Bob Ray denounced Russia."}
WANTED = [
    ("a", "Ann Lund", "NATO", "supportive", 0.93, "Ann Lund praised NATO."),
    ("c", "Bob Ray", "Russia", "hostile", -0.93, "Bob Ray denounced Russia."),
]


class Loaded(StubPipeline):
    def pipe(self, texts: Iterable[str], *_: Any, **__: Any) -> Iterator[Analysis]:
        return super().pipe(list(texts))


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []

    def load(**options: Any) -> Loaded:
        calls.append(options)
        return Loaded()

    monkeypatch.setattr(stance, "load", load)
    return calls


def recipe(name: str) -> dict[str, Any]:
    """What the code after a mark defines."""
    match = re.search(rf"<!-- {name} -->\n```python\n(.*?)```", DOCS, flags=re.S)
    assert match is not None
    names: dict[str, Any] = {}
    exec(compile(match[1], f"docs/corpora.md ({name})", "exec"), names)
    return names


def test_the_recipe_for_spark_maps_frames_with_one_pipeline(loads: list[dict[str, Any]]) -> None:
    pandas = pytest.importorskip("pandas")
    names = recipe("spark")
    items = list(TEXTS.items())
    frames = [pandas.DataFrame(part, columns=["id", "text"]) for part in (items[:2], items[2:], [])]
    found = list(names["stances"](iter(frames)))
    assert [tuple(row) for frame in found for row in frame.itertuples(index=False)] == WANTED
    columns = [part.split()[0] for part in names["SCHEMA"].split(", ")]
    assert all(list(frame.columns) == columns for frame in found)
    assert loads == [{"threads": 1}]


def test_the_recipe_for_datasets_maps_a_dataset(loads: list[dict[str, Any]]) -> None:
    datasets = pytest.importorskip("datasets")
    names = recipe("datasets")
    news = datasets.Dataset.from_dict(
        {"id": list(TEXTS), "text": list(TEXTS.values()), "x": [1] * 3}
    )
    found = names["annotate"](news)
    assert [tuple(row.values()) for row in found] == WANTED
    assert found.features == names["FEATURES"] and len(loads) == 1


def test_every_table_and_every_option_is_documented() -> None:
    for name in (*TABLES, "entities.csv", "errors.jsonl", "manifest.json"):
        assert f"`{name}`" in DOCS
    described = re.sub(r"`p_…`", "`p_hostile` `p_neutral` `p_supportive`", DOCS)
    for name, columns in TABLES.items():
        for column in columns:
            prefix = re.match(r"(?:actor|target)_(?:start|end|words)$", column)
            assert f"`{column}`" in described or prefix, (name, column)
