"""One page of results: what is shown of each article and around them."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from archive.models import Page
from search import outbox, service
from search.facets import SearchParams, Sort
from search.forms import read_params
from search.service import ResultPage, search_articles
from tests.factories import make_article
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def names(shelf: Shelf, page: ResultPage) -> list[str]:
    return shelf.names(result.article.pk for result in page.results)


def test_result_shows_its_hits(shelf: Shelf) -> None:
    (result,) = search_articles(SearchParams(q="臺灣 烏龍")).results
    assert result.article.pk == shelf.ids["taiwan"]
    assert result.snippets == ("<em>臺灣</em>茶商帶來凍頂<em>烏龍</em>。",)
    assert result.headline_html == "海峡茶會"
    assert result.url.startswith(result.article.get_absolute_url() + "?q=%E8")
    assert result.score > 0


def test_headline_is_marked(shelf: Shelf) -> None:
    (result,) = search_articles(SearchParams(q="停水公告")).results
    assert result.headline_html == "<em>停水公告</em>"
    assert result.snippets == ("4月20日8时至18时，解放路沿线<em>停水</em>。",)


def test_without_a_query_the_beginning_is_shown(shelf: Shelf) -> None:
    page = search_articles(SearchParams(newspaper=("dailu-ribao",), year=("2025",)))
    by_name = dict(zip(names(shelf, page), page.results, strict=True))
    assert by_name["table"].snippets == ("体育馆里座无虚席。",)
    address = by_name["table"].article.get_absolute_url()
    assert by_name["table"].url == f"{address}?q=&newspaper=dailu-ribao&year=2025"


def test_article_of_one_line_is_shown_too(shelf: Shelf) -> None:
    article = make_article(shelf.article("table").page, headline="仅有标题", body="")
    outbox.drain_all()
    (result,) = search_articles(SearchParams(q="仅有标题")).results
    assert result.snippets == ("<em>仅有标题</em>",)
    all_results = search_articles(SearchParams()).results
    (shown,) = (each for each in all_results if each.article == article)
    assert shown.snippets == ("仅有标题",)


def test_text_is_escaped(shelf: Shelf) -> None:
    page = shelf.article("table").page
    make_article(page, headline="<script>甲&乙</script>", body="<img src=x>丙")
    outbox.drain_all()
    (result,) = search_articles(SearchParams(q="甲 OR 丙")).results
    assert result.headline_html == "&lt;script&gt;<em>甲</em>&amp;乙&lt;/script&gt;"
    assert result.snippets == ("&lt;img src=x&gt;<em>丙</em>",)


def test_facets_by_depth(shelf: Shelf) -> None:
    def facets(**params: object) -> dict[str, list[tuple[str, int]]]:
        page = search_articles(SearchParams(**params))  # type: ignore[arg-type]
        return {f.name: [(v.label, v.count) for v in f.values] for f in page.facets}

    top = facets()
    assert list(top) == ["year", "city", "newspaper", "topic"]
    assert sorted(top["city"]) == [("泰安", 5), ("绍兴", 5)]
    assert top["year"] == [("2025", 6), ("2024", 4)]
    assert facets(year=("2025",))["month"] == [("2025-04", 5), ("2025-01", 1)]
    assert facets(year=("2025",), month="2025-04")["day"] == [
        ("2025-04-19", 1),
        ("2025-04-18", 3),
        ("2025-04-01", 1),
    ]


def test_every_facet_link_leads_to_as_many_as_it_says(shelf: Shelf) -> None:
    start = SearchParams(q="的 OR 。", topic=("farm-x",), year=("2025",), month="2025-04")
    for facet in search_articles(start).facets:
        for value in facet.values:
            if not value.selected and facet.name not in ("topic", "year"):
                there = search_articles(read_params(QueryDict(value.url[1:])))
                assert there.count == value.count, (facet.name, value.value)


def test_chips_and_sorts(shelf: Shelf) -> None:
    page = search_articles(
        SearchParams(q="茶", city=("330600",), topic=("farm-x",), date_from=date(2025, 1, 1))
    )
    assert [chip.label for chip in page.chips] == [
        "城市：绍兴", "主题：农事题", "起始日期：2025-01-01",
    ]  # fmt: skip
    assert [(sort.label, sort.current) for sort in page.sorts] == [
        ("相关", True), ("最新", False), ("最早", False),
    ]  # fmt: skip


def test_labels_in_english(shelf: Shelf) -> None:
    with translation.override("en"):
        page = search_articles(SearchParams())
    topics = next(f for f in page.facets if f.name == "topic")
    assert {v.label for v in topics.values} == {"Farm", "Road", "Rule"}


def test_pages(shelf: Shelf) -> None:
    first = search_articles(SearchParams(page_size=4))
    last = search_articles(SearchParams(page_size=4, page=3))
    assert (first.count, first.pages, len(first.results)) == (10, 3, 4)
    assert (first.previous_url, first.next_url) == ("", "?q=&page_size=4&page=2")
    assert (last.previous_url, last.next_url) == ("?q=&page_size=4&page=2", "")
    assert len(last.results) == 2


def test_page_beyond_the_end(shelf: Shelf) -> None:
    page = search_articles(SearchParams(page=10**9))
    assert (page.count, page.results, page.next_url, page.previous_url) == (10, (), "", "?q=")
    assert "没有第" in page.message


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("春" * 600, "太长"),
        ("春 " * 40, "太多"),
        ("(" * 40 + "春", "太深"),
        ("“春", "成对"),
        ("-", "全部稿件"),
        ("春", ""),
        ("", ""),
    ],
)
def test_message_on_an_odd_query(shelf: Shelf, query: str, told: str) -> None:
    page = search_articles(SearchParams(q=query))
    assert told in page.message
    assert bool(page.message) == bool(told)
    assert page.error == ""


def test_sorted_by_day(shelf: Shelf) -> None:
    page = search_articles(SearchParams(q="年", sort=Sort.OLDEST))
    assert names(shelf, page) == ["bridge", "tea", "table"]


def test_what_was_taken_down_a_moment_ago_is_not_shown(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    page.published_at = None
    page.save()
    assert search_articles(SearchParams(q="小麦")).results == ()


def test_count_and_results_agree_while_pages_are_withdrawn(shelf: Shelf) -> None:
    for name in ("notice", "tea", "wheat"):
        page = shelf.article(name).page
        page.published_at = None
        page.save()
    first, second = (search_articles(SearchParams(page_size=4, page=n)) for n in (1, 2))
    assert [p.count for p in (first, second)] == [7, 7]
    assert [len(p.results) for p in (first, second)] == [4, 3]
    assert {f.name: sum(v.count for v in f.values) for f in first.facets}["city"] == 7


def test_count_where_the_index_has_what_nothing_told_of(shelf: Shelf) -> None:
    for name in ("notice", "tea"):
        Page.objects.filter(pk=shelf.article(name).page_id).update(published_at=None)
    found = search_articles(SearchParams(page_size=4))
    assert (found.count, len(found.results)) == (8, 4)


def test_count_when_withdrawing_never_ends(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_rows", lambda ids: {})
    found = search_articles(SearchParams(page_size=2))
    assert (found.count, found.results) == (10 - 3 * 2, ())


def test_no_index(db: None) -> None:
    page = search_articles(SearchParams(q="茶"))
    assert "还没有建立" in page.error
    assert page.results == ()


def test_queries_do_not_grow_with_the_results(
    shelf: Shelf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    search_articles(SearchParams())
    for params in (SearchParams(q="不见的词"), SearchParams(), SearchParams(q="茶")):
        with django_assert_max_num_queries(7):
            search_articles(params)
