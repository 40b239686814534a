"""PolNeAR articles to training windows: tags of every layer, and links, token by token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tokenizers import Encoding, Tokenizer

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.encoding import CLS, SEP, token_id
from stance.headlines import as_sentences
from stance.schema import Span
from stance.segment import sentences
from stance.tagger import token_windows
from stance.tagging import LAYERS, LINKED_LAYERS, TAGS, token_features

IGNORE = -100


@dataclass
class TokenLabels:
    """Labels of a whole document, by token index.

    `tags`: layer to tag ids. `links`: linked layer to (token, goal token or None). `dropped`
    counts spans that overlap another of their layer and could not be kept.
    """

    tags: dict[str, list[int]]
    links: dict[str, dict[int, int | None]] = field(default_factory=dict)
    dropped: int = 0


def document_windows(
    document: AttributionDocument,
    tokenizer: Tokenizer,
    max_tokens: int,
) -> list[dict[str, Any]]:
    """Rows for the tagger, each a run of whole sentences of at most `max_tokens` tokens."""
    encoding = tokenizer.encode(document.text, add_special_tokens=False)
    labels = label_tokens(document, encoding)
    features = token_features(as_sentences(document.text), encoding.offsets)
    ids = encoding.ids
    cls, sep = token_id(tokenizer, CLS), token_id(tokenizer, SEP)
    rows = []
    spans = document.sentences or sentences(document.text)
    for start, end in token_windows(spans, encoding, max_tokens - 2, overlap=0):
        rows.append(
            {
                "input_ids": [cls, *ids[start:end], sep],
                "features": [0, *features[start:end], 0],
                "tags": [[IGNORE, *labels.tags[layer][start:end], IGNORE] for layer in LAYERS],
                "links": [
                    _window_links(labels.links[layer], start, end) for layer in LINKED_LAYERS
                ],
                "length": end - start + 2,
            }
        )
    return rows


def unlabelled_windows(text: str, tokenizer: Tokenizer, max_tokens: int) -> list[dict[str, Any]]:
    """Rows for the tagger of a text of which nothing is known."""
    rows = document_windows(AttributionDocument("", text, "", ()), tokenizer, max_tokens)
    for row in rows:
        nothing = [IGNORE] * row["length"]
        row["tags"], row["links"] = [nothing] * len(LAYERS), [nothing] * len(LINKED_LAYERS)
    return rows


def label_tokens(document: AttributionDocument, encoding: Encoding) -> TokenLabels:
    """Tags and links of a document's tokens."""
    size = len(encoding.ids)
    labels = TokenLabels({layer: [0] * size for layer in LAYERS})
    finder = TokenFinder(encoding)
    anchors: dict[GoldAttribution, int | None] = {}
    labels.links["source"] = {}
    for item in _longest_first(document.attributions, "cue"):
        anchors[item] = _anchor(item, finder)
    for item in _longest_first(document.attributions, "source"):
        _tag_all(labels, "source", item.source, finder)
    for item in _longest_first(document.attributions, "cue"):
        _tag_all(labels, "cue", item.cue, finder)
        anchor = anchors[item]
        if item.cue and anchor is not None:
            source = finder.find(item.source[0]) if item.source else None
            labels.links["source"][anchor] = None if source is None else source[0]
    labels.links["content"], labels.links["inner"] = {}, {}
    for item in _longest_first(document.attributions, "content"):
        for span in item.content:
            tokens = finder.find(span)
            if tokens is None:
                continue
            layer = "content" if _free(labels, "content", tokens) else "inner"
            if _tag(labels, layer, tokens):
                for token in range(*tokens):
                    labels.links[layer][token] = anchors[item]
    _tag_entities(labels, document, finder)
    return labels


class TokenFinder:
    """Token ranges of character spans in one encoded text."""

    def __init__(self, encoding: Encoding) -> None:
        self.first: dict[int, int] = {}
        for index, (start, end) in enumerate(encoding.offsets):
            for character in range(start, end):
                self.first.setdefault(character, index)

    def find(self, span: Span) -> tuple[int, int] | None:
        """First and last-plus-one token of the span; None when it holds no token."""
        tokens = [self.first[c] for c in range(span.start, span.end) if c in self.first]
        return (tokens[0], tokens[-1] + 1) if tokens else None


def _longest_first(items: Iterable[GoldAttribution], role: str) -> list[GoldAttribution]:
    """Outer spans before the ones inside them; earlier before later among equals."""

    def extent(item: GoldAttribution) -> tuple[int, int]:
        spans: tuple[Span, ...] = getattr(item, role)
        return (
            -sum(end - start for start, end in spans),
            spans[0].start if spans else 0,
        )

    return sorted(items, key=extent)


def _anchor(item: GoldAttribution, finder: TokenFinder) -> int | None:
    """The token that stands for an attribution: its first cue token, else of its source."""
    for spans in (item.cue, item.source):
        if spans:
            tokens = finder.find(spans[0])
            if tokens is not None:
                return tokens[0]
    return None


def _tag_all(labels: TokenLabels, layer: str, spans: Sequence[Span], finder: TokenFinder) -> None:
    for span in spans:
        tokens = finder.find(span)
        if tokens is not None:
            _tag(labels, layer, tokens)


def _free(labels: TokenLabels, layer: str, tokens: tuple[int, int]) -> bool:
    return not any(labels.tags[layer][tokens[0] : tokens[1]])


def _tag(labels: TokenLabels, layer: str, tokens: tuple[int, int], kind: str | None = None) -> bool:
    if not _free(labels, layer, tokens):
        labels.dropped += 1
        return False
    kind = kind or layer
    begin, inside = (TAGS[layer].index(f"{bio}-{kind}") for bio in "BI")
    first, last = tokens
    labels.tags[layer][first:last] = [begin, *[inside] * (last - first - 1)]
    return True


def _tag_entities(labels: TokenLabels, document: AttributionDocument, finder: TokenFinder) -> None:
    if document.entities is None:
        labels.tags["entity"] = [IGNORE] * len(labels.tags["entity"])
        return
    for span, kind in document.entities:
        tokens = finder.find(span)
        if tokens is not None:
            _tag(labels, "entity", tokens, kind)


def _window_links(links: dict[int, int | None], start: int, end: int) -> list[int]:
    """Goal positions in the window (1 is its first token, 0 none); IGNORE where no link is."""
    row = [IGNORE] * (end - start + 2)
    for token in range(start, end):
        if token in links:
            goal = links[token]
            inside = goal is not None and start <= goal < end
            row[token - start + 1] = goal - start + 1 if inside and goal is not None else 0
    return row
