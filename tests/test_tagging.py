"""The tag scheme: layers, and how tokens see letter case and line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_data import make_tokenizer

from stance.schema import ENTITY_TYPES
from stance.tagging import CASES, FEATURES, LAYERS, LINKED_LAYERS, TAGS, case_of, token_features


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("", 0),
        ("2016", 0),
        ("—", 0),
        ("people", 1),
        ("émile", 1),
        ("x", 1),
        ("Diaz", 2),
        ("Élan", 2),
        ("I", 2),
        ("“Who", 2),  # marks do not count
        ("US", 3),
        ("U.S.", 3),
        ("COVID-19", 3),
        ("iPhone", 4),
        ("McKay", 4),
        ("eX", 4),
        ("中国", 1),  # letters without case
    ],
)
def test_letter_case_in_five_kinds(word: str, case: int) -> None:
    assert case_of(word) == case


def test_us_and_us_differ_for_an_uncased_encoder() -> None:
    assert case_of("US") != case_of("us")


def test_a_line_break_before_a_token_is_seen() -> None:
    text = "Talks\nUS and us\n\n7"
    offsets = [(0, 5), (6, 8), (9, 12), (13, 15), (17, 18)]
    assert [text[a:b] for a, b in offsets] == ["Talks", "US", "and", "us", "7"]
    assert token_features(text, offsets) == [2, 3 + CASES, 1, 1, 0 + CASES]


@given(st.text(max_size=60))
def test_every_token_has_a_feature_the_model_knows(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()  # the tokenizer takes no lone surrogates
    encoding = make_tokenizer().encode(text, add_special_tokens=False)
    features = token_features(text, encoding.offsets)
    assert len(features) == len(encoding.ids)
    assert all(0 <= feature < FEATURES for feature in features)


def test_every_layer_is_bio() -> None:
    assert tuple(TAGS) == LAYERS
    for layer, tags in TAGS.items():
        kinds = ENTITY_TYPES if layer == "entity" else (layer,)
        assert tags == ("O", *(f"{bio}-{kind}" for kind in kinds for bio in "BI"))
    assert set(LINKED_LAYERS) < set(LAYERS)
