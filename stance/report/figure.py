"""The graph of who is for or against whom, as SVG.

Hostility ends in a bar and carries a minus in a square, support ends in an arrow and carries a
plus in a disc, so that no reader depends on the colour. The graph is drawn twice, for a wide and
for a narrow screen; the style sheet shows one of them.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.explain import SIDES, SIGNS, confidence, name
from stance.report.layout import Array, Tie, layout
from stance.report.markup import Markup, element, number
from stance.report.view import Item, View

WIDTHS = {"wide": 680, "narrow": 340}
"""Widths of the two pictures, in CSS pixels at which their text is as large as the page's."""

MOST = 24
"""Parties drawn at most: beyond that a graph is a tangle, and the matrix says more."""

_FONT = 14.0
_LINE = 18.0
_PADDING = np.array([22.0, 14.0])
_LETTERS = 17
_MARGIN = 16.0
_BADGE = 9.0
# How far an edge bends to its right, as a share of its length: the best of these is taken.
_BENDS = (0.12, 0.22, 0.05, 0.34, -0.12, -0.22, 0.48, -0.34, 0.64, -0.48, -0.64)
_LEAST_BEND = 18.0
# Free space between a box and where an edge leaves it, and where one comes to it.
_CLEAR = np.array([[2.0], [5.0]])
_SPOTS = np.array([0.5, 0.42, 0.58, 0.34, 0.66])
_STEPS = np.linspace(0.0, 1.0, 41)


@dataclass(frozen=True, slots=True)
class _Box:
    """A party: its name in lines, and its width and height."""

    id: str
    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Curve:
    """A quadratic Bézier curve of three points, shape (3, 2), and where its sign stands."""

    points: Array
    badge: Array


def drawn(view: View) -> tuple[list[str], list[Item]]:
    """The parties and the stances of the graph, the strongest stances of a large one."""
    items: list[Item] = []
    parties: dict[str, None] = {}
    for item in view.clear:
        pair = (item.stance.actor, item.stance.target)
        if pair[0] != pair[1] and len({*parties, *pair}) <= MOST:
            items.append(item)
            parties |= dict.fromkeys(pair)
    return list(parties), items


def graph(view: View, size: str) -> Markup:
    """The picture of one size, "wide" or "narrow"."""
    width = WIDTHS[size] - 2 * _MARGIN
    ids, items = drawn(view)
    boxes = [_box(view, id) for id in ids]
    numbers = {id: index for index, id in enumerate(ids)}
    ties = [
        Tie(numbers[item.stance.actor], numbers[item.stance.target], item.label) for item in items
    ]
    centres = layout([(box.width, box.height) for box in boxes], ties, width) + _MARGIN
    curves = _curves(centres, boxes, ties)
    lowest = [
        *(centre[1] + box.height / 2 for centre, box in zip(centres, boxes, strict=True)),
        *(curve.badge[1] + _BADGE for curve in curves),
    ]
    highest = min([0.0, *(curve.points[:, 1].min() - _BADGE for curve in curves)])
    height = max(lowest, default=0.0) - highest + _MARGIN
    tense = {pair for tension in view.tensions for pair in tension.stances}
    edges = [
        _edge(item, curve, (item.stance.actor, item.stance.target) in tense)
        for item, curve in zip(items, curves, strict=True)
    ]
    nodes = [_node(view, box, centre, items) for box, centre in zip(boxes, centres, strict=True)]
    return element(
        "svg",
        element("g", *edges),
        element("g", *nodes),
        class_=f"graph {size}",
        viewBox=f"0 {number(highest)} {WIDTHS[size]} {number(height)}",
        role="group",
        aria_label="Graph of who is for or against whom. The list of stances says the same.",
    )


def _box(view: View, id: str) -> _Box:
    lines = _wrapped(name(view.analysis, id))
    width = max(_text_width(line) for line in lines) + _PADDING[0]
    return _Box(id, lines, float(width), float(len(lines) * _LINE + _PADDING[1]))


def _wrapped(words: str) -> tuple[str, ...]:
    """A name in two lines at most, cut with an ellipsis where it is longer."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]} …"]
    return tuple(f"{line[:_LETTERS]}…" if len(line) > _LETTERS + 3 else line for line in lines)


def _text_width(words: str) -> float:
    """The width of a line in pixels, about: no font is at hand to measure it."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    capitals = sum(letter.isupper() or letter in "mwMW" for letter in words)
    return _FONT * (1.0 * wide + 0.56 * (len(words) - wide) + 0.14 * capitals)


def _curves(centres: Array, boxes: Sequence[_Box], ties: Sequence[Tie]) -> list[_Curve]:
    """A curve for each stance that keeps clear of other boxes and signs, where one can."""
    halves = np.array([(box.width, box.height) for box in boxes]).reshape(-1, 2) / 2
    curves: list[_Curve] = []
    for tie in ties:
        signs = np.array([curve.badge for curve in curves]).reshape(-1, 2)
        ways = _ways(centres, halves, tie, signs)
        curves.append(min(ways, key=lambda way: way[0])[1])
    return curves


def _ways(centres: Array, halves: Array, tie: Tie, signs: Array) -> Iterator[tuple[float, _Curve]]:
    """The curves a stance could take, each with what it costs: lower is clearer."""
    others = [box for box in range(len(centres)) if box not in (tie.start, tie.end)]
    for order, bend in enumerate(_BENDS):
        points = _between(_bent(centres[tie.start], centres[tie.end], bend), centres, halves, tie)
        along, badges = _at(points, _STEPS), _at(points, _SPOTS)
        through = np.count_nonzero(_inside(along, centres[others], halves[others] + 4))
        hidden = _inside(badges, centres, halves + _BADGE).sum(axis=1)
        near = np.linalg.norm(badges[:, None] - signs[None], axis=2) < 2.4 * _BADGE
        costs = 3.0 * through + 12.0 * (hidden + near.sum(axis=1))
        costs += 1.2 * order + 8.0 * np.abs(_SPOTS - 0.5)
        best = int(costs.argmin())
        yield float(costs[best]), _Curve(points, badges[best])
        if costs[best] < 1.2 * (order + 1):
            return  # the next ones bend more and cannot be clearer


def _bent(start: Array, end: Array, bend: float) -> Array:
    """The curve between two centres, shape (3, 2); the two directions of a pair bend apart."""
    along = end - start
    length = max(float(np.linalg.norm(along)), 1.0)
    right = np.array([-along[1], along[0]]) / length
    # Between neighbours a share of the length would be nothing, and two edges one.
    offset = math.copysign(max(abs(bend) * length, _LEAST_BEND), bend)
    return np.stack([start, (start + end) / 2 + offset * right, end])


def _between(points: Array, centres: Array, halves: Array, tie: Tie) -> Array:
    """The part of the curve that lies outside of the two boxes it joins."""
    steps = np.linspace(0.0, 1.0, 201)
    along = _at(points, steps)
    ends = [tie.start, tie.end]
    free = np.flatnonzero(~_inside(along, centres[ends], halves[ends] + _CLEAR).any(axis=1))
    if len(free) < 2:
        return points
    first, last = steps[free[0]], steps[free[-1]]
    middle = points[1]
    # De Casteljau: the control point of the part between the two parameters.
    control = (1 - first) * ((1 - last) * points[0] + last * middle) + first * (
        (1 - last) * middle + last * points[2]
    )
    return np.stack([along[free[0]], control, along[free[-1]]])


def _at(points: Array, steps: Array) -> Array:
    """Points on the curve, shape (len(steps), 2)."""
    t = steps[:, None]
    result: Array = (1 - t) ** 2 * points[0] + 2 * t * (1 - t) * points[1] + t**2 * points[2]
    return result


def _inside(points: Array, centres: Array, halves: Array) -> NDArray[np.bool_]:
    """Which of n points lie in which of m boxes, shape (n, m)."""
    offset = np.abs(points[:, None] - centres[None]) < halves[None]
    inside: NDArray[np.bool_] = offset[:, :, 0] & offset[:, :, 1]
    return inside


def _edge(item: Item, curve: _Curve, tense: bool) -> Markup:
    """A stance: a line, its end and its sign, all of it a link to the stance in the list."""
    start, control, end = curve.points
    path = f"M{_point(start)} Q{_point(control)} {_point(end)}"
    words = f"{item.actor} {SIDES[item.label]} {item.target}, {confidence(item.stance):.2f}"
    sign = "±" if item.stance.contested else SIGNS[item.label]
    x, y = (float(value) for value in curve.badge)
    return element(
        "a",
        element("title", words),
        element("path", class_="halo", d=path) if tense else "",
        element("path", class_="line", d=path),
        element("path", class_="end", d=_end(item.label, end, end - control)),
        _badge(item.label, x, y),
        element("text", sign, x=x, y=y, class_="on"),
        element("path", class_="reach", d=path),
        href=f"#stance-{item.number + 1}",
        class_=f"edge {item.label}{' contested' if item.stance.contested else ''}",
        data_stance=item.number,
        aria_label=words,
    )


def _end(label: str, tip: Array, direction: Array) -> str:
    """The end of a line: an arrow for support, an arrow against a bar for hostility."""
    angle = math.atan2(float(direction[1]), float(direction[0]))
    along = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-along[1], along[0]])
    back = tip - 9 * along
    arrow = f"M{_point(tip)} L{_point(back + 5 * across)} L{_point(back - 5 * across)} Z"
    if label != "hostile":
        return arrow
    corners = [tip + a * along + b * across for a, b in ((0, 7), (2.5, 7), (2.5, -7), (0, -7))]
    return f"{arrow} M{' L'.join(map(_point, corners))} Z"


def _badge(label: str, x: float, y: float) -> Markup:
    """The ground of the sign: a square for hostile, a disc for supportive."""
    if label == "hostile":
        return element("rect", class_="badge", x=x - 8, y=y - 8, width=16, height=16, rx=3)
    return element("circle", class_="badge", cx=x, cy=y, r=_BADGE)


def _node(view: View, box: _Box, centre: Array, items: Sequence[Item]) -> Markup:
    """A party; one that takes no stance itself has a dashed border."""
    acts = any(item.stance.actor == box.id for item in items)
    x, y = (float(value) for value in centre)
    first = y - (len(box.lines) - 1) * _LINE / 2
    return element(
        "g",
        element("title", name(view.analysis, box.id)),
        element(
            "rect",
            x=x - box.width / 2,
            y=y - box.height / 2,
            width=box.width,
            height=box.height,
            rx=8,
        ),
        *(
            element("text", line, x=x, y=first + index * _LINE)
            for index, line in enumerate(box.lines)
        ),
        class_="node" if acts else "node aim",
        data_entity=view.parties[box.id],
    )


def _point(point: Array) -> str:
    return f"{number(float(point[0]))} {number(float(point[1]))}"


def legend() -> Iterator[Markup]:
    """What the picture's lines and boxes mean."""
    for label, words in (("supportive", "supportive of"), ("hostile", "hostile toward")):
        yield element(
            "span",
            element(
                "svg",
                element(
                    "g",
                    element("path", class_="line", d="M2 10 L50 10"),
                    element(
                        "path",
                        class_="end",
                        d=_end(label, np.array([54.0, 10.0]), np.array([1.0, 0.0])),
                    ),
                    _badge(label, 26, 10),
                    element("text", SIGNS[label], x=26, y=10, class_="on"),
                    class_=f"edge {label}",
                ),
                viewBox="0 0 60 20",
                class_="key",
                aria_hidden="true",
            ),
            words,
        )
