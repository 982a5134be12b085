"""Places of China by code, name and short name."""

from __future__ import annotations

import pytest

from archive.parsing import gazetteer


def test_the_table_is_whole() -> None:
    places = gazetteer.places()
    assert len(places) > 3300
    assert len({p.adcode for p in places}) == len(places)
    assert {len(p.adcode) for p in places} == {6}
    assert {p.level for p in places} == {"province", "city", "county"}
    assert sum(p.level == "province" for p in places) == 34


@pytest.mark.parametrize(
    ("name", "adcode", "level", "province", "city"),
    [
        ("济南市", "370100", "city", "山东省", "济南市"),
        ("济南", "370100", "city", "山东省", "济南市"),
        ("北京市", "110000", "province", "北京市", "北京市"),
        ("重庆", "500000", "province", "重庆市", "重庆市"),
        ("内蒙古", "150000", "province", "内蒙古自治区", ""),
        ("恩施", "422800", "city", "湖北省", "恩施土家族苗族自治州"),
        ("喀什", "653100", "city", "新疆维吾尔自治区", "喀什地区"),
        ("曲阜市", "370881", "county", "山东省", "济宁市"),
        ("济源市", "419001", "county", "河南省", ""),
        ("海淀区", "110108", "county", "北京市", "北京市"),
        ("香港", "810000", "province", "香港特别行政区", ""),
    ],
)
def test_places(name: str, adcode: str, level: str, province: str, city: str) -> None:
    place = gazetteer.by_name()[name][0]
    assert (place.adcode, place.level, place.province, place.city) == (
        adcode,
        level,
        province,
        city,
    )


def test_cities_hold_municipalities_once() -> None:
    names = [place.name for place in gazetteer.cities()]
    assert names.count("北京市") == names.count("重庆市") == 1
    assert "山东省" not in names


@pytest.mark.parametrize(
    ("name", "found"),
    [("青岛", "青岛市"), ("上海", "上海市"), ("曲阜", None), ("山东", None), ("无此地", None)],
)
def test_finding_a_city(name: str, found: str | None) -> None:
    city = gazetteer.find_city(name)
    assert (city.name if city else None) == found


def test_finding_a_province() -> None:
    province = gazetteer.find_province("山东")
    assert province is not None
    assert province.name == "山东省"
    assert gazetteer.find_province("青岛") is None


def test_coordinates() -> None:
    place = gazetteer.by_name()["济南"][0]
    assert place.longitude == pytest.approx(117.1, abs=0.5)
    assert place.latitude == pytest.approx(36.6, abs=0.5)
