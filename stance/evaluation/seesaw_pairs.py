"""SEESAW with pair and sentence given: the classifier alone, positive against negative.

The set names actor and target, but not where they stand. Each is looked for in the sentence,
then in the two sentences before it, which are read as context, under the names of
`stance.evaluation.naming.surface_forms`; the last place before the sentence's end counts for
the context, the first for the sentence. Whoever is not named there (a pronoun, a paraphrase)
is put in front: "Ann Lee on Dock Union: " and then the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from stance.datasets.base import StanceDocument, StanceExample
from stance.evaluation.naming import surface_forms
from stance.evaluation.seesaw import gold_triples
from stance.schema import Span
from stance.words import find_all

CONTEXT = 2
"""Sentences before the one that carries the stance."""


def pair_examples(documents: Iterable[StanceDocument]) -> list[StanceExample]:
    """One example a stance between two entities of the list, each once a sentence.

    A pair that a sentence labels both hostile and supportive is left out: one of the two must
    be wrong. The group is the article.
    """
    return [example for document in documents for example in _examples(document)]


def _examples(document: StanceDocument) -> Iterator[StanceExample]:
    triples = sorted(gold_triples(document), key=lambda triple: (triple[0] or 0, *triple[1:]))
    times = Counter(triple[:3] for triple in triples)
    types = document.meta["types"]
    for number, (sentence, actor, target, label) in enumerate(triples, 1):
        if sentence is None or times[sentence, actor, target] > 1:
            continue
        forms = [surface_forms(name, types[name] == "People") for name in (actor, target)]
        text, spans = _passage(document, sentence, (actor, target), forms)
        yield StanceExample(
            id=f"{document.id}-{number}",
            text=text,
            label=label,
            actor=spans[0],
            target=spans[1],
            group=document.id,
            meta={"sentence": sentence, "actor": actor, "target": target},
        )


def _passage(
    document: StanceDocument, sentence: int, names: tuple[str, str], forms: Sequence[list[str]]
) -> tuple[str, list[Span]]:
    """(text, spans of actor and target in it)."""
    here = document.sentences[sentence]
    start = document.sentences[max(0, sentence - CONTEXT)].start
    text = document.text[start : here.end]
    found: dict[int, Span] = {}
    for role, candidates in enumerate(forms):
        place = _place(text, here.start - start, candidates, list(found.values()))
        if place is not None:
            found[role] = place
    return _with_missing(text, names, found)


def _with_missing(
    text: str, names: tuple[str, str], found: dict[int, Span]
) -> tuple[str, list[Span]]:
    """The text with those that were not found put in front, and the spans of both in it."""
    front = ""
    named: dict[int, Span] = {}
    for role, name in enumerate(names):
        if role not in found:
            if role:  # the target
                front += " on " if front else "On "
            named[role] = Span(len(front), len(front) + len(name))
            front += name
    front += ": " if front else ""
    shifted = {
        role: Span(span.start + len(front), span.end + len(front)) for role, span in found.items()
    }
    spans = {**named, **shifted}
    return front + text, [spans[0], spans[1]]


def _place(text: str, sentence: int, forms: Sequence[str], taken: Sequence[Span]) -> Span | None:
    """Where the fullest form stands that is in the sentence, which begins at `sentence`, else
    in what precedes it; None for none. Places that are `taken` do not count."""
    for inside in (True, False):
        for form in forms:
            places = [
                span
                for span in find_all(text, form)
                if (span.start >= sentence) == inside and not any(map(span.overlaps, taken))
            ]
            if places:
                return places[0] if inside else places[-1]
    return None
