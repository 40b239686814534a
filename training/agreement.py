"""How far two annotators of directed-news agree on the ordered pairs of the passages of both.

::

    python -m training.agreement

The first annotator's labels are the split `train-more`, the second's `second-more.jsonl` beside
it: a passage's id and its stances a line, every other pair neutral.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

from sklearn.metrics import cohen_kappa_score

from stance.datasets import load_dataset
from stance.datasets.base import DataError, StanceExample
from stance.datasets.reading import field, read_json_lines

SECOND = Path(__file__).parent / "data" / "directed_news" / "second-more.jsonl"


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    first, second = labels()
    same = sum(one == other for one, other in zip(first, second, strict=True))
    kappa = cohen_kappa_score(first, second)
    print(f"{same} of {len(first)} ordered pairs have the same label, Cohen's kappa {kappa:.3f}")


def labels(path: Path = SECOND) -> tuple[list[str], list[str]]:
    """The label of every ordered pair by the first annotator and by the second.

    DataError for a passage, or a pair of it, that the first did not label.
    """
    pairs: dict[str, dict[str, str]] = {}
    for example in cast(list[StanceExample], load_dataset("directed_news", "train-more")):
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
