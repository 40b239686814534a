"""`stance models`: the models that are there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

    from stance.cli.options import Commands
    from stance.models import ModelFolder


def add_parser(commands: Commands) -> None:
    """Adds `models` to the command line."""
    parser = commands.add_parser(
        "models",
        help="list the models that are there",
        description="The models in the installation and in the folder that STANCE_MODELS names,\n"
        "each checked against the digests in its manifest.",
        epilog="example:\n  stance models --format json",
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Lists the models; the exit code is 1 when one is damaged."""
    from stance.cli.output import open_output
    from stance.jsontext import dump
    from stance.models import installed
    from stance.render import console_for

    found = [_described(model) for model in installed()]
    with open_output(None) as out:
        if args.format == "json":
            out.write(dump(found, indent=2) + "\n")
        elif found:
            console_for(out).print(_table(found))
        else:
            out.write("No models found; `stance doctor` says what to do.\n")
    return 1 if any(model["faults"] for model in found) else 0


def _described(model: ModelFolder) -> dict[str, Any]:
    from stance.doctor import faults

    wrong = faults(model)
    return {
        "name": model.path.name,
        "version": model.version,
        "kind": model.kind,
        "bytes": sum(path.stat().st_size for path in model.path.rglob("*") if path.is_file()),
        "verified": bool(model.files) and not wrong,
        "faults": wrong,
        "path": str(model.path),
    }


def _table(found: list[dict[str, Any]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Name", "Version", "Kind", "Size", "Files", "Folder"):
        table.add_column(title, overflow="fold", justify="right" if title == "Size" else "left")
    for model in found:
        state = "verified" if model["verified"] else "no manifest"
        table.add_row(
            model["name"],
            model["version"],
            model["kind"],
            f"{model['bytes'] / 1e6:.1f} MB",
            Text("; ".join(model["faults"]) or state),
            Text(_shortened(model["path"])),
        )
    return table


def _shortened(path: str) -> str:
    """The path as seen from the working folder, where it lies inside."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path
