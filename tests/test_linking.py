"""Which source a cue has: features by hand, choice, the weights that ship."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from make_scores import word_scores

from stance.attributions import find_cues, find_sources
from stance.contents import Places
from stance.linking import FEATURES, Rivals, SourceLinker, default_linker, rivals
from stance.segment import sentences

TEXT = "Okoro and Diaz said it. Lund said so, and Vega denied it."
WORDS = {
    "source": ["Okoro", "Diaz", "Lund", "Vega"],
    "cue": ["said it.", "denied"],
    "entity": ["Okoro", "Lund"],
}


def found(links: dict[str, str]) -> list[Rivals]:
    words = word_scores(TEXT, WORDS, {"source": links}, sure=3)
    places = Places.of(words, sentences(TEXT), ())
    return list(rivals(words, find_cues(words), find_sources(words), places.sentence))


def test_a_cue_has_the_linked_sources_of_its_sentence() -> None:
    said, denied = found({"said it.": "Okoro", "denied": "Vega"})
    # Every goal of the block is seen by every row; those of the other sentence are left out.
    assert (said.cue, said.sources) == (0, [0])
    assert (denied.cue, denied.sources) == (1, [3])
    assert found({}) == []


def test_the_features_of_a_pair() -> None:
    words = word_scores(TEXT, WORDS, {"source": {"said": "Okoro", "it.": "Diaz"}}, sure=3)
    places = Places.of(words, sentences(TEXT), ())
    (pairs, *_) = rivals(words, find_cues(words), find_sources(words), places.sentence)
    one, other = (dict(zip(FEATURES, row, strict=True)) for row in pairs.features)
    total = math.log(math.exp(3) + 2)
    assert one["link"] == pytest.approx(3 - total, abs=1e-4)
    assert one["none"] == other["none"] == pytest.approx(-total, abs=1e-4)
    assert one["margin"] == pytest.approx(3, abs=1e-4) and other["margin"] == -one["margin"]
    assert one["distance"] == pytest.approx(math.log(3)) and other["distance"] == 0
    assert (one["before"], other["before"]) == (1, 1)
    assert (one["nearest"], other["nearest"]) == (0, 1)
    assert (one["named"], other["named"]) == (1, 0)
    assert one["source"] == other["source"] > 2


def test_the_best_pair_is_chosen_if_it_is_good_enough() -> None:
    linker = SourceLinker(dict.fromkeys(FEATURES, 0.0) | {"link": 2.0}, bias=1.0, threshold=0.5)
    features = np.zeros((2, len(FEATURES)))
    features[:, 0] = (-1.0, -0.4)
    assert linker.probabilities(features) == pytest.approx(1 / (1 + np.exp([1.0, -0.2])))
    assert linker.choose(Rivals(0, [4, 7], features)) == 7
    features[1, 0] = -0.6
    assert linker.choose(Rivals(0, [4, 7], features)) is None
    assert linker.choose(Rivals(0, [], features[:0])) is None


def test_the_weights_that_ship() -> None:
    linker = default_linker()
    assert SourceLinker.from_json(linker.to_json()) == linker
    assert linker.weights["link"] > 0 > linker.weights["none"]
    assert 0 < linker.threshold < 1


def test_weights_of_other_features_are_refused() -> None:
    data = json.loads(default_linker().to_json())
    del data["weights"]["link"]
    with pytest.raises(ValueError, match="link"):
        SourceLinker.from_json(json.dumps(data))
