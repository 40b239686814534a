"""PolNeAR: how well sources, cues, contents and whole attributions are found.

Texts are compared in tokens (runs of letters and digits, or single marks). Of each role
(source, cue, content), over all articles:

- token F1: tokens that lie in a span of the role, gold against predicted (what Citron's
  evaluation calls overlap; proportional overlap in opinion mining, Johansson and Moschitti
  2013);
- exact F1: spans with the same tokens; a span in pieces counts as one, one that serves several
  attributions counts once;
- overlap F1: a predicted span is right when it shares a token with a gold one, and a gold one
  is found when it shares a token with a predicted one (Breck, Choi and Cardie 2007).

An attribution, the headline, is right when its content shares at least half of its tokens
with the gold one (intersection over union) and its source overlaps the gold source, or
neither has a source; each is matched at most once, the best overlap first.

Where several annotators labelled an article, the first by name is the gold standard of the
headline, so that every article counts once. `annotator_figures` scores the system against each
of them on these articles, and the annotators against each other: the human ceiling.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.evaluation.counts import Tally, f1, ratio
from stance.schema import Attribution, Span
from stance.tagger import Tagged

ROLES = ("source", "cue", "content")
MIN_OVERLAP = 0.5
_TOKEN = re.compile(r"\w+|[^\w\s]")

Tokens = frozenset[int]
"""A span or several as the starts of their tokens."""


def score_attributions(
    pairs: Iterable[tuple[AttributionDocument, Tagged]],
) -> dict[str, float]:
    """The figures over articles: `figures` of their `tally`."""
    return figures(tally(pairs))


def tally(pairs: Iterable[tuple[AttributionDocument, Tagged]]) -> Tally:
    """The counts of each article."""
    return Tally.of(_counts(document, tagged) for document, tagged in pairs)


def figures(counts: Tally) -> dict[str, float]:
    """Attribution F1 (headline), precision and recall, figures of each role, and entity F1
    (exact span and type, where an article has entities)."""
    sums = counts.sums()
    precision, recall = (
        ratio(sums["attribution_right"], sums[f"attribution_{side}"])
        for side in ("predicted", "gold")
    )
    return {
        "attribution_f1": f1(precision, recall),
        "attribution_precision": precision,
        "attribution_recall": recall,
        **{
            f"{role}_{kind}_f1": _f1(sums, f"{role}_{kind}")
            for kind in ("token", "exact")
            for role in ROLES
        },
        **{
            f"{role}_overlap_f1": f1(
                ratio(sums[f"{role}_overlapping"], sums[f"{role}_exact_predicted"]),
                ratio(sums[f"{role}_overlapped"], sums[f"{role}_exact_gold"]),
            )
            for role in ROLES
        },
        "entity_f1": _f1(sums, "entity"),
    }


def annotator_figures(
    documents: Sequence[AttributionDocument], tagged: Mapping[str, Tagged]
) -> dict[str, float]:
    """Attribution F1 and the roles' token F1 on the articles with several annotators, whose
    Tagged are given by id.

    `attribution_f1_annotators`: the system against each annotator in turn.
    `attribution_f1_human`: each annotator against each other one. So for `source_token_f1`,
    `cue_token_f1` and `content_token_f1`. Empty without such articles.
    """
    versions: dict[str, list[AttributionDocument]] = defaultdict(list)
    for document in documents:
        versions[document.id].append(document)
    several = [group for group in versions.values() if len(group) > 1]
    if not several:
        return {}
    system = Tally.of(
        _span_counts(version, [_as_gold(item) for item in tagged[version.id].attributions])
        for group in several
        for version in group
    ).sums()
    human = Tally.of(
        _span_counts(one, other.attributions)
        for group in several
        for one, other in permutations(group, 2)
    ).sums()
    return {
        f"{name}_f1_{who}": _f1(sums, name)
        for name in ("attribution", *(f"{role}_token" for role in ROLES))
        for who, sums in (("annotators", system), ("human", human))
    } | {"articles_of_several_annotators": len(several)}


def match(
    gold: Sequence[GoldAttribution],
    found: Sequence[GoldAttribution],
    tokens: Sequence[int],
) -> list[tuple[int, int]]:
    """(index in `gold`, index in `found`) of each attribution that is right.

    `tokens` are the starts of the text's tokens.
    """
    scored = []
    contents = [_tokens(tokens, given.content) for given in found]
    for g, wanted in enumerate(gold):
        content = _tokens(tokens, wanted.content)
        for p, (given, predicted) in enumerate(zip(found, contents, strict=True)):
            overlap = ratio(len(content & predicted), len(content | predicted))
            if overlap >= MIN_OVERLAP and _same_source(wanted, given):
                scored.append((overlap, g, p))
    pairs: dict[int, int] = {}
    for _, g, p in sorted(scored, reverse=True):
        if g not in pairs and p not in pairs.values():
            pairs[g] = p
    return sorted(pairs.items())


def token_starts(text: str) -> list[int]:
    """Where the tokens of a text begin."""
    return [token.start() for token in _TOKEN.finditer(text)]


def _counts(document: AttributionDocument, tagged: Tagged) -> dict[str, int]:
    counts = _span_counts(document, [_as_gold(item) for item in tagged.attributions])
    if document.entities is not None:
        mentions = {(mention.span, mention.type) for mention in tagged.mentions}
        counts |= _compared("entity", mentions, set(document.entities))
    return counts


def _span_counts(document: AttributionDocument, found: Sequence[GoldAttribution]) -> dict[str, int]:
    """The counts of whole attributions and of each role."""
    tokens = token_starts(document.text)
    right = len(match(document.attributions, found, tokens))
    counts = {
        "attribution_right": right,
        "attribution_predicted": len(found),
        "attribution_gold": len(document.attributions),
    }
    for role in ROLES:
        gold_spans, found_spans = (
            {_tokens(tokens, getattr(item, role)) for item in items} - {frozenset()}
            for items in (document.attributions, found)
        )
        gold_tokens, found_tokens = _union(gold_spans), _union(found_spans)
        counts |= _compared(f"{role}_token", found_tokens, gold_tokens)
        counts |= _compared(f"{role}_exact", found_spans, gold_spans)
        counts[f"{role}_overlapping"] = sum(bool(span & gold_tokens) for span in found_spans)
        counts[f"{role}_overlapped"] = sum(bool(span & found_tokens) for span in gold_spans)
    return counts


def _as_gold(attribution: Attribution) -> GoldAttribution:
    source = () if attribution.source is None else (attribution.source,)
    return GoldAttribution(source, attribution.cue, attribution.content)


def _same_source(one: GoldAttribution, other: GoldAttribution) -> bool:
    if not one.source or not other.source:
        return not one.source and not other.source
    return any(a.overlaps(b) for a in one.source for b in other.source)


def _tokens(starts: Sequence[int], spans: Iterable[Span]) -> Tokens:
    pieces = list(spans)
    return frozenset(start for start in starts if any(s.start <= start < s.end for s in pieces))


def _union(spans: Iterable[Tokens]) -> Tokens:
    return frozenset[int]().union(*spans)


def _compared(name: str, found: Iterable[object], gold: Iterable[object]) -> dict[str, int]:
    predicted, wanted = set(found), set(gold)
    return {
        f"{name}_right": len(predicted & wanted),
        f"{name}_predicted": len(predicted),
        f"{name}_gold": len(wanted),
    }


def _f1(sums: Mapping[str, int], name: str) -> float:
    right = sums[f"{name}_right"]
    return f1(ratio(right, sums[f"{name}_predicted"]), ratio(right, sums[f"{name}_gold"]))


def mistakes(
    document: AttributionDocument, tagged: Tagged
) -> Iterator[tuple[GoldAttribution | None, GoldAttribution | None]]:
    """(gold, None) for each attribution that is missed, (None, found) for each false one."""
    found = [_as_gold(attribution) for attribution in tagged.attributions]
    right = match(document.attributions, found, token_starts(document.text))
    matched_gold, matched_found = {g for g, _ in right}, {p for _, p in right}
    for index, gold in enumerate(document.attributions):
        if index not in matched_gold:
            yield gold, None
    for index, given in enumerate(found):
        if index not in matched_found:
            yield None, given
