"""Typed examples as a Hugging Face `datasets.Dataset`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stance.datasets.base import AttributionDocument, StanceDocument, StanceExample
from stance.extras import require
from stance.schema import LABELS, Span

if TYPE_CHECKING:
    import datasets


def to_hf(
    examples: Sequence[StanceExample] | Sequence[AttributionDocument] | Sequence[StanceDocument],
) -> datasets.Dataset:
    """One row an example, in order; labels are a ClassLabel with the names of `LABELS`.

    StanceExample: id, text, label, actor_start, actor_end, target_start, target_end, topic (a
    target that is no span), reverse, group, meta (JSON). AttributionDocument: id, text,
    annotator, attributions, sentences, entities, chains. StanceDocument: id, text, sentences,
    names, stances, meta (JSON). A span in a list is [start, end]; what is not given is None.

    Raises ValueError for no example at all or several kinds of them, and MissingExtra where
    the package `datasets` is not installed.
    """
    kinds = {type(example) for example in examples}
    if len(kinds) != 1:
        raise ValueError(f"examples of one kind expected, not {len(kinds)} kinds")
    features, row = _CONVERTERS[kinds.pop()]
    hf = require("datasets", extra="train")
    rows = [row(example) for example in examples]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return hf.Dataset.from_dict(columns, features=features(hf))


def _example_features(hf: Any) -> Any:
    label, text, number = hf.ClassLabel(names=list(LABELS)), hf.Value("string"), hf.Value("int32")
    return hf.Features(
        {
            "id": text,
            "text": text,
            "label": label,
            **dict.fromkeys(("actor_start", "actor_end", "target_start", "target_end"), number),
            "topic": text,
            "reverse": label,
            "group": text,
            "meta": text,
        }
    )


def _example_row(example: StanceExample) -> dict[str, Any]:
    target = example.target
    return {
        "id": example.id,
        "text": example.text,
        "label": LABELS.index(example.label),
        **_bounds("actor", example.actor),
        **_bounds("target", target if isinstance(target, Span) else None),
        "topic": target if isinstance(target, str) else None,
        "reverse": None if example.reverse is None else LABELS.index(example.reverse),
        "group": example.group,
        "meta": json.dumps(example.meta, ensure_ascii=False),
    }


def _bounds(name: str, span: Span | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end}


def _attribution_features(hf: Any) -> Any:
    text, spans = hf.Value("string"), _spans(hf)
    return hf.Features(
        {
            "id": text,
            "text": text,
            "annotator": text,
            "attributions": hf.List({"source": spans, "cue": spans, "content": spans}),
            "sentences": spans,
            "entities": hf.List({"span": spans.feature, "type": text}),
            "chains": hf.List(spans),
        }
    )


def _attribution_row(document: AttributionDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "text": document.text,
        "annotator": document.annotator,
        "attributions": [
            {"source": item.source, "cue": item.cue, "content": item.content}
            for item in document.attributions
        ],
        "sentences": document.sentences,
        "entities": None
        if document.entities is None
        else [{"span": span, "type": kind} for span, kind in document.entities],
        "chains": document.chains,
    }


def _document_features(hf: Any) -> Any:
    text, spans = hf.Value("string"), _spans(hf)
    stance = {
        "actor": text,
        "target": text,
        "label": hf.ClassLabel(names=list(LABELS)),
        "sentence": hf.Value("int32"),
    }
    return hf.Features(
        {
            "id": text,
            "text": text,
            "sentences": spans,
            "names": hf.List({"name": text, "aliases": hf.List(text)}),
            "stances": hf.List(stance),
            "meta": text,
        }
    )


def _document_row(document: StanceDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "text": document.text,
        "sentences": document.sentences,
        "names": [{"name": name, "aliases": names} for name, names in document.names.items()],
        "stances": [
            {
                "actor": stance.actor,
                "target": stance.target,
                "label": LABELS.index(stance.label),
                "sentence": stance.sentence,
            }
            for stance in document.stances
        ],
        "meta": json.dumps(document.meta, ensure_ascii=False),
    }


def _spans(hf: Any) -> Any:
    """A list of [start, end]."""
    return hf.List(hf.List(hf.Value("int32"), length=2))


_CONVERTERS: dict[type, tuple[Any, Any]] = {
    StanceExample: (_example_features, _example_row),
    AttributionDocument: (_attribution_features, _attribution_row),
    StanceDocument: (_document_features, _document_row),
}
