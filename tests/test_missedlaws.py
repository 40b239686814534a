"""Laws that the tagger missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolving import names, resolve

from stance.missedlaws import missed_laws


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They approved the Shared Borders Regulation on Monday.", ["Shared Borders Regulation"]),
        ("The Freedom of the Seas Treaty failed.", ["Freedom of the Seas Treaty"]),
        ("They approved the regulation. The Act is late. The Bill Gates fund paid.", []),
        ("They met at the Green Deal Institute.", []),
        ("She addressed the Democratic National Convention. They read the Da Vinci Code.", []),
        ("They left the Democratic Accord party.", []),
    ],
)
def test_names_with_the_head_of_a_law(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in missed_laws(text, ())] == found


def test_what_is_part_of_a_name_already_is_none() -> None:
    text = "They approved the Shared Borders Regulation."
    assert list(missed_laws(text, {text.index("Borders")})) == []
    assert len(list(missed_laws(text, ()))) == 1


def test_a_missed_law_is_an_entity_with_phrases_of_its_own() -> None:
    found = names(resolve("They approved the Shared Borders Regulation. Lee hates the law.", {}))
    assert found == {"shared-borders-regulation": {"Shared Borders Regulation", "the law"}}


@given(st.text(alphabet="the ThAct’-of RulePact\n.", max_size=80))
def test_every_span_is_a_name_in_the_text(text: str) -> None:
    for span in missed_laws(text, ()):
        assert span.of(text)[0].isupper() and " " in span.of(text)
