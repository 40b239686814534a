"""Corpora: many articles to tables of who takes which stance toward whom.

    files -> records -> chunks -> analyser -> chunk files -> merge -> tables
             faults     (engine: one process, several, Ray)

`stance.corpus.job` puts it together; `stance corpus` is its command, docs/corpora.md its guide.
"""

from __future__ import annotations

from stance.corpus.analyser import Asked
from stance.corpus.columns import Columns
from stance.corpus.job import Job, Models, Progress, Summary, analyse_corpus, rebuild_tables
from stance.corpus.manifest import Refused

__all__ = [
    "Asked",
    "Columns",
    "Job",
    "Models",
    "Progress",
    "Refused",
    "Summary",
    "analyse_corpus",
    "rebuild_tables",
]
