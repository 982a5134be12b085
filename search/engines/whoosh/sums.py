"""Sizes and checksums of a build's files: written down at each commit, compared later.

index/build-3/sums.json    {"MAIN_x.pst": [size, CRC-32], …, "_MAIN_7.toc": [size, CRC-32]}

The files of a segment never change, so each is summed once. What is about to be committed is
written down before the commit: a writer that dies in between leaves entries too many, never
segments without any. Only the table of contents may then lack its sum, until the next commit.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.writing import SegmentWriter

from search.engines.whoosh.schema import SCHEMA

#: The name of the index among Whoosh's files.
NAME = "MAIN"
CHUNK = 1 << 20

#: Name of a file → its size and checksum.
Sums = Mapping[str, tuple[int, int]]


def read_sums(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what was written down in a build; raises OSError, ValueError or TypeError."""
    written = json.loads((folder / "sums.json").read_text(encoding="ascii"))
    return {str(name): (int(size), int(crc)) for name, (size, crc) in dict(written).items()}


def write_sums(folder: Path, sums: Sums) -> None:
    """Write `sums` down in one step; raises OSError."""
    draft = folder / "sums.json.new"
    draft.write_text(json.dumps(sums), encoding="ascii")
    draft.replace(folder / "sums.json")


def compare_files(storage: FileStorage, folder: Path, *, thorough: bool) -> None:
    """Compare the files of a build with what was written down: their sizes, or all they hold.

    Raises ValueError where they differ, or what reading damaged files raises.
    """
    generation = TOC._latest_generation(storage, NAME)
    toc = TOC.read(storage, NAME, gen=generation, schema=SCHEMA)
    sums = read_sums(folder)
    name = TOC._filename(NAME, generation)
    if name in sums:
        _compare(folder, name, sums[name], thorough=thorough)
    _compare_segments(folder, sums, _names(toc.segments), thorough=thorough)


def remove_orphans(storage: FileStorage, folder: Path) -> None:
    """Delete what a writer left behind that died or found no room; raises what reading raises.

    Nobody else may be writing.
    """
    generation = TOC._latest_generation(storage, NAME)
    living = _names(TOC.read(storage, NAME, gen=generation, schema=SCHEMA).segments)
    kept = {"sums.json", TOC._filename(NAME, generation)}
    for path in folder.iterdir():
        if path.is_dir():
            rmtree(path, ignore_errors=True)
        elif path.name not in kept and _segment(path.name) not in living:
            path.unlink(missing_ok=True)


class SummingWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's writer; along with each commit it writes the sums of the new files down."""

    def __init__(self, index: Any, folder: Path, **options: Any) -> None:
        self._folder = folder
        self._sums = read_sums(folder)
        super().__init__(index, **options)
        self._before = _names(self.segments)

    def _commit_toc(self, segments: list[Segment]) -> None:
        """Commit; raises ValueError where a segment was damaged that a merge has taken over."""
        after = _names(segments)
        _compare_segments(self._folder, self._sums, self._before - after, thorough=True)
        new = {
            path.name: _sum_file(path)
            for name in after - self._before
            for path in self._folder.glob(f"{name}.*")
        }
        write_sums(self._folder, {**self._sums, **new})
        super()._commit_toc(segments)
        kept = {name: each for name, each in self._sums.items() if _segment(name) in after}
        toc = TOC._filename(NAME, self.generation)
        write_sums(self._folder, {**kept, **new, toc: _sum_file(self._folder / toc)})


def _names(segments: Iterable[Segment]) -> set[str]:
    return {segment.segment_id() for segment in segments}


def _segment(name: str) -> str:
    """Return the segment that a file belongs to."""
    return name.partition(".")[0]


def _sum_file(path: Path) -> tuple[int, int]:
    """Return size and checksum of a file; raises OSError."""
    size = crc = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
    return size, crc


def _compare_segments(
    folder: Path, sums: Sums, segments: Collection[str], *, thorough: bool
) -> None:
    """Compare all files of some segments; raises ValueError or OSError."""
    of_segments = {name: each for name, each in sums.items() if _segment(name) in segments}
    if unknown := set(segments) - set(map(_segment, of_segments)):
        raise ValueError(f"no sums of {', '.join(sorted(unknown))}")
    for name, each in of_segments.items():
        _compare(folder, name, each, thorough=thorough)


def _compare(folder: Path, name: str, known: tuple[int, int], *, thorough: bool) -> None:
    path = folder / name
    if path.stat().st_size != known[0] or (thorough and _sum_file(path) != known):
        raise ValueError(f"{name} is not what was written")
