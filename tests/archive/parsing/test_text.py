"""Widths, spaces, marks and joins."""

from __future__ import annotations

import pytest

from archive.parsing.text import (
    bigrams,
    ends_sentence,
    fold,
    is_finished,
    is_list_item,
    join_lines,
    join_title,
    split_mark,
    squeeze,
    tidy_body,
    tidy_title,
    to_ranges,
    width,
    widths,
)


@pytest.mark.parametrize(
    ("text", "em"), [("城西公园", 4.0), ("A03", 1.5), ("第3版", 2.5), ("  城 ", 1.0), ("", 0.0)]
)
def test_width(text: str, em: float) -> None:
    assert width(text) == em


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["城西公园", "", "  A03 ", "“石桥”，é𠮷", "\u3000第3版"]],
    ids=["none", "an empty one", "many"],
)
def test_widths_of_many_are_those_of_each(texts: list[str]) -> None:
    assert widths(texts) == [width(text) for text in texts]


def test_folding_keeps_every_place() -> None:
    text = "（记者　ＡＢ）１２：３０，好！"
    assert fold(text) == "(记者 AB)12:30,好!"
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("line", "mark", "bare"),
    [
        ("# 绿道连成网", "#", "绿道连成网"),
        ("##绿道连成网", "##", "绿道连成网"),
        ("**绿道连成网**", "**", "绿道连成网"),
        ("■ 本报记者 **王小雨**", "■", "本报记者 王小雨"),
        ("□记者 陈青 报道", "□", "记者 陈青 报道"),
        ("绿道连成网", "", "绿道连成网"),
        ("###", "", "###"),
    ],
)
def test_marks(line: str, mark: str, bare: str) -> None:
    assert split_mark(line) == (mark, bare)


@pytest.mark.parametrize(
    ("text", "closed", "finished"),
    [
        ("公园开放。", True, True),
        ("“很好！”", True, True),
        ("他说，“明天再来。”", True, True),
        ("孩子们跑过石桥……", True, True),
        ("名单如下：", False, True),
        ("一是修路；", False, True),
        ("取得实效（下转第3版）", False, True),
        ("长椅上有人读", False, False),
        ("各单位（部门）", False, False),
        ("天气，", False, False),
    ],
)
def test_ends(text: str, closed: bool, finished: bool) -> None:
    assert ends_sentence(text) is closed
    assert is_finished(text) is finished


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 供水热线", True),
        ("● 免费停车", True),
        ("1. 带好证件", True),
        ("①先登记", True),
        ("3.5公里的路", False),
        ("城西公园", False),
    ],
)
def test_list_items(text: str, expected: bool) -> None:
    assert is_list_item(text) is expected


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["公园里的树影落在", "长椅上。"], "公园里的树影落在长椅上。"),
        (["  讲 green", "city 的故事"], "讲 green city 的故事"),
        (["共2", "400棵树"], "共2400棵树"),
        ([], ""),
    ],
)
def test_joins(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def test_a_title_keeps_the_break_between_its_parts() -> None:
    assert join_title(("春风绿岸", "城里又多三处公园")) == "春风绿岸 城里又多三处公园"
    assert join_title(("城里又多三处小公园", "和绿地")) == "城里又多三处小公园和绿地"


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("孩子们 跑过石 桥。", "孩子们跑过石桥。"),
        ("在 3 月 5 日 开放。", "在3月5日开放。"),
        (
            "本报讯（记者 王小雨 通讯员 李山） 3 月5日开园。",
            "本报讯（记者 王小雨 通讯员 李山） 3月5日开园。",
        ),
        ("人们都 说好。”记者 陈青", "人们都说好。”记者 陈青"),
        ("孩子在 园中写生。 林木 摄", "孩子在园中写生。 林木 摄"),
        ("open day 开放", "open day开放"),
    ],
)
def test_body_spaces(text: str, tidy: str) -> None:
    assert tidy_body(text) == tidy
    assert tidy_body(tidy) == tidy


def test_titles_keep_one_space_between_parts() -> None:
    assert tidy_title("  春风绿岸　 城里添公园 ") == "春风绿岸 城里添公园"


def test_squeeze_forgets_spaces_and_marks() -> None:
    assert squeeze("# 春风 绿岸（一）") == squeeze("**春风绿岸(一)**")


def test_ranges() -> None:
    assert to_ranges([5, 1, 2, 2, 9, 10]) == ((1, 2), (5, 5), (9, 10))
    assert to_ranges([]) == ()


def test_bigrams_do_not_cross_punctuation() -> None:
    assert bigrams("公园，开放") == {"公园", "开放"}
