"""The city a page comes from: its newspaper's, else that of the counties its articles name.

青石日报 is of 青石; a page that names 莘县, 高唐县 and 冠县 is of 聊城.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from archive.parsing import gazetteer
from archive.parsing.byline import find_lead
from archive.parsing.newspaper import PARTY
from archive.parsing.parts import plain, read_parts
from archive.parsing.records import NOT_TOLD, ArticleRecord, FieldValue, KnownNewspaper
from archive.parsing.text import HAN

_LOCAL_SCAN = 30_000
_LOCAL_NAMES = 9
#: So many keys of two characters, and what spreads them.
_KEYS, _SPREAD = 1 << 16, 977
#: How sure a city is that lies in another province than the CN number.
_OTHER_PROVINCE = 0.7
_CAPTION = re.compile(r"^\S*?:\s?|^中共")


def read_city(
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
    province = province_code(cn)
    for text, sure in ((name, 0.95), *((words, 0.9) for words in _publishers(masthead, name))):
        city = _city_prefix(text)
        if city:
            fits = city.adcode.startswith(province)
            return FieldValue(city.short, sure if fits else _OTHER_PROVINCE, text)
    county = _county_city(name, province)
    told = _city_of_articles(articles, province)
    if county and (province or told.value == county.short):
        return FieldValue(county.short, 0.85, name)
    return told


def name_disagrees(newspaper: FieldValue, cn: FieldValue) -> bool:
    """Whether the city in the paper's name lies in another province than the CN number's."""
    name = newspaper.value if isinstance(newspaper.value, str) else ""
    province = province_code(cn)
    city = _city_prefix(name) if province else None
    return city is not None and not city.adcode.startswith(province)


def _publishers(masthead: Sequence[str], name: str) -> Iterator[str]:
    """The words before the paper's name or after 中共, which name its city."""
    for line in masthead:
        text = plain(line)
        party = PARTY.search(text)
        if party:
            yield party["city"]
        before = re.search(rf"([{HAN}]{{2,4}}){re.escape(name)}社", text) if name else None
        if before:
            yield before[1]
        yield from (_CAPTION.sub("", w) for kind, w in read_parts(line) if kind == "publisher")


def _city_prefix(text: str) -> gazetteer.Place | None:
    """The city whose name the text opens with, longest first; a province's is none."""
    for size in range(min(len(text), _LOCAL_NAMES), 1, -1):
        city = gazetteer.find_city(text[:size])
        if city:
            above = gazetteer.find_province(text[:size])
            # 吉林日报 is the province's, whatever cities share the name; 北京 is both.
            return city if above is None or above == city else None
    return None


def province_code(cn: FieldValue) -> str:
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
    end = 0
    for i in _may_start().take(_keys(text)).nonzero()[0].tolist():
        if i < end:
            continue
        for size, names in sizes.get(text[i : i + 2], ()):
            if text[i : i + size] in names:
                yield text[i : i + size], 1
                end = i + size
                break
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


@cache
def _may_start() -> npt.NDArray[np.bool_]:
    """Which keys of two characters are those of a name's first two."""
    flags = np.zeros(_KEYS, np.bool_)
    flags[[_keys(start)[0] for start in _name_sizes()]] = True
    return flags


def _keys(text: str) -> npt.NDArray[np.intp]:
    """A small number for every two neighbouring characters, by which most are passed over."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.intp)
    return (codes[:-1] * _SPREAD + codes[1:]) % _KEYS


def _is_local(article: ArticleRecord) -> bool:
    """讯 is the paper's own town, 电 is wired from elsewhere (press convention)."""
    lead = find_lead(article.paragraphs[0]) if article.paragraphs else None
    return lead is not None and not article.agency and "讯" in lead.text


def _tells_city(name: str, group: Sequence[gazetteer.Place]) -> bool:
    """Full county names and any name of a city; short county names are words too often."""
    return gazetteer.is_city(group[0]) or (group[0].level == "county" and group[0].name == name)
