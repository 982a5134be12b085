"""Turns paths and zip archives into named byte strings, within limits; knows no Django."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: What an ingest of a folder picks up; a file that is named itself may have any suffix.
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".ocr"})
#: A zip member that unpacks to more than this many times its packed size is a bomb, not text:
#: Chinese text packs to a third, a page repeated a hundred times to a hundredth.
MAX_RATIO = 200
_MEMBER_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of one file, bytes and number of all files of one zip archive."""

    file: int = 5 * 1024 * 1024
    total: int = 200 * 1024 * 1024
    files: int = 10_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file as it came: bytes, or the reason why they could not be had."""

    name: str
    data: bytes = b""
    error: str = ""


def read_paths(paths: list[Path], limits: Limits) -> Iterator[Delivery]:
    """Yield the files behind paths: files themselves, text files of folders, members of zips.

    Folders are walked in name order; hidden files are passed over. A path that does not exist or
    cannot be read gives a Delivery with an error.
    """
    for path in paths:
        if path.is_dir():
            for child in sorted(path.rglob("*")):
                if _is_wanted(child):
                    yield from _read_path(child, limits, name=str(child.relative_to(path.parent)))
        else:
            yield from _read_path(path, limits, name=path.name)


def count_paths(paths: list[Path]) -> int:
    """Return how many files read_paths will look at, zip members not counted."""
    return sum(
        sum(_is_wanted(child) for child in path.rglob("*")) if path.is_dir() else 1
        for path in paths
    )


def read_upload(name: str, data: bytes, limits: Limits) -> Iterator[Delivery]:
    """Yield the one file, or the members if the bytes are a zip archive."""
    if data.startswith(_ZIP_MAGIC):
        yield from _read_zip(name, data, limits)
    elif len(data) > limits.file:
        yield Delivery(name, error=f"文件有 {len(data):,} 字节，超过了 {limits.file:,} 字节的上限")
    else:
        yield Delivery(name, data)


def _is_wanted(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-2:])
    return path.is_file() and not hidden and path.suffix.lower() in TEXT_SUFFIXES | {".zip"}


def _read_path(path: Path, limits: Limits, name: str) -> Iterator[Delivery]:
    try:
        size = path.stat().st_size
        if size > limits.total:
            yield Delivery(name, error=f"文件有 {size:,} 字节，超过了 {limits.total:,} 字节的上限")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Delivery(name, error=f"读不出这个文件：{error.strerror or error}")
        return
    yield from read_upload(name, data, limits)


def _read_zip(name: str, data: bytes, limits: Limits) -> Iterator[Delivery]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and _is_text_member(m)]
            problem = _zip_problem(members, limits)
            if problem:
                yield Delivery(name, error=problem)
                return
            for member in sorted(members, key=lambda m: member_name(m)):
                yield _read_member(archive, member, name, limits)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        yield Delivery(name, error=f"压缩包不完整或已损坏，请重新打包上传（{error}）")


def _zip_problem(members: list[zipfile.ZipInfo], limits: Limits) -> str:
    """Say why an archive is refused as a whole, judged by its directory, before unpacking."""
    if not members:
        return "压缩包里没有文本文件（.txt）"
    if len(members) > limits.files:
        return f"压缩包里有 {len(members):,} 个文件，超过了 {limits.files:,} 个的上限"
    total = sum(m.file_size for m in members)
    if total > limits.total:
        return f"压缩包展开后有 {total:,} 字节，超过了 {limits.total:,} 字节的上限"
    return ""


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, outer: str, limits: Limits
) -> Delivery:
    name = f"{outer}/{member_name(member)}"
    if member.flag_bits & 0x1:
        return Delivery(name, error="压缩包有密码，请去掉密码再上传")
    if member.file_size > limits.file:
        return Delivery(
            name, error=f"文件有 {member.file_size:,} 字节，超过了 {limits.file:,} 字节的上限"
        )
    if member.file_size > MAX_RATIO * max(1, member.compress_size):
        return Delivery(name, error="压缩比异常，疑似压缩炸弹，没有展开")
    try:
        with archive.open(member) as stream:
            # The directory may lie about the size: never read more than the limit.
            data = stream.read(limits.file + 1)
    except _MEMBER_ERRORS as error:
        return Delivery(name, error=f"压缩包里的这个文件已损坏（{error}）")
    if len(data) > limits.file:
        return Delivery(name, error=f"文件展开后超过了 {limits.file:,} 字节的上限")
    return Delivery(name, data)


def member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; Chinese Windows writes GBK where the standard says code page 437."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
    return "/".join(parts) or "无名"


def _is_text_member(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member_name(member))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not hidden and path.suffix.lower() in TEXT_SUFFIXES
