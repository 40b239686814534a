"""SEESAW: an article's stances by name, against analyses of its text; pairs with spans."""

from __future__ import annotations

import pytest

from stance.datasets.base import NamedStance, StanceDocument
from stance.evaluation import seesaw
from stance.evaluation.seesaw_pairs import pair_examples
from stance.evaluation.steps import STEPS, lost_at
from stance.schema import Analysis, Entity, Evidence, Span, Stance, StancePrediction

SENTENCES = ("Okoro blamed Diaz.", "Diaz thanked the Dock Union.", "Okoro praised Diaz for it.")
TEXT = " ".join(SENTENCES)
VECTORS = {
    "hostile": (0.9, 0.08, 0.02),
    "neutral": (0.1, 0.85, 0.05),
    "supportive": (0.0, 0.1, 0.9),
}


def spans() -> tuple[Span, ...]:
    starts = [TEXT.index(sentence) for sentence in SENTENCES]
    return tuple(Span(a, a + len(s)) for a, s in zip(starts, SENTENCES, strict=True))


def document(*stances: tuple[str | None, str, str, int]) -> StanceDocument:
    names = ("Ada Okoro", "Luis Diaz", "Dock Union")
    return StanceDocument(
        id="TRIPLET_003_DOCUMENT_1",
        text=TEXT,
        sentences=spans(),
        names={name: (name,) for name in names},
        stances=tuple(NamedStance(a, t, label, s) for a, t, label, s in stances),
        meta={"types": dict(zip(names, ("People", "People", "Organization"), strict=True))},
    )


GOLD = document(
    ("Ada Okoro", "Luis Diaz", "hostile", 0),
    ("Luis Diaz", "Dock Union", "supportive", 1),
    ("Ada Okoro", "Luis Diaz", "supportive", 2),
    (None, "Luis Diaz", "hostile", 2),  # the narrator's
    ("Luis Diaz", "Luis Diaz", "hostile", 2),  # toward himself
)


def entity(id: str, name: str, type: str = "PERSON") -> Entity:
    return Entity(id, name, type, (Span(TEXT.index(name), TEXT.index(name) + len(name)),))


ENTITIES = (
    entity("okoro", "Okoro"),
    entity("diaz", "Diaz"),
    entity("union", "Dock Union", "ORGANIZATION"),
    Entity("stranger", "Ms. Ode", "PERSON"),
)


def stance(actor: str, target: str, *evidence: tuple[str, int]) -> Stance:
    """A stance whose label is that of its first evidence: (label, sentence)."""
    pieces = tuple(
        Evidence(
            spans()[sentence],
            Span(spans()[sentence].start, spans()[sentence].start + 4),
            Span(spans()[sentence].start + 6, spans()[sentence].start + 9),
            StancePrediction.of(VECTORS[label]),
        )
        for label, sentence in evidence
    )
    return Stance(actor, target, pieces[0].prediction, pieces)


def analysis(*stances: Stance, entities: tuple[Entity, ...] = ENTITIES) -> Analysis:
    return Analysis(TEXT, spans(), entities, (), stances)


def figures(*stances: Stance) -> dict[str, float]:
    return seesaw.figures(seesaw.tally([(GOLD, analysis(*stances))]))


def test_all_right_is_one() -> None:
    found = figures(
        stance("okoro", "diaz", ("hostile", 0), ("supportive", 2)),
        stance("diaz", "union", ("supportive", 1)),
    )
    # A document answers a pair once: of its two labels one is found.
    assert found["document_triple_precision"] == 1
    assert found["document_triple_recall"] == pytest.approx(2 / 3)
    assert found["document_pair_f1"] == 1
    assert found["sentence_triple_f1"] == found["sentence_pair_f1"] == 1
    assert next(iter(found)) == "document_triple_f1"


def test_figures_by_hand() -> None:
    found = figures(
        stance("okoro", "diaz", ("supportive", 0), ("neutral", 2)),  # the wrong side, there
        stance("union", "diaz", ("hostile", 1)),  # false
        stance("diaz", "union", ("neutral", 1)),  # says nothing
        stance("stranger", "diaz", ("hostile", 0)),  # of nobody in the list
    )
    # Document: gold 3 triples, 2 pairs; said (okoro, diaz, supportive) and one that is false.
    assert found["document_triple_precision"] == 1 / 2
    assert found["document_triple_recall"] == pytest.approx(1 / 3)
    assert found["document_pair_precision"] == found["document_pair_recall"] == 1 / 2
    # Sentences: gold 3; said 2, of which one has the right pair, and none the label.
    assert found["sentence_triple_f1"] == 0
    assert found["sentence_pair_precision"] == 1 / 2
    assert found["sentence_pair_recall"] == pytest.approx(1 / 3)
    assert found["sentence_pair_f1"] == pytest.approx(2 / (2 + 3))


def test_narrator_and_oneself_are_no_pair() -> None:
    assert len(seesaw.gold_triples(GOLD)) == 3


def test_the_step_that_loses_a_triple() -> None:
    said = (stance("okoro", "diaz", ("hostile", 0)),)
    assert seesaw.losses(GOLD, analysis(*said)) == {
        "right": 1,
        "wrong side": 1,
        "pair not proposed": 1,
    }
    without = analysis(*said, entities=ENTITIES[:2])
    assert seesaw.losses(GOLD, without)["entity not found"] == 1


def test_steps_by_hand() -> None:
    def lost(found: set[str], *labels: str) -> str:
        return lost_at(("a", "b"), "hostile", found, {("a", "b"): labels} if labels else {})

    assert lost({"a"}) == "entity not found"
    assert lost({"a", "b"}) == "pair not proposed"
    assert lost({"a", "b"}, "neutral") == "said neutral"
    assert lost({"a", "b"}, "neutral", "supportive") == "wrong side"
    assert lost({"a", "b"}, "neutral", "hostile") == "right"
    assert {"entity not found", "pair not proposed", "said neutral", "wrong side", "right"} == {
        *STEPS
    }


def words(text: str, span: object) -> str:
    assert isinstance(span, Span)
    return span.of(text)


def test_pairs_are_asked_where_the_names_stand() -> None:
    first, union, third = pair_examples([GOLD])
    assert [words(e.text, e.actor) for e in (first, union, third)] == ["Okoro", "Diaz", "Okoro"]
    assert [words(e.text, e.target) for e in (first, union, third)] == [
        "Diaz",
        "Dock Union",
        "Diaz",
    ]
    assert (first.label, third.label) == ("hostile", "supportive")
    assert first.text == SENTENCES[0] and third.text == TEXT
    # In the sentence itself, not in what stands before it.
    assert third.actor is not None and third.actor.start == TEXT.rindex("Okoro")
    assert {e.group for e in (first, union, third)} == {GOLD.id}
    assert len({e.id for e in (first, union, third)}) == 3


def test_who_is_not_named_in_the_sentence_is_looked_for_before_it() -> None:
    (example,) = pair_examples([document(("Ada Okoro", "Dock Union", "hostile", 1))])
    assert example.text == f"{SENTENCES[0]} {SENTENCES[1]}"
    assert example.actor == Span(0, 5)


def test_who_is_not_named_at_all_is_put_in_front() -> None:
    absent = document(("Dock Union", "Ada Okoro", "hostile", 0))
    (example,) = pair_examples([absent])
    assert example.text == f"Dock Union: {SENTENCES[0]}"
    assert words(example.text, example.actor) == "Dock Union"
    assert words(example.text, example.target) == "Okoro"
    (target,) = pair_examples([document(("Ada Okoro", "Dock Union", "hostile", 0))])
    assert target.text == f"On Dock Union: {SENTENCES[0]}"
    assert words(target.text, target.target) == "Dock Union"


def test_both_missing_stand_in_front_in_order() -> None:
    names: dict[str, tuple[str, ...]] = {
        "Ms. Ode": ("Ms. Ode",),
        "Ms. Ode's bill": ("Ms. Ode's bill",),
    }
    other = StanceDocument(
        "x", TEXT, spans(), names, (NamedStance("Ms. Ode", "Ms. Ode's bill", "supportive", 0),),
        meta={"types": dict.fromkeys(names, "Topic")},
    )  # fmt: skip
    (example,) = pair_examples([other])
    assert example.text == f"Ms. Ode on Ms. Ode's bill: {SENTENCES[0]}"
    assert words(example.text, example.actor) == "Ms. Ode"
    assert words(example.text, example.target) == "Ms. Ode's bill"


def test_a_pair_with_both_labels_in_a_sentence_is_left_out() -> None:
    torn = document(
        ("Ada Okoro", "Luis Diaz", "hostile", 0), ("Ada Okoro", "Luis Diaz", "supportive", 0)
    )
    assert pair_examples([torn]) == []
