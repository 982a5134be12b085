"""The query language's bounds: a long, deep or hostile query is read as far as they go."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.nodes import MAX_DEPTH
from search.query import (
    MAX_LENGTH,
    MAX_TERMS,
    MAX_TYPED,
    And,
    Between,
    In,
    Node,
    Not,
    Notice,
    OneOf,
    Or,
    Term,
    parse,
)
from tests.search.queries import typed

A, B = Term("甲"), Term("乙")
YEAR = Between(date(2022, 1, 1), date(2022, 12, 31))


class TestBounds:
    """How much of a long query is read."""

    def test_a_long_word_is_cut(self) -> None:
        query = parse("甲" * (MAX_LENGTH + 1))
        assert query.tree == Term("甲" * MAX_LENGTH)
        assert query.notices == (Notice.TOO_LONG,)

    def test_a_word_with_no_room_left_is_left_out(self) -> None:
        query = parse("乙 " + "甲" * MAX_LENGTH)
        assert query.tree == B
        assert query.notices == (Notice.TOO_LONG,)

    def test_signs_and_dates_take_no_room(self) -> None:
        query = parse("日期:2022 " + "((( " + "甲" * MAX_LENGTH + ")))")
        assert query.tree == And((YEAR, Term("甲" * MAX_LENGTH)))
        assert query.notices == ()

    def test_too_much_typed(self) -> None:
        query = parse(" " * MAX_TYPED + "甲")
        assert query.tree is None
        assert query.notices == (Notice.TOO_LONG,)

    @pytest.mark.parametrize("count", [MAX_TERMS + 1, 10_000])
    def test_too_many_terms(self, count: int) -> None:
        query = parse("甲 " * count)
        assert query.tree == And((A,) * MAX_TERMS)
        assert Notice.TOO_MANY_TERMS in query.notices

    def test_the_values_of_a_field_count(self) -> None:
        values = [f"甲{number}" for number in range(MAX_TERMS + 5)]
        query = parse("乙 城市:" + "、".join(values))
        assert query.tree == And((B, OneOf("city", tuple(values[: MAX_TERMS - 1]))))
        assert query.notices == (Notice.TOO_MANY_TERMS,)

    @pytest.mark.parametrize("opening", ["(", "-(", "标题:("])
    def test_nested_too_deep(self, opening: str) -> None:
        query = parse(opening * 100 + "甲" + ")" * 100)
        assert Notice.TOO_DEEP in query.notices
        assert Notice.UNBALANCED_BRACKET not in query.notices

    def test_brackets_beyond_the_depth_still_close(self) -> None:
        assert parse("(" * 20 + "甲" + ")" * 20 + " 乙").tree == And((A, B))

    @pytest.mark.parametrize(
        "piece",
        ['"', "“", "“甲 “", "(", ")", "-", "-(", "甲*", "*", "? ", "标题:", "日期:", "日期:> ",
         "城市:、", "或 ", '"甲 乙"~9 ', "~", "|", "\u3000", "\x00", "ﷺ", "標題：甲 "],
    )  # fmt: skip
    def test_what_vandals_type_stays_within_bounds(self, piece: str) -> None:
        query = parse(piece * 10_000)
        assert query.repaired
        assert query.tree is None or _leaves(query.tree) <= MAX_TERMS
        assert parse(query.reading).tree == query.tree

    @given(typed(), st.integers(1, 3_000))
    def test_no_tree_is_larger_than_the_bounds(self, text: str, times: int) -> None:
        tree = parse(text * times).tree
        assert tree is None or (_leaves(tree) <= MAX_TERMS and _depth(tree) <= 2 * MAX_DEPTH + 3)


def _leaves(node: Node) -> int:
    match node:
        case And() | Or():
            return sum(map(_leaves, node.nodes))
        case Not() | In():
            return _leaves(node.node)
        case OneOf():
            return len(node.values)
        case _:
            return 1


def _depth(node: Node) -> int:
    match node:
        case And() | Or():
            return 1 + max(map(_depth, node.nodes))
        case Not() | In():
            return _depth(node.node)
        case _:
            return 0
