"""Fine-tunes a stance model on the mix of labelled sets that a config states.

    python -m training.train_stance training/configs/stance-small.yaml \\
        --data-dir DATA --work RUNS [key=value ...]

Checkpoints and logs go to the work folder; a run that is started again goes on from its
last checkpoint. The best checkpoint by dev score is written to the config's `output`.
Works alone, under `accelerate launch` and under `torchrun`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from torch import Tensor
from torch.nn import functional
from transformers import set_seed
from transformers.trainer_utils import EvalPrediction

from stance.batching import pad
from stance.datasets.base import StanceExample
from stance.encoders import locate
from stance.encoding import StanceEncoder, load_tokenizer
from stance.evaluation.joint import FIVE_CLASSES
from stance.modeling import StanceModel
from training.batches import PartsTrainer
from training.config import load_config
from training.mixture import DEV, IGNORE, SETS, Mix, encode, load, set_of, training_examples
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
from training.scores import dev_scores
from training.teaching import Teachers
from training.unlabelled import questions


@dataclass(kw_only=True)
class StanceTraining(RunConfig):
    """Everything that decides a run. `passes` are passes over each training set."""

    passes: dict[str, float]
    start: str | None = None
    """A model folder to go on from; None starts from the encoder."""
    label_smoothing: float = 0.0
    joint_loss: float = 0.5
    """Weight of the five-class loss where both directions are labelled; the rest is directed."""
    swap_names: float = 0.0
    """Share of rows whose actor and target are renamed."""
    teachers: dict[str, float] = field(default_factory=dict)
    """Models whose mean answer is learned beside the labels, with the share of each in it;
    none: labels alone."""
    teacher_weight: float = 0.5
    """Share of the loss that the teachers' answers have on labelled rows."""
    unlabelled: int = 0
    """Questions that only the teachers answer (`training.unlabelled`)."""


def main() -> None:
    arguments = parse_arguments(__doc__)
    config = load_config(StanceTraining, arguments.config, arguments.overrides)
    work = arguments.work / Path(config.output).name
    checkpoint = resume_from(work, config)
    set_seed(config.seed)

    # 1. Model and tokenizer
    folder = locate(config.encoder)
    tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
    encoder = StanceEncoder(tokenizer, config.max_tokens)
    model = build_model(config, folder)

    # 2. Data
    mix = Mix(config.passes, config.swap_names)
    train = Dataset.from_list(
        training_rows(encoder, config, mix, arguments.data_dir, arguments.work)
    )
    dev = Dataset.from_list(
        [
            row
            for name in dict.fromkeys(map(set_of, config.passes))
            for row in encode(encoder, load(name, DEV[name], arguments.data_dir), name)
        ]
    )

    # 3. Training
    trainer = StanceTrainer(
        model=model,
        # One epoch: the passes are already in the rows.
        args=training_arguments(config, work, steps=-(-len(train) // config.batch_size)),
        train_dataset=train,
        eval_dataset=dev,
        data_collator=collate,
        compute_metrics=dev_metrics,
        callbacks=[Stopwatch()],
        loss=StanceLoss(config.joint_loss, config.label_smoothing, config.teacher_weight),
    )
    trainer.train(resume_from_checkpoint=checkpoint)

    # 4. The model folder
    write_model(trainer, config, folder, rows=len(train))


def training_rows(
    encoder: StanceEncoder, config: StanceTraining, mix: Mix, data_dir: Path | None, work: Path
) -> list[dict[str, Any]]:
    """The rows of the mix; with the teachers' answers, kept in `work`, if the config has any."""
    if config.unlabelled and not config.teachers:
        raise ValueError("unlabelled questions need a teacher")
    examples: dict[str | None, list[StanceExample]] = {}
    examples |= training_examples(mix, data_dir, config.seed).items()
    if config.unlabelled:
        examples[None] = questions(data_dir, config.unlabelled, config.seed)
    teachers = Teachers(config.teachers, work) if config.teachers else None
    rows = []
    for name, drawn in examples.items():
        encoded = encode(encoder, drawn, name)
        rows += encoded if teachers is None else teachers.teach(drawn, encoded)
    return rows


def build_model(config: StanceTraining, folder: Path) -> StanceModel:
    """A stance model: the one to start from, or the pretrained encoder with a fresh head."""
    if config.start is not None:
        model: StanceModel = model_to_go_on_from(
            StanceModel,
            config.start,
            max_tokens=config.max_tokens,
            dropout=config.dropout,
            temperatures={},
            risk={},
        )
    else:
        model = fresh_model(
            StanceModel,
            folder,
            max_tokens=config.max_tokens,
            dropout=config.dropout,
        )
    freeze(model.encoder, config.frozen_layers)
    return model


def collate(rows: list[dict[str, Any]]) -> dict[str, Tensor]:
    """Pads texts and asks both directions of each row: pairs (2 * rows, 3)."""
    pairs = []
    for index, row in enumerate(rows):
        pairs.append((index, row["actor"], row["target"]))
        pairs.append((index, row["target"], row["actor"]))
    ids, mask = (torch.from_numpy(array) for array in pad([row["input_ids"] for row in rows]))
    batch = {
        "input_ids": ids,
        "attention_mask": mask,
        "pairs": torch.tensor(pairs),
        "labels": torch.tensor([row["labels"] for row in rows]),
    }
    if "taught" in rows[0]:
        batch["taught"] = torch.tensor([row["taught"] for row in rows])
    return batch


class StanceTrainer(PartsTrainer):
    """Trainer with the stance loss; its predictions are logits of shape (rows, 2, 3)."""

    def __init__(self, *args: Any, loss: StanceLoss, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stance_loss = loss

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        labels, taught = inputs.pop("labels"), inputs.pop("taught", None)
        logits = model(**inputs).float().view(len(labels), 2, 3)
        loss = self.stance_loss(logits, labels, taught)
        return (loss, {"logits": logits}) if return_outputs else loss


@dataclass(frozen=True)
class StanceLoss:
    """The loss of a batch: labels, DSE's five classes, and a teacher's answers if there are any.

    `joint`: weight of the five-class loss on DSE's rows. `teacher`: weight of the teacher's
    answers where there is a label too.
    """

    joint: float = 0.5
    smoothing: float = 0.0
    teacher: float = 0.5

    def __call__(self, logits: Tensor, labels: Tensor, taught: Tensor | None = None) -> Tensor:
        """Mean over rows. `logits`: (rows, 2, 3); `labels`: (rows, 3) as
        `training.mixture.encode` makes them; `taught`: (rows, 2, 3) as `training.teaching`
        does, zeros for what is not asked."""
        known = labels[:, :2] != IGNORE
        per_row = self._labelled(logits, labels, known)
        if taught is None:
            return per_row.mean()
        asked = taught.sum(dim=2)
        directed = -(taught * logits.log_softmax(dim=2)).sum(dim=2)
        learned = directed.sum(dim=1) / asked.sum(dim=1).clamp(min=1)
        # A question without a label has the teacher alone; one it does not answer, the label.
        weight = torch.where(known.any(dim=1), self.teacher, 1.0) * (asked.sum(dim=1) > 0)
        return ((1 - weight) * per_row + weight * learned).mean()

    def _labelled(self, logits: Tensor, labels: Tensor, known: Tensor) -> Tensor:
        directed = functional.cross_entropy(
            logits.flatten(0, 1),
            labels[:, :2].flatten(),
            ignore_index=IGNORE,
            label_smoothing=self.smoothing,
            reduction="none",
        ).view(-1, 2)
        per_row = directed.sum(dim=1) / known.sum(dim=1).clamp(min=1)
        # At most one direction of DSE's pairs carries a stance; elsewhere both may.
        dse = (labels[:, 2] == SETS.index("dse")) & known.all(dim=1)
        if self.joint and dse.any():
            table = torch.tensor(FIVE_CLASSES, device=logits.device)
            five = logits[dse, 0][:, table[:, 0]] + logits[dse, 1][:, table[:, 1]]
            classes = (labels[dse, None, :2] == table).all(dim=2).int().argmax(dim=1)
            five_loss = functional.cross_entropy(
                five, classes, label_smoothing=self.smoothing, reduction="none"
            )
            per_row = per_row.clone()
            per_row[dse] = (1 - self.joint) * per_row[dse] + self.joint * five_loss
        return per_row


def dev_metrics(prediction: EvalPrediction) -> dict[str, float]:
    """The headline figures of every dev set, and their mean, which chooses the checkpoint."""
    logits, labels = (
        np.asarray(prediction.predictions),
        np.asarray(prediction.label_ids),
    )
    figures: dict[str, float] = {}
    headline = []
    for index, name in enumerate(SETS):
        chosen = labels[:, 2] == index
        if not chosen.any():
            continue
        scores = dev_scores(name, logits[chosen], labels[chosen])
        headline.append(next(iter(scores.values())))
        figures |= {f"{name}_{metric}": value for metric, value in scores.items()}
    return {"mean": float(np.mean(headline)), **figures}


if __name__ == "__main__":
    main()
