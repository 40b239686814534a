"""`stance labels`: the label guide, which says what the labels mean with examples."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.cli.options import Commands


def add_parser(commands: Commands) -> None:
    """Adds `labels` to the command line."""
    parser = commands.add_parser(
        "labels",
        help="say what the labels mean, with examples and border cases",
        description="What hostile, neutral and supportive mean, with examples and border cases.\n"
        "Every HTML report has the same guide.",
        epilog="example:\n  stance labels --format markdown > label-guide.md",
    )
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the guide; the exit code."""
    from rich.markdown import Markdown

    from stance.cli.output import open_output
    from stance.render import console_for
    from stance.report import guide

    with open_output(None) as out:
        if args.format == "markdown":
            out.write(guide.text())
        else:
            console_for(out).print(Markdown(guide.text()))
    return 0
