"""Chunks to tables: the entities of the whole corpus first, then every article's rows."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from stance.corpus.chunks import ChunkStore
from stance.corpus.files import replacing
from stance.corpus.identities import Identities, apply_edits, read_edits, write_rows
from stance.corpus.merge import Names
from stance.corpus.tables import TABLES, fault_row, rows_of, table_writer

ENTITIES = "entities.csv"
ERRORS = "errors.jsonl"


@dataclass(frozen=True, slots=True)
class Built:
    """What the tables hold. `lost_edits` are changes in `entities.csv` without a row now."""

    articles: int
    faults: int
    noted: int
    entities: int
    edits: int
    lost_edits: int


def build_tables(store: ChunkStore, folder: Path) -> Built:
    """Writes all tables of the kept chunks to the folder; a user's merges are kept.

    Memory holds the different names of the corpus and some thousand rows.
    """
    names = Names()
    for line in store.read():
        if "article" in line:
            names.add(line["entities"])
    rows = names.merge()
    edits = read_edits(folder / ENTITIES, rows.values())
    rows = apply_edits(rows, edits)
    identities = Identities(rows)
    articles = faults = noted = 0
    with ExitStack() as stack:
        writers = {name: stack.enter_context(table_writer(folder, name)) for name in TABLES}
        errors = stack.enter_context(replacing(folder / ERRORS))
        for line in store.read():
            if (fault := fault_row(line)) is not None:
                errors.write(json.dumps(fault) + "\n")
                noted += fault["analysed"]
                faults += not fault["analysed"]
            if "article" in line:
                articles += 1
                for name, found in rows_of(line, identities).items():
                    writers[name].write(found)
    if not (faults or noted):
        (folder / ERRORS).unlink()
    write_rows(folder / ENTITIES, rows.values(), edits)
    return Built(articles, faults, noted, len(rows), len(edits.merged), edits.unknown)
