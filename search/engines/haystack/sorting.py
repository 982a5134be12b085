"""Hits in, the same hits in any order that Haystack's `order_by` may ask for, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from archive.models import Article
from search.documents import ROW, read_row
from search.engines.base import Hit, Order

SORTABLE = ("date", "id", "score", "newspaper", "city")
#: What every engine sorts by itself.
NATIVE = {
    (): Order.RELEVANCE,
    ("-date",): Order.NEWEST,
    ("-date", "id"): Order.NEWEST,
    ("date",): Order.OLDEST,
    ("date", "id"): Order.OLDEST,
}
#: Rows asked for at once: databases limit the parameters of a query.
BATCH = 500


def native_order(fields: Sequence[str]) -> Order | None:
    """Return the engine's order that `fields` describe, or None where it has none."""
    return NATIVE.get(tuple(fields))


def sort_hits(hits: Sequence[Hit], fields: Sequence[str]) -> list[Hit]:
    """Return `hits` by `fields` (`-` before one turns it round); equal ones as they came.

    Raises ValueError for a field that cannot be sorted by.
    """
    ordered = list(hits)
    for field in reversed(fields):  # sorting keeps the order of equals: the first field comes last
        name = field.removeprefix("-")
        ordered.sort(key=_key(hits, name), reverse=field.startswith("-"))
    return ordered


def _key(hits: Sequence[Hit], name: str) -> Callable[[Hit], Any]:
    """Return what to sort by for one field."""
    if name not in SORTABLE:
        raise ValueError(f"cannot sort by {name}; use one of {', '.join(SORTABLE)}")
    if name == "id":
        return lambda hit: hit.article_id
    if name == "score":
        return lambda hit: hit.score
    values = _values([hit.article_id for hit in hits], name)
    return lambda hit: values.get(hit.article_id, "")


def _values(article_ids: Sequence[int], name: str) -> dict[int, str]:
    """Return article → day, newspaper or city, as the database has it."""
    values = {}
    for start in range(0, len(article_ids), BATCH):
        rows = Article.objects.published().filter(pk__in=article_ids[start : start + BATCH])
        for row in rows.values_list(*ROW):
            state = read_row(row, ())
            key = {"date": state.day.isoformat(), "newspaper": state.newspaper, "city": state.city}
            values[state.article_id] = key[name]
    return values
