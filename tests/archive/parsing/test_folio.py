"""Lines of masthead, folio, colophon, weather and teasers."""

from __future__ import annotations

import pytest

from archive.parsing.folio import (
    CN,
    NUMBER,
    PAGES,
    PageLabel,
    is_colophon_line,
    is_contact_line,
    is_dated_folio,
    is_masthead_line,
    is_plain_date,
    is_rule,
    is_teaser_line,
    is_teaser_page,
    is_weather_line,
    read_page_label,
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
        "星期三",
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


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("CN 37-0067", ("37", "0067")),
        ("国内统一刊号:CN37- 0067", ("37", "0067")),
        ("统一刊号 37－0067", ("37", "0067")),
        ("ISSN 1672-0067", None),
    ],
)
def test_cn_numbers(line: str, found: tuple[str, str] | None) -> None:
    match = CN.search(line)
    assert (match.groups() if match else None) == found


def test_issue_numbers_and_pages() -> None:
    assert [m["n"] for m in NUMBER.finditer("第35期 总第9462期")] == ["35", "9462"]
    assert NUMBER.search("第三期") is None
    assert [next(filter(None, m.groups())) for m in PAGES.finditer("今日8版 本期十二版 共4版")] == [
        "8",
        "十二",
        "4",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("责任编辑:周平 版式:李倩 校对:赵川", True),
        ("值班主任:陈青 责编:孙丽 美编:周平", True),
        ("本版编辑 周平 电话:0534-0000000", True),
        ("□ 责任编辑 周平", True),
        ("责任编辑周平", True),
        ("编辑手记", False),
        ("编辑们走进城西公园，听市民讲故事。", False),
    ],
)
def test_colophons(line: str, expected: bool) -> None:
    assert is_colophon_line(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("电话:(0531)0000000", True),
        ("E-mail:news@example.cn", True),
        ("电话：请稍候", False),
        ("电话铃响了3次。", False),
    ],
)
def test_contacts(line: str, expected: bool) -> None:
    assert is_contact_line(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("今天白天多云转晴，南风3级，最高气温24℃", True),
        ("市区天气：晴，北风2到3级，12℃~25℃", True),
        ("晴天里的城西公园", False),
        ("气温回升，园里的花开了。", False),
    ],
)
def test_weather(line: str, expected: bool) -> None:
    assert is_weather_line(line) is expected


@pytest.mark.parametrize(
    ("line", "alone", "titled"),
    [
        ("8版", True, False),
        ("详见第3版", True, False),
        (">>> A05版", True, False),
        ("青石足球队夺冠 8版", False, True),
        ("绿道连成网　详见A02版", False, True),
        ("修订后的第8版教材今日发行", False, False),
    ],
)
def test_teasers(line: str, alone: bool, titled: bool) -> None:
    assert is_teaser_page(line) is alone
    assert is_teaser_line(line) is titled


def test_plain_dates_and_dated_folios() -> None:
    assert is_plain_date("2024年3月6日")
    assert not is_plain_date("2024年3月6日 星期三 青石日报")
    assert is_dated_folio("青石日报 2024年3月6日 星期三 第02版 综合")
    assert not is_dated_folio("第02版 综合")


@pytest.mark.parametrize(
    ("line", "expected"), [("=====", True), ("————————", True), ("==", False), ("第3版", False)]
)
def test_rules(line: str, expected: bool) -> None:
    assert is_rule(line) is expected
