"""Fine-tunes a stance model on a few hundred labels: a short loop in PyTorch, in minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.extras import require
from stance.integrations.torch_classifier import TorchClassifier
from stance.models import ModelFolder
from stance.query import Located
from stance.rows import Rows, temperatures

WARMUP = 0.1
"""Share of the steps in which the learning rate rises; then it falls to zero, linearly."""

WEIGHT_DECAY = 0.01
LARGEST_NORM = 1.0
"""What the norm of a step's gradients is clipped to."""


@dataclass(frozen=True, slots=True)
class FineTuning:
    """Everything that decides a run beside its data. `learning_rate` is the highest one."""

    epochs: int = 4
    learning_rate: float = 5e-5
    batch_size: int = 16
    seed: int = 0
    device: str | None = None


def fine_tune(
    folder: ModelFolder,
    queries: Sequence[Located],
    labels: npt.NDArray[np.int64],
    settings: FineTuning,
    weights: Sequence[float] | None = None,
) -> TorchClassifier:
    """A copy of the model in `folder`, fitted to `labels` (queries,), indices of `LABELS`.

    The loss is the cross-entropy of the calibrated answer, weighted by class with `weights`
    (3,), so that the model's temperatures go on to hold. The state of PyTorch's random
    numbers is left as it was.
    """
    torch: Any = require("torch", extra="torch")
    with torch.random.fork_rng():
        torch.manual_seed(settings.seed)
        model = TorchClassifier.load(folder, settings.device)
        _train(torch, model, queries, labels, settings, weights)
    model.network.config.risk = {}  # measured on the weights of before
    return model


def _train(
    torch: Any,
    model: TorchClassifier,
    queries: Sequence[Located],
    labels: npt.NDArray[np.int64],
    settings: FineTuning,
    weights: Sequence[float] | None,
) -> None:
    network: Any = model.network
    rows = Rows.of(model.encoder, queries)
    divisors = torch.from_numpy(temperatures(network.config.temperatures, queries)).to(
        network.device
    )
    gold = torch.from_numpy(labels).to(network.device)
    loss = torch.nn.CrossEntropyLoss(
        None if weights is None else torch.tensor(weights, device=network.device)
    )
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=settings.learning_rate, weight_decay=WEIGHT_DECAY
    )
    pairs = len(rows.pairs)
    steps = settings.epochs * -(-pairs // settings.batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    order = np.random.default_rng(settings.seed)
    network.train()
    for _ in range(settings.epochs):
        shuffled = order.permutation(pairs)
        for start in range(0, pairs, settings.batch_size):
            chosen = shuffled[start : start + settings.batch_size]
            owners = torch.from_numpy(rows.owners[chosen]).to(network.device)
            logits = network(**model.tensors(rows.inputs(chosen))) / divisors[owners]
            loss(logits, gold[owners]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_NORM)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    network.eval()


def _rate(step: int, steps: int) -> float:
    """The share of the highest learning rate at a step."""
    warm = max(1, round(WARMUP * steps))
    return min((step + 1) / warm, (steps - step) / max(1, steps - warm))
