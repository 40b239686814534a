"""SST-2: the tone of a sentence out of a film review.

Socher et al., "Recursive Deep Models for Semantic Compositionality Over a Sentiment
Treebank", EMNLP 2013.
"""

from __future__ import annotations

from pathlib import Path

from stance.datasets.base import StanceExample
from stance.datasets.reading import check_text, existing, label_of, read_rows

LABELS = {"0": "hostile", "1": "supportive"}


def splits(folder: Path) -> list[str]:
    """The splits that are in the folder."""
    return existing(folder, "{}.tsv", ("train", "dev", "test"))


def load(folder: Path, split: str) -> list[StanceExample]:
    """One example a line of ``<split>.tsv`` (sentence, tab, 0 or 1): neither actor nor target.

    Raises DataError for a wrong number of columns and an unknown label.
    """
    path = folder / f"{split}.tsv"
    examples = []
    for line, (text, label) in read_rows(path, 2):
        check_text(path, line, text)
        tone = label_of(path, line, label, LABELS)
        examples.append(StanceExample(f"sst2-{split}-{line}", text, tone))
    return examples
