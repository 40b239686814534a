"""Hand-made resolutions, and the questions that they raise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resolving import Said, resolve

from stance.candidates import candidates
from stance.questions import Candidate
from stance.resolve import Resolved
from stance.schema import Attribution, Span
from stance.segment import sentences


def said(
    text: str, source: str, cue: str, content: Sequence[str], speaker: str | None
) -> Attribution:
    """An attribution of parts of the text, each given by its words."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Attribution(span(source), (span(cue),), tuple(map(span, content)), speaker)


def resolved(
    text: str,
    names: str,
    attributions: Sequence[Attribution] = (),
    targets: Sequence[str] | None = None,
) -> Resolved:
    """A resolution in which every occurrence of these names is a mention of the entity whose
    id is the name in lower case."""
    mentions = [
        (Span(*match.span()), name.lower())
        for name in names.split()
        for match in re.finditer(rf"\b{name}\b", text)
    ]
    return Resolved(
        text,
        sentences(text),
        (),
        tuple(attributions),
        tuple(sorted(mentions)),
        None if targets is None else frozenset(targets),
    )


def pairs(found: Sequence[Candidate]) -> list[tuple[str, str]]:
    return [(item.actor, item.target) for item in found]


def raised(text: str, kinds: dict[str, str], *items: Said, kind: str = "indirect") -> set[str]:
    """The questions that hand-made tags raise: "actor > target"."""
    found = candidates(resolve(text, kinds, said=items, kind=kind))
    return {f"{item.actor} > {item.target}" for item in found}
