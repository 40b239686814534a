"""Attribution figures, on a made-up article."""

from __future__ import annotations

import pytest

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.evaluation.attribution import (
    annotator_figures,
    match,
    mistakes,
    score_attributions,
    tally,
    token_starts,
)
from stance.schema import Attribution, Coverage, Span
from stance.tagger import Mention, Tagged

TEXT = "Okoro said the plan is dead. The union denied it all, Diaz told us."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def gold(source: str | None, cue: str | None, *content: str) -> GoldAttribution:
    return GoldAttribution(
        () if source is None else (span(source),),
        () if cue is None else (span(cue),),
        tuple(map(span, content)),
    )


def found(source: str | None, cue: str | None, *content: str) -> Attribution:
    return Attribution(
        None if source is None else span(source),
        () if cue is None else (span(cue),),
        tuple(map(span, content)),
    )


def pair(
    golds: list[GoldAttribution],
    founds: list[Attribution],
    names: tuple[tuple[Span, str], ...] | None = None,
    mentions: tuple[Mention, ...] = (),
) -> tuple[AttributionDocument, Tagged]:
    document = AttributionDocument("a", TEXT, "x", tuple(golds), entities=names)
    return document, Tagged(TEXT, (), mentions, tuple(founds), Coverage(len(TEXT), len(TEXT), 1))


FIRST = gold("Okoro", "said", "the plan is dead")
SECOND = gold("Diaz", "told", "The union denied it all")


def f1(golds: list[GoldAttribution], founds: list[Attribution]) -> float:
    return score_attributions([pair(golds, founds)])["attribution_f1"]


def test_all_found_is_one() -> None:
    founds = [
        found("Okoro", "said", "the plan is dead"),
        found("Diaz", "told", "The union denied it all"),
    ]
    names = ((span("Okoro"), "PERSON"),)
    figures = score_attributions(
        [pair([FIRST, SECOND], founds, names, (Mention(span("Okoro"), "PERSON"),))]
    )
    assert set(figures.values()) == {1.0}
    assert next(iter(figures)) == "attribution_f1"


def test_half_of_the_content_is_enough() -> None:
    assert f1([FIRST], [found("Okoro", "said", "plan is dead. The")]) == 1  # 3 of 6 tokens
    assert f1([FIRST], [found("Okoro", "said", "plan is dead. The union")]) == 0  # 3 of 7
    assert f1([FIRST], [found("Okoro", None, "the plan is dead")]) == 1  # cues do not matter


def test_the_source_must_be_the_right_one() -> None:
    assert f1([FIRST], [found("Diaz", "said", "the plan is dead")]) == 0
    assert f1([FIRST], [found("Okoro said", "said", "the plan is dead")]) == 1  # it overlaps
    assert f1([FIRST], [found(None, "said", "the plan is dead")]) == 0
    nobody = gold(None, "said", "the plan is dead")
    assert f1([nobody], [found(None, "said", "the plan is dead")]) == 1
    assert f1([nobody], [found("Okoro", "said", "the plan is dead")]) == 0


def test_each_is_matched_once_the_best_first() -> None:
    founds = [gold("Okoro", "said", "the plan is"), gold("Okoro", "said", "the plan is dead")]
    assert match([FIRST], founds, token_starts(TEXT)) == [(0, 1)]
    twice = [found("Okoro", "said", "the plan is"), found("Okoro", "said", "the plan is dead")]
    assert f1([FIRST], twice) == pytest.approx(2 * 1 / (2 + 1))
    assert f1([FIRST, SECOND], twice[1:]) == pytest.approx(2 * 1 / (1 + 2))
    figures = score_attributions([pair([FIRST], twice)])
    assert (figures["attribution_precision"], figures["attribution_recall"]) == (1 / 2, 1)


def test_token_figures_by_hand() -> None:
    figures = score_attributions(
        [pair([FIRST, SECOND], [found("Okoro", "said the", "plan is dead. The")])]
    )
    # Sources: 1 found, 2 gold. Cues: 2 found, 1 of 2 gold right. Content: gold 4 + 5 tokens,
    # found 5 with the full stop, 4 of them right.
    assert figures["source_token_f1"] == pytest.approx(2 * 1 / (1 + 2))
    assert figures["cue_token_f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert figures["content_token_f1"] == pytest.approx(2 * 4 / (5 + 9))


def test_span_figures_by_hand() -> None:
    figures = score_attributions(
        [pair([FIRST, SECOND], [found("Okoro", "said the", "plan is dead. The")])]
    )
    # Sources: the only one is exact, of 2 gold. Cues: 1 found, not exact, over 1 of 2.
    assert figures["source_exact_f1"] == figures["source_overlap_f1"] == pytest.approx(2 / 3)
    assert figures["cue_exact_f1"] == 0
    assert figures["cue_overlap_f1"] == pytest.approx(2 * 1 * 0.5 / 1.5)
    # Content: 1 found, over both gold ones.
    assert figures["content_exact_f1"] == 0 and figures["content_overlap_f1"] == 1


def test_a_span_in_pieces_is_one_and_one_of_two_attributions_counts_once() -> None:
    pieces = gold("Okoro", "said", "the plan", "is dead")
    whole = found("Okoro", "said", "the plan is dead")
    assert score_attributions([pair([pieces], [whole])])["content_exact_f1"] == 1
    counts = tally([pair([FIRST, gold("Okoro", None, "Diaz told us")], [whole])]).sums()
    assert (counts["source_exact_gold"], counts["content_exact_gold"]) == (1, 2)


def test_several_annotators_are_gold_in_turn_and_a_ceiling() -> None:
    versions = [
        AttributionDocument("a", TEXT, "x", (FIRST, SECOND)),
        AttributionDocument("a", TEXT, "y", (FIRST,)),
        AttributionDocument("b", TEXT, "x", (SECOND,)),
    ]
    tagged = pair([], [found("Okoro", "said", "the plan is dead")])[1]
    figures = annotator_figures(versions, {"a": tagged, "b": tagged})
    # Against x: 1 of 1 found, of 2 gold; against y: 1, 1, 1. Article b has one annotator.
    assert figures["attribution_f1_annotators"] == pytest.approx(2 * 2 / (2 + 3))
    # x and y in turn: 2 right, 3 predicted, 3 gold.
    assert figures["attribution_f1_human"] == pytest.approx(2 * 2 / (3 + 3))
    assert figures["cue_token_f1_annotators"] == pytest.approx(2 * 2 / (2 + 3))
    # Of the contents' tokens x has 4 and 5, y the 4.
    assert figures["content_token_f1_human"] == pytest.approx(2 * 8 / (13 + 13))
    assert figures["articles_of_several_annotators"] == 1
    assert annotator_figures(versions[2:], {"b": tagged}) == {}


def test_mistakes_are_what_is_missed_and_what_is_false() -> None:
    wrong = found("Diaz", "told", "us")
    document, tagged = pair([FIRST, SECOND], [found("Okoro", None, "the plan is dead"), wrong])
    assert list(mistakes(document, tagged)) == [(SECOND, None), (None, gold("Diaz", "told", "us"))]


def test_entities_count_by_span_and_type_where_there_are_any() -> None:
    names = ((span("Okoro"), "PERSON"), (span("Diaz"), "PERSON"))
    mentions = (Mention(span("Okoro"), "PERSON"), Mention(span("Diaz"), "MISC"))
    with_names, without = pair([], [], names, mentions), pair([], [], None, mentions)
    assert score_attributions([with_names])["entity_f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert score_attributions([without])["entity_f1"] == 0
    both = score_attributions([with_names, without])
    assert both["entity_f1"] == pytest.approx(1 / 2)


def test_figures_are_pooled_over_articles() -> None:
    right = pair([FIRST], [found("Okoro", "said", "the plan is dead")])
    missed = pair([FIRST, SECOND], [])
    assert score_attributions([right, missed])["attribution_f1"] == pytest.approx(2 / (1 + 3))


def test_nothing_to_find_and_nothing_found_is_zero() -> None:
    assert set(score_attributions([]).values()) == {0.0}
    assert set(score_attributions([pair([], [])]).values()) == {0.0}
