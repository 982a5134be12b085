"""The words that the archive adds to jieba's dictionary, and how every process follows them.

A word that comes or goes is noted in the same transaction (WordChange, a version in SearchState).
Every process compares the version and takes the new words; the worker has the articles that hold
the word indexed again. Matching is by strings, so that until then only ranking is behind.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save, pre_save
from haystack import connections as engines

from archive.models import Newspaper
from search import segmentation
from search.analysis import fold
from search.engines.base import SearchRequest
from search.models import OutboxEntry, SearchState, UserWord, WordChange
from search.query import Phrase

logger = logging.getLogger(__name__)

STATE = "words"
#: Seconds between two looks of a web process at the version.
INTERVAL = 1.0
#: The least characters of a newspaper's name that is taken as one word.
SHORTEST_NAME = 3

_loaded: int | None = None
_next_look = 0.0


def connect() -> None:
    """Register the receivers; safe to repeat."""
    for model in (UserWord, Newspaper):
        pre_save.connect(_before_saving, sender=model, dispatch_uid="words")
        post_save.connect(_on_saved, sender=model, dispatch_uid="words")
        post_delete.connect(_on_deleted, sender=model, dispatch_uid="words")


def added_words() -> frozenset[str]:
    """Return the folded words that this archive adds to those that every archive has."""
    names = map(fold, Newspaper.objects.values_list("name", flat=True))
    long_names = (name for name in names if len(name) >= SHORTEST_NAME and name.isalnum())
    return frozenset([*UserWord.objects.values_list("folded", flat=True), *long_names])


def version() -> int:
    """Return the number of changes so far, in one small query."""
    return SearchState.objects.filter(pk=STATE).values_list("version", flat=True).first() or 0


def follow() -> None:
    """Take the words as they are now, where this process has not yet; for who writes the index."""
    global _loaded
    now = version()  # before the words: what changes between the two is taken at the next look
    segmentation.use_words(added_words())
    _loaded = now


def follow_at_start() -> None:
    """Take the words before workers fork; without a database yet, jieba's own must do."""
    try:
        follow()
    except DatabaseError as error:
        logger.warning("words not read: %s", error)
    finally:
        connections.close_all()  # a connection must not be shared by workers


def follow_soon() -> threading.Thread | None:
    """Look, once a second at most, whether there are new words, and take them in the background.

    For web processes, at each search: nobody waits. Returns the thread that was started.
    """
    global _next_look
    now = time.monotonic()
    if now < _next_look:
        return None
    _next_look = now + INTERVAL
    if version() == _loaded:
        return None
    thread = threading.Thread(target=_follow_apart, name="words", daemon=True)
    thread.start()
    return thread


def queue_changes() -> int:
    """Have the articles indexed again that hold a word that came or went; returns how many.

    Raises SearchUnavailable where the index cannot be searched; the changes stay noted.
    """
    if not WordChange.objects.exists():
        return 0
    backend = engines["default"].get_backend()
    with backend.writing():  # nobody else writes, so that no article escapes the search
        changes = dict(WordChange.objects.values_list("pk", "word"))
        follow()
        article_ids = {
            hit.article_id
            for word in set(changes.values())
            for hit in backend.run(SearchRequest(Phrase(word), limit=None)).hits
        }
        rows = [OutboxEntry(article_id=pk, forced=True) for pk in sorted(article_ids)]
        with transaction.atomic():
            OutboxEntry.objects.bulk_create(rows, batch_size=500)
            WordChange.objects.filter(pk__in=changes).delete()
    return len(article_ids)


def _follow_apart() -> None:
    """Take the words in a thread of its own."""
    try:
        follow()
    except DatabaseError as error:
        logger.warning("words not read: %s", error)
    finally:
        connection.close()


def _word_of(instance: UserWord | Newspaper) -> str:
    """Return the word that a row adds, folded."""
    return fold(instance.word if isinstance(instance, UserWord) else instance.name)


def _before_saving(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    """Remember what the row was before."""
    before = sender.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._word_before = _word_of(before) if before else ""


def _on_saved(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    before, now = instance._word_before, _word_of(instance)
    if before != now:
        _note(before, now)


def _on_deleted(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    _note(_word_of(instance))


def _note(*words: str) -> None:
    """Write down, in the transaction at hand, that these words came or went."""
    WordChange.objects.bulk_create(WordChange(word=word) for word in words if word)
    if not SearchState.objects.filter(pk=STATE).update(version=F("version") + 1):
        SearchState.objects.create(name=STATE, version=1)
