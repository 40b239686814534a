"""contrast: templated sentences that test direction, made by `stance.evaluation.contrast`.

There are no files: the set is built, the same each time.
"""

from __future__ import annotations

from pathlib import Path

from stance.datasets.base import StanceExample


def splits(folder: Path) -> list[str]:
    """The one split; `folder` is not looked at."""
    return ["test"]


def load(folder: Path, split: str) -> list[StanceExample]:
    """The contrast set, see `stance.evaluation.contrast.build`; `folder` is not looked at."""
    # Evaluation reads data sets; here it makes one, and is imported only when asked for.
    from stance.evaluation.contrast import build

    return build()
