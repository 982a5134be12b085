"""Haystack's calls in, our own requests and documents out; for any Store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from django.conf import settings
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.models import SearchResult
from haystack.utils import get_identifier

from archive.models import Article
from search.documents import make_document
from search.engines.base import (
    Hit,
    SearchHits,
    SearchRequest,
    SearchUnavailable,
    Statistics,
    Store,
)
from search.engines.haystack.facets import count_dates, count_queries
from search.engines.haystack.highlighting import highlight_articles
from search.engines.haystack.query import FACETS, StoreSearchQuery, read_narrowing
from search.engines.haystack.sorting import native_order, sort_hits
from search.names import read_typed
from search.query import And, Node


class StoreSearchBackend(BaseSearchBackend):  # type: ignore[misc]  # Haystack has no types
    """Reads and writes one Store; a subclass says how it is opened."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.store = self.open_store(options)

    def open_store(self, options: Mapping[str, Any]) -> Store:
        """Return the store of a connection's options, one for all threads of a process."""
        raise NotImplementedError

    # What the service, the outbox and the commands use

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`; raises SearchUnavailable."""
        return self.store.run(request)

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer for the time being; raises IndexLocked."""
        return self.store.writing()

    def check(self) -> None:
        """Look quickly whether the index can be read; raises SearchUnavailable where it cannot."""
        self.store.check()

    def verify(self) -> None:
        """Compare every byte of the index with its checksum; raises SearchUnavailable."""
        self.store.verify()

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index; raises SearchUnavailable."""
        return self.store.digests()

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article in the index, or None; raises SearchUnavailable."""
        return self.store.digest(article_id)

    def statistics(self) -> Statistics:
        """Return what the index holds and takes; raises SearchUnavailable."""
        return self.store.statistics()

    def apply(self, changed: Iterable[Article], removed: Collection[int]) -> None:
        """Index `changed` and take out the articles `removed` in one commit."""
        self.store.apply(map(make_document, changed), removed)

    def rebuild(self, articles: Iterable[Article]) -> None:
        """Build the index anew of `articles` and switch over to it in one step."""
        self.store.rebuild(map(make_document, articles))

    # What Haystack uses

    def update(self, index: Any, iterable: Iterable[Article], commit: bool = True) -> None:
        """Index articles, creating the index where there is none."""
        if not self.exists():
            self.store.rebuild(())
        self.apply(iterable, ())

    def remove(self, obj_or_string: Article | str, commit: bool = True) -> None:
        """Take out one article, given as such or as `archive.article.17`."""
        self.store.apply((), {int(get_identifier(obj_or_string).rpartition(".")[2])})

    def clear(self, models: Collection[type] | None = None, commit: bool = True) -> None:
        """Make the index empty."""
        if models is None or Article in models:
            self.store.rebuild(())

    def exists(self) -> bool:
        """Tell whether there is an index that can be read."""
        try:
            self.store.check()
        except SearchUnavailable:
            return False
        return True

    def build_schema(self, fields: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        """Return the name of the document field and the fields."""
        return next(name for name, field in fields.items() if field.document), fields

    @log_query  # type: ignore[untyped-decorator]
    def search(self, query_string: str | Node | None, **options: Any) -> dict[str, Any]:
        """Return what Haystack's query sets ask for; a string is read as a reader's query."""
        models = options.get("models")
        if models and Article not in models:
            return {"results": [], "hits": 0, "facets": {}}
        tree = _narrowed(query_string, options.get("narrow_queries") or ())
        start, end = options.get("start_offset", 0), options.get("end_offset")
        hits = self._find(tree, options.get("sort_by") or [], start, end, options)
        results = list(self._results(hits.hits, tree, options))
        return {"results": results, "hits": hits.total, "facets": self._facets(hits, tree, options)}

    def _find(
        self, tree: Node | None, sort_by: Sequence[str], start: int, end: int | None, options: Any
    ) -> SearchHits:
        """Return the hits from `start` to `end` in the order that is asked for."""
        names = tuple(FACETS[name] for name in options.get("facets") or ())
        request = SearchRequest(tree, facets=names, seconds=settings.SEARCH_SECONDS)
        order = native_order(sort_by)
        if order is not None:
            limit = None if end is None else max(0, end - start)
            return self.run(replace(request, order=order, offset=start, limit=limit))
        found = self.run(replace(request, limit=None))
        return replace(found, hits=tuple(sort_hits(found.hits, sort_by)[start:end]))

    def _results(self, hits: Sequence[Hit], tree: Node | None, options: Any) -> Iterator[Any]:
        """Yield Haystack's results, with marked extracts where these are asked for."""
        result_class = options.get("result_class") or SearchResult
        marked: Mapping[int, list[str]] = {}
        if options.get("highlight"):
            marked = highlight_articles([hit.article_id for hit in hits], tree)
        for hit in hits:
            extra = {"highlighted": {"text": marked[hit.article_id]}} if marked else {}
            yield result_class("archive", "article", str(hit.article_id), hit.score, **extra)

    def _facets(self, hits: SearchHits, tree: Node | None, options: Any) -> dict[str, Any]:
        """Return counts in Haystack's form: most articles first."""
        facets: dict[str, Any] = {}
        for name in options.get("facets") or ():
            counts = hits.facets[FACETS[name]].items()
            ordered = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
            facets.setdefault("fields", {})[name] = ordered
        for name, details in (options.get("date_facets") or {}).items():
            facets.setdefault("dates", {})[name] = count_dates(self.run, tree, details)
        if options.get("query_facets"):
            facets["queries"] = count_queries(self.run, tree, options["query_facets"])
        return facets


class StoreEngine(BaseEngine):  # type: ignore[misc]
    """What an engine named in HAYSTACK_CONNECTIONS is made of; a subclass names its backend."""

    query = StoreSearchQuery


def _narrowed(query: str | Node | None, narrowings: Iterable[str]) -> Node | None:
    """Return the query within all its narrowings."""
    tree = read_typed(query) if isinstance(query, str) else query
    nodes = [node for node in (tree, *map(read_narrowing, sorted(narrowings))) if node is not None]
    if len(nodes) > 1:
        return And(tuple(nodes))
    return nodes[0] if nodes else None
