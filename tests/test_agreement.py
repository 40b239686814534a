"""Two annotators' labels of the same passages, pair by pair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stance.datasets import DataError
from training.agreement import FOLDER, SECOND, labels


@pytest.mark.parametrize("split", SECOND)
def test_the_kept_labels_cover_the_passages_they_name(split: str) -> None:
    first, second = labels(split, FOLDER / SECOND[split])
    assert len(first) == len(second) > 300
    assert sum(one == other for one, other in zip(first, second, strict=True)) > 0.97 * len(first)


@pytest.mark.parametrize(
    "item", [{"id": "nowhere-1", "stances": {}}, {"id": "", "stances": {"nobody>x": "hostile"}}]
)
def test_what_the_first_does_not_have_is_a_fault(item: dict[str, object], tmp_path: Path) -> None:
    kept = FOLDER / SECOND["train-more"]
    known = json.loads(kept.read_text(encoding="utf-8").splitlines()[0])["id"]
    path = tmp_path / "second.jsonl"
    path.write_text(json.dumps({**item, "id": item["id"] or known}) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"second\.jsonl:1: a passage or pair"):
        labels("train-more", path)
