"""Marks what was searched for in an article's printed text."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from search.analysis import fold_with_offsets
from search.query import parse
from search.resolving import resolve
from search.snippets import Unit, mark

register = template.Library()


@register.filter
def mark_hits(text: str, query: str) -> SafeString:
    """Return the text, escaped, with `<em>` around what the query (「」 if there is none) finds."""
    return mark_safe(mark(Unit(text, *fold_with_offsets(text)), _strings(query)))  # noqa: S308


@lru_cache(maxsize=64)
def _strings(query: str) -> tuple[str, ...]:
    """Return the query's strings; an article asks for them once a paragraph."""
    return resolve(parse(query).tree).strings if query.strip() else ()
