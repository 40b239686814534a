"""The whole way of a text: tag, resolve, classify, aggregate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from stance.aggregate import MIN_CONFIDENCE, aggregate
from stance.candidates import candidates
from stance.classifier import LONG_TEXT, StanceClassifier, TextTooLong
from stance.models import DEFAULT_STANCE, tagger_for
from stance.polarity import turn
from stance.prior import stated
from stance.query import Query
from stance.questions import Candidate
from stance.resolve import Resolved, Resolver
from stance.schema import Analysis, Evidence, Span, StancePrediction
from stance.segment import is_blank
from stance.tagger import Tagged, Tagger

BUFFER = 32
"""Texts held at once when streaming."""


class Pipeline:
    """Reads texts and says who takes which stance toward whom.

    >>> pipeline = stance.load()
    >>> print(pipeline("Kim Jong Un called the United States a reactionary state."))

    The steps are attributes and can be replaced by others with the same methods. Nothing
    that a call is given changes the pipeline.
    """

    def __init__(self, tagger: Tagger, resolver: Resolver, classifier: StanceClassifier) -> None:
        self.tagger = tagger
        self.resolver = resolver
        self.classifier = classifier

    def __call__(
        self,
        text: str,
        targets: Sequence[str] | None = None,
        *,
        quoted_only: bool = False,
        min_confidence: float | None = None,
        max_risk: float | None = None,
        long_text: str = "window",
    ) -> Analysis:
        """The analysis of one text: `pipe` for a single one."""
        found = self.pipe(
            [text],
            targets,
            quoted_only=quoted_only,
            min_confidence=min_confidence,
            max_risk=max_risk,
            long_text=long_text,
        )
        return next(found)

    def pipe(
        self,
        texts: Iterable[str],
        targets: Sequence[str] | None = None,
        *,
        quoted_only: bool = False,
        min_confidence: float | None = None,
        max_risk: float | None = None,
        long_text: str = "window",
    ) -> Iterator[Analysis]:
        """Analyses in the order of the texts, in bounded memory.

        `targets` limits the answer to stances toward these, under any of their names in the text,
        or toward an issue ("gun control") in its words; those that do not occur are in
        `Analysis.missing_targets`. `quoted_only` leaves out what the writer reports of deeds and
        relations. `min_confidence` is the probability from which on a side is called a pair's
        stance (0.5): more finds fewer stances and fewer that are wrong, less (0.2) finds more of
        both. `max_risk` says it as the share of wrong answers that you accept among the hostile
        and supportive ones (`StanceClassifier.confidence_for`). A long text is read in windows,
        and a passage that the classifier cannot hold around the two mentions in it;
        ``long_text="error"`` raises TextTooLong for either. ValueError for what is no string.
        """
        if isinstance(texts, str):
            raise TypeError("the texts must be a list, not a string; for one, call the pipeline")
        if long_text not in LONG_TEXT:
            raise ValueError(f"long_text must be one of {', '.join(LONG_TEXT)}, not {long_text!r}")
        if isinstance(targets, str):
            targets = [targets]
        least = self._least(min_confidence, max_risk)
        return self._stream(texts, targets, quoted_only, least, long_text)

    def _least(self, min_confidence: float | None, max_risk: float | None) -> float:
        """The least probability of a side that is called a stance."""
        if min_confidence is not None and max_risk is not None:
            raise ValueError("give min_confidence or max_risk, not both")
        if max_risk is not None:
            return max(MIN_CONFIDENCE, self.classifier.confidence_for(max_risk))
        if min_confidence is None:
            return MIN_CONFIDENCE
        if not 0 < min_confidence < 1:
            raise ValueError(f"min_confidence must be above 0 and below 1, not {min_confidence}")
        return min_confidence

    def _stream(
        self,
        texts: Iterable[str],
        targets: Sequence[str] | None,
        quoted_only: bool,
        min_confidence: float,
        long_text: str,
    ) -> Iterator[Analysis]:
        iterator = iter(texts)
        while chunk := list(islice(iterator, BUFFER)):
            for text in chunk:
                if not isinstance(text, str):
                    raise ValueError(f"a text must be a string, not {type(text).__name__}")
            yield from self._analyse(chunk, targets, quoted_only, min_confidence, long_text)

    def _analyse(
        self,
        texts: Sequence[str],
        targets: Sequence[str] | None,
        quoted_only: bool,
        min_confidence: float,
        long_text: str,
    ) -> Iterator[Analysis]:
        tagged = list(self.tagger.stream(texts))
        if long_text == "error":
            for item in tagged:
                if item.coverage.windows > 1:
                    raise TextTooLong(
                        f"the text of {len(item.text)} characters needs {item.coverage.windows} "
                        f"windows of {self.tagger.max_tokens} tokens"
                    )
        resolved = [self.resolver.resolve(item, targets) for item in tagged]
        asked = [candidates(item, quoted_only) for item in resolved]
        # One stream of questions for all texts of the chunk, so that batches are full.
        queries = [
            query_of(item.text, candidate)
            for item, found in zip(resolved, asked, strict=True)
            for candidate in found
        ]
        tones = [Query(item.text) for item in tagged if not is_blank(item.text)]
        answers = self.classifier.stream([*queries, *tones], long_text=long_text)
        predictions = [[next(answers) for _ in found] for found in asked]
        for item, known, found, given in zip(tagged, resolved, asked, predictions, strict=True):
            tone = None if is_blank(item.text) else next(answers)
            yield self._analysis(item, known, found, given, tone, min_confidence)

    def _analysis(
        self,
        tagged: Tagged,
        resolved: Resolved,
        found: Sequence[Candidate],
        predictions: Sequence[StancePrediction],
        tone: StancePrediction | None,
        min_confidence: float,
    ) -> Analysis:
        evidence = [
            (candidate.actor, candidate.target, _evidence(resolved.text, candidate, prediction))
            for candidate, prediction in zip(found, predictions, strict=True)
        ]
        return Analysis(
            text=tagged.text,
            sentences=tagged.sentences,
            entities=resolved.entities,
            attributions=resolved.attributions,
            stances=aggregate(evidence, min_confidence),
            sentiment=tone,
            coverage=tagged.coverage,
            model={"stance": str(self.classifier.model), "tagger": str(self.tagger.model)},
            missing_targets=resolved.missing,
        )


def load(
    stance: str | Path = DEFAULT_STANCE,
    tagger: str | Path | None = None,
    *,
    backend: str = "onnx",
    threads: int | None = None,
    device: str | None = None,
) -> Pipeline:
    """A pipeline with the named models: shipped names, paths of model folders, or Hub ids.

    Without a `tagger` it is the one that goes with the stance model. `backend` is "onnx" (CPU)
    or "torch" (GPU where there is one, else CPU). Raises `stance.models.ModelError` for a model
    that is missing or damaged.
    """
    options = {"backend": backend, "threads": threads, "device": device}
    tagger = tagger_for(stance) if tagger is None else tagger
    with ThreadPoolExecutor(2) as pool:  # two models, two cores: half the wait for the first answer
        reader = pool.submit(Tagger.from_pretrained, tagger, **options)  # type: ignore[arg-type]
        classifier = pool.submit(StanceClassifier.from_pretrained, stance, **options)  # type: ignore[arg-type]
        return Pipeline(reader.result(), Resolver(), classifier.result())


def _evidence(text: str, candidate: Candidate, answer: StancePrediction) -> Evidence:
    """A candidate with its answer, as likely as such candidates are, and turned by its words."""
    actor, target = candidate.actor_span, candidate.target_span
    likely = stated(answer) if candidate.attribution is None else answer
    prediction = turn(text, actor, target, likely)
    return Evidence(candidate.passage, actor, target, prediction, candidate.attribution)


def query_of(text: str, candidate: Candidate) -> Query:
    """The question that the classifier is asked for a candidate of this text."""
    start = candidate.context.start

    def inside(span: Span) -> Span:
        return Span(span.start - start, span.end - start)

    return Query(
        candidate.context.of(text), inside(candidate.actor_span), inside(candidate.target_span)
    )
