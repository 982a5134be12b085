"""The results page, the same as JSON, and its documentation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from search.facets import SearchParams
from search.forms import SearchForm
from search.service import search_articles


def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=春耕&city=330600`"""
    form = SearchForm(request.GET)
    result = search_articles(SearchParams(q=request.GET.get("q", "")))
    return render(request, "search/results.html", {"form": form, "result": result})


def api_articles(request: HttpRequest) -> JsonResponse:
    """`/api/articles/?q=春耕`"""
    return JsonResponse({"count": 0, "next": None, "previous": None, "results": [], "facets": {}})


def api_docs(request: HttpRequest) -> HttpResponse:
    """`/api/`"""
    return render(request, "search/api_docs.html")
