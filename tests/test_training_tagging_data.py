"""Attribution documents to training windows, on a made-up article."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_data import make_tokenizer

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.schema import Span
from stance.tagging import FEATURES, LAYERS, LINKED_LAYERS, TAGS
from training.tagging_data import IGNORE, TokenFinder, document_windows, label_tokens

TOKENIZER = make_tokenizer()
TEXT = "The mayor said that the union denied the plan. The city, he said, met the council."

# Every word is one token, and every mark.
WORDS = [
    *("The", "mayor", "said", "that", "the", "union", "denied", "the", "plan", "."),
    *("The", "city", ",", "he", "said", ",", "met", "the", "council", "."),
]


def at(*tokens: int) -> tuple[Span, ...]:
    """The spans of these tokens, one each."""
    encoding = TOKENIZER.encode(TEXT, add_special_tokens=False)
    return tuple(Span(*encoding.offsets[token]) for token in tokens)


def between(first: int, last: int) -> Span:
    """From token `first` to token `last`, included."""
    (a,), (b,) = at(first), at(last)
    return Span(a.start, b.end)


OUTER = GoldAttribution((between(0, 1),), at(2), (between(3, 8),))
NESTED = GoldAttribution((between(4, 5),), at(6), (between(7, 8),))
PIECES = GoldAttribution(at(13), at(14), (between(10, 11), between(16, 18)))


def document(*items: GoldAttribution, **changes: Any) -> AttributionDocument:
    return AttributionDocument("a", TEXT, "x", items, **changes)


def tags(doc: AttributionDocument, layer: str) -> list[str]:
    labels = label_tokens(doc, TOKENIZER.encode(doc.text, add_special_tokens=False))
    return [TAGS[layer][tag][:1] for tag in labels.tags[layer]]


def links(doc: AttributionDocument, layer: str) -> dict[int, int | None]:
    return label_tokens(doc, TOKENIZER.encode(doc.text, add_special_tokens=False)).links[layer]


def test_the_text_is_a_token_a_word() -> None:
    tokens = TOKENIZER.encode(TEXT, add_special_tokens=False).offsets
    assert [TEXT[start:end] for start, end in tokens] == WORDS


def test_nested_contents_go_to_two_layers() -> None:
    for doc in (document(OUTER, NESTED), document(NESTED, OUTER)):  # whatever order they are in
        assert "".join(tags(doc, "content")) == "OOOBIIIII" + "O" * 11
        assert "".join(tags(doc, "inner")) == "OOOOOOOBI" + "O" * 11
        assert "".join(tags(doc, "source")) == "BIOOBI" + "O" * 14
        assert "".join(tags(doc, "cue")) == "OOBOOOB" + "O" * 13
        assert links(doc, "source") == {2: 0, 6: 4}
        assert links(doc, "content") == dict.fromkeys(range(3, 9), 2)
        assert links(doc, "inner") == {7: 6, 8: 6}


def test_a_content_in_pieces_is_linked_to_one_cue() -> None:
    doc = document(PIECES)
    assert "".join(tags(doc, "content")) == "O" * 10 + "BI" + "O" * 4 + "BII" + "O"
    assert links(doc, "content") == dict.fromkeys((10, 11, 16, 17, 18), 14)
    assert links(doc, "source") == {14: 13}


def test_what_is_missing_is_linked_to_what_there_is() -> None:
    without_cue = document(GoldAttribution(at(13), (), (between(10, 11),)))
    assert links(without_cue, "content") == {10: 13, 11: 13}
    assert links(without_cue, "source") == {}
    without_source = document(GoldAttribution((), at(14), (between(10, 11),)))
    assert links(without_source, "source") == {14: None}
    content_alone = document(GoldAttribution((), (), (between(10, 11),)))
    assert links(content_alone, "content") == {10: None, 11: None}


def test_a_cue_in_pieces_is_linked_by_its_first() -> None:
    doc = document(GoldAttribution(at(13), at(14, 16), (between(17, 18),)))
    assert "".join(tags(doc, "cue")) == "O" * 14 + "BOB" + "OOO"
    assert links(doc, "source") == {14: 13}
    assert links(doc, "content") == {17: 14, 18: 14}


def test_entities_are_tagged_by_type_or_left_out() -> None:
    entities = ((between(4, 5), "ORGANIZATION"), (at(11)[0], "LOCATION"))
    doc = document(entities=entities)
    labels = label_tokens(doc, TOKENIZER.encode(TEXT, add_special_tokens=False))
    named = [TAGS["entity"][tag] for tag in labels.tags["entity"]]
    assert named[4:6] == ["B-ORGANIZATION", "I-ORGANIZATION"] and named[11] == "B-LOCATION"
    assert set(named[:4]) == {"O"}
    unknown = label_tokens(document(), TOKENIZER.encode(TEXT, add_special_tokens=False))
    assert set(unknown.tags["entity"]) == {IGNORE}


def test_spans_of_a_layer_that_overlap_keep_the_longer() -> None:
    shorter = GoldAttribution(at(1), at(2), ())
    labels = label_tokens(
        document(shorter, OUTER), TOKENIZER.encode(TEXT, add_special_tokens=False)
    )
    assert labels.tags["source"][:3] == [1, 2, 0]
    assert labels.dropped == 2  # the shorter source, and its cue, which is there


def test_a_window_holds_whole_sentences_and_links_inside_it() -> None:
    far = GoldAttribution((between(0, 1),), at(14), (between(3, 8),))
    doc = document(OUTER, NESTED, PIECES)
    both = document_windows(doc, TOKENIZER, max_tokens=32)
    assert len(both) == 1 and both[0]["length"] == len(WORDS) + 2
    first, second = document_windows(doc, TOKENIZER, max_tokens=14)
    assert (first["length"], second["length"]) == (12, 12)
    content = LINKED_LAYERS.index("content")
    # Goals are places in the window, 1 its first token.
    assert first["links"][content] == [IGNORE] * 4 + [3] * 6 + [IGNORE] * 2
    assert second["links"][content] == [IGNORE, 5, 5, *[IGNORE] * 4, 5, 5, 5, IGNORE, IGNORE]
    assert second["links"][LINKED_LAYERS.index("source")][5] == 4
    # A goal in another window is no goal.
    first, second = document_windows(document(far), TOKENIZER, max_tokens=14)
    assert first["links"][content] == [IGNORE] * 4 + [0] * 6 + [IGNORE] * 2
    assert second["links"][LINKED_LAYERS.index("source")][5] == 0


def test_rows_are_framed_and_of_one_length() -> None:
    silver = (between(0, 9), between(10, 19))
    for row in document_windows(document(OUTER, sentences=silver), TOKENIZER, max_tokens=14):
        size = row["length"]
        assert row["input_ids"][0] == TOKENIZER.token_to_id("[CLS]")
        assert row["input_ids"][-1] == TOKENIZER.token_to_id("[SEP]")
        assert len(row["input_ids"]) == len(row["features"]) == size
        assert all(0 <= feature < FEATURES for feature in row["features"])
        assert len(row["tags"]) == len(LAYERS) and len(row["links"]) == len(LINKED_LAYERS)
        for part in (*row["tags"], *row["links"]):
            assert len(part) == size
            assert part[0] == part[-1] == IGNORE


def test_an_empty_article_has_no_window() -> None:
    assert document_windows(AttributionDocument("a", "", "x", ()), TOKENIZER, 32) == []


def test_a_span_without_a_token_is_found_nowhere() -> None:
    finder = TokenFinder(TOKENIZER.encode("oko  left", add_special_tokens=False))
    assert finder.find(Span(3, 5)) is None
    assert finder.find(Span(1, 4)) == (0, 1)
    assert finder.find(Span(0, 6)) == (0, 2)


@st.composite
def attributions(draw: st.DrawFn) -> GoldAttribution:
    def spans() -> tuple[Span, ...]:
        first = draw(st.integers(0, len(WORDS) - 1))
        last = draw(st.integers(first, len(WORDS) - 1))
        return draw(st.sampled_from([(), (between(first, last),)]))

    return GoldAttribution(spans(), spans(), spans())


@given(st.lists(attributions(), max_size=4), st.sampled_from([14, 32]))
@settings(max_examples=60, deadline=None)
def test_whatever_the_annotation_rows_are_sound(items: list[GoldAttribution], size: int) -> None:
    doc = document(*items)
    rows = document_windows(doc, TOKENIZER, size)
    assert sum(row["length"] - 2 for row in rows) == len(WORDS)
    for row in rows:
        assert row["length"] <= size
        for layer, part in zip(LAYERS, row["tags"], strict=True):
            for before, tag in pairwise(part):
                assert tag == IGNORE or 0 <= tag < len(TAGS[layer])
                if before > 0 and tag > 0 and TAGS[layer][tag].startswith("I-"):
                    assert TAGS[layer][before][2:] == TAGS[layer][tag][2:]
        for part in row["links"]:
            assert all(goal == IGNORE or 0 <= goal < row["length"] - 1 for goal in part)


@pytest.mark.parametrize("layer", LINKED_LAYERS)
def test_every_tagged_content_has_a_link_and_nothing_else(layer: str) -> None:
    doc = document(OUTER, NESTED, PIECES)
    tagged = {i for i, tag in enumerate(tags(doc, layer)) if tag != "O"}
    linked = set(links(doc, layer))
    if layer == "source":  # here it is the cues that have one
        assert linked == {2, 6, 14}
    else:
        assert linked == tagged
