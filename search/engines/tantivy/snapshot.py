"""One state of the index: which articles fit a request, how many, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import cast

from tantivy import Query, Searcher

from search.engines.base import IGNORED, Hit, Order, SearchHits, SearchRequest
from search.engines.tantivy.conditions import Conditions, Within, articles_query
from search.engines.tantivy.counting import FacetCounter
from search.engines.tantivy.limits import Limit
from search.engines.tantivy.paging import best_page, count, dated_page, scores_of
from search.engines.tantivy.patterns import PatternMemory, PatternReader
from search.engines.tantivy.ranking import WordStatistics, scored
from search.engines.tantivy.schema import ID_MASK, join_digest
from search.engines.tantivy.strings import all_of, but
from search.language.resolving import Resolved, resolve
from search.query import Node, Not, OneOf

Ignored = tuple[str, ...]
#: The part of all articles beyond which those that do not fit are counted.
MOST = 0.7


class Snapshot:
    """One state of the index; what it answers never changes."""

    def __init__(self, searcher: Searcher, size: int, former: Snapshot | None = None) -> None:
        self.searcher = searcher
        self._size = size
        self._statistics = WordStatistics(searcher, size)
        self._patterns: PatternMemory = former._patterns if former else PatternMemory()
        self._counter: FacetCounter = FacetCounter(searcher, former._counter if former else None)

    def renewed(self, searcher: Searcher) -> Snapshot:
        """Return the same state as another searcher reads it; what is remembered of it stays."""
        return Snapshot(searcher, self._size, self)

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""
        limit = Limit(request.seconds)
        query = resolve(request.tree)
        reader = PatternReader(self.searcher, self._patterns, limit)
        search = _Search(request, query, Conditions(self.searcher, reader, limit))
        found = search.narrowed(())
        total, hits = self._page(request, query, found)
        counts: dict[tuple[Ignored, str], dict[str, int]] = {}
        for ignored, names in search.counted().items():
            if limit.allows_counting():
                values = self._count(search, ignored, names, total)
                counts.update(((ignored, name), values[name]) for name in names)
        facets = {name: counts.get((search.ignored(name), name), {}) for name in request.facets}
        histogram = counts.get(((), request.histogram), {}) if request.histogram else {}
        return SearchHits(total, tuple(hits), facets, histogram, partial=limit.cut)

    def _count(
        self, search: _Search, ignored: Ignored, names: Sequence[str], total: int
    ) -> dict[str, dict[str, int]]:
        """Return facet → value → articles; `total` fit where nothing is ignored."""
        if search.takes_everything(ignored):
            return self._counter.count_all(names)
        query = search.narrowed(ignored)
        if not ignored and total > MOST * self.searcher.num_docs:
            return self._counter.count_most(query, names)
        return self._counter.count(query, names)

    def _page(
        self, request: SearchRequest, query: Resolved, found: Query
    ) -> tuple[int, Sequence[Hit]]:
        """Return how many fit, and the hits of the page that is asked for."""
        start, size = request.offset, request.limit
        if size is None:
            size = count(self.searcher, found)
        if not size or start >= self.searcher.num_docs:
            return count(self.searcher, found), ()
        if request.order == Order.RELEVANCE and query.words:
            ranked = scored(found, query, self._statistics)
            return best_page(self.searcher, ranked, start, size)
        total, hits = dated_page(self.searcher, found, request.order, start, size)
        if not query.words or not hits:
            return total, hits
        page = articles_query([hit.article_id for hit in hits])
        scores = scores_of(self.searcher, scored(page, query, self._statistics), len(hits))
        return total, [Hit(hit.article_id, scores[hit.article_id]) for hit in hits]

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article's state in the index, or None where it is not there."""
        found = self._digests(articles_query([article_id]), 1)
        return found.get(article_id)

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index."""
        return self._digests(Query.all_query(), max(1, self.searcher.num_docs))

    def _digests(self, query: Query, most: int) -> dict[int, bytes]:
        hits = self.searcher.search(query, most, count=False, order_by_field="newest").hits
        addresses = [address for _, address in hits]
        halves = (
            cast(list[int], self.searcher.fast_field_values(name, addresses))
            for name in ("digest_high", "digest_low")
        )
        rows = zip(hits, *halves, strict=True)
        return {key & ID_MASK: join_digest(high, low) for (key, _), high, low in rows}


class _Search:
    """A request as queries: all that is asked for, or without the filters of some facets."""

    def __init__(self, request: SearchRequest, query: Resolved, conditions: Conditions) -> None:
        self.request = request
        self.filters = _filters(request)
        self.narrowing = {
            name: [conditions.query(node) for node in nodes] for name, nodes in self.filters.items()
        }
        # Patterns need not be looked for in what no count takes in.
        within = self._everything() if request.facets_of_hits or not request.facets else Within()
        self.matches_all = query.match is None
        self.text = (
            Query.all_query() if query.match is None else conditions.query(query.match, within)
        )

    def _everything(self) -> Within:
        """Return all filters."""
        return Within(tuple(chain(*self.filters.values())), tuple(chain(*self.narrowing.values())))

    def narrowed(self, ignored: Ignored) -> Query:
        """Return what passes all filters but the `ignored` ones."""
        queries = [
            query for name, each in self.narrowing.items() if name not in ignored for query in each
        ]
        excluded = self.request.excluded
        found = all_of([self.text, *queries])
        return but(found, [articles_query(tuple(excluded))] if excluded else [])

    def takes_everything(self, ignored: Ignored) -> bool:
        """Tell whether nothing is asked for but by the `ignored` filters."""
        return self.matches_all and not self.request.excluded and set(self.narrowing) <= {*ignored}

    def ignored(self, facet: str) -> Ignored:
        """Return which of the filters a facet does not follow."""
        ignored = () if self.request.facets_of_hits else IGNORED[facet]
        return tuple(name for name in ignored if name in self.filters)

    def counted(self) -> dict[Ignored, list[str]]:
        """Return the filters to ignore → what is counted so; the histogram ignores none."""
        groups: dict[Ignored, list[str]] = {}
        for name in self.request.facets:
            groups.setdefault(self.ignored(name), []).append(name)
        if self.request.histogram:
            groups.setdefault((), []).append(self.request.histogram)
        return groups


def _filters(request: SearchRequest) -> dict[str, list[Node]]:
    """Return facet → its conditions, those that keep values out among them."""
    filters: dict[str, list[Node]] = {}
    for name, values in request.filters.items():
        if values:
            filters.setdefault(name, []).append(OneOf(name, tuple(values)))
    for name, values in request.without.items():
        if values:
            filters.setdefault(name, []).append(Not(OneOf(name, tuple(values))))
    if request.dates is not None:
        filters["dates"] = [request.dates]
    return filters
