"""What `stance evaluate` and `stance benchmark` share: options, reports, progress."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from stance.cli.options import add_tagger_option, positive
from stance.cli.output import open_output
from stance.excerpt import clean
from stance.jsontext import dump

if TYPE_CHECKING:
    from stance.evaluation.benchmark import Sources
    from stance.evaluation.measure import Settings
    from stance.evaluation.results import Report

SYSTEM_HELP = """\
A system is a stance model (a name of `stance models`, a folder, a Hub id), a baseline
(baseline:majority, baseline:lexicon, baseline:tfidf, baseline:similarity), a Hugging Face
text classifier (hf:NAME), answers made elsewhere (predictions:FILE.jsonl) or a language model
behind an OpenAI-compatible URL (llm:URL#MODEL)."""


def add_measuring_options(parser: argparse.ArgumentParser) -> None:
    """Where the data are, how sure the figures shall be, and where reports go."""
    parser.add_argument("--data-dir", metavar="DIR", help="folder of the sets (STANCE_DATA)")
    add_tagger_option(parser)
    group = parser.add_argument_group("reports")
    group.add_argument("--json", metavar="FILE", help="everything, with versions and digests")
    group.add_argument("--markdown", metavar="FILE", help="tables for a paper or a model card")
    group.add_argument("--html", metavar="FILE", help="one page with figures")
    group.add_argument(
        "--resamples",
        type=positive,
        default=1000,
        metavar="N",
        help="bootstrap resamples for intervals and tests (%(default)s)",
    )
    group.add_argument("--seed", type=int, default=0, help="of the bootstrap (%(default)s)")


def sources(args: argparse.Namespace) -> Sources:
    """Where the data and the models are."""
    from stance.evaluation.benchmark import Sources

    return Sources(args.data_dir, args.tagger, args.backend, args.threads, args.device)


def settings(args: argparse.Namespace) -> Settings:
    """How everything is measured."""
    from stance.evaluation.measure import Settings
    from stance.evaluation.statistics import Resampling

    return Settings(
        Resampling(args.resamples, seed=args.seed),
        min_confidence=getattr(args, "min_confidence", None),
    )


class Reports:
    """The report files of a command: opened before the work, written after it."""

    def __init__(self, args: argparse.Namespace, files: ExitStack) -> None:
        paths = {
            kind: path for kind in ("json", "markdown", "html") if (path := getattr(args, kind))
        }
        others = (getattr(args, name, None) for name in ("predictions", "write_benchmarks"))
        _check_apart([*paths.values(), *others])
        self._streams = {
            kind: files.enter_context(open_output(path, inputs_of(args)))
            for kind, path in paths.items()
        }

    def write(self, report: Report) -> None:
        """Writes the report to each of the files."""
        for kind, stream in self._streams.items():
            if kind == "json":
                stream.write(dump(report.to_dict(), indent=2) + "\n")
            elif kind == "markdown":
                from stance.evaluation.markdown import render

                stream.write(render(report))
            else:
                from stance.evaluation.page import render as page

                stream.write(page(report))


def inputs_of(args: argparse.Namespace) -> list[str]:
    """What is named on the command line and may be a file that is read: sets and answers."""
    named = [*getattr(args, "names", ()), *(getattr(args, "models", None) or ())]
    return [name.removeprefix("predictions:") for name in named]


def _check_apart(paths: Sequence[str | None]) -> None:
    """ValueError where two outputs would be one file: the second would replace the first."""
    seen = set()
    for path in filter(None, paths):
        if (real := os.path.realpath(path)) in seen:
            raise ValueError(f"{path}: two outputs to one file")
        seen.add(real)


def say(line: str) -> None:
    """A line of progress on stderr."""
    sys.stderr.write(clean(line) + "\n")
    sys.stderr.flush()


def command_line(name: str, args: argparse.Namespace, *words: str) -> str:
    """The command that measures the same again, the data folder as DATA.

    Where the user's own files and models lie stays out: a report may be passed on.
    """
    from stance.evaluation.provenance import without_folders

    parts = ["stance", name, *map(without_folders, words)]
    for option in _REPEATED:
        value = getattr(args, option, None)
        if value is not None and value != _DEFAULTS.get(option):
            parts += [f"--{option.replace('_', '-')}", without_folders(str(value))]
    parts += ["--runs"] * bool(getattr(args, "runs", False))
    if args.data_dir:
        parts += ["--data-dir", "DATA"]
    return shlex.join(parts)


_REPEATED = (
    "split",
    "min_confidence",
    "tagger",
    "against",
    "backend",
    "device",
    "threads",
    "resamples",
    "seed",
)

_DEFAULTS = {"backend": "onnx", "resamples": 1000, "seed": 0}
