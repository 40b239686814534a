"""The published sets: every format read from small made-up files, every fault told by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from datasets_fixtures import (
    ARTICLE,
    annotation,
    fault,
    mention,
    quoted_item,
    seesaw_stance,
    span,
    stances,
    text_bound,
    words,
    write,
    write_json_lines,
    write_newsmtsc,
    write_polnear,
    write_seesaw,
    write_semeval,
)
from hypothesis import given
from hypothesis import strategies as st

from stance.datasets import (
    DATASETS,
    AttributionDocument,
    GoldAttribution,
    NamedStance,
    StanceDocument,
    StanceExample,
    dse,
    load_dataset,
    newsmtsc,
    quoted_stance,
    splits,
    to_hf,
)
from stance.datasets.base import first_annotations
from stance.schema import LABELS, Span


def articles(root: Path) -> list[AttributionDocument]:
    return cast(list[AttributionDocument], load_dataset("polnear", "dev", root))


def documents(root: Path, split: str = "all") -> list[StanceDocument]:
    return cast(list[StanceDocument], load_dataset("seesaw", split, root))


# --- DSE ---------------------------------------------------------------------------------


def test_dse_gives_both_directions_and_spans_on_the_plain_text(tmp_path: Path) -> None:
    rows = [
        "[Peru] praised [Brazil].\tPeru\tBrazil\t1",
        "[Peru] thanks [Brazil]ians.\tPeru\tBrazil\t2",
        "Then [Peru]’s court fined [Oro].\tPeru\tOro\t3",
        "[Oro]\u2028sued [Peru]\tOro\tPeru\t4",
        "[Oro] and [Peru] met.\tOro\tPeru\t0",
    ]
    write(tmp_path / "dse" / "train.txt", "\n".join(rows))
    examples = stances("dse", "train", tmp_path)
    assert [(e.label, e.reverse, e.meta["class"]) for e in examples] == [
        ("supportive", "neutral", 1),
        ("neutral", "supportive", 2),
        ("hostile", "neutral", 3),
        ("neutral", "hostile", 4),
        ("neutral", "neutral", 0),
    ]
    assert [words(e, "actor") for e in examples] == ["Peru", "Peru", "Peru", "Oro", "Oro"]
    assert [words(e, "target") for e in examples] == ["Brazil", "Brazil", "Oro", "Peru", "Peru"]
    assert examples[1].text == "Peru thanks Brazilians."
    assert [e.id for e in examples] == [f"dse-train-{line}" for line in range(1, 6)]


def test_dse_takes_csv_quotes_and_blanks_of_the_columns_for_equal(tmp_path: Path) -> None:
    rows = '[Oro] said.[ Peru ]\tOro\tPeru\t0\r\nHe [left.""Oro] to [Peru]\t"left.""Oro"\tPeru\t0\n'
    write(tmp_path / "dse" / "valid.txt", rows)
    blanks, quotes = stances("dse", "valid", tmp_path)
    assert words(blanks, "target") == "Peru"
    assert words(quotes, "actor") == 'left.""Oro'


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("[Peru] met [Oro].\tPeru\tOro", "4 tab-separated columns expected, not 3"),
        ("[Peru] met Oro.\tPeru\tOro\t0", "two names in [brackets] expected"),
        ("[Peru] [met] [Oro].\tPeru\tOro\t0", "two names in [brackets] expected"),
        ("[Peru] met [Oro]].\tPeru\tOro\t0", "two names in [brackets] expected"),
        ("[Peru] met [].\tPeru\t\t0", "q [9, 9] is empty"),
        ("[Peru] met [Oro].\tOro\tPeru\t0", "column p says 'Oro', the brackets 'Peru'"),
        ("[Peru] met [Oro].\tPeru\tOro\t5", "unknown label '5', expected one of 0, 1, 2, 3, 4"),
        ("", "4 tab-separated columns expected, not 1"),
    ],
)
def test_dse_faults_name_the_line(tmp_path: Path, row: str, message: str) -> None:
    write(tmp_path / "dse" / "train.txt", f"[Peru] met [Oro].\tPeru\tOro\t0\n{row}\n")
    assert fault("dse", "train", tmp_path).startswith(f"dse/train.txt:2: {message}")


PLAIN = st.text(st.characters(exclude_characters="[]", codec="utf-8"), max_size=12)
NAME = PLAIN.map(str.strip).filter(bool)


@given(PLAIN, NAME, PLAIN, NAME, PLAIN)
def test_brackets_come_off_and_spans_cover_the_names(
    before: str, p: str, between: str, q: str, after: str
) -> None:
    text, first, second = dse.remove_brackets(f"{before}[{p}]{between}[{q}]{after}")
    assert text == before + p + between + q + after
    assert (first.of(text), second.of(text)) == (p, q)
    assert first == (len(before), len(before) + len(p))
    assert second.start == first.end + len(between)


@given(st.text(st.sampled_from("[]ab "), max_size=16))
def test_any_brackets_are_two_names_or_an_error(sentence: str) -> None:
    try:
        text, first, second = dse.remove_brackets(sentence)
    except ValueError:
        return
    assert text == sentence.replace("[", "").replace("]", "")
    assert sentence.count("[") == 2
    assert first.end <= second.start


# --- NewsMTSC ----------------------------------------------------------------------------


def test_newsmtsc_gives_one_example_a_mention(tmp_path: Path) -> None:
    text = "Señor Ruiz backed Dr. Lee over Sam."
    gid = "polusa_v1_1138_-1_14_Señor_Ruiz_1_7"
    item = {
        "primary_gid": gid,
        "sentence_normalized": text,
        "targets": [
            mention(text, "Señor Ruiz", 4.0, gid),
            mention(text, "Dr. Lee", 6.0, "b"),
            mention(text, "Sam", 2, "c"),
        ],
    }
    write_json_lines(tmp_path / "newsmtsc" / "devtest_rw.jsonl", [item])
    examples = stances("newsmtsc", "devtest_rw", tmp_path)
    assert [(words(e, "target"), e.label) for e in examples] == [
        ("Señor Ruiz", "neutral"),
        ("Dr. Lee", "supportive"),
        ("Sam", "hostile"),
    ]
    assert {e.group for e in examples} == {"polusa_v1_1138_-1"}
    assert all(e.actor is None and e.reverse is None for e in examples)


def test_newsmtsc_articles(tmp_path: Path) -> None:
    assert newsmtsc.article("allsides_1000_401_25_Ada_Okoro_0_6") == "allsides_1000_401"
    assert newsmtsc.article("something else") == "something else"


def test_newsmtsc_splits_train_by_article_the_same_way_every_time(tmp_path: Path) -> None:
    path = write_newsmtsc(tmp_path)
    assert splits("newsmtsc", tmp_path) == ["train", "train-fit", "train-dev"]
    whole, fit, dev = (stances("newsmtsc", s, tmp_path) for s in splits("newsmtsc", tmp_path))
    assert not {e.group for e in fit} & {e.group for e in dev}
    assert sorted(e.id for e in fit + dev) == sorted(e.id for e in whole)
    assert 0.05 < len(dev) / len(whole) < 0.15
    # The part an article is in depends on its id alone, not on the file around it.
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    write(path, "".join(reversed(lines[: len(lines) // 2])))
    assert {e.group for e in stances("newsmtsc", "train-dev", tmp_path)} <= {e.group for e in dev}
    assert newsmtsc.is_dev("allsides_9_7") is ("allsides_9_7" in {e.group for e in dev})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"to": 99}, "target [0, 99] is empty or outside the text"),
        ({"from": 1}, "target [1, 3] covers 'da', not 'Ada'"),
        ({"from": "0"}, "\"from\" must be an integer, not '0'"),
        ({"from": True}, '"from" must be an integer, not True'),
        ({"polarity": 3.0}, "unknown label 3.0, expected one of 2, 4, 6"),
        ({"mention": None}, '"mention" must be a string, missing'),
    ],
)
def test_newsmtsc_faults_name_the_line(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    text = "Ada spoke."
    target = mention(text, "Ada", 4.0, "x_1_2_3_Ada_0_3")
    item = {"primary_gid": "x_1_2_3_Ada", "sentence_normalized": text, "targets": [target]}
    bad = {**item, "targets": [{**target, **change}]}
    write_json_lines(tmp_path / "newsmtsc" / "train.jsonl", [item, bad])
    assert fault("newsmtsc", "train", tmp_path).startswith(f"newsmtsc/train.jsonl:2: {message}")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON: "),
        ("[1]", "a JSON object expected, not list"),
        ('{"sentence_normalized": " "}', "empty text"),
        ('{"sentence_normalized": "a", "primary_gid": "b"}', '"targets" must be a list, missing'),
    ],
)
def test_a_json_line_that_is_off_is_named(tmp_path: Path, line: str, message: str) -> None:
    # A blank line is no item, but it counts.
    write(tmp_path / "newsmtsc" / "train.jsonl", f"\n{line}\n")
    assert fault("newsmtsc", "train", tmp_path).startswith(f"newsmtsc/train.jsonl:2: {message}")


# --- SemEval-2016 and SST-2 --------------------------------------------------------------


def test_semeval_gives_the_topic_in_words(tmp_path: Path) -> None:
    write_semeval(tmp_path, "abortion", "one\ntwo\u2028still two\nthree\n", "0\n1\n2\n")
    write_semeval(tmp_path, "hillary", "four", "2")
    examples = stances("semeval2016", "train", tmp_path)
    assert [(e.target, e.label) for e in examples] == [
        ("Legalization of Abortion", "neutral"),
        ("Legalization of Abortion", "hostile"),
        ("Legalization of Abortion", "supportive"),
        ("Hillary Clinton", "supportive"),
    ]
    assert examples[1].text == "two\u2028still two"
    assert examples[3].meta == {"topic": "hillary"}
    assert len({e.id for e in examples}) == 4


@pytest.mark.parametrize(
    ("tweets", "codes", "message"),
    [
        ("one\ntwo\n", "0\n", "train_labels.txt:2: 1 labels for 2 lines of train_text.txt"),
        ("one\ntwo\n", "0\n3\n", "train_labels.txt:2: unknown label '3', expected one of 0, 1, 2"),
        ("one\n \n", "0\n1\n", "train_text.txt:2: empty text"),
    ],
)
def test_semeval_faults_name_the_line(
    tmp_path: Path, tweets: str, codes: str, message: str
) -> None:
    write_semeval(tmp_path, "atheism", tweets, codes)
    assert fault("semeval2016", "train", tmp_path) == f"semeval2016/atheism/{message}"


def test_semeval_labels_that_are_missing(tmp_path: Path) -> None:
    write_semeval(tmp_path, "atheism", "one", "0").unlink()
    assert fault("semeval2016", "train", tmp_path).endswith("train_labels.txt: no such file")


def test_sst2_gives_the_tone(tmp_path: Path) -> None:
    write(tmp_path / "sst2" / "dev.tsv", "a dull film\t0\na bright one\t1\n")
    examples = stances("sst2", "dev", tmp_path)
    assert [(e.text, e.label) for e in examples] == [
        ("a dull film", "hostile"),
        ("a bright one", "supportive"),
    ]
    assert all(e.actor is None and e.target is None for e in examples)
    write(tmp_path / "sst2" / "dev.tsv", "a dull film\t0\na bright one\t2\n")
    assert fault("sst2", "dev", tmp_path).startswith("sst2/dev.tsv:2: unknown label '2'")


def test_bytes_that_are_not_utf8_are_named_by_line(tmp_path: Path) -> None:
    path = write(tmp_path / "sst2" / "dev.tsv", "a dull film\t0\n")
    path.write_bytes(path.read_bytes() + b"caf\xe9\t1\n")
    assert fault("sst2", "dev", tmp_path) == "sst2/dev.tsv:2: not UTF-8"


# --- PolNeAR -----------------------------------------------------------------------------


def spans(*pieces: str) -> tuple[Span, ...]:
    return tuple(Span(*span(piece)) for piece in pieces)


def test_polnear_reads_events_discontinuous_spans_and_second_contents(tmp_path: Path) -> None:
    write_polnear(tmp_path)
    document = articles(tmp_path)[0]
    assert document.text == ARTICLE
    assert document.attributions == (
        GoldAttribution(spans("The mayor"), spans("said:"), spans("“Rivo builds the bridge.”")),
        GoldAttribution((), spans("added"), spans("Rivo,", "is ready.", "ready.\nÉmile")),
    )


def test_polnear_gives_one_document_an_annotator(tmp_path: Path) -> None:
    write_polnear(tmp_path)
    found = [(d.id, d.annotator) for d in articles(tmp_path)]
    assert found == [("a_1", "4b22"), ("a_1", "ef2d"), ("a_2", "4b22")]
    first = first_annotations(articles(tmp_path))
    assert [(d.id, d.annotator) for d in first] == [("a_1", "4b22"), ("a_2", "4b22")]


def test_polnear_layers_are_none_where_there_are_none(tmp_path: Path) -> None:
    data = write_polnear(tmp_path)
    with_layers, _, without = articles(tmp_path)
    assert with_layers.sentences == spans("The mayor said:", "Émile agrees.")
    assert with_layers.entities == ((Span(*span("Émile")), "PERSON"),)
    assert with_layers.chains == (spans("The mayor", "he"),)
    assert (without.sentences, without.entities, without.chains) == (None, None, None)
    (data / "corenlp.jsonl.gz").unlink()
    assert articles(tmp_path)[0].sentences is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T20\tCue 16 20\tRivo", "T20 covers '\\n“Ri', not 'Rivo'"),
        ("T20\tCue 5 999\tRivo", "T20 [5, 999] is empty or outside the text"),
        ("T20\tCue five nine\tRivo", "not a brat span: 'T20"),
        ("T20\tCue 0 3", "not a brat span: 'T20"),
        (text_bound(1, "Cue", "said:"), "T1 is there twice"),
        ("E9\tAttribution:T4 Cue:T77", "Cue refers to T77, which is not in the file"),
        ("E9\tAttribution:T4 Cue=T2", "not a role of an event: Cue=T2"),
    ],
)
def test_polnear_faults_name_the_line(tmp_path: Path, line: str, message: str) -> None:
    lines = [*annotation(), line]
    write_polnear(tmp_path, lines)
    number = "\n".join(lines).count("\n") + 1
    expected = f"polnear/data/dev/attributions/a_1_4b22.ann:{number}: {message}"
    assert fault("polnear", "dev", tmp_path).startswith(expected)


def test_polnear_files_that_are_no_annotation(tmp_path: Path) -> None:
    data = write_polnear(tmp_path, ["hello"])
    assert fault("polnear", "dev", tmp_path).endswith("a_1_4b22.ann:1: not a brat annotation")
    (data / "text" / "a_1.txt").unlink()
    assert fault("polnear", "dev", tmp_path).endswith("text/a_1.txt: no such file")
    (data / "corenlp.jsonl.gz").write_bytes(b"not gzip")
    assert "corenlp.jsonl.gz:1: not gzipped JSON lines" in fault("polnear", "dev", tmp_path)


# --- quoted-stance -----------------------------------------------------------------------


def quoted(root: Path, *items: dict[str, Any]) -> list[StanceExample]:
    write_json_lines(root / "quoted_stance" / "dev.jsonl", items)
    return stances("quoted_stance", "dev", root)


def test_quoted_stance_spans_are_relative_to_the_context(tmp_path: Path) -> None:
    write_polnear(tmp_path)
    context = [span("said:")[0], span("Émile")[0]]
    (example,) = quoted(tmp_path, quoted_item(context=context, source=[span("he added")]))
    assert example.text == ARTICLE[slice(*context)]
    assert (words(example, "actor"), words(example, "target")) == ("he added", "Rivo")
    assert (example.label, example.group, example.id) == ("supportive", "a_1", "dev-0001")
    assert example.meta["grade"] == 0.5
    assert example.meta["disputed"] is True
    assert example.meta["target_type"] == "ORGANIZATION"
    assert example.meta["context"] == context
    (cue,), (content,) = example.meta["cue"], example.meta["content"]
    assert example.text[slice(*cue)] == "said:"
    assert example.text[slice(*content)] == "“Rivo builds the bridge.”"


def test_quoted_stance_widens_a_context_that_a_span_sticks_out_of(tmp_path: Path) -> None:
    write_polnear(tmp_path)
    item = quoted_item(target=span("Émile"), cue=[], source=[span("The mayor"), span("he")])
    del item["disputed"]
    (example,) = quoted(tmp_path, item)
    assert (words(example, "actor"), words(example, "target")) == ("The mayor", "Émile")
    assert example.text == ARTICLE[: span("Émile")[1]]
    assert example.meta["cue"] == []
    assert example.meta["disputed"] is False


def test_quoted_stance_finds_polnear_elsewhere(tmp_path: Path) -> None:
    write_polnear(tmp_path / "elsewhere")
    write_json_lines(tmp_path / "dev.jsonl", [quoted_item()])
    assert quoted_stance.load(tmp_path, "dev", tmp_path / "elsewhere" / "polnear")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source": []}, "quoted_stance/dev.jsonl:2: the item has no source"),
        ({"source": [[0, 9999]]}, "quoted_stance/dev.jsonl:2: source [0, 9999] is empty or"),
        ({"target": [3, 3]}, "quoted_stance/dev.jsonl:2: target [3, 3] is empty or outside"),
        ({"label": "hostile"}, "quoted_stance/dev.jsonl:2: label 'hostile' for a grade of 0.5"),
        ({"grade": None}, 'quoted_stance/dev.jsonl:2: "grade" must be an integer or a number'),
        ({"article": "a_9"}, "polnear/data/dev/text/a_9.txt: no such file"),
    ],
)
def test_quoted_stance_faults_name_the_line(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    write_polnear(tmp_path)
    write_json_lines(
        tmp_path / "quoted_stance" / "dev.jsonl", [quoted_item(), quoted_item(**changes)]
    )
    assert fault("quoted_stance", "dev", tmp_path).startswith(message)


# --- SEESAW ------------------------------------------------------------------------------


def test_seesaw_gives_stances_by_name_and_sentence(tmp_path: Path) -> None:
    write_seesaw(tmp_path)
    (document,) = documents(tmp_path)
    assert document.text == "Ode met the union.\n\nNobody was pleased.\nIt hit Ode hard."
    assert [s.of(document.text) for s in document.sentences] == [
        "Ode met the union.",
        "Nobody was pleased.",
        "It hit Ode hard.",
    ]
    assert document.names == {"Ada Ode": ("Ada Ode",), "Dock Union": ("Dock Union",)}
    assert document.stances == (
        NamedStance("Ada Ode", "Dock Union", "supportive", 0),
        NamedStance(None, "Ada Ode", "hostile", 2),
    )
    assert document.meta == {
        "title": "A meeting",
        "story": "TRIPLET_003",
        "source": "The Gazette",
        "split": "valid",
        "annotators": ["A", "C"],
        "types": {"Ada Ode": "People", "Dock Union": "Organization"},
        "sentence_ids": [0, 2, 3],
        "skipped": 2,
    }


def test_seesaw_splits_are_those_of_its_stories(tmp_path: Path) -> None:
    write_seesaw(tmp_path)
    assert splits("seesaw", tmp_path) == ["all", "valid"]
    assert len(documents(tmp_path, "valid")) == 1
    (tmp_path / "seesaw" / "meta" / "TRIPLET_003.json").unlink()
    assert splits("seesaw", tmp_path) == ["all"]
    assert documents(tmp_path)[0].meta["split"] is None


@pytest.mark.parametrize(
    ("where", "stance", "message"),
    [
        ("0", seesaw_stance("Bob", "NEG", "Ada Ode"), "sentence 0: 'Bob' is not in the entity"),
        ("0", seesaw_stance("Ada Ode", "NEG", "None"), "sentence 0: 'None' is not in the"),
        ("0", seesaw_stance("Ada Ode", "MEH", "Dock Union"), "unknown label 'MEH'"),
        ("1", seesaw_stance("Ada Ode", "POS", "Dock Union"), "sentence 1 is empty or not in"),
        ("9", seesaw_stance("Ada Ode", "POS", "Dock Union"), "sentence 9 is empty or not in"),
        ("x", seesaw_stance("Ada Ode", "POS", "Dock Union"), "stances must be filed under"),
        ("0", {"subject": "Ada Ode"}, '"annotators" must be a list, missing'),
    ],
)
def test_seesaw_faults_name_the_file(
    tmp_path: Path, where: str, stance: dict[str, Any], message: str
) -> None:
    write_seesaw(tmp_path, stances={where: [stance]})
    expected = f"seesaw/annotations/TRIPLET_003_DOCUMENT_1.json: {message}"
    assert fault("seesaw", "all", tmp_path).startswith(expected)


def test_seesaw_files_that_are_off(tmp_path: Path) -> None:
    path = write_seesaw(tmp_path)
    write(path, '{"title":\n')
    assert "TRIPLET_003_DOCUMENT_1.json:2: not JSON" in fault("seesaw", "all", tmp_path)
    (tmp_path / "seesaw" / "articles" / path.name).unlink()
    assert fault("seesaw", "all", tmp_path).startswith("seesaw/articles/")


# --- finding the sets --------------------------------------------------------------------


def test_the_data_folder_is_named_by_argument_or_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "sst2" / "dev.tsv", "a dull film\t0\n")
    monkeypatch.delenv("STANCE_DATA", raising=False)
    problem = fault("sst2", "dev")
    assert "--data-dir" in problem
    assert "STANCE_DATA" in problem
    assert splits("sst2") == []
    monkeypatch.setenv("STANCE_DATA", str(tmp_path))
    assert len(stances("sst2", "dev")) == 1
    assert splits("sst2") == ["dev"]
    assert fault("sst2", "dev", tmp_path / "other").endswith(DATASETS["sst2"].home)


def test_splits_are_those_that_are_there(tmp_path: Path) -> None:
    assert not any(splits(name, tmp_path) for name, info in DATASETS.items() if not info.shipped)
    for name in ("train", "test", "notes"):
        write(tmp_path / "dse" / f"{name}.txt", "")
    write_semeval(tmp_path, "climate", "one", "0", split="val")
    write_polnear(tmp_path)
    assert splits("dse", tmp_path) == ["train", "test"]
    assert splits("semeval2016", tmp_path) == ["val"]
    assert splits("polnear", tmp_path) == ["dev"]
    assert fault("dse", "valid", tmp_path) == "dse: no split 'valid' here: train, test"
    assert fault("dse", None, tmp_path) == "dse: say which split: train, test"


def test_names_that_are_neither_a_set_nor_a_file(tmp_path: Path) -> None:
    assert fault("newsmtcs", "train").endswith("did you mean 'newsmtsc'?")
    assert "known are dse, " in fault("zzz", "train")
    assert fault(tmp_path / "none.csv", None, tmp_path) == "none.csv: no such file"


def test_the_registry_says_what_each_set_is() -> None:
    for name, info in DATASETS.items():
        assert info.name == name
        assert info.task in ("stance", "attribution", "document")
        assert all((info.title, info.citation, info.licence, info.home, info.layout, info.size))


def test_importing_the_sets_needs_the_core_alone() -> None:
    code = "import sys, stance.datasets; print(*{'torch', 'pandas', 'datasets'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


# --- Hugging Face ------------------------------------------------------------------------


def test_stance_examples_to_hf_and_back() -> None:
    pytest.importorskip("datasets")
    examples = [
        StanceExample("a", "Oro sued Peru.", "hostile", Span(0, 3), Span(9, 13), "neutral"),
        StanceExample("b", "Build it!", "supportive", target="bridge", meta={"grade": 1.5}),
        StanceExample("c", "Rain.", "neutral", group="g"),
    ]
    table = to_hf(examples)
    assert table.features["label"].names == list(LABELS)

    def back(row: dict[str, Any]) -> StanceExample:
        def label(value: int | None) -> str | None:
            return None if value is None else table.features["label"].int2str(value)

        def spot(name: str) -> Span | None:
            start = row[f"{name}_start"]
            return None if start is None else Span(start, row[f"{name}_end"])

        return StanceExample(
            id=row["id"],
            text=row["text"],
            label=str(label(row["label"])),
            actor=spot("actor"),
            target=spot("target") or row["topic"],
            reverse=label(row["reverse"]),
            group=row["group"],
            meta=json.loads(row["meta"]),
        )

    assert [back(row) for row in table] == examples


def test_documents_to_hf(tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    write_polnear(tmp_path)
    write_seesaw(tmp_path)
    first, _, third = to_hf(articles(tmp_path))
    assert first["attributions"][0]["source"] == [span("The mayor")]
    assert first["entities"] == [{"span": span("Émile"), "type": "PERSON"}]
    assert first["chains"] == [[span("The mayor"), span("he")]]
    assert third["sentences"] is None
    (row,) = to_hf(documents(tmp_path))
    assert row["names"][0] == {"name": "Ada Ode", "aliases": ["Ada Ode"]}
    assert row["stances"][1] == {"actor": None, "target": "Ada Ode", "label": 0, "sentence": 2}
    assert json.loads(row["meta"])["skipped"] == 2


def test_to_hf_wants_examples_of_one_kind() -> None:
    with pytest.raises(ValueError, match="examples of one kind expected, not 0 kinds"):
        to_hf([])
