"""Fine-tunes a stance model on the mix of labelled sets that a config states.

    python -m training.train_stance training/configs/stance-small.yaml \\
        --data-dir DATA --work RUNS [key=value ...]

Checkpoints and logs go to the work folder; a run that is started again goes on from its
last checkpoint. The best checkpoint by dev score is written to the config's `output`.
Works alone, under `accelerate launch` and under `torchrun`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from torch import Tensor
from torch.nn import functional
from transformers import Trainer, set_seed
from transformers.trainer_utils import EvalPrediction

from stance.batching import pad
from stance.encoding import StanceEncoder, load_tokenizer
from stance.evaluation.joint import FIVE_CLASSES
from stance.modeling import StanceConfig, StanceModel
from training.config import load_config
from training.encoders import locate
from training.mixture import DEV, IGNORE, SETS, Mix, encode, load, training_rows
from training.runs import (
    RunConfig,
    load_pretrained_encoder,
    parse_arguments,
    resume_from,
    training_arguments,
    write_model,
)
from training.scores import dev_scores


@dataclass(kw_only=True)
class StanceTraining(RunConfig):
    """Everything that decides a run. `passes` are passes over each training set."""

    passes: dict[str, float]
    start: str | None = None
    """A model folder to go on from; None starts from the encoder."""
    role_markers: bool = False
    """Whether the actor has markers of its own."""
    label_smoothing: float = 0.0
    joint_loss: float = 0.5
    """Weight of the five-class loss where both directions are labelled; the rest is directed."""
    swap_names: float = 0.0
    """Share of rows whose actor and target are renamed."""


def main() -> None:
    arguments = parse_arguments(__doc__)
    config = load_config(StanceTraining, arguments.config, arguments.overrides)
    set_seed(config.seed)

    # 1. Model and tokenizer
    folder = locate(config.encoder)
    tokenizer = load_tokenizer(str(folder / "tokenizer.json"))
    encoder = StanceEncoder(tokenizer, config.max_tokens, config.role_markers)
    model = build_model(config, folder)

    # 2. Data
    mix = Mix(config.passes, config.swap_names)
    train = Dataset.from_list(training_rows(encoder, mix, arguments.data_dir, config.seed))
    dev = Dataset.from_list(
        [
            row
            for name in config.passes
            for row in encode(encoder, load(name, DEV[name], arguments.data_dir), name)
        ]
    )

    # 3. Training
    work = arguments.work / Path(config.output).name
    trainer = StanceTrainer(
        model=model,
        # One epoch: the passes are already in the rows.
        args=training_arguments(config, work, steps=-(-len(train) // config.batch_size)),
        train_dataset=train,
        eval_dataset=dev,
        data_collator=collate,
        compute_metrics=dev_metrics,
        joint_loss=config.joint_loss,
        label_smoothing=config.label_smoothing,
    )
    trainer.train(resume_from_checkpoint=resume_from(work))

    # 4. The model folder
    write_model(trainer, config, folder, rows=len(train))


def build_model(config: StanceTraining, folder: Path) -> StanceModel:
    """A stance model: the one to start from, or the pretrained encoder with a fresh head."""
    if config.start is not None:
        model: StanceModel = StanceModel.from_pretrained(config.start, dtype=torch.float32)
        model.config.role_markers = config.role_markers
        model.config.temperatures = {}
        return model
    pretrained = load_pretrained_encoder(folder)
    model = StanceModel(
        StanceConfig(
            encoder=pretrained.config.to_dict(),
            max_tokens=config.max_tokens,
            dropout=config.dropout,
            role_markers=config.role_markers,
        )
    )
    model.encoder.load_state_dict(pretrained.state_dict())
    return model


def collate(rows: list[dict[str, Any]]) -> dict[str, Tensor]:
    """Pads texts and asks both directions of each row: pairs (2 * rows, 3)."""
    texts: list[list[int]] = []
    pairs = []
    for row in rows:
        texts.append(row["input_ids"])
        pairs.append((len(texts) - 1, row["actor"], row["target"]))
        if row["reverse_ids"]:
            texts.append(row["reverse_ids"])
        pairs.append((len(texts) - 1, row["reverse_actor"], row["reverse_target"]))
    ids, mask = (torch.from_numpy(array) for array in pad(texts))
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "pairs": torch.tensor(pairs),
        "labels": torch.tensor([row["labels"] for row in rows]),
    }


class StanceTrainer(Trainer):
    """Trainer with the stance loss; its predictions are logits of shape (rows, 2, 3)."""

    def __init__(self, *args: Any, joint_loss: float, label_smoothing: float, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.joint_loss = joint_loss
        self.label_smoothing = label_smoothing

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        labels = inputs.pop("labels")
        logits = model(**inputs).float().view(len(labels), 2, 3)
        loss = stance_loss(logits, labels, self.joint_loss, self.label_smoothing)
        return (loss, {"logits": logits}) if return_outputs else loss


def stance_loss(logits: Tensor, labels: Tensor, joint: float, smoothing: float) -> Tensor:
    """Mean over rows of the directed loss, mixed with the five-class loss where both
    directions are labelled.

    `logits`: (rows, 2, 3); `labels`: (rows, 3) as `training.mixture.encode` makes them.
    """
    directed = functional.cross_entropy(
        logits.flatten(0, 1),
        labels[:, :2].flatten(),
        ignore_index=IGNORE,
        label_smoothing=smoothing,
        reduction="none",
    ).view(-1, 2)
    both = (labels[:, :2] != IGNORE).all(dim=1)
    per_row = directed.sum(dim=1) / (1 + both.float())
    if joint and both.any():
        table = torch.tensor(FIVE_CLASSES, device=logits.device)
        five = logits[both, 0][:, table[:, 0]] + logits[both, 1][:, table[:, 1]]
        classes = (labels[both, None, :2] == table).all(dim=2).int().argmax(dim=1)
        five_loss = functional.cross_entropy(
            five, classes, label_smoothing=smoothing, reduction="none"
        )
        per_row = per_row.clone()
        per_row[both] = (1 - joint) * per_row[both] + joint * five_loss
    return per_row.mean()


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
