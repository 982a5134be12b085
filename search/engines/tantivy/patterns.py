"""A pattern and its candidates in, those that fit out: the kept texts are read, one by one."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Order, Query, Searcher

from search.engines.tantivy.limits import Limit
from search.engines.tantivy.paging import count
from search.engines.tantivy.schema import BREAK, ID_MASK, UNITS
from search.engines.tantivy.strings import literals
from search.matching import spans
from search.query import Near, Node, Wildcard

#: Candidates read between two looks at the clock.
BATCH = 64
#: Articles of patterns that are remembered, eight bytes each; and what a pattern takes besides.
REMEMBERED = 2_000_000
EACH = 100


@dataclass(frozen=True)
class Found:
    """Which of the candidates that were read fit, and whether all were read."""

    fitting: Sequence[int]
    others: Sequence[int]
    complete: bool

    def __len__(self) -> int:
        return len(self.fitting) + len(self.others)


class PatternMemory:
    """The last patterns of one state of the index, with what was found."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Found] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Found | None:
        """Return what was found before."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: Hashable, found: Found) -> None:
        """Keep what was found; what was not asked for longest goes."""
        with self._lock:
            if key not in self._found:
                self._found[key] = found
                self._size += EACH + len(found)
            while self._size > REMEMBERED:
                self._size -= EACH + len(self._found.popitem(last=False)[1])


class PatternReader:
    """Reads candidates for one request, the newest first."""

    def __init__(self, searcher: Searcher, memory: PatternMemory, limit: Limit) -> None:
        self._searcher = searcher
        self._memory = memory
        self._limit = limit

    def find(
        self, node: Wildcard | Near, field: str, candidates: Query, within: Sequence[Node]
    ) -> Found:
        """Return which of `candidates` fit; `within` tells them from others of the same pattern."""
        key = (node, field, tuple(within))
        known = self._memory.get(key)
        if known is None:
            known = self._read(node, UNITS[field], candidates)
            if known.complete and not self._limit.cut:  # candidates may have been left out
                self._memory.put(key, known)
        return known

    def _read(self, node: Wildcard | Near, field: str, candidates: Query) -> Found:
        fitting, others = array("Q"), array("Q")
        strings = literals(node)
        hits = self._list(candidates)
        for start in range(0, len(hits), BATCH):
            if not self._limit.allows_reading():
                return Found(fitting, others, complete=False)
            for key, address in hits[start : start + BATCH]:
                kept: list[bytes] = self._searcher.doc(address)[field]
                units = kept[0].decode("utf-8", "surrogatepass").split(BREAK)
                fits = any(
                    next(spans(node, unit), None)
                    for unit in units
                    if all(text in unit for text in strings)  # most units are out at once
                )
                (fitting if fits else others).append(key & ID_MASK)
        return Found(fitting, others, complete=True)

    def _list(self, candidates: Query) -> Sequence[tuple[int, tantivy.DocAddress]]:
        """Return the candidates' keys and addresses, the newest first."""
        total = count(self._searcher, candidates)
        found = self._searcher.search(
            candidates, max(1, total), count=False, order_by_field="newest", order=Order.Asc
        )
        return found.hits
