"""Queries in, exact counts by facet and by date out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache

from tantivy import Query, Searcher

from search.engines.tantivy.schema import NUMBERS, VALUES, number_of, unescape

#: A facet of more values is counted by its terms, which takes longer but knows no bounds: Tantivy
#: gives up at 65,000 values of all facets together.
MOST_VALUES = 8_000
MOST_BUCKETS = 60_000


@lru_cache(maxsize=20_000)
def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


#: Facet made of the day → its column, and what a number in it is called.
DATES: dict[str, tuple[str, Callable[[int], str]]] = {
    "year": ("month", lambda month: f"{month // 12:04}"),
    "month": ("month", lambda month: f"{month // 12:04}-{month % 12 + 1:02}"),
    "day": ("day", _day),
}


class FacetCounter:
    """Counts in one state of the index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._values: dict[str, dict[int, str]] = {}

    def count(self, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return facet → value → articles that fit `query`."""
        by_number = {name: column for name in names if (column := self._column(name))}
        columns = {
            column: {"terms": {"field": column, "size": MOST_BUCKETS}}
            for column in by_number.values()
        }
        counted = self._searcher.aggregate(query, columns) if columns else {}
        found = {
            name: self._name(name, counted[column]["buckets"]) for name, column in by_number.items()
        }
        return {name: found.get(name) or self._count_terms(query, name) for name in names}

    def _column(self, name: str) -> str:
        """Return the column in which a facet is counted, or nothing."""
        if name in DATES:
            return DATES[name][0]
        terms = self._terms(name)
        return NUMBERS[name] if 0 < len(terms) <= MOST_VALUES else ""

    def _terms(self, name: str) -> Mapping[int, str]:
        """Return number → value of a facet; nothing where two values have one number."""
        if name not in self._values:
            values = [unescape(v) for v, _ in self._searcher.terms_with_prefix(VALUES[name], "")]
            numbers = {number_of(value): value for value in values}
            self._values[name] = numbers if len(numbers) == len(values) else {}
        return self._values[name]

    def _name(self, name: str, buckets: list[dict[str, int]]) -> dict[str, int]:
        """Return value → articles for what Tantivy counted."""
        if name not in DATES:
            values = self._values[name]
            return {values[bucket["key"]]: bucket["doc_count"] for bucket in buckets}
        called = DATES[name][1]
        named: dict[str, int] = {}
        for bucket in buckets:  # a year has several months
            value = called(bucket["key"])
            named[value] = named.get(value, 0) + bucket["doc_count"]
        return named

    def _count_terms(self, query: Query, name: str) -> dict[str, int]:
        """Return value → articles by looking up every value."""
        if name in DATES:
            return {}
        counts = self._searcher.terms_with_prefix(VALUES[name], "", query)
        return {unescape(value): count for value, count in counts if count}
