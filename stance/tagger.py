"""The tag step: entity mentions and attributions (source, cue, content), in one pass.

A text is read in overlapping windows of whole sentences. Every token takes its tags and
its link from the window in which it stands furthest from an edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding

from stance.attributions import Pieces, join
from stance.backends import load_backend
from stance.batching import by_length, pad
from stance.encoding import load_tokenizer, token_id, tokenize
from stance.models import DEFAULT_TAGGER, ModelFolder, find
from stance.schema import Attribution, Coverage, Skipped, Span
from stance.segment import sentences as split_sentences
from stance.segment import windows
from stance.tagging import LAYERS, LINKED_LAYERS, TAGS, token_features

OVERLAP = 64
"""Tokens that neighbouring windows share, for context."""

_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOUBLE_NAME = re.compile(r"(?<=[a-z])-(?=[A-Z][a-z])[A-Z]")

BUFFER = 32
"""Texts held at once when streaming."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention and its type, one of `stance.schema.ENTITY_TYPES`."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tagger found in one text; attributions have no speaker yet."""

    text: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    coverage: Coverage


@dataclass(slots=True)
class _Window:
    """A window of one text: tokens `start` to `end`, `document` its place in the buffer."""

    document: int
    start: int
    end: int


class Tagger:
    """Finds entity mentions and attributions in texts of any length."""

    def __init__(
        self,
        folder: ModelFolder,
        backend: str = "onnx",
        threads: int | None = None,
        device: str | None = None,
    ) -> None:
        self.model = folder
        self.max_tokens: int = folder.config()["max_tokens"]
        self._tokenizer = load_tokenizer(str(folder.file("tokenizer.json")))
        self._cls, self._sep, self._unknown = (
            token_id(self._tokenizer, names)
            for names in (("[CLS]", "<s>"), ("[SEP]", "</s>"), ("[UNK]", "<unk>"))
        )
        self._backend = load_backend(folder, backend, threads, device)

    @classmethod
    def from_pretrained(
        cls,
        name: str | Path = DEFAULT_TAGGER,
        *,
        backend: str = "onnx",
        threads: int | None = None,
        device: str | None = None,
    ) -> Tagger:
        """The tagger in a model folder: a shipped name, a path, or a Hub id."""
        return cls(find(name, kind="tagger"), backend, threads, device)

    def tag(self, text: str) -> Tagged:
        """What is in one text."""
        return next(self.stream([text]))

    def stream(self, texts: Iterable[str]) -> Iterator[Tagged]:
        """Tagged texts in order, in bounded memory."""
        iterator = iter(texts)
        while chunk := list(islice(iterator, BUFFER)):
            yield from self._tag_chunk(chunk)

    def _tag_chunk(self, texts: Sequence[str]) -> list[Tagged]:
        sentences = [split_sentences(text) for text in texts]
        encodings = tokenize(self._tokenizer, texts)
        features = [
            token_features(text, encoding.offsets)
            for text, encoding in zip(texts, encodings, strict=True)
        ]
        ids = [encoding.ids for encoding in encodings]
        room = self.max_tokens - 2
        parts = [
            _Window(document, start, end)
            for document, (spans, encoding) in enumerate(zip(sentences, encodings, strict=True))
            for start, end in token_windows(spans, encoding, room, min(OVERLAP, room // 2))
        ]
        labels = [TokenLabels.empty(len(row)) for row in ids]
        for batch in by_length([part.end - part.start for part in parts]):
            chosen = [parts[index] for index in batch]
            rows = [[self._cls, *ids[p.document][p.start : p.end], self._sep] for p in chosen]
            input_ids, mask = pad(rows)
            feature_ids, _ = pad([[0, *features[p.document][p.start : p.end], 0] for p in chosen])
            tags, links = self._backend.run(
                {
                    "input_ids": input_ids,
                    "attention_mask": mask,
                    "features": feature_ids,
                }
            )
            for row, part in enumerate(chosen):
                labels[part.document].add(part.start, part.end, tags[row], links[row])
        counts = np.bincount([part.document for part in parts], minlength=len(texts))
        return [
            _read(text, spans, encoding, found, int(count), self._unknown)
            for text, spans, encoding, found, count in zip(
                texts, sentences, encodings, labels, counts, strict=True
            )
        ]


def token_windows(
    sentences: Sequence[Span], encoding: Encoding, room: int, overlap: int
) -> list[tuple[int, int]]:
    """Token ranges of the windows over a text; together they cover every token.

    A sentence of more than `room` tokens is cut into several.
    """
    offsets = encoding.offsets  # a copy at every access
    if not offsets:
        return []
    starts = [0]
    token = 0
    for span in sentences[1:]:
        while token < len(offsets) and offsets[token][0] < span.start:
            token += 1
        if starts[-1] < token < len(offsets):
            starts.append(token)
    bounds = [
        (piece, min(piece + room, end))
        for start, end in zip(starts, [*starts[1:], len(offsets)], strict=True)
        for piece in range(start, end, room)
    ]
    ranges = windows([end - start for start, end in bounds], room, overlap)
    return [(bounds[first][0], bounds[last - 1][1]) for first, last in ranges]


@dataclass(slots=True)
class TokenLabels:
    """The labels chosen for each token of a text.

    `tags`: (layers, tokens) tag ids; `links`: (linked layers, tokens) goal token, -1 for
    none; `depth`: (tokens,) distance to the edge of the window the labels come from.
    """

    tags: npt.NDArray[np.int64]
    links: npt.NDArray[np.int64]
    depth: npt.NDArray[np.int64]

    @classmethod
    def empty(cls, size: int) -> TokenLabels:
        return cls(
            np.zeros((len(LAYERS), size), dtype=np.int64),
            np.full((len(LINKED_LAYERS), size), -1, dtype=np.int64),
            np.full(size, -1, dtype=np.int64),
        )

    def add(
        self,
        start: int,
        end: int,
        tags: npt.NDArray[np.float32],
        links: npt.NDArray[np.float32],
    ) -> None:
        """Takes over a window's labels where it sees a token better than earlier windows.

        `tags` (tokens, tags of all layers) and `links` (linked layers, tokens, tokens) are
        one row of the model's output, first token and padding included.
        """
        size = end - start
        position = np.arange(size)
        # The ends of the text are no edges: nothing lies beyond them.
        left = position if start > 0 else np.full(size, size)
        right = size - 1 - position if end < self.depth.size else np.full(size, size)
        depth = np.minimum(left, right)
        better = depth > self.depth[start:end]
        where = start + position[better]
        rows = 1 + position[better]
        self.depth[where] = depth[better]
        chosen = _best_tags(tags[: size + 1])
        self.tags[:, where] = chosen[:, rows]
        # A cue is linked to a source or to nothing, a content to a cue, or to a source.
        sources, cues = (chosen[LAYERS.index(layer)] > 0 for layer in ("source", "cue"))
        goals = {"source": sources, "content": sources | cues, "inner": sources | cues}
        for index, layer in enumerate(LINKED_LAYERS):
            allowed = goals[layer]
            allowed[0] = True
            scores = np.where(allowed, links[index, rows, : size + 1], -np.inf)
            goal = scores.argmax(axis=1)
            self.links[index, where] = np.where(goal > 0, goal - 1 + start, -1)


def _best_tags(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """The best tag id of each layer: (layers, tokens) from (tokens, tags of all layers)."""
    sizes = [len(TAGS[layer]) for layer in LAYERS]
    parts = np.split(logits, np.cumsum(sizes)[:-1], axis=1)
    return np.stack([part.argmax(axis=1) for part in parts])


def _read(
    text: str,
    sentences: tuple[Span, ...],
    encoding: Encoding,
    labels: TokenLabels,
    count: int,
    unknown: int,
) -> Tagged:
    """Spans and attributions out of a text's token labels."""
    offsets = encoding.offsets
    words = word_starts(text, offsets)
    pieces = {
        layer: list(bio_spans(labels.tags[i], layer, words)) for i, layer in enumerate(LAYERS)
    }

    def span(first: int, last: int) -> Span:
        return Span(offsets[first][0], offsets[last - 1][1])

    mentions = tuple(Mention(span(a, b), kind) for kind, a, b in pieces["entity"])
    layers = {
        layer: [Pieces(first, last, span(first, last)) for _, first, last in pieces[layer]]
        for layer in ("source", "cue", "content", "inner")
    }
    links = dict(zip(LINKED_LAYERS, labels.links, strict=True))
    attributions = join(text, sentences, layers, links)
    coverage = _coverage(text, encoding, unknown, count)
    return Tagged(text, sentences, mentions, attributions, coverage)


def _coverage(text: str, encoding: Encoding, unknown: int, windows: int) -> Coverage:
    """What was read: all of the text but the words outside the model's vocabulary."""
    skipped = tuple(
        Skipped(Span(*offset), "not in the model's vocabulary")
        for token, offset in zip(encoding.ids, encoding.offsets, strict=True)
        if token == unknown
    )
    lost = sum(item.span.end - item.span.start for item in skipped)
    return Coverage(len(text), len(text) - lost, windows, skipped)


def word_starts(text: str, offsets: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each token begins a word: pieces of one word take the tag of its first.

    An abbreviation ("U.S.") and a double name ("Hale-Whitby") are one word.
    """
    inner = {
        position
        for match in _ABBREVIATION.finditer(text)
        for position in range(match.start() + 1, match.end())
    }
    joined = {at for match in _DOUBLE_NAME.finditer(text) for at in range(*match.span())}
    starts = []
    previous = -1
    for start, end in offsets:
        inside = start == previous and text[start].isalnum() and text[start - 1].isalnum()
        starts.append(not inside and start not in inner and start not in joined)
        previous = end
    return starts


def bio_spans(
    tags: npt.NDArray[np.int64], layer: str, words: Sequence[bool]
) -> Iterator[tuple[str, int, int]]:
    """(kind, first token, last-plus-one token) of each span in a BIO tag sequence.

    `words` says which tokens begin a word. An I that continues nothing begins a span.
    """
    names = TAGS[layer]
    open_kind: str | None = None
    first = 0
    for index, tag in enumerate(tags.tolist()):
        if not words[index]:
            continue
        bio, _, kind = names[tag].partition("-")
        if open_kind is not None and (bio != "I" or kind != open_kind):
            yield open_kind, first, index
            open_kind = None
        if bio != "O" and open_kind is None:
            open_kind, first = kind, index
    if open_kind is not None:
        yield open_kind, first, tags.size
