"""The README: its Python runs, its files are there, and CI runs its commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.S)


def test_the_python_of_the_readme_runs() -> None:
    code = next(block for block in blocks("python") if "stance.load()" in block)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "hostile" in done.stdout


@pytest.mark.parametrize("marker", ["analyze", "test"])
def test_ci_finds_the_two_commands(marker: str) -> None:
    assert f"<!-- {marker} -->\n```bash\n" in README
    assert f"command {marker}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_and_named_files_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
    for name in re.findall(r"(?:seeds|training)/[\w/.-]+\.(?:txt|yaml|md)", README):
        assert (ROOT / name).exists(), name


def test_commands_of_the_readme_are_known() -> None:
    shell = "\n".join(blocks("bash"))
    for command in re.findall(r"(?m)^stance (\w+)", shell):
        done = subprocess.run(
            [sys.executable, "-m", "stance", command, "--help"], capture_output=True, cwd=ROOT
        )
        assert done.returncode == 0, command


def test_the_figures_are_those_of_the_cards_and_the_benchmarks(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    from training.card import write_readme

    for name in ("README.md", "BENCHMARKS.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    write_readme(tmp_path / "README.md", ROOT / "models")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == README
