"""Systems to compare a stance model with: one file a baseline, one function that finds them."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.evaluation.systems import System

BASELINES = ("majority", "lexicon", "tfidf", "similarity")
"""What stands behind ``baseline:``."""


def load_baseline(spec: str, *, device: str | None = None) -> System:
    """The system of a name with a colon, see `stance.evaluation.systems`.

    Two kinds of names say more than that table: ``baseline:similarity#ENCODER`` compares with
    another encoder (a Hub id or a folder), and ``hf:NAME#LABEL=hostile,LABEL=neutral`` says what
    the labels of a model mean that cannot be guessed. `device` is for PyTorch, which takes as many
    threads as OMP_NUM_THREADS says.

    ValueError for a name that cannot be read, and what the system itself raises: ModelError,
    DataError, MissingExtra.
    """
    kind, _, rest = spec.partition(":")
    if kind not in _LOADERS:
        raise ValueError(f"{spec!r}: unknown kind of system; known are {', '.join(_LOADERS)}")
    name, _, options = rest.partition("#")
    if not name:
        raise ValueError(f"{spec!r} names nothing behind the colon")
    return _LOADERS[kind](name, options, device)


def _baseline(name: str, options: str, device: str | None) -> System:
    if options and name != "similarity":
        raise ValueError(f"baseline:{name} takes nothing behind '#', not {options!r}")
    if name == "majority":
        from stance.evaluation.baselines.majority import Majority

        return Majority()
    if name == "lexicon":
        from stance.evaluation.baselines.lexicon import Lexicon

        return Lexicon()
    if name == "tfidf":
        from stance.evaluation.baselines.tfidf import TfIdf

        return TfIdf()
    if name == "similarity":
        from stance.evaluation.baselines.similarity import ENCODER, Similarity

        return Similarity(options or ENCODER, device)
    near = difflib.get_close_matches(name, BASELINES, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(BASELINES)}"
    raise ValueError(f"no baseline {name!r}: {hint}")


def _hugging_face(name: str, options: str, device: str | None) -> System:
    from stance.evaluation.baselines.transformer import TextClassifier

    labels = {}
    for pair in filter(None, options.split(",")):
        label, mark, meaning = pair.rpartition("=")
        if not (label and mark):
            raise ValueError(f"hf:{name}#{options}: {pair!r} is not LABEL=MEANING")
        labels[label] = meaning
    return TextClassifier(name, labels, device)


def _predictions(name: str, options: str, device: str | None) -> System:
    from stance.evaluation.baselines.predictions import Predictions

    return Predictions(f"{name}#{options}" if options else name)


def _language_model(url: str, model: str, device: str | None) -> System:
    from stance.evaluation.baselines.llm import LanguageModel

    if not model:
        raise ValueError(f"llm:{url}: which model? llm:URL#MODEL")
    return LanguageModel(url, model)


_LOADERS: dict[str, Callable[[str, str, str | None], System]] = {
    "baseline": _baseline,
    "hf": _hugging_face,
    "predictions": _predictions,
    "llm": _language_model,
}
