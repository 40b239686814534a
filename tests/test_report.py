"""Reports without a browser: what stands in the page, and that nothing in a text can add to it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_fixtures import HOSTILE, HOSTILE_WORDS, TEXT, hostile_analysis, report_analysis

from stance.report.article import paragraphs
from stance.report.guide import text as guide_text
from stance.report.markup import data_block, element, number
from stance.schema import (
    LABELS,
    Analysis,
    Coverage,
    Entity,
    Evidence,
    Skipped,
    Span,
    Stance,
    StancePrediction,
)

VOID = {"meta", "input", "wbr"}


class Page(HTMLParser):
    """Elements with their attributes, and the text of each kind of element; checks nesting."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, str] = {}
        self.feed(page)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.words[tag] = self.words.get(tag, "") + data

    def all(self, tag: str | None = None, class_: str | None = None) -> list[dict[str, str]]:
        return [
            attributes
            for name, attributes in self.elements
            if tag in (None, name)
            and (class_ is None or class_ in attributes.get("class", "").split())
        ]

    def data(self) -> dict[str, object]:
        scripts = self.words["script"]
        result: dict[str, object] = json.JSONDecoder().raw_decode(scripts)[0]
        return result


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(report_analysis().to_html())


def test_the_page_is_well_formed_and_self_contained(page: Page) -> None:
    for _, attributes in page.elements:
        assert "src" not in attributes
        assert not any(key.startswith("on") or key == "style" for key in attributes)
        assert attributes.get("href", "#").startswith("#")
    assert not page.all("link")
    assert not re.search(r"@import|url\(|https?:", page.words["style"])
    policy = page.all("meta")[1]["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        if "href" in attributes:
            assert attributes["href"].removeprefix("#") in ids
        for key in ("aria-labelledby",):
            assert attributes.get(key, ids[0]) in ids


def test_each_stance_is_in_the_list_the_matrix_both_graphs_and_the_text(page: Page) -> None:
    by_stance: dict[str, set[str]] = {}
    for tag, attributes in page.elements:
        if "data-stance" in attributes:
            kind = f"{tag}.{attributes['class'].split()[0]}"
            by_stance.setdefault(attributes["data-stance"], set()).add(kind)
    assert len(by_stance) == 7
    for clear in "01234":
        assert by_stance[clear] == {"li.card", "button.cell", "a.edge", "a.ref"}
    assert by_stance["5"] == by_stance["6"] == {"li.card", "a.ref"}  # neutral


def test_the_text_comes_back_word_for_word() -> None:
    html = report_analysis().to_html()
    start = html.index('<div class="text" id="text">')
    part = html[start : html.index("</div>", start)]
    part = re.sub(r'<a class="ref.*?</a>', "", part)
    words = Page(f"<main>{part}</div></main>").words["p"]
    assert "".join(words.split()) == "".join(TEXT.split())


def test_words_know_the_places_they_belong_to(page: Page) -> None:
    data = page.data()
    places = data["places"]
    assert isinstance(places, list)
    insult = next(i for i, place in enumerate(places) if place == {"stance": 3, "label": "hostile"})
    roles = {
        key
        for attributes in page.all("span", "w")
        for key in ("data-p", "data-a", "data-t", "data-c")
        if str(insult) in attributes.get(key, "").split()
    }
    assert roles == {"data-p", "data-a", "data-t", "data-c"}
    thanks = insult - 1
    assert places[thanks] == {"stance": 3, "label": "supportive"}


def test_tensions_are_marked_in_the_list_and_in_the_graph(page: Page) -> None:
    assert len(page.all("button", "tension")) == 3
    # Four of the five stances are part of one, in two pictures.
    assert len(page.all("path", "halo")) == 8
    assert "both sides" in page.words["li"]


def test_labels_are_told_by_more_than_a_colour(page: Page) -> None:
    for edge in page.all("a", "edge"):
        assert "hostile toward" in edge["aria-label"] or "supportive of" in edge["aria-label"]
    for link in page.all("a", "ref"):
        assert re.match(r"Stance \d+: .+ (hostile|supportive|neutral) ", link["aria-label"])
    for cell in page.all("button", "cell"):
        assert cell["aria-label"]
    graph = page.words["svg"]
    assert all(sign in graph for sign in "−+±")


def test_every_control_and_region_has_a_name(page: Page) -> None:
    for tag in ("nav", "aside", "form"):
        for attributes in page.all(tag):
            assert attributes.get("aria-label")
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert {attributes.get("role") for attributes in page.all("p")} >= {"status"}
    assert all(attributes.get("scope") for attributes in page.all("th") if "scope" in attributes)


def test_the_analysis_can_be_read_back_from_the_page(page: Page) -> None:
    data = page.data()["analysis"]
    assert isinstance(data, dict)
    assert Analysis.from_dict(data).to_dict() == report_analysis().to_dict()


def test_the_label_guide_is_in_every_report(page: Page) -> None:
    assert page.all("details") == [{"id": "guide"}]
    assert page.words["summary"] == guide_text().partition("\n")[0].removeprefix("# ")
    for words in ("Border cases", "declined to criticise", "virtually certainly"):
        assert words in page.words["details"]


def test_hostile_words_stay_words() -> None:
    harmless, attacked = report_analysis().to_html(), hostile_analysis().to_html()
    assert attacked.count("<script") == harmless.count("<script") == 2
    assert attacked.count("</script>") == 2
    page = Page(attacked)
    assert not page.all("img") and not page.all("b")
    assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)
    data = page.data()["analysis"]
    assert isinstance(data, dict) and data["text"] == hostile_analysis().text
    # What could turn a line round or drive a terminal is not shown, in text or in attributes.
    assert not re.search(
        "[\x00-\x08\x0b\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", attacked
    )
    assert "window.pwned = 1" in page.words["title"]


def test_hostile_words_in_a_title_of_the_users_own() -> None:
    page = Page(report_analysis().to_html(title=HOSTILE_WORDS))
    assert not page.all("img")
    assert page.words["h1"].startswith("</script>")


def test_a_page_can_be_written_as_utf_8() -> None:
    hostile_analysis().to_html().encode("utf-8")


@pytest.mark.parametrize("text", ["", " \n\t", "…"])
def test_an_empty_text_has_a_report_too(text: str) -> None:
    page = Page(Analysis(text).to_html())
    assert not page.all("form") and not page.all("svg")
    assert "nothing to read" in page.words["section"] or "No stance" in page.words["section"]


def test_neutral_stances_alone_have_a_list_and_no_graph() -> None:
    item = report_analysis()
    page = Page(replace(item, stances=item.stances[5:]).to_html())
    assert len(page.all("li", "card")) == 2
    assert not page.all("svg", "graph") and not page.all("table", "matrix")


def test_tensions_of_neutral_stances_are_shown_where_the_page_says_so() -> None:
    neutral = StancePrediction("neutral", 0.0, {"hostile": 0.5, "neutral": 0, "supportive": 0.5})
    sides = [StancePrediction.of(p) for p in ((0.95, 0.05, 0.0), (0.0, 0.05, 0.95))]
    text = "Okoro called Diaz a crook. She praised Diaz."
    evidence = tuple(Evidence(Span(0, 5), Span(0, 5), Span(13, 17), side) for side in sides)
    stances = (Stance("Okoro", "Diaz", neutral, evidence, contested=True),)
    page = Analysis(text, stances=stances).to_html()
    assert 'href="#tensions"' in page and 'id="tensions"' in page


def test_a_stance_without_evidence_or_entity_is_shown_as_it_is() -> None:
    page = Page(Analysis("Lund spoke.", stances=(Stance("lund", "russia", HOSTILE, ()),)).to_html())
    assert "lund is very likely hostile toward russia (0.93)." in page.words["li"]


def test_spans_outside_of_the_text_do_no_harm() -> None:
    found = Evidence(Span(5, 500), Span(0, 4), Span(400, 410), HOSTILE, 9)
    Page(Analysis("Lund spoke.", stances=(Stance("lund", "russia", HOSTILE, (found,)),)).to_html())


def test_what_was_skipped_or_is_missing_is_said() -> None:
    item = replace(
        report_analysis(),
        coverage=Coverage(2000, 1998, 3, (Skipped(Span(3, 5), "not in the vocabulary"),)),
        missing_targets=("NATO", "Peru"),
    )
    words = Page(item.to_html()).words["dl"]
    assert "1,998 of 2,000 characters" in words
    assert "2 characters: not in the vocabulary" in words
    assert "NATO, Peru" in words


def test_a_crowd_is_drawn_in_part_and_the_report_says_so() -> None:
    text = "A denounced B."
    found = Evidence(Span(0, len(text)), Span(0, 1), Span(12, 13), HOSTILE)
    crowd = Analysis(
        text,
        entities=tuple(Entity(f"e{i}", f"Party {i}", "MISC") for i in range(40)),
        stances=tuple(Stance(f"e{i}", f"e{i + 1}", HOSTILE, (found,)) for i in range(39)),
    )
    page = Page(crowd.to_html())
    assert len(page.all("li", "card")) == 39
    assert len(page.all("a", "edge")) == 2 * 23
    assert "16 weaker stances beyond 24 parties not drawn" in page.words["figcaption"]


def test_equal_analyses_give_equal_pages() -> None:
    assert report_analysis().to_html() == report_analysis().to_html()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one\ntwo\n", ["one", "two"]),
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("  one\r\n\r\n\r\ntwo  ", ["one", "two"]),
        ("\n\n", []),
    ],
)
def test_paragraphs_are_between_blank_lines_or_else_lines(text: str, parts: list[str]) -> None:
    assert [span.of(text).strip() for span in paragraphs(text)] == parts


def test_markup_escapes_whatever_is_not_markup() -> None:
    inner = element("b", "<&>")
    assert element("p", "a<", inner, title='"x"', hidden=True, lang=None) == (
        '<p title="&quot;x&quot;" hidden>a&lt;<b>&lt;&amp;&gt;</b></p>'
    )
    assert number(-0.01) == "0" and number(1.26) == "1.3" and number(10.0) == "10"
    assert "</" not in data_block("x", {"a": "</script><!--"}).removesuffix("</script>")


def test_the_guide_speaks_of_every_label_and_every_word_of_confidence() -> None:
    from stance.explain import CONFIDENCE_WORDS

    guide = guide_text()
    for label in LABELS:
        assert f"### {label.capitalize()}" in guide
    rows = dict(re.findall(r"^\| ([0-9.]+) (?:and more|to [0-9.]+) \| ([^|]+) \|$", guide, re.M))
    stated = {float(least): words.strip() for least, words in rows.items()}
    assert stated == {least: words for least, words in CONFIDENCE_WORDS if least}
