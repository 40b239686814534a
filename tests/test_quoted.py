"""What is asked about what somebody says, on hand-made resolutions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import pairs, raised, resolved, said

from stance.candidates import candidates
from stance.schema import Attribution, Span

TEXT = "On Monday Okoro said that Diaz had betrayed Lagos."
ITEM = said(TEXT, "Okoro", "said", ["that Diaz had betrayed Lagos"], "okoro")
PERSONS = {"Ann Lee": "PERSON", "Bo Diaz": "PERSON"}


def test_a_speaker_is_asked_about_everybody_in_the_content() -> None:
    found = candidates(resolved(TEXT, "Okoro Diaz Lagos", [ITEM]), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz"), ("okoro", "lagos")]
    for item in found:
        assert item.attribution == 0
        assert item.actor_span.of(TEXT) == "Okoro"
        assert item.target_span.of(TEXT).lower() == item.target
        assert item.passage == Span(0, len(TEXT))


def test_what_reads_like_words_by_a_verb_of_doing_is_a_deed() -> None:
    text = "Okoro on Monday backed the sale of Lagos by Diaz."
    item = said(text, "Okoro", "backed", ["the sale of Lagos by Diaz"], "okoro")
    about = resolved(text, "Okoro Diaz Lagos", [item])
    assert ("okoro", "diaz", None) in [
        (c.actor, c.target, c.attribution) for c in candidates(about)
    ]
    assert candidates(about, quoted_only=True) == []
    quoted = replace(item, kind="direct")
    found = candidates(resolved(text, "Okoro Diaz", [quoted]), quoted_only=True)
    assert [c.attribution for c in found] == [0]


def test_words_that_name_nobody_are_about_what_stands_for_somebody() -> None:
    text = "Diaz ruled against the firm. Okoro welcomed the ruling."
    item = said(text, "Okoro", "welcomed", ["the ruling"], "okoro")
    (found,) = candidates(resolved(text, "Okoro Diaz", [item]), quoted_only=True)
    assert (found.actor, found.target, found.target_span.of(text)) == (
        "okoro",
        "diaz",
        "the ruling",
    )


def test_words_about_nobody_else_are_about_the_country_they_tell_of_in_passing() -> None:
    text = "“See what a Russian signature is worth,” said Okoro of Lagos."
    item = said(text, "Okoro", "said", ["See what a Russian signature is worth"], "okoro")
    about = resolved(text, "Okoro Russian", [item])
    start = text.index("Russian")
    aside = replace(about, aside=frozenset({Span(start, start + len("Russian"))}))
    assert pairs(candidates(aside, quoted_only=True)) == [("okoro", "russian")]
    named = resolved(text.replace("worth", "worth, Diaz"), "Okoro Russian Diaz", [item])
    assert ("okoro", "russian") in pairs(candidates(named, quoted_only=True))


def test_a_target_in_the_cue_counts() -> None:
    text = "Okoro accused Diaz of lying."
    item = said(text, "Okoro", "accused Diaz", ["of lying"], "okoro")
    found = candidates(resolved(text, "Okoro Diaz", [item]), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz")]


@pytest.mark.parametrize("speaker", [None, "okoro"])
def test_without_a_speaker_nothing_is_quoted(speaker: str | None) -> None:
    source = ITEM.source if speaker is None else None
    item = Attribution(source, ITEM.cue, ITEM.content, speaker)
    assert candidates(resolved(TEXT, "Okoro Diaz", [item]), quoted_only=True) == []


def test_the_innermost_speaker_holds_the_stance() -> None:
    text = "Okoro said that Diaz had denied that Lagos lied. Ade left."
    outer = said(text, "Okoro", "said", ["that Diaz had denied that Lagos lied"], "okoro")
    inner = said(text, "Diaz", "denied", ["that Lagos lied"], "diaz")
    found = candidates(resolved(text, "Okoro Diaz Lagos Ade", [outer, inner]), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz"), ("diaz", "lagos")]


def test_a_mention_a_sentence_is_asked_about() -> None:
    text = "“Diaz lied. Diaz is a liar and Diaz knows it,” said Okoro."
    content = [text[: text.index(" said")]]
    item = said(text, "Okoro", "said", content, "okoro")
    found = candidates(resolved(text, "Okoro Diaz", [item]), quoted_only=True)
    assert [item.target_span.start for item in found] == [1, 12]


def test_a_passage_runs_from_source_to_target_in_whole_sentences() -> None:
    text = "Ade left. Okoro spoke. “It is late. Diaz lied,” he said. Then came rain."
    quote = "“It is late. Diaz lied,”"
    item = said(text, "Okoro", "said", [quote], "okoro")
    (found,) = candidates(resolved(text, "Okoro Diaz Ade", [item]), quoted_only=True)
    assert found.passage.of(text) == "Okoro spoke. “It is late. Diaz lied,” he said."
    assert found.context.covers(found.passage)
    assert found.context.of(text).startswith("Ade left.")  # a sentence more for the classifier


def test_those_who_speak_together_are_asked_together() -> None:
    text = "Okoro and Ade said that Diaz lied."
    item = said(text, "Okoro and Ade", "said", ["that Diaz lied"], "okoro")
    found = candidates(resolved(text, "Okoro Ade Diaz", [item]), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz"), ("ade", "diaz")]
    alone = "Okoro of Lagos said that Diaz lied."
    item = said(alone, "Okoro of Lagos", "said", ["that Diaz lied"], "okoro")
    found = candidates(resolved(alone, "Okoro Lagos Diaz", [item]), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz")]


def test_pronouns_are_asked_about_where_nobody_is_named() -> None:
    text = "Okoro said that he had lied and that Diaz knew him."
    item = said(text, "Okoro", "said", ["that he had lied and that Diaz knew him"], "okoro")
    known = resolved(text, "Okoro Diaz", [item])
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in ("he had", "him")]
    he, him = Span(spans[0].start, spans[0].start + 2), spans[1]
    about = replace(known, pronouns=((he, "ade"), (him, "diaz")))
    found = candidates(about, quoted_only=True)
    assert [(item.target, item.target_span.of(text)) for item in found] == [
        ("ade", "he"),
        ("diaz", "Diaz"),
    ]


def test_who_stands_between_cue_and_content_is_a_target() -> None:
    text = "Okoro accused Diaz of lying. Ade left."
    item = said(text, "Okoro", "accused", ["of lying"], "okoro")
    found = candidates(resolved(text, "Okoro Diaz Ade", [item]), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz")]


def test_an_article_before_a_name_does_not_hide_it() -> None:
    text = "Okoro praised the Diaz board."
    item = said(text, "Okoro", "praised", ["Diaz board"], "okoro")
    mentions = ((Span(0, 5), "okoro"), (Span(14, 22), "diaz"))
    known = replace(resolved(text, "", [item]), mentions=mentions)
    assert pairs(candidates(known, quoted_only=True)) == [("okoro", "diaz")]


def test_bystanders_are_no_targets() -> None:
    known = resolved(TEXT, "Okoro Diaz Lagos", [ITEM])
    lagos = next(span for span, entity in known.mentions if entity == "lagos")
    found = candidates(replace(known, aside=frozenset((lagos,))), quoted_only=True)
    assert pairs(found) == [("okoro", "diaz")]


def test_a_quotation_that_mentions_nobody_is_about_who_was_named_last() -> None:
    text = "Okoro met Diaz. “That is an insult,” she said."
    item = replace(said(text, "she", "said", ["“That is an insult,”"], "okoro"), kind="direct")
    (found,) = candidates(resolved(text, "Okoro Diaz", [item]), quoted_only=True)
    assert (found.actor, found.target_span.of(text)) == ("okoro", "Diaz")
    assert found.context.covers(found.target_span)
    plain = replace(item, kind="indirect")
    assert candidates(resolved(text, "Okoro Diaz", [plain]), quoted_only=True) == []


def test_who_is_addressed_is_asked_about() -> None:
    text = "“You have sold the port,” Okoro told Diaz."
    item = said(text, "Okoro", "told", ["“You have sold the port,”"], "okoro")
    assert ("okoro", "diaz") in pairs(candidates(resolved(text, "Okoro Diaz", [item]), True))
    other = text.replace("You have", "They have")
    item = said(other, "Okoro", "told", ["“They have sold the port,”"], "okoro")
    assert pairs(candidates(resolved(other, "Okoro Diaz", [item]), True)) == []


def test_what_leads_up_to_the_rest_of_a_quotation_is_about_it_too() -> None:
    text = "“I asked them,” Okoro said. Diaz, by contrast, “paid on the day”."
    item = said(text, "Okoro", "said", ["“I asked them,”", "“paid on the day”"], "okoro")
    assert pairs(candidates(resolved(text, "Okoro Diaz", [item]), True)) == [("okoro", "diaz")]


def test_a_target_in_the_words_of_the_source_is_found_in_the_content() -> None:
    text = "“Diaz lied,” said Okoro, who turned on Diaz: “Diaz said nothing.”"
    item = said(text, "Okoro, who turned on Diaz", "said", ["“Diaz said nothing.”"], "okoro")
    found = candidates(resolved(text, "Okoro Diaz", [item]), quoted_only=True)
    assert ("okoro", "diaz") in pairs(found)


def test_a_campaign_says_nothing_of_whose_it_is() -> None:
    text = "Bo Diaz met Ann Lee in May. Lee's campaign said: “A sad day.”"
    item = ("Lee's campaign", "said", "A sad day")
    found = raised(text, {**PERSONS, "Lee": "PERSON"}, item, kind="direct")
    assert {pair for pair in found if pair.startswith("lee-campaign")} == {"lee-campaign > bo-diaz"}


@pytest.mark.parametrize(
    ("source", "kinds", "speaker", "beside"),
    [
        (
            "UNIFOR, the Oman peacekeeping force,",
            {"UNIFOR": "ORGANIZATION", "Oman": "LOCATION"},
            "unifor",
            "oman",
        ),
        (
            "Ann Lee, the Labour MP for Leeds,",
            {"Ann Lee": "PERSON", "Labour": "ORGANIZATION"},
            "ann-lee",
            "labour",
        ),
    ],
)
def test_of_what_a_speaker_is_does_not_speak_with_him(
    source: str, kinds: dict[str, str], speaker: str, beside: str
) -> None:
    text = f"{source} said that Chad had lied."
    found = raised(text, {**kinds, "Chad": "LOCATION"}, (source, "said", "Chad had lied"))
    assert f"{speaker} > chad" in found
    assert not [pair for pair in found if pair.startswith(beside)]


def test_who_speaks_with_another_is_not_what_they_speak_of() -> None:
    text = "The plan came. Oman and Kenya strongly support it."
    assert not raised(text, {}, ("Oman and Kenya", "support", "it"))


def test_a_campaign_is_of_whoever_has_its_name() -> None:
    text = "Bo Diaz met Marine Le Pen in May. Le Pen's campaign said: “A sad day.”"
    kinds = {"Bo Diaz": "PERSON", "Marine Le Pen": "PERSON", "Le Pen": "PERSON"}
    found = raised(text, kinds, ("Le Pen's campaign", "said", "A sad day"), kind="direct")
    assert "le-pen-campaign > marine-le-pen" not in found


def test_what_a_speaker_is_of_is_not_what_he_answers() -> None:
    text = (
        "Utkal Alloys blamed the Hill Forum. The forum's convener, Ann Lee, laughed. "
        "“They are rich,” she said."
    )
    kinds = {"Utkal Alloys": "ORGANIZATION", "Hill Forum": "ORGANIZATION", "Ann Lee": "PERSON"}
    laughed = ("The forum's convener, Ann Lee,", "laughed", ".")
    found = raised(text, kinds, laughed, ("she", "said", "“They are rich,”"), kind="direct")
    assert "ann-lee > utkal-alloys" in found and "ann-lee > hill-forum" not in found


def test_those_whom_a_relative_joins_speak_together() -> None:
    text = "Italy and Greece, which welcomed Chad, met. Kenya met Oman, which welcomed Chad."
    both = ("which", "welcomed", "Chad, met")
    assert {"italy > chad", "greece > chad"} <= raised(text, {}, both)
    single = "Italy and Greece, which has welcomed Chad, met."
    assert "italy > chad" not in raised(single, {}, ("which", "has", "welcomed Chad"))
    one = text[text.index("Kenya") :]
    found = raised(one, {}, ("which", "welcomed", "Chad"))
    assert "oman > chad" in found and "kenya > chad" not in found
