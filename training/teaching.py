"""Teachers' answers on training rows: knowledge distillation.

Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015: of one larger
model, or of the mean of several; here without a temperature, since their probabilities are
calibrated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.query import Query, locate
from stance.schema import LABELS, Span

CHUNK = 2048
"""Questions after which answers are written down: what a killed run loses at most."""


class Teachers:
    """Models whose answers are averaged. `shares`: the weight of each, by its name or folder.

    ValueError where there is none, or a share is not above zero.
    """

    def __init__(self, shares: Mapping[str, float], work: Path) -> None:
        if not shares or min(shares.values()) <= 0:
            raise ValueError(f"teachers need shares above zero, not {dict(shares)}")
        total = sum(shares.values())
        self._teachers = [(share / total, Teacher(name, work)) for name, share in shares.items()]

    def teach(
        self, examples: Sequence[StanceExample], rows: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The rows of these examples with `taught`: probabilities (2, 3), as asked and, where
        actor and target are both marked, of the other direction (else zeros)."""
        pairs = [_queries(example) for example in examples]
        asked = [query for pair in pairs for query in pair if query is not None]
        answers = [(share, teacher.answers(asked)) for share, teacher in self._teachers]

        def mean(query: Query | None) -> list[float]:
            if query is None:
                return [0.0] * len(LABELS)
            weighed = [[share * p for p in given[query]] for share, given in answers]
            return [sum(column) for column in zip(*weighed, strict=True)]

        return [
            {**row, "taught": [mean(query) for query in pair]}
            for row, pair in zip(rows, pairs, strict=True)
        ]


class Teacher:
    """A model whose answers are kept in a folder, so that no question is asked twice.

    `teacher`: a model's name or folder. `work`: where the answers go, in a file named by the
    digest of the teacher's files, so that no other model's answers are taken for its own.
    """

    def __init__(self, teacher: str, work: Path) -> None:
        self._classifier = StanceClassifier.from_pretrained(teacher)
        model = self._classifier.model
        digest = hashlib.sha256(json.dumps(model.digests(), sort_keys=True).encode()).hexdigest()
        self._path = work / f"answers-{digest[:16]}.jsonl"
        self._answers = _read(self._path)

    def answers(self, queries: Iterable[Query]) -> dict[Query, list[float]]:
        """The probabilities of the three labels for each question."""
        different = dict.fromkeys(queries)
        self._ask(different)
        return {query: self._answers[_key(query)] for query in different}

    def _ask(self, queries: dict[Query, None]) -> None:
        """Answers what is not answered yet."""
        new = iter([query for query in queries if _key(query) not in self._answers])
        self._path.parent.mkdir(parents=True, exist_ok=True)
        while chunk := list(islice(new, CHUNK)):
            answers = {
                _key(query): [round(prediction.probabilities[label], 6) for label in LABELS]
                for query, prediction in zip(chunk, self._classifier.stream(chunk), strict=True)
            }
            with self._path.open("a", encoding="utf-8") as file:
                # The break comes first: a line that a kill cut short must not eat the next one.
                file.writelines(f"\n{json.dumps(item)}" for item in answers.items())
            self._answers |= answers


def _read(path: Path) -> dict[str, list[float]]:
    """The answers in a file; a line that was cut off when a run was killed is asked again."""
    return dict(_whole_lines(path)) if path.exists() else {}


def _whole_lines(path: Path) -> Iterator[tuple[str, list[float]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            key, answer = json.loads(line)
        except ValueError:
            continue
        yield key, answer


def _key(query: Query) -> str:
    return hashlib.sha256(json.dumps(query).encode()).hexdigest()[:24]


def _queries(example: StanceExample) -> tuple[Query, Query | None]:
    located = locate(Query(example.text, example.actor, example.target))
    forward = Query(*located)
    if located.actor is None or not isinstance(located.target, Span):
        return forward, None
    return forward, Query(located.text, located.target, located.actor)
