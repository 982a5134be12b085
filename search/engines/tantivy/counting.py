"""Queries in, exact counts by facet and by date out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from tantivy import Query, Searcher

from search.engines.tantivy.schema import (
    GROUPS,
    NUMBERS,
    SETS,
    VALUES,
    Group,
    number_of,
    read_set,
    unescape,
)

#: Facets of more sets of values are counted by their terms, which takes longer but knows no bounds:
#: Tantivy gives up at 65,000 numbers of all columns together.
MOST_SETS = 8_000
MOST_BUCKETS = 60_000
_KEY_AND_COUNT = itemgetter("key", "doc_count")
GROUP_OF = {name: group for group in GROUPS for name in group}


@lru_cache(maxsize=2_000)
def _year(month: int) -> tuple[str]:
    return (f"{month // 12:04}",)


@lru_cache(maxsize=2_000)
def _month(month: int) -> tuple[str]:
    return (f"{month // 12:04}-{month % 12 + 1:02}",)


@lru_cache(maxsize=20_000)
def _day(day: int) -> tuple[str]:
    return (date.fromordinal(day).isoformat(),)


#: What a number stands for: values of a facet.
Naming = Callable[[int], Iterable[str]]
#: Facet made of the day → its column, and what a number in it is called.
DATES: dict[str, tuple[str, Naming]] = {
    "year": ("month", _year),
    "month": ("month", _month),
    "day": ("day", _day),
}


class FacetCounter:
    """Counts in one state of the index; what a `former` one knows of it need not be read again."""

    def __init__(self, searcher: Searcher, former: FacetCounter | None = None) -> None:
        self._searcher = searcher
        self._values: dict[str, dict[int, list[str]]] = former._values if former else {}
        self._all: dict[str, dict[str, int]] = former._all if former else {}

    def count(self, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return facet → value → articles that fit `query`."""
        by_number = {name: column for name in names if (column := self._column(name))}
        columns = {*by_number.values()}
        # Days may be so many that they leave no room for others.
        counted = self._aggregate(query, columns - {"day"}) | self._aggregate(
            query, columns & {"day"}
        )
        found = {
            name: _sum(self._naming(name), counted[column]["buckets"])
            for name, column in by_number.items()
        }
        return {
            name: found[name] if name in found else self._count_terms(query, name) for name in names
        }

    def count_all(self, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return the same of all articles there are: it is counted once."""
        names = tuple(names)
        if unknown := [name for name in names if name not in self._all]:
            self._all |= self.count(Query.all_query(), unknown)
        return {name: self._all[name] for name in names}

    def _aggregate(self, query: Query, columns: Collection[str]) -> dict[str, Any]:
        """Return column → what Tantivy counts by its numbers."""
        if not columns:
            return {}
        asked = {name: {"terms": {"field": name, "size": MOST_BUCKETS}} for name in columns}
        return self._searcher.aggregate(query, asked)

    def _column(self, name: str) -> str:
        """Return the column in which a facet is counted, or nothing."""
        if name in DATES:
            return DATES[name][0]
        group = GROUP_OF[name]
        if name not in self._values:
            self._values.update(self._numbered(group))
        return NUMBERS[group] if 0 < len(self._values[name]) <= MOST_SETS else ""

    def _numbered(self, group: Group) -> Iterator[tuple[str, dict[int, list[str]]]]:
        """Yield each facet of a group with number → values; nothing where two sets share one."""
        terms = [term for term, _ in self._searcher.terms_with_prefix(SETS[group], "")]
        sets = {number_of(term): read_set(term) for term in terms}
        for place, name in enumerate(group):
            known = sets.items() if len(sets) == len(terms) else ()
            yield name, {number: values[place] for number, values in known}

    def _naming(self, name: str) -> Naming:
        return DATES[name][1] if name in DATES else self._values[name].__getitem__

    def _count_terms(self, query: Query, name: str) -> dict[str, int]:
        """Return value → articles by looking up every value."""
        counts = self._searcher.terms_with_prefix(VALUES[name], "", query)
        return {unescape(value): count for value, count in counts if count}


def _sum(naming: Naming, buckets: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return value → articles for what Tantivy counted by number; months make up a year."""
    summed: dict[str, int] = {}
    for number, count in map(_KEY_AND_COUNT, buckets):
        for value in naming(number):
            summed[value] = summed.get(value, 0) + count
    return summed
