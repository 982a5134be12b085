"""Groups of title lines into kicker, headline and subhead."""

from __future__ import annotations

import pytest

from archive.parsing.headline import Heads, Title, find_column_tag, split_titles


@pytest.mark.parametrize(
    ("titles", "heads"),
    [
        ([("城西公园开放", 9)], Heads("", "城西公园开放", "")),
        (
            [("供水改造收尾", 9), ("三千户用上新水管", 9)],
            Heads("供水改造收尾", "三千户用上新水管", ""),
        ),
        ([("城西公园——", 9), ("绿道连成网", 9)], Heads("城西公园——", "绿道连成网", "")),
        ([("绿道连成网", 9), ("——城西公园一年记", 9)], Heads("", "绿道连成网", "——城西公园一年记")),
        ([("绿道连成网", 9), ("王小雨出席并讲话", 9)], Heads("", "绿道连成网", "王小雨出席并讲话")),
        (
            [("供水改造收尾", 2), ("三千户用上新水管", 1)],
            Heads("供水改造收尾", "三千户用上新水管", ""),
        ),
        (
            [("三千户用上新水管", 1), ("二期下月进场", 9)],
            Heads("", "三千户用上新水管", "二期下月进场"),
        ),
        (
            [("供水改造收尾", 9), ("三千户用上新水管", 9), ("二期下月进场", 9)],
            Heads("供水改造收尾", "三千户用上新水管", "二期下月进场"),
        ),
        ([("春风绿岸　　城里添公园", 9)], Heads("", "春风绿岸 城里添公园", "")),
        ([], Heads()),
    ],
)
def test_parts_of_a_head(titles: list[tuple[str, int]], heads: Heads) -> None:
    assert split_titles([Title(text, rank) for text, rank in titles]) == heads


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("绿道连成网(城事观察)", "城事观察"),
        ("绿道连成网（一线行走）", "一线行走"),
        ("绿道连成网", ""),
        ("（城事观察）", ""),
    ],
)
def test_column_tags(text: str, tag: str) -> None:
    assert find_column_tag(text) == tag
