"""Parts of a set, and what two splits share."""

from __future__ import annotations

import numpy as np
import pytest

from stance.datasets.base import AttributionDocument, StanceExample
from stance.evaluation.decisions import Decisions
from stance.evaluation.hygiene import shared
from stance.evaluation.metrics import accuracy
from stance.evaluation.slices import dimensions, slices
from stance.evaluation.statistics import Resampling
from stance.schema import LABELS, Span
from stance.tagger import Mention

QUOTE = "“No deal,” said Okoro of Diaz."


def example(text: str, **fields: object) -> StanceExample:
    return StanceExample(text, text, "neutral", **fields)  # type: ignore[arg-type]


def test_values_that_the_text_shows() -> None:
    plain = example("Okoro waited.")
    found = dimensions([plain, example(QUOTE), example("word " * 30), example("word " * 50)])
    assert found["words"] == ["1-20", "1-20", "21-40", "41 and more"]
    assert found["negation"] == ["without", "with a negation", "without", "without"]
    assert found["quotation"] == ["without", "with quotation marks", "without", "without"]
    assert "topic" not in found and "target in train" not in found
    assert dimensions([plain, plain]) == {}


def test_columns_of_a_users_own_say_nothing_of_quotations() -> None:
    own = {"content": "a comment", "disputed": "no"}
    found = dimensions([example("Okoro waited.", meta=own), example(QUOTE, meta=own)])
    assert found["quotation"] == ["without", "with quotation marks"]
    assert "disputed" not in found


def test_values_that_the_set_knows() -> None:
    content = [[0, QUOTE.index(" said")]]
    known = [
        example(QUOTE, meta={"content": content, "disputed": True, "target_type": "PERSON"}),
        example(
            "Okoro said it was over.",
            meta={"content": [[11, 22]], "disputed": False, "target_type": "MISC"},
        ),
    ]
    found = dimensions(known)
    assert found["quotation"] == ["direct", "indirect"]
    assert found["annotators"] == ["disputed", "agreed"]
    assert found["target type"] == ["PERSON", "MISC"]
    topics = dimensions([example("a", meta={"topic": name}) for name in ("climate", "atheism")])
    assert topics["topic"] == ["climate", "atheism"]


def test_targets_that_train_has_and_names_that_the_tagger_finds() -> None:
    text = "He praised Diaz and Okoro."
    he, diaz, okoro = Span(0, 2), Span(11, 15), Span(20, 25)
    examples = [
        example(text, actor=he, target=diaz),
        example(text, actor=okoro, target=he),
        example("taxes", target="taxes"),
    ]
    train = [example("DIAZ left.", target=Span(0, 4))]
    mentions = [Mention(diaz, "PERSON"), Mention(Span(16, 25), "MISC")]
    found = dimensions(examples, train, [mentions, mentions, []])
    assert found["target in train"] == ["seen", "unseen", "unseen"]
    assert found["names in the text"] == ["2", "2", "0"]
    assert found["actor type"] == ["pronoun", "MISC", None]
    assert found["target type"] == ["PERSON", "pronoun", None]


def test_a_slice_is_the_figure_of_its_items() -> None:
    gold = np.array([0] * 60)
    answers = np.eye(3)[[0] * 30 + [1] * 20 + [0] * 10]
    half: list[str | None] = [*["first"] * 30, *["second"] * 20, *["few"] * 10]
    decisions = Decisions.of(LABELS, gold, answers)
    found = slices(decisions, accuracy, {"half": half}, range(60), Resampling(50))
    assert [(s.value, s.items, s.figure.value) for s in found] == [
        ("first", 30, 1.0),
        ("second", 20, 0.0),
    ]


def test_an_item_of_two_decisions_is_one_item_of_its_slice() -> None:
    items = np.repeat(np.arange(20), 2)
    decisions = Decisions.of(LABELS, np.zeros(40, int), np.eye(3)[[0, 1] * 20], items=items)
    (found,) = slices(decisions, accuracy, {"all": ["x"] * 20}, items.tolist(), Resampling(50))
    assert (found.items, found.figure.value) == (20, 0.5)


LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def test_texts_are_shared_whatever_their_marks() -> None:
    train = [example("Okoro, said: no!", group="a-1"), example(LONG)]
    items = [
        example("OKORO said no"),
        example(f"Update: {LONG}!"),
        example(LONG.replace("seven", "7")),
        example("Quite another thing.", group="a-1"),
    ]
    found = shared(items, train)
    assert found.same == [True, False, False, False]
    # Of 11 runs of five words with "Update" 10 are known, of 10 with a 7 in them 5.
    assert found.near == [False, True, False, False]
    assert found.group == [False, False, False, True]
    overlap = found.overlap("train")
    assert (overlap.split, overlap.items) == ("train", 4)
    assert (overlap.same_text, overlap.near_text, overlap.same_group) == (1, 1, 1)


def test_articles_are_compared_by_id() -> None:
    one = AttributionDocument("a", LONG, "x", ())
    found = shared([one], [AttributionDocument("a", "other", "y", ())])
    assert (found.same, found.near, found.group) == ([False], [False], [True])


def test_nothing_is_shared_with_nothing() -> None:
    assert shared([example("a b c d e f")], []).overlap("train").same_text == 0
    assert shared([], [example("a")]).overlap("train").items == 0


@pytest.mark.parametrize("text", ["no", "isn't it", "he denied it", "without him", "Never again"])
def test_negations(text: str) -> None:
    assert dimensions([example(text), example("yes")])["negation"][0] == "with a negation"
