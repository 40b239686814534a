"""Bags of words, trained by the same command: TF-IDF and logistic regression (scikit-learn).

Every direction of an example is a row of its own, its text what stands near the mentions
(`questions.cropped`). Its features are

- the words and pairs of neighbouring words of the text, with ACTOR and TARGET in the places
  of the two mentions;
- the words, and pairs of them, between the mentions, prefixed with which of the two comes
  first, and that order itself;
- where a mentioned target is all there is, the five words on each side of it;
- for a topic, the topic alone and with every word of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import metadata
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.datasets.base import StanceExample
from stance.evaluation.baselines.questions import (
    WORD,
    Question,
    actor_first,
    answer_array,
    between,
    cropped,
    marked,
    questions,
)
from stance.extras import require
from stance.schema import LABELS, Span

ACTOR, TARGET = "ACTOR", "TARGET"

NEAR = 5
"""Words on each side of a mentioned target that are features of their own."""

STRENGTH = 10.0
"""Inverse strength of the L2 penalty (scikit-learn's C): the best of 1, 3 and 10 on DSE valid."""


class TfIdf:
    """TF-IDF with logistic regression; deterministic, needs scikit-learn."""

    name = "tfidf"

    def __init__(self) -> None:
        text = require("sklearn.feature_extraction.text", extra="eval")
        linear = require("sklearn.linear_model", extra="eval")
        self._vectorizer: Any = text.TfidfVectorizer(
            analyzer=_feature_list, min_df=2, sublinear_tf=True
        )
        self._model: Any = linear.LogisticRegression(C=STRENGTH, max_iter=1000)
        self._fitted_on = 0

    def fit(self, examples: Sequence[StanceExample]) -> None:
        """Fits both on the questions of the examples; ValueError when all have one label."""
        asked = [cropped(question) for question in questions(examples)]
        labels = [LABELS.index(question.label) for question in asked]
        if len(set(labels)) < 2:
            raise ValueError("baseline:tfidf needs examples of at least two labels to learn from")
        self._model.fit(self._vectorizer.fit_transform(asked), labels)
        self._fitted_on = len(asked)

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`; ValueError before `fit`."""
        if not self._fitted_on:
            raise ValueError("baseline:tfidf has to be fitted on a train split first")
        asked = [cropped(question) for question in questions(examples)]
        answers = np.zeros((len(asked), len(LABELS)))
        if asked:
            features = self._vectorizer.transform(asked)
            answers[:, self._model.classes_] = self._model.predict_proba(features)
        return answer_array(asked, answers, len(examples))

    def describe(self) -> dict[str, Any]:
        return {
            "kind": "baseline",
            "name": self.name,
            "version": f"scikit-learn {metadata.version('scikit-learn')}",
            "C": STRENGTH,
            "min_df": 2,
            "questions": self._fitted_on,
            "features": len(self._vectorizer.vocabulary_) if self._fitted_on else None,
        }


def _feature_list(question: Question) -> list[str]:
    return list(features(question))


def features(question: Question) -> Iterator[str]:
    """The features of one question, see the module."""
    words = [
        word if word in (ACTOR, TARGET) else word.lower()
        for word in WORD.findall(marked(question, f" {ACTOR} ", f" {TARGET} "))
    ]
    yield from _words_and_pairs(words)
    first, target = actor_first(question), question.target
    if first is not None:
        order = "actor first" if first else "target first"
        yield order
        inner = _words(between(question))
        yield from (f"{order}: {feature}" for feature in _words_and_pairs(inner))
    elif isinstance(target, Span):
        yield from (f"before: {word}" for word in _words(question.text[: target.start])[-NEAR:])
        yield from (f"after: {word}" for word in _words(question.text[target.end :])[:NEAR])
    elif target is not None:
        yield f"topic {target}"
        yield from (f"topic {target}: {word}" for word in words)


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _words_and_pairs(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
