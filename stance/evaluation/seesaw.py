"""SEESAW from the text alone: the pairs and triples of an article against its gold stances.

SEESAW (Zhang, Beauchamp and Wang 2022) lists the entities of an article by canonical name and
gives its stances, sentence by sentence, as (subject, positive or negative, object). The
pipeline reads nothing but the text, with the blanks between paragraphs. An entity that it
finds is the entity of the list that `stance.evaluation.naming` says; the list itself is not
shown to the pipeline. With ``seesaw_listed`` it is: its names are the targets that are asked for.

What counts, on either side:

- pairs of two different entities of the list. Stances of the narrator, and those of or toward
  somebody "not in the list", are left out of the gold; predicted stances of or toward
  entities that match no name of the list are left out as well, for nobody judged them;
- stances that take a side: neutral is the absence of a stance;
- once each: a pair (or triple: pair and label) in a document, and in a sentence. A document
  that labels a pair hostile here and supportive there has two triples and one pair.

A predicted stance belongs to the sentence its target stands in. Few articles have a second
annotator, and stances that the annotator passed over count as false: precision is a lower
bound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from stance.datasets.base import StanceDocument
from stance.evaluation.counts import Tally, f1, ratio
from stance.evaluation.naming import match_names
from stance.evaluation.steps import lost_at
from stance.schema import Analysis

Triple = tuple[int | None, str, str, str]
"""(sentence, None for the document; actor; target; label)"""

SCOPES = ("document", "sentence")


def tally(pairs: Iterable[tuple[StanceDocument, Analysis]]) -> Tally:
    """The counts of each article."""
    return Tally.of(_counts(document, analysis) for document, analysis in pairs)


def figures(counts: Tally) -> dict[str, float]:
    """Triple F1 over documents (headline), then precision, recall and F1 of pairs and triples
    over documents and over sentences."""
    sums = counts.sums()
    found = {}
    for scope in SCOPES:
        for unit in ("triple", "pair"):
            name = f"{scope}_{unit}"
            right = sums[f"{name}_right"]
            precision = ratio(right, sums[f"{name}_predicted"])
            recall = ratio(right, sums[f"{name}_gold"])
            found[f"{name}_f1"] = f1(precision, recall)
            found[f"{name}_precision"], found[f"{name}_recall"] = precision, recall
    return found


def gold_triples(document: StanceDocument) -> set[Triple]:
    """The stances between two different entities of the list, sentence by sentence."""
    return {
        (stance.sentence, stance.actor, stance.target, stance.label)
        for stance in document.stances
        if stance.actor is not None and stance.actor != stance.target
    }


def predicted_triples(document: StanceDocument, analysis: Analysis) -> set[Triple]:
    """The stances that take a side, between entities of the list; their sentence is None for
    the document's answer, and that of the evidence for each piece of evidence."""
    names = match_names(analysis, list(document.names))
    starts = [sentence.start for sentence in document.sentences]
    triples: set[Triple] = set()
    for stance in analysis.stances:
        actor, target = names.get(stance.actor), names.get(stance.target)
        if actor is None or target is None or actor == target:
            continue
        triples.add((None, actor, target, stance.label))
        for item in stance.evidence:
            sentence = max(0, bisect_right(starts, item.target.start) - 1)
            triples.add((sentence, actor, target, item.prediction.label))
    return {triple for triple in triples if triple[3] != "neutral"}


def losses(document: StanceDocument, analysis: Analysis) -> Counter[str]:
    """At which step each of the document's gold triples is lost, see `steps.STEPS`."""
    names = match_names(analysis, list(document.names))
    answers: dict[tuple[str, str], set[str]] = {}
    for stance in analysis.stances:
        pair = (names.get(stance.actor, ""), names.get(stance.target, ""))
        answers.setdefault(pair, set()).add(stance.label)
    found = set(names.values())
    return Counter(
        lost_at((actor, target), label, found, answers)
        for _, actor, target, label in _of_document(gold_triples(document))
    )


def _counts(document: StanceDocument, analysis: Analysis) -> dict[str, int]:
    gold, predicted = gold_triples(document), predicted_triples(document, analysis)
    answers = {triple for triple in predicted if triple[0] is None}
    counts = {}
    for scope, wanted, given in (
        ("document", _of_document(gold), answers),
        ("sentence", gold, predicted - answers),
    ):
        for unit, size in (("triple", 4), ("pair", 3)):
            right = {triple[:size] for triple in wanted} & {triple[:size] for triple in given}
            counts[f"{scope}_{unit}_right"] = len(right)
            counts[f"{scope}_{unit}_gold"] = len({triple[:size] for triple in wanted})
            counts[f"{scope}_{unit}_predicted"] = len({triple[:size] for triple in given})
    return counts


def _of_document(triples: Iterable[Triple]) -> set[Triple]:
    return {(None, actor, target, label) for _, actor, target, label in triples}
