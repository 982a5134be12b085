"""Where each reading page leads, and what is its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape, unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from archive.models import Issue
from search.facets import SearchParams, Sort, query_string
from tests.factories import (
    DAY,
    make_article,
    make_city,
    make_issue,
    make_newspaper,
    make_page,
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
