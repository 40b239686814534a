"""Reports in a real browser: Chromium without a window, where it is installed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser_support import PATIENCE
from report_fixtures import hostile_analysis, report_analysis

from stance.schema import Analysis

sync_api = pytest.importorskip("playwright.sync_api")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READABLE = (
    *("h1", ".text", ".why", "#shown", ".tag", ".label.hostile", ".label.supportive"),
    *(".ref.hostile", ".ref.supportive", ".sign.hostile", ".w.hostile", ".w.supportive"),
)
"""Words of every colour, on every ground."""

Open = Callable[..., "Page"]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the report of an analysis; afterwards nothing may have gone wrong in it."""
    wrong: list[str] = []
    contexts = []

    def open_page(analysis: Analysis | None = None, **options: Any) -> Page:
        file = tmp_path / "report.html"
        file.write_text((analysis or report_analysis()).to_html(), encoding="utf-8")
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on(
            "request",
            lambda request: None if request.url == file.as_uri() else wrong.append(request.url),
        )
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def marked(page: Page, attribute: str = "[data-tone]:not([data-tone=''])") -> str:
    """The marked words of the text, one after the other."""
    return "".join(page.locator(f"#text .w{attribute}").all_text_contents())


def cards(page: Page) -> list[str]:
    """The stances that the list shows."""
    return page.locator(".card:visible .pair").all_text_contents()


def test_a_stance_shows_its_words(open_page: Open) -> None:
    page = open_page()
    assert marked(page) == ""
    page.hover("#stance-2 .why")
    assert marked(page) == "Senator Quill praised the Dyers' Union on Monday."
    assert marked(page, ".as-actor") == "Senator Quill"
    assert marked(page, ".as-target") == "Dyers' Union"
    page.click("#stance-1 .why")
    page.mouse.move(0, 0)
    assert marked(page) == "The union accused Mayor Ibe of lying."
    assert marked(page, ".as-cue") == "accused"
    assert "Dyers' Union is very likely hostile toward Mayor Ibe" in page.inner_text("#chosen")
    page.keyboard.press("Escape")
    assert page.is_hidden("#bar")


def test_words_show_their_stance(open_page: Open) -> None:
    page = open_page()
    page.click("#text .w.hostile >> text=of lying")
    assert page.locator(".card.on").get_attribute("id") == "stance-1"
    assert page.locator(".cell.on").count() == 1
    assert page.locator(".graph.wide .edge.on").get_attribute("aria-label") == (
        "Dyers' Union hostile toward Mayor Ibe, 0.93"
    )
    page.click("#place-1")  # a number behind the words
    assert page.locator(".card.on").get_attribute("id") == "stance-2"


def test_the_keyboard_leads_from_words_to_stance_and_back(open_page: Open) -> None:
    page = open_page()
    page.focus("#place-0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.card').id") == "stance-1"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "place-0"
    # A contested stance has two places, and the bar leads from one to the other.
    page.focus("#stance-4 .pair")
    page.keyboard.press("Enter")
    assert page.inner_text("#which") == "place 2 of 2"
    page.focus("#next")
    page.keyboard.press("Enter")
    assert page.inner_text("#which") == "place 1 of 2"
    assert marked(page, "[data-tone=supportive]").startswith("Quill had thanked Ibe")


def test_graph_matrix_and_tensions_select_too(open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 1000})
    page.click(".graph.wide .edge[data-stance='4'] .badge", force=True)
    assert page.locator(".card.on").get_attribute("id") == "stance-5"
    page.click(".cell[data-stance='1']")
    assert page.locator(".card.on").get_attribute("id") == "stance-2"
    page.click(".tension >> nth=0")
    assert page.locator(".card.on").count() == 3
    assert page.inner_text("#chosen") == page.inner_text(".tension >> nth=0 >> span >> nth=1")
    page.click(".graph.wide .node:has-text('Meridian') rect", force=True)
    assert page.inner_text("#chosen") == (
        "Meridian Group: takes 1, receives 0 of the stances shown."
    )
    page.click("text=What the labels mean >> nth=0")
    assert page.locator("#guide").get_attribute("open") is not None


def test_filters(open_page: Open) -> None:
    page = open_page()
    assert len(cards(page)) == 5
    assert page.inner_text("#shown") == "5 of 7 stances shown"
    page.check("[name=label][value=neutral]")
    assert len(cards(page)) == 7
    page.select_option("[name=actor]", label="Mayor Ibe")
    assert len(cards(page)) == 3
    page.uncheck("[name=label][value=neutral]")
    assert [" ".join(words.split()) for words in cards(page)] == [
        "Mayor Ibe → is supportive of Senator Quill"
    ]
    assert page.locator("#text .w.hostile").count() == 0
    assert page.locator("#text .ref:visible").count() == 1
    assert page.locator(".graph.wide .edge:visible").count() == 1
    assert page.locator(".tension:visible").count() == 0
    page.click("[type=reset]")
    sync_api.expect(page.locator(".card:not([hidden])")).to_have_count(5)
    page.select_option("[name=target]", label="Senator Quill")
    page.locator("[name=least]").fill("0.8")
    assert page.inner_text("#threshold") == "0.80"
    assert len(cards(page)) == 1


def test_hostile_words_do_nothing(open_page: Open) -> None:
    page = open_page(hostile_analysis())
    page.click("#stance-1 .why")
    page.click("#place-0")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, #text b, .cards b").count() == 0
    assert "</script><script>window.pwned = 1</script>" in page.inner_text("#text")
    assert page.title().startswith("</script><script>")


def test_the_data_can_be_saved(open_page: Open, tmp_path: Path) -> None:
    for analysis in (report_analysis(), hostile_analysis()):
        page = open_page(analysis, accept_downloads=True)
        # Kept from the click: a download would be a request, and none is wanted.
        saved = page.evaluate(
            "new Promise((done) => { URL.createObjectURL = (blob) => { blob.text().then(done);"
            " return '#'; }; document.getElementById('save').click(); })"
        )
        assert Analysis.from_dict(json.loads(saved)).to_dict() == analysis.to_dict()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_the_light_and_in_the_dark(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (luminance(channels(paper)) < 0.1) == (scheme == "dark")
    for place in READABLE:
        assert contrast(page, place) >= 4.5, place


def test_a_phone_shows_all_of_it_in_one_column(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.is_visible(".graph.narrow") and page.is_hidden(".graph.wide")
    page.tap("#text .w.hostile >> text=of lying")
    assert page.is_visible("#bar")
    bar = page.locator("#bar").bounding_box()
    assert bar is not None and bar["y"] + bar["height"] <= 740 + 1
    page.tap("#to-card")
    assert page.locator("#stance-1").evaluate(
        "(card) => new Promise((done) => setInterval(() => {"
        " const { top, bottom } = card.getBoundingClientRect();"
        " if (top >= 0 && bottom <= innerHeight) done(true); }, 50))"
    )


def test_paper_has_the_stances_and_no_controls(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    page.emulate_media(media="print")
    for control in ("#filters", "#save", "#bar", "#guide"):
        assert page.is_hidden(control)
    assert page.locator("#stances").evaluate("(list) => getComputedStyle(list).maxHeight") == "none"
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert luminance(channels(paper)) > 0.9


def test_without_a_script_the_page_is_whole(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    assert page.is_hidden("#filters")
    assert len(cards(page)) == 7
    page.click("#place-0")
    assert page.url.endswith("#stance-1")
    page.click("#stance-1 .pair")
    assert page.url.endswith("#place-0")


def channels(colour: str) -> list[float]:
    """Red, green and blue, from 0 to 1, of a colour as browsers print it."""
    return [float(part) / 255 for part in colour.partition("(")[2].rstrip(")").split(",")[:3]]


def luminance(colour: list[float]) -> float:
    """Relative luminance (WCAG 2.2), from 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(page: Page, place: str) -> float:
    """The contrast of an element's words with what is behind them (WCAG 2.2), from 1 to 21."""
    words, ground = page.locator(place).first.evaluate(
        "(element) => { let behind = element;"
        " const ground = (e) => getComputedStyle(e).backgroundColor;"
        " while (ground(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;"
        " return [getComputedStyle(element).color, ground(behind)]; }"
    )
    bright, dim = sorted((luminance(channels(c)) for c in (words, ground)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
