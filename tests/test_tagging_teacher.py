"""A larger tagger teaches a smaller one: the same word pieces, and a loss by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from stance.encoding import load_tokenizer
from stance.models import find
from stance.tagging import LAYERS, LINKED_LAYERS, TAGS
from training.tagging_teacher import Tagging, TaggingTeacher, same_pieces, taught_loss

WIDTH = sum(len(TAGS[layer]) for layer in LAYERS)
CUE, CONTENT = (3 * LAYERS.index(layer) for layer in ("cue", "content"))


def nothing(tokens: int = 4) -> Tagging:
    """Logits (1, tokens, ...) that say nothing."""
    return Tagging(
        torch.zeros(1, tokens, WIDTH), torch.zeros(1, len(LINKED_LAYERS), tokens, tokens)
    )


def sure(of: Tagging, tag: int, token: int) -> None:
    of.tags[0, token, tag] = 50.0


def test_the_shipped_encoders_have_the_same_word_pieces() -> None:
    small, base = (
        load_tokenizer(str(find(name).file("tokenizer.json")))
        for name in ("tagger-small", "stance-base")
    )
    numbers = same_pieces(small, base)
    text = "[CLS] Okoro's U.S.-led café ☃ [SEP]"
    read = [tokenizer.encode(text, add_special_tokens=False) for tokenizer in (small, base)]
    told = [numbers[number] for number in read[0].ids]
    first, last = told.pop(0), told.pop()
    assert [base.id_to_token(number) for number in (first, last)] == ["<s>", "</s>"]
    inner = base.encode("Okoro's U.S.-led café ☃", add_special_tokens=False)
    assert told == inner.ids
    assert base.id_to_token(numbers[small.get_vocab()["[PAD]"]]) == "<pad>"


def test_another_vocabulary_is_refused() -> None:
    pieces = {"[CLS]": 0, "[SEP]": 1, "[PAD]": 2, "[UNK]": 3, "stance": 4}
    mine, other = (
        Tokenizer(WordPiece(words, unk_token="[UNK]"))
        for words in (pieces, {name: number for name, number in pieces.items() if name != "stance"})
    )
    assert same_pieces(other, mine) == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="the teacher does not know the word piece 'stance'"):
        same_pieces(mine, other)


def test_padding_is_not_learned() -> None:
    found, taught = nothing(), nothing()
    mask = torch.tensor([[1, 1, 0, 0]])
    expected = sum(math.log(len(TAGS[layer])) for layer in LAYERS)
    for layer in range(len(LAYERS)):
        sure(taught, 3 * layer, 0)
        sure(taught, 3 * layer, 1)
    assert float(taught_loss(found, taught, mask, 1.0)) == pytest.approx(expected, rel=1e-5)
    sure(found, CUE, 3)  # where nothing is
    assert float(taught_loss(found, taught, mask, 1.0)) == pytest.approx(expected, rel=1e-5)
    assert float(taught_loss(found, taught, mask * 0, 1.0)) == 0


def test_only_what_is_taught_is_learned() -> None:
    found, taught = nothing(), nothing()
    mask = torch.ones(1, 4)
    for layer in range(len(LAYERS)):
        for token in range(4):
            sure(taught, 3 * layer, token)
    one = float(taught_loss(found, taught, mask, 1.0, ("cue",)))
    assert one == pytest.approx(math.log(len(TAGS["cue"])), rel=1e-5)
    assert float(taught_loss(found, taught, mask, 1.0, ())) == 0


def test_links_are_learned_where_the_teacher_sees_words_that_have_them() -> None:
    taught = nothing()
    mask = torch.ones(1, 4)
    for layer in range(len(LAYERS)):
        for token in range(4):
            sure(taught, 3 * layer, token)
    same = Tagging(taught.tags.clone(), taught.links.clone())
    assert float(taught_loss(same, taught, mask, 1.0)) == pytest.approx(0, abs=1e-5)
    for tagging in (taught, same):
        tagging.tags[0, 1, CUE + 1] = 100.0  # a cue, which has a link to its source
    taught.links[0, LINKED_LAYERS.index("source"), 1, 2] = 50.0
    assert float(taught_loss(same, taught, mask, 0.5)) == pytest.approx(0.5 * math.log(4), rel=1e-5)
    same.links[0, LINKED_LAYERS.index("source"), 1, 2] = 50.0
    assert float(taught_loss(same, taught, mask, 0.5)) == pytest.approx(0, abs=1e-5)


def test_a_teacher_reads_a_batch_as_itself(tiny_tagger: Path) -> None:
    tokenizer = load_tokenizer(str(tiny_tagger / "tokenizer.json"))
    teacher = TaggingTeacher(str(tiny_tagger), tokenizer)
    ids = torch.tensor([[2, 7, 9, 3]])
    once = teacher(ids, torch.ones_like(ids), torch.zeros_like(ids))
    again = teacher(ids, torch.ones_like(ids), torch.zeros_like(ids))
    assert once.tags.shape == (1, 4, WIDTH) and torch.equal(once.tags, again.tags)
    assert not once.tags.requires_grad
