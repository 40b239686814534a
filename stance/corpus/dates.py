"""The calendar day that a date of an article's record stands for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for month in names.split()
}
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\.?,? ", re.I)
_SECONDS, _MILLISECONDS = 10, 13
"""Digits of a Unix time of this century, in seconds and in milliseconds."""


def as_day(value: Any) -> date | None:
    """The day of a date, a time or a text; None for an empty value.

    Texts: ISO 8601 ("2024-03-05T12:00:00Z"), 20240305, 2024/3/5, "5 March 2024",
    "March 5, 2024", the form of e-mails, Unix time. A month or a year alone is its first day.
    The day is the one written: no time zone is converted; Unix times are read as UTC.
    ValueError for everything else; "03/04/2024" is one, as nobody can tell April from March.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = "" if value is None else " ".join(str(value).split())
    if words.lower() in ("", "nan", "nat", "none", "null"):
        return None
    try:
        found = _number(words) or _written(words) or _iso(words) or _mail(words)
    except (ValueError, OverflowError, TypeError, OSError):
        found = None
    if found is None:
        raise ValueError(f"the date {words[:40]!r} is not understood; write it as 2024-03-05")
    return found


def _number(words: str) -> date | None:
    digits = words.removesuffix(".0")
    if not digits.isdecimal():
        return None
    if len(digits) == len("20240305"):
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) in (_SECONDS, _MILLISECONDS):
        seconds = int(digits) / (1000 if len(digits) == _MILLISECONDS else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    return None


def _written(words: str) -> date | None:
    words = _WEEKDAY.sub("", words, count=1).lower()
    if match := _YEAR_FIRST.fullmatch(words):
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if (match := _DAY_FIRST.fullmatch(words)) and match[2] in _MONTHS:
        return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
    if (match := _MONTH_FIRST.fullmatch(words)) and match[1] in _MONTHS:
        return date(int(match[3]), _MONTHS[match[1]], int(match[2]))
    return None


def _iso(words: str) -> date | None:
    if not re.match(r"\d{4}-", words):
        return None
    try:
        return datetime.fromisoformat(words.removesuffix(" UTC")).date()
    except ValueError:
        # What follows the day ("+00", "EST") says nothing about it.
        match = re.match(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d", words)
        return date.fromisoformat(match[1]) if match else None


def _mail(words: str) -> date | None:
    return parsedate_to_datetime(words).date() if re.search("[A-Za-z]{3}", words) else None
