"""SemEval-2016 Task 6 A: stance in tweets toward five topics, as TweetEval distributes it.

Mohammad, Kiritchenko, Sobhani, Zhu and Cherry, "SemEval-2016 Task 6: Detecting Stance in
Tweets", SemEval 2016; Barbieri et al., "TweetEval", Findings of EMNLP 2020.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stance.datasets.base import DataError, StanceExample
from stance.datasets.reading import check_text, label_of, read_lines

TOPICS = {
    "abortion": "Legalization of Abortion",
    "atheism": "Atheism",
    "climate": "Climate Change is a Real Concern",
    "feminist": "Feminist Movement",
    "hillary": "Hillary Clinton",
}
"""Folder of each topic and the topic in the words of the task."""

LABELS = {"0": "neutral", "1": "hostile", "2": "supportive"}
"""none, against, favor."""


def splits(folder: Path) -> list[str]:
    """The splits that at least one topic has."""
    return [
        split
        for split in ("train", "val", "test")
        if any((folder / topic / f"{split}_text.txt").exists() for topic in TOPICS)
    ]


def load(folder: Path, split: str) -> list[StanceExample]:
    """One example a tweet of every topic in the folder: target the topic in words, no actor.

    A topic has a folder with ``<split>_text.txt`` and ``<split>_labels.txt``, line by line.
    `meta["topic"]` is the folder's name. Raises DataError for a folder without topics, a
    missing file, an unknown label and files of different length.
    """
    topics = [topic for topic in TOPICS if (folder / topic).is_dir()]
    if not topics:
        raise DataError(folder, None, f"no topic here, expected the folders {', '.join(TOPICS)}")
    return [example for topic in topics for example in _topic(folder / topic, topic, split)]


def _topic(folder: Path, topic: str, split: str) -> Iterator[StanceExample]:
    texts = folder / f"{split}_text.txt"
    labels = folder / f"{split}_labels.txt"
    tweets, codes = list(read_lines(texts)), list(read_lines(labels))
    if len(tweets) != len(codes):
        raise DataError(
            labels,
            min(len(tweets), len(codes)) + 1,
            f"{len(codes)} labels for {len(tweets)} lines of {texts.name}",
        )
    for (line, text), (_, code) in zip(tweets, codes, strict=True):
        check_text(texts, line, text)
        yield StanceExample(
            id=f"semeval2016-{topic}-{split}-{line}",
            text=text,
            label=label_of(labels, line, code.strip(), LABELS),
            target=TOPICS[topic],
            meta={"topic": topic},
        )
