"""Hugging Face: the pipeline on a tiny model, saved, loaded and pushed to a patched Hub."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import transformers
from cli_support import run
from make_data import made_up_sentences

from stance import StanceClassifier
from stance.integrations import huggingface
from stance.modeling import StanceModel

QUESTIONS = made_up_sentences()[:9]
DICTS = [dict(zip(("text", "actor", "target"), item, strict=True)) for item in QUESTIONS]


@pytest.fixture(scope="module")
def pipe(tiny_stance: Path) -> Any:
    return transformers.pipeline("stance-classification", model=str(tiny_stance), device="cpu")  # type: ignore[call-overload]


def test_answers_are_those_of_the_classifier(pipe: Any, tiny_stance: Path) -> None:
    classifier = StanceClassifier.from_pretrained(tiny_stance, backend="torch", device="cpu")
    long = "The union met the mayor. " * 20
    asked: list[Any] = [*DICTS, long, {"text": QUESTIONS[0][0], "target": "free trade"}]
    expected = classifier.predict(
        [*QUESTIONS, (long, None, None), (QUESTIONS[0][0], None, "free trade")]
    )
    for size in (1, 4):
        found = pipe(asked, batch_size=size)
        for answer, other in zip(found, expected, strict=True):
            assert answer.keys() == {"label", "score", "probabilities"}
            assert answer["label"] == other.label
            assert answer["probabilities"] == pytest.approx(other.probabilities, abs=2e-4)


def test_one_question_and_a_stream(pipe: Any) -> None:
    first = pipe(DICTS[0])
    assert first == pipe(QUESTIONS[0]) == pipe(DICTS)[0]
    assert list(pipe(item for item in DICTS)) == pipe(DICTS)
    with pytest.raises(ValueError, match="actor 'Nobody' does not occur"):
        pipe({"text": "Diaz left.", "actor": "Nobody"})
    with pytest.raises(ValueError, match="unknown options"):
        pipe(DICTS[0], top_k=2)


def test_a_saved_pipeline_comes_back(pipe: Any, tmp_path: Path) -> None:
    pipe.save_pretrained(tmp_path / "mine")
    assert "custom_pipelines" not in (tmp_path / "mine" / "config.json").read_text()
    back = huggingface.pipeline(tmp_path / "mine", device="cpu")
    assert back(DICTS) == pipe(DICTS)
    model = StanceModel.from_pretrained(tmp_path / "mine")
    assert isinstance(transformers.AutoModel.from_pretrained(tmp_path / "mine"), type(model))


def test_a_shipped_name_is_enough(monkeypatch: pytest.MonkeyPatch, tiny_stance: Path) -> None:
    monkeypatch.setenv("STANCE_MODELS", str(tiny_stance.parent))
    assert huggingface.pipeline(tiny_stance.name, device="cpu")(DICTS[0])["label"]


def test_push_to_hub_sends_a_whole_model_folder(pipe: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[str, Any] = {}

    class Api:
        def create_repo(self, repo_id: str, **options: Any) -> Any:
            return SimpleNamespace(repo_id=repo_id)

        def create_commit(self, repo_id: str, operations: list[Any], **options: Any) -> str:
            sent[repo_id] = {
                item.path_in_repo: Path(item.path_or_fileobj).stat().st_size for item in operations
            }
            return "done"

    card = SimpleNamespace(save=lambda path: Path(path).write_text("card"))
    monkeypatch.setattr(transformers.utils.hub, "hf_api", Api)
    monkeypatch.setattr(transformers.utils.hub, "create_and_tag_model_card", lambda *a, **o: card)
    assert pipe.push_to_hub("someone/stance-mine") == "done"
    files = sent["someone/stance-mine"]
    assert {"config.json", "model.safetensors", "tokenizer.json", "README.md"} == files.keys()
    assert all(files.values())
    pipe.model.push_to_hub("someone/weights")
    assert "model.safetensors" in sent["someone/weights"]


def test_the_probabilities_are_a_distribution(pipe: Any) -> None:
    for answer in pipe(DICTS):
        assert np.isclose(sum(answer["probabilities"].values()), 1, atol=2e-4)


def test_it_is_registered_only_where_transformers_is_in_use() -> None:
    code = "import sys, stance; print('torch' in sys.modules, 'transformers' in sys.modules)"
    assert run("-c", code).stdout.split() == ["False", "False"]
    assert "stance-classification" in transformers.pipelines.PIPELINE_REGISTRY.supported_tasks
    assert sys.modules["stance.integrations.huggingface"] is huggingface
