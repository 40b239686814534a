"""Small made-up labelled sets, written in the formats of the published ones."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pytest

from stance.datasets import DataError, StanceExample, load_dataset
from stance.schema import Span


def write(path: Path, content: str) -> Path:
    """The file with exactly this content, folders made as needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))
    return path


def write_json_lines(path: Path, items: Iterable[Any]) -> Path:
    return write(path, "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items))


def mention(text: str, name: str, polarity: float, gid: str) -> dict[str, Any]:
    """A NewsMTSC target."""
    start = text.index(name)
    return {
        "Input.gid": gid,
        "from": start,
        "to": start + len(name),
        "mention": name,
        "polarity": polarity,
    }


def write_newsmtsc(root: Path, articles: int = 300) -> Path:
    """Two sentences an article; the second has two mentions."""
    items = []
    for number in range(articles):
        for sentence, text in enumerate(("Ada Okoro waited.", "Mr. Ode thanked Ada Okoro.")):
            gid = f"allsides_{number}_7_{sentence}_Ada Okoro_0_9"
            targets = [mention(text, "Ada Okoro", 4.0, gid)]
            if sentence:
                targets.append(mention(text, "Mr. Ode", 6.0, gid.replace("Ada Okoro", "Mr. Ode")))
            items.append({"primary_gid": gid, "sentence_normalized": text, "targets": targets})
    return write_json_lines(root / "newsmtsc" / "train.jsonl", items)


def write_semeval(root: Path, topic: str, tweets: str, codes: str, split: str = "train") -> Path:
    write(root / "semeval2016" / topic / f"{split}_text.txt", tweets)
    return write(root / "semeval2016" / topic / f"{split}_labels.txt", codes)


ARTICLE = "The mayor said:\r\n“Rivo builds the bridge.”\nRivo, he added, is ready.\nÉmile agrees."


def span(words: str, start: int = 0) -> list[int]:
    """[start, end] of the words in ARTICLE."""
    at = ARTICLE.index(words, start)
    return [at, at + len(words)]


def text_bound(number: int, kind: str, *pieces: str) -> str:
    """A brat T line over ARTICLE, discontinuous if there are several pieces."""
    offsets = ";".join(f"{start} {end}" for start, end in map(span, pieces))
    return f"T{number}\t{kind} {offsets}\t{' '.join(pieces)}"


def annotation() -> list[str]:
    """The lines of a brat file over ARTICLE with all the oddities of the published ones."""
    return [
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        text_bound(1, "Source", "The mayor"),
        text_bound(2, "Cue", "said:"),
        text_bound(3, "Content", "“Rivo builds the bridge.”"),
        text_bound(4, "Attribution", "The mayor"),
        "",
        "#1\tAnnotatorNotes T1\tis this one right?",
        text_bound(5, "Content", "Rivo,", "is ready."),
        # Words that hold a newline run on in the next line of the file.
        text_bound(6, "Content", "ready.\nÉmile"),
        text_bound(7, "Attribution-no-source", "he added"),
        text_bound(8, "Cue", "added"),
        text_bound(9, "Discard", "bridge"),
        "A1\tNested T5",
        "R1\tCoref Arg1:T1 Arg2:T4",
        "E2\tAttribution-no-source:T7 Content:T6 Content2:T5 Cue:T8",
        "E3\tAttribution:T4",
    ]


def write_polnear(root: Path, lines: list[str] | None = None) -> Path:
    """Article a_1 by two annotators, with CoreNLP layers; article a_2 without them."""
    data = root / "polnear" / "data" / "dev"
    for name in ("a_1", "a_2"):
        write(data / "text" / f"{name}.txt", ARTICLE)
    content = "\n".join(annotation() if lines is None else lines) + "\n"
    for name in ("a_1_4b22", "a_1_ef2d", "a_2_4b22"):
        write(data / "attributions" / f"{name}.ann", content)
    layers = {
        "article": "a_1",
        "sentences": [span("The mayor said:"), span("Émile agrees.")],
        "entities": [[*span("Émile"), "PERSON"], [*span("bridge"), "DATE"]],
        "coreference": [[span("The mayor"), span("he")]],
    }
    path = data / "corenlp.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(layers).encode()))
    return data


def quoted_item(**changes: Any) -> dict[str, Any]:
    """A quoted-stance item over ARTICLE."""
    return {
        "id": "dev-0001",
        "article": "a_1",
        "split": "dev",
        "context": [*span("The mayor said:\r\n“Rivo builds the bridge.”")],
        "source": [span("The mayor")],
        "cue": [span("said:")],
        "content": [span("“Rivo builds the bridge.”")],
        "target": span("Rivo"),
        "target_type": "ORGANIZATION",
        "labels": [1, 0],
        "grade": 0.5,
        "label": "supportive",
        "disputed": True,
        **changes,
    }


def seesaw_stance(subject: str, sentiment: str, target: str, *annotators: str) -> dict[str, Any]:
    return {
        "id": 0,
        "subject": subject,
        "sentiment": sentiment,
        "object": target,
        "annotators": list(annotators or "A"),
    }


def write_seesaw(
    root: Path, name: str = "TRIPLET_003_DOCUMENT_1", stances: dict[str, Any] | None = None
) -> Path:
    """An article of three sentences and a paragraph break."""
    folder = root / "seesaw"
    sentences = ["Ode met the union.", "", "Nobody was pleased.", "It hit Ode hard."]
    article = {
        "title": " A meeting",
        "text": [{"id": number, "text": text} for number, text in enumerate(sentences)],
    }
    annotation = {
        "title": " A meeting",
        "entity lists": [
            ["Ada Ode", ["People"], ["Main"], ["A"]],
            ["Dock Union", ["Organization", "People"], ["Main", "Main"], ["A", "C"]],
        ],
        "sentence-level stances": {
            "3": [seesaw_stance("None", "NEG", "Ada Ode", "C", "A")],
            "0": [
                seesaw_stance("Ada Ode", "POS", "Dock Union"),
                seesaw_stance("Not in the list", "NEG", "Dock Union"),
            ],
            "2": [seesaw_stance("Dock Union", "NEG", "Not in the list")],
        }
        if stances is None
        else stances,
    }
    story, _, number = name.partition("_DOCUMENT_")
    meta = {"Split": "valid", f"Meta info for article {number}": {"source": "The Gazette"}}
    write(folder / "articles" / f"{name}.json", json.dumps(article))
    write(folder / "meta" / f"{story}.json", json.dumps(meta))
    return write(folder / "annotations" / f"{name}.json", json.dumps(annotation, indent=1))


def stances(name: str | Path, split: str | None, root: Path | None = None) -> list[StanceExample]:
    return cast(list[StanceExample], load_dataset(name, split, root))


def fault(name: str | Path, split: str | None, root: Path | None = None) -> str:
    """The message of the DataError that loading must raise, without the folder."""
    with pytest.raises(DataError) as caught:
        load_dataset(name, split, root)
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(f"{root}/", "") if root else message


def words(example: StanceExample, name: str) -> str:
    value = getattr(example, name)
    assert isinstance(value, Span)
    return value.check(example.text, name).of(example.text)
