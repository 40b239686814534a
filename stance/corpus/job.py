"""A corpus from its files to its tables: what is there is kept, what is missing is analysed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import stance
from stance.corpus.analyser import Analyser, Asked, Pipe
from stance.corpus.build import Built, build_tables
from stance.corpus.chunks import ARTICLES, ChunkStore, Head
from stance.corpus.columns import Columns
from stance.corpus.engines import Source, engine
from stance.corpus.files import make_folder
from stance.corpus.inputs import check_inputs, fingerprint
from stance.corpus.manifest import Manifest, Refused, locked, read_manifest
from stance.extras import require
from stance.models import DEFAULT_STANCE, find, sha256, tagger_for

CHUNKS = "chunks"


class Loader(Protocol):
    """Makes the pipeline in every worker, and says beforehand what it will be."""

    def load(self) -> Pipe:
        """The pipeline."""

    def describe(self) -> dict[str, Any]:
        """What of it decides the answers; JSON-able."""


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a run, as `stance.load` takes them."""

    stance: str = DEFAULT_STANCE
    tagger: str | None = None
    backend: str = "onnx"
    device: str | None = None
    threads: int | None = 1

    def load(self) -> Pipe:
        """The pipeline."""
        return stance.load(
            self.stance,
            self.tagger,
            backend=self.backend,
            device=self.device,
            threads=self.threads,
        )

    def describe(self) -> dict[str, Any]:
        """Names, versions and digests of the models, and the backend."""
        described: dict[str, Any] = {"backend": self.backend}
        tagger = self.tagger or tagger_for(self.stance)
        for kind, name in (("stance", self.stance), ("tagger", tagger)):
            folder = find(name, kind)
            names = [*folder.weights(self.backend), "tokenizer.json", "config.json"]
            files = [folder.file(name) for name in names]
            described[f"{kind} model"] = " ".join([str(folder), *(sha256(f)[:12] for f in files)])
        return described


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `before` are articles that were there when it began.

    Bytes are those of the input, 0 of 0 while it is not known how many there are.
    """

    articles: int
    faults: int
    before: int
    bytes: int
    bytes_before: int
    total: int
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second of this run."""
        return (self.articles - self.before) / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left, by the bytes; None while nothing is known."""
        done = self.bytes - self.bytes_before
        return (self.total - self.bytes) * self.seconds / done if done > 0 else None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has done. `seconds` are those of the analysis alone."""

    built: Built
    analysed: int
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second, 0 where nothing was left to do."""
        return self.analysed / self.seconds if self.analysed else 0.0


@dataclass(frozen=True, slots=True)
class Job:
    """A corpus to analyse: `inputs` are files and folders, `output` the folder of the tables.

    `chunk` is the number of articles that are analysed together, and kept or lost together.
    """

    inputs: tuple[str, ...]
    output: Path
    columns: Columns = field(default_factory=Columns)
    models: Loader = field(default_factory=Models)
    asked: Asked = field(default_factory=Asked)
    chunk: int = ARTICLES

    def settings(self) -> dict[str, Any]:
        """What decides the answers beside the input."""
        roles = ("text", "id", "date", "source")
        return {
            "stance version": stance.__version__,
            **self.models.describe(),
            **{f"{role} column": getattr(self.columns, role) for role in roles},
            "targets": None if self.asked.targets is None else list(self.asked.targets),
            "quoted only": self.asked.quoted_only or None,
            "min confidence": self.asked.min_confidence,
            "max risk": self.asked.max_risk,
            "long text": self.asked.long_text,
            "articles a chunk": self.chunk,
        }

    def analyser(self) -> Analyser:
        """What a worker makes, once."""
        return Analyser(self.models.load, self.asked)


def analyse_corpus(
    job: Job,
    *,
    workers: int | None = None,
    on: str = "local",
    restart: bool = False,
    progress: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Analyses what is not yet analysed and writes the tables of all.

    The answers are the same for every number of `workers` (None: a worker a core) and every
    engine `on`. A run that
    was killed goes on; one with another input, model or setting than the folder was begun with
    raises Refused, unless `restart` throws away what is there (but a user's `entities.csv`).
    """
    require("pyarrow", extra="corpus")  # said now, not after the work
    run = engine(on)
    _check_output(job.output, job.inputs)
    check_inputs(job.inputs)
    settings = job.settings()
    if (job.asked.min_confidence, job.asked.max_risk) != (None, None):
        job.analyser()  # whether the model can be that sure: a worker could not say it as well
    make_folder(job.output)
    with locked(job.output):
        wanted = Manifest(settings, tuple(fingerprint(name) for name in job.inputs))
        manifest, store = _begin(job, wanted, restart)
        heads = store.heads()
        before = sum(head.articles for head in heads.values())
        clock = _Clock(heads.values(), sum(item.bytes for item in wanted.inputs), progress)
        if manifest.chunks != len(heads):
            source = Source(job.inputs, job.columns, job.chunk, frozenset(heads))
            for number, data in run(source, job.analyser, workers):
                clock.add(store.write(number, data))
            manifest = replace(manifest, chunks=len(store))
        seconds = clock.seconds()
        built = _build(job.output, store, manifest)
    return Summary(built, built.articles - before, seconds)


def rebuild_tables(output: Path) -> Built:
    """Writes the tables of a finished folder anew, with what a user changed in `entities.csv`."""
    manifest, store = read_manifest(output), ChunkStore(output / CHUNKS)
    if manifest is None:
        raise Refused(f"{output}: no corpus is there (no manifest.json)")
    with locked(output):
        if manifest.chunks != len(store):
            raise Refused(f"{output}: the corpus is not finished; give its input again to go on")
        return _build(output, store, manifest)


def _begin(job: Job, wanted: Manifest, restart: bool) -> tuple[Manifest, ChunkStore]:
    """The manifest to go on with, and the chunks that are there."""
    store = ChunkStore(job.output / CHUNKS)
    known = None if restart else read_manifest(job.output)
    if known is None:
        store.clear()
        wanted.write(job.output)
        return wanted, store
    if changes := known.differences(wanted):
        raise Refused(
            f"{job.output} was begun otherwise: {'; '.join(changes)}. "
            "Give another --output, or --restart to begin anew"
        )
    return known, store


def _build(output: Path, store: ChunkStore, manifest: Manifest) -> Built:
    """Writes the tables; the manifest says that they are whole only while they are."""
    replace(manifest, tables=False).write(output)
    built = build_tables(store, output)
    replace(manifest, tables=True, articles=built.articles, faults=built.faults).write(output)
    return built


def _check_output(output: Path, inputs: Sequence[str]) -> None:
    """ValueError for an output folder that is a file, holds other things, or is read itself."""
    if output.exists() and not output.is_dir():
        raise ValueError(f"{output}: a file, not a folder")
    real = output.resolve()
    for name in inputs:
        folder = Path(name).resolve()
        if real == folder or folder in real.parents:
            raise ValueError(f"{output}: the output lies in the input folder {name}")
    # What is hidden is the lock, and what a kill may have left of the first manifest.
    held = output.is_dir() and any(path.name[0] != "." for path in output.iterdir())
    if held and read_manifest(output) is None:
        raise ValueError(f"{output}: not empty, and no corpus of stance; name a new folder")


class _Clock:
    """Counts what is done and tells how far the run is."""

    def __init__(self, heads: Iterable[Head], total: int, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._began = time.monotonic()
        self._done = Progress(0, 0, 0, 0, 0, total, 0.0)
        for head in heads:
            self._count(head)
        done = self._done
        self._done = replace(done, before=done.articles, bytes_before=done.bytes)

    def add(self, head: Head) -> None:
        """One more chunk is kept."""
        self._count(head)
        self._done = replace(self._done, seconds=self.seconds())
        self._tell(self._done)

    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self._began

    def _count(self, head: Head) -> None:
        done = self._done
        self._done = replace(
            done,
            articles=done.articles + head.articles,
            faults=done.faults + head.faults,
            bytes=done.bytes + head.size,
        )
