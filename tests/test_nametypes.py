"""What a name is that the tagger takes now for one thing and now for another."""

from __future__ import annotations

import re

import pytest

from stance.resolve import Resolver
from stance.schema import Coverage, Span
from stance.segment import sentences
from stance.tagger import Mention, Tagged


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A ranch of Ganadera Ybytu burnt. Ganadera Ybytu said no.", "Ganadera Ybytu", "body"),
        ("A ranch in Ganadera Ybytu burnt. We left Ganadera Ybytu.", "Ganadera Ybytu", "place"),
        ("We left Mary Lee. Mary Lee said no.", "Mary Lee", "person"),
    ],
)
def test_who_is_now_a_place_and_now_a_person_is_a_body(text: str, name: str, expected: str) -> None:
    spans = [Span(*found.span()) for found in re.finditer(name, text)]
    mentions = tuple(
        Mention(span, kind) for span, kind in zip(spans, ("LOCATION", "PERSON"), strict=True)
    )
    tagged = Tagged(text, sentences(text), mentions, (), Coverage(len(text), len(text), 1))
    (entity,) = Resolver().resolve(tagged).entities
    assert (entity.type == "ORGANIZATION") is (expected == "body")
