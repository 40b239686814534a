"""Which questions a text raises, on hand-made resolutions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from asking import pairs, raised, resolved, said
from hypothesis import given, settings
from resolving import resolve
from tagged_texts import tagged_texts
from timing import grows_linearly

from stance.candidates import candidates
from stance.pipeline import query_of
from stance.query import locate
from stance.resolve import Resolved, Resolver
from stance.schema import Attribution, Span
from stance.segment import sentences
from stance.tagger import Tagged

TEXT = "On Monday Okoro said that Diaz had betrayed Lagos."
ITEM = said(TEXT, "Okoro", "said", ["that Diaz had betrayed Lagos"], "okoro")
PERSONS = {"Ann Lee": "PERSON", "Bo Diaz": "PERSON"}


def test_who_does_something_in_a_sentence_is_asked_and_nothing_is_asked_twice() -> None:
    found = candidates(resolved(TEXT, "Okoro Diaz Lagos", [ITEM]))
    assert sorted(pairs(found)) == [
        ("diaz", "lagos"),
        ("diaz", "okoro"),
        ("okoro", "diaz"),
        ("okoro", "lagos"),
    ]
    assert [item.attribution for item in found].count(0) == 2


def test_nobody_is_asked_about_himself() -> None:
    text = "Okoro said that Okoro would win."
    item = said(text, "Okoro", "said", ["that Okoro would win"], "okoro")
    assert candidates(resolved(text, "Okoro", [item])) == []


def test_what_is_asked_lies_in_what_is_read() -> None:
    text = "Ade met Okoro. “Diaz lied,” said Okoro. Lagos wept."
    item = said(text, "Okoro", "said", ["“Diaz lied,”"], "okoro")
    for found in candidates(resolved(text, "Okoro Diaz Ade Lagos", [item])):
        assert found.context.covers(found.passage)
        assert found.passage.covers(found.actor_span) and found.passage.covers(found.target_span)


def test_mentions_that_overlap_are_no_pair() -> None:
    text = "Lagos Union met."
    mentions = ((Span(0, 5), "lagos"), (Span(0, 11), "lagos-union"))
    assert candidates(Resolved(text, sentences(text), (), (), mentions)) == []


def test_asked_for_targets_limit_the_questions() -> None:
    def ask(*targets: str) -> list[tuple[str, str]]:
        return pairs(candidates(resolved(TEXT, "Okoro Diaz Lagos", [ITEM], targets)))

    assert ask("lagos") == [("okoro", "lagos"), ("diaz", "lagos")]
    assert ask("nato") == ask() == []


def test_a_text_of_nothing_raises_nothing() -> None:
    assert candidates(resolved("", "")) == []


def test_a_long_text_takes_no_longer_a_sentence() -> None:
    def prepare(count: int) -> Callable[[], object]:
        unit = "Okoro said that Diaz lied. "
        text = unit * count
        items = [
            Attribution(
                Span(at, at + 5), (Span(at + 6, at + 10),), (Span(at + 11, at + 25),), "okoro"
            )
            for at in range(0, len(text), len(unit))
        ]
        known = resolved(text, "Okoro Diaz", items)

        def propose() -> None:
            assert len(candidates(known)) == 2 * count

        return propose

    assert grows_linearly(prepare, 40)


def test_a_mention_that_sticks_out_of_its_sentence_is_read_too() -> None:
    text = "Okoro said that Diaz,\u2028So he left."
    item = said(text, "Okoro", "said", ["that Diaz,\u2028"], "okoro")
    known = resolved(text, "Okoro", [item])
    mentions = (*known.mentions, (Span(16, 22), "diaz"))
    assert known.sentences[0] == Span(0, 21)
    (found,) = candidates(replace(known, mentions=mentions), quoted_only=True)
    assert found.context.covers(found.target_span)


def test_a_name_in_which_a_sentence_was_split_is_read_whole() -> None:
    text = "A day on, K. Ho attacked Mali."
    actor, target = (
        Span(text.index(words), text.index(words) + len(words)) for words in ("K. Ho", "Mali")
    )
    split = (Span(0, text.index(" Ho")), Span(text.index("Ho"), len(text)))
    found = candidates(Resolved(text, split, (), (), ((actor, "kay"), (target, "mali"))))
    assert [(item.actor, item.target) for item in found] == [("kay", "mali")]
    assert found[0].context.of(text) == "K. Ho attacked Mali." == found[0].passage.of(text)


@settings(max_examples=150)
@given(tagged_texts())
def test_every_question_can_be_asked_whatever_was_tagged(tagged: Tagged) -> None:
    found = Resolver().resolve(tagged)
    for item in candidates(found):
        locate(query_of(found.text, item))  # ValueError where a name is not in what is read
        assert item.actor != item.target and item.context.covers(item.passage)
        assert min(item.actor_span.start, item.target_span.start) >= item.passage.start


def test_whoever_wrote_the_article_takes_no_part() -> None:
    text = "Kenya vetoes deal\n\n{} Ann Lee{}\n\n“A sad day,” Oman said."
    item = ("Oman", "said", "A sad day")
    named = raised(text.format("So did", "."), PERSONS, item, kind="direct")
    written = raised(text.format("By", ""), PERSONS, item, kind="direct")
    assert "oman > ann-lee" in named and "oman > ann-lee" not in written


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Oman's air force", "Oman's air force"),
        ("Omani minister Ann Lee", "Ann Lee"),
        ("Omani leader Ann Lee", "Ann Lee"),
    ],
)
def test_what_speaks_for_a_state_takes_no_side_toward_it(source: str, name: str) -> None:
    text = f"{source} said that Oman had shot at Chad."
    kinds = {
        name: "PERSON" if "Lee" in name else "ORGANIZATION",
        "Oman": "LOCATION",
        "Omani": "LOCATION",
        "Chad": "LOCATION",
    }
    found = raised(text, kinds, (source, "said", "that Oman had shot at Chad"))
    actor = name.lower().replace("'", "").replace(" ", "-")
    assert f"{actor} > chad" in found
    assert f"{actor} > oman" not in found and f"oman > {actor}" not in found


def test_a_union_of_a_country_may_be_against_it() -> None:
    text = "The Bakers of Oman said that Oman had lied."
    kinds = {"Bakers of Oman": "ORGANIZATION", "Oman": "LOCATION"}
    found = raised(text, kinds, ("The Bakers of Oman", "said", "that Oman had lied"))
    assert "bakers-of-oman > oman" in found


@pytest.mark.parametrize(
    ("source", "name", "type"),
    [
        ("Omani opposition leader Ann Lee", "Ann Lee", "PERSON"),
        ("Omani union leader Ann Lee", "Ann Lee", "PERSON"),
        ("Oman's former president Ann Lee", "Ann Lee", "PERSON"),
        ("The Free Omani Army", "Free Omani Army", "ORGANIZATION"),
    ],
)
def test_who_does_not_serve_a_state_may_be_against_it(source: str, name: str, type: str) -> None:
    text = f"{source} said that Oman had lied."
    kinds = {name: type, "Oman": "LOCATION", "Omani": "LOCATION", "Chad": "LOCATION"}
    found = raised(text, kinds, (source, "said", "that Oman had lied"))
    assert f"{name.lower().replace(' ', '-')} > oman" in found


def test_a_spokesman_takes_no_stance_toward_whom_he_speaks_for() -> None:
    kinds = {"Ann Lee": "PERSON", "Orbix": "ORGANIZATION", "Quill": "ORGANIZATION"}
    text = "Orbix spokeswoman Ann Lee said Orbix was sorry for Quill."
    found = candidates(resolve(text, kinds, "Orbix spokeswoman Ann Lee"))
    assert {(c.actor, c.target) for c in found} == {("ann-lee", "quill"), ("orbix", "quill")}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, a former spokeswoman for Orbix, sued Orbix in May.",
        "Ann Lee, a spokeswoman for families suing Orbix, sued Orbix.",
        "A spokesman for Orbix, Ann Lee has blocked Orbix.",
        "A company spokesman denied that Ann Lee, the head of Orbix, had sued Orbix.",
    ],
)
def test_who_speaks_for_another_may_take_a_stance(text: str) -> None:
    kinds = {"Ann Lee": "PERSON", "Orbix": "ORGANIZATION"}
    assert ("ann-lee", "orbix") in {(c.actor, c.target) for c in candidates(resolve(text, kinds))}
