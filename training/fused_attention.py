"""MPNet's attention by PyTorch's own function, so that it is one operation of an exported graph.

transformers spells it out for MPNet, whose scores have a bias by relative position; for BERT it
calls the function by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import MethodType
from typing import Any

from torch import Tensor, nn
from torch.nn import functional
from transformers.models.mpnet.modeling_mpnet import MPNetSelfAttention


@contextmanager
def fused_attention(network: nn.Module) -> Iterator[None]:
    """While it lasts, the network's MPNet layers compute the same in one call."""
    layers: list[Any] = [
        layer for layer in network.modules() if isinstance(layer, MPNetSelfAttention)
    ]
    for layer in layers:
        layer.forward = MethodType(_forward, layer)
    try:
        yield
    finally:
        for layer in layers:
            del layer.forward


def _forward(
    layer: Any, states: Tensor, attention_mask: Tensor, position_bias: Tensor, **_: Any
) -> tuple[Tensor]:
    """As `MPNetSelfAttention.forward`. `states`: (rows, tokens, width); the mask is added to the
    scores, as the bias is, and both are (rows or 1, heads or 1, tokens, tokens)."""
    rows, tokens, _width = states.shape
    heads = (rows, tokens, -1, layer.attention_head_size)
    q, k, v = (part(states).view(heads).transpose(1, 2) for part in (layer.q, layer.k, layer.v))
    mixed = functional.scaled_dot_product_attention(
        q, k, v, attn_mask=position_bias + attention_mask
    )
    return (layer.o(mixed.transpose(1, 2).reshape(rows, tokens, -1)),)
