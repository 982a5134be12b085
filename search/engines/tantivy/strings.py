"""A string or a pattern in, the Tantivy query for the articles that have it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur, Query

from search.engines.tantivy.schema import CHARACTERS, PAIRS, SCHEMA, as_token
from search.query import Near, Wildcard


def string_query(text: str, field: str = "") -> Query:
    """Return the articles in which the folded `text` stands inside one unit of `field`."""
    if len(text) == 1:
        return Query.term_query(SCHEMA, CHARACTERS[field], as_token(text), "basic")
    if len(text) == 2:
        return Query.term_query(SCHEMA, PAIRS[field], as_token(text), "basic")
    return Query.phrase_query(SCHEMA, PAIRS[field], [*_tiles(text, 0)])


def candidates_query(node: Wildcard | Near, field: str = "") -> Query:
    """Return the articles that have all the strings of a pattern: all that fit are among them."""
    if isinstance(node, Near):
        return all_of([string_query(text, field) for text in node.strings])
    stretches = [_stretch_query(text, field) for text in node.text.split("*")]
    return all_of([query for query in stretches if query is not None])


def _stretch_query(text: str, field: str) -> Query | None:
    """Return the articles that have what stands between two stars, or None for no string."""
    parts = [(found.start(), found[0]) for found in re.finditer(r"[^?]+", text)]
    tiles = [tile for start, part in parts if len(part) > 1 for tile in _tiles(part, start)]
    queries = [string_query(part, field) for _, part in parts if len(part) == 1]
    if len(tiles) == 1:
        queries += [string_query(part, field) for _, part in parts if len(part) == 2]
    elif tiles:
        queries.append(Query.phrase_query(SCHEMA, PAIRS[field], tiles))
    return all_of(queries) if queries else None


def _tiles(text: str, start: int) -> Iterable[str | tuple[int, str]]:
    """Yield the fewest pairs that cover `text`, with their places.

    A unit's end takes two places more than any step here, so what they cover is one unit.
    """
    places = dict.fromkeys([*range(0, len(text) - 1, 2), len(text) - 2])
    return [(start + place, as_token(text[place : place + 2])) for place in places]


def all_of(queries: Sequence[Query]) -> Query:
    """Return what fits all of some queries."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    """Return what fits any of some queries."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def but(query: Query, unwanted: Sequence[Query]) -> Query:
    """Return what fits `query` and none of the `unwanted`."""
    if not unwanted:
        return query
    excluded = [(tantivy.Occur.MustNot, each) for each in unwanted]
    return Query.boolean_query([(Occur.Must, query), *excluded])
