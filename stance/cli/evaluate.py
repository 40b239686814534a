"""`stance evaluate`: a model's figures on one labelled set, by the set's own protocol."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from stance.cli.options import add_model_options
from stance.cli.output import dump
from stance.models import DEFAULT_TAGGER

if TYPE_CHECKING:
    from stance.cli.options import Commands

DESCRIPTION = """\
A model's figures on one labelled set, by the protocol of the set's authors.

SET is a name of `stance datasets`, a CSV or JSONL file of your own, or a folder of articles
with stances in the format of `seeds/`."""

EPILOG = """\
examples:
  stance evaluate dse --split valid --data-dir DATA
  stance evaluate my-labels.csv
  stance evaluate seeds --split dev --errors"""

Figures = dict[str, float]


def add_parser(commands: Commands) -> None:
    """Adds `evaluate` to the command line."""
    parser = commands.add_parser(
        "evaluate",
        help="a model's figures on a labelled set",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument("set", metavar="SET")
    parser.add_argument("--split", help="part of the set (train, dev ...)")
    parser.add_argument("--data-dir", metavar="DIR", help="folder of the sets (STANCE_DATA)")
    parser.add_argument("--tagger", default=DEFAULT_TAGGER, metavar="NAME", help="(%(default)s)")
    parser.add_argument("--errors", action="store_true", help="articles: list what is wrong")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_model_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Scores the model and prints its figures; the exit code."""
    figures, errors = _evaluate(args)
    if args.format == "json":
        sys.stdout.write(dump(figures, indent=2) + "\n")
    else:
        width = max(map(len, figures))
        for name, value in figures.items():
            shown = f"{value:.0f}" if value == int(value) and value > 1 else f"{value:.4f}"
            sys.stdout.write(f"{name:<{width}}  {shown}\n")
    if args.errors:
        sys.stdout.writelines(f"{error}\n" for error in errors)
    return 0


def _evaluate(args: argparse.Namespace) -> tuple[Figures, list[str]]:
    from stance.datasets import DATASETS

    if Path(args.set).is_dir() and args.set not in DATASETS:
        return _articles(args)
    task = DATASETS[args.set].task if args.set in DATASETS else "stance"
    if task == "document":
        raise ValueError(f"{args.set}: articles without offsets cannot be scored yet")
    return (_attributions(args) if task == "attribution" else _examples(args)), []


def _examples(args: argparse.Namespace) -> Figures:
    from stance.classifier import StanceClassifier
    from stance.datasets import load_dataset
    from stance.datasets.base import StanceExample
    from stance.evaluation.harness import evaluate

    examples = cast(list[StanceExample], load_dataset(args.set, args.split, args.data_dir))
    classifier = StanceClassifier.from_pretrained(args.model, **_options(args))
    return evaluate(classifier, args.set, examples)


def _attributions(args: argparse.Namespace) -> Figures:
    from stance.datasets import load_dataset
    from stance.datasets.base import AttributionDocument, first_annotations
    from stance.evaluation.attribution import score_attributions
    from stance.tagger import Tagger

    loaded = load_dataset(args.set, args.split, args.data_dir)
    documents = first_annotations(cast(list[AttributionDocument], loaded))
    tagger = Tagger.from_pretrained(args.tagger, **_options(args))
    tagged = tagger.stream(document.text for document in documents)
    return score_attributions(zip(documents, tagged, strict=True))


def _articles(args: argparse.Namespace) -> tuple[Figures, list[str]]:
    from stance.evaluation.documents import read_articles, score_documents
    from stance.pipeline import load

    articles = read_articles(Path(args.set), args.split)
    if not articles:
        raise ValueError(f"{args.set}: no articles of split {args.split!r} here")
    pipeline = load(args.model, args.tagger, **_options(args))
    analyses = pipeline.pipe(article.text for article in articles)
    scores = score_documents(zip(articles, analyses, strict=True))
    return scores.figures(), scores.errors


def _options(args: argparse.Namespace) -> dict[str, Any]:
    return {"backend": args.backend, "threads": args.threads, "device": args.device}
