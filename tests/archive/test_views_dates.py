"""Addresses with dates: only those that an issue can have."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from archive.parsing.dates import EARLIEST, LATEST
from tests.factories import make_article, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Totals are kept for a minute: no test may see another's."""
    cache.clear()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/calendar/1066/", 404),
        ("/calendar/1799/", 404),
        ("/calendar/1800/", 200),
        ("/calendar/2199/", 200),
        ("/calendar/2200/", 404),
        ("/days/0001-01-01/", 404),
        ("/days/1799-12-31/", 404),
        ("/days/1800-01-01/", 200),
        ("/days/2199-12-31/", 200),
        ("/days/2200-01-01/", 404),
        ("/days/9999-12-31/", 404),
    ],
)
def test_status(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_issues_of_the_first_and_last_day_can_be_read(client: Client) -> None:
    paper = make_newspaper(slug="edges-test")
    for day in (EARLIEST, LATEST):
        issue = make_issue(paper, day)
        make_article(make_page(issue))
        paths = ["/", "/calendar/", f"/calendar/{day.year}/?newspaper=edges-test"]
        paths += [f"/days/{day}/", f"/edges-test/?year={day.year}", issue.get_absolute_url()]
        statuses = {path: client.get(path, follow=True).status_code for path in paths}
        assert set(statuses.values()) == {200}, statuses
