"""Labelled sets: their files, as the authors publish them, to typed examples.

`load_dataset` reads one split of a set by name, or a user's own CSV or JSONL by path
(columns: see `stance.datasets.custom`). `DATASETS` says what the sets are and where each is
to be had; nothing is downloaded.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from types import ModuleType

from stance.datasets import (
    contrast,
    custom,
    directed_news,
    dse,
    newsmtsc,
    polnear,
    quoted_stance,
    seesaw,
    semeval2016,
    sst2,
)
from stance.datasets.base import (
    AttributionDocument,
    DataError,
    GoldAttribution,
    NamedStance,
    StanceDocument,
    StanceExample,
)
from stance.datasets.convert import to_hf
from stance.datasets.registry import DATASETS, DatasetInfo

__all__ = [
    "DATASETS",
    "AttributionDocument",
    "DataError",
    "DatasetInfo",
    "GoldAttribution",
    "NamedStance",
    "StanceDocument",
    "StanceExample",
    "data_folder",
    "load_dataset",
    "splits",
    "to_hf",
]

_SHIPPED = Path(__file__).resolve().parents[2] / "training" / "data"
"""Where a checkout has the sets that are the project's own and complete."""

_MODULES: dict[str, ModuleType] = {
    "dse": dse,
    "newsmtsc": newsmtsc,
    "semeval2016": semeval2016,
    "sst2": sst2,
    "quoted_stance": quoted_stance,
    "directed_news": directed_news,
    "contrast": contrast,
    "polnear": polnear,
    "seesaw": seesaw,
}


def load_dataset(
    name_or_path: str | Path, split: str | None = None, data_dir: Path | str | None = None
) -> list[StanceExample] | list[AttributionDocument] | list[StanceDocument]:
    """The examples of one split, in file order.

    `name_or_path` is a name in `DATASETS`, looked up under `data_dir` (default: the
    environment variable STANCE_DATA; shipped sets are found without), or the path of a .csv
    or .jsonl file, of which `split` selects the rows that say so in their column ``split``
    and None means all. What comes back depends on the set's `task`.

    Raises DataError when the set or the split is not there, and with file and line when
    something in a file is off.
    """
    name = str(name_or_path)
    if name not in DATASETS:
        return custom.load(_own_file(name), split)
    folder = dataset_folder(name, data_dir)
    found: list[str] = _MODULES[name].splits(folder)
    if split not in found:
        wanted = "say which split" if split is None else f"no split {split!r} here"
        layout = f"none found, expected {DATASETS[name].layout}"
        raise DataError(folder, None, f"{wanted}: {', '.join(found) or layout}")
    examples: list[StanceExample] = _MODULES[name].load(folder, split)
    return examples


def splits(name_or_path: str | Path, data_dir: Path | str | None = None) -> list[str]:
    """The splits that are there, in order; none where the set or the data folder is not."""
    name = str(name_or_path)
    if name not in DATASETS:
        return custom.splits(_own_file(name))
    try:
        folder = dataset_folder(name, data_dir)
    except DataError:
        return []
    found: list[str] = _MODULES[name].splits(folder)
    return found


def data_folder(data_dir: Path | str | None = None) -> Path | None:
    """The folder that holds the sets: `data_dir`, else STANCE_DATA, else None."""
    value = data_dir or os.environ.get("STANCE_DATA")
    return Path(value).expanduser() if value else None


def dataset_folder(name: str, data_dir: Path | str | None) -> Path:
    """The set's own folder, or DataError that says how to get there."""
    root = data_folder(data_dir)
    if DATASETS[name].shipped and (root is None or not (root / name).is_dir()):
        return _SHIPPED / name
    if root is None:
        raise DataError(
            name,
            None,
            "where are the data? Give data_dir (--data-dir on the command line) or set "
            "STANCE_DATA to the folder that holds the sets",
        )
    if not (root / name).is_dir():
        raise DataError(root / name, None, f"no such folder; get it from {DATASETS[name].home}")
    return root / name


def _own_file(name: str) -> Path:
    """The path of a user's own file, or DataError when it looks like the name of a set."""
    path = Path(name).expanduser()
    if path.suffix.lower() in custom.SUFFIXES:
        return path
    near = difflib.get_close_matches(name, DATASETS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(DATASETS)}"
    raise DataError(name, None, f"no such set, and no {' or '.join(custom.SUFFIXES)} file: {hint}")
