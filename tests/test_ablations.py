"""One change of the recipe at a time: what each change is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("datasets")
pytest.importorskip("sklearn")

import torch
from make_data import make_encoder

from stance.datasets.base import StanceExample
from stance.modeling import StanceModel
from stance.schema import LABELS, Span
from training import ablations
from training.ablations import (
    CHAINS,
    RECIPES,
    ChainRows,
    PooledModel,
    Recipe,
    WeighedLoss,
    broken,
    chains_of,
    class_weights,
    optimizer,
    question_of,
    symmetric_kl,
)
from training.mixture import SETS, encode
from training.runs import SmallRun, fresh_model
from training.train_stance import StanceLoss, collate

HOSTILE, NEUTRAL, SUPPORTIVE = range(3)


def example(
    text: str, actor: str, target: str, label: str, reverse: str = "neutral"
) -> StanceExample:
    one, other = (Span(text.index(n), text.index(n) + len(n)) for n in (actor, target))
    return StanceExample(text, text, label, one, other, reverse=reverse)


FIRST = example("Lauria blamed Petrova.", "Lauria", "Petrova", "hostile")
SECOND = example("Okafor was attacked by Petrova.", "Okafor", "Petrova", "neutral", "hostile")
THIRD = example("Petrova thanked Adeyemi.", "Petrova", "Adeyemi", "supportive")
NONE = example("Petrova met Lauria.", "Petrova", "Lauria", "neutral")


def test_the_baseline_changes_nothing_and_every_other_recipe_something() -> None:
    assert RECIPES["baseline"] == Recipe()
    assert len(set(RECIPES.values())) == len(RECIPES)


def test_the_friend_of_an_enemy_is_an_enemy_and_the_enemy_of_an_enemy_a_friend() -> None:
    chains = {chain.second.text: chain.joined for chain in chains_of([FIRST, SECOND, THIRD, NONE])}
    assert {text: joined.label for text, joined in chains.items()} == {
        SECOND.text: "supportive",
        THIRD.text: "hostile",
    }
    joined = chains[SECOND.text]
    assert isinstance(joined.target, Span)
    assert joined.actor is not None and joined.actor.of(joined.text) == "Lauria"
    assert joined.target.of(joined.text) == "Okafor"


def test_chains_stand_behind_the_rows_and_have_no_labels() -> None:
    encoder = make_encoder()
    chains = chains_of([FIRST, SECOND, THIRD]) * CHAINS
    together = ChainRows(encoder, chains, seed=1)
    batch = together(encode(encoder, [FIRST, NONE], "dse"))
    assert len(batch["labels"]) == 2 + 3 * CHAINS
    assert (batch["labels"][2:, :2] == -100).all()
    assert batch["chains"][:, 0].tolist() == [2 + 3 * number for number in range(CHAINS)]
    for _, joined, first, second in batch["chains"].tolist():
        assert (joined == SUPPORTIVE) == (first == second)
    assert "chains" not in together(encode(encoder, [FIRST], "quoted_stance"))


def test_a_chain_is_broken_by_what_does_not_follow() -> None:
    sure = torch.full((3, 2, 3), -20.0)
    for row, label in enumerate((SUPPORTIVE, HOSTILE, HOSTILE)):
        sure[row, 0, label] = 20
    follows = torch.tensor([[0, SUPPORTIVE, HOSTILE, HOSTILE]])
    assert broken(sure, follows) == pytest.approx(0, abs=1e-4)
    sure[0, 0, SUPPORTIVE], sure[0, 0, NEUTRAL] = -20, 20
    assert broken(sure, follows) > 30


def test_two_answers_that_are_the_same_diverge_by_nothing() -> None:
    logits = torch.randn(4, 2, 3, generator=torch.Generator().manual_seed(1))
    assert symmetric_kl(logits, logits) == 0
    assert symmetric_kl(logits, -logits) > 0


def test_a_rare_class_counts_more() -> None:
    weights = class_weights({"dse": [FIRST, *[NONE] * 50], "quoted_stance": [THIRD]}, 0.999)
    dse = weights[SETS.index("dse")]
    assert dse[HOSTILE, NEUTRAL] > 40 * dse[NEUTRAL, NEUTRAL] > 0
    assert weights[SETS.index("quoted_stance")].count_nonzero() == 1


def test_rows_count_alike_unless_told_otherwise() -> None:
    logits = torch.randn(3, 2, 3, generator=torch.Generator().manual_seed(2))
    labels = torch.tensor([[0, 1, 0], [2, 1, 0], [1, -100, 1]])
    plain = StanceLoss()(logits, labels)
    assert WeighedLoss.of(Recipe(), {})(logits, labels) == pytest.approx(float(plain))
    focused = WeighedLoss.of(Recipe(focal=2), {})(logits, labels)
    assert focused > plain  # what is wrong already counts more


def test_lower_layers_learn_more_slowly(tiny_encoder: Path) -> None:
    model = fresh_model(StanceModel, tiny_encoder)
    config = SmallRun()
    rates = {
        id(parameter): group["lr"]
        for group in optimizer(model, config, 0.5).param_groups
        for parameter in group["params"]
    }
    layers = model.encoder.encoder.layer
    assert rates[id(model.classifier.weight)] == config.learning_rate
    assert rates[id(next(layers[-1].parameters()))] == config.learning_rate * 0.5
    embeddings = model.encoder.get_input_embeddings().weight
    assert rates[id(embeddings)] == config.learning_rate * 0.5 ** (len(layers) + 1)
    assert len(rates) == len(list(model.parameters()))


def test_a_question_asks_for_both_directions_or_for_the_writer() -> None:
    assert question_of(FIRST) == "What does Lauria think of Petrova, and Petrova of Lauria?"
    about = StanceExample("1", "Petrova won.", "neutral", None, Span(0, 7))
    assert question_of(about) == "What does the writer think of Petrova?"


def test_pooled_answers_are_those_of_the_mention_and_not_of_its_marker(tiny_encoder: Path) -> None:
    torch.manual_seed(3)
    encoder = make_encoder()
    model = fresh_model(PooledModel, tiny_encoder).eval()
    model.config.close = encoder.close
    batch = collate(encode(encoder, [FIRST], "dse"))
    del batch["labels"]
    hidden = []
    model.encoder.register_forward_hook(lambda *call: hidden.append(call[2][0].clone()))
    with torch.inference_mode():
        answers = model(**batch)
        (states,) = hidden
        ids = batch["input_ids"][0].tolist()
        for position in batch["pairs"][0, 1:].tolist():
            end = ids.index(encoder.close, position)
            states[0, position] = states[0, position + 1 : end].mean(dim=0)
        assert torch.allclose(answers, model.answers(states, batch["pairs"]), atol=1e-6)
    assert answers.shape == (2, len(LABELS))


@pytest.mark.parametrize("change", RECIPES)
def test_every_change_can_be_run(
    change: str, tiny_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {
        "dse": [FIRST, SECOND, THIRD, NONE] * 4,
        "quoted_stance": [replace(THIRD, reverse=None)],
    }
    loaded = {"dse": [FIRST, NONE], "quoted_stance": [replace(THIRD, reverse=None)]}
    monkeypatch.setattr(ablations, "examples", lambda *_: (rows, loaded))
    monkeypatch.setattr(ablations, "CHAINS", 1)
    config = SmallRun(encoder=str(tiny_encoder), batch_size=8)
    scores = ablations.run(RECIPES[change], config, None, tmp_path)
    assert 0 <= scores["eval_dse_micro_f1"] <= 1
    assert not list(tmp_path.glob("checkpoint-*"))


def test_no_text_is_both_learned_and_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str, split: str, data_dir: Path | None) -> list[StanceExample]:
        return [THIRD if name == "dse" else NONE]

    monkeypatch.setattr(ablations, "load", load)
    monkeypatch.setattr(
        ablations, "training_examples", lambda *_: {"dse": [FIRST, THIRD], "newsmtsc": [NONE]}
    )
    train, dev = ablations.examples(RECIPES["baseline"], None, 1)
    assert train == {"dse": [FIRST], "newsmtsc": []}
    assert dev["dse"] == [THIRD]
