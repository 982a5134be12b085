"""The day of a page without a masthead, worked out from the days its articles report.

Rests on press convention: a daily prints today what happened up to yesterday.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.parsing.dates import (
    find_dates,
    find_day_of_masthead,
    find_days,
    find_weekday,
    make_date,
)
from archive.parsing.parts import plain
from archive.parsing.records import NOT_TOLD, ArticleRecord, FieldValue
from archive.parsing.text import fold

_FUTURE = re.compile(r"(?:将于|将在|定于|拟于|截止到?|持续到|至|到|[-—~])$")
_FUTURE_AFTER = re.compile(r"^(?:前|之前|起施行|起实施|开幕|将|止)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?年(?!代|前后)")
_TARGET = re.compile(r"(?:到|至|[-—~]|力争|争取|预计)\s?$")
#: A day this much later than the days of the lead paragraphs is a plan, not a report.
AHEAD = 3


def work_out_date(articles: Sequence[ArticleRecord]) -> FieldValue:
    """The day after the latest day reported, in the year the text names; else not told."""
    year, year_words = find_year(articles)
    if year is None:
        return NOT_TOLD
    leads = _latest(year, (a.paragraphs[0][:90] for a in articles if a.paragraphs))
    everywhere = list(_days(year, (p for a in articles for p in a.paragraphs)))
    if leads:
        everywhere = [d for d in everywhere if d <= leads + datetime.timedelta(AHEAD)]
    latest = max(everywhere, default=leads)
    if latest is None:
        return NOT_TOLD
    value = latest + datetime.timedelta(1)
    evidence = f"文中最晚的日期 {latest.month}月{latest.day}日，年份据“{year_words}”，次日见报"
    return FieldValue(value.isoformat(), 0.6, evidence)


def complete_day(
    printed_lines: Sequence[str], articles: Sequence[ArticleRecord], where: str
) -> FieldValue | None:
    """The day that the lines print without a year, in the year that the articles name, or None.

    Surer where the weekday beside it is that day's in that year.
    """
    lines = [plain(line) for line in printed_lines]
    printed = find_day_of_masthead(lines)
    if printed is None:
        return None
    year, year_words = find_year(articles)
    value = make_date(year, printed[0], printed[1]) if year else None
    if value is None:
        return None
    weekday = next((w for w in map(find_weekday, lines) if w is not None), None)
    agrees = weekday is not None and weekday == value.weekday()
    sure = 0.85 if agrees else 0.65 if weekday is None else 0.4
    evidence = f"{where}“{printed[2]}”，年份据“{year_words}”"
    return FieldValue(value.isoformat(), sure, evidence)


def _latest(year: int, texts: Iterator[str]) -> datetime.date | None:
    return max(_days(year, texts), default=None)


def _days(year: int, texts: Iterator[str]) -> Iterator[datetime.date]:
    for text in texts:
        folded = fold(text) if "月" in text else ""
        for month, day, start in find_days(folded):
            end = folded.find("日", start) + 1
            planned = _FUTURE.search(folded[max(0, start - 4) : start])
            date = make_date(year, month, day)
            if date and not planned and not _FUTURE_AFTER.match(folded[end : end + 5]):
                yield date


def find_year(articles: Sequence[ArticleRecord]) -> tuple[int | None, str]:
    """The year that full dates name, else the commonest late year that is no target."""
    texts = [p for a in articles for p in (a.kicker, a.headline, *a.paragraphs)]
    full = Counter(d.value.year for text in texts for d in find_dates(text))
    named: Counter[int] = Counter()
    for text in texts:
        folded = fold(text) if "年" in text else ""
        for found in _YEAR.finditer(folded):
            if not _TARGET.search(folded[max(0, found.start() - 4) : found.start()]):
                named[int(found[1])] += 1
    years = named + full
    if not years:
        return None, ""
    year = max(years)
    return year, f"{year}年"
