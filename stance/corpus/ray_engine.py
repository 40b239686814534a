"""Chunks on Ray Data: one task reads them, actors that hold the models analyse them.

Blocks are single chunks, so that every actor is asked for exactly what a local worker would
be, and gives the same answer. They stream: Ray holds some of them, never the corpus. The
process that runs the command keeps them, so that only the input must be readable where Ray
reads it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable, Iterator
from typing import Any

from stance.corpus.analyser import Analyser
from stance.corpus.engines import Answer, Source
from stance.extras import require

Row = dict[str, Any]


def on_ray(
    source: Source, make: Callable[[], Analyser], workers: int | None = None
) -> Iterator[Answer]:
    """Analyses on the Ray that is running (`RAY_ADDRESS`), else on one started here.

    `workers` actors of one core each; None for as many as the cluster has cores.
    """
    ray = require("ray", extra="ray")
    data = require("ray.data", extra="ray")
    if not ray.is_initialized():
        started_here = {} if "RAY_ADDRESS" in os.environ else {"include_dashboard": False}
        ray.init(log_to_driver=False, **started_here)
    cores = int(ray.cluster_resources().get("CPU", 1))
    context = data.DataContext.get_current()
    before = (context.target_max_block_size, context.enable_progress_bars)
    # A block is written as soon as it is larger than this: after every chunk.
    context.target_max_block_size, context.enable_progress_bars = 1, False
    folder = os.getcwd()  # inputs and models are named from there
    try:
        answers = (
            data.from_items([{"source": pickle.dumps(source), "folder": folder}])
            # No core of its own, which also keeps Ray from reading inside the analysing actors.
            .flat_map(_chunks, num_cpus=0)
            .map_batches(
                _Worker,
                fn_constructor_args=(make, folder),
                batch_size=1,
                compute=data.ActorPoolStrategy(size=workers or cores),
                num_cpus=1,
            )
        )
        for row in answers.iter_rows():
            yield int(row["number"]), bytes(row["data"])
    finally:
        context.target_max_block_size, context.enable_progress_bars = before


def _chunks(row: Row) -> Iterator[Row]:
    source: Source = pickle.loads(row["source"])
    with contextlib.chdir(row["folder"]):
        for chunk in source.chunks():
            yield {"number": chunk.number, "data": pickle.dumps(chunk)}


class _Worker:
    def __init__(self, make: Callable[[], Analyser], folder: str) -> None:
        # Another machine need not have the folder where its models' names say enough.
        with contextlib.chdir(folder) if os.path.isdir(folder) else contextlib.nullcontext():
            self._analyser = make()

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        chunk = pickle.loads(batch["data"][0])
        return {"number": batch["number"], "data": [self._analyser(chunk)]}
