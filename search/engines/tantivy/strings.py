"""A string or a pattern in, the Tantivy query for the articles that have it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from tantivy import Occur, Query

from search.engines.tantivy.schema import CHARACTERS, PAIRS, SCHEMA, as_token
from search.query import STAR, Near, Wildcard


def string_query(text: str, field: str = "") -> Query:
    """Return the articles in which the folded `text` stands inside one unit of `field`."""
    if len(text) == 1:
        return Query.term_query(SCHEMA, CHARACTERS[field], as_token(text), "basic")
    return _pairs_query([*_tiles(text, 0)], field)


def candidates_query(node: Wildcard | Near, field: str = "") -> Query:
    """Return articles among which are all that fit a pattern, and few others."""
    queries = _near_queries(node, field) if isinstance(node, Near) else _wild_queries(node, field)
    return all_of([*queries])


def literals(node: Wildcard | Near) -> Sequence[str]:
    """Return the strings that a unit must have to fit a pattern."""
    return node.strings if isinstance(node, Near) else re.findall(r"[^?*]+", node.text)


def _near_queries(node: Near, field: str) -> Iterator[Query]:
    yield from (string_query(text, field) for text in node.strings)
    lengths = sum(map(len, node.strings))
    for one, other in combinations(node.strings, 2):
        # In any order, and the remaining strings may stand between the two.
        both = len(one) + len(other)
        most = (len(node.strings) - 1) * node.distance + lengths - both
        yield from _apart(one, other, -(both - 2 + most), 2 + most, field)


class _Part(NamedTuple):
    """A string of a pattern, and what stands between the one before and it."""

    signs: str
    text: str


def _wild_queries(node: Wildcard, field: str) -> Iterator[Query]:
    parts = [_Part(*found) for found in re.findall(r"([?*]*)([^?*]+)", node.text)]
    yield from _stretches(parts, field)
    for before, (signs, text) in pairwise(parts):
        least, stars = 2 + signs.count("?"), signs.count("*")
        if stars:
            yield from _apart(before.text, text, least, least + STAR * stars, field)


def _stretches(parts: Sequence[_Part], field: str) -> Iterator[Query]:
    """Yield what has the strings of a pattern, those without a star between them in their places.

    Single characters may stand anywhere.
    """
    tiles: list[tuple[int, str]] = []
    place = 0
    for signs, text in parts:
        if "*" in signs and tiles:
            yield _pairs_query(tiles, field)
            tiles = []
        place += len(signs)
        if len(text) == 1:
            yield string_query(text, field)
        else:
            tiles += _tiles(text, place)
        place += len(text)
    if tiles:
        yield _pairs_query(tiles, field)


def _apart(one: str, other: str, least: int, most: int, field: str) -> Iterator[Query]:
    """Yield what has the first pair of `other` so far behind the last of `one`, about.

    Tantivy's slop counts both ways from a given distance. It tells nothing of single characters,
    nor of a pair and itself.
    """
    last, first = one[-2:], other[:2]
    if len(last) < 2 or len(first) < 2 or last == first:
        return
    middle = (least + most) // 2
    places = [(max(0, -middle), as_token(last)), (max(0, middle), as_token(first))]
    yield Query.phrase_query(SCHEMA, PAIRS[field], [*places], slop=most - middle)


def _tiles(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield the fewest pairs that cover `text`, with their places.

    The end of a unit takes a place more than any step here, so what they cover is in one unit.
    """
    for place in dict.fromkeys([*range(0, len(text) - 1, 2), len(text) - 2]):
        yield start + place, as_token(text[place : place + 2])


def _pairs_query(tiles: Sequence[tuple[int, str]], field: str) -> Query:
    """Return the articles that have some pairs in their places."""
    if len(tiles) == 1:
        return Query.term_query(SCHEMA, PAIRS[field], tiles[0][1], "basic")
    return Query.phrase_query(SCHEMA, PAIRS[field], [*tiles])


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
    excluded = [(Occur.MustNot, each) for each in unwanted]
    return Query.boolean_query([(Occur.Must, query), *excluded])
