"""A report on the terminal: one table of all sets and systems, and what one result holds."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from stance.evaluation.results import Report, Result
from stance.evaluation.rows import (
    Summary,
    losses,
    notes,
    shown,
    summaries,
)
from stance.evaluation.speed_tables import print_speed
from stance.excerpt import clean

CELL = 22
"""Columns of a figure with its interval, and some room."""


def print_summary(report: Report, console: Console) -> None:
    """A table of everything measured, and below it what was not.

    Where no terminal says how wide it is, the table is as wide as it needs to be.
    """
    for summary in summaries(report):
        if not console.is_terminal:
            console.width = max(console.width, 60 + CELL * len(summary.systems))
        console.print(_table(summary))
    if report.speed is not None:
        print_speed(report.speed, console)
    for line in notes(report):
        console.print(clean(line), soft_wrap=True)


def _table(summary: Summary) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for name in ("set", "split", "items", "figure"):
        table.add_column(name, justify="right" if name == "items" else "left", no_wrap=True)
    for name in summary.systems:
        table.add_column(clean(name), overflow="fold")
    for row in summary.rows:
        head = [row.set, row.split, f"{row.items:,}"] if row.items else ["", "", ""]
        # Intervals of the headline alone: all of them are in the other formats.
        cells = (shown(row.cells.get(name), bool(row.items)) for name in summary.systems)
        table.add_row(*head, row.figure, *cells)
    return table


def figure_lines(result: Result) -> Iterator[str]:
    """Every figure of a result, its losses, calibration and slices, a line each."""
    width = max(map(len, [*result.figures, "ece_chance"]))
    for name, figure in result.figures.items():
        yield f"{name:<{width}}  {shown(figure)}"
    if result.calibration is not None:
        yield f"{'ece':<{width}}  {result.calibration.ece:.3f}"
        yield f"{'ece_chance':<{width}}  {result.calibration.ece_chance:.3f}"
        yield f"{'brier':<{width}}  {result.calibration.brier:.3f}"
    yield f"{'items':<{width}}  {result.items}"
    for step, count, share in losses(result):
        yield f"{step:<{width}}  {count} ({share})"


def mistake_lines(result: Result) -> Iterator[str]:
    """Every mistake that a result lists, a line each."""
    for item in result.mistakes:
        sure = "" if item.confidence is None else f" ({item.confidence:.2f})"
        text = f": {item.text}" if item.text else ""
        yield clean(
            f"{item.id}: {item.question} is {item.gold}, predicted {item.predicted}{sure}{text}"
        )
