"""Puts the gazetteer's places and the topic tree into the database; safe to run again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from archive.parsing.gazetteer import Place, places
from archive.topics.tree import topics

if TYPE_CHECKING:
    from archive.models import City, Topic

#: Cities that are provinces too: the gazetteer has no row for them at city level.
MUNICIPALITIES = {"110000": "110100", "120000": "120100", "310000": "310100", "500000": "500100"}

#: Official readings of place names that pypinyin 0.55 gets wrong: by character, then by name.
_CHARACTERS = {"长": "chang", "都": "du", "朝": "chao", "什": "shi", "佛": "fo"}
_NAMES = {
    "陕西": "shaanxi",  # official spelling, apart from 山西 shanxi
    "长子": "zhangzi",
    "单县": "shanxian", "乐陵": "laoling", "浚县": "xunxian", "洪洞": "hongtong", "繁峙": "fanshi",
    "涡阳": "guoyang", "六合": "luhe", "珲春": "hunchun", "筠连": "junlian", "荥经": "yingjing",
    "曾都": "zengdu", "漯河": "luohe", "覃塘": "qintang", "宕昌": "tanchang", "大城": "daicheng",
    "红寺堡": "hongsibu", "民乐": "minle", "称多": "chenduo", "伽师": "jiashi", "穆棱": "muling",
    "闵行": "minhang",
}  # fmt: skip
_FIELDS = ("name", "short_name", "level", "province", "prefecture", "pinyin")
_COORDINATES = ("longitude", "latitude")


def load_places(city_model: type[City]) -> int:
    """Create or refresh every place of the gazetteer; returns how many there are.

    `city_model` may be a migration's historical model. Coordinates that an editor filled in stay
    where the gazetteer has none.
    """
    rows = [city_model(**fields) for fields in place_rows()]
    located = [row for row in rows if row.longitude is not None]
    unlocated = [row for row in rows if row.longitude is None]
    _upsert(city_model, located, (*_FIELDS, *_COORDINATES))
    _upsert(city_model, unlocated, _FIELDS)
    return len(rows)


def load_topics(topic_model: type[Topic]) -> int:
    """Create the topics that are missing; returns how many topics the tree has.

    Rows that are there keep their labels, position, and the code and parent they have; an empty
    code or parent is filled in. `topic_model` may be a migration's historical model.
    """
    rows = {row.slug: row for row in topic_model._default_manager.all()}
    for record in topics():
        parent = rows.get(record.parent)
        row = rows.get(record.slug)
        if row is None:
            row = topic_model(
                slug=record.slug,
                label_zh=record.label_zh,
                label_en=record.label_en,
                position=record.position,
            )
        row.iptc_code = row.iptc_code or record.iptc_code
        row.parent = row.parent or parent
        row.save()
        rows[record.slug] = row
    return len(topics())


def place_rows() -> Iterator[dict[str, Any]]:
    """The fields of every place, those that others point to first."""
    cities = {place.adcode for place in places() if place.level == "city"}
    counties = []
    for place in places():
        if place.level == "county":
            counties.append(place)
            continue
        yield _fields(place)
        if place.adcode in MUNICIPALITIES:
            yield {**_fields(place), "adcode": MUNICIPALITIES[place.adcode], "level": "city"}
    cities.update(MUNICIPALITIES.values())
    for county in counties:
        yield {**_fields(county), "prefecture_id": _prefecture(county.adcode, cities)}


def _prefecture(adcode: str, cities: set[str]) -> str | None:
    """The code of the county's prefecture-level city; None where the province itself rules it."""
    code = MUNICIPALITIES.get(adcode[:2] + "0000", adcode[:4] + "00")
    return code if code in cities else None


def _fields(place: Place) -> dict[str, Any]:
    return {
        "adcode": place.adcode,
        "name": place.name,
        "short_name": place.short,
        "level": place.level,
        "province": place.province,
        "pinyin": pinyin(place.short),
        "longitude": place.longitude,
        "latitude": place.latitude,
    }


def pinyin(name: str) -> str:
    """A place's name in pinyin, without tones or spaces, ü as v: 六安 is luan, 长清 changqing."""
    # pypinyin takes 0.2 s to import, which only loading should pay
    from pypinyin import lazy_pinyin

    if name in _NAMES:
        return _NAMES[name]
    syllables = lazy_pinyin(name)
    if len(syllables) != len(name):
        return "".join(syllables).lower()
    return "".join(_CHARACTERS.get(char, said) for char, said in zip(name, syllables, strict=True))


def _upsert(city_model: type[City], rows: Iterable[City], fields: Collection[str]) -> None:
    city_model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["adcode"], update_fields=fields
    )
