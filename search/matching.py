"""What fits a query by definition: a plain scan of an article's units, with no index.

The engines must give the same (tests/search/engines/contract, bench/grep_parity).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from heapq import merge
from itertools import permutations
from typing import NamedTuple

from search.analysis import fold
from search.engines.base import DATE_FACETS, Document, SearchRequest
from search.query import STAR, And, Between, In, Near, Node, Not, OneOf, Or, Phrase, Term, Wildcard

Span = tuple[int, int]

#: Characters of an ISO date that make up the value.
_DATE_LENGTHS = {"year": 4, "month": 7, "day": 10}


def matches(node: Node | None, document: Document) -> bool:
    """Whether the article fits `node`, a resolved query (search.language.resolving); None fits all.

    Whoever asks more than once of one article keeps its `Reading`.
    """
    return Reading(document).fits(node)


class Reading:
    """An article with its units folded once, to be asked many times."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def units(self) -> Sequence[str]:
        """Its folded units."""
        return tuple(map(fold, self.document.units))

    @cached_property
    def fields(self) -> dict[str, Sequence[str]]:
        """The folded units of each field."""
        return {name: tuple(map(fold, units)) for name, units in self.document.fields.items()}

    def fits(self, node: Node | None) -> bool:
        """Whether the article fits `node`; raises ValueError for one that is not resolved."""
        return node is None or self._fits(node, self.units)

    def _fits(self, node: Node, units: Sequence[str]) -> bool:
        match node:
            case Phrase():
                return any(node.text in unit for unit in units)
            case Wildcard() | Near():
                return any(next(spans(node, unit), None) for unit in units)
            case In():
                return self._fits(node.node, self.fields.get(node.field, ()))
            case And():
                return all(self._fits(child, units) for child in node.nodes)
            case Or():
                return any(self._fits(child, units) for child in node.nodes)
            case Not():
                return not self._fits(node.node, units)
            case OneOf():
                return not set(node.values).isdisjoint(facet_values(node.name, self.document))
            case Between():
                return _is_between(self.document, node)
            case Term():
                raise ValueError("resolve the query first")


def accepts(request: SearchRequest, document: Document, ignored: Collection[str] = ()) -> bool:
    """Whether the article passes the request's filters, those of the facets `ignored` aside.

    The text asked for is left to `matches`. `ignored` may name `dates` too.
    """
    if document.article_id in request.excluded:
        return False
    if request.dates and "dates" not in ignored and not _is_between(document, request.dates):
        return False
    for name in {*request.filters, *request.without} - set(ignored):
        own = set(facet_values(name, document))
        wanted, unwanted = request.filters.get(name, ()), request.without.get(name, ())
        if (wanted and own.isdisjoint(wanted)) or not own.isdisjoint(unwanted):
            return False
    return True


def facet_values(name: str, document: Document) -> tuple[str, ...]:
    """The article's values of a facet, those made of its day among them."""
    if name in DATE_FACETS:
        return (document.date.isoformat()[: _DATE_LENGTHS[name]],)
    return tuple(document.facets.get(name, ()))


def _is_between(document: Document, days: Between) -> bool:
    low = days.first is None or days.first <= document.date
    return low and (days.last is None or document.date <= days.last)


def spans(node: Phrase | Wildcard | Near, folded: str) -> Iterator[Span]:
    """Yield (start, end) of what `node` asks for in a folded unit, in order, none overlapping.

    Each ends as early as one can, and is then as short as can be. The time grows with the lengths
    of unit and pattern and no faster: no pattern is hostile.
    """
    done = 0
    for end, minus_start in merge(*(_ends(chain, folded) for chain in _chains(node))):
        start = -minus_start
        if start >= done:
            yield start, end
            done = max(end, start + 1)


class _Link(NamedTuple):
    """A string, and how many characters stand between the one before and it."""

    text: str
    least: int
    most: int


@lru_cache(256)
def _chains(node: Phrase | Wildcard | Near) -> Sequence[Sequence[_Link]]:
    """The strings that `node` asks for, in each order that will do."""
    match node:
        case Phrase():
            return [[_Link(node.text, 0, 0)]]
        case Near():
            orders = dict.fromkeys(permutations(node.strings))
            return [[_Link(text, 0, node.distance) for text in order] for order in orders]
        case Wildcard():
            parts = re.findall(r"([?*]*)([^?*]*)", node.text)
            return [[_link(signs, text) for signs, text in parts if signs or text]]


def _link(signs: str, text: str) -> _Link:
    least = signs.count("?")
    return _Link(text, least, least + STAR * signs.count("*"))


def _ends(chain: Sequence[_Link], folded: str) -> Iterator[Span]:
    """Yield, ascending, each end that the chain can have, with the latest start to it, negative."""
    if not all(link.text in folded for link in chain):
        return iter(())
    first, *others = chain
    places = _places(first.text, folded, first.least)
    ends: Iterator[Span]
    ends = ((place + len(first.text), first.least - place) for place in places)
    for link in others:
        ends = _follow(ends, link, folded)
    return ends


def _follow(ends: Iterator[Span], link: _Link, folded: str) -> Iterator[Span]:
    """Go on from such ends to those of the next string.

    The later an end, the later the latest start to it: so the last end before a place is the best.
    """
    last, following = None, next(ends, None)
    if following is None:
        return
    for place in _places(link.text, folded, following[0] + link.least):
        while following is not None and following[0] <= place - link.least:
            last, following = following, next(ends, None)
        if last is not None and place - last[0] <= link.most:
            yield place + len(link.text), last[1]


def _places(text: str, folded: str, first: int) -> Iterator[int]:
    """Yield where `text` begins in `folded`, from `first` on."""
    place = folded.find(text, first)
    while place >= 0:
        yield place
        place = folded.find(text, place + 1)
