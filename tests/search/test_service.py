"""One page of results: what is shown of each article and around them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils import translation
from haystack import connections
from pytest_django import DjangoAssertNumQueries

from archive.models import Page
from search import finding, outbox, service
from search.engines.base import SearchHits, SearchRequest
from search.facets import SearchParams, Sort
from search.forms import read_params
from search.models import Suggestion
from search.service import ResultPage, list_facet, search_articles
from tests.factories import make_article, make_page
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def names(shelf: Shelf, page: ResultPage) -> list[str]:
    return shelf.names(result.article.pk for result in page.results)


def test_result_shows_its_hits(shelf: Shelf) -> None:
    (result,) = search_articles(SearchParams(q="臺灣 烏龍")).results
    assert result.article.pk == shelf.ids["taiwan"]
    assert result.snippets == ("<em>臺灣</em>茶商帶來凍頂<em>烏龍</em>。",)
    assert result.headline_html == "海峡茶會"
    assert result.url.startswith(result.article.get_absolute_url() + "?q=臺灣+")
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
    assert by_name["table"].url == f"{address}?q=&year=2025&newspaper=dailu-ribao"


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


def facets(**params: object) -> dict[str, list[tuple[str, int]]]:
    page = search_articles(SearchParams(**params))  # type: ignore[arg-type]
    return {f.name: [(v.label, v.count) for v in f.values] for f in page.facets}


def test_facets_of_everything(shelf: Shelf) -> None:
    top = facets()
    assert top == {
        "year": [("2025", 6), ("2024", 4)],
        "city": [("绍兴", 5), ("泰安", 5)],
        "newspaper": [("岱麓日报", 5), ("越州晚报", 5)],
        "topic": [("农事题", 3), ("路桥题", 2), ("政务题", 2)],
        "front": [("头版", 10)],
        "page_label": [("第 1 版", 10)],
        "genre": [("消息", 10)],
    }


def test_months_and_days_below_the_year(shelf: Shelf) -> None:
    assert facets(year=("2025",))["month"] == [("2025-04", 5), ("2025-01", 1)]
    assert facets(q="清淤")["month"] == [("2024-12", 1)]
    assert facets(year=("2025",), month=("2025-04",))["day"] == [
        ("2025-04-19", 1),
        ("2025-04-18", 3),
        ("2025-04-01", 1),
    ]


def test_days_may_be_chosen_beside_one_another(shelf: Shelf) -> None:
    first = search_articles(SearchParams(month=("2025-04",), day=("2025-04-18",)))
    shown = {f.name: [(v.value, v.count, v.selected) for v in f.values] for f in first.facets}
    assert first.count == 3
    assert shown["day"] == [
        ("2025-04-19", 1, False), ("2025-04-18", 3, True), ("2025-04-01", 1, False),
    ]  # fmt: skip
    assert [value for value, _, _ in shown["year"]] == ["2025", "2024"]
    (days,) = (f for f in first.facets if f.name == "day")
    both = search_articles(read_params(QueryDict(days.values[0].url[1:])))
    assert (both.params.day, both.count) == (("2025-04-18", "2025-04-19"), 4)
    without = search_articles(read_params(QueryDict(days.values[1].without_url[1:])))
    assert without.count == 2


def test_authors_and_pages(shelf: Shelf) -> None:
    page = make_page(shelf.article("table").page.issue, 3, label="A03")
    names = [{"name": "王一川", "role": "记者"}, {"name": "李二河", "role": "通讯员"}]
    make_article(page, genre="photo", credits=names)
    outbox.drain_all()
    shown = facets(genre=("photo",))
    assert shown["author"] == [("李二河", 1), ("王一川", 1)]
    assert shown["page_label"] == [("A3 版", 1)]
    assert shown["front"] == [("其他版", 1)]
    assert shown["genre"] == [("消息", 10), ("图片", 1)]


def test_every_facet_link_leads_to_as_many_as_it_says(shelf: Shelf) -> None:
    start = SearchParams(q="的 OR 。", topic=("farm-x",), year=("2025",), month=("2025-04",))
    for facet in search_articles(start).facets:
        for value in facet.values:
            if not value.selected and facet.name not in ("topic", "year", "month"):
                there = search_articles(read_params(QueryDict(value.url[1:])))
                assert there.count == value.count, (facet.name, value.value)


@pytest.mark.parametrize(
    ("name", "value", "left"), [("city", "330600", 5), ("topic", "farm-x", 7), ("year", "2024", 6)]
)
def test_value_kept_out(shelf: Shelf, name: str, value: str, left: int) -> None:
    (found,) = (f for f in search_articles(SearchParams()).facets if f.name == name)
    (shown,) = (v for v in found.values if v.value == value)
    there = search_articles(read_params(QueryDict(shown.without_url[1:])))
    assert there.count == left
    (own,) = (f for f in there.facets if f.name == name)
    assert [(v.count, v.excluded) for v in own.values if v.value == value] == [(shown.count, True)]
    assert [(chip.excluded, chip.url) for chip in there.chips] == [(True, "?q=")]


def test_nothing_found_tells_what_is_there_without_each_filter(shelf: Shelf) -> None:
    page = search_articles(
        SearchParams(q="小麦", city=("330600",), without=(("topic", "farm-x"),), year=("2024",))
    )
    assert page.count == 0
    assert [(chip.label, chip.count) for chip in page.chips] == [
        ("年份：2024", 0), ("城市：绍兴", 0), ("主题：农事题", 0),
    ]  # fmt: skip
    assert page.unfiltered == 1
    page = search_articles(SearchParams(q="小麦", city=("330600",), year=("2024",)))
    assert [(chip.label, chip.count) for chip in page.chips] == [
        ("年份：2024", 0), ("城市：绍兴", 1),
    ]  # fmt: skip


def test_all_values_of_a_facet(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "listed", lambda _params: 1)
    first, second = (list_facet(SearchParams(q="年", page=n), "city") for n in (1, 2))
    assert [(v.label, v.count) for v in (*first.values, *second.values)] == [
        ("泰安", 2), ("绍兴", 1),
    ]  # fmt: skip
    assert (first.label, first.total) == ("城市", 2)
    assert [link.number for link in first.page_links] == [1, 2]
    assert second.values[0].url == "?q=年&city=330600"


def test_timeline(shelf: Shelf) -> None:
    timeline = search_articles(SearchParams()).timeline
    assert timeline is not None
    assert timeline.unit == "month"
    assert (timeline.bars[0].first, timeline.bars[-1].first) == (
        date(2024, 5, 1), date(2025, 4, 1),
    )  # fmt: skip
    assert [(bar.first.isoformat()[:7], bar.count) for bar in timeline.filled] == [
        ("2024-05", 2), ("2024-06", 1), ("2024-12", 1), ("2025-01", 1), ("2025-04", 5),
    ]  # fmt: skip
    for bar in timeline.filled:
        assert search_articles(read_params(QueryDict(bar.url[1:]))).count == bar.count


def test_timeline_of_one_month_shows_days(shelf: Shelf) -> None:
    timeline = search_articles(SearchParams(q="茶")).timeline
    assert timeline is not None
    assert timeline.unit == "day"
    assert {bar.first.isoformat(): bar.count for bar in timeline.filled} == {
        "2025-04-01": 1,
        "2025-04-18": 1,
    }


def test_other_spellings_are_offered_with_their_counts(shelf: Shelf) -> None:
    Suggestion.objects.create(text="绍兴", kind="city", pinyin="shaoxing", initials="sx")
    make_article(shelf.article("table").page, headline="绍兴来客", body="座谈会开得热闹。")
    outbox.drain_all()
    page = search_articles(SearchParams(q="shaoxing", year=("2025",)))
    assert page.count == 0
    offered = [(each.label, each.kind, each.count) for each in page.variants]
    assert offered == [("绍兴", "拼音", 1), ("城市:绍兴", "拼音", 3)]
    for variant in page.variants:
        there = search_articles(read_params(QueryDict(variant.url[1:])))
        assert (there.params.q, there.params.year) == (variant.label, ("2025",))
        assert there.count == variant.count
    assert search_articles(SearchParams(q="shaoxing", year=("2020",))).variants == ()


def test_time_that_runs_out_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float | None] = []

    def run_out(request: SearchRequest) -> SearchHits:
        asked.append(request.seconds)
        return SearchHits(0, (), {name: {} for name in request.facets}, {}, partial=True)

    monkeypatch.setattr(connections["default"].get_backend(), "run", run_out)
    assert search_articles(SearchParams(q="茶")).partial
    assert asked[0] == settings.SEARCH_SECONDS


@pytest.mark.parametrize(
    ("took", "asked", "counts"),
    [pytest.param(9.0, 1, {None}, id="late"), pytest.param(0.0, 8, {5}, id="in time")],
)
def test_filters_are_not_tried_without_once_time_is_over(
    monkeypatch: pytest.MonkeyPatch, took: float, asked: int, counts: set[int | None]
) -> None:
    now, requests = [0.0], []

    def answer(request: SearchRequest) -> SearchHits:
        requests.append(request)
        now[0] += took
        total = 0 if len(requests) == 1 else 5
        return SearchHits(total, (), {name: {} for name in request.facets})

    monkeypatch.setattr(service, "monotonic", lambda: now[0])
    monkeypatch.setattr(finding, "run", answer)
    monkeypatch.setattr(service, "run", answer)
    page = search_articles(SearchParams(author=("甲", "乙", "丙"), year=("2023", "2024", "2025")))
    assert len(requests) == asked
    assert {chip.count for chip in page.chips} == counts
    assert page.unfiltered == (next(iter(counts)) or 0)


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


@pytest.mark.parametrize(
    ("q", "reading"),
    [
        pytest.param("“春耕 小麦", "春耕 小麦", id="repaired"),
        pytest.param("日期:<今天", "日期:<=", id="days seen from today"),
        pytest.param("春耕 OR 小麦", "", id="as typed"),
    ],
)
def test_reading_is_told_where_it_is_not_what_was_typed(shelf: Shelf, q: str, reading: str) -> None:
    told = search_articles(SearchParams(q=q)).reading
    assert told.startswith(reading)
    assert bool(told) == bool(reading)


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


def test_sentences_in_english_are_parted(shelf: Shelf) -> None:
    with translation.override("en"):
        page = search_articles(SearchParams(q="（春“", city=("330600",)))
        topics = [f.label for f in page.facets if f.name == "city"]
    assert re.search(r"[.] [A-Z]", page.message)
    assert (page.chips[0].label, topics) == ("City: 绍兴", ["City"])


def test_beginning_is_of_a_paragraph_that_tells_something(shelf: Shelf) -> None:
    lead = "古镇的石板路昨天重新铺好，游人可以从东门一直走到码头。"
    make_article(shelf.article("table").page, headline="石板路", body=f"开栏的话\n{lead}")
    outbox.drain_all()
    (result,) = search_articles(SearchParams(q="标题:石板路")).results
    assert result.snippets == (lead,)


def test_headline_is_not_told_twice(shelf: Shelf) -> None:
    (result,) = search_articles(SearchParams(q="通车")).results
    assert result.headline_html == "新桥<em>通车</em>"
    assert result.snippets == ("大桥全长1280米，车流量比去年增长21.6%。",)


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
    monkeypatch.setattr(finding, "_rows", lambda ids: {})
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
