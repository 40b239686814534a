"""quoted-stance: the stance of a quoted source toward a name in what it says.

Stand-off labels of this project over the articles of PolNeAR, graded -2 to 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stance.datasets.base import DataError, StanceExample
from stance.datasets.reading import existing, field, read_json_lines, read_text, span_of
from stance.schema import LABELS, Span

MORE = "train-more"
"""Further labels for training, by one annotator: they come with the project, not with the set."""

OWN = Path(__file__).resolve().parents[2] / "training" / "data" / "quoted_stance"
"""Where the files of `MORE` lie."""


def splits(folder: Path) -> list[str]:
    """The splits that are in the folder, and `MORE` where the project's own files are."""
    return [
        *existing(folder, "{}.jsonl", ("train", "dev", "test")),
        *existing(OWN, "{}.jsonl", (MORE,)),
    ]


def load(folder: Path, split: str, polnear: Path | None = None) -> list[StanceExample]:
    """One example a labelled pair: text a stretch of the article, actor source, target name.

    The articles are read from `polnear`, by default the folder ``polnear`` beside `folder`.
    The text is the item's context, widened where one of its spans sticks out (1 item of
    train); all spans are relative to it. Of a source in several pieces (3 items of train) the
    actor is the first piece. `group` is the article. `meta`: "grade" (-2.0 to 2.0),
    "disputed", "target_type", "context" [start, end] in the article, "cue" and "content"
    (lists of [start, end]; 1 item of train has no cue).

    Raises DataError for bad JSON, a missing field or article, an item without a source, a
    span outside the article, and a label that is not the sign of the grade.
    """
    path = (OWN if split == MORE else folder) / f"{split}.jsonl"
    texts = _Articles(polnear or folder.parent / "polnear")
    return [_example(path, line, item, texts) for line, item in read_json_lines(path)]


class _Articles:
    """The texts of PolNeAR, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[tuple[str, str], str] = {}

    def text(self, compartment: str, name: str) -> str:
        key = (compartment, name)
        if key not in self._texts:
            path = self._folder / "data" / compartment / "text" / f"{name}.txt"
            self._texts[key] = read_text(path)
        return self._texts[key]


def _example(path: Path, line: int, item: dict[str, Any], texts: _Articles) -> StanceExample:
    name = field(path, line, item, "article", str)
    article = texts.text(field(path, line, item, "split", str), name)
    context = span_of(path, line, field(path, line, item, "context", list), article, "context")
    target = span_of(path, line, field(path, line, item, "target", list), article, "target")
    pieces = {
        role: [
            span_of(path, line, piece, article, role)
            for piece in field(path, line, item, role, list)
        ]
        for role in ("source", "cue", "content")
    }
    if not pieces["source"]:
        raise DataError(path, line, "the item has no source")
    inside = [context, target, *(piece for role in pieces.values() for piece in role)]
    start, end = min(s.start for s in inside), max(s.end for s in inside)

    def shift(span: Span) -> Span:
        return Span(span.start - start, span.end - start)

    grade = float(field(path, line, item, "grade", int, float))
    return StanceExample(
        id=field(path, line, item, "id", str),
        text=article[start:end],
        label=_label(path, line, field(path, line, item, "label", str), grade),
        actor=shift(pieces["source"][0]),
        target=shift(target),
        group=name,
        meta={
            "grade": grade,
            "disputed": bool(item.get("disputed", False)),
            "target_type": field(path, line, item, "target_type", str),
            "context": [start, end],
            "cue": [list(shift(piece)) for piece in pieces["cue"]],
            "content": [list(shift(piece)) for piece in pieces["content"]],
        },
    )


def _label(path: Path, line: int, label: str, grade: float) -> str:
    sign = LABELS[1 + (grade > 0) - (grade < 0)]
    if label != sign:
        raise DataError(path, line, f"label {label!r} for a grade of {grade}, which is {sign}")
    return label
