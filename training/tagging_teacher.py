"""A larger tagger's answers for a smaller one to learn: distillation, as in `training.teaching`.

The teacher reads each batch as it comes, token by token the same text: both encoders have the
word pieces of BERT, under other numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from stance.encoding import CLS, PAD, SEP, UNKNOWN, load_tokenizer, token_id
from stance.modeling import TaggerModel
from stance.models import find
from stance.tagging import LAYERS, LINK_ROWS, LINKED_LAYERS, TAGS
from training.runs import has_bf16


class Tagging(NamedTuple):
    """Logits of tags (rows, tokens, tags of all layers) and links (rows, links, tokens, tokens)."""

    tags: Tensor
    links: Tensor


class TaggingTeacher:
    """A tagger that is asked about a smaller one's batches.

    `teacher`: a model's name or folder. `tokenizer`: whose numbers the batches have. ValueError
    where the two have not the same word pieces.
    """

    def __init__(self, teacher: str, tokenizer: Tokenizer) -> None:
        folder = find(teacher, kind="tagger")
        network = TaggerModel.from_pretrained(folder.path, dtype=torch.float32)
        self._network = network.eval().requires_grad_(False)
        own = load_tokenizer(str(folder.file("tokenizer.json")))
        self._ids = torch.tensor(same_pieces(tokenizer, own))

    @torch.no_grad()
    def __call__(self, input_ids: Tensor, attention_mask: Tensor, features: Tensor) -> Tagging:
        """The teacher's logits for a batch."""
        device = input_ids.device
        network, ids = self._network.to(device), self._ids.to(device)
        # The Trainer's own precision holds for its model alone.
        with torch.autocast(device.type, torch.bfloat16, enabled=has_bf16()):
            tags, links = network(ids[input_ids], attention_mask, features)
        return Tagging(tags.float(), links.float())


def same_pieces(tokenizer: Tokenizer, other: Tokenizer) -> list[int]:
    """By the number of a word piece in one tokenizer: its number in another."""
    numbers = other.get_vocab()
    special = {
        token_id(tokenizer, names): token_id(other, names) for names in (CLS, SEP, PAD, UNKNOWN)
    }
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    for piece, number in pieces:
        if number not in special and piece not in numbers:
            raise ValueError(f"the teacher does not know the word piece {piece!r}")
    return [special[number] if number in special else numbers[piece] for piece, number in pieces]


PARTS = (*LAYERS, "links")
"""What a tagger learns: the tags of each layer, and the links."""


def taught_loss(
    found: Tagging,
    taught: Tagging,
    mask: Tensor,
    link_weight: float,
    parts: Collection[str] = PARTS,
) -> Tensor:
    """Sum of the mean cross-entropies to the teacher's tags, and `link_weight` times its links'.

    `mask`: (rows, tokens), 0 where nothing is. A link is asked for where the teacher sees words
    that it can leave from. Only `parts` are counted.
    """
    total = found.tags.new_zeros(())
    real = mask.bool()
    tags = dict(zip(LAYERS, by_layer(taught.tags), strict=True))
    for part, (layer, answers) in zip(by_layer(found.tags), tags.items(), strict=True):
        if layer in parts:
            total = total + _mean_loss(part, answers, real)
    if "links" not in parts:
        return total
    for index, layer in enumerate(LINKED_LAYERS):
        leaving = real & (tags[LINK_ROWS[layer]].argmax(dim=2) > 0)
        links = _mean_loss(found.links[:, index], taught.links[:, index], leaving)
        total = total + link_weight * links
    return total


def by_layer(tags: Tensor) -> tuple[Tensor, ...]:
    """The tag logits of each layer, in the order of `LAYERS`."""
    sizes = [len(TAGS[layer]) for layer in LAYERS]
    return tuple(torch.split(tags, sizes, dim=2))


def _mean_loss(logits: Tensor, taught: Tensor, where: Tensor) -> Tensor:
    """The mean cross-entropy at the tokens `where`; zero where there are none."""
    losses = functional.cross_entropy(logits[where], taught[where].softmax(dim=-1), reduction="sum")
    return losses / where.sum().clamp(min=1)
