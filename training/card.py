"""Writes a model folder's card (README.md) from the records of its training and scoring.

    python -m training.card models/stance-small

Nothing in a card is typed by hand but the texts below: figures come from `training.json`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

from stance.models import ONNX_FILE, TORCH_FILE, find
from training.runs import RECORD

LICENCE = "apache-2.0"
REPEATS = {"stance": "train_stance", "tagger": "train_tagger"}
HEADLINE = {
    "dse valid": ("micro_f1", "DSE valid, five classes, micro-F1"),
    "newsmtsc train-dev": ("f1m", "NewsMTSC, a tenth of train by article, F1m"),
    "quoted_stance dev": ("macro_f1", "quoted-stance dev, macro-F1"),
    "semeval2016 val": ("f_avg", "SemEval-2016 Task 6 validation, F_avg"),
    "sst2 dev": ("accuracy", "SST-2 dev, accuracy"),
    "polnear dev": ("attribution_f1", "PolNeAR dev, attributions with the right source, F1"),
}

STANCE_TEXT = """\
The encoder {encoder_short} with one head that answers three questions about a news text: the
stance of an **actor toward a target** in it, the **writer's** stance toward a target (a mention
or a topic), and the **tone** of the text. Each answer is a distribution over `hostile`,
`neutral` and `supportive`, calibrated by one temperature a question.

```python
from stance import StanceClassifier

classifier = StanceClassifier.from_pretrained("{name}")
classifier.predict("Kim denounced the United States.", actor="Kim", target="United States")
```

## How it reads

The target is marked with `[unused1] ... [unused2]` around its tokens, the actor with
`[unused3] ... [unused4]`. The head takes the states of the first token and of the two opening
markers; a learned vector stands in for an actor or a target that is not given.
"""

TAGGER_TEXT = """\
The encoder {encoder_short} with heads that read news text in windows and find, in one pass,
the **sources, cues and contents** of attributions (who said what), how they belong together,
and **mentions of entities** (PERSON, ORGANIZATION, LOCATION, MISC).

```python
from stance import Tagger

Tagger.from_pretrained("{name}").tag("Kim denounced the United States, state media said.")
```

## How it reads

The encoder is uncased: letter case and line breaks come in by a small embedding added to the
word embeddings. Every token gets a tag on five layers (source, cue, content, inner content,
entity); a bilinear scorer links cues to sources and contents to cues.
"""

USE = {
    "stance": """\
For research on and monitoring of English news text: counting and comparing the stances of
actors, with the evidence shown. Not for decisions about persons: a stance read out of a report
is what the report says, not what a person thinks. The training texts are mostly US news of
2013 to 2018 and tweets of 2016: names, topics and styles far from these are read less well, and
the labels carry the views of their annotators. Irony, long chains of reported speech and stances
that follow only from world knowledge are weak points. Check what matters against the text.""",
    "tagger": """\
For finding attributions and names in English news text. It learned from US news of the 2016
campaign; transcripts, literature and social media are read less well. Entity mentions were
learned from the output of another tagger and repeat its errors.""",
}

DATA = {
    "stance": """\
DSE (Park, Pan, Joo 2021; use with citation), NewsMTSC train without its development tenth
(Hamborg, Donnay 2021; see its licence), quoted-stance train (this project, CC-BY 4.0, over
PolNeAR texts), SemEval-2016 Task 6 train (Mohammad et al. 2016, as TweetEval distributes it) and
SST-2 train (Socher et al. 2013). No test split was used for anything.""",
    "tagger": """\
PolNeAR 1.0 train (Newell, Margolin, Ruths 2018; research use, see its README) with silver
sentences and entities by CoreNLP. No test split was used for anything.""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path)
    write_card(parser.parse_args().model)
    write_readme(Path("README.md"), Path("models"))


def write_card(folder: Path) -> None:
    """Writes `README.md` of a model folder that has a `training.json`."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    card = f"---\n{_front_matter(folder, record)}---\n\n{_body(folder, record)}"
    (folder / "README.md").write_text(card, encoding="utf-8")


def write_readme(readme: Path, models: Path) -> None:
    """Puts the headline figures of all models between the README's two figure marks."""
    before, mark, rest = readme.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    _, end, after = rest.partition("<!-- end of figures -->")
    if not mark or not end:
        raise ValueError(f"{readme}: the marks for the figures are missing")
    lines = [
        "| model | development split | figure | PyTorch | int8 ONNX |",
        "|---|---|---|---|---|",
    ]
    for folder in sorted(path.parent for path in models.glob(f"*/{RECORD}")):
        scores = json.loads((folder / RECORD).read_text(encoding="utf-8"))["scores"]
        for name, (metric, title) in HEADLINE.items():
            if name in scores["onnx"]:
                data, _, figure = title.rpartition(", ")
                values = [f"{scores[backend][name][metric]:.3f}" for backend in ("torch", "onnx")]
                lines.append(
                    f"| [{folder.name}](models/{folder.name}) | {data} | {figure} | "
                    f"{values[0]} | {values[1]} |"
                )
    table = "\n".join(lines)
    readme.write_text(f"{before}{mark}{table}\n{end}{after}", encoding="utf-8")


def _front_matter(folder: Path, record: dict[str, Any]) -> str:
    results = [
        {
            "task": {
                "type": "text-classification" if "polnear" not in name else "token-classification"
            },
            "dataset": {"name": name, "type": name.split()[0]},
            "metrics": [
                {"type": metric, "value": value, "name": f"{metric} ({backend})"}
                for backend, scores in record["scores"].items()
                for metric, value in scores[name].items()
                if metric == HEADLINE[name][0]
            ],
        }
        for name in record["scores"]["onnx"]
    ]
    data = {
        "language": "en",
        "license": LICENCE,
        "library_name": "stance",
        "base_model": record["config"]["encoder"],
        "tags": ["stance-detection", "news", "quotation-attribution"],
        "model-index": [{"name": folder.name, "results": results}],
    }
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def _body(folder: Path, record: dict[str, Any]) -> str:
    kind = find(folder).kind
    config = record["config"]
    text = STANCE_TEXT if kind == "stance" else TAGGER_TEXT
    passes = config["passes"]
    shown = (
        ", ".join(f"{name} {count:g}" for name, count in passes.items())
        if isinstance(passes, dict)
        else f"{passes} epochs"
    )
    sizes = ", ".join(
        f"`{name}` {(folder / name).stat().st_size / 1e6:.0f} MB"
        for name in (ONNX_FILE, TORCH_FILE)
        if (folder / name).exists()
    )
    return "\n".join(
        [
            f"# {folder.name} {record['version']}",
            "",
            text.format(name=folder.name, encoder_short=config["encoder"].split("/")[-1]),
            "## Figures",
            "",
            "Development splits, measured by `training.export_onnx` with the library itself. "
            "The checkpoint was chosen on these splits, so unseen texts are a little harder.",
            "",
            _table(record["scores"]),
            "",
            "## Use and limits",
            "",
            USE[kind],
            "",
            "## Training data",
            "",
            DATA[kind],
            "",
            "## How it was made",
            "",
            f"Encoder `{config['encoder']}`. Passes over the data: {shown}; {record['rows']:,} "
            f"rows, {record['steps']:,} steps, {record['hours']:g} hours on {record['device']}. "
            f"Files: {sizes}.",
            "",
            "```",
            f"python -m training.{REPEATS[kind]} training/configs/{folder.name}.yaml "
            "--data-dir DATA",
            f"python -m training.export_onnx models/{folder.name} "
            f"--version {record['version']} --data-dir DATA",
            "```",
            "",
        ]
    )


def _table(scores: dict[str, dict[str, dict[str, float]]]) -> str:
    """Every figure, PyTorch beside int8 ONNX."""
    lines = ["| set | figure | PyTorch | int8 ONNX |", "|---|---|---|---|"]
    for name, figures in scores["onnx"].items():
        title = HEADLINE[name][1].split(",")[0]
        for metric, value in figures.items():
            torch_value = scores["torch"][name][metric]
            whole = metric in ("items", "articles")
            shown = [f"{v:.0f}" if whole else f"{v:.3f}" for v in (torch_value, value)]
            bold = "**" if metric == HEADLINE[name][0] else ""
            lines.append(
                f"| {title} | {metric} | {bold}{shown[0]}{bold} | {bold}{shown[1]}{bold} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
