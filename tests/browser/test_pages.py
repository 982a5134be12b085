"""What only a browser can tell: width, keyboard, theme, language, and life without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from archive.models import Issue
from tests.factories import (
    add_topic,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = {
    "home": "/",
    "cities": "/cities/",
    "city": "/cities/370900/",
    "newspapers": "/newspapers/",
    "newspaper": "/browser-paper/",
    "calendar": "/calendar/2025/",
    "day": "/days/2025-04-18/",
    "issue": "/browser-paper/2025-04-18/ed-1/",
    "page": "/browser-paper/2025-04-18/ed-1/p-1/",
    "article": "/browser-paper/2025-04-18/ed-1/p-1/a-1/",
    "search": "/search/?q=麦田",
    "topics": "/topics/",
    "help": "/help/",
    "api": "/api/",
    "400": "/search/?" + "x=1&" * 1001,
    "404": "/no-such-paper/",
}


@pytest.fixture(autouse=True)
def issue() -> Issue:
    """An issue with long and short headlines, a city, a topic."""
    cache.clear()
    issue = make_issue(make_newspaper(name="岱定新报", slug="browser-paper"), pages_announced=4)
    page = make_page(issue, source_text="一行很长的原文" * 40)
    long = make_article(
        page, headline="麦田里的春灌从凌晨四点开始一直忙到太阳落山" * 2, jump_to="2"
    )
    make_article(page, headline="老街添新灯")
    make_article(make_page(issue, 2, name="综合"), headline="夜班公交开通")
    add_topic(long, make_topic())
    return issue


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("kind", PATHS)
def test_nothing_stands_beyond_the_edge(page: Page, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(PATHS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_slash_goes_to_the_search_box(page: Page) -> None:
    page.goto(PATHS["newspapers"])
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("春/耕")
    expect(box).to_have_value("春/耕")


def test_first_tab_is_the_skip_link(page: Page) -> None:
    page.goto(PATHS["article"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_theme_is_remembered_on_the_next_page(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(PATHS["home"])
    switch = page.get_by_role("button", name="外观")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(251, 250, 246)"
    switch.click()
    switch.click()
    expect(switch).to_have_accessible_name(re.compile("深色"))
    page.goto(PATHS["newspapers"])
    assert page.evaluate(ground) == "rgb(21, 21, 19)"


def test_language_switch_stays_on_the_page(page: Page) -> None:
    page.goto(PATHS["calendar"])
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile("/calendar/2025/$"))
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Newspapers")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("navigation", name="主导航")).to_contain_text("报纸")


def test_menu_opens_at_narrow_widths(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PATHS["newspapers"])
    calendar = page.get_by_role("link", name="日历", exact=True)
    expect(calendar).to_be_hidden()
    page.get_by_role("button", name="菜单").click()
    calendar.click()
    expect(page).to_have_url(re.compile("/calendar/"))


def test_reading_way_from_home_to_an_article(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="岱定新报").first.click()
    page.get_by_role("link", name="老街添新灯").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("老街添新灯")
    page.get_by_role("link", name=re.compile("版面原文")).click()
    expect(page.locator("#source")).to_have_attribute("open", "")


def test_citation_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PATHS["article"])
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert "岱定新报, 2025-04-18(1)" in page.evaluate("navigator.clipboard.readText()")


def test_everything_is_there_without_javascript(
    browser: Browser, live_server: LiveServer, issue: Issue
) -> None:
    context = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto(PATHS["article"])
    expect(page.locator("#citation")).to_contain_text("[N]. 岱定新报, 2025-04-18(1)")
    expect(page.get_by_role("button", name="复制")).to_have_count(0)
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("link", name="报纸", exact=True).click()
    expect(page).to_have_url(re.compile(reverse("archive:newspapers")))
    context.close()
