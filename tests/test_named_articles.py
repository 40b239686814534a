"""Articles with marked names teach a tagger names, and nothing about who says what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stance.datasets.base import DataError
from stance.encoding import load_tokenizer
from stance.schema import Span
from stance.tagging import LAYERS, TAGS
from training.named_articles import name_windows, named_articles
from training.tagging_data import IGNORE


def write(folder: Path, text: str) -> Path:
    (folder / "one.jsonl").write_text(json.dumps({"id": "a", "text": text}) + "\n", "utf-8")
    return folder


def test_marks_become_spans_of_the_plain_text(tmp_path: Path) -> None:
    write(tmp_path, "[Ann Lee](P) of the [NRA](O) left [Oslo](L) for a [Kurdish](M) town.\n\nSo?")
    (article,) = named_articles(tmp_path)
    assert article.text == "Ann Lee of the NRA left Oslo for a Kurdish town.\n\nSo?"
    assert article.entities is not None
    assert [(span.of(article.text), kind) for span, kind in article.entities] == [
        ("Ann Lee", "PERSON"),
        ("NRA", "ORGANIZATION"),
        ("Oslo", "LOCATION"),
        ("Kurdish", "MISC"),
    ]
    assert article.entities[0][0] == Span(0, 7)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Lee](X) left.", "'Lee' is 'X', none of the types P, O, L, M"),
        ("Lee [sic] left.", "a bracket that is no [words](key)"),
    ],
)
def test_a_wrong_mark_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DataError, match=r"one\.jsonl:1: ") as error:
        named_articles(write(tmp_path, text))
    assert told in str(error.value)


def test_only_names_are_labelled(tmp_path: Path, tiny_encoder: Path) -> None:
    (article,) = named_articles(write(tmp_path, "[Lee](P) told [Oslo](L) that he would sue."))
    tokenizer = load_tokenizer(str(tiny_encoder / "tokenizer.json"))
    (row,) = name_windows(article, tokenizer, 64)
    tags = dict(zip(LAYERS, row["tags"], strict=True))
    begun = {TAGS["entity"][tag] for tag in tags.pop("entity") if tag > 0}
    assert {"B-PERSON", "B-LOCATION"} <= begun
    assert {tag for layer in tags.values() for tag in layer} == {IGNORE}
    assert {goal for links in row["links"] for goal in links} == {IGNORE}


def test_the_articles_of_the_project_can_be_read() -> None:
    articles = named_articles()
    assert len({article.id for article in articles}) == len(articles) > 100
    for article in articles:
        assert article.entities
