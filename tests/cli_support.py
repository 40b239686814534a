"""What the tests of the command line share: small files, and fakes for the models.

The fakes stand in for the models only: files, arguments, formats, errors and exit codes are
those of the command itself.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import stance
from stance.classifier import TextTooLong
from stance.query import Query
from stance.schema import Analysis, Coverage, Entity, Evidence, Span, Stance, StancePrediction

SAYS = "Lund denounced Russia."
HOSTILE = StancePrediction.of((0.95, 0.03, 0.02))
NEUTRAL = StancePrediction.of((0.1, 0.8, 0.1))


class FakePipeline:
    """Finds Lund hostile toward Russia wherever both occur."""

    def __init__(self) -> None:
        self.loaded: list[tuple[Any, ...]] = []
        self.longest = 0
        self.max_risk: float | None = None
        self.min_confidence: float | None = None

    def load(self, *names: str, **options: Any) -> FakePipeline:
        self.loaded.append((*names, options))
        return self

    def pipe(
        self,
        texts: Iterable[str],
        targets: Sequence[str] | None,
        *,
        quoted_only: bool = False,
        min_confidence: float | None = None,
        max_risk: float | None = None,
        long_text: str,
    ) -> Iterator[Analysis]:
        if max_risk is not None and max_risk < 0.01:
            raise ValueError("no answer is that sure")
        self.min_confidence, self.max_risk = min_confidence, max_risk
        for text in texts:
            self.longest = max(self.longest, len(text))
            if long_text == "error" and len(text) > 1000:
                raise TextTooLong("the text has 9,999 tokens, more than the model reads")
            found = analysis(text, targets or ())
            yield replace(found, stances=found.stances[:1]) if quoted_only else found


def analysis(text: str, targets: Sequence[str]) -> Analysis:
    if not text.strip():
        return Analysis(text, coverage=Coverage(len(text), len(text), 0))
    stances: tuple[Stance, ...] = ()
    a, t = text.find("Lund"), text.find("Russia")
    if a >= 0 and t >= 0:
        found = Evidence(Span(0, len(text)), Span(a, a + 4), Span(t, t + 6), HOSTILE, 0)
        stances = (
            Stance("lund", "russia", HOSTILE, (found,)),
            Stance("russia", "lund", NEUTRAL, (found,)),
        )
    return Analysis(
        text,
        entities=(Entity("lund", "Lund", "PERSON"), Entity("russia", "Russia", "LOCATION")),
        stances=stances,
        sentiment=NEUTRAL,
        coverage=Coverage(len(text), len(text), 1),
        missing_targets=tuple(target for target in targets if target not in text),
    )


class FakeClassifier:
    """Answers hostile; a text with the words "no token" fails as a span without token would."""

    def __init__(self) -> None:
        self.asked: list[list[Query]] = []
        self.options: dict[str, Any] = {}

    def load(self, name: str, **options: Any) -> FakeClassifier:
        self.options = {"name": name, **options}
        return self

    def predict(self, queries: Sequence[Query], *, long_text: str) -> list[StancePrediction]:
        self.asked.append(list(queries))
        for query in queries:
            if "no token" in query.text:
                raise ValueError("span [0, 1] covers no word of the text")
            if long_text == "error" and len(query.text) > 1000:
                raise TextTooLong("the text has 9,999 tokens, more than the model reads")
        return [HOSTILE for _ in queries]


def write(path: Path, words: str | bytes) -> str:
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return str(path)


def rows(path: Path, *items: Any) -> str:
    """A JSONL file; strings are written as they are, everything else as JSON."""
    lines = [item if isinstance(item, str) else json.dumps(item) for item in items]
    return write(path, "".join(line + "\n" for line in lines))


def objects(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def stdin(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(words.encode())))


Captured = pytest.CaptureFixture[str]


def one_error(capsys: Captured) -> str:
    """The single line on stderr, with nothing on stdout."""
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("stance: error: ") and err.count("\n") == 1
    return err


def run(*argv: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs Python with the very package that these tests import, checkout or wheel."""
    root = str(Path(stance.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        [sys.executable, *argv],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, **options.pop("env", {})},
        timeout=120,
        **options,
    )
