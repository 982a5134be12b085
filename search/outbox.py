"""Changes of the archive in, outbox rows out; outbox rows in, an index that follows out.

A row is written in the transaction of the change and deleted only after the index has committed:
whatever dies in between, the row is still there and draining it again changes nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.db.models.signals import post_delete, post_save
from haystack import connections

from archive.changes import articles_changed
from archive.models import Article, ArticleTopic, Issue, Newspaper, Page, Topic
from search import words
from search.documents import read_article
from search.models import OutboxEntry

#: Model → the way from an article to it.
PATHS: dict[type[Model], str] = {
    Page: "page",
    Issue: "page__issue",
    Newspaper: "page__issue__newspaper",
    Topic: "topics",
}


@dataclass(frozen=True)
class DrainReport:
    """What a drain did: rows done with, articles indexed, articles taken out."""

    entries: int = 0
    indexed: int = 0
    removed: int = 0


def connect() -> None:
    """Register the receivers; safe to repeat."""
    articles_changed.connect(_on_articles_changed, dispatch_uid="outbox")
    for signal in (post_save, post_delete):
        signal.connect(_on_article, sender=Article, dispatch_uid="outbox")
        signal.connect(_on_topic_given, sender=ArticleTopic, dispatch_uid="outbox")
    for model in PATHS:
        post_save.connect(_on_place, sender=model, dispatch_uid="outbox")


def queue(article_ids: Iterable[int]) -> None:
    """Have these articles looked at again; part of the transaction at hand."""
    rows = [OutboxEntry(article_id=article_id) for article_id in dict.fromkeys(article_ids)]
    OutboxEntry.objects.bulk_create(rows, batch_size=500)


def withdrawn() -> frozenset[int]:
    """Return the articles that readers must not find any more though the index may have them."""
    published = Article.objects.published().filter(pk=OuterRef("article_id"))
    waiting = OutboxEntry.objects.filter(~Exists(published)).order_by()
    return frozenset(waiting.values_list("article_id", flat=True))


def _on_articles_changed(sender: Any, article_ids: Iterable[int], **_kwargs: Any) -> None:
    queue(article_ids)


def _on_article(sender: type[Article], instance: Article, **_kwargs: Any) -> None:
    queue([instance.pk])


def _on_topic_given(sender: type[ArticleTopic], instance: ArticleTopic, **_kwargs: Any) -> None:
    queue([instance.article_id])


def _on_place(sender: type[Model], instance: Model, created: bool, **_kwargs: Any) -> None:
    """Look at all articles below; draining passes over those that are the same as before."""
    if not created:
        queue(Article.objects.filter(**{PATHS[sender]: instance}).values_list("pk", flat=True))


def drain(batch: int = 500) -> DrainReport:
    """Bring the index up to date with the oldest `batch` rows, in one commit.

    Raises SearchUnavailable when the index cannot be read or written; the rows stay.
    """
    if not OutboxEntry.objects.exists():
        return DrainReport()
    engine = connections["default"]
    backend, index = engine.get_backend(), engine.get_unified_index().get_index(Article)
    with backend.writing():
        words.follow()
        with transaction.atomic():  # one state: what changed together is indexed together
            entries = list(OutboxEntry.objects.values_list("pk", "article_id", "forced")[:batch])
            article_ids = {article_id for _pk, article_id, _forced in entries}
            published = list(index.index_queryset().filter(pk__in=article_ids))
        forced = {article_id for _pk, article_id, forced in entries if forced}
        known = {article_id: backend.digest(article_id) for article_id in article_ids}
        changed = [
            article
            for article in published
            if article.pk in forced or known[article.pk] != read_article(article).digest()
        ]
        kept = {article.pk for article in published}
        removed = {pk for pk, digest in known.items() if digest is not None} - kept
        if changed or removed:
            backend.apply(changed, removed)
        OutboxEntry.objects.filter(pk__in=[pk for pk, *_rest in entries]).delete()
    return DrainReport(len(entries), len(changed), len(removed))


def drain_all(batch: int = 500) -> DrainReport:
    """Drain until nothing is left; raises SearchUnavailable."""
    words.queue_changes()
    entries = indexed = removed = 0
    while (report := drain(batch)).entries:
        entries += report.entries
        indexed += report.indexed
        removed += report.removed
    return DrainReport(entries, indexed, removed)
