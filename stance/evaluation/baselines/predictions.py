"""Answers that were made elsewhere: a JSONL file, an object an item.

The keys are described in `stance.evaluation.systems`. Every item of the set must be there once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.datasets.base import DataError, StanceExample
from stance.datasets.custom import LABELS as SPELLINGS
from stance.datasets.reading import label_of, read_json_lines
from stance.models import sha256
from stance.schema import LABELS

TOLERANCE = 0.01
"""How far the sum of three probabilities may be off 1 (they may have been rounded)."""

Answer = npt.NDArray[np.float64]


class Predictions:
    """The answers of a file as a system.

    DataError names file and line for what is not JSON, an item without id, an id that is
    there twice, an unknown label and probabilities that are none.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.name = f"predictions:{self.path.stem}"
        self._answers: dict[str, tuple[Answer, Answer | None]] = {}
        lines: dict[str, int] = {}
        for line, row in read_json_lines(self.path):
            id = _id(self.path, line, row)
            if id in lines:
                raise DataError(
                    self.path, line, f"id {id!r} is there twice, first in line {lines[id]}"
                )
            lines[id] = line
            forward = _answer(self.path, line, id, row)
            reverse = row.get("reverse")
            if not isinstance(reverse, dict | None):
                raise DataError(
                    self.path, line, f"item {id!r}: reverse must be an object, not {reverse!r}"
                )
            self._answers[id] = (
                forward,
                None if reverse is None else _answer(self.path, line, f"{id} (reverse)", reverse),
            )

    def predict(self, examples: Sequence[StanceExample]) -> npt.NDArray[np.float64]:
        """Probabilities (n, 2, 3), see `System.predict`.

        DataError names an item that the file does not answer, a direction it leaves out, an
        item of the file that the set does not have, and an id that the set has twice.
        """
        self._check([example.id for example in examples])
        probabilities = np.zeros((len(examples), 2, len(LABELS)))
        for row, example in enumerate(examples):
            forward, reverse = self._answers[example.id]
            probabilities[row, 0] = forward
            if example.reverse is not None:
                if reverse is None:
                    raise DataError(
                        self.path,
                        None,
                        f"item {example.id!r}: the set labels both directions, and reverse "
                        "(the target's stance toward the actor) is missing",
                    )
                probabilities[row, 1] = reverse
        return probabilities

    def describe(self) -> dict[str, Any]:
        return {
            "kind": "predictions",
            "name": self.name,
            "sha256": {self.path.name: sha256(self.path)},
            "items": len(self._answers),
        }

    def _check(self, ids: Sequence[str]) -> None:
        wanted = Counter(ids)
        if twice := [id for id, count in wanted.items() if count > 1]:
            raise DataError(self.path, None, f"the set has the item {twice[0]!r} twice")
        for missing, what in (
            ([id for id in ids if id not in self._answers], "no answer for the item"),
            ([id for id in self._answers if id not in wanted], "the set has no item"),
        ):
            if missing:
                more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
                raise DataError(self.path, None, f"{what} {missing[0]!r}{more}")


def _id(path: Path, line: int, row: dict[str, Any]) -> str:
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        found = "is missing" if value in (None, "") else f"must be a string, not {value!r}"
        raise DataError(path, line, f"id {found}")
    return str(value)


def _answer(path: Path, line: int, id: str, row: dict[str, Any]) -> Answer:
    """The probabilities (3,) of an answer; a bare label is certain."""
    values = row.get("probabilities")
    try:
        if values is not None:
            return _probabilities(path, line, values)
        label = row.get("label")
        if not isinstance(label, str):
            raise DataError(path, line, "a label or probabilities are missing")
        meaning = label_of(path, line, label.strip().lower(), SPELLINGS)
        return np.array([float(name == meaning) for name in LABELS])
    except DataError as error:
        raise DataError(path, line, f"item {id!r}: {error.message}") from None


def _probabilities(path: Path, line: int, values: Any) -> Answer:
    if not isinstance(values, dict) or set(values) != set(LABELS):
        raise DataError(path, line, f"probabilities must be an object of {', '.join(LABELS)}")
    numbers = [values[label] for label in LABELS]
    if any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
        raise DataError(path, line, f"probabilities must be numbers, not {numbers}")
    answer = np.array(numbers, dtype=np.float64)
    # Written so that NaN, which compares false with everything, is refused as well.
    if not (answer.min() >= 0 and abs(answer.sum() - 1) <= TOLERANCE):
        raise DataError(path, line, f"probabilities must lie in [0, 1] and sum to 1, not {numbers}")
    return np.asarray(answer / answer.sum())
