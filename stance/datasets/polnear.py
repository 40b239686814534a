"""PolNeAR 1.0: who said what in articles on the 2016 US campaign.

Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News", LREC 2018.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stance.datasets.base import AttributionDocument, DataError, GoldAttribution
from stance.datasets.reading import read_lines, read_text, shorten, span_of
from stance.schema import ENTITY_TYPES, Span

ROLES = ("Source", "Cue", "Content")

_RECORD = re.compile(r"[A-Z#*]\d*\t")
_ROLE = re.compile(r"([^:\d]+)\d*:(T\d+)")


def splits(folder: Path) -> list[str]:
    """The compartments that are in the folder."""
    return [
        split
        for split in ("train", "dev", "test")
        if (folder / "data" / split / "attributions").is_dir()
    ]


def load(folder: Path, split: str) -> list[AttributionDocument]:
    """One document an annotation file ``attributions/<article>_<annotator>.ann`` of the split.

    Some articles have several annotators: `id` is the article, `annotator` tells them apart,
    and `first_annotations` keeps one of each. Spans are characters of ``text/<article>.txt``.
    Sentences, entities and coreference are those of ``corenlp.jsonl.gz``, None for an article
    it lacks. Events that name no span at all are left out; roles may be empty (an attribution
    without a source), and pieces of a role, second contents included, are merged in text order.

    Raises DataError for a missing text, a line that is not stand-off annotation, a span
    outside the text or other than the words given for it, and a reference to nothing.
    """
    base = folder / "data" / split
    layers = _read_layers(base / "corenlp.jsonl.gz")
    files = sorted((base / "attributions").glob("*.ann"))
    if not files:
        raise DataError(base / "attributions", None, "no .ann files here")
    documents = []
    for path in files:
        article, _, annotator = path.stem.rpartition("_")
        text = read_text(base / "text" / f"{article}.txt")
        documents.append(
            AttributionDocument(
                id=article,
                text=text,
                annotator=annotator,
                attributions=tuple(read_attributions(path, text)),
                **layers.of(article, text),
            )
        )
    return documents


def read_attributions(path: Path, text: str) -> Iterator[GoldAttribution]:
    """The attributions of one brat file over `text`, in file order."""
    spans: dict[str, tuple[Span, ...]] = {}
    events = []
    for line, record in _records(path):
        if record.startswith("T"):
            name, pieces = _text_bound(path, line, record, text)
            if name in spans:
                raise DataError(path, line, f"{name} is there twice")
            spans[name] = pieces
        elif record.startswith("E"):
            events.append((line, record))
    # An event may come before the spans it joins.
    for line, record in events:
        attribution = _event(path, line, record, spans)
        if attribution is not None:
            yield attribution


def _records(path: Path) -> Iterator[tuple[int, str]]:
    """(line, record): words that hold a newline run on over the next lines of the file."""
    start, record = 0, ""
    for line, content in read_lines(path):
        if _RECORD.match(content):
            if record:
                yield start, record
            start, record = line, content
        elif record:
            record += "\n" + content
        elif content.strip():
            raise DataError(path, line, "not a brat annotation")
    if record:
        yield start, record


def _text_bound(path: Path, line: int, record: str, text: str) -> tuple[str, tuple[Span, ...]]:
    """(name, pieces) of ``T1<tab>Content 1 5;8 9<tab>words``."""
    fields = record.split("\t", 2)
    match = re.fullmatch(r"\S+ (\d+ \d+(?:;\d+ \d+)*)", fields[1])
    if len(fields) != 3 or not match:
        raise DataError(path, line, f"not a brat span: {shorten(record)!r}")
    pieces = tuple(
        span_of(path, line, [int(part) for part in piece.split(" ")], text, fields[0])
        for piece in match.group(1).split(";")
    )
    found = " ".join(piece.of(text) for piece in pieces)
    # Blank lines after the words belong to them or to the file: both are the same words.
    if found.rstrip("\n") != fields[2].rstrip("\n"):
        raise DataError(
            path, line, f"{fields[0]} covers {shorten(found)!r}, not {shorten(fields[2])!r}"
        )
    return fields[0], pieces


def _event(
    path: Path, line: int, record: str, spans: dict[str, tuple[Span, ...]]
) -> GoldAttribution | None:
    """The attribution of ``E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1``."""
    parts: dict[str, set[Span]] = {role: set() for role in ROLES}
    for argument in record.split("\t", 1)[1].split():
        match = _ROLE.fullmatch(argument)
        if not match:
            raise DataError(path, line, f"not a role of an event: {shorten(argument)}")
        role, name = match.groups()
        if name not in spans:
            raise DataError(path, line, f"{role} refers to {name}, which is not in the file")
        if role in parts:
            parts[role].update(spans[name])
    if not any(parts.values()):
        return None
    source, cue, content = (tuple(sorted(parts[role])) for role in ROLES)
    return GoldAttribution(source, cue, content)


@dataclass
class _Layers:
    """What `corenlp.jsonl.gz` says of each article, with the line it says it in."""

    path: Path
    items: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)

    def of(self, article: str, text: str) -> dict[str, Any]:
        """Sentences, entities and chains of the article as arguments of its document."""
        if article not in self.items:
            return {}
        line, item = self.items[article]

        def span(value: Any, name: str) -> Span:
            return span_of(self.path, line, value, text, name)

        try:
            return {
                "sentences": tuple(span(value, "sentence") for value in item["sentences"]),
                "entities": tuple(
                    (span([start, end], "entity"), kind)
                    for start, end, kind in item["entities"]
                    if kind in ENTITY_TYPES
                ),
                "chains": tuple(
                    tuple(span(value, "coreference") for value in chain)
                    for chain in item["coreference"]
                ),
            }
        except DataError:
            raise
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(self.path, line, f"not a layer of an article: {error!r}") from None


def _read_layers(path: Path) -> _Layers:
    layers = _Layers(path)
    if not path.exists():
        return layers
    line = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line, content in enumerate(lines, 1):
                if content.strip():
                    item = json.loads(content)
                    layers.items[item["article"]] = (line, item)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise DataError(path, max(line, 1), f"not gzipped JSON lines: {error}") from None
    return layers
