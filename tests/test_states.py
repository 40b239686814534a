"""Who speaks or acts for a state."""

from __future__ import annotations

import pytest

from stance.schema import Span
from stance.states import state_of, states_served


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Oman's air force", "Oman"),
        ("North Korean military", "North Korea"),
        ("Turkish Foreign Ministry sources", "Turkey"),
        ("Ministry of Trade of the Republic of Oman", "Oman"),
        ("Bosnian Serb government", None),
        ("Russian military prisoners", None),
        ("Mexico City government", None),
        ("U.S. Embassy in Kenya", None),
        ("Free Syrian Army", None),
        ("spokesman for the Kremlin", "Russia"),
        ("U.S. official responsible for Syria", None),
        ("Bakers of Oman", None),
    ],
)
def test_an_organ_of_state_is_told_by_its_name(name: str, state: str | None) -> None:
    assert state_of(name) == state


@pytest.mark.parametrize(
    ("text", "serves"),
    [
        ("Oman's foreign minister, Ann Lee, slept.", True),
        ("Ann Lee, the president of Oman, slept.", True),
        ("The Omani leader Ann Lee slept.", True),
        ("Omani Foreign Minister Ann Lee slept.", True),
        ("Omani Prime Minister Ann Lee slept.", True),
        ("Omani gang leader Ann Lee slept.", False),
        ("Ann Lee, the EU ambassador in Oman, slept.", False),
        ("Omani baker Ann Lee mocked the president of Oman.", False),
    ],
)
def test_who_serves_a_state_is_told_beside_his_name(text: str, serves: bool) -> None:
    span = Span(text.index("Ann Lee"), text.index("Ann Lee") + 7)
    assert (states_served(text, [span]) == {"Oman"}) is serves
