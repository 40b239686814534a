"""The parser that all subcommands share, and the options that several of them have."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from stance.models import DEFAULT_STANCE

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose errors are one line, and which takes no abbreviations."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"stance: error: {message} (see {self.prog} --help)\n")


def add_question_options(parser: argparse.ArgumentParser) -> None:
    """What is asked of a text."""
    add_targets(parser)
    add_quoted_only(parser)
    add_min_confidence(parser).add_argument(
        "--max-risk",
        type=share,
        metavar="SHARE",
        help="the same said as a risk: call a pair neutral unless at most this share of answers "
        "so sure is wrong (0.1: one in ten)",
    )


def add_targets(parser: argparse.ArgumentParser) -> None:
    """Toward whom."""
    parser.add_argument(
        "--target",
        action="append",
        metavar="NAME",
        help="only stances toward NAME, under any of its names, or toward an issue in these words "
        "(gun control); may be repeated",
    )


def add_quoted_only(parser: argparse.ArgumentParser) -> None:
    """Words alone, or deeds as well."""
    parser.add_argument(
        "--quoted-only",
        action="store_true",
        help="only what actors say, not what the writer reports of deeds and relations",
    )


def add_min_confidence(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """How sure a stance must be; the group of all ways to say so."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--min-confidence",
        type=share,
        metavar="P",
        help="the probability from which on a pair is hostile or supportive (0.5); more finds "
        "fewer stances and fewer wrong ones, less (0.2) finds more of both",
    )
    return group


def targets(args: argparse.Namespace) -> tuple[str, ...] | None:
    """The names given with --target, None where there are none. ValueError for an empty one."""
    if any(not target.strip() for target in args.target or ()):
        raise ValueError("--target needs a name")
    return tuple(args.target) if args.target else None


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Which model runs, and on what."""
    group = parser.add_argument_group("model")
    group.add_argument(
        "--model",
        default=DEFAULT_STANCE,
        metavar="NAME",
        help="stance model: a name of `stance models`, a folder or a Hub id (%(default)s)",
    )
    add_backend_options(group)
    group.add_argument(
        "--long-text",
        choices=("window", "error"),
        default="window",
        help="a text beyond the model's window is read in several, or is an error (%(default)s)",
    )


def add_tagger_option(parser: argparse.ArgumentParser) -> None:
    """Which tagger reads the articles."""
    parser.add_argument(
        "--tagger", metavar="NAME", help="tagger model (the one that goes with the stance model)"
    )


def add_backend_options(group: argparse._ArgumentGroup) -> None:
    """What a model runs on."""
    group.add_argument(
        "--backend",
        choices=("onnx", "torch"),
        default="onnx",
        help="onnx runs on the CPU, torch also on a GPU (%(default)s)",
    )
    group.add_argument("--device", help="for torch: cpu, cuda, cuda:1 ... (a GPU if there is one)")
    group.add_argument("--threads", type=positive, metavar="N", help="CPU threads for onnx")


def positive(value: str) -> int:
    """A whole number from 1 up, for `type` of an argument."""
    number = int(value) if value.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no whole number from 1 up")
    return number


def share(value: str) -> float:
    """A number above 0 and below 1, for `type` of an argument."""
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number above 0 and below 1")
    return number
