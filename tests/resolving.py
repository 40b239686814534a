"""Hand-made tags for the tests of resolution: texts whose names and attributions are given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.resolve import Resolved, Resolver
from stance.schema import Attribution, Coverage, Span
from stance.segment import sentences
from stance.tagger import Mention, Tagged

Said = tuple[str, str, str]
"""(source, cue, content) of an attribution, by its words in the text."""


def tagged(
    text: str,
    names: dict[str, str],
    sources: Sequence[str] = (),
    said: Sequence[Said] = (),
    kind: str = "indirect",
) -> Tagged:
    """A tagged text: every occurrence of `names` (words to type), and attributions.

    A source alone speaks the rest of its sentence behind the next word; `said` gives whole
    attributions. Both are looked for in text order.
    """
    mentions = [
        Mention(Span(*match.span()), type)
        for words, type in names.items()
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    ]
    kept = [
        mention
        for mention in mentions
        if not any(o is not mention and o.span.covers(mention.span) for o in mentions)
    ]
    attributions = [*_by_source(text, sources), *(_whole(text, item, kind) for item in said)]
    return Tagged(
        text,
        sentences(text),
        tuple(sorted(kept, key=lambda mention: mention.span)),
        tuple(attributions),
        Coverage(len(text), len(text), 1),
    )


def _by_source(text: str, sources: Sequence[str]) -> list[Attribution]:
    found = []
    position = 0
    for source in sources:
        start = text.index(source, position)
        end = position = start + len(source)
        cue = Span(end + 1, end + 1 + len(text[end + 1 :].split()[0]))
        stop = next(s.end for s in sentences(text) if s.end > cue.end)
        found.append(Attribution(Span(start, end), (cue,), (Span(cue.end + 1, stop),)))
    return found


def _whole(text: str, item: Said, kind: str) -> Attribution:
    source, cue, content = (span_of(text, words) for words in item)
    return Attribution(source, (cue,), (content,), kind=kind)


def span_of(text: str, words: str) -> Span:
    """Where the words stand first in the text."""
    return Span(text.index(words), text.index(words) + len(words))


def resolve(
    text: str,
    kinds: dict[str, str],
    *sources: str,
    said: Sequence[Said] = (),
    kind: str = "indirect",
) -> Resolved:
    return Resolver().resolve(tagged(text, kinds, sources, said, kind))


def speakers(resolved: Resolved) -> list[str | None]:
    """The speaker of each attribution, in text order."""
    return [item.speaker for item in resolved.attributions]


def names(resolved: Resolved) -> dict[str, set[str]]:
    """The names and phrases of each named entity, pronouns left out."""
    found: dict[str, set[str]] = {}
    for span, entity in resolved.mentions:
        found.setdefault(entity, set()).add(span.of(resolved.text))
    return found


def pronouns(resolved: Resolved) -> list[tuple[str, str]]:
    """(pronoun, entity) in text order."""
    return [(span.of(resolved.text), entity) for span, entity in resolved.pronouns]
