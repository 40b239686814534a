"""News articles of the project's own: more for a tagger to learn names and attributions from.

`training/data/news_articles/*.jsonl`, an article a line: ``{"id": ..., "text": ...,
"attributions": [...]}``. In the text a name is marked as ``[words](T)``, T one of `TYPES`. An
attribution is ``{"source": [[start, end], ...], "cue": ..., "content": ...}``, in characters of
the plain text, without the marks; its source or its cue may be empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stance.datasets.base import AttributionDocument, DataError, GoldAttribution
from stance.datasets.marks import remove_marks
from stance.datasets.reading import field, read_json_lines
from stance.schema import Span

FOLDER = Path(__file__).parent / "data" / "news_articles"

TYPES = {"P": "PERSON", "O": "ORGANIZATION", "L": "LOCATION", "M": "MISC"}


def news_articles(folder: Path = FOLDER) -> list[AttributionDocument]:
    """All articles of the folder, in order, with `entities` and `attributions`.

    DataError for bad JSON, an unknown type, brackets that mark nothing, and a span that is not
    one of words of the text.
    """
    return [
        _article(path, line, item)
        for path in sorted(folder.glob("*.jsonl"))
        for line, item in read_json_lines(path)
    ]


def _article(path: Path, line: int, item: dict[str, Any]) -> AttributionDocument:
    marked, said = (
        field(path, line, item, "text", str),
        field(path, line, item, "attributions", list),
    )
    try:
        text, marks = remove_marks(marked)
        attributions = tuple(_attribution(text, found) for found in said)
    except ValueError as error:
        raise DataError(path, line, str(error)) from None
    for span, key in marks:
        if key not in TYPES:
            raise DataError(
                path, line, f"{span.of(text)!r} is {key!r}, none of the types {', '.join(TYPES)}"
            )
    entities = tuple((span, TYPES[key]) for span, key in marks)
    name = field(path, line, item, "id", str)
    return AttributionDocument(name, text, "", attributions, entities=entities)


def _attribution(text: str, item: Any) -> GoldAttribution:
    """ValueError for what is none, and for spans that do not fit the text."""
    if not isinstance(item, dict) or not item.get("content"):
        raise ValueError(f"an attribution has a content: {item!r}")
    return GoldAttribution(
        *(tuple(_spans(text, item.get(role, []))) for role in ("source", "cue", "content"))
    )


def _spans(text: str, pairs: Any) -> Iterator[Span]:
    for pair in pairs:
        start, end = pair if isinstance(pair, list) and len(pair) == 2 else (0, 0)
        if not 0 <= start < end <= len(text) or text[start:end] != text[start:end].strip():
            raise ValueError(f"{pair} is no span of words in a text of {len(text)} characters")
        yield Span(start, end)
