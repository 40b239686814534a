"""Writes a model folder's card (README.md) from the records of its training and scoring.

    python -m training.card models/stance-small

Nothing in a card is typed by hand but the texts below: figures, data, settings and what was
found about biases come from `training.json` and `config.json`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from stance.datasets import DATASETS
from stance.models import (
    DEFAULT_STANCE,
    DEFAULT_TAGGER,
    ONNX_FILE,
    ONNX_WEIGHTS,
    TORCH_FILE,
    find,
)
from training.mixture import FIT
from training.runs import RECORD

LICENCE = "apache-2.0"
REPEATS = {"stance": "train_stance", "tagger": "train_tagger"}
HEADLINE = {
    "dse valid": ("micro_f1", "DSE valid, five classes, micro-F1"),
    "newsmtsc train-dev": ("f1m", "NewsMTSC, a tenth of train by article, F1m"),
    "quoted_stance dev": ("macro_f1", "quoted-stance dev, macro-F1"),
    "directed_news dev": ("macro_f1", "directed-news dev, macro-F1"),
    "semeval2016 val": ("f_avg", "SemEval-2016 Task 6 validation, F_avg"),
    "sst2 dev": ("accuracy", "SST-2 dev, accuracy"),
    "polnear dev": ("attribution_f1", "PolNeAR dev, attributions with the right source, F1"),
}

WHOLE_ARTICLES = {
    "pair_f1": "F1 of pairs",
    "triple_f1": "F1 of triples",
    "false_per_article": "false stances an article",
}
"""Figures of whole articles in the README."""

STANCE_TEXT = """\
The encoder {encoder_short} with one head that answers three questions about a news text: the
stance of an **actor toward a target** in it, the **writer's** stance toward a target (a mention
or a topic), and the **tone** of the text. Each answer is a distribution over `hostile`,
`neutral` and `supportive`, calibrated by one temperature a question.

```python
from stance import StanceClassifier

classifier = StanceClassifier.from_pretrained({where})
classifier.predict("Kim denounced the United States.", actor="Kim", target="United States")
```

## How it reads

Actor and target are both marked with `[unused1] ... [unused2]` around their tokens, so one pass
of the encoder answers both directions.

The head takes the states of the first token and of the two opening markers; a learned vector
stands in for an actor or a target that is not given. A row has at most {max_tokens} tokens: a
longer text is read around its mentions, or in windows.
"""

TAGGER_TEXT = """\
The encoder {encoder_short} with heads that read news text in windows and find, in one pass,
the **sources, cues and contents** of attributions (who said what), how they belong together,
and **mentions of entities** (PERSON, ORGANIZATION, LOCATION, MISC).

```python
from stance import Tagger

tagger = Tagger.from_pretrained({where})
tagger.tag("Kim denounced the United States, state media said.")
```

## How it reads

The encoder is uncased: letter case and line breaks come in by a small embedding added to the
word embeddings. Every token gets a tag on five layers (source, cue, content, inner content,
entity); a bilinear scorer links cues to sources and contents to cues. A window has at most
{max_tokens} tokens.
"""

USE = {
    "stance": """\
For research on and monitoring of English news text: counting and comparing the stances of
actors, with the evidence shown. Not for decisions about persons: a stance read out of a report
is what the report says, not what a person thinks. Check what matters against the text.""",
    "tagger": """\
For finding attributions and names in English news text, as the step before stances are read.
Check what matters against the text.""",
}

LIMITS = {
    "stance": """\
- **Time and place.** The training texts are mostly US news of 2013 to 2018 and tweets of 2016:
  names, topics and styles far from these are read less well.
- **Kind of text.** Sentences and passages of news are read best, tweets less well; transcripts,
  literature and satire were not in the data.
- **Labels.** They carry the views of their annotators, people for DSE, NewsMTSC, SemEval and
  SST-2, language models under written guidelines for quoted-stance and directed-news.
- **Weak points.** Irony, long chains of reported speech, stances that follow only from world
  knowledge. The figures by class below say which of them are found least reliably.
- **Names.** A model can learn that some names are attacked more often than others. Part of the
  training rows have their names swapped against that.""",
    "tagger": """\
- **Time and place.** It learned from US news of the 2016 campaign, names and some of its
  attributions also from invented articles from all over the world.
- **Kind of text.** Transcripts, literature and social media are read less well than news.
- **Labels.** Entity mentions in the news of the campaign are the output of another tagger, whose
  errors they repeat; all labels of the invented articles are by language models.""",
}

NEWS_ARTICLES = (
    "- **news-articles**, all of it: invented articles with names and attributions, this project, "
    "`training/data/news_articles`; licence: CC-BY 4.0."
)
SILVER = "Sentences and entities beside PolNeAR are silver, by CoreNLP."


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path)
    write_card(parser.parse_args().model)
    write_readme(Path("README.md"), Path("models"))


def write_card(folder: Path) -> None:
    """Writes `README.md` of a model folder that has a `training.json`."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    body = "\n\n".join(_sections(folder, record))
    card = f"---\n{_front_matter(folder, record)}---\n\n{body}\n"
    (folder / "README.md").write_text(card, encoding="utf-8")


def write_readme(readme: Path, models: Path) -> None:
    """Puts the headline figures of all models between the README's two figure marks, and those of
    whole articles from the `BENCHMARKS.md` beside it."""
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
    benchmarks = readme.with_name("BENCHMARKS.md")
    if benchmarks.is_file():
        lines += _whole_articles(benchmarks.read_text(encoding="utf-8"))
    table = "\n".join(lines)
    readme.write_text(f"{before}{mark}{table}\n{end}{after}", encoding="utf-8")


def _whole_articles(benchmarks: str) -> Iterator[str]:
    """A line a model and figure of `WHOLE_ARTICLES`, out of the summary of a `BENCHMARKS.md`."""
    systems: list[str] = []
    name = items = ""
    for line in benchmarks.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[:3] == ["set", "items", "figure"]:
            systems = cells[3:]
        if len(cells) != 3 + len(systems):
            continue
        if cells[0]:
            name, items = cells[0], cells[1]
        if name.startswith("**seeds**") and cells[2] in WHOLE_ARTICLES:
            for system, value in zip(systems, cells[3:], strict=True):
                yield (
                    f"| [{system}](models/{system}) | {items} seed articles of dev, whole | "
                    f"{WHOLE_ARTICLES[cells[2]]} | | {value.split()[0]} |"
                )


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


def _sections(folder: Path, record: dict[str, Any]) -> Iterator[str]:
    """The parts of the card, as Mitchell et al. 2019 (Model Cards for Model Reporting) ask."""
    model = find(folder)
    kind, settings = model.kind, model.config()
    yield f"# {folder.name} {record['version']}"
    text = STANCE_TEXT if kind == "stance" else TAGGER_TEXT
    yield text.format(
        name=folder.name,
        where=_where(folder.name),
        encoder_short=record["config"]["encoder"].split("/")[-1],
        max_tokens=settings["max_tokens"],
    ).rstrip()
    yield f"## Intended use\n\n{USE[kind]}"
    yield f"## Factors and limits\n\n{LIMITS[kind]}"
    yield f"## Figures\n\n{_figures(record['scores'], model.has_torch_file)}"
    if kind == "stance":
        yield f"## Calibration\n\n{_calibration(record['scores'], settings)}"
    if "fairness" in record:
        yield f"## Biases found\n\n{_biases(record['fairness'])}"
    yield f"## Training data\n\n{_data(kind, record)}"
    yield f"## How it was made\n\n{_making(folder, kind, record)}"


def _figures(scores: dict[str, dict[str, dict[str, float]]], has_torch_file: bool) -> str:
    """Every figure but the calibration error, PyTorch beside int8 ONNX."""
    lines = [
        "Development splits, measured by `training.export_onnx` with the library itself. The "
        "checkpoint was chosen on these splits, so unseen texts are a little harder.",
    ]
    if not has_torch_file:
        lines.append(
            "The PyTorch column is that of the weights before they were rounded; the int8 graph "
            'is what ships, and `backend="torch"` reads its weights out of it.'
        )
    table = ["| set | figure | PyTorch | int8 ONNX |", "|---|---|---|---|"]
    for name, figures in scores["onnx"].items():
        for metric, value in figures.items():
            if metric != "ece":
                bold = "**" if metric == HEADLINE[name][0] else ""
                shown = [_number(metric, v) for v in (scores["torch"][name][metric], value)]
                table.append(
                    f"| {_set_title(name)} | {metric} | {bold}{shown[0]}{bold} | "
                    f"{bold}{shown[1]}{bold} |"
                )
    return "\n\n".join([" ".join(lines), "\n".join(table)])


def _calibration(scores: dict[str, dict[str, dict[str, float]]], settings: dict[str, Any]) -> str:
    """The calibration error of every set, and the temperatures."""
    temperatures = ", ".join(
        f"{question} {value:.2f}" for question, value in settings["temperatures"].items()
    )
    table = ["| set | ECE, PyTorch | ECE, int8 ONNX |", "|---|---|---|"]
    for name, figures in scores["onnx"].items():
        values = (scores["torch"][name]["ece"], figures["ece"])
        table.append(f"| {_set_title(name)} | " + " | ".join(f"{v:.3f}" for v in values) + " |")
    return (
        "Expected calibration error of single answers, each direction of a pair by itself: how far "
        "confidence is from the share of right answers, on average over 15 bins of equal width "
        "(`stance evaluate` gives that of what the headline decides, for DSE its five classes). "
        "There is one temperature a "
        f"question ({temperatures}), fitted on these same splits.\n\n" + "\n".join(table)
    )


def _biases(fairness: dict[str, dict[str, Any]]) -> str:
    """What swapping names changed, as `stance.evaluation.fairness.name_swaps` measured it."""
    table = [
        "| names | of the | sentences | answers changed | mean shift | lowest | highest |",
        "|---|---|---|---|---|---|---|",
    ]
    for dimension, roles in fairness.items():
        for role, found in roles.items():
            shifts = {group: figure["value"] for group, figure in found["groups"].items()}
            ends = (min(shifts, key=shifts.__getitem__), max(shifts, key=shifts.__getitem__))
            table.append(
                f"| {dimension} | {role} | {found['sentences']} | {found['changed']:.1%} | "
                f"{found['mean_shift']:.3f} | "
                + " | ".join(f"{group} {shifts[group]:+.3f}" for group in ends)
                + " |"
            )
    return (
        "The same sentences with other names in them. An answer is changed when its label is not "
        "the one that most names get; shifts are of the score (-1 hostile to 1 supportive), from "
        "the mean of a sentence over its names, and of the groups with the lowest and the highest "
        "mean.\n\n" + "\n".join(table)
    )


def _data(kind: str, record: dict[str, Any]) -> str:
    """The training sets with their licences, out of the registry of data sets."""
    runs = _runs(record)
    names = [name for run in runs for name in run["config"]["passes"]] if kind == "stance" else []
    lines = []
    for name in dict.fromkeys(names or ["polnear"]):
        base, _, split = name.partition("/")
        info = DATASETS[base]
        lines.append(
            f"- **{info.title.split(':')[0]}**, {split or FIT.get(base, 'train')} split: "
            f"{info.citation}; licence: {info.licence}."
        )
    if any(run["config"].get("news") for run in runs):
        lines.append(NEWS_ARTICLES)
    if kind == "tagger":
        lines.append(f"\n{SILVER}")
    for run in runs:
        if teachers := run["config"].get("teachers"):
            count = run["config"].get("unlabelled", 0)
            also = f", and to {count:,} questions without labels" if count else ""
            lines.append(
                f"\nBeside the labels {_learner(run, record)} learned the answers of "
                f"{_mean(teachers)}: to its rows{also}."
            )
    lines.append("\nNo test split was used for anything.")
    return "\n".join(lines)


def _mean(teachers: dict[str, float]) -> str:
    """The teachers by name, with the share of each where there are several."""
    names = {f"`{Path(name).name}`": share for name, share in teachers.items()}
    if len(names) == 1:
        return next(iter(names))
    return "the mean of " + " and ".join(f"{share:g} of {name}" for name, share in names.items())


def _learner(run: dict[str, Any], record: dict[str, Any]) -> str:
    """A run in words: the model's last one, or one before it, which may have been a version."""
    if run is record:
        return "it"
    return f"version {run['version']}" if "version" in run else "a first part of it"


def _making(folder: Path, kind: str, record: dict[str, Any]) -> str:
    """Runs, files and the commands that repeat them."""
    runs = _runs(record)
    told = [_run(run) for run in runs]
    total = sum(run["hours"] for run in runs)
    files = ", ".join(
        f"`{path.relative_to(folder).as_posix()}` {path.stat().st_size / 1e6:.1f} MB"
        for pattern in (ONNX_FILE, ONNX_WEIGHTS, TORCH_FILE)
        for path in sorted(folder.glob(pattern))
    )
    only = "" if (folder / TORCH_FILE).exists() else " --int8-only"
    # What an earlier version was made of lies in the history.
    shipped = [index for index, run in enumerate(runs[:-1]) if "version" in run]
    now = runs[shipped[-1] + 1 :] if shipped else runs
    commands = [
        f"python -m training.{REPEATS[kind]} training/configs/{Path(run['config']['output']).name}"
        ".yaml --data-dir DATA" + (" output=RUN" if "averaged" in run else "")
        for run in now
    ]
    for run in now:
        averages = run.get("averaged", [])
        for number, average in enumerate(averages, 1):
            output = run["config"]["output"] if number == len(averages) else "RUN"
            commands.append(
                f"python -m training.average {average['with']} RUN --share {average['share']:g} "
                f"--output {output}"
            )
    commands.append(
        f"python -m training.export_onnx models/{folder.name} --version {record['version']}{only} "
        "--data-dir DATA"
    )
    return "\n\n".join(
        [
            f"Encoder `{record['config']['encoder']}`. " + " ".join(told),
            *_history(folder.name, [runs[index]["version"] for index in shipped]),
            f"Hours of these runs: {total:.1f}. Files: {files}.",
            "```\n" + "\n".join(commands) + "\n```",
        ]
    )


def _history(name: str, versions: list[str]) -> list[str]:
    """Where the versions lie that a model went on from, which is no longer in the checkout."""
    if not versions:
        return []
    return [
        f"It goes on from version {versions[-1]}, which lies with its config in this repository's "
        f"history (`git log -- models/{name}`)."
    ]


def _run(run: dict[str, Any]) -> str:
    passes = run["config"]["passes"]
    shown = (
        ", ".join(f"{name} {count:g}" for name, count in passes.items())
        if isinstance(passes, dict)
        else f"{passes} epochs"
    )
    start = run["config"].get("start")
    origin = f"Going on from `{Path(start).name}`: passes" if start else "Passes"
    return (
        f"{origin} over the data: {shown}; {run['rows']:,} rows, {run['steps']:,} steps, learning "
        f"rate {run['config']['learning_rate']:g}, {run['hours']:g} hours on {run['device']}."
        + _averaged(run)
    )


def _averaged(run: dict[str, Any]) -> str:
    """What was made of a run's weights, where they are not the model's as they are."""
    told: list[str] = []
    start = run["config"].get("start")
    for average in run.get("averaged", []):
        name, share = average["with"], average["share"]
        others = "those it began with" if name == start else f"those of `{name}`"
        mine = "these" if told else "those it ended with"
        told.append(
            f" The weights are the average of {others} and {mine}, {share:g} of the latter."
        )
    return "".join(told)


def _runs(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The records of the runs that made the model, the first one first."""
    before = record.get("before")
    return [*_runs(before), record] if before else [record]


def _where(name: str) -> str:
    """How Python names the model: what the package does not carry is in the repository alone."""
    if name in (DEFAULT_STANCE, DEFAULT_TAGGER):
        return f'"{name}"'
    return f'"models/{name}"'


def _set_title(name: str) -> str:
    return HEADLINE[name][1].split(",")[0]


def _number(metric: str, value: float) -> str:
    return f"{value:.0f}" if metric in ("items", "articles") else f"{value:.3f}"


if __name__ == "__main__":
    main()
