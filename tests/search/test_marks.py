"""What of a printed text answers a query."""

from __future__ import annotations

import pytest

from search.marks import find_wanted, make_unit
from search.query import And, In, Near, Node, Not, OneOf, Or, Phrase, Term, Wildcard
from search.snippets import mark


def marked(text: str, tree: Node | None, field: str = "") -> str:
    return mark(make_unit(text, find_wanted(tree), field))


@pytest.mark.parametrize(
    ("printed", "tree", "html"),
    [
        pytest.param("小麦熟了", Term("小麦"), "<em>小麦</em>熟了", id="word"),
        pytest.param("臺灣茶商", Phrase("台湾"), "<em>臺灣</em>茶商", id="simplified query"),
        pytest.param("台湾茶商", Phrase("臺灣"), "<em>台湾</em>茶商", id="traditional query"),
        pytest.param("增长21.6%。", Term("２１．６％"), "增长<em>21.6%</em>。", id="full width"),
        pytest.param(
            "增长２１．６％", Term("21.6%"), "增长<em>２１．６％</em>", id="width in print"
        ),
        pytest.param("小 麦熟了", Term("小麦"), "<em>小 麦</em>熟了", id="space in print"),
        pytest.param("说“好”", Phrase("说“好”"), "<em>说“好”</em>", id="quotes"),
        pytest.param("说……好", Phrase(".好"), "说…<em>…好</em>", id="within a printed character"),
        pytest.param(
            "新建的大桥", Wildcard("新*桥"), "<em>新建的大桥</em>", id="star: the whole stretch"
        ),
        pytest.param("新桥旧桥", Wildcard("?桥"), "<em>新桥旧桥</em>", id="question mark"),
        pytest.param(
            "茶农说茶香", Near(("茶香", "茶农"), 3), "<em>茶农</em>说<em>茶香</em>", id="near"
        ),
        pytest.param("茶农说今年的茶香", Near(("茶香", "茶农"), 3), "茶农说今年的茶香", id="far"),
        pytest.param(
            "小麦和稻谷", And((Term("小麦"), Not(Term("稻谷")))), "<em>小麦</em>和稻谷", id="not"
        ),
        pytest.param(
            "小麦和稻谷", Or((Term("小麦"), Term("稻谷"))), "<em>小麦</em>和<em>稻谷</em>", id="or"
        ),
        pytest.param(
            "小麦，稻谷。", And((Term("小麦"), Term("，"))), "<em>小麦</em>，稻谷。", id="comma"
        ),
        pytest.param("小麦，稻谷", Term("，"), "小麦<em>，</em>稻谷", id="comma alone"),
        pytest.param("泰安的小麦", OneOf("city", ("泰安",)), "泰安的小麦", id="facet"),
        pytest.param("小麦", None, "小麦", id="no query"),
        pytest.param("a" * 60, Wildcard("a*" * 12 + "b"), "a" * 60, id="hostile pattern"),
    ],
)
def test_hits_are_marked(printed: str, tree: Node | None, html: str) -> None:
    assert marked(printed, tree) == html


@pytest.mark.parametrize(
    ("field", "html"), [("title", "<em>小麦</em>熟了"), ("author", "小麦熟了"), ("", "小麦熟了")]
)
def test_named_field_marks_its_own_units_alone(field: str, html: str) -> None:
    assert marked("小麦熟了", In("title", Term("小麦")), field) == html


def test_unnamed_field_marks_all_units() -> None:
    tree = And((In("title", Term("熟")), Term("小麦")))
    assert marked("小麦熟了", tree, "title") == "<em>小麦熟</em>了"
    assert marked("小麦熟了", tree, "") == "<em>小麦</em>熟了"
