"""What the demo does with a text: one model at a time reads it, and the last answers are kept."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import stance
from stance.formats import to_text
from stance.models import ONNX_FILE, find, installed
from stance.reading import decode_text, is_jsonl, json_type, text_of
from stance.schema import Analysis
from stance.segment import is_blank

LONGEST = 100_000
"""Characters of a text at most: some fifteen long articles, minutes for the larger model."""

WAITING = 8
"""Texts that are read or wait for it at most; whoever comes then is told so."""

KEPT = 20
"""Analyses whose reports can be opened and saved; an older one gives way to a new one."""

FORMS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""What a file is, by the end of its name; plain text where that says nothing."""


class Busy(Exception):
    """Too many texts wait to be read."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text and what is asked of it. Without `targets` all that are found are answered for."""

    text: str
    model: str
    targets: tuple[str, ...] = ()
    quoted_only: bool = False
    min_confidence: float | None = None
    name: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Question:
        """The question that a JSON object asks; ValueError says what is wrong with it."""
        text = text_of(dict(row))
        if is_blank(text):
            raise ValueError("there is nothing to read: paste an article or open a file")
        if len(text) > LONGEST:
            raise ValueError(_too_long(len(text)))
        targets = row.get("targets") or []
        if not isinstance(targets, list) or not all(isinstance(item, str) for item in targets):
            raise ValueError(f'the field "targets" must be a list of names, not {targets!r:.40}')
        for field in ("model", "name"):
            if not isinstance(row.get(field, ""), str | None):
                raise ValueError(f'"{field}" must be a string, not {json_type(row[field])}')
        sure = row.get("min_confidence")
        if sure is not None and type(sure) not in (int, float):  # a bool is an int, but no number
            raise ValueError(f'"min_confidence" must be a number, not {json_type(sure)}')
        return cls(
            text,
            row.get("model") or "",
            tuple(name.strip() for name in targets if name.strip()),
            bool(row.get("quoted_only")),
            sure,
            row.get("name") or None,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An analysis under the `key` that its report is found by, and the seconds of reading."""

    key: str
    analysis: Analysis
    seconds: float


class Analyst:
    """Answers questions with the models of `offered`, which are loaded on first use.

    Safe to use from several threads: the models read one text at a time.
    """

    def __init__(self, offered: Mapping[str, str | Path]) -> None:
        self.offered = dict(offered)
        self._pipelines: dict[str, stance.Pipeline] = {}
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._reading = threading.Lock()
        self._keeping = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place among those whose texts are read or wait for it; `Busy` where none is free."""
        if not self._places.acquire(blocking=False):
            raise Busy("too many texts are waiting to be read: ask again in a minute")
        try:
            yield
        finally:
            self._places.release()

    def ask(self, question: Question) -> Answer:
        """Reads the text, after those that others are waiting for.

        ValueError for a model that is not offered; `stance.models.ModelError` for a damaged one;
        `Busy` where too many wait.
        """
        if question.model not in self.offered:
            known = ", ".join(self.offered)
            raise ValueError(f"there is no model {question.model!r} here, only {known}")
        with self.place(), self._reading:
            pipeline = self._pipeline(question.model)
            start = time.perf_counter()
            found = next(
                pipeline.pipe(
                    [question.text],
                    question.targets or None,
                    quoted_only=question.quoted_only,
                    min_confidence=question.min_confidence,
                    long_text="window",
                )
            )
            seconds = time.perf_counter() - start
        answer = Answer(secrets.token_urlsafe(12), replace(found, id=question.name), seconds)
        with self._keeping:
            self._answers[answer.key] = answer
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return answer

    def answer(self, key: str) -> Answer | None:
        """The answer of that key, unless it has given way to newer ones."""
        with self._keeping:
            return self._answers.get(key)

    @property
    def busy(self) -> bool:
        """Whether a model is being loaded or reads."""
        return self._reading.locked()

    @property
    def loaded(self) -> list[str]:
        """The models that are in memory."""
        return list(self._pipelines)

    def _pipeline(self, model: str) -> stance.Pipeline:
        if model not in self._pipelines:
            self._pipelines[model] = stance.load(self.offered[model])
        return self._pipelines[model]


def offered(first: str) -> dict[str, str | Path]:
    """What to load for each name on the page: the model `first`, then the others that are here.

    `stance.models.ModelError` when `first` is not found or is no stance model.
    """
    chosen = find(first, "stance").path
    result: dict[str, str | Path] = {chosen.resolve().name: first}
    for model in installed():
        known = model.kind == "stance" and (model.path / ONNX_FILE).is_file()
        if known and model.path.resolve() != chosen.resolve():
            # Another folder of the same name is told apart by its whole path.
            name = model.path.name if model.path.name not in result else str(model.path)
            result[name] = model.path
    return result


def plain_text(name: str, data: bytes) -> str:
    """The text to analyse in a file of that name: a page or Markdown without its markup.

    ValueError when it is no text, has no words or too many; `stance.extras.MissingExtra` where
    the package that reads web pages is missing.
    """
    if is_jsonl(name):
        raise ValueError(f"{name}: the page reads one text; `stance analyze` reads JSON lines")
    form = FORMS.get(PurePosixPath(name).suffix.lower(), "text")
    text = to_text(decode_text(name, data), form)
    if is_blank(text):
        raise ValueError(f"{name}: there are no words in it")
    if len(text) > LONGEST:
        raise ValueError(f"{name}: {_too_long(len(text))}")
    return text


def _too_long(size: int) -> str:
    return (
        f"the text has {size:,} characters and the page reads {LONGEST:,} at most; "
        "`stance analyze FILE` reads longer ones"
    )
