"""Database and index in, what differs between them out; and how to bring them together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from haystack import connections

from archive.models import Article, ArticleTopic
from search import words
from search.documents import ROW, read_row
from search.engines.base import IndexCorrupt, IndexMissing, IndexStale
from search.outbox import queue

logger = logging.getLogger(__name__)

#: What a rebuild mends.
UNUSABLE = (IndexMissing, IndexStale, IndexCorrupt)


@dataclass(frozen=True)
class Differences:
    """Articles that the index lacks, has in an older state, or should not have."""

    missing: tuple[int, ...]
    outdated: tuple[int, ...]
    surplus: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.surplus)

    @property
    def article_ids(self) -> tuple[int, ...]:
        """All of them."""
        return self.missing + self.outdated + self.surplus


def published_digests() -> Iterator[tuple[int, bytes]]:
    """Yield every published article with the digest of its state, without making model objects."""
    topics: dict[int, list[str]] = {}
    given = ArticleTopic.objects.filter(article__page__published_at__isnull=False)
    for article_id, slug in given.values_list("article_id", "topic__slug").iterator(2_000):
        topics.setdefault(article_id, []).append(slug)
    rows = Article.objects.published().order_by("pk").values_list(*ROW)
    for row in rows.iterator(2_000):
        yield row[0], read_row(row, topics.get(row[0], ())).digest()


def compare() -> Differences:
    """Compare every published article with the index; raises SearchUnavailable."""
    indexed: dict[int, bytes] = connections["default"].get_backend().digests()
    missing, outdated = [], []
    for pk, digest in published_digests():
        known = indexed.pop(pk, None)
        if known is None:
            missing.append(pk)
        elif known != digest:
            outdated.append(pk)
    return Differences(tuple(missing), tuple(outdated), tuple(indexed))


Progress = Callable[[Iterable[Article], int], Iterable[Article]]


def _silent(articles: Iterable[Article], total: int) -> Iterable[Article]:
    return articles


def rebuild(progress: Progress = _silent) -> int:
    """Build the index anew from the database; returns how many articles it holds.

    `progress` is put around the articles to show how far it is. Raises IndexLocked.
    """
    engine = connections["default"]
    index = engine.get_unified_index().get_index(Article)
    counted = 0

    def articles() -> Iterator[Article]:
        nonlocal counted
        words.follow()
        published = index.index_queryset().order_by("pk")
        counted = published.count()
        yield from progress(published.iterator(500), counted)

    engine.get_backend().rebuild(articles())
    return counted


def needs_rebuild() -> str:
    """Return why the index must be built anew, or nothing; raises other SearchUnavailable.

    Compares every byte of the index with its checksum: some 0.1 s for 100 MB.
    """
    backend = connections["default"].get_backend()
    try:
        backend.verify()
        backend.digests()
    except UNUSABLE as error:
        return type(error).__name__
    return ""


def heal(*, thorough: bool = False) -> None:
    """Build the index anew where a look finds that it cannot be used: a quick one, or, `thorough`,
    one at every byte.

    Raises IndexLocked or IndexUnwritable.
    """
    backend = connections["default"].get_backend()
    look = backend.verify if thorough else backend.check
    try:
        look()
    except UNUSABLE:
        with backend.writing():
            try:
                look()  # another process may have built it meanwhile
            except UNUSABLE as error:
                logger.warning("building the index anew: %s", error)
                rebuild()


def verify() -> None:
    """Compare every byte of the index with its checksum; raises SearchUnavailable."""
    connections["default"].get_backend().verify()


def reconcile() -> Differences:
    """Queue whatever differs, for the next drain; returns it."""
    differences = compare()
    if differences:
        queue(differences.article_ids)
    return differences
