"""Search parameters in, what the engine finds and the database still has out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from haystack import connections

from archive.models import Article
from search.engines.base import Order, SearchHits, SearchRequest
from search.facets import MULTIPLE, SearchParams, excluded_values, selected_values
from search.query import Between, Node
from search.search_indexes import UNREAD
from search.timeline import unit_to_count, wants_days

#: How often a search is repeated when articles are withdrawn in the very moment.
ATTEMPTS = 3
#: Facet → what the engines call it, where that is not the parameter's name.
_ENGINE_NAMES = {"page_label": "page"}


def make_request(params: SearchParams, tree: Node | None, **more: Any) -> SearchRequest:
    """Return what the engine is asked for one page of results; `more` are fields of the request."""
    dates = None
    if params.date_from or params.date_to:
        dates = Between(params.date_from, params.date_to)
    return SearchRequest(
        tree=tree,
        filters={engine_name(name): selected_values(params, name) for name in MULTIPLE},
        without={engine_name(name): excluded_values(params, name) for name in MULTIPLE},
        dates=dates,
        order=Order(params.sort.value),
        offset=params.offset,
        limit=params.page_size,
        facets=tuple(engine_name(name) for name in facet_names(params)),
        histogram=unit_to_count(params),
        seconds=settings.SEARCH_SECONDS,
        **more,
    )


def engine_name(facet: str) -> str:
    """Return what the engines call a facet."""
    return _ENGINE_NAMES.get(facet, facet)


def facet_names(params: SearchParams) -> tuple[str, ...]:
    """Return the facets to count: days only below a month or a day."""
    days = bool(params.month or params.day)
    return tuple(name for name in MULTIPLE if name != "day" or days)


def find(request: SearchRequest) -> tuple[SearchHits, dict[int, Article]]:
    """Return what is found, and the rows of this page: as many as the count makes one expect.

    What was withdrawn this very moment, and the index still has, is neither counted nor returned.
    Raises SearchUnavailable.
    """
    excluded = request.excluded
    for _attempt in range(ATTEMPTS):
        hits = run(replace(request, excluded=excluded))
        articles = _rows([hit.article_id for hit in hits.hits])
        gone = frozenset(hit.article_id for hit in hits.hits) - articles.keys()
        if not gone:
            break
        excluded |= gone
    return replace(hits, total=hits.total - len(gone)), articles


def count(request: SearchRequest, *facets: str, histogram: str = "") -> SearchHits:
    """Return how many articles a request finds, in all and of the facets named, and no rows.

    Raises SearchUnavailable.
    """
    names = tuple(map(engine_name, facets))
    return run(replace(request, limit=0, offset=0, facets=names, histogram=histogram))


def find_counts(params: SearchParams, hits: SearchHits) -> dict[str, Mapping[str, int]]:
    """Return facet → value → articles."""
    return {name: hits.facets[engine_name(name)] for name in facet_names(params)}


def run(request: SearchRequest) -> SearchHits:
    """Return what the engine answers; raises SearchUnavailable."""
    hits: SearchHits = connections["default"].get_backend().run(request)
    return hits


def find_histogram(
    params: SearchParams, request: SearchRequest, hits: SearchHits
) -> Mapping[str, int]:
    """Return the hits by year, month or day; by days where they lie within a month or two."""
    if hits.partial or not wants_days(params, hits.histogram):
        return hits.histogram
    days = count(request, histogram="day")
    return hits.histogram if days.partial else days.histogram


def _rows(article_ids: list[int]) -> dict[int, Article]:
    """Return those of the articles that are published, with what a result shows."""
    rows = Article.objects.published().with_place().defer(*UNREAD)
    return rows.prefetch_related("article_topics__topic").in_bulk(article_ids)
