"""What the two training scripts share: command line, Trainer settings, resuming, saving."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoModel,
    PreTrainedConfig,
    PreTrainedModel,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint

from stance.models import MANIFEST, ONNX_FILE

RECORD = "training.json"
"""File in a model folder that says how the model was made; the card is written from it."""


CONFIG = "run.json"
"""File in a run's work folder: the config that its checkpoints are of."""

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json")


@dataclass
class RunConfig:
    """Settings that every training run has."""

    encoder: str
    output: str
    seed: int = 13
    max_tokens: int = 256
    learning_rate: float = 1e-4
    batch_size: int = 32
    parts: int = 1
    """A batch is so many parts, each of rows of like length, drawn at random; 1: all of a batch
    is of like length, and mostly of one set."""
    weight_decay: float = 0.01
    warmup: float = 0.06
    schedule: str = "linear"
    """The learning rate after the warmup: "linear" (to zero) or "constant_with_warmup", for
    a run that another one goes on from."""
    dropout: float = 0.1
    frozen_layers: int = 0
    """Lower layers of the encoder that stay as they are, its embeddings with them; 0: none."""
    evaluations: int = 5
    """How often the dev sets are scored during a run; the best checkpoint is kept."""


@dataclass(kw_only=True)
class SmallRun(RunConfig):
    """A short run of MiniLM from the pretrained encoder, scored once: to compare ways to train."""

    encoder: str = "sentence-transformers/all-MiniLM-L6-v2"
    output: str = "small-run"
    seed: int = 61
    learning_rate: float = 2.0e-4
    evaluations: int = 1


def parse_arguments(doc: str | None) -> argparse.Namespace:
    """`config [key=value ...] --data-dir --work`, the command line of a training script."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("config", type=Path)
    parser.add_argument("overrides", nargs="*", metavar="key=value")
    parser.add_argument("--data-dir", type=Path, help="folder of the labelled sets")
    parser.add_argument("--work", type=Path, default=Path("runs"), help="checkpoints and logs")
    # Overrides may stand behind the options, too.
    return parser.parse_intermixed_args()


def load_pretrained_encoder(folder: Path) -> PreTrainedModel:
    """The pretrained encoder in full precision, without a pooling layer."""
    encoder: PreTrainedModel = AutoModel.from_pretrained(
        folder, dtype=torch.float32, add_pooling_layer=False
    )
    encoder.config.name_or_path = ""  # where this machine keeps it is nobody's business
    return encoder


def freeze(encoder: Any, layers: int) -> None:
    """Keeps what lies below an encoder's layer number `layers` from being fitted; 0: nothing.

    ValueError where the encoder has no more layers than that.
    """
    stack = encoder.encoder.layer
    if not 0 <= layers < len(stack):
        raise ValueError(f"frozen_layers must be 0 to {len(stack) - 1}, not {layers}")
    if layers:
        kept = {id(parameter) for layer in stack[layers:] for parameter in layer.parameters()}
        for parameter in encoder.parameters():
            parameter.requires_grad = id(parameter) in kept


def model_to_go_on_from(model_class: Any, start: str, **changes: Any) -> Any:
    """The model in the folder `start`, in full precision, with `changes` to its config."""
    settings = model_class.config_class.from_pretrained(start)
    for name, value in changes.items():
        setattr(settings, name, value)
    without_attention_dropout(settings.encoder)
    return model_class.from_pretrained(start, config=settings, dtype=torch.float32)


def fresh_model(model_class: Any, encoder_folder: Path, **settings: Any) -> Any:
    """The pretrained encoder with fresh heads; `settings` are those of the model's config."""
    pretrained = load_pretrained_encoder(encoder_folder)
    without_attention_dropout(pretrained.config)
    config = model_class.config_class(encoder=pretrained.config.to_dict(), **settings)
    model = model_class(config)
    model.encoder.load_state_dict(pretrained.state_dict())
    return model


def without_attention_dropout(encoder: PreTrainedConfig) -> None:
    """Drops states only, not the weights of the attention: PyTorch's fused attention knows no
    dropout, and without it a step of 16 windows takes 1.4 times as long on two cores."""
    encoder.attention_probs_dropout_prob = 0.0


def training_arguments(config: RunConfig, work: Path, steps: int) -> TrainingArguments:
    """Trainer settings: bf16 where the machine has it, batches of like length, dev scores and
    checkpoints as often as the config says. On a machine without a GPU it runs on the CPU.

    ValueError for a batch that cannot be cut into the config's parts.
    """
    if config.batch_size % config.parts:
        raise ValueError(f"a batch of {config.batch_size} rows has no {config.parts} equal parts")
    steps = -(-steps // int(os.environ.get("WORLD_SIZE", "1")))  # a batch on every device
    every = max(1, -(-steps // config.evaluations))
    return TrainingArguments(
        output_dir=str(work),
        num_train_epochs=1,
        per_device_train_batch_size=config.batch_size // config.parts,
        gradient_accumulation_steps=config.parts,
        per_device_eval_batch_size=64,
        learning_rate=config.learning_rate,
        weight_decay=config.weight_decay,
        warmup_steps=config.warmup,
        lr_scheduler_type=config.schedule,
        bf16=has_bf16(),
        use_cpu=not torch.cuda.is_available(),
        train_sampling_strategy="group_by_length",
        length_column_name="length",
        remove_unused_columns=False,
        label_names=["labels"],
        eval_strategy="steps",
        save_strategy="steps",
        eval_steps=every,
        save_steps=every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="mean",
        logging_steps=50,
        disable_tqdm=True,
        seed=config.seed,
        data_seed=config.seed,
    )


class Stopwatch(TrainerCallback):
    """Notes in a run's own log how long it has trained, so that one that was broken off knows the
    time of all its parts."""

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        self._began = time.monotonic() - seconds_trained(state)

    def on_evaluate(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any
    ) -> None:
        """Before each checkpoint, which keeps the log, and at the end."""
        passed = time.monotonic() - self._began
        state.log_history.append({"seconds_trained": passed, "step": state.global_step})


def seconds_trained(state: TrainerState) -> float:
    """How long a run has trained by its log, all its parts together."""
    return max((float(entry.get("seconds_trained", 0)) for entry in state.log_history), default=0.0)


def has_bf16() -> bool:
    """Whether products in bf16 are made by the machine; a processor that has to imitate them
    takes a hundred times as long as in float32."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def device_name() -> str:
    """What a run ran on: the GPU's name, or the number of CPU threads."""
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return f"{torch.get_num_threads()} CPU cores"


def resume_from(work: Path, config: RunConfig) -> str | None:
    """The last checkpoint in the work folder, if there is one.

    ValueError where it is of a run with another config: it would be gone on from as if it were
    of this one.
    """
    wanted = json.loads(json.dumps(asdict(config)))
    del wanted["output"]  # where the end lies decides nothing of it
    found: str | None = get_last_checkpoint(str(work)) if work.exists() else None
    kept = work / CONFIG
    if found is not None and kept.is_file():
        known = json.loads(kept.read_text(encoding="utf-8"))
        changed = sorted(key for key in known | wanted if known.get(key) != wanted.get(key))
        if changed:
            raise ValueError(
                f"{work} has checkpoints of a run with another {', '.join(changed)}: remove that "
                "folder to begin anew, or name another with --work"
            )
    work.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
    return found


def remove_export(folder: Path) -> None:
    """Removes what an export of other weights has left in a model folder."""
    (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder / Path(ONNX_FILE).parent, ignore_errors=True)


def write_model(trainer: Trainer, config: RunConfig, encoder_folder: Path, rows: int) -> None:
    """The model folder: half-precision weights, tokenizer, and the record of the run."""
    scores = trainer.evaluate()
    if not trainer.is_world_process_zero():
        return
    output = Path(config.output)
    output.mkdir(parents=True, exist_ok=True)
    remove_export(output)
    trainer.accelerator.unwrap_model(trainer.model).half().save_pretrained(output)
    for name in TOKENIZER_FILES:
        if (encoder_folder / name).exists():
            shutil.copy(encoder_folder / name, output / name)
    record = {
        "config": asdict(config),
        "rows": rows,
        "steps": trainer.state.global_step,
        "hours": round(seconds_trained(trainer.state) / 3600, 2),
        "device": device_name(),
        "dev": {
            key.removeprefix("eval_"): round(value, 4)
            for key, value in scores.items()
            if key.startswith("eval_") and "runtime" not in key and "per_second" not in key
        },
    }
    start = getattr(config, "start", None)
    if start and (Path(start) / RECORD).is_file():  # the runs that this one went on from
        record["before"] = json.loads((Path(start) / RECORD).read_text(encoding="utf-8"))
    (output / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
