"""SEESAW: news articles with the stances of their entities, sentence by sentence, by name.

Zhang, Beauchamp and Wang, "Generative Entity-to-Entity Stance Detection with Knowledge Graph
Augmentation", EMNLP 2022.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stance.datasets.base import DataError, NamedStance, StanceDocument
from stance.datasets.reading import field, label_of, read_json
from stance.schema import Span

NARRATOR = "None"
OUTSIDE = "Not in the list"
SENTIMENTS = {"NEG": "hostile", "POS": "supportive"}


def splits(folder: Path) -> list[str]:
    """All articles ("all"), then those of the authors' splits (by story) that `meta/` names."""
    if not (folder / "annotations").is_dir():
        return []
    found = {_story(folder, path.stem)[1].get("Split") for path in _files(folder)}
    return ["all", *(split for split in ("train", "valid", "test") if split in found)]


def load(folder: Path, split: str = "all") -> list[StanceDocument]:
    """One document an article: ``articles/``, ``annotations/`` (same name) and ``meta/``.

    The text is the sentences of the article joined by line feeds. Its empty sentences, which
    stand for breaks between paragraphs, stay in the text as blank lines but are no sentences:
    the indices of stances count the others (`meta["sentence_ids"]` has the set's own
    numbers). `names` has each entity of the article under its canonical name, which need not
    occur in the text. A stance of the narrator has the actor None. A stance whose subject or
    object is outside the entity list names nobody: it is left out and counted in
    `meta["skipped"]`. An article coded by several annotators holds the stances of all of
    them; a pair may then have both labels in a sentence.

    `meta`: "title", "story", "source" (the outlet), "split" (the authors'), "annotators"
    (letters, sorted), "types" (canonical name to type), "sentence_ids", "skipped".

    Raises DataError for a missing file, bad JSON, a missing field, an unknown sentiment and a
    stance that names an unknown entity or sentence.
    """
    files = _files(folder)
    if not files:
        raise DataError(folder / "annotations", None, "no .json files here")
    documents = (_document(folder, path) for path in files)
    return [document for document in documents if split in ("all", document.meta["split"])]


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "annotations").glob("*.json"))


def _story(folder: Path, name: str) -> tuple[Path, dict[str, Any]]:
    """(file, content) of the story an article is part of, empty where there is no such file."""
    path = folder / "meta" / f"{name.partition('_DOCUMENT_')[0]}.json"
    content = read_json(path) if path.exists() else {}
    if not isinstance(content, dict):
        raise DataError(path, None, "a JSON object expected")
    return path, content


def _document(folder: Path, path: Path) -> StanceDocument:
    text, sentences = _sentences(folder / "articles" / path.name)
    annotation = read_json(path)
    types = dict(_entities(path, annotation))
    stances, annotators = [], set()
    for number, item in _stances(path, annotation):
        annotators.update(field(path, None, item, "annotators", list))
        stances.append(_stance(path, number, item, list(sentences), types))
    story_path, story = _story(folder, path.stem)
    article = story.get(f"Meta info for article {path.stem.rpartition('_')[2]}")
    return StanceDocument(
        id=path.stem,
        text=text,
        sentences=tuple(sentences.values()),
        names={name: (name,) for name in types},
        stances=tuple(stance for stance in stances if stance),
        meta={
            "title": field(path, None, annotation, "title", str).strip(),
            "story": story_path.stem,
            "source": article.get("source") if isinstance(article, dict) else None,
            "split": story.get("Split"),
            "annotators": sorted(annotators),
            "types": types,
            "sentence_ids": list(sentences),
            "skipped": stances.count(None),
        },
    )


def _stance(
    path: Path, number: int, item: Any, sentence_ids: list[int], types: dict[str, str]
) -> NamedStance | None:
    """The stance of sentence `number`, None where it is of or toward nobody in the list."""
    where = f"sentence {number}"
    if number not in sentence_ids:
        raise DataError(path, None, f"{where} is empty or not in the article")
    label = label_of(path, None, field(path, None, item, "sentiment", str), SENTIMENTS)
    subject, target = (field(path, None, item, role, str) for role in ("subject", "object"))
    for name, others in ((subject, (NARRATOR, OUTSIDE)), (target, (OUTSIDE,))):
        if name not in types and name not in others:
            raise DataError(path, None, f"{where}: {name!r} is not in the entity list")
    if OUTSIDE in (subject, target):
        return None
    actor = None if subject == NARRATOR else subject
    return NamedStance(actor, target, label, sentence_ids.index(number))


def _sentences(path: Path) -> tuple[str, dict[int, Span]]:
    """(text, spans of the sentences that are not blank by their number in the file)."""
    items = field(path, None, read_json(path), "text", list)
    parts = [field(path, None, item, "text", str) for item in items]
    numbers = [field(path, None, item, "id", int) for item in items]
    if numbers != list(range(len(numbers))):
        raise DataError(path, None, "sentences must be numbered 0, 1, 2, ...")
    spans: dict[int, Span] = {}
    start = 0
    for number, part in enumerate(parts):
        if part.strip():
            spans[number] = Span(start, start + len(part))
        start += len(part) + 1
    if not spans:
        raise DataError(path, None, "empty text")
    return "\n".join(parts), spans


def _entities(path: Path, annotation: Any) -> Iterator[tuple[str, str]]:
    """(canonical name, type) of each entity; of several annotators' types the first."""
    for entity in field(path, None, annotation, "entity lists", list):
        try:
            name, types, *_ = entity
            yield str(name), str(types[0])
        except (TypeError, ValueError, IndexError):
            raise DataError(path, None, f"not an entity: {entity!r}") from None


def _stances(path: Path, annotation: Any) -> Iterator[tuple[int, Any]]:
    """(sentence number, stance) in the order of the sentences."""
    by_sentence = field(path, None, annotation, "sentence-level stances", dict)
    try:
        ordered = sorted((int(number), items) for number, items in by_sentence.items())
    except ValueError:
        raise DataError(path, None, "stances must be filed under sentence numbers") from None
    for number, items in ordered:
        if not isinstance(items, list):
            raise DataError(path, None, f"sentence {number}: a list of stances expected")
        for item in items:
            yield number, item
