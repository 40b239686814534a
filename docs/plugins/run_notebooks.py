"""Runs the notebooks and keeps what they show: python docs/plugins/run_notebooks.py [NAME ...]

Each runs in an empty folder with the data files beside it. What is kept is small and says
nothing of the machine: no warnings, no plain-text twin of a large table.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
LARGEST_TWIN = 1000
"""Characters of a plain text that is kept although the same is there as HTML."""


def main(names: list[str]) -> None:
    os.environ |= {"HF_HUB_DISABLE_PROGRESS_BARS": "1", "TQDM_DISABLE": "1"}
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            run(path)


def run(path: Path) -> None:
    """Runs one notebook and writes it with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        for data in (*FOLDER.glob("*.csv"), *FOLDER.glob("*.jsonl")):
            shutil.copy(data, folder)
        place = {"metadata": {"path": folder}}
        NotebookClient(notebook, timeout=600, kernel_name="python3", resources=place).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
        if cell.cell_type == "code":
            cell.outputs = [_small(item) for item in cell.outputs if item.get("name") != "stderr"]
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(notebook, path)


def _small(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    shown = output.get("data", {})
    if "text/html" in shown and len(shown.get("text/plain", "")) > LARGEST_TWIN:
        del shown["text/plain"]
    return output


if __name__ == "__main__":
    main(sys.argv[1:])
