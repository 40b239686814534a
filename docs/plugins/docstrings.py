"""Docstrings as Markdown: examples, tables and lists of terms in the forms that it knows."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"(?m)(?:^>>> .*\n?)(?:^(?!\s*$).*\n?)*")
_RULE = re.compile(r"=+(?: +=+)+")


class Docstrings(griffe.Extension):
    """Rewrites every docstring that is read."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called for each module, class, function and attribute."""
        if obj.docstring is not None:
            obj.docstring.value = markdown(obj.docstring.value)


def markdown(text: str) -> str:
    """The docstring as Markdown has it."""
    return _terms(_examples(_tables(text)))


def _examples(text: str) -> str:
    """`>>>` lines and what they print, to the next empty line, as code."""
    return _EXAMPLE.sub(lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", text)


def _tables(text: str) -> str:
    """Simple tables of reStructuredText, with rules of `=`, as tables of Markdown."""
    lines = text.split("\n")
    while (start := _next_rule(lines)) is not None:
        end = _next_rule(lines, start + 1)
        lines[start : end and end + 1] = _rows(lines[start], lines[start + 1 : end])
    return "\n".join(lines)


def _next_rule(lines: list[str], start: int = 0) -> int | None:
    return next((i for i in range(start, len(lines)) if _RULE.fullmatch(lines[i])), None)


def _rows(rule: str, lines: list[str]) -> list[str]:
    """The rows of a table of two columns; a line without a first cell goes on with the last."""
    split = rule.index(" ")
    rows: list[list[str]] = []
    for line in lines:
        first, second = line[:split].strip(), line[split:].strip()
        if first:
            rows.append([first, second])
        else:
            rows[-1][1] += f" {second}"
    return ["| | |", "|---|---|", *(f"| {first} | {second} |" for first, second in rows)]


def _terms(text: str) -> str:
    """A line above an indented one is a term, and what is indented says what it is."""
    return re.sub(r"(?m)^(\S.*[^:\n])\n {4}(?=\S)", r"\1\n:   ", text)
