"""Questions asked in batches, so that one bad question costs nobody else the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in order, in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def answer_each(
    ask: Callable[[Sequence[Item]], Sequence[Answer]], items: Sequence[Item]
) -> list[Answer | ValueError]:
    """An answer for each item, in order, or the ValueError that this item raises.

    A batch that fails is asked again in halves, so that a bad item among n costs some
    log2(n) calls more.
    """
    if not items:
        return []
    try:
        return list(ask(items))
    except ValueError as error:
        if len(items) == 1:
            return [error]
    middle = len(items) // 2
    return answer_each(ask, items[:middle]) + answer_each(ask, items[middle:])
