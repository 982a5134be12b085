"""Search parameters and facet counts in, everything that a results page links to out.

`SearchParams(q="春耕 AI", city=("330600",))` → `?q=春耕+AI&city=330600`; what is kept out has a
minus sign before its name: `?q=&-city=330600`. Chinese stands as it is, a third as long as its
code: in a page a browser encodes it, outside of one `build_absolute_uri` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote_plus

PAGE_SIZES = (20, 50, 100)
DATED = ("year", "month", "day")
#: Facets in the order of a page; the parameter has the facet's name. `page` is the page of the
#: list, so a newspaper's page is `page_label`.
MULTIPLE = (*DATED, "city", "newspaper", "topic", "front", "page_label", "genre", "author")
#: Values that a facet shows at once, and those that may be unfolded; beyond there is a list.
SHOWN = 10
FOLDED = 30
#: A few more than SHOWN are shown rather than folded.
SPARE = 3
#: A page of the list of all values.
LISTED = 200
#: What the addresses of all facets, of a list or of a chart may take together, in bytes: each
#: repeats the query. A long query has fewer of them, but so many values of a facet and of a list.
ADDRESS_BYTES = 200_000
LEAST_SHOWN = 5
LEAST_LISTED = 50
_HAN = re.compile("([\u3400-\u9fff]+)")


class Sort(StrEnum):
    """Orders of a result list."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class SearchParams:
    """What a reader asks for: the state of a results page, as its address carries it.

    `without` holds pairs of a facet's name and a value that is kept out.
    """

    q: str = ""
    city: tuple[str, ...] = ()
    newspaper: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    page_label: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    without: tuple[tuple[str, str], ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    histogram: str = ""
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZES[0]

    @property
    def offset(self) -> int:
        """How many results stand on the pages before this one."""
        return (self.page - 1) * self.page_size

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the query narrows the results."""
        chosen = any(selected_values(self, name) for name in MULTIPLE)
        return chosen or bool(self.without or self.date_from or self.date_to)


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet: how many articles it has, and the addresses to take it in or out.

    `url` takes it in, or frees it where it was taken in or kept out; `without_url` keeps it out.
    """

    value: str
    label: str
    count: int
    url: str
    selected: bool
    without_url: str = ""
    excluded: bool = False


@dataclass(frozen=True)
class Facet:
    """One facet as a page shows it: its first values, some that unfold, and how many there are."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...] = ()
    total: int = 0
    all_url: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether there are values that are neither shown nor folded."""
        return self.total > len(self.values) + len(self.folded)


@dataclass(frozen=True)
class Chip:
    """One filter that is on, the address without it, and how many articles are there then."""

    label: str
    url: str
    excluded: bool = False
    count: int | None = None


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
    for name in MULTIPLE if params.without else ():
        pairs += [(f"-{name}", value) for value in excluded_values(params, name)]
    optional = {
        "date_from": params.date_from.isoformat() if params.date_from else "",
        "date_to": params.date_to.isoformat() if params.date_to else "",
        "histogram": params.histogram,
        "sort": params.sort.value if params.sort != Sort.RELEVANCE else "",
        "page_size": str(params.page_size) if params.page_size != PAGE_SIZES[0] else "",
        "page": str(params.page) if params.page != 1 else "",
    }
    pairs += [(name, value) for name, value in optional.items() if value]
    return "?" + "&".join(f"{name}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    """Return a text as a part of an address in a page."""
    pieces = enumerate(_HAN.split(text))
    return "".join(piece if number % 2 else quote_plus(piece) for number, piece in pieces)


def addresses_with_room(params: SearchParams) -> int:
    """Return how many addresses that repeat `params` are not too much for a page."""
    return ADDRESS_BYTES // len(query_string(params).encode())


def listed(params: SearchParams) -> int:
    """Return how many values a page of the list of a facet has; each has two addresses."""
    return max(LEAST_LISTED, min(LISTED, addresses_with_room(replace(params, page=1)) // 2))


def selected_values(params: SearchParams, name: str) -> tuple[str, ...]:
    """Return the values of the facet `name` that are chosen."""
    values: tuple[str, ...] = getattr(params, name)
    return values


def excluded_values(params: SearchParams, name: str) -> tuple[str, ...]:
    """Return the values of the facet `name` that are kept out."""
    return tuple(value for facet, value in params.without if facet == name)


def toggled(params: SearchParams, name: str, value: str) -> SearchParams:
    """Return `params` with `value` of the facet `name` taken in, or free if it was in or kept out.

    Months and days belong to the year that they were chosen under: it takes them along.
    """
    chosen = selected_values(params, name)
    changes: dict[str, Any] = {"page": 1}
    if (name, value) in params.without:
        changes["without"] = tuple(pair for pair in params.without if pair != (name, value))
    else:
        kept = tuple(each for each in chosen if each != value)
        changes[name] = kept if value in chosen else (*chosen, value)
    for below in DATED[DATED.index(name) + 1 :] if name in DATED else ():
        changes[below] = ()
    return replace(params, **changes)


def kept_out(params: SearchParams, name: str, value: str) -> SearchParams:
    """Return `params` with `value` of the facet `name` kept out, and no more taken in."""
    chosen = tuple(each for each in selected_values(params, name) if each != value)
    without = (*params.without, (name, value))
    changes: dict[str, Any] = {name: chosen, "without": without, "page": 1}
    return replace(params, **changes)


def build_facet(
    params: SearchParams,
    name: str,
    label: str,
    counts: Mapping[str, int],
    labels: Mapping[str, str],
) -> Facet:
    """Return the facet, what is chosen or kept out always among the values that it shows."""
    order = ordered_values(params, name, counts)
    parts = split_values(params, name, order)
    values, folded = (build_values(params, name, part, counts, labels) for part in parts)
    return Facet(name, label, values, folded, len(order), query_string(params, page=1))


def split_values(
    params: SearchParams, name: str, order: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the values to show at once, whatever is chosen among them, and those to unfold."""
    marked = {*selected_values(params, name), *excluded_values(params, name)}
    room = max(LEAST_SHOWN, addresses_with_room(params) // (2 * len(MULTIPLE)))
    at_once = min(room, SHOWN + SPARE if len(order) <= SHOWN + SPARE else SHOWN)
    first = [*order[:at_once], *(value for value in order[at_once:] if value in marked)]
    shown = set(first)
    return first, [value for value in order if value not in shown][: min(FOLDED, room - at_once)]


def ordered_values(params: SearchParams, name: str, counts: Mapping[str, int]) -> list[str]:
    """Return the values of a facet that any article has, and those that are chosen or kept out.

    Most articles first; days newest first, pages as they are numbered.
    """
    found = {value: count for value, count in counts.items() if count}
    for value in (*selected_values(params, name), *excluded_values(params, name)):
        found.setdefault(value, 0)
    if name in DATED:
        return sorted(found, reverse=True)
    if name == "page_label":
        return sorted(found, key=_page_order)
    return sorted(found, key=lambda value: (-found[value], value))


def _page_order(label: str) -> tuple[str, int, str]:
    """Return what sorts `2` before `10`, and `A2` before `A10` after both."""
    section, number, rest = re.fullmatch(r"(\D*)(\d*)(.*)", label, re.DOTALL).groups()  # type: ignore[union-attr]
    return section, int(number or 0), rest


def build_values(
    params: SearchParams,
    name: str,
    values: Sequence[str],
    counts: Mapping[str, int],
    labels: Mapping[str, str],
) -> tuple[FacetValue, ...]:
    """Return these values of a facet with their links."""
    chosen = set(selected_values(params, name))
    excluded = set(excluded_values(params, name))
    return tuple(
        FacetValue(
            value,
            labels.get(value, value),
            counts.get(value, 0),
            query_string(toggled(params, name, value)),
            value in chosen,
            "" if value in excluded else query_string(kept_out(params, name, value)),
            value in excluded,
        )
        for value in values
    )


def build_chips(
    params: SearchParams,
    facet_labels: Mapping[str, str],
    labels: Mapping[str, Mapping[str, str]],
    form: str = "%(facet)s：%(value)s",
) -> tuple[tuple[Chip, SearchParams], ...]:
    """Return one chip a filter with the parameters that are left without it.

    `facet_labels` also names `date_from` and `date_to`; both on one day are one chip, `day`.
    """
    chips = []
    pairs = [(name, value) for name in MULTIPLE for value in selected_values(params, name)]
    for name, value in [*pairs, *params.without]:
        shown = labels.get(name, {}).get(value, value)
        free = toggled(params, name, value)
        excluded = (name, value) in params.without
        label = form % {"facet": facet_labels[name], "value": shown}
        chips.append((Chip(label, query_string(free), excluded), free))
    for names in _date_limits(params):
        day: date = getattr(params, names[0])
        free = replace(params, page=1, **dict.fromkeys(names, None))  # type: ignore[arg-type]
        facet = facet_labels["day" if len(names) > 1 else names[0]]
        label = form % {"facet": facet, "value": day.isoformat()}
        chips.append((Chip(label, query_string(free)), free))
    return tuple(chips)


def _date_limits(params: SearchParams) -> list[tuple[str, ...]]:
    """Return the limits that are set, those of a single day together."""
    if params.date_from and params.date_from == params.date_to:
        return [("date_from", "date_to")]
    return [(name,) for name in ("date_from", "date_to") if getattr(params, name)]


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


def build_sizes(params: SearchParams, count: int) -> tuple[PageLink, ...]:
    """Return the links to other numbers of results on a page, where these make a difference."""
    if count <= PAGE_SIZES[0]:
        return ()
    return tuple(
        PageLink(size, query_string(params, page_size=size, page=1), size == params.page_size)
        for size in PAGE_SIZES
    )
