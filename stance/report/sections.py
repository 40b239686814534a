"""The parts of a report beside the article and the graph: list, matrix, filters, facts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from stance.explain import SIDES, SIGNS, confidence
from stance.report.markup import Markup, Value, element, join, name
from stance.report.view import Item, Place, View
from stance.schema import LABELS

ORDER = ("hostile", "supportive", "neutral")
"""Labels as a reader meets them: the two sides, then those who take none."""

_BROAD = 5
"""Targets from which on a matrix gets the whole width of the page."""


def sign(label: str, contested: bool = False) -> Markup:
    """The label as a sign in a shape of its own: a square for hostile, a disc for supportive."""
    return element(
        "span",
        "±" if contested else SIGNS[label],
        class_=f"sign {label}",
        aria_hidden="true",
    )


def bar(item: Item) -> Markup:
    """The three probabilities as one bar; the words beside it say the one that counts."""
    start = 0.0
    parts = []
    for label in LABELS:
        width = 100 * item.stance.prediction.probabilities[label]
        parts.append(
            element("rect", class_=label, x=start, y=0, width=width, height=6),
        )
        start += width
    shares = ", ".join(f"{x} {item.stance.prediction.probabilities[x]:.2f}" for x in LABELS)
    return element(
        "svg",
        element("title", shares),
        *parts,
        class_="bar",
        viewBox="0 0 100 6",
        preserveAspectRatio="none",
        role="img",
        aria_label=shares,
    )


def stance_list(view: View) -> Markup:
    """All stances as a list of cards, in the order of the analysis."""
    return element("ol", *(_card(item) for item in view.items), class_="cards", id="cards")


def _card(item: Item) -> Markup:
    pair = element(
        "a",
        name(item.actor),
        element("span", " → ", class_="to", aria_hidden="true"),
        element("span", f" is {SIDES[item.label]} ", class_="sr"),
        name(item.target),
        class_="pair",
        href=f"#place-{item.first.number}" if item.first else None,
        data_go="words",
    )
    tags = [element("span", item.label, class_=f"label {item.label}")]
    if item.stance.contested:
        tags.append(element("span", "contested", class_="tag", title="Words for both sides"))
    return element(
        "li",
        element("span", str(item.number + 1), class_="number", aria_hidden="true"),
        element("h3", sign(item.label, item.stance.contested), pair),
        element(
            "p",
            *tags,
            bar(item),
            element("span", f"{confidence(item.stance):.2f}", class_="confidence"),
            class_="answer",
        ),
        element("p", item.why, class_="why", dir="auto"),
        _place_links(item.places),
        class_=f"card {item.label}",
        id=f"stance-{item.number + 1}",
        data_stance=item.number,
    )


def _place_links(places: Iterable[Place]) -> Markup:
    """Links to the words, numbered within the stance."""
    links = [
        element(
            "a",
            sign(place.label),
            f"{place.kind}, {place.label}" if place.label == "neutral" else place.kind,
            href=f"#place-{place.number}",
            class_=f"place {place.label}",
            data_place=place.number,
            data_go="words",
            aria_label=f"Place {number}: {place.kind}, {place.label}. Go to the words",
        )
        for number, place in zip(count(1), places, strict=False)
    ]
    return element("p", *links, class_="places") if links else Markup("")


def matrix(view: View) -> Markup:
    """Actors by targets. Who has neutral stances alone is left out, and a note says so."""
    actors = list(dict.fromkeys(item.stance.actor for item in view.clear))
    targets = list(dict.fromkeys(item.stance.target for item in view.clear))
    names = {item.stance.actor: item.actor for item in view.items}
    names |= {item.stance.target: item.target for item in view.items}
    head = element(
        "tr",
        element("td", "actor ↓ target →", class_="corner"),
        *(
            element("th", name(names[id]), scope="col", data_entity=view.parties[id])
            for id in targets
        ),
    )
    rows = [
        element(
            "tr",
            element("th", name(names[id]), scope="row", data_entity=view.parties[id]),
            *(_cell(view, id, target) for target in targets),
        )
        for id in actors
    ]
    table = element(
        "table",
        element("thead", head),
        element("tbody", *rows),
        class_="matrix broad" if len(targets) > _BROAD else "matrix",
    )
    hidden = sum(
        item.stance.actor not in actors or item.stance.target not in targets for item in view.items
    )
    note = "Actors (rows) by targets (columns), of the hostile and supportive stances."
    if hidden:
        note += f" {hidden} neutral {'pair has' if hidden == 1 else 'pairs have'} no cell here."
    return element(
        "div",
        element("p", note, class_="keys", id="matrix-note"),
        scrolling(table, tabindex=0, role="region", aria_labelledby="matrix-note"),
        class_="grid",
    )


def scrolling(table: Markup, **attributes: Value) -> Markup:
    """A table that scrolls by itself where it is wider than the page."""
    return element("div", table, class_="scroll", **attributes)


def _cell(view: View, actor: str, target: str) -> Markup:
    item = view.item(actor, target)
    if item is None:
        return element("td", class_="self" if actor == target else None)
    words = f"{item.actor} {SIDES[item.label]} {item.target}, {confidence(item.stance):.2f}"
    return element(
        "td",
        element(
            "button",
            sign(item.label, item.stance.contested),
            element("span", f"{confidence(item.stance):.2f}", class_="confidence"),
            type="button",
            class_=f"cell {item.label}",
            data_stance=item.number,
            aria_label=words,
            title=words,
        ),
    )


def tension_list(view: View) -> Markup:
    """The tensions, each a button that shows its stances."""
    numbers = {(item.stance.actor, item.stance.target): item.number for item in view.items}
    return element(
        "ol",
        *(
            element(
                "li",
                element(
                    "button",
                    element("span", "△", class_="mark", aria_hidden="true"),
                    element("span", tension.text),
                    element("span", f"{tension.strength:.2f}", class_="confidence"),
                    type="button",
                    class_="tension",
                    data_tension=" ".join(str(numbers[pair]) for pair in tension.stances),
                ),
            )
            for tension in view.tensions
        ),
        class_="tensions",
    )


def filters(view: View) -> Markup:
    """What to show: by actor, target, label and confidence. Hidden until the script runs."""
    return element(
        "form",
        _choice("Actor", "actor", [(item.stance.actor, item.actor) for item in view.items], view),
        _choice(
            "Target", "target", [(item.stance.target, item.target) for item in view.items], view
        ),
        element(
            "div",
            element("span", "Label", id="label-title"),
            element("div", *(_checkbox(view, label) for label in ORDER)),
            class_="labels",
            role="group",
            aria_labelledby="label-title",
        ),
        element(
            "label",
            element("span", "Confidence from ", element("output", "0.00", id="threshold")),
            element("input", type="range", name="least", min=0, max=1, step="0.05", value=0),
        ),
        element("button", "Reset", type="reset"),
        element("p", id="shown", role="status"),
        id="filters",
        aria_label="Filter the stances",
        hidden=True,
    )


def _choice(title: str, key: str, entities: list[tuple[str, str]], view: View) -> Markup:
    options = sorted(dict.fromkeys(entities), key=lambda pair: pair[1].casefold())
    return element(
        "label",
        element("span", title),
        element(
            "select",
            element("option", "everybody", value=""),
            *(element("option", words, value=view.parties[id]) for id, words in options),
            name=key,
        ),
    )


def _checkbox(view: View, label: str) -> Markup:
    number = sum(item.label == label for item in view.items)
    return element(
        "label",
        element("input", type="checkbox", name="label", value=label, checked=label != "neutral"),
        sign(label),
        f" {label} ({number})",
        class_="check",
    )


def facts(view: View) -> Markup:
    """What was found and how much was read, in a few short lines."""
    analysis = view.analysis
    rows: list[tuple[str, str]] = [("Stances", _counts(view))]
    if view.tensions:
        rows.append(("Tensions", element("a", f"{len(view.tensions)} found", href="#tensions")))
    if analysis.sentiment is not None:
        tone = analysis.sentiment
        rows.append(("Tone of the text", f"{tone.label} ({tone.probabilities[tone.label]:.2f})"))
    coverage = analysis.coverage
    if coverage.characters:
        read = f"{coverage.read:,} of {coverage.characters:,} characters"
        rows.append(("Read", read))
    sizes: dict[str, int] = {}
    for skipped in coverage.skipped:
        size = skipped.span.end - skipped.span.start
        sizes[skipped.reason] = sizes.get(skipped.reason, 0) + size
    rows += [("Skipped", f"{size:,} characters: {reason}") for reason, size in sizes.items()]
    if analysis.missing_targets:
        rows.append(("Not in the text", join(_listed(analysis.missing_targets))))
    return element(
        "dl",
        *(element("div", element("dt", key), element("dd", value)) for key, value in rows),
        class_="facts",
    )


def _listed(names: Iterable[str]) -> Iterable[Markup]:
    for index, words in enumerate(names):
        yield join([", " if index else "", name(words)])


def _counts(view: View) -> Markup:
    parts = []
    for label in ORDER:
        number = sum(item.label == label for item in view.items)
        parts.append(element("span", sign(label), f" {number} {label}", class_="count"))
    return join(parts)
