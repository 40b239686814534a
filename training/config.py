"""Training configs: YAML files read into closed dataclasses.

A key that a config does not have is an error that names the nearest one, so that no
setting is ever silently ignored. ``key=value`` overrides go through the same check.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

Config = TypeVar("Config")


class ConfigError(ValueError):
    """A config file or override is wrong; the message says where and what."""


def load_config(kind: type[Config], path: Path, overrides: Sequence[str] = ()) -> Config:
    """The config of class `kind` in a YAML file, with ``key=value`` overrides applied.

    Raises ConfigError for an unknown key, a missing one, or a value of the wrong type.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: a config is a list of `key: value` lines")
    for override in overrides:
        key, equals, value = override.partition("=")
        if not equals:
            raise ConfigError(f"override {override!r} is not key=value")
        values[key] = yaml.safe_load(value)
    return _build(kind, values, str(path))


def _build(kind: type[Config], values: dict[str, Any], where: str) -> Config:
    hints = typing.get_type_hints(kind)
    for key in values:
        if key not in hints:
            near = difflib.get_close_matches(str(key), hints, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(hints)}"
            raise ConfigError(f"{where}: unknown key {key!r}{hint}")
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        required = (
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        )
        if required and field.name not in values:
            raise ConfigError(f"{where}: missing key {field.name!r}")
    return kind(
        **{key: _cast(value, hints[key], f"{where}: {key}") for key, value in values.items()}
    )


def _cast(value: Any, hint: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        hint = next(kind for kind in typing.get_args(hint) if kind is not type(None))
        origin = typing.get_origin(hint)
    if origin is dict:
        if not isinstance(value, dict):
            raise ConfigError(f"{where} must be a table of `name: value` lines")
        kind = typing.get_args(hint)[1]
        return {str(key): _cast(item, kind, f"{where}.{key}") for key, item in value.items()}
    if hint is float and isinstance(value, str):  # YAML 1.1 reads 1e-4 as a string
        try:
            return float(value)
        except ValueError:
            pass
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ConfigError(f"{where} must be {hint.__name__}, not {value!r}")
    return value
