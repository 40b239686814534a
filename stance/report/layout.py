"""Where the parties of a text stand on paper: allies near, opponents far.

Stress majorization (Gansner, Koren and North 2004): distances on paper follow distances in the
graph, where support is a short step and hostility a long one, so that camps come out by
themselves. Everything is deterministic: the same stances always give the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STEP = {"supportive": 1.0, "hostile": 1.7}
"""Wanted distance between two parties, by what one says of the other."""

_APART = 1.2
"""Distance between parts of the graph that nothing joins, beyond half of its longest path."""

_ROUNDS = 200
_PUSHES = 200
_GAP = np.array([60.0, 52.0])
"""Free space between two boxes in x and y: room for an edge and its sign."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A stance between two parties, by their numbers."""

    start: int
    end: int
    label: str


def layout(sizes: Sequence[tuple[float, float]], ties: Sequence[Tie], width: float) -> Array:
    """Centres of the boxes, shape (n, 2), in a picture `width` wide whose top left is (0, 0).

    `sizes` are widths and heights of the boxes, none wider than the picture. The height
    of the picture is whatever it takes to lay them out without touching.
    """
    boxes = np.array(sizes, dtype=np.float64).reshape(-1, 2)
    if len(boxes) == 0:
        return np.zeros((0, 2))
    positions = _stretched(_stress(_distances(len(boxes), ties)), boxes, width)
    positions = _pushed_apart(positions, boxes, width)
    positions[:, 1] -= (positions[:, 1] - boxes[:, 1] / 2).min()
    return positions


def _distances(count: int, ties: Sequence[Tie]) -> Array:
    """Wanted distances, shape (n, n): the shortest way over the stances, in steps."""
    distances = np.full((count, count), np.inf)
    np.fill_diagonal(distances, 0.0)
    for tie in ties:
        if tie.start != tie.end:
            step = _STEP[tie.label]
            # Hostility in one direction keeps two apart, whatever the other one says.
            known = distances[tie.start, tie.end]
            step = max(step, known) if np.isfinite(known) else step
            distances[tie.start, tie.end] = distances[tie.end, tie.start] = step
    for middle in range(count):
        way = distances[:, middle, None] + distances[None, middle, :]
        np.minimum(distances, way, out=distances)
    reached = np.isfinite(distances)
    distances[~reached] = distances[reached].max() / 2 + _APART
    return distances


def _stress(distances: Array) -> Array:
    """Positions whose distances fit best, shape (n, 2), the longer direction along x."""
    count = len(distances)
    if count == 1:
        return np.zeros((1, 2))
    with np.errstate(divide="ignore"):
        weights = np.where(distances > 0, distances**-2.0, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    positions = _start(distances)
    for _ in range(_ROUNDS):
        apart = np.linalg.norm(positions[:, None] - positions[None], axis=2)
        ratio = np.divide(distances, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        pull = -weights * ratio
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        positions = inverse @ pull @ positions
    return _turned(positions)


def _start(distances: Array) -> Array:
    """Classical scaling (Torgerson 1952), shape (n, 2); ties broken by a small spiral."""
    count = len(distances)
    centre = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centre @ distances**2 @ centre)
    positions = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-6))
    angle = np.arange(count) * 2.4
    spiral = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.arange(1, count + 1)[:, None]
    result: Array = positions + 0.05 * spiral / count
    return result


def _turned(positions: Array) -> Array:
    """Turned and mirrored so that equal graphs look equal: the first party up and to the left."""
    centred = positions - positions.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Array = centred @ axes.T
    turned *= np.where(turned[0] > 0, -1.0, 1.0)
    return turned


def _stretched(positions: Array, boxes: Array, width: float) -> Array:
    """Scaled to the width, and to a height in keeping with it."""
    low, high = positions.min(axis=0), positions.max(axis=0)
    extent = np.maximum(high - low, 1e-6)
    half = boxes.max(axis=0) / 2
    room = np.array([width - 2 * half[0], 0.0])
    shape = min(extent[1] / extent[0], 1.0) if extent[0] > 1e-6 else 1.0
    room[1] = max(width * 0.62 * shape, 44.0 * len(boxes))
    scaled: Array = half + (positions - low) / extent * np.maximum(room, 0.0)
    return scaled


def _pushed_apart(positions: Array, boxes: Array, width: float) -> Array:
    """No two boxes closer than the gap, all of them between the left and the right border."""
    low, high = boxes[:, 0] / 2, width - boxes[:, 0] / 2
    wanted = (boxes[:, None] + boxes[None]) / 2 + _GAP
    placed = positions.copy()
    for _ in range(_PUSHES):
        offset = placed[None] - placed[:, None]
        overlap = np.maximum(wanted - np.abs(offset), 0.0)
        overlap[overlap.min(axis=2) <= 0] = 0.0
        overlap[np.arange(len(boxes)), np.arange(len(boxes))] = 0.0
        if not overlap.any():
            break
        # Along the axis where it takes least, both by half, and some less: many push at once.
        along = overlap == overlap.min(axis=2, keepdims=True)
        placed -= (overlap * along * np.where(offset >= 0, 1.0, -1.0)).sum(axis=1) * 0.3
        placed[:, 0] = np.clip(placed[:, 0], low, high)
    return _settled(placed, wanted)


def _settled(placed: Array, wanted: Array) -> Array:
    """Whatever still overlaps is let down, from the top on: this always comes to an end."""
    settled = placed.copy()
    done: list[int] = []
    for box in np.argsort(placed[:, 1], kind="stable").tolist():
        above = [
            settled[other, 1] + wanted[box, other, 1]
            for other in done
            if abs(settled[other, 0] - settled[box, 0]) < wanted[box, other, 0] - 1e-6
        ]
        settled[box, 1] = max([settled[box, 1], *above])
        done.append(box)
    return settled
