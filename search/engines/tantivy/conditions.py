"""A resolved tree of conditions in, one Tantivy query out.

Patterns and proximity are beyond the index: it names the articles that have all their strings, and
these are read. Where the time ends before they all are, what was not read counts as not found; and
as found inside a Not, so that every hit is right in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tantivy import FieldType, Query, Searcher

from search.engines.base import DATE_FACETS, FACETS
from search.engines.tantivy.limits import Limit
from search.engines.tantivy.paging import count
from search.engines.tantivy.patterns import Found, PatternReader
from search.engines.tantivy.schema import SCHEMA, VALUES, escape
from search.engines.tantivy.strings import all_of, any_of, but, candidates_query, string_query
from search.query import TEXT_FIELDS, And, Between, In, Near, Node, Not, OneOf, Or, Phrase, Wildcard

#: Strings of a request that are looked up without asking what they cost.
FREE = 256


class Within(NamedTuple):
    """Conditions without patterns that the hits will have to fit as well, and their queries."""

    nodes: tuple[Node, ...] = ()
    queries: tuple[Query, ...] = ()


ANYWHERE = Within()


class Conditions:
    """Makes queries for one request."""

    def __init__(self, searcher: Searcher, reader: PatternReader, limit: Limit) -> None:
        self._searcher = searcher
        self._reader = reader
        self._limit = limit
        self._strings = 0

    def query(self, node: Node, within: Within = ANYWHERE, *, negated: bool = False) -> Query:
        """Return what fits `node`; of articles that do not fit `within` the answer may be wrong.

        `negated` tells that what fits will be taken away.
        """
        match node:
            case In() if node.field not in TEXT_FIELDS:
                return Query.empty_query()
            case Phrase() | In(node=Phrase()):
                return self._string(node, negated)
            case Wildcard() | Near():
                return self._pattern(node, "", within, negated)
            case In(field=field, node=(Wildcard() | Near()) as leaf):
                return self._pattern(leaf, field, within, negated)
            case And():
                return self._all(node.nodes, within, negated)
            case Or():
                return any_of([self.query(n, within, negated=negated) for n in node.nodes])
            case Not():
                return but(Query.all_query(), [self.query(node.node, within, negated=not negated)])
            case OneOf():
                return values_query(node)
            case Between():
                return days_query(node)
        raise ValueError("resolve the query first")

    def _string(self, node: Phrase | In, negated: bool) -> Query:
        """Return what has a string; of a request of thousands, only of so many as time allows."""
        query = _lookup(node)
        self._strings += 1
        if self._strings <= FREE or self._limit.endless:
            return query
        if not self._limit.allows_trying():
            return Query.all_query() if negated else Query.empty_query()
        count(self._searcher, query)
        return query

    def _all(self, nodes: Sequence[Node], within: Within, negated: bool) -> Query:
        """Return what fits all of `nodes`: patterns are only looked for where the others fit."""
        plain = [node for node in nodes if not has_pattern(node)]
        queries: list[Query] = []
        tried = False
        for node in plain:
            # Several strings that must all be there cost no more than the rarest of them.
            query = _lookup(node) if tried and _is_string(node) else None
            queries.append(query or self.query(node, within, negated=negated))
            tried = tried or _is_string(node)
        within = Within((*within.nodes, *plain), (*within.queries, *queries))
        others = (self.query(n, within, negated=negated) for n in nodes if has_pattern(n))
        return all_of([*queries, *others])

    def _pattern(self, node: Wildcard | Near, field: str, within: Within, negated: bool) -> Query:
        candidates = candidates_query(node, field)
        around = all_of([candidates, *within.queries])
        found = self._reader.find(node, field, around, within.nodes)
        return _found_query(found, candidates, negated=negated)


def _is_string(node: Node) -> bool:
    return isinstance(node, Phrase) or (isinstance(node, In) and isinstance(node.node, Phrase))


def _lookup(node: Node) -> Query:
    match node:
        case Phrase(text=text):
            return string_query(text)
        case In(field=field, node=Phrase(text=text)) if field in TEXT_FIELDS:
            return string_query(text, field)
    return Query.empty_query()


def _found_query(found: Found, candidates: Query, *, negated: bool) -> Query:
    """Return the candidates that were found to fit, or all but the few that do not."""
    if negated and not found.complete:
        return but(candidates, [articles_query(found.others)])
    if found.complete and 4 * len(found.others) < len(found.fitting):
        return but(candidates, [articles_query(found.others)])
    return articles_query(found.fitting)


def has_pattern(node: Node) -> bool:
    """Tell whether articles must be read to know which fit `node`."""
    match node:
        case Wildcard() | Near():
            return True
        case In() | Not():
            return has_pattern(node.node)
        case And() | Or():
            return any(map(has_pattern, node.nodes))
    return False


def articles_query(article_ids: Sequence[int]) -> Query:
    """Return these articles."""
    return Query.term_set_query(SCHEMA, "id", list(article_ids))


def values_query(node: OneOf) -> Query:
    """Return the articles of which a facet has one of the values."""
    if node.name in DATE_FACETS:
        field = "date"
        values = [v for v in node.values if len(v) == DATE_LENGTHS[node.name]]
    elif node.name in FACETS:
        field, values = VALUES[node.name], list(node.values)
    else:
        return Query.empty_query()
    terms = [Query.term_query(SCHEMA, field, escape(value), "basic") for value in values]
    return any_of(terms) if terms else Query.empty_query()


DATE_LENGTHS = {"year": len("2025"), "month": len("2025-04"), "day": len("2025-04-18")}


def days_query(node: Between) -> Query:
    """Return the articles printed on one of the days."""
    if node.first is None and node.last is None:
        return Query.all_query()
    first = (node.first or date.min).toordinal()
    last = (node.last or date.max).toordinal()
    return Query.range_query(SCHEMA, "day", FieldType.Unsigned, first, last)
