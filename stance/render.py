"""An analysis as people read it: a table for terminals and one for notebooks.

Everything that comes out of an article, or from a user, is shown through `clean`: no
escape sequence in a text reaches the terminal, and no markup the notebook.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from stance.excerpt import Piece, clean, excerpt
from stance.explain import SIGNS, confidence, explain, name, telling
from stance.report.tensions import tensions
from stance.schema import Analysis, Skipped, Stance

WIDTH = 100
"""Columns of a table that goes to a file, or where no terminal says how wide it is."""

WIDE = 120
"""From this width on the evidence has a column of its own."""

TENSIONS = 3
"""Tensions that are written out below a table."""

_STYLES = {"hostile": "red", "supportive": "green", "neutral": "dim"}
_COLOURS = {"hostile": "#b3261e", "supportive": "#1b7837", "neutral": "#777777"}


@dataclass(frozen=True, slots=True)
class _Row:
    """One stance, ready to be shown. `actor` is empty below the first row of an actor."""

    actor: str
    label: str
    contested: bool
    target: str
    confidence: str
    evidence: tuple[_Words, ...]
    more: int
    why: str


@dataclass(frozen=True, slots=True)
class _Words:
    """One piece of evidence; `label` is empty unless the pair is contested."""

    label: str
    kind: str
    pieces: tuple[Piece, ...]


def table(analysis: Analysis, all: bool = False, width: int | None = None) -> str:
    """The analysis as plain text without colours; `all` shows the neutral pairs too.

    `width` in columns; None takes that of the terminal, `WIDTH` where there is none.
    """
    columns = width or shutil.get_terminal_size((WIDTH, 24)).columns
    out = io.StringIO()
    # color_system and force_jupyter: whatever the surroundings are, this gives plain text.
    console = Console(
        file=out, width=columns, color_system=None, force_terminal=False, force_jupyter=False
    )
    _print(analysis, console, all, "")
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))


def print_analysis(
    analysis: Analysis, console: Console, all: bool = False, why: bool = False
) -> None:
    """Prints the analysis as wide as the console is, in colour where it has some.

    `why` explains each stance in a sentence instead of showing its evidence alone.
    """
    _print(analysis, console, all, " (--all shows them)", why)


def console_for(out: IO[str], colours: bool = True) -> Console:
    """A console that prints to `out` and takes nothing in it as markup."""
    width = None if out.isatty() or "COLUMNS" in os.environ else WIDTH
    return Console(
        file=out,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        color_system="auto" if colours else None,
        force_terminal=None if colours else False,
    )


def html_table(analysis: Analysis, all: bool = False) -> str:
    """The analysis as an HTML fragment: what a notebook shows."""
    head, foot = _head(analysis), _foot(analysis, all, "")
    rows = list(_rows(analysis, all))
    parts = [f"<p>{escape(head)}</p>"] if head else []
    if rows:
        titles = ("Actor", "Stance", "Target", "Confidence", "Evidence")
        parts.append(
            "<table><thead><tr>"
            + "".join(f'<th style="text-align:left">{title}</th>' for title in titles)
            + "</tr></thead><tbody>"
            + "".join(map(_html_row, rows))
            + "</tbody></table>"
        )
    parts += [f"<p><small>{escape(line)}</small></p>" for line in foot]
    return f"<div>{''.join(parts)}</div>"


def _print(analysis: Analysis, console: Console, all: bool, hint: str, why: bool = False) -> None:
    head = _head(analysis)
    if head:
        console.print(Text(head))
    rows = list(_rows(analysis, all))
    if rows:
        console.print(_rich_table(rows, console.width >= WIDE, why))
        console.print()
    for line in _foot(analysis, all, hint):
        console.print(Text(line, style="dim"))


def _head(analysis: Analysis) -> str:
    """The sentence for an analysis that has no stance to show, else nothing."""
    if analysis.sentiment is None and not analysis.stances:
        return "There is nothing to read: the text has no words."
    if not any(stance.label != "neutral" for stance in analysis):
        return "No hostile or supportive stance was found."
    return ""


def _foot(analysis: Analysis, all: bool, hint: str) -> list[str]:
    """The lines below the table."""
    lines = []
    hidden = 0 if all else sum(stance.label == "neutral" for stance in analysis)
    if hidden:
        lines.append(f"{counted(hidden, 'neutral pair')} not shown{hint}.")
    lines += _tensions(analysis)
    if analysis.missing_targets:
        lines.append(f"Not in the text: {', '.join(map(clean, analysis.missing_targets))}.")
    tone = analysis.sentiment
    if tone is not None:
        lines.append(f"Tone of the text: {tone.label} ({tone.probabilities[tone.label]:.2f}).")
    coverage = analysis.coverage
    if coverage.characters:
        lines.append(
            f"Read {coverage.read:,} of {counted(coverage.characters, 'character')} "
            f"in {counted(coverage.windows, 'window')}."
        )
    lines += _skipped(coverage.skipped)
    return lines


def _tensions(analysis: Analysis) -> list[str]:
    """The surest tensions, a line each, and how many more there are."""
    found = tensions(analysis)
    lines = [f"Tension: {tension.text}" for tension in found[:TENSIONS]]
    if len(found) > TENSIONS:
        lines.append(f"And {counted(len(found) - TENSIONS, 'more tension')}.")
    return lines


def _skipped(skipped: tuple[Skipped, ...]) -> list[str]:
    """One line a reason, however many places were skipped for it."""
    sizes: dict[str, int] = {}
    for item in skipped:
        sizes[item.reason] = sizes.get(item.reason, 0) + item.span.end - item.span.start
    return [
        f"Skipped {counted(size, 'character')}: {clean(reason)}." for reason, size in sizes.items()
    ]


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _rows(analysis: Analysis, all: bool) -> Iterator[_Row]:
    """The stances grouped by actor, in the order in which the analysis ranks them."""
    groups: dict[str, list[Stance]] = {}
    for stance in analysis:
        if all or stance.label != "neutral":
            groups.setdefault(stance.actor, []).append(stance)
    for actor, stances in groups.items():
        for index, stance in enumerate(stances):
            shown = telling(stance)
            yield _Row(
                actor="" if index else name(analysis, actor),
                label=stance.label,
                contested=stance.contested,
                target=name(analysis, stance.target),
                confidence=f"{confidence(stance):.2f}",
                evidence=tuple(
                    _Words(
                        item.prediction.label if stance.contested else "",
                        item.kind,
                        tuple(excerpt(analysis.text, item)),
                    )
                    for item in shown
                ),
                more=len(stance.evidence) - len(shown),
                why=explain(analysis, stance),
            )


def _rich_table(rows: list[_Row], wide: bool, why: bool) -> Table:
    result = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    result.add_column("Actor", max_width=24)
    result.add_column("Stance", no_wrap=True)
    if wide:
        result.add_column("Target", max_width=24)
        result.add_column("Conf.", no_wrap=True)
        result.add_column("Evidence")
    else:
        result.add_column("Conf.", no_wrap=True)
        result.add_column("Target and evidence")
    for row in rows:
        style = _STYLES.get(row.label, "")
        label = Text(row.label, style=style)
        if row.contested:
            label.append("\ncontested", style="yellow")
        actor, target = Text(row.actor, style="bold"), Text(row.target, style="bold")
        evidence = Text(row.why) if why else _rich_evidence(row)
        if wide:
            result.add_row(actor, label, target, row.confidence, evidence)
        else:
            result.add_row(actor, label, row.confidence, Group(target, evidence))
    return result


def _rich_evidence(row: _Row) -> Text:
    lines = []
    for words in row.evidence:
        line = Text()
        if words.label:
            line.append(f"{words.label}, ", style=_STYLES.get(words.label, ""))
        line.append(f"{words.kind}: ", style="dim")
        for piece in words.pieces:
            line.append(piece.words, style="bold" if piece.role else "")
        lines.append(line)
    if row.more:
        lines.append(Text(f"and {counted(row.more, 'more place')}", style="dim"))
    return Text("\n").join(lines)


def _html_row(row: _Row) -> str:
    label = f"{SIGNS.get(row.label, '')} {escape(row.label)}".strip()
    label = f'<span style="color:{_COLOURS.get(row.label, "inherit")}">{label}</span>'
    if row.contested:
        label += "<br>contested"
    lines = []
    for words in row.evidence:
        kind = f"{words.label}, {words.kind}" if words.label else words.kind
        passage = "".join(
            f"<b>{escape(piece.words)}</b>" if piece.role else escape(piece.words)
            for piece in words.pieces
        )
        lines.append(f"<small>{escape(kind)}:</small> {passage}")
    if row.more:
        lines.append(f"<small>and {counted(row.more, 'more place')}</small>")
    cells = [escape(row.actor), label, escape(row.target), row.confidence, "<br>".join(lines)]
    return (
        "<tr>"
        + "".join(f'<td style="text-align:left;vertical-align:top">{cell}</td>' for cell in cells)
        + "</tr>"
    )
