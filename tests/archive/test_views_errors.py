"""What is shown when something is wrong: with the request, the role, the server, the database."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from tests.factories import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Totals are kept for a minute: no test may see another's."""
    cache.clear()


class TestHealth:
    def test_ok(self, client: Client) -> None:
        response = client.get("/healthz")
        assert (response.status_code, response.content) == (200, b"ok")

    def test_database_down(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse() -> None:
            raise DatabaseError

        monkeypatch.setattr(connection, "cursor", refuse)
        assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(("language", "words"), [("zh", "看不懂这个请求"), ("en", "understood")])
@pytest.mark.parametrize(
    ("path", "headers"),
    [("/search/?" + "x=1&" * 1001, {}), ("/", {"host": "elsewhere.example"})],
    ids=["too-many-parameters", "unknown-host"],
)
def test_bad_request_says_so(
    client: Client, path: str, headers: dict[str, str], language: str, words: str
) -> None:
    response = client.get(path, headers={**headers, "accept-language": language})
    assert response.status_code == 400
    assert words in response.content.decode()
    assert 'id="main"' in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("zh", "没有权限"), ("en", "Not allowed")])
def test_what_a_role_may_not_do_says_so(client: Client, language: str, words: str) -> None:
    client.force_login(make_editor(codenames=()))
    url = reverse("admin:archive_page_changelist")
    response = client.get(url, headers={"accept-language": language})
    assert response.status_code == 403
    assert words in response.content.decode()
    assert 'id="main"' in response.content.decode()


def test_failure_page_needs_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr("archive.views.topic_rows", fail)
    monkeypatch.setattr("archive.context_processors.holdings", fail)
    client.raise_request_exception = False
    response = client.get("/topics/")
    assert response.status_code == 500
    assert "出错了" in response.content.decode()
