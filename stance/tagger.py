"""The tag step: entity mentions and attributions (source, cue, content), in one pass.

A text is read in overlapping windows of whole sentences, whose scores `stance.wordscores`
merges; `stance.lattice` reads mentions and `stance.attributions` attributions out of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Encoding

from stance.attributions import attributions
from stance.backends import load_backend
from stance.batching import PADDED_TOKENS, by_length, pad
from stance.encoding import CLS, SEP, UNKNOWN, load_tokenizer, token_id, tokenize
from stance.headlines import as_sentences, with_stops
from stance.lattice import bio_runs
from stance.models import DEFAULT_TAGGER, ModelFolder, find
from stance.schema import Attribution, Coverage, Skipped, Span
from stance.segment import sentences as split_sentences
from stance.segment import windows
from stance.tagging import TAGS, token_features
from stance.wordscores import WindowMerger, WordScores

OVERLAP = 64
"""Tokens that neighbouring windows share, for context."""

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


@dataclass(frozen=True, slots=True)
class Scored:
    """A text with the model's scores of its words, before anything is decided."""

    text: str
    sentences: tuple[Span, ...]
    words: WordScores
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
            token_id(self._tokenizer, names) for names in (CLS, SEP, UNKNOWN)
        )
        self._backend = load_backend(folder, backend, threads, device)
        # An int8 model scales a batch as a whole, so that what is found in a window would depend
        # on the windows beside it; a window alone is read as well, and on a CPU faster.
        self._batch_tokens = PADDED_TOKENS if backend == "torch" else 1

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
        return map(read, self.score(texts))

    def score(self, texts: Iterable[str]) -> Iterator[Scored]:
        """The scores that `stream` reads its results out of, in order, in bounded memory."""
        iterator = iter(texts)
        while chunk := list(islice(iterator, BUFFER)):
            yield from self._score_chunk(chunk)

    def _score_chunk(self, texts: Sequence[str]) -> Iterator[Scored]:
        sentences = [split_sentences(text) for text in texts]
        encodings = tokenize(self._tokenizer, [with_stops(text) for text in texts])
        features = [
            token_features(as_sentences(text), encoding.offsets)
            for text, encoding in zip(texts, encodings, strict=True)
        ]
        ids = [encoding.ids for encoding in encodings]
        room = self.max_tokens - 2
        parts = [
            _Window(document, start, end)
            for document, (spans, encoding) in enumerate(zip(sentences, encodings, strict=True))
            for start, end in token_windows(spans, encoding, room, min(OVERLAP, room // 2))
        ]
        mergers = [
            WindowMerger(text, encoding.offsets)
            for text, encoding in zip(texts, encodings, strict=True)
        ]
        lengths = [part.end - part.start for part in parts]
        for batch in by_length(lengths, self._batch_tokens):
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
                mergers[part.document].add(part.start, part.end, tags[row], links[row])
        counts = np.bincount([part.document for part in parts], minlength=len(texts))
        for text, spans, encoding, merger, count in zip(
            texts, sentences, encodings, mergers, counts.tolist(), strict=True
        ):
            coverage = _coverage(text, encoding, self._unknown, count)
            yield Scored(text, spans, merger.scores(), coverage)


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


def read(scored: Scored) -> Tagged:
    """Mentions and attributions out of the scores of a text's words."""
    words = scored.words
    mentions = tuple(
        Mention(words.span_of(run), run.kind)
        for run in bio_runs(words.tags["entity"], TAGS["entity"])
    )
    found = attributions(as_sentences(scored.text), scored.sentences, words)
    return Tagged(scored.text, scored.sentences, mentions, found, scored.coverage)


def _coverage(text: str, encoding: Encoding, unknown: int, windows: int) -> Coverage:
    """What was read: all of the text but the words outside the model's vocabulary."""
    skipped = tuple(
        Skipped(Span(*offset), "not in the model's vocabulary")
        for token, offset in zip(encoding.ids, encoding.offsets, strict=True)
        if token == unknown
    )
    lost = sum(item.span.end - item.span.start for item in skipped)
    return Coverage(len(text), len(text) - lost, windows, skipped)
