"""Questions without answers: those of the pipeline, and those for the writer's stance."""

from __future__ import annotations

from pathlib import Path

from make_data import write_dse, write_newsmtsc, write_polnear
from resolving import resolve

from stance.candidates import candidates
from stance.datasets import load_dataset
from stance.schema import Span
from training.cut_passages import LONGEST
from training.unlabelled import asked, of_the_writer, texts

TEXT = (
    "Ann Lee arrived in Oslo on Monday. The Harbour Board had sued her in May. "
    "Ms Lee said the Harbour Board was “a club of the deaf”."
)
NAMES = {"Ann Lee": "PERSON", "Lee": "PERSON", "Harbour Board": "ORGANIZATION", "Oslo": "LOCATION"}
RESOLVED = resolve(
    TEXT, NAMES, said=[("Ms Lee", "said", "the Harbour Board was “a club of the deaf”")]
)


def test_what_the_pipeline_asks_is_asked_once_for_both_directions() -> None:
    examples = list(asked(RESOLVED, "one"))
    pairs = {
        (found.context, frozenset((found.actor_span, found.target_span)))
        for found in candidates(RESOLVED)
    }
    assert len(examples) == len(pairs) >= 2
    assert {example.group for example in examples} == {"one"}
    words = set()
    for example in examples:
        assert example.text in TEXT
        assert isinstance(example.actor, Span) and isinstance(example.target, Span)
        words.add((example.actor.of(example.text), example.target.of(example.text)))
    assert ("Ms Lee", "Harbour Board") in words


def test_the_writer_is_asked_about_every_name_of_a_sentence_once() -> None:
    examples = list(of_the_writer(RESOLVED, "one"))
    about = [(e.target.of(e.text), e.text) for e in examples if isinstance(e.target, Span)]
    assert all(example.actor is None for example in examples)
    assert ("Ann Lee", "Ann Lee arrived in Oslo on Monday.") in about
    assert len(about) == len(set(about)) == len(examples)
    assert {text for _, text in about} <= {s.of(TEXT).strip() for s in RESOLVED.sentences}


def test_what_is_too_long_is_left_out() -> None:
    text = f"Ann Lee sued the Harbour Board{' again' * LONGEST}."
    resolved = resolve(text, NAMES)
    assert not [*asked(resolved, "long"), *of_the_writer(resolved, "long")]


def test_train_articles_and_train_sentences_are_read_each_once(tmp_path: Path) -> None:
    for write in (write_polnear, write_dse, write_newsmtsc):
        write(tmp_path)
    found = texts(tmp_path)
    sentences = [text for name, text in found.items() if name.startswith("sentence-")]
    assert len(sentences) == len(set(sentences))
    for name, split in (("dse", "train"), ("newsmtsc", "train-fit")):
        assert {row.text for row in load_dataset(name, split, tmp_path)} <= set(sentences)
    held_out = {row.text for row in load_dataset("newsmtsc", "train-dev", tmp_path)}
    fitted = {row.text for row in load_dataset("newsmtsc", "train-fit", tmp_path)}
    assert held_out - fitted and not (held_out - fitted) & set(sentences)
    assert {article.id for article in load_dataset("polnear", "train", tmp_path)} <= found.keys()
