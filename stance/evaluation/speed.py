"""Speed beside accuracy: time, memory and size of systems, as ratios to one of them.

All systems are measured in one run, on the same items and articles, with the same number of
threads. A round measures every system once, each in a fresh process; the rounds follow one
another, so that a machine that gets slower or faster in between does so for all. Of the rounds
the median is told. Nothing of the answers is looked at.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import stance
from stance.evaluation.baselines.reference import REFERENCE
from stance.evaluation.documents import GoldArticle, read_articles
from stance.evaluation.jobs import seeds_folder
from stance.evaluation.systems import PREFIXES
from stance.segment import sentences
from stance.words import find_words

Say = Callable[[str], None]

BUSY = 0.2
"""Load average a core from which on the machine does other work that times suffer from."""

THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")

HIGHER_IS_BETTER = ("items_per_second", "articles_per_second")
LOWER_IS_BETTER = ("latency_p50", "latency_p95", "first_answer", "analyze", "peak_memory", "size")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured, and how often.

    `threads` is for every system. `items` are answered at once, and the first `singles` of
    them (as many as there are) one by one. `articles` is a folder in the format of `seeds/`
    (default: the seed articles, development half), from whose sentences the items come as well.
    """

    threads: int
    rounds: int = 3
    items: int = 128
    singles: int = 50
    articles: Path | None = None
    backend: str = "onnx"
    device: str = "cpu"
    tagger: str | None = None


@dataclass(frozen=True, slots=True)
class Speed:
    """The times (seconds) and bytes of one system, medians over the rounds.

    items_per_second
        all items at once, in the system's own batches; `items_range` is the slowest and the
        fastest round
    latency_p50, latency_p95
        one item at a time, quantiles over the items of all rounds
    first_answer
        from the start of the process to its first answer, imports and loading included; None
        for random weights, which are made and not loaded
    peak_memory
        the most that the process held
    size
        what is read from disk: weights, vocabulary, configuration
    articles_per_second, articles_memory, analyze
        of the whole pipeline, for stance models: articles in a stream, the memory of that
        process, and `stance analyze` on the shortest article from start to end
    ratios
        by figure, how many times better than the reference: faster, or less memory
    """

    system: str
    spec: str
    time_only: bool = False
    items_per_second: float | None = None
    items_range: tuple[float, float] | None = None
    latency_p50: float | None = None
    latency_p95: float | None = None
    first_answer: float | None = None
    peak_memory: int | None = None
    size: int | None = None
    articles_per_second: float | None = None
    articles_memory: int | None = None
    analyze: float | None = None
    ratios: dict[str, float] = field(default_factory=dict)
    error: str | None = None


def measure_speed(
    specs: Sequence[str],
    *,
    threads: int | None = None,
    reference: str = REFERENCE,
    say: Say = lambda line: None,
    **plan: Any,
) -> dict[str, Any]:
    """Measures systems (names of `stance.evaluation.systems`) and the reference beside them.

    `threads` None takes one a core; `plan` are further fields of `Plan`. Gives JSON-able data:
    the plan, what was read (characters), the load of the machine, `reference` (its name), and
    `systems`, a `Speed` each. A system that fails has `error` and nothing else. ValueError
    for answers that were made elsewhere, and for articles that give no item.
    """
    made = Plan(threads=threads or os.cpu_count() or 1, **plan)
    made = replace(made, singles=min(made.singles, made.items))
    for spec in specs:
        if spec.startswith(("predictions:", "llm:")):
            raise ValueError(f"{spec}: its answers are not made on this machine; it has no speed")
    articles = _read(made)
    load = _load_average()
    runs = [_Run(spec) for spec in dict.fromkeys([reference, *specs])]
    for number in range(made.rounds):
        for run in runs:
            say(f"[{number + 1}/{made.rounds}] speed of {run.spec}")
            run.measure(made, articles)
    speeds = [run.speed() for run in runs]
    base = speeds[0]
    return {
        **asdict(made),
        "articles": len(articles.texts),
        "characters": sum(map(len, articles.texts)),
        "load": load,
        "busy": load is not None and load > BUSY,
        "reference": base.system,
        "systems": [asdict(compared(speed, base)) for speed in speeds],
    }


def compared(speed: Speed, base: Speed) -> Speed:
    """The speed with its ratios to the reference: above 1 is better than it."""
    ratios = {}
    for name in (*HIGHER_IS_BETTER, *LOWER_IS_BETTER):
        ours, theirs = getattr(speed, name), getattr(base, name)
        if ours and theirs:
            ratios[name] = ours / theirs if name in HIGHER_IS_BETTER else theirs / ours
    return replace(speed, ratios=ratios)


@dataclass(frozen=True, slots=True)
class _Articles:
    """What is read: whole texts, and [text, actor, target] items from their sentences."""

    texts: list[str]
    items: list[list[Any]]


def _read(plan: Plan) -> _Articles:
    folder = plan.articles or seeds_folder(None)
    if folder is None:
        raise ValueError("which articles? There is no folder seeds here; name one with --articles")
    articles = read_articles(folder, None if plan.articles else "dev")
    found = [item for article in articles for item in items_of(article)]
    if not found:
        raise ValueError(f"{folder}: no sentence with two named entities in it")
    # Few articles give few items; time does not mind the same ones again.
    return _Articles([a.text for a in articles], list(islice(cycle(found), plan.items)))


def items_of(article: GoldArticle) -> Iterator[list[Any]]:
    """[sentence, actor span, target span] of every sentence that names two entities."""
    for sentence in sentences(article.text):
        text = sentence.of(article.text)
        named = []
        for names in article.aliases.values():
            spans = filter(None, (find_words(text, name) for name in names))
            named.append(min(spans, default=None))
        mentions = sorted(set(filter(None, named)))
        apart = [b for b in mentions[1:] if not b.overlaps(mentions[0])]
        if apart:
            yield [text, list(mentions[0]), list(apart[0])]


class _Run:
    """One system's measurements, round after round."""

    def __init__(self, spec: str) -> None:
        self.spec = spec
        self.is_model = spec.partition(":")[0] not in (*PREFIXES, "reference")
        self.items: list[dict[str, Any]] = []
        self.articles: list[dict[str, Any]] = []
        self.analyze: list[float] = []
        self.error: str | None = None
        self.count = 0

    def measure(self, plan: Plan, articles: _Articles) -> None:
        """One round; a system that failed once is left alone."""
        if self.error is not None:
            return
        try:
            task = {
                "spec": self.spec,
                "backend": plan.backend,
                "threads": plan.threads,
                "device": plan.device,
            }
            items = {"items": articles.items, "singles": plan.singles, "started": time.time()}
            self.items.append(_work(task | items, plan.threads))
            self.count = len(articles.items)
            if self.is_model:
                texts = {"articles": articles.texts, "tagger": plan.tagger}
                found = _work(task | texts, plan.threads)
                self.articles.append(found | {"rate": len(articles.texts) / found["seconds"]})
                self.analyze.append(_analyze(self.spec, min(articles.texts, key=len), plan))
        except _Failed as error:
            self.error = str(error)

    def speed(self) -> Speed:
        """The medians of the rounds."""
        if self.error is not None or not self.items:
            return Speed(self.spec, self.spec, error=self.error)
        rates = [self.count / found["seconds"] for found in self.items]
        latencies = [value for found in self.items for value in found["latencies"]]
        time_only = self.items[0]["kind"] == "time only"
        first = None if time_only else median(found["first_answer"] for found in self.items)
        return Speed(
            system=self.items[0]["name"],
            spec=self.spec,
            time_only=time_only,
            items_per_second=median(rates),
            items_range=(min(rates), max(rates)),
            latency_p50=float(np.quantile(latencies, 0.5)) if latencies else None,
            latency_p95=float(np.quantile(latencies, 0.95)) if latencies else None,
            first_answer=first,
            peak_memory=_peak(self.items),
            size=self.items[0]["size"],
            articles_per_second=_median(found["rate"] for found in self.articles),
            articles_memory=_peak(self.articles),
            analyze=_median(self.analyze),
        )


class _Failed(Exception):
    """A system could not be measured: the message says why."""


def _work(task: dict[str, Any], threads: int) -> dict[str, Any]:
    """What a fresh process of `speed_worker` answers."""
    done = subprocess.run(
        [sys.executable, "-m", "stance.evaluation.speed_worker"],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_environment(threads),
        check=False,
    )
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise _Failed(f"the process ended with {done.returncode}: {last}") from None
    if "error" in answer:
        raise _Failed(answer["error"])
    return answer


def _analyze(spec: str, text: str, plan: Plan) -> float:
    """Seconds of `stance analyze` on a short article, from the start of its process."""
    command = [sys.executable, "-m", "stance", "analyze", "--format", "json", "--model", spec]
    command += ["--backend", plan.backend, "--device", plan.device]
    command += ["--tagger", plan.tagger] if plan.tagger else []
    command += ["--threads", str(plan.threads)]
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        done = subprocess.run(
            [*command, str(article)],
            capture_output=True,
            env=_environment(plan.threads),
            check=False,
        )
        seconds = time.perf_counter() - started
    if done.returncode:
        raise _Failed(done.stderr.decode("utf-8", "replace").strip() or "stance analyze failed")
    return seconds


def _environment(threads: int) -> dict[str, str]:
    """The environment of a process with so many threads, that imports this very package."""
    root = str(Path(stance.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return {**os.environ, **dict.fromkeys(THREADS, str(threads)), "PYTHONPATH": path}


def _load_average() -> float | None:
    """The machine's load average of the last minute, a core; None where nobody counts."""
    try:
        return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)
    except (AttributeError, OSError):
        return None


def _median(values: Any) -> float | None:
    found = list(values)
    return median(found) if found else None


def _peak(found: Sequence[dict[str, Any]]) -> int | None:
    peaks = [item["peak_memory"] for item in found if item["peak_memory"] is not None]
    return max(peaks, default=None)
