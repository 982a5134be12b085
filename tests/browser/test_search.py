"""Searching as a reader does: what is typed, what is marked, what narrows and what helps."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.models import Article
from search import outbox
from search.consistency import rebuild
from search.spelling import suggesting
from tests.factories import (
    add_topic,
    make_article,
    make_city,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEZE = "城南新桥昨日通车"
LONG = "两岸居民盼了三年，桥头挤满了看热闹的人。" * 6


def write_archive() -> None:
    """Write two papers with a dozen articles over two years."""
    papers = [
        make_newspaper(name="岱麓日报", slug="dailu-ribao"),
        make_newspaper(
            name="牡丹晚报",
            slug="mudan-wanbao",
            city=make_city("371700", name="菏泽市", short_name="菏泽", pinyin="heze"),
        ),
    ]
    roads = make_topic("roads-test", label_zh="路桥", label_en="Roads and bridges")
    for paper, day, page, headline, body in (
        (0, date(2024, 3, 5), 1, "小麦返青", "农技员进地头查看小麦苗情。"),
        (0, date(2024, 5, 30), 2, "小麦开镰", "山前的小麦熟了，农机手连夜检修收割机。"),
        (0, date(2025, 4, 18), 1, "老街添新灯", "夜市摊主王师傅说，亮堂多了。"),
        (1, date(2024, 5, 30), 1, HEZE, f"新建的三孔大桥全长1280米。{LONG}新桥限速六十。"),
        (1, date(2025, 1, 10), 2, "旧桥加固", "北门旧桥的栏杆换了新的，桥面重铺。"),
        (1, date(2025, 4, 18), 2, "牡丹开了", "菏泽各县来赏花的队伍从园门排到了桥头。"),
    ):
        sheet = make_page(make_issue(papers[paper], day), page)
        credits_ = [{"name": "王一川", "role": "记者"}] if page == 1 else []
        article = make_article(sheet, headline=headline, body=body, credits=credits_)
        if "桥" in headline:
            add_topic(article, roads)


@pytest.fixture(autouse=True)
def _archive() -> None:
    """The archive, its index and its suggestions."""
    cache.clear()
    write_archive()
    rebuild()
    outbox.drain_all()
    suggesting.refresh()


@pytest.fixture(params=[1440, 390], ids=["wide", "narrow"])
def any_width(page: Page, request: pytest.FixtureRequest) -> Page:
    """The page at a wide and at a narrow window."""
    page.set_viewport_size({"width": request.param, "height": 844})
    return page


def search(page: Page, query: str, more: str = "") -> None:
    """Open the results of a query; nothing may stand beyond the edge of the window."""
    page.goto(f"/search/?q={query}{more}")
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def headlines(page: Page) -> list[str]:
    return page.locator(".result-headline").all_inner_texts()


def marks(scope: Page | Locator) -> set[str]:
    return set(scope.locator("em").all_inner_texts())


def open_facets(page: Page) -> Locator:
    """Return the facets, with their sheet open where they are one."""
    button = page.locator(".facets-button")
    if button.is_visible() and not page.locator("#facets:popover-open").count():
        button.click()
    return page.locator("#facets")


def facet(page: Page, name: str) -> dict[str, str]:
    """Return value → count as a facet shows them."""
    rows = open_facets(page).locator(f"section[aria-labelledby='facet-{name}'] .facet-value")
    texts = [row.inner_text().split("\n") for row in rows.all()]
    return {"".join(parts[:-1]).strip(): parts[-1].strip() for parts in texts}


def test_quoted_string(any_width: Page) -> None:
    search(any_width, '"新桥"')
    assert headlines(any_width) == [HEZE]
    assert marks(any_width.locator(".results-list")) == {"新桥"}
    snippets = any_width.locator(".snippets li").all_inner_texts()
    assert [text for text in snippets if not text.startswith(("…", "新"))] == []
    assert snippets[-1].endswith("新桥限速六十。")
    assert facet(any_width, "city") == {"菏泽": "1"}


def test_field(any_width: Page) -> None:
    search(any_width, "标题:桥 城市:菏泽")
    assert sorted(headlines(any_width)) == sorted([HEZE, "旧桥加固"])
    assert marks(any_width.locator(".result-headline")) == {"桥"}
    assert any_width.locator(".snippets em").count() == 0
    assert facet(any_width, "topic") == {"路桥": "2"}


def test_wildcard_and_proximity(any_width: Page) -> None:
    search(any_width, "三?大桥")
    assert headlines(any_width) == [HEZE]
    assert "三孔大桥" in marks(any_width)
    search(any_width, '"农机手 收割机"~6')
    assert headlines(any_width) == ["小麦开镰"]
    assert marks(any_width.locator(".snippets")) == {"农机手", "收割机"}


def test_repaired_query_says_how_it_was_read(any_width: Page) -> None:
    search(any_width, "（小麦 “开镰")
    expect(any_width.locator(".reading")).to_contain_text("读作：小麦 开镰")
    expect(any_width.locator(".reading")).to_contain_text("引号没有成对")
    assert headlines(any_width) == ["小麦开镰"]
    assert facet(any_width, "year") == {"2024": "1"}


def test_nothing_found_offers_ways_on(any_width: Page) -> None:
    search(any_width, "小麦", "&city=371700&year=2024")
    empty = any_width.locator(".empty")
    expect(empty).to_contain_text("没有找到")
    expect(empty.get_by_role("listitem").filter(has_text="去掉“城市：菏泽”")).to_contain_text(
        "2 篇"
    )
    expect(empty.get_by_role("link", name="看看检索写法")).to_be_visible()
    empty.get_by_role("link", name="去掉“城市：菏泽”").click()
    assert len(headlines(any_width)) == 2


def test_pinyin_is_offered_in_chinese(any_width: Page) -> None:
    search(any_width, "heze")
    any_width.locator(".empty .variants").get_by_role("link", name="菏泽", exact=True).click()
    expect(any_width.get_by_role("combobox")).to_have_value("菏泽")


def test_value_is_taken_in_and_kept_out(any_width: Page) -> None:
    search(any_width, "桥")
    assert facet(any_width, "page_label") == {"第 1 版": "1", "第 2 版": "2"}
    any_width.get_by_role("link", name="排除“第 2 版”").click()
    assert headlines(any_width) == [HEZE]
    chip = any_width.locator(".chip-excluded")
    expect(chip).to_contain_text("排除 版次：第 2 版")
    shown = facet(any_width, "page_label")
    assert shown == {"第 1 版": "1", "第 2 版（已排除）": "2"}
    if any_width.locator("#facets:popover-open").count():
        any_width.get_by_role("button", name="收起").click()
    chip.click()
    assert len(headlines(any_width)) == 3


def test_several_values_of_one_facet(any_width: Page) -> None:
    search(any_width, "")
    assert facet(any_width, "author") == {"王一川": "3"}
    open_facets(any_width).get_by_role("link", name=re.compile("^2024")).click()
    assert len(headlines(any_width)) == 3
    assert facet(any_width, "year") == {"2025": "3", "2024（已选）": "3"}
    any_width.locator("#facets").get_by_role("link", name=re.compile("^2025")).click()
    assert len(headlines(any_width)) == 6


def test_list_of_all_values(any_width: Page) -> None:
    any_width.goto("/search/facet/topic/?q=桥")
    width = any_width.viewport_size["width"] if any_width.viewport_size else 0
    assert any_width.evaluate("document.documentElement.scrollWidth") <= width
    any_width.get_by_role("link", name=re.compile("^路桥")).click()
    assert sorted(headlines(any_width)) == sorted([HEZE, "旧桥加固"])


def test_bar_of_the_timeline_narrows(any_width: Page) -> None:
    search(any_width, "桥")
    bars = any_width.get_by_role("list").locator(".bar")
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == [
        "2024年5月：1 篇",
        "2025年1月：1 篇",
        "2025年4月：1 篇",
    ]
    assert any_width.locator(".bars-row li").count() == 12
    any_width.get_by_text("看数字").click()
    expect(any_width.locator(".timeline-table")).to_contain_text("2025年1月")
    bars.nth(1).click()
    assert headlines(any_width) == ["旧桥加固"]
    expect(any_width.locator(".chips")).to_contain_text("月份：2025-01")


def test_chart_can_be_skipped_with_the_keyboard(page: Page) -> None:
    search(page, "桥")
    skip = page.get_by_role("link", name="跳过图表")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".result-headline a").first).to_be_focused()


def test_orders(page: Page) -> None:
    search(page, "")
    page.get_by_role("link", name="最早", exact=True).click()
    assert headlines(page)[0] == "小麦返青"
    page.get_by_role("link", name="最新", exact=True).click()
    assert headlines(page)[-1] == "小麦返青"


def test_article_shows_the_marks_of_its_result(page: Page) -> None:
    search(page, "标题:新桥 三?大桥")
    page.get_by_role("link", name=HEZE).click()
    assert marks(page.locator("h1")) == {"新桥"}
    assert marks(page.locator(".article-body")) == {"三孔大桥"}
    page.get_by_role("link", name=re.compile("回到检索结果")).click()
    assert headlines(page) == [HEZE]


def test_pinyin_is_completed_with_the_keyboard(any_width: Page) -> None:
    any_width.goto("/newspapers/")
    box = any_width.get_by_role("combobox")
    box.press_sequentially("桥 heze")
    option = any_width.get_by_role("option", name=re.compile("^菏泽")).first
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    any_width.keyboard.press("ArrowDown")
    expect(any_width.locator("[aria-selected=true]")).to_contain_text("菏泽")
    active = any_width.locator("[aria-selected=true]").get_attribute("id") or ""
    expect(box).to_have_attribute("aria-activedescendant", active)
    any_width.keyboard.press("Enter")
    any_width.wait_for_url(re.compile("/search/"))
    expect(any_width.get_by_role("combobox")).to_have_value("桥 菏泽")


@pytest.mark.parametrize("field", ["", "报纸:"])
def test_suggestions_go_away(page: Page, field: str) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially(f"{field}牡丹晚")
    option = page.get_by_role("option", name=re.compile("牡丹晚报"))
    expect(option).to_contain_text("报纸")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("报")
    option.click()
    page.wait_for_url(re.compile("/search/"))
    expect(page.get_by_role("combobox")).to_have_value("报纸:牡丹晚报")
    assert HEZE in headlines(page)


def test_search_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("旧桥")
    page.get_by_role("button", name="检索").click()
    assert headlines(page) == ["旧桥加固"]
    context.close()


def test_results_in_english(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(base_url=live_server.url, locale="en-US")
    page = context.new_page()
    page.goto("/search/?q=桥&-front=front")
    expect(page.locator(".results-count")).to_have_text("2 articles")
    expect(page.locator(".chip-excluded")).to_contain_text("Not Page: Front page")
    assert page.locator(".bar").first.get_attribute("aria-label") == "January 2025: 1 article"
    context.close()


def test_all_of_it_is_there(page: Page) -> None:
    search(page, "")
    assert len(headlines(page)) == Article.objects.count() == 6
