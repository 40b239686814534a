"""The figures of a corpus against figures worked out by hand, and the page that shows them."""

from __future__ import annotations

import csv
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cli_support import rows
from corpus_support import job
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.corpus import analyse_corpus
from stance.corpus.figures import ENOUGH, _q_values, mean_of
from stance.corpus.periods import PERIODS, label_of, period_for, start_of
from stance.corpus.report import PAGE, Options, write_report
from stance.evaluation.statistics import Resampling

pytest.importorskip("pyarrow")

QUICK = Resampling(200)


def article(number: int, verb: str, day: str | None = None, **more: Any) -> dict[str, Any]:
    text = f"{more.pop('actor', 'Ann Lund')} {verb} {more.pop('target', 'Russia')}."
    return {"id": f"a{number}", "text": text, "date": day, "source": "Post"} | more


def report(tmp_path: Path, items: list[dict[str, Any]], **options: Any) -> Path:
    out = tmp_path / "out"
    analyse_corpus(job(out, rows(tmp_path / "news.jsonl", *items)), workers=1)
    write_report(out, tmp_path / "report", Options(**{"resampling": QUICK, **options}))
    return tmp_path / "report"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    """Ann Lund praises Russia in six months of 2024 and denounces it in the other six."""
    verbs = ["praised"] * 6 + ["denounced"] * 6
    days = [f"2024-{month:02}-15" for month in range(1, 13)]
    items = [article(n, verb, day) for n, (verb, day) in enumerate(zip(verbs, days, strict=True))]
    items += [article(99, "denounced", None, actor="Bob Ray", target="NATO")]
    return report(tmp_path, items)


def test_pairs_are_means_over_articles(turned: Path) -> None:
    first, second = table(turned, "pairs")
    assert (first["actor"], first["target"], first["articles"]) == ("ann-lund", "russia", "12")
    assert float(first["score"]) == 0.0
    assert float(first["low"]) < -0.2 and float(first["high"]) > 0.2
    assert (first["hostile"], first["neutral"], first["supportive"]) == ("6", "0", "6")
    assert (first["first"], first["last"]) == ("2024-01-15", "2024-12-15")
    assert (second["articles"], second["score"], second["low"], second["first"]) == (
        "1",
        "-0.93",
        "",
        "",
    )


def test_articles_are_counted_by_the_label_that_was_given(tmp_path: Path) -> None:
    items = [article(1, "denounced"), article(2, "doubted"), article(3, "praised")]
    (pair,) = table(report(tmp_path, items), "pairs")
    assert (pair["hostile"], pair["neutral"], pair["supportive"]) == ("1", "1", "1")


def test_a_pair_over_time(turned: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "out", turned, Options(period="month", resampling=QUICK))
    found = table(turned, "series")
    assert [row["period"] for row in found] == [f"2024-{month:02}" for month in range(1, 13)]
    assert [float(row["score"]) for row in found] == [0.93] * 6 + [-0.93] * 6
    assert found[0]["start"] == "2024-01-01" and found[0]["low"] == ""


def test_a_turn_is_a_change_that_chance_does_not_give(turned: Path) -> None:
    (change,) = table(turned, "changes")
    assert change["split"] == "2024-07-15"
    assert (change["articles_before"], change["articles_after"]) == ("6", "6")
    assert float(change["difference"]) == pytest.approx(-1.86)
    assert float(change["p"]) < 0.05 and change["q"] == change["p"]


def test_the_network_and_the_matrix_have_the_pairs_on_a_side(turned: Path) -> None:
    (edge,) = table(turned, "network")
    assert (edge["actor"], edge["label"], edge["articles"]) == ("bob-ray", "hostile", "1")
    assert table(turned, "matrix") == [
        {"actor": "ann-lund", "russia": "0.0", "nato": ""},
        {"actor": "bob-ray", "russia": "", "nato": "-0.93"},
    ]


def test_the_words_are_the_strongest_one_an_article(tmp_path: Path) -> None:
    folder = report(tmp_path, [article(n, "denounced") for n in range(5)])
    found = table(folder, "evidence")
    assert len(found) == 3 and len({row["article"] for row in found}) == 3
    assert found[0]["words"] == "Ann Lund denounced Russia."


def test_an_article_counts_once_for_a_pair(tmp_path: Path) -> None:
    """Two names that a user merged are one actor, with one score an article."""
    items = [article(1, "praised"), article(2, "denounced"), article(2, "denounced", id="a3")]
    folder = report(tmp_path, items)
    assert table(folder, "pairs")[0]["articles"] == "3"


def test_periods_splits_and_filters_can_be_chosen(turned: Path, tmp_path: Path) -> None:
    options = Options(
        least=2,
        period="quarter",
        split=date(2024, 6, 1),
        actors=("ANN LUND",),
        targets=("russia",),
        resampling=QUICK,
    )
    write_report(tmp_path / "out", tmp_path / "other", options)
    assert [row["period"] for row in table(tmp_path / "other", "series")] == [
        f"2024 Q{quarter}" for quarter in range(1, 5)
    ]
    assert [row["split"] for row in table(tmp_path / "other", "changes")] == ["2024-06-01"]
    assert len(table(tmp_path / "other", "pairs")) == 1


def test_the_same_seed_gives_the_same_report(turned: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "out", tmp_path / "again", Options(resampling=QUICK))
    for path in turned.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("items", [[], [article(1, "met")]])
def test_a_corpus_without_stances_has_a_page_that_says_so(
    tmp_path: Path, items: list[dict[str, Any]]
) -> None:
    folder = report(tmp_path, [*items, {"id": "b", "text": "It rained."}])
    assert "No actor has a stance" in (folder / PAGE).read_text()
    assert table(folder, "pairs") == []


def test_a_corpus_without_dates_has_no_time(tmp_path: Path) -> None:
    folder = report(tmp_path, [article(n, "denounced") for n in range(12)])
    page = (folder / PAGE).read_text()
    assert "Over time" not in page and "What changed" not in page and "For and against" in page
    assert table(folder, "series") == table(folder, "changes") == []


class Tags(HTMLParser):
    """The tags of a page, and those left open."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br", "hr", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_takes_no_markup_from_an_article(tmp_path: Path) -> None:
    bad = '<img src=x onerror=alert(1)>"&\u202e'
    items = [
        article(
            n, "denounced", f"2024-0{n}-01", actor=f"Ann {bad} Lund", id=f"{n}{bad}", source=bad
        )
        for n in range(1, 8)
    ]
    page = (report(tmp_path, items) / PAGE).read_text(encoding="utf-8")
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    assert not parser.tags & {"img", "script", "link", "iframe"}
    assert "\u202e" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?https?:""", page)
    assert "<svg" in page and "2024-03" in page


def test_a_mean_of_few_has_no_interval_and_one_of_many_has_one() -> None:
    assert mean_of(np.ones(ENOUGH - 1), QUICK).low is None
    scores = np.random.default_rng(1).normal(0.2, 0.5, 400)
    mean = mean_of(scores, Resampling(2000))
    half = 1.96 * scores.std() / np.sqrt(len(scores))
    assert mean.low == pytest.approx(scores.mean() - half, abs=0.01)
    assert mean.high == pytest.approx(scores.mean() + half, abs=0.01)


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    # Their paper's fifteen p-values: four are found at 0.05.
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    ps += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    qs = _q_values(ps)
    assert sum(q <= 0.05 for q in qs) == 4 and qs == sorted(qs) and qs[-1] == 1.0
    assert _q_values([]) == []


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(PERIODS))
def test_a_period_holds_its_days_and_begins_with_one(day: date, period: str) -> None:
    start = start_of(day, period)
    assert start <= day and start_of(start, period) == start
    assert label_of(start, period) and (day - start).days < 366


def test_periods_grow_with_the_time_and_with_few_articles() -> None:
    first = date(2024, 1, 1)
    spans = [(20, "day"), (200, "week"), (900, "month"), (3000, "quarter"), (9000, "year")]
    for days, period in spans:
        last = date.fromordinal(first.toordinal() + days)
        assert period_for(first, last, 10**6, 5) == period
    year = date(2024, 12, 31)
    assert period_for(first, year, 60, 5) == "month"
    assert period_for(first, year, 20, 5) == "quarter"  # a year would be one point
    assert period_for(first, first, 1, 5) == "day"
    assert label_of(date(2024, 1, 1), "week") == "2024-W01"
