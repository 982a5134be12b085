"""The index follows the database, whatever changes there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from haystack import connections

from archive.changes import articles_changed
from archive.models import Article, ArticleTopic, City, Issue, Newspaper, Page, Topic
from search import outbox
from search.consistency import compare
from search.engines.base import IndexMissing, SearchRequest
from search.models import OutboxEntry
from search.query import Node, OneOf, Phrase
from tests.factories import add_topic, make_article
from tests.search.conftest import ARTICLES, Shelf

pytestmark = pytest.mark.django_db


def found(shelf: Shelf, tree: Node) -> list[str]:
    hits = connections["default"].get_backend().run(SearchRequest(tree, limit=None))
    return sorted(shelf.names(hit.article_id for hit in hits.hits))


def correct(shelf: Shelf) -> None:
    article = shelf.article("wheat")
    article.headline, article.body = "改种", "改作大麦。"
    article.save()


def delete(shelf: Shelf) -> None:
    shelf.article("wheat").delete()


def delete_page(shelf: Shelf) -> None:
    shelf.article("wheat").page.delete()


def take_down(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    page.published_at = None
    page.save()


def bulk_take_down(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    with transaction.atomic():
        Page.objects.filter(pk=page.pk).update(published_at=None)
        articles_changed.send(Page, article_ids=[shelf.ids["wheat"]])


@pytest.mark.parametrize(
    "change", [correct, delete, delete_page, take_down, bulk_take_down], ids=lambda c: c.__name__
)
def test_change_takes_an_article_out(shelf: Shelf, change: Callable[[Shelf], None]) -> None:
    change(shelf)
    outbox.drain_all()
    assert found(shelf, Phrase("小麦")) == []
    assert not compare()
    assert not OutboxEntry.objects.exists()


def rename_slug(shelf: Shelf) -> None:
    paper = Newspaper.objects.get(slug="dailu-ribao")
    paper.slug = "moved"
    paper.save()


def move_page(shelf: Shelf) -> None:
    for name in ("bridge", "library", "office", "table", "wheat"):
        page = shelf.article(name).page
        page.city = City.objects.get(adcode="330600")
        page.save()


def move_day(shelf: Shelf) -> None:
    for issue in Issue.objects.filter(date=date(2025, 4, 18)):
        issue.date = date(1999, 1, 1)
        issue.save()


def rename_topic(shelf: Shelf) -> None:
    topic = Topic.objects.get(slug="farm-x")
    topic.slug = "crops"
    topic.save()


def give_topic(shelf: Shelf) -> None:
    add_topic(shelf.article("table"), Topic.objects.get(slug="road-x"))


def take_topic(shelf: Shelf) -> None:
    ArticleTopic.objects.get(article_id=shelf.ids["bridge"]).delete()


@pytest.mark.parametrize(
    ("change", "node", "expected"),
    [
        (rename_slug, OneOf("newspaper", ("moved",)), "bridge library office table wheat"),
        (move_page, OneOf("city", ("330600",)), " ".join(sorted(ARTICLES))),
        (move_day, OneOf("year", ("1999",)), "library table taiwan"),
        (rename_topic, OneOf("topic", ("crops",)), "office tea wheat"),
        (give_topic, OneOf("topic", ("road-x",)), "bridge table water"),
        (take_topic, OneOf("topic", ("road-x",)), "water"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_change_of_place_or_topic(
    shelf: Shelf, change: Callable[[Shelf], None], node: Node, expected: str
) -> None:
    change(shelf)
    outbox.drain_all()
    assert found(shelf, node) == expected.split()
    assert not compare()


def test_publishing_brings_articles_in(shelf: Shelf) -> None:
    page = shelf.article("wheat").page
    page.published_at = None
    page.save()
    outbox.drain_all()
    page.published_at = timezone.now()
    page.save()
    assert outbox.drain_all() == outbox.DrainReport(entries=1, indexed=1, removed=0)
    assert found(shelf, Phrase("小麦")) == ["wheat"]


def test_what_is_rolled_back_is_not_indexed(shelf: Shelf) -> None:
    def undo() -> None:
        correct(shelf)
        raise InterruptedError

    with pytest.raises(InterruptedError), transaction.atomic():
        undo()
    assert not OutboxEntry.objects.exists()


def test_draining_again_changes_nothing(shelf: Shelf) -> None:
    outbox.queue(shelf.ids.values())
    report = outbox.drain_all()
    assert report == outbox.DrainReport(entries=len(ARTICLES), indexed=0, removed=0)
    assert outbox.drain() == outbox.DrainReport()


def test_batches(shelf: Shelf) -> None:
    for article in Article.objects.all():
        article.body += "又及。"
        article.save()
    assert outbox.drain(batch=4) == outbox.DrainReport(entries=4, indexed=4, removed=0)
    assert OutboxEntry.objects.count() == len(ARTICLES) - 4
    assert outbox.drain_all(batch=4).indexed == len(ARTICLES) - 4
    assert found(shelf, Phrase("又及")) == sorted(ARTICLES)


def test_entries_stay_while_there_is_no_index(db: None) -> None:
    make_article()
    with pytest.raises(IndexMissing):
        outbox.drain()
    assert OutboxEntry.objects.count() == 1


def test_labels_alone_need_no_indexing(shelf: Shelf) -> None:
    paper = Newspaper.objects.get(slug="dailu-ribao")
    paper.name = "岱麓新报"
    paper.save()
    report = outbox.drain_all()
    assert (report.entries, report.indexed) == (5, 0)


def test_connecting_again_does_not_queue_twice(shelf: Shelf) -> None:
    outbox.connect()
    shelf.article("wheat").save()
    assert OutboxEntry.objects.count() == 1


def test_entry_reads_as_its_article() -> None:
    assert str(OutboxEntry(article_id=17)) == "17"
