"""Days with papers in, a calendar year of twelve months or a strip of 53 weeks out; no database.

`build_year(2025, {date(2025, 4, 18): Mark(2, "/days/2025-04-18/")})` gives twelve `Month`s whose
weeks begin on Monday; the 18th of April carries the mark.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

STRIP_WEEKS = 53
#: A strip's day is shaded in this many steps, by its count as a share of the fullest day.
STRIP_STEPS = 4
_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a day holds: how many, and the address that shows them."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of a calendar; `mark` is None for a day without papers."""

    date: date
    mark: Mark | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its first day and its weeks; a cell outside the month is None."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The weeks up to a day: the months over the columns, and seven rows of days."""

    months: tuple[tuple[date, int], ...]
    rows: tuple[tuple[Day | None, ...], ...]


def build_year(year: int, marks: Mapping[date, Mark]) -> tuple[Month, ...]:
    """Return the twelve months of `year` with the marked days in place."""
    return tuple(_month(year, month, marks) for month in range(1, 13))


def _month(year: int, month: int, marks: Mapping[date, Mark]) -> Month:
    weeks = tuple(
        tuple(Day(day, marks.get(day)) if day.month == month else None for day in week)
        for week in _WEEKS.monthdatescalendar(year, month)
    )
    count = sum(day.mark.count for week in weeks for day in week if day and day.mark)
    return Month(date(year, month, 1), weeks, count)


def strip_start(last: date) -> date:
    """Return the Monday on which the strip that ends in the week of `last` begins."""
    monday = last - timedelta(days=last.weekday())
    return monday - timedelta(weeks=STRIP_WEEKS - 1)


def build_strip(last: date, marks: Mapping[date, Mark]) -> Strip:
    """Return the 53 weeks up to the week of `last`; days after `last` are None."""
    start = strip_start(last)
    fullest = max((mark.count for mark in marks.values()), default=1)
    rows = tuple(
        tuple(
            _strip_day(start + timedelta(weeks=week, days=weekday), last, marks, fullest)
            for week in range(STRIP_WEEKS)
        )
        for weekday in range(7)
    )
    mondays = [start + timedelta(weeks=week) for week in range(STRIP_WEEKS)]
    months = groupby(monday.replace(day=1) for monday in mondays)
    return Strip(tuple((first, len(list(group))) for first, group in months), rows)


def _strip_day(day: date, last: date, marks: Mapping[date, Mark], fullest: int) -> Day | None:
    if day > last:
        return None
    mark = marks.get(day)
    return Day(day, mark, step=-(-mark.count * STRIP_STEPS // fullest) if mark else 0)
