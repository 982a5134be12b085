"""What the search box offers while a reader types."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from search.models import Suggestion, SuggestionKey, UserWord
from search.spelling.spoken import Known
from search.spelling.suggesting import keys_of, refresh
from search.spelling.suggestions import MAX_TYPED, Offered, abbreviated, said_like, suggest
from search.text.pinyin import initials
from tests.factories import make_article
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestions(shelf: Shelf) -> None:
    """The table over the ten articles, a word of the editors' and an author."""
    UserWord.objects.create(word="AI大模型")
    for number in range(2):
        make_article(
            shelf.article("tea").page,
            headline=f"明前茶上市之{number}",
            credits=[{"name": "尉迟敬亭", "role": "记者"}],
        )
    refresh()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("绍兴", Offered("绍兴", "city"), id="city in Chinese"),
        pytest.param("shaox", Offered("绍兴", "city"), id="city in pinyin"),
        pytest.param("Shào xīng", Offered("绍兴", "city"), id="tones and a space"),
        pytest.param("sx", Offered("绍兴", "city"), id="initials"),
        pytest.param("luan", Offered("六安", "city"), id="a rare reading"),
        pytest.param("紹興", Offered("绍兴", "city"), id="traditional"),
        pytest.param("岱麓", Offered("岱麓日报", "newspaper"), id="newspaper"),
        pytest.param("日报", Offered("岱麓日报", "newspaper"), id="inside a name"),
        pytest.param("ribao", Offered("岱麓日报", "newspaper"), id="pinyin inside a name"),
        pytest.param("农事", Offered("农事题", "topic"), id="topic"),
        pytest.param("大模", Offered("AI大模型", "word"), id="editors' word"),
        pytest.param("ai", Offered("AI大模型", "word"), id="Latin"),
        pytest.param("尉迟", Offered("尉迟敬亭", "author"), id="author"),
        pytest.param("mingq", Offered("明前茶", "headline"), id="frequent headline word"),
    ],
)
def test_suggest(suggestions: None, typed: str, offered: Offered) -> None:
    assert offered in suggest(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param(" 。%_", id="punctuation"),
        pytest.param("绍\x00", id="control character"),
        pytest.param("绍%", id="sign of a pattern"),
        pytest.param("没有这样的名字", id="absent"),
        pytest.param("上" * (MAX_TYPED + 1), id="too long"),
        pytest.param("绍\ud842", id="half a surrogate pair"),
        pytest.param("绍\U0010ffff", id="the last character"),
    ],
)
def test_nothing_to_suggest(suggestions: None, typed: str) -> None:
    assert suggest(typed) == ()


def test_what_begins_with_it_comes_first(suggestions: None) -> None:
    texts = [offered.text for offered in suggest("shao", limit=20)]
    assert texts[0] == "绍兴"
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        pytest.param("yinyue", ["音乐"], id="as the word is said"),
        pytest.param("yinle", ["引乐亭", "张引乐", "音乐"], id="what only may be said so last"),
        pytest.param("yl", ["引乐亭", "张引乐", "音乐"], id="initials likewise"),
        pytest.param("yue", ["越州晚报", "月潭水", "音乐"], id="begins, holds"),
        pytest.param("音乐", ["音乐"], id="Chinese"),
    ],
)
def test_own_readings_come_first(suggestions: None, typed: str, order: list[str]) -> None:
    rows = (
        ("音乐", ("yin", "yue"), ("yin", "le"), 90),
        ("张引乐", ("zhang", "yin", "le"), (), 50),
        ("引乐亭", ("yin", "le", "ting"), (), 10),
        ("月潭水", ("yue", "tan", "shui"), (), 10),
    )
    for text, own, other, weight in rows:
        row = Suggestion.objects.create(
            text=text, kind="word", pinyin="".join(own), initials=initials(own), weight=weight
        )
        for key in keys_of(text, own, other):
            SuggestionKey.objects.create(suggestion=row, key=key)
    offered = [each.text for each in suggest(typed, limit=20)]
    assert [text for text in offered if text in order] == order


def test_heteronyms_are_said_as_in_their_word(shelf: Shelf) -> None:
    for word in ("音乐学会", "快乐园"):
        UserWord.objects.create(word=word)
    refresh()
    assert [each.text for each in suggest("yinyue")] == ["音乐学会"]
    assert [each.text for each in suggest("le") if each.kind == "word"][:1] == ["快乐园"]


def test_more_is_not_offered_than_asked_for(suggestions: None) -> None:
    assert len(suggest("s", limit=3)) == 3


def test_one_query(suggestions: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        suggest("sh")


def test_said_like(suggestions: None) -> None:
    assert said_like(["shaoxing", "luan"]) == [
        Known("绍兴", "shaoxing", "city"),
        Known("六安", "luan", "city"),
    ]


def test_abbreviated(suggestions: None) -> None:
    assert Known("绍兴", "sx", "city") in abbreviated("sx")
    assert all(len(name.text) == 2 for name in abbreviated("sx"))
