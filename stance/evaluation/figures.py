"""Figures of a report as SVG: intervals, reliability, risk-coverage. Text is real text.

Rows of intervals are laid out in per cent, so that they are as wide as the page lets them and
their text is as large as the page's; the two plots have a shape of their own. A system is told
by its colour and its place in the legend; colours are named in the style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.evaluation.results import Calibration, Figure, Risk
from stance.report.markup import Markup, element, number

COLOURS = 6
"""Colours that the style sheet has; from the seventh system on they come again, dashed."""

_ROW = 14.0
_TICKS = 5

_WIDTH, _HEIGHT = 320.0, 250.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 42.0, 12.0, 10.0, 38.0


def series(index: int) -> str:
    """The class of the system at this place."""
    return f"s{index % COLOURS + 1}{' again' if index >= COLOURS else ''}"


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` on an axis."""

    low: float
    high: float

    @classmethod
    def around(cls, figures: Sequence[Figure]) -> Scale:
        """The tenths that hold all figures and their intervals; 0 to 1 for none."""
        ends = [
            value
            for figure in figures
            for value in (figure.value, figure.low, figure.high)
            if value is not None
        ]
        low = math.floor(min(ends, default=0.0) * 10 + 1e-9) / 10
        high = math.ceil(max(ends, default=1.0) * 10 - 1e-9) / 10
        if low < high:
            return cls(low, high)
        return cls(low, low + 0.1) if low < 1 else cls(low - 0.1, low)

    def share(self, value: float) -> float:
        """Where a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round values, about five of them, both ends included."""
        tenths = round((self.high - self.low) * 10)
        step = next((s for s in (1, 2, 5, 10, 20) if tenths / s <= _TICKS), tenths)
        first = math.ceil(self.low * 10 / step - 1e-9)
        last = math.floor(self.high * 10 / step + 1e-9)
        return [tick * step / 10 for tick in range(first, last + 1)]


def interval_row(figures: Sequence[tuple[int, Figure]], scale: Scale, words: str) -> Markup:
    """A line a system: its figure as a dot, its interval as a line; (place, figure) each."""
    height = _ROW * max(1, len(figures)) + 6
    marks = [
        mark
        for row, (place, figure) in enumerate(figures)
        for mark in _interval(place, figure, scale, 3 + _ROW * (row + 0.5))
    ]
    grid = [
        element("line", class_="grid", x1=at, x2=at, y1=0, y2=height)
        for at in (_percent(scale.share(tick)) for tick in scale.ticks())
    ]
    return element("svg", *grid, *marks, class_="row", height=height, role="img", aria_label=words)


def axis(scale: Scale) -> Markup:
    """The numbers below rows of intervals."""
    ticks = scale.ticks()
    texts = [
        element(
            "text", _short(tick), x=_percent(scale.share(tick)), y=12, class_=_end(index, ticks)
        )
        for index, tick in enumerate(ticks)
    ]
    return element("svg", *texts, class_="row axis", height=16, aria_hidden="true")


def reliability(systems: Sequence[tuple[int, str, Calibration]]) -> Markup:
    """Accuracy by confidence; (place, name, calibration) each. The larger a dot, the more items."""
    plot = _Plot(Scale(0.0, 1.0), Scale(0.0, 1.0))
    marks = [element("line", class_="ideal", **plot.line((0.0, 0.0), (1.0, 1.0)))]
    for place, name, found in systems:
        points = [(part.confidence, part.accuracy) for part in found.bins]
        marks.append(element("polyline", class_=f"curve {series(place)}", points=plot.path(points)))
        most = max((part.count for part in found.bins), default=1)
        for part in found.bins:
            x, y = plot.at(part.confidence, part.accuracy)
            words = (
                f"{name}: confidence {part.confidence:.2f}, accuracy {part.accuracy:.2f}, "
                f"{part.count} items"
            )
            radius = 2 + 4 * math.sqrt(part.count / most)
            dot = element("title", words)
            marks.append(
                element("circle", dot, class_=f"dot {series(place)}", cx=x, cy=y, r=radius)
            )
    eces = ", ".join(f"{name} {found.ece:.3f}" for _, name, found in systems)
    return plot.draw(marks, "confidence", "accuracy", f"Reliability. ECE: {eces}.")


def risk_coverage(systems: Sequence[tuple[int, str, Risk]]) -> Markup:
    """Error rate of the surest answers by their share; (place, name, risk) each."""
    worst = max((max(risk.errors, default=0.0) for _, _, risk in systems), default=0.0)
    plot = _Plot(Scale(0.0, 1.0), Scale(0.0, max(0.1, math.ceil(worst * 10 - 1e-9) / 10)))
    marks = []
    for place, name, risk in systems:
        points = list(zip(risk.coverage, risk.errors, strict=True))
        words = element("title", f"{name}: area {risk.area:.3f}")
        marks.append(
            element("polyline", words, class_=f"curve {series(place)}", points=plot.path(points))
        )
    areas = ", ".join(f"{name} {risk.area:.3f}" for _, name, risk in systems)
    told = f"Risk-coverage. Area under the curve: {areas}."
    return plot.draw(marks, "share of items answered, the surest first", "error rate", told)


@dataclass(frozen=True, slots=True)
class _Plot:
    """A plot with two axes."""

    x: Scale
    y: Scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies in the picture."""
        return (
            _LEFT + self.x.share(x) * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - self.y.share(y) * (_HEIGHT - _TOP - _BOTTOM),
        )

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        return " ".join(",".join(map(number, self.at(*point))) for point in points)

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> dict[str, float]:
        (x1, y1), (x2, y2) = self.at(*start), self.at(*end)
        return {"x1": x1, "y1": y1, "x2": x2, "y2": y2}

    def draw(self, marks: Sequence[Markup], across: str, up: str, words: str) -> Markup:
        """The picture: grid and numbers, then the marks, then what the axes are."""
        middle = (_TOP + _HEIGHT - _BOTTOM) / 2
        titles = (
            element("text", across, class_="title", x=(_LEFT + _WIDTH - _RIGHT) / 2, y=_HEIGHT - 6),
            element(
                "text",
                up,
                class_="title",
                x=12.0,
                y=middle,
                transform=f"rotate(-90 12 {number(middle)})",
            ),
        )
        return element(
            "svg",
            *self._grid(),
            *marks,
            *titles,
            class_="plot",
            viewBox=f"0 0 {number(_WIDTH)} {number(_HEIGHT)}",
            role="img",
            aria_label=words,
        )

    def _grid(self) -> Iterator[Markup]:
        for tick in self.x.ticks():
            line = self.line((tick, self.y.low), (tick, self.y.high))
            yield element("line", class_="grid", **line)
            yield element("text", _short(tick), class_="across", x=line["x1"], y=line["y1"] + 15)
        for tick in self.y.ticks():
            line = self.line((self.x.low, tick), (self.x.high, tick))
            yield element("line", class_="grid", **line)
            yield element("text", _short(tick), class_="up", x=_LEFT - 6, y=line["y1"] + 4)


def _interval(place: int, figure: Figure, scale: Scale, y: float) -> Iterator[Markup]:
    if figure.low is not None and figure.high is not None:
        ends = {"x1": _percent(scale.share(figure.low)), "x2": _percent(scale.share(figure.high))}
        yield element("line", class_=f"whisker {series(place)}", **ends, y1=y, y2=y)
    at = _percent(scale.share(figure.value))
    yield element("circle", class_=f"dot {series(place)}", cx=at, cy=y, r=4.5)


def _percent(share: float) -> str:
    # A little room at both ends, where half a dot and half a number have to be.
    return f"{number(3 + 94 * share)}%"


def _short(tick: float) -> str:
    return f"{tick:.1f}"


def _end(index: int, ticks: Sequence[float]) -> str:
    return "first" if index == 0 else "last" if index == len(ticks) - 1 else "middle"
