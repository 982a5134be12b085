"""What fits a query by definition: a plain scan of an article's units, with no index.

The engines must give the same (tests/search/engines/contract, bench/grep_parity).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from search.analysis import fold
from search.engines.base import Document
from search.query import STAR, And, Between, In, Near, Node, Not, OneOf, Or, Phrase, Term, Wildcard


def matches(node: Node | None, document: Document) -> bool:
    """Whether the article fits `node`, a resolved query (engines.base.resolve); None fits all."""
    return node is None or _fits(node, document, tuple(map(fold, document.units)))


def _fits(node: Node, document: Document, units: Sequence[str]) -> bool:
    match node:
        case Phrase():
            return any(node.text in unit for unit in units)
        case Wildcard() | Near():
            pattern = pattern_of(node)
            return any(pattern.search(unit) for unit in units)
        case In():
            own = tuple(map(fold, document.fields.get(node.field, ())))
            return _fits(node.node, document, own)
        case And():
            return all(_fits(child, document, units) for child in node.nodes)
        case Or():
            return any(_fits(child, document, units) for child in node.nodes)
        case Not():
            return not _fits(node.node, document, units)
        case OneOf():
            return bool(set(node.values) & set(facet_values(node.name, document)))
        case Between():
            low = node.first is None or node.first <= document.date
            return low and (node.last is None or document.date <= node.last)
        case Term():
            raise ValueError("resolve the query first")


def facet_values(name: str, document: Document) -> tuple[str, ...]:
    """The article's values of a facet, those made of its day among them."""
    lengths = {"year": 4, "month": 7, "day": 10}
    if name in lengths:
        return (document.date.isoformat()[: lengths[name]],)
    return tuple(document.facets.get(name, ()))


@lru_cache(256)
def pattern_of(node: Wildcard | Near) -> re.Pattern[str]:
    """The regular expression that a folded unit must contain."""
    if isinstance(node, Wildcard):
        parts = (_WILD.get(char, re.escape(char)) for char in node.text)
        return re.compile("".join(parts), re.DOTALL)
    between = f".{{0,{node.distance}}}?"
    orders = dict.fromkeys(permutations(map(re.escape, node.strings)))
    return re.compile("|".join(between.join(order) for order in orders), re.DOTALL)


_WILD = {"?": ".", "*": f".{{0,{STAR}}}?"}
