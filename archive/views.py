"""The reading pages: who asks and for what in, a rendered page out."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import reading
from archive.calendars import build_strip, build_year, strip_start
from archive.holdings import city_map, city_rows, largest_topics, newspaper_rows, topic_rows
from archive.models import Article, City, Issue, Newspaper
from archive.templatetags.archive_tags import plain_date, year_name

CARDS_AT_HOME = 6
PAST_YEARS_AT_HOME = 4
TOPICS_AT_HOME = 6
ISSUES_PER_PAGE = 24
_FACETS = (
    *("year", "month", "day", "city", "newspaper", "topic", "front", "page_label", "genre"),
    "author",
)
#: What the address of a results page carries; an article keeps it for the way back.
SEARCH_PARAMETERS = (
    *("q", *_FACETS, *(f"-{name}" for name in _FACETS), "date_from", "date_to"),
    *("histogram", "sort", "page_size", "page"),
)

Crumb = tuple[str, str]


def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    span = reading.span(request.user)
    if span is None:
        return render(request, "archive/home.html")
    first, last = span
    start = strip_start(last)
    years = range(first.year, last.year + 1)
    past = reading.this_day_in_past_years(request.user, timezone.localdate(), years)
    context = {
        "cards": reading.latest_issues(request.user, CARDS_AT_HOME),
        "past": past[:PAST_YEARS_AT_HOME],
        "topics": largest_topics(TOPICS_AT_HOME),
        "cities": sorted(city_rows(), key=lambda row: -row.articles),
        "map": city_map(),
        "strip": build_strip(last, reading.articles_by_day(request.user, start, last)),
        "strip_first": start,
        "strip_last": last,
    }
    return render(request, "archive/home.html", context)


def healthz(request: HttpRequest) -> HttpResponse:
    """Plain `ok` while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def help_page(request: HttpRequest) -> HttpResponse:
    """How to search, with examples."""
    return render(request, "archive/help.html", {"crumbs": [(_("检索帮助"), "")]})


def cities(request: HttpRequest) -> HttpResponse:
    """All cities that have published articles."""
    context = {"cities": city_rows(), "map": city_map(), "crumbs": [(_("城市"), "")]}
    return render(request, "archive/cities.html", context)


def city(request: HttpRequest, adcode: str) -> HttpResponse:
    """One city: its papers and issues."""
    found = get_object_or_404(City, adcode=adcode)
    issues = Paginator(reading.issues_of_city(request.user, found), ISSUES_PER_PAGE)
    listed = issues.get_page(request.GET.get("page"))
    context = {
        "city": found,
        "papers": newspaper_rows(request.user, found),
        "cards": reading.issue_cards(request.user, listed.object_list),
        "listed": listed,
        "crumbs": [(_("城市"), reverse("archive:cities")), (found.name, "")],
    }
    return render(request, "archive/city.html", context)


def newspapers(request: HttpRequest) -> HttpResponse:
    """All newspapers with issues to read."""
    context = {"papers": newspaper_rows(request.user), "crumbs": [(_("报纸"), "")]}
    return render(request, "archive/newspapers.html", context)


def newspaper(request: HttpRequest, slug: str) -> HttpResponse:
    """One newspaper: the issues of a year, `?year=` or the latest."""
    found = get_object_or_404(Newspaper.objects.select_related("city"), slug=slug)
    years = reading.years_of_issues(request.user, found)
    asked = request.GET.get("year", "")
    latest = next(iter(years), timezone.localdate().year)
    year = int(asked) if asked in map(str, years) else latest
    issues = reading.issues_of_year(request.user, found, year)
    listed = Paginator(issues, ISSUES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "newspaper": found,
        "years": years,
        "year": year,
        "listed": listed,
        "cards": reading.issue_cards(request.user, listed.object_list),
        "months": build_year(year, reading.issues_by_day(request.user, year, found)),
        "crumbs": [
            (found.city.short_name, found.city.get_absolute_url()),
            (found.name, ""),
        ],
    }
    return render(request, "archive/newspaper.html", context)


def latest_calendar(request: HttpRequest) -> HttpResponse:
    """Lead to the calendar of the newest issue's year."""
    span = reading.span(request.user)
    return redirect("archive:calendar_year", (span[1] if span else timezone.localdate()).year)


def calendar_year(request: HttpRequest, year: int) -> HttpResponse:
    """A year in twelve tables, of all papers or of `?newspaper=`."""
    slug = request.GET.get("newspaper", "")
    found = get_object_or_404(Newspaper, slug=slug) if slug else None
    marks = reading.issues_by_day(request.user, year, found)
    years = reading.years_of_issues(request.user, found)
    context = {
        "year": year,
        "months": build_year(year, marks),
        "issues": sum(mark.count for mark in marks.values()),
        "days": len(marks),
        "newspaper": found,
        "newspapers": Newspaper.objects.filter(
            pk__in=Issue.objects.visible_to(request.user).values("newspaper")
        ),
        "before": max((y for y in years if y < year), default=None),
        "after": min((y for y in years if y > year), default=None),
        "latest": next(iter(years), None),
        "crumbs": [(_("日历"), reverse("archive:calendar")), (year_name(year), "")],
    }
    return render(request, "archive/calendar.html", context)


def day(request: HttpRequest, day: date) -> HttpResponse:
    """The papers of one day, by city."""
    issues = Issue.objects.visible_to(request.user).filter(date=day)
    issues = issues.select_related("newspaper__city").order_by("newspaper__city", "newspaper")
    before, after = reading.neighbour_days(request.user, day)
    context = {
        "day": day,
        "cards": reading.issue_cards(request.user, issues),
        "before": before,
        "after": after,
        "crumbs": [
            (_("日历"), reverse("archive:calendar")),
            (year_name(day.year), reverse("archive:calendar_year", args=[day.year])),
            (plain_date(day), ""),
        ],
    }
    return render(request, "archive/day.html", context)


def topics(request: HttpRequest) -> HttpResponse:
    """The topic tree with numbers of articles; each topic leads to search."""
    context = {"topics": topic_rows(), "crumbs": [(_("专题"), "")]}
    return render(request, "archive/topics.html", context)


def issue(request: HttpRequest, slug: str, day: date, edition: int) -> HttpResponse:
    """An issue, opened at its first page."""
    return render(request, "archive/issue.html", _issue(request, slug, day, edition, None))


def page(request: HttpRequest, slug: str, day: date, edition: int, sequence: int) -> HttpResponse:
    """One page of an issue."""
    return render(request, "archive/issue.html", _issue(request, slug, day, edition, sequence))


def _issue(
    request: HttpRequest, slug: str, day: date, edition: int, sequence: int | None
) -> dict[str, Any]:
    """Return the context of an issue at its page `sequence`, or at the first that is there."""
    found = _find_issue(request, slug, day, edition)
    cells = reading.page_cells(request.user, found)
    there = [cell for cell in cells if cell.page is not None]
    wanted = [cell for cell in there if sequence in (None, cell.sequence)]
    if not wanted:
        raise Http404
    cell = wanted[0]
    previous, following = reading.neighbour_issues(request.user, found)
    page_before, page_after = reading.neighbours(there, cell)
    crumbs = _issue_crumbs(found, here=sequence is None)
    if sequence is not None and cell.page is not None:
        crumbs.append((cell.page.display_label, ""))
    return {
        "issue": found,
        "cells": cells,
        "cell": cell,
        "shown": there if sequence is None else [cell],
        "at_issue": sequence is None,
        "previous": previous,
        "following": following,
        "page_before": page_before,
        "page_after": page_after,
        "crumbs": crumbs,
    }


def _find_issue(request: HttpRequest, slug: str, day: date, edition: int) -> Issue:
    issues = Issue.objects.visible_to(request.user).select_related("newspaper__city")
    return get_object_or_404(issues, newspaper__slug=slug, date=day, edition=edition)


def _issue_crumbs(issue: Issue, *, here: bool) -> list[Crumb]:
    """Return the way to an issue: city, newspaper, day."""
    newspaper = issue.newspaper
    return [
        (newspaper.city.short_name, newspaper.city.get_absolute_url()),
        (newspaper.name, newspaper.get_absolute_url()),
        (plain_date(issue.date), "" if here else issue.get_absolute_url()),
    ]


def article(
    request: HttpRequest, slug: str, day: date, edition: int, sequence: int, number: int
) -> HttpResponse:
    """One article; its parameters remember the search that led to it."""
    found = get_object_or_404(
        Article.objects.visible_to(request.user).with_place(),
        page__issue__newspaper__slug=slug,
        page__issue__date=day,
        page__issue__edition=edition,
        page__sequence=sequence,
        number=number,
    )
    page, issue = found.page, found.page.issue
    if issue is None:
        raise Http404
    siblings = reading.page_articles(request.user, page)
    previous, following = reading.neighbours(siblings, found)
    context = {
        "article": found,
        "page": page,
        "issue": issue,
        "topics": found.article_topics.select_related("topic"),
        "siblings": siblings,
        "previous": previous,
        "following": following,
        "jump_to": reading.find_page(request.user, issue, found.jump_to),
        "jump_from": reading.find_page(request.user, issue, found.jump_from),
        "citation": reading.citation(found, request.build_absolute_uri(found.get_absolute_url())),
        "query": request.GET.get("q", ""),
        "search": _search_of(request.GET),
        "crumbs": [
            *_issue_crumbs(issue, here=False),
            (page.display_label, page.get_absolute_url()),
            (found.title, ""),
        ],
    }
    return render(request, "archive/article.html", context)


def _search_of(parameters: QueryDict) -> str:
    """Return what `parameters` say of a search, as an address carries it; empty without one."""
    kept = [
        (name, value) for name in SEARCH_PARAMETERS for value in parameters.getlist(name) if value
    ]
    return urlencode(kept)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page."""
    return render(request, "400.html", {"section": ""}, status=400)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page."""
    return render(request, "404.html", {"section": ""}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page, which needs neither the database nor a context."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
