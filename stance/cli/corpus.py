"""`stance corpus`: many articles to tables, in a folder that a killed run goes on with."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from stance.cli.options import (
    add_model_options,
    add_question_options,
    add_tagger_option,
    positive,
    targets,
)
from stance.cli.output import complain, open_output

if TYPE_CHECKING:
    from rich import progress as bars

    from stance.cli.options import Commands
    from stance.corpus import Columns, Job, Progress, Summary
    from stance.corpus.build import Built

EVERY = 30.0
"""Seconds between two lines of progress where stderr is no terminal."""

SHOWN = 5
"""Files, and ways of reading them, that are named; a folder may hold a million."""

DECIDES = (
    "target",
    "quoted_only",
    "min_confidence",
    "max_risk",
    "long_text",
    "text_column",
    "id_column",
    "date_column",
    "source_column",
    "model",
    "tagger",
    "backend",
    "restart",
)
"""Options of the analysis: they decide nothing where the tables are only written anew."""

DESCRIPTION = """\
Read many articles and write tables of who takes which stance toward whom.

An INPUT is a file or a folder: .txt (one article), .jsonl or .ndjson, .csv or .tsv, .parquet;
each may end in .gz. DIR gets stances, evidence, attributions and articles, as Parquet and as
CSV, and entities.csv, which says what names are one entity in all articles. Change its column
merged_id and run `stance corpus --output DIR`: the tables are written anew in seconds.

The same command goes on after a kill. What cannot be read or analysed is in DIR/errors.jsonl,
with file, line and reason, and the exit code is 1."""

EPILOG = """\
examples:
  stance corpus articles/ --output tables
  stance corpus news.csv.gz --output tables --text-column body --date-column published
  stance corpus news.parquet --output tables --target NATO --workers 8
  stance corpus --output tables        (entities.csv was changed)"""


def add_parser(commands: Commands) -> None:
    """Adds `corpus` to the command line."""
    parser = commands.add_parser(
        "corpus",
        help="say who takes which stance toward whom in many articles",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="file or folder")
    parser.add_argument("--output", required=True, metavar="DIR", help="folder of the tables")
    for role, default in (
        ("text", "text, body, content ..."),
        ("id", "id, article_id, url ..., else file and line"),
        ("date", "date, published, timestamp ..., else none"),
        ("source", "source, outlet, publisher ..., else none"),
    ):
        parser.add_argument(
            f"--{role}-column", metavar="NAME", help=f"column with the {role} ({default})"
        )
    add_question_options(parser)
    parser.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        help="processes, each with the models in memory (one a physical core; 1 for torch)",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="where they run: this machine, or a Ray cluster (%(default)s)",
    )
    parser.add_argument(
        "--restart", action="store_true", help="throw away what is in DIR (not entities.csv)"
    )
    add_model_options(parser)
    add_tagger_option(parser)
    parser.set_defaults(run=run, decides={name: parser.get_default(name) for name in DECIDES})


def run(args: argparse.Namespace) -> int:
    """Analyses the corpus and says what was done; the exit code."""
    from stance.corpus import analyse_corpus, rebuild_tables
    from stance.render import counted

    output = Path(args.output)
    if not args.inputs:
        for name, default in args.decides.items():
            if getattr(args, name) != default:
                option = "--" + name.replace("_", "-")
                raise ValueError(f"{option} needs the input again")
        built = rebuild_tables(output)
        _say(f"{counted(built.articles, 'article')}: tables written anew")
    else:
        job = _job(args, output)
        _say_inputs(job)
        with _progress() as show:
            summary = analyse_corpus(
                job,
                workers=args.workers or (1 if args.backend == "torch" else None),
                on=args.engine,
                restart=args.restart,
                progress=show,
            )
        _say(_sentence(summary))
        built = summary.built
    _say_built(built, output)
    return 1 if built.faults else 0


def _job(args: argparse.Namespace, output: Path) -> Job:
    from stance.corpus import Asked, Columns, Job, Models

    return Job(
        tuple(args.inputs),
        output,
        Columns(args.text_column, args.id_column, args.date_column, args.source_column),
        Models(args.model, args.tagger, args.backend, args.device, args.threads or 1),
        Asked(targets(args), args.quoted_only, args.min_confidence, args.max_risk, args.long_text),
    )


def _say_inputs(job: Job) -> None:
    """Says how the files are read. ValueError when a single file cannot be read at all."""
    from stance.corpus.inputs import check_inputs, find_files, left_out
    from stance.corpus.records import Fault, columns_of, read_file
    from stance.reading import InputError

    check_inputs(job.inputs)
    ways: dict[Columns, str] = {}
    alone = len(job.inputs) == 1 and not os.path.isdir(job.inputs[0])
    for file in find_files(job.inputs):
        if file.kind != "text":
            try:
                ways.setdefault(columns_of(file, job.columns), file.name)
            except InputError:
                if alone:
                    raise
        elif alone and isinstance(item := next(read_file(file, job.columns)), Fault):
            raise InputError(file.name, item.reason)
    for columns, name in list(ways.items())[:SHOWN]:
        complain(f"{name}: {columns}")
    if unknown := left_out(job.inputs):
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in unknown.most_common(SHOWN))
        complain(f"left out, of no known kind: {kinds}")


class _Show(Protocol):
    def __call__(self, progress: Progress) -> None:
        """Shows how far a run is."""


@contextmanager
def _progress() -> Iterator[_Show]:
    """A bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.SpinnerColumn(),
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.TaskProgressColumn(),
        bars.TextColumn("{task.fields[left]}"),
    )
    console = Console(stderr=True)
    with bars.Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        yield _Bar(bar, bar.add_task("reading", total=None, left=""))


class _Lines:
    def __init__(self) -> None:
        self._next = time.monotonic() + EVERY

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            share = f"{progress.bytes / progress.total:.1%}" if progress.total else ""
            complain(", ".join(filter(None, (_state(progress), share, _left(progress)))))


class _Bar:
    def __init__(self, bar: bars.Progress, task: bars.TaskID) -> None:
        self._bar = bar
        self._task = task

    def __call__(self, progress: Progress) -> None:
        self._bar.update(
            self._task,
            completed=progress.bytes,
            total=progress.total,
            description=_state(progress),
            left=_left(progress),
        )


def _state(progress: Progress) -> str:
    from stance.render import counted

    parts = [counted(progress.articles, "article"), f"{progress.rate:.1f}/s"]
    if progress.faults:
        parts.append(f"{progress.faults:,} set aside")
    return ", ".join(parts)


def _left(progress: Progress) -> str:
    return "" if progress.left is None else f"{_duration(progress.left)} left"


def _sentence(summary: Summary) -> str:
    """What this run has done."""
    from stance.render import counted

    if not summary.built.articles:
        return "there is nothing to analyse: no article could be read"
    if not summary.analysed:
        return f"{counted(summary.built.articles, 'article')}: all were analysed before"
    before = summary.built.articles - summary.analysed
    return (
        f"{counted(summary.analysed, 'article')} in {_duration(summary.seconds)} "
        f"({summary.rate:.2f} articles/s)"
        + (f"; {before:,} were analysed before" if before else "")
    )


def _say_built(built: Built, output: Path) -> None:
    from stance.corpus.build import ENTITIES, ERRORS
    from stance.render import counted

    if built.faults or built.noted:
        parts = [f"{built.faults:,} set aside"] if built.faults else []
        parts += [f"{built.noted:,} without the date they give"] if built.noted else []
        _say(f"{' and '.join(parts)}: {output / ERRORS}")
    merges = f", {counted(built.edits, 'merge')} by hand" if built.edits else ""
    _say(f"{counted(built.entities, 'name')}{merges}: {output / ENTITIES}")
    if built.lost_edits:
        _say(f"{counted(built.lost_edits, 'merge')} by hand of names that are gone: not kept")
    _say(f"tables: {output}; to see them: stance report {output}")


def _say(line: str) -> None:
    with open_output(None) as out:
        out.write(line + "\n")


def _duration(seconds: float) -> str:
    """Two units of time: "3 h 12 min", "4 min 5 s", "6.2 s"."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,} h {minutes} min"
