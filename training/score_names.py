"""Scores the tagger's names on the seed articles: the share that has the right words and type.

    python -m training.score_names models/tagger-small --split dev

Asked are the mentions of the entities of `seeds/` by their capitalised aliases; looked at are the
tagger's own answers, before any rule of the resolver. A place may be MISC, as its adjective is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from stance.schema import Span
from stance.tagger import Tagger

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

ASKED = ("PERSON", "ORGANIZATION", "LOCATION")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the share by type; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tagger", help="name or folder of a tagger")
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--backend", default="onnx", choices=("onnx", "torch"))
    args = parser.parse_args(arguments)
    articles = list(_articles(args.split))
    tagger = Tagger.from_pretrained(args.tagger, backend=args.backend)
    total, right = Counter[str](), Counter[str]()
    for (text, names), tagged in zip(
        articles, tagger.stream(text for text, _ in articles), strict=True
    ):
        found = {mention.span: mention.type for mention in tagged.mentions}
        for span, kind in mentions(text, names):
            total[kind] += 1
            right[kind] += found.get(span) in (kind, "MISC" if kind == "LOCATION" else kind)
    for kind in ASKED:
        sys.stdout.write(f"{kind:<14}{right[kind] / total[kind]:.3f} of {total[kind]}\n")
    return 0


def _articles(split: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(text, type by alias) of each seed article of the split."""
    for path in sorted(SEEDS.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["split"] == split:
            names = {
                alias: entity["type"]
                for entity in data["entities"]
                for alias in entity["aliases"]
                if entity["type"] in ASKED and alias[0].isupper() and not alias.startswith("The ")
            }
            yield path.with_suffix(".txt").read_text(encoding="utf-8"), names


def mentions(text: str, names: dict[str, str]) -> Iterator[tuple[Span, str]]:
    """(span, type) of every mention of the names; of two that overlap the longer one."""
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text):
        yield Span(*match.span()), names[match[0]]


if __name__ == "__main__":
    raise SystemExit(main())
