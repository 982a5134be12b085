"""Haystack's facets by dates and by queries in, counts in Haystack's form out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from search.engines.base import SearchHits, SearchRequest
from search.engines.haystack.query import read_narrowing
from search.query import And, Between, Node

Run = Callable[[SearchRequest], SearchHits]


def count_dates(run: Run, tree: Node | None, details: Mapping[str, Any]) -> list[tuple[date, int]]:
    """Return (first day, articles) for each span of a date facet that has any.

    Raises ValueError for spans shorter than a day.
    """
    counts = []
    first, end = _as_day(details["start_date"]), _as_day(details["end_date"])
    while first < end:
        following = min(_step(first, details["gap_by"], details.get("gap_amount", 1)), end)
        count = _count(run, tree, Between(first, following - timedelta(days=1)))
        if count:
            counts.append((first, count))
        first = following
    return counts


def count_queries(
    run: Run, tree: Node | None, queries: Iterable[tuple[str, str]]
) -> dict[str, int]:
    """Return `field:query` → articles for query facets."""
    conditions = {f"{f}:{q}": read_narrowing(q if f == "text" else f"{f}:{q}") for f, q in queries}
    return {name: _count(run, tree, node) for name, node in conditions.items()}


def _count(run: Run, tree: Node | None, node: Node | None) -> int:
    nodes = tuple(n for n in (tree, node) if n is not None)
    return run(SearchRequest(And(nodes) if nodes else None, limit=0)).total


def _as_day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _step(day: date, unit: str, amount: int) -> date:
    """Return the day `amount` units later."""
    match unit:
        case "year":
            return day.replace(year=day.year + amount)
        case "month":
            months = day.year * 12 + day.month - 1 + amount
            return day.replace(year=months // 12, month=months % 12 + 1)
        case "day":
            return day + timedelta(days=amount)
    raise ValueError(f"an archive of days has no facet by {unit}")
