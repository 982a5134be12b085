"""The engine as settings name it: Haystack's calls end in one store of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from haystack.utils.loading import load_backend

from archive.models import Article
from search.engines.tantivy.store import TantivyStore
from search.query import parse
from tests.search.conftest import Shelf

ENGINE = "search.engines.tantivy.TantivyEngine"


def test_every_thread_has_the_same_store(tmp_path: Path) -> None:
    engine = load_backend(ENGINE)
    one, other = (engine.backend("default", PATH=str(tmp_path / "index")) for _ in range(2))
    assert isinstance(one.store, TantivyStore)
    assert one.store is other.store
    assert not one.exists()


@pytest.mark.django_db
def test_articles_go_in_and_are_found(shelf: Shelf, tmp_path: Path) -> None:
    backend = load_backend(ENGINE).backend("default", PATH=str(tmp_path / "index"))
    backend.update(None, Article.objects.published().with_place())
    found = backend.search(parse("标题:茶").tree, end_offset=10, facets={"city": {}})
    assert found["hits"] == len(found["results"]) == 2
    assert sum(count for _city, count in found["facets"]["fields"]["city"]) == 2
    backend.remove(f"archive.article.{found['results'][0].pk}")
    assert backend.search(parse("标题:茶").tree)["hits"] == 1
    backend.clear()
    assert backend.exists()
    assert backend.search(None)["hits"] == 0
