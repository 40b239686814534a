"""Documents in other formats to plain text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.extras import MissingExtra
from stance.formats import FORMATS, to_text

PAGE = """<html><head><title>News</title></head><body><nav>Home | About us</nav>
<article><h1>Okoro wins the vote</h1>
<p>Ada Okoro thanked <b>voters</b> on Monday after a long count in Lagos, and said so.</p>
<p>Ben Diaz &amp; others did not.</p></article><footer>Copyright</footer></body></html>"""

MARKDOWN = """# Okoro *wins*

Ada Okoro [thanked](https://example.org) **voters**
in Lagos.

- one `thing`
- two

| who | what |
|-----|------|
| Diaz | lost |

```
code = 1
```
"""


def test_a_page_is_its_main_text() -> None:
    pytest.importorskip("trafilatura")
    text = to_text(PAGE, "html")
    assert text.splitlines()[0] == "Okoro wins the vote"
    assert "Ada Okoro thanked voters on Monday" in text
    assert "Ben Diaz & others did not." in text
    assert "Home" not in text and "Copyright" not in text and "<" not in text
    assert "\n\nBen Diaz" in text


@pytest.mark.parametrize("source", ["", "  \n", "no tags at all", "<p>Okoro left.", "<<<>>&"])
def test_odd_pages_are_no_error(source: str) -> None:
    pytest.importorskip("trafilatura")
    assert isinstance(to_text(source, "html"), str)
    if "Okoro" in source:
        assert to_text(source, "html") == "Okoro left."


@pytest.mark.parametrize(
    "odd",
    [
        *("\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\uffff"),
        *("&#8;", "&#x0B;", "&#X1f;", "&#0012;", "&#8", "&#xFFFF;", "&#0;"),
    ],
)
@pytest.mark.parametrize("source", ["<p>Ann{} Lee spoke.</p>", "<html><p>Ann{} Lee spoke.</p>"])
def test_control_characters_in_a_page_are_blanks(source: str, odd: str) -> None:
    pytest.importorskip("trafilatura")
    assert to_text(source.format(odd), "html").split() == ["Ann", "Lee", "spoke."]


def test_other_references_in_a_page_are_read() -> None:
    pytest.importorskip("trafilatura")
    assert to_text("<p>&#65;nn&#x20;Lee &#x1F600; &#9999999; &#x8b;</p>", "html").startswith(
        "Ann Lee \U0001f600"
    )


def test_a_page_that_the_parser_refuses_is_a_value_error(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura")
    monkeypatch.setattr("lxml.html.fromstring", refuse)
    with pytest.raises(ValueError, match=r"^not HTML that can be read: odd$"):
        to_text("<p>Ann", "html")


def refuse(source: str) -> None:
    raise ValueError("odd")


@settings(deadline=None, max_examples=50)
@given(st.text(st.one_of(st.characters(), st.sampled_from("<>&#;x018/p\x08\uffff")), max_size=60))
def test_any_piece_of_a_page_is_read(source: str) -> None:
    pytest.importorskip("trafilatura")
    assert isinstance(to_text(source, "html"), str)


def test_markdown_loses_its_marks() -> None:
    assert to_text(MARKDOWN, "markdown").split("\n\n") == [
        "Okoro wins",
        "Ada Okoro thanked voters in Lagos.",
        "one thing",
        "two",
        "who | what",
        "Diaz | lost",
    ]


def test_what_a_page_hides_is_left_out_and_nothing_after_it() -> None:
    pytest.importorskip("trafilatura")
    page = "<p>A.</p><template><p>ad</p></template><p>B.</p><p>C.</p><script>var a=1</script>"
    assert to_text(page, "html").split() == ["A.", "B.", "C."]


def test_plain_text_is_left_alone() -> None:
    assert to_text("a *b*\n", "text") == "a *b*\n"


def test_another_format_is_named() -> None:
    with pytest.raises(ValueError, match="text, html, markdown, not 'pdf'"):
        to_text("x", "pdf")


def test_a_missing_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtra, match=r"pip install 'stance-toolkit\[html\]'"):
        to_text(PAGE, "html")


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60))
def test_any_markdown_is_read(source: str) -> None:
    assert isinstance(to_text(source, "markdown"), str)
    assert set(FORMATS) == {"text", "html", "markdown"}
