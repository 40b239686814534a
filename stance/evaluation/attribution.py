"""PolNeAR: how well sources, cues, contents and whole attributions are found.

Token figures count the tokens (runs of letters, or single marks) that lie in a span of the
role, gold against predicted. An attribution is right when its content shares at least half
of its tokens with the gold one (intersection over union) and its source overlaps the gold
source; each is matched at most once, the best overlap first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.schema import Attribution, Span
from stance.tagger import Tagged

ROLES = ("source", "cue", "content")
MIN_OVERLAP = 0.5
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass
class Counts:
    """True positives, and how many were predicted and are in the gold standard."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0


def score_attributions(
    pairs: Iterable[tuple[AttributionDocument, Tagged]],
) -> dict[str, float]:
    """Attribution F1 (headline), token F1 a role, and entity F1 (exact span and type)."""
    counts = {name: Counts() for name in ("attribution", *ROLES, "entity")}
    for document, tagged in pairs:
        tokens = [m.start() for m in _TOKEN.finditer(document.text)]
        for role in ROLES:
            gold = _tokens(tokens, [s for a in document.attributions for s in getattr(a, role)])
            found = _tokens(tokens, [s for a in tagged.attributions for s in _spans(a, role)])
            _count(counts[role], found, gold)
        matched = matches(document, tagged, tokens)
        _add(counts["attribution"], matched, len(tagged.attributions), len(document.attributions))
        if document.entities is not None:
            _count(
                counts["entity"],
                {(m.span, m.type) for m in tagged.mentions},
                set(document.entities),
            )
    return {
        "attribution_f1": counts["attribution"].f1(),
        **{f"{role}_token_f1": counts[role].f1() for role in ROLES},
        "entity_f1": counts["entity"].f1(),
    }


def matches(document: AttributionDocument, tagged: Tagged, tokens: Sequence[int]) -> int:
    """How many of a document's attributions are found with the right source."""
    scored = []
    for g, gold in enumerate(document.attributions):
        wanted = _tokens(tokens, gold.content)
        for p, predicted in enumerate(tagged.attributions):
            found = _tokens(tokens, predicted.content)
            union = len(wanted | found)
            overlap = len(wanted & found) / union if union else 0.0
            if overlap >= MIN_OVERLAP and _same_source(gold, predicted):
                scored.append((overlap, g, p))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, g, p in sorted(scored, reverse=True):
        if g not in used_gold and p not in used_predicted:
            used_gold.add(g)
            used_predicted.add(p)
    return len(used_gold)


def _same_source(gold: GoldAttribution, predicted: Attribution) -> bool:
    if predicted.source is None or not gold.source:
        return predicted.source is None and not gold.source
    return any(predicted.source.overlaps(span) for span in gold.source)


def _spans(attribution: Attribution, role: str) -> Sequence[Span]:
    if role == "source":
        return [] if attribution.source is None else [attribution.source]
    return attribution.cue if role == "cue" else attribution.content


def _tokens(starts: Sequence[int], spans: Sequence[Span]) -> set[int]:
    return {start for start in starts if any(s.start <= start < s.end for s in spans)}


def _count(counts: Counts, found: set, gold: set) -> None:  # type: ignore[type-arg]
    _add(counts, len(found & gold), len(found), len(gold))


def _add(counts: Counts, right: int, predicted: int, gold: int) -> None:
    counts.right += right
    counts.predicted += predicted
    counts.gold += gold
