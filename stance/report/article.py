"""The article with everything marked in it that a stance rests on.

The text is cut wherever a passage, a mention or a cue begins or ends; each piece carries the
numbers of the places it belongs to, which is what the script and the style sheet go by. After
the last word of a place stands a numbered link to its stance, as a footnote has it: it works
without a script, on paper and for a screen reader.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from stance.explain import SIDES
from stance.report.markup import Markup, element, join, markup
from stance.report.view import Place, View
from stance.schema import Span

# What a piece can be of a place, with the attribute that lists the places it is that for.
_PASSAGE, _ACTOR, _TARGET, _CUE = "data_p", "data_a", "data_t", "data_c"

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_WRAPPED = (50, 100)
"""Characters of lines that were wrapped at a width, not ended where their author wanted."""

_HEADLINE = 120
"""Characters of a first paragraph that may be a headline, at most."""


@dataclass(slots=True)
class _Marks:
    """Which places begin and end where, role by role."""

    starts: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    ends: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def add(self, role: str, place: int, span: Span, length: int) -> None:
        start, end = max(0, span.start), min(length, span.end)
        if start < end:
            self.starts.setdefault(start, []).append((role, place))
            self.ends.setdefault(end, []).append((role, place))


def article(view: View) -> Markup:
    """The text in paragraphs, its passages, actors, targets and cues marked."""
    text = view.analysis.text
    marks = _marks(view)
    links = _links(view)
    cuts = sorted({0, len(text), *marks.starts, *marks.ends, *links})
    active: list[set[tuple[str, int]]] = []
    current: set[tuple[str, int]] = set()
    for cut in cuts:
        current = (current - set(marks.ends.get(cut, ()))) | set(marks.starts.get(cut, ()))
        active.append(current)
    return join(
        element(
            "p",
            *_pieces(view, paragraph, cuts, active, links),
            dir="auto",
            class_=_kind(paragraph.of(text), first=number == 0),
        )
        for number, paragraph in enumerate(paragraphs(text))
    )


def _kind(words: str, first: bool) -> str | None:
    """How a paragraph is set: as a headline, or with its lines flowing where they were wrapped
    for a terminal or a mail."""
    if first and is_headline(words):
        return "headline"
    *lines, _ = words.split("\n")
    wrapped = lines and all(_WRAPPED[0] <= len(line) <= _WRAPPED[1] for line in lines)
    return "wrapped" if wrapped else None


def is_headline(words: str) -> bool:
    """Whether a first paragraph looks like a headline: short, and no sentence with a full stop."""
    words = words.strip()
    return len(words) <= _HEADLINE and not words.endswith((".", "!", "?", "”", '"', ":"))


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs: between blank lines where there are any, else the lines."""
    pattern = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    bounds = [0, *(bound for match in pattern.finditer(text) for bound in match.span()), len(text)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        if text[start:end].strip():
            yield Span(start, end)


def _marks(view: View) -> _Marks:
    marks = _Marks()
    length = len(view.analysis.text)
    for place in view.places:
        marks.add(_PASSAGE, place.number, place.span, length)
        for role, spans in (
            (_ACTOR, {item.actor for item in place.evidence}),
            (_TARGET, {item.target for item in place.evidence}),
            (_CUE, _cues(view, place)),
        ):
            for span in _merged(spans):
                marks.add(role, place.number, span, length)
    return marks


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches that the spans cover together."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _cues(view: View, place: Place) -> set[Span]:
    known = view.analysis.attributions
    indices = {item.attribution for item in place.evidence}
    return {span for i in indices if i is not None and 0 <= i < len(known) for span in known[i].cue}


def _links(view: View) -> dict[int, list[Place]]:
    """The places by the offset of their last character, blanks at the end left out."""
    text = view.analysis.text
    links: dict[int, list[Place]] = {}
    for place in view.places:
        end = min(place.span.end, len(text))
        while end > 1 and text[end - 1].isspace():
            end -= 1
        links.setdefault(end, []).append(place)
    return links


def _pieces(
    view: View,
    paragraph: Span,
    cuts: list[int],
    active: list[set[tuple[str, int]]],
    links: dict[int, list[Place]],
) -> Iterator[Markup]:
    """The words of one paragraph, and the links behind them.

    `active` has what holds from each of the `cuts` on, up to the next.
    """
    text = view.analysis.text
    first = bisect_right(cuts, paragraph.start) - 1
    last = bisect_left(cuts, paragraph.end)
    bounds = [paragraph.start, *cuts[first + 1 : last], paragraph.end]
    for index, (start, end) in enumerate(pairwise(bounds), first):
        if start < end:
            yield _piece(view, text[start:end], active[index])
            if end in links:
                yield _references(view, links[end])


def _piece(view: View, words: str, roles: set[tuple[str, int]]) -> Markup:
    """Some words, with the places they belong to."""
    if not roles:
        return markup(words)
    lists = {
        key: " ".join(str(place) for role, place in sorted(roles) if role == key) or None
        for key in (_PASSAGE, _ACTOR, _TARGET, _CUE)
    }
    clear = {view.places[place].label for role, place in roles if role == _PASSAGE} - {"neutral"}
    named = {
        role for role, place in roles if view.places[place].label != "neutral" and role != _PASSAGE
    }
    classes = ["w", *sorted(clear)]
    classes += [name for role, name in _NAMES.items() if role in named]
    return element("span", words, class_=" ".join(classes), **lists)


_NAMES = {_ACTOR: "actor", _TARGET: "target", _CUE: "cue"}


def _references(view: View, places: list[Place]) -> Markup:
    """The numbered links to the stances that rest on the words before them."""
    links = [_reference(view, place) for place in sorted(places, key=_order)]
    # A line may break between two links, but not between the last word and the first.
    rest = [part for link in links[1:] for part in (element("wbr"), link)]
    return element("span", links[0], *rest, class_="refs")


def _order(place: Place) -> tuple[bool, int]:
    return place.label == "neutral", place.stance


def _reference(view: View, place: Place) -> Markup:
    item = view.items[place.stance]
    label = f"{item.number + 1}: {item.actor} {SIDES[place.label]} {item.target}"
    return element(
        "a",
        str(item.number + 1),
        class_=f"ref {place.label}",
        id=f"place-{place.number}",
        href=f"#stance-{item.number + 1}",
        data_stance=item.number,
        data_place=place.number,
        aria_label=f"Stance {label}",
        title=label,
    )
