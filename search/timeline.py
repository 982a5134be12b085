"""Hits counted by year, month or day in, the bars of a chart that narrows the search out.

Every period between the first and the last has its bar; one without hits is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from search.facets import (
    DATED,
    SearchParams,
    addresses_with_room,
    query_string,
    selected_values,
)

#: Beyond this many months the chart shows years, unless a reader asks for months.
MONTHS = 60
#: Up to this many months the chart shows days.
MONTHS_OF_DAYS = 2
#: No chart has more bars: a coarser unit takes the place of a finer one. A long query, which every
#: bar repeats, has fewer.
BARS = 400
LEAST_BARS = 31 * MONTHS_OF_DAYS
#: Labels under a chart: so many have room on the narrowest screen; the last needs this part of it.
TICKS = 6
LAST_ROOM = 1 / 9
#: The highest bar, in the units of the drawing; the lowest that can be seen.
FULL, LEAST = 100, 2
_LENGTHS = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True)
class Bar:
    """One period: its first day, how many hits, how high, and the address that narrows to it.

    `tick` is 0 for a bar without a label under it, 1 for the first label, then 2, 3…
    """

    first: date
    count: int
    height: int
    url: str
    tick: int = 0

    @property
    def top(self) -> int:
        """Where the bar begins, from above."""
        return FULL - self.height


@dataclass(frozen=True)
class UnitLink:
    """One of the units that a chart can be drawn in."""

    unit: str
    url: str
    current: bool


@dataclass(frozen=True)
class Timeline:
    """A chart: its bars are years, months or days."""

    unit: str
    bars: tuple[Bar, ...]
    units: tuple[UnitLink, ...] = ()

    @property
    def peak(self) -> int:
        """The hits of the fullest period."""
        return max(bar.count for bar in self.bars)

    @property
    def filled(self) -> tuple[Bar, ...]:
        """The bars of periods that have hits."""
        return tuple(bar for bar in self.bars if bar.count)


def unit_to_count(params: SearchParams) -> str:
    """Return the unit to ask the engine for: as asked, days of a chosen month, else months."""
    if params.histogram:
        return params.histogram
    first, last = params.date_from, params.date_to
    near = first and last and (last - first).days <= 31 * MONTHS_OF_DAYS
    few = 0 < len(params.month) <= MONTHS_OF_DAYS
    return "day" if params.day or few or near else "month"


def wants_days(params: SearchParams, counts: Mapping[str, int]) -> bool:
    """Tell whether the hits lie within few months, and no reader has chosen the unit."""
    keys = [key for key, count in counts.items() if count]
    if params.histogram or not keys or len(keys[0]) != _LENGTHS["month"]:
        return False
    return _span("month", _first_day(min(keys)), _first_day(max(keys))) <= MONTHS_OF_DAYS


def build_timeline(params: SearchParams, counts: Mapping[str, int]) -> Timeline | None:
    """Return the chart of `counts` (`2025-04` → hits), or None where nothing was found."""
    counts = {key: count for key, count in counts.items() if count}
    if not counts:
        return None
    unit = _unit_of(next(iter(counts)))
    first, last = _first_day(min(counts)), _first_day(max(counts))
    while unit != "year" and _is_crowded(unit, first, last, params):
        unit = DATED[DATED.index(unit) - 1]
    counts = _folded(counts, _LENGTHS[unit])
    peak = max(counts.values())
    periods = list(_periods(unit, first, last))
    ticks = _ticks(unit, periods)
    bars = tuple(_bar(params, unit, day, counts, peak, ticks.get(day, 0)) for day in periods)
    return Timeline(unit, bars, _unit_links(params, unit, first, last))


def _is_crowded(unit: str, first: date, last: date, params: SearchParams) -> bool:
    bars = _span(unit, first, last)
    return bars > _most_bars(params) or (not params.histogram and unit == "month" and bars > MONTHS)


def _most_bars(params: SearchParams) -> int:
    return max(LEAST_BARS, min(BARS, addresses_with_room(params)))


def _span(unit: str, first: date, last: date) -> int:
    """Return how many periods there are from `first` to `last`."""
    if unit == "day":
        return (last - first).days + 1
    years = last.year - first.year
    return years + 1 if unit == "year" else years * 12 + last.month - first.month + 1


def _folded(counts: Mapping[str, int], length: int) -> dict[str, int]:
    """Return the counts of a coarser unit."""
    folded: dict[str, int] = {}
    for key, count in counts.items():
        folded[key[:length]] = folded.get(key[:length], 0) + count
    return folded


def _unit_of(key: str) -> str:
    return next(unit for unit, length in _LENGTHS.items() if length == len(key))


def _first_day(key: str) -> date:
    """Return the first day of `2025`, `2025-04` or `2025-04-18`."""
    return date.fromisoformat(key + "-01-01"[len(key) - 4 :])


def _periods(unit: str, first: date, last: date) -> Iterator[date]:
    """Yield the first day of every period from that of `first` to that of `last`."""
    starts = {"year": first.replace(month=1, day=1), "month": first.replace(day=1), "day": first}
    day = starts[unit]
    while day <= last:
        yield day
        if unit == "day":
            day += timedelta(days=1)
        elif unit == "month":
            day = (day + timedelta(days=32)).replace(day=1)
        else:
            day = day.replace(year=day.year + 1)


def _ticks(unit: str, periods: list[date]) -> dict[date, int]:
    """Return the periods that have a label under them, numbered from 1."""
    chosen = [*range(len(periods))]
    if unit == "day" and len(periods) > 31 * MONTHS_OF_DAYS:
        chosen = [n for n, day in enumerate(periods) if day.day == 1]
    elif unit == "month" and len(periods) > TICKS:
        # months that part a year evenly, so that every January has its label
        step = next((each for each in (2, 3, 6) if each * TICKS >= len(periods)), 12)
        chosen = [n for n, day in enumerate(periods) if (day.month - 1) % step == 0]
    chosen = chosen[:: max(1, -(-len(chosen) // TICKS))]
    room = len(periods) * LAST_ROOM
    fitting = [periods[n] for n in chosen if len(periods) - n >= room]
    return {day: number for number, day in enumerate(fitting, 1)}


def _bar(
    params: SearchParams, unit: str, first: date, counts: Mapping[str, int], peak: int, tick: int
) -> Bar:
    key = first.isoformat()[: _LENGTHS[unit]]
    count = counts.get(key, 0)
    height = max(LEAST, round(count * FULL / peak)) if count else 0
    return Bar(first, count, height, _narrowed(params, unit, key) if count else "", tick)


def _narrowed(params: SearchParams, unit: str, key: str) -> str:
    """Return the address of what a bar counts: every other filter stays."""
    chosen: dict[str, Any] = {unit: (key,)}
    if unit == "month" and not selected_values(params, "year"):
        chosen["year"] = (key[:4],)
    return query_string(replace(params, page=1, histogram="", **chosen))


def _unit_links(params: SearchParams, unit: str, first: date, last: date) -> tuple[UnitLink, ...]:
    """Return the units to choose from: those that make a chart of several bars, none too many."""
    most = _most_bars(params)
    fitting = [each for each in DATED if each == unit or 1 < _span(each, first, last) <= most]
    links = (
        UnitLink(each, query_string(params, page=1, histogram=each), each == unit)
        for each in fitting
    )
    return tuple(links) if len(fitting) > 1 else ()
