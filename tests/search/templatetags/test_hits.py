"""Hits marked in an article."""

import pytest
from django.test import Client

from search.templatetags.hits import mark_hits
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


@pytest.mark.django_db
def test_article_opened_from_a_result_shows_its_hits(client: Client) -> None:
    article = make_article(headline="小麦开镰", body="第一段说小麦。\n第二段不说。")
    url = article.get_absolute_url()
    assert "<em>" not in client.get(url).content.decode()
    html = client.get(url, {"q": "小麦"}).content.decode()
    assert "<p>第一段说<em>小麦</em>。</p>" in html
    assert "<em>小麦</em>开镰</h1>" in html
