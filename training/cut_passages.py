"""Cuts articles into the passages that the pipeline asks about, for annotators to label.

    python -m training.cut_passages PREFIX ARTICLE.txt ... > passages.jsonl

Each line is a passage of `stance.datasets.directed_news` without its stances: what the classifier
would read, with those marked whom it would be asked about. A model that learns from such labels
learns on the questions that it will meet.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from string import ascii_lowercase

from stance.candidates import candidates
from stance.questions import Candidate
from stance.resolve import Resolved, Resolver
from stance.schema import Span
from stance.tagger import Tagger

LONGEST = 900
"""Characters of the longest passage: what is longer is mostly a table or a list."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the passages of all articles; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("prefix", help="first part of every passage's id")
    parser.add_argument("articles", nargs="+", type=Path, help="text files")
    args = parser.parse_args(arguments)
    tagger, resolver, number = Tagger.from_pretrained("tagger-small"), Resolver(), count(1)
    for tagged in tagger.stream(path.read_text(encoding="utf-8") for path in args.articles):
        for text in passages(resolver.resolve(tagged)):
            line = {"id": f"{args.prefix}-{next(number):03d}", "text": text, "stances": {}}
            print(json.dumps(line, ensure_ascii=False))
    return 0


def passages(resolved: Resolved) -> Iterator[str]:
    """The passages of a resolved text in which two or more can be marked, one line each.

    An entity is marked where the first question about it marks it. Of two marks that overlap the
    first one stays. A passage that has square brackets of its own is left out.
    """
    contexts: dict[Span, list[Candidate]] = {}
    for candidate in candidates(resolved):
        contexts.setdefault(candidate.context, []).append(candidate)
    for context, asked in contexts.items():
        text = context.of(resolved.text)
        spans: dict[str, Span] = {}
        for item in asked:
            spans.setdefault(item.actor, item.actor_span)
            spans.setdefault(item.target, item.target_span)
        marks = list(_apart(spans.values()))
        keyed = 1 < len(marks) <= len(ascii_lowercase)
        if len(text) <= LONGEST and not set("[]") & set(text) and keyed:
            yield " ".join(_marked(resolved.text, context, marks).split())


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans):
        if span.start >= end:
            yield span
            end = span.end


def _marked(text: str, context: Span, marks: Sequence[Span]) -> str:
    parts, at = [], context.start
    for key, span in zip(ascii_lowercase, marks, strict=False):
        parts += [text[at : span.start], f"[{span.of(text)}]({key})"]
        at = span.end
    return "".join([*parts, text[at : context.end]])


if __name__ == "__main__":
    raise SystemExit(main())
