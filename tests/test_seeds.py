"""End to end on the articles in `seeds/`: guards the level that the shipped models reach."""

from __future__ import annotations

from pathlib import Path

import pytest

import stance
from stance import Pipeline
from stance.evaluation.documents import read_articles, score_documents

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return stance.load()


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_level_reached_on_the_seed_articles_is_kept(pipeline: Pipeline, split: str) -> None:
    articles = read_articles(SEEDS, split)
    analyses = pipeline.pipe(article.text for article in articles)
    figures = score_documents(zip(articles, analyses, strict=True)).figures()
    assert figures["articles"] >= 6
    assert figures["pair_f1"] >= 0.47
    assert figures["triple_f1"] >= 0.44
    assert figures["label_accuracy"] >= 0.60
    assert figures["false_per_article"] <= 4


def test_every_seed_article_is_read_whole(pipeline: Pipeline) -> None:
    for article in read_articles(SEEDS):
        coverage = pipeline(article.text).coverage
        assert coverage.read == coverage.characters == len(article.text)
        assert not coverage.skipped
