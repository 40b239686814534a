"""directed-news: who is hostile to or supportive of whom in short passages of news.

Passages written for this project. A line of a file is a JSON object::

    {"id": "dnd-001", "text": "[Peru](p) thanked [Ms. Ode](o).", "stances": {"p>o": "supportive"}}

A mention of an entity is marked as ``[words](key)``, and marks with the same key are mentions
of the same entity; `stances` names the ordered pairs that carry a stance, and every other pair
of marked entities is neutral.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from stance.datasets.base import DataError, StanceExample
from stance.datasets.marks import remove_marks
from stance.datasets.reading import check_text, field, label_of, read_json_lines
from stance.schema import Span

FILES = {
    "train": "train-*.jsonl",
    "train-cut": "train-cut-*.jsonl",
    "train-more": "more-*.jsonl",
    "train-late": "late-*.jsonl",
    "train-frames": "frames.jsonl",
    "train-idioms": "idioms-*.jsonl",
    "train-asked": "asked-*.jsonl",
    "train-twins": "twins-*.jsonl",
    "dev": "dev.jsonl",
}
"""The files of each split; of several the examples follow one another by file name. `train-cut`
is the part of train that was cut out of whole articles, as the pipeline asks about them;
`train-more`, `train-late`, `train-idioms`, `train-asked` (cut out of articles again) and
`train-twins` are passages written later, which `train` does not hold, and `train-frames` are made
of sentence frames (`training.direction`)."""

STANCES = {label: label for label in ("hostile", "supportive")}
"""What `stances` may say of a pair; neutral pairs are the ones it leaves out."""


def splits(folder: Path) -> list[str]:
    """The splits that are in the folder."""
    return [split for split in FILES if _files(folder, split)]


def load(folder: Path, split: str) -> list[StanceExample]:
    """One example for every two entities that a passage marks, both directions labelled.

    The text is the passage without the marks, and an entity's span is its first mention. The
    actor is the entity marked first, and of three entities a, b, c the pairs come as a>b, a>c,
    b>c. Both directions may carry a stance at once. The id is that of the passage and the pair
    (``dnd-001:p>o``), the group the passage.

    Raises DataError for bad JSON, a missing field, marks that are malformed, nested, empty or
    padded with blanks, fewer than two keys, a key that only `stances` knows, an unknown label,
    and an id that was there before.
    """
    seen: set[str] = set()
    examples: list[StanceExample] = []
    for path in _files(folder, split):
        for line, item in read_json_lines(path):
            name = field(path, line, item, "id", str)
            if name in seen:
                raise DataError(path, line, f"the id {name!r} was there before")
            seen.add(name)
            examples += _examples(path, line, name, item)
    return examples


def _files(folder: Path, split: str) -> list[Path]:
    return sorted(folder.glob(FILES[split]))


def _examples(path: Path, line: int, name: str, item: dict[str, Any]) -> Iterator[StanceExample]:
    try:
        text, marks = remove_marks(field(path, line, item, "text", str))
    except ValueError as error:
        raise DataError(path, line, str(error)) from None
    check_text(path, line, text)
    spans: dict[str, Span] = {}
    for span, key in marks:
        spans.setdefault(key, span)
    if len(spans) < 2:
        raise DataError(path, line, f"two marked entities expected, not {len(spans)}")
    stances = field(path, line, item, "stances", dict)
    labels = {
        _pair(path, line, pair, spans): label_of(path, line, label, STANCES)
        for pair, label in stances.items()
    }
    for actor, target in combinations(spans, 2):
        yield StanceExample(
            id=f"{name}:{actor}>{target}",
            text=text,
            label=labels.get((actor, target), "neutral"),
            actor=spans[actor],
            target=spans[target],
            reverse=labels.get((target, actor), "neutral"),
            group=name,
        )


def _pair(path: Path, line: int, pair: str, spans: dict[str, Span]) -> tuple[str, str]:
    """(actor key, target key) of ``actor>target``, both marked in the text."""
    actor, _, target = pair.partition(">")
    if actor == target or not {actor, target} <= spans.keys():
        raise DataError(
            path, line, f"{pair!r} is no pair of two entities out of {', '.join(spans)}"
        )
    return actor, target
