"""Database and index are compared article by article, and brought together."""

from __future__ import annotations

import pytest
from haystack import connections

from archive.models import Article
from search import outbox
from search.consistency import compare, needs_rebuild, published_digests, rebuild, reconcile
from search.documents import read_article
from search.engines.base import SearchRequest
from search.models import OutboxEntry
from tests.factories import make_article, make_city, make_page
from tests.search.conftest import ARTICLES, Shelf

pytestmark = pytest.mark.django_db


def test_digests_from_rows_and_from_objects_agree(shelf: Shelf) -> None:
    page = make_page(city=make_city("330600"))
    make_article(
        page, kicker="引题", subhead="副题", byline="本报记者 某某", column="栏目",
        credits=[{"name": "某某", "role": "记者"}], genre="photo",
    )  # fmt: skip
    index = connections["default"].get_unified_index().get_index(Article)
    objects = {a.pk: read_article(a).digest() for a in index.index_queryset()}
    assert dict(published_digests()) == objects
    assert len(objects) == len(ARTICLES) + 1


def test_agreement(shelf: Shelf) -> None:
    assert not compare()
    assert not reconcile()
    assert not OutboxEntry.objects.exists()


def test_differences_that_no_signal_told(shelf: Shelf) -> None:
    Article.objects.filter(pk=shelf.ids["tea"]).update(body="茶价平稳。")
    Article.objects.filter(pk=shelf.ids["table"])._raw_delete("default")
    missing = make_article()
    OutboxEntry.objects.all().delete()
    found = compare()
    assert (found.missing, found.outdated, found.surplus) == (
        (missing.pk,), (shelf.ids["tea"],), (shelf.ids["table"],),
    )  # fmt: skip
    assert reconcile() == found
    outbox.drain_all()
    assert not compare()


def test_rebuild_says_why_it_is_needed(db: None) -> None:
    assert needs_rebuild() == "IndexMissing"
    rebuild()
    assert needs_rebuild() == ""
    folder = connections["default"].get_backend().store.folder.path
    (folder / "current.json").write_text("{")
    assert needs_rebuild() == "IndexCorrupt"


def test_unpublished_articles_are_not_indexed(shelf: Shelf) -> None:
    make_article(make_page(published_at=None), headline="未发布的稿件")
    assert rebuild() == len(ARTICLES)
    backend = connections["default"].get_backend()
    assert backend.run(SearchRequest()).total == len(ARTICLES)
