"""Marks what was searched for in an article's printed text."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from search.marks import Wanted, find_wanted, make_unit
from search.query import parse
from search.snippets import mark

register = template.Library()


@register.filter
def mark_hits(text: str, query: str) -> SafeString:
    """Return the text, escaped, with `<em>` around what the query (empty if none) finds in it."""
    return _marked(text, query, "")


@register.filter
def mark_title(text: str, query: str) -> SafeString:
    """Do the same for a kicker, headline or subhead, that a query may name."""
    return _marked(text, query, "title")


@register.filter
def mark_author(text: str, query: str) -> SafeString:
    """Do the same for a byline or a name."""
    return _marked(text, query, "author")


@register.filter
def mark_column(text: str, query: str) -> SafeString:
    """Do the same for a column's name."""
    return _marked(text, query, "column")


def _marked(text: str, query: str, field: str) -> SafeString:
    return mark_safe(mark(make_unit(text, _wanted(query), field)))  # noqa: S308


@lru_cache(maxsize=64)
def _wanted(query: str) -> tuple[Wanted, ...]:
    """Return what a query asks for; an article asks for it once a paragraph."""
    return find_wanted(parse(query).tree) if query.strip() else ()
