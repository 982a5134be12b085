"""Delivered formats: OCR text and the PDF text layer, lines into blocks."""

from __future__ import annotations

import pytest

from archive.parsing.blocks import Block, Kind, classify, is_framed, is_numbered, read_lines
from archive.parsing.sources import ocr, parse_blocks, pdf


def wrapped(text: str, measure: int = 16) -> str:
    """Set a paragraph as a text layer gives it: first line set in by two, lines of one width."""
    first, rest = text[: measure - 2], text[measure - 2 :]
    lines = [first, *(rest[i : i + measure] for i in range(0, len(rest), measure))]
    return "\n".join(lines)


OPENING = (
    "本报讯（记者王小雨）三月五日，城西公园向市民开放。园里种着两百棵银杏，"
    "还有一条两公里长的步道，孩子们跑过石桥，老人在湖边的长椅上聊天。"
)
SECOND = (
    "公园不设围墙，夜里亮灯到十点。附近居民说，散步的地方近了，车也少了，孩子写完作业就能下楼。"
)
THIRD = (
    "第二期工程四月开工，将新建三处小广场和一座书亭，年底前全部建成并向市民免费开放，欢迎大家来。"
)
CUT = wrapped(THIRD).replace("\n", "\n\n", 1)
TITLE = "城西公园开放\n两公里步道绕湖而行"
PDF = f"{wrapped(OPENING)}\n{wrapped(SECOND)}\n\n{CUT}\n\n{TITLE}\n"
OCR = """# 城西公园开放

本报讯 (记者 王小雨)3月5日,城西公园向市民开放,园里种着两百棵银杏。

公园不设围墙,夜里亮灯到

十点。
"""


def blocks_of(text: str) -> tuple[Block, ...]:
    return parse_blocks(read_lines(text))


def test_lines_keep_numbers_and_gaps() -> None:
    lines = read_lines("甲\n\n\n乙  \n\u3000\n丙")
    assert [(line.number, line.text, line.gap) for line in lines] == [
        (1, "甲", 0),
        (4, "乙", 2),
        (6, "丙", 1),
    ]


def test_formats_are_told_apart() -> None:
    assert pdf.detect(read_lines(PDF))
    assert not pdf.detect(read_lines(OCR))
    assert ocr.detect(read_lines(OCR))
    assert not ocr.detect(())


def test_pdf_lines_become_paragraphs() -> None:
    texts = [block.text for block in blocks_of(PDF)]
    assert texts == [OPENING, SECOND, THIRD[:14], THIRD[14:], "城西公园开放两公里步道绕湖而行"]


def test_a_cut_first_line_is_no_title() -> None:
    kinds = {block.text[:6]: block.kind for block in classify(blocks_of(PDF))}
    assert kinds["第二期工程四"] is Kind.BODY
    assert kinds["城西公园开放"] is Kind.HEAD


def test_ocr_lines_are_blocks() -> None:
    blocks = classify(blocks_of(OCR))
    assert [(b.mark, b.kind, b.lines) for b in blocks] == [
        ("#", Kind.HEAD, (1,)),
        ("", Kind.BODY, (3,)),
        ("", Kind.BODY, (5,)),
        ("", Kind.BODY, (7,)),
    ]


def test_lines_of_a_narrow_column_are_no_titles() -> None:
    column = "\n\n".join(
        ["老人们在湖边的长椅上坐着聊", "天孩子们从石桥上跑过去又跑", "回来水鸟贴着水面飞到对岸的"]
        * 3
    )
    assert any(block.narrow for block in blocks_of(column))
    assert Kind.HEAD not in {b.kind for b in classify(blocks_of(column))[:-2]}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("城西公园开放迎客", Kind.HEAD),
        ("城西公园开放,市民多了好去处", Kind.HEAD),
        ("公园怎么逛才不累?", Kind.HEAD),
        ("3月5日,城西公园向市民开放。", Kind.BODY),
        ("该县把修路放在第一位", Kind.BODY),
        ("公园建成以后,附近居民和", Kind.BODY),
        ("(综合本报记者王小雨报道)", Kind.BODY),
        ("供水服务中心2024年3月6日", Kind.BODY),
        ("88.5%", Kind.BODY),
        ("截至3月5日12时", Kind.BODY),
        ("- 供水热线 0531-0000000", Kind.BODY),
        ("（下转第3版）", Kind.BODY),
        ("■ 本报记者 王小雨", Kind.BYLINE),
    ],
)
def test_what_a_block_looks_like(text: str, kind: Kind) -> None:
    assert classify(blocks_of(text))[0].kind is kind


def test_crosshead_forms() -> None:
    assert is_numbered("一、先看环境")
    assert is_numbered("(二)再看服务")
    assert not is_numbered("一座城的慢生活")
    assert is_framed("……◀ 先看环境 ▶……")
    assert not is_framed("先看环境")
