"""The report of a corpus: a page to look at, and every table behind it as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from stance.corpus import figures
from stance.corpus.answers import UNDATED, Answers, read_answers
from stance.corpus.build import ENTITIES
from stance.corpus.charts import side
from stance.corpus.examples import Example, read_examples
from stance.corpus.figures import Change, Mean, Pair, Point
from stance.corpus.files import make_folder, replacing
from stance.corpus.identities import Identity, read_names
from stance.corpus.manifest import Manifest, read_manifest
from stance.corpus.page import Content, to_html
from stance.corpus.periods import PERIODS, as_date, period_for
from stance.delimited import CsvWriter
from stance.evaluation.statistics import Resampling
from stance.extras import require
from stance.render import counted

PAGE = "report.html"

FEW = 100
"""Articles of a corpus below which a pair counts from the first article on."""

MATRIX = 100
"""Actors and targets at most in the matrix as CSV."""

CHARTS, ROWS, CHANGED, PARTIES, QUOTED, QUOTES = 12, 40, 20, 14, 12, 3
"""On the page: pairs over time, in the table, changed; actors and targets of the matrix; pairs
with words, and passages of each."""

_PAIR = ("actor", "actor_name", "target", "target_name")
_MEAN = ("articles", "score", "low", "high")


@dataclass(frozen=True, slots=True)
class Options:
    """What a report shows.

    `least` articles are needed for a pair (None: 3, or 1 in a corpus of few); `period` is one
    of `PERIODS` (None: by the length of time), `split` the day before and after which pairs are
    compared (None: the day that halves the articles). `actors` and `targets` are names or ids;
    empty for all.
    """

    least: int | None = None
    period: str | None = None
    split: date | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    resampling: Resampling = field(default_factory=Resampling)


def write_report(folder: Path, output: Path, options: Options = Options()) -> Path:
    """Writes the report of the corpus in `folder` to the folder `output`; the path of the page.

    Refused for a corpus that is not finished; ValueError for an actor or a target that no
    article has, and for an output folder that holds a corpus.
    """
    if options.period is not None and options.period not in PERIODS:
        raise ValueError(f"unknown period {options.period!r}; known: {', '.join(PERIODS)}")
    if read_manifest(output) is not None:
        raise ValueError(f"{output}: holds a corpus, whose evidence.csv would be lost")
    answers = _chosen(folder, read_answers(folder), options)
    manifest = read_manifest(folder)
    assert manifest is not None
    least = options.least or (3 if manifest.articles >= FEW else 1)
    found = figures.pairs(answers, least, options.resampling)
    span = _span(answers)
    period = (options.period or _period(found, span)) if span else None
    lines = _series(answers, found, period, options.resampling)
    split = (options.split or figures.middle_day(answers)) if span else None
    changed = figures.changes(answers, found, split, options.resampling) if split else []
    leaning = [pair for pair in found if side(pair.mean.score) != "neutral"]
    quoted = leaning[:QUOTED]
    examples = read_examples(folder, [pair.ids for pair in quoted], QUOTES)
    actors, targets = (_most(found, role, PARTIES) for role in ("actor", "target"))
    make_folder(output)
    _write_tables(output, found, lines, changed, split, examples)
    _write_matrix(output, found)
    content = Content(
        title=f"Stances in {folder.resolve().name}",
        facts=tuple(_facts(folder, manifest, answers, span, found)),
        least=least,
        total=len(found),
        pairs=tuple(found[:ROWS]),
        series=tuple(item for item in lines if len(item[1]) > 1)[:CHARTS],
        period=period,
        first=span[0] if span else None,
        last=span[1] if span else None,
        split=split,
        tested=len(changed),
        changes=tuple(changed[:CHANGED]),
        actors=actors,
        targets=targets,
        cells=tuple(p for p in found if p.actor in actors and p.target in targets),
        examples=tuple((pair, tuple(examples[pair.ids])) for pair in quoted),
        level=options.resampling.level,
    )
    with replacing(output / PAGE) as file:
        file.write(to_html(content))
    return output / PAGE


def _chosen(folder: Path, answers: Answers, options: Options) -> Answers:
    """The answers of the actors and toward the targets that are asked for."""
    merged = read_names(folder / ENTITIES) if options.actors or options.targets else {}
    for role, wanted in (("actor", options.actors), ("target", options.targets)):
        if not wanted:
            continue
        numbers: list[int] = []
        for name in wanted:
            ids = {name, *merged.get(name, ()), *merged.get(name.casefold(), ())}
            called = [n for n, entity in enumerate(answers.entities) if _is(entity, name, ids)]
            if not called:
                raise ValueError(f"no {role} is called {name!r}; {ENTITIES} has all names and ids")
            numbers += called
        answers = answers.take(np.isin(getattr(answers, role), numbers))
    return answers


def _is(entity: Identity, name: str, ids: Collection[str]) -> bool:
    """Whether an entity has the name, or one of the ids, be it that of one article (`id@...`)."""
    return (
        entity.id in ids
        or entity.id.partition("@")[0] in ids
        or name.casefold() == entity.name.casefold()
    )


def _span(answers: Answers) -> tuple[date, date] | None:
    """The first and the last day; None without a date."""
    days = answers.day[answers.day != UNDATED]
    return (as_date(int(days.min())), as_date(int(days.max()))) if len(days) else None


def _period(found: Sequence[Pair], span: tuple[date, date]) -> str:
    """The period at which the pairs of the charts have enough articles, by their median."""
    counts = sorted(pair.mean.articles for pair in found[:CHARTS])
    return period_for(*span, counts[len(counts) // 2] if counts else 0, figures.ENOUGH)


def _series(
    answers: Answers, found: Sequence[Pair], period: str | None, resampling: Resampling
) -> list[tuple[Pair, tuple[Point, ...]]]:
    if period is None:
        return []
    return [
        (pair, tuple(figures.series(answers, pair, period, resampling)))
        for pair in found
        if pair.first is not None
    ]


def _most(found: Sequence[Pair], role: str, most: int) -> tuple[Identity, ...]:
    """The actors or targets of the pairs with most articles on a side."""
    counts: Counter[Identity] = Counter()
    for pair in found:
        counts[getattr(pair, role)] += pair.sided
    return tuple(entity for entity, _ in counts.most_common(most))


def _facts(
    folder: Path,
    manifest: Manifest,
    answers: Answers,
    span: tuple[date, date] | None,
    found: Sequence[Pair],
) -> Iterable[tuple[str, str]]:
    """What the report is of, in a few short lines."""
    parquet = require("pyarrow.parquet", extra="corpus")
    dates = parquet.read_table(folder / "articles.parquet", columns=["date"]).column("date")
    undated = dates.null_count
    yield "Articles", f"{manifest.articles:,}"
    if manifest.faults:
        yield "Set aside", counted(manifest.faults, "record")
    if span:
        yield "From", f"{span[0].isoformat()} to {span[1].isoformat()}"
    if undated:
        yield "Without a date", counted(undated, "article")
    yield "Pairs", f"{len(found):,}"
    yield "Articles with a pair", f"{len(np.unique(answers.article)):,}"
    for kind in ("stance", "tagger"):
        if model := manifest.settings.get(f"{kind} model"):
            yield f"{kind} model".capitalize(), " ".join(str(model).split()[:2])


def _write_tables(
    output: Path,
    found: Sequence[Pair],
    lines: Sequence[tuple[Pair, Sequence[Point]]],
    changed: Sequence[Change],
    split: date | None,
    examples: dict[tuple[str, str], list[Example]],
) -> None:
    _write(
        output / "pairs.csv",
        (*_PAIR, *_MEAN, "hostile", "neutral", "supportive", "first", "last"),
        ([*_pair(p), *_mean(p.mean), *p.counts, p.first, p.last] for p in found),
    )
    _write(
        output / "network.csv",
        (*_PAIR, "label", "score", "articles"),
        (
            [*_pair(p), side(p.mean.score), *_mean(p.mean)[1::-1]]
            for p in found
            if side(p.mean.score) != "neutral"
        ),
    )
    _write(
        output / "series.csv",
        (*_PAIR, "period", "start", *_MEAN),
        (
            [*_pair(pair), point.period, point.start, *_mean(point.mean)]
            for pair, points in lines
            for point in points
        ),
    )
    times = [f"{name}_{time}" for time in ("before", "after") for name in _MEAN]
    _write(
        output / "changes.csv",
        (*_PAIR, "split", *times, "difference", "low", "high", "p", "q"),
        (
            [*_pair(c.pair), split, *_mean(c.before), *_mean(c.after)]
            + [_round(value) for value in (c.difference, c.low, c.high, c.p, c.q)]
            for c in changed
        ),
    )
    names = ("article", "date", "source", "kind", "label", "score", "words")
    _write(
        output / "evidence.csv",
        ("actor", "target", *names),
        (
            [*pair, *(getattr(example, name) for name in names)]
            for pair, items in examples.items()
            for example in items
        ),
    )


def _write_matrix(output: Path, found: Sequence[Pair]) -> None:
    """Mean scores of the most frequent actors (rows) and targets; empty for no such pair."""
    scores = {pair.ids: _round(pair.mean.score) for pair in found}
    actors, targets = (
        [entity.id for entity in _most(found, role, MATRIX)] for role in ("actor", "target")
    )
    _write(
        output / "matrix.csv",
        ("actor", *targets),
        ([actor, *(scores.get((actor, target)) for target in targets)] for actor in actors),
    )


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with replacing(path) as file:
        writer = CsvWriter(file)
        for row in (columns, *rows):
            writer.row(row)


def _pair(pair: Pair) -> list[Any]:
    return [pair.actor.id, pair.actor.name, pair.target.id, pair.target.name]


def _mean(mean: Mean) -> list[Any]:
    return [mean.articles, *(_round(value) for value in (mean.score, mean.low, mean.high))]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
