"""Plain Haystack on our engine, and the traps of Haystack's own Whoosh backend that it avoids."""

from __future__ import annotations

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from haystack import connections
from haystack.inputs import AutoQuery, Exact
from haystack.inputs import Not as NotInput
from haystack.query import SQ, SearchQuerySet

from archive.models import Article
from tests.factories import add_topic, make_article, make_topic
from tests.search.conftest import ARTICLES, Shelf

pytestmark = pytest.mark.django_db


def names(shelf: Shelf, found: Any) -> list[str]:
    return shelf.names(int(result.pk) for result in found)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        pytest.param({"content": AutoQuery("「农业生产」 -茶")}, "office", id="reader's query"),
        pytest.param({"content": AutoQuery("城市:绍兴 标题:茶")}, "taiwan tea", id="typed fields"),
        pytest.param({"content": "茶 香"}, "tea", id="content"),
        pytest.param({"content__exact": "业生"}, "office", id="exact"),
        pytest.param({"content": Exact("水袖")}, "opera", id="Exact"),
        pytest.param({"content__in": ["小麦", "水袖"]}, "opera wheat", id="any of these strings"),
        pytest.param({"text": "小麦"}, "wheat", id="by the field's own name"),
        pytest.param({"title": "茶 会"}, "taiwan", id="in the lines above the text"),
        pytest.param({"title": "水袖"}, "", id="not in the text below them"),
        pytest.param({"title": AutoQuery("茶 -台湾 -会")}, "tea", id="reader's query of a field"),
        pytest.param({"column": "茶"}, "", id="no column"),
        pytest.param({"genre": "news", "content": "茶"}, "taiwan tea", id="genre"),
        pytest.param({"front": "inner"}, "", id="front page"),
        pytest.param({"page": "1", "front": "front", "content": "茶"}, "taiwan tea", id="page"),
        pytest.param({"authors__in": ["某某"]}, "", id="author"),
        pytest.param({"city__startswith": "33"}, None, id="unknown filter"),
        pytest.param({"date__contains": "2025-04-18"}, None, id="unknown filter of days"),
        pytest.param({"headline": "茶"}, None, id="unknown field"),
        pytest.param({"city": "330600", "content": "年"}, "tea", id="city"),
        pytest.param({"newspaper__in": ["dailu-ribao"], "topics": "rule-x"}, "library office",
                     id="newspaper and topic"),
        pytest.param({"date": date(2024, 5, 30)}, "opera wheat", id="day"),
        pytest.param({"date__gte": "2025-04-19"}, "notice", id="from"),
        pytest.param({"date__gt": datetime(2025, 4, 18, 9)}, "notice", id="after"),
        pytest.param({"date__lt": date(2024, 6, 2)}, "opera wheat", id="before"),
        pytest.param({"date__lte": date(2024, 6, 2)}, "office opera wheat", id="to"),
        pytest.param({"date__range": (date(2024, 6, 1), date(2025, 1, 31))},
                     "bridge office water", id="range"),
        pytest.param({"date__in": [date(2024, 6, 2), date(2025, 4, 19)]}, "notice office",
                     id="some days"),
    ],
)  # fmt: skip
def test_filter(shelf: Shelf, conditions: dict[str, Any], expected: str | None) -> None:
    found = SearchQuerySet().filter(**conditions)
    if expected is None:
        with pytest.raises(ValueError, match="not searched"):
            found.count()
    else:
        assert found.count() == len(expected.split())
        assert sorted(names(shelf, found)) == expected.split()


def test_auto_query_count_slices_and_models(shelf: Shelf) -> None:
    found = SearchQuerySet().auto_query("茶")
    assert found.count() == 2
    assert names(shelf, found[:1]) + names(shelf, found[1:2]) == names(shelf, found)
    assert found.models(Article).count() == 2
    with pytest.warns(UserWarning, match="not registered"):
        assert found.models(User).count() == 0
    assert found[0].object.headline in {"明前茶上市", "海峡茶會"}
    assert found[0].score > 0


def test_conditions_may_be_combined(shelf: Shelf) -> None:
    either = SearchQuerySet().filter(SQ(content="小麦") | SQ(city="330600", content="停水"))
    without = SearchQuerySet().filter(content="茶").exclude(content="台湾")
    inverse = SearchQuerySet().filter(content="茶").filter(content=NotInput("台湾"))
    assert sorted(names(shelf, either)) == ["notice", "wheat"]
    assert names(shelf, without) == names(shelf, inverse) == ["tea"]
    assert SearchQuerySet().exclude(content="茶").count() == len(ARTICLES) - 2


def test_raw_search_reads_the_query_language(shelf: Shelf) -> None:
    assert names(shelf, SearchQuerySet().raw_search("「农业生产」")) == ["office"]


def test_match_all(shelf: Shelf) -> None:
    assert SearchQuerySet().count() == SearchQuerySet().all().count() == len(ARTICLES)


@pytest.mark.parametrize("query", ["茶", "a", "1", "，"])
def test_trap_one_character_queries_return_something(shelf: Shelf, query: str) -> None:
    assert SearchQuerySet().auto_query(query).count() > 0


def test_trap_highlighting_marks_chinese(shelf: Shelf) -> None:
    (result,) = SearchQuerySet().auto_query("臺灣").highlight()
    assert result.highlighted["text"] == ["<em>臺灣</em>茶商帶來凍頂烏龍。"]


def test_trap_values_with_commas_and_spaces_stay_whole(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    topic = make_topic("a,b c", label_zh="甲", label_en="A, B C")
    article = make_article(page)
    add_topic(article, topic)
    call_command("run_worker", "--once")
    assert [int(r.pk) for r in SearchQuerySet().filter(topics="a,b c")] == [article.pk]
    assert SearchQuerySet().filter(topics="a").count() == 0


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        (["date", "-id"], lambda paper, day, pk: (day, -pk)),
        (["-date", "id"], lambda paper, day, pk: (-day, pk)),
        (["newspaper", "-date", "id"], lambda paper, day, pk: (paper != "tai", -day, pk)),
        (["-city", "id"], lambda paper, day, pk: (paper != "tai", pk)),
    ],
)
def test_trap_sort_fields_have_their_own_directions(
    shelf: Shelf, fields: list[str], key: Any
) -> None:
    def by_hand(name: str) -> Any:
        paper, day, *_ = ARTICLES[name]
        return key(paper, date.fromisoformat(day).toordinal(), shelf.ids[name])

    found = names(shelf, SearchQuerySet().order_by(*fields))
    assert found == sorted(ARTICLES, key=by_hand)
    pages = [names(shelf, SearchQuerySet().order_by(*fields)[s : s + 3]) for s in range(0, 12, 3)]
    assert [name for page in pages for name in page] == found


@pytest.mark.parametrize("field", ["-date", "date"])
def test_days_are_sorted_by_the_engine(shelf: Shelf, field: str) -> None:
    found = names(shelf, SearchQuerySet().order_by(field))
    assert found == names(shelf, SearchQuerySet().order_by(field, "id"))
    days = [ARTICLES[name][1] for name in found]
    assert days == sorted(days, reverse=field == "-date")


def test_index_tells_what_it_holds(shelf: Shelf) -> None:
    told = connections["default"].get_backend().statistics()
    assert (told.engine, told.documents) == ("whoosh", len(ARTICLES))
    assert told.size > 1_000


def test_unknown_sort_field_is_refused(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="cannot sort by colour"):
        SearchQuerySet().order_by("colour").count()


@pytest.mark.parametrize(("start", "end"), [(0, 3), (5, 9), (2, 7), (8, 30)])
def test_trap_slices_start_where_asked(shelf: Shelf, start: int, end: int) -> None:
    whole = names(shelf, SearchQuerySet().all())
    assert names(shelf, SearchQuerySet().all()[start:end]) == whole[start:end]


def test_field_facets(shelf: Shelf) -> None:
    facets = SearchQuerySet().filter(content="年").facet("city").facet("topics").facet_counts()
    assert facets["fields"]["city"] == [("370900", 2), ("330600", 1)]
    assert facets["fields"]["topics"] == [("farm-x", 1), ("road-x", 1)]


def test_date_facets(shelf: Shelf) -> None:
    def count(gap: str, **options: int) -> list[tuple[date, int]]:
        days = date(2024, 5, 1), date(2025, 5, 1)
        found = SearchQuerySet().date_facet("date", *days, gap_by=gap, **options)
        counts: list[tuple[date, int]] = found.facet_counts()["dates"]["date"]
        return counts

    assert count("year") == [(date(2024, 5, 1), 10)]
    assert count("month", gap_amount=6) == [(date(2024, 5, 1), 3), (date(2024, 11, 1), 7)]
    assert count("day")[:2] == [(date(2024, 5, 30), 2), (date(2024, 6, 2), 1)]
    with pytest.raises(ValueError, match="no facet by hour"):
        count("hour")


def test_query_facets(shelf: Shelf) -> None:
    facets = SearchQuerySet().query_facet("city", "330600").query_facet("text", "茶")
    assert facets.facet_counts()["queries"] == {"city:330600": 5, "text:茶": 2}


def test_narrow(shelf: Shelf) -> None:
    found = SearchQuerySet().filter(content="年").narrow("city:330600")
    assert names(shelf, found) == ["tea"]
    assert names(shelf, SearchQuerySet().narrow('topics:"farm-x"').narrow("往年")) == ["tea"]


def test_update_remove_and_clear(shelf: Shelf) -> None:
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Article)
    article = shelf.article("wheat")
    index.remove_object(article)
    backend.remove(f"archive.article.{shelf.ids['tea']}")
    assert SearchQuerySet().count() == 8
    index.update_object(article)
    assert SearchQuerySet().filter(content="小麦").count() == 1
    backend.clear(models=[User])
    assert SearchQuerySet().count() == 9
    backend.clear()
    assert SearchQuerySet().count() == 0


def test_update_makes_the_index_where_there_is_none(db: None) -> None:
    article = make_article(headline="新刊")
    connections["default"].get_unified_index().get_index(Article).update_object(article)
    assert SearchQuerySet().filter(content="新刊").count() == 1


def test_haystacks_update_index_command(shelf: Shelf) -> None:
    connections["default"].get_backend().clear()
    call_command("update_index", verbosity=0)
    assert SearchQuerySet().count() == len(ARTICLES)


def test_threads_share_what_has_been_read(shelf: Shelf) -> None:
    readers: list[object] = []

    def look() -> None:
        readers.append(connections["default"].get_backend().store.reader)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert readers == [connections["default"].get_backend().store.reader]


def test_schema_and_query_can_be_told(shelf: Shelf) -> None:
    engine = connections["default"]
    fields = engine.get_unified_index().all_searchfields()
    assert engine.get_backend().build_schema(fields)[0] == "text"
    found = SearchQuerySet().filter(content="茶")
    assert "Term(text='茶')" in str(found.query)
    assert "Term(text='茶')" in repr(found.query.query_filter.as_query_string(
        found.query.build_query_fragment
    ))  # fmt: skip
