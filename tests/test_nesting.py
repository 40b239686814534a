"""The innermost attribution around a place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stance.nesting import Nesting
from stance.schema import Attribution, Span


def item(*parts: tuple[int, int]) -> Attribution:
    return Attribution(None, (), tuple(Span(*part) for part in parts))


def test_the_innermost_content_holds_a_place() -> None:
    nesting = Nesting([item((0, 100)), item((20, 60)), item((30, 40), (70, 80))])
    assert [nesting.innermost(at) for at in (0, 25, 35, 45, 65, 75, 99, 100)] == [
        0, 1, 2, 1, 0, 2, 0, None,
    ]  # fmt: skip
    assert nesting.around(35) == (0, 1, 2)


def test_without_attributions_nobody_speaks() -> None:
    assert Nesting([]).innermost(5) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8))
def test_around_is_what_a_plain_search_finds(parts: list[tuple[int, int]]) -> None:
    items = [item((start, start + size)) for start, size in parts]
    nesting = Nesting(items)
    for at in range(45):
        plain = {
            i
            for i, found in enumerate(items)
            if found.content[0].start <= at < found.content[0].end
        }
        assert set(nesting.around(at)) == plain
