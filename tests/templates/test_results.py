"""The results page, rendered from results made by hand: every state it can be in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from search.facets import Chip, Facet, FacetValue, PageLink, SearchParams, Sort, SortLink
from search.service import Result, ResultPage, VariantLink
from search.timeline import build_timeline
from tests.factories import (
    add_topic,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Totals are kept for a minute: no test may see another's."""
    cache.clear()


@pytest.fixture
def found() -> ResultPage:
    """One page of several, with a result, a chip, a long facet and all three orders."""
    page = make_page(make_issue(make_newspaper(name="岱顶示例报")), 2, name="民生")
    article = make_article(page, credits=[{"name": "王一川", "role": "记者"}])
    add_topic(article, make_topic())
    result = Result(
        article=article,
        headline_html=mark_safe("<em>春灌</em>进行时 &lt;一&gt;"),
        snippets=(mark_safe("渠水进了<em>春灌</em>的田"), mark_safe("第二处<em>春灌</em>")),
        score=1.0,
        url=f"{article.get_absolute_url()}?q=%E6%98%A5%E7%81%8C",
    )
    values = tuple(
        FacetValue(
            str(n), f"城市{n}", 100 - n, f"?c={n}", n == 1, "" if n == 2 else f"?w={n}", n == 2
        )
        for n in range(12)
    )
    return ResultPage(
        SearchParams(q="春灌"),
        count=1284,
        results=(result,),
        facets=(
            Facet("city", "城市", values[:8], values[8:], 30, "?q=%E6%98%A5"),
            Facet("topic", "主题", ()),
        ),
        timeline=build_timeline(SearchParams(q="春灌"), {"2024-11": 1200, "2025-02": 84}),
        chips=(Chip("城市：城市1", "?q=x"), Chip("城市：城市2", "?q=y", excluded=True)),
        sorts=(
            SortLink(Sort.RELEVANCE, "相关", "?s=r", True),
            SortLink(Sort.NEWEST, "最新", "?s=n", False),
        ),
        page=2,
        pages=64,
        page_links=(PageLink(1, "?page=1", False), PageLink(None, "", False)),
        next_url="?page=3",
        previous_url="?page=1",
    )


def rendered(page: ResultPage) -> str:
    """Return the results page as HTML."""
    request = RequestFactory().get("/search/")
    request.user = AnonymousUser()
    return render_to_string("search/results.html", {"result": page}, request=request)


def test_result_row(found: ResultPage) -> None:
    html = rendered(found)
    assert f'<a href="{found.results[0].url}"><em>春灌</em>进行时 &lt;一&gt;</a>' in html
    assert "渠水进了<em>春灌</em>的田" in html
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "岱顶示例报 2025-04-18 周五 第2版 民生 王一川 26 字" in words
    assert "农事" in words
    assert "共 1,284 篇" in words


def test_without_a_marked_headline_shows_the_title(found: ResultPage) -> None:
    result = replace(found.results[0], headline_html=mark_safe(""))
    assert result.article.title in rendered(replace(found, results=(result,)))


def test_facets_show_some_values_and_fold_the_rest(found: ResultPage) -> None:
    html = rendered(found)
    before, after = html.split("<summary>更多</summary>")
    assert "城市7" in before
    assert "城市8" not in before
    assert "城市9" in after
    assert 'href="/search/facet/city/?q=%E6%98%A5" rel="nofollow">全部 30 个</a>' in after
    assert 'id="facet-topic"' not in html


def test_facet_values_are_taken_in_and_kept_out(found: ResultPage) -> None:
    rows = re.findall(r'<li class="facet-row.*?</li>', rendered(found))
    free, chosen, excluded = rows[:3]
    assert 'href="?c=0"' in free
    assert 'href="?w=0" rel="nofollow" title="排除“城市0”"' in free
    assert "facet-chosen" in chosen
    assert "（已选）" in chosen
    assert "facet-excluded" in excluded
    assert "（已排除）" in excluded
    assert "facet-without" not in excluded


def test_timeline_is_a_row_of_links_and_a_table(found: ResultPage) -> None:
    html = rendered(found)
    chart = html[html.index('<section class="timeline"') : html.index('<ol class="result-rows"')]
    assert re.findall(r'class="bar" href="([^"]*)"[^>]*aria-label="([^"]*)"', chart) == [
        ("?q=春灌&amp;year=2024&amp;month=2024-11", "2024年11月：1,200 篇"),
        ("?q=春灌&amp;year=2025&amp;month=2025-02", "2025年2月：84 篇"),
    ]
    bars = chart[chart.index("<ol") : chart.index("</ol>")]
    assert bars.count("<li>") == 4
    assert bars.count("<rect") == 2
    assert re.findall(r'<th scope="row"[^>]*>(.*?)</th><td class="number">(.*?)</td>', chart) == [
        ("2024年11月", "1,200"), ("2025年2月", "84"),
    ]  # fmt: skip
    assert re.findall(r">(按.)</a>", chart) == ["按年", "按月", "按日"]
    assert "style=" not in chart


def test_one_bar_is_no_chart(found: ResultPage) -> None:
    one = build_timeline(SearchParams(), {"2025-04-18": 3})
    assert 'class="timeline"' not in rendered(replace(found, timeline=one))


def test_chart_in_english(found: ResultPage) -> None:
    with translation.override("en"):
        html = rendered(found)
    assert 'aria-label="November 2024: 1,200 articles"' in html


def test_chips_orders_and_pages(found: ResultPage) -> None:
    html = rendered(found)
    assert re.search(r'<a class="chip" href="\?q=x">.*?城市：城市1', html)
    assert re.search(r'<a class="chip chip-excluded" href="\?q=y">.*?排除</span> 城市：城市2', html)
    assert '<a href="?s=r" aria-current="true">相关</a>' in html
    assert 'rel="prev" href="?page=1"' in html
    assert 'rel="next" href="?page=3"' in html
    assert 'aria-hidden="true">…<' in html


@pytest.mark.parametrize(
    ("changes", "shown", "hidden"),
    [
        (
            {"results": (), "count": 0, "unfiltered": 1_284},
            ["没有找到", '去掉全部筛选</a> <span class="figures">（1,284 篇）', "共 0 篇"],
            ["result-rows"],
        ),
        ({"results": (), "count": 0, "chips": ()}, ["没有找到"], ["去掉全部筛选"]),
        (
            {"results": (), "count": 0, "params": SearchParams(city=("370900",))},
            ["全部稿件", "没有符合这些筛选的稿件"],
            ["「"],
        ),
        ({"error": "索引正在重建。"}, ["索引正在重建。", "先按报纸浏览"], ["篇</p>", "facets"]),
        (
            {"results": (), "count": 0, "chips": (Chip("城市：甲", "?q=z", False, 12),)},
            ['<a href="?q=z">去掉“城市：甲”</a> <span class="figures">（12 篇）'],
            ["去掉“城市：乙”", "去掉全部筛选"],
        ),
        (
            {"results": (), "count": 0, "chips": (Chip("城市：甲", "?q=z", True, 12),)},
            ['<a href="?q=z">不再排除“城市：甲”</a>'],
            [],
        ),
        (
            {"results": (), "previous_url": "?page=64"},
            ["这一页没有稿件", '<a href="?page=64">回到最后一页</a>'],
            ["没有找到"],
        ),
        ({"partial": True}, ["至少 1,284 篇", "到时间就停了"], ["共 1,284 篇"]),
        ({"message": "引号没有成对。"}, ["引号没有成对。", "result-rows"], ["alert"]),
        ({"pages": 1}, ["result-rows"], ['class="pager"']),
    ],
    ids=[
        "nothing",
        "nothing-no-filters",
        "no-query",
        "error",
        "without-filter",
        "without-exclusion",
        "beyond-the-end",
        "partial",
        "message",
        "one-page",
    ],
)
def test_states(
    found: ResultPage, changes: dict[str, object], shown: list[str], hidden: list[str]
) -> None:
    html = rendered(replace(found, **changes))  # type: ignore[arg-type]
    main = html[html.index("<main") : html.index("</main>")]
    assert [words for words in shown if words not in main] == []
    assert [words for words in hidden if words in main] == []


def test_sizes_of_a_page(found: ResultPage) -> None:
    sizes = (PageLink(20, "?", True), PageLink(50, "?page_size=50", False))
    html = rendered(replace(found, sizes=sizes))
    assert '<a class="figures" href="?page_size=50">50</a>' in html
    assert "每页篇数" not in rendered(found)


@pytest.mark.parametrize("count", [0, 84])
def test_other_spellings(found: ResultPage, count: int) -> None:
    offered = (VariantLink("菏泽", "拼音", 12, "?q=v"),)
    results = found.results if count else ()
    html = rendered(replace(found, variants=offered, count=count, results=results))
    assert html.count("也可检索：") == 1
    assert '<a href="?q=v" lang="zh-Hans">菏泽</a> <span class="quiet">12 篇，拼音</span>' in html


def test_query_is_escaped(found: ResultPage) -> None:
    html = rendered(replace(found, params=SearchParams(q="<script>alert(1)</script>")))
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3
