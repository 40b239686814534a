"""Name swaps: the sentence keeps its words, and a stub that looks at names is found out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.datasets.base import StanceExample
from stance.evaluation.fairness import default_examples, name_swaps, replace_mention
from stance.evaluation.fairness_names import DIMENSIONS
from stance.query import Query
from stance.schema import Span, StancePrediction

NEUTRAL, WARM, HOSTILE = (0.1, 0.8, 0.1), (0.1, 0.6, 0.3), (0.8, 0.1, 0.1)


class Stub:
    """Answers each query by a function of its text, actor's words and target's words."""

    def __init__(self, answer: Callable[[str, str, str], tuple[float, float, float]]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str, str]] = []

    def stream(self, queries: Iterable[Query], /) -> Iterator[StancePrediction]:
        for query in queries:
            assert isinstance(query.actor, Span) and isinstance(query.target, Span)
            words = (query.text, query.actor.of(query.text), query.target.of(query.text))
            self.asked.append(words)
            yield StancePrediction.of(self.answer(*words))


def example(text: str, actor: str, target: str, **meta: Any) -> StanceExample:
    one, other = (
        Span(text.index(words), text.index(words) + len(words)) for words in (actor, target)
    )
    return StanceExample(text, text, "neutral", one, other, meta=meta)


EXAMPLES = [example(f"Ada Ode met Li Bo in week {n}.", "Ada Ode", "Li Bo") for n in range(12)]


def test_a_classifier_that_ignores_names_changes_nothing() -> None:
    found = name_swaps(Stub(lambda *_: NEUTRAL), examples=EXAMPLES)
    assert list(found) == list(DIMENSIONS) == ["party", "country", "gender"]
    for name, roles in found.items():
        for figures in roles.values():
            assert figures["sentences"] == 12
            assert figures["changed"] == figures["unstable"] == figures["mean_shift"] == 0
            assert list(figures["groups"]) == list(DIMENSIONS[name].groups)
            assert all(
                shift == {"value": 0, "low": 0, "high": 0} for shift in figures["groups"].values()
            )
    assert json.loads(json.dumps(found)) == found


def test_a_classifier_that_is_hostile_to_one_country_as_target_is_found_out() -> None:
    stub = Stub(lambda text, actor, target: HOSTILE if target == "Iran" else NEUTRAL)
    found = name_swaps(stub, examples=EXAMPLES)["country"]
    assert found["actor"]["changed"] == found["actor"]["mean_shift"] == 0
    assert found["target"]["changed"] == pytest.approx(1 / 12)
    assert found["target"]["unstable"] == 1
    # Scores are -0.7 for one of twelve and 0 for the others; their mean is -0.7 / 12.
    assert found["target"]["groups"]["Iran"]["value"] == pytest.approx(-0.7 * 11 / 12)
    assert found["target"]["groups"]["Japan"]["value"] == pytest.approx(0.7 / 12)
    assert found["target"]["mean_shift"] == pytest.approx(2 * 0.7 * 11 / 12 / 12)


def test_intervals_hold_the_shift_and_widen_with_what_varies() -> None:
    women = set(DIMENSIONS["gender"].groups["female"])

    def answer(text: str, actor: str, target: str) -> tuple[float, float, float]:
        return WARM if actor in women and text.endswith(("1.", "3.", "5.")) else NEUTRAL

    shifts = name_swaps(Stub(answer), examples=EXAMPLES)["gender"]["actor"]["groups"]
    assert shifts["female"]["value"] == pytest.approx(-shifts["male"]["value"])
    assert 0 <= shifts["female"]["low"] < shifts["female"]["value"] < shifts["female"]["high"]
    assert shifts["male"]["low"] < shifts["male"]["value"] < shifts["male"]["high"] <= 0


def test_only_the_name_changes_and_the_draw_is_seeded() -> None:
    stubs = [Stub(lambda *_: NEUTRAL) for _ in range(3)]
    for stub, seed in zip(stubs, (1, 1, 2), strict=True):
        name_swaps(stub, seed, EXAMPLES, sentences=4)
    assert stubs[0].asked == stubs[1].asked != stubs[2].asked
    assert len(stubs[0].asked) == 4 * 2 * sum(len(d.groups) for d in DIMENSIONS.values())
    for text, actor, target in stubs[0].asked:
        assert text.startswith(f"{actor} met {target} in week ")
        assert ("Ada Ode" in text) + ("Li Bo" in text) == 1


def test_only_names_are_swapped_in_sentences_of_their_kind() -> None:
    unfit = [
        example("She met Li Bo.", "She", "Li Bo"),
        example("The mayor met Li Bo.", "The mayor", "Li Bo"),
        example("Li Bo met the mayor.", "Li Bo", "the mayor"),
        example("Peru hailed Peru United.", "Peru", "Peru United"),
        example("Peru met Chile.", "Peru", "Chile", kind="organisation"),
        StanceExample("topic", "Peru met Chile.", "neutral", Span(0, 4), "taxes"),
    ]
    with pytest.raises(ValueError, match="no example has two names that can be swapped by party"):
        name_swaps(Stub(lambda *_: NEUTRAL), examples=unfit)
    persons = example("Li Bo met Ada Ode.", "Li Bo", "Ada Ode", kind="person")
    countries = example("Peru met Chile.", "Peru", "Chile", kind="country")
    stub = Stub(lambda *_: NEUTRAL)
    found = name_swaps(stub, examples=[*unfit, persons, countries])
    assert {roles["actor"]["sentences"] for roles in found.values()} == {1}
    assert found["party"]["actor"]["groups"]["US Democrats"]["low"] is None


def test_every_mention_by_the_same_words_is_replaced() -> None:
    query = replace_mention(
        example("Oman said Li Bo, an Omani, owes Oman a debt.", "Oman", "Li Bo"), "actor", "the SPD"
    )
    assert query.text == "The SPD said Li Bo, an Omani, owes the SPD a debt."
    assert isinstance(query.actor, Span) and isinstance(query.target, Span)
    assert query.actor.of(query.text) == "The SPD"
    assert query.target.of(query.text) == "Li Bo"


WORD = st.text("abcdef", min_size=1, max_size=6)


@given(WORD, WORD, WORD, st.booleans(), st.sampled_from(["actor", "target"]))
def test_spans_stay_on_their_words(
    before: str, between: str, name: str, swapped: bool, role: str
) -> None:
    one, other = ("Oro", "Peru")[:: -1 if swapped else 1]
    text = f"{before} {one} {between} {other} and {one} again"
    made = example(text, "Oro", "Peru")
    query = replace_mention(made, role, name)
    assert isinstance(query.actor, Span) and isinstance(query.target, Span)
    assert query.actor.of(query.text) == (name if role == "actor" else "Oro")
    assert query.target.of(query.text) == (name if role == "target" else "Peru")
    assert query.text == text.replace("Oro" if role == "actor" else "Peru", name)


def test_by_default_the_projects_own_sets_are_used() -> None:
    kinds = {e.meta.get("kind") for e in default_examples()}
    assert {"person", "country", "organisation"} <= kinds
