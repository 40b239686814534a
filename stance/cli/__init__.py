"""The `stance` command: `main` reads the arguments, runs one subcommand, answers for its errors.

Exit codes: 0 all went well; 1 a part of the input could not be answered (each part is named
on stderr), or `doctor` found something broken; 2 nothing was done; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import stance
from stance.cli import (
    analyze,
    benchmark,
    corpus,
    datasets,
    demo,
    doctor,
    evaluate,
    labels,
    models,
    predict,
    report,
    review,
    speed,
)
from stance.cli.options import Parser
from stance.cli.output import complain

DESCRIPTION = "Who takes which stance toward whom in news text."
COMMANDS = (
    analyze,
    corpus,
    report,
    review,
    predict,
    demo,
    labels,
    evaluate,
    benchmark,
    speed,
    models,
    datasets,
    doctor,
)

EPILOG = """\
example:
  stance analyze article.txt

`stance COMMAND --help` says more. STANCE_DEBUG=1 shows the traceback of an error."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line `argv` (default: that of the process) and gives its exit code."""
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except SystemExit as exit:  # argparse ends so after --help and after a wrong option
        return exit.code if isinstance(exit.code, int) else 2
    except BrokenPipeError:
        # Whoever read the output has had enough. Python would complain once more on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except KeyboardInterrupt:
        complain("stance: interrupted")
        return 130
    except Exception as error:
        if os.environ.get("STANCE_DEBUG"):
            raise
        complain(f"stance: error: {_message(error)}")
        return 2


def parser() -> Parser:
    """The parser of the whole command line."""
    root = Parser(prog="stance", description=DESCRIPTION, epilog=EPILOG)
    root.add_argument("--version", action="store_true", help="print the version and exit")
    commands = root.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    return root


def _run(argv: Sequence[str] | None) -> int:
    root = parser()
    args = root.parse_args(argv)
    if args.version:
        sys.stdout.write(f"stance {stance.__version__}\n")
        return 0
    if "run" not in args:
        names = ", ".join(command.__name__.rpartition(".")[2] for command in COMMANDS)
        root.error(f"which command? One of {names}")
    code: int = args.run(args)
    return code


def _message(error: Exception) -> str:
    """One line for any error; one nobody foresaw is named and points to its traceback."""
    message = str(error).strip()
    if message and isinstance(error, (ValueError, OSError, ImportError)):
        return message
    return f"{type(error).__name__}: {message} (STANCE_DEBUG=1 shows where)"
