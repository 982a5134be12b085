"""An issue for readers, and their pages as they read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.models import Article, Issue
from tests.factories import (
    DAY,
    add_topic,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def make_read_issue() -> Issue:
    """Return an issue of two pages (of three announced) with three articles and a topic."""
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
