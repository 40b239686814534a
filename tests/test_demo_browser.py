"""The demo's page in a real browser: Chromium without a window, where it is installed."""

from __future__ import annotations

import csv
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser_support import PATIENCE
from cli_support import write
from demo_support import Client, serving
from report_fixtures import HOSTILE_WORDS, TEXT, hostile_analysis, report_analysis

import stance
from stance.demo import Analyst
from stance.schema import Analysis

sync_api = pytest.importorskip("playwright.sync_api")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, FrameLocator, Page

READABLE = ("h1", "#text", "#size", ".optional", "#run", "#summary", "#error", "nav a", "footer")
"""Words of every colour, on every ground."""

Open = Callable[..., "Page"]


class Models:
    """Answers every text with the analysis of the report's tests, once `go` is set."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()
        self.asked: list[tuple[str, Any, bool, float]] = []

    def load(self, *_: Any, **__: Any) -> Models:
        return self

    def pipe(
        self,
        texts: Iterable[str],
        targets: Any,
        *,
        quoted_only: bool,
        min_confidence: float,
        long_text: str,
    ) -> Iterator[Analysis]:
        for text in texts:
            self.asked.append((text, targets, quoted_only, min_confidence))
            self.go.wait(60)
            if text == "fail":
                raise ValueError("a fault with <b>markup</b>")
            found = hostile_analysis() if text.startswith(HOSTILE_WORDS[:9]) else report_analysis()
            yield replace(found, missing_targets=tuple(t for t in targets or () if t == "Mars"))


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> Models:
    models = Models()
    monkeypatch.setattr(stance, "load", models.load)
    return models


@pytest.fixture
def client(models: Models) -> Iterator[Client]:
    with serving(Analyst({"stance-small": "stance-small", "other": "other"})) as client:
        yield client
        models.go.set()


@pytest.fixture
def open_page(browser: Browser, client: Client) -> Iterator[Open]:
    """Opens the demo; afterwards nothing may have gone wrong in it or been asked of others."""
    wrong: list[str] = []
    contexts = []

    def open_page(allowed: str = "nothing", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on(
            "console",
            lambda message: None if allowed in message.text else wrong.append(message.text),
        )
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((f"http://{client.host}/", "blob:"))
                else wrong.append(request.url)
            ),
        )
        page = context.new_page()
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(f"http://{client.host}/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def analyse(page: Page, text: str = TEXT) -> FrameLocator:
    """Pastes a text and has it analysed; the report."""
    page.fill("#text", text)
    page.click("#run")
    page.wait_for_selector("#result:not([hidden])")
    report = page.frame_locator("#report")
    report.locator("#stance-1").wait_for()
    return report


def wait_for_text(page: Page, pattern: str) -> None:
    """Until the article matches. Not by a script: the page's policy forbids to evaluate any."""
    sync_api.expect(page.locator("#text")).to_have_value(re.compile(pattern), timeout=PATIENCE)


def saved(page: Page, click: Callable[[], None]) -> str:
    with page.expect_download() as info:
        click()
    download: Download = info.value
    return Path(download.path()).read_text(encoding="utf-8")


def test_a_pasted_text_is_analysed_and_its_report_works(open_page: Open, models: Models) -> None:
    page = open_page()
    report = analyse(page)
    assert models.asked == [(TEXT, None, False, 0.5)]
    assert page.inner_text("#summary").startswith("5 stances, 2 neutral pairs · stance-small, ")
    assert page.evaluate("document.activeElement.id") == "summary"
    report.locator("#stance-1 .why").click()
    assert "Dyers' Union is very likely hostile" in report.locator("#chosen").inner_text()
    report.locator("[name=label][value=neutral]").check()
    assert report.locator("#shown").inner_text() == "7 of 7 stances shown"


def test_the_answer_can_be_saved(open_page: Open) -> None:
    page = open_page(accept_downloads=True)
    report = analyse(page)
    data = json.loads(saved(page, lambda: page.click("#save-json")))
    assert Analysis.from_dict(data).text == TEXT
    rows = list(csv.DictReader(saved(page, lambda: page.click("#save-csv")).splitlines()))
    assert len(rows) == 7
    assert saved(page, lambda: page.click("#save-html")).startswith("<!DOCTYPE html>")
    # The report's own button works in its sandbox too.
    own = json.loads(saved(page, lambda: report.locator("#save").click()))
    assert own == data
    with page.context.expect_page() as info:
        page.click("#open")
    info.value.locator("#stance-1").wait_for()


def test_targets_and_choices_are_sent(open_page: Open, models: Models) -> None:
    page = open_page()
    page.get_by_label("Targets").fill(" Mayor Ibe, Mars ,")
    page.get_by_label("Only what actors say").check()
    page.get_by_label("Model").select_option("other")
    page.get_by_label("How sure").select_option(label="likely: fewer, and fewer wrong ones")
    analyse(page)
    assert models.asked == [(TEXT, ("Mayor Ibe", "Mars"), True, 0.66)]
    assert page.inner_text("#notes") == "Not in the text: Mars"
    assert " · other, " in page.inner_text("#summary")


def test_the_keyboard_is_enough(open_page: Open, models: Models) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "example"
    page.keyboard.press("Enter")
    wait_for_text(page, "^VANCOUVER")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "file"
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result:not([hidden])")
    assert len(models.asked) == 1
    for field in page.locator("textarea, input, select, button, a").all():
        assert field.evaluate(
            "(e) => (e.labels?.length ? e.labels[0].textContent : null)"
            " ?? e.getAttribute('aria-label') ?? e.textContent.trim()"
        )


def test_it_says_that_it_reads_and_asks_once(open_page: Open, models: Models) -> None:
    page = open_page()
    models.go.clear()
    page.fill("#text", TEXT)
    page.click("#run")
    page.wait_for_selector("#status:has-text('Loading stance-small and reading … 1 s')")
    page.press("#run", "Enter")
    assert page.get_attribute("#run", "aria-disabled") == "true"
    models.go.set()
    page.wait_for_selector("#result:not([hidden])")
    page.wait_for_selector("#run:not([aria-disabled])")
    assert len(models.asked) == 1 and page.inner_text("#status") == ""
    models.go.clear()
    page.click("#run")
    page.wait_for_selector("#status:has-text('Reading … 1 s')")


def test_files_are_opened(open_page: Open, models: Models, tmp_path: Path) -> None:
    page = open_page(allowed="422")
    page.set_input_files("#file", write(tmp_path / "delta.md", f"# Head\n\n{TEXT}"))
    wait_for_text(page, "^Head")
    assert page.inner_text("#size").endswith("characters of delta.md")
    page.click("#run")
    report = page.frame_locator("#report")
    assert report.locator(".source").inner_text() == "delta.md"
    page.set_input_files("#file", write(tmp_path / "a.pdf", "%PDF-1.7"))
    page.wait_for_selector("#error:has-text('a.pdf: not a text but a PDF')")
    # What is typed is no longer what the file has.
    page.fill("#text", TEXT)
    assert page.inner_text("#size") == f"{len(TEXT)} characters"


def test_files_that_are_dropped_and_too_large(open_page: Open) -> None:
    page = open_page()
    drop = (
        "([name, size, words]) => { const data = new DataTransfer();"
        " data.items.add(new File([words, new Uint8Array(size)], name));"
        " const how = {bubbles: true, cancelable: true, dataTransfer: data};"
        " document.getElementById('text').dispatchEvent(new DragEvent('drop', how)); }"
    )
    page.evaluate(drop, ["a.txt", 0, TEXT])
    wait_for_text(page, "^Harbour")
    page.evaluate(drop, ["b.txt", 5_000_000, ""])
    page.wait_for_selector("#error:has-text('b.txt has 5.0 MB and the page takes 4.2 MB')")
    assert page.input_value("#text") == TEXT


def test_faults_are_one_line_on_the_page(open_page: Open, client: Client) -> None:
    page = open_page(allowed="Failed to load resource")
    page.click("#run")
    assert page.inner_text("#error").startswith("There is nothing to read")
    assert page.evaluate("document.activeElement.id") == "text"
    page.fill("#text", "fail")
    page.click("#run")
    page.wait_for_selector("#error:has-text('A fault with <b>markup</b>')")
    page.wait_for_selector("#run:not([aria-disabled])")
    client.server.socket.close()
    page.context.set_offline(True)
    page.click("#run")
    page.wait_for_selector("#error:has-text('The server does not answer.')")


def test_hostile_words_do_nothing(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("Targets").fill("<img src=x onerror=alert(1)>")
    report = analyse(page, HOSTILE_WORDS.replace("\x00", ""))
    report.locator("#stance-1 .why").click()
    assert page.evaluate("window.pwned") is None
    frame = page.frames[1]
    assert frame.evaluate("[window.origin, window.pwned ?? null]") == ["null", None]
    # Out of its sandbox a report reaches neither the page around it nor the server.
    with pytest.raises(sync_api.Error):
        frame.evaluate("parent.document.title")
    assert page.locator("img").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_the_light_and_in_the_dark(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    analyse(page)
    page.evaluate("document.getElementById('error').hidden = false")
    for place in READABLE:
        assert contrast(page, place) >= 4.5, place


@pytest.mark.parametrize("width", [320, 800])
def test_a_phone_shows_the_form_or_the_report(open_page: Open, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True)
    wide = "document.documentElement.scrollWidth"
    assert page.is_visible("#ask") and page.is_hidden("#answer")
    assert page.evaluate(wide) <= width
    analyse(page)
    assert page.is_hidden("#ask") and page.is_visible("#report")
    assert page.evaluate(wide) <= width
    frame = page.locator("#report").bounding_box()
    assert frame is not None and frame["width"] == width and frame["height"] >= 500
    assert page.frames[1].evaluate(wide) <= width
    page.tap("#back")
    assert page.is_visible("#text") and page.is_hidden("#report")


def contrast(page: Page, place: str) -> float:
    """The contrast of an element's words with what is behind them (WCAG 2.2), from 1 to 21."""
    pair: list[list[float]] = page.locator(place).first.evaluate(
        "(element) => { let behind = element;"
        " const ground = (e) => getComputedStyle(e).backgroundColor;"
        " while (ground(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;"
        " return [getComputedStyle(element).color, ground(behind)]"
        ".map((c) => c.match(/[0-9.]+/g).slice(0, 3).map(Number)); }"
    )
    bright, dim = sorted((luminance(colour) for colour in pair), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: list[float]) -> float:
    """Relative luminance (WCAG 2.2), from 0 to 1, of red, green and blue from 0 to 255."""
    parts = [part / 255 for part in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
