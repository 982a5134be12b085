"""Order, pages, filters and facets of what is found."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from haystack import connections

from archive.models import Article
from search import outbox
from search.engines.base import Order, SearchHits, SearchRequest
from search.query import Between, parse
from tests.factories import make_article
from tests.search.conftest import ARTICLES, Shelf

pytestmark = pytest.mark.django_db


def run(query: str = "", **options: Any) -> SearchHits:
    hits: SearchHits = (
        connections["default"].get_backend().run(SearchRequest(parse(query).tree, **options))
    )
    return hits


def names(shelf: Shelf, hits: SearchHits) -> list[str]:
    return shelf.names(hit.article_id for hit in hits.hits)


def test_newest_and_oldest(shelf: Shelf) -> None:
    newest = names(shelf, run(order=Order.NEWEST))
    oldest = names(shelf, run(order=Order.OLDEST))
    days = [ARTICLES[name][1] for name in newest]
    assert days == sorted(days, reverse=True)
    assert [ARTICLES[name][1] for name in oldest] == sorted(days)
    # On one day the articles stand as they were printed.
    assert [name for name in newest if ARTICLES[name][1] == "2025-04-18"] == [
        name for name in oldest if ARTICLES[name][1] == "2025-04-18"
    ]


def test_headline_counts_more_than_body(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    bodies = ["水渠修好了。", "水渠修好了。"]
    heads = ["村里来了施工队", "水渠修好"]
    low, high = (make_article(page, headline=h, body=b) for h, b in zip(heads, bodies, strict=True))
    outbox.drain_all()
    assert [hit.article_id for hit in run("水渠").hits] == [high.pk, low.pk]


def test_whole_run_counts_more_than_its_words_apart(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    bodies = ["修缮一新的是村东的水渠。", "一新的是村东的水渠修缮。"]
    apart, together = (make_article(page, headline="器材到村", body=body) for body in bodies)
    outbox.drain_all()
    hits = run("水渠修缮").hits
    assert [hit.article_id for hit in hits] == [together.pk, apart.pk]
    assert hits[0].score > hits[1].score > 0


@pytest.mark.parametrize("order", list(Order))
def test_pages_neither_overlap_nor_miss(shelf: Shelf, order: Order) -> None:
    pages = [run("的 OR 。", order=order, offset=start, limit=3) for start in range(0, 12, 3)]
    whole = run("的 OR 。", order=order, limit=None)
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total} == {len(whole.hits)}
    assert run("的", offset=10**12).hits == ()


def test_score_is_told_in_any_order(shelf: Shelf) -> None:
    by_score = {hit.article_id: hit.score for hit in run("茶").hits}
    by_day = {hit.article_id: hit.score for hit in run("茶", order=Order.OLDEST).hits}
    assert by_day == by_score
    assert min(by_score.values()) > 0


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(
            {"filters": {"city": ("330600",)}}, "notice opera taiwan tea water", id="city"
        ),
        pytest.param(
            {"filters": {"city": ("330600",), "topic": ("farm-x",)}}, "tea", id="and between facets"
        ),
        pytest.param(
            {"filters": {"topic": ("farm-x", "road-x")}}, "bridge office tea water wheat",
            id="or within a facet",
        ),
        pytest.param({"filters": {"newspaper": ("yuezhou-wanbao",), "year": ("2024",)}},
                     "opera water", id="year"),
        pytest.param({"filters": {"month": ("2024-05",)}}, "opera wheat", id="month"),
        pytest.param({"filters": {"city": ("000000",)}}, "", id="unknown value"),
        pytest.param({"filters": {"city": ()}, "dates": Between(date(2025, 4, 19), None)},
                     "notice", id="from"),
        pytest.param({"dates": Between(None, date(2024, 5, 30))}, "opera wheat", id="to"),
        pytest.param({"dates": Between(date(2025, 4, 18), date(2025, 4, 18))},
                     "library table taiwan", id="one day"),
    ],
)  # fmt: skip
def test_filters(shelf: Shelf, options: dict[str, Any], found: str) -> None:
    assert sorted(names(shelf, run(**options))) == found.split()


def expected(facet: str, found: list[str]) -> dict[str, int]:
    """Count by hand what a facet should say of the articles found."""
    cities = {"tai": "370900", "shao": "330600"}
    counts: Counter[str] = Counter()
    for name in found:
        paper, day, _, _, topics = ARTICLES[name]
        slugs = [f"{topic}-x" for topic in topics]
        values = {"city": [cities[paper]], "topic": slugs, "year": [day[:4]], "month": [day[:7]]}
        counts.update(values[facet])
    return dict(counts)


@pytest.mark.parametrize("query", ["", "年", "茶 OR 停水"])
@pytest.mark.parametrize(
    ("facet", "own"),
    [
        ("city", ("city",)),
        ("topic", ("topic",)),
        ("year", ("year", "month")),
        ("month", ("month",)),
    ],
)
def test_facet_counts_ignore_only_their_own_filter(
    shelf: Shelf, query: str, facet: str, own: tuple[str, ...]
) -> None:
    filters = {
        "city": ("330600",),
        "topic": ("farm-x", "road-x"),
        "year": ("2025",),
        "month": ("2025-04",),
    }
    others = {name: values for name, values in filters.items() if name not in own}
    found = names(shelf, run(query, filters=others, limit=None))
    hits = run(query, filters=filters, facets=(facet,))
    assert hits.facets[facet] == expected(facet, found)


def test_day_facet_ignores_the_day_but_not_the_range_of_days(shelf: Shelf) -> None:
    days = Between(date(2025, 4, 18), date(2025, 4, 30))
    filters = {"month": ("2025-04",), "day": ("2025-04-18",)}
    hits = run(filters=filters, dates=days, facets=("day", "city"))
    assert hits.total == 3
    assert hits.facets["day"] == {"2025-04-18": 3, "2025-04-19": 1}
    assert hits.facets["city"] == {"370900": 2, "330600": 1}


def test_order_is_the_same_after_piecemeal_indexing(shelf: Shelf) -> None:
    """Many segments, with deletions in them, answer as one fresh segment does."""
    before = {order: names(shelf, run("", order=order)) for order in Order}
    for article in Article.objects.order_by("-pk"):
        article.save()
        article.body += "补记。"
        article.save()
        outbox.drain_all()
    assert {order: names(shelf, run("", order=order)) for order in Order} == before
    assert run("补记").total == len(ARTICLES)
    assert run("", facets=("city",)).facets["city"] == {"370900": 5, "330600": 5}
