"""A run goes on from its own checkpoints, and from those of no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("transformers")

from training.runs import RunConfig, resume_from, training_arguments

CONFIG = RunConfig("encoder", "models/mine")


def test_a_run_goes_on_from_its_last_checkpoint(tmp_path: Path) -> None:
    work = tmp_path / "mine"
    assert resume_from(work, CONFIG) is None
    for step in (5, 40):
        (work / f"checkpoint-{step}").mkdir()
    assert resume_from(work, CONFIG) == str(work / "checkpoint-40")


def test_checkpoints_of_another_config_are_refused(tmp_path: Path) -> None:
    work = tmp_path / "mine"
    resume_from(work, CONFIG)
    resume_from(work, replace(CONFIG, seed=7))  # nothing is lost yet
    (work / "checkpoint-5").mkdir()
    changed = replace(CONFIG, seed=7, learning_rate=1e-5)
    with pytest.raises(
        ValueError, match=r"mine has checkpoints of a run with another learning_rate:"
    ):
        resume_from(work, changed)
    assert resume_from(work, replace(CONFIG, seed=7, output="elsewhere/mine")) is not None


def test_a_batch_is_cut_into_equal_parts_or_refused(tmp_path: Path) -> None:
    settings = training_arguments(replace(CONFIG, batch_size=32, parts=4), tmp_path, steps=10)
    assert (settings.per_device_train_batch_size, settings.gradient_accumulation_steps) == (8, 4)
    with pytest.raises(ValueError, match="a batch of 32 rows has no 5 equal parts"):
        training_arguments(replace(CONFIG, batch_size=32, parts=5), tmp_path, steps=10)
