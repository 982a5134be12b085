"""The words that the archive adds to jieba's dictionary, and how every process follows them.

A word that comes or goes is noted in the same transaction (WordChange). The worker takes the new
words, has the articles that hold one indexed again, and touches a file that web processes look at.
Matching is by strings, so that until then only the order of hits is behind.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from haystack import connections as engines

from archive.models import Newspaper
from search.analysis import fold
from search.engines.base import SearchRequest
from search.models import OutboxEntry, UserWord, WordChange
from search.query import Phrase
from search.text import segmentation

logger = logging.getLogger(__name__)

#: The least characters of a newspaper's name that is taken as one word.
SHORTEST_NAME = 3

#: The state of the file when this process took the words.
_seen = 0


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


def follow() -> None:
    """Take the words as they are now, where this process has not yet; for who writes the index."""
    global _seen
    _seen = _touched()  # before the words: what changes between the two is taken at the next look
    segmentation.use_words(added_words())


def follow_at_start() -> None:
    """Take the words before workers fork; without a database yet, jieba's own must do."""
    try:
        follow()
    except DatabaseError as error:
        logger.warning("words not read: %s", error)
    finally:
        connections.close_all()  # a connection must not be shared by workers


def follow_soon() -> threading.Thread | None:
    """Take new words in the background, where there are any; looks at one file.

    For web processes, at each search: nobody waits. Returns the thread that was started.
    """
    global _seen
    touched = _touched()
    if touched in (0, _seen):
        return None
    _seen = touched
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
        _touch()
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


def _file() -> Path:
    """Return the file that tells web processes of new words."""
    return Path(settings.DATA_DIR) / "words.changed"


def _touched() -> int:
    """Return when the file was touched, or 0 where it never was."""
    try:
        return _file().stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _touch() -> None:
    """Tell web processes that there are new words; this process has them."""
    global _seen
    _file().touch()
    _seen = _touched()
