"""Whose words a place in a text is: the innermost attribution around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from stance.schema import Attribution


class Nesting:
    """The contents of attributions, laid out so that a lookup costs a binary search."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        parts = sorted(
            (part.start, -part.end, index)
            for index, item in enumerate(attributions)
            for part in item.content
        )
        self._bounds: list[int] = []
        self._owners: list[tuple[int, ...]] = []  # outermost first, one for each bound
        open_: list[tuple[int, int]] = []  # (end, index), the innermost last
        for start, negative_end, index in parts:
            self._close(open_, start)
            open_.append((-negative_end, index))
            self._mark(start, open_)
        self._close(open_, None)

    def around(self, position: int) -> tuple[int, ...]:
        """Indices of the attributions whose content holds the position, the outermost first."""
        at = bisect_right(self._bounds, position) - 1
        return self._owners[at] if at >= 0 else ()

    def innermost(self, position: int) -> int | None:
        """Index of the innermost attribution around a position, None in nobody's words."""
        return (self.around(position) or (None,))[-1]

    def _close(self, open_: list[tuple[int, int]], position: int | None) -> None:
        """Ends what ends at or before the position, all for None, in the order of the ends."""
        while ending := [pair for pair in open_ if position is None or pair[0] <= position]:
            end = min(ending)[0]
            open_[:] = [pair for pair in open_ if pair[0] != end]
            self._mark(end, open_)

    def _mark(self, position: int, open_: Sequence[tuple[int, int]]) -> None:
        owners = tuple(index for _, index in open_)
        if self._bounds and self._bounds[-1] == position:
            self._owners[-1] = owners
        else:
            self._bounds.append(position)
            self._owners.append(owners)
