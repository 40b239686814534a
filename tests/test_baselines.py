"""Baselines: what they read, what they answer, and what they say when they cannot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.datasets.base import StanceExample
from stance.evaluation.baselines import load_baseline
from stance.evaluation.baselines.lexicon import words_read
from stance.evaluation.baselines.questions import Question, cropped, marked, questions
from stance.evaluation.baselines.similarity import statements
from stance.evaluation.baselines.tfidf import features
from stance.evaluation.systems import Fitted, System
from stance.models import ModelError
from stance.schema import LABELS, Span

TEXT = "Okoro denounced Diaz in the council."
BOTH = StanceExample("a", TEXT, "hostile", Span(0, 5), Span(16, 20), reverse="neutral")
WRITER = StanceExample("b", "A wonderful day for Diaz, they say.", "supportive", None, Span(20, 24))
TOPIC = StanceExample("c", "We march for it.", "supportive", None, "climate action")
TONE = StanceExample("d", "A dull and awful film.", "hostile")
ALL = (BOTH, WRITER, TOPIC, TONE)


def example(text: str, actor: str, target: str, label: str = "neutral") -> StanceExample:
    a, t = text.index(actor), text.index(target)
    return StanceExample(text, text, label, Span(a, a + len(actor)), Span(t, t + len(target)))


def ask(text: str, actor: str, target: str) -> Question:
    return questions([example(text, actor, target)])[0]


def labels(system: System, examples: Sequence[StanceExample]) -> list[str]:
    return [LABELS[i] for i in system.predict(examples)[:, 0].argmax(axis=1)]


def check(system: System) -> None:
    """What every system owes: distributions where something is asked, zeros elsewhere."""
    probabilities = system.predict(ALL)
    assert probabilities.shape == (4, 2, 3)
    assert np.allclose(probabilities[:, 0].sum(axis=1), 1)
    assert np.allclose(probabilities[:, 1].sum(axis=1), [1, 0, 0, 0])
    assert (probabilities >= 0).all()
    assert system.predict([]).shape == (0, 2, 3)
    assert {"kind", "name"} <= system.describe().keys()


# Questions


def test_each_labelled_direction_is_a_question() -> None:
    asked = questions(ALL)
    assert [(q.row, q.direction) for q in asked] == [(0, 0), (0, 1), (1, 0), (2, 0), (3, 0)]
    assert (asked[1].actor_words, asked[1].target_words) == ("Diaz", "Okoro")
    assert (asked[3].actor_words, asked[3].target_words) == (None, "climate action")


def test_mentions_are_replaced_and_overlapping_ones_once() -> None:
    assert marked(questions([BOTH])[0], "A", "T") == "A denounced T in the council."
    assert marked(questions([BOTH])[1], "A", "T") == "T denounced A in the council."
    inside = ask("Clinton's campaign said no.", "Clinton's campaign", "Clinton")
    assert marked(inside, "A", "T") == "A said no."


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(["a", "bb", "ccc", "\n"]), min_size=2, max_size=30),
    st.data(),
    st.integers(0, 8),
)
def test_a_cropped_text_holds_the_same_mentions(
    words: list[str], data: st.DataObject, size: int
) -> None:
    text = " ".join(["x", *words, "y"])
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 6))
    spans = [
        Span(start, min(start + length, len(text)))
        for start, length in (data.draw(bounds), data.draw(bounds))
    ]
    question = Question(0, 0, "id", text, spans[0], spans[1], "neutral")
    result = cropped(question, size)
    assert result.text in text
    assert (result.actor_words, result.target_words) == tuple(span.of(text) for span in spans)
    outside = text[: min(spans).start], text[max(span.end for span in spans) :]
    if all(len(part.split()) <= size for part in outside):
        assert result.text.split() == text.split()


def test_a_text_without_mentions_is_not_cropped() -> None:
    asked = questions([TOPIC, TONE])
    assert [cropped(question, 1) for question in asked] == asked


# Majority


def test_majority_answers_the_distribution_of_train() -> None:
    system = load_baseline("baseline:majority")
    assert isinstance(system, Fitted)
    with pytest.raises(ValueError, match="fitted on a train split"):
        system.predict(ALL)
    system.fit([BOTH, WRITER, TOPIC, TONE])  # 2 hostile, 1 neutral, 2 supportive, and 1 each
    assert np.allclose(system.predict(ALL)[0, 0], [3 / 8, 2 / 8, 3 / 8])
    check(system)


# Lexicon


def test_the_lexicon_reads_who_does_it_to_whom() -> None:
    pytest.importorskip("vaderSentiment")
    system = load_baseline("baseline:lexicon")
    check(system)
    cases = [
        example("Okoro blamed and attacked Diaz.", "Okoro", "Diaz"),
        example("Okoro blamed and attacked Diaz.", "Diaz", "Okoro"),
        example("Okoro was praised by Diaz.", "Diaz", "Okoro"),
        example("Okoro was praised by the Diaz.", "Okoro", "Diaz"),
        example("Okoro met Diaz.", "Okoro", "Diaz"),
        WRITER,
        TONE,
    ]
    assert labels(system, cases) == [
        *("hostile", "neutral", "supportive", "neutral", "neutral", "supportive", "hostile")
    ]


def test_the_lexicon_leaves_names_out_and_reads_ten_words_around_a_target() -> None:
    assert words_read(ask("Kim denounced the United States.", "Kim", "United States")) == (
        " denounced the "
    )
    text = " ".join(map(str, range(30)))
    question = Question(0, 0, "id", text, None, Span(text.index("15"), text.index("16")), "neutral")
    assert words_read(question).split() == [*map(str, range(5, 15)), *map(str, range(16, 26))]
    assert words_read(questions([TOPIC])[0]) == TOPIC.text


def test_the_thresholds_of_the_lexicon_are_vaders() -> None:
    pytest.importorskip("vaderSentiment")
    from stance.evaluation.baselines.lexicon import _probabilities

    found = _probabilities(np.array([-0.051, -0.049, 0.0, 0.049, 0.051])).argmax(axis=1)
    assert [LABELS[i] for i in found] == [
        *("hostile", "neutral", "neutral", "neutral", "supportive")
    ]


# TF-IDF


def training_rows() -> list[StanceExample]:
    verbs = {"denounced": "hostile", "praised": "supportive", "met": "neutral"}
    names = ("Okoro", "Diaz", "Lind", "Ode")
    return [
        StanceExample(
            f"{verb}-{a}-{b}",
            text := f"{a} {verb} {b} on Monday.",
            label,
            Span(0, len(a)),
            Span(text.index(b), text.index(b) + len(b)),
            reverse="neutral",
        )
        for verb, label in verbs.items()
        for a in names
        for b in names
        if a != b
    ]


def test_tfidf_learns_the_verb_and_the_direction() -> None:
    pytest.importorskip("sklearn")
    system = load_baseline("baseline:tfidf")
    assert isinstance(system, Fitted)
    with pytest.raises(ValueError, match="fitted on a train split"):
        system.predict(ALL)
    system.fit(training_rows())
    check(system)
    new = StanceExample(
        "new", "Brandt denounced Weber on Monday.", "hostile", Span(0, 6), Span(17, 22), "neutral"
    )
    forward, reverse = system.predict([new])[0].argmax(axis=1)
    assert (LABELS[forward], LABELS[reverse]) == ("hostile", "neutral")
    assert system.describe()["questions"] == 72


def test_tfidf_needs_two_labels() -> None:
    pytest.importorskip("sklearn")
    system = load_baseline("baseline:tfidf")
    assert isinstance(system, Fitted)
    with pytest.raises(ValueError, match="at least two labels"):
        system.fit([TONE])


def test_tfidf_features_tell_order_neighbours_and_topic() -> None:
    forward, reverse, writer, topic, _ = (set(features(question)) for question in questions(ALL))
    assert {"ACTOR denounced", "actor first", "actor first: denounced"} <= forward
    assert {"denounced ACTOR", "target first", "target first: denounced"} <= reverse
    assert {"TARGET", "before: wonderful", "after: they"} <= writer
    assert {"topic climate action", "topic climate action: march", "march"} <= topic
    assert "okoro" not in forward


# Similarity


def test_similarity_compares_with_a_statement_a_label(tiny_encoder: Path) -> None:
    system = load_baseline(f"baseline:similarity#{tiny_encoder}")
    check(system)
    again = system.predict([BOTH])
    assert np.allclose(system.predict([TONE, BOTH])[1], again[0], atol=1e-6)
    assert system.describe()["encoder"] == str(tiny_encoder)
    assert len(system.describe()["sha256"]["model.safetensors"]) == 64


def test_statements_fit_the_question() -> None:
    asked = questions(ALL)
    assert statements(asked[1])[2] == "Diaz is supportive of Okoro."
    assert statements(asked[3])[0] == "The writer is hostile toward climate action."
    assert statements(asked[4])[0] == "The tone is negative."


def test_an_encoder_that_is_nowhere_is_named() -> None:
    pytest.importorskip("huggingface_hub")
    pytest.importorskip("transformers")
    with pytest.raises(ModelError, match=r"encoder 'nobody/nothing' not found; tried a local"):
        load_baseline("baseline:similarity#nobody/nothing")


# Names


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("baseline:majorty", "no baseline 'majorty': did you mean 'majority'?"),
        ("baseline:svm", "no baseline 'svm': known are majority, lexicon, tfidf, similarity"),
        ("baseline:", "'baseline:' names nothing behind the colon"),
        ("baseline:lexicon#x", "baseline:lexicon takes nothing behind '#', not 'x'"),
        ("gpt:x", "unknown kind of system; known are baseline, hf, predictions, llm"),
        ("llm:http://localhost/v1", "llm:http://localhost/v1: which model? llm:URL#MODEL"),
        ("llm:localhost:80#m", "'localhost:80' is no http or https URL"),
        ("hf:some/model#LABEL_0", "'LABEL_0' is not LABEL=MEANING"),
    ],
)
def test_a_name_that_cannot_be_read_says_why(spec: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        load_baseline(spec)
    assert message in str(caught.value) and "\n" not in str(caught.value)
