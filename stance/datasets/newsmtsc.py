"""NewsMTSC: the writer's sentiment toward a person mentioned in a news sentence.

Hamborg and Donnay, "NewsMTSC: A Dataset for (Multi-)Target-dependent Sentiment
Classification in Political News Articles", EACL 2021.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stance.datasets.base import StanceExample
from stance.datasets.reading import (
    check_text,
    check_words,
    existing,
    field,
    label_of,
    read_json_lines,
    span_of,
)

POLARITIES = {2: "hostile", 4: "neutral", 6: "supportive"}

_ARTICLE = re.compile(r"(.+?_-?\d+_-?\d+)_\d+_")


def splits(folder: Path) -> list[str]:
    """The splits that are in the folder; train comes whole and in two parts."""
    found = existing(folder, "{}.jsonl", ("train", "devtest_rw", "devtest_mt"))
    return ["train", "train-fit", "train-dev", *found[1:]] if "train" in found else found


def load(folder: Path, split: str) -> list[StanceExample]:
    """One example a labelled mention: target a span, no actor, group the article.

    The official devtest sets are test sets. To develop on, "train-dev" holds the mentions of
    some 10 % of the articles of train, "train-fit" the others: an article belongs to
    train-dev when the SHA-256 of its id, read as a number, is divisible by 10.

    Raises DataError for bad JSON, a missing field, a span that is outside the sentence or
    does not cover its mention, and an unknown polarity.
    """
    part = split.removeprefix("train-") if split in ("train-fit", "train-dev") else None
    path = folder / f"{'train' if part else split}.jsonl"
    return [
        example
        for line, item in read_json_lines(path)
        for example in _examples(path, line, item)
        if part is None or (part == "dev") == is_dev(str(example.group))
    ]


def article(gid: str) -> str:
    """The article of a sentence id ``source_article_number_sentence_name_from_to``.

    An id of another form stands for an article of its own.
    """
    match = _ARTICLE.match(gid)
    return match.group(1) if match else gid


def is_dev(group: str) -> bool:
    """Whether the article belongs to train-dev."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 10 == 0


def _examples(path: Path, line: int, item: dict[str, Any]) -> Iterator[StanceExample]:
    text = field(path, line, item, "sentence_normalized", str)
    check_text(path, line, text)
    group = article(field(path, line, item, "primary_gid", str))
    for target in field(path, line, item, "targets", list):
        bounds = [field(path, line, target, name, int) for name in ("from", "to")]
        span = span_of(path, line, bounds, text, "target")
        check_words(path, line, span, text, field(path, line, target, "mention", str), "target")
        polarity = field(path, line, target, "polarity", int, float)
        yield StanceExample(
            id=field(path, line, target, "Input.gid", str),
            text=text,
            label=label_of(path, line, polarity, POLARITIES),
            target=span,
            group=group,
        )
