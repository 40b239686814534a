"""Model input: markers around whole words, positions that point at them, windows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from make_data import STANCE_TOKENS, make_encoder, make_tokenizer
from tokenizers import Encoding

from stance.encoding import (
    ABSENT,
    Row,
    StanceEncoder,
    load_tokenizer,
    token_id,
    token_range,
    tokenize,
)
from stance.schema import Span

ENCODER = make_encoder()
UNKNOWN = make_tokenizer().token_to_id("[UNK]")

WORDS = st.sampled_from(
    ["the", "minister", "praised", "Oko", "okoro", "Émile", "U.S.", "x", "😀", "中国", "...", "(a)"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
SHORT_TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, Span | None, Span | None]:
    """A text and two short spans of it, each maybe None; they may nest, cross or be equal."""
    text = draw(TEXTS)

    def span() -> Span | None:
        if not draw(st.booleans()):
            return None
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 15)))
        found = Span(start, end)
        return found if found.of(text).strip() else None

    return text, span(), span()


def encode(text: str) -> Encoding:
    return ENCODER.tokenize([text])[0]


def rows_of(
    text: str, actor: Span | None, target: Span | str | None
) -> tuple[list[Row], bool, list[int]]:
    """Rows, whether they hold all of the text, and the ids of the text."""
    encoding = encode(text)
    rows, whole = ENCODER.rows(encoding, actor, target)
    return rows, whole, encoding.ids


def row_of(text: str, actor: str | Span | None, target: str | Span | None) -> Row:
    """The one row for mentions given by their words."""
    spans = [
        Span(text.index(words), text.index(words) + len(words)) if isinstance(words, str) else words
        for words in (actor, target)
    ]
    rows, _, _ = rows_of(text, spans[0], spans[1])
    assert len(rows) == 1
    return rows[0]


def well_formed(row: Row) -> bool:
    """Whether every marker that opens closes, and positions stand at opening markers."""
    depth = 0
    for token in row.ids:
        depth += (token == ENCODER.open) - (token == ENCODER.close)
        if depth < 0:
            return False
    positions = [position for position in (row.actor, row.target) if position != ABSENT]
    return depth == 0 and all(row.ids[position] == ENCODER.open for position in positions)


def unmarked(ids: Sequence[int]) -> list[int]:
    return [token for token in ids if token not in (ENCODER.open, ENCODER.close)]


def marked(row: Row, position: int) -> list[str]:
    """The pieces between an opening marker and the marker that closes it."""
    assert row.ids[position] == ENCODER.open
    pieces, depth = [], 0
    for token in row.ids[position:]:
        depth += (token == ENCODER.open) - (token == ENCODER.close)
        if depth == 0:
            break
        if token not in (ENCODER.open, ENCODER.close):
            pieces.append(str(ENCODER.tokenizer.id_to_token(token)))
    return pieces


@given(text_and_spans())
@settings(max_examples=200, deadline=None)
def test_a_row_is_the_text_with_well_formed_markers(
    case: tuple[str, Span | None, Span | None],
) -> None:
    text, actor, target = case
    rows, whole, ids = rows_of(text, actor, target)
    marks = [span for span in (actor, target) if span is not None]
    if marks:
        assert len(rows) == 1
    for row in rows:
        assert len(row.ids) <= STANCE_TOKENS
        assert (row.ids[0], row.ids[-1]) == (ENCODER.cls, ENCODER.sep)
        assert well_formed(row)
        assert row.ids.count(ENCODER.open) == row.ids.count(ENCODER.close) == len(marks)
        assert (row.actor == ABSENT) == (actor is None)
        assert (row.target == ABSENT) == (target is None)
        assert row.weight == len(unmarked(row.ids)) - 2
    kept = [token for row in rows for token in unmarked(row.ids)[1:-1]]
    if whole:
        assert kept == ids
    else:
        assert len(kept) < len(ids)
        left = iter(ids)
        assert all(token in left for token in kept)  # in the order of the text


@given(text_and_spans())
@settings(max_examples=100, deadline=None)
def test_the_words_of_a_mention_stand_between_its_markers(
    case: tuple[str, Span | None, Span | None],
) -> None:
    text, actor, target = case
    rows, _, ids = rows_of(text, actor, target)
    encoding = encode(text)
    found = [
        (position, Span(*token_range(encoding, span)))
        for position, span in ((rows[0].actor, actor), (rows[0].target, target))
        if span is not None
    ]
    if len(found) == 2:
        one, other = (tokens for _, tokens in found)
        # Crossing mentions have the same kind of marker: which closes which is not told.
        assume(one.covers(other) or other.covers(one) or not one.overlaps(other))
    for position, tokens in found:
        expected = [
            ENCODER.tokenizer.id_to_token(token) for token in ids[tokens.start : tokens.end]
        ]
        assert marked(rows[0], position) == expected


@given(text_and_spans())
@settings(max_examples=100, deadline=None)
def test_both_directions_of_a_pair_share_their_row(
    case: tuple[str, Span | None, Span | None],
) -> None:
    text, actor, target = case
    there, back = rows_of(text, actor, target)[0], rows_of(text, target, actor)[0]
    assert [row.ids for row in there] == [row.ids for row in back]
    if actor != target:
        first_token = None if actor is None else token_range(encode(text), actor)
        other_token = None if target is None else token_range(encode(text), target)
        if first_token != other_token:
            assert [(r.actor, r.target) for r in there] == [(r.target, r.actor) for r in back]


def test_a_pair_of_mentions() -> None:
    row = row_of("Oko praised the minister.", "Oko", "the minister")
    names = [ENCODER.tokenizer.id_to_token(token) for token in row.ids]
    assert names == [
        "[CLS]",
        *("[unused1]", "oko", "[unused2]", "praised"),
        *("[unused1]", "the", "minister", "[unused2]", ".", "[SEP]"),
    ]
    assert (row.actor, row.target) == (1, 5)


def test_a_mention_inside_the_other() -> None:
    row = row_of("Oko met the union of Diaz.", "Diaz", "the union of Diaz")
    assert "".join(marked(row, row.actor)).replace("#", "") == "diaz"
    assert marked(row, row.target)[:3] == ["the", "union", "of"]
    assert row.target < row.actor
    outer_first = row_of("Oko met the union of Diaz.", "the union of Diaz", "the union")
    assert outer_first.actor + 1 == outer_first.target  # both open before "the"
    assert well_formed(row) and well_formed(outer_first)


def test_the_same_mention_twice() -> None:
    row = row_of("Oko praised himself.", "Oko", "Oko")
    assert row.ids.count(ENCODER.open) == 2
    assert marked(row, row.actor) == marked(row, row.target) == ["oko"]
    assert row.actor != row.target


@pytest.mark.parametrize("span", [Span(5, 9), Span(9, 12), Span(4, 12), Span(6, 7)])
def test_a_span_that_cuts_a_word_short_marks_the_whole_word(span: Span) -> None:
    text = "The minister left."
    assert marked(row_of(text, span, None), 2) == ["minister"]


@pytest.mark.parametrize("span", [Span(0, 3), Span(4, 5)])
def test_a_word_of_several_pieces_is_never_broken_by_a_marker(span: Span) -> None:
    assert marked(row_of("Okoros left.", span, None), 1) == ["oko", "##ro", "##s"]


def test_a_mark_beside_a_word_is_no_part_of_it() -> None:
    assert marked(row_of("“Oko” left.", Span(1, 4), None), 2) == ["oko"]


def test_words_outside_the_vocabulary_are_marked_too() -> None:
    row = row_of("😀 left", "😀", None)
    assert row.ids[row.actor + 1] == UNKNOWN


@pytest.mark.parametrize("span", [Span(3, 4), Span(2, 3)])
def test_a_span_without_a_word_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match=r"covers no word"):
        rows_of("Oko\u200b left", Span(3, 4), None)
    with pytest.raises(ValueError, match=r"covers no word"):
        token_range(encode("a   b"), span)


def test_mentions_far_apart_are_both_read() -> None:
    text = "Oko spoke. " + "the talks " * 100 + "and praised the minister."
    rows, whole, ids = rows_of(text, Span(0, 3), Span(len(text) - 9, len(text) - 1))
    (row,) = rows
    assert not whole and len(ids) > 2 * STANCE_TOKENS
    assert marked(row, row.actor) == ["oko"] and marked(row, row.target) == ["minister"]
    assert STANCE_TOKENS - 4 <= len(row.ids) <= STANCE_TOKENS


@pytest.mark.parametrize("at", [0, 50, 99])
def test_a_long_text_is_read_around_its_mention(at: int) -> None:
    words = ["the"] * 100
    words[at] = "minister"
    text = " ".join(words)
    rows, whole, _ = rows_of(text, None, Span(text.index("m"), text.index("m") + 8))
    assert not whole
    assert marked(rows[0], rows[0].target) == ["minister"]
    context = unmarked(rows[0].ids)[1:-1]
    assert len(context) >= STANCE_TOKENS - 8
    place = context.index(token_id(ENCODER.tokenizer, ["minister"]))
    expected = {0: 0, 50: len(context) // 2, 99: len(context) - 1}[at]
    assert abs(place - expected) <= 1


@pytest.mark.parametrize(
    ("actor", "target"),
    [
        (Span(0, 500), None),
        (Span(0, 200), Span(300, 302)),
        (Span(0, 500), Span(3, 5)),
        (Span(0, 500), Span(0, 500)),
    ],
)
def test_a_mention_longer_than_a_row_is_closed_at_its_edge(
    actor: Span, target: Span | None
) -> None:
    rows, whole, _ = rows_of("aaaa " * 100, actor, target)
    assert not whole and well_formed(rows[0]) and len(rows[0].ids) <= STANCE_TOKENS


@given(TEXTS, st.sampled_from(["the plan", "x" * 40, "climate change 😀", "praised " * 100]))
@settings(max_examples=60, deadline=None)
def test_a_topic_stands_after_the_text_in_every_row(text: str, topic: str) -> None:
    rows, _, ids = rows_of(text, None, topic)
    topic_ids = ENCODER.tokenizer.encode(topic, add_special_tokens=False).ids
    read: list[int] = []
    for row in rows:
        assert len(row.ids) <= STANCE_TOKENS and well_formed(row)
        assert row.actor == ABSENT and row.target != ABSENT
        assert row.ids[row.target - 1] == row.ids[-1] == ENCODER.sep
        shown = list(row.ids[row.target + 1 : -2])
        assert shown == topic_ids[: len(shown)] and shown
        assert row.weight == row.target - 2
        read += row.ids[1 : row.target - 1]
    assert read == ids
    assert sum(row.weight for row in rows) == len(ids)


def test_an_actor_beside_a_topic_is_marked() -> None:
    rows, _, _ = rows_of("Oko spoke of the plan.", Span(0, 3), "taxes")
    assert rows[0].actor != ABSENT


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_a_text_asked_for_its_tone_is_read_in_equal_parts(text: str) -> None:
    rows, whole, ids = rows_of(text, None, None)
    assert whole
    assert [token for row in rows for token in row.ids[1:-1]] == ids
    sizes = [row.weight for row in rows]
    assert max(sizes) - min(sizes) < len(rows)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
@pytest.mark.parametrize("target", [None, "the plan"])
def test_an_empty_text_is_one_row(text: str, target: str | None) -> None:
    rows, whole, _ = rows_of(text, None, target)
    assert whole and len(rows) == 1


@given(SHORT_TEXTS)
@settings(max_examples=30, deadline=None)
def test_offsets_are_characters_of_the_text(text: str) -> None:
    encoding = encode(text)
    for (start, end), token in zip(encoding.offsets, encoding.ids, strict=True):
        piece = str(ENCODER.tokenizer.id_to_token(token)).removeprefix("##")
        if token != UNKNOWN and text.isascii():
            assert text[start:end].lower() == piece


def test_lone_surrogates_keep_their_place() -> None:
    (encoding,) = tokenize(ENCODER.tokenizer, ["oko \ud800\udc00 minister"])
    assert encoding.offsets[-1] == (7, 15)


def test_a_topic_may_hold_a_lone_surrogate() -> None:
    assert rows_of("oko left", None, "the \ud800 plan")[0]


def test_the_words_of_a_marker_in_a_text_are_no_marker() -> None:
    rows, _, _ = rows_of("the [unused1] plan [unused2]", None, None)
    assert ENCODER.open not in rows[0].ids and ENCODER.close not in rows[0].ids


def test_a_stored_tokenizer_neither_cuts_nor_pads(tmp_path: Path) -> None:
    tokenizer = make_tokenizer()
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=16)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    loaded = load_tokenizer(str(tmp_path / "tokenizer.json"))
    assert len(tokenize(loaded, ["the " * 20])[0].ids) == 20
    assert len(tokenize(loaded, ["the"])[0].ids) == 1


def test_a_tokenizer_without_markers_is_refused() -> None:
    assert token_id(make_tokenizer(), ("<s>", "[CLS]")) == ENCODER.cls
    with pytest.raises(ValueError, match="none of the tokens <s>, <mask>"):
        token_id(make_tokenizer(), ("<s>", "<mask>"))


def test_rows_have_room_for_every_kind_of_question() -> None:
    roomy = StanceEncoder(make_tokenizer(), max_tokens=256)
    encoding = roomy.tokenize(["the minister praised oko " * 20])[0]
    for target in (None, Span(4, 12), "the plan"):
        (row,), whole = roomy.rows(encoding, None, target)
        assert whole and len(row.ids) <= 256
