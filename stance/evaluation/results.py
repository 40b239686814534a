"""What measuring gives: plain data that a table, a Markdown file or a page is made of.

`Report.to_dict` is the JSON that `--json` writes. Its `format` names this layout; figures are
in [0, 1] unless they count something, times are in seconds, intervals are of `settings`'
level, and a value that does not apply is null.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "stance-evaluation/1"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its interval, which is None where none is computed."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Confusion:
    """`counts[i][j]` decisions of class `labels[i]` were answered `labels[j]`."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin of a reliability diagram: decisions whose confidence lies in [`low`, `high`)."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether confidences mean what they say: `brier` is in [0, 2], `bins` are not empty.

    `ece_chance` is what `ece` would be, on average, if they did.
    """

    ece: float
    ece_chance: float
    brier: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """Risk-coverage: `errors[i]` is the error rate of the surest `coverage[i]` of decisions.

    `area` is the mean error rate over all coverages (AURC): less is better.
    """

    coverage: tuple[float, ...]
    errors: tuple[float, ...]
    area: float


@dataclass(frozen=True, slots=True)
class Slice:
    """The headline figure of the items that have `value` in the dimension `name`."""

    name: str
    value: str
    items: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer; `confidence` is the probability of the answer, None where it has none."""

    id: str
    text: str
    question: str
    gold: str
    predicted: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the items share with another split: the same text, nearly the same, the article."""

    split: str
    items: int
    same_text: int
    near_text: int
    same_group: int


@dataclass(frozen=True, slots=True)
class Result:
    """One system on one split of one set.

    `system` is the name of one of the report's `systems`; `protocol` says how the figures are
    computed, in a sentence; `headline` is the first key of `figures`. `items` are scored, and
    the intervals are made by resampling `groups` (articles) where they are known, else items.
    `losses` counts, for articles, at which step the gold stances are lost.
    """

    set: str
    split: str
    task: str
    system: str
    protocol: str
    headline: str
    figures: dict[str, Figure]
    items: int
    groups: int | None
    seconds: float
    data: dict[str, Any] = field(default_factory=dict)
    confusion: Confusion | None = None
    calibration: Calibration | None = None
    risk: Risk | None = None
    slices: tuple[Slice, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    losses: dict[str, int] = field(default_factory=dict)
    overlaps: tuple[Overlap, ...] = ()

    @property
    def score(self) -> Figure:
        """The headline figure."""
        return self.figures[self.headline]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`system` against `reference` on the same items.

    `difference` is that of the headline figures, with its paired-bootstrap interval, and
    `p_bootstrap` the two-sided p-value of no difference. McNemar's exact test compares how
    many decisions only one of the two gets right (None where decisions are not right or
    wrong one by one).
    """

    set: str
    split: str
    system: str
    reference: str
    figure: str
    difference: Figure
    p_bootstrap: float
    only_system: int | None = None
    only_reference: int | None = None
    p_mcnemar: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """The headline figure of several runs (seeds): mean and standard deviation (n - 1)."""

    set: str
    split: str
    systems: tuple[str, ...]
    figure: str
    values: tuple[float, ...]
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Left:
    """A set that was not measured, or a system that failed on it, and why."""

    set: str
    reason: str
    split: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one command measured, and what is needed to do it again.

    `systems` are their descriptions by name (`System.describe`), `environment` versions and
    hardware, `settings` seeds, resamples and the like, `speed` what `stance.evaluation.speed`
    gives, if it was asked for.
    """

    created: str
    command: str
    seconds: float
    environment: dict[str, Any]
    settings: dict[str, Any]
    systems: dict[str, dict[str, Any]]
    results: tuple[Result, ...]
    comparisons: tuple[Comparison, ...] = ()
    spreads: tuple[Spread, ...] = ()
    skipped: tuple[Left, ...] = ()
    failed: tuple[Left, ...] = ()
    speed: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able values."""
        return {"format": FORMAT, **asdict(self)}
