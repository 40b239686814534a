"""Interviews in questions and answers."""

from __future__ import annotations

from resolving import pronouns, resolve, speakers

from stance.candidates import candidates

TEXT = """Marama Teague left Cycle Orbe last month.

Q: Hugh Bao says you broke your word.

A: Hugh Bao lies.

Q: And the minister?

A: I thank her.

Cycle Orbe gave no answer."""
KINDS = {"Marama Teague": "PERSON", "Hugh Bao": "PERSON", "Cycle Orbe": "ORGANIZATION"}


def test_who_answers_is_named_first_and_who_asks_is_nobody() -> None:
    found = resolve(TEXT, KINDS)
    assert speakers(found) == ["marama-teague", "marama-teague"]
    assert {entity.id for entity in found.entities} == {"marama-teague", "hugh-bao", "cycle-orbe"}
    pairs = {(c.actor, c.target) for c in candidates(found)}
    assert ("marama-teague", "hugh-bao") in pairs


def test_a_questions_you_is_who_answers() -> None:
    text = TEXT.replace("Hugh Bao says", "Hugh Bao said that")
    found = resolve(text, KINDS, said=[("Hugh Bao", "said", "you broke your word")])
    assert ("you", "marama-teague") in pronouns(found)
    pairs = {(c.actor, c.target) for c in candidates(found)}
    assert ("hugh-bao", "marama-teague") in pairs


def test_the_last_answer_ends_with_its_paragraph() -> None:
    found = resolve(TEXT, KINDS)
    assert found.attributions[-1].content[0].of(TEXT) == "I thank her."


def test_a_byline_does_not_answer() -> None:
    found = resolve(f"By Ann Lee\n\n{TEXT}", KINDS | {"Ann Lee": "PERSON"})
    assert speakers(found) == ["marama-teague", "marama-teague"]


def test_nobody_answers_where_two_are_introduced() -> None:
    found = resolve(f"When Ann Lee won, we met.\n\n{TEXT}", KINDS | {"Ann Lee": "PERSON"})
    assert speakers(found) == [None, None]


def test_a_quiz_is_no_interview() -> None:
    text = "Bo Li set it.\n\nQ: Who won?\nA: Oslo\nB: Peru\nA: Chile"
    assert "bo-li" not in speakers(resolve(text, {"Bo Li": "PERSON"}))


def test_nobody_answers_where_nobody_is_introduced() -> None:
    text = TEXT.partition("\n\n")[2]
    assert speakers(resolve(text, KINDS)) == [None, None]
