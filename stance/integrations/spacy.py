"""spaCy: `nlp.add_pipe("stance")` and `doc._.stances`.

>>> nlp = spacy.blank("en")
>>> nlp.add_pipe("stance", config={"targets": ["EU"]})
>>> doc = nlp("Okoro denounced the European Union.")
>>> [(stance.actor, stance.target, stance.label) for stance in doc._.stances]
[('Okoro', 'European Union', 'hostile')]
"""

# No `from __future__ import annotations`: spaCy reads the types of a factory's arguments.
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import stance as toolkit
from stance.extras import require
from stance.models import DEFAULT_STANCE
from stance.pipeline import Pipeline
from stance.schema import Analysis, Evidence, Span, Stance

require("spacy", extra="spacy")
import spacy.tokens  # noqa: E402
from spacy.language import Language  # noqa: E402

BATCH = 32
"""Docs analysed together: as many as the pipeline holds at once."""


@dataclass(frozen=True, slots=True)
class DocEvidence:
    """One place of a Doc that carries a stance.

    `span`, `actor` and `target` are spaCy Spans, None where the characters in `offsets`,
    those of the passage, or of a mention do not begin and end with a token.
    """

    span: spacy.tokens.Span | None
    actor: spacy.tokens.Span | None
    target: spacy.tokens.Span | None
    label: str
    score: float
    kind: str
    offsets: Span


@dataclass(frozen=True, slots=True)
class DocStance:
    """The stance of an actor toward a target, both by name, with its evidence in a Doc."""

    actor: str
    target: str
    label: str
    score: float
    probabilities: dict[str, float]
    evidence: tuple[DocEvidence, ...]
    contested: bool


class StanceComponent:
    """Analyses docs. What is kept is plain data, so that docs can be stored and sent.

    `doc._.stance_analysis` is `Analysis.to_dict` without the text, None before the component
    has run; `doc._.stances` is a tuple of `DocStance`, made of it when asked for.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        targets: Sequence[str] | None = None,
        *,
        quoted_only: bool = False,
        min_confidence: float | None = None,
        max_risk: float | None = None,
    ):
        self._pipeline = pipeline
        self._targets = targets
        self._quoted_only = quoted_only
        self._min_confidence = min_confidence
        self._max_risk = max_risk

    def __call__(self, doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
        return next(self.pipe([doc]))

    def pipe(
        self, stream: Iterable[spacy.tokens.Doc], batch_size: int = BATCH
    ) -> Iterator[spacy.tokens.Doc]:
        """The docs in order, `batch_size` of them in memory."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            texts = [doc.text for doc in batch]
            found = self._pipeline.pipe(
                texts,
                self._targets,
                quoted_only=self._quoted_only,
                min_confidence=self._min_confidence,
                max_risk=self._max_risk,
            )
            for doc, analysis in zip(batch, found, strict=True):
                data = analysis.to_dict()
                del data["text"]
                doc._.stance_analysis = data
                yield doc


@Language.factory(
    "stance",
    assigns=["doc._.stances", "doc._.stance_analysis"],
    default_config={
        "model": DEFAULT_STANCE,
        "tagger": None,
        "targets": None,
        "quoted_only": False,
        "min_confidence": None,
        "max_risk": None,
    },
)
def make_stance(
    nlp: Language,
    name: str,
    model: str,
    tagger: str | None,
    targets: list[str] | None,
    quoted_only: bool,
    min_confidence: float | None,
    max_risk: float | None,
) -> StanceComponent:
    """The component that `nlp.add_pipe("stance")` adds, with options as `Pipeline.pipe` has."""
    return StanceComponent(
        toolkit.load(model, tagger),
        targets,
        quoted_only=quoted_only,
        min_confidence=min_confidence,
        max_risk=max_risk,
    )


def analysis_of(doc: spacy.tokens.Doc) -> Analysis | None:
    """The whole analysis of a doc; None when the component has not run."""
    data: dict[str, Any] | None = doc._.stance_analysis
    return None if data is None else Analysis.from_dict({**data, "text": doc.text})


def stances_of(doc: spacy.tokens.Doc) -> tuple[DocStance, ...]:
    """What `doc._.stances` gives: clear stances first; none before the component has run."""
    analysis = analysis_of(doc)
    if analysis is None:
        return ()
    return tuple(_doc_stance(doc, analysis, stance) for stance in analysis)


def _doc_stance(doc: spacy.tokens.Doc, analysis: Analysis, stance: Stance) -> DocStance:
    return DocStance(
        analysis.entity(stance.actor).name,
        analysis.entity(stance.target).name,
        stance.label,
        stance.score,
        stance.prediction.probabilities,
        tuple(_doc_evidence(doc, evidence) for evidence in stance.evidence),
        stance.contested,
    )


def _doc_evidence(doc: spacy.tokens.Doc, evidence: Evidence) -> DocEvidence:
    span, actor, target = (
        doc.char_span(*part) for part in (evidence.span, evidence.actor, evidence.target)
    )
    prediction = evidence.prediction
    return DocEvidence(
        span, actor, target, prediction.label, prediction.score, evidence.kind, evidence.span
    )


def _extend() -> None:
    """Adds the two attributes to spaCy's Doc, once."""
    if not spacy.tokens.Doc.has_extension("stances"):
        spacy.tokens.Doc.set_extension("stance_analysis", default=None)
        spacy.tokens.Doc.set_extension("stances", getter=stances_of)


_extend()
