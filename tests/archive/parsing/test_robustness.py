"""Whatever is delivered gives records or a ParseError, and no line of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.parsing import parse_page
from archive.parsing.records import (
    NOT_TOLD,
    ArticleRecord,
    FurnitureRecord,
    IssueRecord,
    PageRecord,
    UnplacedRecord,
)
from bench.faults import find_fault, page_fault
from bench.fuzz import LINES, make_input, try_input
from bench.inputs import ODD, SAMPLES, stretch

PIECES = (
    "本报讯（记者 王小雨 通讯员 李大山）3月5日，城西公园开放。",
    "□ 本报记者 陈青",
    "# 公园开放迎客来",
    "## 特写",
    "**一、先看环境**",
    "青石日报",
    "2024年3月6日 星期三",
    "第03版 要闻",
    "=====",
    "\f",
    "责任编辑:周平 校对:吴越",
    "公园里的树影落在",
    "长椅上，孩子们跑过石桥。",
    "（下转第2版）",
    "（上接第1版）",
    "图为市民在园中散步。 林木 摄",
    "88.5%",
    "- 电话 0531-0000000",
    "详见第4版",
    "——一条河的变迁",
    "",
    "",
    "   ",
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=25).map("\n".join),
)


@settings(max_examples=300, deadline=None)
@given(texts, st.booleans())
def test_any_text_keeps_its_lines_and_letters(text: str, whole: bool) -> None:
    assert find_fault(text, whole=whole) == ""


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xff\xfe\x0d\xd8")
@example("桥\r\n\r城".encode("gb18030") + b"\x81")
def test_any_bytes_give_records_or_a_parse_error(data: bytes) -> None:
    assert find_fault(data) == ""


@given(texts.map("城西公园".__add__))
@settings(max_examples=40, deadline=None)
def test_parsing_twice_gives_the_same(text: str) -> None:
    assert parse_page(text) == parse_page(text)


@pytest.mark.parametrize("unit", ODD.values(), ids=ODD.keys())
def test_odd_text_is_read_at_some_length(unit: str) -> None:
    assert find_fault(stretch(unit, 6000)) == ""


@pytest.mark.parametrize("number", range(60))
def test_fuzzed_inputs_keep_the_properties(number: int) -> None:
    assert try_input(number, seed=1, folder=SAMPLES).fault == ""


def test_fuzzed_inputs_come_again_from_their_number() -> None:
    made = [make_input(1, number, SAMPLES) for number in range(18)]
    assert made == [make_input(1, number, SAMPLES) for number in range(18)]
    assert len({data for _, data in made}) == 18


@pytest.mark.parametrize("line", LINES)
def test_a_line_alone_is_a_page(line: str) -> None:
    assert find_fault(line.replace("{", "").replace("}", "")) == ""


def page(*records: ArticleRecord | FurnitureRecord | UnplacedRecord, text: str) -> PageRecord:
    """A page record made by hand, to try the properties themselves."""
    return PageRecord(
        issue=IssueRecord(newspaper=NOT_TOLD),
        articles=tuple(r for r in records if isinstance(r, ArticleRecord)),
        furniture=tuple(r for r in records if isinstance(r, FurnitureRecord)),
        unplaced=tuple(r for r in records if isinstance(r, UnplacedRecord)),
        first_line=1,
        text=text,
    )


RIGHT = ArticleRecord(headline="石桥落成", lines=((1, 1),))


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        pytest.param(page(RIGHT, text="石桥落成"), "", id="whole"),
        pytest.param(page(RIGHT, text="石桥落成\n通车"), "lost or invented", id="lost line"),
        pytest.param(page(RIGHT, text=" "), "lost or invented", id="invented line"),
        pytest.param(page(RIGHT, text="石桥落成了"), "letters lost", id="lost letter"),
        pytest.param(
            page(RIGHT, UnplacedRecord("石桥落成", ((1, 1),)), text="石桥落成"),
            "claimed twice",
            id="two owners",
        ),
        pytest.param(
            page(
                RIGHT, ArticleRecord(headline="夜市开张", lines=((1, 1),)), text="石桥落成 夜市开张"
            ),
            "",
            id="two headlines on one line",
        ),
        pytest.param(
            page(ArticleRecord(headline="石", confidence=1.2, lines=((1, 1),)), text="石"),
            "confidence",
            id="too sure",
        ),
    ],
)
def test_the_properties_see_what_is_wrong(record: PageRecord, fault: str) -> None:
    assert fault in page_fault(record)
    assert bool(fault) == bool(page_fault(record))
