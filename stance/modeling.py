"""The two networks, in PyTorch: what `training/` fits and `backend="torch"` runs.

Both are one pretrained encoder with a small head. They are Hugging Face models
(`from_pretrained`, `save_pretrained`, `push_to_hub`) and registered with `AutoConfig` and
`AutoModel`; importing this module needs the `torch` extra.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PreTrainedConfig, PreTrainedModel

from stance.models import ModelError, ModelFolder, find
from stance.schema import LABELS
from stance.tagging import FEATURES, LAYERS, LINKED_LAYERS, TAGS
from stance.weights import read_weights


class _EncoderConfig(PreTrainedConfig):
    """A config that wraps an encoder's config."""

    sub_configs: ClassVar[dict[str, Any]] = {"encoder": AutoConfig}

    def __init__(self, encoder: dict[str, Any] | PreTrainedConfig | None = None, **kwargs: Any):
        if isinstance(encoder, dict):
            encoder = AutoConfig.for_model(**encoder)
        self.encoder = encoder if encoder is not None else AutoConfig.for_model("bert")
        super().__init__(**kwargs)


class StanceConfig(_EncoderConfig):
    """Configuration of `StanceModel`.

    `max_tokens`: longest row. `temperatures`: one a question ("stance", "sentiment", "topic",
    "tone"), by which logits are divided before the softmax. `risk`: a question's claims, by the
    least probability that is asked of them, and the share of them that is wrong
    (`stance.classifier.StanceClassifier`).
    """

    model_type = "stance"

    def __init__(
        self,
        encoder: dict[str, Any] | PreTrainedConfig | None = None,
        max_tokens: int = 256,
        dropout: float = 0.1,
        temperatures: dict[str, float] | None = None,
        risk: dict[str, list[tuple[float, float]]] | None = None,
        **kwargs: Any,
    ):
        kwargs.setdefault("id2label", dict(enumerate(LABELS)))
        kwargs.setdefault("label2id", {label: i for i, label in enumerate(LABELS)})
        self.max_tokens = max_tokens
        self.dropout = dropout
        self.temperatures = temperatures or {}
        self.risk = risk or {}
        super().__init__(encoder, **kwargs)


class TaggerConfig(_EncoderConfig):
    """Configuration of `TaggerModel`; `link_size` is the width of the link scorer."""

    model_type = "stance-tagger"

    def __init__(
        self,
        encoder: dict[str, Any] | PreTrainedConfig | None = None,
        max_tokens: int = 256,
        dropout: float = 0.1,
        link_size: int = 128,
        **kwargs: Any,
    ):
        self.max_tokens = max_tokens
        self.dropout = dropout
        self.link_size = link_size
        super().__init__(encoder, **kwargs)


class _EncoderModel(PreTrainedModel):
    base_model_prefix = "encoder"
    _supports_sdpa = True

    @classmethod
    def from_pretrained(  # type: ignore[override]
        cls, name: str | Path | None, *args: Any, config: Any = None, **kwargs: Any
    ) -> Any:
        """As of every Hugging Face model; a shipped model's name is enough, too.

        A model that ships only its int8 graph comes with that graph's weights, in float32
        where no other `dtype` is asked for. ModelError when they cannot be read.
        """
        folder = _local(name)
        if folder is None or folder.has_torch_file:
            place = name if folder is None else folder.path
            return super().from_pretrained(place, *args, config=config, **kwargs)
        if config is None:
            config = AutoConfig.from_pretrained(folder.path)
        weights = {key: torch.from_numpy(value) for key, value in read_weights(folder).items()}
        options = {"dtype": torch.float32, **kwargs}
        return super().from_pretrained(None, *args, config=config, state_dict=weights, **options)

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)


def _local(name: str | Path | None) -> ModelFolder | None:
    """The model of this path or shipped name; None for what Hugging Face has to find."""
    if name is None or ("/" in str(name) and not Path(name).is_dir()):
        return None  # an id on the Hub
    try:
        return find(name)
    except ModelError:
        return None


def _build_encoder(config: PreTrainedConfig) -> Any:
    return AutoModel.from_config(config, add_pooling_layer=False)


class StanceModel(_EncoderModel):
    """Encoder and pair head: marked texts to logits over hostile, neutral, supportive."""

    config_class = StanceConfig

    def __init__(self, config: StanceConfig):
        super().__init__(config)
        width = config.encoder.hidden_size
        self.encoder = _build_encoder(config.encoder)
        # Stand-ins for the marker state when no actor (the writer) or no target is given.
        self.absent = nn.Embedding(2, width)
        self.dense = nn.Linear(3 * width, width)
        self.dropout = nn.Dropout(config.dropout)
        self.classifier = nn.Linear(width, len(LABELS))
        self.post_init()

    def forward(self, input_ids: Tensor, attention_mask: Tensor, pairs: Tensor) -> Tensor:
        """Logits of shape (pairs, 3).

        `input_ids`, `attention_mask`: (rows, tokens). `pairs`: (pairs, 3) integers, the row
        and the marker positions of actor and target in it, position 0 for none.
        """
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        return self.answers(hidden, pairs)

    def answers(self, hidden: Tensor, pairs: Tensor) -> Tensor:
        """Logits (pairs, 3) from the encoder's last states (rows, tokens, width)."""
        row, actor, target = pairs.unbind(1)
        states = [hidden[row, torch.zeros_like(row)]]
        for slot, position in enumerate((actor, target)):
            present = (position > 0).unsqueeze(1)
            absent = self.absent(torch.full_like(position, slot))
            states.append(torch.where(present, hidden[row, position], absent))
        pooled = torch.tanh(self.dense(self.dropout(torch.cat(states, dim=1))))
        logits: Tensor = self.classifier(self.dropout(pooled))
        return logits


class TaggerModel(_EncoderModel):
    """Encoder with a tag head a layer, and links from cues to sources, contents to cues."""

    config_class = TaggerConfig

    def __init__(self, config: TaggerConfig):
        super().__init__(config)
        width = config.encoder.hidden_size
        self.encoder = _build_encoder(config.encoder)
        # The encoders are uncased: capitals and line breaks come in by this embedding.
        self.features = nn.Embedding(FEATURES, width)
        self.dropout = nn.Dropout(config.dropout)
        self.tagger = nn.Linear(width, sum(len(TAGS[layer]) for layer in LAYERS))
        links = len(LINKED_LAYERS)
        self.link_from = nn.Linear(width, links * config.link_size)
        self.link_to = nn.Linear(width, links * config.link_size)
        self.post_init()

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Tag logits (rows, tokens, tags of all layers) and link scores.

        Inputs are (rows, tokens). Link scores are (rows, links, tokens, tokens): how well
        the token of the third axis is linked to that of the fourth, 0 meaning "to none".
        """
        words = self.encoder.get_input_embeddings()(input_ids)
        hidden = self.encoder(
            inputs_embeds=words + self.features(features), attention_mask=attention_mask
        )[0]
        hidden = self.dropout(hidden)
        shape = (*input_ids.shape, len(LINKED_LAYERS), self.config.link_size)
        source = self.link_from(hidden).view(shape).transpose(1, 2)
        goal = self.link_to(hidden).view(shape).transpose(1, 2)
        scores = source @ goal.transpose(2, 3) / self.config.link_size**0.5
        blocked = (attention_mask == 0)[:, None, None, :]
        return self.tagger(hidden), scores.masked_fill(blocked, -1e4)


AutoConfig.register("stance", StanceConfig)
AutoConfig.register("stance-tagger", TaggerConfig)
AutoModel.register(StanceConfig, StanceModel)
AutoModel.register(TaggerConfig, TaggerModel)
