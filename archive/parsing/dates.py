"""Printed dates into dates: 2003年5月1日, 二〇〇三年五月一日, 2003-05-01.

>>> find_date("二〇二四年三月九日 星期六 甲辰年正月廿九").value
datetime.date(2024, 3, 9)
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.parsing.text import HAN, fold

#: No newspaper of the archive was printed before or will be after: another year is a misreading.
EARLIEST, LATEST = datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)
#: OCR reads 〇 as a letter, a ring or a zero.
_ZEROS = "〇○◯OoＯ0零"
_DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys(_ZEROS, 0) | {"两": 2}
)
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = rf"(?:\d{{4}}|[一二][{_ZEROS}一二三四五六七八九]{{3}})"
# 农历二〇二四年… names the lunar year, whose months are not the calendar's. Mastheads may leave
# out 日 before the weekday.
_FULL = re.compile(
    rf"(?<![\d历])(?P<y>{_YEAR})\s{{0,2}}年\s{{0,2}}(?P<m>{_SMALL})\s{{0,2}}月\s{{0,2}}(?P<d>{_SMALL})"
    r"\s{0,2}(?:[日号]|(?=[\s,(]*(?:星期|周)[一二三四五六日天]))"
)
_ISO = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?(?P<s>[-./·—–])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)"
)
#: Without 年 a date opens so.
_CENTURY = re.compile("19|20|[０１２９]")
# 周 also opens family names and words: only alone is it a weekday.
_WEEKDAY = re.compile(
    r"(?:星\s?期|礼\s?拜)\s?(?P<w>[一二三四五六日天])"
    rf"|(?<![{HAN}])周(?P<z>[一二三四五六日天])(?![{HAN}])"
    r"|(?P<en>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    re.I,
)
_ENGLISH = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_DAY = re.compile(r"(?<![\d年])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
#: Forms that a masthead prints, but that mean other things in running text.
_MASTHEAD_ONLY = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})\s+(?P<m>\d{1,2})\s?[./-]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(
        rf"\b{_MONTH}\.?\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[,.\s]+(?P<y>(?:19|20)\d\d)", re.I
    ),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH}[,.\s]+(?P<y>(?:19|20)\d\d)", re.I),
)
_YEAR_ALONE = re.compile(rf"(?<![\d历.-])(?P<y>{_YEAR})(?:\s?年|(?=\s|$)|(?=[./]\d{{1,2}}$))")
_MONTH_DAY = re.compile(
    rf"(?<![\d年历])(?P<m>{_SMALL})\s{{0,2}}月\s{{0,2}}(?P<d>{_SMALL})\s{{0,2}}[日号]"
    r"|(?:^|(?<=\s))(?P<m2>\d{1,2})\s?[./]\s?(?P<d2>\d{1,2})(?=\s|$)"
)
_MONTH_ALONE = re.compile(
    rf"^\d{{4}}[./](?P<m2>\d{{1,2}})$|(?<!\d)(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月(?!\s?{_SMALL}\s?[日号])"
)
_DAY_ALONE = re.compile(r"^\s*(?P<d>\d{1,2})\s?日?\s*$")


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
    if "年" not in text and not _CENTURY.search(text):
        return
    folded = fold(text)
    found = [*_FULL.finditer(folded), *_ISO.finditer(folded)]
    for match in sorted(found, key=lambda m: m.start()):
        value = _date(match["y"], match["m"], match["d"])
        if value:
            after = _WEEKDAY.match(folded[match.end() : match.end() + 20].lstrip(" (,"))
            weekday = _weekday(after) if after else None
            yield PrintedDate(value, text[match.start() : match.end()], match.start(), weekday)


def find_date(text: str) -> PrintedDate | None:
    """The first full date, or None; a weekday anywhere in the text counts as printed with it."""
    found = next(find_dates(text), None)
    if found and found.weekday is None:
        return replace(found, weekday=find_weekday(text))
    return found


def find_weekday(text: str) -> int | None:
    """The weekday printed in the text, Monday being 0, or None; 每周三 is a rhythm, not a day.

    >>> [find_weekday(t) for t in ("星期三", "周日", "Friday", "每周三出版", "责编 周一鸣")]
    [2, 6, 4, None, None]
    """
    found = _WEEKDAY.search(fold(text))
    return _weekday(found) if found else None


def find_masthead_date(lines: Sequence[str]) -> PrintedDate | None:
    """The date of a masthead's lines, also in forms that only mastheads bear; None without a year.

    >>> find_masthead_date(["2024年3月", "9", "星期六"]).value
    datetime.date(2024, 3, 9)
    """
    weekday = next((w for w in map(find_weekday, lines) if w is not None), None)
    found = next(filter(None, map(find_date, lines)), None)
    found = found or next(filter(None, map(_find_special, lines)), None) or _join_pieces(lines)
    if found and found.weekday is None:
        found = replace(found, weekday=weekday)
    return found


def find_day_of_masthead(lines: Sequence[str]) -> tuple[int, int, str] | None:
    """Month, day and the words, where a masthead prints them without a year."""
    for line in lines:
        found = _MONTH_DAY.search(fold(line))
        day = _month_and_day(found) if found else None
        if found and day:
            return *day, found[0].strip()
    return _month_over_day(lines)


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


def _weekday(found: re.Match[str]) -> int:
    if found["en"]:
        return _ENGLISH.index(found["en"].lower())
    return "一二三四五六日".find((found["w"] or found["z"]).replace("天", "日"))


def _find_special(line: str) -> PrintedDate | None:
    folded = fold(line)
    for pattern in _MASTHEAD_ONLY:
        found = pattern.search(folded)
        value = _date(found["y"], found["m"], found["d"]) if found else None
        if found and value:
            return PrintedDate(value, found[0].strip(), found.start(), find_weekday(folded))
    return None


def _join_pieces(lines: Sequence[str]) -> PrintedDate | None:
    """Year, month and day that stand on lines of their own."""
    year = next(filter(None, (_YEAR_ALONE.search(fold(line)) for line in lines)), None)
    day = find_day_of_masthead(lines)
    value = _date(year["y"], str(day[0]), str(day[1])) if year and day else None
    if not (year and day and value):
        return None
    return PrintedDate(value, f"{year[0].strip()} {day[2]}", year.start())


def _month_and_day(found: re.Match[str]) -> tuple[int, int] | None:
    month = parse_number(found["m"] or found["m2"])
    day = parse_number(found["d"] or found["d2"])
    # A leap year stands in for the year that is not known.
    return (month, day) if month and day and make_date(2000, month, day) else None


def _month_over_day(lines: Sequence[str]) -> tuple[int, int, str] | None:
    """7月 above a large 12 that stands alone."""
    month = next(filter(None, (_MONTH_ALONE.search(fold(line)) for line in lines)), None)
    day = next(filter(None, (_DAY_ALONE.match(fold(line)) for line in lines)), None)
    number = parse_number(month["m"] or month["m2"]) if month else None
    if month and day and number and make_date(2000, number, int(day["d"])):
        return number, int(day["d"]), f"{month[0]} {day['d']}"
    return None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    y = int(year) if year.isdecimal() else _digits(year)
    m = _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else parse_number(month)
    d = parse_number(day)
    return make_date(y, m, d) if m and d else None


def _digits(text: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in text))
