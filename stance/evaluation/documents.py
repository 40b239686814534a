"""End to end: an analysis against the stances that an article is known to hold.

The format is that of `seeds/`: entities with all their names in the text, and stances
between them. A predicted entity is the gold entity with which it shares the most names (those of
its mentions, each counted once, against the gold entity's); one that shares none is nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stance.datasets.base import DataError
from stance.evaluation.counts import Tally, f1, ratio
from stance.evaluation.results import Mistake
from stance.evaluation.steps import STEPS, lost_at
from stance.names import person
from stance.places import fold
from stance.schema import LABELS, Analysis, Entity

Pair = tuple[str, str]

UNKNOWN = "not in the gold"
"""Stands for the label of a pair that the gold standard does not have."""


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


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """What analyses of articles got right: counts by article, losses by step, and mistakes.

    A pair counts when it carries a stance (is not neutral).
    """

    tally: Tally
    losses: dict[str, int]
    mistakes: list[Mistake]

    @property
    def errors(self) -> list[str]:
        """The mistakes in words, one a line."""
        return [
            f"{item.id}: {item.question} predicted {item.predicted}, {UNKNOWN}"
            if item.gold == UNKNOWN
            else f"{item.id}: {item.question} is {item.gold}, predicted {item.predicted}"
            for item in self.mistakes
        ]

    def figures(self) -> dict[str, float]:
        """The figures over all articles, see `figures`."""
        return figures(self.tally)


def figures(counts: Tally) -> dict[str, float]:
    """Triple F1 (headline), pair F1, precision and recall of both, label accuracy over gold
    pairs that were asked, and false triples an article."""
    sums = counts.sums()
    found: dict[str, float] = {}
    for unit in ("triple", "pair"):
        precision = ratio(sums[f"{unit}_right"], sums["predicted"])
        recall = ratio(sums[f"{unit}_right"], sums["gold"])
        found[f"{unit}_f1"] = f1(precision, recall)
        found[f"{unit}_precision"], found[f"{unit}_recall"] = precision, recall
    return {
        **found,
        "label_accuracy": ratio(sums["labels_right"], sums["asked"]),
        "false_per_article": ratio(sums["false"], len(counts)),
        "articles": len(counts),
    }


def score_documents(pairs: Iterable[tuple[GoldArticle, Analysis]]) -> DocumentScores:
    """Scores analyses of articles against their gold stances."""
    counts: list[dict[str, int]] = []
    losses = Counter(dict.fromkeys(STEPS, 0))
    mistakes: list[Mistake] = []
    for article, analysis in pairs:
        predicted = named_stances(article, analysis)
        counts.append(_counts(article, predicted))
        losses.update(_losses(article, analysis, predicted))
        mistakes += _mistakes(article, predicted)
    return DocumentScores(Tally.of(counts), dict(losses), mistakes)


def _counts(article: GoldArticle, predicted: dict[Pair, str]) -> dict[str, int]:
    clear = {pair: label for pair, label in predicted.items() if label != "neutral"}
    gold = {pair: label for pair, label in article.stances.items() if label != "neutral"}
    asked = article.stances.keys() & predicted.keys()
    return {
        "gold": len(gold),
        "predicted": len(clear),
        "pair_right": len(gold.keys() & clear.keys()),
        "triple_right": sum(clear.get(pair) == label for pair, label in gold.items()),
        "asked": len(asked),
        "labels_right": sum(predicted[pair] == article.stances[pair] for pair in asked),
        "false": sum(gold.get(pair) != label for pair, label in clear.items()),
    }


def _losses(article: GoldArticle, analysis: Analysis, predicted: dict[Pair, str]) -> Iterator[str]:
    known = {gold_id(article, analysis, entity) for entity in analysis.entities}
    answers = {pair: {label} for pair, label in predicted.items()}
    for pair, label in article.stances.items():
        if label != "neutral":
            yield lost_at(pair, label, known, answers)


def named_stances(article: GoldArticle, analysis: Analysis) -> dict[Pair, str]:
    """The analysis's stances between gold entities; others under their own names.

    Where two predicted entities are one gold entity, a clear stance wins over neutral.
    """
    names = {entity.id: gold_id(article, analysis, entity) for entity in analysis.entities}
    stances: dict[Pair, str] = {}
    for stance in sorted(analysis.stances, key=lambda stance: abs(stance.score)):
        pair = (names[stance.actor], names[stance.target])
        if pair[0] != pair[1] and not (stance.label == "neutral" and pair in stances):
            stances[pair] = stance.label
    return stances


def gold_id(article: GoldArticle, analysis: Analysis, entity: Entity) -> str:
    """The gold entity that this one is, by the names they share; its own with "?" for none."""
    name = _key(entity.name)
    mentions = {_key(span.of(analysis.text)) for span in entity.mentions} | {name}
    best, most = f"?{entity.name}", (0, True)
    for id, names in article.aliases.items():
        keys = {_key(name) for name in names}
        # Of equals that with its name, not that with "the carrier", which two may be.
        votes = (len(mentions & keys), name in keys)
        if votes > most:
            best, most = id, votes
    return best


def _key(name: str) -> str:
    bare = person(name).name or name
    return fold(bare).lower().removeprefix("the ").strip(" .,'\"")


def _mistakes(article: GoldArticle, predicted: dict[Pair, str]) -> Iterator[Mistake]:
    for pair, label in article.stances.items():
        answer = predicted.get(pair, "not asked")
        if label != answer and not (label == "neutral" and answer == "not asked"):
            yield Mistake(article.name, "", " -> ".join(pair), label, answer)
    for pair, label in predicted.items():
        if label != "neutral" and pair not in article.stances:
            yield Mistake(article.name, "", " -> ".join(pair), UNKNOWN, label)
