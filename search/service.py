"""What a reader asks for in, one page of results with everything around it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from haystack import connections

from archive.models import Article, City, Newspaper, Topic
from search import analysis, outbox
from search.engines.base import Order, SearchHits, SearchRequest, SearchUnavailable
from search.facets import (
    Chip,
    Facet,
    PageLink,
    SearchParams,
    Sort,
    SortLink,
    build_chips,
    build_facet,
    build_page_links,
    build_sorts,
    page_count,
    query_string,
    selected_values,
)
from search.query import MAX_LENGTH, MAX_TERMS, Between, Notice, ParsedQuery, parse
from search.resolving import resolve
from search.search_indexes import UNREAD
from search.snippets import Unit, beginning, extracts, mark

Labels = Mapping[str, Mapping[str, str]]
#: How often a search is repeated when articles are withdrawn in the very moment.
ATTEMPTS = 3


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


def search_articles(params: SearchParams, *, facets_of_hits: bool = False) -> ResultPage:
    """Return the page of results that `params` asks for; what goes wrong is told in `error`.

    A facet ignores its own filter, so that a reader may add another of its values; with
    `facets_of_hits` it counts just what was found.
    """
    query = parse(params.q)
    try:
        hits, articles = _find(_request(params, query, facets_of_hits))
    except SearchUnavailable as unavailable:
        return ResultPage(params, page=params.page, error=str(unavailable.message))
    labels = _value_labels(params, hits)
    pages = page_count(params, hits.total)
    page = params.page
    return ResultPage(
        params,
        count=hits.total,
        results=_results(params, query, hits, articles),
        facets=_facets(params, hits, labels),
        chips=build_chips(params, _facet_labels(), labels),
        sorts=build_sorts(params, _sort_labels()),
        page=page,
        pages=pages,
        page_links=build_page_links(params, hits.total),
        next_url=query_string(params, page=page + 1) if page < pages else "",
        previous_url=query_string(params, page=min(page - 1, pages)) if page > 1 else "",
        message=_message(params, query, pages),
    )


def _request(params: SearchParams, query: ParsedQuery, facets_of_hits: bool) -> SearchRequest:
    """Return what the engine is asked."""
    filters = {name: selected_values(params, name) for name in ("city", "newspaper", "topic")}
    filters["year"] = params.year
    filters["month"] = selected_values(params, "month")
    dates = None
    if params.date_from or params.date_to:
        dates = Between(params.date_from, params.date_to)
    return SearchRequest(
        tree=query.tree,
        filters=filters,
        dates=dates,
        order=Order(params.sort.value),
        offset=params.offset,
        limit=params.page_size,
        facets=_facet_names(params),
        facets_of_hits=facets_of_hits,
    )


def _facet_names(params: SearchParams) -> tuple[str, ...]:
    """Return the facets to show: months under one year, days under a month."""
    dated = ["year"]
    if len(params.year) == 1 or params.month:
        dated.append("month")
    if params.month:
        dated.append("day")
    return (*dated, "city", "newspaper", "topic")


def _facets(params: SearchParams, hits: SearchHits, labels: Labels) -> tuple[Facet, ...]:
    """Return the facets with their links; days are those of the month that is chosen."""
    named = _facet_labels()
    return tuple(
        build_facet(params, name, named[name], hits.facets[name], labels.get(name, {}))
        for name in _facet_names(params)
    )


def _find(request: SearchRequest) -> tuple[SearchHits, dict[int, Article]]:
    """Return what is found, and the rows of this page: as many as the count makes one expect.

    What was withdrawn a moment ago, and the index still has, is neither counted nor returned.
    """
    backend = connections["default"].get_backend()
    excluded = outbox.withdrawn()
    for _attempt in range(ATTEMPTS):
        hits: SearchHits = backend.run(replace(request, excluded=excluded))
        articles = _rows([hit.article_id for hit in hits.hits])
        gone = frozenset(hit.article_id for hit in hits.hits) - articles.keys()
        if not gone:
            break
        excluded |= gone
    return replace(hits, total=hits.total - len(gone)), articles


def _rows(article_ids: list[int]) -> dict[int, Article]:
    """Return those of the articles that are published, with what a result shows."""
    rows = Article.objects.published().with_place().defer(*UNREAD)
    return rows.prefetch_related("article_topics__topic").in_bulk(article_ids)


def _results(
    params: SearchParams, query: ParsedQuery, hits: SearchHits, articles: Mapping[int, Article]
) -> tuple[Result, ...]:
    """Return the hits as a page shows them."""
    strings = resolve(query.tree).strings
    carried = query_string(params) if params != SearchParams() else ""
    return tuple(
        _result(articles[hit.article_id], hit.score, strings, carried)
        for hit in hits.hits
        if hit.article_id in articles
    )


def _result(article: Article, score: float, strings: tuple[str, ...], carried: str) -> Result:
    """Return one row: its headline and extracts with the hits marked, all else escaped."""
    texts = article.text_units()
    units = [_unit(text) for text in texts if any(map(analysis.fold(text).__contains__, strings))]
    shown = extracts(units, strings, last_resort=article.headline)
    if not shown:
        paragraphs = article.paragraphs or [article.subhead or article.title]
        shown = (beginning(paragraphs[0]),)
    return Result(
        article=article,
        headline_html=_safe(mark(_unit(article.title), strings)),
        snippets=tuple(map(_safe, shown)),
        score=round(score, 4),
        url=article.get_absolute_url() + carried,
    )


def _unit(text: str) -> Unit:
    return Unit(text, *analysis.fold_with_offsets(text))


def _safe(html: str) -> SafeString:
    """Vouch for what search.snippets has escaped."""
    return mark_safe(html)  # noqa: S308


def _value_labels(params: SearchParams, hits: SearchHits) -> Labels:
    """Return facet → value → what a reader calls it, in three queries."""
    english = (get_language() or "").startswith("en")
    sources: dict[str, tuple[type[Model], str, str]] = {
        "city": (City, "adcode", "short_name"),
        "newspaper": (Newspaper, "slug", "name"),
        "topic": (Topic, "slug", "label_en" if english else "label_zh"),
    }
    labels: dict[str, dict[str, str]] = {}
    for name, (model, key, label) in sources.items():
        values = {*hits.facets[name], *selected_values(params, name)}
        rows: Any = model._default_manager.filter(**{f"{key}__in": values})
        labels[name] = dict(rows.values_list(key, label))
    return labels


def _facet_labels() -> dict[str, str]:
    """Return what facets and filters are called."""
    return {
        "city": _("城市"),
        "newspaper": _("报纸"),
        "topic": _("主题"),
        "year": _("年份"),
        "month": _("月份"),
        "day": _("日期"),
        "date_from": _("起始日期"),
        "date_to": _("截止日期"),
    }


def _sort_labels() -> dict[Sort, str]:
    """Return what the orders are called."""
    return {Sort.RELEVANCE: _("相关"), Sort.NEWEST: _("最新"), Sort.OLDEST: _("最早")}


def _message(params: SearchParams, query: ParsedQuery, pages: int) -> str:
    """Return what the reader should know about how the query was read."""
    texts = {
        Notice.TOO_LONG: _("检索词太长，只用了前 %d 个字。") % MAX_LENGTH,
        Notice.TOO_MANY_TERMS: _("检索词太多，只用了前 %d 个。") % MAX_TERMS,
        Notice.TOO_DEEP: _("括号套得太深，里层的括号没有计入。"),
        Notice.UNBALANCED_QUOTE: _("有的引号没有成对，已略去。"),
    }
    parts = [texts[notice] for notice in query.notices]
    if params.q.strip() and query.tree is None:
        parts.append(_("没有可以检索的字词，列出的是全部稿件。"))
    if params.page > pages:
        values = {"page": params.page, "pages": pages}
        parts.append(_("没有第 %(page)d 页，一共 %(pages)d 页。") % values)
    return "".join(parts)
