"""The report of a corpus as one page, in the look of the report of an article, without script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import stance
from stance.corpus.charts import (
    LEAN,
    interval_bar,
    side,
    signed,
    time_chart,
    words_of,
)
from stance.corpus.examples import Example
from stance.corpus.figures import ENOUGH, Change, Pair, Point
from stance.corpus.identities import Identity
from stance.excerpt import clean
from stance.render import counted
from stance.report import guide
from stance.report.figure import drawn, graph, legend
from stance.report.markup import Markup, element, join, name
from stance.report.page import page
from stance.report.sections import sign
from stance.report.tensions import Tension, tensions
from stance.report.view import View
from stance.schema import Analysis, Entity, Stance, StancePrediction

STYLES = ("page.css", "text.css", "corpus.css")
WORDS = 320
"""Characters of a passage that are shown, about."""

FIRST = "First come the pairs of which most articles are hostile or supportive."

EDGES, TENSIONS = 24, 8
"""Pairs of the graph, and tensions between them that are listed."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that the page shows, cut to what fits a page; the tables beside it hold the rest.

    `least` is the number of articles from which on a pair counts; `total` pairs do.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    least: int
    total: int
    pairs: tuple[Pair, ...]
    series: tuple[tuple[Pair, tuple[Point, ...]], ...]
    period: str | None
    first: date | None
    last: date | None
    split: date | None
    tested: int
    changes: tuple[Change, ...]
    actors: tuple[Identity, ...]
    targets: tuple[Identity, ...]
    cells: tuple[Pair, ...]
    examples: tuple[tuple[Pair, tuple[Example, ...]], ...]
    level: float


def to_html(content: Content) -> str:
    """The page as a complete HTML document."""
    body = element("div", *_body(content), class_="corpus")
    return page(content.title, body, styles=STYLES)


def _body(content: Content) -> Iterator[Markup]:
    yield element(
        "header",
        element("p", "Who takes which stance toward whom", class_="kicker"),
        element("h1", name(clean(content.title))),
        element(
            "dl",
            *(
                element("div", element("dt", key), element("dd", clean(value)))
                for key, value in content.facts
            ),
            class_="facts",
        ),
    )
    yield element("main", *_main(content))
    yield guide.details()
    yield element("footer", *_footer())


def _main(content: Content) -> Iterator[Markup]:
    if not content.pairs:
        least = counted(content.least, "article")
        yield element("p", f"No actor has a stance toward the same target in {least} or more.")
        return
    if content.series:
        yield _section("time", "Over time", _time_note(content), _charts(content))
    yield _overview(content)
    if content.split is not None and content.tested:
        yield _section("changes", "What changed most", _change_note(content), _changes(content))
    shown = f"{content.total:,} pairs are in {counted(content.least, 'article')} or more. {FIRST}"
    yield _section("pairs", "Pairs", shown, _scroll(_pairs(content), "Pairs"))
    if any(found for _, found in content.examples):
        note = "The passages of which the model is surest, one an article."
        yield _section("evidence", "The words", note, _quotes(content))


def _section(id: str, title: str, note: str, *parts: Markup) -> Markup:
    return element(
        "section",
        element("h2", title, id=f"{id}-title"),
        element("p", note),
        *parts,
        id=id,
        aria_labelledby=f"{id}-title",
    )


def _scroll(table: Markup, label: str) -> Markup:
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=label)


def _time_note(content: Content) -> str:
    return (
        f"Mean score by {content.period} from −1 (hostile) to +1 (supportive), "
        f"{_interval(content)} from {ENOUGH} articles on. {FIRST}"
    )


def _interval(content: Content) -> str:
    return f"with {content.level:.0%} bootstrap intervals over articles"


def _charts(content: Content) -> Markup:
    return element("div", *(_chart(content, *item) for item in content.series), class_="charts")


def _chart(content: Content, pair: Pair, points: Sequence[Point]) -> Markup:
    assert content.first is not None and content.last is not None
    label = f"{clean(pair.actor.name)} toward {clean(pair.target.name)}, by {content.period}"
    rows = (
        element("tr", element("th", point.period, scope="row"), element("td", words_of(point.mean)))
        for point in points
    )
    return element(
        "figure",
        element("h3", sign(side(pair.mean.score)), element("span", *_names(pair))),
        element("p", words_of(pair.mean), class_="confidence"),
        time_chart(points, content.first, content.last, label),
        element("details", element("summary", "Figures"), element("table", *rows)),
    )


def _names(pair: Pair) -> tuple[Markup, ...]:
    return (
        name(clean(pair.actor.name)),
        element("span", " → ", class_="to", aria_hidden="true"),
        element("span", " toward ", class_="sr"),
        name(clean(pair.target.name)),
    )


class _Network(View):
    """Pairs as the stances of one text, drawn without their tensions: a corpus has too many."""

    @property
    def tensions(self) -> tuple[Tension, ...]:
        return ()


def _network(content: Content) -> list[Pair]:
    """The pairs that are drawn: the first whose mean is on a side."""
    leaning = [pair for pair in content.pairs if side(pair.mean.score) != "neutral"]
    return leaning[:EDGES]


def _overview(content: Content) -> Markup:
    analysis = _as_analysis(_network(content))
    parts = []
    if analysis.stances:
        view = _Network(analysis)
        told = f"the first {len(drawn(view)[1])} pairs of the list that are on a side"
        keys = [*legend(), element("span", told)]
        parts.append(
            element(
                "figure",
                graph(view, "wide"),
                graph(view, "narrow"),
                element("figcaption", *keys),
            )
        )
    if found := tensions(analysis):
        listed = (element("li", tension.text) for tension in found[:TENSIONS])
        parts.append(
            element(
                "section",
                element("h3", "Tensions"),
                element("ol", *listed, class_="tension-list"),
                id="tensions",
            )
        )
    return element(
        "section",
        element("h2", "For and against", id="overview-title"),
        *parts,
        _scroll(_matrix(content), "Matrix of actors by targets"),
        class_="overview",
        aria_labelledby="overview-title",
    )


def _as_analysis(pairs: Sequence[Pair]) -> Analysis:
    """The pairs as the stances of one text, for the graph of the reports to draw."""
    entities = {item.id: item for pair in pairs for item in (pair.actor, pair.target)}
    stances = (
        Stance(
            *pair.ids,
            StancePrediction(
                side(pair.mean.score),
                pair.mean.score,
                dict(zip(("hostile", "neutral", "supportive"), pair.p, strict=True)),
            ),
            (),
        )
        for pair in pairs
    )
    return Analysis(
        "",
        entities=tuple(Entity(item.id, item.name, item.type) for item in entities.values()),
        stances=tuple(stances),
    )


def _matrix(content: Content) -> Markup:
    means = {pair.ids: pair for pair in content.cells}
    head = element(
        "tr",
        element("td", "actor ↓ target →", class_="corner"),
        *(element("th", name(clean(item.name)), scope="col") for item in content.targets),
    )
    rows = (
        element(
            "tr",
            element("th", name(clean(actor.name)), scope="row"),
            *(
                _cell(means.get((actor.id, target.id)), actor == target)
                for target in content.targets
            ),
        )
        for actor in content.actors
    )
    return element(
        "table",
        element("caption", "Mean score, and articles. Actors (rows) by targets (columns)."),
        element("thead", head),
        element("tbody", *rows),
        class_="matrix broad",
    )


def _cell(pair: Pair | None, same: bool) -> Markup:
    if pair is None:
        return element("td", class_="self" if same else None)
    label = side(pair.mean.score)
    words = f"{clean(pair.actor.name)} toward {clean(pair.target.name)}: {words_of(pair.mean)}"
    return element(
        "td",
        element(
            "span",
            sign(label),
            element("span", signed(pair.mean.score), class_="confidence"),
            element("small", f"{pair.mean.articles:,}"),
            class_=f"cell {label}",
            title=words,
        ),
    )


def _change_note(content: Content) -> str:
    split = content.split.isoformat() if content.split else ""
    return (
        f"Mean score before {split} and from then on, of pairs with {ENOUGH} articles or more "
        "either side, the surest changes first. p: permutation test; q: the share of chance "
        f"findings among the pairs with a q no greater ({counted(content.tested, 'pair')} tested "
        "together)."
    )


def _changes(content: Content) -> Markup:
    rows = (
        element(
            "tr",
            element("th", *_names(change.pair), scope="row"),
            _number(f"{signed(change.before.score)} ({change.before.articles:,})"),
            _number(f"{signed(change.after.score)} ({change.after.articles:,})"),
            _number(signed(change.difference)),
            _number(f"{signed(change.low)} to {signed(change.high)}"),
            _number(f"{change.p:.3f}"),
            _number(f"{change.q:.3f}"),
        )
        for change in content.changes
    )
    titles = ("Pair", "Before (articles)", "After (articles)", "Change")
    return _scroll(_table((*titles, f"{content.level:.0%} interval", "p", "q"), rows), "Changes")


def _pairs(content: Content) -> Markup:
    # The edges of the graph lead to these rows.
    edges = {pair.ids: f"stance-{number}" for number, pair in enumerate(_network(content), 1)}
    rows = (
        element(
            "tr",
            element("th", *_names(pair), scope="row"),
            _number(f"{pair.mean.articles:,}"),
            *(_number(f"{count:,}") for count in pair.counts),
            _number(signed(pair.mean.score)),
            element("td", interval_bar(pair.mean)),
            id=edges.get(pair.ids),
        )
        for pair in content.pairs
    )
    titles = ("Pair", "Articles", "Hostile", "Neutral", "Supportive", "Mean score", "−1 to +1")
    return _table(titles, rows)


def _table(titles: Sequence[str], rows: Iterator[Markup]) -> Markup:
    head = (
        element("th", title, scope="col", class_="n" if place else None)
        for place, title in enumerate(titles)
    )
    return element(
        "table",
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        class_="figures",
    )


def _number(words: str) -> Markup:
    return element("td", words, class_="n")


def _quotes(content: Content) -> Markup:
    items = (
        element("li", element("h3", *_names(pair)), *map(_quote, found))
        for pair, found in content.examples
        if found
    )
    return element("ol", *items, class_="quotes")


def _quote(example: Example) -> Markup:
    where = [example.article, example.date.isoformat() if example.date else "", example.source]
    return element(
        "blockquote",
        element("p", sign(example.label), " ", _cut(example.words), dir="auto"),
        element(
            "footer",
            f"{example.label} {signed(example.score)}, {example.kind}: ",
            join([name(" · ".join(clean(part) for part in where if part))]),
        ),
        class_=example.label,
    )


def _cut(words: str) -> str:
    words = clean(words).strip()
    return words if len(words) <= WORDS else f"{words[:WORDS].rsplit(' ', 1)[0]} …"


def _footer() -> Iterator[Markup]:
    yield element(
        "p",
        "A stance is what an article reports, not what somebody thinks. An article counts once "
        "for a pair, with its score p(supportive) − p(hostile); articles that name both without a "
        f"stance count as neutral. A mean within {LEAN:.1f} of 0 is on no side. Models err, and "
        "not evenly: check what matters against the words, and entities.csv for names that are "
        "merged or kept apart.",
    )
    yield element(
        "p", f"Made by stance {stance.__version__}. All tables are beside this page as CSV files."
    )
