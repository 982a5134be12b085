"""Delivered formats: OCR text and the PDF text layer, lines into sheets and blocks."""

from __future__ import annotations

import pytest

from archive.parsing.blocks import Block, Kind, is_framed, is_numbered, read_lines
from archive.parsing.sources import ocr, pdf, read_sheet
from archive.parsing.tagging import make_blocks
from tests.archive.parsing.typesetting import CLINIC, PARK, set_page, wrap

CUT = "\n".join(wrap(PARK[2], set_in=2)).replace("\n", "\n\n", 1)
TITLE = "城西公园开放\n两公里步道绕湖而行"
PDF = f"{set_page([((), PARK[:2])], gaps=False)}\n\n{CUT}\n\n{TITLE}\n"
OCR = """# 城西公园开放

本报讯 (记者 王小雨)3月5日,城西公园向市民开放,园里种着两百棵银杏。

公园不设围墙,夜里亮灯到

十点。
"""
COLUMN = "\n\n".join(
    ["老人们在湖边的长椅上坐着聊", "天孩子们从石桥上跑过去又跑", "回来水鸟贴着水面飞到对岸的"] * 3
)


def blocks_of(text: str) -> tuple[Block, ...]:
    return make_blocks(read_sheet(read_lines(text)))


def test_lines_keep_numbers_and_gaps() -> None:
    lines = read_lines("甲\n\n\n乙  \n\u3000\n丙")
    assert [(line.number, line.text, line.gap) for line in lines] == [
        (1, "甲", 0),
        (4, "乙", 2),
        (6, "丙", 1),
    ]


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        (PDF, True),
        (set_page([(("城西公园开放",), PARK)], 22), True),
        (set_page([(("城西公园开放",), PARK)], 14, indent="　　"), True),
        (OCR, False),
        ("\n\n".join([*PARK, *CLINIC]), False),
        ("\n".join([*PARK, *CLINIC, *PARK]), False),
        (COLUMN, False),
        ("城西公园开放", False),
        ("", False),
    ],
    ids=[
        "lines of a column",
        "a wide column",
        "set in by spaces",
        "OCR",
        "paragraphs",
        "paragraphs without gaps",
        "a gap after every line",
        "one line",
        "nothing",
    ],
)
def test_formats_are_told_apart(text: str, wrapped: bool) -> None:
    lines = read_lines(text)
    assert pdf.detect(lines) is wrapped
    assert ocr.detect(lines) is bool(lines)
    assert any(read_sheet(lines).measures) is wrapped


def test_pdf_lines_become_paragraphs() -> None:
    *paragraphs, title = [(b.text, b.goes_on) for b in blocks_of(PDF) if b.kind is Kind.BODY] + [
        ("".join(b.text for b in blocks_of(PDF) if b.kind is Kind.HEAD), False)
    ]
    assert paragraphs == [
        (PARK[0], False),
        (PARK[1], False),
        (PARK[2][:14], False),
        (PARK[2][14:], True),
    ]
    assert title[0] == "城西公园开放两公里步道绕湖而行"


def test_a_cut_first_line_is_no_title() -> None:
    kinds = {block.text[:6]: block.kind for block in blocks_of(PDF)}
    assert kinds["第二期工程四"] is Kind.BODY
    assert kinds["城西公园开放"] is Kind.HEAD


def test_ocr_lines_are_blocks() -> None:
    assert [(b.mark, b.kind, b.lines, b.goes_on) for b in blocks_of(OCR)] == [
        ("#", Kind.HEAD, (1,), False),
        ("", Kind.BODY, (3,), False),
        ("", Kind.BODY, (5,), False),
        ("", Kind.BODY, (7,), True),
    ]


def test_lines_of_a_narrow_column_are_no_titles() -> None:
    blocks = blocks_of(COLUMN)
    assert any(block.narrow for block in blocks)
    assert Kind.HEAD not in {block.kind for block in blocks[:-2]}


@pytest.mark.parametrize(
    ("text", "narrow"),
    [("\n\n".join(PARK), False), (COLUMN, True), (OCR, False)],
    ids=["paragraphs", "a narrow column", "OCR"],
)
def test_narrow_columns_are_found(text: str, narrow: bool) -> None:
    assert any(ocr.read(read_lines(text)).narrow) is narrow


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("夜里看病不再跑远路", Kind.HEAD),
        ("夜间门诊添诊室，看病不再跑远路", Kind.HEAD),
        pytest.param("夜里看病怎么走？", Kind.HEAD),
        ("3月5日，市第二医院添了两个诊室。", Kind.BODY),
        ("（综合本报记者王小雨报道）", Kind.BODY),
        ("（下转第3版）", Kind.BODY),
        ("■ 本报记者 王小雨", Kind.BYLINE),
    ],
    ids=[
        "title",
        "title with a comma",
        "question",
        "sentence",
        "source",
        "jump line",
        "byline",
    ],
)
def test_what_a_line_between_two_articles_is(text: str, kind: Kind) -> None:
    page = "\n\n".join(["城西公园开放", *PARK, text, *CLINIC])
    assert {block.text: block.kind for block in blocks_of(page)}[text.lstrip("■ ")] is kind


@pytest.mark.parametrize(
    ("text", "numbered", "framed"),
    [
        ("一、先看环境", True, False),
        ("(二)再看服务", True, False),
        ("3.后看收费", True, False),
        ("一座城的慢生活", False, False),
        ("……◀ 先看环境 ▶……", False, True),
        ("先看环境", False, False),
    ],
)
def test_crosshead_forms(text: str, numbered: bool, framed: bool) -> None:
    assert is_numbered(text) is numbered
    assert is_framed(text) is framed
