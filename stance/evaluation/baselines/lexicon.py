"""A lexicon without training: VADER's valence of the words around the mentions.

Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
Media Text", ICWSM 2014, as its authors' package computes it.

What is read
    - actor and target: the words between the two mentions, as English has subject, verb,
      object. They count for whoever is named first, or, when they end in "by" ("was praised
      by the"), for whoever is named second; the other direction is neutral;
    - a target that is mentioned: ten words on each side of it;
    - a topic, or nothing: the whole text.
    The names themselves are left out: to VADER, "United" is praise.

From valence to probabilities
    VADER's compound valence c lies in [-1, 1]; its authors call it positive from 0.05 up and
    negative from -0.05 down. The probabilities are the softmax of (-c, 0.05, c) / 0.25, whose
    largest entry changes at exactly these two thresholds. 0.25 is a choice, not a fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.datasets.base import StanceExample
from stance.evaluation.baselines.questions import (
    Question,
    actor_first,
    answer_array,
    between,
    questions,
)
from stance.extras import require
from stance.schema import Span

WINDOW = 10
"""Words read on each side of a mentioned target."""

THRESHOLD = 0.05
"""Compound valence beyond which VADER's authors call a text positive or negative."""

TEMPERATURE = 0.25


class Lexicon:
    """VADER on the words around the mentions; needs the package vaderSentiment."""

    name = "lexicon"

    def __init__(self) -> None:
        vader = require("vaderSentiment.vaderSentiment", extra="eval")
        self._analyzer: Any = vader.SentimentIntensityAnalyzer()

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`."""
        asked = questions(examples)
        valences = np.array([self._valence(question) for question in asked])
        return answer_array(asked, _probabilities(valences), len(examples))

    def describe(self) -> dict[str, Any]:
        return {
            "kind": "baseline",
            "name": self.name,
            "version": f"vaderSentiment {metadata.version('vaderSentiment')}",
            "window": WINDOW,
            "threshold": THRESHOLD,
            "temperature": TEMPERATURE,
        }

    def _valence(self, question: Question) -> float:
        return float(self._analyzer.polarity_scores(words_read(question))["compound"])


def words_read(question: Question) -> str:
    """The words whose valence answers the question, "" where the question is not theirs."""
    first = actor_first(question)
    if first is not None:
        words = between(question)
        passive = "by" in words.lower().split()[-2:]  # "by the mayor" has one more word
        return words if first is not passive else ""
    if isinstance(question.target, Span):
        before = question.text[: question.target.start].split()[-WINDOW:]
        after = question.text[question.target.end :].split()[:WINDOW]
        return " ".join([*before, *after])
    return question.text


def _probabilities(valences: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probabilities (n, 3) from compound valences (n,)."""
    neutral = np.full_like(valences, THRESHOLD)
    scores = np.exp(np.stack([-valences, neutral, valences], axis=1) / TEMPERATURE)
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))
