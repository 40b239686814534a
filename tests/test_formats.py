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


def test_markdown_loses_its_marks() -> None:
    assert to_text(MARKDOWN, "markdown").split("\n\n") == [
        "Okoro wins",
        "Ada Okoro thanked voters in Lagos.",
        "one thing",
        "two",
        "who | what",
        "Diaz | lost",
    ]


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
