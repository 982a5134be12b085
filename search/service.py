"""What a reader asks for in, one page of results with everything around it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.models import Article
from search import analysis, outbox, words
from search.engines.base import SearchHits, SearchRequest, SearchUnavailable
from search.facets import (
    Chip,
    Facet,
    FacetValue,
    PageLink,
    SearchParams,
    SortLink,
    build_chips,
    build_facet,
    build_page_links,
    build_sizes,
    build_sorts,
    build_values,
    listed,
    ordered_values,
    page_count,
    query_string,
)
from search.finding import count, engine_name, find, find_counts, find_histogram, make_request, run
from search.labels import (
    Labels,
    chip_form,
    facet_labels,
    joined,
    sort_labels,
    value_labels,
    variant_kinds,
)
from search.marks import Wanted, find_wanted, make_unit, make_units
from search.names import Unknown, resolve_names
from search.notices import sentences, unknown_names
from search.query import Node, ParsedQuery, parse
from search.snippets import beginning, extracts, mark
from search.spelling.sounding import IndexedArchive
from search.spelling.variants import FEW, SECONDS, find_variants
from search.timeline import Timeline, build_timeline

#: Seconds for other spellings where the page has results.
SECONDS_BESIDE_RESULTS = 0.04
#: Characters from which on a paragraph says what its article is about.
TELLING = 20
#: Filters of a search without results that are tried without.
TRIED = 6


@dataclass(frozen=True)
class Result:
    """One article found: the row, and what of it is shown."""

    article: Article
    headline_html: SafeString
    snippets: tuple[SafeString, ...]
    score: float
    url: str


@dataclass(frozen=True)
class VariantLink:
    """Another query that finds something: what of it differs, why it is offered, how many."""

    label: str
    kind: str
    count: int
    url: str


@dataclass(frozen=True)
class ResultPage:
    """One page of results; with `error` set, nothing could be searched and the rest is empty.

    With `partial` the time ran out: what is here was found, there may be more. `counts` has every
    value of every facet with its `labels`, `facets` those that a page shows. `reading` is the query
    as it was read, where that is not as it was typed; `unfiltered` is what is found without any
    filter, where nothing is found with them.
    """

    params: SearchParams
    count: int = 0
    partial: bool = False
    results: tuple[Result, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    labels: Labels = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    histogram: Mapping[str, int] = field(default_factory=dict)
    timeline: Timeline | None = None
    chips: tuple[Chip, ...] = ()
    unfiltered: int = 0
    sorts: tuple[SortLink, ...] = ()
    page: int = 1
    pages: int = 1
    page_links: tuple[PageLink, ...] = ()
    sizes: tuple[PageLink, ...] = ()
    next_url: str = ""
    previous_url: str = ""
    message: str = ""
    reading: str = ""
    variants: tuple[VariantLink, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Query:
    """What a reader typed: how it was read, its tree with values for names, names nothing has."""

    parsed: ParsedQuery
    tree: Node | None
    unknown: tuple[Unknown, ...]


@dataclass(frozen=True)
class FacetPage:
    """All values of one facet, or a page of them; with `error` set there are none.

    With `partial` the time ran out: there may be more, with more articles.
    """

    params: SearchParams
    name: str
    label: str
    values: tuple[FacetValue, ...] = ()
    total: int = 0
    page_links: tuple[PageLink, ...] = ()
    partial: bool = False
    error: str = ""


def search_articles(params: SearchParams, *, facets_of_hits: bool = False) -> ResultPage:
    """Return the page of results that `params` asks for; what goes wrong is told in `error`.

    A facet ignores its own filter, so that a reader may add another of its values; with
    `facets_of_hits` it counts just what was found, and what only a reader wants is left out.
    """
    until = monotonic() + settings.SEARCH_SECONDS
    query = read_query(params.q)
    excluded = outbox.withdrawn()
    request = make_request(params, query.tree, facets_of_hits=facets_of_hits, excluded=excluded)
    try:
        hits, articles = find(request)
        histogram = find_histogram(params, request, hits)
        counts = find_counts(params, hits)
        labels = value_labels(params, counts)
        chips = tuple(_chips(params, request, labels, hits.total, until))
        unfiltered = _unfiltered(params, request, until) if not hits.total else 0
        variants = () if facets_of_hits else tuple(_variants(params, query, request, hits.total))
    except SearchUnavailable as unavailable:
        return ResultPage(params, page=params.page, error=str(unavailable.message))
    return ResultPage(
        params,
        count=hits.total,
        partial=hits.partial,
        results=tuple(_results(params, query.tree, hits, articles)),
        counts=counts,
        labels=labels,
        facets=() if facets_of_hits else tuple(_facets(params, counts, labels)),
        histogram=histogram,
        timeline=build_timeline(params, histogram),
        chips=chips,
        unfiltered=unfiltered,
        **_navigation(params, hits.total),
        message=joined(_messages(params, query, page_count(params, hits.total))),
        reading=query.parsed.reading if query.parsed.worth_telling else "",
        variants=variants,
    )


def read_query(text: str) -> Query:
    """Return what a reader typed as a tree of conditions on values."""
    words.follow_soon()
    parsed = parse(text, timezone.localdate())
    return Query(parsed, *resolve_names(parsed.tree))


def list_facet(params: SearchParams, name: str) -> FacetPage:
    """Return all values of the facet `name`, page by page; `params.page` is that page."""
    label = facet_labels()[name]
    try:
        tree = read_query(params.q).tree
        hits = count(make_request(params, tree, excluded=outbox.withdrawn()), name)
    except SearchUnavailable as unavailable:
        return FacetPage(params, name, label, error=str(unavailable.message))
    counts = hits.facets[engine_name(name)]
    order = ordered_values(params, name, counts)
    size = listed(params)
    start = (params.page - 1) * size
    part = order[start : start + size]
    labels = value_labels(params, {name: part}).get(name, {})
    values = build_values(replace(params, page=1), name, part, counts, labels)
    links = build_page_links(replace(params, page_size=size), len(order))
    return FacetPage(params, name, label, values, len(order), links, hits.partial)


def _facets(
    params: SearchParams, counts: Mapping[str, Mapping[str, int]], labels: Labels
) -> Iterator[Facet]:
    """Yield the facets with their links; months once there is one year, days below a month."""
    named = facet_labels()
    for name, found in counts.items():
        if name == "month" and not (params.year or params.month or len(counts["year"]) == 1):
            continue
        facet = build_facet(params, name, named[name], found, labels.get(name, {}))
        if facet.values:
            yield facet


def _chips(
    params: SearchParams, request: SearchRequest, labels: Labels, total: int, until: float
) -> Iterator[Chip]:
    """Yield the filters that are on; where nothing was found, with what is found without each."""
    for number, (chip, free) in enumerate(build_chips(params, facet_labels(), labels, chip_form())):
        if total or number >= TRIED:
            yield chip
        else:
            without = make_request(free, request.tree, excluded=request.excluded)
            yield replace(chip, count=_count_until(without, until))


def _count_until(request: SearchRequest, until: float) -> int | None:
    """Return how many articles a request finds, or None where the page's time is over before."""
    left = until - monotonic()
    hits = count(replace(request, seconds=left)) if left > 0 else None
    return None if hits is None or hits.partial else hits.total


def _unfiltered(params: SearchParams, request: SearchRequest, until: float) -> int:
    """Return how many articles the query finds without any filter, 0 where time is over."""
    if not params.is_filtered:
        return 0
    bare = make_request(SearchParams(params.q), request.tree, excluded=request.excluded)
    return _count_until(bare, until) or 0


def _variants(
    params: SearchParams, query: Query, request: SearchRequest, total: int
) -> Iterator[VariantLink]:
    """Yield other spellings that find something; on the first page, quickly if it has results."""
    if params.page > 1:
        return
    archive = IndexedArchive(run, request)
    seconds = SECONDS if total <= FEW else SECONDS_BESIDE_RESULTS
    kinds = variant_kinds()
    for each in find_variants(query.parsed.tree, archive, seconds=seconds):
        url = query_string(params, q=each.query)
        yield VariantLink(each.label, kinds[each.kind], each.count, url)


def _results(
    params: SearchParams, tree: Node | None, hits: SearchHits, articles: Mapping[int, Article]
) -> Iterator[Result]:
    """Yield the hits as a page shows them."""
    wanted = find_wanted(tree)
    carried = query_string(params) if params != SearchParams() else ""
    for hit in hits.hits:
        if hit.article_id in articles:
            yield _result(articles[hit.article_id], hit.score, wanted, carried)


def _result(article: Article, score: float, wanted: Sequence[Wanted], carried: str) -> Result:
    """Return one row: its headline and extracts with the hits marked, all else escaped."""
    units = make_units(article, wanted) if wanted else []
    # A headline is shown as such: its article begins below it.
    besides = [unit for unit in units if unit.text != article.headline]
    shown = extracts(besides if article.body.strip() else units, analysis.cut)
    if not shown:
        paragraphs = article.paragraphs or [article.subhead or article.title]
        telling = next((each for each in paragraphs if len(each) >= TELLING), paragraphs[0])
        shown = (beginning(telling, analysis.cut),)
    return Result(
        article=article,
        headline_html=_safe(mark(make_unit(article.title, wanted, "title"))),
        snippets=tuple(map(_safe, shown)),
        score=round(score, 4),
        url=article.get_absolute_url() + carried,
    )


def _safe(html: str) -> SafeString:
    """Vouch for what search.snippets has escaped."""
    return mark_safe(html)  # noqa: S308


def _navigation(params: SearchParams, total: int) -> dict[str, Any]:
    """Return the fields of a ResultPage that lead to other orders and pages."""
    page, pages = params.page, page_count(params, total)
    return {
        "sorts": build_sorts(params, sort_labels()),
        "page": page,
        "pages": pages,
        "page_links": build_page_links(params, total),
        "sizes": build_sizes(params, total),
        "next_url": query_string(params, page=page + 1) if page < pages else "",
        "previous_url": query_string(params, page=min(page - 1, pages)) if page > 1 else "",
    }


def _messages(params: SearchParams, query: Query, pages: int) -> Iterator[str]:
    """Yield what the reader should know about how the query was read."""
    yield from sentences(query.parsed.notices)
    if params.q.strip() and query.tree is None:
        yield _("没有可以检索的字词，列出的是全部稿件。")
    yield from unknown_names(query.unknown)
    if params.page > pages:
        values = {"page": params.page, "pages": pages}
        yield _("没有第 %(page)d 页，一共 %(pages)d 页。") % values
