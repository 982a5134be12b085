"""The whole path on the real thing: gunicorn, worker, browser; upload, review, publish, find."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages import STORIES, page_text

ROOT = Path(__file__).parents[2]
RIVER, FARM, STARS = STORIES
pytestmark = pytest.mark.browser


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    for _try in range(300):
        try:
            with urllib.request.urlopen(url + "/healthz", timeout=2):  # noqa: S310 - our own
                return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "serve ended before it answered"
            time.sleep(0.1)
    pytest.fail("the site did not come up")


class Site:
    """A site of its own, served as `make run` serves it."""

    def __init__(self, data: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._env = {
            **os.environ,
            "DIBAO_DATA_DIR": str(data),
            "DIBAO_BIND": f"127.0.0.1:{port}",
            "DIBAO_LOAD_SAMPLES": "0",
            "DIBAO_ADMIN_PASSWORD": "for-this-test-only",
            "DIBAO_PROFILE": "development",
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), "serve"]
        self._process = subprocess.Popen(command, env=self._env, cwd=ROOT)
        wait_until_up(self.url, self._process)

    def kill(self) -> None:
        """End the supervisor as a power cut would; its children go with it."""
        self._process.kill()
        self._process.wait()
        time.sleep(1.5)

    def stop(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    assert site.stop() == 0


@pytest.fixture
def editor(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", "for-this-test-only")
    page.click("input[type=submit]")
    yield page
    context.close()


def upload(editor: Page, text: str) -> None:
    editor.goto("/admin/")
    editor.click("text=上传报纸文本")
    file = {"name": "page.txt", "mimeType": "text/plain", "buffer": text.encode()}
    editor.set_input_files("#id_texts", file)  # type: ignore[arg-type]
    editor.click("text=上传并识别")


def expect_found(page: Page, query: str, headline: str) -> None:
    """The worker has five seconds to bring the index up to date."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        page.goto(f"/search/?q={query}")
        if headline in page.inner_text("main"):
            return
        time.sleep(0.25)
    pytest.fail(f"{headline} was not found within five seconds")


def expect_gone(page: Page, query: str, headline: str) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        page.goto(f"/search/?q={query}")
        if headline not in page.inner_text("main"):
            return
        time.sleep(0.25)
    pytest.fail(f"{headline} was still found after five seconds")


def test_from_upload_to_the_article_found_and_away_again(
    editor: Page, browser: Browser, site: Site
) -> None:
    head = "泰安日报社出版\n\n2025年4月18日 星期五\n\nCN37-9913 第900期 今日四版\n"
    upload(editor, page_text(head=head))
    expect(editor.locator("main, #content").first).to_contain_text("泰安日报")
    for headline in STORIES:
        expect(editor.locator("ol.articles")).to_contain_text(headline)

    reader = browser.new_context(base_url=site.url, locale="zh-CN").new_page()
    reader.goto("/search/?q=樱桃大棚")
    assert FARM not in reader.inner_text("main"), "not published yet"

    editor.click("button:has-text('发布已有位置的')")
    expect(editor.locator(".messagelist")).to_contain_text("已发布 1 版")
    expect_found(reader, "樱桃大棚", FARM)
    assert reader.locator("main em", has_text="樱桃").count() >= 1

    reader.click(f"a:has-text('{FARM}')")
    assert reader.url.split("?")[0].endswith("/taian-ribao/2025-04-18/ed-1/p-1/a-2/")
    expect(reader.locator("h1")).to_contain_text(FARM)
    expect(reader.locator("article").first).to_contain_text("果子个头匀称")

    editor.goto("/admin/archive/article/?q=农技员")
    editor.click(f"#result_list a:has-text('{FARM}')")
    editor.fill("#id_headline", "果农学会了控水")
    editor.click("input[name=_save]")
    expect_found(reader, "学会了控水", "果农学会了控水")

    editor.goto("/admin/archive/article/?q=农技员")
    editor.click("#result_list a:has-text('果农学会了控水')")
    editor.click("a.deletelink")
    editor.click("input[type=submit]")
    expect_gone(reader, "控水", "果农学会了控水")


def test_power_cut_after_publishing_loses_nothing(
    editor: Page, browser: Browser, site: Site
) -> None:
    head = "泰安日报社出版\n\n2025年4月19日 星期六\n\nCN37-9913 第901期 今日四版\n"
    upload(editor, page_text(STARS, head=head))
    editor.click("button:has-text('发布已有位置的')")
    expect(editor.locator(".messagelist")).to_contain_text("已发布 1 版")
    site.kill()
    site.start()

    reader = browser.new_context(base_url=site.url, locale="zh-CN").new_page()
    reader.goto("/search/?q=天文台&date_from=2025-04-19")
    assert STARS in reader.inner_text("main")
