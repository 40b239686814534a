"""Speaker links: whether a resolver finds who is behind the source of an attribution.

A link is stand-off: the span of a source in an article, and the span of one named mention of
the speaker in the same article, or null for somebody the article never names ("experts").
A link to a name is right when the entity found has a mention that ends with the gold one
(names have their head last: "Gov. Ann Lee", "Lee"); a null is right when the entity found has
no name either. Accuracy is reported overall and by the kind of source, for names are easy.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stance.datasets.base import DataError
from stance.names import pronoun
from stance.resolve import Resolved
from stance.schema import GROUP, Attribution, Span, as_span
from stance.tagger import Tagged

KINDS = ("name", "pronoun", "description", "unnamed")
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_EDGES = " ,.;:'\"“”‘’"


@dataclass(frozen=True, slots=True)
class SpeakerLink:
    """The speaker behind one source: a named mention of it, None when nobody is named."""

    article: str
    source: Span
    speaker: Span | None

    def kind(self, text: str) -> str:
        """ "name" when the source holds the name, "pronoun", "description", or "unnamed"."""
        words = self.source.of(text)
        if self.speaker is None:
            return "unnamed"
        if pronoun(words) is not None or words.lower() in _RELATIVE:
            return "pronoun"
        surname = self.speaker.of(text).split()[-1]
        return "name" if surname in words else "description"


def read_links(path: Path) -> dict[str, list[SpeakerLink]]:
    """The links of a JSONL file by article; DataError names the line that is no link."""
    links: dict[str, list[SpeakerLink]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, None, f"cannot be read: {error}") from None
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            speaker = None if row["speaker"] is None else as_span(row["speaker"])
            link = SpeakerLink(row["article"], as_span(row["source"]), speaker)
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(path, number, f"not a speaker link: {error!r}") from None
        links.setdefault(link.article, []).append(link)
    return links


def with_sources(tagged: Tagged, attributions: Iterable[Attribution]) -> Tagged:
    """`tagged` with these attributions in place of its own: gold sources, found mentions."""
    return replace(tagged, attributions=tuple(attributions))


def score_speakers(
    articles: Iterable[tuple[Sequence[SpeakerLink], Resolved]],
) -> dict[str, float]:
    """Accuracy over all links and by kind, and how many links there are of each.

    A link whose source no attribution has counts as wrong.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for links, resolved in articles:
        for link, found in zip(links, judged(links, resolved), strict=True):
            kind = link.kind(resolved.text)
            total[kind] += 1
            right[kind] += found
    figures = {"accuracy": right.total() / total.total() if total else 0.0}
    figures |= {kind: right[kind] / total[kind] for kind in KINDS if total[kind]}
    figures["links"] = total.total()
    return figures | {f"{kind}_links": total[kind] for kind in KINDS if total[kind]}


def judged(links: Sequence[SpeakerLink], resolved: Resolved) -> list[bool]:
    """Whether each link is answered rightly."""
    speakers = {item.source: item.speaker for item in resolved.attributions}
    entities = {entity.id: entity for entity in resolved.entities}
    answers = []
    for link in links:
        entity = entities.get(speakers.get(link.source) or "")
        if link.source not in speakers:
            answers.append(False)
            continue
        if link.speaker is None:
            answers.append(entity is None or entity.type == GROUP)
            continue
        end = _end(resolved.text, link.speaker)
        answers.append(
            entity is not None
            and any(
                _end(resolved.text, mention) == end
                for mention in entity.mentions
                if mention.overlaps(link.speaker)
            )
        )
    return answers


def _end(text: str, span: Span) -> int:
    """Where the words of a span end, punctuation and possessive left out."""
    words = span.of(text).removesuffix("'s").removesuffix("’s").rstrip(_EDGES)
    return span.start + len(words)
