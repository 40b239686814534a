"""Fitting of the source linker: pairs out of a labelled text, and weights out of pairs."""

from __future__ import annotations

import numpy as np
import pytest
from make_scores import word_scores

pytest.importorskip("sklearn")
pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("datasets")

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.linking import FEATURES
from stance.schema import Coverage, Span
from stance.segment import sentences
from stance.tagger import Scored
from training.fit_linking import BY_LINK_ALONE, fit, measure, pairs

TEXT = "Okoro and Diaz said peace was near. Lund denied it. Vega left."
WORDS = {
    "source": ["Okoro", "Diaz", "Lund"],
    "cue": ["said", "denied"],
    "content": ["peace was near."],
}
LINKS = {"source": {"said": "Okoro", "denied": "Lund"}, "content": {"peace was near.": "said"}}


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


GOLD = GoldAttribution((span("Okoro"),), (span("said"),), (span("peace was near."),))


def document(*items: GoldAttribution) -> AttributionDocument:
    return AttributionDocument("a", TEXT, "x", items)


def scored() -> Scored:
    words = word_scores(TEXT, WORDS, LINKS, sure=4)
    return Scored(TEXT, sentences(TEXT), words, Coverage(len(TEXT), len(TEXT), 1))


def test_pairs_are_of_labelled_cues_with_their_own_source() -> None:
    features, labels = pairs(document(GOLD), scored())
    # Lund's cue is not labelled; Diaz is not linked, but may be.
    link = features[:, FEATURES.index("link")]
    assert labels.tolist() == [True] and link == pytest.approx(0, abs=0.1)
    nobody = GoldAttribution((), GOLD.cue, GOLD.content)
    assert pairs(document(nobody), scored())[1].tolist() == [False]
    features, labels = pairs(document(), scored())
    assert features.shape == (0, len(FEATURES)) and labels.shape == (0,)


def test_the_weights_tell_pairs_apart() -> None:
    generator = np.random.default_rng(0)
    features = generator.normal(size=(400, len(FEATURES)))
    labels = 2 * features[:, 0] - features[:, 4] + 0.1 * features[:, 1] > 0.5
    linker = fit(features, labels)
    assert ((linker.probabilities(features) > 0.5) == labels).mean() > 0.95
    weights = [linker.weights[name] for name in FEATURES]
    assert weights[0] > -weights[4] > 0 and abs(weights[0]) == max(map(abs, weights))


def test_figures_are_of_the_linker_that_is_measured() -> None:
    figures = measure([document(GOLD)], [scored()], BY_LINK_ALONE)
    assert figures["attribution_f1"] == 1
    shy = fit(np.zeros((4, len(FEATURES))), np.array([False, False, False, True]))
    assert measure([document(GOLD)], [scored()], shy)["attribution_f1"] == 0
