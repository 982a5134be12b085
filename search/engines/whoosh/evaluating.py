"""A resolved query in, the documents of a state of the index that fit it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.cache import FoundSets
from search.engines.whoosh.chains import Text
from search.engines.whoosh.clock import Clock
from search.engines.whoosh.facets import Facet, Marks, date_facet, join_facets
from search.engines.whoosh.finding import Found, find
from search.engines.whoosh.segment import Segment
from search.query import And, Between, In, Near, Node, Not, OneOf, Or, Phrase, Wildcard


class Part(NamedTuple):
    """A segment and the number of its first document among those of all."""

    segment: Segment
    base: int


class Fitting(NamedTuple):
    """Marks of what fits and of what may: the same unless the time ran out.

    Both are needed to turn a condition round: what surely does not fit is what may not.
    """

    sure: Marks
    maybe: Marks


class Documents:
    """The documents of all segments as one row, and what has been found of them."""

    def __init__(self, parts: Sequence[Part], live: Marks, kept: FoundSets) -> None:
        self.parts = parts
        self.live = live
        self.size = len(live)
        self._nothing: Marks = np.zeros(self.size, bool)
        self._kept = kept
        self._facets: dict[str, Facet] = {}
        self.articles = self.joined("articles")
        self.days = self.joined("days")

    def joined(self, name: str) -> npt.NDArray[np.int64]:
        """Return a property of all segments as one array."""
        columns = [getattr(part.segment, name) for part in self.parts]
        return np.concatenate([np.zeros(0, np.int64), *columns])

    def facet(self, name: str) -> Facet:
        """Return a facet, or one of the day."""
        if name not in self._facets:
            if name in ("year", "month", "day"):
                self._facets[name] = date_facet(name, self.days)
            else:
                read = [(part.base, part.segment.facet(name)) for part in self.parts]
                self._facets[name] = join_facets(read, self.size)
        return self._facets[name]

    def find(self, field: str, node: Text, clock: Clock, within: Marks | None = None) -> Fitting:
        """Return where a string or pattern stands; also in deleted documents."""
        sure, maybe = np.zeros(self.size, bool), np.zeros(self.size, bool)
        for part in self.parts:
            found = self._find_in(part, field, node, clock, within)
            sure[found.sure + part.base] = True
            if clock.late:
                maybe[found.maybe + part.base] = True
        return Fitting(sure, maybe | sure if clock.late else sure)

    def _find_in(
        self, part: Part, field: str, node: Text, clock: Clock, within: Marks | None
    ) -> Found:
        """Return where it stands in one segment, from what is kept if it is known."""
        segment, base = part
        key = (segment.name, field, node)
        known = self._kept.get(key)
        if known is not None:
            return Found(known, known)
        if within is not None:
            own = np.flatnonzero(within[base : base + segment.size])
            return find(segment, field, node, clock, own)
        found = find(segment, field, node, clock)
        if not clock.late:
            self._kept.put(key, found.sure)
        return found

    def fitting(self, node: Node, clock: Clock, within: Marks | None = None) -> Fitting:
        """Return which of the living documents fit `node`, a resolved query.

        Of those outside `within` nothing need be said. Raises ValueError for a tree that is not
        resolved.
        """
        match node:
            case Phrase() | Wildcard() | Near():
                return self._alive(self._leaf("", node, clock, within))
            case In(field=field, node=Phrase() | Wildcard() | Near() as leaf):
                return self._alive(self._leaf(field, leaf, clock, within))
            case And():
                return self._all_of(node, clock, within)
            case Or():
                parts = [self.fitting(child, clock, within) for child in node.nodes]
                return Fitting(
                    np.logical_or.reduce([part.sure for part in parts]),
                    np.logical_or.reduce([part.maybe for part in parts]),
                )
            case Not():
                turned = self.fitting(node.node, clock, within)
                return Fitting(self.live & ~turned.maybe, self.live & ~turned.sure)
            case OneOf():
                marks = self.live & self.facet(node.name).having(node.values, self.size)
                return Fitting(marks, marks)
            case Between():
                marks = self.live & self.printed(node)
                return Fitting(marks, marks)
        raise ValueError("resolve the query first")

    def _all_of(self, node: And, clock: Clock, within: Marks | None) -> Fitting:
        """Return what fits all conditions, those that are quick to look up first."""
        sure = maybe = self.live if within is None else self.live & within
        for child in sorted(node.nodes, key=_labour):
            part = self.fitting(child, clock, maybe)
            sure, maybe = sure & part.sure, maybe & part.maybe
            if not maybe.any():
                break
        return Fitting(sure, maybe)

    def _leaf(self, field: str, node: Text, clock: Clock, within: Marks | None) -> Fitting:
        """Look a string up everywhere, to keep what is found; a pattern only where it may count."""
        if clock.over():
            return Fitting(self._nothing, self.live)
        return self.find(field, node, clock, None if isinstance(node, Phrase) else within)

    def _alive(self, found: Fitting) -> Fitting:
        sure = self.live & found.sure
        return Fitting(sure, sure if found.maybe is found.sure else self.live & found.maybe)

    def printed(self, node: Between) -> Marks:
        """Mark what was printed from the first day to the last."""
        marks: Marks = np.ones(self.size, bool)
        if node.first is not None:
            marks &= self.days >= node.first.toordinal()
        if node.last is not None:
            marks &= self.days <= node.last.toordinal()
        return marks


def _labour(node: Node) -> int:
    """Return how much work a condition is: facets and days, short strings, long ones, patterns."""
    match node:
        case OneOf() | Between():
            return 0
        case Phrase():
            return 1 if len(node.text) < 3 else 2
        case Wildcard() | Near():
            return 5
        case In() | Not():
            return _labour(node.node)
        case And() | Or():
            return max((3, *map(_labour, node.nodes)))
        case _:
            return 4
