"""Any text-classification model as a system: its labels, its input, its errors."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from stance.datasets.base import StanceExample
from stance.evaluation.baselines import load_baseline
from stance.evaluation.baselines.questions import questions
from stance.evaluation.baselines.transformer import guess_labels, second_sentence
from stance.models import ModelError
from stance.schema import Span

BOTH = StanceExample("a", "Okoro denounced Diaz.", "hostile", Span(0, 5), Span(16, 20), "neutral")
TOPIC = StanceExample("c", "We march for it.", "supportive", None, "climate action")
TONE = StanceExample("d", "A dull film.", "hostile")


def make_classifier(folder: Path, encoder: Path, labels: tuple[str, ...]) -> Path:
    """A sequence-classification model on the tiny encoder's tokenizer, weights seeded."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(11)
    config = BertConfig.from_pretrained(encoder)
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: index for index, label in enumerate(labels)}
    BertForSequenceClassification(config).save_pretrained(folder)
    shutil.copy(encoder / "tokenizer.json", folder)
    return folder


@pytest.fixture(scope="module")
def sentiment(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    labels = ("Very Negative", "Negative", "Neutral", "Positive")
    return make_classifier(tmp_path_factory.mktemp("hf"), tiny_encoder, labels)


def test_a_folder_answers_every_kind_of_question(sentiment: Path) -> None:
    system = load_baseline(f"hf:{sentiment}")
    probabilities = system.predict([BOTH, TOPIC, TONE])
    assert np.allclose(probabilities[:, 0].sum(axis=1), 1)
    assert np.allclose(probabilities[:, 1].sum(axis=1), [1, 0, 0])
    alone = [system.predict([example])[0] for example in (BOTH, TOPIC, TONE)]
    assert np.allclose(alone, probabilities, atol=1e-6), "the other items change nothing"
    assert not np.allclose(probabilities[0, 0], probabilities[0, 1]), "the direction is read"
    described = system.describe()
    assert described["labels"]["Very Negative"] == "hostile"
    assert described["bytes"] > 0 and "model.safetensors" in described["sha256"]
    assert system.predict([]).shape == (0, 2, 3)


def test_labels_of_one_meaning_are_added_up(sentiment: Path) -> None:
    as_found = load_baseline(f"hf:{sentiment}").predict([TONE])[0, 0]
    moved = load_baseline(f"hf:{sentiment}#Very Negative=neutral").predict([TONE])[0, 0]
    assert moved[1] > as_found[1] and moved[2] == pytest.approx(as_found[2])
    assert moved.sum() == pytest.approx(1)


def test_a_long_text_is_cut_and_counted(sentiment: Path) -> None:
    system = load_baseline(f"hf:{sentiment}")
    system.predict([StanceExample("long", "the city and the river " * 300, "neutral"), TONE])
    assert system.describe()["truncated"] == 1


def test_labels_are_guessed_from_their_words() -> None:
    stars = [f"{n} star{'s' if n > 1 else ''}" for n in range(1, 6)]
    assert list(guess_labels(stars, {}, "m").values()) == [
        *("hostile", "hostile", "neutral", "supportive", "supportive")
    ]
    assert guess_labels(["FAVOR", "AGAINST", "NONE"], {}, "m") == {
        "FAVOR": "supportive",
        "AGAINST": "hostile",
        "NONE": "neutral",
    }
    assert guess_labels(["NEG", "very_positive"], {}, "m")["very_positive"] == "supportive"


def test_labels_nobody_can_guess_are_asked_for() -> None:
    with pytest.raises(ValueError) as caught:
        guess_labels(["LABEL_0", "LABEL_1", "neutral"], {}, "org/m")
    assert "what do its labels LABEL_0, LABEL_1 mean?" in str(caught.value)
    assert "hf:org/m#LABEL_0=hostile,LABEL_1=hostile" in str(caught.value)
    given = {"LABEL_0": "hostile", "LABEL_1": "supportive"}
    assert guess_labels(["LABEL_0", "LABEL_1"], given, "m") == given
    with pytest.raises(ValueError, match="has no label 'LABEL_9'; it has a, b"):
        guess_labels(["a", "b"], {"LABEL_9": "hostile"}, "m")
    with pytest.raises(ValueError, match="a label means one of hostile, neutral, supportive"):
        guess_labels(["a", "b"], {"a": "bad"}, "m")
    with pytest.raises(ValueError, match="gives one number"):
        guess_labels(["LABEL_0"], {}, "m")


def test_the_second_sentence_is_the_question() -> None:
    seconds = [second_sentence(question) for question in questions([BOTH, TOPIC, TONE])]
    assert seconds == ["Okoro -> Diaz", "Diaz -> Okoro", "climate action", None]


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        load_baseline(f"hf:{tmp_path}")
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="no such folder"):
        load_baseline(f"hf:{tmp_path / 'nowhere'}")
