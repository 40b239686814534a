"""A stance in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_fixtures import HOSTILE, evidence, report_analysis

from stance.explain import confidence, explain, likely
from stance.schema import Analysis, Attribution, Entity, Span, Stance, StancePrediction


def why(actor: str, target: str) -> str:
    item = report_analysis()
    found = item.stance(actor, target)
    assert found is not None
    return item.explain(found)


def supports_oslo(text: str, actor: str, kind: str) -> str:
    """Why the actor, stated in the text, is supportive of Oslo."""
    support = StancePrediction.of((0.1, 0.1, 0.8))
    item = evidence(text, actor, "Oslo", support, None, text)
    entities = (Entity("actor", actor, kind), Entity("oslo", "Oslo", "LOCATION"))
    stance = Stance("actor", "oslo", support, (item,))
    return explain(Analysis(text, entities=entities, stances=(stance,)), stance)


def test_a_reported_stance_names_its_cue_and_who_is_meant() -> None:
    assert why("union", "ibe") == (
        "Dyers' Union is very likely hostile toward Mayor Ibe (0.93), reported with “accused”: "
        "“The union accused Mayor Ibe of lying.”; here “The union” is Dyers' Union."
    )


def test_a_stance_of_another_analysis_is_refused() -> None:
    item = report_analysis()
    with pytest.raises(ValueError, match=r"the stance of .* is none of this analysis"):
        Analysis(item.text).explain(item.stances[0])


def test_what_the_writer_states_is_said_to_be_the_articles_word() -> None:
    assert why("quill", "union") == (
        "Senator Quill is very likely supportive of Dyers' Union (0.92), as the article itself "
        "reports: “Senator Quill praised the Dyers' Union on Monday.”"
    )


def test_a_contested_stance_shows_both_sides() -> None:
    sentence = why("quill", "ibe")
    assert "hostile toward Mayor Ibe (0.93), reported with “called”" in sentence
    assert "; but supportive, as the article itself reports: “Quill had thanked Ibe" in sentence


def test_support_for_what_is_anti_somebody_is_explained() -> None:
    assert "“anti-” somebody counts as hostile" in why("meridian", "quill")
    assert "anti-" not in why("union", "ibe")


@pytest.mark.parametrize(
    ("name", "kind", "verb"),
    [
        ("two officials", "GROUP", "are"),
        ("critics of the plan", "GROUP", "are"),
        ("board of directors", "GROUP", "is"),
        ("United States", "LOCATION", "is"),
    ],
)
def test_several_people_are(name: str, kind: str, verb: str) -> None:
    sentence = supports_oslo(f"The {name} praised Oslo.", name, kind)
    assert sentence.startswith(f"{name} {verb} likely supportive of Oslo")


def test_a_stance_by_a_word_joined_to_a_name_is_explained() -> None:
    sentence = supports_oslo("The pro-Oslo Lund Front won.", "Lund Front", "ORGANIZATION")
    assert "a word joined to the name says so" in sentence


def test_a_source_outside_of_the_passage_is_named() -> None:
    text = 'Lund spoke. "Oslo is rotten," the text went on.'
    passage = '"Oslo is rotten,"'
    item = evidence(passage, "Oslo", "Oslo", HOSTILE, 0, text)
    said = Attribution(Span(0, 4), (), (item.span,), "lund", "direct")
    stance = Stance("lund", "oslo", HOSTILE, (replace(item, actor=Span(0, 4)),))
    entities = (Entity("lund", "Lund", "PERSON"), Entity("oslo", "Oslo", "LOCATION"))
    analysis = Analysis(text, entities=entities, attributions=(said,), stances=(stance,))
    assert 'quoted of “Lund”: ‘"Oslo is rotten,"’' in explain(analysis, stance)


def test_a_turn_of_a_transcript_is_said_to_be_one() -> None:
    text = "LUND: Oslo is rotten.\nBERG: No.\nLUND: Yes."
    item = evidence("Oslo is rotten.", "Oslo", "Oslo", HOSTILE, 0, text)
    said = Attribution(Span(0, 4), (Span(4, 5),), (item.span,), "lund", "direct")
    stance = Stance("lund", "oslo", HOSTILE, (item,))
    analysis = Analysis(text, attributions=(said,), stances=(stance,))
    assert ", in a turn of the transcript: “Oslo is rotten.”" in explain(analysis, stance)
    headline = Analysis(text[:21], attributions=(said,), stances=(stance,))
    assert ", quoted of “LUND”: “Oslo is rotten.”" in explain(headline, stance)


def test_further_places_are_counted() -> None:
    text = "Lund denounced Oslo. Lund denounced Oslo twice. Lund denounced Oslo for ever."
    found = tuple(
        evidence(words, "Lund", "Oslo", HOSTILE, None, text) for words in text.split(". ")
    )
    stance = Stance("lund", "oslo", HOSTILE, found)
    assert explain(Analysis(text), stance).endswith("2 more places agree.")
    assert explain(Analysis(text), replace(stance, evidence=found[:2])).endswith(
        "one more place agrees."
    )


def test_it_is_one_line_without_control_characters() -> None:
    text = "Lund\n\x1b[2J denounced\u202e Oslo\r\nonce more"
    stance = Stance("lund", "oslo", HOSTILE, (evidence(text, "Lund", "Oslo", HOSTILE, text=text),))
    sentence = explain(Analysis(text), stance)
    assert not any(letter in sentence for letter in "\n\r\x1b\u202e")


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "virtually certainly"),
        (0.95, "extremely likely"),
        (0.949, "very likely"),
        (0.66, "likely"),
        (0.5, "more likely than not"),
        (0.34, "perhaps"),
        (0.0, "perhaps"),
    ],
)
def test_confidence_in_words(probability: float, words: str) -> None:
    assert likely(probability) == words


def test_confidence_is_the_probability_of_the_label() -> None:
    answer = StancePrediction.of((0.2, 0.5, 0.3))
    assert confidence(Stance("a", "b", answer, ())) == 0.5
