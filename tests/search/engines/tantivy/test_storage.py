"""The index's folder: locked, full, left behind or damaged it says so, and nothing is lost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
from search.engines.tantivy.store import TantivyStore
from search.query import Phrase, Wildcard
from tests.search.engines.tantivy.conftest import Make
from tests.search.engines.tantivy.writers import ARTICLES, rebuild, start


def count(store: TantivyStore, text: str) -> int:
    return store.run(SearchRequest(Phrase(text))).total


def build(store: TantivyStore) -> Path:
    return store.folder.current()


def test_missing(store: TantivyStore, make: Make) -> None:
    for ask in (store.check, store.verify, store.digests, store.statistics):
        with pytest.raises(IndexMissing):
            ask()
    with pytest.raises(IndexMissing):
        store.apply([make(1)], ())


@pytest.mark.parametrize("versions", [{}, {"schema": 0, "tantivy": 0}])
def test_stale(store: TantivyStore, make: Make, versions: dict[str, int]) -> None:
    store.rebuild([make(1)])
    state = {"build": build(store).name, "versions": versions}
    (store.folder.path / "current.json").write_text(json.dumps(state))
    with pytest.raises(IndexStale):
        store.run(SearchRequest())


def test_changes_replace_and_remove(store: TantivyStore, make: Make) -> None:
    store.rebuild(make(n) for n in range(1, 6))
    store.apply([make(2, "夏耘"), make(9), make(9, "秋收")], {3, 77})
    assert (count(store, "春耕"), count(store, "夏耘"), count(store, "秋收")) == (3, 1, 1)
    assert store.digests() == {n: n.to_bytes(16, "big") for n in (1, 2, 4, 5, 9)}
    assert store.digest(3) is None
    assert store.digest(9) == make(9).digest


@pytest.mark.parametrize("lost", ["table", "everything"])
def test_changes_make_no_new_index_where_one_was_lost(
    store: TantivyStore, make: Make, lost: str
) -> None:
    store.rebuild(make(n) for n in range(1, 6))
    for path in build(store).iterdir():
        if lost == "everything" or path.name == "meta.json":
            path.unlink()
    with pytest.raises(IndexCorrupt):
        store.apply([make(6)], ())
    for look in (store.check, store.verify, store.digests):
        with pytest.raises(IndexCorrupt):
            look()
    store.rebuild(make(n) for n in range(1, 7))
    assert count(store, "春耕") == 6


@pytest.mark.parametrize("left", [b"", b"["])
def test_a_list_of_files_cut_short_is_damage(store: TantivyStore, make: Make, left: bytes) -> None:
    store.rebuild([make(1)])
    (build(store) / ".managed.json").write_bytes(left)
    for look in (store.check, store.verify):
        with pytest.raises(IndexCorrupt):
            look()
    store.rebuild([make(1)])
    store.check()
    assert count(store, "春耕") == 1


def test_what_has_no_checksum_is_opened(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1)])
    (build(store) / ".managed.json").write_text('{"a": "list of files no more"}')
    store.folder.suspect()
    with pytest.raises(IndexCorrupt):
        store.check()


def test_a_system_that_refuses_is_not_damage(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rebuild([make(1)])

    def refuse(_path: str) -> None:
        told = 'IoError(Os { code: 13, kind: PermissionDenied, message: "Permission denied" })'
        raise ValueError(f"Failed to acquire Lockfile: {told}")

    monkeypatch.setattr("search.engines.tantivy.reader.open_index", refuse)
    with pytest.raises(IndexUnwritable):
        store.run(SearchRequest())
    assert not store.folder.suspected


def test_statistics_are_of_the_living(store: TantivyStore, make: Make) -> None:
    store.rebuild(make(n) for n in range(1, 6))
    store.apply((), {2})
    told = store.statistics()
    assert (told.engine, told.documents) == ("tantivy", 4)
    assert 0 < told.segments <= 5
    assert told.size == sum(
        path.stat().st_size for path in build(store).iterdir() if len(path.name) > len("meta.json")
        and path.name[0] != "."
    )  # fmt: skip


def test_many_commits_leave_few_segments(store: TantivyStore, make: Make) -> None:
    store.rebuild(())
    for number in range(1, 31):
        store.apply([make(number)], ())
    assert store.statistics().segments < 12
    store.verify()
    assert count(store, "春耕") == 30


def dying(first: Document) -> Iterator[Document]:
    yield first
    raise RuntimeError("power cut")


def test_what_fails_leaves_the_old_index(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1)])
    with pytest.raises(RuntimeError, match="power cut"):
        store.rebuild(dying(make(2)))
    with pytest.raises(RuntimeError, match="power cut"):
        store.apply(dying(make(2)), {1})
    assert store.digests().keys() == {1}
    assert len(list(store.folder.path.glob("build-*"))) == 1
    store.apply([make(2)], {1})
    assert store.digests().keys() == {2}


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let no file grow beyond `size`, as on a disk that is almost full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 100, 4_000])
def test_full_disk_is_told_and_got_over(store: TantivyStore, make: Make, size: int) -> None:
    store.rebuild(make(n) for n in range(1, 40))
    more = [make(n, *(f"第{k}户人家种了{n}亩麦" for k in range(40))) for n in range(30, 90)]
    with small_files(size):
        with pytest.raises(IndexUnwritable):
            store.apply(more, {1})
        with pytest.raises(IndexUnwritable):
            store.rebuild(more)
        assert count(store, "春耕") == 39
    assert store.digests().keys() == set(range(1, 40))
    store.verify()
    store.apply(more, {1})
    assert store.digests().keys() == set(range(2, 90))


HOLD = """
import sys, time
from pathlib import Path
import django; django.setup()
import tests.search.engines.tantivy.conftest as made
from search.engines.tantivy.store import TantivyStore
from search.engines.tantivy.writing import FEW, Writer
store = TantivyStore(Path(sys.argv[1]))
with store.writing():
    writer = Writer(store.folder.current(), FEW)
    writer.add([made.make_document(50)])
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_dies_with_its_holder(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1)])
    command = [sys.executable, "-c", HOLD, str(store.folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:  # our own words
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked):
            store.apply([make(2)], ())
        other.kill()
    store.apply([make(2)], ())
    assert store.digests().keys() == {1, 2}
    store.verify()


def test_the_lock_may_be_taken_within_itself_but_not_by_another_thread(
    store: TantivyStore,
) -> None:
    problems: list[Exception] = []

    def other() -> None:
        try:
            with store.writing():
                pass
        except IndexLocked as error:
            problems.append(error)

    with store.writing(), store.writing():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(problems) == 1


def test_what_a_dead_writer_left_is_cleared_away(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1)])
    orphan = build(store) / f"{'0123abcd' * 4}.idx"
    orphan.write_bytes(b"")
    store.verify()
    store.apply([make(2)], ())
    assert not orphan.exists()


PARTS = ["idx", "pos", "term", "fast", "store", "fieldnorm", "del", "meta.json", "current.json"]


@pytest.mark.parametrize("damage", ["empty", "cut", "longer", "gone"])
@pytest.mark.parametrize("part", PARTS)
def test_a_quick_look_finds_missing_and_cut_files(
    store: TantivyStore, make: Make, part: str, damage: str
) -> None:
    store.rebuild(make(n) for n in range(1, 60))
    store.apply((), {7})
    hurt = [path for path in store.folder.path.rglob(f"*{part}") if path.name[0] != "."]
    assert hurt
    for path in hurt:
        content = path.read_bytes()
        path.unlink()  # so that what is mapped already stays
        if damage != "gone":
            changed = {"empty": b"", "cut": content[: len(content) // 2], "longer": content + b"x"}
            path.write_bytes(changed[damage])
    error = IndexMissing if (part, damage) == ("current.json", "gone") else IndexCorrupt
    with pytest.raises(error):
        store.check()
    with pytest.raises(error):
        TantivyStore(store.folder.path).run(SearchRequest(Phrase("春耕")))
    store.rebuild([make(1)])
    store.check()
    assert count(store, "春耕") == 1


@pytest.mark.parametrize("part", PARTS[:-1])
def test_every_byte_is_verified(store: TantivyStore, make: Make, part: str) -> None:
    store.rebuild(make(n) for n in range(1, 60))
    store.apply((), {7})
    store.verify()
    path = max(path for path in build(store).glob(f"*{part}") if path.name[0] != ".")
    content = bytearray(path.read_bytes())
    middle = content.index(b"max_doc") + 10 if part == "meta.json" else len(content) // 2 - 70
    content[max(0, middle)] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexCorrupt):
        store.verify()
    assert store.folder.suspected


def test_a_suspicion_without_ground_is_dropped(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1)])
    store.folder.suspect()
    store.check()
    assert not store.folder.suspected


def test_a_writer_that_died_between_commit_and_seal_is_no_damage(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rebuild([make(1)])

    def die(_build: Path) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("search.engines.tantivy.writing.seal", die)
        with pytest.raises(RuntimeError, match="killed"):
            store.apply([make(2)], ())
    store.verify()
    assert store.digests().keys() == {1, 2}
    store.apply([make(3)], ())
    assert (build(store) / "seal").exists()


def test_damage_found_while_reading_is_told_and_marked(store: TantivyStore, make: Make) -> None:
    store.rebuild(make(n, f"水渠{n}号通水" * 50) for n in range(1, 60))
    for path in build(store).glob("*.store"):
        content = bytearray(path.read_bytes())
        content[: len(content) // 2] = b"\xff" * (len(content) // 2)
        path.write_bytes(content)
    with pytest.raises(IndexCorrupt):
        store.run(SearchRequest(Wildcard("水?5?通")))
    with pytest.raises(IndexCorrupt):
        store.check()


def test_an_index_deleted_under_a_reader_is_missing(store: TantivyStore, make: Make) -> None:
    store.rebuild([make(1)])
    assert count(store, "春耕") == 1
    for path in store.folder.path.rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(IndexMissing):
        count(store, "春耕")


def test_a_forked_process_opens_the_index_anew(store: TantivyStore) -> None:
    writer = start(rebuild, store.folder.path, 1)
    writer.join()
    with store.reader.reading() as before:
        pass
    child = os.fork()
    if not child:
        with store.reader.reading() as snapshot:
            os._exit(0 if snapshot is not before and count(store, "春耕") == ARTICLES else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with store.reader.reading() as after:
        assert after is before


def test_readers_go_on_while_a_writer_commits(tmp_path: Path, make: Make) -> None:
    """Readers, many commits, merges and a rebuild: each sees one whole state or another."""
    store = TantivyStore(tmp_path / "index", lock_timeout=20)
    store.rebuild(make(n) for n in range(1, 41))
    done = threading.Event()
    problems: list[str] = []

    def read(own: TantivyStore) -> None:
        while not done.is_set():
            hits = own.run(SearchRequest(Phrase("春耕时节"), limit=None, facets=("city",)))
            ids = {hit.article_id for hit in hits.hits}
            if not hits.total == len(ids) == hits.facets["city"]["370900"] == 40:
                problems.append(f"{hits.total} {len(ids)} {hits.facets}")

    readers = [store, store, TantivyStore(tmp_path / "index")]
    threads = [threading.Thread(target=read, args=(each,)) for each in readers]
    for thread in threads:
        thread.start()
    try:
        for turn in range(20):
            first = 1 + turn % 30
            store.apply([make(n) for n in range(first, first + 10)], ())
        store.rebuild(make(n) for n in range(1, 41))
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert problems == []
