"""The query language: every text has a reading, none an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    MAX_DISTANCE,
    And,
    Between,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Notice,
    OneOf,
    Or,
    Phrase,
    Term,
    Wildcard,
    parse,
)
from tests.search.queries import typed

A, B, C, D = Term("甲"), Term("乙"), Term("丙"), Term("丁")
TODAY = date(2024, 5, 15)
YEAR = Between(date(2022, 1, 1), date(2022, 12, 31))


def title(node: Leaf) -> In:
    return In("title", node)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("甲", A, id="one word"),
        pytest.param("甲 乙", And((A, B)), id="words are joined by AND"),
        pytest.param("甲\u3000乙", And((A, B)), id="full-width space"),
        pytest.param("甲 AND 乙", And((A, B)), id="AND said"),
        pytest.param("甲 且 乙", And((A, B)), id="且"),
        pytest.param("甲 OR 乙", Or((A, B)), id="OR"),
        pytest.param("甲 或 乙", Or((A, B)), id="或"),
        pytest.param("甲 ＯＲ 乙", Or((A, B)), id="full-width OR"),
        pytest.param("甲 or 乙", And((A, Term("or"), B)), id="small or is a word"),
        pytest.param("甲|乙", Or((A, B)), id="bar"),
        pytest.param("甲｜乙", Or((A, B)), id="full-width bar"),
        pytest.param("甲 乙 OR 丙", And((A, Or((B, C)))), id="OR binds tighter"),
        pytest.param("甲 或 乙 或 丙", Or((A, B, C)), id="three alternatives"),
        pytest.param("“甲”或“乙”", Or((Phrase("甲"), Phrase("乙"))), id="或 between strings"),
        pytest.param("甲 -乙", And((A, Not(B))), id="minus"),
        pytest.param("甲 －乙", And((A, Not(B))), id="full-width minus"),
        pytest.param("甲 NOT 乙", And((A, Not(B))), id="NOT"),
        pytest.param("甲 非 乙", And((A, Not(B))), id="非"),
        pytest.param("甲 AND NOT 乙", And((A, Not(B))), id="AND NOT"),
        pytest.param("非(甲 乙)", Not(And((A, B))), id="非 before a group"),
        pytest.param("-甲", Not(A), id="only a negation"),
        pytest.param("-(-甲)", A, id="negated twice"),
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
        pytest.param("(甲 乙) 丙", And((A, B, C)), id="AND within AND"),
        pytest.param("甲 或 (乙 或 丙)", Or((A, B, C)), id="OR within OR"),
        pytest.param("(甲 乙) 或 丙", Or((And((A, B)), C)), id="AND within OR"),
    ],
)
def test_reading(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert parse(text).notices == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("非甲", Term("非甲"), id="非 begins a word"),
        pytest.param("非", Term("非"), id="非 is all there is"),
        pytest.param("或", Term("或"), id="或 is all there is"),
        pytest.param("甲或乙", Term("甲或乙"), id="或 inside a word"),
        pytest.param('"或"', Phrase("或"), id="或 quoted"),
        pytest.param("-或", Not(Term("或")), id="或 after a minus"),
        pytest.param("标题:或", title(Term("或")), id="或 after a colon"),
        pytest.param("ORAL", Term("ORAL"), id="OR begins a word"),
        pytest.param("12:30", Term("12:30"), id="time"),
        pytest.param("比分3:1", Term("比分3:1"), id="score"),
        pytest.param("http://example.org/", Term("http://example.org/"), id="address"),
        pytest.param("甲标题:乙", Term("甲标题:乙"), id="field name inside a word"),
        pytest.param("标题", Term("标题"), id="field name without colon"),
        pytest.param("来源：甲", Term("来源：甲"), id="no field"),
        pytest.param('"标题:甲"', Phrase("标题:甲"), id="field quoted"),
        pytest.param('"甲*"', Phrase("甲*"), id="star quoted"),
        pytest.param("为什么？", Term("为什么？"), id="full-width question mark at the end"),
        pytest.param("真的吗？！", Term("真的吗？！"), id="with another mark"),
        pytest.param("？", Term("？"), id="full-width question mark alone"),
        pytest.param("甲 ~5", And((A, Term("~5"))), id="tilde apart"),
        pytest.param('"甲" ~5', And((Phrase("甲"), Term("~5"))), id="tilde after one string"),
        pytest.param(
            '"甲 乙" ~5丙', And((Phrase("甲 乙"), Term("~5丙"))), id="tilde before a word"
        ),
        pytest.param('"甲 乙" 且 ~5', And((Phrase("甲 乙"), Term("~5"))), id="a word by its sign"),
    ],
)
def test_what_looks_like_an_operator_and_is_text(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert parse(text).notices == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("甲*", Wildcard("甲*"), id="star behind"),
        pytest.param("*甲", Wildcard("*甲"), id="star before"),
        pytest.param("甲＊乙", Wildcard("甲*乙"), id="full-width star"),
        pytest.param("甲***乙", Wildcard("甲*乙"), id="stars in a row"),
        pytest.param("甲?乙", Wildcard("甲?乙"), id="question mark"),
        pytest.param("甲？乙", Wildcard("甲?乙"), id="full-width question mark inside"),
        pytest.param("为什么?", Wildcard("为什么?"), id="half-width question mark at the end"),
        pytest.param("甲*乙？", Wildcard("甲*乙"), id="pattern in a question"),
        pytest.param("《*》", Wildcard("《*》"), id="between book marks"),
        pytest.param("-甲*", Not(Wildcard("甲*")), id="negated"),
        pytest.param('"甲 乙"~5', Near(("甲", "乙"), 5), id="proximity"),
        pytest.param("“甲 乙”～１２", Near(("甲", "乙"), 12), id="full-width proximity"),
        pytest.param('"甲 乙"~', Near(("甲", "乙"), 10), id="proximity without number"),
        pytest.param('"甲 乙"~0', Near(("甲", "乙"), 0), id="in any order"),
        pytest.param('"甲\u3000乙 丙"~3', Near(("甲", "乙", "丙"), 3), id="three strings"),
        pytest.param('"甲乙"~5', Phrase("甲乙"), id="one string"),
        pytest.param('-"甲 乙"~5 丙', And((Not(Near(("甲", "乙"), 5)), C)), id="negated proximity"),
    ],
)
def test_patterns_and_proximity(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert parse(text).notices == ()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("标题:甲", title(A), id="word"),
        pytest.param("标题：甲", title(A), id="full-width colon"),
        pytest.param("title:甲", title(A), id="English"),
        pytest.param("ＴＩＴＬＥ：甲", title(A), id="full width"),
        pytest.param("標題：甲", title(A), id="traditional"),
        pytest.param("标题: 甲", title(A), id="space after the colon"),
        pytest.param("标题:甲 乙", And((title(A), B)), id="only the next word"),
        pytest.param('标题:"甲 乙"', title(Phrase("甲 乙")), id="string"),
        pytest.param("标题:甲*", title(Wildcard("甲*")), id="pattern"),
        pytest.param('标题:"甲 乙"~3', title(Near(("甲", "乙"), 3)), id="proximity"),
        pytest.param("标题:(甲 乙)", And((title(A), title(B))), id="group"),
        pytest.param("标题:(甲 或 -乙)", Or((title(A), Not(title(B)))), id="group with signs"),
        pytest.param(
            "标题:(甲 作者:乙)", And((title(A), In("author", B))), id="a field within wins"
        ),
        pytest.param("-标题:甲", Not(title(A)), id="minus before"),
        pytest.param("标题:-甲", Not(title(A)), id="minus after the colon"),
        pytest.param("甲 或 标题:乙", Or((A, title(B))), id="alternative"),
        pytest.param("作者:甲", In("author", A), id="author"),
        pytest.param("byline:甲", In("author", A), id="byline"),
        pytest.param("栏目:甲", In("column", A), id="column"),
        pytest.param("城市:菏泽", OneOf("city", ("菏泽",)), id="city"),
        pytest.param('city:"菏泽"', OneOf("city", ("菏泽",)), id="city quoted"),
        pytest.param("城市:菏*", OneOf("city", ("菏*",)), id="city by a pattern"),
        pytest.param("城市:甲、乙，丙", OneOf("city", ("甲", "乙", "丙")), id="several values"),
        pytest.param('报纸:"甲、乙"', OneOf("newspaper", ("甲、乙",)), id="quoted is one value"),
        pytest.param(
            "城市:(甲 或 乙)", Or((OneOf("city", ("甲",)), OneOf("city", ("乙",)))), id="city group"
        ),
        pytest.param("paper:甲", OneOf("newspaper", ("甲",)), id="newspaper"),
        pytest.param("主题:教育", OneOf("topic", ("教育",)), id="topic"),
        pytest.param("体裁:图片", OneOf("genre", ("图片",)), id="genre"),
        pytest.param("版:A3", OneOf("page", ("A3",)), id="page"),
        pytest.param("版:头版", OneOf("front", ("front",)), id="front page"),
        pytest.param("page:Front", OneOf("front", ("front",)), id="front page in English"),
        pytest.param("-版次：内页", Not(OneOf("front", ("inner",))), id="no inner page"),
        pytest.param("版:头版、2", OneOf("page", ("头版", "2")), id="front page and another"),
        pytest.param("日期:2022", YEAR, id="year"),
        pytest.param("日期：2022", YEAR, id="date with a full-width colon"),
        pytest.param('date:"2022"', YEAR, id="date quoted"),
        pytest.param("-日期:2022", Not(YEAR), id="not that year"),
        pytest.param(
            "日期:> 2021 甲", And((Between(YEAR.first, None), A)), id="space after a sign"
        ),
        pytest.param("日期: 2022-01 至 2022-12 甲", And((YEAR, A)), id="spaces around 至"),
        pytest.param("日期:2022-01.. 2022-12", YEAR, id="space after dots"),
        pytest.param("日期:2022 到访", And((YEAR, Term("到访"))), id="到 begins a word"),
        pytest.param(
            "日期:(2022 或 昨天)",
            Or((YEAR, Between(date(2024, 5, 14), date(2024, 5, 14)))),
            id="date group",
        ),
    ],
)
def test_fields(text: str, tree: Node) -> None:
    query = parse(text, TODAY)
    assert query.tree == tree
    assert query.notices == ()


@pytest.mark.parametrize(
    ("text", "tree", "notice"),
    [
        pytest.param("-", None, Notice.DANGLING_OPERATOR, id="only a minus"),
        pytest.param("- -", None, Notice.DANGLING_OPERATOR, id="minuses"),
        pytest.param("OR", None, Notice.DANGLING_OPERATOR, id="only OR"),
        pytest.param("NOT", None, Notice.DANGLING_OPERATOR, id="only NOT"),
        pytest.param("|||", None, Notice.DANGLING_OPERATOR, id="only bars"),
        pytest.param("OR 甲", A, Notice.DANGLING_OPERATOR, id="OR before"),
        pytest.param("甲 OR", A, Notice.DANGLING_OPERATOR, id="OR after"),
        pytest.param("甲 且", A, Notice.DANGLING_OPERATOR, id="AND after"),
        pytest.param("(甲 或) 乙", And((A, B)), Notice.DANGLING_OPERATOR, id="或 before a bracket"),
        pytest.param("甲 OR OR 乙", Or((A, B)), Notice.DANGLING_OPERATOR, id="OR twice"),
        pytest.param("甲 AND OR 乙", Or((A, B)), Notice.DANGLING_OPERATOR, id="AND OR"),
        pytest.param("--甲", Not(A), Notice.DANGLING_OPERATOR, id="minus twice"),
        pytest.param("甲 - 乙", And((A, B)), Notice.DANGLING_OPERATOR, id="minus standing alone"),
        pytest.param('""', None, Notice.EMPTY_BRACKETS, id="empty string"),
        pytest.param('""~3 甲', A, Notice.EMPTY_BRACKETS, id="empty proximity"),
        pytest.param("()", None, Notice.EMPTY_BRACKETS, id="empty group"),
        pytest.param("-() 甲", A, Notice.EMPTY_BRACKETS, id="negated nothing"),
        pytest.param("(甲 乙", And((A, B)), Notice.UNBALANCED_BRACKET, id="bracket left open"),
        pytest.param("甲) 乙", And((A, B)), Notice.UNBALANCED_BRACKET, id="bracket too many"),
        pytest.param("“甲 乙", And((A, B)), Notice.UNBALANCED_QUOTE, id="curly quote left open"),
        pytest.param('"甲 乙', And((A, B)), Notice.UNBALANCED_QUOTE, id="straight quote left open"),
        pytest.param("「甲 乙", And((A, B)), Notice.UNBALANCED_QUOTE, id="corner left open"),
        pytest.param("标题:", None, Notice.EMPTY_FIELD, id="field alone"),
        pytest.param("甲 标题:", A, Notice.EMPTY_FIELD, id="field at the end"),
        pytest.param("标题:作者:甲", In("author", A), Notice.EMPTY_FIELD, id="field after field"),
        pytest.param("甲 标题: 或 乙", Or((A, B)), Notice.EMPTY_FIELD, id="field before 或"),
        pytest.param("日期: 标题:甲", title(A), Notice.EMPTY_FIELD, id="field after a date field"),
        pytest.param("甲 日期: 或 乙", Or((A, B)), Notice.EMPTY_FIELD, id="date field before 或"),
        pytest.param("日期:", None, Notice.EMPTY_FIELD, id="date field alone"),
        pytest.param("城市:、", None, Notice.EMPTY_FIELD, id="separator alone"),
        pytest.param("*", None, Notice.ONLY_WILDCARDS, id="star alone"),
        pytest.param("?? 甲", A, Notice.ONLY_WILDCARDS, id="question marks alone"),
        pytest.param("城市:* 甲", A, Notice.ONLY_WILDCARDS, id="any city"),
        pytest.param("日期:上上旬", Phrase("上上旬"), Notice.UNKNOWN_DATE, id="no date"),
        pytest.param("日期:2022-13", Phrase("2022-13"), Notice.UNKNOWN_DATE, id="no month"),
        pytest.param("日期:2022-12..2022-01", YEAR, Notice.TURNED_DATES, id="dates turned"),
        pytest.param(
            '"甲 乙 丙 丁 戊"~3',
            Near(("甲", "乙", "丙", "丁"), 3),
            Notice.TOO_MANY_STRINGS,
            id="five strings",
        ),
        pytest.param(
            '"甲 乙" ~5 丙',
            And((Near(("甲", "乙"), 5), C)),
            Notice.LOOSE_DISTANCE,
            id="space before a distance",
        ),
        pytest.param(
            '"甲 乙" ~ 丙',
            And((Near(("甲", "乙"), 10), C)),
            Notice.LOOSE_DISTANCE,
            id="a distance without a number",
        ),
        pytest.param(
            '"甲 乙"  ~ 5', Near(("甲", "乙"), 5), Notice.LOOSE_DISTANCE, id="spaces all around"
        ),
        pytest.param(
            "标题：“甲　乙”　～５",
            title(Near(("甲", "乙"), 5)),
            Notice.LOOSE_DISTANCE,
            id="full-width space before a distance",
        ),
        pytest.param(
            '城市:"甲 乙" ~5',
            OneOf("city", ("甲 乙",)),
            Notice.LOOSE_DISTANCE,
            id="a distance after a value",
        ),
        pytest.param(
            '"甲 乙"~99999999999', Near(("甲", "乙"), MAX_DISTANCE), Notice.TOO_FAR, id="too far"
        ),
    ],
)
def test_repairs_are_told(text: str, tree: Node | None, notice: Notice) -> None:
    query = parse(text)
    assert query.tree == tree
    assert query.notices == (notice,)
    assert query.repaired


@pytest.mark.parametrize("text", ["", " \u3000\n"], ids=["empty", "white space"])
def test_nothing_is_asked_for(text: str) -> None:
    query = parse(text)
    assert (query.tree, query.notices, query.reading) == (None, (), "")
    assert not query.repaired


def test_brackets_the_wrong_way_round() -> None:
    query = parse(")(")
    assert query.tree is None
    assert set(query.notices) == {Notice.UNBALANCED_BRACKET, Notice.EMPTY_BRACKETS}


def test_today_is_the_servers_own_unless_given() -> None:
    before, query, after = date.today(), parse("日期:今天"), date.today()
    assert query.tree == Between(before, before) or query.tree == Between(after, after)


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        pytest.param("日期:上周", True, id="week"),
        pytest.param("甲 -日期:(2022 或 >昨天)", True, id="one of several"),
        pytest.param("日期:2022年至今", True, id="until now"),
        pytest.param("日期:近9999年", False, id="no days"),
        pytest.param("日期:2022-01..2022-03", False, id="written out"),
        pytest.param("上周", False, id="no date field"),
    ],
)
def test_days_that_move_with_today_are_worth_telling(text: str, relative: bool) -> None:
    query = parse(text, TODAY)
    assert query.relative is relative
    assert query.worth_telling is (relative or query.repaired)
    assert not parse(query.reading, TODAY).worth_telling


@given(st.one_of(typed(), st.text(max_size=80)))
def test_any_text_is_read_and_its_reading_is_the_same_query(text: str) -> None:
    query = parse(text, TODAY)
    again = parse(query.reading, TODAY)
    assert again.tree == query.tree
    assert again.reading == query.reading


@given(typed())
def test_a_reading_needs_no_repair(text: str) -> None:
    assert parse(parse(text, TODAY).reading, TODAY).notices == ()
