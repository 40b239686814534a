"""How far two annotators of directed-news agree on the ordered pairs of the passages of both.

::

    python -m training.agreement

The first annotator's labels are a split, such as `train-more`, the second's `second-more.jsonl`
beside it: a passage's id and its stances a line, every other pair neutral.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from sklearn.metrics import cohen_kappa_score

from stance.datasets import load_dataset
from stance.datasets.base import DataError, StanceExample
from stance.datasets.reading import field, read_json_lines

FOLDER = Path(__file__).parent / "data" / "directed_news"
SECOND = {
    "train-more": "second-more.jsonl",
    "train-late": "second-late.jsonl",
    "train-frames": "second-frames.jsonl",
    "train-idioms": "second-idioms.jsonl",
    "train-asked": "second-asked.jsonl",
    "train-twins": "second-twins.jsonl",
}
"""The second annotator's file for each split that has one."""


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    for split, name in SECOND.items():
        first, second = labels(split, FOLDER / name)
        same = sum(one == other for one, other in zip(first, second, strict=True))
        kappa = cohen_kappa_score(first, second)
        print(
            f"{split}: {same} of {len(first)} ordered pairs have the same label, "
            f"Cohen's kappa {kappa:.3f}"
        )


def labels(split: str, path: Path) -> tuple[list[str], list[str]]:
    """The label of every ordered pair by the first annotator and by the second.

    `split` has the first's labels and `path` the second's. DataError for a passage, or a pair
    of it, that the first did not label.
    """
    pairs: dict[str, dict[str, str]] = {}
    for example in cast(list[StanceExample], load_dataset("directed_news", split)):
        passage, _, pair = example.id.partition(":")
        actor, target = pair.split(">")
        pairs.setdefault(passage, {})[pair] = example.label
        pairs[passage][f"{target}>{actor}"] = str(example.reverse)
    first, second = [], []
    for line, item in read_json_lines(path):
        known = pairs.get(field(path, line, item, "id", str))
        stances = field(path, line, item, "stances", dict)
        if known is None or not stances.keys() <= known.keys():
            raise DataError(path, line, "a passage or pair that the first annotator does not have")
        first += list(known.values())
        second += [stances.get(pair, "neutral") for pair in known]
    return first, second


if __name__ == "__main__":
    main()
