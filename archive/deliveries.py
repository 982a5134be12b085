"""Turns paths and zip archives into named byte strings, within limits; knows no Django."""

from __future__ import annotations

import io
import lzma
import os
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
            yield from _read_folder(path, limits)
        else:
            yield from _read_path(path, limits, name=clean_name(path.name))


def count_paths(paths: list[Path]) -> int:
    """Return how many files read_paths will look at, zip members not counted."""
    return sum(
        sum(_is_wanted(child) for child in _visible(path)) if path.is_dir() else 1 for path in paths
    )


def read_upload(name: str, data: bytes, limits: Limits) -> Iterator[Delivery]:
    """Yield the one file, or the members if the bytes are a zip archive."""
    if data.startswith(_ZIP_MAGIC):
        yield from _read_zip(name, data, limits)
    elif len(data) > limits.file:
        yield Delivery(name, error=f"文件有 {len(data):,} 字节，超过了 {limits.file:,} 字节的上限")
    else:
        yield Delivery(name, data)


def clean_name(name: str) -> str:
    """Return a file's name as text; bytes that are not UTF-8 are read as GB18030 (old archives)."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _visible(folder: Path) -> list[Path]:
    """The files of a folder and its folders, without what is hidden below it, in name order."""
    return sorted(
        child
        for child in folder.rglob("*")
        if child.is_file()
        and not any(part.startswith(".") for part in child.relative_to(folder).parts)
    )


def _is_wanted(path: Path) -> bool:
    return path.suffix.lower() in TEXT_SUFFIXES | {".zip"}


def _read_folder(folder: Path, limits: Limits) -> Iterator[Delivery]:
    passed_over = []
    for child in _visible(folder):
        name = clean_name(str(child.relative_to(folder.parent)))
        if _is_wanted(child):
            yield from _read_path(child, limits, name)
        else:
            passed_over.append(name)
    if passed_over:
        yield Delivery(clean_name(folder.name), error=_passed_over(passed_over))


def _passed_over(names: list[str]) -> str:
    """Say what was left aside because it is no text, the first few by name."""
    shown = "、".join(names[:5]) + ("……" if len(names) > 5 else "")
    return f"另有 {len(names)} 个文件不是文本，没有收：{shown}"


def _read_path(path: Path, limits: Limits, name: str) -> Iterator[Delivery]:
    if path.exists() and not path.is_file():
        yield Delivery(name, error="这不是普通文件，没有收")
        return
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
    """Yield the members; where one is left out, the archive itself comes too, with the reason."""
    left_out = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [m for m in archive.infolist() if not m.is_dir() and not _is_hidden(m)]
            members = [m for m in found if _is_text_member(m)]
            problem = _zip_problem(members, limits)
            if problem:
                yield Delivery(name, data, error=problem)
                return
            for member in sorted(members, key=member_name):
                delivery = _read_member(archive, member, name, limits)
                left_out += bool(delivery.error)
                yield delivery
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        yield Delivery(name, data, error=f"压缩包不完整或已损坏，请重新打包上传（{error}）")
        return
    others = [member_name(m) for m in found if not _is_text_member(m)]
    if others:
        yield Delivery(name, data, error=_passed_over(others))
    elif left_out:
        yield Delivery(name, data, error=f"有 {left_out} 个文件没有收下，压缩包已原样保存")


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


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member_name(member)).parts
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _is_text_member(member: zipfile.ZipInfo) -> bool:
    return PurePosixPath(member_name(member)).suffix.lower() in TEXT_SUFFIXES
