"""Days to the weeks, months or years they lie in."""

from __future__ import annotations

from datetime import date, timedelta

PERIODS = ("day", "week", "month", "quarter", "year")

_LEAST, _MOST = 3, 40
"""Periods of a time line, where the length of time allows it."""

_LENGTHS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}

EPOCH = date(1970, 1, 1)


def period_for(first: date, last: date, articles: int, enough: int) -> str:
    """The shortest period for a time line from the first to the last day.

    It gives `enough` of a pair's `articles` to a point on average, as far as that leaves some
    points to draw.
    """
    counts = {name: ((last - first).days + 1) / days for name, days in _LENGTHS.items()}
    fitting = [name for name in PERIODS if _LEAST <= counts[name] <= _MOST]
    if not fitting:
        return PERIODS[0] if counts[PERIODS[0]] < _LEAST else PERIODS[-1]
    return next((name for name in fitting if articles >= enough * counts[name]), fitting[-1])


def start_of(day: date, period: str) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday."""
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    if period == "month":
        return day.replace(day=1)
    if period == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    if period == "year":
        return day.replace(month=1, day=1)
    raise ValueError(f"unknown period {period!r}; known: {', '.join(PERIODS)}")


def label_of(start: date, period: str) -> str:
    """A period in words: "2024-03-05", "2024-W10", "2024-03", "2024 Q1", "2024"."""
    if period == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if period == "month":
        return start.isoformat()[:7]
    if period == "quarter":
        return f"{start.year} Q{1 + (start.month - 1) // 3}"
    return str(start.year) if period == "year" else start.isoformat()


def as_date(day: int) -> date:
    """The date of a day that is counted from 1970-01-01."""
    return EPOCH + timedelta(days=day)
