"""Entities of many articles into one list, and a user's corrections of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from cli_support import rows
from corpus_support import job
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.corpus import analyse_corpus, rebuild_tables
from stance.corpus.identities import Identities, read_edits
from stance.corpus.merge import Merged, Names


def entity(name: str, type: str = "PERSON", *aliases: str) -> dict[str, Any]:
    return {"name": name, "type": type, "mentions": 1, "aliases": [name, *aliases]}


def merged(*articles: list[dict[str, Any]]) -> dict[str, Merged]:
    """The rows by name."""
    names = Names()
    for article in articles:
        names.add(article)
    return {row.name: row for row in names.merge().values()}


def into(*articles: list[dict[str, Any]]) -> dict[str, str]:
    return {name: row.merged_id for name, row in merged(*articles).items()}


def test_a_full_name_is_one_person_in_all_articles() -> None:
    found = merged([entity("John Smith")], [entity("Gov. John Smith"), entity("Ann Lee")])
    assert {row.merged_id: row.articles for row in found.values()} == {
        "john-smith": 2,
        "ann-lee": 1,
    }


def test_a_surname_is_the_only_person_of_that_name_or_nobody() -> None:
    assert into([entity("John Smith")], [entity("Smith")])["Smith"] == "john-smith"
    found = merged([entity("John Smith")], [entity("Jane Smith")], [entity("Smith")])
    assert found["Smith"].merged_id == ""
    assert found["Smith"].rule == "may be jane smith or john smith"
    assert into([entity("Smith")], [entity("Smith")])["Smith"] == "smith"


def test_a_surname_of_several_words_is_a_surname() -> None:
    found = into([entity("Ursula von der Leyen")], [entity("von der Leyen")])
    assert found["von der Leyen"] == "ursula-von-der-leyen"


def test_a_given_name_counts_where_an_article_uses_it() -> None:
    people = [entity("Hillary Clinton", "PERSON", "Hillary"), entity("Bill Clinton")]
    assert into(people, [entity("Hillary")])["Hillary"] == "hillary-clinton"
    assert into(people, [entity("Clinton")])["Clinton"] == ""


def test_initials_do_not_make_another_person_unless_they_differ() -> None:
    found = into([entity("Donald Trump")], [entity("Donald J. Trump")], [entity("Donald Trump")])
    assert set(found.values()) == {"donald-trump"}
    people = ("George Bush", "George W. Bush", "George H. W. Bush")
    assert len(set(into(*[[entity(name)] for name in people]).values())) == 3


def test_marks_and_case_do_not_make_another_name() -> None:
    found = merged([entity("Recep Tayyip Erdoğan")], [entity("Recep Tayyip Erdogan")])
    (row,) = found.values()
    assert row.articles == 2 and row.id == "recep-tayyip-erdogan"


def test_an_acronym_is_the_body_that_an_article_calls_so() -> None:
    body = entity("World Health Organization", "ORGANIZATION", "WHO")
    other = entity("World Humanist Order", "ORGANIZATION", "WHO")
    short = entity("WHO", "ORGANIZATION")
    assert into([body], [short])["WHO"] == "world-health-organization"
    assert into([body], [other], [short])["WHO"] == ""
    assert into([short])["WHO"] == "who"


def test_countries_are_one_under_any_type() -> None:
    found = merged([entity("United States", "LOCATION")], [entity("NATO", "ORGANIZATION")])
    assert found["United States"].country == "United States"
    assert found["NATO"].merged_id == "nato" and found["NATO"].rule == "country"


@pytest.mark.parametrize("name", ["Supreme Court", "Foreign Ministry", "Department of State"])
def test_bodies_that_are_in_many_places_stay_with_their_article(name: str) -> None:
    assert into([entity(name, "ORGANIZATION")])[name] == ""


def test_unnamed_speakers_stay_with_their_article() -> None:
    assert into([entity("officials", "GROUP")])["officials"] == ""


def test_one_name_of_two_types_has_two_ids() -> None:
    names = Names()
    names.add([entity("Amazon", "ORGANIZATION"), entity("Amazon", "LOCATION")])
    assert {row.id: row.type for row in names.merge().values()} == {
        "amazon": "ORGANIZATION",
        "amazon-location": "LOCATION",
    }


NAMES = st.sampled_from(["Ann Lee", "Ann B. Lee", "Ann C. Lee", "Lee", "A", "李", "St. Ann", "of"])
ENTITIES = st.builds(entity, NAMES, st.sampled_from(["PERSON", "ORGANIZATION", "MISC", "GROUP"]))


@settings(deadline=None)
@given(st.lists(st.lists(ENTITIES, max_size=4), max_size=6))
def test_every_name_gets_one_row_and_every_merge_leads_to_a_row(
    articles: list[list[dict[str, Any]]],
) -> None:
    names = Names()
    for article in articles:
        names.add(article)
    found = names.merge()
    ids = [row.id for row in found.values()]
    assert len(set(ids)) == len(ids)
    assert {row.merged_id for row in found.values()} <= {"", *ids}
    identities = Identities(found)
    for article in articles:
        for item in article:
            assert identities.of(item, "a1").id


# Corrections by hand


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    items = [
        {"id": "a1", "text": "Ann Lee praised NATO."},
        {"id": "a2", "text": "Bob Lee praised NATO."},
        {"id": "a3", "text": "Lee denounced WHO."},
    ]
    out = tmp_path / "out"
    analyse_corpus(job(out, rows(tmp_path / "a.jsonl", *items)), workers=1)
    return out


def actors(folder: Path) -> list[str]:
    with (folder / "stances.csv").open(encoding="utf-8", newline="") as file:
        return [row["actor"] for row in csv.DictReader(file)]


def edit(folder: Path, delimiter: str = ",", **merges: str) -> None:
    """What a user does in a spreadsheet."""
    path = folder / "entities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    for row in table:
        row["merged_id"] = merges.get(row["id"].replace("-", "_"), row["merged_id"])
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)


def test_what_is_not_merged_has_its_article_in_the_id(folder: Path) -> None:
    assert actors(folder) == ["ann-lee", "bob-lee", "lee@a3"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_merges_by_hand_hold(folder: Path, delimiter: str) -> None:
    edit(folder, delimiter, lee="bob-lee", bob_lee="the-lees")
    built = rebuild_tables(folder)
    assert built.edits == 2 and actors(folder) == ["ann-lee", "the-lees", "the-lees"]
    assert rebuild_tables(folder).edits == 2  # and stay
    edit(folder, lee="", bob_lee="bob-lee")
    assert rebuild_tables(folder).edits == 0
    assert actors(folder) == ["ann-lee", "bob-lee", "lee@a3"]


def test_a_name_can_be_taken_apart_by_hand(folder: Path) -> None:
    edit(folder, ann_lee="")
    rebuild_tables(folder)
    assert actors(folder) == ["ann-lee@a1", "bob-lee", "lee@a3"]


def test_merges_by_hand_outlive_a_restart_and_lost_ones_are_counted(
    folder: Path, tmp_path: Path
) -> None:
    edit(folder, lee="bob-lee", ann_lee="anna-lee")
    name = rows(tmp_path / "a.jsonl", {"id": "a9", "text": "Ann Lee praised Lee."})
    built = analyse_corpus(job(folder, name), workers=1, restart=True).built
    assert (built.edits, built.lost_edits) == (2, 0)
    assert actors(folder) == ["anna-lee"]
    rows(tmp_path / "a.jsonl", {"id": "a9", "text": "It rained."})
    built = analyse_corpus(job(folder, name), workers=1, restart=True).built
    assert (built.edits, built.lost_edits) == (0, 2)


def test_merges_in_a_circle_are_refused_and_nothing_is_lost(folder: Path) -> None:
    before = actors(folder)
    edit(folder, ann_lee="bob-lee", bob_lee="ann-lee")
    with pytest.raises(
        ValueError, match="the merges run in a circle: ann-lee -> bob-lee -> ann-lee"
    ):
        rebuild_tables(folder)
    assert actors(folder) == before


def test_a_table_that_is_none_is_refused(folder: Path) -> None:
    (folder / "entities.csv").write_text("id,name\n")
    with pytest.raises(ValueError, match=r"entities\.csv: the column 'automatic_id' is missing"):
        rebuild_tables(folder)


HEADER = b"id,name,type,country,articles,mentions,merged_id,automatic_id,rule\n"
ROW = b"lee,Lee,PERSON,,1,1,bob-lee,,ambiguous\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (HEADER.replace(b"country", b"pa\xefs"), r"1: not UTF-8 \(0xef\); save the file as UTF-8"),
        (HEADER + ROW * 2000 + b"jos\xe9,\n" + ROW, r"2002: not UTF-8 \(0xe9\)"),
        (HEADER + b'a,"x\n\xff",\n', r"3: not UTF-8 \(0xff\)"),
        (HEADER + b"\n" + ROW + b"abc\n" + ROW, "4: 1 cells where the header has 9"),
        (HEADER + ROW.replace(b",ambiguous", b""), "2: 8 cells where the header has 9"),
        (HEADER + ROW + b"x" * 200_000, "3: field larger than field limit"),
    ],
)
def test_a_line_of_a_table_that_cannot_be_read_is_named(
    tmp_path: Path, data: bytes, what: str
) -> None:
    limit = csv.field_size_limit(131_072)
    path = tmp_path / "entities.csv"
    path.write_bytes(data)
    try:
        with pytest.raises(ValueError, match=rf"^{path}:{what}") as caught:
            read_edits(path, [])
    finally:
        csv.field_size_limit(limit)
    assert "\n" not in str(caught.value)


def test_empty_cells_at_the_end_of_a_row_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "entities.csv"
    for end in (b"\n", b"\r\n", b"\r"):
        table = HEADER.replace(b"rule", b"rule,why") + ROW + b"\n"
        path.write_bytes(b"\xef\xbb\xbf" + table.replace(b"\n", end))
        edits = read_edits(path, [])
        assert (edits.merged, edits.unknown) == ({}, 1)


def test_columns_that_a_user_adds_are_kept(folder: Path) -> None:
    path = folder / "entities.csv"
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    noted = [line + (",an aunt" if line.startswith("ann-lee,") else "") for line in lines]
    path.write_text("\n".join([first + ",note", *noted]), encoding="utf-8")
    rebuild_tables(folder)
    with path.open(encoding="utf-8", newline="") as file:
        notes = {row["id"]: row["note"] for row in csv.DictReader(file)}
    assert notes["ann-lee"] == "an aunt" and notes["nato"] == ""
