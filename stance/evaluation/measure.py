"""Measures one system on one split: examples, attributions, SEESAW, articles with stances.

Each function takes what is to be measured and its gold standard, and gives a `Measured`: the
`Result` for reports, and what paired tests need of it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from stance.datasets.base import (
    AttributionDocument,
    GoldAttribution,
    StanceDocument,
    StanceExample,
    first_annotations,
)
from stance.evaluation import attribution, documents, hygiene, metrics, seesaw
from stance.evaluation.calibration import BINS, calibration, risk_coverage
from stance.evaluation.counts import Tally
from stance.evaluation.decisions import Decisions
from stance.evaluation.documents import GoldArticle
from stance.evaluation.harness import label_ids
from stance.evaluation.results import Confusion, Figure, Mistake, Overlap, Result
from stance.evaluation.slices import dimensions, slices
from stance.evaluation.statistics import Resampling, intervals
from stance.evaluation.steps import STEPS
from stance.evaluation.systems import System
from stance.pipeline import Pipeline
from stance.schema import LABELS, Analysis, Span
from stance.tagger import Tagged, Tagger

MISTAKES = 50
"""Wrong answers that a result lists."""

SLICE_RESAMPLES = 200
"""Resamples for the interval of a slice: there are many of them, and less hangs on each."""

ATTRIBUTIONS = "F1 of attributions: content overlap of half or more, with the right source."
ARTICLES = "F1 of (actor, label, target) triples of the whole article, by any of their names."
SEESAW = "F1 of (actor, label, target) triples of the document, from the text alone."
SEESAW_LISTED = (
    "F1 of (actor, label, target) triples of the document, its entities given as targets."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How everything is measured; the same for all systems of a report."""

    resampling: Resampling = field(default_factory=Resampling)
    bins: int = BINS
    mistakes: int = MISTAKES
    min_confidence: float | None = None
    """How sure the stance of an article must be, see `Pipeline.pipe`."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "resamples": self.resampling.resamples,
            "level": self.resampling.level,
            "seed": self.resampling.seed,
            "bins": self.bins,
            "slice_resamples": min(SLICE_RESAMPLES, self.resampling.resamples),
            "min_confidence": self.min_confidence,
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """A result, and what it was computed from.

    `sample` has a row for each of `groups`; `headline` computes the headline figure of it.
    `items` has every item's answer as JSON-able data.
    """

    result: Result
    sample: Decisions | Tally
    headline: Callable[[Any], float]
    groups: Sequence[Hashable]
    items: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a split beside its items: its train split, and the tagger's mentions."""

    train: Sequence[StanceExample] | None = None
    train_name: str = "train"
    tagged: Sequence[Tagged] | None = None


def measure_examples(
    system: System,
    name: str,
    split: str,
    examples: Sequence[StanceExample],
    settings: Settings,
    known: Known | None = None,
) -> Measured:
    """A system on labelled examples, by the protocol of the set `name`.

    ValueError names an item whose id is there twice in a set of one's own, whose label is
    unknown, or for which the system gives no probabilities.
    """
    known = known or Known()
    if name not in metrics.PROTOCOLS:  # published sets are as they are
        check_ids(example.id for example in examples)
    labels = label_ids(examples)
    started = time.perf_counter()
    probabilities = system.predict(examples)
    seconds = time.perf_counter() - started
    _check_probabilities(system, examples, probabilities)
    protocol = metrics.protocol_of(name)
    decisions = protocol.decide(labels, probabilities, examples)
    groups = [examples[item].group or examples[item].id for item in decisions.items]
    figures = intervals(decisions, protocol.figures, groups, settings.resampling)
    clustered = any(example.group for example in examples)
    values = dimensions(
        examples,
        known.train,
        None if known.tagged is None else [tagged.mentions for tagged in known.tagged],
    )
    overlaps: tuple[Overlap, ...] = ()
    if known.train is not None:
        shared = hygiene.shared(examples, known.train)
        overlaps = (shared.overlap(known.train_name),)
        known_text = [a or b for a, b in zip(shared.same, shared.near, strict=True)]
        values["text in train"] = ["yes" if seen else "no" for seen in known_text]
    few = Resampling(
        min(SLICE_RESAMPLES, settings.resampling.resamples),
        settings.resampling.level,
        settings.resampling.seed,
    )
    result = Result(
        set=name,
        split=split,
        task="stance",
        system=system.name,
        protocol=protocol.says,
        headline=next(iter(figures)),
        figures=figures,
        items=len(examples),
        groups=len(set(groups)) if clustered else None,
        seconds=seconds,
        confusion=Confusion(decisions.labels, tuple(map(tuple, decisions.confusion().tolist()))),
        calibration=calibration(decisions.gold, decisions.probabilities, settings.bins),
        risk=risk_coverage(decisions.gold, decisions.probabilities),
        slices=slices(decisions, protocol.headline, values, groups, few),
        mistakes=tuple(_worst(examples, decisions, settings.mistakes)),
        overlaps=overlaps,
    )
    items = list(_answers(examples, probabilities))
    return Measured(result, decisions, protocol.headline, groups, items)


def measure_attributions(
    tagger: Tagger,
    name: str,
    split: str,
    annotated: Sequence[AttributionDocument],
    settings: Settings,
) -> Measured:
    """A tagger on articles with attributions; `annotated` may have several versions of one."""
    articles = first_annotations(annotated)
    started = time.perf_counter()
    tagged = list(tagger.stream(article.text for article in articles))
    seconds = time.perf_counter() - started
    pairs = list(zip(articles, tagged, strict=True))
    tally = attribution.tally(pairs)
    groups = [article.id for article in articles]
    figures = intervals(tally, attribution.figures, groups, settings.resampling)
    by_id = {article.id: found for article, found in pairs}
    several = attribution.annotator_figures(annotated, by_id)
    figures |= {figure: Figure(value) for figure, value in several.items()}
    wrong = [mistake for article, found in pairs for mistake in _missed(article, found)]
    result = Result(
        set=name,
        split=split,
        task="attribution",
        system=tagger.model.name,
        protocol=ATTRIBUTIONS,
        headline=next(iter(figures)),
        figures=figures,
        items=len(articles),
        groups=len(articles),
        seconds=seconds,
        mistakes=tuple(wrong[: settings.mistakes]),
    )
    items = [_tagged_item(article.id, found) for article, found in pairs]
    return Measured(
        result, tally, lambda t: attribution.figures(t)["attribution_f1"], groups, items
    )


def measure_seesaw(
    pipeline: Pipeline,
    name: str,
    split: str,
    articles: Sequence[StanceDocument],
    settings: Settings,
    *,
    listed: bool = False,
) -> Measured:
    """A pipeline on SEESAW's articles, from the text alone or with the entities `listed`."""
    texts = [article.text for article in articles]
    targets = [list(article.names) for article in articles] if listed else None
    analyses, seconds = _analyse(pipeline, texts, settings.min_confidence, targets)
    pairs = list(zip(articles, analyses, strict=True))
    losses: Counter[str] = Counter(dict.fromkeys(STEPS, 0))
    for article, analysis in pairs:
        losses.update(seesaw.losses(article, analysis))
    scored = _Scored(
        SEESAW_LISTED if listed else SEESAW, seesaw.figures, seesaw.tally(pairs), dict(losses)
    )
    ids = [article.id for article in articles]
    result = _article_result(pipeline, name, split, ids, seconds, scored, settings)
    return scored.measured(result, ids, analyses)


def measure_articles(
    pipeline: Pipeline,
    name: str,
    split: str,
    articles: Sequence[GoldArticle],
    settings: Settings,
) -> Measured:
    """A pipeline on articles whose stances are known, in the format of `seeds/`."""
    analyses, seconds = _analyse(
        pipeline, [article.text for article in articles], settings.min_confidence
    )
    found = documents.score_documents(zip(articles, analyses, strict=True))
    scored = _Scored(ARTICLES, documents.figures, found.tally, found.losses, found.mistakes)
    ids = [article.name for article in articles]
    result = _article_result(pipeline, name, split, ids, seconds, scored, settings)
    return scored.measured(result, ids, analyses)


def check_ids(ids: Iterable[str]) -> None:
    """ValueError for an id that is there twice."""
    for id, count in Counter(ids).items():
        if count > 1:
            raise ValueError(f"the set has the item {id!r} {count} times: ids must be unique")


@dataclass(frozen=True, slots=True)
class _Scored:
    """Analyses of articles, counted, and the protocol that makes figures of the counts."""

    protocol: str
    figures: Callable[[Tally], dict[str, float]]
    tally: Tally
    losses: dict[str, int]
    mistakes: Sequence[Mistake] = ()

    def measured(
        self, result: Result, ids: Sequence[str], analyses: Sequence[Analysis]
    ) -> Measured:
        items = [
            {**analysis.to_dict(), "id": id} for id, analysis in zip(ids, analyses, strict=True)
        ]
        return Measured(result, self.tally, lambda t: self.figures(t)[result.headline], ids, items)


def _article_result(
    pipeline: Pipeline,
    name: str,
    split: str,
    ids: Sequence[str],
    seconds: float,
    scored: _Scored,
    settings: Settings,
) -> Result:
    figures = intervals(scored.tally, scored.figures, ids, settings.resampling)
    return Result(
        set=name,
        split=split,
        task="articles",
        system=pipeline.classifier.model.name,
        protocol=scored.protocol,
        headline=next(iter(figures)),
        figures=figures,
        items=len(ids),
        groups=len(ids),
        seconds=seconds,
        mistakes=tuple(scored.mistakes[: settings.mistakes]),
        losses=scored.losses,
    )


def _analyse(
    pipeline: Pipeline,
    texts: Sequence[str],
    min_confidence: float | None,
    targets: Sequence[Sequence[str]] | None = None,
) -> tuple[list[Analysis], float]:
    """The analyses of all texts, each with targets of its own if there are any, and the seconds."""
    started = time.perf_counter()
    if targets is None:
        analyses = list(pipeline.pipe(texts, min_confidence=min_confidence))
    else:
        analyses = [
            pipeline(text, asked, min_confidence=min_confidence)
            for text, asked in zip(texts, targets, strict=True)
        ]
    return analyses, time.perf_counter() - started


def _check_probabilities(
    system: System, examples: Sequence[StanceExample], probabilities: Any
) -> None:
    expected = (len(examples), 2, len(LABELS))
    if np.shape(probabilities) != expected:
        raise ValueError(
            f"{system.name} answered with an array of {np.shape(probabilities)}, not {expected}"
        )
    asked = np.array([(True, example.reverse is not None) for example in examples]).reshape(-1, 2)
    sums = probabilities.sum(axis=2)
    # Written so that NaN, which compares false with everything, is found as well.
    good = (np.abs(sums - 1) <= 1e-3) & (probabilities.min(axis=2) >= 0)
    for row in np.nonzero((asked & ~good).any(axis=1))[0].tolist():
        raise ValueError(
            f"{system.name} has no probabilities for the item {examples[row].id!r}: "
            f"{probabilities[row].tolist()}"
        )


def _worst(examples: Sequence[StanceExample], decisions: Decisions, most: int) -> Iterator[Mistake]:
    """The wrong decisions, the surest first."""
    confidence = decisions.probabilities.max(axis=1, initial=0.0)
    wrong = np.nonzero(~decisions.right)[0]
    reverse = decisions.columns.get("reverse", np.zeros(len(decisions), dtype=bool))
    for row in wrong[np.argsort(-confidence[wrong], kind="stable")][:most]:
        example = examples[int(decisions.items[row])]
        yield Mistake(
            example.id,
            example.text,
            question(example, bool(reverse[row])),
            decisions.labels[decisions.gold[row]],
            decisions.labels[decisions.predicted[row]],
            float(confidence[row]),
        )


def question(example: StanceExample, reverse: bool = False) -> str:
    """What an example asks, in words; `reverse` turns actor and target round."""
    actor, target = (
        words.of(example.text) if isinstance(words, Span) else words
        for words in (example.actor, example.target)
    )
    if target is None:
        return "the tone of the text"
    one, other = actor or "the writer", target
    return f"{other} toward {one}" if reverse else f"{one} toward {other}"


def _answers(examples: Sequence[StanceExample], probabilities: Any) -> Iterator[dict[str, Any]]:
    """One row an item, as `predictions:` reads it back, with what is right beside it."""
    for example, (forward, backward) in zip(examples, probabilities, strict=True):
        row = {"id": example.id, "question": question(example), **_answer(example.label, forward)}
        if example.reverse is not None:
            row["reverse"] = _answer(example.reverse, backward)
        yield row


def _answer(gold: str, probabilities: Any) -> dict[str, Any]:
    values = [float(value) for value in probabilities]
    return {
        "gold": gold,
        "label": LABELS[int(np.argmax(probabilities))],
        "score": round(values[2] - values[0], 6),
        "probabilities": {
            label: round(value, 6) for label, value in zip(LABELS, values, strict=True)
        },
    }


def _missed(article: AttributionDocument, tagged: Tagged) -> Iterator[Mistake]:
    for gold, found in attribution.mistakes(article, tagged):
        yield Mistake(
            article.id,
            "",
            "who says what",
            "nothing" if gold is None else _words(article.text, gold),
            "nothing right" if found is None else _words(article.text, found),
        )


def _words(text: str, item: GoldAttribution) -> str:
    source, cue, content = (
        " ... ".join(span.of(text) for span in spans) or "nobody"
        for spans in (item.source, item.cue, item.content)
    )
    return f"{source} | {cue} | {content}"


def _tagged_item(id: str, tagged: Tagged) -> dict[str, Any]:
    return {
        "id": id,
        "attributions": [
            {
                "source": None if item.source is None else list(item.source),
                "cue": [list(span) for span in item.cue],
                "content": [list(span) for span in item.content],
            }
            for item in tagged.attributions
        ],
        "mentions": [[*mention.span, mention.type] for mention in tagged.mentions],
    }
