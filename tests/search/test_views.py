"""What a browser and a program get."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from haystack import connections
from pytest_django import DjangoAssertNumQueries

from search import facets, outbox
from search.engines.base import SearchHits, SearchRequest
from search.models import Suggestion, SuggestionKey
from tests.factories import make_article
from tests.search.conftest import ARTICLES, Shelf

pytestmark = pytest.mark.django_db

HOSTILE = [
    "", " ", "-", "(", ")", '"', "“", "OR", "NOT", "*", "\\", "%", "_", "'", "<script>", "\x00",
    "a:b", "text:*", "[1 TO 2]", "((((((((((", "-" * 400, "(" * 2000, "“" * 700, "春 " * 500,
    "\U0001f600", "\u202e\u200b", "茶" * 5000, "NOT NOT NOT 茶", "-(-(-(茶)))", "| | |",
]  # fmt: skip


def api(client: Client, **params: Any) -> Any:
    response = client.get(reverse("search:api_articles"), params)
    assert response["Content-Type"] == "application/json"
    return response.json() | {"status": response.status_code}


def test_results_page(client: Client, shelf: Shelf) -> None:
    response = client.get("/search/", {"q": "小麦"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "山前的<em>小麦</em>熟了。" in text
    assert "共 1 篇" in text


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries(client: Client, shelf: Shelf, query: str) -> None:
    page = client.get("/search/", {"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert api(client, q=query)["status"] == 200


@pytest.mark.parametrize(
    "name",
    [
        *("city", "year", "month", "day", "genre", "front", "page_label", "author", "-city"),
        *("-author", "-year", "histogram", "date_from", "sort", "page", "page_size"),
    ],
)
def test_hostile_parameters(client: Client, shelf: Shelf, name: str) -> None:
    for value in HOSTILE:
        assert client.get("/search/", {name: value}).status_code == 200
        assert api(client, **{name: value})["status"] in (200, 400)


def test_only_reading(client: Client, shelf: Shelf) -> None:
    assert client.post("/search/").status_code == 405
    assert client.post("/api/articles/").status_code == 405


def test_documentation_of_the_api(client: Client) -> None:
    assert client.get("/api/").status_code == 200


def test_api_result(client: Client, shelf: Shelf) -> None:
    answer = api(client, q="臺灣")
    article = shelf.article("taiwan")
    assert answer["count"] == 1
    assert answer["next"] is None
    assert answer["previous"] is None
    (result,) = answer["results"]
    assert result.pop("score") > 0
    assert result == {
        "id": article.identifier,
        "url": f"http://testserver{article.get_absolute_url()}",
        "headline": "海峡茶會",
        "newspaper": "越州晚报",
        "city": "绍兴",
        "date": "2025-04-18",
        "page": "第1版",
        "genre": "news",
        "authors": [],
        "topics": [],
        "snippet": "<em>臺灣</em>茶商帶來凍頂烏龍。",
    }


def test_api_facets(client: Client, shelf: Shelf) -> None:
    answer = api(client, q="往年")
    assert answer["facets"] == {
        "year": [{"value": "2025", "label": "2025", "count": 1}],
        "month": [{"value": "2025-04", "label": "2025-04", "count": 1}],
        "city": [{"value": "330600", "label": "绍兴", "count": 1}],
        "newspaper": [{"value": "yuezhou-wanbao", "label": "越州晚报", "count": 1}],
        "topic": [{"value": "farm-x", "label": "农事题", "count": 1}],
        "front": [{"value": "front", "label": "头版", "count": 1}],
        "page_label": [{"value": "1", "label": "第 1 版", "count": 1}],
        "genre": [{"value": "news", "label": "消息", "count": 1}],
        "author": [],
    }
    assert answer["facet_sizes"] == {name: len(v) for name, v in answer["facets"].items()}


@pytest.mark.parametrize("name", ["city", "newspaper", "topic", "year", "month", "front", "genre"])
def test_api_facets_count_what_was_found_under_all_filters(
    client: Client, shelf: Shelf, name: str
) -> None:
    everything = api(client)
    for value in everything["facets"][name]:
        answer = api(client, **{name: value["value"]})
        assert answer["count"] == value["count"]
        counted = {each["value"]: each["count"] for each in answer["facets"][name]}
        assert counted[value["value"]] == value["count"]
        if name != "topic":  # an article has several topics, but one of each of the others
            assert counted == {value["value"]: value["count"]}
        rest = api(client, **{f"-{name}": value["value"]})
        assert rest["count"] == everything["count"] - value["count"]


def test_api_tells_the_most_frequent_values_of_a_long_facet(client: Client, shelf: Shelf) -> None:
    page = shelf.article("table").page
    for number in range(103):
        make_article(page, credits=[{"name": f"作者{number:03}", "role": "记者"}])
    make_article(page, credits=[{"name": "作者102", "role": "记者"}])
    outbox.drain_all()
    answer = api(client)
    authors = answer["facets"]["author"]
    assert len(authors) == 100
    assert authors[0] == {"value": "作者102", "label": "作者102", "count": 2}
    assert answer["facet_sizes"]["author"] == 103


@pytest.mark.parametrize(
    ("params", "histogram"),
    [
        ({}, {"2024-05": 2, "2024-06": 1, "2024-12": 1, "2025-01": 1, "2025-04": 5}),
        ({"histogram": "year"}, {"2024": 4, "2025": 6}),
        ({"histogram": "day", "q": "茶"}, {"2025-04-01": 1, "2025-04-18": 1}),
        ({"q": "茶", "city": "泰安"}, {}),
    ],
)
def test_api_histogram(
    client: Client, shelf: Shelf, params: dict[str, Any], histogram: dict[str, int]
) -> None:
    assert api(client, **params)["histogram"] == histogram


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"city": "绍兴", "year": "2024"}, "opera water"),
        ({"city": ["绍兴", "370900"], "month": "2024-05"}, "opera wheat"),
        ({"newspaper": "dailu-ribao", "topic": "农事题"}, "office wheat"),
        ({"date_from": "2025-04-18", "date_to": "2025-04-18"}, "library table taiwan"),
        ({"day": ["2025-04-18", "2025-04-19"], "city": "绍兴"}, "taiwan notice"),
        ({"-city": "绍兴", "year": "2024", "-topic": "政务题"}, "wheat"),
        ({"-year": ["2024", "2025"]}, ""),
        ({"q": "标题:茶"}, "tea taiwan"),
        ({"q": "城市:绍兴 -日期:2025"}, "opera water"),
    ],
)
def test_api_filters(client: Client, shelf: Shelf, params: dict[str, Any], found: str) -> None:
    answer = api(client, **params)
    identifiers = {shelf.article(name).identifier for name in found.split()}
    assert {result["id"] for result in answer["results"]} == identifiers
    assert answer["count"] == len(identifiers)


def test_api_tells_how_a_query_was_repaired(client: Client, shelf: Shelf) -> None:
    answer = api(client, q="“清淤")
    assert (answer["count"], answer["reading"]) == (1, "清淤")
    assert "引号" in answer["message"]
    assert api(client, q="清淤")["reading"] == ""


def test_repaired_query_says_how_it_was_read(client: Client, shelf: Shelf) -> None:
    html = client.get("/search/", {"q": "（清淤 <b>"}).content.decode()
    assert '读作：<span class="reading-query" lang="zh-Hans">清淤 &lt;b&gt;</span>' in html
    assert "读作" not in client.get("/search/", {"q": "清淤"}).content.decode()


def test_name_that_nothing_has(client: Client, shelf: Shelf) -> None:
    html = client.get("/search/", {"q": "城市:火星"}).content.decode()
    assert "没有叫“火星”的城市。" in html
    assert "没有找到" in html


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("shaox", [("绍兴", "绍兴", "城市")]),
        ("越州", [("越州晚报", "报纸:越州晚报", "报纸")]),
        ("农事", [("农事 题", "主题:“农事 题”", "主题")]),
        ("没有的名字", []),
        ("\x00", []),
        ("", []),
    ],
)
def test_suggestions(client: Client, typed: str, offered: list[tuple[str, str, str]]) -> None:
    for text, kind, pinyin in (
        ("绍兴", "city", "shaoxing"),
        ("越州晚报", "newspaper", "yuezhouwanbao"),
        ("农事 题", "topic", "nongshiti"),
    ):
        row = Suggestion.objects.create(text=text, kind=kind, pinyin=pinyin, initials=pinyin[0])
        SuggestionKey.objects.create(suggestion=row, key=text)
        SuggestionKey.objects.create(suggestion=row, key=pinyin)
    response = client.get("/search/suggest/", {"q": typed})
    found = response.json()["suggestions"]
    assert [(each["text"], each["query"], each["kind"]) for each in found] == offered
    assert "max-age" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/search/", "/api/articles/"])
@pytest.mark.parametrize(
    "params",
    [
        pytest.param({}, id="everything"),
        pytest.param({"q": "的 OR 。", "-city": "泰安", "page_size": 3}, id="some"),
        pytest.param({"q": "不见的词"}, id="nothing"),
    ],
)
def test_queries_do_not_grow_with_the_results(
    client: Client,
    shelf: Shelf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    path: str,
    params: dict[str, Any],
) -> None:
    client.get(path, params)  # the footer's totals are kept for a minute
    with django_assert_max_num_queries(9):
        client.get(path, params)


def test_list_of_a_facet(client: Client, shelf: Shelf) -> None:
    response = client.get("/search/facet/topic/", {"q": "年", "year": "2025"})
    html = response.content.decode()
    assert response.status_code == 200
    assert 'href="/search/?q=年&amp;year=2025&amp;topic=farm-x"' in html
    assert 'href="/search/?q=年&amp;year=2025"' in html
    assert client.get("/search/facet/nothing/").status_code == 404


def test_time_that_runs_out_is_told(
    client: Client, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(request: SearchRequest) -> SearchHits:
        counts = {name: {"2025": 3} if name == "year" else {} for name in request.facets}
        return SearchHits(3, (), counts, {"2025-04": 3}, partial=True)

    monkeypatch.setattr(connections["default"].get_backend(), "run", run_out)
    assert "至少 3 篇" in client.get("/search/", {"q": "茶"}).content.decode()
    for path in ("/search/", "/search/facet/year/"):
        assert "到时间就停了" in client.get(path, {"q": "茶"}).content.decode()
    assert api(client, q="茶")["partial"] is True


def test_list_of_a_facet_without_an_index(client: Client) -> None:
    response = client.get("/search/facet/author/", {"q": "茶"})
    assert response.status_code == 503
    assert "还没有建立" in response.content.decode()


def test_api_can_be_walked_through(client: Client, shelf: Shelf) -> None:
    url: str | None = "http://testserver/api/articles/?q=&sort=oldest&page_size=3"
    seen: list[str] = []
    back: list[str | None] = []
    while url:
        answer = client.get(url).json()
        seen += [result["date"] for result in answer["results"]]
        back.append(answer["previous"])
        url = answer["next"]
    assert seen == sorted(day for _, day, *_ in ARTICLES.values())
    assert back[0] is None
    query = "?q=&histogram=month&sort=oldest&page_size=3"
    assert back[1] == f"http://testserver/api/articles/{query}"


def test_api_encodes_the_addresses_of_its_pages(client: Client, shelf: Shelf) -> None:
    answer = api(client, q="年 或 茶", page_size=1)
    assert answer["next"].isascii()
    assert client.get(answer["next"]).json()["count"] == answer["count"]


def test_links_of_a_page_lead_where_they_say(client: Client, shelf: Shelf) -> None:
    html = client.get("/search/", {"q": "年 或 “茶”", "date_from": "2024-01-01"}).content.decode()
    links = re.findall(r'class="facet-(?:value|without)" href="([^"]+)"', html)
    assert links
    for link in map(unescape, links):
        assert QueryDict(link[1:])["q"] == "年 或 “茶”"
        assert QueryDict(link[1:])["date_from"] == "2024-01-01"
        assert client.get("/search/" + link).status_code == 200


def test_values_without_room_stand_in_the_list_of_all(
    client: Client, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/search/facet/topic/" not in client.get("/search/").content.decode()
    monkeypatch.setattr(facets, "ADDRESS_BYTES", 1)
    monkeypatch.setattr(facets, "LEAST_SHOWN", 1)
    html = client.get("/search/").content.decode()
    assert '<p class="facet-all"><a href="/search/facet/topic/?q=" rel="nofollow">' in html
    listed = client.get("/search/facet/topic/").content.decode()
    assert re.findall(r'href="/search/\?q=&amp;topic=([^"]*)"', listed) == [
        "farm-x", "road-x", "rule-x",
    ]  # fmt: skip


def test_api_page_beyond_the_end(client: Client, shelf: Shelf) -> None:
    answer = api(client, page=50)
    assert (answer["count"], answer["results"], answer["next"]) == (10, [], None)


@pytest.mark.parametrize(
    ("name", "value"),
    [("city", "火星"), ("page", "0"), ("page_size", "101"), ("sort", "best"), ("-city", "火星")],
)
def test_api_names_the_wrong_parameter(client: Client, shelf: Shelf, name: str, value: str) -> None:
    answer = api(client, **{name: value})
    assert answer["status"] == 400
    assert name in answer["error"]


def test_no_index(client: Client) -> None:
    answer = api(client, q="茶")
    page = client.get("/search/", {"q": "茶"})
    assert (answer["status"], page.status_code) == (503, 503)
    assert "还没有建立" in answer["error"]
    assert "还没有建立" in page.content.decode()


def test_broken_index(client: Client, shelf: Shelf) -> None:
    folder = connections["default"].get_backend().store.folder.path
    (folder / "current.json").write_text("{")
    assert "已损坏" in api(client, q="茶")["error"]


def test_results_follow_an_editor(client: Client, shelf: Shelf) -> None:
    article = shelf.article("wheat")
    article.headline = "油菜花开"
    article.save()
    outbox.drain_all()
    assert api(client, q="油菜花")["count"] == 1


def test_filter_is_named_in_english(client: Client, shelf: Shelf) -> None:
    answer = client.get("/search/", {"author": "无此人"}, headers={"accept-language": "en"})
    assert "Author: 无此人" in answer.content.decode()
