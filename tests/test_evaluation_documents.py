"""Analyses against articles with known stances, and the format of `seeds/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stance.datasets.base import DataError
from stance.evaluation.documents import (
    GoldArticle,
    gold_id,
    named_stances,
    read_articles,
    score_documents,
)
from stance.schema import LABELS, Analysis, Entity, Span, Stance, StancePrediction

SEEDS = Path(__file__).parent.parent / "seeds"

TEXT = "Ada Okoro denounced the U.S. Okoro thanked Diaz. American envoys met Diaz."
ALIASES = {
    "okoro": ("Ada Okoro", "Okoro"),
    "usa": ("U.S.", "American"),
    "diaz": ("Diaz",),
}
VECTORS = {
    "hostile": (0.9, 0.08, 0.02),
    "neutral": (0.1, 0.85, 0.05),
    "supportive": (0.0, 0.1, 0.9),
}


def article(stances: dict[tuple[str, str], str], name: str = "a") -> GoldArticle:
    return GoldArticle(name, "dev", TEXT, ALIASES, stances)


def entity(id: str, name: str, *words: str) -> Entity:
    spans = [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]
    return Entity(id, name, "PERSON", tuple(spans))


ENTITIES = (
    entity("ada-okoro", "Ada Okoro", "Ada Okoro", "Okoro"),
    entity("united-states", "United States", "U.S.", "American"),
    entity("diaz", "Diaz", "Diaz"),
    entity("envoys", "envoys", "envoys"),
)


def analysis(*stances: tuple[str, str, str], entities: tuple[Entity, ...] = ENTITIES) -> Analysis:
    return Analysis(
        TEXT,
        entities=entities,
        stances=tuple(
            Stance(actor, target, StancePrediction.of(VECTORS[label]), ())
            for actor, target, label in stances
        ),
    )


def figures(gold: dict[tuple[str, str], str], *predicted: tuple[str, str, str]) -> dict[str, float]:
    return score_documents([(article(gold), analysis(*predicted))]).figures()


GOLD = {("okoro", "usa"): "hostile", ("okoro", "diaz"): "supportive", ("usa", "diaz"): "neutral"}


def test_all_right_is_one() -> None:
    found = figures(
        GOLD,
        ("ada-okoro", "united-states", "hostile"),
        ("ada-okoro", "diaz", "supportive"),
        ("united-states", "diaz", "neutral"),
    )
    assert found["pair_f1"] == found["triple_f1"] == found["label_accuracy"] == 1
    assert found["false_per_article"] == 0 and found["articles"] == 1


def test_figures_by_hand() -> None:
    found = figures(
        GOLD,
        ("ada-okoro", "united-states", "supportive"),  # the pair, not the label
        ("united-states", "diaz", "hostile"),  # neutral in the gold
        ("diaz", "ada-okoro", "neutral"),  # no error, and no answer
    )
    # Gold pairs with a stance: 2; predicted with one: 2; in common: 1; with its label: 0.
    assert found["pair_f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert found["triple_f1"] == found["triple_precision"] == found["triple_recall"] == 0
    assert found["label_accuracy"] == 0  # of two gold pairs that have an answer
    assert found["false_per_article"] == 2


def test_the_step_that_loses_a_stance_is_told() -> None:
    gold = {
        ("okoro", "usa"): "hostile",
        ("okoro", "diaz"): "supportive",
        ("usa", "diaz"): "hostile",
    }
    known = ENTITIES[:2]
    scores = score_documents(
        [
            (article(gold), analysis(("ada-okoro", "united-states", "neutral"), entities=known)),
            (article(gold), analysis(("ada-okoro", "united-states", "supportive"))),
        ]
    )
    assert scores.losses == {
        "right": 0,
        "entity not found": 2,  # Diaz, in the first
        "pair not proposed": 2,  # in the second
        "said neutral": 1,
        "wrong side": 1,
    }


def test_predicted_neutral_is_no_false_alarm() -> None:
    found = figures(GOLD, ("diaz", "ada-okoro", "neutral"), ("ada-okoro", "diaz", "supportive"))
    assert found["false_per_article"] == 0
    assert found["triple_precision"] == 1 and found["triple_recall"] == 1 / 2
    assert found["label_accuracy"] == 1


def test_an_entity_is_known_by_any_of_its_names() -> None:
    entities = (entity("x", "the American side", "American"), entity("y", "Okoro", "Okoro"))
    named = named_stances(article(GOLD), analysis(("y", "x", "hostile"), entities=entities))
    assert named == {("okoro", "usa"): "hostile"}


def test_of_two_that_share_a_word_an_entity_is_the_one_with_its_name() -> None:
    text = "The carrier sued Orbix Air."
    aliases = {"lerin": ("Lerin", "the carrier"), "orbix": ("Orbix Air",)}
    spans = (Span(4, 11), Span(17, 26))
    found = gold_id(
        GoldArticle("a", "dev", text, aliases, {}),
        Analysis(text),
        Entity("orbix-air", "Orbix Air", "ORGANIZATION", spans),
    )
    assert found == "orbix"


def test_who_shares_no_name_is_nobody_in_the_gold() -> None:
    named = named_stances(article(GOLD), analysis(("envoys", "diaz", "hostile")))
    assert named == {("?envoys", "diaz"): "hostile"}
    assert figures(GOLD, ("envoys", "diaz", "hostile"))["false_per_article"] == 1


def test_two_entities_that_are_one_agree_on_the_clear_stance() -> None:
    entities = (entity("a", "Ada Okoro", "Ada Okoro"), entity("b", "Okoro", "Okoro"), *ENTITIES[1:])
    for stances in (
        (("a", "diaz", "neutral"), ("b", "diaz", "supportive")),
        (("b", "diaz", "supportive"), ("a", "diaz", "neutral")),
    ):
        found = named_stances(article(GOLD), analysis(*stances, entities=entities))
        assert found == {("okoro", "diaz"): "supportive"}
    among = analysis(("a", "b", "hostile"), entities=entities)
    assert named_stances(article(GOLD), among) == {}  # nobody has a stance toward himself


def test_errors_are_told_in_words() -> None:
    scores = score_documents(
        [
            (
                article(GOLD, "news-1"),
                analysis(("ada-okoro", "united-states", "neutral"), ("diaz", "envoys", "hostile")),
            )
        ]
    )
    assert scores.errors == [
        "news-1: okoro -> usa is hostile, predicted neutral",
        "news-1: okoro -> diaz is supportive, predicted not asked",
        "news-1: diaz -> ?envoys predicted hostile, not in the gold",
    ]


def test_articles_are_pooled() -> None:
    right = (
        article({("okoro", "usa"): "hostile"}),
        analysis(("ada-okoro", "united-states", "hostile")),
    )
    missed = (article(GOLD), analysis())
    found = score_documents([right, missed]).figures()
    assert found["triple_recall"] == pytest.approx(1 / 3) and found["articles"] == 2


def test_no_article_no_figure() -> None:
    assert set(score_documents([]).figures().values()) == {0.0}


def write_article(folder: Path, name: str = "one", **changes: Any) -> Path:
    data = {
        "split": "dev",
        "entities": [{"id": id, "aliases": list(names)} for id, names in ALIASES.items()],
        "stances": [{"actor": "okoro", "target": "usa", "label": "hostile"}],
    } | changes
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    path = folder / f"{name}.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_articles_are_read_by_split(tmp_path: Path) -> None:
    write_article(tmp_path, "b", split="test")
    write_article(tmp_path, "a")
    assert [item.name for item in read_articles(tmp_path)] == ["a", "b"]
    (only,) = read_articles(tmp_path, "test")
    assert only.name == "b" and only.text == TEXT and only.aliases == ALIASES
    assert only.stances == {("okoro", "usa"): "hostile"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"entities": None}, "not an article with stances"),
        ({"entities": [{"id": "okoro"}]}, "aliases"),
        ({"stances": [{"actor": "okoro", "target": "usa", "label": "angry"}]}, "'angry'"),
        ({"stances": [{"actor": "okoro", "target": "nato", "label": "hostile"}]}, "nato"),
        ({"entities": [{"id": "okoro", "aliases": ["Ode"]}], "stances": []}, "'Ode' of 'okoro'"),
        ({"entities": [{"id": "okoro", "aliases": "Okoro"}], "stances": []}, "aliases"),
    ],
)
def test_what_is_wrong_in_an_article_is_named(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    path = write_article(tmp_path, **changes)
    with pytest.raises(DataError, match=message) as caught:
        read_articles(tmp_path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_text_and_bad_json_are_named(tmp_path: Path) -> None:
    path = write_article(tmp_path)
    path.with_suffix(".txt").unlink()
    with pytest.raises(DataError, match=r"one\.json: not an article"):
        read_articles(tmp_path)
    path.write_text("{")
    with pytest.raises(DataError, match=r"one\.json: not an article"):
        read_articles(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        read_articles(tmp_path / "nowhere")


def test_all_seeds_are_sound() -> None:
    articles = read_articles(SEEDS)
    assert len(articles) >= 12
    assert {item.split for item in articles} == {"dev", "test"}
    for item in articles:
        names = [name for names in item.aliases.values() for name in names]
        assert len(names) == len(set(names)), f"{item.name}: an alias of two entities"
        assert all(names for names in item.aliases.values())
        assert item.stances and set(item.stances.values()) <= set(LABELS)
        assert all(actor != target for actor, target in item.stances)
        assert item.text.strip() and "\r" not in item.text
    labels = [label for item in articles for label in item.stances.values()]
    assert min(labels.count(label) for label in LABELS) >= 20
