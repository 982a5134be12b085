"""What every reading page has, says, answers and hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from archive.models import Article, Issue
from tests.factories import (
    DAY,
    add_topic,
    make_article,
    make_editor,
    make_issue,
    make_page,
    make_topic,
)
from tests.readers import article_of, make_read_issue, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """Totals are kept for a minute: no test may see another's."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def issue() -> Issue:
    """An issue of two pages (of three announced) with three articles and a topic."""
    return make_read_issue()


def addresses(issue: Issue) -> dict[str, str]:
    """Return one address of every kind of page."""
    return {
        "home": reverse("archive:home"),
        "cities": reverse("archive:cities"),
        "city": issue.newspaper.city.get_absolute_url(),
        "newspapers": reverse("archive:newspapers"),
        "newspaper": issue.newspaper.get_absolute_url(),
        "calendar": reverse("archive:calendar_year", args=[2025]),
        "day": reverse("archive:day", args=[DAY]),
        "issue": issue.get_absolute_url(),
        "page": reverse("archive:page", args=(*issue.url_args, 1)),
        "article": article_of(issue, "渠水流进麦田").get_absolute_url(),
        "topics": reverse("archive:topics"),
        "help": reverse("archive:help"),
        "api": reverse("search:api_docs"),
        "404": "/no-such-paper/",
    }


KINDS = [
    *("home", "cities", "city", "newspapers", "newspaper", "calendar", "day"),
    *("issue", "page", "article", "topics", "help", "api", "404"),
]


@pytest.mark.parametrize("kind", KINDS)
class TestEveryPage:
    def test_has_the_frame(self, client: Client, issue: Issue, kind: str) -> None:
        html = client.get(addresses(issue)[kind]).content.decode()
        assert re.search(r"邸报</title>", html)
        assert len(re.findall(r"<h1\b", html)) == 1
        assert '<html lang="zh-Hans">' in html
        assert 'href="#main"' in html
        assert 'id="main"' in html
        assert "馆藏 1 种报纸、1 期、3 篇稿件" in html

    def test_labels_inputs_and_captions_tables(
        self, client: Client, issue: Issue, kind: str
    ) -> None:
        html = client.get(addresses(issue)[kind]).content.decode()
        named = re.findall(r'<(?:input|select)\b[^>]*\bid="([^"]+)"', html)
        inputs = re.findall(r"<(?:input|select)\b(?![^>]*hidden)", html)
        assert named
        assert len(inputs) == len(named)
        assert all(f'<label for="{name}"' in html or f'for="{name}">' in html for name in named)
        assert html.count("<table") == html.count("<caption")

    def test_needs_no_inline_script_or_style(self, client: Client, issue: Issue, kind: str) -> None:
        html = client.get(addresses(issue)[kind]).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []

    def test_speaks_english(self, client: Client, issue: Issue, kind: str) -> None:
        response = client.get(addresses(issue)[kind], headers={"accept-language": "en"})
        html = response.content.decode()
        assert '<html lang="en">' in html
        assert "Skip to the content" in html
        chinese_left = re.sub(r'<(\w+)[^>]*lang="zh-Hans".*?</\1>', "", html, flags=re.DOTALL)
        for word in ("报纸", "日历", "版面", "检索", "稿件", "首页"):
            assert word not in chinese_left

    def test_asks_few_queries(
        self,
        client: Client,
        issue: Issue,
        kind: str,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(8):
            later = make_issue(issue.newspaper, DAY + timedelta(days=number + 1))
            for sequence in (1, 2, 3):
                make_article(make_page(later, sequence))
            add_topic(make_article(make_page(issue, 3 + number)), make_topic(f"topic-{number}"))
        with django_assert_max_num_queries(14):
            client.get(addresses(issue)[kind])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("home", ["岱定新报", "第 9462 期", "渠水流进麦田", "老街添了新灯", "2025-04-18 周五"]),
        ("cities", ["泰安", "山东省", "1 种", "3 篇"]),
        ("city", ["泰安市", "岱定新报", "渠水流进麦田"]),
        ("newspapers", ["岱定新报", "泰安", "1 期", "3 篇", "2025-04-18 – 2025-04-18"]),
        ("newspaper", ["岱定新报", "CN 37-9999", "2025年各期", "4月18日 周五", "2025年日历"]),
        ("calendar", ["2025年 各报", "1 天有报，共 1 期", "1月", "12月", "星期一"]),
        ("day", ["2025年4月18日 星期五", "1 期报纸", "泰安", "岱定新报"]),
        ("issue", ["2025年4月18日 星期五", "第 9462 期", "今日 3 版", "第3版 缺", "夜班公交开通"]),
        ("page", ["第1版", "要闻", "渠水流进麦田", "第一版的原文。", "下一版"]),
        ("article", ["抓农时", "渠水流进麦田", "灌区轮值", "清晨的田里已有人声。", "农事"]),
        ("article", ["下转第 2 版", "下一篇 老街添了新灯", "渠水流进麦田[N]. 岱定新报, "]),
        ("topics", ["农事", "1 篇"]),
        ("help", ["检索写法", "老旧小区"]),
        ("404", ["没有这一页", "首页"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_page_says(client: Client, issue: Issue, kind: str, words: list[str]) -> None:
    response = client.get(addresses(issue)[kind])
    html = response.content.decode()
    shown = text(response)
    assert response.status_code == (404 if kind == "404" else 200)
    assert [word for word in words if word not in shown and word not in html] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cities/999999/", 404),
        ("/cities/370900/", 200),
        ("/no-such-paper/", 404),
        ("/calendar/", 302),
        ("/calendar/2025/?newspaper=no-such-paper", 404),
        ("/calendar/2024/", 200),
        ("/days/2025-02-30/", 404),
        ("/days/2025-13-01/", 404),
        ("/days/2001-01-01/", 200),
        ("/daiding-test/2025-04-18/ed-1/", 200),
        ("/daiding-test/2025-04-18/ed-2/", 404),
        ("/daiding-test/2025-04-18/ed-99999999999999999999/", 404),
        ("/daiding-test/2025-04-31/ed-1/", 404),
        ("/daiding-test/2025-04-19/ed-1/", 404),
        ("/daiding-test/2025-04-18/ed-1/p-3/", 404),
        ("/daiding-test/2025-04-18/ed-1/p-1/a-99/", 404),
        ("/daiding-test/?year=abc", 200),
        ("/cities/370900/?page=99", 200),
    ],
)
def test_status(client: Client, issue: Issue, path: str, status: int) -> None:
    assert client.get(path).status_code == status


class TestUnpublished:
    @pytest.fixture
    def hidden(self, issue: Issue) -> Article:
        """An article on a page that is not published, in an issue that is."""
        page = make_page(issue, 3, published_at=None)
        return make_article(page, headline="尚未发布的消息")

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "404"])
    def test_readers_do_not_see_it(
        self, client: Client, issue: Issue, hidden: Article, kind: str
    ) -> None:
        assert hidden.headline not in client.get(addresses(issue)[kind]).content.decode()

    def test_readers_find_no_such_page(self, client: Client, hidden: Article) -> None:
        assert client.get(hidden.get_absolute_url()).status_code == 404
        assert client.get(hidden.page.get_absolute_url()).status_code == 404

    def test_editors_see_it_marked(self, client: Client, hidden: Article) -> None:
        client.force_login(make_editor())
        for url in (hidden.get_absolute_url(), hidden.page.get_absolute_url()):
            response = client.get(url)
            assert hidden.headline in text(response)
            assert "未发布" in text(response)

    def test_reviewers_are_led_to_the_desk(self, client: Client, hidden: Article) -> None:
        client.force_login(make_editor(codenames=("view_unpublished", "change_page")))
        desk = reverse("admin:archive_page_change", args=[hidden.page.pk])
        for url in (hidden.get_absolute_url(), hidden.page.get_absolute_url()):
            assert f'href="{desk}"' in client.get(url).content.decode()

    def test_login_alone_does_not_show_it(self, client: Client, hidden: Article) -> None:
        client.force_login(make_editor(codenames=()))
        assert client.get(hidden.get_absolute_url()).status_code == 404

    def test_a_wholly_unpublished_issue_is_nowhere(self, client: Client) -> None:
        article = make_article(make_page(published_at=None))
        issue = article.page.issue
        assert issue is not None
        assert client.get(issue.get_absolute_url()).status_code == 404
        assert issue.newspaper.name not in text(client.get(reverse("archive:newspapers")))
