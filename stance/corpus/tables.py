"""The tables of a corpus: their columns, and their writing, a row at a time, as Parquet and CSV.

`docs/corpora.md` says what each column means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from stance.corpus.files import replacing, replacing_path
from stance.corpus.identities import Identities, Identity
from stance.delimited import CsvWriter
from stance.extras import require
from stance.schema import LABELS

Row = dict[str, Any]

_ARTICLE = {"article": "string", "date": "date", "source": "string"}
_ANSWER = {"label": "string", "score": "float", **{f"p_{label}": "float" for label in LABELS}}

TABLES: dict[str, dict[str, str]] = {
    "articles": _ARTICLE
    | {
        "file": "string",
        "line": "int",
        "characters": "int",
        "read": "int",
        "skipped": "string",
        "tone": "string",
        "tone_score": "float",
        "entities": "int",
        "attributions": "int",
        "stances": "int",
        "missing_targets": "string",
    },
    "stances": _ARTICLE
    | {
        "stance": "int",
        "actor": "string",
        "actor_name": "string",
        "actor_type": "string",
        "target": "string",
        "target_name": "string",
        "target_type": "string",
    }
    | _ANSWER
    | {"contested": "bool", "evidences": "int"},
    "evidence": _ARTICLE
    | {
        "stance": "int",
        "evidence": "int",
        "actor": "string",
        "target": "string",
        "kind": "string",
    }
    | _ANSWER
    | {
        "attribution": "int",
        "start": "int",
        "end": "int",
        "words": "string",
        "actor_start": "int",
        "actor_end": "int",
        "actor_words": "string",
        "target_start": "int",
        "target_end": "int",
        "target_words": "string",
    },
    "attributions": _ARTICLE
    | {
        "attribution": "int",
        "speaker": "string",
        "speaker_name": "string",
        "kind": "string",
        "speaker_start": "int",
        "speaker_end": "int",
        "speaker_words": "string",
        "cue": "string",
        "content": "string",
        "cue_spans": "string",
        "content_spans": "string",
    },
}
"""Columns and their types, by table. Article and numbers join one table to the other."""

BUFFER = 5_000
"""Rows of a table held before they are written."""

GAP = " … "
"""Between the parts of a cue or a content that is in several places."""


class TableWriter:
    """Takes the rows of one table, and writes them some thousand at a time."""

    def __init__(self, columns: Sequence[str], csv_file: IO[str], parquet: Any) -> None:
        self._columns = columns
        self._csv = CsvWriter(csv_file)
        self._csv.row(columns)
        self._parquet = parquet
        self._rows: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        """Adds rows that have all the columns."""
        self._rows += rows
        if len(self._rows) >= BUFFER:
            self.flush()

    def flush(self) -> None:
        """Writes the rows that are held."""
        if self._rows:
            table = require("pyarrow", extra="corpus").Table
            self._csv.records(self._columns, self._rows)
            self._parquet.write_table(table.from_pylist(self._rows, schema=self._parquet.schema))
            self._rows = []


@contextmanager
def table_writer(folder: Path, name: str) -> Iterator[TableWriter]:
    """A writer of the table `name`: its Parquet and its CSV appear when the block ends well."""
    arrow = require("pyarrow", extra="corpus")
    parquet = require("pyarrow.parquet", extra="corpus")
    columns = TABLES[name]
    schema = arrow.schema([(column, _arrow_type(arrow, kind)) for column, kind in columns.items()])
    with (
        replacing(folder / f"{name}.csv") as csv_file,
        replacing_path(folder / f"{name}.parquet") as path,
        parquet.ParquetWriter(path, schema, compression="zstd") as out,
    ):
        # At the start an empty group of rows: some versions of Arrow cannot read a file of none.
        out.write_table(schema.empty_table())
        writer = TableWriter(list(columns), csv_file, out)
        yield writer
        writer.flush()


def rows_of(line: Mapping[str, Any], identities: Identities) -> dict[str, list[Row]]:
    """The rows of one article by table. `line` is what `article_line` made."""
    article = line["article"]
    known = {entity["id"]: identities.of(entity, article["id"]) for entity in line["entities"]}
    day = date.fromisoformat(article["date"]) if article["date"] else None
    head = {"article": article["id"], "date": day, "source": article["source"]}
    return {
        "articles": [head | _article(line)],
        "stances": [
            head | {"stance": number} | _stance(stance, known)
            for number, stance in enumerate(line["stances"])
        ],
        "evidence": [
            head
            | {"stance": number, "evidence": place}
            | {"actor": known[stance["actor"]].id, "target": known[stance["target"]].id}
            | _evidence(item)
            for number, stance in enumerate(line["stances"])
            for place, item in enumerate(stance["evidence"])
        ],
        "attributions": [
            head | {"attribution": number} | _attribution(item, known)
            for number, item in enumerate(line["attributions"])
        ],
    }


def _article(line: Mapping[str, Any]) -> Row:
    article, tone = line["article"], line["article"]["tone"]
    return {
        "file": article["file"],
        "line": article["line"],
        "characters": article["characters"],
        "read": article["read"],
        "skipped": article["skipped"] or None,
        "tone": tone["label"] if tone else None,
        "tone_score": tone["score"] if tone else None,
        "entities": len(line["entities"]),
        "attributions": len(line["attributions"]),
        "stances": len(line["stances"]),
        "missing_targets": "; ".join(article["missing_targets"]) or None,
    }


def _stance(stance: Mapping[str, Any], known: Mapping[str, Identity]) -> Row:
    actor, target = known[stance["actor"]], known[stance["target"]]
    return {
        "actor": actor.id,
        "actor_name": actor.name,
        "actor_type": actor.type,
        "target": target.id,
        "target_name": target.name,
        "target_type": target.type,
        **_answer(stance),
        "contested": stance["contested"],
        "evidences": len(stance["evidence"]),
    }


def _evidence(item: Mapping[str, Any]) -> Row:
    return {
        "kind": item["kind"],
        **_answer(item),
        "attribution": item["attribution"],
        **_place(item["span"], ""),
        **_place(item["actor"], "actor_"),
        **_place(item["target"], "target_"),
    }


def _attribution(item: Mapping[str, Any], known: Mapping[str, Identity]) -> Row:
    speaker = known.get(item["speaker"])
    return {
        "speaker": speaker.id if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "kind": item["kind"],
        **_place(item["source"] or (None, None, None), "speaker_"),
        "cue": GAP.join(words for *_, words in item["cue"]) or None,
        "content": GAP.join(words for *_, words in item["content"]),
        "cue_spans": json.dumps([span[:2] for span in item["cue"]]),
        "content_spans": json.dumps([span[:2] for span in item["content"]]),
    }


def _answer(data: Mapping[str, Any]) -> Row:
    return {
        "label": data["label"],
        "score": data["score"],
        **{f"p_{label}": data["probabilities"][label] for label in LABELS},
    }


def _place(span: Sequence[Any], prefix: str) -> Row:
    start, end, words = span
    return {
        f"{prefix}start": start,
        f"{prefix}end": end,
        f"{prefix}words": words,
    }


def _arrow_type(arrow: Any, kind: str) -> Any:
    types = {
        "string": arrow.string(),
        "int": arrow.int64(),
        "float": arrow.float64(),
        "bool": arrow.bool_(),
        "date": arrow.date32(),
    }
    return types[kind]


def fault_row(line: Mapping[str, Any]) -> Row | None:
    """The row of `errors.jsonl` for a fault, or for what of an article was not understood."""
    names = ("file", "line", "id")
    analysed = "article" in line
    held = line["article"] if analysed else line["fault"]
    reason = held["note" if analysed else "reason"]
    if not reason:
        return None
    return {name: held[name] for name in names} | {"reason": reason, "analysed": analysed}
