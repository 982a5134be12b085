"""What a query looks for in, strings that follow one another at some distance out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations

from search.query import STAR, Near, Phrase, Wildcard

Text = Phrase | Wildcard | Near


@dataclass(frozen=True)
class Chain:
    """Strings in one unit, in this order: between two of them from `low` to `high` characters.

    At least `before` characters stand in front of the first and `after` behind the last.
    """

    strings: tuple[str, ...]
    gaps: tuple[tuple[int, int], ...] = ()
    before: int = 0
    after: int = 0


def read_chains(node: Text) -> tuple[Chain, ...]:
    """Return the chains of which one must be there.

    >>> read_chains(Wildcard("春?耕*"))[0]
    Chain(strings=('春', '耕'), gaps=((1, 1),), before=0, after=0)
    """
    match node:
        case Phrase():
            return (Chain((node.text,)),)
        case Wildcard():
            return (_read_pattern(node.text),)
        case Near():
            gaps = ((0, node.distance),) * (len(node.strings) - 1)
            return tuple(Chain(order, gaps) for order in dict.fromkeys(permutations(node.strings)))


def _read_pattern(text: str) -> Chain:
    """Return the chain of a pattern; it has at least one character that is none of `?` and `*`."""
    # Strings and what stands between them take turns, as re.split() gives them.
    first, *rest = re.split(r"([?*]+)", text)
    wild, strings = rest[::2], [first, *rest[1::2]]
    before = after = 0
    if not strings[0]:
        before, strings, wild = wild[0].count("?"), strings[1:], wild[1:]
    if not strings[-1]:
        after, strings, wild = wild[-1].count("?"), strings[:-1], wild[:-1]
    gaps = ((w.count("?"), w.count("?") + STAR * w.count("*")) for w in wild)
    return Chain(tuple(strings), tuple(gaps), before, after)
