"""Stances to be corrected by hand: tasks for Label Studio and Prodigy, and their answers back.

A task is one piece of evidence: the passage with the sentences that the classifier reads
before it, the actor and the target marked, and the model's label as a suggestion. An answer
is a row of a user's own data set, which `stance.datasets.load_dataset` reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stance.quoted import CONTEXT
from stance.schema import LABELS, Analysis, Span, as_span

LABELLING_CONFIG = """\
<View>
  <Header value="What is the actor's stance toward the target?"/>
  <Labels name="role" toName="text">
    <Label value="actor"/>
    <Label value="target"/>
  </Labels>
  <Text name="text" value="$text"/>
  <Choices name="stance" toName="text" choice="single" required="true">
    <Choice value="hostile"/>
    <Choice value="neutral"/>
    <Choice value="supportive"/>
  </Choices>
</View>
"""
"""The labelling interface of a Label Studio project for these tasks."""


@dataclass(frozen=True, slots=True)
class Task:
    """One question to a person. Spans are of `text`, which begins at `offset` of the article."""

    id: str
    article: str
    text: str
    offset: int
    actor: Span
    target: Span
    actor_name: str
    target_name: str
    label: str
    probability: float
    model: str

    def data(self) -> dict[str, Any]:
        """What goes with the task to the tool and comes back from it."""
        return {
            "id": self.id,
            "article": self.article,
            "offset": self.offset,
            "actor_name": self.actor_name,
            "target_name": self.target_name,
        }


class Skipped(ValueError):
    """A task that nobody answered, or that was rejected as no question."""


def tasks_of(analysis: Analysis, article: str) -> Iterator[Task]:
    """The tasks of one article, in the order of the text; `article` names it."""
    found = [
        (evidence, stance.actor, stance.target)
        for stance in analysis.stances
        for evidence in stance.evidence
    ]
    found.sort(key=lambda item: (item[0].span, item[0].actor, item[0].target))
    for number, (evidence, actor, target) in enumerate(found, start=1):
        before = 0 if evidence.attribution is None else CONTEXT
        context = _context(analysis, evidence.span, before)
        yield Task(
            id=f"{article}#{number}",
            article=article,
            text=context.of(analysis.text),
            offset=context.start,
            actor=_moved(evidence.actor, context.start),
            target=_moved(evidence.target, context.start),
            actor_name=analysis.entity(actor).name,
            target_name=analysis.entity(target).name,
            label=evidence.prediction.label,
            probability=evidence.prediction.probabilities[evidence.prediction.label],
            model=analysis.model.get("stance", ""),
        )


def _context(analysis: Analysis, span: Span, before: int) -> Span:
    """The span with its whole sentences and that many of them before."""
    inside = [n for n, sentence in enumerate(analysis.sentences) if sentence.overlaps(span)]
    if not inside:
        return span
    first = analysis.sentences[max(0, inside[0] - before)]
    last = analysis.sentences[inside[-1]]
    return Span(min(first.start, span.start), max(last.end, span.end))


def _moved(span: Span, start: int) -> Span:
    return Span(span.start - start, span.end - start)


def to_label_studio(task: Task) -> dict[str, Any]:
    """The task as Label Studio imports it, the suggestion as a prediction to correct."""
    regions = [
        {
            "id": role,
            "from_name": "role",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": span.of(task.text),
                "labels": [role],
            },
        }
        for role, span in (("actor", task.actor), ("target", task.target))
    ]
    choice = {
        "id": "stance",
        "from_name": "stance",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": [task.label]},
    }
    return {
        "data": {"text": task.text, **task.data()},
        "predictions": [
            {
                "model_version": task.model,
                "score": round(task.probability, 4),
                "result": [*regions, choice],
            }
        ],
    }


def to_prodigy(task: Task) -> dict[str, Any]:
    """The task as a line of Prodigy's `choice` view, the suggestion chosen already."""
    spans = sorted(((task.actor, "ACTOR"), (task.target, "TARGET")))
    return {
        "text": task.text,
        "spans": [{"start": s.start, "end": s.end, "label": role} for s, role in spans],
        "options": [{"id": label, "text": label} for label in LABELS],
        "accept": [task.label],
        "meta": {**task.data(), "score": round(task.probability, 4)},
    }


def read_answers(content: str) -> Iterator[tuple[str, dict[str, Any] | ValueError]]:
    """(where, row or what is wrong) of each answered task in an export of either tool.

    A row has id, text, actor and target as [start, end], label and group, the article. A
    task that was left out or rejected is a `Skipped`. ValueError for content of another kind.
    """
    if content.lstrip("\ufeff \t\r\n").startswith("["):
        yield from _label_studio_answers(content)
    else:
        yield from _prodigy_answers(content)


def _label_studio_answers(content: str) -> Iterator[tuple[str, dict[str, Any] | ValueError]]:
    try:
        tasks = json.loads(content.removeprefix("\ufeff"))
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    for number, task in enumerate(tasks, start=1):
        yield f"task {number}", _answer(_from_label_studio, task)


def _prodigy_answers(content: str) -> Iterator[tuple[str, dict[str, Any] | ValueError]]:
    for number, line in enumerate(content.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            task = json.loads(line)
        except ValueError as error:
            raise ValueError(f"line {number}: not JSON: {error}") from None
        yield f"line {number}", _answer(_from_prodigy, task)


def _answer(read: Any, task: Any) -> dict[str, Any] | ValueError:
    try:
        row: dict[str, Any] = read(task)
    except ValueError as error:
        return error
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        return ValueError(f"not a task that `stance review export` made: {error!r}")
    return row


def _from_label_studio(task: dict[str, Any]) -> dict[str, Any]:
    data = task["data"]
    given = [one for one in task["annotations"] if not one.get("was_cancelled")]
    if not given:
        raise Skipped("left out")
    text, roles, label = data["text"], {}, None
    # Of several annotations the last one corrects the others.
    for item in given[-1]["result"]:
        if item["type"] == "choices":
            label = _only(item["value"]["choices"], "labels")
        elif item["type"] == "labels":
            role = _only(item["value"]["labels"], "roles")
            if role in roles:
                raise ValueError(f"two regions are the {role}")
            roles[role] = _region(text, item["value"])
    return _row(data, text, roles.get("actor"), roles.get("target"), label)


def _only(chosen: list[Any], kind: str) -> Any:
    """The one that is chosen, None for none of them. ValueError for several."""
    if len(chosen) > 1:
        raise ValueError(f"several {kind} are chosen: {', '.join(map(str, chosen))}")
    return chosen[0] if chosen else None


def _region(text: str, value: dict[str, Any]) -> Span:
    """The span of a region. A browser counts an emoji as two characters, Python as one: the
    words that come with the offsets decide."""
    span = as_span([value["start"], value["end"]])
    words = value.get("text")
    if words is None or (span.of(text) == words and len(words) == span.end - span.start):
        return span
    units = text.encode("utf-16-le")
    start = len(units[: 2 * span.start].decode("utf-16-le", "ignore"))
    span = Span(start, start + len(words))
    if span.of(text) != words:
        raise ValueError(f"the region {words!r} is not at [{value['start']}, {value['end']}]")
    return span


def _from_prodigy(task: dict[str, Any]) -> dict[str, Any]:
    if task["answer"] != "accept":
        raise Skipped(str(task["answer"]))
    roles: dict[str, Span] = {}
    for item in task["spans"]:
        if item["label"] in roles:
            raise ValueError(f"two spans are the {item['label']}")
        roles[item["label"]] = as_span([item["start"], item["end"]])
    label = _only(task.get("accept") or [], "labels")
    return _row(task["meta"], task["text"], roles.get("ACTOR"), roles.get("TARGET"), label)


def _row(
    data: dict[str, Any], text: str, actor: Span | None, target: Span | None, label: str | None
) -> dict[str, Any]:
    if label not in LABELS:
        what = "no label is chosen" if label is None else f"unknown label {label!r}"
        raise ValueError(f"{what}: one of {', '.join(LABELS)} is expected")
    if target is None:
        raise ValueError("no target is marked")
    return {
        "id": data["id"],
        "text": text,
        "actor": None if actor is None else list(actor.check(text, "actor")),
        "target": list(target.check(text, "target")),
        "label": label,
        "group": data["article"],
    }
