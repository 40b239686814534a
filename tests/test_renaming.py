"""Articles under other names keep their annotations."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.schema import Span
from training.renaming import FILES, rename, world_names

NAMES = {
    "PERSON": ["Seo Min-ho", "Ana María Quirós"],
    "ORGANIZATION": ["ECZ", "Tengri Metals"],
    "LOCATION": ["Karak"],
}
TEXT = "Ann Lee of the NRA said that Lee left Dallas for France. The NRA and Ann Lee wept."


def spans(words: str) -> list[Span]:
    found, at = [], TEXT.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = TEXT.find(words, at + 1)
    return found


DOCUMENT = AttributionDocument(
    "1",
    TEXT,
    "a",
    (
        GoldAttribution(
            (Span(0, 7),), tuple(spans("said")), (Span(TEXT.index("that"), TEXT.index(". The")),)
        ),
    ),
    sentences=(Span(0, TEXT.index(" The NRA")), Span(TEXT.index("The NRA"), len(TEXT))),
    entities=(
        *((span, "PERSON") for span in spans("Ann Lee")),
        (Span(TEXT.index("Lee left"), TEXT.index(" left")), "PERSON"),
        *((span, "ORGANIZATION") for span in spans("NRA")),
        (spans("Dallas")[0], "LOCATION"),
        (spans("France")[0], "LOCATION"),
    ),
)


@given(st.integers(0, 10_000))
def test_every_annotation_moves_with_its_words(seed: int) -> None:
    found = rename(DOCUMENT, NAMES, Random(seed))
    (item,) = found.attributions
    assert found.sentences is not None and found.entities is not None
    assert [span.of(found.text) for span in item.cue] == ["said"]
    assert item.content[0].of(found.text).startswith("that ")
    assert item.content[0].of(found.text).endswith(" for France")
    assert found.text == " ".join(span.of(found.text) for span in found.sentences)
    assert item.source[0].of(found.text) in {"Ann Lee", *NAMES["PERSON"]}
    named = [(span.of(found.text), kind) for span, kind in found.entities]
    full = {words for words, kind in named if kind == "PERSON"}
    assert (
        full
        in (
            {"Ann Lee", "Lee"},
            {"Seo Min-ho", "Seo"},
            {"Ana María Quirós", "Quirós"},
        )
        or "Lee" in full
        or "Ann Lee" in full
    )
    assert {words for words, kind in named if kind == "ORGANIZATION"} in ({"NRA"}, {"ECZ"})
    assert named[-1] == ("France", "LOCATION")


def test_the_same_seed_makes_the_same_article() -> None:
    assert rename(DOCUMENT, NAMES, Random(3)) == rename(DOCUMENT, NAMES, Random(3))


def test_an_article_without_entities_stays() -> None:
    bare = AttributionDocument("1", TEXT, "a", (), entities=None)
    assert rename(bare, NAMES, Random(1)) is bare


def test_the_names_that_are_there_are_many_and_each_once() -> None:
    for kind, names in world_names().items():
        assert kind in FILES
        assert len(names) > 500 and len(set(names)) == len(names)
        assert all(name == name.strip() and name for name in names)
