"""Trees back into queries."""

from __future__ import annotations

from datetime import date

import pytest

from search.language.nodes import (
    MAX_DEPTH,
    And,
    Between,
    In,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from search.language.reading import render
from search.query import parse

A, B, C = Term("甲"), Term("乙"), Term("丙")


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        pytest.param(A, "甲", id="word"),
        pytest.param(Phrase("甲 乙"), "“甲 乙”", id="string"),
        pytest.param(Phrase("“甲”"), "「“甲”」", id="quotes within quotes"),
        pytest.param(Phrase('"甲」'), '『"甲」』', id="several marks inside"),
        pytest.param(Phrase("”甲」』"), '"”甲」』"', id="all Chinese marks inside"),
        pytest.param(Wildcard("甲*"), "甲*", id="pattern"),
        pytest.param(Near(("甲", "乙"), 5), "“甲 乙”~5", id="proximity"),
        pytest.param(And((A, B)), "甲 乙", id="and"),
        pytest.param(Or((A, B)), "甲 或 乙", id="or"),
        pytest.param(And((A, Or((B, C)))), "甲 (乙 或 丙)", id="or within and"),
        pytest.param(Or((And((A, B)), C)), "(甲 乙) 或 丙", id="and within or"),
        pytest.param(Not(A), "-甲", id="not"),
        pytest.param(Not(Or((A, B))), "-(甲 或 乙)", id="not a group"),
        pytest.param(Not(In("title", A)), "-标题:甲", id="not in a field"),
        pytest.param(In("author", Phrase("甲 乙")), "作者:“甲 乙”", id="string in a field"),
        pytest.param(In("column", Term("或")), "栏目:或", id="operator in a field"),
        pytest.param(Term("或"), "或", id="operator alone"),
        pytest.param(OneOf("city", ("菏泽",)), "城市:菏泽", id="facet"),
        pytest.param(OneOf("newspaper", ("甲 乙",)), "报纸:“甲 乙”", id="value with a space"),
        pytest.param(OneOf("newspaper", ("甲、乙",)), "报纸:“甲、乙”", id="value with a separator"),
        pytest.param(OneOf("topic", ("甲", "乙")), "主题:甲、乙", id="several values"),
        pytest.param(OneOf("topic", ("-甲", "乙")), "主题:、-甲、乙", id="value with a minus"),
        pytest.param(OneOf("genre", ("图片",)), "体裁:图片", id="genre"),
        pytest.param(OneOf("page", ("A3",)), "版:A3", id="page"),
        pytest.param(OneOf("front", ("front",)), "版:头版", id="front page"),
        pytest.param(OneOf("front", ("front", "inner")), "版:头版、内页", id="any page"),
        pytest.param(Between(date(2022, 1, 1), date(2022, 12, 31)), "日期:2022", id="year"),
        pytest.param(Between(date(2022, 1, 1), None), "日期:>=2022-01-01", id="open end"),
    ],
)
def test_a_tree_is_written_as_the_query_that_states_it(tree: Node, text: str) -> None:
    assert render(tree) == text
    assert parse(text).tree == tree


def test_a_word_that_would_continue_days_is_set_apart() -> None:
    year = Between(date(2022, 1, 1), date(2022, 12, 31))
    tree = And((year, Term("至2023")))
    assert render(tree) == "日期:2022 且 至2023"
    assert parse(render(tree)).tree == tree
    near = And((Phrase("甲 乙"), Term("~"), Term("丙")))
    assert render(near) == "“甲 乙” 且 ~ 丙"
    assert parse(render(near)).tree == near
    apart = And((year, Term("~"), Term("5")))
    assert render(apart) == "日期:2022 且 ~ 5"
    assert parse(render(apart)).tree == apart


def test_groups_too_deep_for_brackets_go_by_precedence() -> None:
    text = "甲 乙 或 (" * (MAX_DEPTH - 1) + "丙 丁" + ")" * (MAX_DEPTH - 1)
    query = parse(text)
    assert query.notices == ()
    assert query.reading == text
    assert "甲 (乙 或 (" in parse("甲 乙 或 (丙 丁 或 (甲 乙))").reading


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        pytest.param(Term("甲 乙"), "“甲 乙”", id="word with a space"),
        pytest.param(Term("标题:甲"), "“标题:甲”", id="word that names a field"),
        pytest.param(Not(Not(A)), "甲", id="negated twice"),
        pytest.param(In("title", Or((A, B))), "标题:(甲 或 乙)", id="field around a group"),
        pytest.param(OneOf("year", ("2022",)), "日期:2022", id="a filter by year"),
        pytest.param(OneOf("author", ("甲",)), "作者:甲", id="a filter by author"),
        pytest.param(OneOf("city", ()), "城市:“”", id="an unknown city"),
    ],
)
def test_trees_that_no_query_states_are_written_too(tree: Node, text: str) -> None:
    assert render(tree) == text
