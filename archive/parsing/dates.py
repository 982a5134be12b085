"""Printed dates into dates: 2003年5月1日, 二〇〇三年五月一日, 2003-05-01.

>>> find_date("二〇二四年三月九日 星期六 甲辰年正月廿九").value
datetime.date(2024, 3, 9)
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.parsing.text import fold

#: No newspaper of the archive was printed before or will be after: another year is a misreading.
EARLIEST, LATEST = datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "两": 2}
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = r"(?:\d{4}|[一二][〇○O零一二三四五六七八九]{3})"
# 农历二〇二四年… names the lunar year, whose months are not the calendar's.
_FULL = re.compile(
    rf"(?<![\d历])(?P<y>{_YEAR})\s?年\s?(?P<m>{_SMALL})\s?月\s?(?P<d>{_SMALL})\s?[日号]"
)
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"
)
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)\s?([一二三四五六日天])")
_DAY = re.compile(r"(?<![\d年])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date, the words it was read from, and the weekday printed after it (0 is Monday)."""

    value: datetime.date
    text: str
    start: int
    weekday: int | None = None

    @property
    def weekday_agrees(self) -> bool | None:
        """Whether the printed weekday is that date's; None where none is printed."""
        return None if self.weekday is None else self.weekday == self.value.weekday()


def parse_number(text: str) -> int | None:
    """A number up to 99 in either script, or digits of any length, else None.

    >>> [parse_number(t) for t in ("四", "十二", "二十", "廿八", "16", "x")]
    [4, 12, 20, 28, 16, None]
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if any(c not in _DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    if not ten:
        return _DIGITS[ones] if ones else None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def find_dates(text: str) -> Iterator[PrintedDate]:
    """Every full date of the text, in order of appearance."""
    folded = fold(text)
    found = [*_FULL.finditer(folded), *_ISO.finditer(folded)]
    for match in sorted(found, key=lambda m: m.start()):
        value = _date(match["y"], match["m"], match["d"])
        if value:
            after = _WEEKDAY.match(folded[match.end() :].lstrip(" (,"))
            weekday = "一二三四五六日".find(after[1].replace("天", "日")) if after else None
            yield PrintedDate(value, text[match.start() : match.end()], match.start(), weekday)


def find_date(text: str) -> PrintedDate | None:
    """The first full date, or None; a weekday anywhere in the text counts as printed with it."""
    found = next(find_dates(text), None)
    near = _WEEKDAY.search(fold(text)) if found and found.weekday is None else None
    if found and near:
        weekday = "一二三四五六日".find(near[1].replace("天", "日"))
        return PrintedDate(found.value, found.text, found.start, weekday)
    return found


def find_days(text: str) -> Iterator[tuple[int, int, int]]:
    """Days named without a year, as (month, day, place in the text)."""
    for match in _DAY.finditer(fold(text)):
        month, day = int(match["m"]), int(match["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield month, day, match.start()


def make_date(year: int, month: int, day: int) -> datetime.date | None:
    """The date, or None where the calendar has none such or no newspaper could bear it."""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return date if EARLIEST <= date <= LATEST else None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    y = int(year) if year.isdecimal() else _digits(year)
    m, d = parse_number(month), parse_number(day)
    return make_date(y, m, d) if m and d else None


def _digits(text: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in text))
