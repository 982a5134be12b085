"""Dates, numbers and names in Chinese and in English."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from archive.models import City, Topic
from archive.templatetags import archive_tags

DAY = date(2022, 8, 5)


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        ("short_date", "2022-08-05 周五", "2022-08-05 Fri"),
        ("long_date", "2022年8月5日 星期五", "Friday, 5 August 2022"),
        ("plain_date", "2022年8月5日", "5 August 2022"),
        ("day_of_month", "8月5日 周五", "Fri 5 Aug"),
        ("month_name", "8月", "August"),
        ("month_short", "8月", "Aug"),
    ],
)
def test_dates(name: str, chinese: str, english: str) -> None:
    write = getattr(archive_tags, name)
    with translation.override("zh-hans"):
        assert write(DAY) == chinese
    with translation.override("en"):
        assert write(DAY) == english


@pytest.mark.parametrize(
    ("day", "weekday"), [(date(2025, 4, 20), "周日"), (date(2025, 4, 21), "周一")]
)
def test_week_begins_on_monday(day: date, weekday: str) -> None:
    assert archive_tags.short_date(day).endswith(weekday)


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (999, "999"), (1284, "1,284")])
def test_grouped(number: int, shown: str) -> None:
    assert archive_tags.grouped(number) == shown


def test_names() -> None:
    city = City(short_name="泰安", pinyin="taian")
    topic = Topic(label_zh="教育", label_en="Education")
    with translation.override("zh-hans"):
        assert archive_tags.city_label(city) == "泰安"
        assert archive_tags.topic_label(topic) == "教育"
        assert archive_tags.year_name(2025) == "2025年"
        assert archive_tags.weekday_names()[6] == {"short": "日", "long": "星期日"}
    with translation.override("en"):
        assert archive_tags.city_label(city) == "泰安 Taian"
        assert archive_tags.topic_label(topic) == "Education"
        assert archive_tags.year_name(2025) == "2025"
        assert archive_tags.weekday_names()[6] == {"short": "Su", "long": "Sunday"}


def test_get_at() -> None:
    assert archive_tags.get_at("abc", 1) == "b"
