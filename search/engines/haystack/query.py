"""Haystack's conditions (SQ) in, our own tree of conditions out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from haystack.backends import BaseSearchQuery, SearchNode
from haystack.inputs import AutoQuery, Clean, Exact, Raw
from haystack.inputs import Not as NotInput

from search.engines import base
from search.names import read_typed
from search.query import TEXT_FIELDS, And, Between, In, Node, Not, OneOf, Or, Phrase

#: Haystack's name of a field → the facet it is; `author` is the field of text.
FACETS = {name: name for name in base.FACETS if name not in TEXT_FIELDS}
FACETS |= {"topics": "topic", "authors": "author"}
WHOLE_TEXT = frozenset({"content", "text"})


class StoreSearchQuery(BaseSearchQuery):  # type: ignore[misc]  # Haystack has no types
    """Hands the backend a tree instead of a string, so that nothing needs to be escaped."""

    def build_query(self) -> Node | None:
        """Return the conditions set so far, or None for everything."""
        return _read_node(self.query_filter)

    def __str__(self) -> str:
        return repr(self.build_query())

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        """Return one condition as text, for a reader of a query's repr."""
        return repr(_read_condition(field, filter_type, value))


def _read_node(node: SearchNode) -> Node | None:
    """Return a node of Haystack's tree as ours."""
    children = []
    for child in node.children:
        if isinstance(child, SearchNode):
            read = _read_node(child)
        else:
            field, filter_type = node.split_expression(child[0])
            read = _read_condition(field, filter_type, child[1])
        if read is not None:
            children.append(read)
    if not children:
        return None
    kind = Or if node.connector == SearchNode.OR else And
    joined = children[0] if len(children) == 1 else kind(tuple(children))
    return Not(joined) if node.negated else joined


def _read_condition(field: str, filter_type: str, value: Any) -> Node | None:
    """Return one condition; raises ValueError for a field or filter that is not known."""
    if field in WHOLE_TEXT:
        return _read_text(value, filter_type)
    if field in TEXT_FIELDS:
        node = _read_text(value, filter_type)
        return None if node is None else In(field, node)
    if field in FACETS:
        return _read_facet(field, value, filter_type)
    if field == "date":
        return _read_date(value, filter_type)
    raise ValueError(f"{field}__{filter_type} is not searched; use content, date, {list(FACETS)}")


def _read_facet(field: str, value: Any, filter_type: str) -> Node:
    """Return the condition that a facet has one of the values given."""
    if isinstance(value, (Clean, Exact)):
        value = value.query_string
    if filter_type == "in":
        return OneOf(FACETS[field], tuple(map(str, value)))
    if filter_type in ("content", "contains", "exact"):
        return OneOf(FACETS[field], (str(value),))
    raise ValueError(f"{field}__{filter_type} is not searched; use exact or in")


def _read_text(value: Any, filter_type: str) -> Node | None:
    """Return the condition on the text; a reader's own query comes as AutoQuery or Raw."""
    if isinstance(value, NotInput):
        inner = read_typed(value.query_string)
        return None if inner is None else Not(inner)
    if isinstance(value, (AutoQuery, Raw)):
        return read_typed(value.query_string)
    if filter_type == "in":
        return Or(tuple(Phrase(str(text)) for text in value))
    if isinstance(value, Exact) or filter_type == "exact":
        return Phrase(str(getattr(value, "query_string", value)))
    return read_typed(str(getattr(value, "query_string", value)))


def _read_date(value: Any, filter_type: str) -> Node:
    """Return the condition on the day; raises ValueError for one that days do not know."""
    if filter_type == "range":
        first, last = value
        return Between(_day(first), _day(last))
    if filter_type == "in":
        return Or(tuple(Between(_day(day), _day(day)) for day in value))
    day = _day(value)
    match filter_type:
        case "gte":
            return Between(day, None)
        case "lte":
            return Between(None, day)
        case "gt":
            return Not(Between(None, day))
        case "lt":
            return Not(Between(day, None))
        case "content" | "exact":
            return Between(day, day)
    raise ValueError(f"date__{filter_type} is not searched")


def _day(value: Any) -> date:
    """Return a day given as such, as a moment or as `2025-04-18`."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def read_narrowing(text: str) -> Node | None:
    """Return the condition of `narrow("city:330600")`; other text is read as a reader's query."""
    name, colon, value = text.partition(":")
    if colon and name in FACETS:
        return OneOf(FACETS[name], (value.strip('"'),))
    return read_typed(text)
