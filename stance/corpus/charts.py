"""Small charts as SVG: a pair over time, and a mean with its interval.

Hostile points are squares, supportive ones discs, and those on neither side rings, so that no
reader depends on the colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stance.corpus.figures import Mean, Point
from stance.render import counted
from stance.report.markup import Markup, element

LEAN = 0.1
"""Mean scores nearer to 0 are on no side."""

_WIDTH, _HEIGHT = 360, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 28, 10, 8, 22
_DOT = 4.0


def side(score: float) -> str:
    """The label that a mean score leans to."""
    if abs(score) < LEAN:
        return "neutral"
    return "supportive" if score > 0 else "hostile"


def words_of(mean: Mean) -> str:
    """A mean in words: "−0.41 (−0.60 to −0.22), 12 articles"."""
    interval = "" if mean.low is None else f" ({signed(mean.low)} to {signed(mean.high or 0.0)})"
    return f"{signed(mean.score)}{interval}, {counted(mean.articles, 'article')}"


def signed(value: float) -> str:
    """A score with its sign, a true minus: a hyphen would be read as a dash."""
    return f"{value:+.2f}".replace("-", "−")


def time_chart(points: Sequence[Point], first: date, last: date, label: str) -> Markup:
    """The mean scores of a pair from the first to the last day of the corpus."""
    places = [(_x(point.start, first, last), _y(point.mean.score)) for point in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return element(
        "svg",
        element("title", label),
        *_ground(points, places),
        element("polyline", points=line, class_="line"),
        *(_point(point, x, y) for point, (x, y) in zip(points, places, strict=True)),
        class_="chart",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=label,
    )


def interval_bar(mean: Mean) -> Markup:
    """A mean on the way from -1 to 1, with its interval."""
    parts = [
        element("path", class_="zero", d="M50 0 V12"),
        _mark(mean.score, _along(mean.score), 6.0),
    ]
    if mean.low is not None and mean.high is not None:
        ends = (_along(mean.low), _along(mean.high))
        parts.insert(1, element("path", class_="interval", d=f"M{ends[0]:.1f} 6 H{ends[1]:.1f}"))
    return element(
        "svg",
        *parts,
        class_="mean",
        viewBox="0 0 100 12",
        role="img",
        aria_label=words_of(mean),
    )


def _ground(points: Sequence[Point], places: Sequence[tuple[float, float]]) -> list[Markup]:
    """The two sides, the scale, and the first and the last period."""
    right, low, zero, high = _WIDTH - _RIGHT, _y(-1.0), _y(0.0), _y(1.0)
    width = right - _LEFT
    parts = [
        element("rect", class_="up", x=_LEFT, y=high, width=width, height=zero - high),
        element("rect", class_="down", x=_LEFT, y=zero, width=width, height=low - zero),
        element("path", class_="zero", d=f"M{_LEFT} {zero:.1f} H{right}"),
    ]
    for value, words in ((1.0, "+1"), (0.0, "0"), (-1.0, "−1")):
        parts.append(element("text", words, x=_LEFT - 5, y=_y(value), class_="scale"))
    ends = list(zip(points, places, strict=True))
    shown = [ends[0], ends[-1]] if len(ends) > 1 else ends
    for (point, (x, _)), anchor in zip(shown, ("first", "last"), strict=False):
        at = min(max(x, float(_LEFT)), float(right))
        parts.append(element("text", point.period, x=at, y=_HEIGHT - 7, class_=f"when {anchor}"))
    return parts


def _point(point: Point, x: float, y: float) -> Markup:
    parts = [element("title", f"{point.period}: {words_of(point.mean)}")]
    if point.mean.low is not None and point.mean.high is not None:
        ends = (_y(point.mean.low), _y(point.mean.high))
        parts.append(element("path", class_="interval", d=f"M{x:.1f} {ends[0]:.1f} V{ends[1]:.1f}"))
    # What the pointer finds is larger than what the eye sees.
    parts += [_mark(point.mean.score, x, y), element("circle", class_="reach", cx=x, cy=y, r=9)]
    return element("g", *parts, class_="point")


def _mark(score: float, x: float, y: float) -> Markup:
    label = side(score)
    if label == "hostile":
        size = 2 * _DOT - 1
        return element(
            "rect",
            class_=label,
            x=x - size / 2,
            y=y - size / 2,
            width=size,
            height=size,
        )
    return element("circle", class_=label, cx=x, cy=y, r=_DOT)


def _x(day: date, first: date, last: date) -> float:
    days = max(1, (last - first).days)
    share = (day - first).days / days
    room = _WIDTH - _LEFT - _RIGHT - 2 * _DOT
    return _LEFT + _DOT + min(max(share, 0.0), 1.0) * room


def _y(score: float) -> float:
    return _TOP + (1 - score) / 2 * (_HEIGHT - _TOP - _BOTTOM)


def _along(score: float) -> float:
    return 5 + (score + 1) / 2 * 90
