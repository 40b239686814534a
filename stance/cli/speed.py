"""`stance speed`: time, memory and size of systems, measured side by side on this machine."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.measuring import SYSTEM_HELP, say
from stance.cli.options import add_backend_options, add_tagger_option, positive
from stance.cli.output import open_output
from stance.jsontext import dump
from stance.models import DEFAULT_STANCE

if TYPE_CHECKING:
    from stance.cli.options import Commands

DESCRIPTION = """\
Items and articles a second, latency, memory, size and cold start of systems, all in one run
with the same threads, as ratios to a reference.

The reference is a PyTorch classifier of the size of RoBERTa-base with random weights, for time
alone, or any system that --reference names. Nothing else should run on the machine meanwhile."""

EPILOG = f"""\
{SYSTEM_HELP}

examples:
  stance speed
  stance speed --models stance-small stance-base baseline:tfidf --threads 2 --json speed.json"""


def add_parser(commands: Commands) -> None:
    """Adds `speed` to the command line."""
    parser = commands.add_parser(
        "speed",
        help="time, memory and size of systems, side by side",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument(
        "--models",
        nargs="+",
        default=[DEFAULT_STANCE],
        metavar="SYSTEM",
        help=f"what is measured ({DEFAULT_STANCE})",
    )
    parser.add_argument("--reference", metavar="SYSTEM", help="compare with this one")
    parser.add_argument(
        "--articles", metavar="DIR", help="read these, in the format of seeds/ (seeds)"
    )
    add_tagger_option(parser)
    parser.add_argument("--rounds", type=positive, default=3, metavar="N", help="(%(default)s)")
    parser.add_argument(
        "--items", type=positive, default=128, metavar="N", help="asked at once (%(default)s)"
    )
    parser.add_argument("--json", metavar="FILE", help="everything, with versions and hardware")
    parser.add_argument("--markdown", metavar="FILE", help="the table, for a paper or a card")
    add_backend_options(parser.add_argument_group("models"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measures and prints one table; 1 when a system failed."""
    from stance.evaluation.baselines.reference import REFERENCE
    from stance.evaluation.provenance import environment
    from stance.evaluation.speed import measure_speed
    from stance.evaluation.speed_tables import markdown, print_speed
    from stance.render import console_for

    with ExitStack() as files:
        # Opened first: a path that cannot be written is an error before the work.
        streams = {
            kind: files.enter_context(open_output(path))
            for kind in ("json", "markdown")
            if (path := getattr(args, kind))
        }
        speed = measure_speed(
            args.models,
            threads=args.threads,
            reference=args.reference or REFERENCE,
            say=say,
            rounds=args.rounds,
            items=args.items,
            articles=args.articles and Path(args.articles),
            tagger=args.tagger,
            backend=args.backend,
            device=args.device or "cpu",
        )
        for kind, stream in streams.items():
            told = {"environment": environment(), **speed}
            stream.write(dump(told, indent=2) + "\n" if kind == "json" else markdown(speed))
    # The reports are in place by now: a closed pipe takes none of them away.
    with open_output(None) as out:
        print_speed(speed, console_for(out))
    return 1 if any(system["error"] for system in speed["systems"]) else 0
