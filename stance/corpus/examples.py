"""The strongest words of a corpus for each of some pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stance.extras import require

_COLUMNS = ("article", "date", "source", "actor", "target", "kind", "label", "score", "words")
_ROWS = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """A passage that carries a stance, ordered by how strong it is."""

    strength: float
    article: str
    date: date | None = field(compare=False)
    source: str | None = field(compare=False)
    actor: str = field(compare=False)
    target: str = field(compare=False)
    kind: str = field(compare=False)
    label: str = field(compare=False)
    score: float = field(compare=False)
    words: str


def read_examples(
    folder: Path, wanted: Iterable[tuple[str, str]], most: int
) -> dict[tuple[str, str], list[Example]]:
    """For each wanted (actor, target) the `most` strongest passages, one an article.

    Neutral passages are left out: what shows no stance shows nothing.
    """
    parquet = require("pyarrow.parquet", extra="corpus")
    best: dict[tuple[str, str], dict[str, Example]] = {pair: {} for pair in wanted}
    with parquet.ParquetFile(folder / "evidence.parquet") as table:
        for batch in table.iter_batches(batch_size=_ROWS, columns=list(_COLUMNS)):
            keys = zip(
                batch.column("actor").to_pylist(), batch.column("target").to_pylist(), strict=True
            )
            rows = [row for row, key in enumerate(keys) if key in best]
            for item in batch.take(rows).to_pylist() if rows else ():
                if item["label"] != "neutral":
                    _keep(best[item["actor"], item["target"]], _example(item), most)
    return {pair: sorted(found.values(), reverse=True) for pair, found in best.items()}


def _example(item: dict[str, Any]) -> Example:
    return Example(strength=abs(item["score"]), **item)


def _keep(best: dict[str, Example], example: Example, most: int) -> None:
    """Keeps the strongest, an article having one."""
    known = best.get(example.article)
    if known is None or example > known:
        best[example.article] = example
    if len(best) > most:
        del best[min(best.values()).article]
