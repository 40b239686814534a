"""Fine-tunes the tagger: sources, cues, contents, their links, and entity mentions.

    python -m training.train_tagger training/configs/tagger-small.yaml \\
        --data-dir DATA --work RUNS [key=value ...]

Checkpoints and logs go to the work folder; a run that is started again goes on from its
last checkpoint. The best checkpoint by dev score is written to the config's `output`.
Works alone, under `accelerate launch` and under `torchrun`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import torch
from datasets import Dataset
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import set_seed
from transformers.trainer_utils import EvalPrediction

from stance.datasets import load_dataset
from stance.datasets.base import AttributionDocument, first_annotations
from stance.encoders import locate
from stance.encoding import load_tokenizer
from stance.modeling import TaggerModel
from stance.tagging import LAYERS, LINKED_LAYERS
from training.batches import PartsTrainer
from training.config import load_config
from training.news_articles import news_articles
from training.renaming import rename, world_names
from training.runs import (
    RunConfig,
    Stopwatch,
    freeze,
    fresh_model,
    model_to_go_on_from,
    parse_arguments,
    resume_from,
    training_arguments,
    write_model,
)
from training.tagging_data import IGNORE, document_windows, unlabelled_windows
from training.tagging_teacher import PARTS, Tagging, TaggingTeacher, by_layer, taught_loss
from training.unlabelled import training_sentences


@dataclass(kw_only=True)
class TaggerTraining(RunConfig):
    """Everything that decides a run. `passes` are epochs over PolNeAR's train articles, each
    with windows of other sizes, so that no sentence always has the same neighbours."""

    passes: int = 6
    start: str | None = None
    """A model folder to go on from; None starts from the encoder."""
    renamed: float = 0.0
    """Share of the articles of each pass that are read under other names."""
    news: int = 0
    """Passes over `training.news_articles`."""
    head_learning_rate: float | None = None
    """The rate of what starts from nothing (the heads, the embedding of capitals); None: as the
    encoder's."""
    link_size: int = 128
    link_loss: float = 0.5
    """Weight of the links beside the tags."""
    teacher: str | None = None
    """A tagger whose tags and links are learned beside the labels (`training.tagging_teacher`)."""
    teacher_weight: float = 0.5
    """Share of the loss that the teacher's answers have."""
    taught: str = " ".join(PARTS)
    """What the teacher teaches, names of `training.tagging_teacher.PARTS`; the rest is learned from
    the labels alone."""
    sentences: int = 0
    """Passes over the train sentences of DSE and NewsMTSC, which only the teacher tags."""


def main() -> None:
    arguments = parse_arguments(__doc__)
    config = load_config(TaggerTraining, arguments.config, arguments.overrides)
    work = arguments.work / Path(config.output).name
    checkpoint = resume_from(work, config)
    set_seed(config.seed)

    # 1. Model and tokenizer
    folder = locate(config.encoder)
    tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
    model = build_model(config, folder)

    # 2. Data
    train = Dataset.from_list(
        training_windows(load_articles("train", arguments.data_dir), tokenizer, config)
        + sentence_windows(config, tokenizer, arguments.data_dir)
    )
    dev = Dataset.from_list(
        [
            row
            for document in load_articles("dev", arguments.data_dir)
            for row in document_windows(document, tokenizer, config.max_tokens)
        ]
    )

    # 3. Training
    trainer = TaggerTrainer(
        model=model,
        # One epoch: the passes are already in the rows.
        args=training_arguments(config, work, steps=-(-len(train) // config.batch_size)),
        train_dataset=train,
        eval_dataset=dev,
        data_collator=collate,
        compute_metrics=dev_metrics,
        preprocess_logits_for_metrics=choose,
        callbacks=[Stopwatch()],
        optimizers=(optimizer(model, config), None),
        loss=TaggerLoss(config.link_loss, config.teacher_weight, taught_parts(config)),
        teacher=TaggingTeacher(config.teacher, tokenizer) if config.teacher else None,
    )
    trainer.train(resume_from_checkpoint=checkpoint)

    # 4. The model folder
    write_model(trainer, config, folder, rows=len(train))


def build_model(config: TaggerTraining, folder: Path) -> TaggerModel:
    """A tagger: the one to start from, or the pretrained encoder with fresh heads."""
    if config.start is not None:
        model: TaggerModel = model_to_go_on_from(
            TaggerModel,
            config.start,
            max_tokens=config.max_tokens,
            dropout=config.dropout,
            link_size=config.link_size,
        )
    else:
        model = fresh_model(
            TaggerModel,
            folder,
            max_tokens=config.max_tokens,
            dropout=config.dropout,
            link_size=config.link_size,
        )
    freeze(model.encoder, config.frozen_layers)
    return model


def optimizer(model: TaggerModel, config: TaggerTraining) -> torch.optim.Optimizer:
    """AdamW with a rate for the encoder and one for the rest; no decay of biases and norms."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups[name.startswith("encoder."), parameter.ndim > 1].append(parameter)
    rate = config.head_learning_rate or config.learning_rate
    return torch.optim.AdamW(
        {
            "params": parameters,
            "lr": config.learning_rate if encoder else rate,
            "weight_decay": config.weight_decay if decays else 0.0,
        }
        for (encoder, decays), parameters in groups.items()
    )


def training_windows(
    documents: list[AttributionDocument], tokenizer: Tokenizer, config: TaggerTraining
) -> list[dict[str, Any]]:
    """The windows of all passes: in each, an article's have a size of its own, of two thirds
    of `max_tokens` to all of them."""
    draw, names = Random(config.seed), Random(config.seed)
    rows = []
    for document in documents * config.passes:
        size = draw.randint(config.max_tokens * 2 // 3, config.max_tokens)
        if names.random() < config.renamed:
            document = rename(document, world_names(), names)
        rows += document_windows(document, tokenizer, size)
    for document in news_articles() * config.news:
        size = draw.randint(config.max_tokens * 2 // 3, config.max_tokens)
        rows += document_windows(document, tokenizer, size)
    return rows


def sentence_windows(
    config: TaggerTraining, tokenizer: Tokenizer, data_dir: Path | None
) -> list[dict[str, Any]]:
    """The rows of sentences without labels, as many passes as the config says.

    ValueError where the config has sentences and no teacher for them.
    """
    if not config.sentences:
        return []
    if config.teacher is None:
        raise ValueError("sentences are tagged by a teacher, and the config names none")
    return [
        row
        for text in training_sentences(data_dir) * config.sentences
        for row in unlabelled_windows(text, tokenizer, config.max_tokens)
    ]


def load_articles(split: str, data_dir: Path | None) -> list[AttributionDocument]:
    """PolNeAR's articles of one split, one annotation each."""
    documents = cast(list[AttributionDocument], load_dataset("polnear", split, data_dir))
    return first_annotations(documents)


def collate(rows: list[dict[str, Any]]) -> dict[str, Tensor]:
    """Pads rows: ids, mask, features (rows, tokens); labels (rows, tokens, layers + links)."""

    def pad(values: list[list[int]], filler: int) -> Tensor:
        return pad_sequence(
            [torch.tensor(value) for value in values],
            batch_first=True,
            padding_value=filler,
        )

    labels = [
        pad([row[part][index] for row in rows], IGNORE)
        for part, count in (("tags", len(LAYERS)), ("links", len(LINKED_LAYERS)))
        for index in range(count)
    ]
    return {
        "input_ids": pad([row["input_ids"] for row in rows], 0),
        "attention_mask": pad([[1] * len(row["input_ids"]) for row in rows], 0),
        "features": pad([row["features"] for row in rows], 0),
        "labels": torch.stack(labels, dim=2),
    }


@dataclass(frozen=True, slots=True)
class TaggerLoss:
    """The sum of a cross-entropy a layer and one a link, to the labels and to a teacher."""

    link: float = 0.5
    teacher: float = 0.5
    taught: tuple[str, ...] = PARTS

    def __call__(
        self, found: Tagging, labels: Tensor, mask: Tensor, taught: Tagging | None = None
    ) -> Tensor:
        """The mean loss of a batch: what is labelled, and with a teacher all tokens of `mask`."""
        told = labels_loss(found, labels, self.link)
        if taught is None:
            return told
        others = tuple(part for part in PARTS if part not in self.taught)
        asked = taught_loss(found, taught, mask, self.link, self.taught)
        asked = asked + labels_loss(found, labels, self.link, others)
        return (1 - self.teacher) * told + self.teacher * asked


class TaggerTrainer(PartsTrainer):
    """Trainer with `TaggerLoss`; the teacher reads each batch itself."""

    def __init__(
        self, *args: Any, loss: TaggerLoss, teacher: TaggingTeacher | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.loss = loss
        self.teacher = teacher

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        labels = inputs.pop("labels")
        tags, links = model(**inputs)
        taught = self.teacher(**inputs) if self.teacher and model.training else None
        found = Tagging(tags.float(), links.float())
        loss = self.loss(found, labels, inputs["attention_mask"], taught)
        return (loss, {"tags": tags, "links": links}) if return_outputs else loss


def taught_parts(config: TaggerTraining) -> tuple[str, ...]:
    """What the teacher of a run teaches; ValueError for a part that there is not."""
    parts = tuple(config.taught.split())
    if unknown := [part for part in parts if part not in PARTS]:
        raise ValueError(f"taught: unknown part {unknown[0]!r}; known: {', '.join(PARTS)}")
    return parts


def labels_loss(
    found: Tagging, labels: Tensor, link_weight: float, parts: Collection[str] = PARTS
) -> Tensor:
    """Sum of the mean cross-entropies of the layers, and `link_weight` times the links'; of
    `parts` alone."""
    total = found.tags.new_zeros(())
    for index, part in enumerate(by_layer(found.tags)):
        if LAYERS[index] in parts:
            total = total + _mean_loss(part, labels[:, :, index])
    for index in range(len(LINKED_LAYERS) if "links" in parts else 0):
        told = labels[:, :, len(LAYERS) + index]
        total = total + link_weight * _mean_loss(found.links[:, index], told)
    return total


def _mean_loss(logits: Tensor, labels: Tensor) -> Tensor:
    losses = functional.cross_entropy(
        logits.flatten(0, 1), labels.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return losses / (labels != IGNORE).sum().clamp(min=1)


def choose(outputs: tuple[Tensor, Tensor], labels: Tensor) -> Tensor:
    """Best tag a layer and best goal a link: (rows, tokens, layers + links)."""
    tags, links = outputs
    best = [part.argmax(dim=2) for part in by_layer(tags)]
    best += list(links.argmax(dim=3).unbind(dim=1))
    return torch.stack(best, dim=2)


def dev_metrics(prediction: EvalPrediction) -> dict[str, float]:
    """Token F1 of source, cue, content, inner content and entity; accuracy of the links."""
    chosen, labels = (
        np.asarray(prediction.predictions),
        np.asarray(prediction.label_ids),
    )
    figures = {
        f"{layer}_token_f1": _token_f1(chosen[..., index], labels[..., index])
        for index, layer in enumerate(LAYERS)
    }
    for index, layer in enumerate(LINKED_LAYERS, start=len(LAYERS)):
        known = labels[..., index] != IGNORE
        right = (chosen[..., index] == labels[..., index])[known]
        figures[f"{layer}_link_accuracy"] = float(right.mean()) if known.any() else 0.0
    headline = [figures[f"{layer}_token_f1"] for layer in ("source", "cue", "content", "entity")]
    headline += [figures[f"{layer}_link_accuracy"] for layer in ("source", "content")]
    return {"mean": float(np.mean(headline)), **figures}


def _token_f1(chosen: npt.NDArray[np.integer], labels: npt.NDArray[np.integer]) -> float:
    """Micro F1 of tokens inside a span; B and I of a kind count as the same."""
    known = labels != IGNORE
    # Tag ids are O, then B and I of each kind in turn: (id + 1) // 2 is the kind.
    predicted, gold = (chosen[known] + 1) // 2, (labels[known] + 1) // 2
    right = int(((predicted == gold) & (gold > 0)).sum())
    total = int((predicted > 0).sum() + (gold > 0).sum())
    return 2 * right / total if total else 0.0


if __name__ == "__main__":
    main()
