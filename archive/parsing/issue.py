"""The issue's data from masthead and folio, and what can be worked out where none is printed.

``中共青石市委机关报`` with ``QINGSHI DAILY`` tells of 青石日报; a page without a masthead is
dated by the latest day its articles report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from archive.parsing import gazetteer
from archive.parsing.byline import find_lead
from archive.parsing.dates import find_date, parse_number
from archive.parsing.dating import work_out_date
from archive.parsing.folio import CN, NUMBER, PAGES, find_papers, read_page_label
from archive.parsing.records import (
    NOT_TOLD,
    ArticleRecord,
    FieldValue,
    IssueRecord,
    KnownNewspaper,
)
from archive.parsing.text import fold

_PARTY = re.compile(r"中共(?P<city>[\u4e00-\u9fff]{2,8}?)[市州地]委")
_EDITION = re.compile(r"(城市版|农村版|数字报|号外|特刊|周末版|海外版|增刊)")
_LOCAL_SCAN = 30_000
_LOCAL_NAMES = 9


def read_issue(
    masthead: Sequence[str], articles: Sequence[ArticleRecord], known: Sequence[KnownNewspaper]
) -> IssueRecord:
    """Every issue field with its confidence and the words it rests on."""
    cn = _read_cn(masthead)
    paper, newspaper = _read_newspaper(masthead, cn, known)
    date, warnings = _read_date(masthead)
    if date.value is None and articles:
        date = work_out_date(articles)
    announced = _read_pages(masthead)
    label = next(filter(None, map(read_page_label, masthead)), None)
    page = FieldValue(label.page, 0.95, label.label) if label else _first_page(cn, announced)
    return IssueRecord(
        newspaper=newspaper,
        city=_read_city(masthead, newspaper, paper, cn, articles),
        date=date,
        edition=_search(_EDITION, masthead),
        issue_number=_read_number(masthead),
        cn=cn,
        pages_announced=announced,
        page=page,
        page_label=FieldValue(label.label, 0.95, label.label) if label else NOT_TOLD,
        page_name=FieldValue(label.name, 0.9, label.name) if label and label.name else NOT_TOLD,
        warnings=warnings,
    )


def _search(pattern: re.Pattern[str], lines: Sequence[str]) -> FieldValue:
    for line in lines:
        found = pattern.search(fold(line))
        if found:
            return FieldValue(found[1], 0.9, found[0])
    return NOT_TOLD


def _read_cn(lines: Sequence[str]) -> FieldValue:
    for line in lines:
        found = CN.search(fold(line))
        if found:
            return FieldValue(f"{found[1]}-{found[2]}", 0.98, found[0])
    return NOT_TOLD


def _read_number(lines: Sequence[str]) -> FieldValue:
    """The running number; where a yearly number stands beside it, 总 marks the running one."""
    found = [m for line in lines for m in NUMBER.finditer(fold(line))]
    best = next((m for m in found if m["total"]), found[0] if found else None)
    return FieldValue(int(best["n"]), 0.97, best[0]) if best else NOT_TOLD


def _read_pages(lines: Sequence[str]) -> FieldValue:
    for line in lines:
        found = PAGES.search(fold(line))
        number = parse_number(found[1] or found[2]) if found else None
        if found and number:
            return FieldValue(number, 0.97, found[0])
    return NOT_TOLD


def _first_page(cn: FieldValue, announced: FieldValue) -> FieldValue:
    """CN number and 今日N版 belong to the masthead, which stands on page one alone (convention)."""
    if cn.value is None and announced.value is None:
        return NOT_TOLD
    return FieldValue("1", 0.8, "有报头，推定为第1版")


def _read_date(lines: Sequence[str]) -> tuple[FieldValue, tuple[str, ...]]:
    dates = [(find_date(line), line) for line in lines]
    weekday = _weekday_alone(lines)
    for date, line in dates:
        if not date:
            continue
        agrees = date.weekday_agrees
        if agrees is None and weekday is not None:
            agrees = weekday == date.value.weekday()
        evidence = line.strip()[:60]
        if agrees is False:
            note = "报头的日期与星期不符，请核对。"
            return FieldValue(date.value.isoformat(), 0.6, evidence), (note,)
        sure = 0.99 if agrees else 0.95
        return FieldValue(date.value.isoformat(), sure, evidence), ()
    return NOT_TOLD, ()


def _weekday_alone(lines: Sequence[str]) -> int | None:
    for line in lines:
        found = re.fullmatch(r"(?:星期|周)([一二三四五六日天])", line.strip())
        if found:
            return "一二三四五六日".find(found[1].replace("天", "日"))
    return None


def _read_newspaper(
    lines: Sequence[str], cn: FieldValue, known: Sequence[KnownNewspaper]
) -> tuple[KnownNewspaper | None, FieldValue]:
    """The archive's own newspapers first (CN number, name, alias), then press convention."""
    for paper in known:
        if cn.value and cn.value == paper.cn:
            return paper, FieldValue(paper.name, 0.99, cn.evidence)
    for paper in known:
        line = _line_naming(paper, lines)
        if line:
            return paper, FieldValue(paper.name, 0.98, line.strip()[:40])
    return None, _conventional_name(lines)


def _line_naming(paper: KnownNewspaper, lines: Sequence[str]) -> str:
    names = [re.sub(r"\s", "", name) for name in (paper.name, *paper.aliases) if name.strip()]
    bare = [(line, re.sub(r"\s", "", fold(line))) for line in lines]
    return next((line for line, text in bare if any(n in text for n in names)), "")


def _conventional_name(lines: Sequence[str]) -> FieldValue:
    """X日报 on a line of its own or as publisher; else the party committee's DAILY."""
    papers = [(_trim(name), line) for name, line in find_papers(list(lines))]
    counts = Counter(name for name, _ in papers)
    alone = {re.sub(r"\s", "", fold(line)) for line in lines}
    for name, line in sorted(papers, key=lambda p: (p[0] not in alone, -counts[p[0]])):
        return FieldValue(name, 0.97 if name in alone else 0.93, line.strip()[:40])
    party = next(filter(None, (_PARTY.search(line) for line in lines)), None)
    if party and any("DAILY" in line.upper() or "日报" in line for line in lines):
        return FieldValue(party["city"] + "日报", 0.85, party[0] + "、DAILY")
    return NOT_TOLD


def _trim(name: str) -> str:
    return re.sub(r"^(?:中共|本期|今日|欢迎订阅|欢迎阅读|中国)(?=[\u4e00-\u9fff]{4})", "", name)


def _read_city(
    masthead: Sequence[str],
    newspaper: FieldValue,
    known: KnownNewspaper | None,
    cn: FieldValue,
    articles: Sequence[ArticleRecord],
) -> FieldValue:
    """The newspaper's city; without one, the city whose places the page names most."""
    if known and known.city:
        return FieldValue(known.city, 0.98, known.name)
    name = newspaper.value if isinstance(newspaper.value, str) else ""
    for text, sure in ((name, 0.95), *((words, 0.9) for words in _publishers(masthead, name))):
        city = _city_prefix(text)
        if city:
            return FieldValue(city.short, sure, text)
    province = _province(cn)
    county = _county_city(name, province)
    told = _city_of_articles(articles, province)
    if county and (province or told.value == county.short):
        return FieldValue(county.short, 0.85, name)
    return told


def _publishers(masthead: Sequence[str], name: str) -> Iterator[str]:
    """The words before the paper's name or after 中共, which name its city."""
    for line in masthead:
        party = _PARTY.search(line)
        if party:
            yield party["city"]
        before = (
            re.search(rf"([\u4e00-\u9fff]{{2,4}}){re.escape(name)}社", fold(line)) if name else None
        )
        if before:
            yield before[1]


def _city_prefix(text: str) -> gazetteer.Place | None:
    """The city whose name the text opens with, longest first."""
    sizes = range(min(len(text), _LOCAL_NAMES), 1, -1)
    return next(filter(None, (gazetteer.find_city(text[:size]) for size in sizes)), None)


def _province(cn: FieldValue) -> str:
    """CN numbers open with the province's code (GB/T 2260), as adcodes do."""
    return str(cn.value)[:2] if cn.value else ""


def _county_city(name: str, province: str) -> gazetteer.Place | None:
    """The city above the county that the paper is named after, in the CN number's province."""
    for size in range(min(len(name), _LOCAL_NAMES), 1, -1):
        for place in gazetteer.by_name().get(name[:size], ()):
            if place.level == "county" and place.adcode.startswith(province):
                return gazetteer.find_city(place.city)
    return None


def _urban(name: str, province: str) -> str | None:
    """The short name of the city that a name means: a city's own, or its county's."""
    city = gazetteer.find_city(name)
    if city:
        return city.short if city.adcode.startswith(province) else None
    counties = [p for p in gazetteer.by_name().get(name, ()) if p.level == "county"]
    above = {p.city for p in counties if p.adcode.startswith(province)}
    owner = gazetteer.find_city(next(iter(above))) if len(above) == 1 else None
    return owner.short if owner else None


def _city_of_articles(articles: Sequence[ArticleRecord], province: str) -> FieldValue:
    """Rests on the counties and cities named in text and datelines; "" where none leads."""
    votes: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {}
    for name, weight in _local_names(articles):
        place = _urban(name, province)
        if place:
            votes[place] += weight
            named.setdefault(place, Counter())[name] += 1
    if not votes:
        return NOT_TOLD
    (city, most), *others = votes.most_common(2)
    share = most / sum(votes.values())
    if most < 4 or share < 0.3 or (others and others[0][1] > 0.8 * most):
        return NOT_TOLD
    evidence = "文中地名：" + "、".join(name for name, _ in named[city].most_common(4))
    return FieldValue(city, round(min(0.85, 0.4 + share / 2), 2), evidence)


def _local_names(articles: Sequence[ArticleRecord]) -> Iterator[tuple[str, int]]:
    sizes = _name_sizes()
    text = "".join(a.kicker + a.headline + "".join(a.paragraphs) for a in articles)[:_LOCAL_SCAN]
    i = 0
    while i < len(text):
        size = 0
        if text[i : i + 2] in sizes:
            size = next((s for s, names in sizes[text[i : i + 2]] if text[i : i + s] in names), 0)
        if size:
            yield text[i : i + size], 1
        i += size or 1
    yield from ((a.dateline_place, 4) for a in articles if a.dateline_place and _is_local(a))


@cache
def _name_sizes() -> dict[str, tuple[tuple[int, frozenset[str]], ...]]:
    """The names that tell a city, by their first two characters and, longest first, by length."""
    found: dict[str, dict[int, set[str]]] = {}
    for name, group in gazetteer.by_name().items():
        if 2 <= len(name) <= _LOCAL_NAMES and _tells_city(name, group):
            found.setdefault(name[:2], {}).setdefault(len(name), set()).add(name)
    return {
        start: tuple((size, frozenset(names)) for size, names in sorted(by_size.items())[::-1])
        for start, by_size in found.items()
    }


def _is_local(article: ArticleRecord) -> bool:
    """讯 is the paper's own town, 电 is wired from elsewhere (press convention)."""
    lead = find_lead(article.paragraphs[0]) if article.paragraphs else None
    return lead is not None and not article.agency and "讯" in lead.text


def _tells_city(name: str, group: Sequence[gazetteer.Place]) -> bool:
    """Full county names and any name of a city; short county names are words too often."""
    return gazetteer.is_city(group[0]) or (group[0].level == "county" and group[0].name == name)
