"""Addresses are read forgivingly for readers and strictly for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from search.facets import SearchParams, Sort
from search.forms import InvalidParameter, read_params
from tests.factories import make_city, make_newspaper, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    city = make_city("330600", name="绍兴市", short_name="绍兴")
    make_city("990001", name="某区", short_name="某")
    make_city("990002", name="某区", short_name="某")
    make_newspaper(name="越州晚报", slug="yuezhou-wanbao", city=city)
    make_topic("farm-x", label_zh="农事题", label_en="Farming X")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("", {}, id="nothing"),
        pytest.param("q=%20春耕%00%20", {"q": "春耕"}, id="query trimmed"),
        pytest.param("city=330600", {"city": ("330600",)}, id="code"),
        pytest.param("city=绍兴", {"city": ("330600",)}, id="short name"),
        pytest.param("city=绍兴市&city=330600", {"city": ("330600",)}, id="the same twice"),
        pytest.param("city=某区", {"city": ("990001", "990002")}, id="name of two districts"),
        pytest.param("newspaper=越州晚报", {"newspaper": ("yuezhou-wanbao",)}, id="newspaper"),
        pytest.param("topic=农事题", {"topic": ("farm-x",)}, id="topic"),
        pytest.param("topic=Farming X", {"topic": ("farm-x",)}, id="topic in English"),
        pytest.param("year=2024&year=2025", {"year": ("2024", "2025")}, id="years"),
        pytest.param("month=2025-04&month=2025-05", {"month": ("2025-04", "2025-05")}, id="months"),
        pytest.param("day=2025-04-18", {"day": ("2025-04-18",)}, id="day"),
        pytest.param("genre=photo&genre=消息", {"genre": ("photo", "news")}, id="genres"),
        pytest.param("genre=Photo", {"genre": ("photo",)}, id="genre in English"),
        pytest.param("front=inner", {"front": ("inner",)}, id="not the front page"),
        pytest.param(
            "page_label=第03版&page_label=a07", {"page_label": ("3", "A7")}, id="pages as printed"
        ),
        pytest.param("author=王一川", {"author": ("王一川",)}, id="author"),
        pytest.param(
            "-city=绍兴&-year=2024&-author=王一川&city=某区",
            {
                "city": ("990001", "990002"),
                "without": (("year", "2024"), ("city", "330600"), ("author", "王一川")),
            },
            id="kept out",
        ),
        pytest.param("histogram=day", {"histogram": "day"}, id="unit of the timeline"),
        pytest.param(
            "date_from=2025-04-01&date_to=2025-04-30",
            {"date_from": date(2025, 4, 1), "date_to": date(2025, 4, 30)},
            id="days",
        ),
        pytest.param("sort=oldest", {"sort": Sort.OLDEST}, id="sort"),
        pytest.param("page=3&page_size=100", {"page": 3, "page_size": 100}, id="page"),
        pytest.param("city=&page=&sort=&unknown=1", {}, id="empty and unknown parameters"),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_read(address: str, expected: dict[str, Any], strict: bool) -> None:
    assert read_params(QueryDict(address), strict=strict) == SearchParams(**expected)


@pytest.mark.parametrize(
    "address",
    [
        "city=火星", "newspaper=nope", "topic=nope", "year=25", "year=２０２５", "month=2025-13",
        "month=2025", "day=2025-04", "genre=poem", "front=back", "page_label=号外", "-city=火星",
        "-front=1", "histogram=week", "date_from=2025-02-30", "date_to=18.4.2025", "sort=best",
        "page=0", "page=-1", "page=x", "page=1.5", "page=99999999999", "page_size=0",
        "page_size=101", "page_size=１",
    ],
)  # fmt: skip
def test_what_is_wrong_is_left_out_or_named(address: str) -> None:
    assert read_params(QueryDict(address)) == SearchParams()
    with pytest.raises(InvalidParameter) as caught:
        read_params(QueryDict(address), strict=True)
    assert caught.value.name == address.partition("=")[0]
    assert caught.value.name in str(caught.value)


def test_days_the_wrong_way_round() -> None:
    address = QueryDict("date_from=2025-04-30&date_to=2025-04-01")
    params = read_params(address)
    assert (params.date_from, params.date_to) == (date(2025, 4, 1), date(2025, 4, 30))
    with pytest.raises(InvalidParameter, match="date_from"):
        read_params(address, strict=True)
