"""Stances that pull against each other."""

from __future__ import annotations

from report_fixtures import HOSTILE, NEUTRAL, SUPPORTIVE, report_analysis

from stance.render import table
from stance.report import Tension, tensions
from stance.schema import Analysis, Entity, Evidence, Span, Stance, StancePrediction

SIGNS = {"+": SUPPORTIVE, "-": HOSTILE, "0": NEUTRAL}


def found(*triples: str) -> tuple[Tension, ...]:
    """Tensions of stances written as "A+B", "A-B" or "A0B"."""
    text = "Words."
    place = Span(0, len(text))
    stances = tuple(
        Stance(words[0], words[2], answer, (Evidence(place, place, place, answer),))
        for words, answer in ((words, SIGNS[words[1]]) for words in triples)
    )
    return tensions(Analysis(text, stances=stances))


def test_a_praised_party_that_attacks_the_praisers_ally() -> None:
    (tension,) = found("A+B", "A+C", "B-C")
    assert tension.kind == "between friends"
    assert tension.parties == ("A", "B", "C")
    assert set(tension.stances) == {("A", "B"), ("A", "C"), ("B", "C")}
    assert tension.text == "A is supportive of both B and C, yet B is hostile toward C."


def test_the_ally_may_be_one_by_its_own_word() -> None:
    (tension,) = found("A+B", "C+A", "B-C")
    assert tension.text == (
        "A is supportive of B, yet B is hostile toward C, and C is supportive of A."
    )
    (tension,) = found("B+A", "A+C", "B-C")
    assert tension.text == ("B is supportive of A and hostile toward C, yet A is supportive of C.")


def test_two_rivals_who_praise_a_third_are_none() -> None:
    assert found("B+A", "C+A", "B-C") == ()


def test_common_enemies_and_peaceful_friends_are_none() -> None:
    assert found("A-B", "A-C", "B-C") == ()
    assert found("A+B", "B+C", "C+A") == ()
    assert found("A+B", "A+C", "B0C") == ()


def test_support_that_is_answered_with_hostility() -> None:
    (tension,) = found("A+B", "B-A")
    assert (tension.kind, tension.parties) == ("unreturned", ("A", "B"))
    assert tension.text == "A is supportive of B, yet B is hostile toward A."


def test_both_attacks_among_friends_are_told() -> None:
    assert [item.parties for item in found("A+B", "A+C", "B-C", "C-B")] == [
        ("A", "B", "C"),
        ("A", "C", "B"),
    ]


def test_one_actor_on_both_sides_and_the_strength_of_the_weaker() -> None:
    weak = StancePrediction.of((0.1, 0.3, 0.6))
    place = Span(0, 1)
    both = tuple(Evidence(place, place, place, answer) for answer in (HOSTILE, weak))
    analysis = Analysis(
        "x",
        entities=(Entity("a", "Ann", "PERSON"),),
        stances=(Stance("a", "b", HOSTILE, both, contested=True),),
    )
    (tension,) = tensions(analysis)
    assert (tension.kind, tension.parties, tension.strength) == ("both sides", ("a", "b"), 0.6)
    assert tension.text.startswith("Ann is on both sides of b")


def test_the_surest_come_first_and_they_are_plain_data() -> None:
    items = tensions(report_analysis())
    assert [item.kind for item in items] == ["between friends", "both sides", "unreturned"]
    assert [item.strength for item in items] == sorted((i.strength for i in items), reverse=True)
    assert items[1].to_dict() == {
        "kind": "both sides",
        "parties": ["quill", "ibe"],
        "stances": [["quill", "ibe"]],
        "strength": 0.92,
        "text": "Senator Quill is on both sides of Mayor Ibe: the text has words for and against.",
    }


def test_tables_show_them() -> None:
    shown = " ".join(table(report_analysis(), width=200).split())
    assert "Tension: Mayor Ibe is supportive of Senator Quill, yet Senator Quill" in shown


def test_a_stance_toward_oneself_is_none() -> None:
    assert found("A+A", "A-A") == ()
