"""Damage is found, wherever it is and whether or not a search would stumble over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import IndexCorrupt, IndexMissing, SearchRequest
from search.engines.whoosh.reader import IndexReader
from search.engines.whoosh.storage import IndexFolder
from search.engines.whoosh.sums import read_sums
from search.query import Phrase
from tests.search.engines.whoosh.test_storage import document


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    """An index of several segments, some of whose documents are deleted."""
    made = IndexFolder(tmp_path / "index", lock_timeout=0.2)
    made.rebuild(document(n, f"春耕时节之{n}") for n in range(1, 200))
    made.apply([document(n) for n in range(200, 260)], {3, 4})
    return made


def largest(folder: IndexFolder, ending: str) -> Path:
    return max(folder.path.glob(f"build-*/*{ending}"), key=lambda path: path.stat().st_size)


def flip(path: Path) -> None:
    """Change one byte in the middle; the size stays."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


ENDINGS = ["trm", "pst", "words_length.col", "article.col", "digest.col", "toc"]


def test_sound_index(folder: IndexFolder) -> None:
    folder.verify()
    folder.check()
    names = {p.name for p in folder.current().iterdir()} - {"sums.json"}
    assert set(read_sums(folder.current())) == {n for n in names if "LOCK" not in n}


@pytest.mark.parametrize("ending", ENDINGS)
def test_flipped_bit_is_found(folder: IndexFolder, ending: str) -> None:
    flip(largest(folder, ending))
    with pytest.raises(IndexCorrupt):
        folder.verify()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("damage", [cut, Path.unlink], ids=["cut", "gone"])
def test_quick_look_finds_what_is_missing(
    folder: IndexFolder, ending: str, damage: Callable[[Path], None]
) -> None:
    damage(largest(folder, ending))
    with pytest.raises(IndexCorrupt):
        folder.check()


@pytest.mark.parametrize("written", [None, "", "[1]", "{}", '{"MAIN_x.trm": 5}'])
def test_sums_that_are_damaged_themselves(folder: IndexFolder, written: str | None) -> None:
    path = folder.current() / "sums.json"
    if written is None:
        path.unlink()
    else:
        path.write_text(written)
    with pytest.raises(IndexCorrupt):
        folder.check()


def test_folder_that_is_gone(folder: IndexFolder) -> None:
    shutil.rmtree(folder.path)
    with pytest.raises(IndexMissing):
        folder.check()


def test_reader_that_meets_damage_has_all_bytes_compared(folder: IndexFolder) -> None:
    path = largest(folder, "pst")
    path.write_bytes(b"\xa5" * path.stat().st_size)
    folder.check()
    with pytest.raises(IndexCorrupt):
        IndexReader(folder).run(SearchRequest(Phrase("春耕时节")))
    with pytest.raises(IndexCorrupt):
        folder.check()
    folder.rebuild([document(1)])
    assert not (folder.path / "suspect").exists()
    folder.check()


def test_false_alarm_ends(folder: IndexFolder, caplog: pytest.LogCaptureFixture) -> None:
    folder.suspect()
    folder.check()
    folder.check()
    assert len(caplog.messages) == 1


def test_merge_does_not_take_damage_over(folder: IndexFolder) -> None:
    folder.rebuild([document(1)])
    for number in range(2, 8):  # with the next there are eight, which are merged
        folder.apply([document(number)], ())
    flip(largest(folder, "words_length.col"))
    with pytest.raises(IndexCorrupt, match="not what was written"):
        folder.apply([document(8)], ())
    assert sorted(IndexReader(folder).snapshot().digests()) == [*range(1, 8)]


def test_writer_that_dies_while_committing(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    for step in ("whoosh.index.TOC.write", "whoosh.index.clean_files"):
        with monkeypatch.context() as patch:
            patch.setattr(step, die)
            with pytest.raises(KeyboardInterrupt):
                folder.apply([document(400)], {1})
        folder.verify()
        folder.apply([document(401)], {2})
        folder.verify()
