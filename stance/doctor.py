"""Checks an installation piece by piece: what is there, what works, what to do about the rest."""

from __future__ import annotations

import importlib
import platform
import re
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import stance
from stance.models import (
    DEFAULT_STANCE,
    DEFAULT_TAGGER,
    TORCH_FILE,
    ModelError,
    ModelFolder,
    installed,
    read_folder,
)

DISTRIBUTION = "stance-toolkit"
PACKAGE = Path(__file__).resolve().parent
SENTENCE = (
    "Prime Minister Ana Lund condemned Russia on Monday and called its army a gang of thieves."
)

_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w.-]+)['\"]")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's report.

    `detail` says what was found and, where the state is not "ok", what to do. `core` is
    true for what the analysis of a text cannot do without.
    """

    name: str
    state: Literal["ok", "missing", "broken"]
    detail: str
    core: bool = False


MODULES = {"markdown-it-py": "markdown_it"}
"""Modules of core distributions that are not called as they are."""


def checks(data_dir: str | None = None) -> Iterator[Check]:
    """All checks, each given as soon as it is made; the last one runs the real models."""
    machine = f"{platform.system()} {platform.machine()}"
    yield Check("python", "ok", f"{platform.python_version()} on {machine}", core=True)
    yield Check(DISTRIBUTION, "ok", f"{stance.__version__} in {PACKAGE}", core=True)
    sound = True
    for check in [*_packages(), *_models()]:
        sound = sound and not (check.core and check.state != "ok")
        yield check
    yield from _data(data_dir)
    yield (
        _end_to_end()
        if sound
        else Check("end to end", "broken", "not run: mend what is broken above first", core=True)
    )


def requirements() -> dict[str, list[str]]:
    """Names of the packages that each extra asks for; those of the core under ""."""
    result: dict[str, list[str]] = {"": []}
    for line in _requirement_lines():
        name = _NAME.match(line)
        extra = _EXTRA.search(line)
        if name and name[0] != DISTRIBUTION:
            result.setdefault(extra[1] if extra else "", []).append(name[0])
    return result


def faults(model: ModelFolder) -> list[str]:
    """What is wrong with the files of a model, by their digests; empty when nothing is.

    The PyTorch weights may be left out: the default backend does not read them.
    """
    found = []
    try:
        read_folder(model.path)
    except ModelError as error:
        return [str(error)]
    for name in model.files:
        if name == TORCH_FILE and not (model.path / name).exists():
            continue
        try:
            model.file(name)
        except ModelError as error:
            found.append(str(error))
    return found


def _requirement_lines() -> list[str]:
    try:
        return metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        pass
    try:
        data = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    except OSError:
        return []
    extras: dict[str, list[str]] = data["project"]["optional-dependencies"]
    core: list[str] = data["project"]["dependencies"]
    return core + [f'{line}; extra == "{x}"' for x, lines in extras.items() for line in lines]


def _packages() -> Iterator[Check]:
    for extra, names in requirements().items():
        if not extra:
            yield from map(_core_package, names)
            continue
        absent = [name for name in names if _version(name) is None]
        if absent:
            fix = f"{', '.join(absent)} not installed: pip install '{DISTRIBUTION}[{extra}]'"
            yield Check(f"extra {extra}", "missing", fix)
        else:
            versions = ", ".join(f"{name} {_version(name)}" for name in names)
            yield Check(f"extra {extra}", "ok", versions)


def _core_package(name: str) -> Check:
    version = _version(name)
    if version is None:
        return Check(name, "missing", f"not installed: pip install {name}", core=True)
    try:
        importlib.import_module(MODULES.get(name, name.replace("-", "_")))
    except Exception as error:  # whatever a broken package raises
        fix = f"{version} cannot be imported ({error}): pip install --force-reinstall {name}"
        return Check(name, "broken", fix, core=True)
    return Check(name, "ok", version, core=True)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _models() -> Iterator[Check]:
    reinstall = "install stance anew from your copy of it, or name a folder in STANCE_MODELS"
    try:
        found = {model.path.name: model for model in installed()}
    except (ModelError, OSError) as error:
        yield Check("models", "broken", f"{error}: {reinstall}", core=True)
        return
    for name in (DEFAULT_STANCE, DEFAULT_TAGGER):
        if name not in found:
            yield Check(f"model {name}", "missing", reinstall, core=True)
    for name, model in found.items():
        core = name in (DEFAULT_STANCE, DEFAULT_TAGGER)
        wrong = faults(model)
        if wrong:
            yield Check(f"model {name}", "broken", f"{'; '.join(wrong)}: {reinstall}", core)
            continue
        verified = "verified" if model.files else "not verified, it has no manifest"
        yield Check(f"model {name}", "ok", f"{model.version}, {verified}, in {model.path}", core)


def _data(data_dir: str | None) -> Iterator[Check]:
    from stance.datasets import DATASETS, data_folder, splits

    folder = data_folder(data_dir)
    if folder is None:
        yield Check("data sets", "missing", "to read labelled sets, give --data-dir or STANCE_DATA")
        return
    wanted = [name for name, info in DATASETS.items() if not info.shipped]
    found = [name for name in wanted if splits(name, folder)]
    absent = [name for name in wanted if name not in found]
    if found:
        yield Check("data sets", "ok", f"{', '.join(found)} in {folder}")
    if absent:
        detail = f"{', '.join(absent)} not in {folder}: stance datasets says where to get them"
        yield Check("data sets", "missing", detail)


def _end_to_end() -> Check:
    start = time.perf_counter()
    try:
        analysis = stance.load()(SENTENCE)
    except Exception as error:  # the doctor has to name every ailment
        return Check("end to end", "broken", f"{type(error).__name__}: {error}", core=True)
    seconds = time.perf_counter() - start
    for found in analysis:
        if found.label == "hostile":
            actor, target = analysis.entity(found.actor), analysis.entity(found.target)
            sure = found.prediction.probabilities[found.label]
            answer = f"{actor.name} is {found.label} toward {target.name} ({sure:.2f})"
            return Check("end to end", "ok", f"{answer}, in {seconds:.1f} s", core=True)
    return Check("end to end", "broken", f"no hostile stance was found in: {SENTENCE}", core=True)
