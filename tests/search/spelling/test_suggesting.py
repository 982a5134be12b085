"""How the table of suggestions is kept up to date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from search.models import SearchState, Suggestion, SuggestionKey, UserWord
from search.spelling import suggesting
from search.spelling.suggesting import collect, keys_of, refresh, refresh_if_due
from tests.factories import make_article, make_city, make_newspaper, make_page
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def later(seconds: int) -> None:
    """Let the last refresh be so long ago."""
    SearchState.objects.filter(pk=suggesting.STATE).update(
        updated_at=timezone.now() - timedelta(seconds=seconds)
    )


def test_refreshing_twice_changes_nothing_more(shelf: Shelf) -> None:
    assert refresh() > 300
    before = set(SuggestionKey.objects.values_list("suggestion__text", "key"))
    assert refresh() == 0
    assert set(SuggestionKey.objects.values_list("suggestion__text", "key")) == before


def test_the_table_follows_the_archive(shelf: Shelf) -> None:
    word = UserWord.objects.create(word="水袖功夫")
    refresh()
    assert Suggestion.objects.get(text="水袖功夫").kind == "word"
    word.delete()
    make_newspaper(name="水袖周刊")
    assert refresh() == 2
    assert not Suggestion.objects.filter(text="水袖功夫").exists()
    assert not SuggestionKey.objects.filter(key="水袖功夫").exists()
    assert Suggestion.objects.get(text="水袖周刊").pinyin == "shuixiuzhoukan"


def test_a_weight_follows_the_archive(shelf: Shelf) -> None:
    refresh()
    before = Suggestion.objects.get(text="绍兴").weight
    for _number in range(20):
        make_article(shelf.article("tea").page)
    refresh()
    assert Suggestion.objects.get(text="绍兴").weight > before


def test_unpublished_articles_give_no_words(db: None) -> None:
    page = make_page(published_at=None)
    for _number in range(3):
        make_article(page, headline="水袖功夫", credits=[{"name": "尉迟敬亭"}])
    assert not {"水袖", "功夫", "尉迟敬亭"} & collect().keys()


def test_a_name_is_what_it_is_first_and_weighs_all(shelf: Shelf) -> None:
    before = collect()["绍兴"].weight
    for _number in range(3):
        make_article(shelf.article("tea").page, headline="绍兴一日")
    assert collect()["绍兴"].kind == "city"
    assert collect()["绍兴"].weight >= before + 20


@pytest.mark.parametrize(
    ("text", "said", "keys"),
    [
        pytest.param(
            "菏泽市",
            ("he", "ze", "shi"),
            {"菏泽市", "泽市", "市", "hezeshi", "zeshi", "shi", "hzs", "zs"},
            id="characters",
        ),
        pytest.param(
            "AI大会",
            ("ai", "da", "hui"),
            {"ai大会", "大会", "会", "aidahui", "dahui", "hui", "adh", "dh"},
            id="Latin is not begun inside",
        ),
    ],
)
def test_keys(text: str, said: tuple[str, ...], keys: set[str]) -> None:
    assert keys_of(text, said) == keys


def test_each_reading_is_a_key() -> None:
    keys = keys_of("音乐", ("yin", "yue"), ("yin", "le"))
    assert {"yinyue", "yue", "yinle", "le", "yy", "yl"} < keys


def test_a_newspaper_is_said_as_its_city_is(db: None) -> None:
    make_newspaper(name="六安茶报", city=make_city("341500"))
    assert collect()["六安茶报"].said == "luanchabao"


def test_a_newspaper_is_suggested_by_all_its_names(shelf: Shelf) -> None:
    assert refresh_if_due()
    make_newspaper(name="绍兴水乡晚报", aliases=["水乡晚报", "绍兴水乡晚报"])
    later(3_600)
    assert refresh_if_due()
    full, short = (Suggestion.objects.get(text=text) for text in ("绍兴水乡晚报", "水乡晚报"))
    assert (full.kind, short.kind) == ("newspaper", "newspaper")
    assert full.weight > short.weight
    assert short.pinyin == "shuixiangwanbao"


def test_a_name_too_long_for_the_table_is_left_out(shelf: Shelf) -> None:
    make_newspaper(name="水乡日报", aliases=["绍兴" + "报" * 1_100])
    refresh()
    assert Suggestion.objects.filter(text="水乡日报").exists()
    assert not Suggestion.objects.filter(text__startswith="绍兴报").exists()


def test_a_newspaper_under_another_name_is_suggested_by_it(shelf: Shelf) -> None:
    paper = make_newspaper(name="水乡日报")
    assert refresh_if_due()
    paper.name = "水城日报"
    paper.save()
    later(3_600)
    assert refresh_if_due()
    assert not Suggestion.objects.filter(text="水乡日报").exists()
    assert Suggestion.objects.filter(text="水城日报").exists()


def test_what_was_said_otherwise_is_written_anew(shelf: Shelf) -> None:
    make_newspaper(name="银行周报")
    refresh()
    Suggestion.objects.filter(text="银行周报").update(pinyin="yinxingzhoubao")
    assert refresh() == 2
    assert Suggestion.objects.get(text="银行周报").pinyin == "yinhangzhoubao"
    assert refresh() == 0


def test_the_first_refresh_is_due(shelf: Shelf) -> None:
    assert refresh_if_due()
    assert Suggestion.objects.filter(text="绍兴").exists()


def test_not_again_too_soon(
    shelf: Shelf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    refresh_if_due()
    make_newspaper(name="水袖周刊")
    with django_assert_num_queries(1):
        assert not refresh_if_due()


def test_again_after_a_while_where_something_changed(shelf: Shelf) -> None:
    refresh_if_due()
    later(suggesting.INTERVAL * 2)
    assert not refresh_if_due()
    make_newspaper(name="水袖周刊")
    assert not refresh_if_due()
    later(suggesting.INTERVAL * 2)
    assert refresh_if_due()
    assert Suggestion.objects.filter(text="水袖周刊").exists()


def test_again_where_readings_are_others(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh_if_due()
    later(suggesting.INTERVAL * 2)
    monkeypatch.setattr(suggesting, "READINGS", suggesting.READINGS + 1)
    assert refresh_if_due()


def test_a_long_refresh_is_repeated_less_often(shelf: Shelf) -> None:
    refresh_if_due()
    SearchState.objects.filter(pk=suggesting.STATE).update(seconds=10)
    later(suggesting.INTERVAL * 2)
    make_newspaper(name="水袖周刊")
    assert not refresh_if_due()
    later(suggesting.REST * 10 + 1)
    assert refresh_if_due()
