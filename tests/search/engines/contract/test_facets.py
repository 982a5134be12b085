"""Filters, facets and histograms: exact, and counted as a reader expects them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search.engines.base import DATE_FACETS, FACETS, Document, SearchRequest, Store
from search.query import Between, In, Node, Not, OneOf, Phrase, Term, Wildcard
from tests.search.engines.contract.scan import Scan, check

ALL = (*FACETS, *DATE_FACETS)
QUERIES: dict[str, Node | None] = {
    "all": None,
    "word": Term("水渠"),
    "rare": Phrase("𠮷野家"),
    "field": In("title", Phrase("渡口")),
    "pattern": Wildcard("市?府"),
    "without": Not(Phrase("。")),
    "facet": OneOf("topic", ("farm",)),
    "nothing": Phrase("不见的词"),
}
FILTERED: dict[str, SearchRequest] = {
    "none": SearchRequest(),
    "city": SearchRequest(filters={"city": ("330600",)}),
    "two cities": SearchRequest(filters={"city": ("330600", "540100")}),
    "two facets": SearchRequest(filters={"city": ("370900",), "topic": ("farm", "road")}),
    "many facets": SearchRequest(
        filters={"front": ("front",), "genre": ("news", "ad"), "page": ("1",), "author": ("许多",)}
    ),
    "author": SearchRequest(filters={"author": ("Pat, O’Neil", "阿依古丽·买买提")}),
    "unknown value": SearchRequest(filters={"newspaper": ("none",)}),
    "empty": SearchRequest(filters={"city": ()}, without={"topic": ()}),
    "without": SearchRequest(without={"genre": ("news",)}),
    "without two": SearchRequest(without={"topic": ("farm", "road"), "city": ("370900",)}),
    "with and without": SearchRequest(
        filters={"topic": ("farm", "road")}, without={"topic": ("stage",)}
    ),
    "all of it without": SearchRequest(
        filters={"city": ("330600",)}, without={"city": ("330600",)}
    ),
    "year": SearchRequest(filters={"year": ("2020", "2022")}),
    "month": SearchRequest(filters={"year": ("2020",), "month": ("2020-02", "2021-01")}),
    "day": SearchRequest(filters={"month": ("2020-02",), "day": ("2020-02-29", "2020-02-01")}),
    "without dates": SearchRequest(without={"year": ("2020",), "day": ("2021-01-01",)}),
    "dates": SearchRequest(dates=Between(date(2019, 12, 31), date(2020, 1, 1))),
    "dates and month": SearchRequest(
        filters={"month": ("2020-02",)}, dates=Between(date(2020, 2, 20), None)
    ),
    "dates backwards": SearchRequest(dates=Between(date(2021, 1, 1), date(2020, 1, 1))),
}


@pytest.mark.parametrize("filtered", FILTERED)
@pytest.mark.parametrize("query", QUERIES)
def test_every_facet_and_the_histogram(store: Store, scan: Scan, query: str, filtered: str) -> None:
    request = replace(FILTERED[filtered], tree=QUERIES[query], facets=ALL)
    for histogram, of_hits in (("year", False), ("month", True), ("day", False)):
        check(store, scan, replace(request, histogram=histogram, facets_of_hits=of_hits))


@pytest.mark.parametrize("name", FACETS)
def test_a_facet_ignores_its_own_filters(store: Store, scan: Scan, name: str) -> None:
    """What a reader may choose beside a value that is chosen is counted as if none were."""
    free = store.run(SearchRequest(Term("水渠"), facets=(name,))).facets[name]
    first, second = sorted(free)[:2]
    request = SearchRequest(Term("水渠"), facets=(name,))
    chosen = replace(request, filters={name: (first,)})
    shut = replace(request, without={name: (second,)})
    assert store.run(chosen).facets[name] == store.run(shut).facets[name] == free
    assert set(store.run(replace(chosen, facets_of_hits=True)).facets[name]) >= {first}
    assert second not in store.run(replace(shut, facets_of_hits=True)).facets[name]


def test_days_follow_the_month_and_the_dates_but_not_one_another(store: Store, scan: Scan) -> None:
    dates = Between(date(2020, 2, 10), date(2020, 3, 20))
    filters = {"month": ("2020-02",), "day": ("2020-02-12",)}
    request = SearchRequest(filters=filters, dates=dates, facets=ALL)
    check(store, scan, request)
    facets = store.run(request).facets
    days = sorted(facets["day"])
    assert len(days) > 10
    assert days[0] >= "2020-02-10"
    assert days[-1] <= "2020-02-29"
    assert set(facets["month"]) == {"2020-02", "2020-03"}
    assert set(facets["year"]) == {"2020"}


def test_histogram_is_of_the_hits_alone(store: Store, scan: Scan) -> None:
    request = SearchRequest(filters={"year": ("2020",)}, facets=("year",), histogram="month")
    hits = store.run(request)
    assert sum(hits.histogram.values()) == hits.total
    assert {month[:4] for month in hits.histogram} == {"2020"}
    assert len(hits.facets["year"]) > 1


def test_excluded_articles_are_neither_found_nor_counted(
    store: Store, scan: Scan, documents: list[Document]
) -> None:
    excluded = frozenset(document.article_id for document in documents[::3]) | {0, 10**9}
    for tree in (None, Term("水渠"), Not(Phrase("水渠")), In("title", Phrase("渡口"))):
        request = SearchRequest(tree, facets=ALL, histogram="month", excluded=excluded)
        assert not excluded & set(check(store, scan, request))


def test_nothing_is_counted_that_was_not_asked_for(store: Store) -> None:
    hits = store.run(SearchRequest(Term("水渠")))
    assert hits.facets == {}
    assert hits.histogram == {}
