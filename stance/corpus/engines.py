"""Where chunks are analysed: in this process, in several, or on Ray. The answers are the same."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from stance.corpus.analyser import Analyser
from stance.corpus.chunks import Chunk, cut
from stance.corpus.columns import Columns
from stance.corpus.records import read_records
from stance.extras import require

ENGINES = ("local", "ray")

Answer = tuple[int, bytes]
"""A chunk's number and its kept bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """The chunks of a corpus but those of the numbers `done`."""

    inputs: tuple[str, ...]
    columns: Columns
    chunk: int
    done: frozenset[int] = frozenset()

    def chunks(self) -> Iterator[Chunk]:
        """The chunks in the order of the input, read as they are taken."""
        for chunk in cut(read_records(self.inputs, self.columns), self.chunk):
            if chunk.number not in self.done:
                yield chunk


class Engine(Protocol):
    """Analyses a source's chunks and gives them back as they are ready, in any order."""

    def __call__(
        self, source: Source, make: Callable[[], Analyser], workers: int | None = None
    ) -> Iterator[Answer]:
        """`make` is called once a worker; `source` and `make` travel to other processes."""


class WorkerDied(OSError):
    """A worker process ended without an answer: killed, or out of memory."""


def local(
    source: Source, make: Callable[[], Analyser], workers: int | None = None
) -> Iterator[Answer]:
    """Analyses in this process for one worker, else in a process a worker; None: one a core."""
    workers = workers or physical_cores()
    if workers > 1:
        yield from _processes(source, make, workers)
        return
    analyser: Analyser | None = None
    for chunk in source.chunks():
        analyser = analyser or make()  # models are loaded where there is something to do
        yield chunk.number, analyser(chunk)


def _processes(source: Source, make: Callable[[], Analyser], workers: int) -> Iterator[Answer]:
    # "spawn": a copy of a process that holds threads of ONNX Runtime may hang.
    context = get_context("spawn")
    # Closed here on purpose, or by the end of this process however it ends: workers see either.
    theirs, ours = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, context, _start, (make, theirs))
    pending: set[Future[Answer]] = set()
    try:
        for chunk in source.chunks():
            pending.add(pool.submit(_work, chunk))
            # Two a worker: none waits for the reader, and memory does not grow.
            if len(pending) >= 2 * workers:
                ready, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ready)
        while pending:
            ready, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in ready)
    except BrokenProcessPool:
        raise WorkerDied(
            "a worker process died (out of memory?); run the same command again to go on, "
            "with fewer --workers where memory is short"
        ) from None
    finally:
        ours.close()
        pool.shutdown(cancel_futures=True)
        theirs.close()


_make: Callable[[], Analyser]
_analyser: Analyser | None = None


def _start(make: Callable[[], Analyser], parent: Connection) -> None:
    """Begins the life of a worker process."""
    global _make
    _make = make
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # a worker has one core
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _work(chunk: Chunk) -> Answer:
    global _analyser
    _analyser = _analyser or _make()
    return chunk.number, _analyser(chunk)


def _end_with(parent: Connection) -> None:
    """Ends this process when the one that started it wants no more answers, or is gone."""
    with suppress(EOFError, OSError):
        parent.recv()
    os._exit(0)


MOST = 61
"""Worker processes that Windows can wait for."""


def physical_cores() -> int:
    """Cores that this process may use, a core with two hardware threads counted once.

    Where the system does not say which threads share a core, every thread counts.
    """
    if not hasattr(os, "sched_getaffinity"):
        return min(os.cpu_count() or 1, MOST)
    usable = os.sched_getaffinity(0)
    return len({_siblings(cpu) for cpu in usable}) or 1


def _siblings(cpu: int) -> str:
    path = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
    try:
        return path.read_text().strip()
    except OSError:
        return str(cpu)


def engine(name: str) -> Engine:
    """The engine of a name of `ENGINES`; MissingExtra where its packages are not installed."""
    if name == "ray":
        require("ray", extra="ray")
        from stance.corpus.ray_engine import on_ray

        return on_ray
    if name == "local":
        return local
    raise ValueError(f"unknown engine {name!r}; known: {', '.join(ENGINES)}")
