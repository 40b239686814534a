"""Whom the "we" of press releases and statements means."""

from __future__ import annotations

import pytest
from resolving import resolve, speakers

KINDS = {"Bread for All": "ORGANIZATION", "Orbix": "ORGANIZATION", "Ann Lee": "PERSON"}
BODY = "Bread for All said today that Orbix lied.\n\nWe welcome the ruling of the court."


@pytest.mark.parametrize("head", ["PRESS RELEASE", "Oslo, May 4 - For immediate release"])
def test_a_release_is_of_the_body_it_names_most(head: str) -> None:
    text = f"{head}\n\n{BODY} Bread for All is here."
    assert speakers(resolve(text, KINDS, "We")) == ["bread-for-all"]


def test_a_statement_says_whose_it_is() -> None:
    text = "Statement by Orbix on the ruling\n\nWe thank Bread for All. Bread for All is here."
    assert speakers(resolve(text, KINDS, "We")) == ["orbix"]


def test_the_we_of_another_text_is_nobody() -> None:
    assert speakers(resolve(f"Ruling welcomed\n\n{BODY} Bread for All is here.", KINDS, "We")) == [
        None
    ]


def test_between_two_that_are_named_as_often_nobody_issues() -> None:
    assert speakers(resolve(f"PRESS RELEASE\n\n{BODY}", KINDS, "We")) == [None]


def test_an_i_is_nobodys_and_a_quoted_we_its_speakers() -> None:
    text = f"PRESS RELEASE\n\n{BODY} Bread for All is here. I welcome it."
    assert speakers(resolve(text, KINDS, "I")) == [None]
    said = [("Ann Lee", "added", "“We welcome it,”")]
    text = f"PRESS RELEASE\n\n{BODY} Bread for All is here. “We welcome it,” Ann Lee added."
    assert speakers(resolve(text, KINDS, said=said, kind="direct")) == ["ann-lee"]


def test_a_press_release_that_is_told_of_is_none() -> None:
    text = "In a press release, Bread for All boasted. Bread for All grew. We think it pays."
    assert speakers(resolve(text, KINDS, "We")) == [None]


@pytest.mark.parametrize(
    "head",
    [
        "Statement by Minister Ann Lee on Orbix",
        "Statement by the spokesman on Orbix",
        "Bread for All calls for immediate release of bakers",
    ],
)
def test_who_is_only_named_in_its_head_does_not_issue_a_statement(head: str) -> None:
    assert speakers(resolve(f"{head}\n\nWe thank Orbix. Orbix is here.", KINDS, "We")) == [None]
