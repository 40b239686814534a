"""The page of the demo and the files that it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template

import stance
from stance.demo.analyst import FORMS, LONGEST
from stance.report.markup import element, join, markup
from stance.report.page import asset as report_asset

KINDS = {
    "demo.css": "text/css",
    "demo.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "report.css": "text/css",
    "example.txt": "text/plain",
}
"""The files beside the page, with their media types."""

_ABOUT = {
    "stance-small": "quick",
    "stance-base": "right more often",
}
"""What the shipped models are for, in a word or two."""

_HERE = Path(__file__).resolve().parent
_EXAMPLES = (
    _HERE / "assets" / "example.txt",  # inside an installed wheel
    _HERE.parent.parent / "seeds" / "07-vancouver-grain-strike.txt",  # in a checkout
)


def index(models: Iterable[str], largest: int) -> str:
    """The page as HTML, with these models to choose from, the first one chosen.

    `largest` is what the server takes of a file, in bytes.
    """
    options = [element("option", _described(model), value=model) for model in models]
    return Template(_asset("index.html")).substitute(
        models=join(options),
        version=markup(f"stance {stance.__version__}"),
        suffixes=markup(",".join(FORMS)),
        characters=f"{LONGEST:,}",
        longest=str(LONGEST),
        largest=str(largest),
    )


def file(name: str) -> str:
    """The text of one of the files in `KINDS`."""
    if name == "report.css":  # the colours and the type of the reports, so that both look alike
        return report_asset("page.css")
    return _example() if name == "example.txt" else _asset(name)


@cache
def _asset(name: str) -> str:
    return resources.files("stance.demo").joinpath("assets", name).read_text(encoding="utf-8")


def _example() -> str:
    for path in _EXAMPLES:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError("this installation has no example article")


def _described(model: str) -> str:
    return f"{model} ({_ABOUT[model]})" if model in _ABOUT else model
