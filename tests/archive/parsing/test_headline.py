"""The forms of kickers, subheads and column tags."""

from __future__ import annotations

import pytest

from archive.parsing.headline import find_column_tag, is_kicker_form, is_subhead_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我市推进公园城市建设——", True),
        ("城西公园：", True),
        ("走进城西公园……", True),
        ("王小雨在城西公园调研时强调", True),
        ("李山在供水工地现场要求", True),
        ("城西公园开放", False),
        ("——湖边散记", False),
        ("强调质量的工程队", False),
        ("", False),
    ],
    ids=[
        "dash",
        "colon",
        "dots",
        "stresses",
        "demands",
        "plain",
        "dash before",
        "verb before",
        "none",
    ],
)
def test_kickers_lead_on(text: str, expected: bool) -> None:
    assert is_kicker_form(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("——城西公园一年记", True),
        ("—城西公园一年记", True),
        ("-- 城西公园一年记", True),
        ("　　——城西公园一年记", True),
        ("王小雨出席并讲话", True),
        ("王小雨、李山参加", True),
        ("王小雨、李山主持", True),
        ("城西公园开放", False),
        ("城西公园——", False),
        ("三千人参加城西健步走", False),
        ("", False),
    ],
    ids=[
        "dash",
        "short dash",
        "hyphens",
        "set-in dash",
        "attends and speaks",
        "two attend",
        "two chair",
        "plain",
        "dash at the end",
        "verb amid the line",
        "none",
    ],
)
def test_subheads_add_to_the_line_above(text: str, expected: bool) -> None:
    assert is_subhead_form(text) is expected


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("绿道连成网(城事观察)", "城事观察"),
        ("绿道连成网（一线行走）", "一线行走"),
        ("绿道连成网【民生视点】", "民生视点"),
        ("绿道连成网", ""),
        ("（城事观察）", ""),
        ("绿道（二期）连成网", ""),
    ],
    ids=["parentheses", "wide parentheses", "lenses", "no tag", "a tag alone", "amid the line"],
)
def test_column_tags(text: str, tag: str) -> None:
    assert find_column_tag(text) == tag
