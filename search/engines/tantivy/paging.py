"""A query in, one page of its articles in a total order out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from tantivy import DocAddress, Query, Searcher
from tantivy import Order as Direction

from search.engines.base import Hit, Order
from search.engines.tantivy.schema import ID_MASK

#: Hits beside a page that are looked at first for the same score.
MARGIN = 50


def count(searcher: Searcher, query: Query) -> int:
    """Return how many articles fit."""
    found: Any = searcher.search(query, 1)  # the type leaves its `count` out
    return int(found.count)


def dated_hits(searcher: Searcher, query: Query, order: Order, start: int, end: int) -> list[Hit]:
    """Return the hits from `start` to `end`: newest or oldest first, then by article."""
    field = "oldest" if order == Order.OLDEST else "newest"
    found = searcher.search(
        query, end - start, count=False, order_by_field=field, order=Direction.Asc, offset=start
    )
    return [Hit(key & ID_MASK, 0.0) for key, _ in found.hits]


def best_hits(searcher: Searcher, query: Query, start: int, end: int) -> list[Hit]:
    """Return the hits from `start` to `end`: the best first, of equal ones the newest.

    Tantivy gives equal ones as they stand in its files: so all that share a score with the first or
    the last of the page are fetched.
    """
    margin = MARGIN
    while True:
        first = max(0, start - margin)
        wanted = end + margin - first
        hits = searcher.search(query, wanted, count=False, offset=first).hits
        before = first == 0 or hits[0][0] > hits[start - first][0]
        after = len(hits) < wanted or hits[-1][0] < hits[end - first - 1][0]
        if before and after:
            break
        margin *= 8
    ordered = sorted((-score, key) for score, key in _with_keys(searcher, hits))
    return [Hit(key & ID_MASK, -score) for score, key in ordered[start - first : end - first]]


def scores_of(searcher: Searcher, query: Query, most: int) -> dict[int, float]:
    """Return article → score for what fits, which is `most` articles at the most."""
    hits = searcher.search(query, most, count=False).hits
    return {key & ID_MASK: score for score, key in _with_keys(searcher, hits)}


def _with_keys(
    searcher: Searcher, hits: Sequence[tuple[float, DocAddress]]
) -> Iterator[tuple[float, int]]:
    """Yield score and key to sort by of each hit."""
    keys = searcher.fast_field_values("newest", [address for _, address in hits])
    return zip((score for score, _ in hits), cast(list[int], keys), strict=True)
