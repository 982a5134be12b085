"""Pages read while an editor publishes, withdraws or deletes, between any two queries of a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from archive import reading
from archive.holdings import city_rows
from archive.models import Article, Issue
from tests.factories import make_article, make_city, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db

PATHS = {
    "home": "/",
    "cities": "/cities/",
    "city": "/cities/370900/",
    "newspapers": "/newspapers/",
    "newspaper": "/races-test/",
    "calendar": "/calendar/2025/?newspaper=races-test",
    "latest-calendar": "/calendar/",
    "day": "/days/2025-04-18/",
    "topics": "/topics/",
    "issue": "/races-test/2025-04-18/ed-1/",
    "page": "/races-test/2025-04-18/ed-1/p-2/",
    "article": "/races-test/2025-04-18/ed-1/p-2/a-1/",
}
Edit = Callable[[Issue], Any]


@pytest.fixture
def issue() -> Issue:
    """An issue of two published pages and a third that is not, each with an article."""
    cache.clear()
    issue = make_issue(make_newspaper(slug="races-test"))
    for sequence in (1, 2, 3):
        page = make_page(issue, sequence, published_at=timezone.now() if sequence < 3 else None)
        make_article(page, jump_to="1", jump_from="3")
    return issue


class Interruption:
    """Does `edit` just before the query numbered `at`, or before the first one that has `text`."""

    def __init__(self, edit: Callable[[], Any], at: int = 0, text: str = "") -> None:
        self.edit, self.at, self.text = edit, at, text
        self.seen, self.done = 0, False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.seen += 1
        if not self.done and self.seen >= self.at and self.text in sql:
            self.done = True
            self.edit()
        return execute(sql, *rest)


def withdraw(issue: Issue) -> None:
    issue.pages.update(published_at=None)


def publish(issue: Issue) -> None:
    issue.pages.update(published_at=timezone.now())


def renumber(issue: Issue) -> None:
    issue.pages.filter(sequence=2).update(sequence=7)


def delete(issue: Issue) -> None:
    Article.objects.filter(page__issue=issue).delete()
    issue.pages.all().delete()
    Issue.objects.filter(pk=issue.pk).delete()


@pytest.mark.parametrize("edit", [withdraw, publish, renumber, delete])
@pytest.mark.parametrize("kind", PATHS)
def test_no_view_fails(client: Client, issue: Issue, kind: str, edit: Edit) -> None:
    hook, at = Interruption(lambda: edit(issue)), 0
    while hook.done or not at:
        cache.clear()
        at += 1
        hook = Interruption(lambda: edit(issue), at)
        with transaction.atomic():
            with connection.execute_wrapper(hook):
                response = client.get(PATHS[kind])
            transaction.set_rollback(True)
        assert response.status_code in (200, 302, 404)


def test_a_page_published_meanwhile_waits_for_the_next_reader(client: Client, issue: Issue) -> None:
    hook = Interruption(lambda: publish(issue), text='FROM "archive_article"')
    with connection.execute_wrapper(hook):
        cells = reading.page_cells(AnonymousUser(), issue)
    assert hook.done
    assert [(cell.sequence, len(cell.articles)) for cell in cells] == [(1, 1), (2, 1)]


def test_an_article_withdrawn_meanwhile_has_no_neighbours() -> None:
    assert reading.neighbours(["a", "b"], "c") == (None, None)


def test_a_city_deleted_meanwhile_is_left_out() -> None:
    cache.clear()
    city = make_city("999901", name="示例市", short_name="示例")
    issue = make_issue(make_newspaper(city=city))
    make_article(make_page(issue))

    def remove() -> None:
        delete(issue)
        issue.newspaper.delete()
        city.delete()

    hook = Interruption(remove, text='FROM "archive_city"')
    with connection.execute_wrapper(hook):
        assert city_rows() == []
    assert hook.done
