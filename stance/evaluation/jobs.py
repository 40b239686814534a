"""What there is to measure under a data folder: splits of sets, and how each is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stance.datasets import DATASETS, DatasetInfo, data_folder, dataset_folder, splits
from stance.datasets.base import DataError
from stance.evaluation.results import Left

Kind = Literal["examples", "attributions", "seesaw", "articles"]
Which = Literal["dev", "test", "all"]

SEEDS = "seeds"
PAIRS = "seesaw_pairs"
"""SEESAW with pair and sentence given, which any system can answer."""

LISTED = "seesaw_listed"
"""SEESAW with the entities of each article given as targets, as a user would who knows them."""

VARIANTS = {PAIRS: "seesaw", LISTED: "seesaw"}
"""Other ways to ask for a set, and the set."""

SETS = (*DATASETS, *VARIANTS, SEEDS)
"""Everything `stance benchmark` can measure."""

WHOLE = "all"
"""SEESAW's split: all articles that are there."""


@dataclass(frozen=True, slots=True)
class Job:
    """One split of one set (None: a user's own file, all of it), and how it is measured.

    `place` is the folder or file that it is read from, None for a set that is made when asked.
    """

    set: str
    split: str | None
    kind: Kind
    place: Path | None


def find_jobs(
    which: Which, names: Sequence[str] | None, data_dir: Path | str | None
) -> tuple[list[Job], list[Left]]:
    """What there is to measure, set by set, and the sets that are not there.

    ValueError for a name that is none of `SETS`.
    """
    for name in names or ():
        if name not in SETS:
            raise ValueError(f"no set {name!r}: known are {', '.join(SETS)}")
    jobs, skipped = [], []
    for name in names or SETS:
        found = list(_jobs(name, which, data_dir))
        jobs += found
        if not found:
            skipped.append(Left(name, _why_not(name, which, data_dir)))
    return jobs, skipped


def _jobs(name: str, which: Which, data_dir: Path | str | None) -> Iterator[Job]:
    if name == SEEDS:
        folder = seeds_folder(data_dir)
        if folder is not None:
            for split in ("dev", "test"):
                if which in (split, "all"):
                    yield Job(name, split, "articles", folder)
        return
    info = DATASETS[VARIANTS.get(name, name)]
    there = splits(info.name, data_dir)
    folder = set_folder(info.name, data_dir)
    if info.task == "document":
        # Evaluation alone: its articles are neither for development nor kept apart.
        if there:
            yield Job(name, WHOLE, "examples" if name == PAIRS else "seesaw", folder)
        return
    kind: Kind = "attributions" if info.task == "attribution" else "examples"
    for split in _wanted(info, which):
        if split in there:
            yield Job(name, split, kind, folder)


def _why_not(name: str, which: Which, data_dir: Path | str | None) -> str:
    if name == SEEDS:
        return "no folder seeds with the data, nor a checkout that has it"
    info = DATASETS[VARIANTS.get(name, name)]
    there = splits(info.name, data_dir)
    if there:
        return f"no split {' or '.join(_wanted(info, which)) or which} here: {', '.join(there)}"
    return f"not found; get it from {info.home}"


def _wanted(info: DatasetInfo, which: Which) -> tuple[str, ...]:
    return {"dev": info.dev, "test": info.test, "all": (*info.dev, *info.test)}[which]


def job_of(name: str, split: str | None, data_dir: Path | str | None) -> Job:
    """The job of a set by name, of a folder of articles, or of a user's own file."""
    path = Path(name).expanduser()
    if name in VARIANTS or name in DATASETS:
        info = DATASETS[VARIANTS.get(name, name)]
        kinds: dict[str, Kind] = {"stance": "examples", "attribution": "attributions"}
        kind = "examples" if name == PAIRS else kinds.get(info.task, "seesaw")
        if info.task == "document" and split is None:
            split = WHOLE
        return Job(name, split, kind, set_folder(info.name, data_dir))
    if not path.is_dir() and name == SEEDS and (seeds := seeds_folder(data_dir)) is not None:
        path = seeds
    return Job(name, split, "articles" if path.is_dir() else "examples", path)


def set_folder(name: str, data_dir: Path | str | None) -> Path | None:
    """The folder of a set with the data, None where it is not there."""
    try:
        folder = dataset_folder(name, data_dir)
    except DataError:
        return None
    return folder if folder.is_dir() else None


def seeds_folder(data_dir: Path | str | None) -> Path | None:
    """The articles with stances: with the data, else those of a checkout."""
    root = data_folder(data_dir)
    checkout = Path(__file__).resolve().parents[2] / SEEDS
    places = [checkout] if root is None else [root / SEEDS, checkout]
    return next((place for place in places if place.is_dir()), None)
