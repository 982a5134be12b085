"""Whatever is delivered gives records or a ParseError, and no line of it is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing import PageRecord, ParseError, parse_document, parse_page
from archive.parsing.text import fold

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


def claimed(page: PageRecord) -> Counter[int]:
    """How often each line of the page is claimed."""
    ranges = [r for a in page.articles for r in a.lines]
    ranges += [r for f in page.furniture for r in f.lines]
    ranges += [r for u in page.unplaced for r in u.lines]
    return Counter(n for first, last in ranges for n in range(first, last + 1))


def blank_free(text: str) -> set[int]:
    return {i for i, line in enumerate(text.split("\n"), 1) if line.strip()}


@settings(max_examples=400, deadline=None)
@given(texts)
def test_every_line_is_claimed(text: str) -> None:
    try:
        page = parse_page(text)
    except ParseError:
        assert not text.replace("\x00", "").strip("\ufeff").strip()
        return
    counts = claimed(page)
    assert set(counts) == blank_free(page.text)
    assert sum(n > 1 for n in counts.values()) <= 1 + len(counts) // 3


def letters(text: str) -> Counter[str]:
    return Counter(c for c in fold(text) if c.isalnum())


@settings(max_examples=400, deadline=None)
@given(texts)
def test_no_letter_is_lost(text: str) -> None:
    try:
        page = parse_page(text)
    except ParseError:
        return
    kept = [*(f.text for f in page.furniture), *(u.text for u in page.unplaced)]
    for a in page.articles:
        kept += [a.column, a.kicker, a.headline, a.subhead, a.byline, *a.paragraphs]
    assert not letters(page.text) - letters("".join(kept))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_pages_cover_the_file(text: str) -> None:
    try:
        pages = parse_document(text)
    except ParseError:
        return
    whole = "\n".join(page.text for page in pages)
    assert whole.split() == parse_page(text).text.split()
    for page in pages:
        assert set(claimed(page)) == blank_free(page.text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_records_or_a_parse_error(data: bytes) -> None:
    code = ""
    try:
        pages = parse_document(data)
    except ParseError as error:
        code = error.code
    assert code in {"empty", "binary", "encoding"} or pages


@given(texts.map("城西公园".__add__))
@settings(max_examples=60, deadline=None)
def test_parsing_twice_gives_the_same(text: str) -> None:
    assert parse_page(text) == parse_page(text)
