"""What a reader types, through the parser to the engine: found is what reading all finds."""

from __future__ import annotations

import random

import pytest

from search.engines.base import Document, Order, SearchRequest, Store
from search.query import parse
from tests.search.corpora import cut_string
from tests.search.engines.contract.scan import Scan, check

TYPED = (
    "",
    "水渠",
    "修缮 水渠",
    "水渠 -修缮",
    "水渠 NOT 修缮",
    "水渠 非 修缮",
    "停水 OR 小麦 | 银杏",
    "停水 或 小麦",
    "（停水 OR 小麦）-居民",
    "“修缮一新” 居民",
    '"LED灯"',
    "「新茶」",
    "修缮*",
    "市?府",
    "路灯*LED*",
    "p?rt*",
    '"修缮 水渠"~3',
    '"茶 居民 。"~30',
    "标题:渡口",
    "标题：“水渠” 居民",
    "title:渡口 -title:水渠",
    "作者:陶然",
    "author:“Pat, O’Neil”",
    "栏目:渡口闲话",
    "版:A3",
    "版:头版 茶",
    "日期:2022-01..2022-03",
    "日期:>2021 停水",
    "日期:2020-02-29",
    "标题:(渡口 -水渠) 居民",
    '水渠 "',
    "(((水渠",
    "水渠)))",
    "OR OR",
    "- - -",
    "标题:",
    "：：",
    "~10",
    "*?*",
    "？",
    "\x00\ud800 桥",
    "桥" * 600,
    "茶 " * 80,
)


@pytest.mark.parametrize("text", TYPED)
def test_typed(store: Store, scan: Scan, text: str) -> None:
    tree = parse(text).tree
    check(store, scan, SearchRequest(tree, facets=("city",), histogram="month"))
    check(store, scan, SearchRequest(tree, order=Order.OLDEST))


def test_anything_typed_is_answered(store: Store, scan: Scan, documents: list[Document]) -> None:
    """Strings of the articles with signs of the language between them."""
    rng = random.Random(17)  # noqa: S311
    signs = [*' -()|:：*?？~"“”「」', " OR ", " NOT ", "标题:", "作者：", "日期:", "~5", " 非 "]
    for _ in range(120):
        parts = [part for _ in range(rng.randint(1, 4)) for part in
                 (rng.choice(["", rng.choice(signs)]), cut_string(rng, documents, 4))]  # fmt: skip
        text = "".join([*parts, rng.choice(signs)])
        check(store, scan, SearchRequest(parse(text).tree))
