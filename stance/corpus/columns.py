"""Which columns of a table hold the text, the id, the date and the source of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stance.reading import InputError

COMMON = {
    "text": "text body content article article_text full_text fulltext body_text maintext "
    "main_text bodytext article_body story document",
    "id": "id article_id doc_id docid document_id uid uuid guid key url link",
    "date": "date published published_at publish_date published_date publication_date "
    "pub_date pubdate date_publish datetime timestamp created_at time",
    "source": "source source_name outlet publisher newspaper publication source_domain domain "
    "site media medium",
}
"""Names that the columns often have, the surest first; case does not count."""

SHOWN = 12
"""Columns that an error names."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns. None: not named by the user, or, once resolved, not there."""

    text: str | None = None
    id: str | None = None
    date: str | None = None
    source: str | None = None

    def resolve(self, names: Sequence[str], where: str) -> Columns:
        """The columns of a table that has columns `names`.

        What is not named is guessed from `COMMON`. InputError, naming `where`, when a named
        column or any column with the text is not there.
        """
        found = {role: self._one(role, names, where) for role in COMMON}
        if found["text"] is None:
            raise InputError(
                where, f"no column holds the text; it has {_list(names)}. Name it: --text-column"
            )
        return Columns(**found)

    def _one(self, role: str, names: Sequence[str], where: str) -> str | None:
        wanted: str | None = getattr(self, role)
        if wanted is not None:
            if wanted not in names:
                raise InputError(where, f"no column {wanted!r}; it has {_list(names)}")
            return wanted
        known = {name.strip().lower(): name for name in reversed(names)}
        return next((known[name] for name in COMMON[role].split() if name in known), None)

    def __str__(self) -> str:
        parts = [f"{role} from {getattr(self, role)!r}" for role in COMMON if getattr(self, role)]
        return ", ".join(parts)


def _list(names: Sequence[str]) -> str:
    if not names:
        return "no columns"
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(repr(name) for name in names[:SHOWN]) + more
