"""The address of the search engine and what is told when it is wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.search_url import search_connection


@pytest.mark.parametrize(
    ("url", "engine", "path"),
    [
        ("whoosh:///srv/a/index", "search.engines.whoosh.WhooshEngine", "/srv/a/index"),
        ("tantivy:///srv/b", "search.engines.tantivy.TantivyEngine", "/srv/b"),
        ("whoosh:///srv/%E9%82%B8%20%E6%8A%A5", "search.engines.whoosh.WhooshEngine",
         "/srv/邸 报"),
    ],
)  # fmt: skip
def test_address(url: str, engine: str, path: str) -> None:
    assert search_connection(url) == {"ENGINE": engine, "PATH": path, "SILENTLY_FAIL": False}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "use whoosh:///folder or tantivy:///folder"),
        ("/srv/index", "use whoosh:///folder"),
        ("elasticsearch://host/index", "use whoosh:///folder"),
        ("whoosh://", "whole path of a folder"),
        ("whoosh:///", "whole path of a folder"),
        ("tantivy://index", "tantivy:///srv"),
    ],
)
def test_mistake_is_told(url: str, told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=told):
        search_connection(url)
