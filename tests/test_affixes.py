"""Sides taken by words joined to a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolving import span_of

from stance.affixes import joined_stance, side_taken
from stance.schema import Span


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("an anti-Chad rally", "hostile"),
        ("Pro-Chad songs", "supportive"),
        ("a pro‑Chad song", "supportive"),
        ("a post-Chad life", None),
        ("Chad", None),
    ],
)
def test_a_prefix_takes_a_side(text: str, label: str | None) -> None:
    assert side_taken(text, span_of(text, "Chad")) == label


@pytest.mark.parametrize(
    ("text", "actor", "target", "label"),
    [
        ("The pro-Chad Ort party won.", "Ort", "Chad", "supportive"),
        ("The pro-Chad Ort party won.", "Chad", "Ort", None),
        ("The anti-Chad activist Lena Ort won.", "Lena Ort", "Chad", "hostile"),
        ("The Chad-backed rebel leader Bo Ort fled.", "Chad", "Bo Ort", "supportive"),
        ("The Chad-backed rebel leader Bo Ort fled.", "Bo Ort", "Chad", None),
        ("The Chad-sceptic Ort party won.", "Ort", "Chad", "hostile"),
        ("The Chad-friendly Ort party won.", "Ort", "Chad", "supportive"),
        ("The Chad-born singer Bo Ort won.", "Bo Ort", "Chad", None),
        ("The Chad-led Ort force left.", "Chad", "Ort", None),
        ("An anti-Chad rally in Ort ended.", "Ort", "Chad", None),
        ("Chad-backed rebels attacked Ort.", "Chad", "Ort", None),
        ("Pro-Chad rebels shelled Ort.", "Ort", "Chad", None),
        ("Chad and Ort met.", "Chad", "Ort", None),
    ],
)
def test_who_is_for_whom_by_a_joined_word(
    text: str, actor: str, target: str, label: str | None
) -> None:
    assert joined_stance(text, span_of(text, actor), span_of(text, target)) == label


@given(st.text(alphabet="-ab Cd.", max_size=30), st.data())
def test_any_two_places_of_any_text_can_be_asked(text: str, data: st.DataObject) -> None:
    bounds = st.tuples(*[st.integers(0, len(text))] * 2)
    one, other = (Span(*sorted(data.draw(bounds))) for _ in range(2))
    assert joined_stance(text, one, other) in (None, "hostile", "supportive")
