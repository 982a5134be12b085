"""A real browser on a live server, for the tests marked `browser`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

# Playwright's synchronous API runs an event loop in this thread; Django then refuses the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def chromium_path() -> str | None:
    """Return the browser to start: as the environment says, Debian's, or None for Playwright's."""
    named = os.environ.get("DIBAO_CHROMIUM")
    if named:
        return named
    debian = Path("/usr/bin/chromium")
    return str(debian) if debian.exists() else None


@pytest.fixture(scope="session", autouse=True)
def static_files_from_the_tree() -> Iterator[None]:
    """Let the server, which starts once for all tests, do without collected static files."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh page of a Chinese reader; addresses are relative to the live server."""
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1440, "height": 900}
    )
    yield context.new_page()
    context.close()
