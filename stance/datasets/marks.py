"""Texts whose mentions are marked as ``[words](key)``: the plain text, and where they stand."""

from __future__ import annotations

import re

from stance.schema import Span

_MARK = re.compile(r"\[([^\[\]]*)\]\(([^\[\]()<>\s]+)\)")
_STRAY = re.compile(r"[\[\]]")


def remove_marks(marked: str) -> tuple[str, list[tuple[Span, str]]]:
    """(text, (span, key) of each mark in the order of the text), spans of the plain text.

    ValueError for marks that are malformed, nested, empty or padded with blanks.
    """
    plain: list[str] = []
    marks: list[tuple[Span, str]] = []
    length = end = 0
    for mark in _MARK.finditer(marked):
        words, key = mark.groups()
        if not words or words != words.strip():
            raise ValueError(f"the mark {mark[0]} has no words, or blanks around them")
        before = marked[end : mark.start()]
        start = length + len(before)
        length = start + len(words)
        marks.append((Span(start, length), key))
        plain += (before, words)
        end = mark.end()
    text = "".join([*plain, marked[end:]])
    if stray := _STRAY.search(text):
        around = text[max(stray.start() - 15, 0) : stray.start() + 15]
        raise ValueError(f"a bracket that is no [words](key), or inside another, at {around!r}")
    return text, marks
