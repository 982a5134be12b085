"""Where mastheads end, and where they stand otherwise."""

from __future__ import annotations

import pytest

from archive.parsing.masthead import find_folios, mark_amid, mark_top

TITLE = "城西公园开放"


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["青石日报", "知青石 看天下", "2024年3月6日"], ["masthead"] * 3),
        (["民生", "06", "2024年3月6日 星期三"], ["masthead"] * 3),
        (["责编:周平", "2024年3月6日 星期三"], ["colophon", "masthead"]),
        (["青石日报", "=====", "2024年3月6日"], ["masthead", "", "masthead"]),
        (["青石日报", "第3版", "民生"], ["masthead"] * 3),
        (["青石日报", "今日8版", "01版:要闻 02版:时政"], ["masthead", "masthead", "teaser"]),
        (["青石日报", "晴,南风3级,气温24℃", "第900期"], ["masthead", "weather", "masthead"]),
        (["青石日报", "今日8版", "扫码看视频"], ["masthead"] * 3),
        (["7月3日 星期一"], []),
        (["1", "2", "3"], []),
        ([], []),
    ],
    ids=[
        "slogan",
        "weak first",
        "editors",
        "rule",
        "page name last",
        "page list",
        "weather",
        "code",
        "diary",
        "numbers",
        "nothing",
    ],
)
def test_where_a_masthead_ends(lines: list[str], kinds: list[str]) -> None:
    assert mark_top([*lines, TITLE]) == kinds


def test_a_column_label_below_page_ones_masthead_is_not_its_page_name() -> None:
    assert mark_top(["青石日报", "今日8版", "民生", TITLE]) == ["masthead", "masthead"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([TITLE, "青石日报", "2024年3月6日 星期三 第02版", "综合", TITLE], [1, 2, 3]),
        ([TITLE, "国内统一刊号 CN37-0999", "青石日报", TITLE], [1, 2]),
        ([TITLE, TITLE, TITLE, "第02版 综合"], [3]),
        ([TITLE, "第02版 综合", TITLE, TITLE, TITLE], []),
        (["停水公告", "青石日报社", "2024年3月6日"], []),
        (["停水公告", "2024年3月6日", "青石日报 2024年3月7日 第2版"], [2]),
    ],
    ids=["drawing order", "CN", "foot", "label alone", "signed notice", "notice above"],
)
def test_mastheads_elsewhere(lines: list[str], found: list[int]) -> None:
    assert mark_amid(lines, [True] * len(lines)) == found


def test_lines_that_are_taken_stay_so() -> None:
    assert mark_amid(["青石日报 2024年3月6日 第2版"], [False]) == []


@pytest.mark.parametrize(
    ("lines", "folios"),
    [
        (["青石日报", "", "2024年3月6日 星期三", "", "第2版 民生", "", TITLE], [(0, "2")]),
        ([TITLE, "民生", "2", "2024年3月6日 星期三", TITLE], [(1, "2")]),
        ([TITLE, "民生 02", "2024年3月6日", TITLE], [(1, "2")]),
        ([TITLE, "责编:周平", "民生 02", "2024年3月6日 星期三", TITLE], [(2, "2")]),
        ([TITLE, "\f民生 02", "2024年3月6日 星期三", TITLE], [(1, "2")]),
        ([TITLE, "2", "2024年3月6日", TITLE], []),
        ([TITLE, "青石日报 2024年3月6日", TITLE], []),
    ],
    ids=["blank lines", "pieces", "plain date", "editors", "form feed", "notice", "no page"],
)
def test_folios_of_a_file(lines: list[str], folios: list[tuple[int, str]]) -> None:
    assert list(find_folios(lines)) == folios
