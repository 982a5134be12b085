"""What goes into the index, and that odd texts come out of it as they went in."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import FACETS, SearchRequest
from search.engines.tantivy import schema
from search.engines.tantivy.store import TantivyStore
from search.query import In, Node, OneOf, Phrase, Wildcard
from tests.search.engines.tantivy.conftest import Make

LONG = "麦田" * 40_000 + "尾声将近"
ODD = {
    1: ("art of party politics", "two  spaces\tand a tab"),
    2: ("桥🌉通车👍🏽了", "家👨‍👩‍👧人"),
    3: ("half \ud83c of a pair", "\udf09"),
    4: (LONG,),
    5: ("x" * 70_000 + "yz",),
    6: ("甲\u200b乙\u00ad丙", "null\x00sign \x7f"),
    7: ("安安安安", "安"),
    8: ("上一段末尾", "尾声"),
    9: ("", "。", "—"),
    10: ("甲乙丙", "乙丙丁", "丙丁"),
}


@pytest.fixture
def odd(store: TantivyStore, make: Make) -> TantivyStore:
    store.rebuild(make(number, *units) for number, units in ODD.items())
    return store


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        pytest.param(Phrase("art of p"), {1}, id="spaces inside Latin"),
        pytest.param(Phrase("artof"), set(), id="no space where there is one"),
        pytest.param(Phrase("spaces and a"), {1}, id="white space is one space"),
        pytest.param(Phrase("🌉"), {2}, id="emoji"),
        pytest.param(Phrase("👍🏽"), {2}, id="emoji of two"),
        pytest.param(Phrase("\u200d👩"), {2}, id="joiner"),
        pytest.param(Phrase("\ud83c"), {3}, id="half of a pair"),
        pytest.param(Phrase("f \ud83c o"), {3}, id="half of a pair within a string"),
        pytest.param(Phrase("\udf09"), {3}, id="the other half alone"),
        pytest.param(Phrase("d83c"), set(), id="how a half is spelt"),
        pytest.param(Phrase("田麦田麦田"), {4}, id="long unit"),
        pytest.param(Phrase("麦田尾声将近"), {4}, id="end of a long unit"),
        pytest.param(Phrase("xxxyz"), {5}, id="end of a long word"),
        pytest.param(Phrase("x" * 300), {5}, id="long string"),
        pytest.param(Phrase("甲\u200b乙"), {6}, id="invisible sign"),
        pytest.param(Phrase("l\x00s"), {6}, id="null"),
        pytest.param(Phrase("安安安安"), {7}, id="one over and over"),
        pytest.param(Phrase("安安安安安"), set(), id="once too often"),
        pytest.param(Phrase("末尾尾声"), set(), id="across two units"),
        pytest.param(Phrase("尾尾"), set(), id="pair across two units"),
        pytest.param(Phrase("甲乙丙丁"), set(), id="units that overlap"),
        pytest.param(Phrase("乙丙丁"), {10}, id="unit"),
        pytest.param(Phrase("。"), {9}, id="unit of one sign"),
        pytest.param(Wildcard("half ? of"), {3}, id="pattern over half of a pair"),
        pytest.param(Wildcard("甲?乙"), {6}, id="pattern over an invisible sign"),
        pytest.param(Wildcard("田?田尾"), {4}, id="pattern in a long unit"),
        pytest.param(Wildcard("丙*丁"), {10}, id="star for nothing"),
        pytest.param(Wildcard("末?声"), set(), id="pattern across two units"),
    ],
)
def test_odd_texts(odd: TantivyStore, tree: Node, found: set[int]) -> None:
    assert {hit.article_id for hit in odd.run(SearchRequest(tree)).hits} == found


@pytest.mark.parametrize(
    "value", ["\x1cd800\x1c", "", " a b ", "Pat, O’Neil", "\ud800", "👍", "/a/b", "x" * 9_000]
)
def test_odd_values(store: TantivyStore, make: Make, value: str) -> None:
    store.rebuild([make(1, author=(value, value, "other")), make(2)])
    request = SearchRequest(filters={"author": (value,)}, facets=("author",))
    found = store.run(request)
    assert [hit.article_id for hit in found.hits] == [1]
    assert found.facets == {"author": {value: 1, "other": 1}}
    assert store.run(SearchRequest(OneOf("author", ("nobody",)))).total == 0


def test_fields_are_apart(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1, "正文说水渠", title=("标题说桥",)), make(2, "正文说桥")])

    def found(tree: Node) -> list[int]:
        return sorted(hit.article_id for hit in store.run(SearchRequest(tree)).hits)

    assert found(Phrase("桥")) == [1, 2]
    assert found(In("title", Phrase("桥"))) == [1]
    assert found(In("title", Wildcard("说?"))) == [1]
    assert found(In("title", Phrase("水渠"))) == []
    assert found(In("column", Phrase("桥"))) == []


@given(st.binary(min_size=16, max_size=16))
def test_digests_come_back(digest: bytes) -> None:
    high, low = schema.split_digest(digest)
    assert max(high, low) < 1 << 64
    assert schema.join_digest(high, low) == digest


@given(st.text())
def test_spelling_out_comes_back(text: str) -> None:
    halves = f"\ud800{text}\udfff"
    assert schema.unescape(schema.escape(halves)) == halves
    schema.escape(halves).encode()


@given(st.lists(st.tuples(st.dates(), st.integers(1, schema.ID_MASK)), min_size=2, max_size=2))
def test_keys_sort_by_day_then_article(pairs: list[tuple[date, int]]) -> None:
    one, other = pairs
    newest = (-one[0].toordinal(), one[1]) < (-other[0].toordinal(), other[1])
    assert (schema.newest_key(*one) < schema.newest_key(*other)) == newest
    assert (schema.oldest_key(*one) < schema.oldest_key(*other)) == (one < other)
    assert max(schema.newest_key(*one), schema.oldest_key(*one)) < 1 << 64


def test_every_facet_is_counted_in_one_group() -> None:
    assert sorted(chain.from_iterable(schema.GROUPS)) == sorted(FACETS)
