"""Days as a reader types them in, the first and the last of them out.

`2022年1月..3月` → 2022-01-01 and 2022-03-31; `上周` → its Monday and its Sunday; `>2021` →
2022-01-01 and none.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from archive.parsing.dates import EARLIEST, LATEST, make_date, parse_number

#: Longer texts name no days.
MAX_LENGTH = 40
DAY = timedelta(days=1)
Period = tuple[date, date]


class Days(NamedTuple):
    """The first and the last day, None where the range is open; `turned` if typed backwards."""

    first: date | None
    last: date | None
    turned: bool = False


_RANGE = re.compile(
    r"\s*(?:\.{2,}|[~〜至到]|—+|–)\s*|\s+-\s+|(?<=[年月日号])-|(?<=^[0-9]{4})-(?=[0-9]{4}$)"
)
_SIGN = re.compile(r"(>=|=>|≥|<=|=<|≤|>|<|=|since|after|before|until)[\s-]*(.+)")
_SAME = {"=>": ">=", "≥": ">=", "=<": "<=", "≤": "<="}
_SAME |= {"since": ">=", "after": ">", "before": "<", "until": "<="}
_ENDINGS = {"以来": ">=", "起": ">=", "之后": ">", "以后": ">", "之前": "<", "以前": "<"}

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
#: 2022, 2022-01, 2022-01-05; 202201, 20220105; 2022年1月5日, 二〇二二年一月.
_WRITTEN = (
    re.compile("(?P<y>[0-9]{4})(?:(?P<s>[-/.])(?P<m>[0-9]{1,2})(?:(?P=s)(?P<d>[0-9]{1,2}))?)?"),
    re.compile("(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})?"),
    re.compile(
        "(?P<y>[0-9]{4}|[一二][〇零一二三四五六七八九]{3})年"
        f"(?:(?P<m>{_NUMBER})月份?(?:(?P<d>{_NUMBER})[日号]?)?)?"
    ),
)
#: The characters of these words that are written otherwise in traditional script.
_SIMPLIFIED = str.maketrans("週個這後來過兩", "周个这后来过两")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_QUARTER = re.compile("([0-9]{4})(?:年?第?([一二三四1-4])季度?|[年-]?q([1-4]))")
_HALF = re.compile("([0-9]{4})年?([上下])半年")
_YEAR_WORD = re.compile("(今|本|去|前)年(?=.)")

#: Word → unit, and how many of them from the one that today is in.
_WORDS = {
    "今天": ("day", 0), "今日": ("day", 0), "今": ("day", 0), "today": ("day", 0),
    "昨天": ("day", -1), "昨日": ("day", -1), "yesterday": ("day", -1),
    "前天": ("day", -2), "前日": ("day", -2),
    "本周": ("week", 0), "这周": ("week", 0), "本星期": ("week", 0), "thisweek": ("week", 0),
    "上周": ("week", -1), "上星期": ("week", -1), "上个星期": ("week", -1),
    "lastweek": ("week", -1),
    "上上周": ("week", -2),
    "本月": ("month", 0), "这个月": ("month", 0), "thismonth": ("month", 0),
    "上月": ("month", -1), "上个月": ("month", -1), "lastmonth": ("month", -1),
    "本季度": ("quarter", 0), "thisquarter": ("quarter", 0),
    "上季度": ("quarter", -1), "lastquarter": ("quarter", -1),
    "今年": ("year", 0), "本年": ("year", 0), "thisyear": ("year", 0),
    "去年": ("year", -1), "上年": ("year", -1), "lastyear": ("year", -1), "前年": ("year", -2),
}  # fmt: skip
_IN_MONTHS = {"month": 1, "月": 1, "quarter": 3, "year": 12, "年": 12}
_IN_DAYS = {"day": 1, "天": 1, "日": 1, "week": 7, "周": 7, "星期": 7}
_RECENT = re.compile(
    r"(?:最近|近|过去)(?P<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,3}|半)个?(?P<u>天|日|周|星期|月|年)"
    r"|(?:last|past)(?P<n2>[0-9]{1,4})(?P<u2>day|week|month|year)s?"
)


def parse_days(text: str, today: date) -> Days | None:
    """Return the days that `text` names, or None where it names none.

    Words such as 上周 are seen from `today`; a week begins on Monday, 近7天 ends today.
    """
    if len(text) > MAX_LENGTH:
        return None
    folded = unicodedata.normalize("NFKC", text).casefold().strip().translate(_SIMPLIFIED)
    if period := _find_period(folded, today):
        return Days(*period)
    if found := _SIGN.fullmatch(folded):
        return _compare(_SAME.get(found[1], found[1]), _find_period(found[2], today))
    for ending, sign in _ENDINGS.items():
        if folded.endswith(ending):
            return _compare(sign, _find_period(folded.removesuffix(ending), today))
    return _find_range(folded, today)


def write_days(first: date | None, last: date | None) -> str:
    """Return days as `parse_days` reads them, as short as can be; empty for all days.

    >>> write_days(date(2022, 1, 1), date(2022, 3, 31)), write_days(None, date(2021, 12, 31))
    ('2022-01..2022-03', '<=2021-12-31')
    """
    if first is None or last is None:
        return f">={first}" if first else f"<={last}" if last else ""
    length = 10
    if first.day == 1 and (last + DAY).day == 1:
        length = 4 if first.month == 1 and last.month == 12 else 7
    begin, end = first.isoformat()[:length], last.isoformat()[:length]
    return begin if begin == end else f"{begin}..{end}"


def _compare(sign: str, period: Period | None) -> Days | None:
    """Return the days on one side of a period, or None beyond those of the archive."""
    if period is None:
        return None
    first, last = period
    match sign:
        case ">":
            return Days(last + DAY, None) if last < LATEST else None
        case "<":
            return Days(None, first - DAY) if first > EARLIEST else None
        case ">=":
            return Days(first, None)
        case "<=":
            return Days(None, last)
    return Days(first, last)


def _find_range(text: str, today: date) -> Days | None:
    """Return the days from one period to another; one of the two may be left out."""
    begin, sign, end = _split_range(text)
    if not sign:
        return None
    left = _find_period(begin, today)
    right = _find_period(end, today) or _complete(begin, end, today)
    if (begin and not left) or (end and not right):
        return None
    if left and right:
        turned = left[0] > right[1]
        left, right = (right, left) if turned else (left, right)
        return Days(left[0], right[1], turned)
    return Days(left[0] if left else None, right[1] if right else None) if left or right else None


def _split_range(text: str) -> tuple[str, str, str]:
    found = _RANGE.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _complete(begin: str, end: str, today: date) -> Period | None:
    """Return the end of a range with the year, or year and month, that it shares left out."""
    starts = [at.end() for at in re.finditer("[-/.年月]", begin)] if end else []
    periods = (_find_period(begin[:start] + end, today) for start in reversed(starts))
    return next(filter(None, periods), None)


def _find_period(text: str, today: date) -> Period | None:
    """Return the first and the last day of a period written or told from today."""
    word = re.sub(r"[\s_-]", "", text)
    if word in _WORDS:
        return _shift(*_WORDS[word], today)
    if recent := _RECENT.fullmatch(word):
        return _find_recent(recent, today)
    text = _YEAR_WORD.sub(lambda found: f"{today.year + _WORDS[found[0]][1]}年", text)
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text):
            return _find_written(found)
    if quarter := _QUARTER.fullmatch(text):
        number = parse_number(quarter[2] or quarter[3]) or 1
        return _find_months(int(quarter[1]) * 12 + (number - 1) * 3, 3)
    if half := _HALF.fullmatch(text):
        return _find_months(int(half[1]) * 12 + "上下".index(half[2]) * 6, 6)
    return None


def _find_written(found: re.Match[str]) -> Period | None:
    """Return the day, month or year that stands there; None where the calendar has none such."""
    year = int(found["y"].translate(_HAN_DIGITS))
    month = parse_number(found["m"]) if found["m"] else None
    if found["d"]:
        day = make_date(year, month or 0, parse_number(found["d"]) or 0)
        return (day, day) if day else None
    if found["m"]:
        return _find_months(year * 12 + month - 1, 1) if month and month <= 12 else None
    return _find_months(year * 12, 12)


def _shift(unit: str, offset: int, today: date) -> Period | None:
    """Return the day, week, month, quarter or year `offset` units from today's own."""
    if months := _IN_MONTHS.get(unit):
        own = (today.year * 12 + today.month - 1) // months
        return _find_months((own + offset) * months, months)
    days = _IN_DAYS[unit]
    first = today + (offset * days - today.weekday() * (days == 7)) * DAY
    return first, first + (days - 1) * DAY


def _find_recent(found: re.Match[str], today: date) -> Period | None:
    """Return the days up to today that 近7天, 近三个月 or 近半年 means."""
    written, unit = found["n"] or found["n2"], found["u"] or found["u2"]
    months = _IN_MONTHS.get(unit)
    if written == "半":
        written, months = "6", 1 if months == 12 else None
        if not months:
            return None
    number = parse_number(written) or 0
    if number < 1:
        return None
    if not months:
        first = today.toordinal() - number * _IN_DAYS[unit] + 1
        return (date.fromordinal(first), today) if first >= EARLIEST.toordinal() else None
    start = _find_months(today.year * 12 + today.month - 1 - number * months, 1)
    # From the day after the same day then: a year is 365 days, not 366.
    return (
        (min(start[0].replace(day=1) + (today.day - 1) * DAY, start[1]) + DAY, today)
        if start
        else None
    )


def _find_months(index: int, count: int) -> Period | None:
    """Return `count` months from month `index`, counted from the year 0, on."""
    end = index + count - 1
    first = make_date(index // 12, index % 12 + 1, 1)
    year, month = end // 12, end % 12 + 1
    last = make_date(year, month, monthrange(year, month)[1]) if first else None
    return (first, last) if first and last else None
