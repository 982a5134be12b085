"""The folder of an index, whatever engine fills it: its lock, and what killed writers leave."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from search.engines.base import IndexCorrupt, IndexLocked
from search.engines.builds import BuildFolder


class Sound(BuildFolder):
    """A folder of builds whose files are always as they were written."""

    def compare(self, build: Path, *, thorough: bool) -> None:
        """Find nothing wrong."""


def folder_at(path: Path, lock_timeout: float = 5.0) -> BuildFolder:
    return Sound(path, {"schema": 1}, lock_timeout)


def builds(path: Path) -> set[str]:
    return {build.name for build in path.glob("build-*")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder with one build."""
    path = tmp_path / "index"
    with folder_at(path).new_build():
        pass
    return path


def test_what_a_killed_writer_left_is_gone_before_the_next_build(path: Path) -> None:
    (path / "build-2").mkdir()
    (path / "build-2" / "half").write_bytes(b"half")
    with folder_at(path).new_build() as build:
        assert builds(path) == {"build-1", build.name}
    assert builds(path) == {build.name}


def test_without_a_table_nothing_is_taken_for_abandoned(path: Path) -> None:
    (path / "current.json").write_text("?")
    with folder_at(path).new_build() as build:
        assert builds(path) == {"build-1", build.name}
    assert json.loads((path / "current.json").read_text())["build"] == build.name


@pytest.mark.parametrize("table", [None, "?"])
def test_what_is_no_build_stays(path: Path, table: str | None) -> None:
    (path / "build-5.tar.gz").write_bytes(b"kept")
    (path / "build-1.bak").mkdir()
    if table:
        (path / "current.json").write_text(table)
    with folder_at(path).new_build() as build:
        assert build.name == "build-2"
    assert {path.name for path in path.glob("build-*")} == {
        "build-2",
        "build-5.tar.gz",
        "build-1.bak",
    }


@pytest.mark.parametrize(
    "table",
    [
        *(json.dumps({"build": name}) for name in ("", ".", "..", "../other", "build-1/..", "x")),
        "[" * 100_000,
        "[]",
        "{}",
        "",
    ],
    ids=lambda table: table[:20] or "empty",
)
def test_a_table_that_names_no_build_is_damage(path: Path, table: str) -> None:
    (path / "current.json").write_text(table)
    folder = folder_at(path)
    for look in (folder.current, folder.readable, folder.check):
        with pytest.raises(IndexCorrupt):
            look()
    with folder.new_build():
        pass
    assert folder.current().name == "build-2"


def test_who_waits_for_a_lock_that_was_deleted_takes_the_new_one(path: Path) -> None:
    holder, waiter, other = (folder_at(path) for _ in range(3))
    other.lock_timeout = 0.2
    waiting, done = threading.Event(), threading.Event()

    def wait() -> None:
        with waiter.lock():
            waiting.set()
            done.wait(10)

    with holder.lock():
        thread = threading.Thread(target=wait)
        thread.start()
        assert not waiting.wait(0.2)
        shutil.rmtree(path)
    assert waiting.wait(5)
    with pytest.raises(IndexLocked), other.lock():
        pass
    done.set()
    thread.join()
