"""How much rarer a stance is where nobody says anything: the factor of `stance.prior`.

    python -m training.fit_prior models/stance-base

Reads the dev articles of `seeds/` and takes every pair that is asked about once, in the writer's
words or in somebody's. For each factor: how likely a side is said to be on average, the share of
sides that are right, the mean log loss of both sides, and of those claimed (0.5 and more) how
likely and how many are right. The factor with the least loss is the one to write down.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stance.aggregate import SIDES
from stance.evaluation.documents import GoldArticle, gold_id, read_articles
from stance.pipeline import load
from stance.prior import STATED, stated
from stance.schema import Analysis, StancePrediction

FACTORS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


class Asked(NamedTuple):
    """A pair that was asked about once: by whose words, the answer, and the gold label."""

    kind: str
    answer: StancePrediction
    gold: str | None


class Fit(NamedTuple):
    """What a factor gives: means over both sides of all pairs, then of the claimed ones."""

    likely: float
    right: float
    loss: float
    claims: int
    claimed_likely: float
    claimed_right: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of each factor, for both kinds; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", help="a stance model, by name or folder")
    parser.add_argument("--articles", type=Path, default=Path("seeds"))
    args = parser.parse_args(arguments)
    articles = read_articles(args.articles, "dev")
    analyses = load(args.model).pipe(article.text for article in articles)
    asked = list(asked_once(zip(articles, analyses, strict=True)))
    for kind in ("stated", "quoted"):
        for factor in FACTORS:
            found = fit([item for item in asked if item.kind == kind], factor)
            print(
                f"{kind} x {factor}: likely {found.likely:.3f}, right {found.right:.3f}, "
                f"loss {found.loss:.4f}; {found.claims} claims, likely {found.claimed_likely:.3f}, "
                f"right {found.claimed_right:.3f}"
            )
    return 0


def asked_once(found: Iterable[tuple[GoldArticle, Analysis]]) -> Iterator[Asked]:
    """The pairs with one piece of evidence, their answers as the classifier gave them."""
    for article, analysis in found:
        names = {entity.id: gold_id(article, analysis, entity) for entity in analysis.entities}
        for stance in analysis.stances:
            if len(stance.evidence) == 1:
                item = stance.evidence[0]
                weight = 1 / STATED if item.kind == "stated" else 1.0
                gold = article.stances.get((names[stance.actor], names[stance.target]))
                yield Asked(item.kind, stated(item.prediction, weight), gold)


def fit(asked: Sequence[Asked], factor: float) -> Fit:
    """How true the probabilities of hostile and supportive are with this factor."""
    likely = np.array(
        [[stated(item.answer, factor).probabilities[side] for side in SIDES] for item in asked]
    )
    right = np.array([[item.gold == side for side in SIDES] for item in asked])
    chance = np.where(right, likely, 1 - likely).clip(1e-9)
    claimed = likely >= 0.5
    return Fit(
        float(likely.mean()),
        float(right.mean()),
        float(-np.log(chance).mean()),
        int(claimed.sum()),
        float(likely[claimed].mean()) if claimed.any() else 0.0,
        float(right[claimed].mean()) if claimed.any() else 0.0,
    )


if __name__ == "__main__":
    raise SystemExit(main())
