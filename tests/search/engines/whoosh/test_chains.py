"""What a pattern asks for, as strings with room between them."""

from __future__ import annotations

import pytest

from search.engines.whoosh.chains import Chain, read_chains
from search.query import STAR, Near, Wildcard


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("春?耕", Chain(("春", "耕"), ((1, 1),))),
        ("春耕*小麦", Chain(("春耕", "小麦"), ((0, STAR),))),
        ("春?*??耕*田", Chain(("春", "耕", "田"), ((3, 3 + STAR), (0, STAR)))),
        ("春*?*耕", Chain(("春", "耕"), ((1, 1 + 2 * STAR),))),
        ("??春耕", Chain(("春耕",), before=2)),
        ("春耕?", Chain(("春耕",), after=1)),
        ("?*春?", Chain(("春",), before=1, after=1)),
    ],
)
def test_patterns(text: str, chain: Chain) -> None:
    assert read_chains(Wildcard(text)) == (chain,)


def test_near_has_every_order_once() -> None:
    gaps = ((0, 5), (0, 5))
    orders = [("甲", "甲", "乙"), ("甲", "乙", "甲"), ("乙", "甲", "甲")]
    chains = read_chains(Near(("甲", "甲", "乙"), 5))
    assert sorted(chains, key=str) == sorted((Chain(o, gaps) for o in orders), key=str)
