"""What a reader sees on the reading pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape, unescape
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from pytest_django import DjangoAssertNumQueries

from archive.models import Article, Issue
from search.facets import SearchParams, Sort, query_string
from tests.factories import (
    DAY,
    add_topic,
    make_article,
    make_city,
    make_editor,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

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
    paper = make_newspaper(name="岱定新报", slug="daiding-test", cn="37-9999")
    issue = make_issue(paper, DAY, issue_number=9462, pages_announced=3)
    first = make_page(issue, 1, source_text="第一版的原文。")
    lead = make_article(
        first, headline="渠水流进麦田", kicker="抓农时", subhead="灌区轮值", jump_to="2"
    )
    make_article(first, headline="老街添了新灯")
    second = make_page(issue, 2, name="综合")
    make_article(second, headline="夜班公交开通", jump_from="1")
    add_topic(lead, make_topic())
    return issue


def article_of(issue: Issue, headline: str) -> Article:
    """Return the issue's article of that headline."""
    return Article.objects.with_place().get(page__issue=issue, headline=headline)


def text(response: Response) -> str:
    """Return the page as text, its markup and white space folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


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


class TestHome:
    def test_says_what_to_do_when_empty(self, client: Client) -> None:
        assert "馆藏还是空的" in text(client.get("/"))

    def test_leads_to_the_largest_topics(self, client: Client, issue: Issue) -> None:
        assert 'href="/search/?topic=farming-test"' in client.get("/").content.decode()

    def test_links_days_of_the_latest_year(self, client: Client, issue: Issue) -> None:
        html = client.get("/").content.decode()
        assert f'href="{reverse("archive:day", args=[DAY])}"' in html
        assert "2025-04-18 周五：3 篇" in html


class TestCalendar:
    def test_day_leads_to_the_day(self, client: Client, issue: Issue) -> None:
        html = client.get("/calendar/2025/").content.decode()
        assert '<a class="day-one" href="/days/2025-04-18/"' in html
        assert html.count('<table class="month">') == 12

    def test_one_papers_day_leads_to_its_issue(self, client: Client, issue: Issue) -> None:
        html = client.get("/calendar/2025/?newspaper=daiding-test").content.decode()
        assert f'<a class="day-one" href="{issue.get_absolute_url()}"' in html

    def test_day_with_several_is_filled(self, client: Client, issue: Issue) -> None:
        make_article(make_page(make_issue(day=DAY)))
        assert 'class="day-several"' in client.get("/calendar/2025/").content.decode()

    def test_leads_to_years_that_have_papers(self, client: Client, issue: Issue) -> None:
        make_article(make_page(make_issue(issue.newspaper, date(2022, 8, 5))))
        html = client.get("/calendar/2025/").content.decode()
        assert 'rel="prev" href="/calendar/2022/"' in html
        assert 'rel="next"' not in html

    def test_empty_year_leads_on(self, client: Client, issue: Issue) -> None:
        shown = text(client.get("/calendar/1999/"))
        assert "这一年没有收录。 看 2025年" in shown

    def test_opens_at_the_latest_year(self, client: Client, issue: Issue) -> None:
        assert client.get("/calendar/").headers["location"] == "/calendar/2025/"


class TestNewspaper:
    def test_shows_the_year_asked_for(self, client: Client, issue: Issue) -> None:
        make_article(make_page(make_issue(issue.newspaper, date(2022, 8, 5))), headline="旧年的雨")
        assert "旧年的雨" not in text(client.get("/daiding-test/"))
        assert "旧年的雨" in text(client.get("/daiding-test/?year=2022"))

    def test_pages_through_a_full_year(self, client: Client, issue: Issue) -> None:
        for number in range(30):
            make_page(make_issue(issue.newspaper, date(2025, 1, 1) + timedelta(days=number)))
        assert 'href="?year=2025&amp;page=2"' in client.get("/daiding-test/").content.decode()
        assert "1月1日 周三" in text(client.get("/daiding-test/?year=2025&page=2"))

    def test_parts_a_full_year_by_month(self, client: Client, issue: Issue) -> None:
        for number in range(14):
            make_page(make_issue(issue.newspaper, date(2025, 2, 1) + timedelta(days=number)))
        shown = text(client.get("/daiding-test/"))
        assert shown.index("2025年 4月") < shown.index("2025年 2月")

    def test_without_issues_leads_on(self, client: Client) -> None:
        paper = make_newspaper()
        assert "这份报纸还没有可读的期" in text(client.get(paper.get_absolute_url()))


def test_local_page_counts_for_its_own_city(client: Client) -> None:
    weifang = make_city("370700", name="潍坊市", short_name="潍坊", pinyin="weifang")
    article = make_article(make_page(city=weifang))
    assert article.page.issue is not None
    name = article.page.issue.newspaper.name
    assert "潍坊" in text(client.get(reverse("archive:cities")))
    assert name in text(client.get(weifang.get_absolute_url()))
    assert name not in text(client.get(reverse("archive:city", args=["370900"])))


class TestIssue:
    def test_leads_to_the_issues_around_it(self, client: Client, issue: Issue) -> None:
        before = make_issue(issue.newspaper, DAY - timedelta(days=3))
        after = make_issue(issue.newspaper, DAY, edition=2)
        make_page(before)
        make_page(after)
        html = client.get(issue.get_absolute_url()).content.decode()
        assert f'rel="prev" href="{before.get_absolute_url()}"' in html
        assert f'rel="next" href="{after.get_absolute_url()}"' in html

    def test_page_marks_itself_as_current(self, client: Client, issue: Issue) -> None:
        url = reverse("archive:page", args=(*issue.url_args, 2))
        html = client.get(url).content.decode()
        assert f'href="{url}" aria-current="page"' in html
        assert "渠水流进麦田" not in html

    def test_shows_source_text_escaped(self, client: Client, issue: Issue) -> None:
        make_page(issue, 3, source_text="<b>粗体</b> & 其他")
        html = client.get(reverse("archive:page", args=(*issue.url_args, 3))).content.decode()
        assert "&lt;b&gt;粗体&lt;/b&gt; &amp; 其他" in html
        assert "这一版没有稿件" in html


class TestArticle:
    def test_jump_lines_lead_to_the_pages(self, client: Client, issue: Issue) -> None:
        html = client.get(article_of(issue, "夜班公交开通").get_absolute_url()).content.decode()
        first = reverse("archive:page", args=(*issue.url_args, 1))
        assert f'<a href="{first}">上接第 1 版</a>' in html

    def test_carries_the_query(self, client: Client, issue: Issue) -> None:
        url = article_of(issue, "渠水流进麦田").get_absolute_url()
        html = client.get(url, {"q": '"麦田"'}).content.decode()
        following = article_of(issue, "老街添了新灯").get_absolute_url()
        assert f'href="{following}?q=%22%E9%BA%A6%E7%94%B0%22"' in html
        assert 'href="/search/?q=%22%E9%BA%A6%E7%94%B0%22"' in html

    def test_leads_back_to_the_very_page_of_results(self, client: Client, issue: Issue) -> None:
        params = SearchParams(
            q="麦田 OR 公交",
            city=("370900", "370700"),
            newspaper=("daiding-test",),
            topic=("farming-test",),
            front=("front",),
            page_label=("1",),
            genre=("news",),
            author=("王一川",),
            year=("2025",),
            month=("2025-04",),
            day=("2025-04-18",),
            without=(("year", "2024"), ("author", "李二河")),
            date_from=DAY,
            date_to=DAY,
            histogram="day",
            sort=Sort.OLDEST,
            page=2,
            page_size=50,
        )
        results = reverse("search:search") + query_string(params)
        url = article_of(issue, "渠水流进麦田").get_absolute_url()
        html = client.get(url + query_string(params) + "&utm_source=x").content.decode()
        (back,) = re.findall(r'href="(/search/[^"]*)"><span[^>]*></span> 回到检索结果', html)
        assert unescape(back) == iri_to_uri(results)
        following = article_of(issue, "老街添了新灯").get_absolute_url()
        assert f'href="{following}{escape(iri_to_uri(query_string(params)))}"' in html

    @pytest.mark.parametrize("parameters", ["", "?utm_source=x", "?q="])
    def test_without_a_search_leads_back_to_none(
        self, client: Client, issue: Issue, parameters: str
    ) -> None:
        url = article_of(issue, "渠水流进麦田").get_absolute_url()
        assert "回到检索结果" not in text(client.get(url + parameters))

    def test_without_a_headline_begins_with_its_text(self, client: Client) -> None:
        article = make_article(headline="", body="供水管网今夜检修，请提前储水。")
        assert "供水管网今夜检修" in text(client.get(article.get_absolute_url()))

    def test_without_a_body_says_so(self, client: Client) -> None:
        article = make_article(body="")
        assert "这一条没有正文。" in text(client.get(article.get_absolute_url()))

    def test_topic_leads_to_search(self, client: Client, issue: Issue) -> None:
        url = article_of(issue, "渠水流进麦田").get_absolute_url()
        assert 'href="/search/?topic=farming-test"' in client.get(url).content.decode()


def test_language_switch_is_remembered(client: Client, issue: Issue) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/newspapers/"})
    assert "Newspapers" in text(client.get("/newspapers/"))
