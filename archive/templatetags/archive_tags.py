"""Dates, numbers and names as Chinese and English readers write them.

`{{ issue.date|short_date }}` → `2022-08-05 周五`; `{{ issue.date|long_date }}` →
`2022年8月5日 星期五`, in English `Fri` and `Friday, 5 August 2022`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django import template
from django.utils import dates, translation

from archive.models import City, Topic

register = template.Library()
T = TypeVar("T")

_WEEKDAYS = "一二三四五六日"


def _in_chinese() -> bool:
    return (translation.get_language() or "zh").startswith("zh")


@register.filter
def short_date(day: date) -> str:
    """Return the day as lists show it: `2022-08-05 周五`."""
    if _in_chinese():
        return f"{day.isoformat()} 周{_WEEKDAYS[day.weekday()]}"
    return f"{day.isoformat()} {dates.WEEKDAYS_ABBR[day.weekday()]}"


@register.filter
def long_date(day: date) -> str:
    """Return the day as mastheads show it: `2022年8月5日 星期五`."""
    if _in_chinese():
        return f"{plain_date(day)} 星期{_WEEKDAYS[day.weekday()]}"
    return f"{dates.WEEKDAYS[day.weekday()]}, {plain_date(day)}"


@register.filter
def plain_date(day: date) -> str:
    """Return the day in words without its weekday: `2022年8月5日`."""
    if _in_chinese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {dates.MONTHS[day.month]} {day.year}"


@register.filter
def day_of_month(day: date) -> str:
    """Return the day as a list under its month and year shows it: `8月5日 周五`."""
    if _in_chinese():
        return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"
    return f"{dates.WEEKDAYS_ABBR[day.weekday()]} {day.day} {month_short(day)}"


@register.filter
def month_name(day: date) -> str:
    """Return the day's month: `8月`."""
    return f"{day.month}月" if _in_chinese() else str(dates.MONTHS[day.month])


@register.filter
def month_short(day: date) -> str:
    """Return the day's month as a narrow column shows it: `8月`, `Aug`."""
    return f"{day.month}月" if _in_chinese() else str(dates.MONTHS_3[day.month]).capitalize()


@register.filter
def year_name(year: int) -> str:
    """Return the year as a heading shows it: `2025年`."""
    return f"{year}年" if _in_chinese() else str(year)


@register.simple_tag
def weekday_names() -> list[dict[str, str]]:
    """Return the column headings of a calendar from Monday on, short and whole."""
    if _in_chinese():
        return [{"short": name, "long": f"星期{name}"} for name in _WEEKDAYS]
    return [
        {"short": str(dates.WEEKDAYS_ABBR[n])[:2], "long": str(dates.WEEKDAYS[n])} for n in range(7)
    ]


@register.filter
def grouped(number: int) -> str:
    """Return the number with its thousands parted: `1,284`."""
    return f"{number:,}"


@register.filter
def topic_label(topic: Topic) -> str:
    """Return the topic's name in the reader's language."""
    return topic.label_zh if _in_chinese() else topic.label_en


@register.filter
def city_label(city: City) -> str:
    """Return the city's short name, with its pinyin for who reads English."""
    return city.short_name if _in_chinese() else f"{city.short_name} {city.pinyin.title()}".strip()


@register.filter
def get_at(items: Sequence[T], index: int) -> T:
    """Return the item at `index`."""
    return items[index]
