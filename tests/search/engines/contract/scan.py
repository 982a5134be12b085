"""What any engine must answer, by reading every article: matched by definition, counted, sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.engines.base import Document, Order, SearchRequest, Store
from search.language.resolving import resolve
from search.matching import Reading, accepts, facet_values

#: Facets by date leave out their own filters and those below them, every other facet its own.
IGNORED = {"year": ("year", "month", "day"), "month": ("month", "day")}
HISTOGRAMS = {"year": "year", "month": "month", "day": "day"}


@dataclass(frozen=True)
class Expected:
    """What is found, newest or oldest first, and what is counted."""

    article_ids: list[int]
    facets: dict[str, dict[str, int]]
    histogram: dict[str, int]


class Scan:
    """All articles of an archive, read one by one for every request."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.readings = {document.article_id: Reading(document) for document in documents}

    def run(self, request: SearchRequest) -> Expected:
        """Return what `request` finds, all of it; by relevance is newest first here."""
        match = resolve(request.tree).match
        fitting = [r.document for r in self.readings.values() if r.fits(match)]
        found = [document for document in fitting if accepts(request, document)]
        facets = {}
        for name in request.facets:
            ignored = () if request.facets_of_hits else IGNORED.get(name, (name,))
            facets[name] = count(name, (d for d in fitting if accepts(request, d, ignored)))
        histogram = count(request.histogram, found) if request.histogram else {}
        return Expected([d.article_id for d in in_order(found, request.order)], facets, histogram)

    def having(self, text: str) -> set[int]:
        """Return the articles of which a unit contains the folded string."""
        return {
            pk for pk, reading in self.readings.items() if any(text in u for u in reading.units)
        }


def count(name: str, documents: Iterable[Document]) -> dict[str, int]:
    """Return value → articles for one facet."""
    return dict(Counter(value for d in documents for value in set(facet_values(name, d))))


def in_order(documents: Iterable[Document], order: Order) -> list[Document]:
    """Return the articles by date; those of one day by id."""
    sign = 1 if order == Order.OLDEST else -1
    return sorted(documents, key=lambda d: (sign * d.date.toordinal(), d.article_id))


def check(store: Store, scan: Scan, request: SearchRequest) -> list[int]:
    """Assert that the engine answers `request` as reading all does; return what it found."""
    request = replace(request, limit=None, offset=0)
    expected, hits = scan.run(request), store.run(request)
    found = [hit.article_id for hit in hits.hits]
    assert sorted(found) == sorted(expected.article_ids), request
    assert hits.total == len(found), request
    assert {name: dict(counts) for name, counts in hits.facets.items()} == expected.facets, request
    assert dict(hits.histogram) == expected.histogram, request
    assert not hits.partial
    if request.order != Order.RELEVANCE or request.tree is None:
        assert found == expected.article_ids, request
    return found
