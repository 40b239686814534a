"""Marks come off, and their spans are those of the plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stance.datasets.marks import remove_marks

PLAIN = st.text("ab é().>\n\u2028’😀", max_size=12)
WORDS = st.builds("a{}é".format, PLAIN)


@given(st.lists(st.tuples(PLAIN, WORDS), max_size=5), PLAIN)
def test_marks_come_off_and_spans_cover_the_words(marks: list[tuple[str, str]], end: str) -> None:
    marked = "".join(f"{before}[{name}](k{i})" for i, (before, name) in enumerate(marks)) + end
    text, found = remove_marks(marked)
    assert text == "".join(before + name for before, name in marks) + end
    assert [span.of(text) for span, _ in found] == [name for _, name in marks]
    assert [key for _, key in found] == [f"k{i}" for i in range(len(marks))]
    assert found == sorted(found)


@given(st.text(st.sampled_from("[]()ab "), max_size=20))
def test_any_brackets_are_marks_or_an_error(marked: str) -> None:
    try:
        text, found = remove_marks(marked)
    except ValueError:
        return
    assert "[" not in text and "]" not in text
    assert len(found) == marked.count("[") == marked.count("]")
    assert all(span.check(text) for span, _ in found)
