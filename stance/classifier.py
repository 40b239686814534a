"""The classify step: the stance of an actor toward a target in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt

from stance.backends import load_backend
from stance.batching import CPU_TOKENS, PADDED_TOKENS
from stance.models import DEFAULT_STANCE, ModelFolder, find
from stance.query import Located, Mention, Query, locate
from stance.rows import Rows, load_encoder, temperatures
from stance.schema import LABELS, StancePrediction

LONG_TEXT = ("window", "error")

BUFFER = 2048
"""Queries held at once when streaming."""


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
        self.encoder = load_encoder(folder)
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
        if actor is not None or target is not None:
            raise ValueError("several texts have an actor and a target each: (text, actor, target)")
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
        rows = Rows.of(self.encoder, located)
        if long_text == "error" and (cut := rows.cut):
            raise TextTooLong(self._too_long(located[min(cut)]))
        divisors = temperatures(self._temperatures, located)[rows.owners]
        answers = np.zeros((len(rows.pairs), len(LABELS)))
        for chosen, inputs in rows.batches(self._batch_tokens):
            answers[chosen] = _softmax(self._backend.run(inputs)[0] / divisors[chosen])
        return [StancePrediction.of(row) for row in rows.mean(answers)]

    def _too_long(self, query: Located) -> str:
        tokens = len(self.encoder.tokenize([query.text])[0])
        what, room = "the text has", self.encoder.room
        if isinstance(query.target, str):
            topic = len(self.encoder.tokenize([query.target])[0])
            what, tokens = "text and target have", tokens + topic
            if topic > self.encoder.topic_room:
                what, tokens, room = "the target has", topic, self.encoder.topic_room
        return f"{what} {tokens} tokens, more than the {room} that the model reads"


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    shifted = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
