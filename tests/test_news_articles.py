"""The project's own articles: marked names and attributions, for a tagger to learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stance.datasets.base import DataError
from stance.encoding import load_tokenizer
from stance.schema import Span
from stance.tagging import LAYERS, TAGS
from training.news_articles import news_articles
from training.tagging_data import document_windows

TEXT = "[Ann Lee](P) told [Oslo](L) that the [NRA](O) would sue."
SAID = {"source": [[0, 7]], "cue": [[8, 17]], "content": [[18, 41]]}


def write(folder: Path, text: str = TEXT, attributions: Any = (SAID,)) -> Path:
    item = {"id": "a", "text": text, "attributions": attributions}
    (folder / "one.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    return folder


def test_marks_become_spans_of_the_plain_text(tmp_path: Path) -> None:
    write(
        tmp_path, "[Ann Lee](P) of the [NRA](O) left [Oslo](L) for a [Kurdish](M) town.\n\nSo?", []
    )
    (article,) = news_articles(tmp_path)
    assert article.text == "Ann Lee of the NRA left Oslo for a Kurdish town.\n\nSo?"
    assert article.entities is not None
    assert [(span.of(article.text), kind) for span, kind in article.entities] == [
        ("Ann Lee", "PERSON"),
        ("NRA", "ORGANIZATION"),
        ("Oslo", "LOCATION"),
        ("Kurdish", "MISC"),
    ]
    assert article.entities[0][0] == Span(0, 7)


def test_an_attribution_has_its_words_in_the_plain_text(tmp_path: Path) -> None:
    (article,) = news_articles(write(tmp_path))
    (said,) = article.attributions
    assert [span.of(article.text) for span in (*said.source, *said.cue, *said.content)] == [
        "Ann Lee",
        "told Oslo",
        "that the NRA would sue.",
    ]


@pytest.mark.parametrize(
    ("text", "attributions", "told"),
    [
        ("[Lee](X) left.", [], "'Lee' is 'X', none of the types P, O, L, M"),
        ("Lee [sic] left.", [], "a bracket that is no [words](key)"),
        (TEXT, [{**SAID, "content": []}], "an attribution has a content"),
        (TEXT, ["Lee"], "an attribution has a content"),
        (TEXT, [{**SAID, "content": [[18, 99]]}], "[18, 99] is no span of words"),
        (TEXT, [{**SAID, "cue": [[8]]}], "[8] is no span of words"),
        (TEXT, None, '"attributions" must be a list'),
        (TEXT, [{**SAID, "cue": [[7, 17]]}], "[7, 17] is no span of words"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, attributions: Any, told: str) -> None:
    with pytest.raises(DataError, match=r"one\.jsonl:1: ") as error:
        news_articles(write(tmp_path, text, attributions))
    assert told in str(error.value) and str(error.value).count("one.jsonl") == 1


def test_a_tagger_learns_names_and_attributions_from_it(tmp_path: Path, tiny_encoder: Path) -> None:
    (article,) = news_articles(write(tmp_path))
    tokenizer = load_tokenizer(str(tiny_encoder / "tokenizer.json"))
    (row,) = document_windows(article, tokenizer, 64)
    begun = {
        TAGS[layer][tag]
        for layer, tags in zip(LAYERS, row["tags"], strict=True)
        for tag in tags
        if tag > 0 and TAGS[layer][tag].startswith("B-")
    }
    assert begun == {
        *("B-PERSON", "B-LOCATION", "B-ORGANIZATION"),
        *("B-source", "B-cue", "B-content"),
    }


def test_the_articles_of_the_project_can_be_read() -> None:
    articles = news_articles()
    assert len({article.id for article in articles}) == len(articles) > 100
    for article in articles:
        assert article.entities and article.attributions
