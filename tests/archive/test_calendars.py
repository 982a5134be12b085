"""Calendar years and strips of weeks."""

from __future__ import annotations

from datetime import date

import pytest

from archive.calendars import Day, Mark, build_strip, build_year, strip_start
from archive.parsing.dates import EARLIEST, LATEST


@pytest.mark.parametrize(
    ("year", "month", "weeks", "first_week"),
    [
        (2025, 1, 5, [None, None, 1, 2, 3, 4, 5]),
        (2021, 2, 4, [1, 2, 3, 4, 5, 6, 7]),
        (2025, 6, 6, [None, None, None, None, None, None, 1]),
    ],
)
def test_months_begin_on_monday(
    year: int, month: int, weeks: int, first_week: list[int | None]
) -> None:
    built = build_year(year, {})[month - 1]
    assert len(built.weeks) == weeks
    assert [day and day.date.day for day in built.weeks[0]] == first_week


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2025, 365)])
def test_year_has_each_day_once(year: int, days: int) -> None:
    months = build_year(year, {})
    shown = [day.date for month in months for week in month.weeks for day in week if day]
    assert len(months) == 12
    assert len(shown) == len(set(shown)) == days


def test_marked_day_carries_its_mark_and_counts() -> None:
    mark = Mark(2, "/days/2025-04-18/")
    april = build_year(2025, {date(2025, 4, 18): mark, date(2024, 4, 1): Mark(1, "")})[3]
    assert [day.date.day for week in april.weeks for day in week if day and day.mark == mark] == [
        18
    ]
    assert april.count == 2


def test_strip_ends_in_the_week_of_the_last_day() -> None:
    last = date(2025, 4, 18)  # a Friday
    strip = build_strip(last, {})
    assert [len(row) for row in strip.rows] == [53] * 7
    assert strip.rows[4][-1] is not None
    assert strip.rows[4][-1].date == last
    assert strip.rows[5][-1] is None
    assert strip.rows[0][0] is not None
    assert strip.rows[0][0].date == strip_start(last) == date(2024, 4, 15)
    assert sum(weeks for _, weeks in strip.months) == 53


@pytest.mark.parametrize("day", [EARLIEST, LATEST], ids=str)
def test_first_and_last_day_of_the_archive(day: date) -> None:
    mark = Mark(1, f"/days/{day}/")
    months = build_year(day.year, {day: mark})
    assert [month.count for month in months] == [int(n == day.month) for n in range(1, 13)]
    assert build_strip(day, {day: mark}).rows[day.weekday()][-1] == Day(day, mark, step=4)


@pytest.mark.parametrize(("count", "step"), [(1, 1), (25, 1), (26, 2), (75, 3), (76, 4), (100, 4)])
def test_strip_shades_by_share_of_the_fullest_day(count: int, step: int) -> None:
    last = date(2025, 4, 20)
    marks = {last: Mark(count, ""), date(2025, 4, 1): Mark(100, "")}
    day = build_strip(last, marks).rows[6][-1]
    assert day is not None
    assert day.step == step
