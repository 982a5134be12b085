"""Bytes into text: encodings are told apart, and what is no text is refused with a reason."""

from __future__ import annotations

import codecs

import pytest

from archive.parsing.encoding import decode
from archive.parsing.errors import (
    BinaryDataError,
    EmptyTextError,
    FragmentsError,
    ParseError,
    TooLargeError,
    UnknownEncodingError,
)

TEXT = "青石日报　第03版 要闻\n本报讯（记者 王小雨）3月5日，城西公园开放。\n\n市民说：“很好！”\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", id="utf-8 with mark"),
        pytest.param(TEXT.encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param(TEXT.encode("gbk"), "gb18030", id="gbk"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16 le bare"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16 be bare"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", id="utf-16 le mark"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", id="utf-16 be mark"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.damaged) == (TEXT, encoding, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_ascii_text_is_read(encoding: str) -> None:
    assert decode("QINGSHI DAILY 2024-03-06\n".encode(encoding)).text.startswith("QINGSHI")


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_become_one(ends: str) -> None:
    assert decode(f"甲乙{ends}丙丁{ends}".encode()).text == "甲乙\n丙丁\n"


def test_a_cut_last_character_is_forgiven() -> None:
    found = decode((TEXT * 40).encode()[:-2])
    assert found.encoding == "utf-8"
    assert found.damaged == 1


def test_nul_characters_are_dropped() -> None:
    text = "\ufeff城西\x00公园开放"
    assert "\x00" not in decode(text.encode("utf-16-le")).text


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        pytest.param(b"", EmptyTextError, "empty", id="nothing"),
        pytest.param(b" \r\n\t ", EmptyTextError, "empty", id="blank"),
        pytest.param("\ufeff\u3000\n".encode(), EmptyTextError, "empty", id="only a mark"),
        pytest.param(b"%PDF-1.7 \x00\x01", BinaryDataError, "binary", id="pdf"),
        pytest.param(b"PK\x03\x04" + bytes(40), BinaryDataError, "binary", id="zip"),
        pytest.param(bytes(range(32)) * 9, BinaryDataError, "binary", id="control characters"),
        pytest.param(b"\x01\x02\x03\x04\x05\x06abc", BinaryDataError, "binary", id="ascii junk"),
        pytest.param(b"\x81\x05\xfe" * 40, UnknownEncodingError, "encoding", id="no encoding"),
        pytest.param(
            codecs.BOM_UTF8 + b"\xff\xfe" * 30, UnknownEncodingError, "encoding", id="false mark"
        ),
        pytest.param("桥\n".encode() * 30_000, FragmentsError, "fragments", id="a letter a line"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[ParseError], code: str) -> None:
    with pytest.raises(error) as caught:
        decode(data)
    assert caught.value.code == code
    assert any("\u4e00" <= c <= "\u9fff" for c in str(caught.value))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("石桥添了新路灯呀\n" * 30_000, id="eight letters a line"),
        pytest.param("桥\n" * 20_000, id="no more lines than an issue may have"),
        pytest.param("桥\n\n\n" * 15_000, id="blank lines are not counted"),
    ],
)
def test_short_lines_are_read(text: str) -> None:
    assert decode(text.encode()).text == text


def test_the_limit_counts_bytes() -> None:
    assert decode(b"abcd", limit=4).text == "abcd"
    with pytest.raises(TooLargeError, match="上限为 3 字节"):
        decode(b"abcd", limit=3)


def test_every_error_is_a_parse_error_with_its_own_code() -> None:
    family = [EmptyTextError, BinaryDataError, UnknownEncodingError, FragmentsError, TooLargeError]
    assert len({error.code for error in family}) == len(family)
    assert all(issubclass(error, ParseError) for error in family)
