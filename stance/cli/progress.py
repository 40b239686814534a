"""Progress on stderr, for long work that somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich import progress as bars

LONG = 100_000
"""Bytes of input from which on progress is shown: some twenty articles."""


class Progress(Protocol):
    """What a command tells of its progress."""

    def advance(self, size: int) -> None:
        """`size` more bytes of the input are done."""

    def hide(self) -> None:
        """Takes the bar off the screen, for results that are printed to the same one."""


class _Silent:
    def advance(self, size: int) -> None:
        pass

    def hide(self) -> None:
        pass


@contextmanager
def progress(total: int | None) -> Iterator[Progress]:
    """Progress through `total` bytes of input (None: unknown).

    Shown when stderr is a terminal and the input is long or of unknown length.
    """
    if not sys.stderr.isatty() or (total is not None and total < LONG):
        yield _Silent()
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.SpinnerColumn(),
        bars.TextColumn("reading"),
        bars.BarColumn(),
        bars.DownloadColumn(),
        bars.TimeElapsedColumn(),
        bars.TimeRemainingColumn(),
    )
    # redirect_stdout would send the results to stderr.
    with bars.Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as bar:
        yield _Bar(bar, bar.add_task("reading", total=total))


class _Bar:
    def __init__(self, bar: bars.Progress, task: bars.TaskID) -> None:
        self._bar = bar
        self._task = task

    def advance(self, size: int) -> None:
        self._bar.advance(self._task, size)

    def hide(self) -> None:
        self._bar.stop()
