"""Addresses of facets, chips, orders and pages."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest

from search.facets import (
    ADDRESS_BYTES,
    FOLDED,
    LEAST_LISTED,
    LEAST_SHOWN,
    LISTED,
    MULTIPLE,
    SHOWN,
    SPARE,
    SearchParams,
    Sort,
    build_chips,
    build_facet,
    build_page_links,
    build_sizes,
    build_sorts,
    kept_out,
    listed,
    page_count,
    query_string,
    toggled,
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
        "春 耕&", ("1", "2"), ("p",), ("t",), ("front",), ("A3",), ("photo",), ("王一川",),
        ("2025",), ("2025-04",), ("2025-04-18",), (("author", "李二河"), ("city", "3")),
        DAY, DAY, "day", Sort.OLDEST, 3, 50,
    )  # fmt: skip
    assert read(query_string(params)) == {
        "q": ["春 耕&"], "city": ["1", "2"], "newspaper": ["p"], "topic": ["t"],
        "front": ["front"], "page_label": ["A3"], "genre": ["photo"], "author": ["王一川"],
        "year": ["2025"], "month": ["2025-04"], "day": ["2025-04-18"],
        "-author": ["李二河"], "-city": ["3"],
        "date_from": ["2025-04-18"], "date_to": ["2025-04-18"], "histogram": ["day"],
        "sort": ["oldest"], "page": ["3"], "page_size": ["50"],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["春耕", "a&b=c#d", "“春耕” +20%", "\u3000甲\u00a0", "𠮷", "é\n"])
def test_any_text_is_read_back_from_an_address(text: str) -> None:
    url = query_string(SearchParams(q=text, author=(text,)))
    assert read(url) == {"q": [text], "author": [text]}
    assert not set(url) & set("\"'<> \n\u3000\u00a0#")


def test_chinese_is_no_longer_than_it_must_be() -> None:
    assert query_string(SearchParams(q="春耕 AI")) == "?q=春耕+AI"


def test_what_goes_without_saying_is_left_out() -> None:
    assert query_string(SearchParams()) == "?q="


@pytest.mark.parametrize(
    ("params", "name", "value", "expected"),
    [
        pytest.param(SearchParams(page=4), "city", "1", {"city": ["1"]}, id="in, back to page 1"),
        pytest.param(SearchParams(city=("1",)), "city", "2", {"city": ["1", "2"]}, id="second"),
        pytest.param(SearchParams(city=("1", "2")), "city", "1", {"city": ["2"]}, id="out"),
        pytest.param(
            SearchParams(year=("2025",), month=("2025-04",), day=("2025-04-18",)),
            "year", "2025", {}, id="year takes month and day",
        ),
        pytest.param(
            SearchParams(month=("2025-04",), day=("2025-04-18",)),
            "month", "2025-05", {"month": ["2025-04", "2025-05"]}, id="month takes day",
        ),
        pytest.param(SearchParams(month=("2025-04",)), "month", "2025-04", {}, id="month out"),
        pytest.param(SearchParams(), "day", "2025-04-18", {"day": ["2025-04-18"]}, id="day"),
        pytest.param(
            SearchParams(without=(("city", "1"), ("topic", "t"))),
            "city", "1", {"-topic": ["t"]}, id="kept out: free",
        ),
    ],
)  # fmt: skip
def test_toggled(
    params: SearchParams, name: str, value: str, expected: dict[str, list[str]]
) -> None:
    assert read(query_string(toggled(params, name, value))) == {"q": [""], **expected}


def test_what_is_kept_out_is_no_more_taken_in() -> None:
    params = kept_out(SearchParams(city=("1", "2"), page=3), "city", "1")
    assert read(query_string(params)) == {"q": [""], "city": ["2"], "-city": ["1"]}


def test_facet_values_by_count_then_by_value() -> None:
    facet = build_facet(
        SearchParams(), "city", "城市", {"3": 1, "1": 1, "2": 5, "4": 0}, {"2": "乙"}
    )
    assert [(v.value, v.label, v.count) for v in facet.values] == [
        ("2", "乙", 5), ("1", "1", 1), ("3", "3", 1),
    ]  # fmt: skip


def test_chosen_or_excluded_value_stays_though_nothing_has_it() -> None:
    params = SearchParams(city=("9",), without=(("city", "8"),))
    facet = build_facet(params, "city", "城市", {"1": 1}, {})
    assert [(v.value, v.count, v.selected, v.excluded) for v in facet.values] == [
        ("1", 1, False, False), ("8", 0, False, True), ("9", 0, True, False),
    ]  # fmt: skip


def test_links_of_a_value_take_it_in_and_keep_it_out() -> None:
    params = SearchParams(city=("2",), without=(("city", "3"),))
    values = build_facet(params, "city", "城市", {"1": 3, "2": 2, "3": 1}, {}).values
    free, chosen, excluded = ((read(v.url), v.without_url) for v in values)
    assert free[0] == {"q": [""], "city": ["2", "1"], "-city": ["3"]}
    assert read(free[1]) == {"q": [""], "city": ["2"], "-city": ["3", "1"]}
    assert chosen[0] == {"q": [""], "-city": ["3"]}
    assert read(chosen[1]) == {"q": [""], "-city": ["3", "2"]}
    assert excluded == ({"q": [""], "city": ["2"]}, "")


@pytest.mark.parametrize(
    ("size", "shown", "folded", "is_cut"),
    [
        pytest.param(SHOWN, SHOWN, 0, False, id="few"),
        pytest.param(SHOWN + SPARE, SHOWN + SPARE, 0, False, id="hardly more"),
        pytest.param(SHOWN + SPARE + 1, SHOWN, SPARE + 1, False, id="more"),
        pytest.param(1_000, SHOWN, FOLDED, True, id="very many"),
    ],
)
def test_long_facet_is_folded(size: int, shown: int, folded: int, is_cut: bool) -> None:
    counts = {f"{n:04}": 5_000 - n for n in range(size)}
    facet = build_facet(SearchParams(), "author", "作者", counts, {})
    assert (len(facet.values), len(facet.folded), facet.is_cut) == (shown, folded, is_cut)
    assert facet.total == size
    assert [v.value for v in (*facet.values, *facet.folded)] == list(counts)[: shown + folded]


@pytest.mark.parametrize("length", [1, 20, 60, 120, 250, 500])
def test_a_long_query_has_fewer_addresses(length: int) -> None:
    params = SearchParams(q="春" * length)
    counts = {f"{n:04}": 5_000 - n for n in range(1_000)}
    facets = [build_facet(params, name, "", counts, {}) for name in MULTIPLE]
    for facet in facets:
        assert len(facet.values) >= LEAST_SHOWN
        assert facet.is_cut
    values = [value for facet in facets for value in (*facet.values, *facet.folded)]
    size = sum(len((value.url + value.without_url).encode()) for value in values)
    assert size < 1.1 * ADDRESS_BYTES
    assert LEAST_LISTED <= listed(params) <= LISTED


def test_pages_of_a_list_are_of_one_size() -> None:
    query = "春" * 500
    assert len({listed(SearchParams(q=query, page=page)) for page in (1, 9, 10, 99_999)}) == 1


def test_chosen_value_is_never_folded() -> None:
    counts = {f"{n:04}": 5_000 - n for n in range(1_000)}
    params = SearchParams(author=("0999",), without=(("author", "0012"),))
    facet = build_facet(params, "author", "作者", counts, {})
    assert [v.value for v in facet.values[SHOWN:]] == ["0012", "0999"]
    assert "0012" not in {v.value for v in facet.folded}


@pytest.mark.parametrize(
    ("name", "counts", "order"),
    [
        ("year", {"2023": 9, "2025": 1, "2024": 5}, ["2025", "2024", "2023"]),
        ("page_label", {"10": 9, "2": 1, "A10": 3, "A2": 4}, ["2", "10", "A2", "A10"]),
    ],
)
def test_order_of_values(name: str, counts: dict[str, int], order: list[str]) -> None:
    facet = build_facet(SearchParams(), name, "", counts, {})
    assert [v.value for v in facet.values] == order


def test_chips_take_their_filter_away() -> None:
    params = SearchParams(
        q="茶", city=("330600",), year=("2025",), without=(("city", "370900"),), page=2
    )
    labels = {"city": {"330600": "绍兴", "370900": "泰安"}}
    chips = build_chips(params, {**LABELS, "city": "城市"}, labels)
    assert [(chip.label, chip.excluded) for chip, _ in chips] == [
        ("名：2025", False), ("城市：绍兴", False), ("城市：泰安", True),
    ]  # fmt: skip
    assert read(chips[1][0].url) == {"q": ["茶"], "year": ["2025"], "-city": ["370900"]}
    assert read(chips[2][0].url) == {"q": ["茶"], "year": ["2025"], "city": ["330600"]}
    assert all(chip.url == query_string(free) for chip, free in chips)


def test_one_day_is_one_chip_and_a_range_two() -> None:
    one = build_chips(SearchParams(date_from=DAY, date_to=DAY), LABELS, {})
    two = build_chips(SearchParams(date_from=DAY, date_to=date(2025, 5, 1)), LABELS, {})
    assert [chip.label for chip, _ in one] == ["名：2025-04-18"]
    assert read(one[0][0].url) == {"q": [""]}
    assert [read(chip.url) for chip, _ in two] == [
        {"q": [""], "date_to": ["2025-05-01"]}, {"q": [""], "date_from": ["2025-04-18"]},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("params", "filtered"),
    [
        (SearchParams(q="茶", page=3, sort=Sort.NEWEST), False),
        (SearchParams(author=("王一川",)), True),
        (SearchParams(without=(("city", "1"),)), True),
        (SearchParams(date_to=DAY), True),
    ],
)
def test_is_filtered(params: SearchParams, filtered: bool) -> None:
    assert params.is_filtered == filtered


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


def test_sizes_of_a_page() -> None:
    sizes = build_sizes(SearchParams(q="茶", page=3, page_size=50), 84)
    assert [(size.number, size.current) for size in sizes] == [
        (20, False), (50, True), (100, False),
    ]  # fmt: skip
    assert read(sizes[2].url) == {"q": ["茶"], "page_size": ["100"]}
    assert build_sizes(SearchParams(), 20) == ()
