"""Averages the weights of two stance models, of which one went on from the other.

    python -m training.average models/stance-small runs/stance-small OUT --share 0.5

`--share` is that of the second model. The mean of a model and of what it became by further
training is often better than either, above all on what the further training did not show it
(Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022). Temperatures and scores
are not carried over: the folder is to be exported like that of a run.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch

from stance.modeling import StanceConfig, StanceModel
from stance.models import find
from training.runs import RECORD, TOKENIZER_FILES


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("before", help="name or folder of the one")
    parser.add_argument("after", help="name or folder of what it became")
    parser.add_argument("output", type=Path, help="folder to write")
    parser.add_argument("--share", type=float, default=0.5, help="of the second (default: 0.5)")
    arguments = parser.parse_args()
    try:
        average(arguments.before, arguments.after, arguments.output, arguments.share)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{error}") from None


def average(before: str | Path, after: str | Path, output: Path, share: float = 0.5) -> None:
    """Writes the folder `output`. ValueError for a share that is not between 0 and 1, or for
    models whose weights differ in name or shape."""
    if not 0 <= share <= 1:
        raise ValueError(f"share must be between 0 and 1, not {share}")
    folder = find(after).path
    settings = StanceConfig.from_pretrained(folder)
    settings.temperatures, settings.risk = {}, {}
    first, second = (
        StanceModel.from_pretrained(find(name).path, dtype=torch.float32)
        for name in (before, after)
    )
    mine, other = first.state_dict(), second.state_dict()
    if {name: value.shape for name, value in mine.items()} != {
        name: value.shape for name, value in other.items()
    }:
        raise ValueError(f"{before} and {after} are not of one shape")
    second.load_state_dict({name: torch.lerp(mine[name], other[name], share) for name in mine})
    second.config = settings
    second.half().save_pretrained(output)
    for name in TOKENIZER_FILES:
        if (folder / name).is_file():
            shutil.copy(folder / name, output / name)
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    record["averaged"] = {"share": share, "with": str(before)}
    (output / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
