"""Questions without answers, for a small model to learn a larger one's answers to.

They are what the pipeline asks itself when it reads news: PolNeAR's train articles, the
project's own (`training.news_articles`; none of the labels of either is a stance) and the
sentences of `SENTENCES`, of which people judged one pair or one name. So the small model learns
where it will work. A part asks for the writer's stance toward a named entity, in one sentence,
as NewsMTSC does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from stance.candidates import candidates
from stance.datasets import load_dataset
from stance.datasets.base import AttributionDocument, StanceExample, first_annotations
from stance.models import DEFAULT_TAGGER
from stance.pipeline import query_of
from stance.query import Query
from stance.resolve import Resolved, Resolver
from stance.schema import Span
from stance.tagger import Tagger
from training.cut_passages import LONGEST
from training.mixture import FIT, load
from training.news_articles import news_articles

SENTENCES = ("dse", "newsmtsc")
"""Sets whose train sentences are read for what else could be asked of them."""

WRITERS = 0.25
"""Share of the questions that ask for the writer's stance."""


def questions(data_dir: Path | None, count: int, seed: int) -> list[StanceExample]:
    """`count` questions of both kinds, drawn from all, or all where there are fewer.

    Their `label` says nothing: they are to be used with a teacher's answers alone.
    """
    named = texts(data_dir)
    tagger, resolver = Tagger.from_pretrained(DEFAULT_TAGGER), Resolver()
    pairs: list[StanceExample] = []
    writers: list[StanceExample] = []
    for name, item in zip(named, tagger.stream(named.values()), strict=True):
        resolved = resolver.resolve(item)
        pairs += asked(resolved, name)
        writers += of_the_writer(resolved, name)
    rng = random.Random(seed)
    for_writers = min(round(count * WRITERS), len(writers))
    for_pairs = min(count - for_writers, len(pairs))
    return rng.sample(writers, for_writers) + rng.sample(pairs, for_pairs)


def texts(data_dir: Path | None) -> dict[str, str]:
    """What is read, by a name of each text."""
    polnear = cast(list[AttributionDocument], load_dataset("polnear", "train", data_dir))
    documents = [*first_annotations(polnear), *news_articles()]
    sentences = training_sentences(data_dir)
    return {document.id: document.text for document in documents} | {
        f"sentence-{number}": text for number, text in enumerate(sentences, 1)
    }


def training_sentences(data_dir: Path | None) -> list[str]:
    """The train sentences of `SENTENCES`, each once."""
    rows = [row for name in SENTENCES for row in load(name, FIT[name], data_dir)]
    return list(dict.fromkeys(row.text for row in rows))


def asked(resolved: Resolved, group: str) -> Iterator[StanceExample]:
    """What the pipeline asks of a text; one question where it asks for both directions."""
    seen = set()
    for candidate in candidates(resolved):
        pair = frozenset((candidate.actor_span, candidate.target_span))
        if (candidate.context, pair) not in seen:
            seen.add((candidate.context, pair))
            yield from _example(query_of(resolved.text, candidate), group)


def of_the_writer(resolved: Resolved, group: str) -> Iterator[StanceExample]:
    """The writer's stance toward every named entity of every sentence, at its first mention."""
    seen = set()
    for sentence in resolved.sentences:
        for span, entity in resolved.mentions:
            if sentence.covers(span) and (sentence, entity) not in seen:
                seen.add((sentence, entity))
                target = Span(span.start - sentence.start, span.end - sentence.start)
                yield from _example(Query(sentence.of(resolved.text), None, target), group)


def _example(query: Query, group: str) -> Iterator[StanceExample]:
    """The question as an example, where its text is not too long."""
    if len(query.text) <= LONGEST:
        actor, target = cast(Span | None, query.actor), cast(Span, query.target)
        name = f"{group}:{actor.start if actor else 'writer'}:{target.start}"
        yield StanceExample(name, query.text, "neutral", actor, target, group=group)
