"""`stance review`: stances to correct by hand in Label Studio or Prodigy, and back."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from itertools import chain, count, islice
from typing import IO, TYPE_CHECKING

from stance.cli.articles import (
    add_article_options,
    add_pipeline_options,
    analyses,
    check_articles,
)
from stance.cli.options import add_quoted_only, add_targets
from stance.cli.output import Report, complain, open_output
from stance.cli.progress import progress
from stance.jsontext import dump
from stance.reading import STDIN, read_text, total_size

if TYPE_CHECKING:
    from stance.cli.options import Commands
    from stance.review import Task

DESCRIPTION = """\
Let people correct what the model says, and make a data set of their answers.

`export` writes a task for each place where a stance is found, neutral ones too, with the
model's answer as a suggestion. `import` reads the tool's own export and writes rows that
`load_dataset`, `stance evaluate` and `StanceEstimator` read. `config` prints the labelling
interface for Label Studio."""

EPILOG = """\
examples:
  stance review config > interface.xml
  stance review export articles.jsonl --output tasks.json
  stance review import annotations.json --output labels.jsonl"""


def add_parser(commands: Commands) -> None:
    """Adds `review` with its three verbs to the command line."""
    parser = commands.add_parser(
        "review",
        help="correct stances by hand in Label Studio or Prodigy",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_export(verbs)
    back = verbs.add_parser("import", help="corrected tasks to a data set")
    back.add_argument("file", metavar="FILE", help='JSON of Label Studio, JSONL of Prodigy; "-"')
    back.add_argument("--output", metavar="FILE", help="JSON lines; else to standard output")
    back.set_defaults(run=run_import)
    config = verbs.add_parser("config", help="print the labelling interface for Label Studio")
    config.set_defaults(run=run_config)


def _add_export(verbs: Commands) -> None:
    export = verbs.add_parser("export", help="articles to tasks")
    add_article_options(export)
    add_targets(export)
    add_quoted_only(export)
    export.add_argument(
        "--format",
        choices=("labelstudio", "prodigy"),
        default="labelstudio",
        help="a JSON file for Label Studio or JSON lines for Prodigy (%(default)s)",
    )
    export.add_argument("--output", metavar="FILE", help="else to standard output")
    add_pipeline_options(export)
    export.set_defaults(run=run_export)


def run_export(args: argparse.Namespace) -> int:
    """Analyses all files and writes their tasks; the exit code."""
    from stance.review import tasks_of

    check_articles(args)
    report, names = Report(), set[str]()
    with open_output(args.output, args.files) as out, progress(total_size(args.files)) as bar:
        found = analyses(args, report)
        # The first answer before any bracket: an error comes out alone.
        first = list(islice(found, 1))
        tasks = _Writer(out, args.format)
        for document, analysis in chain(first, found):
            if out.isatty():
                bar.hide()
            article = _unused("stdin" if document.id is None else str(document.id), names)
            names.add(article)
            for task in tasks_of(analysis, article):
                tasks.write(task)
            bar.advance(document.size)
        tasks.end()
    complain(f"{tasks.count} tasks")
    return report.exit_code


def run_import(args: argparse.Namespace) -> int:
    """Writes the answers of a file as rows; the exit code is 1 where one cannot be used."""
    from stance.review import Skipped, read_answers

    name = "standard input" if args.file == STDIN else args.file
    content, _ = read_text(args.file)
    report, rows, skipped = Report(), 0, 0
    with open_output(args.output, [args.file]) as out:
        try:
            for where, answer in read_answers(content):
                if isinstance(answer, Skipped):
                    skipped += 1
                elif isinstance(answer, ValueError):
                    report(f"{name}: {where}", str(answer))
                else:
                    rows += 1
                    out.write(dump(answer) + "\n")
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    complain(f"{rows} rows, {skipped} tasks left out or rejected")
    return report.exit_code


def run_config(args: argparse.Namespace) -> int:
    """Prints the labelling interface; the exit code."""
    from stance.review import LABELLING_CONFIG

    with open_output(None) as out:
        out.write(LABELLING_CONFIG)
    return 0


def _unused(name: str, names: Collection[str]) -> str:
    """The name, with the first number behind it that makes it a new one where it is not."""
    numbered = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(candidate for candidate in numbered if candidate not in names)


class _Writer:
    """Writes tasks one after the other: a JSON list for Label Studio, lines for Prodigy."""

    def __init__(self, out: IO[str], form: str) -> None:
        self.count = 0
        self._out = out
        self._list = form == "labelstudio"

    def write(self, task: Task) -> None:
        from stance.review import to_label_studio, to_prodigy

        if self._list:
            self._out.write(",\n" if self.count else "[\n")
            self._out.write(dump(to_label_studio(task)))
        else:
            self._out.write(dump(to_prodigy(task)) + "\n")
        self.count += 1

    def end(self) -> None:
        if self._list:
            self._out.write("\n]\n" if self.count else "[]\n")
