"""The label guide as reports and the command line show it: `docs/label-guide.md`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stance.report.markup import Markup, element

_HERE = Path(__file__).resolve().parent
_PLACES = (
    _HERE / "assets" / "label-guide.md",  # inside an installed wheel
    _HERE.parent.parent / "docs" / "label-guide.md",  # in a checkout
)


@cache
def text() -> str:
    """The guide in Markdown; FileNotFoundError where an installation lacks it."""
    for path in _PLACES:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"the label guide is missing: looked at {', '.join(map(str, _PLACES))}")


@cache
def details() -> Markup:
    """The guide as an HTML element that opens on demand, its headings below those of a page."""
    from markdown_it import MarkdownIt

    _, _, body = text().partition("\n")  # the title is the summary
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    # One level down, below the headings of the page; tables scroll where they are too wide.
    for old, new in (("h3>", "h4>"), ("h2>", "h3>")):
        html = html.replace(old, new)
    html = html.replace("<table>", '<div class="scroll"><table>')
    html = html.replace("</table>", "</table></div>")
    return element(
        "details",
        element("summary", element("h2", "What the labels mean")),
        element("div", Markup(html), class_="guide"),
        id="guide",
    )
