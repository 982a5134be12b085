"""What a reader asks for in, one page of results with everything around it out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from archive.models import Article
from search.facets import Chip, Facet, PageLink, SearchParams, SortLink, build_page_links


@dataclass(frozen=True)
class Result:
    """One article found: the row, and what of it is shown."""

    article: Article
    headline_html: SafeString
    snippets: tuple[SafeString, ...]
    score: float
    url: str


@dataclass(frozen=True)
class ResultPage:
    """One page of results; with `error` set, nothing could be searched and the rest is empty."""

    params: SearchParams
    count: int = 0
    results: tuple[Result, ...] = ()
    facets: tuple[Facet, ...] = ()
    chips: tuple[Chip, ...] = ()
    sorts: tuple[SortLink, ...] = ()
    page: int = 1
    pages: int = 1
    page_links: tuple[PageLink, ...] = ()
    next_url: str = ""
    previous_url: str = ""
    message: str = ""
    error: str = ""


def search_articles(params: SearchParams) -> ResultPage:
    """Return the page of results that `params` asks for."""
    return ResultPage(params, page=params.page, page_links=build_page_links(params, 0))
