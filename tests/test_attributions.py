"""The link step, on hand-made pieces and pointers."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import pytest

from stance.attributions import Pieces, join, quotation_kind
from stance.schema import Attribution, Span
from stance.segment import sentences

Places = Mapping[str, list[str]]


def read(text: str, words: Places, links: Mapping[str, dict[str, str]]) -> tuple[Attribution, ...]:
    """`join` where a token is a word: `words` by layer, `links` from words to words by layer."""
    starts = [at for at, c in enumerate(text) if c != " " and (at == 0 or text[at - 1] == " ")]

    def pieces(stretch: str) -> Pieces:
        at = text.index(stretch)
        end = at + len(stretch)
        first = sum(start < at for start in starts)
        return Pieces(first, sum(start < end for start in starts), Span(at, end))

    goals = {layer: np.full(len(starts), -1) for layer in ("source", "content", "inner")}
    for layer, pairs in links.items():
        for child, parent in pairs.items():
            piece = pieces(child)
            goals[layer][piece.first : piece.last] = pieces(parent).first
    layers = {
        layer: sorted((pieces(w) for w in words.get(layer, [])), key=lambda piece: piece.first)
        for layer in ("source", "cue", "content", "inner")
    }
    return join(text, sentences(text), layers, goals)


def shown(text: str, found: tuple[Attribution, ...]) -> list[tuple[str | None, str, str]]:
    """(source, cue, content) in words."""
    return [
        (
            None if item.source is None else item.source.of(text),
            " ".join(span.of(text) for span in item.cue),
            " | ".join(span.of(text) for span in item.content),
        )
        for item in found
    ]


TWO = "Okoro said peace was near while Diaz warned that war was coming."


def test_pointers_lead_to_cue_and_source() -> None:
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "warned"],
        "content": ["peace was near", "war was coming."],
    }
    links = {
        "content": {"peace was near": "said", "war was coming.": "warned"},
        "source": {"said": "Okoro", "warned": "Diaz"},
    }
    assert shown(TWO, read(TWO, words, links)) == [
        ("Okoro", "said", "peace was near"),
        ("Diaz", "warned", "war was coming."),
    ]


def test_pointers_win_over_distance() -> None:
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "warned"],
        "content": ["peace was near", "war was coming."],
    }
    links = {
        "content": {"peace was near": "warned", "war was coming.": "said"},
        "source": {"said": "Diaz", "warned": "Okoro"},
    }
    assert shown(TWO, read(TWO, words, links)) == [
        ("Okoro", "warned", "peace was near"),
        ("Diaz", "said", "war was coming."),
    ]


def test_without_pointers_the_nearest_of_the_sentence_is_taken() -> None:
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "warned"],
        "content": ["peace was near", "war was coming."],
    }
    assert shown(TWO, read(TWO, words, {})) == [
        ("Okoro", "said", "peace was near"),
        ("Diaz", "warned", "war was coming."),
    ]


def test_the_nearest_is_not_looked_for_in_other_sentences() -> None:
    text = "Okoro said little. Peace was near."
    words = {"source": ["Okoro"], "cue": ["said"], "content": ["Peace was near."]}
    assert read(text, words, {}) == ()
    links = {"content": {"Peace was near.": "said"}}
    assert shown(text, read(text, words, links)) == [("Okoro", "said", "Peace was near.")]


def test_pointers_that_lead_too_far_are_not_followed() -> None:
    text = "Okoro left. Diaz said peace was near. One. Two. Three. War is over."
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said"],
        "content": ["peace was near.", "War is over."],
    }
    links = {
        "content": {"peace was near.": "said", "War is over.": "said"},
        "source": {"said": "Okoro"},  # in another sentence than the cue
    }
    assert shown(text, read(text, words, links)) == [("Diaz", "said", "peace was near.")]


def test_joining_takes_no_longer_a_piece_in_a_long_text() -> None:
    unit = "Okoro said so. "
    count = 4000
    starts = [number * len(unit) for number in range(count)]
    layers = {
        layer: [
            Pieces(4 * n + place, 4 * n + place + 1, Span(at + first, at + last))
            for n, at in enumerate(starts)
        ]
        for layer, place, first, last in (
            ("source", 0, 0, 5),
            ("cue", 1, 6, 10),
            ("content", 2, 11, 13),
        )
    }
    tokens = np.arange(4 * count)
    links = dict.fromkeys(("source", "content", "inner"), tokens - 1)
    spans = [Span(at, at + 14) for at in starts]
    began = time.perf_counter()
    found = join(unit * count, spans, {**layers, "inner": []}, links)
    assert len(found) == count and all(item.source is not None for item in found)
    assert time.perf_counter() - began < 1  # a twentieth of it where pieces are looked up


def test_most_tokens_of_a_content_decide_where_it_belongs() -> None:
    words = {"source": ["Okoro", "Diaz"], "cue": ["said", "warned"], "content": ["war was coming."]}
    links = {"content": {"war": "said", "was coming.": "warned"}, "source": {"warned": "Diaz"}}
    text = "Okoro said it before Diaz warned war was coming."
    assert shown(text, read(text, words, links)) == [("Diaz", "warned", "war was coming.")]


def test_a_content_in_pieces_is_one_attribution() -> None:
    text = "“Peace is near,” Okoro said on Monday. “War is over.”"
    words = {
        "source": ["Okoro"],
        "cue": ["said"],
        "content": ["“Peace is near,”", "“War is over.”"],
    }
    links = {"content": {"“War is over.”": "said", "“Peace is near,”": "said"}}
    (item,) = read(text, words, links)
    assert shown(text, (item,)) == [("Okoro", "said", "“Peace is near,” | “War is over.”")]
    assert item.kind == "direct"


def test_contents_nest() -> None:
    text = "Okoro said that Diaz had denied the plan."
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "denied"],
        "content": ["that Diaz had denied the plan."],
        "inner": ["the plan."],
    }
    links = {
        "content": {"that Diaz had denied the plan.": "said"},
        "inner": {"the plan.": "denied"},
        "source": {"said": "Okoro", "denied": "Diaz"},
    }
    expected = [
        ("Okoro", "said", "that Diaz had denied the plan."),
        ("Diaz", "denied", "the plan."),
    ]
    assert shown(text, read(text, words, links)) == expected
    # Without pointers a content looks for its cue outside itself first.
    found = shown(text, read(text, words, {"inner": {"the plan.": "denied"}}))
    assert found[0][1:] == ("said", "that Diaz had denied the plan.")


def test_a_content_may_belong_to_a_source_without_a_cue() -> None:
    text = "Peace is near, according to Okoro."
    words = {"source": ["Okoro."], "content": ["Peace is near,"]}
    (item,) = read(text, words, {"content": {"Peace is near,": "Okoro."}})
    assert item.cue == () and item.source == Span(28, 34)
    assert item.content == (Span(0, 14),)
    # Without a pointer there is no cue to be near to.
    assert read(text, words, {}) == ()


def test_an_attribution_may_have_no_source() -> None:
    text = "It was said that peace is near."
    words = {"cue": ["said"], "content": ["that peace is near."]}
    (item,) = read(text, words, {"content": {"that peace is near.": "said"}})
    assert item.source is None and item.cue and item.speaker is None


def test_cues_and_sources_without_a_content_are_no_attributions() -> None:
    assert read(TWO, {"source": ["Okoro"], "cue": ["said"]}, {}) == ()
    assert read("", {}, {}) == ()


def test_attributions_come_in_the_order_of_their_contents() -> None:
    text = "“One,” said Okoro. “Two,” said Diaz. “Three,” Lind added."
    words = {
        "source": ["Okoro.", "Diaz.", "Lind"],
        "cue": ["added."],
        "content": ["“One,”", "“Two,”", "“Three,”"],
    }
    links = {
        "content": {"“One,”": "Okoro.", "“Two,”": "Diaz.", "“Three,”": "added."},
        "source": {"added.": "Lind"},
    }
    found = read(text, words, links)
    assert [item.content[0].of(text) for item in found] == ["“One,”", "“Two,”", "“Three,”"]


def test_an_inner_content_of_the_same_cue_adds_nothing() -> None:
    text = "Okoro said that the plan is dead."
    words = {
        "source": ["Okoro"],
        "cue": ["said"],
        "content": ["that the plan is dead."],
        "inner": ["the plan"],
    }
    links = {"content": {"that the plan is dead.": "said"}, "inner": {"the plan": "said"}}
    (item,) = read(text, words, links)
    assert item.content == (Span(11, 33),)


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“It is over,” he said.", ["“It is over,”"], "direct"),
        ("“It is over,” he said.", ["It is over"], "direct"),  # the marks outside the span
        ('"It is over," he said.', ['"It is over,"'], "direct"),
        ("„Es ist aus“, he said.", ["„Es ist aus“"], "direct"),
        ("He said ‘it is over’.", ["‘it is over’"], "direct"),
        ("He said it is over.", ["it is over"], "indirect"),
        ("He said it's the boys' turn.", ["it's the boys' turn"], "indirect"),
        ("He said it is “over”.", ["it is “over”"], "mixed"),
        ("“Over” is what he called it.", ["“Over” is what"], "mixed"),
        ("“It,” he said, “is over.”", ["“It,”", "“is over.”"], "direct"),
        ("“It,” he said, was over.", ["“It,”", "was over."], "mixed"),
        ("“It is over. (pause) And then", ["“It is over. (pause) And then"], "direct"),
        ("He called it “bad” and “sad”.", ["it “bad” and “sad”"], "mixed"),
        ("He said ...", ["..."], "indirect"),
    ],
)
def test_kinds_of_quotation(text: str, content: list[str], kind: str) -> None:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in content]
    assert quotation_kind(text, spans) == kind


def test_words_between_two_quotations_are_not_quoted() -> None:
    text = "He called it “bad” and “sad”."
    assert quotation_kind(text, [Span(13, 28)]) == "mixed"
