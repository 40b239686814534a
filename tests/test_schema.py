"""The nouns: spans that check themselves, predictions, and an analysis as plain data."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.extras import MissingExtra
from stance.schema import (
    LABELS,
    ROW_COLUMNS,
    Analysis,
    Attribution,
    Coverage,
    Entity,
    Evidence,
    Skipped,
    Span,
    Stance,
    StancePrediction,
    as_span,
)

TEXT = "Okoro said “Diaz lied”. Lind was glad of Okoro."
OKORO, DIAZ, LIND = Span(0, 5), Span(12, 16), Span(24, 28)


def evidence(probabilities: tuple[float, float, float], attribution: int | None) -> Evidence:
    prediction = StancePrediction.of(probabilities)
    return Evidence(Span(0, 23), OKORO, DIAZ, prediction, attribution)


def make_analysis(**changes: Any) -> Analysis:
    """An analysis with something in every field."""
    weak, strong = evidence((0.5, 0.3, 0.2), None), evidence((0.9, 0.08, 0.02), 0)
    analysis = Analysis(
        text=TEXT,
        sentences=(Span(0, 23), Span(24, 47)),
        entities=(
            Entity("okoro", "Okoro", "PERSON", (OKORO, Span(41, 46))),
            Entity("diaz", "Diaz", "PERSON", (DIAZ,)),
        ),
        attributions=(
            Attribution(OKORO, (Span(6, 10),), (Span(12, 21),), "okoro", "direct"),
            Attribution(None, (), (Span(29, 33),)),
        ),
        stances=(
            Stance("okoro", "diaz", strong.prediction, (weak, strong), contested=True),
            Stance("diaz", "okoro", StancePrediction.of((0.1, 0.8, 0.1)), (weak,)),
        ),
        sentiment=StancePrediction.of((0.2, 0.5, 0.3)),
        coverage=Coverage(47, 46, 1, (Skipped(Span(11, 12), "not in the model's vocabulary"),)),
        model={"stance": "tiny 0.1", "tagger": "tiny 0.1"},
        missing_targets=("NATO",),
        id=0,
    )
    return dataclasses.replace(analysis, **changes)


def test_a_span_is_the_words_it_covers() -> None:
    assert DIAZ.of(TEXT) == "Diaz"
    assert Span(0, 5).covers(Span(0, 5)) and Span(0, 5).covers(Span(1, 2))
    assert not Span(0, 5).covers(Span(4, 6))
    assert Span(0, 5).overlaps(Span(4, 6))
    assert not Span(0, 5).overlaps(Span(5, 6))  # neighbours share no character


@pytest.mark.parametrize("bad", [(-1, 3), (3, 3), (4, 3), (0, 48), (47, 48)])
def test_a_span_outside_its_text_is_refused_by_name(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"actor \[-?\d+, \d+\] is empty or outside the text"):
        Span(*bad).check(TEXT, "actor")
    assert Span(0, 47).check(TEXT) == (0, 47)


def test_a_span_comes_out_of_json() -> None:
    assert as_span([3, 4]) == as_span((3, 4)) == Span(3, 4)
    assert isinstance(as_span([3, 4]), Span)


def test_offsets_may_be_numpys() -> None:
    for pair in ((np.int64(3), np.int32(4)), np.array([3, 4])):
        span = as_span(pair)  # type: ignore[arg-type]
        assert span == Span(3, 4) and all(type(part) is int for part in span)


@pytest.mark.parametrize(
    "bad",
    [
        [1],
        [1, 2, 3],
        "ab",
        [1.0, 2.0],
        [True, False],
        ["1", "2"],
        5,
        None,
    ],
)
def test_what_is_no_pair_of_integers_is_no_span(bad: Any) -> None:
    with pytest.raises(ValueError, match="two integers"):
        as_span(bad)


def test_a_prediction_has_the_likeliest_label_and_a_signed_score() -> None:
    prediction = StancePrediction.of((0.7, 0.2, 0.1))
    assert (prediction.label, round(prediction.score, 9)) == ("hostile", -0.6)
    assert list(prediction.probabilities) == list(LABELS)
    assert StancePrediction.of((0.1, 0.2, 0.7)).score == pytest.approx(0.6)


@given(st.tuples(*[st.floats(0.001, 1)] * 3))
def test_a_prediction_survives_json_up_to_four_digits(weights: tuple[float, ...]) -> None:
    prediction = StancePrediction.of([weight / sum(weights) for weight in weights])
    data = json.loads(json.dumps(prediction.to_dict()))
    back = StancePrediction.from_dict(data)
    assert back.to_dict() == data
    assert back.label == prediction.label
    assert back.score == pytest.approx(prediction.score, abs=5e-5)
    assert -1 <= back.score <= 1


def test_what_a_writer_reports_is_stated_and_what_is_said_quoted() -> None:
    assert evidence((1, 0, 0), None).kind == "stated"
    assert evidence((1, 0, 0), 0).kind == "quoted"


def test_an_analysis_survives_json() -> None:
    analysis = make_analysis()
    data = json.loads(analysis.to_json())
    back = Analysis.from_dict(data)
    assert back.to_dict() == data
    assert back.entities == analysis.entities
    assert back.attributions == analysis.attributions
    assert back.coverage == analysis.coverage
    assert back.id == 0  # a falsy id is an id


def test_an_empty_analysis_is_a_valid_answer() -> None:
    empty = Analysis("")
    data = json.loads(empty.to_json())
    assert "id" not in data and data["sentiment"] is None
    assert Analysis.from_dict(data) == empty
    assert empty.to_rows() == [] and list(empty) == []


def test_json_is_as_designed() -> None:
    data = make_analysis().to_dict()
    assert data["sentences"] == [[0, 23], [24, 47]]
    assert data["attributions"][0] == {
        "source": [0, 5],
        "cue": [[6, 10]],
        "content": [[12, 21]],
        "speaker": "okoro",
        "kind": "direct",
    }
    found = data["stances"][0]["evidence"][1]
    assert found["span"] == [0, 23] and found["target"] == [12, 16]
    assert found["label"] == "hostile" and found["score"] == -0.88
    assert found["attribution"] == 0 and found["kind"] == "quoted"


def test_json_keeps_letters_of_all_scripts() -> None:
    text = "Kim 김정은 – naïve"
    assert text in Analysis(text).to_json()


def test_stances_are_found_by_the_ids_of_the_pair() -> None:
    analysis = make_analysis()
    assert analysis.entity("diaz").name == "Diaz"
    with pytest.raises(KeyError, match="lind"):
        analysis.entity("lind")
    found = analysis.stance("okoro", "diaz")
    assert found is not None and found.label == "hostile" and found.score < -0.8
    assert analysis.stance("okoro", "okoro") is None
    assert [stance.actor for stance in analysis] == ["okoro", "diaz"] and len(analysis) == 2


def test_a_row_a_stance_shows_its_strongest_evidence() -> None:
    row, other = make_analysis().to_rows()
    assert tuple(row) == tuple(other) == ROW_COLUMNS
    assert row["actor"] == "Okoro" and row["target"] == "Diaz" and row["label"] == "hostile"
    assert row["evidences"] == 2 and row["contested"] and row["kind"] == "quoted"
    assert TEXT[row["start"] : row["end"]] == row["evidence"]
    assert row["p_hostile"] == 0.9
    assert row.keys() == other.keys()


def test_the_evidence_of_a_row_says_what_its_label_says() -> None:
    evidences = tuple(
        Evidence(span, OKORO, DIAZ, StancePrediction.of(probabilities))
        for span, probabilities in (
            (Span(0, 23), (0.7, 0.3, 0.0)),
            (Span(0, 5), (0.7, 0.29, 0.01)),
            (Span(24, 47), (0.0, 0.25, 0.75)),
        )
    )
    hostile = Stance("okoro", "diaz", StancePrediction.of((0.5, 0.1, 0.4)), evidences, True)
    supportive = dataclasses.replace(hostile, prediction=StancePrediction.of((0.4, 0.1, 0.5)))
    neutral = dataclasses.replace(hostile, prediction=StancePrediction.of((0.2, 0.6, 0.2)))
    found = make_analysis(stances=(hostile, supportive, neutral)).to_rows()
    # No evidence is neutral: the strongest of all stands there.
    assert [(row["label"], row["start"], row["end"]) for row in found] == [
        ("hostile", 0, 23),
        ("supportive", 24, 47),
        ("neutral", 24, 47),
    ]


def test_rows_become_a_data_frame() -> None:
    pytest.importorskip("pandas")
    analysis = make_analysis()
    frame = analysis.to_dataframe()
    assert list(frame.columns) == list(analysis.to_rows()[0])
    assert frame["label"].tolist() == ["hostile", "neutral"]


def test_without_pandas_the_pip_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"pip install 'stance-toolkit\[pandas\]'"):
        make_analysis().to_dataframe()


def test_results_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_analysis().text = "other"  # type: ignore[misc]
