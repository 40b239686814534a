"""Articles in which the names are marked and nothing else: more for a tagger to learn names from.

`training/data/named_articles/*.jsonl`, an article a line: ``{"id": ..., "text": ...}``, where a
name is marked as ``[words](T)``, T one of `TYPES`. What is said by whom is not labelled there, so
it is left out of the loss.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from stance.datasets.base import AttributionDocument, DataError
from stance.datasets.reading import field, read_json_lines
from stance.schema import Span
from stance.tagging import LAYERS
from training.tagging_data import IGNORE, document_windows

FOLDER = Path(__file__).parent / "data" / "named_articles"

TYPES = {"P": "PERSON", "O": "ORGANIZATION", "L": "LOCATION", "M": "MISC"}

_NAME = re.compile(r"\[([^\[\]]+)\]\(([A-Z])\)")
_STRAY = re.compile(r"[\[\]]")


def named_articles(folder: Path = FOLDER) -> list[AttributionDocument]:
    """All articles of the folder, in order, with `entities` and no attributions.

    DataError for bad JSON, an unknown type, and brackets that mark nothing.
    """
    return [
        _article(path, line, item)
        for path in sorted(folder.glob("*.jsonl"))
        for line, item in read_json_lines(path)
    ]


def _article(path: Path, line: int, item: dict[str, Any]) -> AttributionDocument:
    marked = field(path, line, item, "text", str)
    parts: list[str] = []
    entities = []
    length = end = 0
    for mark in _NAME.finditer(marked):
        words, kind = mark.groups()
        if kind not in TYPES:
            raise DataError(path, line, f"{mark[0]!r} is of none of the types {', '.join(TYPES)}")
        before = marked[end : mark.start()]
        start = length + len(before)
        length = start + len(words)
        entities.append((Span(start, length), TYPES[kind]))
        parts += (before, words)
        end = mark.end()
    text = "".join([*parts, marked[end:]])
    if stray := _STRAY.search(text):
        around = text[max(stray.start() - 15, 0) : stray.start() + 15]
        raise DataError(path, line, f"a bracket that marks no name at {around!r}")
    name = field(path, line, item, "id", str)
    return AttributionDocument(name, text, "", attributions=(), entities=tuple(entities))


def name_windows(
    document: AttributionDocument, tokenizer: Tokenizer, max_tokens: int
) -> list[dict[str, Any]]:
    """The rows of `training.tagging_data.document_windows`, labelled for names alone."""
    rows = document_windows(document, tokenizer, max_tokens)
    for row in rows:
        row["tags"] = [
            tags if layer == "entity" else [IGNORE] * len(tags)
            for layer, tags in zip(LAYERS, row["tags"], strict=True)
        ]
    return rows
