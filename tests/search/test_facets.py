"""Addresses of facets, chips, orders and pages."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest

from search.facets import (
    SearchParams,
    Sort,
    build_chips,
    build_facet,
    build_page_links,
    build_sorts,
    page_count,
    query_string,
    toggle,
)

DAY = date(2025, 4, 18)
LABELS = dict.fromkeys(
    ("city", "newspaper", "topic", "year", "month", "day", "date_from", "date_to"), "名"
)


def read(url: str) -> dict[str, list[str]]:
    assert url.startswith("?")
    return parse_qs(url[1:], keep_blank_values=True)


def test_address_holds_the_whole_state() -> None:
    params = SearchParams(
        "春 耕&", ("1", "2"), ("p",), ("t",), ("2025",), "2025-04", DAY, DAY, Sort.OLDEST, 3, 50
    )
    assert read(query_string(params)) == {
        "q": ["春 耕&"], "city": ["1", "2"], "newspaper": ["p"], "topic": ["t"], "year": ["2025"],
        "month": ["2025-04"], "date_from": ["2025-04-18"], "date_to": ["2025-04-18"],
        "sort": ["oldest"], "page": ["3"], "page_size": ["50"],
    }  # fmt: skip


def test_what_goes_without_saying_is_left_out() -> None:
    assert query_string(SearchParams()) == "?q="


@pytest.mark.parametrize(
    ("params", "name", "value", "expected"),
    [
        pytest.param(SearchParams(page=4), "city", "1", {"city": ["1"]}, id="in, back to page 1"),
        pytest.param(SearchParams(city=("1",)), "city", "2", {"city": ["1", "2"]}, id="second"),
        pytest.param(SearchParams(city=("1", "2")), "city", "1", {"city": ["2"]}, id="out"),
        pytest.param(
            SearchParams(year=("2025",), month="2025-04"), "year", "2025", {}, id="year takes month"
        ),
        pytest.param(SearchParams(), "month", "2025-04", {"month": ["2025-04"]}, id="month"),
        pytest.param(SearchParams(month="2025-04"), "month", "2025-04", {}, id="month out"),
        pytest.param(
            SearchParams(), "day", "2025-04-18",
            {"date_from": ["2025-04-18"], "date_to": ["2025-04-18"]}, id="day",
        ),
        pytest.param(
            SearchParams(date_from=DAY, date_to=DAY), "day", "2025-04-18", {}, id="day out"
        ),
    ],
)  # fmt: skip
def test_toggle(
    params: SearchParams, name: str, value: str, expected: dict[str, list[str]]
) -> None:
    assert read(toggle(params, name, value)) == {"q": [""], **expected}


def test_facet_values_by_count_then_by_value() -> None:
    facet = build_facet(
        SearchParams(), "city", "城市", {"3": 1, "1": 1, "2": 5, "4": 0}, {"2": "乙"}
    )
    assert [(v.value, v.label, v.count) for v in facet.values] == [
        ("2", "乙", 5), ("1", "1", 1), ("3", "3", 1),
    ]  # fmt: skip


def test_chosen_value_stays_though_nothing_has_it() -> None:
    facet = build_facet(SearchParams(city=("9",)), "city", "城市", {"1": 1}, {})
    assert [(v.value, v.count, v.selected) for v in facet.values] == [
        ("1", 1, False),
        ("9", 0, True),
    ]


def test_dates_newest_first() -> None:
    facet = build_facet(SearchParams(), "year", "年份", {"2023": 9, "2025": 1, "2024": 5}, {})
    assert [v.value for v in facet.values] == ["2025", "2024", "2023"]


def test_chips_take_their_filter_away() -> None:
    params = SearchParams(q="茶", city=("330600",), year=("2025",), page=2)
    chips = build_chips(params, {**LABELS, "city": "城市"}, {"city": {"330600": "绍兴"}})
    assert [chip.label for chip in chips] == ["城市：绍兴", "名：2025"]
    assert read(chips[0].url) == {"q": ["茶"], "year": ["2025"]}


def test_one_day_is_one_chip_and_a_range_two() -> None:
    one = build_chips(SearchParams(date_from=DAY, date_to=DAY), LABELS, {})
    two = build_chips(SearchParams(date_from=DAY, date_to=date(2025, 5, 1)), LABELS, {})
    assert [chip.label for chip in one] == ["名：2025-04-18"]
    assert [read(chip.url) for chip in two] == [
        {"q": [""], "date_to": ["2025-05-01"]}, {"q": [""], "date_from": ["2025-04-18"]},
    ]  # fmt: skip


def test_sorts() -> None:
    links = build_sorts(SearchParams(sort=Sort.NEWEST, page=3), {s: s.value for s in Sort})
    assert [(link.sort, link.current) for link in links] == [
        (Sort.RELEVANCE, False), (Sort.NEWEST, True), (Sort.OLDEST, False),
    ]  # fmt: skip
    assert read(links[2].url) == {"q": [""], "sort": ["oldest"]}


@pytest.mark.parametrize(
    ("page", "count", "numbers"),
    [
        pytest.param(1, 0, [1], id="nothing"),
        pytest.param(1, 100, [1, 2, 3, None, 5], id="first"),
        pytest.param(10, 400, [1, None, 8, 9, 10, 11, 12, None, 20], id="middle"),
        pytest.param(99, 60, [1, 2, 3], id="beyond the end"),
    ],
)
def test_page_links(page: int, count: int, numbers: list[int | None]) -> None:
    links = build_page_links(SearchParams(page=page), count)
    assert [link.number for link in links] == numbers
    assert [link.number for link in links if link.current] == ([page] if page in numbers else [])


def test_page_count() -> None:
    assert [page_count(SearchParams(), n) for n in (0, 1, 20, 21)] == [1, 1, 1, 2]
