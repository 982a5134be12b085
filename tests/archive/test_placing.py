"""Where a page belongs, weighed from its text, its file name and the uploader's word."""

from __future__ import annotations

import pytest

from archive.models import City, Newspaper
from archive.parsing.records import FieldValue, IssueRecord
from archive.placing import (
    Overrides,
    find_city,
    find_newspaper_by_name,
    free_slug,
    page_city,
    page_sequence,
    place,
)
from tests.factories import make_newspaper


@pytest.mark.parametrize(
    ("label", "sequence"),
    [
        ("3", 3), ("03", 3), ("A03", 3), ("B03", 103), ("a1", 1), (12, 12),
        ("", None), (None, None), ("0", None), ("头版", None), ("AB3", None),
    ],
)  # fmt: skip
def test_page_sequence(label: object, sequence: int | None) -> None:
    assert page_sequence(label) == sequence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        ("济南", "370100"),
        ("济南市", "370100"),
        ("北京", "110100"),
        ("昌乐", "370725"),
        ("乌有", None),
    ],
)
def test_find_city_prefers_the_city_among_namesakes(name: str, adcode: str | None) -> None:
    city = find_city(name)
    assert (city and city.adcode) == adcode


@pytest.mark.django_db
def test_newspaper_is_found_by_name_slug_and_alias() -> None:
    paper = make_newspaper(name="汶阳早报", slug="wenyang-zaobao", aliases=["汶阳报"])
    assert [find_newspaper_by_name(n) for n in ("汶阳早报", "wenyang-zaobao", "汶阳报", "无")] == [
        paper, paper, paper, None,
    ]  # fmt: skip


@pytest.mark.django_db
def test_cn_number_finds_the_newspaper_whatever_the_name_looks_like() -> None:
    paper = make_newspaper(name="汶阳早报", slug="wenyang-zaobao", cn="37-9912")
    record = IssueRecord(
        newspaper=FieldValue("汉阳早报", 0.9, "报头"), cn=FieldValue("37-9912", 0.98, "CN 37-9912")
    )
    assert place(record, "a.txt", Overrides(), list(Newspaper.objects.all())).newspaper == paper


@pytest.mark.django_db
def test_doubtful_values_are_proposed_but_not_taken() -> None:
    make_newspaper(name="汶阳早报", slug="wenyang-zaobao")
    record = IssueRecord(
        newspaper=FieldValue("汶阳早报", 0.5, "正文"), date=FieldValue("2025-04-18", 0.6, "推算")
    )
    placement = place(record, "a.txt", Overrides(), list(Newspaper.objects.all()))
    assert (placement.newspaper, placement.date) == (None, None)
    assert placement.proposals["date"]["evidence"] == "推算"


@pytest.mark.django_db
def test_day_that_has_not_come_is_left_to_the_editor() -> None:
    record = IssueRecord(date=FieldValue("2130-04-18", 0.99, "2130年4月18日"))
    placement = place(record, "a.txt", Overrides(), list(Newspaper.objects.all()))
    assert placement.date is None
    assert "还没有到" in placement.proposals["date"]["evidence"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file_name", "date", "page"),
    [
        ("汶阳早报-2025-04-18-03版.txt", "2025-04-18", "3"),
        ("20250418_02.txt", "2025-04-18", "2"),
        ("2025年4月18日/第12版.txt", "2025-04-18", "12"),
        ("2025-04-18-A03.txt", "2025-04-18", "A03"),
        ("2025-02-30.txt", None, None),
        ("scan.txt", None, None),
        ("123456789012.txt", None, None),
    ],
)
def test_hints_of_a_file_name(file_name: str, date: str | None, page: str | None) -> None:
    proposals = place(
        IssueRecord(), file_name, Overrides(), list(Newspaper.objects.all())
    ).proposals
    found = [proposals.get(key, {}).get("value") for key in ("date", "page")]
    assert found == [date, page]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "slug"),
    [("泰安日报", "taian-ribao"), ("大众日报", "dazhongribao"), ("admin", "admin-2")],
    ids=["city", "no city", "reserved"],
)
def test_free_slug(name: str, slug: str) -> None:
    assert free_slug(name, City.objects.get(adcode="370900")) == slug


@pytest.mark.django_db
def test_free_slug_counts_on_when_taken() -> None:
    make_newspaper(name="旧泰安日报", slug="taian-ribao")
    assert free_slug("泰安日报", City.objects.get(adcode="370900")) == "taian-ribao-2"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("home", "told", "expected"),
    [
        ("370000", "潍坊", "370700"),
        ("370000", "绍兴", None),
        ("370000", "", None),
        ("370900", "潍坊", None),
    ],
    ids=["local page", "another province", "not told", "a city's paper"],
)
def test_city_of_a_provincial_papers_page(home: str, told: str, expected: str | None) -> None:
    paper = make_newspaper(city=City.objects.get(adcode=home))
    city = page_city(paper, {"city": {"value": told, "confidence": 0.85, "evidence": ""}})
    assert (city and city.adcode) == expected
