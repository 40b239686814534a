"""Attribution figures, on a made-up article."""

from __future__ import annotations

import pytest

from stance.datasets.base import AttributionDocument, GoldAttribution
from stance.evaluation.attribution import matches, score_attributions
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
    founds = [found("Okoro", "said", "the plan is"), found("Okoro", "said", "the plan is dead")]
    document, tagged = pair([FIRST], founds)
    starts = [at for at, c in enumerate(TEXT) if c != " " and (at == 0 or TEXT[at - 1] == " ")]
    assert matches(document, tagged, starts) == 1
    assert f1([FIRST], founds) == pytest.approx(2 * 1 / (2 + 1))
    assert f1([FIRST, SECOND], founds[1:]) == pytest.approx(2 * 1 / (1 + 2))


def test_token_figures_by_hand() -> None:
    figures = score_attributions(
        [pair([FIRST, SECOND], [found("Okoro", "said the", "plan is dead. The")])]
    )
    # Sources: 1 found, 2 gold. Cues: 2 found, 1 of 2 gold right. Content: gold 4 + 5 tokens,
    # found 5 with the full stop, 4 of them right.
    assert figures["source_token_f1"] == pytest.approx(2 * 1 / (1 + 2))
    assert figures["cue_token_f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert figures["content_token_f1"] == pytest.approx(2 * 4 / (5 + 9))


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
