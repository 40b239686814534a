"""Many systems on many sets: what there is to measure, and the report of all of it.

A set that is not there is listed as skipped, and a system that fails on a set is listed as
failed: neither keeps the others from being measured.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from stance.datasets import load_dataset, splits
from stance.datasets.base import AttributionDocument, DataError, StanceDocument, StanceExample
from stance.evaluation.decisions import Decisions
from stance.evaluation.documents import read_articles
from stance.evaluation.jobs import LISTED, PAIRS, VARIANTS, Job
from stance.evaluation.measure import (
    Known,
    Measured,
    Settings,
    measure_articles,
    measure_attributions,
    measure_examples,
    measure_seesaw,
)
from stance.evaluation.provenance import data_digest, environment, without_folders
from stance.evaluation.results import Comparison, Left, Report, Spread
from stance.evaluation.seesaw_pairs import pair_examples
from stance.evaluation.statistics import difference, mcnemar, spread
from stance.evaluation.systems import Fitted, ModelSystem, System, load_system
from stance.models import DEFAULT_TAGGER, tagger_for
from stance.pipeline import Pipeline
from stance.resolve import Resolver
from stance.tagger import Tagged, Tagger

Say = Callable[[str], None]
"""Takes a line on how far the work is."""


class NotForIt(ValueError):
    """A system was asked for what it cannot do: learn without a train split, read articles."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where data are, and which models and options measure them."""

    data_dir: Path | str | None = None
    tagger: str | None = None
    backend: str = "onnx"
    threads: int | None = None
    device: str | None = None

    def options(self) -> dict[str, Any]:
        """The options of a stance model and of a tagger."""
        return {"backend": self.backend, "threads": self.threads, "device": self.device}

    def to_dict(self) -> dict[str, Any]:
        """What a report says: everything but where data and models lie."""
        tagger = None if self.tagger is None else without_folders(self.tagger)
        return {"tagger": tagger, **self.options()}


@dataclass
class Bench:
    """Measures systems on jobs; what is loaded once serves all of them.

    `detailed` adds slices and shared texts, for which the train split is read and the
    tagger run.
    """

    sources: Sources
    settings: Settings
    detailed: bool = True
    say: Say = lambda line: None
    taggers: dict[str, Tagger] = field(default_factory=dict)
    """The taggers that were used so far, by name."""
    _texts: dict[Job, list[Tagged]] = field(default_factory=dict)

    def tagger(self, system: System | None = None) -> Tagger:
        """The tagger that was asked for, else the one that goes with a system."""
        model = system.classifier.model if isinstance(system, ModelSystem) else None
        name = self.sources.tagger or (tagger_for(model.path) if model else DEFAULT_TAGGER)
        if name not in self.taggers:
            self.taggers[name] = Tagger.from_pretrained(name, **self.sources.options())
        return self.taggers[name]

    def load(self, spec: str) -> System:
        """The system of this name, see `stance.evaluation.systems`."""
        return load_system(
            spec,
            backend=self.sources.backend,
            threads=self.sources.threads,
            device=self.sources.device,
        )

    def measure(self, system: System, job: Job) -> Measured:
        """A system on a job. `NotForIt` where the job is not one for it: articles are for models.

        On attributions it is the system's tagger that is measured.
        """
        measured = self._measure(system, job)
        digest = {} if job.place is None else data_digest(job.place, job.set, job.split)
        return replace(measured, result=replace(measured.result, data=digest))

    def _measure(self, system: System, job: Job) -> Measured:
        split = job.split or ""
        if job.kind == "examples":
            return self._examples(system, job)
        if job.kind == "attributions":
            annotated = cast(list[AttributionDocument], self._load(job))
            return measure_attributions(
                self.tagger(system), job.set, split, annotated, self.settings
            )
        if not isinstance(system, ModelSystem):
            raise NotForIt(f"{job.set} has whole articles, which only a stance model reads")
        pipeline = Pipeline(self.tagger(system), Resolver(), system.classifier)
        if job.kind == "seesaw":
            articles = cast(list[StanceDocument], self._load(job))
            listed = job.set == LISTED
            return measure_seesaw(pipeline, job.set, split, articles, self.settings, listed=listed)
        seeds = read_articles(cast(Path, job.place), job.split)
        if not seeds:
            raise DataError(str(job.place), None, f"no articles of split {job.split!r} here")
        return measure_articles(pipeline, job.set, split, seeds, self.settings)

    def _examples(self, system: System, job: Job) -> Measured:
        examples = self.examples(job)
        known = Known()
        if self.detailed or isinstance(system, Fitted):
            name, train = self._train(job)
            if isinstance(system, Fitted):
                if train is None:
                    raise NotForIt(f"{system.name} learns from {name}, which is not there")
                system.fit(train)
            if self.detailed:
                known = Known(train, name, self._tagged(job, examples))
        return measure_examples(system, job.set, job.split or "", examples, self.settings, known)

    def examples(self, job: Job) -> list[StanceExample]:
        """The labelled examples of a job of that kind."""
        if job.set == PAIRS:
            return pair_examples(cast(list[StanceDocument], self._load(job)))
        return cast(list[StanceExample], self._load(job))

    def _load(self, job: Job) -> Sequence[Any]:
        name = VARIANTS.get(job.set, job.set)
        loaded = load_dataset(name, job.split, self.sources.data_dir)
        if not loaded:
            raise DataError(name, None, "nothing is labelled here")
        return loaded

    def _train(self, job: Job) -> tuple[str, list[StanceExample] | None]:
        """(name of the split that is trained on beside this one, its examples if it is there)."""
        name = "train-fit" if job.split == "train-dev" else "train"
        if job.set == PAIRS or job.split in (None, name):
            return name, None
        if name not in splits(job.set, self.sources.data_dir):
            return name, None
        loaded = load_dataset(job.set, name, self.sources.data_dir)
        return name, cast(list[StanceExample], loaded)

    def _tagged(self, job: Job, examples: Sequence[StanceExample]) -> list[Tagged] | None:
        """The tagger's answer for each example, once a job; SEESAW's pairs do without."""
        if job.set == PAIRS:
            return None
        if job not in self._texts:
            texts = list(dict.fromkeys(example.text for example in examples))
            by_text = dict(zip(texts, self.tagger().stream(texts), strict=True))
            self._texts = {job: [by_text[example.text] for example in examples]}
        return self._texts[job]


def measure_all(
    bench: Bench,
    specs: Sequence[str],
    jobs: Sequence[Job],
    skipped: Iterable[Left] = (),
    *,
    command: str = "",
    reference: str | None = None,
    strict: bool = False,
) -> tuple[Report, list[Measured]]:
    """Every system on every job.

    `reference` is the one of `specs` that the others are compared with. `strict` lets the
    first error through, where one set is all that is asked for.
    """
    started = time.perf_counter()
    created = datetime.now(UTC).isoformat(timespec="seconds")
    systems = _named({spec: bench.load(spec) for spec in specs})
    measured: list[Measured] = []
    missing, failed = list(skipped), list[Left]()
    for number, job in enumerate(jobs, 1):
        asked = list(systems.items())
        if job.kind == "attributions":  # the taggers are the systems: each once
            first: dict[str, tuple[str, tuple[str, System]]] = {}
            for item in asked:
                first.setdefault(bench.tagger(item[1][1]).model.name, item)
            asked = list(first.values())
        for name, (_, system) in asked:
            bench.say(f"[{number}/{len(jobs)}] {job.set} {job.split or ''} {name}")
            try:
                found = bench.measure(system, job)
            except NotForIt as error:
                if strict:
                    raise
                missing.append(Left(job.set, str(error), job.split, name))
                continue
            except (ValueError, OSError, ImportError) as error:
                if strict:
                    raise
                failed.append(Left(job.set, str(error), job.split, name))
                bench.say(f"  failed: {error}")
                continue
            found = _renamed(found, name)
            measured.append(found)
            bench.say(f"  {found.result.headline} {found.result.score.value:.3f}")
    names = {spec: name for name, (spec, _) in systems.items()}
    report = Report(
        created=created,
        command=command,
        seconds=round(time.perf_counter() - started, 1),
        environment=environment(),
        settings=bench.settings.to_dict() | bench.sources.to_dict(),
        systems=_described(systems, bench, measured),
        results=tuple(item.result for item in measured),
        comparisons=()
        if reference is None
        else tuple(compare(measured, names[reference], bench.settings)),
        skipped=tuple(missing),
        failed=tuple(failed),
    )
    return report, measured


def _named(systems: dict[str, System]) -> dict[str, tuple[str, System]]:
    """(spec, system) by name: the system's own, or the spec where two have the same, without the
    folders that it lies in, and numbered where even these are the same."""
    own = Counter(system.name for system in systems.values())
    named: dict[str, tuple[str, System]] = {}
    met: Counter[str] = Counter()
    for spec, system in systems.items():
        name = system.name if own[system.name] == 1 else without_folders(spec)
        met[name] += 1
        named[name if met[name] == 1 else f"{name} ({met[name]})"] = (spec, system)
    return named


def _renamed(measured: Measured, name: str) -> Measured:
    """The result under the name of its system, on attributions the tagger, and of its set."""
    result = replace(measured.result, set=without_folders(measured.result.set))
    if result.task != "attribution":
        result = replace(result, system=name)
    return replace(measured, result=result)


def _described(
    systems: dict[str, tuple[str, System]], bench: Bench, measured: Sequence[Measured]
) -> dict[str, dict[str, Any]]:
    """What every system, and the tagger where it was used, says of itself."""
    described = {
        name: {"spec": without_folders(spec), **system.describe()}
        for name, (spec, system) in systems.items()
    }
    if any(item.result.task != "stance" for item in measured):
        for model in (tagger.model for tagger in bench.taggers.values()):
            described[model.name] = {
                "kind": "tagger",
                "name": model.name,
                "version": model.version,
                "sha256": model.digests(),
            }
    return described


def compare(
    measured: Sequence[Measured], reference: str, settings: Settings
) -> Iterator[Comparison]:
    """Every other system against the reference, set by set, on the same items."""
    by_job = {(m.result.set, m.result.split): m for m in measured if m.result.system == reference}
    for one in measured:
        result = one.result
        other = by_job.get((result.set, result.split))
        if other is None or result.system == reference or result.task == "attribution":
            continue
        gap, p = difference(one.sample, other.sample, one.headline, one.groups, settings.resampling)
        yield Comparison(
            result.set,
            result.split,
            result.system,
            reference,
            result.headline,
            gap,
            p,
            *_mcnemar(one, other),
        )


def _mcnemar(one: Measured, other: Measured) -> tuple[int, int, float] | tuple[()]:
    if isinstance(one.sample, Decisions) and isinstance(other.sample, Decisions):
        return mcnemar(one.sample.right, other.sample.right)
    return ()


def spreads(measured: Sequence[Measured]) -> Iterator[Spread]:
    """Mean and deviation of the headline figure over the systems of each set (seeds)."""
    jobs: dict[tuple[str, str], list[Measured]] = {}
    for item in measured:
        jobs.setdefault((item.result.set, item.result.split), []).append(item)
    for (name, split), items in jobs.items():
        if len(items) > 1:
            values = [item.result.score.value for item in items]
            mean, deviation = spread(values)
            yield Spread(
                name,
                split,
                tuple(item.result.system for item in items),
                items[0].result.headline,
                tuple(values),
                mean,
                deviation,
            )
