"""What the archive holds, counted: totals, cities and their map, newspapers, topics.

Totals over the whole archive count what is published and are kept for a minute, since every page's
footer shows them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import cache
from django.db.models import Count, Max, Min
from django.db.models.functions import Coalesce

from archive.maps import DotMap, Place, draw
from archive.models import Article, ArticleTopic, City, Newspaper, Page, Topic

T = TypeVar("T")

KEPT_SECONDS = 60
#: The city of an article, as Article.city says it, for the database.
ARTICLE_CITY = Coalesce("page__city_id", "page__issue__newspaper__city_id")


@dataclass(frozen=True)
class Holdings:
    """What the archive holds, as the footer says it."""

    papers: int
    issues: int
    articles: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class CityRow:
    """A city with its numbers of papers and articles."""

    city: City
    papers: int
    articles: int


@dataclass(frozen=True)
class NewspaperRow:
    """A newspaper with its numbers of issues and articles, and its first and last day."""

    newspaper: Newspaper
    issues: int
    articles: int
    first: date
    last: date


@dataclass(frozen=True)
class TopicRow:
    """A topic with its number of articles, and the topics below it."""

    topic: Topic
    articles: int
    children: tuple[TopicRow, ...]


def _kept(key: str, make: Callable[[], T]) -> T:
    """Return what `make` made within the last minute."""
    kept: T | None = cache.get(f"reading:{key}")
    if kept is None:
        kept = make()
        cache.set(f"reading:{key}", kept, KEPT_SECONDS)
    return kept


def holdings() -> Holdings:
    """Count what every reader may see."""
    return _kept("holdings", _count_holdings)


def _count_holdings() -> Holdings:
    found = Page.objects.published().aggregate(
        papers=Count("issue__newspaper", distinct=True),
        issues=Count("issue", distinct=True),
        first=Min("issue__date"),
        last=Max("issue__date"),
    )
    return Holdings(articles=Article.objects.published().count(), **found)


def city_rows() -> list[CityRow]:
    """Return the cities with published articles, by code; local pages count for their own city."""
    return _kept("cities", _count_cities)


def _count_cities() -> list[CityRow]:
    counts = list(
        Article.objects.published()
        .values(city_code=ARTICLE_CITY)
        .annotate(papers=Count("page__issue__newspaper", distinct=True), articles=Count("pk"))
        .order_by("city_code")
    )
    cities = City.objects.in_bulk([row["city_code"] for row in counts])
    return [
        CityRow(cities[c["city_code"]], c["papers"], c["articles"])
        for c in counts
        if c["city_code"] in cities
    ]


def city_map() -> DotMap | None:
    """Draw the cities that the archive holds over the dots of the whole gazetteer."""
    places = [
        Place(
            row.city.short_name,
            row.city.longitude,
            row.city.latitude,
            row.articles,
            row.city.get_absolute_url(),
        )
        for row in city_rows()
        if row.city.longitude is not None and row.city.latitude is not None
    ]
    return _kept("map", lambda: draw(places, _ground())) if places else None


def _ground() -> Iterable[tuple[float, float]]:
    points = City.objects.order_by().values_list("longitude", "latitude")
    return [(x, y) for x, y in points if x is not None and y is not None]


def topic_rows() -> list[TopicRow]:
    """Return the topic tree with each topic's number of published articles."""
    return _kept("topics", _count_topics)


def largest_topics(many: int) -> list[TopicRow]:
    """Return the topics, of whatever level, that most articles belong to."""
    rows = [row for top in topic_rows() for row in (top, *top.children) if row.articles]
    return sorted(rows, key=lambda row: -row.articles)[:many]


def _count_topics() -> list[TopicRow]:
    counts = dict(
        ArticleTopic.objects.filter(article__page__published_at__isnull=False)
        .values_list("topic_id")
        .annotate(articles=Count("article"))
        .order_by()
    )
    below: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.all():
        below[topic.parent_id].append(topic)

    def rows(parent: int | None) -> tuple[TopicRow, ...]:
        return tuple(TopicRow(t, counts.get(t.pk, 0), rows(t.pk)) for t in below[parent])

    return list(rows(None))


def newspaper_rows(user: User | AnonymousUser, city: City | None = None) -> list[NewspaperRow]:
    """Return the newspapers that `user` may read, or those of `city`, local pages among them."""
    articles = Article.objects.visible_to(user)
    if city is not None:
        articles = articles.alias(of_city=ARTICLE_CITY).filter(of_city=city.pk)
    counts = {
        row["page__issue__newspaper"]: row
        for row in articles.values("page__issue__newspaper").annotate(
            issues=Count("page__issue", distinct=True),
            articles=Count("pk"),
            first=Min("page__issue__date"),
            last=Max("page__issue__date"),
        )
    }
    found = Newspaper.objects.filter(pk__in=counts).select_related("city")
    return [_newspaper_row(paper, counts[paper.pk]) for paper in found]


def _newspaper_row(newspaper: Newspaper, counts: Mapping[str, Any]) -> NewspaperRow:
    return NewspaperRow(
        newspaper, counts["issues"], counts["articles"], counts["first"], counts["last"]
    )
