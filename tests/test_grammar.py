"""What a name does in its sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resolving import span_of

from stance.grammar import echo, is_acted_on_by, role
from stance.schema import Span


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Okoro attacked Diaz.", "Okoro", "subject"),
        ("Okoro attacked Diaz.", "Diaz", "object"),
        ("On Monday Prime Minister Okoro attacked Diaz.", "Okoro", "subject"),
        ("The European Commission on Thursday blocked the deal.", "European Commission", "subject"),
        ("Kenya and Uganda have blocked the plan.", "Kenya", "subject"),
        ("Kenya and Uganda have blocked the plan.", "Uganda", "subject"),
        ("Kenya and its partners accuse Diaz of theft.", "Kenya", "subject"),
        ("Kenyan officials rejected it.", "Kenyan", "subject"),
        ("Okoro, who came third, endorsed Diaz.", "Okoro", "subject"),
        ("The captain, Okoro, would not criticise Diaz.", "Okoro", "subject"),
        ("He said Okoro did not understand.", "Okoro", "subject"),
        ("“Never,” retorted Okoro.", "Okoro", "subject"),
        ("The plan was condemned by Okoro.", "Okoro", "agent"),
        ("Diaz was sharply condemned by Okoro.", "Diaz", "patient"),
        ("They met Okoro, a frequent critic of Diaz.", "Okoro", "subject"),
        ("Okoro and local Diaz made it.", "Okoro", "subject"),
        ("It drew fierce criticism from Nairobi.", "Nairobi", "agent"),
        ("A letter came from Nairobi.", "Nairobi", "oblique"),
        ("Okoro's attack on Diaz was sharp.", "Okoro", "owner"),
        ("Okoro's lawyer was late.", "Okoro", "oblique"),
        ("They met in Kenya and left.", "Kenya", "oblique"),
        ("They thanked Okoro “with all my heart”.", "Okoro", "object"),
        ("They will meet Okoro again on Monday.", "Okoro", "object"),
        ("Okoro again attacked them.", "Okoro", "subject"),
        ("The party, which controls Okoro, faulted Diaz, to their joy.", "Okoro", "object"),
        ("They fear a law, which means Okoro, already fined, can sue.", "Okoro", "subject"),
        ("They accused Okoro of theft.", "Okoro", "object"),
        ("A spokesman for Harzkraft said so.", "Harzkraft", "oblique"),
        ("They left after Okoro spoke.", "Okoro", "subject"),
        ("They told reporters in Karak that Okoro had left.", "Okoro", "subject"),
        ("Kenya's eleven deputies would not vote.", "Kenya", "subject"),
        ("Kenya left, as did the governments of Oman and Chad.", "Oman", "subject"),
        ("Kenya left, as did the governments of Oman and Chad.", "Chad", "subject"),
    ],
)
def test_the_role_of_a_name(text: str, name: str, expected: str) -> None:
    assert role(text, Span(0, len(text)), span_of(text, name)) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Kenya left, as did Oman and Chad.", "Chad", 10),
        ("Kenya left, as did Oman and Chad.", "Kenya", None),
        ("Kenya left as Oman and Chad did.", "Oman", None),
    ],
)
def test_who_did_likewise(text: str, name: str, expected: int | None) -> None:
    assert echo(text, Span(0, len(text)), span_of(text, name)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The case against Okoro was brought by the union.", True),
        ("Okoro was sacked by the union.", True),
        ("The friends of Okoro were praised by the union.", False),
        ("The union sacked Okoro.", False),
    ],
)
def test_whom_a_passive_acts_on(text: str, expected: bool) -> None:
    assert is_acted_on_by(text, Span(0, len(text)), span_of(text, "Okoro")) is expected


@settings(deadline=None)
@given(st.text(alphabet="aA ,.'’-()–“”\n", max_size=60), st.data())
def test_any_place_has_a_role(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert role(text, Span(0, len(text)), Span(start, end)) in (
        "subject",
        "patient",
        "agent",
        "owner",
        "object",
        "oblique",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2022 the Harzkraft fined it.", "subject"),
        ("The leader of the opposition Harzkraft accused it.", "oblique"),
        ("They docked Harzkraft three points.", "object"),
    ],
)
def test_numbers_and_sorts_before_a_name_hide_nothing(text: str, expected: str) -> None:
    at = text.index("Harzkraft")
    assert role(text, Span(0, len(text)), Span(at, at + len("Harzkraft"))) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor, Okoro, a member of the party, broke ranks.", "Okoro"),
        ("Rep. Okoro of the minor opposition Future Party criticized it.", "Okoro"),
    ],
)
def test_what_is_told_of_a_subject_leaves_it_one(text: str, name: str) -> None:
    assert role(text, Span(0, len(text)), span_of(text, name)) == "subject"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Diaz attacked Okoro at the annual Labour conference on Sunday.", "Okoro"),
        ("Police arrested Okoro at the new Orbix factory in May.", "Okoro"),
    ],
)
def test_where_somebody_is_acted_on_makes_him_no_subject(text: str, name: str) -> None:
    assert role(text, Span(0, len(text)), span_of(text, name)) == "object"
