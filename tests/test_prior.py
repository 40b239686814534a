"""A stance is less likely where nobody says anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance import Pipeline, Resolver, Span, StanceClassifier, StancePrediction, Tagger
from stance.evaluation.documents import GoldArticle
from stance.prior import STATED, stated
from stance.query import Query
from stance.schema import Analysis, Entity, Evidence, Stance
from training.fit_prior import asked_once, fit

VECTORS = st.tuples(*[st.floats(0.01, 1)] * 3).map(
    lambda w: StancePrediction.of([part / sum(w) for part in w])
)


@given(VECTORS, st.floats(0.2, 5))
def test_the_odds_of_neutral_against_either_side_grow_by_the_factor(
    answer: StancePrediction, factor: float
) -> None:
    before, after = answer.probabilities, stated(answer, factor).probabilities
    assert sum(after.values()) == pytest.approx(1)
    for side in ("hostile", "supportive"):
        grown = after["neutral"] / after[side]
        assert grown == pytest.approx(factor * before["neutral"] / before[side])
    back = stated(stated(answer, factor), 1 / factor).probabilities
    assert list(back.values()) == pytest.approx(list(before.values()))


class Answering:
    """A classifier with one answer to everything."""

    model = "one answer"
    answer = StancePrediction.of((0.55, 0.35, 0.1))

    def stream(self, queries: Iterable[Query], *, long_text: str) -> Iterator[StancePrediction]:
        return (self.answer for _ in queries)


def test_the_pipeline_asks_for_more_where_nobody_says_anything() -> None:
    classifier = Answering()
    pipeline = Pipeline(Tagger.from_pretrained(), Resolver(), cast(StanceClassifier, classifier))
    text = "Norway banned Acme Corp. Ada Okoro called Acme Corp reckless."
    found = [item for answer in pipeline(text) for item in answer.evidence]
    assert {item.kind for item in found} == {"stated", "quoted"}
    for item in found:
        answer = classifier.answer if item.kind == "quoted" else stated(classifier.answer)
        assert item.prediction.probabilities == answer.probabilities
    assert {item.kind for item in found if item.prediction.label == "hostile"} == {"quoted"}


def article(*labels: str, probability: float) -> tuple[GoldArticle, Analysis]:
    """An article with a stated pair for each gold label, all of them as likely to be hostile."""
    ids = [f"e{number}" for number in range(len(labels) + 1)]
    text = " ".join(ids)
    prediction = stated(StancePrediction.of((probability, 1 - probability, 0.0)), STATED)
    place = Evidence(Span(0, len(text)), Span(0, 2), Span(3, 5), prediction)
    return (
        GoldArticle(
            "one",
            "dev",
            text,
            {id: (id,) for id in ids},
            {("e0", id): label for id, label in zip(ids[1:], labels, strict=True)},
        ),
        Analysis(
            text,
            entities=tuple(Entity(id, id, "PERSON") for id in ids),
            stances=tuple(Stance("e0", id, prediction, (place,)) for id in ids[1:]),
        ),
    )


def test_the_factor_with_the_least_loss_makes_claims_as_likely_as_they_are_right() -> None:
    # Half of what is called 0.8 likely is right: the odds are four times too high.
    asked = list(asked_once([article(*["hostile", "neutral"] * 5, probability=0.8)]))
    assert len(asked) == 10 and asked[0].answer.probabilities["hostile"] == pytest.approx(0.8)
    losses = {factor: fit(asked, factor).loss for factor in (1.0, 2.0, 4.0, 8.0)}
    assert min(losses, key=losses.__getitem__) == 4.0
    assert fit(asked, 4.0).likely == pytest.approx(fit(asked, 4.0).right)
    sure = fit(asked, 1.0)
    assert (sure.claims, sure.claimed_right) == (10, 0.5)
    assert sure.claimed_likely == pytest.approx(0.8)
