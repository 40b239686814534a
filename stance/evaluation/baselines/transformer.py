"""Any text-classification model of the Hugging Face Hub, by Hub id or folder.

It is given the text around the mentions as first and the question as second sentence:
``actor -> target``, the target alone for the writer's stance toward it, nothing for the tone of
the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.batching import by_length
from stance.datasets.base import StanceExample
from stance.datasets.custom import LABELS as SPELLINGS
from stance.evaluation.baselines.questions import Question, answer_array, cropped, questions
from stance.evaluation.baselines.sizes import digests, folder_size
from stance.extras import require
from stance.models import ModelError
from stance.schema import LABELS

_WORDS = {
    **SPELLINGS,
    "con": "hostile",
    "neg": "hostile",
    "oppose": "hostile",
    "mixed": "neutral",
    "neither": "neutral",
    "neu": "neutral",
    "favour": "supportive",
    "pos": "supportive",
    "pro": "supportive",
    "support": "supportive",
    "1 star": "hostile",
    "2 stars": "hostile",
    "3 stars": "neutral",
    "4 stars": "supportive",
    "5 stars": "supportive",
}
"""What a model's label means, once lower-cased and rid of "very"."""

MAX_TOKENS = 512

CONTEXT = 100
"""Words of the text that are given on each side of the mentions, as far as the model reads."""


class TextClassifier:
    """A sequence-classification model as a system; needs the torch extra.

    `labels` says what the model's labels mean, beyond or against what `guess_labels` makes of
    them. ModelError when the model cannot be loaded, ValueError when a label stays unknown.
    """

    def __init__(
        self,
        model: str,
        labels: Mapping[str, str] | None = None,
        device: str | None = None,
    ) -> None:
        self._torch: Any = require("torch", extra="torch")
        transformers = require("transformers", extra="torch")
        self.name = f"hf:{Path(model).name if Path(model).is_dir() else model}"
        self.model = model
        self._device = device or ("cuda" if self._torch.cuda.is_available() else "cpu")
        if model.startswith(("/", ".", "~")) and not Path(model).is_dir():
            raise ModelError(f"model {model!r}: no such folder")
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(model)
            network = transformers.AutoModelForSequenceClassification.from_pretrained(
                model, dtype=self._torch.float32
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"model {model!r} cannot be loaded: {_first_line(error)}") from None
        self._network: Any = network.to(self._device).eval()
        config = network.config
        names = [str(config.id2label[index]) for index in range(config.num_labels)]
        self.labels = guess_labels(names, labels or {}, model)
        self._columns = np.array([LABELS.index(self.labels[name]) for name in names])
        self._max_tokens = _max_tokens(self._tokenizer, config)
        self._cut = 0

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`.

        Several labels of the model that mean one of ours are added up; one of ours that the
        model does not know has probability zero. A text that is too long is cut at its end.
        """
        asked = [cropped(question, CONTEXT) for question in questions(examples)]
        answers = np.zeros((len(asked), len(LABELS)))
        seconds = [second_sentence(question) for question in asked]
        # A tokenizer takes either pairs or single sentences, not some of each.
        for paired in (True, False):
            rows = [row for row, second in enumerate(seconds) if (second is not None) == paired]
            if rows:
                texts = [asked[row].text for row in rows]
                answers[rows] = self._answers(
                    texts, [seconds[row] for row in rows] if paired else None
                )
        return answer_array(asked, answers, len(examples))

    def describe(self) -> dict[str, Any]:
        folder = Path(self.model)
        files = {"sha256": digests(folder), "bytes": folder_size(folder)} if folder.is_dir() else {}
        return {
            "kind": "hf",
            "name": self.name.removeprefix("hf:"),
            "revision": getattr(self._network.config, "_commit_hash", None),
            "labels": self.labels,
            "max_tokens": self._max_tokens,
            "truncated": self._cut,
            **files,
        }

    def _answers(
        self, texts: Sequence[str], seconds: Sequence[str | None] | None
    ) -> npt.NDArray[np.float64]:
        """Probabilities (texts, 3) of texts, each with its second sentence or all without."""
        inputs = self._tokenizer(texts, seconds)["input_ids"]
        self._cut += sum(len(ids) > self._max_tokens for ids in inputs)
        answers = np.zeros((len(texts), len(LABELS)))
        for batch in by_length([min(len(ids), self._max_tokens) for ids in inputs]):
            encoded = self._tokenizer(
                [texts[index] for index in batch],
                None if seconds is None else [seconds[index] for index in batch],
                padding=True,
                truncation="only_first",
                max_length=self._max_tokens,
                return_tensors="pt",
            ).to(self._device)
            with self._torch.inference_mode():
                logits = self._network(**encoded).logits.double()
            probabilities = logits.softmax(dim=-1).cpu().numpy()
            for column, label in enumerate(self._columns):
                answers[batch, label] += probabilities[:, column]
        return answers


def second_sentence(question: Question) -> str | None:
    """The question as the model reads it."""
    actor, target = question.actor_words, question.target_words
    return target if actor is None or target is None else f"{actor} -> {target}"


def guess_labels(names: Sequence[str], given: Mapping[str, str], model: str) -> dict[str, str]:
    """What each label of a model means, from its words or as `given`.

    Known words are those of `stance.datasets.custom.LABELS` and some more; case, "very", and
    dashes do not matter. ValueError names the labels that stay unknown, with the way to say what
    they mean, and a given label that the model does not have.
    """
    if strange := sorted(set(given) - set(names)):
        raise ValueError(f"model {model!r} has no label {strange[0]!r}; it has {', '.join(names)}")
    if wrong := sorted(set(given.values()) - set(LABELS)):
        raise ValueError(f"a label means one of {', '.join(LABELS)}, not {wrong[0]!r}")
    if len(names) < 2:
        raise ValueError(f"model {model!r} gives one number, not one for each of several labels")
    meanings = {name: given.get(name) or _WORDS.get(_plain(name), "") for name in names}
    if unknown := [name for name, meaning in meanings.items() if not meaning]:
        example = ",".join(f"{name}=hostile" for name in unknown)
        raise ValueError(
            f"model {model!r}: what do its labels {', '.join(unknown)} mean? "
            f"Say so behind the name, as in hf:{model}#{example} (or =neutral, =supportive)"
        )
    return meanings


def _plain(label: str) -> str:
    words = re.sub(r"[\s_-]+", " ", label.lower()).strip()
    return re.sub(r"\b(very|strongly) ", "", words)


def _max_tokens(tokenizer: Any, config: Any) -> int:
    """Tokens that the model reads at most; no known limit is MAX_TOKENS."""
    positions = getattr(config, "max_position_embeddings", None) or MAX_TOKENS
    if config.model_type in ("roberta", "xlm-roberta", "camembert"):
        positions -= 2  # their positions count from the padding id on
    return int(min(tokenizer.model_max_length, positions, MAX_TOKENS))


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
