"""HTML and Markdown to the plain text that is analysed.

trafilatura finds the main text of a web page, without menus and footers (extra `html`),
markdown-it-py the words of Markdown. Offsets in an answer are those of the plain text, which
every analysis carries.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from stance.extras import require
from stance.lexicon import word_set

if TYPE_CHECKING:
    from markdown_it.token import Token

FORMATS = ("text", "html", "markdown")

PAGE_SUFFIXES = (".html", ".htm")

# What nobody writes at the head of an article, and every browser saves at that of a page.
_PAGE_HEAD = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_PAGE = re.compile(r"<(?:html|body|article|main)\b", re.IGNORECASE)
_HIDDEN = frozenset(("head", "script", "style", "template"))
_BLOCKS = word_set(
    """
    address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul
    """
)
# What no XML may hold, and so no tree of lxml's, as itself or by its number.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,6})(?![0-9a-f])|0*([0-9]{1,7})(?![0-9]));?", re.I)
_BREAKS = frozenset(("softbreak", "hardbreak"))


def is_page(source: str, name: str = "") -> bool:
    """Whether a text is a web page, by how it begins or by the name of its file."""
    return PurePath(name).suffix.lower() in PAGE_SUFFIXES or bool(_PAGE_HEAD.match(source))


def to_text(source: str, form: str) -> str:
    """The plain text of a document in one of `FORMATS`, a blank line between its blocks.

    ValueError for another format, or a page that cannot be read;
    `stance.extras.MissingExtra` where a package is missing.
    """
    if form not in FORMATS:
        raise ValueError(f"an input format is one of {', '.join(FORMATS)}, not {form!r}")
    if form == "html":
        return _from_html(source)
    return _from_markdown(source) if form == "markdown" else source


def _from_html(source: str) -> str:
    trafilatura = require("trafilatura", extra="html")
    if not source.strip():
        return ""
    source = _allowed(source)
    # What is no whole page has no menus to leave out, and trafilatura does not take it.
    page = _PAGE.search(source) is not None
    try:
        with _quiet("trafilatura"):
            text = trafilatura.extract(source, include_comments=False) if page else None
        text = text or _all_words(source)
    except ValueError as error:
        raise ValueError(f"not HTML that can be read: {error}") from None
    return _joined(text.splitlines())


def _allowed(source: str) -> str:
    """The source with a blank for each character that the parser does not take."""
    return _REFERENCE.sub(_reference, _FORBIDDEN.sub(" ", source))


def _reference(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    forbidden = code <= sys.maxunicode and _FORBIDDEN.match(chr(code))
    return " " if forbidden else found[0]


def _all_words(source: str) -> str:
    """All the words of a page or a piece of one, each block on a line of its own."""
    lxml = require("lxml.html", extra="html")
    root = lxml.fromstring(f"<div>{source}</div>")
    for element in list(root.iter()):  # what is cleared takes the elements in it along
        if element.tag in _HIDDEN:
            element.clear(keep_tail=True)
        elif element.tag in _BLOCKS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    return str(root.text_content())


def _joined(lines: Iterable[str]) -> str:
    return "\n\n".join(line.strip() for line in lines if line.strip())


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keeps a package's log off standard error: an odd page is not the user's concern."""
    logger = logging.getLogger(name)
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _from_markdown(source: str) -> str:
    # A dependency of the core (rich brings it too), but only few texts are Markdown.
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    return "\n\n".join(block for block in _blocks(tokens) if block.strip())


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of each block, a table's row as one; code and raw HTML are no prose."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " | ".join(row)
            row = None
        elif token.type == "inline":
            words = "".join(_words(token.children or ()))
            if row is None:
                yield words
            else:
                row.append(words)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in _BREAKS:
            yield " " if token.type == "softbreak" else "\n"
        elif token.type in ("text", "code_inline"):
            yield token.content
