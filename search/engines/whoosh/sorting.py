"""Hits in, the same hits in any order that Haystack's `order_by` may ask for, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from search.engines.base import Hit
from search.engines.whoosh.segment import to_docs
from search.engines.whoosh.snapshot import Snapshot

SORTABLE = ("date", "id", "score", "newspaper", "city")


def sort_hits(snapshot: Snapshot, hits: Sequence[Hit], fields: Sequence[str]) -> list[Hit]:
    """Return `hits` by `fields` (`-` before one turns it round); equal ones as they came.

    Raises ValueError for a field that cannot be sorted by.
    """
    ordered = list(hits)
    for field in reversed(fields):  # sorting keeps the order of equals: the first field comes last
        name = field.removeprefix("-")
        ordered.sort(key=_key(snapshot, name), reverse=field.startswith("-"))
    return ordered


def _key(snapshot: Snapshot, name: str) -> Callable[[Hit], Any]:
    """Return what to sort by for one field."""
    if name not in SORTABLE:
        raise ValueError(f"cannot sort by {name}; use one of {', '.join(SORTABLE)}")
    if name == "id":
        return lambda hit: hit.article_id
    if name == "score":
        return lambda hit: hit.score
    values = _days(snapshot) if name == "date" else _values(snapshot, name)
    return lambda hit: values[hit.article_id]


def _days(snapshot: Snapshot) -> dict[int, Any]:
    """Return article → day."""
    segments = [(part.segment, part.live) for part in snapshot.parts]
    return {s.articles[doc]: s.days[doc] for s, live in segments for doc in to_docs(live)}


def _values(snapshot: Snapshot, facet: str) -> dict[int, Any]:
    """Return article → value of a facet that has one value an article."""
    return {
        part.segment.articles[doc]: value
        for part in snapshot.parts
        for value, bits in part.segment.facet_bits(facet).items()
        for doc in to_docs(bits & part.live)
    }
