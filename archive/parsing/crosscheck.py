"""Whether what a masthead prints agrees with itself, in words for editors.

>>> check_lunar(datetime.date(2024, 3, 6), ["癸卯年正月廿六"])
'报头的农历癸卯年与2024年不符，请核对。'
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from archive.parsing.dates import PrintedDate, find_dates, find_days, parse_number
from archive.parsing.parts import NUMBER, plain
from archive.parsing.records import ArticleRecord
from archive.parsing.text import fold

_WEEKDAYS = "一二三四五六日"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LUNAR_YEAR = re.compile(rf"([{_STEMS}][{_BRANCHES}])(?:\([^)]\))?年")
_LUNAR_DAY = re.compile(
    r"(?:(?<!年)|(?<=[子丑寅卯辰巳午未申酉戌亥]年))(?P<leap>闰?)(?P<m>正|冬|腊|[一二三四五六七八九十]{1,2})月(?P<d>初[一二三四五六七八九十]|[一二三四五六七八九十廿卅]{1,3})(?![日号一二三四五六七八九十])"
)
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
#: New Year's Day of the lunar calendar lies between 21 January and 20 February.
_EARLIEST_NEW_YEAR, _LATEST_NEW_YEAR = 20, 51
_MONTH = 29.53
_TELEGRAM = re.compile(r"\d{1,2}\s?月\s?\d{1,2}\s?日\s?电")
#: A daily has one number a day; specials add few.
_SPECIALS = 10
#: A dateline is no later than its page; this much later it is of another year.
_MUCH_LATER = 60


def check_weekday(date: PrintedDate) -> str:
    """What is wrong where the weekday is not that of the date, or ""."""
    if date.weekday_agrees is not False or date.weekday is None:
        return ""
    printed, right = _WEEKDAYS[date.weekday], _WEEKDAYS[date.value.weekday()]
    day = f"{date.value.year}年{date.value.month}月{date.value.day}日"
    return f"报头的日期与星期不符：印作星期{printed}，{day}是星期{right}，请核对。"


def check_lunar(date: datetime.date, lines: Sequence[str]) -> str:
    """What is wrong where the lunar year, or roughly its month, is not that of the date, or ""."""
    text = " ".join(map(plain, lines))
    year = _LUNAR_YEAR.search(text)
    if year and year[1] not in {_stem_branch(y) for y in _lunar_years(date)}:
        return f"报头的农历{year[1]}年与{date.year}年不符，请核对。"
    day = _LUNAR_DAY.search(text)
    if day and not _lunar_day_fits(date, day):
        return f"报头的农历{day[0]}与{date.month}月{date.day}日相差太远，请核对。"
    return ""


def check_dates(lines: Sequence[str]) -> str:
    """What is wrong where a masthead bears two dates, or ""."""
    days = list(dict.fromkeys(d.value for line in lines for d in find_dates(plain(line))))
    if len(days) < 2:
        return ""
    return f"报头上有不止一个日期：{'、'.join(day.isoformat() for day in days[:3])}，请核对。"


def check_number(date: datetime.date | None, lines: Sequence[str]) -> str:
    """What is wrong with the issue numbers, or "": two running ones, too large a yearly one."""
    found = [m for line in lines for m in NUMBER.finditer(plain(line))]
    running = list(dict.fromkeys(int(m["n"] or m["no"]) for m in found if m["total"] or m["no"]))
    if len(running) > 1:
        return f"报头上有不止一个总期号：{'、'.join(map(str, running[:3]))}，请核对。"
    yearly = [int(m["n"]) for m in found if running and m["n"] and not m["total"]]
    if date and yearly and running and yearly[0] < running[0]:
        most = date.timetuple().tm_yday + _SPECIALS
        if yearly[0] > most:
            return f"当年第{yearly[0]}期与{date.month}月{date.day}日不符，请核对。"
    return ""


def check_datelines(date: datetime.date, articles: Sequence[ArticleRecord]) -> str:
    """What is wrong where a telegram is dated after the page that prints it, or ""."""
    for article in articles:
        opening = fold(article.paragraphs[0][:40]) if article.paragraphs else ""
        for month, day, start in find_days(opening):
            telegram = article.agency and _TELEGRAM.match(opening, start)
            if telegram and 0 < _days_later(date, month, day) <= _MUCH_LATER:
                return f"报头日期早于文中电头的{month}月{day}日，请核对。"
    return ""


def _days_later(date: datetime.date, month: int, day: int) -> int:
    try:
        other = date.replace(month=month, day=day)
    except ValueError:
        return 0
    return (other - date).days


def _lunar_years(date: datetime.date) -> tuple[int, ...]:
    """Before its New Year's Day, late in winter, the lunar year is still the last one."""
    day = date.timetuple().tm_yday
    if day < _EARLIEST_NEW_YEAR:
        return (date.year - 1,)
    return (date.year - 1, date.year) if day <= _LATEST_NEW_YEAR else (date.year,)


def _stem_branch(year: int) -> str:
    return _STEMS[(year - 4) % 10] + _BRANCHES[(year - 4) % 12]


def _lunar_day_fits(date: datetime.date, printed: re.Match[str]) -> bool:
    """Rests on the span of New Year's Days; a leap month may lie before any month."""
    month = _LUNAR_MONTHS.get(printed["m"]) or parse_number(printed["m"]) or 0
    day = parse_number(printed["d"].removeprefix("初")) or 0
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return True
    after = (month - 1) * _MONTH + day
    first = _EARLIEST_NEW_YEAR + after - 2
    last = _LATEST_NEW_YEAR + after + (_MONTH if printed["leap"] else 0) + 2
    today = date.timetuple().tm_yday
    return any(first <= today + year <= last for year in (0, 365, 366))
