"""`stance predict`: the stance of an actor toward a target, for one text or for JSON lines."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stance.cli.batches import answer_each, batches
from stance.cli.options import add_model_options
from stance.cli.output import Report, open_output
from stance.cli.progress import progress
from stance.jsontext import dump
from stance.reading import STDIN, Line, json_type, read_jsonl, text_of, total_size
from stance.schema import LABELS, StancePrediction

if TYPE_CHECKING:
    from stance.classifier import StanceClassifier
    from stance.cli.options import Commands
    from stance.query import Query

BATCH = 512
"""Rows held at once."""

TOPIC = "target_is_topic"
"""A field that is true where the target is not in the text, and else is not there."""

ADDED = ("label", "score", "probabilities", TOPIC, "error")
"""The fields that an answer adds to a row."""

DESCRIPTION = """\
The stance of an actor toward a target, with probabilities.

With an actor and a target: the actor's stance toward the target. With a target alone: the
writer's. With neither: the tone of the text. A target that is not in the text is a topic."""

EPILOG = """\
JSON lines:
  A row has "text" and, if you like, "actor" and "target": a string, which stands for the
  first place in the text that has it (as whole words, else as part of one), or
  [start, end] in characters. It comes back in its place with its own fields and "label",
  "score" (from -1 hostile to 1 supportive) and "probabilities", and "target_is_topic" (true)
  where the target is not in the text; a row that cannot be answered has "error" instead, and
  the exit code is 1. Where a row brings a field of such a name, that one is kept as
  "input_label" and so on. Blank lines are left out.

examples:
  stance predict --text "Kim denounced the U.S." --actor Kim --target U.S.
  stance predict --jsonl rows.jsonl --output answers.jsonl"""


def add_parser(commands: Commands) -> None:
    """Adds `predict` to the command line."""
    parser = commands.add_parser(
        "predict",
        help="the stance of one actor toward one target",
        description=DESCRIPTION,
        epilog=EPILOG,
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--text", help="one text")
    source.add_argument("--jsonl", metavar="IN", help='JSON lines; "-" is standard input')
    parser.add_argument("--actor", help="with --text: words in it that name the actor")
    parser.add_argument(
        "--target", help="with --text: words in it that name the target, or a topic"
    )
    parser.add_argument("--format", choices=("text", "json"), help="with --text (text)")
    parser.add_argument(
        "--output", metavar="OUT", help="write here, once all is done; else to standard output"
    )
    add_model_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answers one text or all rows of a file; the exit code."""
    if args.text is not None:
        return _one(args)
    for option in ("actor", "target", "format"):
        if getattr(args, option) is not None:
            raise ValueError(f"--{option} goes with --text; the rows of --jsonl have their own")
    return _rows(args)


def _one(args: argparse.Namespace) -> int:
    query = _query({"text": args.text, "actor": args.actor, "target": args.target})
    prediction = _load(args).predict([query], long_text=args.long_text)[0]
    with open_output(args.output) as out:
        if args.format == "json":
            out.write(dump(_told(query, prediction), indent=2) + "\n")
        else:
            out.write(_sentence(query, prediction))
    return 0


def _sentence(query: Query, prediction: StancePrediction) -> str:
    """The answer in two lines; a third warns when a target was taken for a topic."""
    chances = "  ".join(f"{label} {prediction.probabilities[label]:.2f}" for label in LABELS)
    sure = prediction.probabilities[prediction.label]
    lines = [f"{prediction.label} ({sure:.2f})  score {prediction.score:+.2f}", chances]
    if isinstance(query.target, str):
        lines.append("The target is not in the text: it was taken for a topic.")
    return "\n".join(lines) + "\n"


def _told(query: Query, prediction: StancePrediction) -> dict[str, Any]:
    """The answer in JSON, with a note when a target was taken for a topic."""
    return prediction.to_dict() | ({TOPIC: True} if isinstance(query.target, str) else {})


def _rows(args: argparse.Namespace) -> int:
    report = Report()
    name = "standard input" if args.jsonl == STDIN else args.jsonl
    inputs = [args.jsonl]
    with open_output(args.output, inputs) as out, progress(total_size(inputs)) as bar:
        for line, answer in _answers(read_jsonl(args.jsonl), args):
            if isinstance(answer, ValueError):
                report(f"{name}:{line.number}", str(answer))
            if out.isatty():
                bar.hide()
            out.write(dump(_answered(line, answer)) + "\n")
            bar.advance(line.size)
    return report.exit_code


def _answers(
    lines: Iterable[Line], args: argparse.Namespace
) -> Iterator[tuple[Line, dict[str, Any] | ValueError]]:
    """Every line with its answer, in order, `BATCH` of them in memory."""
    classifier: StanceClassifier | None = None
    for batch in batches(lines, BATCH):
        # After the first lines are read: a file that is not there is said at once.
        classifier = classifier or _load(args)
        asked = [_asked(line) for line in batch]
        queries = [query for query in asked if not isinstance(query, ValueError)]
        answers = iter(answer_each(_asking(classifier, args), queries))
        for line, query in zip(batch, asked, strict=True):
            if isinstance(query, ValueError):
                yield line, query
                continue
            answer = next(answers)
            yield line, answer if isinstance(answer, ValueError) else _told(query, answer)


def _asked(line: Line) -> Query | ValueError:
    """The question a line asks, or what is wrong with it."""
    if line.error:
        return ValueError(line.error)
    try:
        return _query(line.row)
    except ValueError as error:
        return error


def _query(row: dict[str, Any]) -> Query:
    """The question of a row, its mentions found in the text; ValueError says what is off."""
    from stance.query import Query, locate

    text = text_of(row)
    for name in ("actor", "target"):
        value = row.get(name)
        if not (value is None or isinstance(value, (str, list))):
            raise ValueError(
                f'"{name}" must be a string, [start, end] or null, not {json_type(value)}'
            )
    return Query(*locate(Query(text, row.get("actor"), row.get("target"))))


def _answered(line: Line, answer: dict[str, Any] | ValueError) -> dict[str, Any]:
    """The row as it goes out: its own fields, and the answer or the error."""
    row = dict(line.row)
    for name in ADDED:
        if name in row:
            row[_free(f"input_{name}", row)] = row.pop(name)
    if line.error:
        return {"error": f"line {line.number}: {answer}"}
    if isinstance(answer, ValueError):
        return {**row, "error": str(answer)}
    return {**row, **answer}


def _free(name: str, row: dict[str, Any]) -> str:
    while name in row:
        name = f"input_{name}"
    return name


def _asking(
    classifier: StanceClassifier, args: argparse.Namespace
) -> Callable[[Sequence[Query]], list[StancePrediction]]:
    def ask(queries: Sequence[Query]) -> list[StancePrediction]:
        return classifier.predict(queries, long_text=args.long_text)

    return ask


def _load(args: argparse.Namespace) -> StanceClassifier:
    from stance.classifier import StanceClassifier

    return StanceClassifier.from_pretrained(
        args.model, backend=args.backend, threads=args.threads, device=args.device
    )
