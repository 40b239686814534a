"""What people see of an analysis: plain, coloured and HTML tables."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from stance.excerpt import clean, excerpt
from stance.render import counted, html_table, print_analysis, table
from stance.schema import (
    Analysis,
    Coverage,
    Entity,
    Evidence,
    Skipped,
    Span,
    Stance,
    StancePrediction,
)

HOSTILE = StancePrediction.of((0.93, 0.05, 0.02))
NEUTRAL = StancePrediction.of((0.1, 0.8, 0.1))
SUPPORTIVE = StancePrediction.of((0.02, 0.08, 0.9))


def evidence(
    text: str, actor: str, target: str, prediction: StancePrediction, attribution: int | None = 0
) -> Evidence:
    """Evidence whose passage is all of `text`."""
    a, t = text.index(actor), text.index(target)
    return Evidence(
        Span(0, len(text)),
        Span(a, a + len(actor)),
        Span(t, t + len(target)),
        prediction,
        attribution,
    )


def analysis(
    text: str = "Lund denounced Russia, thanked Oslo and met Rossi.",
    missing: tuple[str, ...] = (),
) -> Analysis:
    """Lund on three targets: hostile, supportive, neutral."""
    names = {"lund": "Lund", "russia": "Russia", "oslo": "Oslo", "rossi": "Rossi"}
    answers = {"russia": HOSTILE, "oslo": SUPPORTIVE, "rossi": NEUTRAL}
    return Analysis(
        text=text,
        sentences=(Span(0, len(text)),),
        entities=tuple(Entity(id, name, "PERSON") for id, name in names.items()),
        stances=tuple(
            Stance("lund", id, answer, (evidence(text, "Lund", names[id], answer),))
            for id, answer in answers.items()
        ),
        sentiment=NEUTRAL,
        coverage=Coverage(len(text), len(text), 1),
        missing_targets=missing,
    )


def printed(item: Analysis, width: int = 80, colours: bool = False, all: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colours,
        color_system="standard" if colours else None,
        no_color=False,
        markup=False,
    )
    print_analysis(item, console, all)
    return out.getvalue()


def test_a_table_says_who_stands_where_toward_whom_and_why() -> None:
    shown = table(analysis(), width=140)
    lines = shown.split("\n")
    assert lines[0].split() == ["Actor", "Stance", "Target", "Conf.", "Evidence"]
    assert lines[2].split()[:4] == ["Lund", "hostile", "Russia", "0.93"]
    assert "quoted: Lund denounced Russia, thanked Oslo and met Rossi." in lines[2]
    assert lines[3].split()[:3] == ["supportive", "Oslo", "0.90"]  # the actor stands there once
    assert "Rossi" not in [line.split()[1] for line in lines[2:4]]
    assert "1 neutral pair not shown." in shown
    assert "Tone of the text: neutral (0.80)." in shown
    assert "Read 50 of 50 characters in 1 window." in shown


def test_str_and_repr_html_are_these_tables() -> None:
    item = analysis()
    assert str(item) == table(item)
    assert item._repr_html_() == html_table(item)


def test_str_never_has_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in table(analysis())


def test_neutral_pairs_are_shown_on_demand() -> None:
    assert "Rossi " not in printed(analysis())
    assert "1 neutral pair not shown (--all shows them)." in printed(analysis())
    shown = printed(analysis(), all=True)
    assert "neutral" in shown and "not shown" not in shown


@pytest.mark.parametrize("width", [40, 60, 80, 119, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = "Lund denounced Russia, " + "and so on " * 40 + "and thanked Oslo and met Rossi."
    shown = printed(analysis(long), width=width)
    assert max(len(line.rstrip()) for line in shown.split("\n")) <= width
    for word in ("Lund", "hostile", "Russia", "0.93", "quoted"):
        assert word in shown


def test_the_width_follows_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (60, 130):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert max(map(len, table(analysis()).split("\n"))) <= columns
    assert "Target and evidence" not in table(analysis())


def test_colours_mark_labels_and_mentions() -> None:
    shown = printed(analysis(), colours=True, width=140)
    assert "\x1b[31mhostile" in shown
    assert "\x1b[32msupportive\x1b[0m" in shown
    assert "\x1b[1mLund\x1b[0m denounced \x1b[1mRussia\x1b[0m" in shown


def test_nothing_in_a_text_drives_the_terminal_or_the_page() -> None:
    text = "Lund \x1b[2J\x07denounced\u202e Russia\x9b31m\n\n[bold]<b>&</b> Oslo :smile: Rossi"
    item = analysis(text, missing=("\x1b[31mred",))
    for shown in (table(item), printed(item)):
        assert not any(c in shown for c in "\x1b\x07\x9b\u202e")
        assert "[bold]<b>&</b>" in shown and ":smile:" in shown
    page = html_table(item)
    assert not any(c in page for c in "\x1b\x07\x9b\u202e")
    assert "[bold]&lt;b&gt;&amp;&lt;/b&gt;" in page


def test_contested_pairs_show_both_sides() -> None:
    text = "Lund denounced Russia. Later Lund praised Russia."
    both = (evidence(text, "Lund", "Russia", HOSTILE), evidence(text, "Lund", "Russia", SUPPORTIVE))
    stances = (Stance("lund", "russia", HOSTILE, both, contested=True),)
    item = Analysis(text, entities=(Entity("lund", "Lund", "PERSON"),), stances=stances)
    shown = table(item, width=100)
    assert "contested" in shown
    assert "hostile, quoted:" in shown and "supportive, quoted:" in shown
    assert "contested" in html_table(item)


def test_the_surest_place_is_shown_and_the_others_are_counted() -> None:
    text = "Lund denounced Russia."
    weak = evidence(text, "Lund", "Russia", StancePrediction.of((0.6, 0.3, 0.1)), None)
    strong = evidence(text, "Lund", "Russia", HOSTILE, 3)
    item = Analysis(text, stances=(Stance("lund", "russia", HOSTILE, (weak, strong, weak)),))
    shown = table(item, width=130)
    assert "quoted:" in shown and "stated:" not in shown
    assert "and 2 more places" in shown


@pytest.mark.parametrize("text", ["", " \n\t", "…"])
def test_an_empty_text_is_one_clear_sentence(text: str) -> None:
    shown = table(Analysis(text))
    assert shown == "There is nothing to read: the text has no words."
    assert shown in html_table(Analysis(text))


def test_a_text_without_stances_says_so() -> None:
    item = Analysis("It rained.", sentiment=NEUTRAL, coverage=Coverage(10, 10, 1))
    assert table(item).startswith("No hostile or supportive stance was found.\n")


def test_what_was_skipped_or_is_missing_is_said() -> None:
    skipped = tuple(Skipped(Span(i, i + 1), "not in the vocabulary") for i in (3, 7))
    item = Analysis(
        "x" * 2000,
        sentiment=NEUTRAL,
        coverage=Coverage(2000, 1998, 3, skipped),
        missing_targets=("NATO", "Peru"),
    )
    shown = table(item)
    assert "Read 1,998 of 2,000 characters in 3 windows." in shown
    assert "Skipped 2 characters: not in the vocabulary." in shown
    assert "Not in the text: NATO, Peru." in shown


def test_an_analysis_read_back_from_json_looks_the_same() -> None:
    item = analysis()
    assert table(Analysis.from_dict(item.to_dict())) == table(item)


def words(text: str, item: Evidence, limit: int = 160) -> str:
    return "".join(piece.words for piece in excerpt(text, item, limit))


def test_a_long_passage_is_cut_around_its_mentions() -> None:
    text = "one two " * 100 + "Lund denounced Russia " + "three four " * 100
    item = evidence(text, "Lund", "Russia", HOSTILE)
    shown = words(text, item)
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "Lund denounced Russia" in shown and 100 < len(shown) <= 170
    assert set(shown.strip("… ").split()) <= set(text.split())  # no word is cut
    roles = [piece for piece in excerpt(text, item) if piece.role]
    assert roles == [("Lund", "actor"), ("Russia", "target")]


def test_mentions_far_apart_are_shown_each_with_its_surroundings() -> None:
    text = "Lund spoke " + "one two " * 100 + "against Russia today."
    shown = words(text, evidence(text, "Russia", "Lund", HOSTILE))
    assert shown.startswith("Lund spoke ") and shown.endswith("against Russia today.")
    assert " … " in shown and len(shown) <= 175


@pytest.mark.parametrize("limit", [1, 10, 160])
def test_text_without_spaces_or_with_giant_mentions_is_still_short(limit: int) -> None:
    text = "x" * 5_000
    long = Evidence(Span(0, 5000), Span(10, 2000), Span(1500, 4000), HOSTILE)
    apart = Evidence(Span(0, 5000), Span(10, 20), Span(4000, 4010), HOSTILE)
    outside = Evidence(Span(100, 2000), Span(0, 10), Span(3000, 3010), HOSTILE)
    for item in (long, apart, outside):
        assert 0 < len(words(text, item, limit)) <= 2 * limit + 9


def test_a_number_has_its_noun() -> None:
    assert [counted(number, "article") for number in (0, 1, 2, 1_200)] == [
        "0 articles",
        "1 article",
        "2 articles",
        "1,200 articles",
    ]


def test_clean_keeps_words_and_replaces_what_cannot_be_shown() -> None:
    assert clean("Kim\r\n\tJong Un") == "Kim Jong Un"
    assert clean("a\x00b\x1bc\ud800d\u2066e") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert clean("Öl 日本 👍🏽 can\u2019t") == "Öl 日本 👍🏽 can\u2019t"
