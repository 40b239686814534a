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
