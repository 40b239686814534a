"""Directed Sentiment Extraction: who is positive or negative toward whom in a sentence.

Park, Pan and Joo, "Who Blames or Endorses Whom? Entity-to-Entity Directed Sentiment
Extraction in News Text", Findings of ACL 2021.
"""

from __future__ import annotations

import re
from pathlib import Path

from stance.datasets.base import DataError, StanceExample
from stance.datasets.reading import check_text, existing, label_of, read_rows
from stance.schema import Span

CLASSES = {
    "0": ("neutral", "neutral"),
    "1": ("supportive", "neutral"),
    "2": ("neutral", "supportive"),
    "3": ("hostile", "neutral"),
    "4": ("neutral", "hostile"),
}
"""The set's five classes as (stance of p toward q, stance of q toward p)."""

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def splits(folder: Path) -> list[str]:
    """The splits that are in the folder."""
    return existing(folder, "{}.txt", ("train", "valid", "test"))


def load(folder: Path, split: str) -> list[StanceExample]:
    """One example a sentence of ``<split>.txt``: actor p, target q, both directions labelled.

    A line is sentence, p, q, class, tab-separated; the sentence has p in its first and q in
    its second pair of brackets. The text of the example is the sentence without brackets.
    The brackets may cut a word short, and the spans say so; blanks just inside a bracket are
    left out of the span. `meta["class"]` is the set's own class, 0 to 4.

    Raises DataError for a wrong number of columns or brackets, brackets that differ from the
    columns p and q, and an unknown class. The columns were written by a CSV writer: of the
    published lines 34 in train and 4 in valid have quotes around a name that holds quotes, or
    blanks stripped; both are taken for equal.
    """
    path = folder / f"{split}.txt"
    return [_example(path, split, line, *fields) for line, fields in read_rows(path, 4)]


def remove_brackets(sentence: str) -> tuple[str, Span, Span]:
    """(text, p, q) from a sentence with two bracketed names; ValueError for anything else."""
    names = list(_BRACKETS.finditer(sentence))
    if len(names) != 2 or sentence.count("[") != 2 or sentence.count("]") != 2:
        raise ValueError("two names in [brackets] expected in the sentence")
    text = _BRACKETS.sub(r"\1", sentence)
    # Every bracket before a name moves the name one character to the left.
    first, second = (
        _trim(Span(name.start(1) - gone, name.end(1) - gone), text)
        for name, gone in zip(names, (1, 3), strict=True)
    )
    return text, first.check(text, "p"), second.check(text, "q")


def _example(
    path: Path, split: str, line: int, sentence: str, p: str, q: str, label: str
) -> StanceExample:
    forward, reverse = label_of(path, line, label, CLASSES)
    try:
        text, actor, target = remove_brackets(sentence)
    except ValueError as error:
        raise DataError(path, line, str(error)) from None
    check_text(path, line, text)
    for name, span, column in (("p", actor, p), ("q", target, q)):
        if span.of(text) != _unquote(column):
            raise DataError(
                path, line, f"column {name} says {column!r}, the brackets {span.of(text)!r}"
            )
    return StanceExample(
        id=f"dse-{split}-{line}",
        text=text,
        label=forward,
        actor=actor,
        target=target,
        reverse=reverse,
        meta={"class": int(label)},
    )


def _trim(span: Span, text: str) -> Span:
    """The span without blanks at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _unquote(column: str) -> str:
    """A CSV field as it was before quoting; doubled quotes stand doubled in the sentence too."""
    if len(column) > 2 and column[0] == column[-1] == '"' and '""' in column[1:-1]:
        column = column[1:-1]
    return column.strip()
