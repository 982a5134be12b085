"""Lines as numbers: width, edges, gaps, marks and what the page does throughout."""

from __future__ import annotations

import pytest

from archive.parsing.blocks import Line, read_lines
from archive.parsing.shapes import (
    WIDEST,
    WINDOW,
    LineShape,
    Sheet,
    local_measures,
    make_sheet,
    set_width,
)
from tests.archive.parsing.typesetting import CLINIC, PARK, set_page, wrap


def sheet_of(text: str, wrapped: bool = True) -> Sheet:
    lines = read_lines(text)
    return make_sheet(lines, wrapped, [False] * len(lines))


def shape_of(text: str) -> LineShape:
    (shape,) = make_sheet([Line(1, text, 1)], False, [False]).shapes
    return shape


@pytest.mark.parametrize(
    ("text", "expected"),
    [("城西公园", 4), ("“城西公园”", 5), ("‘城西’公园", 5), ("2024年", 3), ("", 0)],
    ids=["Han", "double quotes", "single quotes", "digits", "nothing"],
)
def test_quotation_marks_are_squeezed(text: str, expected: float) -> None:
    assert set_width(text) == expected


@pytest.mark.parametrize(
    ("group", "texts"),
    [
        (
            "closes",
            ["公园开放。", "公园开放了吗？", "公园开放！”", "“公园开放。”", "（公园开放。）"],
        ),
        ("comma", ["公园开放，", "公园、", "公园开放,"]),
        ("colon", ["他说：", "三月五日；", "他说:"]),
        ("dash", ["城西公园——", "公园—"]),
        ("closer", ["（城事观察）", "“城西公园”", "《湖边的长椅》"]),
        ("open", ["城西公园开放", "公园开放以后附近居民和"]),
    ],
)
def test_ends_of_one_group_are_alike(group: str, texts: list[str]) -> None:
    ends = {shape_of(text).end for text in texts}
    assert len(ends) == 1
    assert shape_of(texts[0]).closes is (group == "closes")


def test_ends_and_starts_of_groups_differ() -> None:
    ends = ["公园开放。", "公园开放，", "他说：", "城西公园——", "（城事观察）", "城西公园开放"]
    starts = [
        "“公园”开放",
        "（城事观察）",
        "——湖边散记",
        "3月5日",
        "GDP增长",
        "一、先看环境",
        "公园",
    ]
    assert len({shape_of(text).end for text in ends}) == len(ends)
    assert len({shape_of(text).start for text in starts}) == len(starts)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("城西公园开放", 0),
        ("# 城西公园开放", 1),
        ("## 城西公园开放", 2),
        ("### 城西公园开放", 2),
        ("**城西公园开放**", 3),
        ("■ 城西公园开放", 4),
    ],
    ids=["none", "#", "##", "###", "bold", "square"],
)
def test_marks_are_told_apart_and_taken_off(text: str, mark: int) -> None:
    sheet = sheet_of(text)
    assert sheet.shapes[0].mark == mark
    assert sheet.texts == ["城西公园开放"]
    assert sheet.shapes[0].width == 6


@pytest.mark.parametrize(
    ("text", "lead", "byline"),
    [
        ("本报讯（记者 王小雨）公园开放", True, 0),
        ("新华社北京8月4日电（记者 陈青）公园开放", True, 0),
        ("公园里新开了一家电器行", False, 0),
        ("本报记者 王小雨", False, 2),
        ("■ 本报记者 王小雨 陈青", False, 2),
        ("□ 王小雨 陈青", False, 1),
        ("城西公园开放", False, 0),
    ],
    ids=[
        "lead-in",
        "agency",
        "no lead-in",
        "byline",
        "marked byline",
        "names without a role",
        "title",
    ],
)
def test_press_conventions(text: str, lead: bool, byline: int) -> None:
    shape = shape_of(text)
    assert (shape.lead, shape.byline) == (lead, byline)


@pytest.mark.parametrize(
    "texts",
    [
        ("（下转第3版）", "（上接第1版）"),
        ("88.5%", "截至3月5日12时"),
        ("图为市民在园中散步", "上图：市民在园中散步"),
    ],
    ids=["jump lines", "figures", "captions"],
)
def test_notes_are_told_from_titles(texts: tuple[str, str]) -> None:
    notes = {shape_of(text).note for text in texts}
    assert len(notes) == 1
    assert notes != {shape_of("城西公园开放").note}


def test_counts_and_spaces_end_somewhere() -> None:
    shape = make_sheet([Line(9, "　" * 9 + "好，" * 60 + "坏。" * 9, 40)], False, [False]).shapes[0]
    assert shape.width == WIDEST
    assert (shape.gap, shape.spaces, shape.commas) == (3, 4, 3)


def test_the_measure_is_the_commonest_width_nearby() -> None:
    narrow, wide = [16.0, 16.2, 9.0] * 12, [24.0, 23.8, 12.0] * 12
    measures = local_measures(narrow + wide)
    assert measures[: len(narrow) - WINDOW] == [16.0] * (len(narrow) - WINDOW)
    assert measures[len(narrow) + WINDOW :] == [24.0] * (len(wide) - WINDOW)
    assert local_measures([]) == []


def test_of_two_widths_as_common_the_greater_counts() -> None:
    assert local_measures([12.0, 16.0]) == [16.0, 16.0]


def test_unwrapped_text_has_no_measure() -> None:
    assert set(sheet_of("\n\n".join(PARK), wrapped=False).measures) == {0.0}


@pytest.mark.parametrize("measure", [14, 18, 24])
def test_wrapped_text_is_measured(measure: int) -> None:
    page = set_page([((), (*PARK, *CLINIC))], measure)
    assert set(sheet_of(page).measures) <= {float(measure), float(measure + 1)}


def test_a_pages_habits() -> None:
    gappy = sheet_of(set_page([((), PARK)], gaps=True, set_in=0)).habits
    close = sheet_of(set_page([((), PARK)], gaps=False, set_in=2)).habits
    spaced = sheet_of(set_page([((), PARK)], gaps=False, indent="　　")).habits
    marked = sheet_of("# 城西公园开放\n\n" + PARK[0], wrapped=False).habits
    assert gappy[1] == 1 > close[1]
    assert close[2] > 0 == gappy[2]
    assert spaced[3] > close[3] == 0
    assert marked[4] == 1 > gappy[4]


def test_outside_the_page_and_of_lines_not_asked_nothing_is_likely() -> None:
    sheet = sheet_of("城西公园开放\n夜里看病不再跑远路")
    headish, seams = sheet.headish([0]), sheet.seams([])
    assert headish[0] != 0
    assert [headish[i] for i in (-1, 1, 2)] == [0, 0, 0]
    assert [seams[i] for i in (0, 1, 2)] == [0, 0, 0]


def test_titles_read_like_titles() -> None:
    sheet = sheet_of("夜里看病不再跑远路\n的孩子和老人，过去要跑到", wrapped=False)
    first, second, *_ = sheet.headish([0, 1])
    assert first > second
    assert sheet.headish([0])[0] == first


def test_a_seam_inside_a_sentence_is_likelier_than_between_two() -> None:
    lines = wrap(PARK[0])
    sheet = sheet_of("\n".join([*lines, CLINIC[0]]))
    seams = sheet.seams([*range(1, len(lines) + 1)])
    assert min(seams[1 : len(lines)]) > seams[len(lines)]
