"""Bytes as delivered into text, with the name of the encoding that was found.

>>> decode("第3版 要闻".encode("gb18030")).encoding
'gb18030'
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from archive.parsing.errors import (
    BinaryDataError,
    EmptyTextError,
    FragmentsError,
    TooLargeError,
    UnknownEncodingError,
)

MAX_BYTES = 5 * 1024 * 1024
SAMPLE = 6000
#: Beyond so many lines a line must have so many bytes on average: seven characters and more.
MANY_LINES, LINE_BYTES = 20_000, 24
#: Share of everyday characters that text in the right encoding reaches.
PLAUSIBLE = 0.75
#: Share of unreadable characters that damaged but usable text may have.
DAMAGE_ALLOWED = 0.005

#: Control characters that no text holds; line ends are ``\\n`` by then.
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with ``\\n`` line ends, the encoding found, and how many characters were unreadable."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes, *, limit: int = MAX_BYTES) -> Decoded:
    """Read bytes as text; raises a ParseError for empty, binary, undecodable or too long input."""
    if len(data) > limit:
        raise TooLargeError(f"文件过大：{len(data):,} 字节，上限为 {limit:,} 字节。")
    if not data.strip():
        raise EmptyTextError("文件是空的，没有可以识别的文字。")
    if data.startswith(_MAGIC):
        raise BinaryDataError("这不是文本文件，而像是图片、压缩包或 PDF。")
    text, encoding = _read(data)
    text = normalize_newlines(text)
    _refuse_unreadable(text)
    refuse_fragments(text)
    return Decoded(text, encoding, text.count("\ufffd"))


def normalize_newlines(text: str) -> str:
    """One kind of line end, and no NUL characters, which databases refuse.

    >>> normalize_newlines("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def refuse_fragments(text: str) -> None:
    """Raise FragmentsError for a long text in lines far shorter than the narrowest column's.

    What a line costs does not depend on its length, so that such a text would take minutes.
    """
    lines = text.count("\n") + 1
    if lines <= MANY_LINES or len(text) >= lines * LINE_BYTES:
        return
    filled = sum(map(bool, map(str.strip, text.split("\n"))))
    size = len(text.encode(errors="surrogatepass"))
    if filled > max(MANY_LINES, size // LINE_BYTES):
        raise FragmentsError(f"文件有 {filled:,} 行，平均每行不到八个字，不像报纸的文字。")


def _read(data: bytes) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lossy(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _best_guess(data)
    # Chinese UTF-16 can by chance be valid UTF-8, but then half of it is NUL.
    return _best_guess(data) if "\x00" in text else (text, "utf-8")


def _lossy(data: bytes, name: str) -> tuple[str, str]:
    text = data.decode(name, errors="replace")
    if text.count("\ufffd") > max(1, DAMAGE_ALLOWED * len(text)):
        raise UnknownEncodingError("文件的编码标记与内容不符，无法识别文字编码。")
    return text, name


def _best_guess(data: bytes) -> tuple[str, str]:
    names = ("gb18030", "utf-8", "utf-16-le", "utf-16-be")
    found = [(_plausibility(data, name), name) for name in names]
    score, name = max(found, key=lambda pair: pair[0])
    if score >= PLAUSIBLE:
        return data.decode(name, errors="replace"), name
    if b"\x00" in data:
        raise BinaryDataError("这不是文本文件：内容是二进制数据。")
    raise UnknownEncodingError("无法识别文字编码，请另存为 UTF-8 或 GB18030 后再上传。")


def _plausibility(data: bytes, name: str) -> float:
    text = data.decode(name, errors="replace")
    if text.count("\ufffd") > max(1, DAMAGE_ALLOWED * len(text)):
        return 0.0
    middle = max(0, len(text) // 2)
    sample = "".join((text[:SAMPLE] + text[middle : middle + SAMPLE]).split())
    return len(_everyday(sample)) / len(sample) if sample else 0.0


def _everyday(sample: str) -> str:
    """What of it is ASCII print, or of GB 2312, the set of everyday simplified Chinese."""
    return _CONTROL.sub("", sample).encode("gb2312", errors="ignore").decode("gb2312")


def _refuse_unreadable(text: str) -> None:
    if not text.strip():
        raise EmptyTextError("文件里只有空白，没有可以识别的文字。")
    control = len(text) - len(_CONTROL.sub("", text))
    if control > max(2, len(text) // 50):
        raise BinaryDataError("这不是文本文件：内容里有大量控制字符。")
