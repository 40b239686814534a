"""`stance report`: the tables of a corpus as a page to look at, and as the figures behind it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.options import positive
from stance.cli.output import open_output

if TYPE_CHECKING:
    from stance.cli.options import Commands

DESCRIPTION = """\
Show what `stance corpus` found in DIR: stances over time with intervals, who is for and
against whom, what changed most, and the words. One HTML page that needs no network, and
every table behind it as CSV."""

EPILOG = """\
examples:
  stance report tables
  stance report tables --actor "Ann Lund" --by month --output lund
  stance report tables --split 2024-06-09"""


def add_parser(commands: Commands) -> None:
    """Adds `report` to the command line."""
    parser = commands.add_parser(
        "report",
        help="show the stances of a corpus on a page, with the figures as CSV",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument("folder", metavar="DIR", help="the output of `stance corpus`")
    parser.add_argument("--output", metavar="FOLDER", help="where to write (DIR/report)")
    for role in ("actor", "target"):
        parser.add_argument(
            f"--{role}",
            action="append",
            metavar="NAME",
            help=f"only this {role}, by name or id of entities.csv; may be repeated",
        )
    parser.add_argument(
        "--by",
        choices=("day", "week", "month", "quarter", "year"),
        help="periods of the time lines (by the length of time)",
    )
    parser.add_argument(
        "--split",
        type=_day,
        metavar="DATE",
        help="compare the articles before this day with those from it on (halves them)",
    )
    parser.add_argument(
        "--min-articles",
        type=positive,
        metavar="N",
        help="articles that a pair needs (3; 1 where the corpus has less than 100)",
    )
    parser.add_argument(
        "--resamples",
        type=positive,
        default=1000,
        metavar="N",
        help="bootstrap resamples and permutations (%(default)s)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the resamples (%(default)s)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the report and says where; the exit code."""
    from stance.corpus.report import Options, write_report
    from stance.evaluation.statistics import Resampling

    folder = Path(args.folder)
    if not folder.is_dir():
        raise ValueError(f"{folder}: no such folder")
    options = Options(
        args.min_articles,
        args.by,
        args.split,
        tuple(args.actor or ()),
        tuple(args.target or ()),
        Resampling(args.resamples, seed=args.seed),
    )
    output = Path(args.output) if args.output else folder / "report"
    page = write_report(folder, output, options)
    with open_output(None) as out:
        out.write(f"{page}\ntables: {output}\n")
    return 0


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no day such as 2024-06-09") from None
