"""An index deleted or damaged under a running server: told, never a 500, and mended by itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.search.sound.conftest import ARTICLES, COMMON, Site, Web

#: Asked again and again; other words than before, so that nothing is answered from memory.
ADDRESSES = (
    "/search/?q=%E6%B0%B4%E6%B8%A0",
    "/search/?q=%22{}%E5%8F%B7%E6%B0%B4%22&sort=newest",
    "/search/?q=%E7%AC%AC*{}%E6%88%B7%3F%E5%AE%B6",
    "/search/facet/page_label/?q={}",
    "/api/articles/?q=%E7%AC%AC{}%E6%88%B7",
)


def files(index: Path) -> Iterator[Path]:
    """Yield the files of the index, those of locks left out."""
    for path in sorted(index.rglob("*")):
        if path.is_file() and "lock" not in path.name.lower():
            yield path


def delete_folder(index: Path) -> None:
    shutil.rmtree(index)


def delete_build(index: Path) -> None:
    for build in index.glob("build-*"):
        shutil.rmtree(build)


def empty_all(index: Path) -> None:
    """As a copy over the live files begins."""
    for path in files(index):
        os.truncate(path, 0)


def cut_all(index: Path) -> None:
    for path in files(index):
        os.truncate(path, path.stat().st_size // 2)


def cut_the_largest(index: Path) -> None:
    largest = max(files(index), key=lambda path: path.stat().st_size)
    os.truncate(largest, 100)


def empty_parts(index: Path) -> None:
    """All but the tables that are read first: what is mapped of these would end the process."""
    for path in files(index):
        if path.suffix not in (".json", ".toc"):
            os.truncate(path, 0)


def garble_the_largest(index: Path) -> None:
    for largest in sorted(files(index), key=lambda path: path.stat().st_size)[-4:]:
        content = bytes(byte ^ 0x5A for byte in largest.read_bytes())
        with largest.open("r+b") as file:
            file.write(content)


SPOILS = [delete_folder, delete_build, empty_all, cut_all, cut_the_largest, empty_parts,
          garble_the_largest]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_damage_is_told_and_mended(indexed: Site, web: Web, spoil: Callable[[Path], None]) -> None:
    spoil(indexed.index)
    for turn in range(4):
        for address in ADDRESSES:
            status, page = web.get(address.format(turn))
            assert status in (200, 503), page[:2_000]
            assert status == 200 or "检索索引" in page
    indexed.run("workshop.work()")
    assert web.found(f'"{COMMON}"') == ARTICLES
    indexed.assert_agrees()
