"""One state of the index: which documents fit a request, how many, and in which order."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from search.engines.base import Hit, Order, SearchHits, SearchRequest
from search.engines.whoosh.ranking import Ranking
from search.engines.whoosh.segment import ID_MASK, Segment, to_bits, to_docs
from search.query import And, Between, In, Node, Not, OneOf, Or, Phrase
from search.resolving import Resolved, resolve

#: Facets by date leave out the filters below them, every other facet its own: OR within a facet.
IGNORED = {"year": ("year", "month"), "month": ("month",), "day": ("dates",)}
#: Up to here the best are picked out one by one; beyond, sorting all is faster.
PICKED = 1_000

Key = TypeVar("Key", int, tuple[float, int])


@dataclass(frozen=True)
class Part:
    """A segment and which of its documents are alive in this state."""

    segment: Segment
    live: int

    def find(self, article_ids: Collection[int]) -> int:
        """Return the documents of these articles."""
        if not article_ids:
            return 0
        of = self.segment.doc_of
        return to_bits((of[a] for a in article_ids if a in of), self.segment.size)


def evaluate(node: Node, part: Part) -> int:
    """Return the documents of `part` that fit `node`, a resolved query."""
    match node:
        case Phrase():
            return part.segment.string_bits(node.text) & part.live
        case In(field=field, node=Phrase(text=text)):
            return part.segment.string_bits(text, field) & part.live
        case And():
            bits = part.live
            for child in node.nodes:
                bits &= evaluate(child, part)
                if not bits:
                    break
            return bits
        case Or():
            bits = 0
            for child in node.nodes:
                bits |= evaluate(child, part)
            return bits
        case Not():
            return part.live & ~evaluate(node.node, part)
        case OneOf():
            bits = 0
            sets = part.segment.facet_bits(node.name)
            for value in node.values:
                bits |= sets.get(value, 0)
            return bits & part.live
        case Between():
            return part.segment.date_bits(node.first, node.last) & part.live
        case _:
            raise ValueError("resolve the query first")


class Snapshot:
    """One state of the index; what it answers never changes."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)

    @cached_property
    def ranking(self) -> Ranking:
        """The statistics by which hits are scored."""
        return Ranking([part.segment for part in self.parts])

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article's state in the index, or None where it is not there."""
        for part in self.parts:
            doc = part.segment.doc_of.get(article_id)
            if doc is not None and part.live >> doc & 1:
                return part.segment.digests[doc]
        return None

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index."""
        return {
            part.segment.articles[doc]: part.segment.digests[doc]
            for part in self.parts
            for doc in to_docs(part.live)
        }

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""
        query = resolve(request.tree)
        texts = [self._text(query, part) & ~part.find(request.excluded) for part in self.parts]
        filters = self._filters(request)
        found = self._narrow(texts, filters, ())
        total = sum(bits.bit_count() for bits in found)
        facets = {}
        for name in request.facets:
            ignored = () if request.facets_of_hits else IGNORED.get(name, (name,))
            facets[name] = self._count(name, self._narrow(texts, filters, ignored))
        return SearchHits(total, tuple(self._page(request, query, found, total)), facets)

    def _text(self, query: Resolved, part: Part) -> int:
        return part.live if query.match is None else evaluate(query.match, part)

    def _filters(self, request: SearchRequest) -> dict[str, list[int]]:
        """Return facet name → documents of each part that have an accepted value."""
        nodes: dict[str, Node] = {
            name: OneOf(name, values) for name, values in request.filters.items() if values
        }
        if request.dates is not None:
            nodes["dates"] = request.dates
        return {name: [evaluate(node, p) for p in self.parts] for name, node in nodes.items()}

    def _narrow(
        self, texts: Sequence[int], filters: Mapping[str, list[int]], ignored: Sequence[str]
    ) -> list[int]:
        """Return what passes all filters but the `ignored` ones, for each part."""
        found = list(texts)
        for name, sets in filters.items():
            if name not in ignored:
                found = [bits & other for bits, other in zip(found, sets, strict=True)]
        return found

    def _count(self, name: str, found: Sequence[int]) -> dict[str, int]:
        """Return value → articles for one facet."""
        counts: dict[str, int] = {}
        for bits, part in zip(found, self.parts, strict=True):
            if not bits:
                continue
            for value, other in part.segment.facet_bits(name).items():
                if count := (bits & other).bit_count():
                    counts[value] = counts.get(value, 0) + count
        return counts

    def _page(
        self, request: SearchRequest, query: Resolved, found: Sequence[int], total: int
    ) -> Iterator[Hit]:
        """Yield the hits of the page that is asked for."""
        end = total if request.limit is None else min(total, request.offset + request.limit)
        if request.offset >= end:
            return
        scored = request.order == Order.RELEVANCE and bool(query.words or query.runs)
        if scored:
            best = _smallest(list(self._scored(query, found)), end)[request.offset :]
            yield from (Hit(key & ID_MASK, -score) for score, key in best)
        else:
            keys = _smallest(self._keys(request.order, found), end)[request.offset :]
            scores = self._scores_of(query, found, keys)
            yield from (Hit(key & ID_MASK, scores.get(key & ID_MASK, 0.0)) for key in keys)

    def _keys(self, order: Order, found: Sequence[int]) -> list[int]:
        """Return the sort keys of everything found."""
        keys: list[int] = []
        for bits, part in zip(found, self.parts, strict=True):
            segment = part.segment
            own = segment.oldest_keys if order == Order.OLDEST else segment.newest_keys
            keys.extend(map(own.__getitem__, to_docs(bits)))
        return keys

    def _scored(self, query: Resolved, found: Sequence[int]) -> Iterator[tuple[float, int]]:
        """Yield (negative score, key) of everything found: the smallest is the best."""
        for bits, part in zip(found, self.parts, strict=True):
            keys = part.segment.newest_keys
            if bits:
                scores = self.ranking.scores(query, part.segment, bits)
                yield from [(-scores[doc], keys[doc]) for doc in to_docs(bits)]

    def _scores_of(
        self, query: Resolved, found: Sequence[int], keys: Sequence[int]
    ) -> dict[int, float]:
        """Return article → score for the few articles of a page that is sorted by date."""
        wanted = {key & ID_MASK for key in keys}
        result: dict[int, float] = {}
        for bits, part in zip(found, self.parts, strict=True):
            chosen = part.find(wanted) & bits
            if chosen:
                scores = self.ranking.scores(query, part.segment, chosen)
                result.update({part.segment.articles[d]: scores[d] for d in to_docs(chosen)})
        return result


def _smallest(items: list[Key], count: int) -> list[Key]:
    """Return the `count` smallest, ascending."""
    return heapq.nsmallest(count, items) if count <= PICKED else sorted(items)[:count]
