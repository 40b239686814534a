"""The main job on the shipped models: from an article to who stands where toward whom."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import stance
from stance import Analysis, Pipeline, TextTooLong

ARTICLE = (
    "LAGOS — Trade Minister Ada Okoro on Monday denounced the European Union, calling its new "
    "tariff “a slap in the face of every farmer”. She praised Brazil, which she described as "
    "“a loyal and generous friend”.\n"
    "Ben Diaz, a spokesman for the farmers' union, said Okoro had shown great courage.\n"
    "The talks will resume in Geneva in May."
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return stance.load()


@pytest.fixture(scope="module")
def analysis(pipeline: Pipeline) -> Analysis:
    return pipeline(ARTICLE)


def test_the_main_job(analysis: Analysis) -> None:
    found = {(s.actor, s.target): s.label for s in analysis if s.label != "neutral"}
    assert found[("ada-okoro", "european-union")] == "hostile"
    assert found[("ada-okoro", "brazil")] == "supportive"
    assert found[("ben-diaz", "ada-okoro")] == "supportive"


def test_places_that_only_locate_are_no_targets(analysis: Analysis) -> None:
    assert not [s for s in analysis if s.target == "geneva" and s.label != "neutral"]


def test_every_offset_is_inside_the_text_and_names_its_words(analysis: Analysis) -> None:
    for entity in analysis.entities:
        for span in entity.mentions:
            assert 0 <= span.start < span.end <= len(ARTICLE)
            assert span.of(ARTICLE).strip() == span.of(ARTICLE)
    for item in analysis:
        for evidence in item.evidence:
            assert evidence.span.covers(evidence.target)
            assert evidence.span.covers(evidence.actor)
            quoted = evidence.attribution is not None
            assert evidence.kind == ("quoted" if quoted else "stated")


def test_json_comes_back_as_it_was(analysis: Analysis) -> None:
    data = json.loads(analysis.to_json())
    assert Analysis.from_dict(data).to_dict() == data
    assert data["model"].keys() == {"stance", "tagger"}


def test_targets_limit_the_answer_under_any_name(pipeline: Pipeline) -> None:
    about = pipeline(ARTICLE, targets=["EU", "NATO"])
    assert {item.target for item in about} == {"european-union"}
    assert about.missing_targets == ("NATO",)


def test_an_issue_can_be_a_target(pipeline: Pipeline) -> None:
    text = (
        "Gun control divides them. Ada Okoro denounced gun control. Ben Diaz praised gun control."
    )
    about = pipeline(text, targets=["gun control"])
    assert {(item.actor, item.label) for item in about} == {
        ("ada-okoro", "hostile"),
        ("ben-diaz", "supportive"),
    }
    assert [len(entity.mentions) for entity in about.entities if entity.id == "gun-control"] == [3]


def test_quoted_only_leaves_out_what_the_writer_reports(pipeline: Pipeline) -> None:
    quoted = pipeline(ARTICLE, quoted_only=True)
    assert quoted.stances
    assert all(e.kind == "quoted" for item in quoted for e in item.evidence)


def test_a_lower_risk_claims_less(pipeline: Pipeline) -> None:
    text = "Ada Okoro called the NATO plan reckless. Ben Diaz might like NATO better than her."
    claimed = [
        {
            (item.actor, item.target): item.label
            for item in pipeline(text, max_risk=risk)
            if item.label != "neutral"
        }
        for risk in (None, 0.2, 0.1)
    ]
    assert claimed[0].items() >= claimed[1].items() >= claimed[2].items()
    confidence = pipeline.classifier.confidence_for(0.1)
    for item in pipeline(text, max_risk=0.1):
        assert item.label == "neutral" or item.prediction.probabilities[item.label] >= confidence
    with pytest.raises(ValueError, match="max_risk must be above 0 and below 1"):
        pipeline(text, max_risk=0.0)


def test_how_sure_a_stance_must_be_can_be_said(pipeline: Pipeline) -> None:
    text = "Ada Okoro called the NATO plan reckless. Ben Diaz might like NATO better than her."

    def claimed(least: float | None) -> set[tuple[str, str]]:
        found = pipeline(text, min_confidence=least)
        return {(item.actor, item.target) for item in found if item.label != "neutral"}

    assert claimed(0.05) >= claimed(0.2) >= claimed(None) >= claimed(0.9)
    assert len(claimed(0.05)) > len(claimed(0.9))
    for item in pipeline(text, min_confidence=0.2):
        assert item.label == "neutral" or item.prediction.probabilities[item.label] >= 0.2
    with pytest.raises(ValueError, match="min_confidence must be above 0 and below 1, not 1"):
        pipeline(text, min_confidence=1)
    with pytest.raises(ValueError, match="give min_confidence or max_risk, not both"):
        pipeline(text, min_confidence=0.6, max_risk=0.1)


def test_streaming_keeps_order_and_gives_the_same_answers(pipeline: Pipeline) -> None:
    texts = [ARTICLE, "", "Nothing of note happened on Sunday.", ARTICLE]

    def stream() -> Iterator[str]:
        yield from texts

    found = list(pipeline.pipe(stream()))
    assert [item.text for item in found] == texts
    alone = [pipeline(text) for text in texts]
    for one, other in zip(found, alone, strict=True):
        # In any order: int8 answers move a little with the batch they are in.
        assert {(s.actor, s.target): s.label for s in one} == {
            (s.actor, s.target): s.label for s in other
        }


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "..."])
def test_a_text_without_words_has_an_empty_answer(pipeline: Pipeline, text: str) -> None:
    found = pipeline(text)
    assert not found.stances
    assert found.sentiment is None
    assert found.coverage.characters == len(text)


def test_odd_characters_pass_through(pipeline: Pipeline) -> None:
    text = "Ada Okoro\x00 denounced\x1b[31m the \ud800European Union.\u2028Ben Diaz left. 🎉"
    found = pipeline(text)
    assert found.text == text
    assert found.coverage.characters == len(text)


def test_a_long_text_is_read_whole_in_windows_or_refused(pipeline: Pipeline) -> None:
    text = "\n".join([ARTICLE] * 8)
    found = pipeline(text)
    assert found.coverage.windows > 1
    assert found.coverage.read == found.coverage.characters == len(text)
    with pytest.raises(TextTooLong, match="windows"):
        pipeline(text, long_text="error")
    with pytest.raises(ValueError, match="window, error"):
        pipeline(text, long_text="cut")


def test_a_text_must_be_a_string(pipeline: Pipeline) -> None:
    with pytest.raises(ValueError, match="a text must be a string, not NoneType"):
        pipeline(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="a text must be a string, not NoneType"):
        list(pipeline.pipe(["a", None]))  # type: ignore[list-item]
    with pytest.raises(TypeError, match="the texts must be a list, not a string"):
        pipeline.pipe("abc")


def test_both_backends_agree(pipeline: Pipeline, analysis: Analysis) -> None:
    """Tolerance: same labels for the clear stances; scores within 0.25 (int8 against fp32)."""
    pytest.importorskip("torch")
    other = stance.load(backend="torch")(ARTICLE)
    for item in analysis:
        if abs(item.score) > 0.6:
            same = other.stance(item.actor, item.target)
            assert same is not None
            assert same.label == item.label
            assert abs(same.score - item.score) < 0.25


def test_support_for_what_is_anti_somebody_is_no_support_for_him(pipeline: Pipeline) -> None:
    text = "Ben Diaz praised the anti-American march and promised the “strongest” anti-U.S. action."
    found = pipeline(text).stance("ben-diaz", "united-states")
    assert found is not None
    assert found.label != "supportive"
