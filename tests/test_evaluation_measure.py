"""One system on one split: everything that a result holds, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from evaluation_support import Oracle

from stance.datasets.base import (
    AttributionDocument,
    GoldAttribution,
    NamedStance,
    StanceDocument,
    StanceExample,
)
from stance.evaluation.documents import GoldArticle
from stance.evaluation.measure import (
    Known,
    Settings,
    measure_articles,
    measure_attributions,
    measure_examples,
    measure_seesaw,
    question,
)
from stance.evaluation.statistics import Resampling
from stance.pipeline import Pipeline
from stance.schema import Analysis, Attribution, Coverage, Entity, Span, Stance, StancePrediction
from stance.tagger import Mention, Tagged, Tagger

SETTINGS = Settings(Resampling(50))
LABELS = ("hostile", "neutral", "supportive")


def examples(count: int = 60) -> list[StanceExample]:
    """Two of an article."""
    return [
        StanceExample(
            f"item-{number}",
            f"Okoro met Diaz and {number} others.",
            LABELS[number % 3],
            Span(0, 5),
            Span(10, 14),
            group=f"article-{number // 2}",
        )
        for number in range(count)
    ]


def test_a_result_holds_everything_there_is_to_say() -> None:
    items = examples()
    wrong = {"item-0": "supportive", "item-4": "hostile"}
    mentions = (Mention(Span(0, 5), "PERSON"),)
    tagged = [Tagged(e.text, (), mentions, (), Coverage(1, 1, 1)) for e in items]
    known = Known(items[:1], "train", tagged)
    system = Oracle(wrong=wrong)
    measured = measure_examples(system, "my.csv", "dev", items, SETTINGS, known)
    found = measured.result
    assert (found.set, found.split, found.system, found.task) == (
        "my.csv",
        "dev",
        "oracle",
        "stance",
    )
    assert (found.items, found.groups, found.headline) == (60, 30, "macro_f1")
    assert found.figures["accuracy"].value == pytest.approx(58 / 60)
    low, high = found.figures["accuracy"].low, found.figures["accuracy"].high
    assert low is not None and high is not None and low < 58 / 60 < high
    assert found.confusion is not None and found.confusion.counts[0] == (19, 0, 1)
    assert found.calibration is not None
    assert found.calibration.ece == pytest.approx(58 / 60 - 0.8)
    assert found.risk is not None and found.risk.errors[-1] == pytest.approx(2 / 60)
    assert [(m.id, m.gold, m.predicted) for m in found.mistakes] == [
        ("item-0", "hostile", "supportive"),
        ("item-4", "neutral", "hostile"),
    ]
    assert found.mistakes[0].question == "Okoro toward Diaz"
    assert found.mistakes[0].confidence == pytest.approx(0.8)
    (overlap,) = found.overlaps
    assert (overlap.same_text, overlap.same_group) == (1, 2)
    assert ("text in train", "no", 59) in {(s.name, s.value, s.items) for s in found.slices}
    assert json.loads(json.dumps(measured.items))[1] == {
        "id": "item-1",
        "question": "Okoro toward Diaz",
        "gold": "neutral",
        "label": "neutral",
        "score": 0.0,
        "probabilities": {"hostile": 0.1, "neutral": 0.8, "supportive": 0.1},
    }


def test_the_surest_mistake_comes_first_and_the_list_ends() -> None:
    class Doubtful(Oracle):
        def predict(self, examples: Any) -> Any:
            answers = super().predict(examples)
            answers[1, 0] = (0.9, 0.05, 0.05)
            return answers

    system = Doubtful(wrong={"item-0": "neutral", "item-1": "hostile"})
    found = measure_examples(system, "x", "", examples(6), replace(SETTINGS, mistakes=1)).result
    assert [mistake.id for mistake in found.mistakes] == ["item-1"]


def test_both_directions_are_answers_and_questions() -> None:
    pairs = [replace(e, reverse="neutral", group=None) for e in examples(6)]
    measured = measure_examples(Oracle(), "directed_news", "dev", pairs, SETTINGS)
    assert measured.result.figures["accuracy"].value == 1
    assert measured.result.groups is None and len(measured.groups) == 12
    assert measured.items[0]["reverse"]["label"] == "neutral"
    reverse = question(pairs[0], reverse=True)
    assert reverse == "Diaz toward Okoro"


def test_questions_in_words() -> None:
    text = "Okoro met Diaz."
    assert question(StanceExample("1", text, "neutral")) == "the tone of the text"
    assert (
        question(StanceExample("1", text, "neutral", target="taxes")) == "the writer toward taxes"
    )


def test_an_id_that_is_there_twice_is_refused() -> None:
    items = [*examples(3), examples(1)[0]]
    with pytest.raises(ValueError, match="'item-0' 2 times"):
        measure_examples(Oracle(), "x", "", items, SETTINGS)


@pytest.mark.parametrize("value", [np.nan, -1.0, 0.0])
def test_an_item_without_probabilities_is_named(value: float) -> None:
    class Broken(Oracle):
        def predict(self, examples: Any) -> Any:
            answers = super().predict(examples)
            answers[1, 0] = value
            return answers

    with pytest.raises(ValueError, match="oracle has no probabilities for the item 'item-1'"):
        measure_examples(Broken(), "x", "", examples(3), SETTINGS)


def test_too_few_answers_are_refused() -> None:
    class Short(Oracle):
        def predict(self, examples: Any) -> Any:
            return super().predict(examples)[:-1]

    with pytest.raises(ValueError, match=r"oracle answered with an array of \(2, 2, 3\)"):
        measure_examples(Short(), "x", "", examples(3), SETTINGS)


TEXT = "Okoro said the plan is dead. Diaz agreed."
FIRST = (Span(0, 5), Span(6, 10), Span(11, 27))


def fake_tagger() -> Tagger:
    """Finds the first of two attributions in TEXT."""
    source, cue, content = FIRST
    attribution = Attribution(source, (cue,), (content,))

    def stream(texts: Any) -> Any:
        return (Tagged(text, (), (), (attribution,), Coverage(1, 1, 1)) for text in texts)

    model = SimpleNamespace(name="tagger-x", version="1", files={})
    return cast(Tagger, SimpleNamespace(stream=stream, model=model))


def test_attributions_count_every_article_once() -> None:
    source, cue, content = FIRST
    right = GoldAttribution((source,), (cue,), (content,))
    missed = GoldAttribution((Span(29, 33),), (Span(34, 40),), ())
    annotated = [
        AttributionDocument("a", TEXT, "x", (right, missed)),
        AttributionDocument("a", TEXT, "y", (right,)),
        AttributionDocument("b", TEXT, "x", (right,)),
    ]
    measured = measure_attributions(fake_tagger(), "polnear", "dev", annotated, SETTINGS)
    found = measured.result
    assert (found.items, found.groups, found.system) == (2, 2, "tagger-x")
    assert found.figures["attribution_f1"].value == pytest.approx(2 * 2 / (2 + 3))
    assert found.figures["attribution_f1_human"].value == pytest.approx(2 * 2 / (3 + 3))
    (mistake,) = found.mistakes
    assert mistake.gold == "Diaz | agreed | nobody" and mistake.predicted == "nothing right"
    assert measured.items[0]["attributions"] == [
        {"source": [0, 5], "cue": [[6, 10]], "content": [[11, 27]]}
    ]
    assert measured.headline(measured.sample) == found.score.value


def fake_pipeline() -> Pipeline:
    """Finds Okoro hostile toward Diaz in every text."""

    def pipe(texts: Any, min_confidence: float | None = None) -> Any:
        for text in texts:
            entities = (
                Entity("okoro", "Okoro", "PERSON", (Span(0, 5),)),
                Entity("diaz", "Diaz", "PERSON", (Span(29, 33),)),
            )
            answer = StancePrediction.of((0.9, 0.05, 0.05))
            yield Analysis(text, (), entities, (), (Stance("okoro", "diaz", answer, ()),))

    model = SimpleNamespace(name="stance-x")
    return cast(Pipeline, SimpleNamespace(pipe=pipe, classifier=SimpleNamespace(model=model)))


def test_articles_with_stances_are_measured_end_to_end() -> None:
    aliases: dict[str, tuple[str, ...]] = {"okoro": ("Okoro",), "diaz": ("Diaz",)}
    articles = [
        GoldArticle("one", "dev", TEXT, aliases, {("okoro", "diaz"): "hostile"}),
        GoldArticle("two", "dev", TEXT, aliases, {("diaz", "okoro"): "hostile"}),
    ]
    measured = measure_articles(fake_pipeline(), "seeds", "dev", articles, SETTINGS)
    found = measured.result
    assert found.task == "articles" and found.system == "stance-x"
    assert found.figures["triple_f1"].value == 1 / 2
    assert found.losses["right"] == found.losses["pair not proposed"] == 1
    assert {mistake.id for mistake in found.mistakes} == {"two"}
    assert [item["id"] for item in measured.items] == ["one", "two"]
    assert measured.headline(measured.sample) == found.score.value


def test_seesaw_is_measured_from_the_text() -> None:
    names: dict[str, tuple[str, ...]] = {"Ada Okoro": ("Ada Okoro",), "Diaz": ("Diaz",)}
    article = StanceDocument(
        "d", TEXT, (Span(0, len(TEXT)),), names, (NamedStance("Ada Okoro", "Diaz", "hostile", 0),)
    )
    measured = measure_seesaw(fake_pipeline(), "seesaw", "all", [article], SETTINGS)
    found = measured.result
    assert found.figures["document_triple_f1"].value == 1
    assert found.figures["sentence_triple_f1"].value == 0  # without evidence there is no place
    assert found.losses["right"] == 1 and found.figures["document_triple_f1"].low is None


def test_seesaw_can_be_asked_with_its_entities_listed() -> None:
    names: dict[str, tuple[str, ...]] = {"Ada Okoro": ("Ada Okoro",), "Diaz": ("Diaz",)}
    article = StanceDocument("d", TEXT, (Span(0, len(TEXT)),), names, ())
    asked = []

    class Listening:
        classifier = SimpleNamespace(model=SimpleNamespace(name="stance-x"))

        def __call__(self, text: str, targets: list[str], min_confidence: float | None) -> Analysis:
            asked.append((text, targets, min_confidence))
            return next(iter(fake_pipeline().pipe([text])))

    pipeline = cast(Pipeline, Listening())
    settings = replace(SETTINGS, min_confidence=0.2)
    measured = measure_seesaw(pipeline, "seesaw_listed", "all", [article], settings, listed=True)
    assert asked == [(TEXT, ["Ada Okoro", "Diaz"], 0.2)]
    assert settings.to_dict()["min_confidence"] == 0.2
    assert "given as targets" in measured.result.protocol
