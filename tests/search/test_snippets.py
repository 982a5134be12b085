"""Extracts show the hit, mark it and escape everything else."""

from __future__ import annotations

import pytest

from search.analysis import fold, fold_with_offsets
from search.snippets import ELLIPSIS, WIDTH, Unit, beginning, extracts, mark


def unit(text: str) -> Unit:
    return Unit(text, *fold_with_offsets(text))


@pytest.mark.parametrize(
    ("printed", "wanted", "marked"),
    [
        pytest.param("小麦熟了", "小麦", "<em>小麦</em>熟了", id="plain"),
        pytest.param("臺灣茶商", "台湾", "<em>臺灣</em>茶商", id="simplified query"),
        pytest.param("台湾茶商", "臺灣", "<em>台湾</em>茶商", id="traditional query"),
        pytest.param("增长21.6%。", "２１．６％", "增长<em>21.6%</em>。", id="full-width query"),
        pytest.param("增长２１．６％", "21.6%", "增长<em>２１．６％</em>", id="full-width print"),
        pytest.param("小 麦熟了", "小麦", "<em>小 麦</em>熟了", id="space in print"),
        pytest.param("<b>小麦</b>", "小麦", "&lt;b&gt;<em>小麦</em>&lt;/b&gt;", id="escaped"),
        pytest.param("说“好”", "说“好”", "<em>说“好”</em>", id="quotes"),
        pytest.param("说……好", ".好", "说…<em>…好</em>", id="within one printed character"),
        pytest.param("<em>", "em", "&lt;<em>em</em>&gt;", id="looks like a mark"),
        pytest.param("稻谷", "小麦", "稻谷", id="no hit"),
    ],
)
def test_mark(printed: str, wanted: str, marked: str) -> None:
    assert mark(unit(printed), [fold(wanted)]) == marked


def test_touching_and_overlapping_hits_are_one() -> None:
    assert mark(unit("农业生产忙"), ["农业生", "业生产", "忙"]) == "<em>农业生产忙</em>"


def test_extract_is_cut_around_the_hit() -> None:
    text = "前" * 200 + "小麦" + "后" * 200
    (extract,) = extracts([unit(text)], ["小麦"])
    assert extract.startswith(ELLIPSIS + "前")
    assert extract.endswith("后" + ELLIPSIS)
    assert "<em>小麦</em>" in extract
    assert len(extract) < WIDTH + 20


def test_three_extracts_in_reading_order_that_show_most() -> None:
    far = "。" * 200
    texts = ["甲乙" + far + "甲", "甲丙", "乙丙", "甲乙丙"]
    found = extracts([unit(text) for text in texts], ["甲", "乙", "丙"])
    assert len(found) == 3
    assert found[0].startswith("<em>甲乙</em>")
    assert found[1:] == ("<em>甲丙</em>", "<em>甲乙丙</em>")


def test_headline_only_as_a_last_resort() -> None:
    headline, body = unit("小麦熟了"), unit("山前小麦熟了")
    assert extracts([headline, body], ["小麦"], last_resort="小麦熟了") == (
        "山前<em>小麦</em>熟了",
    )
    assert extracts([headline], ["小麦"], last_resort="小麦熟了") == ("<em>小麦</em>熟了",)


def test_long_hit_is_shown_from_its_beginning() -> None:
    text = "字" * 1_000
    (first, *_) = extracts([unit(text)], [text[:500]])
    assert first.startswith("<em>字")
    assert first.endswith("</em>" + ELLIPSIS)


def test_no_hit_no_extract() -> None:
    assert extracts([unit("稻谷")], ["小麦"]) == ()
    assert extracts([unit("稻谷")], []) == ()


def test_beginning() -> None:
    assert beginning("a<b") == "a&lt;b"
    assert beginning("字" * (WIDTH + 1)) == "字" * WIDTH + ELLIPSIS
