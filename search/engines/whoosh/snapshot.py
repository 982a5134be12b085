"""One state of the index: which documents fit a request, how many, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.engines.base import IGNORED, Hit, Order, SearchHits, SearchRequest
from search.engines.whoosh.cache import FoundSets
from search.engines.whoosh.clock import Clock
from search.engines.whoosh.evaluating import Documents, Part
from search.engines.whoosh.facets import Marks
from search.engines.whoosh.ranking import Ranking
from search.engines.whoosh.schema import DIGEST
from search.engines.whoosh.segment import ID_BITS, ID_MASK, Docs, Segment
from search.language.resolving import Resolved, resolve

Keys = npt.NDArray[np.int64]


class Snapshot:
    """One state of the index; what it answers never changes."""

    def __init__(
        self, segments: Sequence[Segment], deleted: Sequence[Collection[int]], kept: FoundSets
    ) -> None:
        bases = np.cumsum([0, *(segment.size for segment in segments)]).tolist()
        live = np.ones(bases[-1], bool)
        for base, docs in zip(bases, deleted, strict=False):
            live[np.array(list(docs), np.int64) + base] = False
        parts = [Part(segment, base) for segment, base in zip(segments, bases, strict=False)]
        self.documents = Documents(parts, live, kept)

    @cached_property
    def ranking(self) -> Ranking:
        """The statistics by which hits are scored."""
        return Ranking(self.documents)

    @cached_property
    def _newest(self) -> Keys:
        """A number a document that grows from the newest day to the oldest, then by article.

        Its lower bits are the article's id.
        """
        return (date.max.toordinal() - self.documents.days << ID_BITS) | self.documents.articles

    @cached_property
    def _oldest(self) -> Keys:
        """The same from the oldest day to the newest."""
        return (self.documents.days << ID_BITS) | self.documents.articles

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article's state in the index, or None where it is not there."""
        for doc in np.flatnonzero(self.documents.articles == article_id).tolist():
            if self.documents.live[doc]:
                return bytes(self._digests[doc])
        return None

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index."""
        live = np.flatnonzero(self.documents.live)
        articles = self.documents.articles[live].tolist()
        return dict(zip(articles, self._digests[live].tolist(), strict=True))

    @property
    def _digests(self) -> npt.NDArray[np.void]:
        segments = [part.segment for part in self.documents.parts]
        return np.concatenate([np.zeros(0, DIGEST), *(s.column("digest") for s in segments)])

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""
        clock = Clock(request.seconds)
        query = resolve(request.tree)
        text = self._text(query, request.excluded, clock)
        filters = self._filters(request)
        marks = _narrow(text, filters, ())
        docs = np.flatnonzero(marks)
        facets = {}
        for name in request.facets:
            ignored = () if request.facets_of_hits else IGNORED[name]
            if any(key in filters for key in ignored):
                wider = _narrow(text, filters, ignored)
                facets[name] = self.documents.facet(name).count(wider, np.flatnonzero(wider))
            else:
                facets[name] = self.documents.facet(name).count(marks, docs)
        histogram = {}
        if request.histogram:
            histogram = self.documents.facet(request.histogram).count(marks, docs)
        hits = self._page(request, query, docs, clock)
        return SearchHits(len(docs), hits, facets, histogram, clock.late)

    def _text(self, query: Resolved, excluded: Collection[int], clock: Clock) -> Marks:
        """Mark what the query itself finds."""
        documents = self.documents
        text = documents.live
        if query.match is not None:
            text = documents.fitting(query.match, clock).sure
        if excluded:
            text = text & ~np.isin(documents.articles, np.array(list(excluded), np.int64))
        return text

    def _filters(self, request: SearchRequest) -> dict[str, Marks]:
        """Return facet name → what its filter and its exclusion let pass."""
        documents, size = self.documents, self.documents.size
        passing: dict[str, Marks] = {}
        for name, values in request.filters.items():
            if values:
                passing[name] = documents.facet(name).having(values, size)
        for name, values in request.without.items():
            if values:
                kept = ~documents.facet(name).having(values, size)
                passing[name] = passing[name] & kept if name in passing else kept
        if request.dates is not None:
            passing["dates"] = documents.printed(request.dates)
        return passing

    def _page(
        self, request: SearchRequest, query: Resolved, docs: Docs, clock: Clock
    ) -> tuple[Hit, ...]:
        """Return the hits of the page that is asked for."""
        end = len(docs) if request.limit is None else request.offset + request.limit
        end = min(len(docs), end)
        if request.offset >= end:
            return ()
        keys = (self._oldest if request.order == Order.OLDEST else self._newest)[docs]
        scored = bool(query.words or query.runs)
        if scored and request.order == Order.RELEVANCE:
            scores = self.ranking.scores(query, docs, clock)
            best = _best(scores, keys, end)[request.offset :]
            return _hits(keys[best], scores[best])
        chosen = docs[_first(keys, end)[request.offset :]]
        scores = np.zeros(len(chosen))
        if scored:
            order = np.argsort(chosen)
            scores[order] = self.ranking.scores(query, chosen[order], clock)
        return _hits(self._newest[chosen], scores)


def _narrow(text: Marks, filters: Mapping[str, Marks], ignored: Sequence[str]) -> Marks:
    """Return what passes all filters but the `ignored` ones."""
    for name, passing in filters.items():
        if name not in ignored:
            text = text & passing
    return text


def _hits(keys: Keys, scores: npt.NDArray[np.float64]) -> tuple[Hit, ...]:
    """Return hits by their keys, in the order given."""
    pairs = zip((keys & ID_MASK).tolist(), scores.tolist(), strict=True)
    return tuple(Hit(article, score) for article, score in pairs)


def _first(keys: Keys, count: int) -> npt.NDArray[np.int64]:
    """Return where the `count` smallest keys are, in their order."""
    if count * 4 < len(keys):
        some = np.argpartition(keys, count - 1)[:count]
        return some[np.argsort(keys[some])]
    return np.argsort(keys)[:count]


def _best(scores: npt.NDArray[np.float64], keys: Keys, count: int) -> npt.NDArray[np.int64]:
    """Return where the `count` highest scores are; equal ones by their keys."""
    some = np.arange(len(scores))
    if count * 4 < len(scores):
        limit = np.partition(scores, len(scores) - count)[len(scores) - count]
        some = np.flatnonzero(scores >= limit)
    return some[np.lexsort((keys[some], -scores[some]))][:count]
