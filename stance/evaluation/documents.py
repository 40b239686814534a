"""End to end: an analysis against the stances that an article is known to hold.

The format is that of `seeds/`: entities with all their names in the text, and stances
between them. A predicted entity is the gold entity with which it shares the most mentions
(a mention belongs to the gold entity whose alias it is); one that shares none is nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stance.datasets.base import DataError
from stance.names import person
from stance.places import fold
from stance.schema import LABELS, Analysis, Entity

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its stances: `aliases` by entity id, `stances` by (actor, target)."""

    name: str
    split: str
    text: str
    aliases: dict[str, tuple[str, ...]]
    stances: dict[Pair, str]


def read_articles(folder: Path, split: str | None = None) -> list[GoldArticle]:
    """The articles of a folder (`NAME.txt` beside `NAME.json`), of one split if given.

    DataError names the file that is not as it should be.
    """
    if not folder.is_dir():
        raise DataError(folder, None, "no such folder")
    articles = [_read_article(path) for path in sorted(folder.glob("*.json"))]
    return [article for article in articles if split in (None, article.split)]


def _read_article(path: Path) -> GoldArticle:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        aliases = {item["id"]: tuple(item["aliases"]) for item in data["entities"]}
        if not all(isinstance(item["aliases"], list) for item in data["entities"]):
            raise TypeError("aliases must be lists")
        stances = {(item["actor"], item["target"]): item["label"] for item in data["stances"]}
        split = data["split"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(path, None, f"not an article with stances: {error!r}") from None
    for pair, label in stances.items():
        if label not in LABELS or not set(pair) <= set(aliases):
            raise DataError(path, None, f"stance {pair} has an unknown entity or label {label!r}")
    for id, names in aliases.items():
        for name in names:
            if name not in text:
                raise DataError(path, None, f"alias {name!r} of {id!r} is not in the text")
    return GoldArticle(path.stem, split, text, aliases, stances)


@dataclass
class DocumentScores:
    """Sums over articles. A pair counts when it carries a stance (is not neutral)."""

    articles: int = 0
    gold: int = 0
    predicted: int = 0
    found: int = 0
    right: int = 0
    labelled: int = 0
    labels_right: int = 0
    false: int = 0
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Pair F1, triple F1, label accuracy over gold pairs that were asked, false triples."""
        return {
            "pair_f1": _f1(self.found, self.predicted, self.gold),
            "triple_f1": _f1(self.right, self.predicted, self.gold),
            "triple_precision": self.right / self.predicted if self.predicted else 0.0,
            "triple_recall": self.right / self.gold if self.gold else 0.0,
            "label_accuracy": self.labels_right / self.labelled if self.labelled else 0.0,
            "false_per_article": self.false / self.articles if self.articles else 0.0,
            "articles": self.articles,
        }


def score_documents(pairs: Iterable[tuple[GoldArticle, Analysis]]) -> DocumentScores:
    """Scores analyses of articles against their gold stances."""
    scores = DocumentScores()
    for article, analysis in pairs:
        predicted = named_stances(article, analysis)
        clear = {pair: label for pair, label in predicted.items() if label != "neutral"}
        gold = {pair: label for pair, label in article.stances.items() if label != "neutral"}
        scores.articles += 1
        scores.gold += len(gold)
        scores.predicted += len(clear)
        scores.found += len(gold.keys() & clear.keys())
        scores.right += sum(clear.get(pair) == label for pair, label in gold.items())
        asked = article.stances.keys() & predicted.keys()
        scores.labelled += len(asked)
        scores.labels_right += sum(predicted[pair] == article.stances[pair] for pair in asked)
        scores.false += sum(gold.get(pair) != label for pair, label in clear.items())
        scores.errors += _errors(article, predicted)
    return scores


def named_stances(article: GoldArticle, analysis: Analysis) -> dict[Pair, str]:
    """The analysis's stances between gold entities; others under their own names.

    Where two predicted entities are one gold entity, a clear stance wins over neutral.
    """
    names = {entity.id: _gold_id(article, analysis, entity) for entity in analysis.entities}
    stances: dict[Pair, str] = {}
    for stance in sorted(analysis.stances, key=lambda stance: abs(stance.score)):
        pair = (names[stance.actor], names[stance.target])
        if pair[0] != pair[1] and not (stance.label == "neutral" and pair in stances):
            stances[pair] = stance.label
    return stances


def _gold_id(article: GoldArticle, analysis: Analysis, entity: Entity) -> str:
    votes: Counter[str] = Counter()
    mentions = {_key(span.of(analysis.text)) for span in entity.mentions} | {_key(entity.name)}
    for id, names in article.aliases.items():
        keys = {_key(name) for name in names}
        votes[id] += len(mentions & keys)
    best, count = votes.most_common(1)[0] if votes else ("", 0)
    return best if count else f"?{entity.name}"


def _key(name: str) -> str:
    bare = person(name).name or name
    return fold(bare).lower().removeprefix("the ").strip(" .,'\"")


def _errors(article: GoldArticle, predicted: dict[Pair, str]) -> Iterator[str]:
    for pair, label in article.stances.items():
        answer = predicted.get(pair, "not asked")
        if label != answer and not (label == "neutral" and answer == "not asked"):
            yield f"{article.name}: {pair[0]} -> {pair[1]} is {label}, predicted {answer}"
    for pair, label in predicted.items():
        if label != "neutral" and pair not in article.stances:
            yield f"{article.name}: {pair[0]} -> {pair[1]} predicted {label}, not in the gold"


def _f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0
