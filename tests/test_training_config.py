"""Training configs: closed, typed, and every key of them read."""

from __future__ import annotations

import ast
import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("yaml")

from training.config import ConfigError, load_config

TRAINING = Path(__file__).parent.parent / "training"
CONFIGS = sorted((TRAINING / "configs").glob("*.yaml"))


@dataclass(kw_only=True)
class Run:
    encoder: str
    passes: dict[str, float] = field(default_factory=dict)
    batch_size: int = 32
    learning_rate: float = 1e-4
    limit: int | None = None
    quick: bool = False


def load(folder: Path, content: str, *overrides: str) -> Run:
    path = folder / "run.yaml"
    path.write_text(content, encoding="utf-8")
    return load_config(Run, path, overrides)


def test_values_come_from_the_file_and_the_rest_from_defaults(tmp_path: Path) -> None:
    run = load(tmp_path, "encoder: some/encoder\nbatch_size: 8\npasses: {dse: 2, sst2: 0.5}\n")
    assert run == Run(encoder="some/encoder", batch_size=8, passes={"dse": 2.0, "sst2": 0.5})
    assert isinstance(run.passes["dse"], float)


@pytest.mark.parametrize(("value", "rate"), [("1e-4", 1e-4), ("1.5e-4", 1.5e-4), ("1", 1.0)])
def test_numbers_are_read_as_people_write_them(tmp_path: Path, value: str, rate: float) -> None:
    assert load(tmp_path, f"encoder: x\nlearning_rate: {value}\n").learning_rate == rate


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("encoder: x\nbatchsize: 8\n", "unknown key 'batchsize'; did you mean 'batch_size'?"),
        ("encoder: x\nzebra: 8\n", "unknown key 'zebra'; known: encoder, passes"),
        ("batch_size: 8\n", "missing key 'encoder'"),
        ("encoder: 5\n", "encoder must be str, not 5"),
        ("encoder: x\nbatch_size: 8.5\n", "batch_size must be int, not 8.5"),
        ("encoder: x\nbatch_size: true\n", "batch_size must be int, not True"),
        ("encoder: x\nbatch_size: '8'\n", "batch_size must be int, not '8'"),
        ("encoder: x\nlearning_rate: fast\n", "learning_rate must be float, not 'fast'"),
        ("encoder: x\nlearning_rate: false\n", "learning_rate must be float, not False"),
        ("encoder: x\nquick: 1\n", "quick must be bool, not 1"),
        ("encoder: x\npasses: [dse]\n", "passes must be a table"),
        ("encoder: x\npasses: {dse: often}\n", "passes.dse must be float, not 'often'"),
        ("encoder: x\nbatch_size:\n", "batch_size must be int, not None"),
        ("- encoder\n", "a config is a list of `key: value` lines"),
        ("", "a config is a list of `key: value` lines"),
        ("encoder: [\n", r"run\.yaml"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, content)
    assert message.replace("\\", "") in str(caught.value)
    assert "run.yaml" in str(caught.value)


def test_none_is_a_value_where_it_is_allowed(tmp_path: Path) -> None:
    assert load(tmp_path, "encoder: x\nlimit:\n").limit is None
    assert load(tmp_path, "encoder: x\nlimit: 3\n").limit == 3


def test_overrides_are_checked_alike(tmp_path: Path) -> None:
    run = load(tmp_path, "encoder: x\n", "batch_size=4", "passes={dse: 1}", "encoder=a=b")
    assert (run.batch_size, run.passes, run.encoder) == (4, {"dse": 1.0}, "a=b")
    assert load(tmp_path, "batch_size: 1\n", "encoder=x").encoder == "x"
    for override, message in (
        ("batch_sise=4", "did you mean 'batch_size'"),
        ("batch_size=four", "batch_size must be int"),
        ("batch_size", "'batch_size' is not key=value"),
    ):
        with pytest.raises(ConfigError, match=message):
            load(tmp_path, "encoder: x\n", override)


def config_class(path: Path) -> type[Any]:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    if path.stem.startswith("tagger"):
        from training.train_tagger import TaggerTraining

        return TaggerTraining
    from training.train_stance import StanceTraining

    return StanceTraining


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_shipped_config_is_read(path: Path) -> None:
    config = load_config(config_class(path), path)
    assert Path(config.output).name == path.stem


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_key_there_is_does_something(path: Path) -> None:
    read = {
        node.attr
        for source in TRAINING.glob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "config"
    }
    keys = {item.name for item in dataclasses.fields(config_class(path))}
    assert keys <= read


def test_there_is_a_config_of_each_kind() -> None:
    assert {path.stem.split("-")[0] for path in CONFIGS} == {"stance", "tagger"}


def test_the_sets_of_the_stance_configs_are_known() -> None:
    from training.mixture import DEV, FIT, set_of

    assert FIT.keys() == DEV.keys()
    for path in CONFIGS:
        if path.stem.startswith("stance"):
            passes = load_config(config_class(path), path).passes
            assert {set_of(name) for name in passes} <= FIT.keys()
