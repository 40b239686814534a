"""Passages made of sentence frames: who is for or against whom by grammar alone.

::

    python -m training.direction

Writes `training/data/directed_news/frames.jsonl`, the split `train-frames` of directed-news. A
frame is a sentence with slots for two or three names and for words of one side and of the other.
It is filled with hostile and with supportive words and with names that are drawn anew each time,
so that no name and no word but those that say it decides a label. The frames and the words are
in `training/data/direction`; none has the skeleton of a template of `contrast`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any

from stance.aggregate import SIDES
from stance.datasets.base import DataError
from stance.datasets.reading import field, read_json_lines
from stance.evaluation.contrast import OPPOSITE, RELATIVES
from training.renaming import world_names

FOLDER = Path(__file__).parent / "data" / "direction"
OUTPUT = Path(__file__).parent / "data" / "directed_news" / "frames.jsonl"

FILLINGS = 3
"""How often a frame is filled with each side, each time with other names and words."""

SEED = 11

SLOTS = ("A", "B", "C")

Words = Mapping[str, Mapping[str, Sequence[Any]]]
"""What fills the slots: side, then "acts", "deeds", "verdicts", "feelings", "adjectives"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots; `stances` maps "A>B" to "p" or "q", and other pairs are neutral."""

    id: str
    text: str
    stances: Mapping[str, str]
    kinds: Sequence[str]


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    made = list(passages(frames(FOLDER), read_words(FOLDER / "words.json"), names()))
    lines = [json.dumps(passage, ensure_ascii=False) + "\n" for passage in made]
    OUTPUT.write_text("".join(lines), encoding="utf-8")
    print(f"{len(made)} passages in {OUTPUT.name}")


def frames(folder: Path) -> list[Frame]:
    """The frames of all files of a folder.

    DataError for an id that was there before, a stance of a name or polarity that is none, and a
    kind of names that is none.
    """
    found: dict[str, Frame] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line, item in read_json_lines(path):
            frame = Frame(
                field(path, line, item, "id", str),
                field(path, line, item, "text", str),
                field(path, line, item, "stances", dict),
                item.get("kinds", list(RELATIVES)),
            )
            slots = _slots(frame.text)
            pairs = {f"{actor}>{target}" for actor in slots for target in slots if actor != target}
            if frame.id in found:
                raise DataError(path, line, f"the id {frame.id!r} was there before")
            if not frame.stances.keys() <= pairs or not set(frame.stances.values()) <= {"p", "q"}:
                raise DataError(path, line, f"stances {frame.stances} of the names {slots}")
            if not frame.kinds or not set(frame.kinds) <= RELATIVES.keys():
                raise DataError(path, line, f"names of the kinds {frame.kinds}")
            found[frame.id] = frame
    return list(found.values())


def read_words(path: Path) -> Words:
    """What fills the slots, as `words.json` has it."""
    words: Words = json.loads(path.read_text(encoding="utf-8"))
    return words


def names() -> dict[str, list[str]]:
    """Names by kind, none of which wants an article."""
    return {
        "person": list(world_names()["PERSON"]),
        "country": _lines("countries.txt"),
        "organisation": _lines("organisations.txt"),
    }


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def passages(
    known: Sequence[Frame], words: Words, drawn_from: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Any]]:
    """directed-news passages of all frames, always the same."""
    for frame in known:
        rng = random.Random(f"{SEED}-{frame.id}")
        for filling in range(FILLINGS):
            for side in SIDES:
                kind = rng.choice(frame.kinds)
                labels = {"p": side, "q": OPPOSITE[side]}
                text = fill(frame, side, kind, rng.sample(drawn_from[kind], len(SLOTS)), words, rng)
                yield {
                    "id": f"{frame.id}-{side[0]}{filling + 1}",
                    "text": text,
                    "stances": {
                        pair.lower(): labels[polarity] for pair, polarity in frame.stances.items()
                    },
                }


def fill(
    frame: Frame, side: str, kind: str, chosen: Sequence[str], words: Words, rng: random.Random
) -> str:
    """The frame's sentence with names and words, names marked as directed-news has them."""
    who, whom = RELATIVES[kind]
    values: dict[str, Any] = {"who": who, "whom": whom, "whose": "whose"}
    values |= {slot: f"[{name}]({slot.lower()})" for slot, name in zip(SLOTS, chosen, strict=True)}
    values |= {"p": _Drawn(words[side], rng), "q": _Drawn(words[OPPOSITE[side]], rng)}
    values["n"] = _Drawn(words["neutral"], rng)
    text = Formatter().vformat(frame.text, (), values)
    return text[0].upper() + text[1:]


class _Drawn(SimpleNamespace):
    """One word for every kind of slot: `past` and `noun` are of one act, `did` of one deed."""

    def __init__(self, words: Mapping[str, Sequence[Any]], rng: random.Random) -> None:
        single = {"verdict": "verdicts", "feeling": "feelings", "adj": "adjectives"}
        super().__init__(
            **rng.choice(words["acts"]),
            **(rng.choice(words["deeds"]) if "deeds" in words else {}),
            **{slot: rng.choice(words[key]) for slot, key in single.items() if key in words},
        )


def _slots(text: str) -> list[str]:
    """The names that a frame has slots for."""
    fields = {name for _, name, _, _ in Formatter().parse(text) if name}
    return [slot for slot in SLOTS if slot in fields]


if __name__ == "__main__":
    main()
