"""The notebooks: their code runs from top to bottom, and what they show is small and clean."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from stance.models import ModelError, find

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NEEDS = {"one-article": ("pandas",), "one-corpus": ("pandas", "pyarrow")}
NEEDS["own-labels"] = ("pandas", "sklearn", "safetensors")


def code_cells(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_code_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in NEEDS[path.stem]:
        pytest.importorskip(module)
    try:
        find("stance-small"), find("tagger-small")
    except ModelError as error:
        pytest.skip(str(error))
    for data in (*FOLDER.glob("*.csv"), *FOLDER.glob("*.jsonl")):
        shutil.copy(data, tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "notebook"}
    for number, cell in enumerate(code_cells(path), start=1):
        exec(compile("".join(cell["source"]), f"{path.name}, cell {number}", "exec"), names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_shown_was_run_in_order_and_is_small(path: Path) -> None:
    cells = code_cells(path)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert path.stat().st_size < 40_000
    shown = [output for cell in cells for output in cell["outputs"]]
    assert not [item for item in shown if item["output_type"] == "error"]
    assert not [item for item in shown if item.get("name") == "stderr"]
