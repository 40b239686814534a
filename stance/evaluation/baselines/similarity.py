"""Zero-shot: which statement of a stance is the text most like, to an encoder nobody fine-tuned?

The text near the mentions and one statement a label ("A is hostile toward B.") are embedded:
token states of the encoder averaged over the tokens, scaled to length one (Reimers and
Gurevych, "Sentence-BERT", EMNLP 2019). The probabilities are the softmax of the three cosines
over 0.05, the temperature that the encoders' own training used (scale 20); nothing is fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.batching import by_length
from stance.datasets.base import StanceExample
from stance.encoders import locate
from stance.evaluation.baselines.questions import Question, answer_array, cropped, questions
from stance.evaluation.baselines.sizes import folder_size
from stance.extras import require
from stance.models import sha256
from stance.schema import LABELS

ENCODER = "sentence-transformers/all-MiniLM-L6-v2"

TEMPERATURE = 0.05
MAX_TOKENS = 256
"""Tokens of a text that are embedded; what is beyond is counted in `describe`."""

STATEMENTS = {
    "stance": (
        "{actor} is hostile toward {target}.",
        "{actor} is neutral toward {target}.",
        "{actor} is supportive of {target}.",
    ),
    "writer": (
        "The writer is hostile toward {target}.",
        "The writer is neutral toward {target}.",
        "The writer is supportive of {target}.",
    ),
    "tone": ("The tone is negative.", "The tone is neutral.", "The tone is positive."),
}
"""What the text is compared with, in the order of `LABELS`."""


class Similarity:
    """Cosines of sentence embeddings; needs the torch extra and the encoder's files.

    `encoder` is a folder, a Hub id, or a Hub id whose PyPI package is installed.
    """

    name = "similarity"

    def __init__(self, encoder: str = ENCODER, device: str | None = None) -> None:
        self._torch: Any = require("torch", extra="torch")
        transformers = require("transformers", extra="torch")
        self.encoder = encoder
        self.folder = locate(encoder)
        self._device = device or ("cuda" if self._torch.cuda.is_available() else "cpu")
        self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(self.folder)
        model = transformers.AutoModel.from_pretrained(self.folder, dtype=self._torch.float32)
        self._model: Any = model.to(self._device).eval()
        self._cut = 0

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`."""
        asked = [cropped(question) for question in questions(examples)]
        sentences = [(question.text, *statements(question)) for question in asked]
        vectors = self._embed(list(dict.fromkeys(s for group in sentences for s in group)))
        answers = np.zeros((len(asked), len(LABELS)))
        for row, (text, *hypotheses) in enumerate(sentences):
            cosines = np.array([vectors[text] @ vectors[words] for words in hypotheses])
            answers[row] = np.exp((cosines - cosines.max()) / TEMPERATURE)
        if asked:
            answers /= answers.sum(axis=1, keepdims=True)
        return answer_array(asked, answers, len(examples))

    def describe(self) -> dict[str, Any]:
        return {
            "kind": "baseline",
            "name": self.name,
            "encoder": self.encoder,
            "sha256": {"model.safetensors": sha256(self.folder / "model.safetensors")},
            "temperature": TEMPERATURE,
            "truncated": self._cut,
            "bytes": folder_size(self.folder),
        }

    def _embed(self, sentences: Sequence[str]) -> dict[str, npt.NDArray[np.float64]]:
        """Unit vectors (width,) by sentence."""
        torch = self._torch
        rows = [self._tokenizer(sentence)["input_ids"] for sentence in sentences]
        self._cut += sum(len(row) > MAX_TOKENS for row in rows)
        vectors: dict[str, npt.NDArray[np.float64]] = {}
        for batch in by_length([min(len(row), MAX_TOKENS) for row in rows]):
            chosen = [sentences[index] for index in batch]
            inputs = self._tokenizer(
                chosen, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt"
            ).to(self._device)
            with torch.inference_mode():
                states = self._model(**inputs)[0]
            mask = inputs["attention_mask"].unsqueeze(-1)
            mean = (states * mask).sum(1) / mask.sum(1)
            unit = torch.nn.functional.normalize(mean, dim=1).double().cpu().numpy()
            vectors.update(zip(chosen, unit, strict=True))
        return vectors


def statements(question: Question) -> tuple[str, ...]:
    """The three statements, in the order of `LABELS`, that answer the question."""
    actor, target = question.actor_words, question.target_words
    kind = "tone" if target is None else "writer" if actor is None else "stance"
    return tuple(form.format(actor=actor, target=target) for form in STATEMENTS[kind])
