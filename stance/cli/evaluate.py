"""`stance evaluate`: the figures of systems on one labelled set, by the set's own protocol."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from stance.cli.measuring import (
    SYSTEM_HELP,
    Reports,
    add_measuring_options,
    command_line,
    inputs_of,
    say,
    settings,
    sources,
)
from stance.cli.options import add_backend_options, add_min_confidence
from stance.cli.output import open_output
from stance.jsontext import dump
from stance.models import DEFAULT_STANCE

if TYPE_CHECKING:
    from stance.cli.options import Commands
    from stance.evaluation.measure import Measured
    from stance.evaluation.results import Report, Result

DESCRIPTION = """\
The figures of systems on one labelled set, by the protocol of the set's authors.

SET is a name of `stance datasets`, seesaw_listed, seesaw_pairs, a CSV or JSONL file of your own,
or a folder of articles with stances in the format of `seeds/`."""

EPILOG = f"""\
{SYSTEM_HELP}

examples:
  stance evaluate dse --split valid --data-dir DATA
  stance evaluate my-labels.csv --json report.json --html report.html
  stance evaluate hf:my/classifier my-labels.csv --against stance-small
  stance evaluate --runs out/seed-1 out/seed-2 out/seed-3 dse --split valid
  stance evaluate seeds --split dev --errors"""


def add_parser(commands: Commands) -> None:
    """Adds `evaluate` to the command line."""
    parser = commands.add_parser(
        "evaluate",
        help="figures of a model, or of any system, on a labelled set",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument("names", nargs="+", metavar="[SYSTEM ...] SET")
    parser.add_argument("--split", help="part of the set (train, dev ...)")
    add_min_confidence(parser)
    parser.add_argument("--against", metavar="SYSTEM", help="compare with this one, item by item")
    parser.add_argument(
        "--runs", action="store_true", help="the systems are runs of one: mean and deviation"
    )
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong, the surest first"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--predictions", metavar="FILE", help="every item with its answer, as JSON lines"
    )
    add_measuring_options(parser)
    group = parser.add_argument_group("model")
    group.add_argument(
        "--model",
        default=DEFAULT_STANCE,
        metavar="NAME",
        help="where no SYSTEM is given (%(default)s)",
    )
    add_backend_options(group)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Scores the systems and prints their figures; the exit code."""
    *named, name = args.names
    systems = list(dict.fromkeys(named or [args.model]))
    if args.predictions and len(systems) > 1:
        raise ValueError("--predictions saves the answers of one system, not of several")
    if args.format == "json" and args.errors:
        raise ValueError("--errors are lines of text; with --format json they are in --json FILE")
    if args.runs and len(systems) < 2:
        raise ValueError("--runs needs two systems at least")
    with ExitStack() as files:
        # Opened first: a path that cannot be written is an error before hours of work.
        reports = Reports(args, files)
        items = None
        if args.predictions:
            items = files.enter_context(open_output(args.predictions, inputs_of(args)))
        report, measured = _measure(args, systems, name)
        reports.write(report)
        if items is not None:
            items.writelines(dump(item) + "\n" for item in measured[0].items)
    # The reports are in place by now: a closed pipe takes none of them away.
    with open_output(None) as out:
        _print(args, report, out)
    return 0


def _measure(
    args: argparse.Namespace, systems: list[str], name: str
) -> tuple[Report, list[Measured]]:
    from stance.evaluation.benchmark import Bench, measure_all, spreads
    from stance.evaluation.jobs import job_of
    from stance.evaluation.provenance import without_folders

    job = job_of(name, args.split, args.data_dir)
    if args.min_confidence is not None and job.kind not in ("articles", "seesaw"):
        raise ValueError(f"--min-confidence is for whole articles, which {name} has none of")
    specs = list(dict.fromkeys([*systems, *([args.against] if args.against else [])]))
    bench = Bench(
        sources(args),
        settings(args),
        detailed=bool(args.json or args.markdown or args.html),
        say=say,
    )
    report, measured = measure_all(
        bench,
        specs,
        [job],
        command=command_line("evaluate", args, *systems, name),
        reference=args.against,
        strict=True,
    )
    if args.runs:
        # The tagger of a pipeline is there as well, and is none of those that were asked for.
        spec = {name: system.get("spec") for name, system in report.systems.items()}
        asked = set(map(without_folders, systems))
        runs = [item for item in measured if spec.get(item.result.system) in asked]
        report = replace(report, spreads=tuple(spreads(runs)))
    return report, measured


def _print(args: argparse.Namespace, report: Report, out: IO[str]) -> None:
    from stance.evaluation.rows import notes
    from stance.evaluation.tables import figure_lines, mistake_lines, print_summary
    from stance.render import console_for

    if args.format == "json":
        found = {result.system: _flat(result) for result in report.results}
        only = next(iter(found.values())) if len(found) == 1 else found
        out.write(dump(only, indent=2) + "\n")
    elif len(report.results) == 1:
        lines = [*figure_lines(report.results[0]), *notes(report)]
        out.writelines(f"{line}\n" for line in lines)
    else:
        print_summary(report, console_for(out))
    if args.errors:
        for result in report.results:
            out.writelines(f"{line}\n" for line in mistake_lines(result))


def _flat(result: Result) -> dict[str, float]:
    """The figures without their intervals, and how many items there are."""
    figures = {name: figure.value for name, figure in result.figures.items()}
    return {**figures, "items": result.items}
