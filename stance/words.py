"""Finds words in a text as a user types them."""

from __future__ import annotations

import re

from stance.schema import Span


def find_words(text: str, words: str) -> Span | None:
    """The first place where `words` stand in `text`: as whole words, else as any part."""
    whole = find_all(text, words)
    if whole:
        return whole[0]
    words = words.strip()
    start = text.find(words)
    return None if start < 0 else Span(start, start + len(words))


def find_all(text: str, words: str, any_case: bool = False) -> list[Span]:
    """Every place where `words` stand in `text` as whole words, in `any_case` or as given."""
    if not words.strip():
        return []
    pattern = rf"(?<!\w){re.escape(words.strip())}(?!\w)"
    found = re.finditer(pattern, text, re.IGNORECASE if any_case else re.NOFLAG)
    return [Span(*match.span()) for match in found]


def find_topic(text: str, topic: str) -> list[Span]:
    """Every place of an issue: "gun control" is "Gun control" where a sentence begins with it.

    A single word with a capital ("May") is a name, which small letters would not mean.
    """
    return find_all(text, topic, any_case=topic.islower() or len(topic.split()) > 1)
