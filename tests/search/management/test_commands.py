"""Commands: what they say, what they change, and how they end."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import signal
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from haystack import connections
from pytest_django.fixtures import Settings

from archive.models import Article
from search import outbox
from search.consistency import compare
from search.engines.base import SearchUnavailable
from search.management.commands import run_worker
from search.models import OutboxEntry
from tests.factories import make_article
from tests.search.conftest import ARTICLES, Shelf

pytestmark = pytest.mark.django_db


def call(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


def index_folder() -> Any:
    return connections["default"].get_backend().store.folder


def test_index_if_needed_builds_what_is_missing(
    shelf: Shelf,
) -> None:
    (index_folder().path / "current.json").unlink()
    told = call("index_if_needed")
    assert told == "index built anew (IndexMissing): 10 articles; 0 indexed, 0 taken out"
    assert not compare()


@pytest.mark.parametrize(
    ("verify", "mended"), [("0", True), ("600", False)], ids=["its turn", "not yet"]
)
def test_the_worker_now_and_then_looks_at_every_byte(
    shelf: Shelf, verify: str, mended: bool
) -> None:
    build = index_folder().current()
    largest = max(build.iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    largest.write_bytes(data)
    call("run_worker", "--once", "--verify", verify)
    assert (index_folder().current() != build) is mended


@pytest.mark.parametrize(
    ("large", "offered"), [(9, True), (10, False)], ids=["a large archive", "a small one"]
)
def test_a_large_archive_is_offered_tantivy(
    shelf: Shelf, settings: Settings, large: int, offered: bool
) -> None:
    settings.SEARCH_LARGE_ARCHIVE = large
    assert ("DIBAO_SEARCH_URL=tantivy://" in call("index_if_needed")) is offered


@pytest.mark.parametrize(
    ("terminal", "words", "shown"),
    [(True, (), True), (True, ("--no-progress",), False), (False, (), False)],
    ids=["terminal", "not wanted", "no terminal"],
)
@pytest.mark.parametrize("command", ["index_if_needed", "rebuild_index"])
def test_progress(
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    terminal: bool,
    words: tuple[str, ...],
    shown: bool,
) -> None:
    (index_folder().path / "current.json").unlink()
    error = StringIO()
    monkeypatch.setattr(error, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", error)
    call(command, *words)
    assert ("10/10" in error.getvalue()) == shown
    assert bool(error.getvalue()) == shown


@pytest.mark.parametrize(
    ("state", "reason"),
    [('{"build": "build-1", "schema": 0}', "IndexStale"), ("?", "IndexCorrupt")],
)
def test_index_if_needed_replaces_what_cannot_be_used(
    shelf: Shelf, state: str, reason: str
) -> None:
    (index_folder().path / "current.json").write_text(state)
    assert reason in call("index_if_needed", "--no-progress")
    assert not compare()


def test_an_index_of_another_version_is_left_to_the_worker(shelf: Shelf) -> None:
    folder = index_folder()
    state = json.loads((folder.path / "current.json").read_text())
    old = {**state, "versions": {**state["versions"], "schema": 0}}
    (folder.path / "current.json").write_text(json.dumps(old))
    assert "the worker builds it anew" in call("index_if_needed", "--leave-stale")
    assert json.loads((folder.path / "current.json").read_text()) == old
    call("run_worker", "--once")
    assert call("check_index") == "index and database agree"


def damage(path: Path) -> None:
    """Change bytes that no search stumbles over."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_silent_damage_is_told_and_replaced(shelf: Shelf) -> None:
    for path in index_folder().path.glob("build-*/*words_length.col"):
        damage(path)
    assert not compare()
    with pytest.raises(CommandError, match="已损坏"):
        call("check_index")
    assert "IndexCorrupt" in call("index_if_needed")
    assert call("check_index") == "index and database agree"


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def replace_by_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("")


def cut_terms(folder: Path) -> None:
    for path in folder.glob("build-*/*.trm"):
        path.write_bytes(path.read_bytes()[:50])


def empty_state(folder: Path) -> None:
    (folder / "current.json").write_text("")


def spoil_postings(folder: Path) -> None:
    """Readers stumble over these, and say so."""
    for path in folder.glob("build-*/*.pst"):
        path.write_bytes(b"\xa5" * path.stat().st_size)
    index_folder().suspect()


@pytest.mark.parametrize(
    "spoil",
    [remove, replace_by_file, cut_terms, empty_state, spoil_postings],
    ids=lambda spoil: spoil.__name__,
)
def test_worker_heals_the_index_though_nothing_waits(
    shelf: Shelf, spoil: Callable[[Path], None]
) -> None:
    assert not OutboxEntry.objects.exists()
    spoil(index_folder().path)
    call("run_worker", "--once")
    assert call("check_index") == "index and database agree"


def test_worker_leaves_a_sound_index_alone(shelf: Shelf) -> None:
    build = index_folder().current()
    index_folder().suspect()
    call("run_worker", "--once")
    call("run_worker", "--once")
    assert index_folder().current() == build


def test_index_if_needed_mends_differences(shelf: Shelf) -> None:
    assert call("index_if_needed") == "index fits; 0 indexed, 0 taken out"
    Article.objects.filter(pk=shelf.ids["tea"]).update(body="茶价平稳。")
    assert call("index_if_needed") == "1 articles differed; 1 indexed, 0 taken out"


def test_check_index(shelf: Shelf) -> None:
    assert call("check_index") == "index and database agree"
    Article.objects.filter(pk=shelf.ids["tea"]).update(body="茶价平稳。")
    with pytest.raises(CommandError, match=r"outdated 1 \(\d+\), surplus 0"):
        call("check_index")
    assert not OutboxEntry.objects.exists()
    with pytest.raises(CommandError, match="queued"):
        call("check_index", "--fix")
    call("run_worker", "--once")
    assert call("check_index") == "index and database agree"


def test_check_index_lists_only_the_first(shelf: Shelf) -> None:
    connections["default"].get_backend().clear()
    with pytest.raises(CommandError, match=r"missing 10 \((\d+, ){5}…\)"):
        call("check_index")


def test_rebuild_index_is_ours(shelf: Shelf) -> None:
    connections["default"].get_backend().clear()
    assert call("rebuild_index", "--no-progress") == "10 articles indexed"
    assert not compare()


@pytest.mark.parametrize(
    "command",
    ["index_if_needed --no-progress", "rebuild_index --no-progress", "run_worker --once"],
)
def test_locked_index_is_told(shelf: Shelf, command: str) -> None:
    folder = index_folder()
    folder.lock_timeout = 0.1
    make_article()
    with (folder.path / "write.lock").open("w") as other:
        fcntl.flock(other.fileno(), fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="另一个进程"):
            call(*command.split())


def test_check_index_without_an_index(db: None) -> None:
    with pytest.raises(CommandError, match="还没有建立"):
        call("check_index")


def test_worker_builds_an_index_that_is_missing(shelf: Shelf) -> None:
    (index_folder().path / "current.json").unlink()
    make_article(headline="新来的")
    call("run_worker", "--once")
    assert not compare()
    assert len(connections["default"].get_backend().digests()) == len(ARTICLES) + 1


def test_worker_goes_on_after_an_error_and_stops_when_told(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[str] = []

    def drain_all() -> outbox.DrainReport:
        looks.append("look")
        if len(looks) == 1:
            raise SearchUnavailable("first")
        if len(looks) == 2:
            raise DatabaseError("second")
        os.kill(os.getpid(), signal.SIGTERM)
        return outbox.DrainReport(1, 1, 0)

    monkeypatch.setattr(outbox, "drain_all", drain_all)
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        with caplog.at_level(logging.INFO):
            call("run_worker", "--interval", "0.01")
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(looks) == 3
    assert ["first" in t or "second" in t for t in caplog.messages[1:3]] == [True, True]
    assert "stopped" in caplog.messages[-1]


def test_worker_ends_with_its_parent(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    parents = iter([100, 100, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    with caplog.at_level(logging.INFO):
        call("run_worker", "--interval", "0.01")
    assert "stopped" in caplog.messages[-1]
