"""Articles of the command line to analyses: the options, the reading, the asking."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stance.cli.batches import answer_each, batches
from stance.cli.options import add_model_options, add_tagger_option, targets
from stance.cli.output import Report
from stance.formats import FORMATS
from stance.reading import STDIN, Document, read_documents
from stance.schema import Analysis

if TYPE_CHECKING:
    import stance

BATCH = 32
"""Texts analysed together: as many as the pipeline holds at once."""

QUESTION_OPTIONS = ("quoted_only", "min_confidence", "max_risk", "long_text")
"""The options of the command line that are those of `Pipeline.pipe`, by one name."""


def add_article_options(parser: argparse.ArgumentParser) -> None:
    """Which articles are read, and how."""
    parser.add_argument("files", nargs="+", metavar="FILE", help='text or JSON lines; "-": stdin')
    parser.add_argument("--jsonl", action="store_true", help="read every FILE as JSON lines")
    parser.add_argument(
        "--input-format",
        choices=FORMATS,
        help="what the texts are; html and markdown are cleaned first (html for what is a web "
        "page, else text)",
    )


def add_pipeline_options(parser: argparse.ArgumentParser) -> None:
    """Which models read the articles, and on what."""
    add_model_options(parser)
    add_tagger_option(parser)


def check_articles(args: argparse.Namespace) -> None:
    """ValueError for articles and targets that cannot be asked for, before anything is read."""
    if args.files.count(STDIN) > 1:
        raise ValueError("standard input can be read only once")
    targets(args)


def analyses(
    args: argparse.Namespace, report: Report, single: bool = False
) -> Iterator[tuple[Document, Analysis]]:
    """Each article with its analysis, in order.

    What cannot be read or analysed is reported, and the rest goes on; a `single` article that
    cannot be analysed raises its ValueError.
    """
    ask: Callable[[Sequence[str]], list[Analysis]] | None = None
    documents = read_documents(args.files, args.jsonl, report, args.input_format)
    for batch in batches(documents, BATCH):
        # After the first texts are read: a file that is not there is said at once.
        if ask is None:
            ask = _asking(_load(args), args)
            ask([])  # options that no text can be asked with are said once
        answers = answer_each(ask, [document.text for document in batch])
        for document, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Analysis):
                yield document, answer
            elif single:
                raise answer
            else:
                report(document.where, str(answer))


def _load(args: argparse.Namespace) -> stance.Pipeline:
    import stance

    return stance.load(
        args.model, args.tagger, backend=args.backend, threads=args.threads, device=args.device
    )


def _asking(
    pipeline: stance.Pipeline, args: argparse.Namespace
) -> Callable[[Sequence[str]], list[Analysis]]:
    """What asks the pipeline with those of its options that the subcommand has."""
    names = targets(args)
    options: dict[str, Any] = {
        name: getattr(args, name) for name in QUESTION_OPTIONS if hasattr(args, name)
    }
    return lambda texts: list(pipeline.pipe(texts, names, **options))
