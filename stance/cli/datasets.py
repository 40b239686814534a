"""`stance datasets`: the labelled sets, where to get them and which are there."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

    from stance.cli.options import Commands


def add_parser(commands: Commands) -> None:
    """Adds `datasets` to the command line."""
    parser = commands.add_parser(
        "datasets",
        help="list the labelled sets, and where to get them",
        description="The labelled sets that can be read, whom to cite, and which are there.\n"
        "Each lies in a folder of its name under DIR, its files as their authors publish them.",
        epilog="example:\n  stance datasets --data-dir ~/data",
    )
    parser.add_argument("--data-dir", metavar="DIR", help="where the sets are (STANCE_DATA)")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Lists the sets; the exit code."""
    from stance.cli.output import open_output
    from stance.datasets import data_folder
    from stance.jsontext import dump
    from stance.render import console_for

    folder = data_folder(args.data_dir)
    if folder is not None and not folder.is_dir():
        raise ValueError(f"{folder}: no such folder")
    found = _described(args.data_dir)
    with open_output(None) as out:
        if args.format == "json":
            out.write(dump(found, indent=2) + "\n")
            return 0
        console = console_for(out)
        for item in found:
            console.print(_block(item), soft_wrap=True)
        if folder is None:
            console.print("Where your data are: --data-dir DIR, or the variable STANCE_DATA.")
    return 0


def _described(data_dir: str | None) -> list[dict[str, Any]]:
    from stance.datasets import DATASETS, splits

    return [asdict(info) | {"found": splits(info.name, data_dir)} for info in DATASETS.values()]


def _block(item: dict[str, Any]) -> Text:
    """One set as a name and its facts below: a row of them would fit no terminal."""
    from rich.text import Text

    found = ", ".join(item["found"])
    block = Text.assemble(
        (item["name"], "bold"),
        "  ",
        (f"found: {found}" if found else "not found", "green" if found else "yellow"),
        "\n",
    )
    for name, value in (
        ("what", item["title"]),
        ("task", item["task"]),
        ("size", item["size"]),
        ("licence", item["licence"]),
        ("cite", item["citation"]),
        ("get it", item["home"]),
        ("files", f"{item['name']}/{item['layout']}"),
    ):
        block.append(f"  {name:<8} ", style="dim").append(f"{value}\n")
    return block
