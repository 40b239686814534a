"""pandas: `stance.annotate` as a long table and as columns, on the answers of a fake pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

import stance
from stance.integrations.frames import COLUMNS, entities_of
from stance.schema import Analysis, Entity, Evidence, Span, Stance, StancePrediction

pd = pytest.importorskip("pandas")

HOSTILE = StancePrediction.of((0.9, 0.06, 0.04))
SUPPORTIVE = StancePrediction.of((0.04, 0.16, 0.8))
TEXT = "Lund denounced the United States. Diaz praised the U.S."
LUND, DIAZ = Span(0, 4), Span(34, 38)
STATES = (Span(15, 32), Span(51, 55))


def made(text: str, targets: Sequence[str] | None) -> Analysis:
    """Lund against, Diaz for the United States where the text is `TEXT`; else nothing."""
    missing = tuple(name for name in targets or () if name not in ("US", "Lund"))
    if text != TEXT:
        return Analysis(text, missing_targets=tuple(targets or ()))
    first = Evidence(Span(0, 33), LUND, STATES[0], HOSTILE)
    second = Evidence(Span(34, 55), DIAZ, STATES[1], SUPPORTIVE)
    return Analysis(
        text,
        entities=(
            Entity("lund", "Lund", "PERSON", (LUND,)),
            Entity("diaz", "Diaz", "PERSON", (DIAZ,)),
            Entity("united-states", "United States", "LOCATION", STATES),
        ),
        stances=(
            Stance("lund", "united-states", HOSTILE, (first,)),
            Stance("diaz", "united-states", SUPPORTIVE, (second,)),
        ),
        missing_targets=missing,
    )


class Fake:
    def __init__(self) -> None:
        self.asked: list[Any] = []

    def pipe(
        self, texts: Iterable[str], targets: Sequence[str] | None, **options: Any
    ) -> Iterator[Analysis]:
        self.asked.append((targets, options))
        for text in texts:
            yield made(text, targets)


def table(*texts: Any) -> Any:
    index = pd.Index([f"a{number}" for number in range(len(texts))], name="article")
    return pd.DataFrame({"body": list(texts), "outlet": "Tribune"}, index=index)


def annotate(df: Any, **options: Any) -> Any:
    return stance.annotate(df, text="body", model=Fake(), **options)  # type: ignore[arg-type]


def test_one_row_a_stance_under_the_index_of_its_text() -> None:
    found = annotate(table("Nothing.", TEXT), keep=["outlet"])
    assert list(found.columns) == ["outlet", *COLUMNS]
    assert list(found.index) == ["a1", "a1"] and found.index.name == "article"
    assert list(found.label) == ["hostile", "supportive"]
    assert list(found.outlet) == ["Tribune", "Tribune"]
    assert [TEXT[a:b] for a, b in zip(found.start, found.end, strict=True)] == list(found.evidence)


def test_a_table_without_stances_has_the_same_columns_and_types() -> None:
    empty, full = annotate(table("Nothing.")), annotate(table(TEXT))
    assert len(empty) == 0 and list(empty.columns) == list(full.columns)
    assert list(empty.dtypes) == list(full.dtypes)
    assert len(annotate(table())) == 0


def test_wide_counts_the_actors_of_each_target() -> None:
    df = table("Nothing.", TEXT)
    found = annotate(df, targets=["US", "Lund", "NATO"], wide=True)
    assert list(found.columns[:2]) == ["body", "outlet"] and found.index.equals(df.index)
    row = found.loc["a1"]
    assert (row["US_hostile"], row["US_neutral"], row["US_supportive"]) == (1, 0, 1)
    assert row["US_score"] == pytest.approx((HOSTILE.score + SUPPORTIVE.score) / 2, abs=1e-4)
    # Mentioned, but nobody takes a stance; then: not mentioned at all.
    assert row["Lund_hostile"] == 0 and pd.isna(row["Lund_score"])
    assert pd.isna(row["NATO_hostile"]) and pd.isna(found.loc["a0", "US_hostile"])
    assert list(df.columns) == ["body", "outlet"]


def test_a_target_is_found_under_any_of_its_names() -> None:
    found = entities_of(made(TEXT, None), ["the U.S.", "America", "lund", "Peru"])
    assert [None if entity is None else entity.id for entity in found] == [
        "united-states",
        "united-states",
        "lund",
        None,
    ]


def test_missing_texts_are_counted_and_not_read() -> None:
    df = table(TEXT, None, float("nan"), TEXT)
    with pytest.warns(UserWarning, match="2 of 4 rows have no text"):
        found = annotate(df)
    assert list(found.index) == ["a0", "a0", "a3", "a3"]


def test_options_reach_the_pipeline() -> None:
    fake = Fake()
    options: dict[str, Any] = {
        "quoted_only": True,
        "min_confidence": None,
        "max_risk": 0.1,
        "long_text": "error",
    }
    stance.annotate(table(TEXT), "body", "US", model=fake, **options)  # type: ignore[arg-type]
    assert fake.asked == [(["US"], options)]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"text": "boddy"}, "no column 'boddy' in the table; there are body, outlet"),
        ({"keep": ["date"]}, "no column 'date'"),
        ({"keep": "outlet"}, "keep is a list"),
        ({"wide": True}, "which targets"),
    ],
)
def test_wrong_options_are_said_in_a_line(options: dict[str, Any], what: str) -> None:
    with pytest.raises(ValueError, match=what) as error:
        stance.annotate(table(TEXT), **{"text": "body", "model": Fake(), **options})
    assert "\n" not in str(error.value)


def test_wrong_cells_and_columns_are_said_in_a_line() -> None:
    with pytest.raises(ValueError, match="row 'a1' of the column 'body' holds no text but int"):
        annotate(table(TEXT, 7))
    taken = table(TEXT).rename(columns={"outlet": "label"})
    with pytest.raises(ValueError, match="'label' would be there twice"):
        annotate(taken, keep=["label"])
    taken = table(TEXT).rename(columns={"outlet": "US_score"})
    with pytest.raises(ValueError, match="'US_score' would be there twice"):
        annotate(taken, targets=["US"], wide=True)
