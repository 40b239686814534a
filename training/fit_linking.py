"""Fits the weights by which a cue finds its source, on PolNeAR's train articles.

    python -m training.fit_linking models/tagger-small --data-dir DATA [--articles N]

Reads the articles with the tagger, takes every cue that overlaps a labelled one with the
sources that it may have, and fits a logistic regression that tells its own from the others.
The weights are written to `stance/data/linking.json`; dev is only measured, with them and with
the tagger's link alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from stance.attributions import attributions, find_cues, find_sources
from stance.contents import Places
from stance.datasets.base import AttributionDocument
from stance.evaluation.attribution import score_attributions
from stance.linking import FEATURES, SourceLinker, rivals
from stance.schema import Span
from stance.tagger import Scored, Tagger, read
from training.train_tagger import load_articles

OUTPUT = Path("stance/data/linking.json")
THRESHOLD = 0.4
ARTICLES = 300
SEED = 13

BY_LINK_ALONE = SourceLinker(
    dict.fromkeys(FEATURES, 0.0) | {"link": 1.0, "none": -1.0}, bias=0.0, threshold=0.5
)
"""The tagger's link to each source against that to none, and nothing else."""


def main() -> None:
    arguments = _parse_arguments()
    tagger = Tagger.from_pretrained(arguments.model, threads=arguments.threads)

    # 1. Pairs of train
    train = _sample(load_articles("train", arguments.data_dir), arguments.articles)
    scored = tagger.score(document.text for document in train)
    parts = [pairs(document, item) for document, item in zip(train, scored, strict=True)]
    features = np.concatenate([part for part, _ in parts])
    labels = np.concatenate([part for _, part in parts])

    # 2. The weights
    linker = fit(features, labels)
    OUTPUT.write_text(linker.to_json(), encoding="utf-8")
    print(f"{len(labels)} pairs of {len(train)} articles, {labels.mean():.3f} of them right")

    # 3. Dev
    dev = load_articles("dev", arguments.data_dir)
    read_once = list(tagger.score(document.text for document in dev))
    for name, used in (("by link alone", BY_LINK_ALONE), ("fitted", linker)):
        figures = measure(dev, read_once, used)
        shown = ("attribution_f1", "source_token_f1")
        print(name, *(f"{figure} {figures[figure]:.4f}" for figure in shown))


def pairs(
    document: AttributionDocument, scored: Scored
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Features (pairs, features) and labels (pairs,) of the cues that are labelled."""
    words = scored.words
    cues, sources = find_cues(words), find_sources(words)
    places = Places.of(words, scored.sentences, ())
    features = [np.zeros((0, len(FEATURES)))]
    labels: list[bool] = []
    for found in rivals(words, cues, sources, places.sentence):
        own = _own_source(document, words.span_of(cues[found.cue]))
        if own is not None:
            features.append(found.features)
            spans = [words.span_of(sources[index]) for index in found.sources]
            labels += [any(span.overlaps(part) for part in own) for span in spans]
    return np.concatenate(features), np.array(labels, dtype=bool)


def fit(features: npt.NDArray[np.float64], labels: npt.NDArray[np.bool_]) -> SourceLinker:
    """The linker whose logistic regression fits best (L2 on standardised features, C = 1)."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(max_iter=1000).fit(scaler.transform(features), labels)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    return SourceLinker(
        {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
        round(bias, 4),
        THRESHOLD,
    )


def measure(
    documents: Sequence[AttributionDocument], scored: Iterable[Scored], linker: SourceLinker
) -> dict[str, float]:
    """Figures of the attributions whose sources this linker chooses."""
    tagged = (
        replace(
            read(item), attributions=attributions(item.text, item.sentences, item.words, linker)
        )
        for item in scored
    )
    return score_attributions(zip(documents, tagged, strict=True))


def _own_source(document: AttributionDocument, cue: Span) -> tuple[Span, ...] | None:
    """The labelled source of a cue, empty when it has none; None when the cue is not labelled."""
    for item in document.attributions:
        if any(cue.overlaps(span) for span in item.cue):
            return item.source
    return None


def _sample(documents: Sequence[AttributionDocument], count: int) -> list[AttributionDocument]:
    order = np.random.default_rng(SEED).permutation(len(documents))
    return [documents[index] for index in order[:count]]


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path, help="folder of the tagger")
    parser.add_argument("--data-dir", type=Path, help="folder of the labelled sets")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of train (%(default)s)")
    parser.add_argument("--threads", type=int, default=None)
    return parser.parse_args()


if __name__ == "__main__":
    main()
