"""Lines of masthead (报头), folio (报眉) and colophon, told from the text of articles.

>>> read_page_label("第07版 乡村周刊")
PageLabel(page='7', label='第07版', name='乡村周刊')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.parsing.dates import find_date, parse_number
from archive.parsing.jump import normalize_label
from archive.parsing.text import HAN, fold, split_mark, width

_PAPER_END = (
    "日报|晚报|晨报|时报|早报|都市报|商报|新报|快报|导报|晶报|周报|青年报|法治报|法制报|农民报|工人报"
    "|经济报|联合报|文化报|科技报|教育报|生活报|信息报|消费者报|特区报|侨报|民报|石油报|铁路报|矿工报"
)
PAPER = re.compile(rf"[{HAN}]{{2,8}}?(?:{_PAPER_END})")
CN = re.compile(r"(?:CN|统一(?:连续出版物|刊)号\s?[::]?)\s?(\d{2})\s?[-—–－]\s?(\d{4})(?!\d)", re.I)
NUMBER = re.compile(r"(?P<total>总)?第\s?(?P<n>\d{1,6})\s?[期号](?!文)")
PAGES = re.compile(
    r"(?:今日|本期|今天|本日|当日)\s?(?:共|出版|出)?\s?(\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:大|个)?版"
    r"|共\s?(\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?:个)?版"
)
_PUBLISHER = re.compile(
    rf"^(?:中共)?[{HAN}]{{2,20}}(?:主管主办|主办|主管|机关报|出版|承办)(?:[\s·|]|$)|报(?:社|业集团|业传媒集团)"
    r"(?:编辑)?(?:主办|出版|主管)"
)
_ADDRESS = re.compile(
    r"邮发代号|国内统一|统一刊号|ISSN|国外代号|www\.|https?:|\.(?:com|cn)(?![a-z])|二维码|扫一扫|扫码|客户端下载"
    r"|新闻热线[::]|零售价|每份定价|零售每份|广告热线[::]|发行热线[::]",
    re.I,
)
_DAILY = re.compile(r"^[A-Z][A-Z' ]{2,30} (?:DAILY|NEWS|TIMES|POST|MORNING|EVENING)\b", re.I)
_WEEKDAY_ONLY = re.compile(r"^(?:星期|周)[一二三四五六日天]$")
_LUNAR = re.compile(r"^(?:农历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[^。]{0,16}$")
_NAME_WORD = rf"[{HAN}·]{{2,8}}"
_LABEL_FIRST = re.compile(
    rf"^(?P<label>第\s?(?:[A-Z]?\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?版|[A-Z]?\d{{1,2}}\s?版|[A-Z]\d{{1,2}}"
    rf"|\d{{1,2}})(?:[\s·:|/—-]+(?P<name>{_NAME_WORD}))?(?=\s|$)"
)
_LABEL_LAST = re.compile(
    rf"^(?P<name>{_NAME_WORD})[\s·:|/—-]+(?P<label>第\s?\d{{1,2}}\s?版|[A-Z]\d{{1,2}}|\d{{1,2}}\s?版?)(?=\s|$)"
)
_EDITOR_ROLE = (
    "值班(?:总编辑?|副总编辑?|主任|编委|领导|编辑)?|本版(?:编辑|责编|主编|美编)|责任编辑|责任校对|责编|编辑|版式(?:设计)?|版面(?:设计)?"
    "|美编|美术编辑|校对|组版|审读|监审|统筹|排版|制图|图编|视觉(?:设计)?|检校|副总编辑?|总编辑?|主编|编审|审校|一读|二读"
)
_COLOPHON = re.compile(
    rf"^(?:(?:今日|本期|本版)?(?:{_EDITOR_ROLE}))\s?(?:[::/|]\s?|\s)[{HAN}]{{1,4}}(?=[\s、,;|:/(0-9]|$)"
    rf"|^(?:责任编辑|本版编辑|本版责编|责编)[{HAN}]{{2,4}}(?=[\s、,;|]|$)"
)
_CONTACT = re.compile(
    r"^(?:(?:新闻|投稿|联系|编辑部|报料|爆料)?(?:电话|热线|邮箱|传真|信箱)|E-?mail|投稿信箱)\s?[::(][^。]{0,50}$",
    re.I,
)
_WEATHER = re.compile(r"℃|°C|多云|晴|阴|雨|雪|[东南西北]风|级|气温|最高|最低|白天|夜间")
_TEASER_PAGE = re.compile(
    r"^[\s>▶►》→(\[【]*(?:详见|见|导读|请看|刊)?\s?第?\s?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2})\s?版[\s<◀)\]】]*$"
)
_TEASER_LINE = re.compile(
    r"^[^。]{4,40}?(?:[>▶►》→…(\[【]|\s)+(?:详见|见|请看)?\s?第?\s?(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,2})\s?版[)\]】]?$"
)
_PAGE_MARK = re.compile(r"^[\s=＝—_*~-]{5,}$")


_FOLIO_EXTRAS = re.compile(
    rf"(?:星期|周)[一二三四五六日天]|农历\S*|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\S*"
    rf"|(?:{_EDITOR_ROLE})\s?[::]?\s?[{HAN}]{{2,4}}(?![{HAN}])|(?:新闻)?(?:电话|热线)\s?[::]?\s?[\d()-]+"
    rf"|E-?mail\s?:?\s?\S+|{PAPER.pattern}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PageLabel:
    """Where the page stands in its issue: page "3" or "A03", the label as printed, its name."""

    page: str
    label: str
    name: str = ""


def read_page_label(text: str) -> PageLabel | None:
    """The page label and name that the folio line opens or closes with, or None."""
    folded = _bare_folio(text)
    found = _LABEL_FIRST.match(folded) or _LABEL_LAST.match(folded)
    if not found or _implausible(found["label"]):
        return None
    name = found["name"] or ""
    if PAPER.fullmatch(name) or name.startswith(("星期", "农历")):
        name = ""
    bare = re.sub(r"[第版\s]", "", found["label"])
    return PageLabel(normalize_label(bare), found["label"], name)


def _bare_folio(text: str) -> str:
    """The folio line without its date, weekday, paper and editors: 第02版 综合."""
    folded = fold(text).strip()
    date = find_date(folded)
    if date:
        folded = folded.replace(date.text, " ")
    return _FOLIO_EXTRAS.sub(" ", folded).strip(" |·,-()")


def _implausible(label: str) -> bool:
    number = parse_number(re.sub(r"[第版A-Z\s]", "", label))
    return number is None or not 1 <= number <= 200


def is_folio_line(text: str) -> bool:
    """A line of page label alone, or with date or paper: 11 要闻 2023年…, A03 民生, 第2版 要闻."""
    folded = fold(text).strip()
    label = read_page_label(folded)
    if label is None or width(folded) > 60 or "。" in folded:
        return False
    if find_date(folded) or PAPER.search(folded):
        return True
    folded = _bare_folio(folded)
    short = width(folded) <= width(label.label) + width(label.name) + 2
    return short and not label.label.isdigit() and bool(label.name or label.label.startswith("第"))


def is_dated_folio(text: str) -> bool:
    """A folio that also prints the paper or the date, which no line of an article does."""
    folded = fold(text)
    told = PAPER.search(folded) and find_date(folded)
    return bool(told) and is_folio_line(text)


def is_plain_date(text: str) -> bool:
    """A date alone, as mastheads print it, but notices sign with it too."""
    folded = fold(text).strip()
    date = find_date(folded)
    return date is not None and width(folded) <= width(date.text) + 1


def is_masthead_line(text: str) -> bool:
    """A line that only mastheads and folios print; rests on press convention and its shortness."""
    folded = fold(split_mark(text)[1]).strip()
    if not folded or width(folded) > 75 or "。" in folded:
        return False
    tokens = folded.split()
    return any(test(folded) for test in _MASTHEAD_TESTS) or (
        len(tokens) > 1 and all(any(test(t) for test in _MASTHEAD_TESTS) for t in tokens)
    )


def _is_date_line(folded: str) -> bool:
    date = find_date(folded)
    if not date:
        return bool(_WEEKDAY_ONLY.match(folded) or _LUNAR.match(folded))
    bare = re.sub(r"[\s|·,()年月日]", "", _bare_folio(folded))
    return width(bare) <= 12 or bool(CN.search(folded) or NUMBER.search(folded))


def _is_number_line(folded: str) -> bool:
    numbered = CN.search(folded) or NUMBER.search(folded) or PAGES.search(folded)
    left = width(folded) - width(numbered[0]) if numbered else 99
    return left <= 14 or bool(CN.search(folded))


def _is_paper_line(folded: str) -> bool:
    name = re.sub(r"\s", "", folded)
    return bool(PAPER.fullmatch(name)) and len(name) <= 10


_MASTHEAD_TESTS = (
    _is_date_line,
    _is_number_line,
    _is_paper_line,
    is_folio_line,
    lambda folded: width(folded) <= 40 and bool(_PUBLISHER.search(folded)),
    lambda folded: width(folded) <= 45 and bool(_ADDRESS.search(folded)),
    lambda folded: bool(_DAILY.search(folded)),
)


def is_colophon_line(text: str) -> bool:
    """A line of editors' names; rests on an editor's role at its start and a name after it."""
    folded = fold(split_mark(text)[1]).strip(" ()")
    return width(folded) <= 70 and "。" not in folded and bool(_COLOPHON.match(folded))


def is_contact_line(text: str) -> bool:
    """A telephone or mail address alone on its line, as editors print below their names."""
    folded = fold(split_mark(text)[1]).strip()
    return bool(_CONTACT.match(folded)) and any(c.isdigit() or c == "@" for c in folded)


def is_weather_line(text: str) -> bool:
    """A forecast in brief: short, and full of weather's words."""
    folded = fold(text).strip()
    words = set(_WEATHER.findall(folded))
    return width(folded) <= 70 and len(words) >= 3 and bool({"℃", "°C", "气温"} & words)


def is_teaser_page(text: str) -> bool:
    """A page reference alone on its line, below the headline of a teaser (导读)."""
    return bool(_TEASER_PAGE.match(fold(text).strip()))


def is_teaser_line(text: str) -> bool:
    """A headline with the page where its article stands."""
    return width(text) <= 40 and bool(_TEASER_LINE.match(fold(text).strip()))


def is_rule(text: str) -> bool:
    """A drawn line, as text exports put between two pages."""
    return bool(_PAGE_MARK.match(text)) and len(text.strip()) >= 5


def find_papers(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Newspaper names of masthead lines, each with its line."""
    for line in lines:
        for found in PAPER.finditer(re.sub(r"[《》]", "", fold(line))):
            yield found[0], line
