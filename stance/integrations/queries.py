"""What users have, as `Query`s: texts, tuples, dicts, labelled examples, a DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stance.datasets.base import StanceExample
from stance.query import Located, Query, locate

FIELDS = ("text", "actor", "target")


def as_queries(items: Iterable[Any]) -> list[Located]:
    """One located question an item; ValueError names the item that is none.

    An item is a text, (text, actor, target), a mapping with these keys (others are left
    alone) or a `StanceExample`; a DataFrame with such columns is read row by row. A missing
    actor or target may be None or NaN.
    """
    if isinstance(items, str | Mapping):
        raise ValueError("a list of texts or of (text, actor, target) is expected, not one item")
    columns = getattr(items, "columns", None)
    if columns is not None:
        if "text" not in columns:
            known = ", ".join(map(str, columns))
            raise ValueError(f"the table needs a column 'text'; there are {known or 'none'}")
        items = (dict(row) for _, row in items.iterrows())  # type: ignore[attr-defined]
    located = []
    for number, item in enumerate(items):
        try:
            located.append(locate(as_query(item)))
        except ValueError as error:
            raise ValueError(f"item {number}: {error}") from None
    return located


def as_query(item: Any) -> Query:
    """The question that one item asks; ValueError when it is none."""
    if isinstance(item, str):
        return Query(item)
    if isinstance(item, StanceExample):
        return Query(item.text, item.actor, item.target)
    if isinstance(item, Mapping):
        if "text" not in item:
            raise ValueError("the field 'text' is missing")
        return Query(*(_given(item.get(name)) for name in FIELDS))
    parts = item.tolist() if hasattr(item, "tolist") else item
    if isinstance(parts, list | tuple) and 1 <= len(parts) <= len(FIELDS):
        return Query(*(_given(part) for part in parts))
    raise ValueError(f"a text or (text, actor, target) is expected, not {item!r:.60}")


def _given(value: Any) -> Any:
    """The value, None for the NaN and <NA> that tables have in empty cells."""
    if value is None or isinstance(value, str | list | tuple):
        return value
    if hasattr(value, "__len__"):  # a NumPy array, as Parquet's lists are read
        return value.tolist()
    return None if value != value or type(value).__name__ == "NAType" else value
