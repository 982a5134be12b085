"""Periods in Chinese and English, short under a bar and whole in its name."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from search.templatetags.timelines import bar_name, period, tick
from search.timeline import Bar

APRIL, NEW_YEAR = date(2025, 4, 18), date(2025, 1, 1)


@pytest.mark.parametrize(
    ("language", "unit", "written"),
    [
        ("zh-hans", "year", "2025年"),
        ("zh-hans", "month", "2025年4月"),
        ("zh-hans", "day", "2025-04-18 周五"),
        ("en", "year", "2025"),
        ("en", "month", "April 2025"),
        ("en", "day", "2025-04-18 Fri"),
    ],
)
def test_period(language: str, unit: str, written: str) -> None:
    with translation.override(language):
        assert period(APRIL, unit) == written


@pytest.mark.parametrize(
    ("language", "count", "written"),
    [
        ("zh-hans", 1284, "2025年4月：1,284 篇"),
        ("en", 1284, "April 2025: 1,284 articles"),
        ("en", 1, "April 2025: 1 article"),
    ],
)
def test_bar_name(language: str, count: int, written: str) -> None:
    with translation.override(language):
        assert bar_name(Bar(APRIL, count, 50, "?"), "month") == written


@pytest.mark.parametrize(
    ("day", "number", "unit", "written"),
    [
        pytest.param(APRIL, 2, "day", "04-18", id="day"),
        pytest.param(NEW_YEAR, 1, "year", "2025", id="year"),
        pytest.param(NEW_YEAR, 2, "month", "2025", id="January"),
        pytest.param(APRIL, 1, "month", "2025-04", id="first month"),
        pytest.param(APRIL, 2, "month", "4月", id="month"),
    ],
)
def test_tick(day: date, number: int, unit: str, written: str) -> None:
    assert tick(Bar(day, 1, 100, "?", number), unit) == written
