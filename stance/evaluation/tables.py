"""A report on the terminal: one table of all sets and systems, and what one result holds."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from stance.evaluation.results import Report, Result
from stance.evaluation.rows import losses, notes, shown, summary, systems_of
from stance.excerpt import clean


def print_summary(report: Report, console: Console) -> None:
    """One table of everything measured, and below it what was not."""
    systems = systems_of(report)
    table = Table(box=SIMPLE_HEAD, title_justify="left")
    for name in ("set", "split", "items", "figure"):
        table.add_column(name, justify="right" if name == "items" else "left", no_wrap=True)
    for name in systems:
        table.add_column(clean(name), justify="right")
    for row in summary(report):
        head = [row.set, row.split, f"{row.items:,}"] if row.items else ["", "", ""]
        table.add_row(*head, row.figure, *(shown(row.cells.get(name)) for name in systems))
    console.print(table)
    for line in notes(report):
        console.print(clean(line), soft_wrap=True)


def figure_lines(result: Result) -> Iterator[str]:
    """Every figure of a result, its losses, calibration and slices, a line each."""
    width = max(map(len, [*result.figures, "brier"]))
    for name, figure in result.figures.items():
        yield f"{name:<{width}}  {shown(figure)}"
    if result.calibration is not None:
        yield f"{'ece':<{width}}  {result.calibration.ece:.3f}"
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
