"""A query in, how many articles fit it and one page of them, in a total order, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from tantivy import DocAddress, Query, Searcher
from tantivy import Order as Direction

from search.engines.base import Hit, Order
from search.engines.tantivy.schema import ID_MASK

#: Hits beside a page that are looked at first for the same score.
MARGIN = 50

Page = tuple[int, list[Hit]]


def count(searcher: Searcher, query: Query) -> int:
    """Return how many articles fit."""
    return _total(searcher.search(query, 1))


def _total(found: Any) -> int:
    return int(found.count)  # which the type leaves out


def dated_page(searcher: Searcher, query: Query, order: Order, start: int, size: int) -> Page:
    """Return how many fit, and the hits from `start` on: newest or oldest first, then by article.

    `size` is at least 1.
    """
    field = "oldest" if order == Order.OLDEST else "newest"
    found = searcher.search(query, size, order_by_field=field, order=Direction.Asc, offset=start)
    return _total(found), [Hit(key & ID_MASK, 0.0) for key, _ in found.hits]


def best_page(searcher: Searcher, query: Query, start: int, size: int) -> Page:
    """Return how many fit, and the hits from `start` on: the best first, of equal ones the newest.

    Tantivy gives equal ones as they stand in its files: so all that share a score with the first or
    the last of the page are fetched. `size` is at least 1.
    """
    margin = MARGIN
    while True:
        first = max(0, start - margin)
        wanted = start + size + margin - first
        found = searcher.search(query, wanted, offset=first)
        hits = found.hits
        end = min(start + size - first, len(hits))
        if end <= start - first:
            return _total(found), []
        before = first == 0 or hits[0][0] > hits[start - first][0]
        after = len(hits) < wanted or hits[-1][0] < hits[end - 1][0]
        if before and after:
            break
        margin *= 8
    ordered = sorted((-score, key) for score, key in _with_keys(searcher, hits))
    page = ordered[start - first : end]
    return _total(found), [Hit(key & ID_MASK, -score) for score, key in page]


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
