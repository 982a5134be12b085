"""Lines of masthead and folio."""

from __future__ import annotations

import pytest

from archive.parsing.folio import (
    PageLabel,
    Weight,
    is_folio_line,
    is_masthead_line,
    is_page_list,
    is_page_name,
    is_plain_date,
    read_page,
    read_page_label,
    weigh,
)


@pytest.mark.parametrize(
    "line",
    [
        "青石日报",
        "青 石 晚 报",
        "中共青石市委主办",
        "中共青石市委机关报",
        "青石日报社出版",
        "国内统一连续出版物号 CN 37-0999",
        "国内统一刊号：CN37—0999",
        "2024年3月6日 星期三 甲辰年正月廿六",
        "二〇二四年三月六日",
        "甲辰年正月廿六",
        "第9462期",
        "总第9462期 今日8版",
        "今日四版",
        "QINGSHI DAILY 第9462期",
        "青石日报 中共青石市委主办",
        "www.example.cn 邮发代号 23-99",
        "第15版 县域新闻",
        "A03 民生",
        "民生 A20",
        "11 要闻 2024年3月6日 星期三 青石日报",
        "2024年3月6日 星期三 第02版 城事 青石早报 责任编辑 周平",
        "青石晨报 2024年3月6日 星期三 综合 3 责编:周平 电话:0531-0000123",
    ],
)
def test_masthead_lines(line: str) -> None:
    assert is_masthead_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "城西公园开放迎客",
        "2015年至2022年",
        "2024年全市田径锦赛开赛",
        "第九届青石市质量奖公布",
        "3月6日，记者来到城西公园。",
        "第3版的故事还没有讲完",
        "15个小区用上新水管",
    ],
)
def test_lines_of_articles(line: str) -> None:
    assert not is_masthead_line(line)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("第03版 要闻", PageLabel("3", "第03版", "要闻")),
        ("第三版", PageLabel("3", "第三版")),
        ("A03", PageLabel("A03", "A03")),
        ("民生 A20", PageLabel("A20", "A20", "民生")),
        ("11 要闻 2024年3月6日 星期三 青石日报", PageLabel("11", "11", "要闻")),
        ("2024年3月6日 星期三 青石日报 文体·副刊 2", PageLabel("2", "2", "文体·副刊")),
        ("青石晨报 2024年3月6日 星期三 A02 民生", PageLabel("A02", "A02", "民生")),
        ("第500版", None),
        ("城西公园", None),
        ("", None),
    ],
)
def test_page_labels(line: str, label: PageLabel | None) -> None:
    assert read_page_label(line) == label


def test_plain_dates() -> None:
    assert is_plain_date("2024年3月6日")
    assert not is_plain_date("2024年3月6日 星期三 青石日报")


@pytest.mark.parametrize(
    ("line", "weight"),
    [
        ("青石日报", Weight.STRONG),
        ("第9462期", Weight.STRONG),
        ("星期三", Weight.WEAK),
        ("民生", Weight.WEAK),
        ("6", Weight.WEAK),
        ("青石足球队夺冠 8版", Weight.NONE),
        ("青石日报记者走进田间", Weight.NONE),
        ("《青石日报》2024年3月6日", Weight.NONE),
        ("（2024年3月6日）", Weight.NONE),
        ("数据来源：中共青石市委宣传部", Weight.NONE),
        ("第762号", Weight.WEAK),
        ("", Weight.NONE),
    ],
)
def test_what_a_line_weighs(line: str, weight: Weight) -> None:
    assert weigh(line) is weight


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["A03", "要闻"], PageLabel("A03", "A03", "要闻")),
        (["要闻", "3", "青石日报"], PageLabel("3", "3", "要闻")),
        (["版次:A06", "版名:民生"], PageLabel("A06", "A06", "民生")),
        (["2024年3月", "6", "第2版"], PageLabel("2", "第2版")),
        (["2024年3月", "6"], None),
        (["01版:要闻 02版:时政"], None),
        ([], None),
    ],
)
def test_the_page_of_several_lines(lines: list[str], label: PageLabel | None) -> None:
    assert read_page(lines) == label


def test_page_lists_and_names() -> None:
    assert is_page_list("01版:要闻 02版:时政")
    assert not is_page_list("青石日报 01版 要闻")
    assert is_page_name("国内新闻")
    assert not is_page_name("城西公园开放")


@pytest.mark.parametrize(
    ("line", "expected"),
    [("第3版 要闻", True), ("11 要闻 2024年3月6日", True), ("11 要闻", False), ("要闻", False)],
)
def test_folio_lines(line: str, expected: bool) -> None:
    assert is_folio_line(line) is expected
