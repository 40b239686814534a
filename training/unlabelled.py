"""Questions without answers, for a small model to learn a larger one's answers to.

They come from PolNeAR's train articles (texts, gold attributions, silver sentences and
entities; none of its labels is a stance): sources toward the entities that their words
name, with the two sentences before, and pairs of entities that one sentence names.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import cast

from stance.datasets import load_dataset
from stance.datasets.base import AttributionDocument, StanceExample, first_annotations
from stance.schema import Span

CONTEXT = 2
"""Sentences before a quotation that are read with it, as in quoted-stance."""

MAX_CHARACTERS = 900
"""Longest passage: what is longer is mostly a table or a list."""

ACTORS = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")


def questions(data_dir: Path | None, count: int, seed: int) -> list[StanceExample]:
    """`count` questions drawn from all of them, half of each kind where there are as many.

    Their `label` says nothing: they are to be used with a teacher's answers alone.
    """
    rng = random.Random(seed)
    documents = first_annotations(
        cast(list[AttributionDocument], load_dataset("polnear", "train", data_dir))
    )
    quoted = [example for document in documents for example in _quoted(document)]
    paired = [example for document in documents for example in _paired(document, rng)]
    half = min(count // 2, len(quoted))
    return rng.sample(quoted, half) + rng.sample(paired, min(count - half, len(paired)))


def _quoted(document: AttributionDocument) -> Iterator[StanceExample]:
    """Sources toward the entities in the content and cue of their attributions."""
    if not document.sentences or document.entities is None:
        return
    for attribution in document.attributions:
        if not attribution.source:
            continue
        source = attribution.source[0]
        parts = (*attribution.content, *attribution.cue)
        for span, kind in document.entities:
            said = kind in ACTORS and any(part.covers(span) for part in parts)
            if said and not span.overlaps(source):
                yield from _question(document, source, span, CONTEXT)


def _paired(document: AttributionDocument, rng: random.Random) -> Iterator[StanceExample]:
    """One pair of entities of every sentence that names two or more."""
    for sentence in document.sentences or ():
        named = [
            span
            for span, kind in document.entities or ()
            if kind in ACTORS and sentence.covers(span)
        ]
        pairs = [pair for pair in combinations(named, 2) if not pair[0].overlaps(pair[1])]
        if pairs:
            yield from _question(document, *rng.choice(pairs), before=0)


def _question(
    document: AttributionDocument, actor: Span, target: Span, before: int
) -> Iterator[StanceExample]:
    """The question over the sentences from actor to target and `before` sentences before."""
    sentences = document.sentences or ()
    first = _at(sentences, min(actor.start, target.start))
    last = _at(sentences, max(actor.end, target.end) - 1)
    start = min(actor.start, target.start, sentences[max(0, first - before)].start)
    end = max(actor.end, target.end, sentences[last].end)
    if end - start <= MAX_CHARACTERS:
        yield StanceExample(
            id=f"{document.id}:{actor.start}:{target.start}",
            text=document.text[start:end],
            label="neutral",
            actor=Span(actor.start - start, actor.end - start),
            target=Span(target.start - start, target.end - start),
            group=document.id,
        )


def _at(sentences: Sequence[Span], position: int) -> int:
    index = bisect_right(sentences, position, key=lambda sentence: sentence.end)
    return min(index, len(sentences) - 1)
