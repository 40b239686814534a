"""The benchmark page: what stands in it, that it is safe to open, and how axes are scaled."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from stance.evaluation.figures import Scale, series
from stance.evaluation.page import render
from stance.evaluation.results import (
    Bin,
    Calibration,
    Comparison,
    Confusion,
    Figure,
    Left,
    Mistake,
    Overlap,
    Report,
    Result,
    Risk,
    Slice,
)
from stance.schema import LABELS

NASTY = "<script>alert(1)</script> & \"both\" 'quotes'\x1b[31m"
VOID = {"meta", "br", "hr", "input", "link", "img"}


def result(system: str = "stance-small", value: float = 0.8, **changes: Any) -> Result:
    made = Result(
        set="dse",
        split="valid",
        task="stance",
        system=system,
        protocol="Micro-F1 of five classes.",
        headline="micro_f1",
        figures={"micro_f1": Figure(value, value - 0.02, value + 0.02), "mAP": Figure(0.7)},
        items=1461,
        groups=None,
        seconds=3.2,
        data={"files": 1, "sha256": "ab" * 32},
        confusion=Confusion(LABELS, ((80, 15, 5), (10, 85, 5), (0, 0, 0))),
        calibration=Calibration(
            0.03, 0.02, 0.3, (Bin(0.4, 0.6, 10, 0.5, 0.4), Bin(0.9, 1, 90, 1, 1))
        ),
        risk=Risk((0.5, 1.0), (0.1, 0.2), 0.12),
        slices=(Slice("negation", "yes", 90, Figure(0.7, 0.6, 0.8)),),
        mistakes=(Mistake("dse-valid-7", NASTY, "Okoro toward Diaz", "hostile", "neutral", 0.9),),
        overlaps=(Overlap("train", 1461, 394, 12, 0),),
    )
    return replace(made, **changes)


def report(*results: Result, **changes: Any) -> Report:
    environment = {
        "stance": "0.1.0",
        "python": "3.11",
        "system": "Linux",
        "processor": "a processor",
        "cores": 2,
        "memory_gb": 8.0,
        "packages": {"numpy": "2.0"},
    }
    made = Report(
        created="2026-01-01T00:00:00+00:00",
        command="stance benchmark --models stance-small",
        seconds=9.0,
        environment=environment,
        settings={"seed": 0, "resamples": 1000, "level": 0.95},
        systems={"stance-small": {"version": "1.0", "sha256": {"model.onnx": "cd" * 32}}},
        results=results,
    )
    return replace(made, **changes)


class Reader(HTMLParser):
    """Tags in order, checked to nest, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


def test_the_page_says_what_was_measured() -> None:
    told = report(
        result(),
        result("tfidf", 0.7),
        comparisons=(
            Comparison("dse", "valid", "stance-small", "tfidf", "micro_f1", Figure(0.1), 0.0001),
        ),
        skipped=(Left("sst2", "not found"),),
        failed=(Left("newsmtsc", "it broke", "train-dev", "tfidf"),),
    )
    words = Reader(render(told)).words
    for expected in (
        "Benchmark: dse",
        "0.800 [0.780, 0.820]",
        "0.700 [0.680, 0.720]",
        "stance-small against tfidf",
        "skipped sst2: not found",
        "FAILED newsmtsc train-dev tfidf: it broke",
        "394 of 1,461 items have a text that is in it",
        "Micro-F1 of five classes.",
        "Reliability",
        "Risk-coverage",
        "negation",
        "The worst errors of tfidf (1)",
        "Okoro toward Diaz: hostile, answered neutral (0.90)",
        "stance benchmark --models stance-small",
        "cd" * 32,
        "ab" * 32,
    ):
        assert expected in words, expected


def test_a_text_cannot_become_part_of_the_page() -> None:
    page = render(
        report(
            result(NASTY, protocol=NASTY, split=NASTY),
            systems={NASTY: {"sha256": {NASTY: NASTY}, "name": NASTY}},
            failed=(Left("x", NASTY),),
            command=NASTY,
        )
    )
    reader = Reader(page)
    assert "\x1b" not in page and "<script" not in page
    assert "<script>alert(1)</script> & \"both\" 'quotes'" in reader.words
    assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "iframe", "object", "form"})


def test_the_page_fetches_nothing_and_its_policy_lets_it_fetch_nothing() -> None:
    page = render(report(result()))
    reader = Reader(page)
    links = [value for _, attributes in reader.tags for value in (attributes.get("href"),) if value]
    ids = {attributes.get("id") for _, attributes in reader.tags}
    assert links and all(link.startswith("#") and link[1:] in ids for link in links)
    assert not any({"src", "style"} & attributes.keys() for _, attributes in reader.tags)
    assert "url(" not in page and "@import" not in page
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (
        attributes["content"] or ""
        for _, attributes in reader.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_every_picture_has_words() -> None:
    pictures = [
        attributes for tag, attributes in Reader(render(report(result()))).tags if tag == "svg"
    ]
    assert len(pictures) > 5
    assert all("aria-label" in picture or "aria-hidden" in picture for picture in pictures)
    (risk,) = (p for p in pictures if (p.get("aria-label") or "").startswith("Risk-coverage"))
    assert risk["aria-label"] == "Risk-coverage. Area under the curve: stance-small 0.120."


def test_the_best_of_several_is_bold() -> None:
    page = render(report(result(), result("tfidf", 0.7)))
    assert "<b>0.800 [0.780, 0.820]</b>" in page and "<b>0.700" not in page
    assert "<b>0.800" not in render(report(result()))


def test_a_report_may_hold_little() -> None:
    assert "Nothing was measured." in Reader(render(report(systems={}, command=""))).words
    bare = result(
        figures={"triple_f1": Figure(0.4)},
        headline="triple_f1",
        confusion=None,
        calibration=None,
        risk=None,
        slices=(),
        mistakes=(),
        overlaps=(),
        losses={"found": 3, "not read": 1},
    )
    words = Reader(render(report(bare))).words
    assert "not read" in words and "1 (25.0%)" in words
    assert "Confusion" not in words and "Reliability" not in words and "Slices" not in words


def test_speed_is_shown_where_it_was_measured() -> None:
    figures = "latency_p50 latency_p95 first_answer peak_memory size articles_per_second"
    system: dict[str, Any] = {
        **dict.fromkeys([*figures.split(), "articles_memory", "analyze"]),
        "system": "stance-small",
        "items_per_second": 1234.0,
        "ratios": {},
        "time_only": False,
        "error": None,
    }
    counts = dict.fromkeys(["threads", "rounds", "items", "singles", "articles", "characters"], 1)
    speed = {
        **counts,
        "backend": "onnx",
        "device": "cpu",
        "reference": "x",
        "busy": False,
        "systems": [system],
    }
    words = Reader(render(report(result(), speed=speed))).words
    assert "1,234" in words and "latency" not in words.partition("items/s")[2].partition("1 t")[0]
    assert "items/s" not in Reader(render(report(result()))).words


def test_systems_keep_their_colour_and_the_seventh_is_dashed() -> None:
    assert [series(index) for index in (0, 5, 6)] == ["s1", "s6", "s1 again"]
    other = replace(result("tfidf"), set="sst2", split="dev")
    page = render(report(*(result(f"m{n}") for n in range(7)), other))
    assert len(re.findall(r'class="dot s2 again"', page)) > 0, "the eighth system, on another set"


@pytest.mark.parametrize(
    ("figures", "low", "high", "ticks"),
    [
        ([], 0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ([Figure(0.81, 0.79, 0.83)], 0.7, 0.9, [0.7, 0.8, 0.9]),
        ([Figure(0.5)], 0.5, 0.6, [0.5, 0.6]),
        ([Figure(0.2, -0.13, 0.4), Figure(0.65)], -0.2, 0.7, [-0.2, 0.0, 0.2, 0.4, 0.6]),
        ([Figure(1.0)], 0.9, 1.0, [0.9, 1.0]),
    ],
)
def test_a_scale_holds_all_figures_between_round_values(
    figures: list[Figure], low: float, high: float, ticks: list[float]
) -> None:
    scale = Scale.around(figures)
    assert [scale.low, scale.high] == pytest.approx([low, high])
    assert scale.ticks() == pytest.approx(ticks)
    for figure in figures:
        for value in (figure.value, figure.low, figure.high):
            assert value is None or -1e-9 <= scale.share(value) <= 1 + 1e-9
