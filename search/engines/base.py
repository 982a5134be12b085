"""The small interface between search and its engines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.query import Between, Node

#: Facets of an article; what a filter or a typed field (`城市:`) may name.
FACETS = ("city", "newspaper", "topic", "genre", "front", "page", "author")
#: Facets that are made of its day.
DATE_FACETS = ("year", "month", "day")
#: Facet → the filters that it does not follow, so that another value may be chosen beside one: its
#: own (OR within a facet), a facet by date those below it, too.
IGNORED = {
    **{name: (name,) for name in FACETS},
    **{name: DATE_FACETS[place:] for place, name in enumerate(DATE_FACETS)},
}


class SearchUnavailable(Exception):  # noqa: N818  # a state, as readers see it
    """Nothing can be searched now; `message` tells a reader what, why and what now."""

    message: str | Promise = _("检索暂时不可用，请稍后再试。")

    def __str__(self) -> str:
        return f"{self.message} {' '.join(map(str, self.args))}".strip()


class IndexMissing(SearchUnavailable):
    """There is no index."""

    message = _("检索索引还没有建立，管理员建好后即可检索。")


class IndexStale(SearchUnavailable):
    """The index was built by another version of the program."""

    message = _("检索索引与程序版本不符，正在等待重建，请稍后再试。")


class IndexCorrupt(SearchUnavailable):
    """The index cannot be read."""

    message = _("检索索引已损坏，正在等待重建，请稍后再试。")


class IndexLocked(SearchUnavailable):
    """Another process has been writing the index for too long."""

    message = _("检索索引正被另一个进程写入，请稍后再试。")


class IndexUnwritable(SearchUnavailable):
    """The disk is full, or the folder may not be written."""

    message = _("检索索引无法写入：磁盘已满，或没有写入权限。")


class Order(StrEnum):
    """Orders of hits; equal ones stand newest first, then by article."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class SearchRequest:
    """What is searched.

    `filters` maps facet names (FACETS, DATE_FACETS) to accepted values: one of them must fit (OR),
    for every facet (AND); of `without` none may. `excluded` articles are neither found nor
    counted. `limit` None takes all hits. A facet counts what its own filters leave out too
    (IGNORED), unless `facets_of_hits` is set. `histogram` (`year`, `month`, `day`) counts the hits
    by their dates. `seconds` is the time after which the engine answers with what it has (None: no
    limit).
    """

    tree: Node | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Between | None = None
    order: Order = Order.RELEVANCE
    offset: int = 0
    limit: int | None = 20
    facets: tuple[str, ...] = ()
    facets_of_hits: bool = False
    histogram: str = ""
    excluded: frozenset[int] = frozenset()
    seconds: float | None = None


@dataclass(frozen=True)
class Document:
    """What is indexed of one article; `units` are its printed lines and paragraphs.

    `fields` holds the units of each of TEXT_FIELDS, `facets` the values of each of FACETS.
    """

    article_id: int
    units: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, tuple[str, ...]]
    date: date
    digest: bytes


@dataclass(frozen=True)
class Hit:
    """One article found."""

    article_id: int
    score: float


@dataclass(frozen=True)
class SearchHits:
    """The hits of one page, how many there are in all (exactly), and the facets' counts.

    `histogram` maps `2025`, `2025-04` or `2025-04-18` to its number of hits. With `partial` set the
    time ran out: all that is here was found, there may be more.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    histogram: Mapping[str, int] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True)
class Statistics:
    """What an index holds and takes."""

    engine: str
    documents: int
    size: int  # bytes on disk
    segments: int


class Store(Protocol):
    """An index on one engine: all that search asks of it.

    Every method raises SearchUnavailable, in one of its kinds, when it cannot do its work.
    One process writes at a time (`writing`), any number read; a reader sees whole commits only.
    """

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer for the time being, also inside itself; raises IndexLocked."""

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace `documents` and take out the articles `removed`, in one commit."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index of `documents` beside the live one and switch over in one step."""

    def check(self) -> None:
        """Look in milliseconds whether the index can be read."""

    def verify(self) -> None:
        """Compare every byte of the index with its checksum."""

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article in the index, or None."""

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index."""

    def statistics(self) -> Statistics:
        """Return what the index holds and takes."""
