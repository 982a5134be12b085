"""The issue's data from masthead and folio, and what can be worked out where none is printed.

``中共青石市委机关报`` with ``QINGSHI DAILY`` tells of 青石日报; a page without a masthead is
dated by the latest day its articles report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.parsing.city import name_disagrees, read_city
from archive.parsing.crosscheck import (
    check_datelines,
    check_dates,
    check_lunar,
    check_number,
    check_weekday,
)
from archive.parsing.dates import PrintedDate, find_masthead_date, parse_number
from archive.parsing.dating import complete_day, work_out_date
from archive.parsing.folio import read_page
from archive.parsing.newspaper import read_newspaper
from archive.parsing.parts import CN, NUMBER, PAGES, plain
from archive.parsing.records import (
    NOT_TOLD,
    ArticleRecord,
    FieldValue,
    IssueRecord,
    KnownNewspaper,
)

_EDITION = re.compile(r"(城市版|农村版|数字报|号外|特刊|周末版|海外版|增刊)")
#: A masthead's date is sure where the weekday agrees, doubtful where anything contradicts it.
_AGREES, _PRINTED, _DOUBTFUL = 0.99, 0.95, 0.6
_EVIDENCE = 60


def read_issue(
    masthead: Sequence[str],
    articles: Sequence[ArticleRecord],
    known: Sequence[KnownNewspaper],
    *,
    weather: Sequence[str] = (),
) -> IssueRecord:
    """Every issue field with its confidence and the words it rests on."""
    lines = [plain(line) for line in masthead]
    cn = _read_cn(lines)
    paper, newspaper, name_notes = read_newspaper(masthead, cn, known)
    date, number, notes = _read_date_and_number(masthead, articles, weather)
    announced = _read_pages(lines)
    label = read_page(masthead)
    page = FieldValue(label.page, 0.95, label.label) if label else _first_page(cn, announced)
    if not name_notes and name_disagrees(newspaper, cn):
        name_notes = ("刊号的省份与报名的城市不符，请核对。",)
    return IssueRecord(
        newspaper=newspaper,
        city=read_city(masthead, newspaper, paper, cn, articles),
        date=date,
        edition=_search(_EDITION, lines),
        issue_number=number,
        cn=cn,
        pages_announced=announced,
        page=page,
        page_label=FieldValue(label.label, 0.95, label.label) if label else NOT_TOLD,
        page_name=FieldValue(label.name, 0.9, label.name) if label and label.name else NOT_TOLD,
        warnings=(*notes, *name_notes),
    )


def _search(pattern: re.Pattern[str], lines: Sequence[str]) -> FieldValue:
    found = next(filter(None, map(pattern.search, lines)), None)
    return FieldValue(found[1], 0.9, found[0]) if found else NOT_TOLD


def _read_cn(lines: Sequence[str]) -> FieldValue:
    """The CN number, whose two halves may stand on two lines."""
    found = next(filter(None, map(CN.search, [*lines, " ".join(lines)])), None)
    return FieldValue(f"{found[1]}-{found[2]}", 0.98, found[0]) if found else NOT_TOLD


def _read_number(lines: Sequence[str]) -> FieldValue:
    """The running number; where a yearly number stands beside it, 总 or its size marks it."""
    found = [m for line in lines for m in NUMBER.finditer(line)]
    marked = [m for m in found if m["total"]]
    best = marked[0] if marked else max(found, key=_number, default=None)
    return FieldValue(_number(best), 0.97, best[0]) if best else NOT_TOLD


def _number(found: re.Match[str]) -> int:
    return int(found["n"] or found["no"])


def _read_pages(lines: Sequence[str]) -> FieldValue:
    for found in filter(None, map(PAGES.search, [*lines, " ".join(lines)])):
        number = parse_number(found["a"] or found["b"])
        if number:
            return FieldValue(number, 0.97, found[0])
    return NOT_TOLD


def _first_page(cn: FieldValue, announced: FieldValue) -> FieldValue:
    """CN number and 今日N版 belong to the masthead, which stands on page one alone (convention)."""
    if cn.value is None and announced.value is None:
        return NOT_TOLD
    return FieldValue("1", 0.8, "有报头，推定为第1版")


def _read_date_and_number(
    masthead: Sequence[str], articles: Sequence[ArticleRecord], weather: Sequence[str]
) -> tuple[FieldValue, FieldValue, tuple[str, ...]]:
    """Both fields, less sure where they contradict themselves or what stands beside them."""
    printed = find_masthead_date([plain(line) for line in masthead])
    if printed:
        date, notes = _printed_date(printed, masthead, articles)
    else:
        date, notes = _told_date(masthead, weather, articles), ()
    number = _read_number([plain(line) for line in masthead])
    wrong = check_number(printed.value if printed else None, masthead)
    if wrong and number.value is not None:
        number = FieldValue(number.value, _DOUBTFUL, number.evidence)
    return date, number, (*notes, *filter(None, (wrong,)))


def _told_date(
    masthead: Sequence[str], weather: Sequence[str], articles: Sequence[ArticleRecord]
) -> FieldValue:
    """A day without a year, in the masthead or the forecast; else what the articles report."""
    return (
        complete_day(masthead, articles, "报头")
        or complete_day(weather, articles, "天气预报")
        or work_out_date(articles)
    )


def _printed_date(
    printed: PrintedDate, masthead: Sequence[str], articles: Sequence[ArticleRecord]
) -> tuple[FieldValue, tuple[str, ...]]:
    day = printed.value
    checks = (
        check_weekday(printed),
        check_lunar(day, masthead),
        check_dates(masthead),
        check_datelines(day, articles),
    )
    notes = tuple(filter(None, checks))
    whole = any(printed.text in plain(line) for line in masthead)
    sure = _AGREES if printed.weekday_agrees else _PRINTED if whole else 0.85
    evidence = next((line for line in masthead if printed.text in plain(line)), printed.text)
    told = FieldValue(day.isoformat(), _DOUBTFUL if notes else sure, evidence.strip()[:_EVIDENCE])
    return told, notes
