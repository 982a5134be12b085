"""Counts by year, month or day as bars that narrow the search."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest

from search.facets import SearchParams
from search.timeline import (
    BARS,
    FULL,
    LAST_ROOM,
    LEAST,
    MONTHS,
    TICKS,
    Timeline,
    build_timeline,
    unit_to_count,
    wants_days,
)


def drawn(counts: dict[str, int], params: SearchParams | None = None) -> Timeline:
    timeline = build_timeline(params or SearchParams(), counts)
    assert timeline is not None
    return timeline


@pytest.mark.parametrize(
    ("params", "unit"),
    [
        pytest.param(SearchParams(), "month", id="nothing chosen"),
        pytest.param(SearchParams(year=("2025",)), "month", id="year"),
        pytest.param(SearchParams(month=("2025-04",)), "day", id="month"),
        pytest.param(
            SearchParams(month=("2025-04", "2025-05", "2025-06")), "month", id="three months"
        ),
        pytest.param(SearchParams(day=("2025-04-18",)), "day", id="day"),
        pytest.param(
            SearchParams(date_from=date(2025, 4, 1), date_to=date(2025, 5, 15)), "day", id="weeks"
        ),
        pytest.param(SearchParams(date_from=date(2025, 4, 1)), "month", id="open end"),
        pytest.param(SearchParams(month=("2025-04",), histogram="year"), "year", id="as asked"),
    ],
)
def test_unit_to_count(params: SearchParams, unit: str) -> None:
    assert unit_to_count(params) == unit


@pytest.mark.parametrize(
    ("counts", "histogram", "days"),
    [
        ({"2025-04": 3}, "", True),
        ({"2025-04": 3, "2025-05": 1}, "", True),
        ({"2025-04": 3, "2025-05": 1, "2025-06": 0}, "", True),
        ({"2025-04": 3, "2025-06": 1}, "", False),
        ({"2025-04": 3}, "month", False),
        ({"2025-04-18": 3}, "", False),
        ({}, "", False),
    ],
)
def test_hits_of_few_months_are_shown_by_days(
    counts: dict[str, int], histogram: str, days: bool
) -> None:
    assert wants_days(SearchParams(histogram=histogram), counts) == days


def test_months_without_hits_are_gaps() -> None:
    timeline = drawn({"2024-11": 4, "2025-02": 1, "2025-01": 0})
    assert timeline.unit == "month"
    assert [(bar.first, bar.count, bar.height) for bar in timeline.bars] == [
        (date(2024, 11, 1), 4, FULL),
        (date(2024, 12, 1), 0, 0),
        (date(2025, 1, 1), 0, 0),
        (date(2025, 2, 1), 1, FULL // 4),
    ]
    assert [bool(bar.url) for bar in timeline.bars] == [True, False, False, True]
    assert [bar.count for bar in timeline.filled] == [4, 1]
    assert timeline.peak == 4


def test_few_hits_are_seen_beside_many() -> None:
    assert [bar.height for bar in drawn({"2024": 100_000, "2025": 1}).bars] == [FULL, LEAST]


@pytest.mark.parametrize(
    ("counts", "params", "narrowed"),
    [
        pytest.param({"2024": 1}, SearchParams(q="茶"), {"year": ["2024"]}, id="year"),
        pytest.param(
            {"2024-05": 1}, SearchParams(q="茶", page=3),
            {"year": ["2024"], "month": ["2024-05"]}, id="month, in its year",
        ),
        pytest.param(
            {"2024-05": 1}, SearchParams(q="茶", year=("2024", "2025"), histogram="month"),
            {"year": ["2024", "2025"], "month": ["2024-05"]}, id="other filters stay",
        ),
        pytest.param(
            {"2024-05-30": 1}, SearchParams(q="茶", month=("2024-05",), without=(("city", "1"),)),
            {"month": ["2024-05"], "day": ["2024-05-30"], "-city": ["1"]}, id="day",
        ),
    ],
)  # fmt: skip
def test_bar_narrows(
    counts: dict[str, int], params: SearchParams, narrowed: dict[str, list[str]]
) -> None:
    (bar,) = drawn(counts, params).bars
    assert parse_qs(bar.url[1:]) == {"q": ["茶"], **narrowed}


def months(number: int) -> dict[str, int]:
    return {f"{2000 + n // 12}-{n % 12 + 1:02}": 1 for n in range(number)}


@pytest.mark.parametrize(
    ("counts", "histogram", "unit", "bars"),
    [
        pytest.param(months(MONTHS), "", "month", MONTHS, id="months"),
        pytest.param(months(MONTHS + 1), "", "year", MONTHS // 12 + 1, id="too many months"),
        pytest.param(months(MONTHS + 1), "month", "month", MONTHS + 1, id="many months wanted"),
        pytest.param(months(BARS + 1), "month", "year", BARS // 12 + 1, id="beyond drawing"),
        pytest.param(
            {"2023-01-01": 1, "2024-12-31": 2}, "day", "month", 24, id="too many days"
        ),
    ],
)  # fmt: skip
def test_unit_that_can_be_drawn(
    counts: dict[str, int], histogram: str, unit: str, bars: int
) -> None:
    timeline = drawn(counts, SearchParams(histogram=histogram))
    assert (timeline.unit, len(timeline.bars)) == (unit, bars)
    assert sum(bar.count for bar in timeline.bars) == sum(counts.values())


def test_a_long_query_has_fewer_bars() -> None:
    days = {"2024-01-01": 1, "2024-12-31": 2}
    long = SearchParams(q="春" * 500, histogram="day")
    assert len(drawn(days, SearchParams(histogram="day")).bars) == 366
    timeline = drawn(days, long)
    assert (timeline.unit, len(timeline.bars)) == ("month", 12)
    assert timeline.units == ()
    assert len(drawn({"2024-01-01": 1, "2024-02-29": 1}, long).bars) == 60


@pytest.mark.parametrize("unit", ["month", "day"])
@pytest.mark.parametrize("number", [1, 5, 7, 12, 13, 20, 24, 25, 31, 60])
def test_labels_have_room(unit: str, number: int) -> None:
    days = [date(2023, 7, 1) + timedelta(days=n) for n in range(number)]
    counts = months(number) if unit == "month" else {day.isoformat(): 1 for day in days}
    bars = drawn(counts).bars
    ticks = [bar.tick for bar in bars if bar.tick]
    assert ticks == list(range(1, len(ticks) + 1))
    assert 1 <= len(ticks) <= TICKS
    last = max(place for place, bar in enumerate(bars) if bar.tick)
    assert (len(bars) - last) / len(bars) >= LAST_ROOM


def test_every_january_has_its_label() -> None:
    bars = drawn({"2023-07": 1, "2025-06": 1}).bars
    shown = {bar.first.isoformat()[:7]: bar.tick for bar in bars if bar.tick}
    assert shown == {"2023-07": 1, "2024-01": 2, "2024-07": 3, "2025-01": 4}


def test_many_days_are_labelled_by_the_first_of_their_months() -> None:
    bars = drawn({"2024-12-20": 1, "2025-11-02": 1}, SearchParams(histogram="day")).bars
    days = [bar.first.isoformat() for bar in bars if bar.tick]
    assert days == ["2025-01-01", "2025-03-01", "2025-05-01", "2025-07-01", "2025-09-01"]


def test_units_to_choose_from() -> None:
    links = drawn({"2024-05": 1, "2025-04": 1}).units
    assert [(link.unit, link.current) for link in links] == [
        ("year", False), ("month", True), ("day", False),
    ]  # fmt: skip
    assert parse_qs(links[2].url[1:]) == {"histogram": ["day"]}
    assert drawn({"2024-05-30": 1}).units == ()


def test_no_hits_no_chart() -> None:
    assert build_timeline(SearchParams(), {}) is None
    assert build_timeline(SearchParams(), {"2025": 0}) is None
