"""The classify step: the stance of an actor toward a target in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from stance.backends import load_backend
from stance.batching import CPU_TOKENS, PADDED_TOKENS, by_length, pad
from stance.encoding import StanceEncoder, load_tokenizer
from stance.models import DEFAULT_STANCE, ModelFolder, find
from stance.schema import Span, StancePrediction, as_span
from stance.words import find_words

Mention = Span | tuple[int, int] | list[int] | str | None
"""How a caller names an actor or a target: a span, a string of the text, or nobody."""

LONG_TEXT = ("window", "error")

BUFFER = 2048
"""Queries held at once when streaming."""


class Query(NamedTuple):
    """One question: the stance of `actor` toward `target` in `text`.

    A string names the first place in the text that has it, as whole words or else as part of one;
    a target that does not occur is a topic.
    Without an actor it is the writer's stance, without a target the tone of the text.
    """

    text: str
    actor: Mention = None
    target: Mention = None


class TextTooLong(ValueError):
    """The text does not fit the model's window and ``long_text="error"`` was asked for."""


class StanceClassifier:
    """Answers `Query`s with calibrated distributions over hostile, neutral, supportive.

    >>> classifier = StanceClassifier.from_pretrained()
    >>> classifier.predict("Kim denounced the U.S.", actor="Kim", target="U.S.").label
    'hostile'
    """

    def __init__(
        self,
        folder: ModelFolder,
        backend: str = "onnx",
        threads: int | None = None,
        device: str | None = None,
    ) -> None:
        config = folder.config()
        self.model = folder
        self.encoder = StanceEncoder(
            load_tokenizer(str(folder.file("tokenizer.json"))),
            config["max_tokens"],
        )
        self._temperatures: dict[str, float] = config.get("temperatures", {})
        self._risk: dict[str, list[tuple[float, float]]] = config.get("risk", {})
        self._backend = load_backend(folder, backend, threads, device)
        self._batch_tokens = PADDED_TOKENS if backend == "torch" else CPU_TOKENS

    @classmethod
    def from_pretrained(
        cls,
        name: str | Path = DEFAULT_STANCE,
        *,
        backend: str = "onnx",
        threads: int | None = None,
        device: str | None = None,
    ) -> StanceClassifier:
        """The classifier in a model folder: a shipped name, a path, or a Hub id."""
        return cls(find(name, kind="stance"), backend, threads, device)

    @overload
    def predict(
        self,
        text: str,
        actor: Mention = None,
        target: Mention = None,
        *,
        long_text: str = "window",
    ) -> StancePrediction: ...
    @overload
    def predict(
        self,
        text: Sequence[Query | tuple[str, Mention, Mention]],
        *,
        long_text: str = "window",
    ) -> list[StancePrediction]: ...
    def predict(
        self,
        text: str | Sequence[Query | tuple[str, Mention, Mention]],
        actor: Mention = None,
        target: Mention = None,
        *,
        long_text: str = "window",
    ) -> StancePrediction | list[StancePrediction]:
        """One prediction for a text, or a list of them for a list of (text, actor, target).

        A text that is longer than the model's window is read around its mentions, or in
        windows whose answers are averaged by length; ``long_text="error"`` raises
        TextTooLong instead. ValueError for an empty text, a span outside the text, an actor
        string that does not occur in it, and an actor without a target.
        """
        if isinstance(text, str):
            return next(self.stream([Query(text, actor, target)], long_text=long_text))
        queries = (Query(item) if isinstance(item, str) else Query(*item) for item in text)
        return list(self.stream(queries, long_text=long_text))

    def confidence_for(self, max_risk: float, question: str = "stance") -> float:
        """The least probability at which a claim is wrong in at most a share `max_risk` of cases.

        A claim is a hostile or supportive answer. The shares were counted on the development
        splits that the model's card names; other texts may be harder. `question`: "stance" (an
        actor and a target), "sentiment", "topic" or "tone". ValueError for a share that is
        not in (0, 1) or that no probability reaches, and for a model that has no such figures.
        """
        if not 0 < max_risk < 1:
            raise ValueError(f"max_risk must be above 0 and below 1, not {max_risk}")
        rows = self._risk.get(question)
        if not rows:
            raise ValueError(f"{self.model} says nothing of the risk of a {question} answer")
        for confidence, risk in rows:
            if risk <= max_risk:
                return confidence
        raise ValueError(
            f"{self.model}: no answer is that sure; of the surest, from probability "
            f"{rows[-1][0]} on, a share of {rows[-1][1]} is wrong"
        )

    def stream(
        self, queries: Iterable[Query], *, long_text: str = "window"
    ) -> Iterator[StancePrediction]:
        """Predictions in the order of the queries, in bounded memory."""
        if long_text not in LONG_TEXT:
            raise ValueError(f"long_text must be one of {', '.join(LONG_TEXT)}, not {long_text!r}")
        iterator = iter(queries)
        while chunk := list(islice(iterator, BUFFER)):
            yield from self._predict_chunk(chunk, long_text)

    def _predict_chunk(self, queries: Sequence[Query], long_text: str) -> list[StancePrediction]:
        located = [locate(query) for query in queries]
        texts = list(dict.fromkeys(query.text for query in queries))
        encodings = dict(zip(texts, self.encoder.tokenize(texts), strict=True))

        # The two directions of a pair share their row: same ids, positions swapped.
        rows: dict[tuple[int, ...], int] = {}
        asked: list[tuple[int, int, int]] = []  # row, actor position, target position
        parts: list[tuple[int, float]] = []  # query, weight
        for index, query in enumerate(located):
            encoding = encodings[query.text]
            made, whole = self.encoder.rows(encoding, query.actor, query.target)
            if long_text == "error" and (not whole or len(made) > 1):
                raise TextTooLong(
                    f"the text has {len(encoding)} tokens, more than the model's "
                    f"{self.encoder.max_tokens}"
                )
            for row in made:
                number = rows.setdefault(row.ids, len(rows))
                asked.append((number, row.actor, row.target))
                parts.append((index, row.weight))

        logits = self._logits(list(rows), asked)
        answers = np.zeros((len(queries), 3))
        weights = np.zeros((len(queries), 1))
        for (index, weight), row_logits in zip(parts, logits, strict=True):
            temperature = self._temperatures.get(question(located[index]), 1.0)
            answers[index] += max(weight, 1) * _softmax(row_logits / temperature)
            weights[index] += max(weight, 1)
        return [StancePrediction.of(row) for row in answers / weights]

    def _logits(
        self, rows: Sequence[tuple[int, ...]], asked: Sequence[tuple[int, int, int]]
    ) -> npt.NDArray[np.float32]:
        """Logits (asked, 3); rows are batched by length, whatever order they come in."""
        wanted: list[list[int]] = [[] for _ in rows]
        for index, (row, _, _) in enumerate(asked):
            wanted[row].append(index)
        logits = np.zeros((len(asked), 3), dtype=np.float32)
        for batch in by_length([len(row) for row in rows], self._batch_tokens):
            ids, mask = pad([rows[row] for row in batch])
            chosen = [index for row in batch for index in wanted[row]]
            place = {row: position for position, row in enumerate(batch)}
            pairs = np.array([(place[asked[i][0]], *asked[i][1:]) for i in chosen], dtype=np.int64)
            inputs = {"input_ids": ids, "attention_mask": mask, "pairs": pairs}
            logits[chosen] = self._backend.run(inputs)[0]
        return logits


class Located(NamedTuple):
    """A query whose mentions are spans, or a topic."""

    text: str
    actor: Span | None
    target: Span | str | None


def locate(query: Query) -> Located:
    """Spans for the mentions of a query; ValueError for one that is not in the text, for an
    empty text, and for an actor without a target, which asks nothing.
    """
    text = query.text
    if not isinstance(text, str):
        raise ValueError(f"text must be a string, not {type(text).__name__}")
    if not text.strip():
        raise ValueError("the text is empty")
    actor = _mention(text, query.actor, "actor")
    if isinstance(actor, str):
        raise ValueError(f"actor {actor!r} does not occur in the text")
    target = _mention(text, query.target, "target")
    if actor is not None and target is None:
        raise ValueError("an actor needs a target")
    return Located(text, actor, target)


def _mention(text: str, mention: Mention, name: str) -> Span | str | None:
    if mention is None:
        return None
    if isinstance(mention, str):
        if not mention.strip():
            raise ValueError(f"{name} is an empty string")
        return find_words(text, mention) or mention
    span = as_span(mention).check(text, name)
    if not span.of(text).strip():
        raise ValueError(f"{name} [{span.start}, {span.end}] covers no word of the text")
    return span


def question(query: Located) -> str:
    """Which of the model's questions a query is; temperatures are fitted one a question."""
    if query.actor is not None:
        return "stance"
    if query.target is None:
        return "tone"
    return "topic" if isinstance(query.target, str) else "sentiment"


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    shifted = np.exp(logits.astype(np.float64) - logits.max())
    return np.asarray(shifted / shifted.sum())
