"""Texts to model input: token ids with the actor and the target marked.

Markers are put around whole tokens, after tokenising, so a span that cuts a word short
marks the whole word and no word is ever broken by a marker. Where the markers stand is told
to the model's head by position.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from stance.schema import Span

CLS, SEP = ("<s>", "[CLS]"), ("</s>", "[SEP]")
"""Names of the first and the last token of a row: MPNet's, whose vocabulary holds BERT's too,
unused, then BERT's."""

PAD, UNKNOWN = ("<pad>", "[PAD]"), ("[UNK]", "<unk>")

MARK_OPEN = "[unused1]"
MARK_CLOSE = "[unused2]"
ABSENT = 0
"""Position that stands for "no actor" or "no target": the first token, never a marker."""

SURROGATES = re.compile("[\ud800-\udfff]")

SEPARATOR_ROOM = 8
"""Tokens kept free for the special tokens and the markers of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One model input: token ids, and where the markers of actor and target stand.

    `weight` is the number of text tokens, for averaging over the windows of a long text.
    """

    ids: tuple[int, ...]
    actor: int
    target: int
    weight: int


def load_tokenizer(path: str) -> Tokenizer:
    """The tokenizer in a `tokenizer.json`, without its stored truncation and padding."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Encoding]:
    """Token ids and character offsets of each text, without special tokens.

    Lone surrogates, which no encoding of text allows, are read as question marks.
    """
    readable = [SURROGATES.sub("?", text) for text in texts]
    return tokenizer.encode_batch(readable, add_special_tokens=False)


class StanceEncoder:
    """Turns (text, actor, target) into rows of at most `max_tokens` tokens.

    Actor and target have the same markers, so that both directions share one row.
    """

    def __init__(self, tokenizer: Tokenizer, max_tokens: int = 256) -> None:
        self.tokenizer = tokenizer
        self.max_tokens = max_tokens
        self.room = max_tokens - SEPARATOR_ROOM
        """Tokens of a text, and of its topic, that are read at once."""
        self.topic_room = max_tokens // 4
        """Tokens of a topic that are read."""
        self.cls, self.sep, self.open, self.close = (
            token_id(tokenizer, names) for names in (CLS, SEP, (MARK_OPEN,), (MARK_CLOSE,))
        )

    def tokenize(self, texts: Sequence[str]) -> list[Encoding]:
        """Token ids and character offsets of each text, without special tokens."""
        return tokenize(self.tokenizer, texts)

    def rows(
        self, encoding: Encoding, actor: Span | None, target: Span | str | None
    ) -> tuple[list[Row], bool]:
        """The rows that ask for one stance, and whether all of the text is in them.

        With a marked mention there is one row: the text around the mentions, when it is
        longer than `max_tokens`. A text about a topic, or asked for its tone, is read in
        several rows.
        """
        if isinstance(target, str):
            return self._topic_rows(encoding, actor, target)
        marks = {
            name: token_range(encoding, span)
            for name, span in (("actor", actor), ("target", target))
            if span is not None
        }
        room = self.room
        ids = encoding.ids  # a copy at every access
        if not marks:
            rows = [self._row(ids[a:b], {}, 0) for a, b in _pieces(len(ids), room)]
            return rows, True
        keep = _around(len(ids), list(marks.values()), room)
        return [self._marked_row(ids, keep, marks)], len(keep) == len(ids)

    def _topic_rows(
        self, encoding: Encoding, actor: Span | None, topic: str
    ) -> tuple[list[Row], bool]:
        ids = encoding.ids
        (known,) = self.tokenize([topic])
        topic_ids = known.ids[: self.topic_room]
        whole = len(topic_ids) == len(known.ids)
        room = self.room - len(topic_ids)
        if actor is None:
            parts = [self._row(ids[a:b], {}, b - a) for a, b in _pieces(len(ids), room)]
        else:
            marks = {"actor": token_range(encoding, actor)}
            keep = _around(len(ids), list(marks.values()), room)
            parts = [self._marked_row(ids, keep, marks)]
            whole = whole and len(keep) == len(ids)
        end = (self.open, *topic_ids, self.close, self.sep)
        rows = [Row((*row.ids, *end), row.actor, len(row.ids), row.weight) for row in parts]
        return rows, whole

    def _marked_row(
        self, ids: Sequence[int], keep: Sequence[int], marks: dict[str, tuple[int, int]]
    ) -> Row:
        """The kept tokens with a marker pair around each mention; mentions may nest."""
        opens: dict[int, list[str]] = {}
        closes: dict[int, list[str]] = {}
        # The longer mention opens first, so that nested markers are well formed.
        for name, (first, last) in sorted(marks.items(), key=lambda item: item[1][0] - item[1][1]):
            opens.setdefault(first, []).append(name)
            # A mention that does not fit closes behind the last of its tokens that is kept.
            last = keep[bisect_left(keep, last) - 1] + 1
            closes.setdefault(last, []).insert(0, name)
        out = [self.cls]
        at: dict[str, int] = {}
        for index in keep:
            for name in opens.get(index, ()):
                at[name] = len(out)
                out.append(self.open)
            out.append(ids[index])
            out.extend(self.close for _ in closes.get(index + 1, ()))
        return self._row(out[1:], at, len(keep))

    def _row(self, ids: Sequence[int], at: dict[str, int], weight: int) -> Row:
        return Row(
            (self.cls, *ids, self.sep),
            at.get("actor", ABSENT),
            at.get("target", ABSENT),
            weight or len(ids),
        )


def token_range(encoding: Encoding, span: Span) -> tuple[int, int]:
    """First and last-plus-one token of the words that share a character with `span`; ValueError
    if there is none."""
    first = last = None
    for index, (start, end) in enumerate(encoding.offsets):
        if start < span.end and span.start < end:
            first = index if first is None else first
            last = index + 1
        elif start >= span.end:
            break
    if first is None or last is None:
        raise ValueError(f"span [{span.start}, {span.end}] covers no word of the text")
    words = encoding.word_ids
    while first > 0 and words[first - 1] == words[first]:
        first -= 1
    while last < len(words) and words[last] == words[last - 1]:
        last += 1
    return first, last


def _pieces(length: int, room: int) -> list[tuple[int, int]]:
    """Equal consecutive ranges of at most `room`, covering 0 to `length` (one, if empty)."""
    count = max(1, -(-length // room))
    size = -(-length // count)
    return [(start, min(start + size, length)) for start in range(0, max(length, 1), size or 1)]


def _around(length: int, marks: list[tuple[int, int]], room: int) -> list[int]:
    """Token indices to keep, in order: all, or at most `room` of them around the mentions."""
    if length <= room:
        return list(range(length))
    first, last = min(a for a, _ in marks), max(b for _, b in marks)
    if last - first <= room:
        start = max(0, min((first + last - room) // 2, length - room))
        return list(range(start, start + room))
    # The mentions are further apart than a row holds: half of the row around each.
    half = room // len(marks)
    keep: set[int] = set()
    for a, b in marks:
        b = min(b, a + half)
        start = max(0, min((a + b - half) // 2, length - half))
        keep.update(range(start, start + half))
    return sorted(keep)


def token_id(tokenizer: Tokenizer, names: Sequence[str]) -> int:
    """The id of the first of these tokens that the tokenizer knows; ValueError for none."""
    for name in names:
        found = tokenizer.token_to_id(name)
        if found is not None:
            return int(found)
    raise ValueError(f"the tokenizer has none of the tokens {', '.join(names)}")
