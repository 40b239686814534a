"""The training mix: passes, fractions, renaming, topics, rows."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_data import DSE_LINES, make_encoder, write_dse, write_semeval, write_stance_sets

from stance.datasets.base import StanceExample
from stance.encoding import ABSENT
from stance.schema import LABELS, Span
from training.mixture import (
    DEV,
    FIT,
    IGNORE,
    SETS,
    Mix,
    encode,
    load,
    swap_names,
    training_examples,
)

ENCODER = make_encoder(128)
NAMES = ["Okoro", "Ada Lindqvist", "NATO"]


def rows(root: Path, seed: int = 13, swap: float = 0.0, **passes: float) -> list[dict[str, Any]]:
    examples = training_examples(Mix(passes, swap), root, seed)
    return [row for name, drawn in examples.items() for row in encode(ENCODER, drawn, name)]


def counts(found: list[dict[str, Any]]) -> Counter[tuple[int, ...]]:
    return Counter(tuple(row["input_ids"]) for row in found)


def test_a_set_is_passed_over_as_often_as_it_says(tmp_path: Path) -> None:
    write_dse(tmp_path)
    size = len(DSE_LINES)
    assert set(counts(rows(tmp_path, dse=1)).values()) == {1}
    assert set(counts(rows(tmp_path, dse=3)).values()) == {3}
    half = counts(rows(tmp_path, dse=1.5))
    assert len(half) == size and sorted(half.values()) == [1] * 3 + [2] * 3
    assert len(rows(tmp_path, dse=0.5)) == 3
    assert rows(tmp_path, dse=0) == []


def test_the_draw_depends_on_the_seed_alone(tmp_path: Path) -> None:
    write_stance_sets(tmp_path)
    one = rows(tmp_path, dse=0.5, semeval2016=2, swap=0.5)
    assert rows(tmp_path, dse=0.5, semeval2016=2, swap=0.5) == one
    drawn = [str(rows(tmp_path, seed=seed, dse=0.5)) for seed in range(6)]
    assert len(set(drawn)) > 1
    # A set more changes nothing in the draw of the others.
    more = rows(tmp_path, sst2=1, dse=0.5, semeval2016=2, swap=0.5)
    assert [row for row in more if row["labels"][2] != SETS.index("sst2")] == one


def test_an_unknown_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no training set is called 'dsee'; known: dse, newsmtsc"):
        rows(tmp_path, dsee=1)


def test_another_split_of_a_set_can_be_named(tmp_path: Path) -> None:
    write_stance_sets(tmp_path)
    usual, whole = (
        training_examples(Mix({name: 1}), tmp_path, 13)[name]
        for name in ("newsmtsc", "newsmtsc/train")
    )
    assert {example.id for example in usual} <= {example.id for example in whole}
    row = encode(ENCODER, whole, "newsmtsc/train")[0]
    assert row["labels"][2] == SETS.index("newsmtsc")
    for name in ("dse/test", "newsmtsc/train-dev"):
        with pytest.raises(ValueError, match=f"'{name}' is no split to train on"):
            training_examples(Mix({name: 1}), tmp_path, 13)


def test_no_test_split_is_trained_on_or_watched() -> None:
    assert FIT.keys() == DEV.keys() == set(SETS)
    assert not any("test" in split for split in (*FIT.values(), *DEV.values()))
    assert all(FIT[name] != DEV[name] for name in FIT)


def test_rows_of_every_set(tmp_path: Path) -> None:
    write_stance_sets(tmp_path)
    found = {name: rows(tmp_path, **{name: 1}) for name in SETS}
    for name, made in found.items():
        assert made
        for row in made:
            assert row["labels"][2] == SETS.index(name)
            assert row["length"] == len(row["input_ids"]) <= 128
            assert (row["labels"][1] == IGNORE) == (name not in ("dse", "directed_news"))
            for role in ("actor", "target"):
                marked = row[role] != ABSENT
                assert not marked or row["input_ids"][row[role]] == ENCODER.open
            paired = name in ("dse", "quoted_stance", "directed_news")
            assert (row["actor"] != ABSENT) == paired
            assert (row["target"] != ABSENT) == (name != "sst2")


def test_dse_rows_have_both_labels(tmp_path: Path) -> None:
    write_dse(tmp_path)
    made = encode(ENCODER, load("dse", "train", tmp_path), "dse")
    hostile, neutral, supportive = range(3)
    assert [row["labels"][:2] for row in made] == [
        [supportive, neutral],
        [neutral, hostile],
        [neutral, neutral],
        [hostile, neutral],
        [neutral, supportive],
        [neutral, neutral],
    ]


def test_every_fourth_topic_is_short(tmp_path: Path) -> None:
    write_semeval(tmp_path)
    made = rows(tmp_path, semeval2016=100)
    shown = Counter(
        "".join(
            str(ENCODER.tokenizer.id_to_token(token)).removeprefix("##")
            for token in row["input_ids"][row["target"] + 1 : -2]
        )
        for row in made
    )
    long = {"legalizationofabortion", "climatechangeisarealconcern"}
    assert set(shown) == {"abortion", "climate"} | long
    assert 0.2 < (shown["abortion"] + shown["climate"]) / len(made) < 0.3


def test_a_topic_in_the_text_is_marked_there() -> None:
    example = StanceExample("1", "the union met", "neutral", None, "union", meta={"topic": "x"})
    (row,) = encode(ENCODER, [example], "semeval2016")
    assert row["target"] == 2 and row["input_ids"].count(ENCODER.sep) == 1


@st.composite
def examples(draw: st.DrawFn) -> StanceExample:
    """A text of names and words, and two spans of whole words in it."""
    words = draw(st.lists(st.sampled_from([*NAMES, "he", "the", "met", "Élan"]), min_size=1))
    text = " ".join(words)

    def span() -> Span | None:
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first + 1, min(first + 2, len(words))))
        start = len(" ".join([*words[:first], ""]))
        return Span(start, start + len(" ".join(words[first:last])))

    actor, target = span() if draw(st.booleans()) else None, span()
    return StanceExample("1", text, "hostile", actor, draw(st.sampled_from([target, "a topic"])))


@given(examples(), st.integers(0, 5))
def test_renaming_keeps_spans_on_their_names(example: StanceExample, seed: int) -> None:
    new = swap_names(example, NAMES, random.Random(seed))
    assert (new.label, new.id) == (example.label, example.id)
    for role in ("actor", "target"):
        old_span, new_span = getattr(example, role), getattr(new, role)
        if not isinstance(old_span, Span):
            assert new_span == old_span
            continue
        old, words = old_span.of(example.text), new_span.check(new.text, role).of(new.text)
        assert words == old or words in NAMES
        if not all(part[0].isupper() for part in old.split()):
            assert words == old  # only names are renamed
    assert outside(new) == outside(example) or new == example


def outside(example: StanceExample) -> list[str]:
    """What stands before, between and after the mentions of an example."""
    spans = sorted(span for span in (example.actor, example.target) if isinstance(span, Span))
    edges = [0, *(edge for span in spans for edge in span), len(example.text)]
    return [example.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_renaming_changes_nothing_else() -> None:
    text = "On Monday Okoro met him, and Ada Lindqvist left."
    example = StanceExample("1", text, "neutral", Span(10, 15), Span(29, 42))
    seen = {swap_names(example, NAMES, random.Random(seed)).text for seed in range(40)}
    assert seen == {f"On Monday {a} met him, and {b} left." for a in NAMES for b in NAMES}
    nested = StanceExample("2", text, "neutral", Span(29, 42), Span(33, 42))
    assert swap_names(nested, NAMES, random.Random(1)) == nested


def test_labels_are_ids_of_the_schema() -> None:
    made = [
        encode(ENCODER, [StanceExample("1", "they met", label)], "sst2")[0]["labels"][0]
        for label in LABELS
    ]
    assert made == [0, 1, 2]
