"""Many systems on many sets: what is found, what is skipped, what fails, who is better."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from datasets_fixtures import (
    quoted_item,
    write,
    write_json_lines,
    write_newsmtsc,
    write_polnear,
    write_seesaw,
    write_semeval,
)
from evaluation_support import Learner, Oracle

from stance.datasets import quoted_stance
from stance.evaluation import benchmark
from stance.evaluation.benchmark import Bench, NotForIt, Sources, measure_all, spreads
from stance.evaluation.jobs import SETS, Job, find_jobs, job_of, seeds_folder
from stance.evaluation.measure import Settings
from stance.evaluation.provenance import data_digest, environment
from stance.evaluation.statistics import Resampling
from stance.models import sha256

SETTINGS = Settings(Resampling(50))


def jobs(which: Any, root: Path, *names: str) -> list[tuple[str, str | None, str]]:
    found, _ = find_jobs(which, names or None, root)
    return [(job.set, job.split, job.kind) for job in found]


def test_the_splits_that_are_there_are_found(tmp_path: Path) -> None:
    write_newsmtsc(tmp_path, articles=3)
    write_semeval(tmp_path, "climate", "a\n", "0\n", split="test")
    write_polnear(tmp_path)
    write_seesaw(tmp_path)
    sets = ("newsmtsc", "semeval2016", "polnear", "seesaw", "seesaw_pairs")
    seesaw = [("seesaw", "all", "seesaw"), ("seesaw_pairs", "all", "examples")]
    dev = [("newsmtsc", "train-dev", "examples"), ("polnear", "dev", "attributions")]
    test = [("semeval2016", "test", "examples")]
    assert jobs("dev", tmp_path, *sets) == [*dev, *seesaw]
    assert jobs("test", tmp_path, *sets) == [*test, *seesaw]
    assert jobs("all", tmp_path, *sets) == [dev[0], test[0], dev[1], *seesaw]


def test_test_sets_alone_are_enough(tmp_path: Path) -> None:
    for name in ("devtest_rw", "devtest_mt"):
        (write_newsmtsc(tmp_path, 2)).rename(tmp_path / "newsmtsc" / f"{name}.jsonl")
    write(tmp_path / "dse" / "test.txt", "[A] met [B] .\tA\tB\t0\n")
    found, skipped = find_jobs("test", None, tmp_path)
    names = [(job.set, job.split) for job in found]
    assert ("dse", "test") in names
    assert [split for name, split in names if name == "newsmtsc"] == ["devtest_rw", "devtest_mt"]
    left = {item.set: item.reason for item in skipped}
    assert left["sst2"].startswith("not found; get it from ")
    assert set(left) | {job.set for job in found} == set(SETS)


def test_a_split_that_is_not_there_is_skipped_and_said(tmp_path: Path) -> None:
    write(tmp_path / "sst2" / "train.tsv", "fine\t1\n")
    found, (left,) = find_jobs("dev", ["sst2"], tmp_path)
    assert not found and left.reason == "no split dev here: train"


def test_an_unknown_set_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no set 'dsee': known are dse, "):
        find_jobs("dev", ["dsee"], tmp_path)


def test_seeds_come_with_the_data_or_with_the_checkout(tmp_path: Path) -> None:
    assert seeds_folder(tmp_path) in (Path(benchmark.__file__).parents[2] / "seeds", None)
    (tmp_path / "seeds").mkdir()
    assert seeds_folder(tmp_path) == tmp_path / "seeds"


def test_the_job_of_a_name(tmp_path: Path) -> None:
    def kind(name: str, split: str | None = None) -> tuple[str, str | None]:
        job = job_of(name, split, tmp_path)
        return job.kind, job.split

    assert kind("dse", "valid") == ("examples", "valid")
    assert kind("polnear", "dev") == ("attributions", "dev")
    assert kind("seesaw") == ("seesaw", "all")
    assert kind("seesaw_listed") == ("seesaw", "all")
    assert kind("seesaw_pairs") == ("examples", "all")
    assert kind(str(tmp_path)) == ("articles", None)
    assert kind("mine.csv") == ("examples", None)


def own_file(root: Path, train: bool = True) -> Path:
    rows = [
        {
            "id": f"{split}-{number}",
            "text": f"text {split} {number}",
            "split": split,
            "label": label,
        }
        for split in (["train"] if train else []) + ["dev"]
        for number, label in enumerate(["hostile", "neutral", "supportive"] * 4)
    ]
    return write_json_lines(root / "mine.jsonl", rows)


def measure(
    monkeypatch: pytest.MonkeyPatch, job: Job, *systems: Oracle, **options: Any
) -> tuple[Any, Any]:
    """Measures these systems; their names are their specs."""
    by_name = {system.name: system for system in systems}
    monkeypatch.setattr(benchmark, "load_system", lambda spec, **_: by_name[spec])
    lines: list[str] = []
    bench = Bench(Sources(), SETTINGS, detailed=False, say=lines.append)
    report, measured = measure_all(bench, list(by_name), [job], **options)
    assert lines[0] == f"[1/1] {job.set} {job.split} {systems[0].name}"
    return report, measured


def test_a_report_of_two_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = own_file(tmp_path)
    job = job_of(str(path), "dev", None)
    wrong = {f"dev-{number}": "neutral" for number in (0, 3, 2)}
    better, worse = Oracle("better"), Oracle("worse", wrong)
    report, measured = measure(monkeypatch, job, better, worse, reference="worse", command="x")
    assert [result.system for result in report.results] == ["better", "worse"]
    assert report.results[0].data == {"files": 1, "sha256": sha256(path)}
    (comparison,) = report.comparisons
    assert (comparison.system, comparison.reference) == ("better", "worse")
    assert comparison.only_system == 3 and comparison.only_reference == 0
    assert comparison.p_mcnemar == pytest.approx(2 / 8)
    # F1 of hostile: 2 of 4 found; of supportive 3 of 4; neutral 4 of 7 right.
    worst = (2 * 2 / 6 + 2 * 3 / 7 + 2 * 4 / 11) / 3
    assert comparison.difference.value == pytest.approx(1 - worst)
    assert report.systems["better"]["spec"] == "better"
    assert report.settings["resamples"] == 50 and report.environment["cores"]
    (spread,) = spreads(measured)
    assert spread.systems == ("better", "worse")
    assert spread.mean == pytest.approx((1 + worst) / 2)
    data = report.to_dict()
    assert data["format"] == "stance-evaluation/1" and data["results"][0]["items"] == 12


def test_who_learns_is_given_train_and_skipped_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = Learner("learner")
    measure(monkeypatch, job_of(str(own_file(tmp_path)), "dev", None), learner)
    assert learner.learned == 12
    job = job_of(str(own_file(tmp_path, train=False)), "dev", None)
    report, _ = measure(monkeypatch, job, learner)
    (left,) = report.skipped
    assert (left.system, left.reason) == (
        "learner",
        "learner learns from train, which is not there",
    )
    with pytest.raises(ValueError, match="learns from train"):
        measure(monkeypatch, job, learner, strict=True)


def test_a_failure_is_told_and_keeps_nobody_from_being_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Oracle):
        def predict(self, examples: Any) -> Any:
            raise ValueError("the server is down")

    job = job_of(str(own_file(tmp_path)), "dev", None)
    report, _ = measure(monkeypatch, job, Broken("broken"), Oracle())
    assert [result.system for result in report.results] == ["oracle"]
    (left,) = report.failed
    assert (left.system, left.split, left.reason) == ("broken", "dev", "the server is down")
    with pytest.raises(ValueError, match="server is down"):
        measure(monkeypatch, job, Broken("broken"), strict=True)


def test_articles_are_for_models_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_seesaw(tmp_path)
    monkeypatch.setenv("STANCE_DATA", str(tmp_path))
    monkeypatch.setattr(benchmark, "load_system", lambda spec, **_: Oracle())
    found, _ = find_jobs("dev", ["seesaw", "seesaw_pairs"], None)
    bench = Bench(Sources(), SETTINGS, detailed=False)
    report, _ = measure_all(bench, ["oracle"], found)
    assert [result.set for result in report.results] == ["seesaw_pairs"]
    assert report.results[0].score.value == 1
    (left,) = report.skipped
    assert (left.set, left.system) == ("seesaw", "oracle") and not report.failed
    assert left.reason == "seesaw has whole articles, which only a stance model reads"
    with pytest.raises(NotForIt, match="whole articles"):
        measure_all(bench, ["oracle"], found, strict=True)


def test_two_systems_of_one_name_go_by_what_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "load_system", lambda spec, **_: Oracle("same"))
    job = job_of(str(own_file(tmp_path)), "dev", None)
    bench = Bench(Sources(), SETTINGS, detailed=False)
    report, _ = measure_all(bench, ["out/one", "out/two"], [job])
    assert [result.system for result in report.results] == ["out/one", "out/two"]
    far = [str(tmp_path / folder / "mine") for folder in ("one", "two")]
    report, _ = measure_all(bench, far, [job])
    assert [result.system for result in report.results] == ["mine", "mine (2)"]
    assert str(tmp_path) not in json.dumps(list(report.systems))


def test_digests_are_those_of_sha256sum(tmp_path: Path) -> None:
    write_polnear(tmp_path)
    write_json_lines(tmp_path / "quoted_stance" / "dev.jsonl", [quoted_item()])
    write_newsmtsc(tmp_path, 2)
    news = tmp_path / "newsmtsc" / "train.jsonl"
    for part in ("train-fit", "train-dev"):
        assert data_digest(tmp_path / "newsmtsc", "newsmtsc", part)["sha256"] == sha256(news)
    polnear = data_digest(tmp_path / "polnear", "polnear", "dev")
    assert polnear["files"] == 6 and len(polnear["sha256"]) == 64
    write(tmp_path / "polnear" / "data" / "dev" / "text" / "a_1.txt", "changed")
    assert data_digest(tmp_path / "polnear", "polnear", "dev") != polnear
    assert data_digest(news, "news.jsonl", None)["files"] == 1


def test_a_digest_is_of_the_files_that_a_split_is_read_from(tmp_path: Path) -> None:
    more = quoted_stance.OWN / "train-more.jsonl"
    digest = data_digest(tmp_path, "quoted_stance", "train-more")
    assert digest == {"files": 1, "sha256": sha256(more)}  # it comes with the project
    for name in ("more-1.jsonl", "train-1.jsonl"):
        write(tmp_path / name, name)
    digest = data_digest(tmp_path, "directed_news", "train-more")
    assert digest == {"files": 1, "sha256": sha256(tmp_path / "more-1.jsonl")}


def test_the_environment_names_versions_and_hardware() -> None:
    found = environment()
    assert found["packages"]["numpy"] and found["cores"] >= 1 and found["processor"]
