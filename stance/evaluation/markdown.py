"""Reports in Markdown: for a paper or a card, and `BENCHMARKS.md` of this project.

Nothing of a text is in it, so that figures on sets that may not be passed on can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from stance.evaluation import speed_tables
from stance.evaluation.results import Report, Result
from stance.evaluation.rows import (
    data_digests,
    digests,
    facts,
    losses,
    notes,
    shown,
    summaries,
)
from stance.evaluation.speed_tables import escape
from stance.models import read_folder

HEAD = """\
# Benchmarks

Written by `stance benchmark --write-benchmarks`, not by hand. Every figure is measured on the
files named below, by the protocol of each set's authors; the interval behind it is a 95 %
bootstrap interval over articles where they are known, else over items. `ece` is the expected
calibration error of the figure's decisions, `ece_chance` what it would be, on as many items, if
every confidence were exactly true. What the figures mean: `stance.evaluation`.
"""

_DIGEST = re.compile(
    r"^\| `(?P<name>[^`]+)` \| [^|]* \| `(?P<file>[^`]+)` \| `(?P<sha>[0-9a-f]{64})` \|$"
)


def render(report: Report) -> str:
    """The whole report: summary, then each result with its classes, slices and losses."""
    return _joined(
        [
            *_summary(report),
            *_speed(report),
            *(line for result in report.results for line in _result(result)),
            *_circumstances(report),
        ]
    )


def benchmarks(report: Report) -> str:
    """`BENCHMARKS.md`: `render` under a head, with the digests of models and data."""
    models = _table(
        ("system", "version", "file", "SHA-256"),
        [
            (f"`{name}`", version, f"`{file}`", f"`{digest}`")
            for name, version, file, digest in digests(report)
        ],
    )
    data = _table(
        ("set", "split", "files", "SHA-256 (of several files: of their `sha256sum` list)"),
        [(name, split, str(count), f"`{sha}`") for name, split, count, sha in data_digests(report)],
    )
    return _joined(
        [HEAD, render(report), "## Models measured", "", *models, "", "## Data", "", *data, ""]
    )


def model_digests(text: str) -> dict[tuple[str, str], str]:
    """SHA-256 by (system, file), read back from `BENCHMARKS.md`."""
    found = {}
    for line in text.splitlines():
        if match := _DIGEST.match(line):
            found[match["name"], match["file"]] = match["sha"]
    return found


def outdated(text: str, folders: Iterable[Path]) -> list[str]:
    """What `BENCHMARKS.md` says of these model folders that is no longer so, a line each.

    A model that is not in it, or whose files have other digests than their manifest says.
    """
    written = model_digests(text)
    wrong = []
    for folder in folders:
        model = read_folder(folder)
        told = {file: sha for (name, file), sha in written.items() if name == model.name}
        if not told:
            wrong.append(f"{model.name} is not in it")
        wrong += [
            f"{model.name}: {file} was {told.get(file, 'not there')[:12]}, is {sha[:12]}"
            for file, sha in sorted(model.files.items())
            if told and told.get(file) != sha
        ]
    return wrong


def _summary(report: Report) -> Iterator[str]:
    yield from ("## Summary", "")
    for summary in summaries(report):
        rows = [
            (
                f"**{row.set}** {row.split}" if row.items else "",
                f"{row.items:,}" if row.items else "",
                row.figure,
                *(shown(row.cells.get(name)) for name in summary.systems),
            )
            for row in summary.rows
        ]
        yield from _table(("set", "items", "figure", *summary.systems), rows)
        yield ""
    if lines := list(notes(report)):
        yield from (f"- {escape(line)}" for line in lines)
        yield ""


def _speed(report: Report) -> Iterator[str]:
    if report.speed is not None:
        yield speed_tables.markdown(report.speed)


def _result(result: Result) -> Iterator[str]:
    yield from (f"## {result.set} {result.split}: {result.system}", "", result.protocol)
    groups = "" if result.groups is None else f", {result.groups:,} articles"
    yield f"{result.items:,} items{groups}, {result.seconds:.1f} s."
    yield ""
    yield from _table(
        ("figure", "value"), [(name, shown(figure)) for name, figure in result.figures.items()]
    )
    yield ""
    yield from _classes(result)
    if result.losses:
        rows = [(step, str(count), share) for step, count, share in losses(result)]
        yield from _table(("where gold stances are lost", "count", "share"), rows)
        yield ""
    if result.slices:
        parts = [(s.name, s.value, f"{s.items:,}", shown(s.figure)) for s in result.slices]
        yield from _table(("slice", "value", "items", result.headline), parts)
        yield ""
    for item in result.overlaps:
        yield (
            f"Shared with {item.split}: {item.same_text} of {item.items} items have a text that "
            f"is in it, {item.near_text} more nearly so, {item.same_group} are of its articles."
        )
        yield ""


def _classes(result: Result) -> Iterator[str]:
    if result.confusion is not None:
        labels = result.confusion.labels
        rows = [
            (f"**{label}**", *map(str, counts))
            for label, counts in zip(labels, result.confusion.counts, strict=True)
        ]
        yield from _table(("gold \\ predicted", *labels), rows)
        yield ""
    if result.calibration is not None:
        found = result.calibration
        sentence = f"ECE {found.ece:.3f} ({found.ece_chance:.3f} by chance), "
        sentence += f"Brier score {found.brier:.3f}"
        if result.risk is not None:
            rates = dict(zip(result.risk.coverage, result.risk.errors, strict=True))
            told = ", ".join(f"{rates[c]:.3f} of the surest {c:.0%}" for c in (0.5, 0.8, 1.0))
            sentence += f"; error rate {told}"
        yield f"{sentence}."
        yield ""


def _circumstances(report: Report) -> Iterator[str]:
    yield from ("## How this was made", "")
    if report.command:
        yield from ("```", report.command, "```", "")
    yield from (f"- {escape(line)}" for line in facts(report))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(map(escape, head)) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(map(escape, row)) + " |" for row in rows]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
