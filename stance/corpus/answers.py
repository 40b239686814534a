"""The stances of a corpus as arrays: one answer for each article, actor and target."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.corpus.identities import Identity
from stance.corpus.manifest import Refused, read_manifest
from stance.extras import require
from stance.schema import LABELS

UNDATED = np.iinfo(np.int32).min
"""The day of an article without a date."""

_KEYS = ("article", "actor", "target")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """`n` answers, in the order of actor, target and article.

    `entities` are numbered by `actor` and `target`, shape (n,), articles by `article`; `day`
    counts from 1970-01-01 and is `UNDATED` without a date; `label` is an index into `LABELS`,
    the label that was given, and `p` of shape (n, 3), in their order. Two answers of an article
    for one pair are one here, their mean, with that of their labels that is likelier by it. An
    actor's answers about itself are left out.
    """

    entities: tuple[Identity, ...]
    article: Ints
    actor: Ints
    target: Ints
    day: Ints
    label: Ints
    p: Floats

    def __len__(self) -> int:
        return len(self.article)

    def scores(self, rows: slice) -> Floats:
        """p(supportive) - p(hostile) of some rows, in [-1, 1]."""
        p = self.p[rows]
        scores: Floats = p[:, LABELS.index("supportive")] - p[:, LABELS.index("hostile")]
        return scores

    def take(self, rows: npt.NDArray[Any]) -> Answers:
        """The answers of some rows, by index or by a mask."""
        return Answers(
            self.entities,
            self.article[rows],
            self.actor[rows],
            self.target[rows],
            self.day[rows],
            self.label[rows],
            self.p[rows],
        )


def read_answers(folder: Path) -> Answers:
    """The answers of a finished corpus: some 80 bytes a stance in memory.

    Refused for a folder whose tables are not there or not whole.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise Refused(f"{folder}: no corpus is there (no manifest.json); see stance corpus --help")
    if not manifest.tables:
        raise Refused(f"{folder}: the tables are not finished; run stance corpus again to go on")
    parquet = require("pyarrow.parquet", extra="corpus")
    texts = [*_KEYS, *(f"{role}_{what}" for role in _KEYS[1:] for what in ("name", "type"))]
    names = [*texts, "label", "date", *(f"p_{label}" for label in LABELS)]
    # A text that comes again is a number: what memory holds hangs on the rows, not the names.
    table = parquet.read_table(
        folder / "stances.parquet", columns=names, read_dictionary=[*texts, "label"]
    )
    ids, entities = _entities(table)
    article, _ = _numbers(table, "article")
    actor, target = (ids[role][_numbers(table, role)[0]] for role in _KEYS[1:])
    arrow = require("pyarrow", extra="corpus")
    numbers, words = _numbers(table, "label")
    label = np.array([LABELS.index(word) for word in words], dtype=np.int64)[numbers]
    day = table.column("date").cast(arrow.int32()).fill_null(int(UNDATED)).to_numpy()
    p = np.stack([table.column(f"p_{label}").to_numpy() for label in LABELS], axis=1)
    found = Answers(entities, article, actor, target, day.astype(np.int64), label, p)
    return _one_a_pair(found.take(actor != target))


def _entities(table: Any) -> tuple[dict[str, Ints], tuple[Identity, ...]]:
    """For both roles the number of an entity by that of its id; and the entities."""
    known: dict[str, int] = {}
    entities: list[Identity] = []
    ids = {}
    for role in _KEYS[1:]:
        numbers, words = _numbers(table, role)
        first = np.full(len(words), -1, dtype=np.int64)
        seen, at = np.unique(numbers, return_index=True)
        first[seen] = at
        names, types = (table.column(f"{role}_{what}") for what in ("name", "type"))
        ids[role] = np.zeros(len(words), dtype=np.int64)
        for number in seen.tolist():
            id, row = words[number], int(first[number])
            if id not in known:
                known[id] = len(entities)
                entities.append(Identity(id, names[row].as_py(), types[row].as_py()))
            ids[role][number] = known[id]
    return ids, tuple(entities)


def _numbers(table: Any, name: str) -> tuple[Ints, list[str]]:
    """A column of texts as numbers, shape (n,), and the texts by number."""
    if table.num_rows == 0:
        return np.zeros(0, dtype=np.int64), []
    column = table.column(name).unify_dictionaries().combine_chunks()
    return column.indices.to_numpy().astype(np.int64), column.dictionary.to_pylist()


def _one_a_pair(answers: Answers) -> Answers:
    """Ordered by actor, target and article, each of these once."""
    order = np.lexsort((answers.article, answers.target, answers.actor))
    rows = answers.take(order)
    keys = np.stack([rows.actor, rows.target, rows.article], axis=1)
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    if first.all():
        return rows
    group = np.cumsum(first) - 1
    counts = np.bincount(group)
    p = np.stack([np.bincount(group, rows.p[:, k]) / counts for k in range(len(LABELS))], axis=1)
    given = np.zeros(p.shape, dtype=np.bool_)
    given[group, rows.label] = True
    label = np.where(given, p, -1).argmax(axis=1)
    once = rows.take(first)
    return Answers(once.entities, once.article, once.actor, once.target, once.day, label, p)
