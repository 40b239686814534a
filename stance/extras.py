"""Optional packages: import one, or say in one line how to install it."""

from __future__ import annotations

import importlib
from types import ModuleType


class MissingExtra(ImportError):
    """A package of an optional extra is not installed."""


def require(module: str, extra: str) -> ModuleType:
    """The module, or MissingExtra with the exact pip command that installs it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != module.split(".")[0]:
            raise  # the package is there, but something inside it is broken
        raise MissingExtra(f"this needs {module}: pip install 'stance-toolkit[{extra}]'") from None
