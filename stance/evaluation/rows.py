"""Reports as rows of text, for the terminal and for Markdown alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.evaluation.results import Comparison, Figure, Left, Report, Result

_SEESAW = (
    "document_triple_precision",
    "document_triple_recall",
    "document_pair_f1",
    "document_pair_recall",
    "sentence_triple_f1",
    "sentence_pair_f1",
)

SECONDARY: dict[str, tuple[str, ...]] = {
    "dse": ("macro_f1", "mAP"),
    "newsmtsc": ("f1_pn", "accuracy"),
    "semeval2016": ("f_avg_macro",),
    "quoted_stance": ("accuracy", "spearman"),
    "directed_news": ("accuracy",),
    "contrast": ("macro_f1",),
    "polnear": (
        "source_token_f1",
        "cue_token_f1",
        "content_token_f1",
        "source_exact_f1",
        "cue_exact_f1",
        "content_exact_f1",
        "attribution_f1_human",
        "cue_token_f1_human",
    ),
    "seesaw": _SEESAW,
    "seesaw_listed": _SEESAW,
    "seesaw_pairs": ("says_neutral",),
    "seeds": ("pair_f1", "label_accuracy", "false_per_article"),
}
"""What a summary shows of each set below its headline figure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one split, by system; `items` is 0 below a set's first row."""

    set: str
    split: str
    items: int
    figure: str
    cells: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Summary:
    """A table: figures by row, systems by column. Taggers have one of their own."""

    systems: tuple[str, ...]
    rows: tuple[Row, ...]


def summaries(report: Report) -> list[Summary]:
    """The headline figure of every split, and what `SECONDARY` names, in report order."""
    kinds = (
        [result for result in report.results if result.task != "attribution"],
        [result for result in report.results if result.task == "attribution"],
    )
    return [
        Summary(tuple(dict.fromkeys(result.system for result in results)), tuple(_rows(results)))
        for results in kinds
        if results
    ]


def _rows(results: Sequence[Result]) -> Iterator[Row]:
    by_job: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        by_job.setdefault((result.set, result.split), []).append(result)
    for (name, split), measured in by_job.items():
        first = measured[0]
        names = dict.fromkeys([first.headline, *SECONDARY.get(name, ())])
        for number, figure in enumerate(names):
            cells = {r.system: r.figures[figure] for r in measured if figure in r.figures}
            if cells:
                yield Row(name, split, 0 if number else first.items, figure, cells)
        calibrated = {r.system: r.calibration for r in measured if r.calibration}
        for figure in ("ece", "ece_chance") if calibrated else ():
            cells = {system: Figure(getattr(c, figure)) for system, c in calibrated.items()}
            yield Row(name, split, 0, figure, cells)


def shown(figure: Figure | None, interval: bool = True) -> str:
    """ "0.813 [0.792, 0.833]", whole numbers as such, "" for none."""
    if figure is None:
        return ""
    value = _number(figure.value)
    if not interval or figure.low is None or figure.high is None or figure.low == figure.high:
        return value
    return f"{value} [{_number(figure.low)}, {_number(figure.high)}]"


def compared(item: Comparison) -> str:
    """A comparison in a sentence."""
    difference = item.difference
    sentence = (
        f"{item.set} {item.split}: {item.system} against {item.reference}, {item.figure} "
        f"{difference.value:+.3f}"
    )
    if difference.low is not None and difference.high is not None:
        sentence += f" [{difference.low:+.3f}, {difference.high:+.3f}]"
    sentence += f", bootstrap {probability(item.p_bootstrap)}"
    if item.p_mcnemar is not None:
        sentence += (
            f"; right alone {item.only_system} and {item.only_reference}, "
            f"McNemar {probability(item.p_mcnemar)}"
        )
    return sentence + "."


def notes(report: Report) -> Iterator[str]:
    """Comparisons, spreads, and what was skipped or failed, a sentence each."""
    for comparison in report.comparisons:
        yield compared(comparison)
    for item in report.spreads:
        yield (
            f"{item.set} {item.split}: {item.figure} of {len(item.values)} systems "
            f"{item.mean:.3f} +- {item.deviation:.3f}."
        )
    for left in report.skipped:
        yield f"skipped {_where(left)}: {left.reason}."
    for left in report.failed:
        yield f"FAILED {_where(left)}: {left.reason}"


def probability(p: float) -> str:
    """A p-value with two digits that say something."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"


def losses(result: Result) -> list[tuple[str, int, str]]:
    """(step, gold stances lost at it, their share) of a result that counts them."""
    total = sum(result.losses.values())
    return [
        (step, count, f"{count / total:.1%}" if total else "")
        for step, count in result.losses.items()
    ]


def facts(report: Report) -> list[str]:
    """Under which circumstances a report was made, a line each."""
    there = report.environment
    packages = ", ".join(f"{name} {version}" for name, version in there["packages"].items())
    settings = report.settings
    return [
        f"stance {there['stance']}, Python {there['python']}, {packages}",
        f"{there['processor']}, {there['cores']} cores, {there['memory_gb']} GB, {there['system']}",
        f"{report.created}, {report.seconds:.0f} s, seed {settings['seed']}, "
        f"{settings['resamples']} resamples, {settings['level']:.0%} intervals",
    ]


def digests(report: Report) -> list[tuple[str, str, str, str]]:
    """(system, version, file, SHA-256) of every file of every system."""
    return [
        (name, str(system.get("version", "")), file, digest)
        for name, system in report.systems.items()
        for file, digest in sorted(_hashes(system).items())
    ]


def data_digests(report: Report) -> Sequence[tuple[str, str, int, str]]:
    """(set, split, files, SHA-256) of every split that has files."""
    found = {
        (r.set, r.split): (r.set, r.split, int(r.data["files"]), str(r.data["sha256"]))
        for r in report.results
        if r.data
    }
    return list(found.values())


def _hashes(system: dict[str, object]) -> dict[str, str]:
    hashes = system.get("sha256")
    return hashes if isinstance(hashes, dict) else {}


def _where(left: Left) -> str:
    return " ".join(filter(None, (left.set, left.split, left.system)))


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) and abs(value) > 1 else f"{value:.3f}"
