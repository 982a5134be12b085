"""Lines in small print: colophon, contacts, weather, teasers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.parsing.small_print import (
    is_ad_label,
    is_code_line,
    is_colophon_line,
    is_contact_line,
    is_imprint_line,
    is_rule,
    is_teaser_line,
    is_teaser_page,
    is_weather_line,
)


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
    "role",
    [
        word
        for words in (
            ("值班总编", "值班领导", "责任编辑", "责编", "责校", "编辑"),
            ("版式", "版面设计", "美编", "美术编辑", "校对", "组版"),
            ("审读", "监审", "统筹", "排版", "制图", "图编"),
            ("视觉", "检校", "副总编", "总编辑", "主编", "编审"),
            ("审校", "一读", "编委", "见习编辑", "党委书记、社长", "三审"),
            ("终审", "质检", "审核", "签发", "二版编辑"),
        )
        for word in words
    ],
)
def test_no_editors_role_is_passed_over(role: str) -> None:
    assert is_colophon_line(f"{role}：周平")


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


@pytest.mark.parametrize(
    ("line", "expected"), [("=====", True), ("————————", True), ("==", False), ("第3版", False)]
)
def test_rules(line: str, expected: bool) -> None:
    assert is_rule(line) is expected


@pytest.mark.parametrize(
    ("test", "line", "expected"),
    [
        (is_imprint_line, "社址:城关路1号 邮编:100000 电话:0531-0000000 定价:每月30元", True),
        (is_imprint_line, "电话:0531-0000000", False),
        (is_code_line, "扫码看视频", True),
        (is_code_line, "青石客户端二维码", True),
        (is_code_line, "扫码点餐不能成为唯一选项", False),
        (is_ad_label, "·广告·", True),
        (is_ad_label, "广告业回暖", False),
        (is_teaser_line, "原载2024年3月6日《青石日报》 第3版", False),
        (is_colophon_line, "一版责任编辑的故事", False),
        (is_colophon_line, "责任编辑的一天", False),
        (is_colophon_line, "□ 责编 周平 □ 美编 李倩", True),
        (is_colophon_line, "一版编辑：周平", True),
    ],
)
def test_small_print(test: Callable[[str], bool], line: str, expected: bool) -> None:
    assert test(line) is expected
