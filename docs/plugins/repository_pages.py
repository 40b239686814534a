"""What the site takes from elsewhere in the repository: model cards and measured figures.

In the repository a page links to them by their place, so that the link works there too; on the
site the same link leads to the page that is made of them here. A line
`<!-- models/stance-base/README.md ## Calibration -->` becomes that section of the file, so that
a figure is written in one place only.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[2]
PAGES = {
    "BENCHMARKS.md": "benchmarks.md",
    "models/stance-base/README.md": "models/stance-base.md",
    "models/stance-small/README.md": "models/stance-small.md",
    "models/tagger-small/README.md": "models/tagger-small.md",
    "models/tagger-base/README.md": "models/tagger-base.md",
    "seeds/README.md": "seeds.md",
    "training/EXPERIMENTS.md": "experiments.md",
    "training/data/README.md": "own-data.md",
    "training/data/quoted_stance/GUIDELINES.md": "guidelines.md",
}
"""Files of the repository, and the pages that they become."""

_SOURCES = {page: source for source, page in PAGES.items()}
_LINK = re.compile(r"\[([^]]*)\]\(([^)#:]+)(#[^)]*)?\)")
_SECTION = re.compile(r"(?m)^<!-- (\S+\.md) ## (.+) -->$")


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages."""
    for source, page in PAGES.items():
        content = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=content))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Puts in the sections, and turns links to these files into links to their pages."""
    page_folder = posixpath.dirname(page.file.src_uri)
    source = _SOURCES.get(page.file.src_uri)
    here = f"docs/{page_folder}" if source is None else posixpath.dirname(source)

    def turned(match: re.Match[str]) -> str:
        words, target, anchor = match[1], match[2], match[3] or ""
        place = posixpath.normpath(posixpath.join(here, target))
        if place in PAGES:
            goal = PAGES[place]
        elif source is None:
            return match[0]
        elif place.startswith("docs/"):
            goal = place.removeprefix("docs/")
        else:
            return words  # a file that the site does not have
        return f"[{words}]({posixpath.relpath(goal, page_folder or '.')}{anchor})"

    whole = _SECTION.sub(lambda match: section(match[1], match[2]), markdown)
    return _LINK.sub(turned, whole)


def section(source: str, title: str) -> str:
    """What stands below a heading of the second level; ValueError where there is none."""
    text = (ROOT / source).read_text(encoding="utf-8")
    found = re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text)
    if found is None:
        raise ValueError(f"{source} has no section {title!r}")
    return found[1].strip()


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Turns the links of notebooks to pages, which nobody else does."""
    if not page.file.src_uri.endswith(".ipynb"):
        return output
    return re.sub(r'href="(?!\w+:)([^"#]+)\.md(?=[#"])', r'href="\1.html', output)
