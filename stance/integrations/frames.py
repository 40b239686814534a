"""pandas: a column of texts to a table of stances, or to columns beside the texts."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.entities import Cluster, EntityIndex, match_target
from stance.extras import require
from stance.mentions import Named
from stance.models import DEFAULT_STANCE
from stance.pipeline import Pipeline, load
from stance.resolve import default_places
from stance.schema import LABELS, ROW_COLUMNS, Analysis, Entity

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {
    "score": "float64",
    "p_hostile": "float64",
    "p_neutral": "float64",
    "p_supportive": "float64",
    "contested": "bool",
    "evidences": "int64",
    "start": "int64",
    "end": "int64",
}
COLUMNS = {name: _TYPES.get(name, "object") for name in ROW_COLUMNS if name != "id"}
"""The columns of the long table and their types; the index says what `id` does."""


def annotate(
    df: pd.DataFrame,
    text: str = "text",
    targets: str | Sequence[str] | None = None,
    *,
    keep: Sequence[str] = (),
    wide: bool = False,
    model: str | Path | Pipeline = DEFAULT_STANCE,
    tagger: str | Path | None = None,
    quoted_only: bool = False,
    min_confidence: float | None = None,
    max_risk: float | None = None,
    long_text: str = "window",
) -> pd.DataFrame:
    """The stances in the texts of the column `text`.

    Long (the default): one row a stance, in the order of the texts, under the index of the
    row it comes from and after the columns named in `keep`; `COLUMNS` are the others. A text
    without a stance has no row. `start` and `end` are characters of that text.

    Wide: `df` itself with columns for each of `targets`, here "NATO": how many actors are
    ``NATO_hostile``, ``NATO_neutral`` and ``NATO_supportive`` toward it, and the mean of
    their scores in ``NATO_score``, from -1 to 1. The counts are <NA> where the text does not
    mention the target; the score is NaN where nobody takes a stance toward it.

    `model` is a name, folder or Hub id, or a pipeline that is loaded already; `targets`,
    `quoted_only`, `min_confidence`, `max_risk` and `long_text` are those of `Pipeline.pipe`.
    Missing texts (None, NaN) are not read, and a warning says how many. ValueError for a column
    that is missing, would be there twice, or holds something else than texts.
    """
    pandas: Any = require("pandas", extra="pandas")
    asked = [targets] if isinstance(targets, str) else targets
    if wide and not asked:
        raise ValueError("wide=True makes columns for each target: which targets?")
    _check_columns(df, text, keep, _wide_names(asked or ()) if wide else list(COLUMNS), wide)
    present = _texts(df[text])
    pipeline = load(model, tagger) if isinstance(model, str | Path) else model
    analyses = pipeline.pipe(
        present.values(),
        asked,
        quoted_only=quoted_only,
        min_confidence=min_confidence,
        max_risk=max_risk,
        long_text=long_text,
    )
    if wide:
        return _wide(pandas, df, zip(present, analyses, strict=True), asked or ())
    return _long(pandas, df, zip(present, analyses, strict=True), keep)


def _check_columns(
    df: pd.DataFrame, text: str, keep: Sequence[str], added: Sequence[str], wide: bool
) -> None:
    if isinstance(keep, str):
        raise ValueError(f"keep is a list of columns: keep=[{keep!r}]")
    for name in (text, *keep):
        if name not in df.columns:
            known = ", ".join(map(str, df.columns))
            raise ValueError(f"no column {name!r} in the table; there are {known or 'none'}")
    for name in df.columns if wide else keep:
        if name in added:
            raise ValueError(f"the column {name!r} would be there twice: rename yours")


def _texts(column: pd.Series[Any]) -> dict[int, str]:
    """The texts by their position, without those that are missing."""
    missing = column.isna().to_numpy()
    texts = {}
    for position, value in enumerate(column):
        if missing[position]:
            continue
        if not isinstance(value, str):
            where = f"row {column.index[position]!r} of the column {column.name!r}"
            raise ValueError(f"{where} holds no text but {type(value).__name__}")
        texts[position] = value
    if len(texts) < len(column):
        warnings.warn(
            f"{len(column) - len(texts)} of {len(column)} rows have no text and were not read",
            stacklevel=3,
        )
    return texts


def _long(
    pandas: Any, df: pd.DataFrame, found: Iterator[tuple[int, Analysis]], keep: Sequence[str]
) -> pd.DataFrame:
    positions, rows = [], []
    for position, analysis in found:
        for row in analysis.to_rows():
            positions.append(position)
            rows.append({name: row[name] for name in COLUMNS})
    origin = df.iloc[positions]
    stances = pandas.DataFrame(rows, columns=list(COLUMNS), index=origin.index).astype(COLUMNS)
    return pandas.concat([origin[list(keep)], stances], axis=1)


def _wide(
    pandas: Any,
    df: pd.DataFrame,
    found: Iterator[tuple[int, Analysis]],
    targets: Sequence[str],
) -> pd.DataFrame:
    cells: dict[str, list[Any]] = {name: [None] * len(df) for name in _wide_names(targets)}
    for position, analysis in found:
        for target, entity in zip(targets, entities_of(analysis, targets), strict=True):
            if entity is None:
                continue
            stances = [stance for stance in analysis if stance.target == entity.id]
            for label in LABELS:
                count = sum(stance.label == label for stance in stances)
                cells[f"{target}_{label}"][position] = count
            if stances:
                mean = sum(stance.score for stance in stances) / len(stances)
                cells[f"{target}_score"][position] = round(mean, 4)
    return df.assign(
        **{
            name: pandas.array(values, dtype="float64" if name.endswith("_score") else "Int64")
            for name, values in cells.items()
        }
    )


def _wide_names(targets: Sequence[str]) -> list[str]:
    return [f"{target}_{field}" for target in targets for field in (*LABELS, "score")]


def entities_of(analysis: Analysis, targets: Sequence[str]) -> list[Entity | None]:
    """The entity of an analysis that each target names, by any of its names; None for none."""
    places = default_places()
    clusters = [
        Cluster(
            entity.name,
            entity.type,
            None if entity.type == "PERSON" else places.country(entity.name),
            [Named(span, span.of(analysis.text), entity.type) for span in entity.mentions],
        )
        for entity in analysis.entities
    ]
    index = EntityIndex(clusters)
    by_cluster = {id(c): entity for c, entity in zip(clusters, analysis.entities, strict=True)}
    found = [
        None if target in analysis.missing_targets else match_target(index, target, places)
        for target in targets
    ]
    return [None if cluster is None else by_cluster[id(cluster)] for cluster in found]
