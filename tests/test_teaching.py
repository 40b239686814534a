"""Teachers' answers: averaged, learned from, kept, and not asked for twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.schema import LABELS, Span
from training.teaching import Teachers

TEXT = "Lauria thanked Petrova."
PAIR = StanceExample("pair", TEXT, "neutral", Span(0, 6), Span(15, 22))
TONE = StanceExample("tone", "A fine day.", "neutral")


def test_rows_get_the_answers_in_both_directions(tiny_stance: Path, tmp_path: Path) -> None:
    rows = Teachers({str(tiny_stance): 1.0}, tmp_path).teach([PAIR, TONE], [{"row": 1}, {"row": 2}])
    classifier = StanceClassifier.from_pretrained(tiny_stance)

    def asked(*query: Any) -> list[Any]:
        probabilities = classifier.predict(*query).probabilities
        # Other texts in a batch move what int8 rounds to.
        return [pytest.approx(probabilities[label], abs=0.03) for label in LABELS]

    assert [row["row"] for row in rows] == [1, 2]
    assert rows[0]["taught"] == [
        asked(TEXT, Span(0, 6), Span(15, 22)),
        asked(TEXT, Span(15, 22), Span(0, 6)),
    ]
    assert rows[1]["taught"] == [asked("A fine day."), [0.0, 0.0, 0.0]]


def test_only_what_a_killed_run_did_not_write_is_asked_again(
    tiny_stance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Teachers({str(tiny_stance): 1.0}, tmp_path).teach([PAIR, TONE], [{}, {}])
    (kept,) = tmp_path.glob("answers-*.jsonl")
    kept.write_text(kept.read_text()[:-20])  # the last line is cut short
    asked = []
    stream = StanceClassifier.stream

    def watched(self: StanceClassifier, queries: Any, **options: Any) -> Any:
        asked.append(len(queries))
        return stream(self, queries, **options)

    monkeypatch.setattr(StanceClassifier, "stream", watched)
    for _ in range(2):
        again = Teachers({str(tiny_stance): 1.0}, tmp_path).teach([PAIR, TONE], [{}, {}])
        assert again[0] == first[0]
        assert again[1]["taught"][0] == pytest.approx(first[1]["taught"][0], abs=0.03)
    assert asked == [1]


def test_several_teachers_are_averaged_by_their_shares(tmp_path: Path) -> None:
    def taught(shares: dict[str, float]) -> Any:
        (row,) = Teachers(shares, tmp_path).teach([PAIR], [{}])
        return np.array(row["taught"])

    small, base = (taught({name: 1.0}) for name in ("stance-small", "stance-base"))
    assert np.abs(small - base).max() > 0.001
    assert taught({"stance-small": 1.0, "stance-base": 3.0}) == pytest.approx(
        0.25 * small + 0.75 * base, abs=1e-5
    )


@pytest.mark.parametrize("shares", [{}, {"stance-small": 0.0}])
def test_teachers_without_a_share_are_refused(shares: dict[str, float], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shares above zero"):
        Teachers(shares, tmp_path)
