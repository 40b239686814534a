"""One system's time and memory, in a process of its own: JSON in by stdin, JSON out by stdout.

    echo '{"spec": "stance-small", ...}' | python -m stance.evaluation.speed_worker

`stance.evaluation.speed` starts it and says what the entries are.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from stance.datasets.base import StanceExample
from stance.evaluation.baselines.reference import REFERENCE, RandomClassifier
from stance.evaluation.systems import Fitted, ModelSystem, System, load_system
from stance.models import ModelFolder
from stance.schema import LABELS, Span

WARM_UP = 5
"""Answers, one by one, before latency is measured."""


def main() -> None:
    """Does the one task of this process."""
    task = json.load(sys.stdin)
    # Whatever a library prints must not end up in the answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    work = measure_articles if "articles" in task else measure_items
    try:
        found = work(task)
    except (ValueError, OSError, ImportError) as error:
        found = {"error": str(error)}
    json.dump(found, answers)
    answers.close()


def measure_items(task: dict[str, Any]) -> dict[str, Any]:
    """Time and memory of a system on labelled items.

    `task`: spec, backend, threads, device; started (when the process was started, by
    `time.time`); items ([text, actor, target] each); singles (how many are asked one by one).
    Gives name, kind, first_answer, seconds (for all items at once), latencies (a second each),
    peak_memory and size (bytes, None where unknown).
    """
    examples = _examples(task["items"])
    system = _load(task)
    if isinstance(system, Fitted):
        system.fit(examples)
    system.predict(examples[:1])
    first_answer = time.time() - task["started"]
    for example in examples[:WARM_UP]:
        system.predict([example])
    latencies = [_timed(system, [example]) for example in examples[: task["singles"]]]
    seconds = _timed(system, examples)
    return {
        "name": system.name,
        "kind": system.describe()["kind"],
        "first_answer": first_answer,
        "seconds": seconds,
        "latencies": latencies,
        "peak_memory": peak_memory(),
        "size": _size(system, task["backend"]),
    }


def measure_articles(task: dict[str, Any]) -> dict[str, Any]:
    """Time and memory of a pipeline on articles, one of which is read first to warm up.

    `task`: spec, tagger, backend, threads, device; articles (texts). Gives seconds and
    peak_memory.
    """
    from stance.pipeline import load

    pipeline = load(
        task["spec"],
        task["tagger"],
        backend=task["backend"],
        threads=task["threads"],
        device=task["device"],
    )
    pipeline(task["articles"][0])
    started = time.perf_counter()
    for _ in pipeline.pipe(task["articles"]):
        pass
    return {"seconds": time.perf_counter() - started, "peak_memory": peak_memory()}


def peak_memory() -> int | None:
    """Bytes of main memory that this process held at its peak; None where nobody counts.

    Linux: VmHWM, since a child's ru_maxrss starts at what its parent held when it forked.
    """
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _load(task: dict[str, Any]) -> System:
    if task["spec"] == REFERENCE:
        return RandomClassifier(task["device"])
    return load_system(
        task["spec"], backend=task["backend"], threads=task["threads"], device=task["device"]
    )


def _examples(items: Sequence[Sequence[Any]]) -> list[StanceExample]:
    """The items as labelled examples. Their labels are made up: nothing is scored here."""
    return [
        StanceExample(str(row), text, LABELS[row % len(LABELS)], Span(*actor), Span(*target))
        for row, (text, actor, target) in enumerate(items)
    ]


def _timed(system: System, examples: Sequence[StanceExample]) -> float:
    started = time.perf_counter()
    answers = system.predict(examples)
    seconds = time.perf_counter() - started
    if not np.isfinite(answers).all():
        raise ValueError(f"{system.name} answered with numbers that are none")
    return seconds


def _size(system: System, backend: str) -> int | None:
    """Bytes on disk that the system reads."""
    if isinstance(system, ModelSystem):
        return model_size(system.classifier.model, backend)
    size = system.describe().get("bytes")
    return size if isinstance(size, int) else None


def model_size(model: ModelFolder, backend: str) -> int:
    """Bytes of the files that a backend reads of a model."""
    names = ["config.json", "tokenizer.json", *model.weights(backend)]
    return sum((model.path / name).stat().st_size for name in names)


if __name__ == "__main__":
    main()
