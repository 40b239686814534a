"""One pass for all pairs of a passage: three forms of the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("datasets")
pytest.importorskip("sklearn")

import torch
from make_data import make_encoder

from stance.datasets.base import StanceExample
from stance.schema import Span
from training import shared_pass
from training.runs import fresh_model
from training.shared_pass import FORMS, MARKERS, LevitatedModel, rows

TEXT = "Lauria thanked Petrova while Okafor blamed Lauria."
NAMES = {"Lauria": Span(0, 6), "Petrova": Span(15, 22), "Okafor": Span(29, 35)}
PAIRS = [("Lauria", "Petrova"), ("Okafor", "Lauria")]
EXAMPLES = [
    StanceExample(f"{a}-{b}", TEXT, "neutral", NAMES[a], NAMES[b], reverse="neutral")
    for a, b in PAIRS
]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_marks_its_pair(form: str) -> None:
    encoder = make_encoder()
    for row in rows(encoder, EXAMPLES, "dse", form):
        assert [row["input_ids"][row[role]] for role in ("actor", "target")] == [encoder.open] * 2
        assert row["length"] == len(row["input_ids"])
        marks = row["input_ids"].count(encoder.open)
        assert marks == (3 if form == "marked" else 2)


def test_pairs_of_one_passage_share_all_but_their_levitated_markers() -> None:
    one, other = rows(make_encoder(), EXAMPLES, "dse", "levitated")
    assert one["input_ids"] == other["input_ids"]
    assert one["places"] != other["places"]
    (tokens,) = make_encoder().tokenize([TEXT])
    first, last, other_first, other_last = (tokens.offsets[place - 1] for place in one["places"])
    assert (first[0], last[1], other_first[0], other_last[1]) == (0, 6, 15, 22)


def test_the_passage_does_not_see_levitated_markers(tiny_encoder: Path) -> None:
    torch.manual_seed(1)
    model = fresh_model(LevitatedModel, tiny_encoder).eval()
    batch = shared_pass.levitate(rows(make_encoder(), EXAMPLES, "dse", "levitated"))
    seen = []
    model.encoder.register_forward_hook(lambda *call: seen.append(call[2][0]))
    with torch.inference_mode():
        logits = model(**{name: batch[name] for name in batch if name != "labels"})
    (hidden,) = seen
    assert torch.equal(hidden[0, :-MARKERS], hidden[1, :-MARKERS])
    assert not torch.allclose(hidden[0, -MARKERS:], hidden[1, -MARKERS:])
    assert logits.shape == (4, 3)


def test_the_cost_is_counted_by_passage() -> None:
    a, b, c = NAMES.values()
    asked = {frozenset((a, b)), frozenset((b, c)), frozenset((a, c))}
    found = {form: shared_pass.lengths_of_rows(20, asked, form) for form in FORMS}
    assert found == {"pair": [24, 24, 24], "marked": [26], "levitated": [32]}
