"""Queries in, exact counts by facet and by date out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from tantivy import Query, Searcher

from search.engines.tantivy.conditions import DATE_LENGTHS
from search.engines.tantivy.schema import GROUPS, NUMBERS, SETS, VALUES, Group, unescape
from search.engines.tantivy.sets import Buckets, ValueSets
from search.engines.tantivy.strings import but

#: Facets of more sets of values are counted by their terms, which takes longer but knows no bounds:
#: Tantivy gives up at 65,000 numbers of all columns together.
MOST_SETS = 8_000
MOST_BUCKETS = 60_000
GROUP_OF = {name: group for group in GROUPS for name in group}


@lru_cache(maxsize=2_000)
def _year(month: int) -> str:
    return f"{month // 12:04}"


@lru_cache(maxsize=2_000)
def _month(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


@lru_cache(maxsize=20_000)
def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()


#: Facet made of the day → its column, and what a number in it is called.
DATES: dict[str, tuple[str, Callable[[int], str]]] = {
    "year": ("month", _year),
    "month": ("month", _month),
    "day": ("day", _day),
}


class FacetCounter:
    """Counts in one state of the index; what a `former` one knows of it need not be read again."""

    def __init__(self, searcher: Searcher, former: FacetCounter | None = None) -> None:
        self._searcher = searcher
        self._sets: dict[Group, ValueSets] = former._sets if former else {}
        self._all: dict[str, dict[str, int]] = former._all if former else {}

    def count(self, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return facet → value → articles that fit `query`."""
        columns: dict[str, list[str]] = {}
        for name in names:
            columns.setdefault(self._column(name), []).append(name)
        by_term = columns.pop("", [])
        # Days may be so many that they leave no room for others.
        counted = self._aggregate(query, columns.keys() - {"day"})
        counted |= self._aggregate(query, columns.keys() & {"day"})
        found: dict[str, dict[str, int]] = {}
        for column, named in columns.items():
            if counted[column]["sum_other_doc_count"]:  # more numbers than are given
                by_term += named
            else:
                found.update(self._sum(named, counted[column]["buckets"]))
        return found | {name: self._count_terms(query, name) for name in by_term}

    def count_all(self, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return the same of all articles there are: it is counted once."""
        names = tuple(names)
        if unknown := [name for name in names if name not in self._all]:
            self._all |= self.count(Query.all_query(), unknown)
        return {name: self._all[name] for name in names}

    def count_most(self, query: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return what `count` does, by counting what does not fit: faster where more fits."""
        everything = self.count_all(names)
        others = self.count(but(Query.all_query(), [query]), everything)
        return {
            name: {
                value: left
                for value, number in counts.items()
                if (left := number - others[name].get(value, 0))
            }
            for name, counts in everything.items()
        }

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
        if group not in self._sets:
            terms = [term for term, _ in self._searcher.terms_with_prefix(SETS[group], "")]
            self._sets[group] = ValueSets(group, terms)
        return NUMBERS[group] if 0 < self._sets[group].size <= MOST_SETS else ""

    def _sum(self, names: Sequence[str], buckets: Buckets) -> Iterable[tuple[str, dict[str, int]]]:
        """Return facets that share a column with value → articles, as Tantivy counted them."""
        if names[0] in DATES:
            return ((name, _sum_dates(DATES[name][1], buckets)) for name in names)
        return self._sets[GROUP_OF[names[0]]].sum(buckets, names)

    def _count_terms(self, query: Query, name: str) -> dict[str, int]:
        """Return value → articles by looking up every value."""
        field, length = ("date", DATE_LENGTHS[name]) if name in DATES else (VALUES[name], 0)
        counts = self._searcher.terms_with_prefix(field, "", query)
        return {
            unescape(value): count for value, count in counts if count and length in (0, len(value))
        }


def _sum_dates(called: Callable[[int], str], buckets: Buckets) -> dict[str, int]:
    """Return date → articles; a year has several months."""
    summed: dict[str, int] = {}
    for bucket in buckets:
        named = called(bucket["key"])
        summed[named] = summed.get(named, 0) + bucket["doc_count"]
    return summed
