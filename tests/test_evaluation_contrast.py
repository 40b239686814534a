"""The contrast set: deterministic, balanced by label and by name, spans on the names."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from stance.datasets import DATASETS, StanceExample, load_dataset, splits
from stance.evaluation import contrast, harness, metrics
from stance.evaluation.contrast_templates import NAMES, TEMPLATES
from stance.schema import LABELS, Span

ITEMS = contrast.build()


def words(example: StanceExample, role: str) -> str:
    span = getattr(example, role)
    assert isinstance(span, Span)
    return span.check(example.text, role).of(example.text)


def test_it_is_loaded_by_name_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STANCE_DATA", raising=False)
    assert splits("contrast") == splits("contrast", tmp_path) == ["test"]
    assert load_dataset("contrast", "test") == ITEMS
    assert DATASETS["contrast"].size.startswith(f"{len(ITEMS):,} test")
    assert f"{len(TEMPLATES)} templates" in DATASETS["contrast"].size


def test_it_is_the_same_for_the_same_seed_only() -> None:
    assert contrast.build() == ITEMS
    other = contrast.build(seed=contrast.SEED + 1)
    assert other != ITEMS and len(other) == len(ITEMS)


def test_it_is_large_and_has_no_item_twice() -> None:
    assert len(ITEMS) >= 800
    assert len({e.id for e in ITEMS}) == len(ITEMS)
    assert len({(e.text, e.actor, e.target) for e in ITEMS}) == len(ITEMS)
    assert len({t.pattern for t in TEMPLATES}) == len(TEMPLATES) >= 60
    assert len({e.group for e in ITEMS}) == len(TEMPLATES)


def test_the_labels_of_every_template_are_a_third_each() -> None:
    by_template: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for example in ITEMS:
        by_template[example.group][example.label] += 1
    for counts in by_template.values():
        assert set(counts) == set(LABELS) and len(set(counts.values())) == 1


def test_no_name_carries_a_label_neither_as_actor_nor_as_target() -> None:
    known = {name for names in NAMES.values() for name in names}
    for role in ("actor", "target"):
        by_name: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for example in ITEMS:
            by_name[words(example, role)][example.label] += 1
        assert set(by_name) == known
        for counts in by_name.values():
            assert set(counts) == set(LABELS) and len(set(counts.values())) == 1


def test_every_sentence_is_there_with_its_names_turned() -> None:
    texts = {e.text for e in ITEMS}
    for example in ITEMS:
        one, other = words(example, "actor"), words(example, "target")
        third = [n for names in NAMES.values() for n in names if n in example.text]
        if set(third) == {one, other}:
            turned = example.text.replace(one, "\0").replace(other, one).replace("\0", other)
            assert turned in texts


def test_every_pair_of_a_template_is_asked() -> None:
    for number, template in enumerate(TEMPLATES, 1):
        spots = {(e.actor, e.target) for e in ITEMS if e.group == f"template-{number:02}"}
        assert len(spots) >= len(template.stances) + len(template.neutral)
        slots = {slot for pair in template.neutral for slot in pair}
        slots |= {slot for actor, target, _ in template.stances for slot in (actor, target)}
        assert slots == set(template.slots) >= {"A", "B"}


def test_labels_follow_the_words() -> None:
    for example in ITEMS:
        assert example.text[0].isupper() or example.text[0] == '"'
        assert "{" not in example.text and "  " not in example.text
    praised = [e for e in ITEMS if e.meta["pattern"] == "{A} said {B} had {p.past} {C}."]
    for example in praised:
        first, second, third = (
            name
            for _, name in sorted(
                (example.text.index(n), n)
                for names in NAMES.values()
                for n in names
                if n in example.text
            )
        )
        pair = (words(example, "actor"), words(example, "target"))
        if example.label == "neutral":
            assert pair in {(first, third), (first, second), (third, second)}
        else:
            assert pair == (second, third)


def test_repeated_names_are_spanned_where_they_first_stand() -> None:
    filled = contrast.fill(
        "{B} left. {A} said {B} was back.", {"A": "Ode", "B": "Peru"}, ("A", "B")
    )
    assert filled.text == "Peru left. Ode said Peru was back."
    assert filled.spans == {"B": Span(0, 4), "A": Span(11, 14)}


def test_the_protocol_has_accuracy_first_and_one_for_each_phenomenon() -> None:
    examples = cast(list[StanceExample], load_dataset("contrast", "test"))
    labels = harness.label_ids(examples)
    neutral = np.tile([0.1, 0.8, 0.1], (len(examples), 2, 1))
    figures = metrics.score("contrast", labels, neutral, examples)
    assert next(iter(figures)) == "accuracy"
    assert figures["accuracy"] == pytest.approx(1 / 3)
    assert figures["macro_f1"] == pytest.approx(0.5 / 3)
    phenomena = {template.phenomenon for template in TEMPLATES}
    assert {f"accuracy_{name}" for name in phenomena} == set(figures) - {"accuracy", "macro_f1"}
    assert figures["accuracy_reported"] == pytest.approx(1 / 3)
