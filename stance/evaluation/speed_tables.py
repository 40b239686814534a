"""Measured speed as a table, for the terminal, Markdown and pages: a column a system.

What is shown is what `stance.evaluation.speed.measure_speed` gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from stance.excerpt import clean

MB = 1_000_000


class _Line(NamedTuple):
    """A figure of a `Speed`: its name there, what it is called, and one of its units."""

    figure: str
    title: str
    unit: float


_LINES = (
    _Line("items_per_second", "items/s", 1),
    _Line("latency_p50", "latency p50, ms", 1e-3),
    _Line("latency_p95", "latency p95, ms", 1e-3),
    _Line("first_answer", "first answer, s", 1),
    _Line("peak_memory", "peak memory, MB", MB),
    _Line("size", "on disk, MB", MB),
    _Line("articles_per_second", "articles/s", 1),
    _Line("articles_memory", "with articles, MB", MB),
    _Line("analyze", "stance analyze, s", 1),
)


def rows(speed: dict[str, Any]) -> list[list[str]]:
    """Head and lines: titles, then a cell a system, "" where nothing was measured.

    A cell is the value and, behind it, how many times better than the reference it is.
    """
    systems = speed["systems"]
    table = [["", *(_name(system, speed) for system in systems)]]
    for line in _LINES:
        cells = [_cell(system, line) for system in systems]
        if any(cells):
            table.append([line.title, *cells])
    return table


def notes(speed: dict[str, Any]) -> Iterator[str]:
    """What has to be known to read the table."""
    threads = f"{speed['threads']} thread{'' if speed['threads'] == 1 else 's'}"
    yield (
        f"{threads}, {speed['backend']} on {speed['device']}; median of {speed['rounds']} rounds; "
        f"{speed['items']} items at once, {speed['singles']} one by one (latency); "
        f"{speed['articles']} articles of {speed['characters']:,} characters together."
    )
    yield (
        "First answer: from the start of a process, imports and loading included; stance "
        "analyze: the whole command on the shortest article."
    )
    yield f"(×2.0): twice as good as {speed['reference']}: faster, or half the memory."
    if any(system["time_only"] for system in speed["systems"]):
        yield "A system with random weights is measured for time only: its answers mean nothing."
    if speed["busy"]:
        yield f"The machine was busy (load {speed['load']} a core): these times say little."
    for system in speed["systems"]:
        if system["error"]:
            yield f"{system['system']} failed: {system['error']}"


def print_speed(speed: dict[str, Any], console: Console) -> None:
    """The table and its notes on the terminal."""
    head, *lines = rows(speed)
    table = Table(box=SIMPLE_HEAD)
    for number, name in enumerate(head):
        table.add_column(clean(name), justify="right" if number else "left")
    for line in lines:
        table.add_row(*map(clean, line))
    console.print(table)
    for note in notes(speed):
        console.print(clean(note), soft_wrap=True)


def markdown(speed: dict[str, Any]) -> str:
    """The table and its notes in Markdown, under the head "Speed"."""
    head, *lines = rows(speed)
    table = [_markdown_row(head), "|---|" + "---:|" * (len(head) - 1), *map(_markdown_row, lines)]
    told = [f"- {escape(note)}" for note in notes(speed)]
    return "\n".join(["## Speed", "", *table, "", *told]) + "\n"


def _name(system: dict[str, Any], speed: dict[str, Any]) -> str:
    name = str(system["system"])
    return f"{name} (reference)" if name == speed["reference"] else name


def _cell(system: dict[str, Any], line: _Line) -> str:
    value = system[line.figure]
    if value is None:
        return ""
    ratio = system["ratios"].get(line.figure)
    shown = _short(value / line.unit)
    return shown if ratio is None else f"{shown} (×{_short(ratio, 2)})"


def _short(value: float, digits: int = 3) -> str:
    """The number with so many digits that count, and all digits before the point."""
    before = len(str(int(value))) if value >= 1 else 0
    return f"{value:,.{max(0, digits - before)}f}" if before else f"{value:.{digits}g}"


def _markdown_row(cells: list[str]) -> str:
    return "| " + " | ".join(map(escape, cells)) + " |"


def escape(words: str) -> str:
    """The words on one line, as they may stand in a cell of a Markdown table."""
    return " ".join(words.replace("|", "\\|").split())
