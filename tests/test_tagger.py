"""The tag step: windows, their merging, spans, coverage; on a scripted and on a tiny model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_data import TAGGER_TOKENS, copy_model, make_tokenizer

from stance import tagger as tagger_module
from stance.backends import Arrays
from stance.models import ModelFolder
from stance.schema import ENTITY_TYPES, Span
from stance.segment import sentences
from stance.tagger import (
    BUFFER,
    OVERLAP,
    Tagged,
    Tagger,
    token_windows,
)
from stance.tagging import LAYERS, LINKED_LAYERS, TAGS

ROOM = TAGGER_TOKENS - 2

TOKENIZER = make_tokenizer()
COLUMNS = {
    layer: sum(len(TAGS[before]) for before in LAYERS[:index]) for index, layer in enumerate(LAYERS)
}


def column(layer: str, tag: str) -> int:
    """Where a tag stands among the tags of all layers."""
    return COLUMNS[layer] + TAGS[layer].index(tag)


@dataclass
class Script:
    """Stands in for a model: Okoro is a person and a source, "said" a cue of the source
    before it, "plan" a content of the cue before it, whatever window they are in."""

    tokens: int = 0
    padded: list[int] = field(default_factory=list)

    def run(self, inputs: Arrays) -> list[npt.NDArray[np.float32]]:
        ids = inputs["input_ids"]
        self.tokens += int(inputs["attention_mask"].sum())
        self.padded.append(ids.size)
        tags = np.zeros((*ids.shape, sum(map(len, TAGS.values()))), dtype=np.float32)
        links = np.zeros((ids.shape[0], len(LINKED_LAYERS), *ids.shape[1:], ids.shape[1]), "f4")
        for layer in LAYERS:
            tags[:, :, column(layer, "O")] = 8
        links[..., 0] = 8
        for piece, layer, tag in (
            ("oko", "source", "B-source"),
            ("oko", "entity", "B-PERSON"),
            ("##ro", "source", "I-source"),
            ("##ro", "entity", "I-PERSON"),
            ("said", "cue", "B-cue"),
            ("plan", "content", "B-content"),
        ):
            where = ids == TOKENIZER.token_to_id(piece)
            tags[where, column(layer, tag)] = 16
        for layer, child, parent in (("source", "said", "oko"), ("content", "plan", "said")):
            for row, line in enumerate(ids):
                at = np.flatnonzero(line == TOKENIZER.token_to_id(parent))
                for token in np.flatnonzero(line == TOKENIZER.token_to_id(child)):
                    before = at[at < token]
                    if before.size:
                        links[row, LINKED_LAYERS.index(layer), token, before[-1]] = 16
        return [tags, links]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    backend = Script()
    monkeypatch.setattr(tagger_module, "load_backend", lambda *_: backend)
    return backend


@pytest.fixture
def scripted(script: Script, tiny_tagger: Path) -> Tagger:
    return Tagger.from_pretrained(tiny_tagger)


@pytest.fixture(scope="module")
def tiny(tiny_tagger: Path) -> Tagger:
    return Tagger.from_pretrained(tiny_tagger, threads=1)


def check(tagged: Tagged) -> None:
    """Everything that was found lies in the text, and coverage adds up."""
    text = tagged.text
    for mention in tagged.mentions:
        mention.span.check(text)
        assert mention.type in ENTITY_TYPES
    for item in tagged.attributions:
        assert item.content and (item.source is not None or item.cue)
        assert item.speaker is None and item.kind in ("direct", "indirect", "mixed")
        for span in [*item.cue, *item.content, *([item.source] if item.source else [])]:
            span.check(text)
    for before, after in pairwise(tagged.sentences):
        assert before.end <= after.start
    coverage = tagged.coverage
    lost = sum(item.span.end - item.span.start for item in coverage.skipped)
    assert coverage.characters == len(text) == coverage.read + lost


def test_a_short_text_is_read_in_one_window(scripted: Tagger) -> None:
    tagged = scripted.tag("On Monday Okoro said the plan.")
    check(tagged)
    (mention,), (item,) = tagged.mentions, tagged.attributions
    assert (mention.span.of(tagged.text), mention.type) == ("Okoro", "PERSON")
    assert item.source == mention.span
    assert [span.of(tagged.text) for span in (*item.cue, *item.content)] == ["said", "plan"]
    assert tagged.coverage.windows == 1 and not tagged.coverage.skipped


@pytest.mark.parametrize("separator", [" ", "\n\n"])
def test_windows_give_what_one_window_would(scripted: Tagger, separator: str) -> None:
    text = separator.join(["Okoro said the plan."] * 150)
    tagged = scripted.tag(text)
    check(tagged)
    assert tagged.coverage.windows > 5
    assert len(tagged.sentences) == 150
    starts = [sentence.start for sentence in tagged.sentences]
    assert [mention.span for mention in tagged.mentions] == [Span(at, at + 5) for at in starts]
    assert [item.source for item in tagged.attributions] == [Span(at, at + 5) for at in starts]
    for item, at in zip(tagged.attributions, starts, strict=True):
        assert item.cue == (Span(at + 6, at + 10),)
        assert item.content == (Span(at + 15, at + 19),)


def test_a_sentence_longer_than_a_window_is_read_whole(scripted: Tagger) -> None:
    text = "Okoro said the plan, and the union and the council and " * 40
    tagged = scripted.tag(text.strip() + ".")
    check(tagged)
    assert len(tagged.sentences) == 1 and tagged.coverage.windows > 2
    assert len(tagged.mentions) == 40


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t", "\u200b", "\x00\x01"])
def test_a_text_of_nothing_has_nothing(scripted: Tagger, text: str) -> None:
    tagged = scripted.tag(text)
    check(tagged)
    assert tagged.mentions == () and tagged.attributions == ()
    assert tagged.coverage.characters == len(text)


def test_words_outside_the_vocabulary_are_reported(scripted: Tagger) -> None:
    text = "Okoro said 😀 and 漢 the plan."
    tagged = scripted.tag(text)
    check(tagged)
    assert [item.span.of(text) for item in tagged.coverage.skipped] == ["😀", "漢"]
    assert {item.reason for item in tagged.coverage.skipped} == {"not in the model's vocabulary"}
    assert tagged.coverage.read == len(text) - 2
    assert len(tagged.attributions) == 1


def test_a_huge_word_is_reported_not_failed_on(scripted: Tagger) -> None:
    tagged = scripted.tag("Okoro said " + "x" * 50_000 + " the plan.")
    check(tagged)
    assert [item.span for item in tagged.coverage.skipped] == [Span(11, 50_011)]


def test_texts_of_a_stream_do_not_mix(scripted: Tagger) -> None:
    texts = ["Okoro said the plan.", "", "The mayor left. " * 60, "On Monday Okoro left."] * 12
    streamed = list(scripted.stream(iter(texts)))
    assert [tagged.text for tagged in streamed] == texts
    assert streamed == [scripted.tag(text) for text in texts]
    assert len(texts) > BUFFER


def test_a_short_text_is_read_the_same_whatever_is_beside_it(tiny: Tagger) -> None:
    texts = ["Okoro said the plan.", "The mayor left.", "On Monday Okoro left."]
    for text, among in zip(texts, tiny.score(texts), strict=True):
        (alone,) = tiny.score([text])
        for layer, tags in alone.words.tags.items():
            assert np.array_equal(among.words.tags[layer], tags)


def test_a_stream_is_read_as_it_is_used(scripted: Tagger) -> None:
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "Okoro left."

    stream = scripted.stream(texts())
    next(stream)
    assert read == BUFFER


@pytest.mark.parametrize("unit", ["The mayor met Okoro. ", "the union ", "\n", "x"])
def test_a_long_text_is_read_once_and_a_bit(scripted: Tagger, script: Script, unit: str) -> None:
    text = unit * (200_000 // len(unit))
    tagged = scripted.tag(text)
    check(tagged)
    size = len(TOKENIZER.encode(text, add_special_tokens=False).ids)
    # Neighbours share OVERLAP tokens of ROOM at most, and two special ones come to each.
    assert script.tokens <= size * (ROOM / (ROOM - OVERLAP) + 0.2) + 2
    assert max(script.padded, default=0) <= 8192


def test_a_tagger_with_a_small_window_reads_too(
    script: Script, tiny_tagger: Path, tmp_path: Path
) -> None:
    folder = copy_model(tiny_tagger, tmp_path / "narrow", {"max_tokens": 64})
    assert Tagger.from_pretrained(folder).tag("Okoro said the plan. " * 50).mentions


@given(
    st.lists(st.sampled_from(["Okoro said.", "The plan and the union met.", "x" * 90]), max_size=25)
)
@settings(max_examples=60, deadline=None)
def test_windows_cover_every_token_in_whole_sentences(parts: list[str]) -> None:
    text = " ".join(parts)
    spans = sentences(text)
    encoding = TOKENIZER.encode(text, add_special_tokens=False)
    room, overlap = 40, 12
    windows = token_windows(spans, encoding, room, overlap)
    covered = {token for start, end in windows for token in range(start, end)}
    assert covered == set(range(len(encoding.ids)))
    assert all(0 < end - start <= room for start, end in windows)
    assert windows == sorted(windows)
    firsts = {encoding.offsets[start][0] for start, _ in windows}
    if all(len(part) < room for part in parts):
        assert firsts <= {span.start for span in spans}


PARTS = st.sampled_from(
    [
        "Okoro",
        "said",
        "“the plan",
        "is over.”",
        "\n\n",
        "😀",
        "Émile",
        "e\u0301",
        "U.S.",
        "한국",
        "x",
    ]
)


@given(st.lists(PARTS, max_size=40).map(" ".join) | st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_whatever_the_model_says_the_offsets_are_valid(tiny: Tagger, text: str) -> None:
    check(tiny.tag(text))


def test_the_tiny_model_reads_long_texts(tiny: Tagger) -> None:
    text = "Okoro said the union had denied the plan. The mayor left.\n" * 40
    tagged = tiny.tag(text)
    check(tagged)
    assert tagged.coverage.windows > 3 and tagged.mentions and tagged.attributions
    assert tagged == tiny.tag(text)


# The shipped model, on a text made up here.

ARTICLE = (
    "Trade Minister Ada Okoro said the European Union had betrayed every farmer in Nigeria.\n"
    "“The tariff is a disgrace,” said Ben Diaz, who leads the Dockers Union in Lagos."
)


def test_the_main_parts_of_an_article_are_found(shipped: Callable[[str], ModelFolder]) -> None:
    tagged = Tagger(shipped("tagger-small")).tag(ARTICLE)
    check(tagged)
    names = {mention.span.of(ARTICLE): mention.type for mention in tagged.mentions}
    assert names["Ada Okoro"] == names["Ben Diaz"] == "PERSON"
    assert names["European Union"] == "ORGANIZATION"
    one, other = tagged.attributions
    assert one.source is not None and one.source.of(ARTICLE).endswith("Ada Okoro")
    assert one.content[0].of(ARTICLE).startswith("the European Union had")
    assert other.source is not None and other.source.of(ARTICLE).startswith("Ben Diaz")
    assert (one.kind, other.kind) == ("indirect", "direct")
