"""Tantivy's files compared with the checksums that they end in, and its table with our own.

    build-3/meta.json            the table: segments, and which of their files count
    build-3/0f3c….idx  .pos …    a segment's files, each with its CRC-32 in a footer; never changed
    build-3/0f3c….17.del         which of its documents were deleted
    build-3/seal                 the CRC-32 of meta.json, absent while somebody writes

A writer that dies leaves no seal, until the next commit; and files of no segment.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

#: What every segment consists of.
PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
#: The last bytes of a file: the footer's length, and a number that tells it is one.
_TAIL = struct.Struct("<II")
_MAGIC = 1337
CHUNK = 1 << 20
_SEGMENT_FILE = re.compile(r"[0-9a-f]{32}\.")


def read_table(folder: Path) -> bytes:
    """Return the table of a build as it stands; raises OSError."""
    return (folder / "meta.json").read_bytes()


def compare_files(folder: Path, *, thorough: bool) -> None:
    """Compare the files of a build with their checksums: how they end, or all they hold.

    Raises ValueError where they differ, or what reading damaged files raises.
    """
    sealed = _read_seal(folder)
    table = read_table(folder)
    if sealed and int(sealed, 16) != zlib.crc32(table):
        raise ValueError("meta.json is not what was written")
    for name in segment_files(table):
        _compare(folder / name, thorough=thorough)
    with suppress(FileNotFoundError):  # Tantivy does without
        json.loads((folder / ".managed.json").read_bytes())


def read_sizes(folder: Path, table: bytes) -> dict[str, int]:
    """Return the files that a table counts on, and their sizes; raises OSError."""
    paths = [str(folder / name) for name in segment_files(table)]
    return {path: os.stat(path).st_size for path in paths}


def compare_sizes(sizes: Mapping[str, int]) -> None:
    """Raise ValueError where a file is no longer as long as it was; it may have been deleted."""
    for path, size in sizes.items():
        with suppress(FileNotFoundError):
            if os.stat(path).st_size != size:
                raise ValueError(f"{path} was cut short")


def count_documents(table: bytes) -> int:
    """Return how many documents a table knows, deleted ones that no merge has dropped included."""
    return sum(int(segment["max_doc"]) for segment in json.loads(table)["segments"])


def segment_files(table: bytes) -> Iterator[str]:
    """Yield the files that a table counts on; raises ValueError, KeyError or TypeError."""
    segments: list[dict[str, Any]] = json.loads(table)["segments"]
    for segment in segments:
        name = segment["segment_id"].replace("-", "")
        for part in PARTS:
            yield f"{name}.{part}"
        if segment["deletes"]:
            yield f"{name}.{segment['deletes']['opstamp']}.del"


def remove_orphans(folder: Path) -> None:
    """Delete the files that a writer left behind when it died; raises what reading raises.

    Nobody else may be writing.
    """
    living = set(segment_files(read_table(folder)))
    for path in folder.iterdir():
        if _SEGMENT_FILE.match(path.name) and path.name not in living:
            path.unlink(missing_ok=True)


def unseal(folder: Path) -> None:
    """Say that the table is about to change; raises OSError."""
    (folder / "seal").unlink(missing_ok=True)


def seal(folder: Path) -> None:
    """Write down the table's checksum in one step; raises OSError."""
    draft = folder / "seal.new"
    draft.write_text(f"{zlib.crc32(read_table(folder)):08x}", encoding="ascii")
    draft.replace(folder / "seal")


def _read_seal(folder: Path) -> str:
    with suppress(FileNotFoundError):
        return (folder / "seal").read_text(encoding="ascii")
    return ""


def _compare(path: Path, *, thorough: bool) -> None:
    """Compare one file with its footer."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        file.seek(max(0, end - _TAIL.size))
        length, magic = _TAIL.unpack(file.read())
        body = end - _TAIL.size - length
        if magic != _MAGIC or body < 0:
            raise ValueError(f"{path.name} was cut short")
        file.seek(body)
        known = int(json.loads(file.read(length))["crc"])
        if thorough:
            file.seek(0)
            if _sum(file, body) != known:
                raise ValueError(f"{path.name} is not what was written")


def _sum(file: Any, size: int) -> int:
    """Return the CRC-32 of the next `size` bytes."""
    crc = 0
    while chunk := file.read(min(CHUNK, size)):
        size -= len(chunk)
        crc = zlib.crc32(chunk, crc)
    return crc
