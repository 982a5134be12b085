"""Extracts show the hits, are cut where a sentence or clause ends, and escape everything else."""

from __future__ import annotations

import re

import pytest

from search.analysis import cut
from search.snippets import BEFORE, ELLIPSIS, SPARE, WIDTH, Span, Unit, beginning, extracts, mark


def unit(text: str, *strings: str) -> Unit:
    """Return the text with the strings in it as hits."""
    found = [
        Span(match.start(), match.end(), string)
        for string in strings
        for match in re.finditer(re.escape(string), text)
    ]
    return Unit(text, found)


@pytest.mark.parametrize(
    ("text", "strings", "marked"),
    [
        pytest.param("小麦熟了", ["小麦"], "<em>小麦</em>熟了", id="plain"),
        pytest.param("<b>小麦</b>", ["小麦"], "&lt;b&gt;<em>小麦</em>&lt;/b&gt;", id="escaped"),
        pytest.param("<em>", ["em"], "&lt;<em>em</em>&gt;", id="looks like a mark"),
        pytest.param("农业生产忙", ["农业生", "业生产", "忙"], "<em>农业生产忙</em>", id="joined"),
        pytest.param("稻谷", ["小麦"], "稻谷", id="no hit"),
    ],
)
def test_mark(text: str, strings: list[str], marked: str) -> None:
    assert mark(unit(text, *strings)) == marked


FILL = "河道两岸的柳树下坐满了纳凉的人"


@pytest.mark.parametrize(
    ("before", "after", "extract"),
    [
        pytest.param("", "熟了。", "<em>小麦</em>熟了。", id="short: whole"),
        pytest.param(
            f"{FILL * 9}。今年的", "熟了。", "…今年的<em>小麦</em>熟了。", id="begins with sentence"
        ),
        pytest.param(
            f"{FILL * 9}，{FILL}，今年的",
            "熟了。",
            f"…{FILL}，今年的<em>小麦</em>熟了。",
            id="begins with clause",
        ),
        pytest.param(
            f"他说：“{FILL * 9}。”今年的", "熟。", "…今年的<em>小麦</em>熟。", id="behind the quote"
        ),
        pytest.param(
            "今年的", f"熟了。{FILL * 9}", "今年的<em>小麦</em>熟了。…", id="ends with sentence"
        ),
        pytest.param(
            "", f"熟了，{FILL}，{FILL * 9}", f"<em>小麦</em>熟了，{FILL}，…", id="ends with clause"
        ),
        pytest.param("", "熟" * (WIDTH + SPARE - 2), None, id="a little too long: whole"),
    ],
)
def test_where_an_extract_is_cut(before: str, after: str, extract: str | None) -> None:
    whole = f"{before}<em>小麦</em>{after}"
    (found,) = extracts([unit(f"{before}小麦{after}", "小麦")], cut)
    assert found == (extract or whole)


def test_without_punctuation_no_word_is_cut() -> None:
    text = "市政府 chairman " * 20 + "小麦" + " overseas 农业生产" * 20
    (found,) = extracts([unit(text, "小麦")], cut)
    shown = re.sub(f"{ELLIPSIS}|</?em>", "", found).split()
    assert set(shown) == {"市政府", "chairman", "小麦", "overseas", "农业生产"}
    assert len(found) <= WIDTH + len("……<em></em>")
    assert len(found.split("<em>")[0]) <= BEFORE + 1


def test_three_extracts_in_reading_order_that_show_most() -> None:
    texts = ["甲乙" + "字" * 200 + "。甲", "甲丙", "乙丙", "甲乙丙"]
    found = extracts([unit(text, "甲", "乙", "丙") for text in texts], cut)
    assert len(found) == 3
    assert found[0].startswith("<em>甲乙</em>")
    assert found[1:] == ("<em>甲丙</em>", "<em>甲乙丙</em>")


def test_neighbouring_hits_share_an_extract_and_far_ones_do_not() -> None:
    near = extracts([unit("小麦熟了，小麦黄了。", "小麦")], cut)
    assert near == ("<em>小麦</em>熟了，<em>小麦</em>黄了。",)
    far = extracts([unit(f"小麦熟了。{FILL * 9}。小麦黄了。", "小麦")], cut)
    assert far == ("<em>小麦</em>熟了。…", "…<em>小麦</em>黄了。")


def test_headline_only_as_a_last_resort() -> None:
    headline, body = unit("小麦熟了", "小麦"), unit("山前小麦熟了", "小麦")
    assert extracts([headline, body], cut, last_resort="小麦熟了") == ("山前<em>小麦</em>熟了",)
    assert extracts([headline], cut, last_resort="小麦熟了") == ("<em>小麦</em>熟了",)


def test_long_hit_is_shown_from_its_beginning() -> None:
    text = "字" * 1_000
    (first, *_) = extracts([unit(text, text[:500])], cut)
    assert first.startswith("<em>字")
    assert first.endswith("</em>" + ELLIPSIS)


def test_no_hit_no_extract() -> None:
    assert extracts([unit("稻谷", "小麦")], cut) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a<b", "a&lt;b", id="escaped"),
        pytest.param(f" 第一句。{FILL}。{FILL * 9}", f"第一句。{FILL}。…", id="whole sentences"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_beginning(text: str, shown: str) -> None:
    assert beginning(text, cut) == shown
