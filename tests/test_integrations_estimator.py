"""`StanceEstimator`: scikit-learn's verbs over tiny models, few-shot and fine-tuned."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sklearn")

from make_data import copy_model, made_up_sentences
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

import stance
from stance import StanceClassifier, StanceEstimator
from stance.datasets.base import StanceExample
from stance.integrations.features import Frozen
from stance.models import find
from stance.query import Located
from stance.rows import Rows
from stance.schema import LABELS, Span

SENTENCES = made_up_sentences()
WORDS = {"denounced": "hostile", "praised": "supportive", "met": "neutral", "threat": "hostile"}
ITEMS = [item for item in SENTENCES if any(word in item[0] for word in WORDS)]
LABELLED = [next(label for word, label in WORDS.items() if word in item[0]) for item in ITEMS]
ONE = ("The union praised Diaz.", "The union", "Diaz")


@pytest.fixture(scope="module", params=["answers", "states"])
def few_shot(request: pytest.FixtureRequest, tiny_stance: Path) -> StanceEstimator:
    estimator = StanceEstimator(tiny_stance, features=request.param, C=10)
    return estimator.fit(ITEMS, LABELLED)


@pytest.fixture(scope="module")
def fine_tuned(tiny_stance: Path) -> StanceEstimator:
    estimator = StanceEstimator(tiny_stance, "fine-tune", epochs=12, learning_rate=3e-3)
    return estimator.fit(ITEMS, LABELLED)


def check(estimator: StanceEstimator) -> None:
    assert list(estimator.classes_) == sorted(LABELS)
    found = estimator.predict_proba(ITEMS)
    assert found.shape == (len(ITEMS), 3) and np.allclose(found.sum(axis=1), 1, atol=1e-5)
    assert list(estimator.predict(ITEMS)) == [estimator.classes_[row.argmax()] for row in found]
    # Far better than the commonest label, which half of the rows have.
    assert estimator.score(ITEMS, LABELLED) > 0.7
    assert estimator.predict_proba([]).shape == (0, 3)


def test_few_shot_learns_labels(few_shot: StanceEstimator) -> None:
    check(few_shot)


def test_fine_tuning_learns_labels(fine_tuned: StanceEstimator) -> None:
    check(fine_tuned)


def test_the_same_seed_gives_the_same_model(tiny_stance: Path) -> None:
    import torch

    before = torch.get_rng_state()
    first, second = (
        StanceEstimator(tiny_stance, "fine-tune", epochs=1, random_state=7)
        .fit(ITEMS, LABELLED)
        .predict_proba(ITEMS)
        for _ in range(2)
    )
    assert np.array_equal(first, second)
    assert torch.equal(before, torch.get_rng_state())


def test_threads_do_not_mix_their_states(
    tiny_stance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Frozen(find(tiny_stance), "states", "cpu")
    network: Any = read._network
    model = network._model

    def slow(**tensors: Any) -> Any:
        logits = model(**tensors)
        time.sleep(0.2)  # the other thread's call runs meanwhile, unless it has to wait
        return logits

    inputs = [
        next(Rows.of(read._encoder, [Located(text, None, None)]).batches())[1]
        for text in ("The union praised Diaz.", "Okoro denounced Russia.")
    ]
    expected = [network.run(item) for item in inputs]
    monkeypatch.setattr(network, "_model", slow)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(network.run, inputs))
    assert all(map(np.allclose, found, expected))
    assert not np.allclose(*expected)


def test_the_forms_of_a_question_are_one(few_shot: StanceEstimator) -> None:
    pandas = pytest.importorskip("pandas")
    text, actor, target = ONE
    example = StanceExample("1", text, "neutral", Span(0, 9), Span(18, 22))
    row = {"text": text, "actor": actor, "target": target, "id": 4}
    expected = few_shot.predict_proba([ONE])
    for items in (
        [list(ONE)],
        [(text, [0, 9], [18, 22])],
        [row],
        [example],
        np.array([ONE], dtype=object),
        [{"text": text, "actor": np.array([0, 9]), "target": np.array([18, 22])}],
        pandas.DataFrame([row]),
    ):
        assert np.allclose(few_shot.predict_proba(items), expected)


def test_texts_alone_and_topics(tiny_stance: Path) -> None:
    long = "The union met the mayor. " * 20
    items = ["Diaz praised Okoro.", long, ("They march.", None, "free trade")] * 2
    pandas = pytest.importorskip("pandas")
    labels = ["yes", "no", "no"] * 2
    for features in ("answers", "states"):
        estimator = StanceEstimator(tiny_stance, features=features, C=100).fit(items, labels)
        assert list(estimator.predict(items)) == labels
        table = pandas.DataFrame({"text": items[:1], "target": [None]})
        assert list(estimator.predict(table)) == ["yes"]


def test_it_is_an_estimator_of_scikit_learn(tiny_stance: Path) -> None:
    estimator = StanceEstimator(str(tiny_stance), features="answers", C=0.5)
    copy = clone(estimator)
    assert copy.get_params() == estimator.get_params()
    assert copy.set_params(C=2.0).C == 2.0 and estimator.C == 0.5
    with pytest.raises(NotFittedError):
        estimator.predict([ONE])
    scores = cross_val_score(estimator, ITEMS, LABELLED, cv=2)
    assert scores.shape == (2,)
    assert stance.StanceEstimator is StanceEstimator


def test_a_few_shot_estimator_comes_back(few_shot: StanceEstimator, tmp_path: Path) -> None:
    few_shot.save(tmp_path / "mine")
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == [
        "estimator.json",
        "head.safetensors",
    ]
    back = StanceEstimator.load(tmp_path / "mine")
    assert np.array_equal(back.predict_proba(ITEMS), few_shot.predict_proba(ITEMS))
    assert back.get_params() == few_shot.get_params() | {"model": str(few_shot.model)}
    with pytest.raises(ValueError, match="there already"):
        few_shot.save(tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_what_a_grid_search_sets_is_saved(tiny_stance: Path, tmp_path: Path) -> None:
    estimator = StanceEstimator(str(tiny_stance), features="answers", C=np.float64(2.0))
    estimator.set_params(epochs=np.int64(3)).fit(ITEMS, LABELLED).save(tmp_path / "mine")
    assert StanceEstimator.load(tmp_path / "mine").epochs == 3


def test_a_fine_tuned_estimator_is_a_model_folder(
    fine_tuned: StanceEstimator, tmp_path: Path
) -> None:
    fine_tuned.save(tmp_path / "mine")
    back = StanceEstimator.load(tmp_path / "mine")
    expected = fine_tuned.predict_proba(ITEMS)
    assert np.allclose(back.predict_proba(ITEMS), expected, atol=1e-6)
    classifier = StanceClassifier.from_pretrained(tmp_path / "mine", backend="torch")
    for answer, row in zip(classifier.predict(ITEMS), expected, strict=True):
        given = dict(zip(fine_tuned.classes_, row, strict=True))
        assert answer.probabilities == pytest.approx(given, abs=1e-4)


def test_another_base_model_is_noticed(tiny_stance: Path, tmp_path: Path) -> None:
    base = copy_model(tiny_stance, tmp_path / "base", manifest=True)
    estimator = StanceEstimator(base, features="answers").fit(ITEMS, LABELLED)
    estimator.save(tmp_path / "mine")
    manifest = base / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"0.1"', '"0.2"'))
    with pytest.raises(ValueError, match=r"fitted on tiny-stance 0\.1.*\(tiny-stance 0\.2\)"):
        StanceEstimator.load(tmp_path / "mine")


@pytest.mark.parametrize(
    ("options", "items", "labels", "what"),
    [
        ({"method": "magic"}, ITEMS, LABELLED, "method must be one of few-shot, fine-tune"),
        ({"features": "magic"}, ITEMS, LABELLED, "features must be one of auto, answers, states"),
        ({}, ITEMS, LABELLED[:-1], "items and .* labels"),
        ({}, ITEMS[:2], ["a", "a"], "two labels or more"),
        ({}, [ONE, ("Lind left.", "Diaz", None)], ["a", "b"], "item 1: actor 'Diaz' does not"),
        ({}, [ONE, 7], ["a", "b"], r"item 1: a text or \(text, actor, target\)"),
        ({}, [ONE, {"words": ""}], ["a", "b"], "item 1: the field 'text' is missing"),
        ({}, "Lind left.", ["a"], "a list of texts"),
        ({"method": "fine-tune"}, ITEMS[:2], ["for", "against"], "not 'against'"),
    ],
)
def test_what_is_wrong_is_said(
    options: dict[str, Any], items: Any, labels: list[str], what: str, tiny_stance: Path
) -> None:
    with pytest.raises(ValueError, match=what):
        StanceEstimator(tiny_stance, **options).fit(items, labels)


def test_a_folder_without_an_estimator(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no saved StanceEstimator"):
        StanceEstimator.load(tmp_path)
