"""A corpus on Ray: the same tables as on this machine, to the last byte."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from corpus_support import articles, contents, job

from stance.corpus import analyse_corpus
from stance.corpus.engines import engine
from stance.extras import MissingExtra


def test_a_missing_ray_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtra, match=r"pip install 'stance-toolkit\[ray\]'"):
        engine("ray")
    with pytest.raises(ValueError, match="unknown engine 'spark'; known: local, ray"):
        engine("spark")


# Ray starts a dozen processes: too slow for every run of the tests.
@pytest.mark.skipif("STANCE_TEST_RAY" not in os.environ, reason="STANCE_TEST_RAY=1 runs it")
def test_ray_gives_what_a_process_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray: Any = pytest.importorskip("ray")
    monkeypatch.chdir(tmp_path)
    articles(Path("news.jsonl"), 40)
    analyse_corpus(job(Path("local"), "news.jsonl"), workers=1)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    paths = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join(paths)}},
    )
    try:
        analyse_corpus(job(Path("ray"), "news.jsonl"), workers=2, on="ray")
    finally:
        ray.shutdown()
    assert contents(Path("ray")) == contents(Path("local"))
