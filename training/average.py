"""The average of two models of one lineage: weight by weight, in stated shares.

    python -m training.average models/stance-small RUNS/out/stance-small --share 0.5 \\
        --output AVERAGED

A run that goes on from a model learns some sets and forgets others; between the two weights lies
a model that does most of both (Wortsman et al., "Model soups", 2022; Wortsman et al., "Robust
fine-tuning of zero-shot models", 2022). The output has the second folder's files, and its record
says what was averaged.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from stance.modeling import StanceModel, TaggerModel
from training.runs import RECORD, TOKENIZER_FILES, model_to_go_on_from, remove_export

MODELS = {
    StanceModel.config_class.model_type: StanceModel,
    TaggerModel.config_class.model_type: TaggerModel,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the averaged model; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second (0.5)")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args(arguments)
    average(args.before, args.after, args.share, args.output)
    return 0


def average(before: Path, after: Path, share: float, output: Path) -> None:
    """Writes ``(1 - share) * before + share * after`` to `output`.

    ValueError for a share outside [0, 1], and for models whose weights differ in name or shape.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share is between 0 and 1, not {share}")
    kind = json.loads((after / "config.json").read_text(encoding="utf-8"))["model_type"]
    model_class = MODELS[kind]
    model = model_to_go_on_from(model_class, str(after))
    old = model_to_go_on_from(model_class, str(before)).state_dict()
    new = model.state_dict()
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new or old[name].shape != new[name].shape:
            raise ValueError(f"{before} and {after} do not fit: {name}")
    mixed = {
        name: weight.lerp(new[name], share) if weight.is_floating_point() else new[name]
        for name, weight in old.items()
    }
    model.load_state_dict(mixed)
    for calibrated in ("temperatures", "risk"):  # they are those of other weights
        if hasattr(model.config, calibrated):
            setattr(model.config, calibrated, {})
    record = json.loads((after / RECORD).read_text(encoding="utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    remove_export(output)
    model.half().save_pretrained(output)
    for name in TOKENIZER_FILES:
        if (after / name).exists():
            shutil.copy(after / name, output / name)
    # One after the other, where an average is averaged again.
    record["averaged"] = [*record.get("averaged", []), {"with": str(before), "share": share}]
    for measured in ("scores", "fairness", "version"):
        record.pop(measured, None)
    (output / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
