"""Scores the resolver on the hand-made speaker links: gold sources, the tagger's mentions.

    python -m training.score_speakers training/data/speaker_links/dev.jsonl --data-dir DIR

`--errors` lists the links that are answered wrongly.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from stance.datasets import load_dataset
from stance.datasets.base import AttributionDocument, GoldAttribution, first_annotations
from stance.evaluation.speakers import (
    SpeakerLink,
    judged,
    read_links,
    score_speakers,
    with_sources,
)
from stance.models import DEFAULT_TAGGER
from stance.resolve import Resolved, Resolver
from stance.schema import Attribution, Span
from stance.tagger import Tagger


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints accuracy overall and by kind of source; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("links", type=Path)
    parser.add_argument("--data-dir", metavar="DIR")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--tagger", default=DEFAULT_TAGGER)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args(arguments)
    links = read_links(args.links)
    loaded = load_dataset("polnear", args.split, args.data_dir)
    documents = first_annotations(cast(list[AttributionDocument], loaded))
    chosen = [document for document in documents if document.id in links]
    resolved = [
        (links[document.id], answer)
        for document, answer in zip(chosen, _resolve(chosen, args.tagger), strict=True)
    ]
    for name, value in score_speakers(resolved).items():
        sys.stdout.write(f"{name:<18}{value:.3f}\n" if value <= 1 else f"{name:<18}{value:.0f}\n")
    if args.errors:
        for given, answer in resolved:
            sys.stdout.writelines(_errors(given, answer))
    return 0


def _resolve(documents: Sequence[AttributionDocument], tagger: str) -> Iterator[Resolved]:
    resolver = Resolver()
    tagged = Tagger.from_pretrained(tagger).stream(document.text for document in documents)
    for document, found in zip(documents, tagged, strict=True):
        gold = [_attribution(item) for item in document.attributions]
        yield resolver.resolve(with_sources(found, [item for item in gold if item is not None]))


def _attribution(gold: GoldAttribution) -> Attribution | None:
    """A gold attribution as the tagger would give it; None without source or content."""
    if not gold.source or not gold.content:
        return None
    source = Span(gold.source[0].start, gold.source[-1].end)
    return Attribution(source, gold.cue, gold.content)


def _errors(links: Sequence[SpeakerLink], resolved: Resolved) -> Iterator[str]:
    text = resolved.text
    found = {item.source: item.speaker for item in resolved.attributions}
    for link, right in zip(links, judged(links, resolved), strict=True):
        if not right:
            wanted = "nobody" if link.speaker is None else link.speaker.of(text)
            yield (
                f"{link.article} {link.source.start} {link.kind(text)}: "
                f"{link.source.of(text)!r} is {wanted}, found {found.get(link.source)}\n"
            )


if __name__ == "__main__":
    raise SystemExit(main())
