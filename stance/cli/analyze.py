"""`stance analyze`: articles to who takes which stance toward whom."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from stance.cli.articles import (
    add_article_options,
    add_pipeline_options,
    analyses,
    check_articles,
)
from stance.cli.options import add_question_options
from stance.cli.output import Report, open_output
from stance.cli.progress import progress
from stance.delimited import CsvWriter
from stance.excerpt import clean
from stance.jsontext import dump
from stance.reading import is_jsonl, total_size
from stance.schema import ROW_COLUMNS, Analysis

if TYPE_CHECKING:
    from stance.cli.options import Commands

FORMATS = ("table", "json", "jsonl", "csv", "html")

ENDINGS = {
    "": "table",
    "txt": "table",
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "html": "html",
    "htm": "html",
}
"""What an output is, by the end of its name."""

DESCRIPTION = """\
Read articles and say who takes which stance toward whom, with the words that show it.

A FILE is a text in UTF-8, or JSON lines with a field "text" and, if you like, "id"
(.jsonl, .ndjson, or any file with --jsonl); "-" is standard input. Lines and files that
cannot be read are named on stderr, the rest is analysed, and the exit code is 1. A web page
(by the name of its file, or how it begins) is made plain text first, and so is what
--input-format names; the offsets are those of the plain text."""

EPILOG = """\
formats:
  table  to read; neutral pairs only with --all
  json   one text, indented
  jsonl  one analysis a line, in the order of the texts, with the text's id: that of its
         JSON line (else the line's number), or the name of its file
  csv    one row a stance, neutral ones too. Cells hold the article's own words and are not
         altered: import the file as text where a cell may begin with = + - or @
  html   one text, as a page to open in a browser: the article with its stances marked, a graph,
         a matrix, filters; nothing is loaded from anywhere

examples:
  stance analyze article.txt
  stance analyze article.txt --output report.html
  stance analyze article.txt --target "United States" --target NATO
  stance analyze articles.jsonl --output stances.csv"""


def add_parser(commands: Commands) -> None:
    """Adds `analyze` to the command line."""
    parser = commands.add_parser(
        "analyze",
        help="say who takes which stance toward whom in articles",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    add_article_options(parser)
    add_question_options(parser)
    parser.add_argument(
        "--format", choices=FORMATS, help="how to write it (by the name of the output, else table)"
    )
    parser.add_argument(
        "--output", metavar="FILE", help="write here, once all is done; else to standard output"
    )
    parser.add_argument("--all", action="store_true", help="show neutral pairs in the table too")
    parser.add_argument(
        "--why", action="store_true", help="explain each stance of the table in a sentence"
    )
    add_pipeline_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Analyses all files and writes what was found; the exit code."""
    single = len(args.files) == 1 and not (args.jsonl or is_jsonl(args.files[0]))
    form = args.format or _format_of(args.output)
    _check(args, form, single)
    report = Report()
    with open_output(args.output, args.files) as out, progress(total_size(args.files)) as bar:
        found = analyses(args, report, single)
        # The first answer before any header: an error comes out alone.
        first = list(islice(found, 1))
        write = _writer(form, out, args, heading=not single)
        for document, analysis in chain(first, found):
            if out.isatty():
                bar.hide()
            write(replace(analysis, id=document.id))
            bar.advance(document.size)
    return report.exit_code


def _check(args: argparse.Namespace, form: str, single: bool) -> None:
    """ValueError for options that do not go together."""
    if form in ("json", "html") and not single:
        raise ValueError(f"--format {form} is for one text; for several use --format jsonl")
    if args.why and form != "table":
        raise ValueError(f"--why goes with --format table, not {form}")
    check_articles(args)


def _format_of(output: str | None) -> str:
    """The format that the name of the output asks for; ValueError when it is of no known one."""
    suffix = "" if output is None else Path(output).suffix.lower().removeprefix(".")
    if suffix not in ENDINGS:
        known = ", ".join(f".{ending}" for ending in ENDINGS if ending)
        raise ValueError(f"{output}: no format ends in .{suffix}, only {known}; or give --format")
    return ENDINGS[suffix]


def _writer(
    form: str, out: IO[str], args: argparse.Namespace, heading: bool
) -> Callable[[Analysis], Any]:
    """What writes one analysis after the other in a format."""
    if form == "json":
        return lambda analysis: out.write(dump(analysis.to_dict(), indent=2) + "\n")
    if form == "jsonl":
        return lambda analysis: out.write(dump(analysis.to_dict()) + "\n")
    if form == "html":
        return lambda analysis: out.write(analysis.to_html())
    if form == "csv":
        rows = CsvWriter(out)
        rows.row(ROW_COLUMNS)
        return lambda analysis: rows.records(ROW_COLUMNS, analysis.to_rows())
    return _table_writer(out, args, heading)


def _table_writer(
    out: IO[str], args: argparse.Namespace, heading: bool
) -> Callable[[Analysis], None]:
    from rich.text import Text

    from stance.render import console_for, print_analysis

    console = console_for(out, colours=args.output is None)

    def write(analysis: Analysis) -> None:
        if heading:
            name = "standard input" if analysis.id is None else clean(str(analysis.id))
            console.rule(Text(name, style="bold"), align="left")
        print_analysis(analysis, console, args.all, args.why)
        if heading:
            console.print()

    return write
