"""Hits marked in an article."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.safestring import SafeString

from search.templatetags.hits import mark_author, mark_column, mark_hits, mark_title
from tests.factories import make_article


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("本市小麦开镰", "小麦", "本市<em>小麦</em>开镰"),
        ("本市小麦开镰", '"麦开"', "本市小<em>麦开</em>镰"),
        ("<b>小麦</b>", "小麦", "&lt;b&gt;<em>小麦</em>&lt;/b&gt;"),
        ("ＡＩ助农", "ai", "<em>ＡＩ</em>助农"),
        ("<script>", "", "&lt;script&gt;"),
        ("小麦开镰", "-小麦", "小麦开镰"),
        ("小麦开镰", '"', "小麦开镰"),
    ],
    ids=["word", "string", "escaped", "width", "no query", "negation", "lone quote"],
)
def test_mark_hits(text: str, query: str, html: str) -> None:
    assert mark_hits(text, query) == html


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("小麦", {mark_hits, mark_title, mark_author, mark_column}),
        ("标题:小麦", {mark_title}),
        ("作者:小麦", {mark_author}),
        ("栏目:小麦", {mark_column}),
        ("小?", {mark_hits, mark_title, mark_author, mark_column}),
        ('"小 麦"~2', {mark_hits, mark_title, mark_author, mark_column}),
        ("城市:小麦", set()),
    ],
)
def test_named_field_is_marked_alone(
    query: str, marked: set[Callable[[str, str], SafeString]]
) -> None:
    filters = (mark_hits, mark_title, mark_author, mark_column)
    assert {each for each in filters if each("小麦", query) == "<em>小麦</em>"} == marked


@pytest.mark.django_db
def test_article_opened_from_a_result_shows_its_hits(client: Client) -> None:
    article = make_article(headline="小麦开镰", body="第一段说小麦。\n第二段不说。")
    url = article.get_absolute_url()
    assert "<em>" not in client.get(url).content.decode()
    html = client.get(url, {"q": "小麦"}).content.decode()
    assert "<p>第一段说<em>小麦</em>。</p>" in html
    assert "<em>小麦</em>开镰</h1>" in html


@pytest.mark.django_db
def test_article_marks_what_a_field_names(client: Client) -> None:
    article = make_article(
        column="小麦专栏",
        headline="小麦开镰",
        body="小麦熟了。",
        credits=[{"name": "麦小麦", "role": "记者"}],
    )
    html = client.get(article.get_absolute_url(), {"q": "标题:小麦 作者:麦?麦"}).content.decode()
    head = html[html.index("<article") : html.index('<nav class="article-steps"')]
    assert re.findall(r"<em>.*?</em>", head) == ["<em>小麦</em>", "<em>麦小麦</em>"]
