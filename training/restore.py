"""Writes a normal Hugging Face folder, in float32, out of a model that ships only its int8 graph.

    python -m training.restore models/stance-base OUT

The weights are those that the int8 graph computes with. The folder can be trained on from
(`start:` in a config), converted by other tools, or pushed to the Hub.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from stance.models import find
from training.export_onnx import load_network
from training.runs import RECORD, TOKENIZER_FILES

COPIED = (*TOKENIZER_FILES, RECORD, "README.md")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", help="name or folder of a model")
    parser.add_argument("output", type=Path, help="folder to make")
    arguments = parser.parse_args()
    try:
        restore(arguments.model, arguments.output)
    except OSError as error:
        raise SystemExit(f"{error}") from None


def restore(name: str | Path, output: Path) -> None:
    """Makes the folder `output`. ModelError for a model that cannot be read, FileExistsError
    for a folder that is there already."""
    model = find(name)
    if output.exists():
        raise FileExistsError(f"{output} is there already")
    network = load_network(model)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent) as temporary:
        made = Path(temporary) / output.name
        network.save_pretrained(made)
        for file in COPIED:
            if (model.path / file).is_file():
                shutil.copy(model.path / file, made / file)
        made.rename(output)


if __name__ == "__main__":
    main()
