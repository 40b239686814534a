"""One pass of the encoder for all pairs of a passage: what it costs in accuracy, what it saves.

    python -m training.shared_pass FORM --data-dir DATA --work RUNS

trains MiniLM from the pretrained encoder on the same rows in the same order and prints the dev
scores; only how a row marks its pair differs. FORM is

- ``pair``: markers around the actor and the target, one pass a pair, as the models that ship;
- ``marked``: markers around all that any question about the passage names, one pass a passage,
  each question read off at its own two markers;
- ``levitated``: an unmarked passage and, behind it, each pair's markers at the positions of its
  mentions, which see the passage and each other and are seen by nothing else (Zhong and Chen 2021;
  Ye et al. 2022). Any number of pairs shares a pass and has the answers of a pass of its own.

    python -m training.shared_pass cost

counts what each form would read in the seed articles, and times the shipped small graph over it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from tokenizers import Encoding
from torch import Tensor
from transformers import set_seed

from stance import encoders
from stance.backends import Backend, load_backend
from stance.batching import CPU_TOKENS, by_length, pad
from stance.candidates import candidates
from stance.classifier import StanceClassifier
from stance.datasets.base import StanceExample
from stance.encoding import StanceEncoder, load_tokenizer, token_range
from stance.evaluation.documents import read_articles
from stance.modeling import StanceModel
from stance.query import Query, locate
from stance.resolve import Resolver
from stance.schema import Span
from stance.tagger import Tagger
from training.mixture import DEV, Mix, encode, load, set_of, training_examples
from training.runs import SmallRun, fresh_model, training_arguments
from training.train_stance import StanceLoss, StanceTrainer, collate, dev_metrics

FORMS = ("pair", "marked", "levitated")

PASSES = {
    "dse": 0.5,
    "quoted_stance": 1,
    "quoted_stance/train-more": 0.3,
    "directed_news": 0.3,
    "directed_news/train-cut": 0.6,
    "directed_news/train-more": 0.6,
}
"""Sets of pairs: an actor and a target that are both in the text."""

MARKERS = 4
"""Markers of a pair: one before and one behind each of its two mentions."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("form", choices=(*FORMS, "cost"))
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--work", type=Path, default=Path("runs"))
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    args = parser.parse_args()
    if args.form == "cost":
        print_cost(args.seeds)
    else:
        print(accuracy(args.form, args.data_dir, args.work / f"shared-pass-{args.form}"))


def accuracy(form: str, data_dir: Path | None, work: Path) -> dict[str, float]:
    """The dev scores of a run with this form of rows."""
    config = SmallRun()
    set_seed(config.seed)
    folder = encoders.locate(config.encoder)
    encoder = StanceEncoder(load_tokenizer(str(folder / "tokenizer.json")), config.max_tokens)
    drawn = training_examples(Mix(PASSES), data_dir, config.seed)
    train = Dataset.from_list(
        [row for name, examples in drawn.items() for row in rows(encoder, examples, name, form)]
    )
    dev = Dataset.from_list(
        [
            row
            for name in dict.fromkeys(map(set_of, PASSES))
            for row in rows(encoder, load(name, DEV[name], data_dir), name, form)
        ]
    )
    trainer = StanceTrainer(
        model=fresh_model(LevitatedModel if form == "levitated" else StanceModel, folder),
        args=training_arguments(config, work, steps=-(-len(train) // config.batch_size)),
        train_dataset=train,
        eval_dataset=dev,
        data_collator=levitate if form == "levitated" else collate,
        compute_metrics=dev_metrics,
        loss=StanceLoss(),
    )
    trainer.train()
    return trainer.evaluate()


def rows(
    encoder: StanceEncoder, examples: Sequence[StanceExample], name: str, form: str
) -> list[dict[str, Any]]:
    """A row an example, as `training.mixture.encode` makes them, with its pair in this form.

    Passages that are too long for one row stay out, in every form alike.
    """
    tokens = encoder.tokenize([example.text for example in examples])
    short = [
        (example, encoding)
        for example, encoding in zip(examples, tokens, strict=True)
        if len(encoding) + 3 * MARKERS < encoder.max_tokens
    ]
    made = encode(encoder, [example for example, _ in short], name)
    if form == "pair":
        return made
    named = _named(short)
    for row, (example, encoding) in zip(made, short, strict=True):
        pair = [token_range(encoding, span) for span in _spans(example)]
        if form == "marked":
            ids, at = _all_marked(encoder, encoding, named[example.text])
            row["actor"], row["target"] = (at[mention] for mention in pair)
        else:
            ids = [encoder.cls, *encoding.ids, encoder.sep]
            row["actor"], row["target"] = len(ids), len(ids) + 2
            row["places"] = [place for a, b in pair for place in (a + 1, b)]
            ids += [encoder.open, encoder.close] * 2
        row |= {"input_ids": ids, "length": len(ids)}
    return made


def _spans(example: StanceExample) -> tuple[Span, Span]:
    located = locate(Query(example.text, example.actor, example.target))
    assert located.actor is not None and isinstance(located.target, Span)
    return located.actor, located.target


def _named(
    examples: Sequence[tuple[StanceExample, Encoding]],
) -> dict[str, set[tuple[int, int]]]:
    """The mentions, in tokens, that any example about a text names, by text."""
    named: dict[str, set[tuple[int, int]]] = {}
    for example, encoding in examples:
        mentions = named.setdefault(example.text, set())
        mentions |= {token_range(encoding, span) for span in _spans(example)}
    return named


def _all_marked(
    encoder: StanceEncoder, encoding: Encoding, mentions: set[tuple[int, int]]
) -> tuple[list[int], dict[tuple[int, int], int]]:
    """The ids of a text with markers around all mentions, and where each one's first marker is."""
    ids, at = [encoder.cls], {}
    for index, token in enumerate(encoding.ids):
        for mention in sorted(mentions, key=lambda mention: -mention[1]):
            if mention[0] == index:
                at[mention] = len(ids)
                ids.append(encoder.open)
        ids.append(token)
        ids += [encoder.close for mention in mentions if mention[1] == index + 1]
    return [*ids, encoder.sep], at


class LevitatedModel(StanceModel):
    """A stance model that reads a passage and the levitated markers of one pair behind it."""

    def forward(  # type: ignore[override]
        self, input_ids: Tensor, attention_mask: Tensor, pairs: Tensor, position_ids: Tensor
    ) -> Tensor:
        """As `StanceModel.forward`; the last `MARKERS` tokens of a row are its markers, and
        `position_ids` (rows, tokens) says where they levitate."""
        ends = attention_mask.sum(dim=1, keepdim=True)
        index = torch.arange(input_ids.shape[1]).expand_as(input_ids)
        passage, markers = index < ends - MARKERS, (index >= ends - MARKERS) & (index < ends)
        seen = passage[:, None, :] | (markers[:, :, None] & markers[:, None, :])
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=seen[:, None], position_ids=position_ids
        )[0]
        return self.answers(hidden, pairs)


def levitate(batch: list[dict[str, Any]]) -> dict[str, Tensor]:
    made = collate(batch)
    positions = torch.arange(made["input_ids"].shape[1]).repeat(len(batch), 1)
    for index, row in enumerate(batch):
        end = len(row["input_ids"])
        positions[index, end - MARKERS : end] = torch.tensor(row["places"])
    return {**made, "position_ids": positions}


def print_cost(seeds: Path) -> None:
    """Rows, tokens and seconds of every form over the dev articles of `seeds`."""
    classifier = StanceClassifier.from_pretrained("stance-small")
    graph = load_backend(classifier.model, "onnx")
    passages = list(_passages(classifier.encoder, seeds))
    for form in FORMS:
        lengths = [length for passage in passages for length in lengths_of_rows(*passage, form)]
        seconds = min(_seconds(graph, classifier.encoder.cls, lengths) for _ in range(3))
        print(f"{form:<10} {len(lengths):>6} rows {sum(lengths):>8} tokens {seconds:6.2f} s")


def _passages(encoder: StanceEncoder, seeds: Path) -> Iterator[tuple[int, set[frozenset[Span]]]]:
    """The tokens of each passage that the pipeline asks about, and the pairs that it asks for."""
    resolver = Resolver()
    texts = [article.text for article in read_articles(seeds, "dev")]
    for tagged in Tagger.from_pretrained("tagger-small").stream(texts):
        resolved = resolver.resolve(tagged)
        pairs: dict[Span, set[frozenset[Span]]] = {}
        for found in candidates(resolved):
            pair = frozenset((found.actor_span, found.target_span))
            pairs.setdefault(found.context, set()).add(pair)
        for context, asked in pairs.items():
            (encoding,) = encoder.tokenize([context.of(resolved.text)])
            yield min(len(encoding), encoder.max_tokens) + 2, asked


def lengths_of_rows(size: int, asked: set[frozenset[Span]], form: str) -> list[int]:
    """The tokens of each row that a passage takes."""
    if form == "pair":
        return [size + MARKERS] * len(asked)
    if form == "marked":
        return [size + 2 * len(frozenset().union(*asked))]
    return [size + MARKERS * len(asked)]


def _seconds(graph: Backend, token: int, lengths: Sequence[int]) -> float:
    """What the graph takes for rows of these lengths, batched as the classifier does.

    The tokens are all the same: what a pass costs does not depend on them, nor on which of them
    may see which.
    """
    started = time.perf_counter()
    for batch in by_length(lengths, CPU_TOKENS):
        ids, mask = pad([[token] * lengths[index] for index in batch])
        pairs = np.array([(row, 1, 2) for row in range(len(batch))], dtype=np.int64)
        graph.run({"input_ids": ids, "attention_mask": mask, "pairs": pairs})
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
