"""`stance doctor`: what is installed, found and verified, and what to do about what is not."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.cli.options import Commands

_STYLES = {"ok": "green", "missing": "yellow", "broken": "red"}


def add_parser(commands: Commands) -> None:
    """Adds `doctor` to the command line."""
    parser = commands.add_parser(
        "doctor",
        help="check the installation, line by line",
        description="Check the installation, and run the models on a sentence. The exit code\n"
        "is 1 when something is broken without which no text can be analysed.",
        epilog="example:\n  stance doctor --data-dir ~/data",
    )
    parser.add_argument("--data-dir", metavar="DIR", help="the labelled sets (STANCE_DATA)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints a line a check; the exit code."""
    from rich.text import Text

    from stance.cli.output import open_output
    from stance.doctor import checks
    from stance.excerpt import clean
    from stance.render import console_for

    failed = False
    with open_output(None) as out:
        console = console_for(out)
        for check in checks(args.data_dir):
            failed |= check.core and check.state != "ok"
            line = Text.assemble(
                (f"{check.state:<8}", _STYLES[check.state]),
                f"{check.name:<20} ",
                clean(check.detail),
            )
            console.print(line, soft_wrap=True)
    return 1 if failed else 0
