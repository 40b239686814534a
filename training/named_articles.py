"""Articles in which the names are marked and nothing else: more for a tagger to learn names from.

`training/data/named_articles/*.jsonl`, an article a line: ``{"id": ..., "text": ...}``, where a
name is marked as ``[words](T)``, T one of `TYPES`. What is said by whom is not labelled there, so
it is left out of the loss.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from stance.datasets.base import AttributionDocument, DataError
from stance.datasets.marks import remove_marks
from stance.datasets.reading import field, read_json_lines
from stance.tagging import LAYERS
from training.tagging_data import IGNORE, document_windows

FOLDER = Path(__file__).parent / "data" / "named_articles"

TYPES = {"P": "PERSON", "O": "ORGANIZATION", "L": "LOCATION", "M": "MISC"}


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
    try:
        text, marks = remove_marks(field(path, line, item, "text", str))
    except ValueError as error:
        raise DataError(path, line, str(error)) from None
    for span, key in marks:
        if key not in TYPES:
            raise DataError(
                path, line, f"{span.of(text)!r} is {key!r}, none of the types {', '.join(TYPES)}"
            )
    entities = tuple((span, TYPES[key]) for span, key in marks)
    name = field(path, line, item, "id", str)
    return AttributionDocument(name, text, "", attributions=(), entities=entities)


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
