"""`stance benchmark`: many systems on many labelled sets, in one table."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stance.cli.measuring import (
    SYSTEM_HELP,
    Reports,
    add_measuring_options,
    command_line,
    say,
    settings,
    sources,
)
from stance.cli.options import add_backend_options
from stance.cli.output import open_output
from stance.models import ModelError, find

if TYPE_CHECKING:
    from stance.cli.options import Commands
    from stance.evaluation.results import Report

DEFAULT_MODELS = ("stance-small", "stance-base")
"""Measured where `--models` does not say otherwise, as far as they are found."""

BENCHMARKS = "BENCHMARKS.md"

ELSEWHERE = ("predictions", "llm")
"""Systems whose answers are not made on this machine: they have no speed here."""

DESCRIPTION = """\
Many systems on many labelled sets: one table, with intervals, and everything in JSON.

Each set lies in a folder of its name under DIR, its files as their authors publish them
(`stance datasets` lists them); those that are not there are skipped. PolNeAR measures the
tagger; SEESAW and the articles in `seeds/` measure models end to end, from the text alone."""

EPILOG = f"""\
{SYSTEM_HELP}

examples:
  stance benchmark --data-dir DATA --split test --json results.json
  stance benchmark --data-dir DATA --models stance-small baseline:tfidf --against baseline:tfidf
  stance benchmark --data-dir DATA --sets dse newsmtsc --markdown table.md --html report.html"""


def add_parser(commands: Commands) -> None:
    """Adds `benchmark` to the command line."""
    parser = commands.add_parser(
        "benchmark",
        help="many systems on many labelled sets, in one table",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument(
        "--split", choices=("dev", "test", "all"), default="dev", help="(%(default)s)"
    )
    parser.add_argument(
        "--models",
        nargs="+",
        metavar="SYSTEM",
        help=f"what is measured ({' and '.join(DEFAULT_MODELS)}, as far as they are found)",
    )
    parser.add_argument(
        "--sets", nargs="+", metavar="SET", help="on these alone (all that are there)"
    )
    parser.add_argument("--against", metavar="SYSTEM", help="compare with this one, item by item")
    add_measuring_options(parser)
    parser.add_argument(
        "--write-benchmarks",
        nargs="?",
        const=BENCHMARKS,
        metavar="FILE",
        help=f"the page of the project's own figures ({BENCHMARKS})",
    )
    parser.add_argument(
        "--speed", action="store_true", help="measure the time of every system as well"
    )
    add_backend_options(parser.add_argument_group("models"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measures and prints one table; 1 when a system failed on a set or nothing was measured."""
    from stance.evaluation.tables import print_summary
    from stance.render import console_for

    with ExitStack() as files:
        # Opened first: a path that cannot be written is an error before hours of work.
        reports = Reports(args, files)
        page = args.write_benchmarks and files.enter_context(open_output(args.write_benchmarks))
        report = _measure(args)
        reports.write(report)
        if page:
            from stance.evaluation.markdown import benchmarks

            page.write(benchmarks(report))
    # The reports are in place by now: a closed pipe takes none of them away.
    with open_output(None) as out:
        print_summary(report, console_for(out))
    return 1 if report.failed or not report.results else 0


def _measure(args: argparse.Namespace) -> Report:
    from stance.datasets import data_folder
    from stance.evaluation.benchmark import Bench, measure_all
    from stance.evaluation.jobs import find_jobs

    folder = data_folder(args.data_dir)
    if folder is not None and not folder.is_dir():
        raise ValueError(f"{folder}: no such folder")
    jobs, skipped = find_jobs(args.split, args.sets, args.data_dir)
    models = args.models or _found(DEFAULT_MODELS)
    specs = list(dict.fromkeys([*models, *([args.against] if args.against else [])]))
    words = [*(["--models", *models]), *(["--sets", *args.sets] if args.sets else [])]
    words += ["--speed"] if args.speed else []
    # First, while the machine is idle: the sets would be the load that is warned of.
    speed = _speed(args, specs) if args.speed else None
    report, _ = measure_all(
        Bench(sources(args), settings(args), say=say),
        specs,
        jobs,
        skipped,
        command=command_line("benchmark", args, *words),
        reference=args.against,
    )
    return replace(report, speed=speed)


def _speed(args: argparse.Namespace, specs: Sequence[str]) -> dict[str, Any]:
    from stance.evaluation.speed import measure_speed

    return measure_speed(
        [spec for spec in specs if spec.partition(":")[0] not in ELSEWHERE],
        threads=args.threads,
        say=say,
        backend=args.backend,
        device=args.device or "cpu",
        tagger=args.tagger,
    )


def _found(names: tuple[str, ...]) -> list[str]:
    """Those of the models that are there; ModelError when none is."""
    found = []
    for name in names:
        try:
            found.append(find(name, kind="stance").name)
        except ModelError:
            continue
    return found or [find(names[0], kind="stance").name]
