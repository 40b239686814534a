"""spaCy: the component on a blank pipeline, with a fake in place of the models."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("spacy")

import spacy
from cli_support import SAYS, analysis

import stance
from stance.integrations.spacy import StanceComponent, analysis_of
from stance.schema import Analysis

OPTIONS = {"quoted_only": True, "min_confidence": 0.7, "max_risk": None}


class Fake:
    def __init__(self) -> None:
        self.asked: list[Any] = []

    def load(self, *names: str) -> Fake:
        self.asked.append(names)
        return self

    def pipe(
        self, texts: Iterable[str], targets: Sequence[str] | None, **options: Any
    ) -> Iterator[Analysis]:
        self.asked.append((targets, options))
        for text in texts:
            yield analysis(text, targets or ())


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    pipeline = Fake()
    monkeypatch.setattr(stance, "load", pipeline.load, raising=False)
    return pipeline


def test_stances_are_on_the_doc(fake: Fake) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("stance", config={"targets": ["Russia"], **OPTIONS})
    doc = nlp(SAYS)
    first, second = doc._.stances
    assert (first.actor, first.target, first.label) == ("Lund", "Russia", "hostile")
    assert second.label == "neutral" and not first.contested
    (evidence,) = first.evidence
    assert evidence.span.text == SAYS and evidence.kind == "quoted"
    assert (evidence.actor.text, evidence.target.text) == ("Lund", "Russia")
    assert fake.asked == [("stance-small", None), (["Russia"], OPTIONS)]


def test_a_span_inside_a_token_is_none_and_its_characters_are_there(fake: Fake) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("stance")
    (evidence,) = nlp("Lunds denounced Russia.")._.stances[0].evidence
    assert evidence.actor is None and evidence.target.text == "Russia"
    assert evidence.offsets == (0, 23)


def test_streams_keep_their_order(fake: Fake) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("stance")
    texts = [SAYS, "Nothing.", "", SAYS] * 20
    docs = list(nlp.pipe(texts, batch_size=7))
    assert [doc.text for doc in docs] == texts
    assert [len(doc._.stances) for doc in docs] == [2, 0, 0, 2] * 20


def test_a_doc_can_be_stored(fake: Fake) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("stance")
    doc = nlp(SAYS)
    back = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s.label for s in back._.stances] == [s.label for s in doc._.stances]
    found = analysis_of(back)
    assert found is not None and found.to_dict() == analysis(SAYS, ()).to_dict()


def test_a_doc_that_was_not_analysed_has_no_stances() -> None:
    doc = spacy.blank("en")(SAYS)
    assert doc._.stances == () and analysis_of(doc) is None


def test_the_entry_point_names_the_factory() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    if not project.is_file():
        pytest.skip("not a checkout")
    entries = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["entry-points"]
    module, _, name = entries["spacy_factories"]["stance"].partition(":")
    assert getattr(importlib.import_module(module), name)
    assert spacy.blank("en").has_factory("stance")
    assert callable(StanceComponent)
