"""Passages made of sentence frames: filled as they say, and none of them out of `contrast`."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from stance.datasets import load_dataset
from stance.datasets.base import DataError
from stance.evaluation.contrast_templates import TEMPLATES
from training.direction import (
    FOLDER,
    OUTPUT,
    Frame,
    Words,
    fill,
    frames,
    names,
    passages,
    read_words,
)

WORDS: Words = {
    "hostile": {
        "acts": [{"past": "blamed", "noun": "blame for"}],
        "deeds": [{"did": "sued"}],
        "verdicts": ["a menace"],
        "feelings": ["scorn"],
        "adjectives": ["hostile to"],
    },
    "supportive": {
        "acts": [{"past": "hailed", "noun": "praise for"}],
        "deeds": [{"did": "saved"}],
        "verdicts": ["a gift"],
        "feelings": ["love"],
        "adjectives": ["fond of"],
    },
    "neutral": {"acts": [{"past": "met", "noun": "meeting with"}]},
}
NEAR = 0.65
"""How like a template a frame may be: the ratio of difflib over their words."""

NAMES = {"country": ["Peru", "Oman", "Mali"]}


def write(folder: Path, *items: Mapping[str, object]) -> Path:
    (folder / "some.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    return folder


def test_a_frame_is_filled_with_both_sides() -> None:
    frame = Frame(
        "f-1", "{A} {p.past} {B}, {whom} {C} {q.did}.", {"A>B": "p", "C>B": "q"}, ["country"]
    )
    made = list(passages([frame], WORDS, NAMES))
    assert [item["id"] for item in made[:2]] == ["f-1-h1", "f-1-s1"]
    assert made[0]["stances"] == {"a>b": "hostile", "c>b": "supportive"}
    assert made[1]["stances"] == {"a>b": "supportive", "c>b": "hostile"}
    assert re.fullmatch(
        r"\[\w+\]\(a\) blamed \[\w+\]\(b\), which \[\w+\]\(c\) saved\.", made[0]["text"]
    )
    assert re.fullmatch(
        r"\[\w+\]\(a\) hailed \[\w+\]\(b\), which \[\w+\]\(c\) sued\.", made[1]["text"]
    )
    assert made == list(passages([frame], WORDS, NAMES))


def test_a_sentence_begins_with_a_capital() -> None:
    frame = Frame(
        "f-1", "{p.noun} {B} came from {A}, {n.noun} {A} did not.", {"A>B": "p"}, ["country"]
    )
    text = fill(frame, "hostile", "country", NAMES["country"], WORDS, random.Random(0))
    assert text == "Blame for [Oman](b) came from [Peru](a), meeting with [Peru](a) did not."


@pytest.mark.parametrize(
    ("stances", "what"),
    [({"A>C": "p"}, "stances"), ({"A>B": "r"}, "stances")],
)
def test_stances_of_no_slot_or_side_are_refused(
    stances: dict[str, str], what: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=what):
        frames(write(tmp_path, {"id": "f", "text": "{A} {p.past} {B}.", "stances": stances}))


def test_names_of_an_unknown_kind_are_refused(tmp_path: Path) -> None:
    item = {"id": "f", "text": "{A} {p.past} {B}.", "stances": {}, "kinds": ["ship"]}
    with pytest.raises(DataError, match="kinds"):
        frames(write(tmp_path, item))


def test_an_id_stands_once(tmp_path: Path) -> None:
    item = {"id": "f", "text": "{A} {p.past} {B}.", "stances": {}}
    with pytest.raises(DataError, match="'f' was there before"):
        frames(write(tmp_path, item, item))


def test_the_passages_of_the_repository_are_those_of_its_frames() -> None:
    made = passages(frames(FOLDER), read_words(FOLDER / "words.json"), names())
    kept = OUTPUT.read_text(encoding="utf-8").splitlines()
    assert list(map(json.loads, kept)) == list(made)
    assert load_dataset("directed_news", "train-frames")


def test_no_frame_is_one_of_contrast() -> None:
    """What is taught must not be what is tested: no template in other words' places."""
    templates = [_skeleton(template.pattern) for template in TEMPLATES]
    near = [
        frame.id
        for frame in frames(FOLDER)
        for template in templates
        if SequenceMatcher(None, _skeleton(frame.text), template, autojunk=False).ratio() > NEAR
    ]
    assert not near


def _skeleton(pattern: str) -> list[str]:
    """The words of a pattern, with one sign for a name and one for a word of a side."""
    words = re.sub(r"\{[ABC]\}", "NAME", pattern)
    words = re.sub(r"\{[pqn]\.\w+\}", "SIDE", words)
    return re.findall(r"\w+", words)
