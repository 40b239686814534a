"""Makes `stance/data/common_words.txt`: words that news writes in lower case.

    python -m training.common_words --data-dir DATA

Counted in PolNeAR's train articles and the project's own, outside of headlines: words that stand
in lower case `LEAST` times and more, and with a capital inside a sentence at most once in ten.
`stance.headlines` asks them where every word of a line has a capital.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from stance.headlines import COMMON_WORDS, Cases
from training.news_articles import news_articles
from training.train_tagger import load_articles

LEAST = 3
RARELY = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data-dir", type=Path, help="folder of the labelled sets")
    arguments = parser.parse_args()
    documents = [*load_articles("train", arguments.data_dir), *news_articles()]
    words = common_words(document.text for document in documents)
    COMMON_WORDS.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words: {COMMON_WORDS}")


def common_words(texts: Iterable[str]) -> list[str]:
    """The words, in alphabetical order."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        cases = Cases.of(text)
        lower.update(cases.lower)
        capital.update(cases.capital)
    return sorted(
        word
        for word, count in lower.items()
        if count >= LEAST and capital[word] <= RARELY * count and word.isascii()
    )


if __name__ == "__main__":
    main()
