"""What stands in for somebody named before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from resolving import resolve
from timing import grows_linearly

from stance.candidates import candidates
from stance.schema import Span
from stance.segment import sentences
from stance.standins import Named, stand_ins

COURT = "The Kasama Tribunal ruled on Friday against Orinda. "


def named(text: str, *names: str) -> list[Named]:
    """Every place of the names, in text order; a name is its entity's id."""
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            found.append((Span(start, start + len(name)), name))
            start = text.find(name, start + 1)
    return sorted(found)


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (COURT + "Okoro welcomed the ruling.", "the ruling", ["Kasama Tribunal"]),
        (COURT + "Okoro praised the decision.", "the decision", ["Kasama Tribunal"]),
        ("A motion by Orinda failed. Okoro seconded the motion.", "the motion", ["Orinda"]),
        ("Orinda's offer was low. Okoro rejected the offer.", "the offer", ["Orinda"]),
        ("Orinda sued. Okoro called the lawsuit absurd.", "the lawsuit", ["Orinda"]),
        ("Orinda has lodged a complaint. Okoro mocked the complaint.", "the complaint", ["Orinda"]),
        ("Orinda attached conditions. Okoro hates the conditions.", "the conditions", ["Orinda"]),
        # A law that was voted on, not who voted.
        (
            "The Kasama Tribunal met. MPs passed the Rents Act. Okoro welcomed the vote.",
            "the vote",
            ["Rents Act"],
        ),
        (COURT + "Okoro welcomed the ruling of a council.", "", []),
        ("It rained. Okoro welcomed the motion.", "", []),
        (
            "Togo and Chad met. Okoro thanked both delegations.",
            "both delegations",
            ["Chad", "Togo"],
        ),
        (
            "Envoys of Togo and of Chad met. It was two countries.",
            "two countries",
            ["Chad", "Togo"],
        ),
        ("Togo met Chad. Okoro thanked both sides.", "", []),
        (COURT + "Okoro said: “These judges listened.”", "These judges", ["Kasama Tribunal"]),
        ("Okoro thanked the judges. The Kasama Tribunal rose.", "the judges", ["Kasama Tribunal"]),
        ("Okoro thanked the judges.", "", []),
        ("Orinda hails ruling on dam. Togo slept. Okoro welcomed the ruling.", "", []),
        ("Orinda condemned the police. Okoro welcomed the ruling.", "the ruling", ["Orinda"]),
        ("Orinda shuts dam. Okoro welcomed the ruling.", "the ruling", ["Orinda"]),
        ("Togo sat. Okoro and Orinda hailed the motion.", "", []),
    ],
)
def test_words_that_stand_for_somebody(text: str, words: str, meant: list[str]) -> None:
    names = named(text, "Kasama Tribunal", "Orinda", "Togo", "Chad", "Rents Act")
    part = Span(max(text.find("Okoro"), text.find("It was"), 0), len(text))
    found = list(stand_ins(text, sentences(text), names, part))
    assert sorted(entity for _, entity in found) == meant
    assert {span.of(text) for span, _ in found} == ({words} if words else set())


def test_a_long_text_takes_linear_time() -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = "Togo met Chad. Okoro welcomed the ruling. Lagos slept. " * count
        names, bounds = named(text, "Togo", "Chad", "Okoro"), sentences(text)
        return lambda: [list(stand_ins(text, bounds, names, part)) for part in bounds]

    assert grows_linearly(prepare, 200)


def test_both_governments_are_not_who_wrote() -> None:
    kinds = {"Ann Lee": "PERSON", "Bo Diaz": "PERSON", "Oman": "LOCATION", "Chad": "LOCATION"}
    told = [("The guild", "blamed", "both governments")]
    text = "Row\n\nBy Ann Lee and Bo Diaz\n\nThe guild blamed both governments."
    assert candidates(resolve(text, kinds, said=told)) == []
    named = text.replace("The guild", "Oman and Chad quarrelled. The guild")
    found = {item.target for item in candidates(resolve(named, kinds, said=told))}
    assert found == {"oman", "chad"}


@pytest.mark.parametrize(
    ("who", "both"), [("Kenya and Oman", {"kenya", "oman"}), ("Peru, Kenya and Oman", set())]
)
def test_both_sides_are_not_two_of_a_list(who: str, both: set[str]) -> None:
    kinds = dict.fromkeys(("Kenya", "Oman", "Peru"), "LOCATION")
    text = f"{who} met. “Both sides are wrong,” she said."
    resolved = resolve(text, kinds)
    named = stand_ins(text, resolved.sentences, resolved.mentions, Span(0, len(text)))
    assert {entity for _, entity in named} == both


@pytest.mark.parametrize("before", ["On Monday, ", "In Geneva, "])
def test_what_only_opens_a_sentence_is_no_list(before: str) -> None:
    kinds = dict.fromkeys(("Kenya", "Oman", "Geneva"), "LOCATION")
    text = f"{before}Kenya and Oman met. “Both sides are wrong,” she said."
    resolved = resolve(text, kinds)
    found = stand_ins(text, resolved.sentences, resolved.mentions, Span(0, len(text)))
    assert {entity for _, entity in found} == {"kenya", "oman"}
