"""A yardstick for time alone: a RoBERTa-base-sized classifier in PyTorch with random weights.

Most stance and sentiment models in use are this network (Liu et al. 2019: 12 layers, 768 wide,
125 million weights) in fp32. Time and memory do not depend on the weights, so random ones will
do where the real ones are not at hand; its answers mean nothing and are never scored. It reads
the ids of the tokenizer of `stance-small`, whose texts are within some percent as long as
RoBERTa's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.batching import by_length, pad
from stance.datasets.base import StanceExample
from stance.encoding import load_tokenizer
from stance.evaluation.baselines.questions import answer_array, cropped, questions
from stance.evaluation.baselines.transformer import CONTEXT, MAX_TOKENS, second_sentence
from stance.extras import require
from stance.models import DEFAULT_STANCE, find
from stance.schema import LABELS

REFERENCE = "reference:roberta-base"
"""Its name where speed is measured; no name of `stance.evaluation.systems.load_system`."""


class RandomClassifier:
    """Reads and computes as the real model does; `shape` overrides entries of its config."""

    name = "RoBERTa-base size, fp32, random weights"

    def __init__(self, device: str = "cpu", **shape: Any) -> None:
        self._torch: Any = require("torch", extra="torch")
        transformers = require("transformers", extra="torch")
        config = transformers.RobertaConfig(
            **{"vocab_size": 50265, "max_position_embeddings": 514, "type_vocab_size": 1, **shape},
            num_labels=len(LABELS),
        )
        self._device = device
        network = transformers.RobertaForSequenceClassification(config)
        self._network: Any = network.to(device).eval()
        folder = find(DEFAULT_STANCE, kind="stance")
        self._tokenizer = load_tokenizer(str(folder.file("tokenizer.json")))

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3) that mean nothing."""
        asked = [cropped(question, CONTEXT) for question in questions(examples)]
        pairs = [(question.text, second_sentence(question) or "") for question in asked]
        rows = [item.ids[:MAX_TOKENS] for item in self._tokenizer.encode_batch(pairs)]
        answers = np.zeros((len(asked), len(LABELS)))
        for batch in by_length([len(row) for row in rows]):
            ids, mask = pad([rows[index] for index in batch])
            with self._torch.inference_mode():
                logits = self._network(
                    input_ids=self._torch.from_numpy(ids).to(self._device),
                    attention_mask=self._torch.from_numpy(mask).to(self._device),
                ).logits
            answers[batch] = logits.double().softmax(dim=-1).cpu().numpy()
        return answer_array(asked, answers, len(examples))

    def describe(self) -> dict[str, Any]:
        weights = sum(tensor.nbytes for tensor in self._network.state_dict().values())
        return {"kind": "time only", "name": self.name, "bytes": weights}
