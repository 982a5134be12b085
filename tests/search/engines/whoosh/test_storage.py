"""The index's folder: missing, stale, locked or damaged it says so, and nothing is lost."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from search.engines.base import (
    Document,
    IndexCorrupt,
    IndexLocked,
    IndexMissing,
    IndexStale,
    IndexUnwritable,
    SearchRequest,
)
from search.engines.whoosh.reader import IndexReader
from search.engines.whoosh.storage import IndexFolder
from search.query import Phrase


def document(number: int, text: str = "春耕时节", **fields: object) -> Document:
    made = Document(
        article_id=number,
        units=(text, f"第{number}篇"),
        fields={"title": (text,)},
        facets={"city": ("370900",), "newspaper": ("paper",), "topic": ("farm", "road")},
        date=date(2025, 1, 1 + number % 28),
        digest=number.to_bytes(16, "big"),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "index", lock_timeout=0.2)


@pytest.fixture
def reader(folder: IndexFolder) -> IndexReader:
    return IndexReader(folder)


def count(reader: IndexReader, text: str) -> int:
    return reader.run(SearchRequest(Phrase(text))).total


def test_missing(reader: IndexReader, folder: IndexFolder) -> None:
    with pytest.raises(IndexMissing):
        reader.run(SearchRequest())
    with pytest.raises(IndexMissing):
        folder.apply([document(1)], ())


def test_changes_replace_and_remove(reader: IndexReader, folder: IndexFolder) -> None:
    folder.rebuild(document(n) for n in range(1, 6))
    folder.apply([document(2, "夏耘"), document(9)], {3, 77})
    assert count(reader, "春耕") == 4
    assert count(reader, "夏耘") == 1
    assert sorted(reader.snapshot().digests()) == [1, 2, 4, 5, 9]
    assert reader.snapshot().digest(3) is None
    assert reader.snapshot().digest(9) == document(9).digest


def test_one_article_given_twice_is_one(reader: IndexReader, folder: IndexFolder) -> None:
    folder.rebuild(())
    folder.apply([document(1), document(1, "夏耘")], ())
    assert count(reader, "春耕") == 0
    assert count(reader, "夏耘") == 1


def test_rebuild_replaces_everything_and_leaves_one_build(
    reader: IndexReader, folder: IndexFolder
) -> None:
    folder.rebuild([document(1)])
    assert count(reader, "春耕") == 1
    folder.rebuild([document(2, "夏耘")])
    assert count(reader, "春耕") == 0
    assert count(reader, "夏耘") == 1
    assert len(list(folder.path.glob("build-*"))) == 1


def test_rebuild_that_fails_leaves_the_old_index(reader: IndexReader, folder: IndexFolder) -> None:
    folder.rebuild([document(1)])

    def dying() -> object:
        yield document(2)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        folder.rebuild(dying())  # type: ignore[arg-type]
    assert sorted(reader.snapshot().digests()) == [1]


def test_commit_that_fails_changes_nothing(reader: IndexReader, folder: IndexFolder) -> None:
    folder.rebuild([document(1)])
    with pytest.raises(IndexCorrupt):
        folder.apply([document(2, digest=b"too short")], {1})
    assert sorted(reader.snapshot().digests()) == [1]
    folder.apply([document(2)], {1})
    assert sorted(reader.snapshot().digests()) == [2]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_full_or_protected_disk_is_told(
    reader: IndexReader, folder: IndexFolder, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder.rebuild([document(1)])

    def full(*_args: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patch:
        patch.setattr("search.engines.whoosh.codec.FieldWriter.write_block", full)
        with pytest.raises(IndexUnwritable):
            folder.apply([document(2)], ())
        with pytest.raises(IndexUnwritable):
            folder.rebuild([document(2)])
    assert sorted(reader.snapshot().digests()) == [1]
    folder.apply([document(2)], ())
    assert sorted(reader.snapshot().digests()) == [1, 2]


def test_rebuilds_that_fail_do_not_fill_the_disk(folder: IndexFolder) -> None:
    folder.rebuild([document(1)])
    with pytest.raises(IndexCorrupt):
        folder.apply([document(2, digest=b"too short")], ())
    (folder.path / "current.json").unlink()
    (folder.path / "current.json").mkdir()
    for _ in range(2):
        with pytest.raises(IndexUnwritable):
            folder.rebuild([document(2)])
    assert len(list(folder.path.glob("build-*"))) == 1


def test_file_in_place_of_the_folder_is_renamed(folder: IndexFolder, reader: IndexReader) -> None:
    folder.path.write_text("somebody's")
    with pytest.raises(IndexMissing):
        folder.check()
    folder.rebuild([document(1)])
    assert count(reader, "春耕") == 1
    (aside,) = folder.path.parent.glob("index.*")
    assert aside.read_text() == "somebody's"


def test_folder_that_cannot_be_made_is_told(folder: IndexFolder) -> None:
    folder.path.symlink_to(folder.path.parent / "not mounted")
    with pytest.raises(IndexUnwritable):
        folder.rebuild([document(1)])
    assert folder.path.is_symlink()


def test_excluded_articles_are_neither_found_nor_counted(
    folder: IndexFolder, reader: IndexReader
) -> None:
    folder.rebuild(document(n) for n in range(1, 6))
    request = SearchRequest(Phrase("春耕"), facets=("city",), excluded=frozenset({2, 5, 99}))
    found = reader.run(request)
    assert (found.total, found.facets["city"]) == (3, {"370900": 3})
    assert sorted(hit.article_id for hit in found.hits) == [1, 3, 4]


def test_stale(reader: IndexReader, folder: IndexFolder) -> None:
    folder.rebuild([document(1)])
    (folder.path / "current.json").write_text(
        json.dumps({"build": "build-1", "versions": {"schema": 0}})
    )
    with pytest.raises(IndexStale):
        reader.run(SearchRequest())


@pytest.mark.parametrize("state", ["", "{", "[]", "{}", '{"build": 1, "versions": 2}', "\xff\xfe"])
def test_damaged_state(reader: IndexReader, folder: IndexFolder, state: str) -> None:
    folder.rebuild([document(1)])
    (folder.path / "current.json").write_text(state, encoding="latin-1")
    with pytest.raises(IndexCorrupt):
        reader.run(SearchRequest())


@pytest.mark.parametrize("damage", ["empty", "cut", "garbled", "gone"])
@pytest.mark.parametrize("kind", ["toc", "trm", "pst", "article.col", "day.col"])
def test_damaged_files(folder: IndexFolder, damage: str, kind: str) -> None:
    folder.rebuild(document(n, f"春耕时节之{n}") for n in range(1, 200))
    for path in folder.path.glob(f"build-*/*{kind}"):
        content = path.read_bytes()
        if damage == "gone":
            path.unlink()
        elif damage == "garbled":
            path.write_bytes(bytes(byte ^ 0x5A for byte in content))
        else:
            path.write_bytes(content[: len(content) // 3 if damage == "cut" else 0])
    reader = IndexReader(folder)
    request = SearchRequest(Phrase("春耕时节"), facets=("city", "topic", "year"))
    with pytest.raises(IndexCorrupt):
        reader.run(request)


HOLD_LOCK = """
import fcntl, sys, time
file = open(sys.argv[1], "w")
fcntl.flock(file.fileno(), fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def test_writer_waits_then_says_that_it_is_locked(folder: IndexFolder) -> None:
    folder.rebuild([document(1)])
    command = [sys.executable, "-c", HOLD_LOCK, str(folder.path / "write.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:  # our own words
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked):
            folder.apply([document(2)], ())
        other.kill()  # the lock dies with its holder
    folder.lock_timeout = 10
    folder.apply([document(2)], ())
    assert len(IndexReader(folder).snapshot().digests()) == 2


def test_lock_may_be_taken_within_itself_but_not_by_another_thread(folder: IndexFolder) -> None:
    problems: list[Exception] = []

    def other() -> None:
        try:
            with folder.lock():
                pass
        except IndexLocked as error:
            problems.append(error)

    with folder.lock(), folder.lock():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(problems) == 1


def test_readers_go_on_while_a_writer_commits(folder: IndexFolder) -> None:
    """Four readers, many commits, merges and a rebuild: each sees one whole state or another."""
    folder.lock_timeout = 20
    folder.rebuild(document(n) for n in range(1, 41))
    done = threading.Event()
    problems: list[str] = []

    def read() -> None:
        reader = IndexReader(folder)
        while not done.is_set():
            hits = reader.run(SearchRequest(Phrase("春耕时节"), limit=None, facets=("city",)))
            ids = [hit.article_id for hit in hits.hits]
            whole = hits.total == len(set(ids)) == len(ids) == hits.facets["city"]["370900"] == 40
            if not whole:
                problems.append(f"{hits.total} {len(ids)} {hits.facets}")

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for turn in range(25):
            first = 1 + turn % 30
            folder.apply([document(n) for n in range(first, first + 10)], ())
        folder.rebuild(document(n) for n in range(1, 41))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert problems == []


def test_one_reader_for_several_threads(folder: IndexFolder, reader: IndexReader) -> None:
    folder.rebuild(document(n, f"第{n}号水渠在春耕前修好") for n in range(1, 400))
    problems: list[str] = []

    def read(start: int) -> None:
        for number in range(start, 400, 4):
            if count(reader, f"第{number}号水渠在春耕") != 1:
                problems.append(str(number))

    threads = [threading.Thread(target=read, args=(start,)) for start in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_long_text_keeps_its_positions(folder: IndexFolder, reader: IndexReader) -> None:
    long = "麦田" * 40_000 + "尾声将近"
    folder.rebuild([document(1, long), document(2, "尾声未近")])
    assert count(reader, "声将近") == 1
    assert count(reader, "麦田尾声将") == 1
    assert count(reader, "田麦田麦田") == 1
