"""The results page, the same as JSON, and its documentation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from search.facets import MULTIPLE, SearchParams, ordered_values, query_string
from search.forms import InvalidParameter, SearchForm, read_params
from search.language.nodes import OneOf, Term
from search.language.reading import render as write_query
from search.models import Suggestion
from search.service import Result, ResultPage, list_facet, search_articles
from search.spelling import suggestions

#: Values of each facet that the API tells.
API_VALUES = 100
#: Seconds for which a browser may keep what was suggested.
SUGGESTED = 300
#: What is rarely named in an article's own text is searched in its field.
_FIELDS = {Suggestion.Kind.NEWSPAPER: "newspaper", Suggestion.Kind.TOPIC: "topic"}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=春耕&city=330600`"""
    result = search_articles(read_params(request.GET))
    ctx = {"form": SearchForm(request.GET), "result": result}
    return render(request, "search/results.html", ctx, status=503 if result.error else 200)


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """`/search/facet/author/?q=春耕`"""
    if name not in MULTIPLE:
        raise Http404
    found = list_facet(read_params(request.GET), name)
    back = query_string(found.params, page=1)
    ctx = {"facet": found, "back": back, "query": found.params.q}
    return render(request, "search/facet.html", ctx, status=503 if found.error else 200)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """`/search/suggest/?q=hez`"""
    offered = suggestions.suggest(request.GET.get("q", "").replace("\x00", ""))
    found = [
        {
            "text": each.text,
            "query": _query_of(each),
            "kind": Suggestion.Kind(each.kind).label,
        }
        for each in offered
    ]
    response = _json({"suggestions": found})
    patch_cache_control(response, private=True, max_age=SUGGESTED)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def api_articles(request: HttpRequest) -> JsonResponse:
    """`/api/articles/?q=春耕&city=绍兴`"""
    try:
        params = read_params(request.GET, strict=True)
    except InvalidParameter as invalid:
        return _json({"error": str(invalid), "parameter": invalid.name}, status=400)
    params = replace(params, histogram=params.histogram or "month")
    result = search_articles(params, facets_of_hits=True)
    if result.error:
        return _json({"error": result.error}, status=503)
    return _json(_page_as_json(request, result))


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """`/api/`"""
    return render(request, "search/api_docs.html")


def _query_of(offered: suggestions.Offered) -> str:
    """Return what is searched when a suggestion is taken."""
    field = _FIELDS.get(Suggestion.Kind(offered.kind))
    return write_query(OneOf(field, (offered.text,)) if field else Term(offered.text))


def _json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _page_as_json(request: HttpRequest, result: ResultPage) -> dict[str, Any]:
    """Return one page of results as the API tells it."""
    return {
        "count": result.count,
        "next": _page_url(request, result.next_url),
        "previous": _page_url(request, result.previous_url),
        "message": result.message,
        "reading": result.reading,
        "partial": result.partial,
        "results": [_result_as_json(request, each) for each in result.results],
        "facets": {name: _facet_as_json(result, name) for name in result.counts},
        "facet_sizes": {name: len(counts) for name, counts in result.counts.items()},
        "histogram": dict(sorted(result.histogram.items())),
    }


def _page_url(request: HttpRequest, query: str) -> str | None:
    return request.build_absolute_uri(request.path + query) if query else None


def _result_as_json(request: HttpRequest, result: Result) -> dict[str, Any]:
    article, page = result.article, result.article.page
    issue = page.issue
    return {
        "id": article.identifier,
        "url": request.build_absolute_uri(article.get_absolute_url()),
        "headline": article.title,
        "newspaper": issue.newspaper.name if issue else "",
        "city": article.city.short_name,
        "date": issue.date.isoformat() if issue else "",
        "page": page.display_label,
        "genre": article.genre,
        "authors": [credit["name"] for credit in article.credits if credit.get("name")],
        "topics": [each.topic.label_zh for each in article.article_topics.all()],
        "snippet": " ".join(result.snippets),
        "score": result.score,
    }


def _facet_as_json(result: ResultPage, name: str) -> list[dict[str, Any]]:
    counts, labels = result.counts[name], result.labels.get(name, {})
    order = ordered_values(SearchParams(), name, counts)
    return [
        {"value": value, "label": labels.get(value, value), "count": counts[value]}
        for value in order[:API_VALUES]
    ]
