"""Tests that time grows no faster than the input, on machines of any speed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def grows_linearly(prepare: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether ten times the input takes about ten times the time, and not a hundred.

    `prepare` makes, for a size, what is to be timed. Time of this thread alone counts, and no
    garbage collection, since what else the test run holds and does is none of its business.
    """
    short = min(_seconds(prepare(size)) for _ in range(3))
    return _seconds(prepare(10 * size)) < 40 * short + 0.1


def _seconds(call: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.thread_time()
        call()
        return time.thread_time() - began
    finally:
        gc.enable()
