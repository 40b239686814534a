"""Hugging Face: `pipeline("stance-classification", model=FOLDER)`, registered by this import.

>>> import stance.integrations.huggingface
>>> pipe = transformers.pipeline("stance-classification")
>>> pipe({"text": "Kim denounced the U.S.", "actor": "Kim", "target": "U.S."})["label"]
'hostile'
"""

# transformers leaves many of its functions untyped.
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from stance.extras import require
from stance.integrations.queries import as_query
from stance.integrations.torch_classifier import TorchClassifier
from stance.models import DEFAULT_STANCE, ModelError, find, read_folder
from stance.query import Query, locate
from stance.rows import load_encoder
from stance.schema import StancePrediction

require("torch", extra="torch")
require("transformers", extra="torch")
import torch  # noqa: E402
import transformers  # noqa: E402
from transformers.pipelines import PIPELINE_REGISTRY  # noqa: E402

from stance.modeling import StanceModel  # noqa: E402

TASK = "stance-classification"


class StanceClassificationPipeline(transformers.Pipeline):
    """Answers the questions of a stance model.

    An input is a text, (text, actor, target) or a dict with these keys; what comes back is
    `StancePrediction.to_dict()`: label, score (from -1 hostile to 1 supportive) and
    probabilities. A list gives a list; `batch_size` questions are answered together.
    ValueError for an input that is no question.
    """

    _load_processor = False  # type: ignore[assignment]
    _load_image_processor = False  # type: ignore[assignment]
    _load_video_processor = False  # type: ignore[assignment]
    _load_feature_extractor = False  # type: ignore[assignment]
    # The texts are encoded by `stance`, from the same tokenizer.json.
    _load_tokenizer = False  # type: ignore[assignment]

    def __init__(self, model: Any, *args: Any, **options: Any) -> None:
        super().__init__(model, *args, **options)
        folder = Path(model.name_or_path or "")
        if not (folder / "tokenizer.json").is_file():
            raise ValueError(
                f"no tokenizer.json beside the model: {str(folder)!r} is no folder of one"
            )
        self._classifier = TorchClassifier(model.eval(), load_encoder(read_folder(folder)))

    def save_pretrained(self, save_directory: str | os.PathLike[str], **options: Any) -> None:
        """Writes a model folder, all that `from_pretrained` and this pipeline need."""
        self.model.save_pretrained(save_directory, **options)
        self._classifier.encoder.tokenizer.save(str(Path(save_directory) / "tokenizer.json"))

    def get_iterator(
        self,
        inputs: Iterable[Any],
        num_workers: int,
        batch_size: int,
        preprocess_params: Any = None,
        forward_params: Any = None,
        postprocess_params: Any = None,
    ) -> Iterator[dict[str, Any]]:
        """Answers in the order of the inputs, `batch_size` of which are in memory."""
        items = iter(inputs)
        while batch := list(islice(items, batch_size)):
            queries = [self.preprocess(item)["queries"][0] for item in batch]
            for row in self.forward({"queries": queries})["probabilities"]:
                yield self.postprocess({"probabilities": row[None]})

    def _sanitize_parameters(self, **options: Any) -> tuple[dict[str, Any], ...]:
        if options:
            raise ValueError(f"unknown options of {TASK}: {', '.join(options)}")
        return {}, {}, {}

    def preprocess(self, input_: Any, **options: Any) -> Any:
        return {"queries": [locate(as_query(input_))]}

    def _forward(self, input_tensors: dict[str, Any], **options: Any) -> Any:
        # On its way here, transformers makes plain tuples of named ones.
        queries = [locate(Query(*query)) for query in input_tensors["queries"]]
        return {"probabilities": torch.from_numpy(self._classifier.probabilities(queries))}

    def postprocess(self, model_outputs: Any, **options: Any) -> dict[str, Any]:
        return StancePrediction.of(model_outputs["probabilities"][0].tolist()).to_dict()


class _Loader:
    """What `transformers.pipeline` loads the model of a folder or of the Hub with."""

    @classmethod
    def from_pretrained(cls, name: str, **options: Any) -> Any:
        folder = find(name, kind="stance")
        # Half precision is how weights are shipped, not how they should run.
        if options.get("dtype") in (None, "auto"):
            options["dtype"] = torch.float32
        model = StanceModel.from_pretrained(folder.path, **options)
        model.name_or_path = str(folder.path)
        return model


def pipeline(model: str | Path = DEFAULT_STANCE, **options: Any) -> StanceClassificationPipeline:
    """`transformers.pipeline` for the name of a shipped model, too."""
    folder = find(model, kind="stance")
    build: Any = transformers.pipeline
    made: StanceClassificationPipeline = build(TASK, model=str(folder.path), **options)
    return made


def _register() -> None:
    try:
        default = {"model": (str(find(DEFAULT_STANCE).path), "main")}
    except ModelError:  # installed without models: one has to be named
        default = None
    PIPELINE_REGISTRY.register_pipeline(
        TASK, StanceClassificationPipeline, pt_model=_Loader, default=default
    )


_register()
