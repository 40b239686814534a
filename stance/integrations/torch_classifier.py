"""A stance model in PyTorch that answers questions: fine-tuned, or in a Hugging Face pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.encoding import StanceEncoder
from stance.extras import require
from stance.models import ModelFolder
from stance.query import Located
from stance.rows import Inputs, Rows, Values, load_encoder, temperatures
from stance.schema import LABELS

if TYPE_CHECKING:
    from stance.modeling import StanceModel


class TorchClassifier:
    """A network with its encoder of texts."""

    def __init__(self, network: StanceModel, encoder: StanceEncoder) -> None:
        self.network = network
        self.encoder = encoder

    @classmethod
    def load(cls, folder: ModelFolder, device: str | None = None) -> TorchClassifier:
        """The model in a folder, in full precision and ready to answer; MissingExtra without
        PyTorch."""
        torch: Any = require("torch", extra="torch")
        require("transformers", extra="torch")
        from stance.modeling import StanceModel

        network: Any = StanceModel.from_pretrained(folder.path, dtype=torch.float32)
        place = device or ("cuda" if torch.cuda.is_available() else "cpu")
        return cls(network.to(place).eval(), load_encoder(folder))

    def probabilities(self, queries: Sequence[Located]) -> Values:
        """Shape (queries, 3), in the order of `LABELS`; a long text's windows are averaged."""
        torch: Any = require("torch", extra="torch")
        rows = Rows.of(self.encoder, queries)
        divisors = torch.from_numpy(temperatures(self.network.config.temperatures, queries))
        answers = np.zeros((len(rows.pairs), len(LABELS)), dtype=np.float32)
        with torch.inference_mode():
            for chosen, inputs in rows.batches():
                logits = self.network(**self.tensors(inputs)).float().cpu()
                scaled = logits / divisors[torch.from_numpy(rows.owners[chosen])]
                answers[chosen] = scaled.softmax(dim=1).numpy()
        return rows.mean(answers)

    def tensors(self, inputs: Inputs) -> dict[str, Any]:
        """The inputs as tensors, where the network is."""
        torch: Any = require("torch", extra="torch")
        return {
            name: torch.from_numpy(array).to(self.network.device) for name, array in inputs.items()
        }

    def save(self, folder: Path) -> None:
        """Writes a model folder: config, weights and tokenizer, for `from_pretrained`."""
        self.network.save_pretrained(folder)
        self.encoder.tokenizer.save(str(folder / "tokenizer.json"))
