"""Printed dates."""

from __future__ import annotations

import datetime

import pytest

from archive.parsing.dates import (
    find_date,
    find_dates,
    find_day_of_masthead,
    find_days,
    find_masthead_date,
    find_weekday,
    make_date,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年3月6日", (2024, 3, 6)),
        ("2024 年 03 月 06 日 星期三", (2024, 3, 6)),
        ("２０２４年３月６日", (2024, 3, 6)),
        ("二〇二四年三月六日", (2024, 3, 6)),
        ("二○二四年十二月三十一日", (2024, 12, 31)),
        ("二零二四年十月廿一日", (2024, 10, 21)),
        ("2024-03-06", (2024, 3, 6)),
        ("2024.3.6", (2024, 3, 6)),
        ("2024/03/06 周三", (2024, 3, 6)),
        ("农历甲辰年正月廿六 2024年3月6日", (2024, 3, 6)),
        ("2024年3月6日 农历二〇二四年正月廿六", (2024, 3, 6)),
        ("1998年1月9日 第12345期", (1998, 1, 9)),
        ("二O二四年三月六日", (2024, 3, 6)),
        ("2024年3月6 星期三", (2024, 3, 6)),
        ("2024 . 3 . 6", (2024, 3, 6)),
        ("2024·3·6", (2024, 3, 6)),
    ],
)
def test_printed_forms(text: str, date: tuple[int, int, int]) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value == datetime.date(*date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3月6日",
        "2024年3月",
        "2024年13月40日",
        "甲辰年正月廿六",
        "CN 37-0067",
        "农历二〇二四年三月六日",
        "0531-85001234",
    ],
)
def test_no_full_date(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("2024年3月6日 星期三", True),
        ("星期三 2024年3月6日", True),
        ("2024年3月6日（星期四）", False),
        ("2024年3月6日 甲辰年正月廿六", None),
        ("2024年3月10日 星期天", True),
    ],
)
def test_the_weekday_is_checked(text: str, agrees: bool | None) -> None:
    found = find_date(text)
    assert found is not None
    assert found.weekday_agrees is agrees


def test_all_dates_in_order() -> None:
    text = "从2023-12-30起，到2024年1月2日止"
    assert [d.value.isoformat() for d in find_dates(text)] == ["2023-12-30", "2024-01-02"]


def test_days_without_a_year() -> None:
    assert [(m, d) for m, d, _ in find_days("3月5日开园，3 月 9 日闭园，13月1日")] == [
        (3, 5),
        (3, 9),
    ]
    assert list(find_days("2024年3月5日")) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8", 8),
        ("八", 8),
        ("十", 10),
        ("十六", 16),
        ("二十", 20),
        ("廿四", 24),
        ("卅", 30),
        ("百", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert parse_number(text) == number


def test_a_day_the_calendar_has_not() -> None:
    assert make_date(2023, 2, 29) is None


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["青石日报", "2024年3月6日"], (2024, 3, 6)),
        (["2024年3月", "6", "星期三"], (2024, 3, 6)),
        (["2024", "03.06"], (2024, 3, 6)),
        (["2024/3", "6"], (2024, 3, 6)),
        (["青石日报 2024年", "3月6日 星期三"], (2024, 3, 6)),
        (["二〇二四年", "三月六日"], (2024, 3, 6)),
        (["20240306"], (2024, 3, 6)),
        (["2024 03.06"], (2024, 3, 6)),
        (["March 6, 2024"], (2024, 3, 6)),
        (["6th Mar. 2024"], (2024, 3, 6)),
        (["3月6日 星期三"], None),
        (["2024年", "13月40日"], None),
        (["2024"], None),
        ([], None),
    ],
)
def test_dates_of_mastheads(lines: list[str], date: tuple[int, int, int] | None) -> None:
    found = find_masthead_date(lines)
    assert (found.value if found else None) == (datetime.date(*date) if date else None)


def test_a_weekday_on_another_line_counts() -> None:
    found = find_masthead_date(["2024年3月6日", "星期五"])
    assert found is not None
    assert found.weekday_agrees is False


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("星期三", 2),
        ("周日", 6),
        ("礼拜天", 6),
        ("Wednesday", 2),
        ("每周三出版", None),
        ("责编 周一鸣", None),
        ("", None),
    ],
)
def test_weekdays(text: str, weekday: int | None) -> None:
    assert find_weekday(text) == weekday


def test_days_of_mastheads_without_a_year() -> None:
    assert find_day_of_masthead(["星期三 3月6日"]) == (3, 6, "3月6日")
    assert find_day_of_masthead(["第3版"]) is None
