"""Finds the outlier channels of a network: inputs of a layer that are far larger than others.

Rounding to int8 spreads 256 steps over the range of all values of a layer's input, so a few
channels with values of ten times the usual size leave little for the rest. Transformers
have such channels, the same ones for every text (LLM.int8(): Dettmers et al. 2022, arXiv
2208.07339), most of all in their feed-forward blocks. Running the network over some texts
finds them; `training.quantise` keeps them in float32.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from stance.encoding import StanceEncoder, load_tokenizer
from stance.models import ModelFolder
from training import train_stance, train_tagger
from training.mixture import FIT, encode, load
from training.tagging_data import document_windows

TEXTS = 320
"""Training texts (sentences or windows) that the network is run over."""

BATCH = 16

RATIO = 3.0
"""A channel is an outlier when it is so many times as large as the layer's median channel."""

CHANNELS = 16
"""The most channels of one layer: a product of so few costs next to nothing in float32."""


def find_outliers(model: Any, batches: Iterable[dict[str, Tensor]]) -> dict[str, list[int]]:
    """The outlier channels of the layers of the feed-forward blocks, by their weights' names.

    A channel's size is its largest absolute value over all tokens of the batches, padding
    left out. Layers without outliers are left out.
    """
    sizes = _channel_sizes(model, batches)
    found = {}
    for name, size in sizes.items():
        largest = size.topk(min(CHANNELS, len(size)))
        outliers = largest.indices[largest.values > RATIO * size.median()]
        if len(outliers):
            found[f"{name}.weight"] = sorted(outliers.tolist())
    return found


def training_batches(folder: ModelFolder, data_dir: Path | None) -> Iterator[dict[str, Tensor]]:
    """Inputs of the model out of training texts: DSE's for stance, PolNeAR's for a tagger."""
    tokenizer = load_tokenizer(str(folder.file("tokenizer.json")))
    config = folder.config()
    rows: list[dict[str, Any]]
    if folder.kind == "tagger":
        collate = train_tagger.collate
        documents = train_tagger.load_articles("train", data_dir)[:TEXTS]
        rows = [
            row
            for document in documents
            for row in document_windows(document, tokenizer, config["max_tokens"])
        ][:TEXTS]
    else:
        collate = train_stance.collate
        encoder = StanceEncoder(tokenizer, config["max_tokens"])
        rows = encode(encoder, load("dse", FIT["dse"], data_dir)[:TEXTS], "dse")
    for start in range(0, len(rows), BATCH):
        batch = collate(rows[start : start + BATCH])
        del batch["labels"]
        yield batch


def _channel_sizes(model: Any, batches: Iterable[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The size of every input channel (inputs,) of the feed-forward layers, by their names."""
    inner = model.config.encoder.intermediate_size
    layers = {
        name: layer
        for name, layer in model.encoder.named_modules(prefix="encoder")
        if isinstance(layer, nn.Linear) and inner in (layer.in_features, layer.out_features)
    }
    sizes = {name: torch.zeros(layer.in_features) for name, layer in layers.items()}
    words = torch.zeros(0, dtype=torch.bool)

    def measure(size: Tensor, layer: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        torch.maximum(size, inputs[0][words].abs().amax(dim=0), out=size)

    hooks = [
        layer.register_forward_pre_hook(partial(measure, sizes[name]))
        for name, layer in layers.items()
    ]
    try:
        with torch.inference_mode():
            for batch in batches:
                words = batch["attention_mask"].bool()
                model(**batch)
    finally:
        for hook in hooks:
            hook.remove()
    return sizes
