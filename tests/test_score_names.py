"""The names that the seed articles ask a tagger for."""

from __future__ import annotations

import pytest

from training.score_names import main, mentions


def test_of_two_names_that_overlap_the_longer_is_asked() -> None:
    text = "Lake Karak and Karak; Karaks, pre-Karak and Lake Karak-based firms."
    names = {"Karak": "LOCATION", "Lake Karak": "LOCATION", "Ode": "PERSON"}
    assert [span.of(text) for span, _ in mentions(text, names)] == ["Lake Karak", "Karak"]


def test_a_share_a_type_of_the_shipped_tagger(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tagger-small"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == ["PERSON", "ORGANIZATION", "LOCATION"]
    assert all(float(line[1]) > 0.6 and int(line[3]) > 500 for line in lines)
