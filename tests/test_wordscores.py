"""Windows merged into scores of words: whose scores count, which links are kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.lattice import Run
from stance.schema import Span
from stance.tagging import LAYERS, LINKED_LAYERS, TAGS
from stance.wordscores import Floats, LinkBlock, WindowMerger, log_softmax, word_starts

COLUMNS = np.cumsum([0, *(len(TAGS[layer]) for layer in LAYERS)])


def logits(size: int, **tags: str) -> Floats:
    """Tag logits of a window of `size` tokens, all with these tags by layer."""
    values = np.zeros((size + 2, COLUMNS[-1]), dtype=np.float32)
    for index, layer in enumerate(LAYERS):
        tag = TAGS[layer].index(tags.get(layer, "O"))
        values[:, COLUMNS[index] + tag] = 9
    return values


def links(size: int, goal: int) -> Floats:
    """Link scores of such a window: every token of every layer to the same place, 0 for none."""
    values = np.zeros((len(LINKED_LAYERS), size + 2, size + 2), dtype=np.float32)
    values[:, :, goal] = 9
    return values


def merger(size: int) -> WindowMerger:
    """Over a text of `size` words, each a token."""
    return WindowMerger("a " * size, [(2 * at, 2 * at + 1) for at in range(size)])


def test_each_word_has_the_scores_of_the_window_that_sees_it_best() -> None:
    for order in ((0, 1), (1, 0)):
        merged = merger(16)
        for window in order:
            tag = ("B-cue", "I-cue")[window]
            start = (0, 6)[window]
            merged.add(start, start + 10, logits(10, cue=tag), links(10, 0))
        # Token 7 is two from the end of the first window.
        assert merged.scores().tags["cue"].argmax(axis=1).tolist() == [1] * 8 + [2] * 8


def test_scores_are_log_probabilities_of_every_layer() -> None:
    merged = merger(5)
    merged.add(0, 5, logits(5), links(5, 0))
    scores = merged.scores()
    assert scores.tags.keys() == set(LAYERS)
    for layer, values in scores.tags.items():
        assert values.shape == (5, len(TAGS[layer]))
        assert np.exp(values).sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert scores.spans == tuple(Span(2 * at, 2 * at + 1) for at in range(5))
    assert scores.span(1, 3) == Span(2, 5)


def test_links_are_of_the_window_that_sees_the_word_best() -> None:
    merged = merger(16)
    for start in (0, 6):
        # Goal 3 is the third token of each window: 2 of the text, and 8.
        merged.add(start, start + 10, logits(10, content="I-content", cue="B-cue"), links(10, 3))
    rows = {}
    for block in merged.scores().links["content"]:
        for row, values in zip(block.rows.tolist(), block.scores, strict=True):
            assert row not in rows
            rows[row] = int(block.goals[values.argmax()])
    assert rows == {at: 2 if at < 8 else 8 for at in range(16)}


def test_only_words_that_may_be_linked_are_kept() -> None:
    for tags, kept in (
        ({}, set()),
        ({"content": "B-content"}, {"content"}),
        ({"content": "B-content", "cue": "B-cue"}, {"source", "content"}),
        ({"cue": "I-cue"}, {"source"}),
        ({"inner": "I-inner"}, {"inner"}),
    ):
        merged = merger(10)
        merged.add(0, 10, logits(10, **tags), links(10, 3))
        found = merged.scores().links
        assert {layer for layer in LINKED_LAYERS if found[layer]} == kept
        for block in found["content"]:
            assert block.goals.size == (10 if "cue" in tags else 0)


def test_a_word_has_the_tag_of_its_first_token_and_the_links_to_all() -> None:
    text = "abc defg"
    merged = WindowMerger(text, [(0, 1), (1, 3), (4, 8)])
    values = logits(3, content="B-content", cue="B-cue")
    values[2] = logits(3, content="O", cue="B-cue")[2]  # "bc"
    goals = links(3, 1)
    goals[:, :, 2] = 9
    merged.add(0, 3, values, goals)
    scores = merged.scores()
    assert [span.of(text) for span in scores.spans] == ["abc", "defg"]
    assert scores.tags["content"].argmax(axis=1).tolist() == [1, 1]
    (block,) = scores.links["content"]
    assert block.rows.tolist() == block.goals.tolist() == [0, 1]
    assert np.exp(block.scores[:, 0]) == pytest.approx(1, abs=1e-2)  # half to each token
    assert block.scores.dtype == np.float32


def test_a_text_without_words_has_no_scores() -> None:
    scores = WindowMerger("", []).scores()
    assert scores.spans == () and scores.tags["cue"].shape == (0, 3)
    assert not any(scores.links.values())


def test_links_to_words_are_links_to_runs() -> None:
    table = np.log(np.array([[0.1, 0.2, 0.3], [0.05, 0.5, 0.05]], dtype=np.float32))
    none = np.log(np.array([0.4, 0.4], dtype=np.float32))
    block = LinkBlock(np.array([7, 9]), np.array([3, 4, 8]), table, none)
    runs = [Run("cue", 0, 2), Run("cue", 3, 6), Run("cue", 6, 7), Run("cue", 8, 9)]
    seen, scores = block.to_runs(runs)
    assert seen == [1, 3]
    assert np.exp(scores) == pytest.approx(np.array([[0.3, 0.3], [0.55, 0.05]]))
    assert block.to_runs([])[0] == []
    empty = LinkBlock(block.rows, np.zeros(0, dtype=np.int64), table[:, :0], none)
    assert empty.to_runs(runs)[0] == []


@pytest.mark.parametrize(
    ("text", "offsets", "expected"),
    [
        ("abc de-fg", [(0, 2), (2, 3), (4, 6), (6, 7), (7, 9)], [1, 0, 1, 1, 1]),
        ("U.S. is", [(0, 1), (1, 2), (2, 3), (3, 4), (5, 7)], [1, 0, 0, 0, 1]),
        ("Hale-Whitby", [(0, 4), (4, 5), (5, 11)], [1, 0, 0]),
        ("don't", [(0, 3), (3, 4), (4, 5)], [1, 1, 1]),
        ("", [], []),
    ],
)
def test_words_begin_where_letters_do(
    text: str, offsets: list[tuple[int, int]], expected: list[int]
) -> None:
    assert word_starts(text, offsets) == list(map(bool, expected))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30), st.data())
def test_whatever_the_windows_every_word_is_scored_once(
    sizes: list[int], data: st.DataObject
) -> None:
    size = len(sizes)
    cuts = sorted({0, *data.draw(st.lists(st.integers(0, size - 1), max_size=3))})
    windows = [(a, min(size, a + size // 2 + 2)) for a in cuts] + [(cuts[-1], size)]
    merged = merger(size)
    for start, end in data.draw(st.permutations(windows)):
        if start < end:
            generator = np.random.default_rng(start)
            merged.add(
                start,
                end,
                generator.normal(size=(end - start + 2, COLUMNS[-1])).astype("f4"),
                generator.normal(size=(len(LINKED_LAYERS), *[end - start + 2] * 2)).astype("f4"),
            )
    for blocks in merged.scores().links.values():
        rows = [row for block in blocks for row in block.rows.tolist()]
        assert len(rows) == len(set(rows))
        for block in blocks:
            assert (np.diff(block.goals) > 0).all()
            total = np.exp(block.scores).sum(axis=1) + np.exp(block.none)
            assert (total <= 1 + 1e-4).all()


def test_log_softmax() -> None:
    values = np.array([[1000.0, 1000.0], [0.0, -1000.0]], dtype=np.float32)
    assert log_softmax(values)[0] == pytest.approx(np.log([0.5, 0.5]))
    assert log_softmax(values)[1, 0] == pytest.approx(0)
