"""One HTML page with figures out of a report: to be read, printed, or sent to somebody.

The page is one file that asks nothing of the network, and its content security policy forbids
it to. It has no script. The worst errors show sentences of the labelled sets: a page may be
passed on as far as the sets may.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import Any

from stance.evaluation import figures, speed_tables
from stance.evaluation.figures import Scale, series
from stance.evaluation.results import Confusion, Figure, Mistake, Report, Result, Slice
from stance.evaluation.rows import data_digests, digests, facts, losses, notes, shown
from stance.report.markup import Markup, element, join, markup

HEAT = 10
"""Steps of a cell's colour that the style sheet has."""


def render(report: Report) -> str:
    """The report as a complete HTML document."""
    style = resources.files("stance.evaluation").joinpath("assets/page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _DOCUMENT.substitute(
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'",
        style=style,
        title=markup(_title(report)),
        body=join(_body(report)),
    )


_DOCUMENT = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body>
$body
</body>
</html>
""")


@dataclass(frozen=True, slots=True)
class _Job:
    """The results of one split of one set, and the place of each system in the legend."""

    set: str
    split: str
    results: tuple[Result, ...]
    places: tuple[int, ...]

    @property
    def id(self) -> str:
        """What links point to."""
        return "".join(c if c.isalnum() else "-" for c in f"{self.set}-{self.split}")

    @property
    def title(self) -> str:
        return f"{self.set} {self.split}".strip()

    def pairs(self) -> Iterator[tuple[int, Result]]:
        """(place, result) of each system."""
        return zip(self.places, self.results, strict=True)


def _jobs(report: Report) -> list[_Job]:
    names = list(dict.fromkeys(result.system for result in report.results))
    found: dict[tuple[str, str], list[Result]] = {}
    for result in report.results:
        found.setdefault((result.set, result.split), []).append(result)
    return [
        _Job(name, split, tuple(results), tuple(names.index(r.system) for r in results))
        for (name, split), results in found.items()
    ]


def _title(report: Report) -> str:
    sets = list(dict.fromkeys(result.set for result in report.results))
    return f"Benchmark: {', '.join(sets)}" if 0 < len(sets) <= 3 else "Benchmark"


def _body(report: Report) -> Iterator[Markup]:
    jobs = _jobs(report)
    yield element(
        "header",
        element("h1", _title(report)),
        *(element("p", line, class_="muted") for line in facts(report)),
    )
    yield element(
        "main",
        _summary(jobs),
        _told(report),
        *(_section(job) for job in jobs),
        _speed(report.speed),
        _circumstances(report),
    )


def _summary(jobs: Sequence[_Job]) -> Markup:
    """The headline figure of every split: a row a split, a dot and an interval a system."""
    if not jobs:
        return element("p", "Nothing was measured.")
    rows = []
    for job in jobs:
        headline = [(place, result.score) for place, result in job.pairs()]
        first = job.results[0]
        told = "; ".join(f"{result.system} {shown(result.score)}" for result in job.results)
        rows.append(
            element(
                "tr",
                element(
                    "th",
                    element("a", job.title, href=f"#{job.id}"),
                    element("small", f"{first.headline}, {first.items:,} items"),
                    scope="row",
                ),
                element("td", figures.interval_row(headline, Scale(0.0, 1.0), told)),
                element("td", _values(job)),
            )
        )
    table = element(
        "table",
        element("tbody", *rows),
        element("tfoot", element("tr", element("td"), element("td", figures.axis(Scale(0, 1))))),
        class_="intervals",
    )
    return element("section", element("h2", "Summary"), _legend(jobs), table)


def _values(job: _Job) -> Markup:
    """The headline figures as numbers, the best in bold."""
    best = max(result.score.value for result in job.results)
    lines = []
    for place, result in job.pairs():
        value = element(
            "b" if result.score.value == best and len(job.results) > 1 else "span",
            shown(result.score),
        )
        lines.append(element("span", _key(place), value))
    return element("span", *lines, class_="values")


def _legend(jobs: Sequence[_Job]) -> Markup:
    """Which colour is which system."""
    systems = {place: result.system for job in jobs for place, result in job.pairs()}
    entries = [
        element("li", _key(place), element("bdi", name)) for place, name in sorted(systems.items())
    ]
    return element("ul", *entries, class_="legend")


def _key(place: int) -> Markup:
    line = element("line", class_=f"whisker {series(place)}", x1=0, x2=20, y1=6, y2=6)
    dot = element("circle", class_=f"dot {series(place)}", cx=10, cy=6, r=4)
    return element("svg", line, dot, class_="key", viewBox="0 0 20 12", aria_hidden="true")


def _told(report: Report) -> Markup:
    """Comparisons, what was skipped and what failed."""
    lines = [element("li", line) for line in notes(report)]
    return element("ul", *lines, class_="notes") if lines else Markup()


def _section(job: _Job) -> Markup:
    """Everything about one split."""
    first = job.results[0]
    groups = "" if first.groups is None else f", {first.groups:,} articles"
    return element(
        "section",
        element("h2", job.title),
        element("p", f"{first.protocol} {first.items:,} items{groups}."),
        _overlaps(first),
        _legend([job]),
        _figure_table(job),
        _plots(job),
        _confusions(job),
        _losses(job),
        _slices(job),
        *(_mistakes(result) for result in job.results if result.mistakes),
        id=job.id,
    )


def _overlaps(result: Result) -> Markup:
    """What the split shares with another; hygiene comes before figures."""
    lines = []
    for item in result.overlaps:
        some = item.same_text + item.near_text + item.same_group
        words = (
            f"Shared with {item.split}: {item.same_text:,} of {item.items:,} items have a text "
            f"that is in it, {item.near_text:,} more nearly so, {item.same_group:,} are of its "
            "articles."
        )
        lines.append(element("p", words, class_="caution" if some else "muted"))
    return join(lines)


def _figure_table(job: _Job) -> Markup:
    """Every figure with its interval: a row a figure, a column a system."""
    names = list(dict.fromkeys(name for result in job.results for name in result.figures))
    rows = [[name, *(shown(result.figures.get(name)) for result in job.results)] for name in names]
    if any(result.calibration for result in job.results):
        for name in ("ece", "ece_chance", "brier"):
            found = [getattr(result.calibration, name, None) for result in job.results]
            rows.append([name, *(shown(None if v is None else Figure(v)) for v in found)])
    rows.append(["seconds", *(f"{result.seconds:.1f}" for result in job.results)])
    return _table(["figure", *(result.system for result in job.results)], rows)


def _plots(job: _Job) -> Markup:
    """Reliability and risk-coverage, all systems in one picture each."""
    calibrated = [(p, r.system, r.calibration) for p, r in job.pairs() if r.calibration]
    ranked = [(p, r.system, r.risk) for p, r in job.pairs() if r.risk]
    parts = []
    if calibrated:
        parts.append(
            _picture(
                "Reliability",
                "Accuracy of the answers of like confidence; on the dashed line, confidence is "
                "what it says. The larger a dot, the more items.",
                figures.reliability(calibrated),
            )
        )
    if ranked:
        parts.append(
            _picture(
                "Risk-coverage",
                "Error rate when only the surest share of the items is answered.",
                figures.risk_coverage(ranked),
            )
        )
    return element("div", *parts, class_="cards") if parts else Markup()


def _picture(title: str, words: str, drawing: Markup) -> Markup:
    return element(
        "figure", element("h3", title), drawing, element("figcaption", words), class_="card"
    )


def _confusions(job: _Job) -> Markup:
    found = [
        element("div", element("h3", _key(place), result.system), _matrix(result.confusion))
        for place, result in job.pairs()
        if result.confusion
    ]
    if not found:
        return Markup()
    return join(
        [
            element("h3", "Confusion: what is (rows) and what was answered (columns)"),
            element("div", *found, class_="cards"),
        ]
    )


def _matrix(confusion: Confusion) -> Markup:
    """Counts; the colour is the share of the row."""
    head = element("tr", element("td"), *(element("th", label) for label in confusion.labels))
    rows = []
    for label, counts in zip(confusion.labels, confusion.counts, strict=True):
        total = sum(counts) or 1
        cells = [
            element("td", f"{count:,}", class_=f"heat{round(HEAT * count / total)}")
            for count in counts
        ]
        rows.append(element("tr", element("th", label, scope="row"), *cells))
    table = element("table", element("thead", head), element("tbody", *rows), class_="matrix")
    return element("div", table, class_="scroll")


def _losses(job: _Job) -> Markup:
    """At which step the gold stances of articles are lost, a column a system."""
    found = [(result.system, losses(result)) for result in job.results if result.losses]
    if not found:
        return Markup()
    steps = list(dict.fromkeys(step for _, steps in found for step, _, _ in steps))
    rows = []
    for step in steps:
        cells = [
            next((f"{count} ({share})" for name, count, share in lost if name == step), "")
            for _, lost in found
        ]
        rows.append([step, *cells])
    return join(
        [
            element("h3", "Where gold stances are lost"),
            _table(["step", *(system for system, _ in found)], rows),
        ]
    )


def _slices(job: _Job) -> Markup:
    """The headline figure of parts of the items: a row a part, a dot a system."""
    found = [(place, item) for place, result in job.pairs() for item in result.slices]
    if not found:
        return Markup()
    scale = Scale.around([item.figure for _, item in found])
    by_name: dict[str, dict[str, list[tuple[int, Slice]]]] = {}
    for place, item in found:
        by_name.setdefault(item.name, {}).setdefault(item.value, []).append((place, item))
    bodies = [_slice_rows(name, values, scale) for name, values in by_name.items()]
    return join(
        [
            element("h3", f"Slices: {job.results[0].headline} of parts of the items"),
            element("table", *bodies, class_="intervals"),
        ]
    )


def _slice_rows(name: str, values: dict[str, list[tuple[int, Slice]]], scale: Scale) -> Markup:
    head = element("th", name, class_="dimension", scope="rowgroup")
    rows = [element("tr", head, element("td", figures.axis(scale)), element("td"))]
    for value, items in values.items():
        row = [(place, item.figure) for place, item in items]
        told = ", ".join(shown(figure) for _, figure in row)
        numbers = [
            element("span", _key(place), element("span", shown(item.figure)))
            for place, item in items
        ]
        rows.append(
            element(
                "tr",
                element("th", value, element("small", f"{items[0][1].items:,} items"), scope="row"),
                element("td", figures.interval_row(row, scale, f"{value}: {told}")),
                element("td", element("span", *numbers, class_="values")),
            )
        )
    return element("tbody", *rows)


def _mistakes(result: Result) -> Markup:
    """The worst errors of one system, folded away."""
    items = [_mistake(item) for item in result.mistakes]
    title = f"The worst errors of {result.system} ({len(items)})"
    return element("details", element("summary", title), element("ol", *items, class_="mistakes"))


def _mistake(item: Mistake) -> Markup:
    sure = "" if item.confidence is None else f" ({item.confidence:.2f})"
    return element(
        "li",
        element(
            "p",
            element("bdi", item.question),
            ": ",
            element("b", item.gold),
            f", answered {item.predicted}{sure}",
        ),
        element("blockquote", item.text) if item.text else "",
        element("p", item.id, class_="muted"),
    )


def _speed(speed: dict[str, Any] | None) -> Markup:
    if speed is None:
        return Markup()
    head, *lines = speed_tables.rows(speed)
    told = [element("li", note) for note in speed_tables.notes(speed)]
    return element(
        "section",
        element("h2", "Speed"),
        _table(head, lines),
        element("ul", *told, class_="notes"),
    )


def _circumstances(report: Report) -> Markup:
    """What is needed to measure the same again."""
    made = [[name, version, file, digest] for name, version, file, digest in digests(report)]
    data = [
        [name, split, str(count), digest] for name, split, count, digest in data_digests(report)
    ]
    described = json.dumps(report.systems, indent=2, ensure_ascii=False)
    settings = json.dumps(
        {"settings": report.settings, "environment": report.environment}, indent=2
    )
    return element(
        "section",
        element("h2", "How this was made"),
        element("pre", report.command) if report.command else "",
        _fold("Models", _table(["system", "version", "file", "SHA-256"], made)) if made else "",
        _fold("Data", _table(["set", "split", "files", "SHA-256"], data)) if data else "",
        _fold("Systems, as they describe themselves", element("pre", described)),
        _fold("Settings, versions and hardware", element("pre", settings)),
    )


def _fold(title: str, inside: Markup) -> Markup:
    return element("details", element("summary", title), inside)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table whose first column names the rows; it scrolls where the page is narrow."""
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell) for cell in row[1:]),
        )
        for row in rows
    ]
    top = element("tr", *(element("th", name, scope="col") for name in head))
    table = element("table", element("thead", top), element("tbody", *body), class_="figures")
    return element("div", table, class_="scroll")
