"""Furniture is taken out line by line."""

from __future__ import annotations

import pytest

from archive.parsing.blocks import read_lines
from archive.parsing.furniture import split_furniture

BODY = "园里种着两百棵银杏，还有一条两公里长的步道，孩子们跑过石桥。"


def split(*lines: str) -> tuple[list[tuple[str, str]], list[str]]:
    pieces, rest = split_furniture(read_lines("\n\n".join(lines)))
    return [(p.kind, p.text) for p in pieces], [line.text for line in rest]


def test_slogans_between_lines_of_a_masthead_belong_to_it() -> None:
    pieces, rest = split("中共青石市委主办", "知青石 看天下", "2024年3月6日", "城西公园开放", BODY)
    assert pieces == [("masthead", "中共青石市委主办\n知青石 看天下\n2024年3月6日")]
    assert rest == ["城西公园开放", BODY]


def test_the_first_title_is_no_slogan() -> None:
    pieces, rest = split(
        "青石日报", "2024年3月6日 星期三", "2015年至2022年", "城西添了十处公园", BODY
    )
    assert pieces == [("masthead", "青石日报\n2024年3月6日 星期三")]
    assert rest[0] == "2015年至2022年"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["责任编辑:周平 校对:吴越"], "colophon"),
        (["□ 责任编辑 周平", "电话:(0531)0000000"], "colophon"),
        (["今天多云,南风3级,最高气温24℃"], "weather"),
        (["青石足球队夺冠", "8版"], "teaser"),
        (["绿道连成网 详见A02版"], "teaser"),
        (["青石日报 2024年3月6日 星期三 第02版 综合"], "masthead"),
        (["广告"], "ad"),
        (["=========="], "rule"),
    ],
)
def test_furniture_amid_articles(lines: list[str], kind: str) -> None:
    pieces, rest = split("城西公园开放", BODY, *lines, "夜里也能看医生", BODY)
    assert pieces == [(kind, "\n".join(lines))]
    assert len(rest) == 4


def test_a_notices_date_stays_with_the_notice() -> None:
    pieces, rest = split("停水公告", BODY, "2024年3月6日")
    assert pieces == []
    assert rest[-1] == "2024年3月6日"


def test_wrapped_text_is_not_taken_for_furniture() -> None:
    text = "城西公园的宣传册由老师们编写，其中\n编辑 周平 还画了插图，孩子们喜欢。"
    pieces, rest = split_furniture(read_lines(text))
    assert pieces == ()
    assert len(rest) == 2


def test_nothing_from_nothing() -> None:
    assert split_furniture(()) == ((), ())
