"""One change of the recipe at a time: what each does to a small model on the same rows.

    python -m training.ablations CHANGE --data-dir DATA --work RUNS [--seed 61]

trains MiniLM from the pretrained encoder and prints the dev scores. `baseline` is the recipe of
the models that ship: markers around actor and target, rows of like length in a batch, half of
DSE's loss that of its five classes. Each other CHANGE differs from it in one thing (`RECIPES`).
Rows whose text is in a dev split stay out of train, so that what is learned by heart does not
count. A text without an actor is about its target alone (NewsMTSC).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from torch import Tensor
from torch.nn import functional
from transformers import set_seed

from stance import encoders
from stance.datasets.base import StanceExample
from stance.encoding import StanceEncoder, load_tokenizer
from stance.modeling import StanceModel
from stance.schema import LABELS, Span
from training.mixture import DEV, IGNORE, SETS, Mix, encode, load, set_of, training_examples
from training.runs import SmallRun, fresh_model, training_arguments
from training.train_stance import StanceLoss, StanceTrainer, collate, dev_metrics

PASSES = {
    "dse": 0.4,
    "newsmtsc": 0.2,
    "quoted_stance": 0.6,
    "quoted_stance/train-more": 0.1,
    "directed_news": 0.1,
    "directed_news/train-cut": 0.3,
    "directed_news/train-more": 0.3,
}

CHAINS = 4
"""Chains in a batch, three rows each."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What may be changed. As it stands it is the baseline."""

    label_smoothing: float = 0.0
    swap_names: float = 0.0
    """Share of rows whose actor and target are renamed."""
    joint_loss: float = 0.5
    balance: float = 0.0
    """Classes count by their effective number, 1 - balance^n over 1 - balance (Cui et al. 2019,
    arXiv 1901.05555)."""
    focal: float = 0.0
    """A row counts by (1 - p)^focal, p that of its label (Lin et al. 2017, arXiv 1708.02002)."""
    layer_decay: float = 1.0
    """Each layer's learning rate is so many times that of the one above it."""
    consistency: float = 0.0
    """Weight of R-Drop's divergence between two passes with other dropout (Liang et al. 2021,
    arXiv 2106.14448)."""
    noise: float = 0.0
    """Uniform noise on the embeddings (NEFTune: Jain et al. 2023, arXiv 2310.05914)."""
    pooled: bool = False
    """The head reads the mean of a mention's tokens, not its marker."""
    question: bool = False
    """A second segment asks in words."""
    chains: float = 0.0
    """Weight of the transitive consistency of two sentences that share an entity."""
    joined: int = 0
    """Such pairs of sentences as rows of their own, with the stance that follows."""
    sampling: str = "group_by_length"
    parts: int = 1
    """A batch is so many parts of rows of like length, drawn at random."""


RECIPES = {
    "baseline": Recipe(),
    "smoothing": Recipe(label_smoothing=0.1),
    "balanced": Recipe(balance=0.999),
    "focal": Recipe(focal=2),
    "directed-loss": Recipe(joint_loss=0),
    "layer-decay": Recipe(layer_decay=0.8),
    "r-drop": Recipe(consistency=1),
    "noise": Recipe(noise=5),
    "pooled": Recipe(pooled=True),
    "question": Recipe(question=True),
    "swapped-names": Recipe(swap_names=0.3),
    "transitive": Recipe(chains=0.1),
    "joined": Recipe(joined=800),
    "mixed-batches": Recipe(sampling="random"),
    "parts": Recipe(parts=4),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("change", choices=RECIPES)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--work", type=Path, default=Path("runs"))
    parser.add_argument("--seed", type=int, default=SmallRun.seed)
    args = parser.parse_args()
    work = args.work / f"ablation-{args.change}-{args.seed}"
    print(run(RECIPES[args.change], SmallRun(seed=args.seed), args.data_dir, work))


def run(recipe: Recipe, config: SmallRun, data_dir: Path | None, work: Path) -> dict[str, float]:
    """The dev scores of a run by this recipe."""
    set_seed(config.seed)
    folder = encoders.locate(config.encoder)
    encoder = StanceEncoder(load_tokenizer(str(folder / "tokenizer.json")), config.max_tokens)
    drawn, dev = examples(recipe, data_dir, config.seed)
    train = Dataset.from_list(_rows(encoder, drawn, recipe))
    config = replace(config, parts=recipe.parts)
    settings = training_arguments(config, work, steps=-(-len(train) // config.batch_size))
    # Scored once, at the end, and nothing kept.
    settings.eval_strategy = settings.save_strategy = "no"
    settings.load_best_model_at_end = False
    settings.train_sampling_strategy = recipe.sampling
    settings.neftune_noise_alpha = recipe.noise or None
    model = fresh_model(PooledModel if recipe.pooled else StanceModel, folder)
    model.config.close = encoder.close
    rows = ChainRows(encoder, chains_of(drawn["dse"]), config.seed) if recipe.chains else None
    trainer = AblationTrainer(
        model=model,
        args=settings,
        train_dataset=train,
        eval_dataset=Dataset.from_list(_rows(encoder, dev, recipe)),
        data_collator=rows or collate,
        compute_metrics=dev_metrics,
        optimizers=(optimizer(model, config, recipe.layer_decay), None),
        loss=WeighedLoss.of(recipe, drawn),
        recipe=recipe,
    )
    trainer.train()
    trainer.data_collator = collate  # dev has no chains
    return trainer.evaluate()


Examples = dict[str, list[StanceExample]]
"""Examples by their set."""


def examples(recipe: Recipe, data_dir: Path | None, seed: int) -> tuple[Examples, Examples]:
    """What is trained on and what it is scored on, with no text in both."""
    dev = {name: load(name, DEV[name], data_dir) for name in dict.fromkeys(map(set_of, PASSES))}
    seen = {example.text for found in dev.values() for example in found}
    drawn = training_examples(Mix(PASSES, recipe.swap_names), data_dir, seed)
    train = {
        name: [example for example in found if example.text not in seen]
        for name, found in drawn.items()
    }
    if recipe.joined:
        chains = chains_of(train["dse"])
        train["dse"] += random.Random(seed).sample(
            [chain.joined for chain in chains], recipe.joined
        )
    return train, dev


def _rows(encoder: StanceEncoder, found: Examples, recipe: Recipe) -> list[dict[str, Any]]:
    made = []
    for name, of_set in found.items():
        rows = encode(encoder, of_set, name)
        if recipe.question:
            questions = encoder.tokenize([question_of(example) for example in of_set])
            for row, asked in zip(rows, questions, strict=True):
                row["input_ids"] += [*asked.ids, encoder.sep]
                row["length"] = len(row["input_ids"])
        made += rows
    return made


def question_of(example: StanceExample) -> str:
    """Both directions of a pair in words, or the writer's stance."""
    actor, target = (
        span.of(example.text) if isinstance(span, Span) else span
        for span in (example.actor, example.target)
    )
    if actor is None:
        return f"What does the writer think of {target}?"
    return f"What does {actor} think of {target}, and {target} of {actor}?"


class PooledModel(StanceModel):
    """A stance model that reads the mean of a mention's tokens in place of its marker."""

    def forward(self, input_ids: Tensor, attention_mask: Tensor, pairs: Tensor) -> Tensor:
        """As `StanceModel.forward`. A mention ends at the first closing marker behind it."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        pooled = hidden.clone()
        for row, position in ((pairs[:, 0], pairs[:, column]) for column in (1, 2)):
            behind = places > position[:, None]
            closing = behind & (input_ids[row] == self.config.close)
            end = closing.int().argmax(dim=1)
            inside = (behind & (places < end[:, None])).unsqueeze(2)
            mean = (hidden[row] * inside).sum(dim=1) / inside.sum(dim=1).clamp(min=1)
            marked = position > 0
            pooled[row[marked], position[marked]] = mean[marked].to(pooled.dtype)
        return self.answers(pooled, pairs)


@dataclass(frozen=True)
class WeighedLoss(StanceLoss):
    """The stance loss with rows that count more or less, with a mean weight of one in a batch."""

    weights: Tensor | None = None
    """(sets, 4, 4): by set, label and reverse label; 3 is a label that is not given."""
    focal: float = 0.0

    @classmethod
    def of(cls, recipe: Recipe, drawn: Examples) -> WeighedLoss:
        weights = class_weights(drawn, recipe.balance) if recipe.balance else None
        return cls(recipe.joint_loss, recipe.label_smoothing, weights=weights, focal=recipe.focal)

    def _labelled(self, logits: Tensor, labels: Tensor, known: Tensor) -> Tensor:
        per_row = super()._labelled(logits, labels, known)
        weight = torch.ones_like(per_row)
        if self.weights is not None:
            label, reverse = labels[:, :2].where(known, len(LABELS)).unbind(1)
            weight = self.weights[labels[:, 2], label, reverse]
        if self.focal:
            weight = (1 - (-per_row.detach()).exp()) ** self.focal
        return per_row * weight / weight.mean()


def class_weights(drawn: Examples, balance: float) -> Tensor:
    """The weight of each class of each set by its effective number."""
    counts: Counter[tuple[int, int, int]] = Counter(
        (SETS.index(set_of(name)), _index(example.label), _index(example.reverse))
        for name, found in drawn.items()
        for example in found
    )
    weights = torch.zeros(len(SETS), len(LABELS) + 1, len(LABELS) + 1)
    for key, count in counts.items():
        weights[key] = (1 - balance) / (1 - balance**count)
    return weights


def _index(label: str | None) -> int:
    return len(LABELS) if label is None else LABELS.index(label)


def optimizer(model: Any, config: SmallRun, decay: float) -> torch.optim.Optimizer:
    """AdamW as the Trainer makes it, with a learning rate for each layer."""
    layers = len(model.encoder.encoder.layer)
    groups = []
    for name, parameter in model.named_parameters():
        below = layers + 1  # the embeddings lie one below the lowest layer
        if ".layer." in name:
            below = layers - int(name.partition(".layer.")[2].partition(".")[0])
        elif "embeddings" not in name:
            below = 0
        decays = parameter.ndim > 1  # neither biases nor norms
        groups.append(
            {
                "params": [parameter],
                "lr": config.learning_rate * decay**below,
                "weight_decay": config.weight_decay if decays else 0.0,
            }
        )
    return torch.optim.AdamW(groups)


class AblationTrainer(StanceTrainer):
    """The stance trainer with what a recipe may add to the loss."""

    def __init__(self, *args: Any, recipe: Recipe, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._recipe = recipe

    def compute_loss(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Tensor],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        chains = inputs.pop("chains", None)
        labels = inputs["labels"]
        loss, outputs = super().compute_loss(model, dict(inputs), return_outputs=True)
        if model.training and chains is not None:
            rows = len(labels) / (len(labels) - 3 * len(chains))  # those of chains have no label
            loss = loss * rows + self._recipe.chains * broken(outputs["logits"], chains)
        if model.training and self._recipe.consistency:
            again, other = super().compute_loss(model, dict(inputs), return_outputs=True)
            divergence = symmetric_kl(outputs["logits"], other["logits"])
            loss = (loss + again) / 2 + self._recipe.consistency * divergence
        return (loss, outputs) if return_outputs else loss


def symmetric_kl(one: Tensor, other: Tensor) -> Tensor:
    """The mean divergence of two answers to the same questions, (rows, 2, 3) each."""
    p, q = one.log_softmax(dim=2), other.log_softmax(dim=2)
    kl = functional.kl_div(p, q, log_target=True, reduction="none")
    back = functional.kl_div(q, p, log_target=True, reduction="none")
    return (kl + back).sum(dim=2).mean() / 2


@dataclass(frozen=True)
class Chain:
    """a's stance toward b in one sentence and b's toward c in another, so that a's toward c
    follows: the friend of an enemy is an enemy (Wen, Hovy and Hauptmann, "Transitive Consistency
    Constrained Learning for Entity-to-Entity Stance Detection")."""

    first: StanceExample
    second: StanceExample
    joined: StanceExample


def chains_of(rows: Sequence[StanceExample]) -> list[Chain]:
    """Chains of these rows, at most one for each pair of sentences; each shared entity counts as
    much as any other."""
    told = [turned for row in rows if (turned := forward(row)) is not None]
    toward, by = defaultdict(list), defaultdict(list)
    for row in told:
        toward[_words(row, row.target)].append(row)
        by[_words(row, row.actor)].append(row)
    found = []
    for entity in toward:
        pairs = [
            (one, other)
            for one in toward[entity]
            for other in by.get(entity, ())
            if one.text != other.text
        ]
        random.Random(entity).shuffle(pairs)
        found += [_chain(one, other) for one, other in pairs[:10]]
    return found


def forward(row: StanceExample) -> StanceExample | None:
    """The row with its stance told from actor to target; None where there is none."""
    if row.label != "neutral":
        return row
    if row.reverse in (None, "neutral") or not isinstance(row.target, Span):
        return None
    return replace(row, actor=row.target, target=row.actor, label=row.reverse, reverse="neutral")


def _words(row: StanceExample, span: Any) -> str:
    return str(span.of(row.text)).casefold()


def _chain(first: StanceExample, second: StanceExample) -> Chain:
    shift = len(first.text) + 1
    assert isinstance(second.target, Span)
    target = Span(second.target.start + shift, second.target.end + shift)
    label = "supportive" if first.label == second.label else "hostile"
    text = f"{first.text} {second.text}"
    joined = replace(first, text=text, target=target, label=label, reverse="neutral")
    return Chain(first, second, joined)


class ChainRows:
    """Batches with some chains behind their rows, which have no labels of their own."""

    def __init__(self, encoder: StanceEncoder, chains: Sequence[Chain], seed: int) -> None:
        self._rng = random.Random(seed)
        self._chains = []
        for chain in chains:
            parts = [chain.joined, chain.first, chain.second]
            rows = encode(encoder, parts, "dse")
            labels = [row["labels"][0] for row in rows]
            without = [{**row, "labels": [IGNORE, IGNORE, row["labels"][2]]} for row in rows]
            self._chains.append((without, labels))

    def __call__(self, rows: list[dict[str, Any]]) -> dict[str, Tensor]:
        """As `collate`, with `chains` (chains, 4): the first of three rows and their labels."""
        if all(row["labels"][2] != SETS.index("dse") for row in rows):
            return collate(rows)
        drawn = self._rng.sample(self._chains, CHAINS)
        at = [len(rows) + 3 * number for number in range(CHAINS)]
        batch = collate(rows + [row for chain, _ in drawn for row in chain])
        batch["chains"] = torch.tensor(
            [(start, *labels) for start, (_, labels) in zip(at, drawn, strict=True)]
        )
        return batch


def broken(logits: Tensor, chains: Tensor) -> Tensor:
    """How far what follows is from what it follows from, in log probability, on average."""
    start = chains[:, 0]
    told = logits[:, 0].log_softmax(dim=1)
    joined, first, second = (told[start + part, chains[:, part + 1]] for part in range(3))
    return (joined - first - second).abs().mean()


if __name__ == "__main__":
    main()
