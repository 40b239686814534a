"""The link step, on hand-made scores of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from make_scores import word_scores
from timing import grows_linearly

from stance.attributions import attributions, quotation_kind
from stance.schema import Attribution, Span
from stance.segment import sentences

Places = Mapping[str, list[str]]


def read(
    text: str, words: Places, links: Mapping[str, dict[str, str]], sure: float = 6.0
) -> tuple[Attribution, ...]:
    """`attributions` of a text whose words are tagged and linked as given."""
    return attributions(text, sentences(text), word_scores(text, words, links, sure))


def shown(text: str, found: tuple[Attribution, ...]) -> list[tuple[str | None, str, str]]:
    """(source, cue, content) in words."""
    return [
        (
            None if item.source is None else item.source.of(text),
            " ".join(span.of(text) for span in item.cue),
            " | ".join(span.of(text) for span in item.content),
        )
        for item in found
    ]


TWO = "Okoro said peace was near while Diaz warned that war was coming."


def test_links_lead_to_cue_and_source() -> None:
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "warned"],
        "content": ["peace was near", "war was coming."],
    }
    links = {
        "content": {"peace was near": "said", "war was coming.": "warned"},
        "source": {"said": "Okoro", "warned": "Diaz"},
    }
    assert shown(TWO, read(TWO, words, links)) == [
        ("Okoro", "said", "peace was near"),
        ("Diaz", "warned", "war was coming."),
    ]


def test_links_win_over_distance() -> None:
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "warned"],
        "content": ["peace was near", "war was coming."],
    }
    links = {
        "content": {"peace was near": "warned", "war was coming.": "said"},
        "source": {"said": "Diaz", "warned": "Okoro"},
    }
    assert shown(TWO, read(TWO, words, links)) == [
        ("Okoro", "warned", "peace was near"),
        ("Diaz", "said", "war was coming."),
    ]


def test_a_content_without_any_link_goes_to_no_cue() -> None:
    words = {"source": ["Okoro"], "cue": ["said"], "content": ["war was coming."]}
    assert read(TWO, words, {"source": {"said": "Okoro"}}) == ()


def test_a_cue_without_a_link_has_no_source() -> None:
    words = {"source": ["Okoro"], "cue": ["said"], "content": ["peace was near"]}
    links = {"content": {"peace was near": "said"}}
    assert shown(TWO, read(TWO, words, links)) == [(None, "said", "peace was near")]


def test_links_that_lead_too_far_are_not_followed() -> None:
    text = "Okoro left. Diaz said peace was near. One. Two. Three. War is over."
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said"],
        "content": ["peace was near.", "War is over."],
    }
    links = {
        "content": {"peace was near.": "said", "War is over.": "said"},
        "source": {"said": "Okoro"},  # in another sentence than the cue
    }
    assert shown(text, read(text, words, links)) == [(None, "said", "peace was near.")]


def test_joining_takes_no_longer_a_word_in_a_long_text() -> None:
    def prepare(count: int) -> Callable[[], object]:
        unit = "Okoro said so. "
        text = unit * count
        scores = word_scores(
            text,
            {"source": ["Okoro"], "cue": ["said"], "content": ["so."]},
            {"source": {"said": "Okoro"}, "content": {"so.": "said"}},
            everywhere=len(unit),
        )
        spans = sentences(text)

        def join() -> None:
            found = attributions(text, spans, scores)
            assert len(found) == count and all(item.source is not None for item in found)

        return join

    assert grows_linearly(prepare, 400)


def test_most_tokens_of_a_content_decide_where_it_belongs() -> None:
    words = {"source": ["Okoro", "Diaz"], "cue": ["said", "warned"], "content": ["war was coming."]}
    links = {"content": {"war was": "warned", "coming.": "said"}, "source": {"warned": "Diaz"}}
    text = "Okoro said it before Diaz warned war was coming."
    found = read(text, words, links, sure=3)
    assert shown(text, found) == [("Diaz", "warned", "war was coming.")]


def test_a_content_in_pieces_is_one_attribution() -> None:
    text = "“Peace is near,” Okoro said on Monday. “War is over.”"
    words = {
        "source": ["Okoro"],
        "cue": ["said"],
        "content": ["“Peace is near,”", "“War is over.”"],
    }
    links = {
        "content": {"“War is over.”": "said", "“Peace is near,”": "said"},
        "source": {"said": "Okoro"},
    }
    (item,) = read(text, words, links)
    assert shown(text, (item,)) == [("Okoro", "said", "“Peace is near,” | “War is over.”")]
    assert item.kind == "direct"


def test_contents_nest() -> None:
    text = "Okoro said that Diaz had denied the plan."
    words = {
        "source": ["Okoro", "Diaz"],
        "cue": ["said", "denied"],
        "content": ["that Diaz had denied the plan."],
        "inner": ["the plan."],
    }
    links = {
        "content": {"that Diaz had denied the plan.": "said"},
        "inner": {"the plan.": "denied"},
        "source": {"said": "Okoro", "denied": "Diaz"},
    }
    assert shown(text, read(text, words, links)) == [
        ("Okoro", "said", "that Diaz had denied the plan."),
        ("Diaz", "denied", "the plan."),
    ]


def test_an_attribution_may_have_no_source() -> None:
    text = "It was said that peace is near."
    words = {"cue": ["said"], "content": ["that peace is near."]}
    (item,) = read(text, words, {"content": {"that peace is near.": "said"}})
    assert item.source is None and item.cue and item.speaker is None


def test_cues_and_sources_without_a_content_are_no_attributions() -> None:
    assert read(TWO, {"source": ["Okoro"], "cue": ["said"]}, {}) == ()
    assert read("", {}, {}) == ()


def test_attributions_come_in_the_order_of_their_contents() -> None:
    text = "“One,” said Okoro. “Two,” warned Diaz. “Three,” Lind added."
    words = {
        "source": ["Okoro.", "Diaz.", "Lind"],
        "cue": ["said", "warned", "added."],
        "content": ["“One,”", "“Two,”", "“Three,”"],
    }
    links = {
        "content": {"“One,”": "said", "“Two,”": "warned", "“Three,”": "added."},
        "source": {"added.": "Lind"},
    }
    found = read(text, words, links)
    assert [item.content[0].of(text) for item in found] == ["“One,”", "“Two,”", "“Three,”"]


def test_a_quotation_is_content_as_a_whole() -> None:
    text = "“Peace is near and war is over,” Okoro said on Monday."
    links = {
        "source": {"said": "Okoro"},
        "content": {"“Peace is near": "said", "is over,”": "said"},
    }
    words = {"source": ["Okoro"], "cue": ["said"], "content": ["“Peace is near", "is over,”"]}
    (item,) = read(text, words, links)
    assert [span.of(text) for span in item.content] == ["“Peace is near and war is over,”"]
    # A word or two of it are not enough.
    assert read(text, {**words, "content": ["war"]}, {"content": {"war": "said"}}) == ()


def test_a_gap_of_a_word_is_bridged_and_a_stray_word_dropped() -> None:
    text = "Okoro said that peace at last was really near for all of us. The vote is over by now."
    said = "that peace at last was really near for all of us."
    words = {
        "source": ["Okoro"],
        "cue": ["said"],
        "content": ["that peace at last was", "near for all of us.", "over"],
    }
    links = {"source": {"said": "Okoro"}, "content": {said: "said", "over": "said"}}
    (item,) = read(text, words, links, sure=1.2)
    assert [span.of(text) for span in item.content] == [said]


def test_an_inner_content_of_the_same_cue_adds_nothing() -> None:
    text = "Okoro said that the plan is dead."
    words = {
        "source": ["Okoro"],
        "cue": ["said"],
        "content": ["that the plan is dead."],
        "inner": ["the plan"],
    }
    links = {"content": {"that the plan is dead.": "said"}, "inner": {"the plan": "said"}}
    (item,) = read(text, words, links)
    assert item.content == (Span(11, 33),)


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“It is over,” he said.", ["“It is over,”"], "direct"),
        ("“It is over,” he said.", ["It is over"], "direct"),  # the marks outside the span
        ('"It is over," he said.', ['"It is over,"'], "direct"),
        ("„Es ist aus“, he said.", ["„Es ist aus“"], "direct"),
        ("He said ‘it is over’.", ["‘it is over’"], "direct"),
        ("He said it is over.", ["it is over"], "indirect"),
        ("He said it's the boys' turn.", ["it's the boys' turn"], "indirect"),
        ("He said it is “over”.", ["it is “over”"], "mixed"),
        ("“Over” is what he called it.", ["“Over” is what"], "mixed"),
        ("“It,” he said, “is over.”", ["“It,”", "“is over.”"], "direct"),
        ("“It,” he said, was over.", ["“It,”", "was over."], "mixed"),
        ("“It is over. (pause) And then", ["“It is over. (pause) And then"], "direct"),
        ("He called it “bad” and “sad”.", ["it “bad” and “sad”"], "mixed"),
        ("He said ...", ["..."], "indirect"),
    ],
)
def test_kinds_of_quotation(text: str, content: list[str], kind: str) -> None:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in content]
    assert quotation_kind(text, spans) == kind


def test_words_between_two_quotations_are_not_quoted() -> None:
    text = "He called it “bad” and “sad”."
    assert quotation_kind(text, [Span(13, 28)]) == "mixed"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ann Lee, “and they", "Ann Lee"),  # ran on into what she says
        ("Ann “Bee” Lee", "Ann “Bee” Lee"),  # a nickname
    ],
)
def test_a_source_ends_before_the_quotation(source: str, expected: str) -> None:
    text = f"“It is late,” said {source} left.”"
    words = {"source": [source], "cue": ["said"], "content": ["“It is late,”"]}
    links = {"content": {"“It is late,”": "said"}, "source": {"said": source}}
    assert [item[0] for item in shown(text, read(text, words, links))] == [expected]


def test_a_quotation_right_after_what_somebody_said_is_said_by_the_same() -> None:
    text = 'Okoro said peace was near. "Its chair is another matter." Then rain fell. "So it was."'
    words = {"source": ["Okoro"], "cue": ["said"], "content": ["peace was near."]}
    links = {"content": {"peace was near.": "said"}, "source": {"said": "Okoro"}}
    assert shown(text, read(text, words, links)) == [
        ("Okoro", "said", 'peace was near. | "Its chair is another matter."')
    ]


@pytest.mark.parametrize(
    ("headline", "source", "content", "speaks"),
    [
        ("Profile : how Diaz won the north", "Profile", "how Diaz won the north", False),
        ("Coalition : inside the talks", "Coalition", "inside the talks", False),
        ("Diaz : how can anyone trust Okoro?", "Diaz", "how can anyone trust Okoro?", True),
        ("Diaz : why I left the cabinet", "Diaz", "why I left the cabinet", True),
    ],
)
def test_a_headline_that_tells_what_the_article_is_about_is_nobodys_words(
    headline: str, source: str, content: str, speaks: bool
) -> None:
    words = {"source": [source], "cue": [":"], "content": [content]}
    links = {"content": {content: ":"}, "source": {":": source}}
    told = shown(headline, read(headline, words, links))
    assert told == ([(source, ":", content)] if speaks else [])


def test_only_the_headline_tells_what_the_article_is_about() -> None:
    text = "A hard winter\n\nDiaz : how Okoro won is known."
    words = {"source": ["Diaz"], "cue": [":"], "content": ["how Okoro won is known."]}
    links = {
        "content": {"how Okoro won is known.": ":"},
        "source": {":": "Diaz"},
    }
    assert shown(text, read(text, words, links)) == [("Diaz", ":", "how Okoro won is known.")]


def test_a_paragraph_is_not_said_by_who_speaks_in_the_next() -> None:
    text = "“Jas was right.”\n\nHarzkraft confirmed that it will appeal."
    words = {
        "source": ["Harzkraft"],
        "cue": ["confirmed"],
        "content": ["“Jas was right.”", "that it will appeal."],
    }
    links = {
        "content": {"“Jas was right.”": "confirmed", "that it will appeal.": "confirmed"},
        "source": {"confirmed": "Harzkraft"},
    }
    told = [("Harzkraft", "confirmed", "that it will appeal.")]
    assert shown(text, read(text, words, links)) == told


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“Jas was right. She is.\n\n“He was wrong,” Diaz said.", "“Jas was right. She is."),
        ("“Jas was right.\nHe was wrong,” Diaz said.", "“Jas was right.\nHe was wrong,”"),
    ],
)
def test_a_quotation_of_several_paragraphs_or_lines_is_said_at_its_end(
    text: str, content: str
) -> None:
    words = {"source": ["Diaz"], "cue": ["said."], "content": [content]}
    links = {"content": {content: "said."}, "source": {"said.": "Diaz"}}
    ((source, _, told),) = shown(text, read(text, words, links))
    assert source == "Diaz" and content in told
