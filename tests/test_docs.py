"""The documentation: its pages, links, commands and code, and what it says of the code."""

from __future__ import annotations

import contextlib
import io
import json
import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import stance.cli
from stance.datasets import DATASETS
from stance.models import ModelError, find

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

GENERATED = re.findall(
    r'^    "(\S+\.md)": "(\S+\.md)",$',
    (DOCS / "plugins" / "repository_pages.py").read_text(encoding="utf-8"),
    flags=re.M,
)
"""(file of the repository, page that the site makes of it)."""


def markdown_of(path: Path) -> str:
    """The text of a page; of a notebook its prose."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


PAGES = {
    path.relative_to(ROOT).as_posix(): markdown_of(path)
    for path in (*sorted(DOCS.rglob("*.md")), *sorted(DOCS.rglob("*.ipynb")), ROOT / "README.md")
}


def blocks(page: str, *languages: str) -> list[str]:
    return re.findall(rf"^```(?:{'|'.join(languages)})\n(.*?)^```", PAGES[page], flags=re.S | re.M)


def slug(heading: str) -> str:
    """The anchor of a heading, as Python-Markdown makes it."""
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading)
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def anchors(path: Path) -> set[str]:
    text = markdown_of(path)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.M)
    return {slug(heading) for heading in headings} | set(re.findall(r"^::: (\S+)$", text, re.M))


# Pages and links


def test_the_navigation_names_every_page() -> None:
    yaml = pytest.importorskip("yaml")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))

    def named(items: list[Any]) -> Iterator[str]:
        for item in items:
            value = next(iter(item.values())) if isinstance(item, dict) else item
            yield from [value] if isinstance(value, str) else named(value)

    written = {name.removeprefix("docs/") for name in PAGES if name.startswith("docs/")}
    assert sorted(named(config["nav"])) == sorted(written | {page for _, page in GENERATED})


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", PAGES[page], flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"https?:|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        place = (ROOT / page).parent / name if name else ROOT / page
        assert place.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(place), f"{page}: {target}"


def test_what_the_site_takes_from_the_repository_is_there() -> None:
    for source, _ in GENERATED:
        assert (ROOT / source).is_file(), source
    for page, text in PAGES.items():
        for source, title in re.findall(r"^<!-- (\S+\.md) ## (.+) -->$", text, flags=re.M):
            content = (ROOT / source).read_text(encoding="utf-8")
            assert f"\n## {title}\n" in content, f"{page}: {source} ## {title}"


def test_nothing_names_a_machine() -> None:
    for path in DOCS.rglob("*.*"):
        if path.suffix in (".md", ".ipynb", ".csv", ".jsonl"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"/(?:home|work|tmp|Users|root)/", text), path


# Commands


def shell_lines(page: str) -> Iterator[list[str]]:
    """Every `stance ...` and `python -m training...` of the page's shell blocks, as words, and
    those of its prose that have options."""
    shell = "".join(blocks(page, "bash", "sh"))
    shell = re.sub(r"<<'END'\n.*?^END$", "", shell, flags=re.S | re.M)
    for line in shell.splitlines():
        for part in re.split(r"&&|;|\bdo\b", line):
            words = shlex.split(part.partition(" > ")[0], comments=True)
            while words and re.match(r"[A-Z_]+=", words[0]):
                del words[0]
            if words and re.search(r"(?:^|/)(?:stance|python)$", words[0]):
                yield words
    for span in re.findall(r"`(stance \S[^`]* --[^`]+)`", PAGES[page].replace("\n", " ")):
        if "COMMAND" not in span:
            yield shlex.split(span)


@pytest.mark.parametrize("page", PAGES)
def test_stance_commands_parse(page: str) -> None:
    for words in shell_lines(page):
        if not words[0].endswith("stance"):
            continue
        arguments = [word.replace("$workers", "2") for word in words[1:]]
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            try:
                stance.cli.parser().parse_args(arguments)
            except SystemExit as exit:
                assert exit.code == 0, f"{page}: {' '.join(words)}: {said.getvalue()}"


@pytest.mark.parametrize("page", ["docs/training.md", "README.md"])
def test_training_commands_parse(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    from training.config import load_config
    from training.runs import parse_arguments
    from training.train_stance import StanceTraining
    from training.train_tagger import TaggerTraining

    kinds: dict[str, type[StanceTraining] | type[TaggerTraining]] = {
        "training.train_stance": StanceTraining,
        "training.train_tagger": TaggerTraining,
    }
    found = [words for words in shell_lines(page) if words[1:2] == ["-m"]]
    for words in found:
        assert (ROOT / f"{words[2].replace('.', '/')}.py").is_file(), words
        if words[2] in kinds:
            monkeypatch.setattr(sys, "argv", words[2:])
            arguments = parse_arguments("Trains.")
            kind: Any = kinds[words[2]]
            load_config(kind, ROOT / arguments.config, arguments.overrides)
    assert any(words[2] in kinds for words in found)


def test_overrides_may_stand_behind_options(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    from training.runs import parse_arguments

    monkeypatch.setattr(sys, "argv", ["train", "a.yaml", "--data-dir", "DATA", "seed=3"])
    assert parse_arguments("Trains.").overrides == ["seed=3"]


# Code


@pytest.mark.parametrize("page", PAGES)
def test_python_compiles(page: str) -> None:
    for code in blocks(page, "python"):
        compile(code, page, "exec")


@pytest.mark.parametrize(
    "page", [page for page, text in PAGES.items() if "<!-- run -->\n```python\n" in text]
)
def test_python_that_is_marked_runs_and_prints_what_the_page_says(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        find("stance-small")
    except ModelError as error:
        pytest.skip(str(error))
    names: dict[str, Any] = {}
    marked = re.findall(
        r"^<!-- run -->\n```python\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", PAGES[page], re.S | re.M
    )
    for code, printed in marked:
        exec(compile(code, page, "exec"), names)
        said = capsys.readouterr().out
        assert not printed or said == printed


def test_the_json_of_the_concepts_is_read_back() -> None:
    from stance import Analysis

    (data,) = [json.loads(block) for block in blocks("docs/concepts.md", "json")]
    analysis = Analysis.from_dict(data)
    assert set(analysis.to_dict()) == set(data)
    first = analysis.stances[0]
    assert first.evidence[0].target.of(analysis.text) == "Meridian Group"
    assert set(first.to_dict()) == set(data["stances"][0])
    assert set(first.evidence[0].to_dict()) == set(data["stances"][0]["evidence"][0])


# What is said of the code


def test_the_sets_are_those_of_the_registry() -> None:
    rows = re.findall(r"^\| \[`(\w+)`\]\(#\w+\) \|(.*)\|$", PAGES["docs/data-sets.md"], flags=re.M)
    assert [name for name, _ in rows] == list(DATASETS)
    for name, row in rows:
        info = DATASETS[name]
        _, size, licence, citation = (cell.strip() for cell in row.split("|"))
        assert (size, licence, citation) == (info.size, info.licence, info.citation)


def test_the_columns_of_own_labels_are_documented() -> None:
    from stance.datasets.custom import COLUMNS

    assert all(f"`{name}`" in PAGES["docs/data-sets.md"] for name in COLUMNS)


def test_the_example_of_own_labels_is_read(tmp_path: Path) -> None:
    from stance.datasets import load_dataset

    (table,) = blocks("docs/data-sets.md", "csv")
    (tmp_path / "my-labels.csv").write_text(table, encoding="utf-8")
    examples = load_dataset(tmp_path / "my-labels.csv")
    assert [example.id for example in examples][:2] == ["my-labels-2", "my-labels-3"]


def test_the_keys_of_a_config_are_documented() -> None:
    pytest.importorskip("torch")
    from dataclasses import fields

    from training.train_stance import StanceTraining
    from training.train_tagger import TaggerTraining

    for field in (*fields(StanceTraining), *fields(TaggerTraining)):
        assert f"`{field.name}`" in PAGES["docs/training.md"], field.name


def test_the_extras_are_named() -> None:
    extras = set(PROJECT["optional-dependencies"]) - {"browser"}  # for the tests of the reports
    assert not {name for name in extras if f"`{name}`" not in PAGES["docs/index.md"]}


def test_the_citation_has_the_version() -> None:
    version = PROJECT["version"]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version = {{{version}}}" in PAGES["docs/cite.md"]


# The site


def test_docstrings_become_markdown() -> None:
    pytest.importorskip("griffe")
    markdown = runpy.run_path(str(DOCS / "plugins" / "docstrings.py"))["markdown"]
    table = "====  ====\n`a`   one,\n      two\n`b`   three\n====  ===="
    assert markdown(table) == "| | |\n|---|---|\n| `a` | one, two |\n| `b` | three |"
    example = "Says it.\n\n>>> f()\n'x'\n\nMore."
    assert markdown(example) == "Says it.\n\n```pycon\n>>> f()\n'x'\n```\n\nMore."
    assert markdown("term\n    what it is") == "term\n:   what it is"


def test_the_site_builds_strictly_and_loads_nothing(tmp_path: Path) -> None:
    for module in ("mkdocs", "material", "mkdocstrings", "mkdocs_jupyter"):
        pytest.importorskip(module)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for path in tmp_path.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"?https?:", page), path
        assert not re.search(r'href="(?!https?:)[^"]*\.md[#"]', page), path
        assert "<!-- BENCHMARKS" not in page and "<!-- models/" not in page
