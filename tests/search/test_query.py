"""The query language: every text has a reading, none an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    MAX_LENGTH,
    MAX_TERMS,
    And,
    Node,
    Not,
    Notice,
    Or,
    Phrase,
    Term,
    parse,
)

A, B, C = Term("甲"), Term("乙"), Term("丙")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("甲", A, id="one word"),
        pytest.param("甲 乙", And((A, B)), id="words are joined by AND"),
        pytest.param("甲\u3000乙", And((A, B)), id="full-width space"),
        pytest.param("甲 AND 乙", And((A, B)), id="AND said"),
        pytest.param("甲 OR 乙", Or((A, B)), id="OR"),
        pytest.param("甲 ＯＲ 乙", Or((A, B)), id="full-width OR"),
        pytest.param("甲 or 乙", And((A, Term("or"), B)), id="small or is a word"),
        pytest.param("甲|乙", Or((A, B)), id="bar"),
        pytest.param("甲｜乙", Or((A, B)), id="full-width bar"),
        pytest.param("甲 乙 OR 丙", And((A, Or((B, C)))), id="OR binds tighter"),
        pytest.param("甲 -乙", And((A, Not(B))), id="minus"),
        pytest.param("甲 －乙", And((A, Not(B))), id="full-width minus"),
        pytest.param("甲 NOT 乙", And((A, Not(B))), id="NOT"),
        pytest.param("-甲", Not(A), id="only a negation"),
        pytest.param("甲 OR -乙", Or((A, Not(B))), id="OR with a negation"),
        pytest.param("CN37-0067", Term("CN37-0067"), id="minus inside a word"),
        pytest.param('"甲 乙"', Phrase("甲 乙"), id="straight quotes"),
        pytest.param("“甲”", Phrase("甲"), id="curly quotes"),
        pytest.param("「甲」『乙』", And((Phrase("甲"), Phrase("乙"))), id="corner brackets"),
        pytest.param("＂甲＂", Phrase("甲"), id="full-width quotes"),
        pytest.param("「说“好”」", Phrase("说“好”"), id="quotes within quotes"),
        pytest.param('甲"乙"', And((A, Phrase("乙"))), id="quote touching a word"),
        pytest.param('-"甲"', Not(Phrase("甲")), id="negated string"),
        pytest.param("(甲 OR 乙) 丙", And((Or((A, B)), C)), id="group"),
        pytest.param("（甲｜乙）－丙", And((Or((A, B)), Not(C))), id="full-width group"),
        pytest.param("-(甲 乙)", Not(And((A, B))), id="negated group"),
        pytest.param("((甲))", A, id="needless brackets"),
    ],
)
def test_reading(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert parse(text).notices == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("-", None, id="only a minus"),
        pytest.param("- -", None, id="minuses"),
        pytest.param("OR", None, id="only OR"),
        pytest.param("NOT", None, id="only NOT"),
        pytest.param("|||", None, id="only bars"),
        pytest.param('""', None, id="empty string"),
        pytest.param("()", None, id="empty group"),
        pytest.param(")(", None, id="brackets the wrong way round"),
        pytest.param("OR 甲", A, id="OR before"),
        pytest.param("甲 OR", A, id="OR after"),
        pytest.param("甲 OR OR 乙", Or((A, B)), id="OR twice"),
        pytest.param("--甲", Not(A), id="minus twice"),
        pytest.param("甲 - 乙", And((A, B)), id="minus standing alone"),
        pytest.param("(甲 乙", And((A, B)), id="bracket left open"),
        pytest.param("甲) 乙", And((A, B)), id="bracket too many"),
        pytest.param("-() 甲", A, id="negated nothing"),
    ],
)
def test_malformed_text_is_read_leniently(text: str, tree: Node | None) -> None:
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    "text", ['"甲 乙', "甲 “乙", "「甲 乙"], ids=["straight", "curly", "corner"]
)
def test_lone_quotation_mark_is_passed_over_and_reported(text: str) -> None:
    query = parse(text)
    assert query.tree == And((A, B))
    assert query.notices == (Notice.UNBALANCED_QUOTE,)


def test_too_long() -> None:
    query = parse("甲" * (MAX_LENGTH + 1))
    assert query.tree == Term("甲" * MAX_LENGTH)
    assert query.notices == (Notice.TOO_LONG,)


def test_too_many_terms() -> None:
    query = parse("甲 " * (MAX_TERMS + 1))
    assert query.tree == And((A,) * MAX_TERMS)
    assert query.notices == (Notice.TOO_MANY_TERMS,)


@pytest.mark.parametrize("opening", ["(", "-("])
def test_nested_too_deep(opening: str) -> None:
    query = parse(opening * 1_000 + "甲" + ")" * 1_000)
    assert Notice.TOO_LONG in query.notices
    assert parse(opening * 100 + "甲").notices == (Notice.TOO_DEEP,)


def test_brackets_beyond_the_depth_still_close() -> None:
    assert parse("(" * 20 + "甲" + ")" * 20 + " 乙").tree == And((A, B))


@given(st.text(alphabet='甲a-－|｜()（）"“”「」『』＂ ORNT\n\x00', max_size=80))
def test_no_text_raises(text: str) -> None:
    assert parse(text) == parse(text)
