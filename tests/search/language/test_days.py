"""Days as readers type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.dates import EARLIEST, LATEST
from search.language.days import MAX_LENGTH, Days, parse_days, write_days
from tests.search.queries import typed

#: A Wednesday in a leap year.
TODAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2022", "2022-01-01", "2022-12-31", id="year"),
        pytest.param("2022年", "2022-01-01", "2022-12-31", id="year in Chinese"),
        pytest.param("二〇二二年", "2022-01-01", "2022-12-31", id="year in Chinese figures"),
        pytest.param("２０２２", "2022-01-01", "2022-12-31", id="full width"),
        pytest.param("2022-02", "2022-02-01", "2022-02-28", id="month"),
        pytest.param("2024/2", "2024-02-01", "2024-02-29", id="month of a leap year"),
        pytest.param("202202", "2022-02-01", "2022-02-28", id="month packed"),
        pytest.param("2022年2月", "2022-02-01", "2022-02-28", id="month in Chinese"),
        pytest.param("2022年十二月份", "2022-12-01", "2022-12-31", id="month in Chinese figures"),
        pytest.param("2022-01-05", "2022-01-05", "2022-01-05", id="day"),
        pytest.param("2022.1.5", "2022-01-05", "2022-01-05", id="day with dots"),
        pytest.param("2022－01－05", "2022-01-05", "2022-01-05", id="day with full-width signs"),
        pytest.param("20220105", "2022-01-05", "2022-01-05", id="day packed"),
        pytest.param("2022年1月5日", "2022-01-05", "2022-01-05", id="day in Chinese"),
        pytest.param("二〇二二年一月五号", "2022-01-05", "2022-01-05", id="day in Chinese figures"),
        pytest.param("2022年二季度", "2022-04-01", "2022-06-30", id="quarter"),
        pytest.param("2022q4", "2022-10-01", "2022-12-31", id="quarter in English"),
        pytest.param("2022年下半年", "2022-07-01", "2022-12-31", id="half of a year"),
        pytest.param("去年3月", "2023-03-01", "2023-03-31", id="month of last year"),
        pytest.param("今年上半年", "2024-01-01", "2024-06-30", id="half of this year"),
    ],
)
def test_written_periods(text: str, first: str, last: str) -> None:
    assert parse_days(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last), False)


@pytest.mark.parametrize(
    ("texts", "first", "last"),
    [
        pytest.param(("今天", "今日", "today"), "2024-05-15", "2024-05-15", id="today"),
        pytest.param(("昨天", "昨日", "yesterday"), "2024-05-14", "2024-05-14", id="yesterday"),
        pytest.param(("前天", "前日"), "2024-05-13", "2024-05-13", id="the day before"),
        pytest.param(("本周", "这周", "this-week"), "2024-05-13", "2024-05-19", id="this week"),
        pytest.param(
            ("上周", "上星期", "上个星期", "last-week", "last week", "LAST_WEEK", "上週"),
            "2024-05-06",
            "2024-05-12",
            id="last week",
        ),
        pytest.param(("上上周",), "2024-04-29", "2024-05-05", id="the week before last"),
        pytest.param(("本月", "这个月", "this-month"), "2024-05-01", "2024-05-31", id="this month"),
        pytest.param(("上月", "上个月", "last-month"), "2024-04-01", "2024-04-30", id="last month"),
        pytest.param(("本季度", "this-quarter"), "2024-04-01", "2024-06-30", id="this quarter"),
        pytest.param(("上季度", "last-quarter"), "2024-01-01", "2024-03-31", id="last quarter"),
        pytest.param(("今年", "本年", "this-year"), "2024-01-01", "2024-12-31", id="this year"),
        pytest.param(("去年", "上年", "last-year"), "2023-01-01", "2023-12-31", id="last year"),
        pytest.param(("前年",), "2022-01-01", "2022-12-31", id="the year before last"),
        pytest.param(
            ("最近7天", "近七天", "过去7日", "近一周", "last-7-days", "past 7 days"),
            "2024-05-09",
            "2024-05-15",
            id="seven days",
        ),
        pytest.param(("近30天", "last30days"), "2024-04-16", "2024-05-15", id="thirty days"),
        pytest.param(("近两个星期", "last-2-weeks"), "2024-05-02", "2024-05-15", id="two weeks"),
        pytest.param(("近三个月", "近三個月"), "2024-02-16", "2024-05-15", id="three months"),
        pytest.param(("近半年", "last-6-months"), "2023-11-16", "2024-05-15", id="half a year"),
        pytest.param(("近一年", "last-1-year"), "2023-05-16", "2024-05-15", id="one year"),
    ],
)
def test_periods_seen_from_today(texts: tuple[str, ...], first: str, last: str) -> None:
    expected = Days(date.fromisoformat(first), date.fromisoformat(last))
    assert [parse_days(text, TODAY) for text in texts] == [expected] * len(texts)


@pytest.mark.parametrize(
    ("today", "text", "first", "last"),
    [
        pytest.param("2024-01-01", "上周", "2023-12-25", "2023-12-31", id="on a Monday"),
        pytest.param("2024-01-07", "本周", "2024-01-01", "2024-01-07", id="on a Sunday"),
        pytest.param("2024-01-31", "上月", "2023-12-01", "2023-12-31", id="in January"),
        pytest.param("2024-02-29", "去年", "2023-01-01", "2023-12-31", id="on a leap day"),
        pytest.param("2024-02-10", "上季度", "2023-10-01", "2023-12-31", id="first quarter"),
        pytest.param("2024-03-31", "近1个月", "2024-03-01", "2024-03-31", id="no such day then"),
    ],
)
def test_periods_at_the_edge_of_a_month_or_year(
    today: str, text: str, first: str, last: str
) -> None:
    days = parse_days(text, date.fromisoformat(today))
    assert days == Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2022-01..2022-03", "2022-01-01", "2022-03-31", id="months"),
        pytest.param("2022-01…2022-03", "2022-01-01", "2022-03-31", id="ellipsis"),
        pytest.param("2022-01~2022-03", "2022-01-01", "2022-03-31", id="tilde"),
        pytest.param("2022-01～2022-03", "2022-01-01", "2022-03-31", id="full-width tilde"),
        pytest.param("2022-01—2022-03", "2022-01-01", "2022-03-31", id="dash"),
        pytest.param("2022-01 - 2022-03", "2022-01-01", "2022-03-31", id="hyphen between spaces"),
        pytest.param("2022-01至2022-03", "2022-01-01", "2022-03-31", id="至"),
        pytest.param("2022-01到2022-03", "2022-01-01", "2022-03-31", id="到"),
        pytest.param("2020-2022", "2020-01-01", "2022-12-31", id="years with a hyphen"),
        pytest.param("2022年1月-3月", "2022-01-01", "2022-03-31", id="months without the year"),
        pytest.param("2022-01..03", "2022-01-01", "2022-03-31", id="figures without the year"),
        pytest.param("2022-01-05..10", "2022-01-05", "2022-01-10", id="only the day"),
        pytest.param("2022-01-05..02-03", "2022-01-05", "2022-02-03", id="month and day"),
        pytest.param(
            "2022年1月5日至10日", "2022-01-05", "2022-01-10", id="only the day in Chinese"
        ),
        pytest.param(
            "2022年1月5日至3月2日", "2022-01-05", "2022-03-02", id="month and day in Chinese"
        ),
        pytest.param("去年..今年", "2023-01-01", "2024-12-31", id="words"),
        pytest.param("2022..昨天", "2022-01-01", "2024-05-14", id="year to a word"),
        pytest.param("2022年至今", "2022-01-01", "2024-05-15", id="until now"),
        pytest.param("2022..", "2022-01-01", None, id="open end"),
        pytest.param("..2022", None, "2022-12-31", id="open beginning"),
        pytest.param(">2021", "2022-01-01", None, id="after"),
        pytest.param("＞2021", "2022-01-01", None, id="full-width after"),
        pytest.param("> 2021-06-30", "2021-07-01", None, id="after a day"),
        pytest.param(">=2021", "2021-01-01", None, id="from"),
        pytest.param("≥2021", "2021-01-01", None, id="from in one sign"),
        pytest.param("<2021", None, "2020-12-31", id="before"),
        pytest.param("<=2021", None, "2021-12-31", id="up to"),
        pytest.param("=<2021", None, "2021-12-31", id="up to, turned"),
        pytest.param("=2021", "2021-01-01", "2021-12-31", id="equal"),
        pytest.param(">昨天", "2024-05-15", None, id="after yesterday"),
        pytest.param("2021年以来", "2021-01-01", None, id="since in Chinese"),
        pytest.param("2021年以后", "2022-01-01", None, id="after in Chinese"),
        pytest.param("2021年之前", None, "2020-12-31", id="before in Chinese"),
        pytest.param("since-2021", "2021-01-01", None, id="since"),
        pytest.param("before 2021", None, "2020-12-31", id="before in English"),
        pytest.param("until-2021-03", None, "2021-03-31", id="until"),
    ],
)
def test_ranges(text: str, first: str | None, last: str | None) -> None:
    expected = (first and date.fromisoformat(first), last and date.fromisoformat(last), False)
    assert parse_days(text, TODAY) == expected


def test_a_range_typed_backwards_is_turned() -> None:
    days = parse_days("2022-03..2022-01", TODAY)
    assert days == Days(date(2022, 1, 1), date(2022, 3, 31), turned=True)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "..", "至", ">", "<=", "春耕", "12", "3月", "5月1日", "2022-00", "2022-13",
        "2022-02-30", "2022年13月", "2022-1/5", "2022..春耕", "春耕..2022", ">春耕", "1799", "2200",
        "<1800", ">2199", "近0天", "近9999年", "近半周", "20221301", "2022q5", "=",
        "2022-01..2022-02..2022-03", "0001", "9999",
    ],
)  # fmt: skip
def test_what_names_no_days(text: str) -> None:
    assert parse_days(text, TODAY) is None


def test_long_texts_name_no_days() -> None:
    assert parse_days(" " * MAX_LENGTH + "2022", TODAY) is None


@given(typed(), st.dates(EARLIEST, LATEST))
def test_days_are_in_order_and_within_the_archive(text: str, today: date) -> None:
    first, last, _turned = parse_days(text, today) or (None, None, False)
    assert (first or EARLIEST) <= (last or LATEST + timedelta(days=366))


days_or_none = st.none() | st.dates(EARLIEST, LATEST)


@given(days_or_none, days_or_none, st.dates(EARLIEST, LATEST))
def test_written_days_are_read_again(first: date | None, last: date | None, today: date) -> None:
    if first and last and first > last:
        first, last = last, first
    if first or last:
        assert parse_days(write_days(first, last), today) == Days(first, last)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        pytest.param("2022-01-01", "2022-12-31", "2022", id="year"),
        pytest.param("2020-01-01", "2022-12-31", "2020..2022", id="years"),
        pytest.param("2022-02-01", "2022-02-28", "2022-02", id="month"),
        pytest.param("2022-01-01", "2022-03-31", "2022-01..2022-03", id="months"),
        pytest.param("2022-01-01", "2022-01-01", "2022-01-01", id="day"),
        pytest.param("2022-01-01", "2022-03-30", "2022-01-01..2022-03-30", id="days"),
        pytest.param("2022-01-01", "", ">=2022-01-01", id="open end"),
        pytest.param("", "2022-01-01", "<=2022-01-01", id="open beginning"),
        pytest.param("", "", "", id="all days"),
    ],
)
def test_days_are_written_as_short_as_can_be(first: str, last: str, text: str) -> None:
    days = (date.fromisoformat(day) if day else None for day in (first, last))
    assert write_days(*days) == text
