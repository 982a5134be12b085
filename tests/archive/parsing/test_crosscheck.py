"""Whether a masthead agrees with itself."""

from __future__ import annotations

import datetime

import pytest

from archive.parsing.crosscheck import (
    check_datelines,
    check_dates,
    check_lunar,
    check_number,
    check_weekday,
)
from archive.parsing.dates import PrintedDate
from archive.parsing.records import ArticleRecord

DAY = datetime.date(2024, 3, 6)


@pytest.mark.parametrize(("weekday", "wrong"), [(2, False), (4, True), (None, False)])
def test_weekdays(weekday: int | None, wrong: bool) -> None:
    assert bool(check_weekday(PrintedDate(DAY, "3月6日", 0, weekday))) is wrong


@pytest.mark.parametrize(
    ("date", "line", "wrong"),
    [
        ((2024, 3, 6), "甲辰年正月廿六", False),
        ((2024, 1, 10), "癸卯年冬月廿九", False),
        ((2024, 2, 9), "癸卯年腊月三十", False),
        ((2024, 2, 10), "甲辰年正月初一", False),
        ((2023, 5, 1), "癸卯年三月十二", False),
        ((2023, 12, 31), "癸卯年冬月十九", False),
        ((2024, 3, 6), "癸卯年正月廿六", True),
        ((2024, 3, 6), "农历八月十五", True),
        ((2024, 3, 6), "2024年3月6日", False),
        ((2024, 3, 6), "", False),
    ],
)
def test_lunar_days(date: tuple[int, int, int], line: str, wrong: bool) -> None:
    assert bool(check_lunar(datetime.date(*date), [line])) is wrong


def test_two_dates() -> None:
    assert check_dates(["2024年3月6日", "二〇二四年三月六日"]) == ""
    assert "2024-03-05" in check_dates(["2024年3月6日", "2024-03-05"])


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["第65期 总第9001期"], False),
        (["第300期 总第9001期"], True),
        (["总第9001期", "总第9002期"], True),
        (["总第9001期", "总第9001期"], False),
        (["第9001期"], False),
        ([], False),
    ],
)
def test_issue_numbers(lines: list[str], wrong: bool) -> None:
    assert bool(check_number(DAY, lines)) is wrong


@pytest.mark.parametrize(
    ("lead", "wrong"),
    [
        ("新华社成都3月5日电", False),
        ("新华社成都3月8日电", True),
        ("新华社成都12月30日电", False),
        ("3月8日，水电站开工", False),
    ],
)
def test_datelines(lead: str, wrong: bool) -> None:
    article = ArticleRecord(agency="新华社", paragraphs=(f"{lead} 园里种着银杏。",))
    assert bool(check_datelines(DAY, [article])) is wrong
