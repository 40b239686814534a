"""A report: one HTML page with everything in it, for one analysis.

The page asks nothing of the network, and its content security policy forbids it to: only the
style sheet and the script whose digests it names are run, whatever stands in the article.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from string import Template
from typing import Any

import stance
from stance.excerpt import clean
from stance.report import guide, sections
from stance.report.article import article, paragraphs
from stance.report.figure import MOST, drawn, graph, legend
from stance.report.markup import Markup, data_block, element, join, markup, name
from stance.report.view import View
from stance.schema import Analysis

STYLES = ("page.css", "text.css")
"""The style sheets of a report, in the order in which they go."""

TITLE = 110
"""Characters of a title that is taken from the text, about."""


def to_html(analysis: Analysis, title: str | None = None) -> str:
    """The report as a complete HTML document.

    `title` stands at the top; without one, the beginning of the text does. The analysis itself
    is in the page as JSON (`Analysis.from_dict` reads it), and can be saved from there.
    """
    view = View(analysis)
    heading = title if title is not None else _title(analysis)
    return page(heading, _body(view, heading), _data(view))


def page(
    title: str,
    body: Markup,
    data: dict[str, Any] | None = None,
    styles: Sequence[str] = STYLES,
) -> str:
    """A complete document around `body`, in the styles of those names in `assets`.

    With `data` the script of the reports runs on it; without, the page has no script.
    """
    style = "\n".join(map(asset, styles))
    script = asset("page.js") if data is not None else None
    allowed = "'none'" if script is None else f"'{_digest(script)}'"
    return Template(asset("page.html")).substitute(
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src {allowed}; "
        "base-uri 'none'; form-action 'none'",
        generator=markup(f"stance {stance.__version__}"),
        title=markup(clean(title)),
        style=style,
        body=body,
        data="" if data is None else data_block("stance-data", data),
        script="" if script is None else f"<script>{script}</script>",
    )


@cache
def asset(name: str) -> str:
    """The text of a file in `stance/report/assets`."""
    return resources.files("stance.report").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(words: str) -> str:
    digest = hashlib.sha256(words.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _title(analysis: Analysis) -> str:
    """The beginning of the text, on one line."""
    first = next(paragraphs(analysis.text), None)
    if first is None:
        return "A text without words"
    words = clean(first.of(analysis.text)[: 4 * TITLE]).strip()
    return words if len(words) <= TITLE else f"{words[:TITLE].rsplit(' ', 1)[0]} …"


def _data(view: View) -> dict[str, Any]:
    """What the script works on, and the analysis for whoever saves it."""
    return {
        "stances": [
            {
                "actor": view.parties[item.stance.actor],
                "target": view.parties[item.stance.target],
                "label": item.label,
                "confidence": round(item.stance.prediction.probabilities[item.label], 4),
                "places": [place.number for place in item.places],
                "first": item.first.number if item.first else None,
            }
            for item in view.items
        ],
        "places": [{"stance": place.stance, "label": place.label} for place in view.places],
        "analysis": view.analysis.to_dict(),
    }


def _body(view: View, heading: str) -> Markup:
    return join(
        [
            element("a", "Skip to the stances", class_="skip", href="#stances"),
            _header(view, heading),
            element("main", *_main(view)),
            guide.details(),
            _footer(view),
            _bar(),
        ]
    )


def _header(view: View, heading: str) -> Markup:
    id = view.analysis.id
    return element(
        "header",
        element("p", "Who takes which stance toward whom", class_="kicker"),
        element("h1", name(clean(heading))),
        "" if id is None else element("p", name(clean(str(id))), class_="source"),
        sections.facts(view),
    )


def _main(view: View) -> Iterator[Markup]:
    if view.items:
        yield sections.filters(view)
    if view.clear:
        yield _overview(view)
    elif view.tensions:
        yield _tensions(view)
    yield element("div", _text(view), _stances(view), class_="reading")


def _overview(view: View) -> Markup:
    return element(
        "section",
        element("h2", "For and against", id="overview-title"),
        _figure(view),
        _tensions(view) if view.tensions else "",
        sections.matrix(view),
        class_="overview",
        aria_labelledby="overview-title",
    )


def _tensions(view: View) -> Markup:
    return element(
        "section",
        element("h3", "Tensions", id="tensions-title"),
        sections.tension_list(view),
        id="tensions",
        tabindex=-1,
        aria_labelledby="tensions-title",
    )


def _figure(view: View) -> Markup:
    shown = drawn(view)[1]
    keys = list(legend())
    if any(item.stance.contested for item in shown):
        keys.append(element("span", element("b", "±"), " both sides"))
    if view.tensions:
        keys.append(element("span", element("i", class_="tense"), " part of a tension"))
    missing = len(view.clear) - len(shown)
    if missing:
        keys.append(element("span", f"{missing} weaker stances beyond {MOST} parties not drawn"))
    return element(
        "figure",
        graph(view, "wide"),
        graph(view, "narrow"),
        element("figcaption", *keys),
    )


def _text(view: View) -> Markup:
    return element(
        "section",
        element("h2", "The text", id="text-title"),
        element("p", *_text_key(), class_="keys"),
        element("div", article(view), class_="text", id="text"),
        class_="article",
        aria_labelledby="text-title",
    )


def _text_key() -> Iterator[Markup]:
    yield element("span", element("span", "hostile", class_="w hostile"), " ")
    yield element("span", element("span", "supportive", class_="w supportive"), " ")
    yield element("span", element("span", "actor", class_="w actor"), " ")
    yield element("span", element("span", "target", class_="w target"), " ")
    yield element("span", "numbers lead to the stances")


def _stances(view: View) -> Markup:
    nothing = "No stance was found." if view.analysis.text.strip() else "There is nothing to read."
    return element(
        "section",
        element("h2", "The stances", id="stances-title"),
        element("p", element("a", "What the labels mean", href="#guide"), class_="keys"),
        sections.stance_list(view) if view.items else element("p", nothing),
        class_="stances",
        id="stances",
        tabindex=-1,
        aria_labelledby="stances-title",
    )


def _footer(view: View) -> Markup:
    models = ", ".join(dict.fromkeys(view.analysis.model.values()))
    save = element("button", "Save the data (JSON)", type="button", id="save")
    made = f"Made by stance {stance.__version__}" + (f" with {models}" if models else "")
    return element(
        "footer",
        element(
            "p",
            "A stance is what the text reports, not what somebody thinks. "
            "Models err: check what matters against the words.",
        ),
        element("p", f"{made}. ", save),
    )


def _bar() -> Markup:
    """The selected stance, whatever part of the page is on the screen."""
    return element(
        "aside",
        element("p", id="chosen", role="status"),
        element(
            "div",
            element("button", "‹", type="button", id="previous", aria_label="Previous place"),
            element("span", id="which"),
            element("button", "›", type="button", id="next", aria_label="Next place"),
            element("a", "Words", href="#text", id="to-words"),
            element("a", "List", href="#stances", id="to-card"),
            element("button", "×", type="button", id="close", aria_label="Close (Escape)"),
        ),
        id="bar",
        aria_label="Selected stance",
        hidden=True,
    )
