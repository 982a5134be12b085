"""Search parameters and facet counts in, everything that a results page links to out.

`SearchParams(q="春耕", city=("330600",))` → `?q=%E6%98%A5%E8%80%95&city=330600`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

PAGE_SIZES = (20, 50, 100)
#: Facets of which several values may be chosen; the parameter has the facet's name.
MULTIPLE = ("city", "newspaper", "topic", "year")
DATED = ("year", "month", "day")


class Sort(StrEnum):
    """Orders of a result list."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class SearchParams:
    """What a reader asks for: the state of a results page, as its address carries it."""

    q: str = ""
    city: tuple[str, ...] = ()
    newspaper: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    month: str = ""
    date_from: date | None = None
    date_to: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZES[0]

    @property
    def day(self) -> str:
        """The one day chosen, as `2025-04-18`, else empty."""
        if self.date_from is None or self.date_from != self.date_to:
            return ""
        return self.date_from.isoformat()

    @property
    def offset(self) -> int:
        """How many results stand on the pages before this one."""
        return (self.page - 1) * self.page_size


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet: how many articles it has and the address that takes it in or out."""

    value: str
    label: str
    count: int
    url: str
    selected: bool


@dataclass(frozen=True)
class Facet:
    """One facet with its values, as a page shows it."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class SortLink:
    """One order of the list."""

    sort: Sort
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class PageLink:
    """One page of the list; a gap in the row of numbers has no number."""

    number: int | None
    url: str
    current: bool


def query_string(params: SearchParams, **changes: Any) -> str:
    """Return the address of `params` with `changes`, from the question mark on."""
    params = replace(params, **changes) if changes else params
    pairs: list[tuple[str, str]] = [("q", params.q)]
    pairs += [(name, value) for name in MULTIPLE for value in getattr(params, name)]
    optional = {
        "month": params.month,
        "date_from": params.date_from.isoformat() if params.date_from else "",
        "date_to": params.date_to.isoformat() if params.date_to else "",
        "sort": params.sort.value if params.sort != Sort.RELEVANCE else "",
        "page_size": str(params.page_size) if params.page_size != PAGE_SIZES[0] else "",
        "page": str(params.page) if params.page != 1 else "",
    }
    pairs += [(name, value) for name, value in optional.items() if value]
    return "?" + urlencode(pairs)


def toggle(params: SearchParams, name: str, value: str) -> str:
    """Return the address that takes `value` of the facet `name` in, or out if it is in."""
    chosen = selected_values(params, name)
    out = value in chosen
    if name == "day":
        day = None if out else date.fromisoformat(value)
        return query_string(params, date_from=day, date_to=day, page=1)
    if name == "month":
        return query_string(params, month="" if out else value, page=1)
    changes: dict[str, Any] = {
        name: tuple(v for v in chosen if v != value) if out else (*chosen, value)
    }
    if name == "year":  # a month belongs to the year it was chosen under
        changes["month"] = ""
    return query_string(params, page=1, **changes)


def selected_values(params: SearchParams, name: str) -> tuple[str, ...]:
    """Return the values of the facet `name` that are chosen."""
    chosen = getattr(params, name)
    if isinstance(chosen, str):
        return (chosen,) if chosen else ()
    return tuple(chosen)


def build_facet(
    params: SearchParams,
    name: str,
    label: str,
    counts: Mapping[str, int],
    labels: Mapping[str, str],
) -> Facet:
    """Return the facet with its chosen values always in it, most articles (or newest) first."""
    chosen = selected_values(params, name)
    found = {value: count for value, count in counts.items() if count}
    found.update({value: counts.get(value, 0) for value in chosen})
    order = sorted(found, reverse=name in DATED)
    if name not in DATED:
        order.sort(key=lambda value: -found[value])
    values = tuple(
        FacetValue(v, labels.get(v, v), found[v], toggle(params, name, v), v in chosen)
        for v in order
    )
    return Facet(name, label, values)


def build_chips(
    params: SearchParams,
    facet_labels: Mapping[str, str],
    labels: Mapping[str, Mapping[str, str]],
) -> tuple[Chip, ...]:
    """Return one chip a filter; `facet_labels` also names `date_from` and `date_to`."""
    chips = []
    names = (*MULTIPLE, "month", "day")
    for name in names:
        for value in selected_values(params, name):
            shown = labels.get(name, {}).get(value, value)
            chips.append(Chip(f"{facet_labels[name]}：{shown}", toggle(params, name, value)))
    for name in () if params.day else ("date_from", "date_to"):
        day: date | None = getattr(params, name)
        if day is not None:
            url = query_string(params, page=1, **{name: None})
            chips.append(Chip(f"{facet_labels[name]}：{day.isoformat()}", url))
    return tuple(chips)


def build_sorts(params: SearchParams, labels: Mapping[Sort, str]) -> tuple[SortLink, ...]:
    """Return the links to the three orders."""
    return tuple(
        SortLink(s, labels[s], query_string(params, sort=s, page=1), s == params.sort) for s in Sort
    )


def page_count(params: SearchParams, count: int) -> int:
    """Return how many pages `count` results fill, at least one."""
    return max(1, -(-count // params.page_size))


def build_page_links(params: SearchParams, count: int) -> tuple[PageLink, ...]:
    """Return first, last and the pages around the current one, with gaps between."""
    last = page_count(params, count)
    around = min(params.page, last)
    numbers = sorted({1, last, *range(max(1, around - 2), min(last, around + 2) + 1)})
    links: list[PageLink] = []
    previous = 0
    for number in numbers:
        if number > previous + 1:
            links.append(PageLink(None, "", False))
        links.append(PageLink(number, query_string(params, page=number), number == params.page))
        previous = number
    return tuple(links)
