"""The scorer of speaker links, on a made article."""

from __future__ import annotations

from pathlib import Path

import pytest
from resolving import resolve, span_of, tagged

from stance.datasets.base import DataError
from stance.evaluation.speakers import SpeakerLink, judged, read_links, score_speakers, with_sources
from stance.schema import Attribution

TEXT = "Gov. Ada Okoro met Ben Diaz. She said so. The minister said no. Experts said little."
KINDS = {"Ada Okoro": "PERSON", "Ben Diaz": "PERSON"}


def link(source: str, speaker: str | None) -> SpeakerLink:
    return SpeakerLink("a", span_of(TEXT, source), span_of(TEXT, speaker) if speaker else None)


def test_links_are_judged_by_the_end_of_a_mention() -> None:
    found = resolve(TEXT, KINDS, "She", "The minister", "Experts")
    links = [
        link("She", "Gov. Ada Okoro"),  # the entity's mention is "Ada Okoro"
        link("She", "Ben Diaz"),
        link("The minister", "Ben Diaz"),
        link("The minister", None),  # not her who spoke last: she is the governor
        link("Experts", None),
        link("Experts", "Ben Diaz"),
        link("Gov.", "Ben Diaz"),  # a source that no attribution has
    ]
    assert judged(links, found) == [True, False, False, True, True, False, False]
    figures = score_speakers([(links, found)])
    assert figures["links"] == 7
    assert figures["accuracy"] == pytest.approx(3 / 7)
    assert figures["pronoun"] == 0.5 and figures["unnamed"] == 1.0
    assert (figures["pronoun_links"], figures["unnamed_links"]) == (2, 2)
    assert figures["description"] == 0.0


@pytest.mark.parametrize(
    ("source", "speaker", "kind"),
    [
        ("She", "Ada Okoro", "pronoun"),
        ("Gov. Ada Okoro", "Ada Okoro", "name"),
        ("The minister", "Ben Diaz", "description"),
        ("Experts", None, "unnamed"),
    ],
)
def test_the_kind_of_a_source(source: str, speaker: str | None, kind: str) -> None:
    assert link(source, speaker).kind(TEXT) == kind


def test_links_are_read_by_article(tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text(
        '{"article": "a", "source": [0, 3], "speaker": [5, 14]}\n'
        '{"article": "b", "source": [1, 2], "speaker": null}\n'
    )
    found = read_links(path)
    assert list(found) == ["a", "b"] and found["b"][0].speaker is None


@pytest.mark.parametrize(
    "line", ["{}", "[]", "x", '{"article": "a", "source": [0], "speaker": null}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text('{"article": "a", "source": [0, 3], "speaker": null}\n' + line + "\n")
    with pytest.raises(DataError, match=r"links\.jsonl:2: not a speaker link"):
        read_links(path)
    with pytest.raises(DataError, match="cannot be read"):
        read_links(tmp_path / "none.jsonl")


def test_a_source_that_was_not_found_is_wrong_whoever_speaks() -> None:
    link = SpeakerLink("a", span_of(TEXT, "She"), None)
    resolved = resolve(TEXT, KINDS)
    assert score_speakers([([link], resolved)])["accuracy"] == 0


def test_gold_sources_replace_those_found() -> None:
    item = Attribution(span_of(TEXT, "She"), (), (span_of(TEXT, "so"),))
    assert with_sources(tagged(TEXT, KINDS, ["Experts"]), [item]).attributions == (item,)


def test_the_hand_made_links_are_well_formed() -> None:
    links = read_links(Path(__file__).parent.parent / "training/data/speaker_links/dev.jsonl")
    every = [item for items in links.values() for item in items]
    assert len(every) >= 150
    assert len({(item.article, item.source) for item in every}) == len(every)
    assert any(item.speaker is None for item in every)
