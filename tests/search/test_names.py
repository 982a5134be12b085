"""Names typed in fields into values of facets."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from archive.models import City, Topic
from search.language.tokens import FIELDS
from search.names import Unknown, resolve_names
from search.query import And, Between, In, Node, Not, OneOf, Or, Term, parse
from search.spelling.suggesting import refresh
from tests.factories import (
    add_topic,
    make_article,
    make_city,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive() -> None:
    """Two newspapers with a topic; the gazetteer is there from the first migration on."""
    heze = make_city("371700")
    make_newspaper(name="牡丹日报", slug="mudan-ribao", city=heze, cn="37-9001", aliases=["牡丹报"])
    make_newspaper(name="牡丹晚报", slug="mudan-wanbao", city=heze)
    make_newspaper(name="日报", slug="ribao", city=heze)
    make_topic("farming-x", label_zh="农事纵横", label_en="Field Work")


def values(text: str) -> tuple[str, ...]:
    """Return the values of a query that is one condition on a facet, nothing being unknown."""
    tree, unknown = resolve_names(parse(text).tree)
    assert isinstance(tree, OneOf)
    assert unknown == ()
    return tree.values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("城市:菏泽", {"371700"}, id="short name"),
        pytest.param("城市:菏泽市", {"371700"}, id="name"),
        pytest.param("city:heze", {"371700"}, id="pinyin"),
        pytest.param("city:HEZE", {"371700"}, id="pinyin in capitals"),
        pytest.param("城市:371700", {"371700"}, id="code"),
        pytest.param("城市:菏澤", {"371700"}, id="traditional"),
        pytest.param("城市:菏泽、聊城", {"371700", "371500"}, id="two cities"),
        pytest.param("城市:菏*", {"371700"}, id="pattern"),
        pytest.param("城市:吉林", {"220000", "220200"}, id="a province and its city share a name"),
    ],
)
def test_cities(text: str, expected: set[str]) -> None:
    assert set(values(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("报纸:mudanribao", {"mudan-ribao"}, id="newspaper"),
        pytest.param("报纸:MudanBao", {"mudan-ribao"}, id="by another of its names"),
        pytest.param("主题:nongshizongheng", {"farming-x"}, id="topic"),
    ],
)
def test_newspapers_and_topics_in_pinyin(text: str, expected: set[str]) -> None:
    add_topic(make_article(), Topic.objects.get(slug="farming-x"))
    refresh()
    assert set(values(text)) == expected


def test_a_part_of_a_name_is_enough_where_no_place_has_it_as_its_own() -> None:
    found = values("城市:巴音郭楞")
    rows = City.objects.filter(name__contains="巴音郭楞")
    assert set(found) == set(rows.values_list("adcode", flat=True))


@pytest.mark.parametrize("name", ["山东", "山东省"])
def test_a_province_stands_for_all_its_places(name: str) -> None:
    rows = City.objects.filter(province="山东省")
    assert set(values(f"城市:{name}")) == set(rows.values_list("adcode", flat=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("报纸:牡丹日报", {"mudan-ribao"}, id="name"),
        pytest.param("报纸:《牡丹日报》", {"mudan-ribao"}, id="between book marks"),
        pytest.param("报纸:牡丹报", {"mudan-ribao"}, id="alias"),
        pytest.param("paper:mudan-ribao", {"mudan-ribao"}, id="slug"),
        pytest.param("报纸:37-9001", {"mudan-ribao"}, id="number"),
        pytest.param("报纸:牡丹", {"mudan-ribao", "mudan-wanbao"}, id="part of the name"),
        pytest.param("报纸:日报", {"ribao"}, id="a name of its own wins over a part"),
        pytest.param("报纸:*日报", {"mudan-ribao", "ribao"}, id="pattern"),
        pytest.param("报纸:牡丹?报", {"mudan-ribao", "mudan-wanbao"}, id="one character open"),
    ],
)
def test_newspapers(text: str, expected: set[str]) -> None:
    assert set(values(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("主题:农事纵横", {"farming-x"}, id="Chinese"),
        pytest.param('topic:"field work"', {"farming-x"}, id="English"),
        pytest.param("topic:farming-x", {"farming-x"}, id="slug"),
        pytest.param("主题:教育", {"education"}, id="of the tree"),
        pytest.param("体裁:图片", {"photo"}, id="genre in Chinese"),
        pytest.param("genre:Photo", {"photo"}, id="genre by its code"),
        pytest.param("体裁:消息、公告", {"news", "notice"}, id="genres"),
        pytest.param("版:3", {"3"}, id="page"),
        pytest.param("版:03", {"3"}, id="page with a zero"),
        pytest.param("版:第三版", {"3"}, id="page in Chinese"),
        pytest.param("版:ａ０3", {"A3"}, id="page of a section"),
        pytest.param("版:头版", {"front"}, id="front page"),
    ],
)
def test_topics_genres_and_pages(text: str, expected: set[str]) -> None:
    assert set(values(text)) == expected


def test_genres_have_their_names_in_every_language_of_the_site() -> None:
    with override("en"):
        assert values("体裁:图片") == ("photo",)


def test_a_pattern_for_pages_finds_those_there_are() -> None:
    issue = make_issue(day=date(2024, 3, 1))
    for sequence, label in ((1, "A01"), (2, "A02"), (101, "B01"), (3, "")):
        make_page(issue, sequence, label=label)
    make_page(issue, 4, label="A04", published_at=None)
    assert values("版:A*") == ("A1", "A2")


def test_the_front_page_among_numbers() -> None:
    tree, unknown = resolve_names(parse("版:头版、3、第4版").tree)
    assert tree == Or((OneOf("front", ("front",)), OneOf("page", ("3", "4"))))
    assert unknown == ()


@pytest.mark.parametrize(
    ("text", "tree", "unknown"),
    [
        pytest.param("城市:乌有城", OneOf("city", ()), "乌有城", id="city"),
        pytest.param("报纸:乌有报", OneOf("newspaper", ()), "乌有报", id="newspaper"),
        pytest.param("主题:乌有", OneOf("topic", ()), "乌有", id="topic"),
        pytest.param("体裁:诗歌", OneOf("genre", ()), "诗歌", id="genre"),
        pytest.param("版:要闻", OneOf("page", ()), "要闻", id="page"),
        pytest.param("城市:《》", OneOf("city", ()), "《》", id="nothing but marks"),
        pytest.param("报纸:[乌]", OneOf("newspaper", ()), "[乌]", id="signs of other patterns"),
        pytest.param("城市:菏泽、乌有城", OneOf("city", ("371700",)), "乌有城", id="one of two"),
        pytest.param("-城市:乌有城", Not(OneOf("city", ())), "乌有城", id="not there"),
    ],
)
def test_names_that_nothing_has(text: str, tree: Node, unknown: str) -> None:
    facet = FIELDS[text.lstrip("-").split(":")[0]]
    assert resolve_names(parse(text).tree) == (tree, (Unknown(facet, unknown),))


def test_names_of_several_facets_that_nothing_has() -> None:
    _, unknown = resolve_names(parse("城市:乌有城 主题:乌有城 城市:(乌有城 或 无何乡)").tree)
    assert unknown == (("city", "乌有城"), ("city", "无何乡"), ("topic", "乌有城"))


def test_all_else_stays_as_it_is() -> None:
    tree = And((
        Or((Term("甲"), Not(In("title", Term("乙"))))),
        Between(None, date(2022, 1, 1)),
        OneOf("year", ("2022",)),
        OneOf("front", ("inner",)),
    ))  # fmt: skip
    assert resolve_names(tree) == (tree, ())
    assert resolve_names(None) == (None, ())


def test_one_query_for_each_facet(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    tree = parse("城市:菏泽 城市:(聊城 或 山东) 报纸:牡丹 报纸:日报 主题:教育 体裁:图片 版:3").tree
    with django_assert_num_queries(3):
        resolve_names(tree)


def test_many_names_are_one_query_too(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    tree = parse("城市:" + "、".join(f"乌有{number}" for number in range(100))).tree
    with django_assert_num_queries(1):
        _, unknown = resolve_names(tree)
    assert len(unknown) > 1
