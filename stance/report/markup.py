"""HTML and SVG out of small functions, safe because escaping is what happens by itself.

A plain string is text: unprintable characters are replaced and markup is escaped. Only what
`element` and `join` return, a `Markup`, is taken as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from stance.excerpt import printable

_VOID = frozenset({"input", "wbr"})

Value = str | int | float | bool | None


class Markup(str):
    """A string that is markup already."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: Value) -> Markup:
    """One element.

    In names of attributes an underscore stands for a hyphen, and one at the end is left out
    (``class_``, ``data_stance``). True is an attribute without a value; None and False are none.
    """
    opening = f"<{tag}{''.join(map(_attribute, attributes, attributes.values()))}>"
    if tag in _VOID:
        return Markup(opening)
    return Markup(f"{opening}{join(children)}</{tag}>")


def join(children: Iterable[str]) -> Markup:
    """Texts and markup one after the other, the texts escaped."""
    return Markup("".join(map(markup, children)))


def markup(words: str) -> Markup:
    """`words` as markup: escaped unless they are markup."""
    return words if isinstance(words, Markup) else Markup(escape(printable(words)))


def name(words: str, **attributes: Value) -> Markup:
    """A name out of a text, kept from turning round the words beside it (right-to-left names)."""
    return element("bdi", words, **attributes)


def data_block(id: str, data: Any) -> Markup:
    """JSON for scripts to read. No character of it can end the block or start a comment."""
    words = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        words = words.replace(character, f"\\u{ord(character):04x}")
    return Markup(f'<script type="application/json" id="{escape(id)}">{words}</script>')


def number(value: float) -> str:
    """A coordinate with one decimal at most."""
    words = f"{value:.1f}".removesuffix(".0")
    return "0" if words == "-0" else words


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    label = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {label}"
    words = number(value) if isinstance(value, float) else str(value)
    return f' {label}="{escape(printable(words))}"'
